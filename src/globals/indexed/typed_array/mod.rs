//! `%TypedArray%` and the eleven classes that inherit from it (ECMA-262 §23.2). `Symbol.species` exists, but methods
//! ignore it and create a typed array of the same class as the receiver.

mod build;
mod constructor;
mod overwrite;
mod search;

use alloc::vec::Vec;

use self::constructor::{construct, from, of};
use super::{
    element::{number, this_view},
    iteration::Iteration,
    iterator::array_iterator,
    search::Elements,
};
use crate::{
    globals::{shown::Shown, support::receiver::incompatible},
    js::{Arguments, Builtin, Class, Context, ElementType, Intrinsic, Kind, Object, Symbol, Thrown, TypedArray, Value},
};

pub(in crate::globals) static TYPED_ARRAY: Class = Class::new(Intrinsic::TypedArray, "TypedArray")
    .constructor(0, |cx, _| Err(cx.type_error("Abstract class TypedArray not directly constructable")))
    .statics(&[
        Builtin::method("of", 0, of),
        Builtin::method("from", 1, from),
        Builtin::getter("[Symbol.species]", |_, call| Ok(call.this)).at(Symbol::SPECIES),
    ])
    .prototype(&[
        Builtin::getter("buffer", |cx, call| Ok(getter_view(cx, &call)?.buffer.into())),
        Builtin::getter("byteLength", |cx, call| {
            let view = getter_view(cx, &call)?;
            Ok((view.length as f64 * view.element.size() as f64).into())
        }),
        Builtin::getter("byteOffset", |cx, call| Ok(number(getter_view(cx, &call)?.offset as u64))),
        Builtin::getter("length", |cx, call| Ok(number(getter_view(cx, &call)?.length as u64))),
        Builtin::method("entries", 0, |cx, call| iterator(cx, &call, Shown::Entries)),
        Builtin::method("keys", 0, |cx, call| iterator(cx, &call, Shown::Keys)),
        Builtin::method("values", 0, |cx, call| iterator(cx, &call, Shown::Values)),
        Builtin::method("at", 1, |cx, call| Elements::typed_array(cx, &call)?.at(cx, &call)),
        Builtin::method("copyWithin", 2, overwrite::copy_within),
        Builtin::method("every", 1, |cx, call| Iteration::typed_array(cx, &call)?.every(cx)),
        Builtin::method("fill", 1, overwrite::fill),
        Builtin::method("filter", 1, build::filter),
        Builtin::method("find", 1, |cx, call| Iteration::typed_array(cx, &call)?.find(cx)),
        Builtin::method("findIndex", 1, |cx, call| Iteration::typed_array(cx, &call)?.find_index(cx)),
        Builtin::method("findLast", 1, |cx, call| Iteration::typed_array(cx, &call)?.find_last(cx)),
        Builtin::method("findLastIndex", 1, |cx, call| Iteration::typed_array(cx, &call)?.find_last_index(cx)),
        Builtin::method("forEach", 1, |cx, call| Iteration::typed_array(cx, &call)?.for_each(cx)),
        Builtin::method("includes", 1, search::includes),
        Builtin::method("indexOf", 1, search::index_of),
        Builtin::method("join", 1, |cx, call| Elements::typed_array(cx, &call)?.join(cx, &call)),
        Builtin::method("lastIndexOf", 1, search::last_index_of),
        Builtin::method("map", 1, build::map),
        Builtin::method("reverse", 0, overwrite::reverse),
        Builtin::method("reduce", 1, |cx, call| Iteration::typed_array(cx, &call)?.reduce(cx, &call)),
        Builtin::method("reduceRight", 1, |cx, call| Iteration::typed_array(cx, &call)?.reduce_right(cx, &call)),
        Builtin::method("set", 1, overwrite::set),
        Builtin::method("slice", 2, build::slice),
        Builtin::method("some", 1, |cx, call| Iteration::typed_array(cx, &call)?.some(cx)),
        Builtin::method("sort", 1, overwrite::sort),
        Builtin::method("subarray", 2, build::subarray),
        Builtin::method("toLocaleString", 0, |cx, call| Elements::typed_array(cx, &call)?.localize(cx)),
        Builtin::same_as_of(Intrinsic::Array, "toString"),
        Builtin::method("toReversed", 0, build::to_reversed),
        Builtin::method("toSorted", 1, build::to_sorted),
        Builtin::method("with", 2, build::with),
        Builtin::alias("[Symbol.iterator]", "values").at(Symbol::ITERATOR),
        Builtin::getter("[Symbol.toStringTag]", tag).at(Symbol::TO_STRING_TAG),
    ]);

macro_rules! class {
    ($table:ident, $element:ident) => {
        pub(in crate::globals) static $table: Class =
            Class::new(ElementType::$element.class(), ElementType::$element.name())
                .constructor(3, |cx, call| construct(cx, &call, ElementType::$element))
                .statics(&[Builtin::constant("BYTES_PER_ELEMENT", ElementType::$element.size() as f64)])
                .prototype(&[Builtin::constant("BYTES_PER_ELEMENT", ElementType::$element.size() as f64)])
                .parent(Intrinsic::TypedArray);
    };
}

class!(INT8_ARRAY, Int8);
class!(UINT8_ARRAY, Uint8);
class!(UINT8_CLAMPED_ARRAY, Uint8Clamped);
class!(INT16_ARRAY, Int16);
class!(UINT16_ARRAY, Uint16);
class!(INT32_ARRAY, Int32);
class!(UINT32_ARRAY, Uint32);
class!(FLOAT32_ARRAY, Float32);
class!(FLOAT64_ARRAY, Float64);
class!(BIG_INT64_ARRAY, BigInt64);
class!(BIG_UINT64_ARRAY, BigUint64);

/// Returns the view of the receiver of a getter. The buffer can be detached.
fn getter_view(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<TypedArray, Thrown> {
    cx.heap().view(call.this).ok_or_else(|| incompatible(cx, call, "TypedArray"))
}

/// `get %TypedArray%.prototype[Symbol.toStringTag]` (§23.2.3.38).
fn tag(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(match cx.heap().view(call.this) {
        Some(view) => cx.heap().string(view.element.name()).into(),
        None => Value::Undefined,
    })
}

/// Creates an iterator over the receiver (§23.2.3.7, §23.2.3.19, §23.2.3.35).
fn iterator(cx: &mut Context<'_>, call: &Arguments<'_>, shown: Shown) -> Result<Value, Thrown> {
    let (object, _) = this_view(cx, call)?;
    Ok(array_iterator(cx, object, shown))
}

/// Creates a buffer of these bytes, and returns a view of all of it.
fn window(cx: &mut Context<'_>, element: ElementType, bytes: Vec<u8>) -> TypedArray {
    let length = bytes.chunks_exact(element.size()).len();
    let buffer = cx.heap().alloc_kind(Intrinsic::ArrayBuffer, Kind::ArrayBuffer(bytes));
    TypedArray { element, buffer, offset: 0, length }
}

/// Creates a typed array over a new buffer of these bytes.
fn typed_array(cx: &mut Context<'_>, element: ElementType, bytes: Vec<u8>) -> Object {
    let view = window(cx, element, bytes);
    cx.heap().alloc_kind(element.class(), Kind::TypedArray(view))
}

/// Throws a `TypeError` if one element type holds BigInts and the other numbers.
fn check_content(cx: &mut Context<'_>, from: ElementType, to: ElementType) -> Result<(), Thrown> {
    if from.is_bigint() == to.is_bigint() {
        return Ok(());
    }
    Err(cx.type_error("Cannot mix BigInt and other types, use explicit conversions"))
}
