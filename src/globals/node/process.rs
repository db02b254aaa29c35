//! `process` (Node's [process]) for a sandboxed program, without an operating system behind it.
//!
//! [process]: https://nodejs.org/docs/latest-v20.x/api/process.html

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use super::{
    fs::file_mode,
    output::{STDERR, STDOUT},
};
use crate::{
    globals::support::node_error::{function_argument, invalid_arg_type, out_of_range, string_argument},
    host::ProcessIds,
    js::{Arguments, Attributes, Builtin, Context, Function, Property, Thrown, Value},
};

pub(in crate::globals) static PROCESS: &[Builtin] = &[
    Builtin::tag("process"),
    // The architecture that the program itself is compiled for: its code cannot run on any other.
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
    // Paths follow POSIX. Flags and error numbers are Linux's.
    Builtin::string("platform", "linux").with(CONSTANT),
    Builtin::getter("ppid", |cx, _| id(cx, |ids| ids.ppid)),
    Builtin::namespace("stderr", STDERR).with(CONSTANT),
    Builtin::namespace("stdout", STDOUT).with(CONSTANT),
    Builtin::method("umask", 1, umask),
    Builtin::method("uptime", 0, uptime),
    // Without `node`: programs check for it to find out whether they can load Node's modules.
    Builtin::namespace("versions", VERSIONS).with(CONSTANT),
];

/// The rows of [`PROCESS`] that Go's `syscall` uses in programs that do not access files.
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

/// Replaces an accessor with a data property that holds its first result, so later reads return the same object.
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

/// `process.chdir(directory)`.
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

/// `process.umask([mask])`. Returns the previous mask.
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

/// Returns a process, user or group ID of the program. It is -1 if the program has none, as in `wasm_exec.js` without a
/// `process`.
fn id(cx: &mut Context<'_>, id: fn(&ProcessIds) -> u32) -> Result<Value, Thrown> {
    Ok(cx.environment().ids.as_ref().map_or((-1).into(), |ids| id(ids).into()))
}

fn groups(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    let Some(ids) = &cx.environment().ids else { return Err(cx.not_implemented()) };
    let groups: Vec<Value> = ids.groups.iter().map(|&group| group.into()).collect();
    Ok(cx.heap().array(groups).into())
}

/// `process.uptime()`, in seconds. Assumes that the host's monotonic clock started at about the same time as the
/// program.
fn uptime(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    Ok((cx.host().monotonic().as_nanos() as f64 / 1e9).into())
}

/// `process.nextTick(callback, ...args)`. It shares the job queue, so jobs queued earlier run first, promise reactions
/// included.
fn next_tick(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let callback = function_argument(cx, "callback", call.get(0))?;
    cx.put_off(callback, call.list.get(1..).unwrap_or_default())?;
    Ok(Value::Undefined)
}

/// `process.hrtime`, a function with a property `bigint`.
fn hrtime_itself(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let heap = cx.heap();
    let whole = heap.function(Function::Native { name: "hrtime", length: 1, call: hrtime });
    let bigint = heap.function(Function::Native { name: "hrtimeBigInt", length: 0, call: hrtime_bigint });
    heap.define_data(whole, "bigint", bigint);
    Ok(settle(cx, &call, "hrtime", whole.into()))
}

/// `process.hrtime([time])`. Returns seconds and nanoseconds, since `time` if it is given.
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

/// `process.hrtime.bigint()`. Returns nanoseconds.
fn hrtime_bigint(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    let now = cx.host().monotonic().as_nanos();
    Ok(cx.heap().bigint_from(now).into())
}
