//! Indexed collections (ECMA-262 §23), and their iterators (§27.1.2, §23.1.5).

mod array;
mod element;
mod iteration;
mod iterator;
mod order;
mod search;
mod text;
mod typed_array;

use self::typed_array::{
    BIG_INT64_ARRAY, BIG_UINT64_ARRAY, FLOAT32_ARRAY, FLOAT64_ARRAY, INT8_ARRAY, INT16_ARRAY, INT32_ARRAY,
    UINT16_ARRAY, UINT32_ARRAY,
};
pub(in crate::globals) use self::{
    array::ARRAY,
    iterator::{ARRAY_ITERATOR, ITERATOR},
    typed_array::{TYPED_ARRAY, UINT8_ARRAY, UINT8_CLAMPED_ARRAY},
};
use super::structured::DATA_VIEW;
use crate::js::Builtin;

/// `DataView`, and the typed arrays except the two that Go itself needs, which are in the group `core`.
pub(in crate::globals) static GLOBALS: &[Builtin] = &[
    Builtin::class(&INT8_ARRAY),
    Builtin::class(&INT16_ARRAY),
    Builtin::class(&UINT16_ARRAY),
    Builtin::class(&INT32_ARRAY),
    Builtin::class(&UINT32_ARRAY),
    Builtin::class(&FLOAT32_ARRAY),
    Builtin::class(&FLOAT64_ARRAY),
    Builtin::class(&BIG_INT64_ARRAY),
    Builtin::class(&BIG_UINT64_ARRAY),
    Builtin::class(&DATA_VIEW),
];
