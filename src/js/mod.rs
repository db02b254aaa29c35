//! JavaScript values: heap, objects, strings, functions, conversions.
//!
//! This layer knows ECMA-262 and nothing of wasm or Go. What must call into the layers above (a Go function, the host)
//! goes through the [`Context`] that every native function is given.

mod arena;
mod array;
pub(crate) mod bigint;
mod builtin;
mod collect;
mod context;
mod conversion;
mod convert;
mod define;
mod event_loop;
mod function;
mod heap;
mod iterator;
#[cfg(test)]
mod model_test;
mod names;
pub(crate) mod number;
mod object;
mod operation;
mod ordinary;
mod promise;
mod property;
mod slots;
pub(crate) mod string;
mod symbol;
mod typed_array;
mod value;
mod weak;

#[cfg(test)]
pub(crate) use self::object::Rows;
pub(crate) use self::{
    arena::OutsideRef,
    array::Array,
    builtin::{Builtin, BuiltinValue, Class},
    context::Agent,
    conversion::Hint,
    convert::type_name,
    event_loop::{Callback, EventLoop, Job, PendingRead, TimerId, delay_from_ms},
    function::{Bound, Function, HostFunction},
    iterator::Iterator,
    object::Kind,
    ordinary::Setting,
    slots::Slots,
    string::utf16_len,
    typed_array::{Bytes, DataView, ElementType, TypedArray},
    weak::{WeakKind, WeakTable},
};
pub use self::{
    builtin::{Arguments, Group, Intrinsic, NativeFn},
    collect::Statistics,
    context::Context,
    convert::{FromJs, IntoArguments, IntoJs, WrongType},
    define::{Descriptor, Integrity},
    heap::Heap,
    promise::PromiseState,
    property::{Attributes, Property, PropertyKey, Slot},
    value::{BigInt, JsString, Object, Symbol, Value},
};
