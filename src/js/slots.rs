//! Internal slots that built-in classes and embedder classes keep in Rust.

use core::{any::Any, fmt};

use super::{
    builtin::Arguments,
    context::Context,
    heap::Heap,
    object::Kind,
    thrown::Thrown,
    value::{Object, Value},
};

/// The internal slots that an object has in addition to its properties (ECMA-262 §6.1.7.2). Their Rust type identifies
/// the class.
pub(crate) trait Slots: Any + Send {
    /// Visits every value that the slots refer to, for the collector.
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        let _ = visit;
    }

    /// Returns the approximate number of heap bytes outside the value itself.
    fn bytes(&self) -> usize {
        0
    }
}

/// Prints no details. A `Debug` implementation for each class would be linked into every program, and never called.
impl fmt::Debug for dyn Slots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Slots")
    }
}

impl Heap {
    /// Returns the slots of an object, if they are of this type.
    pub(crate) fn slots<T: Slots>(&self, value: Value) -> Option<&T> {
        match &self.cell(value.as_object()?).kind {
            Kind::Slots(slots) => (&**slots as &dyn Any).downcast_ref(),
            _ => None,
        }
    }

    /// Returns the slots of an object for modification, if they are of this type.
    pub(crate) fn slots_mut<T: Slots>(&mut self, value: Value) -> Option<&mut T> {
        match &mut self.cell_mut(value.as_object()?).kind {
            Kind::Slots(slots) => (&mut **slots as &mut dyn Any).downcast_mut(),
            _ => None,
        }
    }

    /// Returns whether the object has slots of this type.
    pub(crate) fn has_slots<T: Slots>(&self, object: Object) -> bool {
        self.slots::<T>(object.into()).is_some()
    }
}

impl Context<'_> {
    /// Returns the slots of an object that is known to have them.
    ///
    /// # Errors
    ///
    /// A meaningless value, if the allocation of the object failed: the program is ending then.
    pub(crate) fn slots<T: Slots>(&mut self, object: Object) -> Result<&mut T, Thrown> {
        self.heap().slots_mut(object.into()).ok_or(Thrown::UNDEFINED)
    }

    /// Returns the slots of an object that a native function captured, under the rules of [`slots`](Self::slots).
    pub(crate) fn captured_slots<T: Slots>(&mut self, call: &Arguments<'_>, index: usize) -> Result<&mut T, Thrown> {
        let captured = self.captured(call, index);
        self.heap().slots_mut(captured).ok_or(Thrown::UNDEFINED)
    }
}
