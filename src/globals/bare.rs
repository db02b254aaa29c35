//! The smallest globals, for devices with little flash: constructors, most of them without methods, and the standard
//! streams.
//!
//! A class without methods has the intrinsic and the constructor of the complete class in its own file.

use super::{fundamental, indexed, node, structured};
use crate::js::{Builtin, Class};

pub(super) static GLOBALS: &[Builtin] = &[
    Builtin::global("globalThis"),
    Builtin::tag("global"),
    Builtin::class(&OBJECT),
    Builtin::class(&ARRAY),
    Builtin::class(&ARRAY_BUFFER),
    Builtin::class(&UINT8_ARRAY),
    Builtin::class(&fundamental::ERROR),
    Builtin::class(&fundamental::RANGE_ERROR),
    Builtin::class(&fundamental::TYPE_ERROR),
    Builtin::namespace("fs", node::STREAMS),
    Builtin::namespace("process", node::BARE_PROCESS),
];

pub(super) static HIDDEN: &[&Class] = &[&FUNCTION];

/// Returns a class with the same constructor function, but without static and prototype methods.
const fn without_methods(class: &Class) -> Class {
    Class::new(class.intrinsic, class.name).constructor(class.length, class.construct)
}

static OBJECT: Class = without_methods(&fundamental::OBJECT);
static FUNCTION: Class = without_methods(&fundamental::FUNCTION);
static ARRAY: Class = without_methods(&indexed::ARRAY);
static ARRAY_BUFFER: Class = without_methods(&structured::ARRAY_BUFFER);
static UINT8_ARRAY: Class = without_methods(&indexed::UINT8_ARRAY);
