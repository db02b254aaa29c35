//! Reflection (ECMA-262 §28).

use crate::js::Builtin;

pub(in crate::globals) static GLOBALS: &[Builtin] = &[];
