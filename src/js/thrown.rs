//! The error type of functions that can throw: a thrown value on its way to its handler.

use core::num::NonZeroU32;

use super::{
    builtin::Intrinsic,
    heap::Heap,
    object::Kind,
    value::{Object, Value},
};

/// A thrown value (ECMA-262 §6.2.4, the value of a throw completion), on its way to its handler.
///
/// It is one word. Every function that can throw returns it, and a `Result<(), Thrown>` fits into a register, whereas a
/// `Result<(), Value>` needs memory. If the thrown value is an object, as it usually is, this is its handle.
/// [`Heap::throw`] accepts any other value, too, and [`Heap::caught`] returns the value.
///
/// Like any handle, it keeps nothing alive. A function of the embedder can fail with a [`Throw`](super::Throw) instead,
/// which is created without a heap, and which `?` makes from a `Thrown` or from any Rust error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Thrown(Object);

impl Thrown {
    /// Thrown `undefined`. It needs no memory, so it can be thrown when there is none.
    pub const UNDEFINED: Thrown = Thrown(Object(NonZeroU32::MAX));
}

impl From<Object> for Thrown {
    fn from(object: Object) -> Self {
        Thrown(object)
    }
}

impl Heap {
    /// Converts a value to a [`Thrown`].
    pub fn throw(&mut self, value: Value) -> Thrown {
        match value {
            Value::Object(object) => Thrown(object),
            Value::Undefined => Thrown::UNDEFINED,
            primitive => Thrown(self.alloc_kind(Intrinsic::Object, Kind::Thrown(primitive))),
        }
    }

    /// Returns the value that was thrown.
    #[must_use]
    pub fn caught(&self, thrown: Thrown) -> Value {
        if thrown == Thrown::UNDEFINED {
            return Value::Undefined;
        }
        match self.cell(thrown.0).kind {
            Kind::Thrown(primitive) => primitive,
            _ => Value::Object(thrown.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{globals::MINIMAL, js::NoProgram};

    #[test]
    fn any_value_that_is_thrown_is_caught() {
        let mut heap = NoProgram::new(MINIMAL).heap;
        let values = [
            Value::Undefined,
            Value::Null,
            Value::Boolean(false),
            Value::Number(-0.5),
            heap.string("text").into(),
            heap.symbol(None).into(),
            heap.bigint_from(7).into(),
            heap.object().into(),
            // A wrapper of a primitive value stays an object.
            heap.alloc_kind(Intrinsic::Object, Kind::Primitive(Value::Null)).into(),
        ];
        for value in values {
            let thrown = heap.throw(value);
            assert!(heap.caught(thrown).strictly_equals(value), "{value:?}");
        }
    }

    #[test]
    fn what_is_a_primitive_value_when_it_is_thrown_is_no_longer_alive_than_that() {
        let mut heap = NoProgram::new(MINIMAL).heap;
        let before = heap.collect([]).objects;
        let text = heap.string("reason").into();
        let _ = heap.throw(text);
        assert_eq!(heap.collect([]).objects, before);
    }
}
