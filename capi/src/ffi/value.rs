//! JavaScript values, as C sees them.

use alloc::{string::String, sync::Arc, vec::Vec};
use core::{
    ffi::{CStr, c_char},
    ptr,
};

use super::{borrow, elements, function::gojs_function, gojs_status};
use crate::{datum::Datum, instance::Signals};

/// The kind of a value.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum gojs_kind {
    /// `undefined`: the result of a function that returns nothing.
    Undefined = 0,
    /// `null`: Go's `nil`.
    Null,
    /// A boolean: `number` is 1 for `true`, 0 for `false`.
    Boolean,
    /// A number, in `number`. All JavaScript numbers are of type `double`.
    Number,
    /// A string: `data` points to `len` bytes of UTF-8.
    String,
    /// A `Uint8Array`: `data` points to `len` bytes. Go reads them with `js.CopyBytesToGo`.
    Bytes,
    /// An object or an array: `data` points to its JSON, which is `len` bytes of UTF-8. Go receives the object itself.
    Json,
    /// A function, in `function`, such as one that Go has created with `js.FuncOf`.
    Function,
    /// A value of none of these kinds, such as a symbol, or an object with a cycle, which has no JSON. It cannot be
    /// passed to Go.
    Other,
}

/// A JavaScript value.
///
/// gojs copies a value that C passes. The function that provides a value to C documents how long the value lives. A
/// NUL, which `len` does not count, follows its `data`.
///
/// A value is valid if each field that its kind uses is valid: `data` is NULL or points to `len` bytes, and `function`
/// is NULL or a valid handle.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct gojs_value {
    /// A `gojs_kind`. It determines which of the other fields are used.
    pub kind: u32,
    /// The number, or the boolean as 1 or 0.
    pub number: f64,
    /// The string, the JSON or the bytes. May be NULL if `len` is 0.
    pub data: *const c_char,
    /// The length of `data` in bytes.
    pub len: usize,
    /// The function. `gojs_function_clone` keeps it for longer than the value lives.
    pub function: *const gojs_function,
}

impl gojs_value {
    const UNDEFINED: gojs_value =
        gojs_value { kind: gojs_kind::Undefined as u32, number: 0.0, data: ptr::null(), len: 0, function: ptr::null() };

    /// Converts a value from C.
    ///
    /// # Safety
    ///
    /// The value is valid, as [`gojs_value`] defines it.
    pub(super) unsafe fn datum(&self, owner: &Arc<Signals>) -> Result<Datum, gojs_status> {
        let bytes = || {
            // SAFETY: by the contract above.
            unsafe { elements(self.data.cast::<u8>(), self.len) }
        };
        let text = || String::from_utf8(bytes()?.to_vec()).map_err(|_| gojs_status::Invalid);
        let is = |kind: gojs_kind| self.kind == kind as u32;
        Ok(if is(gojs_kind::Undefined) {
            Datum::Undefined
        } else if is(gojs_kind::Null) {
            Datum::Null
        } else if is(gojs_kind::Boolean) {
            Datum::Boolean(self.number != 0.0)
        } else if is(gojs_kind::Number) {
            Datum::Number(self.number)
        } else if is(gojs_kind::String) {
            Datum::String(text()?)
        } else if is(gojs_kind::Bytes) {
            Datum::Bytes(bytes()?.to_vec())
        } else if is(gojs_kind::Json) {
            Datum::Json(text()?)
        } else if is(gojs_kind::Function) {
            // SAFETY: by the contract above.
            let function = unsafe { borrow(self.function) }?;
            Datum::Function(function.of(owner)?.clone())
        } else {
            return Err(gojs_status::Invalid);
        })
    }
}

/// Converts an array of values from C.
///
/// # Safety
///
/// `values` is NULL or points to `count` valid values.
pub(super) unsafe fn data(
    values: *const gojs_value,
    count: usize,
    owner: &Arc<Signals>,
) -> Result<Vec<Datum>, gojs_status> {
    // SAFETY: by the contract above.
    let values = unsafe { elements(values, count) }?;
    // SAFETY: by the contract above.
    values.iter().map(|value| unsafe { value.datum(owner) }).collect()
}

