//! Fundamental objects (ECMA-262 §20).

mod error;
mod eval;
mod function;
mod object;

pub(in crate::globals) use self::{
    eval::EVAL,
    error::{AGGREGATE_ERROR, ERROR, EVAL_ERROR, RANGE_ERROR, REFERENCE_ERROR, SYNTAX_ERROR, TYPE_ERROR, URI_ERROR},
    function::FUNCTION,
    object::OBJECT,
};
