//! Control abstraction objects (ECMA-262 §27), and `queueMicrotask`.

mod capability;
mod combinator;
mod promise;
mod queue_microtask;

use super::fundamental::AGGREGATE_ERROR;
use crate::js::{Attributes, Builtin};

pub(in crate::globals) static GLOBALS: &[Builtin] = &[
    Builtin::class(&promise::PROMISE),
    Builtin::class(&AGGREGATE_ERROR),
    Builtin::method("queueMicrotask", 1, queue_microtask::queue_microtask).with(Attributes::ASSIGNED),
];
