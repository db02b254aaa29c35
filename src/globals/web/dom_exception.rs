//! `DOMException` (Web IDL §4.3).
//!
//! An exception has the kind `Kind::Error`, which has no internal slots. `name`, `message` and `code` are therefore
//! read-only own properties instead of accessors on the prototype.

use crate::{
    globals::support::{idl::new_target, node_error::set_cause},
    js::{
        Arguments, Attributes, Builtin, Class, Context, Heap, Intrinsic, JsString, Kind, Object, Property, PropertyKey,
        Thrown, Value, error_text,
    },
};

/// The error names with their legacy codes (§4.3).
macro_rules! constants {
    ($($error:literal $constant:literal $code:literal),* $(,)?) => {
        const CODES: &[(&str, u8)] = &[$(($error, $code)),*];

        static STATICS: &[Builtin] = &[$(Builtin::number($constant, $code as f64)),*];

        pub(in crate::globals) static DOM_EXCEPTION: Class = Class::interface(Intrinsic::DomException, "DOMException")
            .constructor(0, construct)
            .statics(STATICS)
            .prototype(&[$(Builtin::number($constant, $code as f64)),*])
            .tagged()
            .parent(Intrinsic::Error);
    };
}

constants! {
    "IndexSizeError" "INDEX_SIZE_ERR" 1,
    "" "DOMSTRING_SIZE_ERR" 2,
    "HierarchyRequestError" "HIERARCHY_REQUEST_ERR" 3,
    "WrongDocumentError" "WRONG_DOCUMENT_ERR" 4,
    "InvalidCharacterError" "INVALID_CHARACTER_ERR" 5,
    "" "NO_DATA_ALLOWED_ERR" 6,
    "NoModificationAllowedError" "NO_MODIFICATION_ALLOWED_ERR" 7,
    "NotFoundError" "NOT_FOUND_ERR" 8,
    "NotSupportedError" "NOT_SUPPORTED_ERR" 9,
    "InUseAttributeError" "INUSE_ATTRIBUTE_ERR" 10,
    "InvalidStateError" "INVALID_STATE_ERR" 11,
    "SyntaxError" "SYNTAX_ERR" 12,
    "InvalidModificationError" "INVALID_MODIFICATION_ERR" 13,
    "NamespaceError" "NAMESPACE_ERR" 14,
    "InvalidAccessError" "INVALID_ACCESS_ERR" 15,
    "" "VALIDATION_ERR" 16,
    "TypeMismatchError" "TYPE_MISMATCH_ERR" 17,
    "SecurityError" "SECURITY_ERR" 18,
    "NetworkError" "NETWORK_ERR" 19,
    "AbortError" "ABORT_ERR" 20,
    "URLMismatchError" "URL_MISMATCH_ERR" 21,
    "QuotaExceededError" "QUOTA_EXCEEDED_ERR" 22,
    "TimeoutError" "TIMEOUT_ERR" 23,
    "InvalidNodeTypeError" "INVALID_NODE_TYPE_ERR" 24,
    "DataCloneError" "DATA_CLONE_ERR" 25,
}

/// Creates a `DOMException`, or a plain error with the same properties if the program does not have the class.
pub(in crate::globals) fn dom_exception(cx: &mut Context<'_>, message: &str, name: &str) -> Object {
    let heap = cx.heap();
    let class = match heap.prototype(Intrinsic::DomException) {
        Some(_) => Intrinsic::DomException,
        None => Intrinsic::Error,
    };
    let exception = heap.alloc_kind(class, Kind::Error);
    let (message, name) = (heap.string(message), heap.string(name));
    describe(heap, exception, message, name);
    exception
}

/// Defines `stack`, `name`, `message` and `code` on an exception.
fn describe(heap: &mut Heap, exception: Object, message: JsString, name: JsString) {
    let code = match heap.text(name) {
        "" => 0,
        text => CODES.iter().find(|(known, _)| *known == text).map_or(0, |&(_, code)| code),
    };
    let header = error_text(heap, heap.text(name), heap.text(message));
    heap.define_stack(exception, &header);
    let (names, code_name) = (*heap.names(), heap.string("code"));
    let rows: [(JsString, Value); 3] =
        [(names.name, name.into()), (names.message, message.into()), (code_name, u32::from(code).into())];
    for (key, value) in rows {
        heap.define(exception, PropertyKey::String(key), Property::data(value, Attributes::CONFIGURABLE));
    }
}

/// `new DOMException(message, name)` (§4.3.1). As in Node, the second argument may be an object with the options `name`
/// and `cause`.
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let new_target = new_target(cx, &call)?;
    let (name, cause) = match call.get(1) {
        Value::Undefined => (cx.heap().string("Error"), None),
        Value::Object(options) => {
            let name = cx.get_named(options, "name")?;
            let key = cx.heap().key_from("cause");
            let cause = if cx.has(options, key) { Some(cx.get(options, key)?) } else { None };
            (cx.to_string(name)?, cause)
        }
        name => (cx.to_string(name)?, None),
    };
    let message = match call.get(0) {
        Value::Undefined => cx.heap().names().empty,
        message => cx.to_string(message)?,
    };
    let exception = cx.create(new_target, Intrinsic::DomException, Kind::Error)?;
    describe(cx.heap(), exception, message, name);
    if let Some(cause) = cause {
        set_cause(cx, exception, cause);
    }
    Ok(exception.into())
}
