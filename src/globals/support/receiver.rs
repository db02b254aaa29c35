//! V8's errors for a receiver of the wrong class, and for a constructor called without `new`.

use alloc::{borrow::ToOwned, format, string::String};
use core::fmt::Display;

use crate::js::{Arguments, Context, Heap, Intrinsic, Kind, Object, PropertyKey, Slot, Symbol, Thrown, Value};

/// Creates the error of a method called on a receiver of another class.
pub(in crate::globals) fn incompatible(cx: &mut Context<'_>, method: impl Display, receiver: Value) -> Thrown {
    let shown = text_of(cx, receiver);
    cx.type_error(&format!("Method {method} called on incompatible receiver {shown}"))
}

/// Creates the error of `Function.prototype.apply` and `Reflect.apply` for a value that is not callable.
pub(in crate::globals) fn apply_non_callable(cx: &mut Context<'_>, receiver: Value) -> Thrown {
    let kind = match receiver {
        Value::Undefined => "a undefined",
        Value::Null => "null",
        Value::Boolean(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Symbol(_) => "a symbol",
        Value::BigInt(_) => "a bigint",
        Value::Object(_) => "an object",
    };
    let shown = text_of(cx, receiver);
    cx.type_error(&format!("Function.prototype.apply was called on {shown}, which is {kind} and not a function"))
}

/// Creates the error of `Function.prototype.call`, and of a callback, for a value that is not callable. V8 shows the
/// value in these words if it cannot show the source text of the call (`BuildDefaultCallSite`).
pub(in crate::globals) fn call_non_callable(cx: &mut Context<'_>, callee: Value) -> Thrown {
    let kind = match callee {
        Value::Undefined => "undefined",
        Value::Null => "object null",
        Value::Boolean(_) => "boolean ",
        Value::Number(_) => "number ",
        Value::String(_) => "string ",
        Value::Symbol(_) => "symbol",
        Value::BigInt(_) => "bigint",
        Value::Object(_) => "object",
    };
    let shown = match callee {
        Value::Boolean(_) | Value::Number(_) | Value::String(_) => cx.describe(callee),
        _ => String::new(),
    };
    cx.type_error(&format!("{kind}{shown} is not a function"))
}

/// Creates the error of a class that Node declares in JavaScript, for a receiver without one of its private methods.
pub(in crate::globals) fn no_private_method(cx: &mut Context<'_>, class: &str, receiver: Value) -> Thrown {
    no_private(cx, class, receiver, format!("Receiver must be an instance of class {class}"))
}

/// Creates the error of a class that Node declares in JavaScript, for a receiver without one of its private fields,
/// such as `#signal`.
pub(in crate::globals) fn no_private_field(cx: &mut Context<'_>, field: &str, receiver: Value) -> Thrown {
    let message = format!("Cannot read private member {field} from an object whose class did not declare it");
    no_private(cx, field, receiver, message)
}

fn no_private(cx: &mut Context<'_>, name: &str, receiver: Value, message: String) -> Thrown {
    let message = match receiver {
        Value::Undefined => format!("Cannot read properties of undefined (reading '{name}')"),
        Value::Null => format!("Cannot read properties of null (reading '{name}')"),
        _ => message,
    };
    cx.type_error(&message)
}

/// A constructor that requires `new`, with its name. V8 has a message for each kind.
#[derive(Clone, Copy, Debug)]
pub(in crate::globals) enum Constructor<'a> {
    /// A constructor of ECMA-262, except `Promise`.
    BuiltIn(&'a str),
    /// A class that Node declares in JavaScript.
    Class(&'a str),
    Promise,
}

/// Returns `new.target`, or throws a `TypeError` if the constructor was called without `new`.
pub(in crate::globals) fn new_target(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    constructor: Constructor<'_>,
) -> Result<Object, Thrown> {
    if let Some(new_target) = call.new_target {
        return Ok(new_target);
    }
    let message = match constructor {
        Constructor::BuiltIn(name) => format!("Constructor {name} requires 'new'"),
        Constructor::Class(name) => format!("Class constructor {name} cannot be invoked without 'new'"),
        Constructor::Promise => "Promise constructor cannot be invoked without 'new'".to_owned(),
    };
    Err(cx.type_error(&message))
}

/// Formats a value as the error messages of V8's built-in functions show it (`Object::NoSideEffectsToString`). Calls
/// no functions of the program.
pub(in crate::globals) fn text_of(cx: &mut Context<'_>, value: Value) -> String {
    let object = match value {
        Value::String(string) => return cx.heap().copied(string),
        Value::Object(object) if !cx.heap().is_callable(value) => object,
        _ => return cx.describe(value),
    };
    let heap = cx.heap();
    if heap.is_error(value) || inherits_to_string(heap, object, Intrinsic::Error) {
        return error_text(heap, object);
    }
    if inherits_to_string(heap, object, Intrinsic::Object) {
        if let Some(name) = constructor_name(heap, object) {
            return format!("#<{name}>");
        }
    }
    let tag = match data(heap, object, Symbol::TO_STRING_TAG.into()) {
        Some(Value::String(tag)) => heap.copied(tag),
        _ => match heap.cell(object).kind {
            Kind::TypedArray(view) => view.element.name().to_owned(),
            _ => heap.builtin_tag(object).to_owned(),
        },
    };
    format!("[object {tag}]")
}

/// Returns the value of a data property of an object or its prototypes.
fn data(heap: &mut Heap, object: Object, key: PropertyKey) -> Option<Value> {
    match heap.lookup(object, key)?.slot {
        Slot::Data(value) => Some(value),
        Slot::Accessor { .. } => None,
    }
}

/// Returns whether the `toString` of an object is that of a class's prototype.
fn inherits_to_string(heap: &mut Heap, object: Object, class: Intrinsic) -> bool {
    let Some(prototype) = heap.prototype(class) else { return false };
    let key = heap.key_from("toString");
    let method = data(heap, object, key).and_then(Value::as_object);
    method.is_some() && data(heap, prototype, key).and_then(Value::as_object) == method
}

/// Formats an error. Unlike `Error.prototype.toString`, this omits a name or message that is not a string.
fn error_text(heap: &mut Heap, error: Object) -> String {
    let names = heap.names();
    let [name, message] = [names.name, names.message].map(|key| match data(heap, error, PropertyKey::String(key)) {
        Some(Value::String(text)) => heap.copied(text),
        _ => String::new(),
    });
    let separator = if name.is_empty() || message.is_empty() { "" } else { ": " };
    heap.concat([name.as_str(), separator, message.as_str()])
}

/// Returns the name of an object's constructor, if it is a function with a name.
fn constructor_name(heap: &mut Heap, object: Object) -> Option<String> {
    let key = heap.key_from("constructor");
    let constructor = data(heap, object, key)?;
    if !heap.is_callable(constructor) {
        return None;
    }
    let key = PropertyKey::String(heap.names().name);
    match data(heap, constructor.as_object()?, key)? {
        Value::String(name) => Some(heap.copied(name)).filter(|name| !name.is_empty()),
        _ => None,
    }
}
