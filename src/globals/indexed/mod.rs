//! Indexed collections (ECMA-262 §23).

mod array;
mod typed_array;

pub(in crate::globals) use self::{
    array::ARRAY,
    typed_array::{UINT8_ARRAY, UINT8_CLAMPED_ARRAY},
};
use crate::js::{Builtin, Class};

/// Beside the arrays of bytes, which Go itself needs.
pub(in crate::globals) static GLOBALS: &[Builtin] = &[];

pub(in crate::globals) static CLASSES: &[&Class] = &[];
