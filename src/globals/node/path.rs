//! `path` (Node's [path]) with POSIX semantics. `path.win32` is not implemented.
//!
//! [path]: https://nodejs.org/docs/latest-v20.x/api/path.html

use alloc::{format, string::String};

use super::posix_path as posix;
use crate::{
    globals::support::node_error::{invalid_arg_type, string_argument},
    js::{Arguments, Attributes, Builtin, Context, List, NativeFn, Text, Thrown, Value},
};

pub(in crate::globals) static PATH: &[Builtin] = &[
    method("resolve", 0, resolve),
    method("normalize", 1, normalize),
    method("isAbsolute", 1, is_absolute),
    method("join", 0, join),
    method("relative", 2, relative),
    method("toNamespacedPath", 1, to_namespaced_path),
    method("dirname", 1, dirname),
    method("basename", 2, basename),
    method("extname", 1, extname),
    method("format", 1, format),
    method("parse", 1, parse),
    Builtin::string("sep", "/").with(Attributes::ASSIGNED),
    Builtin::string("delimiter", ":").with(Attributes::ASSIGNED),
    Builtin::getter("posix", itself).with(Attributes::ENUMERABLE.union(Attributes::CONFIGURABLE)),
    Builtin::alias("_makeLong", "toNamespacedPath").with(Attributes::ASSIGNED),
];

const fn method(name: &'static str, length: u8, call: NativeFn) -> Builtin {
    Builtin::method(name, length, call).with(Attributes::ASSIGNED)
}

/// `path.posix`, which is `path` itself.
fn itself(_: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(call.this)
}

/// Converts an argument that must be a string.
fn text(cx: &mut Context<'_>, name: &str, value: Value) -> Result<String, Thrown> {
    let string = string_argument(cx, name, value)?;
    Ok(cx.heap().copied(string))
}

fn string(cx: &mut Context<'_>, text: &str) -> Result<Value, Thrown> {
    Ok(cx.heap().string(text).into())
}

/// Resolves paths against the working directory.
fn resolved(cx: &mut Context<'_>, paths: &[String]) -> String {
    let (heap, _, files) = cx.parts();
    posix::resolve(heap, files.cwd(), paths)
}

fn resolve(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let mut paths = List::new();
    // From right to left, and only up to the first absolute path: Node does not validate the arguments before it.
    for (index, &path) in call.list.iter().enumerate().rev() {
        let path = text(cx, &format!("paths[{index}]"), path)?;
        let is_absolute = posix::is_absolute(&path);
        paths.push(cx, path)?;
        if is_absolute {
            break;
        }
    }
    paths.reverse();
    let resolved = resolved(cx, &paths);
    string(cx, &resolved)
}

fn normalize(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let path = text(cx, "path", call.get(0))?;
    let normal = posix::normalize(cx.heap(), &path);
    string(cx, &normal)
}

fn is_absolute(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let path = text(cx, "path", call.get(0))?;
    Ok(posix::is_absolute(&path).into())
}

fn join(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let mut paths = List::new();
    for &path in call.list {
        let path = text(cx, "path", path)?;
        paths.push(cx, path)?;
    }
    let joined = posix::join(cx.heap(), &paths);
    string(cx, &joined)
}

fn relative(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let from = text(cx, "from", call.get(0))?;
    let to = text(cx, "to", call.get(1))?;
    let (from, to) = (resolved(cx, &[from]), resolved(cx, &[to]));
    let relative = posix::relative(cx.heap(), &from, &to);
    string(cx, &relative)
}

/// `path.toNamespacedPath(path)`. POSIX paths are returned unchanged.
fn to_namespaced_path(_: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(call.get(0))
}

fn dirname(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let path = text(cx, "path", call.get(0))?;
    string(cx, posix::dirname(&path))
}

fn basename(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let suffix = match call.get(1) {
        Value::Undefined => String::new(),
        suffix => text(cx, "suffix", suffix)?,
    };
    let path = text(cx, "path", call.get(0))?;
    string(cx, posix::basename(&path, &suffix))
}

fn extname(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let path = text(cx, "path", call.get(0))?;
    string(cx, posix::extname(&path))
}

fn parse(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let path = text(cx, "path", call.get(0))?;
    let posix::ParsedPath { root, dir, base, ext, name } = posix::parse(&path);
    let heap = cx.heap();
    let parsed = heap.object();
    for (key, value) in [("root", root), ("dir", dir), ("base", base), ("ext", ext), ("name", name)] {
        let value = heap.string(value);
        heap.define_data(parsed, key, value);
    }
    Ok(parsed.into())
}

/// `path.format(pathObject)`.
fn format(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = match call.get(0) {
        Value::Object(object) if !cx.heap().is_array(object.into()) && !cx.heap().is_callable(object.into()) => object,
        other => return Err(invalid_arg_type(cx, "pathObject", "of type object", other)),
    };
    let root = cx.get_named(object, "root")?;
    let dir = match cx.get_named(object, "dir")? {
        dir if cx.heap().is_truthy(dir) => dir,
        _ => root,
    };
    let mut path = cx.text();
    let has_dir = cx.heap().is_truthy(dir);
    if has_dir {
        append(cx, &mut path, dir)?;
        if !dir.strictly_equals(root) {
            path.push('/');
        }
    }
    match cx.get_named(object, "base")? {
        // Node returns the value unchanged, whatever its type.
        base if !has_dir && cx.heap().is_truthy(base) => return Ok(base),
        base if cx.heap().is_truthy(base) => append(cx, &mut path, base)?,
        _ => {
            for name in ["name", "ext"] {
                let part = cx.get_named(object, name)?;
                if !cx.heap().is_truthy(part) {
                    continue;
                }
                let part = cx.to_string(part)?;
                let text = cx.heap().text(part);
                if name == "ext" && !text.is_empty() && !text.starts_with('.') {
                    path.push('.');
                }
                path.push_str(text);
            }
        }
    }
    cx.finish(path)
}

/// Appends a value as a template literal does.
fn append(cx: &mut Context<'_>, path: &mut Text, value: Value) -> Result<(), Thrown> {
    let text = cx.to_string(value)?;
    path.push_str(cx.heap().text(text));
    Ok(())
}
