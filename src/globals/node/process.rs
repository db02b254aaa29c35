//! `process` (Node's [process]), without an operating system behind it: what a sandboxed program is told of itself.
//!
//! [process]: https://nodejs.org/docs/latest-v20.x/api/process.html

use alloc::{string::String, vec::Vec};

use crate::js::{Arguments, Attributes, Builtin, Context, Property, Value};

pub(in crate::globals) static PROCESS: &[Builtin] = &[
    Builtin::getter("argv", argv),
    Builtin::getter("argv0", argv0),
    Builtin::method("chdir", 1, not_implemented),
    Builtin::method("cwd", 0, cwd),
    Builtin::getter("env", env),
    Builtin::method("getegid", 0, no_id),
    Builtin::method("geteuid", 0, no_id),
    Builtin::method("getgid", 0, no_id),
    Builtin::method("getgroups", 0, not_implemented),
    Builtin::method("getuid", 0, no_id),
    // As where `wasm_exec.js` finds no process.
    Builtin::number("pid", -1.0),
    Builtin::number("ppid", -1.0),
    Builtin::method("umask", 1, not_implemented),
];

/// Makes a property out of a getter's first result, so that the next reading finds the same object.
fn settle(cx: &mut Context<'_>, call: &Arguments<'_>, name: &str, value: Value) -> Value {
    if let Value::Object(process) = call.this {
        let heap = cx.heap();
        let key = heap.key_from(name);
        heap.define(process, key, Property::data(value, Attributes::ASSIGNED));
    }
    value
}

fn argv(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let args = cx.environment().args.clone();
    let heap = cx.heap();
    let args: Vec<Value> = args.into_iter().map(|arg| heap.string_from(arg).into()).collect();
    let args = heap.array(args);
    Ok(settle(cx, &call, "argv", args.into()))
}

fn argv0(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Value> {
    let name = cx.environment().args.first().cloned().unwrap_or_default();
    Ok(cx.heap().string_from(name).into())
}

fn env(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let vars: Vec<(String, String)> =
        cx.environment().vars.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    let heap = cx.heap();
    let env = heap.object();
    for (name, value) in vars {
        let value = heap.string_from(value);
        heap.define_data(env, &name, value);
    }
    Ok(settle(cx, &call, "env", env.into()))
}

fn cwd(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Value> {
    let cwd = cx.environment().cwd.clone();
    Ok(cx.heap().string_from(cwd).into())
}

fn no_id(_: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Value> {
    Ok((-1).into())
}

fn not_implemented(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Value> {
    Err(cx.not_implemented())
}
