//! V8's errors for a receiver of the wrong class, and for a constructor called without `new`.

use alloc::{borrow::ToOwned, format, string::String};
use core::fmt::Display;

use super::node_error::{coded_error, native_error};
use crate::js::{
    self, Arguments, Class, Context, Family, Function, Heap, Intrinsic, Kind, Object, PropertyKey, Slot, Slots, Symbol,
    Thrown, Value,
};

/// Internal slots that the methods of a class require of their receiver.
pub(in crate::globals) trait Receiver: Slots {
    /// The class, which the error for another receiver names.
    const CLASS: &'static Class;

    /// The private field that Node's class reads first, such as `#signal`, if V8 creates the error.
    const FIELD: Option<&'static str> = None;
}

impl Context<'_> {
    /// Returns the slots of the receiver.
    ///
    /// # Errors
    ///
    /// A `TypeError`, if the receiver is not an instance of the class.
    pub(in crate::globals) fn this<T: Receiver>(&mut self, call: &Arguments<'_>) -> Result<&mut T, Thrown> {
        let this = self.this_object::<T>(call)?;
        self.slots(this)
    }

    /// Returns the receiver, after the same check as [`this`](Self::this).
    pub(in crate::globals) fn this_object<T: Receiver>(&mut self, call: &Arguments<'_>) -> Result<Object, Thrown> {
        match call.this {
            Value::Object(object) if self.heap().has_slots::<T>(object) => Ok(object),
            _ => Err(wrong_receiver(self, call, T::CLASS, T::FIELD)),
        }
    }
}

#[cold]
fn wrong_receiver(cx: &mut Context<'_>, call: &Arguments<'_>, class: &Class, field: Option<&str>) -> Thrown {
    match (class.family, field) {
        (Family::Language, _) => incompatible(cx, call, class.name),
        (Family::Interface, Some(field)) => no_private_field(cx, field, call.this),
        (Family::Interface, None) => invalid_this(cx, class.name),
        (Family::Undici, _) => native_error(cx, Intrinsic::TypeError, "ERR_INVALID_THIS", "Illegal invocation").into(),
    }
}

/// Creates the error of a method of ECMA-262 called on a receiver of another class.
pub(in crate::globals) fn incompatible(cx: &mut Context<'_>, call: &Arguments<'_>, class: &str) -> Thrown {
    let key = PropertyKey::String(cx.heap().names().name);
    let name = match data(cx.heap(), call.callee, key) {
        Some(Value::String(name)) => cx.heap().copied(name),
        _ => String::new(),
    };
    let method = match name.strip_prefix("get ") {
        Some(name) => format!("get {class}.prototype.{name}"),
        None => format!("{class}.prototype.{name}"),
    };
    incompatible_with(cx, method, call.this)
}

/// Does the same as [`incompatible`] for a method with another description.
pub(in crate::globals) fn incompatible_with(cx: &mut Context<'_>, method: impl Display, receiver: Value) -> Thrown {
    let shown = text_of(cx, receiver);
    cx.type_error(&format!("Method {method} called on incompatible receiver {shown}"))
}

/// Creates the error `ERR_INVALID_THIS` of an interface.
pub(in crate::globals) fn invalid_this(cx: &mut Context<'_>, class: &str) -> Thrown {
    let message = format!("Value of \"this\" must be of type {class}");
    coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_THIS", &message).into()
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
    if receiver.is_nullish() { cx.heap().no_properties(receiver, name) } else { cx.type_error(&message) }
}

/// Returns `new.target`, or throws a `TypeError` if the constructor of a class was called without `new`.
pub(in crate::globals) fn new_target(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Object, Thrown> {
    if let Some(new_target) = call.new_target {
        return Ok(new_target);
    }
    let (family, name) = match cx.heap().cell(call.callee).kind {
        Kind::Function(Function::Class(class)) => (class.family, class.name),
        _ => (Family::Language, ""),
    };
    let message = match (family, name) {
        (Family::Language, "Promise") => "Promise constructor cannot be invoked without 'new'".to_owned(),
        (Family::Language, _) => format!("Constructor {name} requires 'new'"),
        (Family::Interface, _) => format!("Class constructor {name} cannot be invoked without 'new'"),
        (Family::Undici, _) => format!("Class constructor _{name} cannot be invoked without 'new'"),
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
        return shown_error(heap, object);
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
fn shown_error(heap: &mut Heap, error: Object) -> String {
    let names = heap.names();
    let [name, message] = [names.name, names.message].map(|key| match data(heap, error, PropertyKey::String(key)) {
        Some(Value::String(text)) => heap.copied(text),
        _ => String::new(),
    });
    js::error_text(heap, &name, &message)
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
