//! Structured data (ECMA-262 §25).

mod array_buffer;
mod data_view;
mod json;

pub(in crate::globals) use self::{
    array_buffer::{ARRAY_BUFFER, allocation_failed, check_attached, zeros},
    data_view::DATA_VIEW,
    json::{parse_json, stringify_json},
};
use crate::js::Builtin;

pub(in crate::globals) static GLOBALS: &[Builtin] = &[Builtin::namespace("JSON", json::JSON)];
