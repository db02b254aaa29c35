//! Structured data (ECMA-262 §25).

mod array_buffer;
mod json;

pub(in crate::globals) use self::array_buffer::{ARRAY_BUFFER, buffer_length, to_index, zeros};
use crate::js::Builtin;

pub(in crate::globals) static GLOBALS: &[Builtin] = &[Builtin::namespace("JSON", json::JSON)];
