//! Globals of the web standards: of WHATWG and W3C.

mod console;
mod crypto;
mod structured_clone;

pub(in crate::globals) use self::console::CONSOLE;
use crate::js::{Builtin, Class};

pub(in crate::globals) static TIMERS: &[Builtin] = &[];
pub(in crate::globals) static TIMER_CLASSES: &[&Class] = &[];
pub(in crate::globals) static ENCODING: &[Builtin] = &[];
pub(in crate::globals) static ENCODING_CLASSES: &[&Class] = &[];
pub(in crate::globals) static CRYPTO: &[Builtin] = &[Builtin::namespace("crypto", crypto::CRYPTO)];
pub(in crate::globals) static PERFORMANCE: &[Builtin] = &[];
pub(in crate::globals) static STRUCTURED_CLONE: &[Builtin] = structured_clone::STRUCTURED_CLONE;
pub(in crate::globals) static URL: &[Builtin] = &[];
pub(in crate::globals) static URL_CLASSES: &[&Class] = &[];
pub(in crate::globals) static EVENTS: &[Builtin] = &[];
pub(in crate::globals) static EVENT_CLASSES: &[&Class] = &[];
