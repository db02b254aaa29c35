//! `process` (Node's [process]), without an operating system behind it: what a sandboxed program is told of itself.
//!
//! [process]: https://nodejs.org/docs/latest-v20.x/api/process.html

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use super::{error::string_argument, fs::file_mode};
use crate::{
    host::ProcessIds,
    js::{Arguments, Attributes, Builtin, Context, Property, Value},
};

pub(in crate::globals) static PROCESS: &[Builtin] = &[
    Builtin::getter("argv", argv),
    Builtin::getter("argv0", argv0),
    Builtin::method("chdir", 1, chdir),
    Builtin::method("cwd", 0, cwd),
    Builtin::getter("env", env),
    Builtin::method("getegid", 0, |cx, _| id(cx, |ids| ids.egid)),
    Builtin::method("geteuid", 0, |cx, _| id(cx, |ids| ids.euid)),
    Builtin::method("getgid", 0, |cx, _| id(cx, |ids| ids.gid)),
    Builtin::method("getgroups", 0, groups),
    Builtin::method("getuid", 0, |cx, _| id(cx, |ids| ids.uid)),
    Builtin::getter("pid", |cx, _| id(cx, |ids| ids.pid)),
    Builtin::getter("ppid", |cx, _| id(cx, |ids| ids.ppid)),
    Builtin::method("umask", 1, umask),
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
    let (heap, _, files) = cx.parts();
    Ok(heap.string(files.cwd()).into())
}

/// `process.chdir(directory)`
fn chdir(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let directory = string_argument(cx, "directory", call.get(0))?;
    let directory = cx.heap().text(directory).to_owned();
    match cx.files().chdir(&directory) {
        Ok(()) => Ok(Value::Undefined),
        Err(errno) => {
            let cwd = cx.files().cwd().to_owned();
            Err(cx.system_error(errno, "chdir", &[&cwd, &directory]))
        }
    }
}

/// `process.umask([mask])`: the mask until now.
fn umask(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let mask = match call.get(0) {
        Value::Undefined => None,
        mask => Some(file_mode(cx, "mask", mask)?),
    };
    let files = cx.files();
    let before = files.umask();
    if let Some(mask) = mask {
        files.set_umask(mask);
    }
    Ok(before.into())
}

/// One of the numbers that the program is known by: -1, where it has none, as where `wasm_exec.js` finds no process.
fn id(cx: &mut Context<'_>, id: fn(&ProcessIds) -> u32) -> Result<Value, Value> {
    Ok(cx.environment().ids.as_ref().map_or((-1).into(), |ids| id(ids).into()))
}

fn groups(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Value> {
    let Some(ids) = &cx.environment().ids else { return Err(cx.not_implemented()) };
    let groups: Vec<Value> = ids.groups.iter().map(|&group| group.into()).collect();
    Ok(cx.heap().array(groups).into())
}
