//! `eval` (ECMA-262 §19.2.1), which is the evaluator's business: there is no JavaScript engine here.

use alloc::string::String;

use crate::js::{Arguments, Builtin, Context, Thrown, Value};

pub(in crate::globals) const EVAL: Builtin = Builtin::method("eval", 1, eval);

/// What is no string is its own value.
fn eval(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    match call.get(0) {
        Value::String(source) => {
            let source = String::from(cx.heap().text(source));
            cx.evaluate(&source)
        }
        other => Ok(other),
    }
}
