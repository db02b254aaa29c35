//! `process` (Node's [process]), without an operating system behind it: what a sandboxed program is told of itself.
//!
//! [process]: https://nodejs.org/docs/latest-v20.x/api/process.html

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use super::{
    fs::file_mode,
    output::{STDERR, STDOUT},
};
use crate::{
    globals::web::node_error::{function_argument, invalid_arg_type, out_of_range, string_argument},
    host::ProcessIds,
    js::{Arguments, Attributes, Builtin, Context, Function, Property, Thrown, Value},
};

pub(in crate::globals) static PROCESS: &[Builtin] = &[
    Builtin::tag("process"),
    // What compiles to it: there is nothing else that a program's own code could run on.
    Builtin::string("arch", "wasm32").with(CONSTANT),
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
    Builtin::getter("hrtime", hrtime_itself),
    Builtin::method("nextTick", 1, next_tick),
    Builtin::getter("pid", |cx, _| id(cx, |ids| ids.pid)),
    // Paths are POSIX's, and flags and errors have Linux's numbers.
    Builtin::string("platform", "linux").with(CONSTANT),
    Builtin::getter("ppid", |cx, _| id(cx, |ids| ids.ppid)),
    Builtin::namespace("stderr", STDERR).with(CONSTANT),
    Builtin::namespace("stdout", STDOUT).with(CONSTANT),
    Builtin::method("umask", 1, umask),
    Builtin::method("uptime", 0, uptime),
    // Without `node`: that is how a program finds out whether it could load Node's modules.
    Builtin::namespace("versions", VERSIONS).with(CONSTANT),
];

/// Of [`PROCESS`], what Go's `syscall` asks for while it does nothing with files.
pub(in crate::globals) static BARE_PROCESS: &[Builtin] = &[
    Builtin::tag("process"),
    Builtin::method("cwd", 0, cwd),
    Builtin::method("getegid", 0, |cx, _| id(cx, |ids| ids.egid)),
    Builtin::method("geteuid", 0, |cx, _| id(cx, |ids| ids.euid)),
    Builtin::method("getgid", 0, |cx, _| id(cx, |ids| ids.gid)),
    Builtin::method("getgroups", 0, groups),
    Builtin::method("getuid", 0, |cx, _| id(cx, |ids| ids.uid)),
    Builtin::getter("pid", |cx, _| id(cx, |ids| ids.pid)),
    Builtin::string("platform", "linux").with(CONSTANT),
    Builtin::getter("ppid", |cx, _| id(cx, |ids| ids.ppid)),
];

const CONSTANT: Attributes = Attributes::ENUMERABLE.union(Attributes::CONFIGURABLE);

static VERSIONS: &[Builtin] = &[Builtin::string("gojs", env!("CARGO_PKG_VERSION")).with(Attributes::ENUMERABLE)];

/// Makes a property out of a getter's first result, so that the next reading finds the same object.
fn settle(cx: &mut Context<'_>, call: &Arguments<'_>, name: &str, value: Value) -> Value {
    if let Value::Object(process) = call.this {
        let heap = cx.heap();
        let key = heap.key_from(name);
        heap.define(process, key, Property::data(value, Attributes::ASSIGNED));
    }
    value
}

fn argv(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let args = cx.environment().args.clone();
    let heap = cx.heap();
    let args: Vec<Value> = args.into_iter().map(|arg| heap.string_from(arg).into()).collect();
    let args = heap.array(args);
    Ok(settle(cx, &call, "argv", args.into()))
}

fn argv0(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    let name = cx.environment().args.first().cloned().unwrap_or_default();
    Ok(cx.heap().string_from(name).into())
}

fn env(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
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

fn cwd(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    let (heap, _, files) = cx.parts();
    Ok(heap.string(files.cwd()).into())
}

/// `process.chdir(directory)`
fn chdir(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let directory = string_argument(cx, "directory", call.get(0))?;
    let directory = cx.heap().text(directory).to_owned();
    match cx.files().chdir(&directory) {
        Ok(()) => Ok(Value::Undefined),
        Err(errno) => {
            let cwd = cx.files().cwd().to_owned();
            Err(cx.system_error(errno, "chdir", &[&cwd, &directory]).into())
        }
    }
}

/// `process.umask([mask])`: the mask until now.
fn umask(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
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
fn id(cx: &mut Context<'_>, id: fn(&ProcessIds) -> u32) -> Result<Value, Thrown> {
    Ok(cx.environment().ids.as_ref().map_or((-1).into(), |ids| id(ids).into()))
}

fn groups(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    let Some(ids) = &cx.environment().ids else { return Err(cx.not_implemented()) };
    let groups: Vec<Value> = ids.groups.iter().map(|&group| group.into()).collect();
    Ok(cx.heap().array(groups).into())
}

/// `process.uptime()`: seconds. The host's monotonic clock began with the program, more or less.
fn uptime(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    Ok((cx.host().monotonic().as_nanos() as f64 / 1e9).into())
}

/// `process.nextTick(callback, ...args)`. It has no queue of its own: what was put off before comes before, a promise's
/// reaction as well.
fn next_tick(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let callback = function_argument(cx, "callback", call.get(0))?;
    cx.put_off(callback, call.list.get(1..).unwrap_or_default())?;
    Ok(Value::Undefined)
}

/// `process.hrtime`, which has a function for a property.
fn hrtime_itself(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let heap = cx.heap();
    let whole = heap.function(Function::Native { name: "hrtime", length: 1, call: hrtime });
    let bigint = heap.function(Function::Native { name: "hrtimeBigInt", length: 0, call: hrtime_bigint });
    heap.define_data(whole, "bigint", bigint);
    Ok(settle(cx, &call, "hrtime", whole.into()))
}

/// `process.hrtime([time])`: seconds and nanoseconds, since `time` if that is given.
fn hrtime(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let now = cx.host().monotonic().as_nanos();
    let (mut seconds, mut nanoseconds) = ((now / NANOSECONDS) as f64, (now % NANOSECONDS) as f64);
    let since = call.get(0);
    if !matches!(since, Value::Undefined) {
        if !cx.heap().is_array(since) {
            return Err(invalid_arg_type(cx, "time", "an instance of Array", since));
        }
        let since = cx.list_of(since)?;
        let &[since_seconds, since_nanoseconds] = since.as_slice() else {
            return Err(out_of_range(cx, "time", "2", (since.len() as f64).into()));
        };
        seconds -= cx.to_number(since_seconds)?;
        nanoseconds -= cx.to_number(since_nanoseconds)?;
        if nanoseconds < 0.0 {
            seconds -= 1.0;
            nanoseconds += NANOSECONDS as f64;
        }
    }
    Ok(cx.heap().array([seconds.into(), nanoseconds.into()]).into())
}

const NANOSECONDS: u64 = 1_000_000_000;

/// `process.hrtime.bigint()`: nanoseconds.
fn hrtime_bigint(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    let now = cx.host().monotonic().as_nanos();
    Ok(cx.heap().bigint_from(now).into())
}
