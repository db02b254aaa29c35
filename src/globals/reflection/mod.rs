//! Reflection (ECMA-262 §28).

mod reflect;

use crate::js::Builtin;

pub(in crate::globals) static GLOBALS: &[Builtin] = &[Builtin::namespace("Reflect", reflect::REFLECT)];
