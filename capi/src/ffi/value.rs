//! JavaScript values, as C sees them.

use alloc::{string::String, sync::Arc, vec::Vec};
use core::{
    ffi::{CStr, c_char},
    ptr,
};

use super::{borrow, elements, function::gojs_function, gojs_status};
use crate::{datum::Datum, instance::Signals};

/// What a value is.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum gojs_kind {
    /// `undefined`: what a function returns that returns nothing.
    Undefined = 0,
    /// `null`; Go's nil.
    Null,
    /// `true` or `false`: `number` is 1 or 0.
    Boolean,
    /// `number`. JavaScript has no other numbers than `double`.
    Number,
    /// `data` has `len` bytes of UTF-8.
    String,
    /// A `Uint8Array`: `data` has `len` bytes. Go reads it by `js.CopyBytesToGo`.
    Bytes,
    /// An object or an array: `data` has `len` bytes of UTF-8, which are its JSON. In Go it is the object itself.
    Json,
    /// `function`, such as one that Go has made with `js.FuncOf`.
    Function,
    /// Something that has no JSON either, such as an object with a cycle. It is never passed to Go.
    Other,
}

/// A JavaScript value.
///
/// What is passed to gojs is copied. What is passed to C lives as long as the function says that does it; after `data` comes
/// a NUL that `len` does not count.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct gojs_value {
    /// A `gojs_kind`. The kind says which of the others are looked at.
    pub kind: u32,
    /// The number or the boolean.
    pub number: f64,
    /// The text or the bytes. Of none it may be NULL.
    pub data: *const c_char,
    /// How many bytes there are.
    pub len: usize,
    /// The function. To keep it for longer: `gojs_function_clone`.
    pub function: *const gojs_function,
}

impl gojs_value {
    const UNDEFINED: gojs_value =
        gojs_value { kind: gojs_kind::Undefined as u32, number: 0.0, data: ptr::null(), len: 0, function: ptr::null() };

    /// The value by itself.
    ///
    /// # Safety
    ///
    /// `data` and `function` are what the kind says.
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

/// The values of an array of C's.
///
/// # Safety
///
/// `values` is NULL, or points to so many values, each of which is what its kind says.
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

/// Values that C may look at, and what they point to.
#[derive(Debug)]
pub(crate) struct Lent {
    values: Vec<gojs_value>,
    /// What `data` points to.
    _bytes: Vec<Vec<u8>>,
    /// What `function` points to.
    _functions: Vec<Arc<gojs_function>>,
}

// SAFETY: the pointers are to what the same struct owns, and neither bytes nor functions care for the thread.
unsafe impl Send for Lent {}

impl Lent {
    pub(crate) fn new(data: impl IntoIterator<Item = Datum>, owner: &Arc<Signals>) -> Self {
        let (mut values, mut kept, mut functions) = (Vec::new(), Vec::new(), Vec::new());
        for datum in data {
            let mut value = gojs_value::UNDEFINED;
            let mut keep = |kind: gojs_kind, mut bytes: Vec<u8>| {
                let len = bytes.len();
                bytes.push(0);
                // A vector may be moved while its bytes are pointed to, as a box may not.
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

/// `undefined`, as a value.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_undefined() -> gojs_value {
    gojs_value::UNDEFINED
}

/// `null`, as a value.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_null() -> gojs_value {
    gojs_value { kind: gojs_kind::Null as u32, ..gojs_value::UNDEFINED }
}

/// A boolean, as a value.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_boolean(boolean: bool) -> gojs_value {
    gojs_value { kind: gojs_kind::Boolean as u32, number: f64::from(u8::from(boolean)), ..gojs_value::UNDEFINED }
}

/// A number, as a value.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_number(number: f64) -> gojs_value {
    gojs_value { kind: gojs_kind::Number as u32, number, ..gojs_value::UNDEFINED }
}

/// A text, as a value, which points to it. NULL is `null`.
///
/// # Safety
///
/// `text` is NULL, or bytes of UTF-8 with a NUL at their end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_string(text: *const c_char) -> gojs_value {
    // SAFETY: by the contract above.
    unsafe { of_text(gojs_kind::String, text) }
}

/// An object or an array, by its JSON, as a value, which points to it. NULL is `null`.
///
/// # Safety
///
/// `text` is NULL, or bytes of UTF-8 with a NUL at their end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_json(text: *const c_char) -> gojs_value {
    // SAFETY: by the contract above.
    unsafe { of_text(gojs_kind::Json, text) }
}

/// Bytes, as a value, which points to them.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_bytes(bytes: *const u8, len: usize) -> gojs_value {
    gojs_value { kind: gojs_kind::Bytes as u32, data: bytes.cast(), len, ..gojs_value::UNDEFINED }
}

/// # Safety
///
/// `text` is NULL, or bytes with a NUL at their end.
unsafe fn of_text(kind: gojs_kind, text: *const c_char) -> gojs_value {
    if text.is_null() {
        return gojs_null();
    }
    // SAFETY: by the contract above.
    let len = unsafe { CStr::from_ptr(text) }.count_bytes();
    gojs_value { kind: kind as u32, data: text, len, ..gojs_value::UNDEFINED }
}
