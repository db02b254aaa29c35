//! JavaScript values: heap, objects, strings, functions, conversions.
//!
//! This layer implements ECMA-262, and is independent of wasm, Go, Node and the host. Native functions of the layers above
//! reach those through the [`Context`]. Functions and timers that are not JavaScript are *foreign* here: Go's.

mod arena;
mod array;
#[cfg(any(test, fuzzing))]
mod audit;
mod bigint;
mod builtin;
mod collect;
mod context;
mod conversion;
mod convert;
mod define;
mod error;
mod event_loop;
mod function;
mod heap;
mod integer;
mod intrinsic;
mod iterator;
mod list;
mod meter;
#[cfg(any(test, fuzzing))]
pub(crate) mod model_test;
mod names;
#[cfg(any(test, fuzzing))]
mod no_program;
pub(crate) mod number;
mod numerals;
mod object;
mod operation;
mod ordered_table;
mod ordinary;
pub(crate) mod price;
mod promise;
mod property;
mod root;
mod settler;
mod slots;
mod sort;
pub(crate) mod string;
mod symbol;
mod text;
mod throw;
mod thrown;
mod typed_array;
mod value;
mod weak;

#[cfg(any(test, fuzzing))]
pub(crate) use self::no_program::NoProgram;
pub(crate) use self::{
    arena::OutsideRef,
    array::Array,
    builtin::{Builtin, Class, Family, Intrinsic},
    context::Agent,
    conversion::Hint,
    convert::type_name,
    error::error_text,
    event_loop::{Callback, EventLoop, Job, Task, TimerId},
    function::{Bound, Function, HostFunction},
    integer::Integer,
    list::{List, copy_slice, try_push, zeros},
    meter::Excess,
    numerals::Numerals,
    object::Kind,
    operation::HAS_INSTANCE,
    ordered_table::{Full, OrderedTable},
    ordinary::Setting,
    promise::{Derived, ReactionJob},
    slots::Slots,
    string::utf16_len,
    text::Text,
    typed_array::{DataView, ElementBytes, ElementType, TypedArray},
    weak::{WeakKind, WeakTable},
};
pub use self::{
    builtin::{Arguments, Group, NativeFn},
    collect::Statistics,
    context::Context,
    convert::{Bytes, FromArgument, FromArguments, FromJs, IntoArguments, IntoJs, Rest, WrongType},
    define::{Integrity, PropertyDescriptor},
    error::ErrorClass,
    heap::Heap,
    promise::PromiseState,
    property::{Attributes, Property, PropertyKey, Slot},
    root::Rooted,
    settler::Settler,
    throw::{IntoReturn, IntoThrow, Throw},
    thrown::Thrown,
    value::{BigInt, JsString, Object, Symbol, Value},
};
#[cfg(test)]
pub(crate) use self::{
    builtin::{BuiltinValue, Holder},
    object::Rows,
};
