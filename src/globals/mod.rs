//! What `js.Global()` offers: the tables of built-in objects, one file for each global.

mod array;
mod array_buffer;
mod console;
mod crypto;
mod date;
mod error;
mod fs;
mod function;
mod go;
mod object;
mod path;
mod process;
mod typed_array;

pub(crate) use self::{fs::retry_reads, go::go_object};
use crate::js::{Builtin, Class};

/// The properties of the global object.
pub(crate) static GLOBALS: &[Builtin] = &[
    Builtin::global("globalThis"),
    Builtin::class(&object::OBJECT),
    Builtin::class(&function::FUNCTION),
    Builtin::class(&array::ARRAY),
    Builtin::class(&array_buffer::ARRAY_BUFFER),
    Builtin::class(&typed_array::UINT8_ARRAY),
    Builtin::class(&typed_array::UINT8_CLAMPED_ARRAY),
    Builtin::class(&date::DATE),
    Builtin::class(&error::ERROR),
    Builtin::class(&error::EVAL_ERROR),
    Builtin::class(&error::RANGE_ERROR),
    Builtin::class(&error::REFERENCE_ERROR),
    Builtin::class(&error::SYNTAX_ERROR),
    Builtin::class(&error::TYPE_ERROR),
    Builtin::class(&error::URI_ERROR),
    Builtin::namespace("console", console::CONSOLE),
    Builtin::namespace("crypto", crypto::CRYPTO),
    Builtin::namespace("fs", fs::FS),
    Builtin::namespace("path", path::PATH),
    Builtin::namespace("process", process::PROCESS),
];

/// Every class, whether or not a global bears its name.
pub(crate) static CLASSES: &[&Class] = &[
    &object::OBJECT,
    &function::FUNCTION,
    &array::ARRAY,
    &array_buffer::ARRAY_BUFFER,
    &typed_array::UINT8_ARRAY,
    &typed_array::UINT8_CLAMPED_ARRAY,
    &date::DATE,
    &error::ERROR,
    &error::EVAL_ERROR,
    &error::RANGE_ERROR,
    &error::REFERENCE_ERROR,
    &error::SYNTAX_ERROR,
    &error::TYPE_ERROR,
    &error::URI_ERROR,
];
