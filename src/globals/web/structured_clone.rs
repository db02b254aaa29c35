//! `structuredClone` (HTML §2.7, [Safe passing of structured data]).
//!
//! As in HTML, functions, symbols, and objects with internal slots of classes that HTML does not list cannot be cloned.
//! Objects are copied one after another from a worklist, not recursively, so nesting can be of any depth. The getters
//! of nested objects are called in this order.
//!
//! [Safe passing of structured data]: https://html.spec.whatwg.org/multipage/structured-data.html

use alloc::vec::Vec;

use super::dom_exception::dom_exception;
use crate::{
    globals::{
        keyed::{Collection, MapData, SetData},
        support::{node_error::native_error, receiver::text_of},
    },
    js::{
        Arguments, Array, Attributes, Builtin, Context, DataView, Full, Intrinsic, Kind, List, Object, OrderedTable,
        Property, Slot, Thrown, TypedArray, Value, copy_slice,
    },
};

pub(super) static STRUCTURED_CLONE: &[Builtin] = &[Builtin::method("structuredClone", 0, structured_clone)];

/// `structuredClone(value, options)` (§2.7.10).
fn structured_clone(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Some(&value) = call.list.first() else {
        return Err(type_error(cx, "ERR_MISSING_ARGS", "The value argument must be specified"));
    };
    let transfer = transfer_list(cx, call.get(1))?;
    let mut cloning = Cloning { copies: OrderedTable::new(cx.heap().seed()), unfilled: List::new() };
    for &buffer in &transfer {
        // The bytes are moved last, so an exception before that leaves the buffer intact.
        let copy = cx.heap().alloc_kind(Intrinsic::ArrayBuffer, Kind::ArrayBuffer(Vec::new()));
        cloning.remember(cx, buffer, copy)?;
    }
    let clone = cloning.copy(cx, value)?;
    while let Some((source, copy)) = cloning.unfilled.pop() {
        cloning.fill(cx, source, copy)?;
    }
    for buffer in transfer {
        let Some(copy) = cloning.copies.get(buffer.into()) else { continue };
        if let Some(bytes) = cx.heap().detach(buffer) {
            cx.heap().cell_mut(copy).kind = Kind::ArrayBuffer(bytes);
        }
    }
    Ok(clone)
}

fn type_error(cx: &mut Context<'_>, code: &str, message: &str) -> Thrown {
    native_error(cx, Intrinsic::TypeError, code, message).into()
}

fn data_clone_error(cx: &mut Context<'_>, message: &str) -> Thrown {
    dom_exception(cx, message, "DataCloneError").into()
}

fn not_cloneable(cx: &mut Context<'_>, value: Value) -> Thrown {
    let shown = text_of(cx, value);
    let message = cx.heap().concat([&*shown, " could not be cloned."]);
    data_clone_error(cx, &message)
}

/// Returns the buffers to transfer.
fn transfer_list(cx: &mut Context<'_>, options: Value) -> Result<Vec<Object>, Thrown> {
    let list = match options {
        Value::Undefined | Value::Null => return Ok(Vec::new()),
        Value::Object(options) => cx.get_named(options, "transfer")?,
        _ => {
            let message = "The options argument must be either an object or undefined";
            return Err(type_error(cx, "ERR_INVALID_ARG_TYPE", message));
        }
    };
    if list.is_nullish() {
        return Ok(Vec::new());
    }
    if list.as_object().is_none() {
        let message = "Optional transferList argument must be an iterable";
        return Err(type_error(cx, "ERR_INVALID_ARG_TYPE", message));
    }
    let mut buffers: OrderedTable<Object> = OrderedTable::new(cx.heap().seed());
    for value in cx.list_of(list)? {
        match value {
            Value::Object(object) if matches!(cx.heap().cell(object).kind, Kind::ArrayBuffer(_)) => {
                if buffers.contains(value) {
                    return Err(data_clone_error(cx, "Transfer list contains duplicate ArrayBuffer"));
                }
                buffers.insert(value, object).map_err(|Full| cx.range_error("Map maximum size exceeded"))?;
            }
            _ => {
                return Err(type_error(cx, "ERR_INVALID_TRANSFER_OBJECT", "Found invalid object in transferList"));
            }
        }
    }
    Ok(cx.heap().list(buffers.iter().map(|(_, buffer)| buffer)))
}

struct Cloning {
    /// The copy of each object: HTML's "memory".
    copies: OrderedTable<Object>,
    /// Objects with their copies, which are still empty.
    unfilled: List<(Object, Object)>,
}

impl Cloning {
    fn remember(&mut self, cx: &mut Context<'_>, source: Object, copy: Object) -> Result<(), Thrown> {
        self.copies.insert(source.into(), copy).map_err(|Full| cx.range_error("Map maximum size exceeded"))
    }

