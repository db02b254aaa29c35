//! JavaScript values: heap, objects, strings, functions, conversions.
//!
//! This layer knows ECMA-262 and nothing of wasm or Go. What must call into the layers above (a Go function, the host)
//! goes through the [`Context`] that every native function is given.

mod arena;
mod array;
mod builtin;
mod collect;
mod context;
mod conversion;
mod convert;
mod event_loop;
mod heap;
mod names;
pub(crate) mod number;
mod object;
mod operation;
mod ordinary;
mod property;
mod string;
mod typed_array;
mod value;

pub(crate) use self::{
    arena::OutsideRef,
    array::Array,
    builtin::{Builtin, Class},
    context::Agent,
    convert::type_name,
    event_loop::{EventLoop, PendingRead},
    object::{Function, Kind},
    ordinary::Setting,
    string::utf16_len,
    typed_array::{ElementType, TypedArray},
};
#[cfg(test)]
pub(crate) use self::{builtin::BuiltinValue, object::Rows};
pub use self::{
    builtin::{Arguments, Intrinsic, NativeFn},
    collect::Statistics,
    context::Context,
    convert::{FromJs, IntoArguments, IntoJs, WrongType},
    heap::Heap,
    property::{Attributes, Property, PropertyKey, Slot},
    value::{JsString, Object, Symbol, Value},
};
