//! The events with which `wasm_exec.js` passes calls to Go, and the object that holds them, which it calls `this`. Go
//! refers to that object by a reserved id.

use crate::js::{Arguments, Builtin, Context, Function, Heap, Object, PropertyKey, Thrown, Value};

static GO: &[Builtin] =
    &[Builtin::method("_makeFuncWrapper", 1, make_func_wrapper), Builtin::getter("_values", values)];

/// Creates the object.
pub(crate) fn go_object(heap: &mut Heap) -> Object {
    let go = heap.namespace(GO);
    heap.define_data(go, "_pendingEvent", Value::Null);
    go
}

/// Returns a copy of the table of values that Go holds, indexed by id. In `wasm_exec.js`, `_values` is the table
/// itself.
fn values(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    let values = cx.foreign_values();
    Ok(cx.heap().array(values).into())
}

/// Creates the JavaScript function that wraps a Go function created by `js.FuncOf`.
fn make_func_wrapper(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(cx.heap().function(Function::Foreign { id: call.get(0) }).into())
}

/// The property names of an event, and of the event in the object, so using one requires no hashing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EventNames {
    pub(crate) args: PropertyKey,
    pub(crate) id: PropertyKey,
    pub(crate) pending_event: PropertyKey,
    pub(crate) result: PropertyKey,
    pub(crate) this: PropertyKey,
}

impl EventNames {
    pub(crate) fn new(heap: &mut Heap) -> Self {
        EventNames {
            args: heap.key_from("args"),
            id: heap.key_from("id"),
            pending_event: heap.key_from("_pendingEvent"),
            result: heap.key_from("result"),
            this: heap.key_from("this"),
        }
    }

    /// Returns the names, for the collector.
    pub(crate) fn roots(&self) -> impl Iterator<Item = Value> {
        [self.args, self.id, self.pending_event, self.result, self.this].into_iter().filter_map(|name| match name {
            PropertyKey::String(name) => Some(name.into()),
            _ => None,
        })
    }
}
