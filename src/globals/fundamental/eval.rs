//! `eval` (ECMA-262 §19.2.1). The embedder supplies the evaluator, because the crate has no JavaScript engine.

use alloc::string::String;

use crate::js::{Arguments, Builtin, Context, Thrown, Value};

pub(in crate::globals) const EVAL: Builtin = Builtin::method("eval", 1, eval);

/// `eval` (§19.2.1). Returns the argument unchanged if it is not a string.
fn eval(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    match call.get(0) {
        Value::String(source) => {
            let source = String::from(cx.heap().text(source));
            cx.evaluate(&source)
        }
        other => Ok(other),
    }
}