    /// Clones a value (§2.7.3 `StructuredSerializeInternal` and §2.7.6 `StructuredDeserialize` in one). The clone of an
    /// object may still be empty.
    fn copy(&mut self, cx: &mut Context<'_>, value: Value) -> Result<Value, Thrown> {
        let source = match value {
            Value::Object(source) => source,
            Value::Symbol(_) => return Err(not_cloneable(cx, value)),
            primitive => return Ok(primitive),
        };
        if let Some(copy) = self.copies.get(value) {
            return Ok(copy.into());
        }
        let (class, kind) = match cx.heap().cell(source).kind {
            Kind::Ordinary => (Intrinsic::Object, Kind::Ordinary),
            Kind::Array(ref array) => (Intrinsic::Array, Kind::Array(Array::with_length(array.length()))),
            Kind::Date(time) => (Intrinsic::Date, Kind::Date(time)),
            Kind::Primitive(primitive) => match primitive {
                Value::Boolean(_) => (Intrinsic::Boolean, Kind::Primitive(primitive)),
                Value::Number(_) => (Intrinsic::Number, Kind::Primitive(primitive)),
                Value::String(_) => (Intrinsic::String, Kind::Primitive(primitive)),
                Value::BigInt(_) => (Intrinsic::BigInt, Kind::Primitive(primitive)),
                _ => return Err(not_cloneable(cx, value)),
            },
            Kind::DetachedBuffer => {
                return Err(data_clone_error(cx, "An ArrayBuffer is detached and could not be cloned."));
            }
            Kind::ArrayBuffer(_) => (Intrinsic::ArrayBuffer, Kind::ArrayBuffer(bytes_of(cx, source)?)),
            Kind::TypedArray(view) => {
                let buffer = self.buffer(cx, view.buffer)?;
                (view.element.class(), Kind::TypedArray(TypedArray { buffer, ..view }))
            }
            Kind::DataView(view) => {
                let buffer = self.buffer(cx, view.buffer)?;
                (Intrinsic::DataView, Kind::DataView(DataView { buffer, ..view }))
            }
            Kind::Error => (error_class(cx, source)?, Kind::Error),
            Kind::Slots(_) => {
                if cx.heap().has_slots::<MapData>(source) {
                    (Intrinsic::Map, MapData::kind(cx))
                } else if cx.heap().has_slots::<SetData>(source) {
                    (Intrinsic::Set, SetData::kind(cx))
                } else {
                    return Err(not_cloneable(cx, value));
                }
            }
            _ => return Err(not_cloneable(cx, value)),
        };
        let is_whole = matches!(
            kind,
            Kind::Date(_) | Kind::Primitive(_) | Kind::ArrayBuffer(_) | Kind::TypedArray(_) | Kind::DataView(_)
        );
        let copy = cx.heap().alloc_kind(class, kind);
        self.remember(cx, source, copy)?;
        if !is_whole {
            self.unfilled.push(cx, (source, copy))?;
        }
        Ok(copy.into())
    }

    /// Clones the buffer of a view.
    fn buffer(&mut self, cx: &mut Context<'_>, buffer: Object) -> Result<Object, Thrown> {
        Ok(self.copy(cx, buffer.into())?.as_object().unwrap_or(buffer))
    }

    /// Copies the contents or properties of an object to its copy.
    fn fill(&mut self, cx: &mut Context<'_>, source: Object, copy: Object) -> Result<(), Thrown> {
        let heap = cx.heap();
        if let Some(Collection(table)) = heap.slots::<MapData>(source.into()) {
            for (key, value) in heap.list(table.iter()) {
                let (key, value) = (self.copy(cx, key)?, self.copy(cx, value)?);
                MapData::insert(cx, copy, key, value)?;
            }
            return Ok(());
        }
        if let Some(Collection(table)) = heap.slots::<SetData>(source.into()) {
            for (key, ()) in heap.list(table.iter()) {
                let key = self.copy(cx, key)?;
                SetData::insert(cx, copy, key, ())?;
            }
            return Ok(());
        }
        if cx.heap().is_error(source.into()) {
            return self.fill_error(cx, source, copy);
        }
        for key in cx.heap().enumerable_keys(source, false) {
            // A getter may have deleted it.
            if cx.heap().own_property(source, key).is_some() {
                let value = cx.get(source, key)?;
                let value = self.copy(cx, value)?;
                cx.heap().create_data_property(copy, key, value);
            }
        }
        Ok(())
    }

    /// Copies the properties of an error: the message, and those that V8 copies in addition to HTML.
    fn fill_error(&mut self, cx: &mut Context<'_>, source: Object, copy: Object) -> Result<(), Thrown> {
        for name in ["stack", "message", "cause"] {
            let key = cx.heap().key_from(name);
            let Some(Slot::Data(value)) = cx.heap().own_property(source, key).map(|property| property.slot) else {
                continue;
            };
            let value = match name {
                "cause" => self.copy(cx, value)?,
                _ => cx.to_string(value)?.into(),
            };
            cx.heap().define(copy, key, Property::data(value, Attributes::METHOD));
        }
        Ok(())
    }
}

/// Copies the bytes of a buffer.
fn bytes_of(cx: &mut Context<'_>, buffer: Object) -> Result<Vec<u8>, Thrown> {
    let copy = copy_slice(cx.heap().buffer(buffer).unwrap_or_default());
    copy.map_err(|_| data_clone_error(cx, "Data cannot be cloned, out of memory."))
}

/// Returns the class for the clone of an error, which depends on its name.
fn error_class(cx: &mut Context<'_>, error: Object) -> Result<Intrinsic, Thrown> {
    let Value::String(name) = cx.get_named(error, "name")? else { return Ok(Intrinsic::Error) };
    Ok(match cx.heap().text(name) {
        "EvalError" => Intrinsic::EvalError,
        "RangeError" => Intrinsic::RangeError,
        "ReferenceError" => Intrinsic::ReferenceError,
        "SyntaxError" => Intrinsic::SyntaxError,
        "TypeError" => Intrinsic::TypeError,
        "URIError" => Intrinsic::UriError,
        _ => Intrinsic::Error,
    })
}
