//! Keyed collections (ECMA-262 §24), and `WeakRef` (§26.1).

use crate::js::{Builtin, Class};

pub(in crate::globals) static GLOBALS: &[Builtin] = &[];

pub(in crate::globals) static CLASSES: &[&Class] = &[];
