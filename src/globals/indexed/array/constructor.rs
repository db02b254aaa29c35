//! The `Array` constructor and its properties (ECMA-262 §23.1.1, §23.1.2).

use super::super::element::number;
use crate::js::{Arguments, Array, Context, Function, Heap, Intrinsic, Kind, List, Object, Symbol, Thrown, Value};

/// `Array` (§23.1.1.1).
pub(super) fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let array = match *call.list {
        [Value::Number(length)] => {
            if f64::from(length as u32) != length {
                return Err(cx.range_error("Invalid array length"));
            }
            Array::with_length(length as u32)
        }
        _ => Array::new(cx.heap().list_of_value(call.list.iter().copied().map(Some))),
    };
    Ok(match call.new_target {
        Some(new_target) => cx.create(new_target, Intrinsic::Array, Kind::Array(array))?,
        None => cx.heap().alloc_kind(Intrinsic::Array, Kind::Array(array)),
    }
    .into())
}

/// `Array.isArray` (§23.1.2.2).
pub(super) fn is_array(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(cx.heap().is_array(call.get(0)).into())
}

/// Returns whether a static method with this receiver creates plain arrays: the receiver is `Array` itself, or not a
/// constructor.
fn makes_arrays(heap: &Heap, constructor: Value) -> bool {
    match constructor {
        Value::Object(object) => match &heap.cell(object).kind {
            Kind::Function(Function::Class(class)) => class.intrinsic == Intrinsic::Array,
            _ => !heap.is_constructor(constructor),
        },
        _ => true,
    }
}

/// Constructs an object and fills it with a list.
fn make(cx: &mut Context<'_>, constructor: Value, arguments: &[Value], list: &[Value]) -> Result<Value, Thrown> {
    let made = cx.construct(constructor, arguments)?;
    let object = cx.to_object(made)?;
    for (&value, index) in list.iter().zip(0..) {
        cx.create_element(object, index, value)?;
    }
    cx.set_length_of(object, list.len() as u64)?;
    Ok(object.into())
}

/// `Array.of` (§23.1.2.3).
pub(super) fn of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if makes_arrays(cx.heap(), call.this) {
        return Ok(cx.heap().array(call.list.iter().copied()).into());
    }
    make(cx, call.this, &[number(call.list.len() as u64)], call.list)
}

/// The optional function that `Array.from` applies to each value.
struct Mapper {
    function: Option<Value>,
    this: Value,
}

impl Mapper {
    fn map(&self, cx: &mut Context<'_>, value: Value, index: u64) -> Result<Value, Thrown> {
        match self.function {
            Some(function) => cx.call(function, self.this, &[value, number(index)]),
            None => Ok(value),
        }
    }
}

/// `Array.from` (§23.1.2.1).
pub(super) fn from(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let function = match call.get(1) {
        Value::Undefined => None,
        function => Some(cx.callable(function)?),
    };
    let mapper = Mapper { function, this: call.get(2) };
    let items = call.get(0);
    if items.is_nullish() {
        return Err(cx.not_iterable(items));
    }
    let makes_arrays = makes_arrays(cx.heap(), call.this);
    if mapper.function.is_none() || !is_iterable(cx, items)? {
        if let Some(list) = cx.list_if_iterable(items, "%Array%.from")? {
            return if makes_arrays { Ok(cx.heap().array(list).into()) } else { make(cx, call.this, &[], &list) };
        }
        return from_array_like(cx, call.this, items, &mapper, makes_arrays);
    }
    // Map each value before requesting the next: the function may observe the progress of the iterator.
    let mut list = List::new();
    cx.iterate(items, |cx, value| {
        let mapped = mapper.map(cx, value, list.len() as u64)?;
        list.push(cx, mapped)
    })?;
    if makes_arrays { Ok(cx.heap().array(list).into()) } else { make(cx, call.this, &[], &list) }
}

/// Returns whether `items` has a callable `Symbol.iterator` method. `list_if_iterable` rejects a method that is not
/// callable.
fn is_iterable(cx: &mut Context<'_>, items: Value) -> Result<bool, Thrown> {
    let method = cx.get_value(items, Symbol::ITERATOR.into())?;
    Ok(cx.heap().is_callable(method))
}

/// `Array.from` for an array-like object (§23.1.2.1, from step 7 on).
fn from_array_like(
    cx: &mut Context<'_>,
    constructor: Value,
    items: Value,
    mapper: &Mapper,
    makes_arrays: bool,
) -> Result<Value, Thrown> {
    let items = cx.to_object(items)?;
    let length = cx.length_of(items)?;
    let target: Object = if makes_arrays {
        cx.array_of_length(length)?
    } else {
        let made = cx.construct(constructor, &[number(length)])?;
        cx.to_object(made)?
    };
    for index in 0..length {
        let value = cx.element(items, index)?;
        let mapped = mapper.map(cx, value, index)?;
        cx.create_element(target, index, mapped)?;
    }
    cx.set_length_of(target, length)?;
    Ok(target.into())
}