/// Values that are lent to C, with the data that they point to.
#[derive(Debug)]
pub(crate) struct Lent {
    values: Vec<gojs_value>,
    /// The buffers that `data` points to.
    _bytes: Vec<Vec<u8>>,
    /// The functions that `function` points to.
    _functions: Vec<Arc<gojs_function>>,
}

// SAFETY: the pointers refer to data that the same struct owns, and neither bytes nor functions are bound to a thread.
unsafe impl Send for Lent {}

impl Lent {
    pub(crate) fn new(data: impl IntoIterator<Item = Datum>, owner: &Arc<Signals>) -> Self {
        let (mut values, mut kept, mut functions) = (Vec::new(), Vec::new(), Vec::new());
        for datum in data {
            let mut value = gojs_value::UNDEFINED;
            let mut keep = |kind: gojs_kind, mut bytes: Vec<u8>| {
                let len = bytes.len();
                bytes.push(0);
                // A `Vec` can be moved while pointers to its contents are in use; a `Box` cannot.
                let value = gojs_value { kind: kind as u32, data: bytes.as_ptr().cast(), len, ..gojs_value::UNDEFINED };
                kept.push(bytes);
                value
            };
            match datum {
                Datum::Undefined => {}
                Datum::Null => value.kind = gojs_kind::Null as u32,
                Datum::Boolean(boolean) => {
                    (value.kind, value.number) = (gojs_kind::Boolean as u32, f64::from(u8::from(boolean)));
                }
                Datum::Number(number) => (value.kind, value.number) = (gojs_kind::Number as u32, number),
                Datum::String(text) => value = keep(gojs_kind::String, text.into_bytes()),
                Datum::Json(text) => value = keep(gojs_kind::Json, text.into_bytes()),
                Datum::Bytes(bytes) => value = keep(gojs_kind::Bytes, bytes),
                Datum::Function(function) => {
                    let function = Arc::new(gojs_function::new(function, owner));
                    (value.kind, value.function) = (gojs_kind::Function as u32, Arc::as_ptr(&function));
                    functions.push(function);
                }
                Datum::Other | Datum::Rooted(_) => value.kind = gojs_kind::Other as u32,
            }
            values.push(value);
        }
        Lent { values, _bytes: kept, _functions: functions }
    }

    pub(super) fn as_slice(&self) -> &[gojs_value] {
        &self.values
    }
}

/// Returns the value `undefined`.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_undefined() -> gojs_value {
    gojs_value::UNDEFINED
}

/// Returns the value `null`.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_null() -> gojs_value {
    gojs_value { kind: gojs_kind::Null as u32, ..gojs_value::UNDEFINED }
}

/// Creates a boolean value.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_boolean(boolean: bool) -> gojs_value {
    gojs_value { kind: gojs_kind::Boolean as u32, number: f64::from(u8::from(boolean)), ..gojs_value::UNDEFINED }
}

/// Creates a number value.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_number(number: f64) -> gojs_value {
    gojs_value { kind: gojs_kind::Number as u32, number, ..gojs_value::UNDEFINED }
}

/// Creates a string value. It points to `text`, which is not copied. NULL becomes `null`.
///
/// # Safety
///
/// `text` is NULL or a NUL-terminated UTF-8 string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_string(text: *const c_char) -> gojs_value {
    // SAFETY: by the contract above.
    unsafe { of_text(gojs_kind::String, text) }
}

/// Creates an object or array value from JSON. It points to `text`, which is not copied. NULL becomes `null`.
///
/// # Safety
///
/// `text` is NULL or a NUL-terminated UTF-8 string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_json(text: *const c_char) -> gojs_value {
    // SAFETY: by the contract above.
    unsafe { of_text(gojs_kind::Json, text) }
}

/// Creates a `Uint8Array` value. It points to `bytes`, which are not copied.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_bytes(bytes: *const u8, len: usize) -> gojs_value {
    gojs_value { kind: gojs_kind::Bytes as u32, data: bytes.cast(), len, ..gojs_value::UNDEFINED }
}

/// # Safety
///
/// `text` is NULL or a NUL-terminated string.
unsafe fn of_text(kind: gojs_kind, text: *const c_char) -> gojs_value {
    if text.is_null() {
        return gojs_null();
    }
    // SAFETY: by the contract above.
    let len = unsafe { CStr::from_ptr(text) }.count_bytes();
    gojs_value { kind: kind as u32, data: text, len, ..gojs_value::UNDEFINED }
}
