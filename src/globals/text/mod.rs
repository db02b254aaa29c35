//! Text processing (ECMA-262 §22), and the URI functions (§19.2.6).

use crate::js::{Builtin, Class};

pub(in crate::globals) static GLOBALS: &[Builtin] = &[];

pub(in crate::globals) static CLASSES: &[&Class] = &[];
