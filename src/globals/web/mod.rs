//! Globals of the web standards: of WHATWG and W3C.

mod console;
mod crypto;
mod encoding;
mod text_decoder;
mod text_encoder;

pub(in crate::globals) use self::console::CONSOLE;
use crate::js::{Builtin, Class};

pub(in crate::globals) static TIMERS: &[Builtin] = &[];
pub(in crate::globals) static TIMER_CLASSES: &[&Class] = &[];
pub(in crate::globals) static ENCODING: &[Builtin] =
    &[Builtin::class(&text_decoder::TEXT_DECODER), Builtin::class(&text_encoder::TEXT_ENCODER)];
pub(in crate::globals) static ENCODING_CLASSES: &[&Class] = &[&text_decoder::TEXT_DECODER, &text_encoder::TEXT_ENCODER];
pub(in crate::globals) static CRYPTO: &[Builtin] = &[Builtin::namespace("crypto", crypto::CRYPTO)];
pub(in crate::globals) static PERFORMANCE: &[Builtin] = &[];
pub(in crate::globals) static STRUCTURED_CLONE: &[Builtin] = &[];
pub(in crate::globals) static URL: &[Builtin] = &[];
pub(in crate::globals) static URL_CLASSES: &[&Class] = &[];
pub(in crate::globals) static EVENTS: &[Builtin] = &[];
pub(in crate::globals) static EVENT_CLASSES: &[&Class] = &[];
