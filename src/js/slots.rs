//! Internal slots that a class of built-in objects, or of the embedder's, keeps in Rust.

use core::{any::Any, fmt};

use super::{
    heap::Heap,
    object::Kind,
    value::{Object, Value},
};

/// What an object carries beside its properties (ECMA-262 §6.1.7.2, internal slots): its type tells its class.
pub(crate) trait Slots: Any + Send {
    /// Shows every value that is kept here to the collector.
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        let _ = visit;
    }

    /// Bytes on the heap beside the value itself, about.
    fn bytes(&self) -> usize {
        0
    }
}

/// No more than that there are some. `Debug` of each class would be linked into every program, and called by none.
impl fmt::Debug for dyn Slots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Slots")
    }
}

impl Heap {
    /// The slots of an object, if they are of this type.
    pub(crate) fn slots<T: Slots>(&self, value: Value) -> Option<&T> {
        match &self.cell(value.as_object()?).kind {
            Kind::Slots(slots) => (&**slots as &dyn Any).downcast_ref(),
            _ => None,
        }
    }

    /// The slots of an object, if they are of this type, to change.
    pub(crate) fn slots_mut<T: Slots>(&mut self, value: Value) -> Option<&mut T> {
        match &mut self.cell_mut(value.as_object()?).kind {
            Kind::Slots(slots) => (&mut **slots as &mut dyn Any).downcast_mut(),
            _ => None,
        }
    }

    /// Whether the object has slots of this type.
    pub(crate) fn has_slots<T: Slots>(&self, object: Object) -> bool {
        self.slots::<T>(object.into()).is_some()
    }
}
