//! Numbers and dates (ECMA-262 §21).

mod date;

pub(in crate::globals) use self::date::DATE;
use crate::js::{Builtin, Class};

pub(in crate::globals) static GLOBALS: &[Builtin] = &[];

pub(in crate::globals) static CLASSES: &[&Class] = &[];
