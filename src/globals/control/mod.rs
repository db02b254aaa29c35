//! Control abstraction objects (ECMA-262 §27).

use crate::js::{Builtin, Class};

pub(in crate::globals) static GLOBALS: &[Builtin] = &[];

pub(in crate::globals) static CLASSES: &[&Class] = &[];
