//! The object that `wasm_exec.js` calls `this`. Go refers to it by a reserved id.

use crate::js::{Arguments, Builtin, Context, Function, Heap, Object, Thrown, Value};

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
    let values = cx.held_values();
    Ok(cx.heap().array(values).into())
}

/// Creates the JavaScript function that wraps a Go function created by `js.FuncOf`.
fn make_func_wrapper(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(cx.heap().function(Function::Go { id: call.get(0) }).into())
}
