//! The object that is `this` in `wasm_exec.js`, which Go knows by an id of its own.

use crate::js::{Arguments, Builtin, Context, Function, Heap, Object, Thrown, Value};

static GO: &[Builtin] =
    &[Builtin::method("_makeFuncWrapper", 1, make_func_wrapper), Builtin::getter("_values", values)];

/// Makes the object.
pub(crate) fn go_object(heap: &mut Heap) -> Object {
    let go = heap.namespace(GO);
    heap.define_data(go, "_pendingEvent", Value::Null);
    go
}

/// The values that Go holds, by their ids. In `wasm_exec.js` it is the table itself, here a copy of it.
fn values(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    let values = cx.held_values();
    Ok(cx.heap().array(values).into())
}

/// Makes the function that stands for a Go function made by `js.FuncOf`.
fn make_func_wrapper(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(cx.heap().function(Function::Go { id: call.get(0) }).into())
}
