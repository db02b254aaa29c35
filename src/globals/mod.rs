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

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;

    use super::*;
    use crate::js::{BuiltinValue, Rows};

    /// Each table has no more rows than can be told apart, and no name twice.
    fn check(rows: &[Builtin]) {
        let names: BTreeSet<_> = rows.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), rows.len(), "a name comes twice in {names:?}");
        assert!(rows.len() <= Rows::MAX, "{} rows in {names:?}", rows.len());
        for row in rows {
            if let BuiltinValue::Namespace(rows) = row.value {
                check(rows);
            }
        }
    }

    #[test]
    fn the_tables_are_in_order() {
        check(GLOBALS);
        for class in CLASSES {
            check(class.statics);
            check(class.prototype);
        }
        let intrinsics: BTreeSet<_> = CLASSES.iter().map(|class| class.intrinsic as usize).collect();
        assert_eq!(intrinsics.len(), CLASSES.len());
    }
}
