//! `path` (Node's [path], as on POSIX).
//!
//! [path]: https://nodejs.org/docs/latest-v20.x/api/path.html

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use crate::js::{Arguments, Builtin, Context, Value};

pub(in crate::globals) static PATH: &[Builtin] = &[Builtin::method("resolve", 0, resolve), Builtin::string("sep", "/")];

/// `path.resolve(...paths)`
fn resolve(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Value> {
    let mut paths = Vec::new();
    for (&path, index) in call.list.iter().zip(0..) {
        let Value::String(path) = path else {
            let shown = cx.describe(path);
            let message = format!("The \"paths[{index}]\" argument must be of type string. Received {shown}");
            return Err(cx.type_error(&message));
        };
        paths.push(cx.heap().text(path).to_string());
    }
    let resolved = resolve_from(cx.files().cwd(), &paths);
    Ok(cx.heap().string_from(resolved).into())
}

/// The absolute path that a sequence of paths leads to, each taken from where the one before ended.
fn resolve_from(cwd: &str, paths: &[String]) -> String {
    let start = paths.iter().rposition(|path| path.starts_with('/'));
    let cwd = if start.is_none() { Some(cwd) } else { None };
    let paths = paths.get(start.unwrap_or(0)..).unwrap_or_default();
    let mut names: Vec<&str> = Vec::new();
    for name in cwd.into_iter().chain(paths.iter().map(String::as_str)).flat_map(|path| path.split('/')) {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            _ => names.push(name),
        }
    }
    format!("/{}", names.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    // What Node's `path.posix.resolve` gives with the working directory `/home/go`.
    #[test]
    fn paths_resolve_as_in_node() {
        for (paths, resolved) in [
            (&[][..], "/home/go"),
            (&["", "."], "/home/go"),
            (&["a", "../b/"], "/home/go/b"),
            (&["/a", "/b", "c"], "/b/c"),
            (&["/a/../../.."], "/"),
            (&["..", "..", "..", "x"], "/x"),
            (&["/a//b/./c/"], "/a/b/c"),
            (&["a", "/", ""], "/"),
        ] {
            let paths: Vec<String> = paths.iter().map(ToString::to_string).collect();
            assert_eq!(resolve_from("/home/go", &paths), resolved, "{paths:?}");
        }
    }
}
