//! What `path.posix` makes of paths, lexically: no file is looked at.
//!
//! A path is cut at `/` alone, which is one byte in UTF-8: bytes and UTF-16 units lead to the same cuts.

use alloc::{format, string::String, vec::Vec};

use crate::js::utf16_len;

/// The names that a path leads through, without those that `.` and `..` take away (`normalizeString`). A `..` that leads
/// beyond the beginning is kept where `is_relative`.
fn walk<'p>(pieces: impl Iterator<Item = &'p str>, is_relative: bool) -> Vec<&'p str> {
    let mut names: Vec<&str> = Vec::new();
    for name in pieces.flat_map(|piece| piece.split('/')) {
        match name {
            "" | "." => {}
            ".." if names.last().is_some_and(|&last| last != "..") => {
                names.pop();
            }
            ".." if !is_relative => {}
            _ => names.push(name),
        }
    }
    names
}

/// `path.normalize(path)`
pub(super) fn normalize(path: &str) -> String {
    let is_absolute = is_absolute(path);
    let names = walk([path].into_iter(), !is_absolute).join("/");
    let root = if is_absolute { "/" } else { "" };
    match (names.is_empty(), path.ends_with('/')) {
        (true, _) if is_absolute => "/".into(),
        (true, true) => "./".into(),
        (true, false) => ".".into(),
        (false, true) => format!("{root}{names}/"),
        (false, false) => format!("{root}{names}"),
    }
}

/// `path.join(...paths)`
pub(super) fn join(paths: &[String]) -> String {
    let paths: Vec<&str> = paths.iter().map(String::as_str).filter(|path| !path.is_empty()).collect();
    normalize(&paths.join("/"))
}

/// `path.resolve(...paths)`: the absolute path that paths lead to from a working directory, each taken from where the one
/// before ended.
pub(super) fn resolve(cwd: &str, paths: &[String]) -> String {
    let start = paths.iter().rposition(|path| is_absolute(path));
    let cwd = if start.is_none() { Some(cwd) } else { None };
    let paths = paths.get(start.unwrap_or(0)..).unwrap_or_default();
    let names = walk(cwd.into_iter().chain(paths.iter().map(String::as_str)), false);
    format!("/{}", names.join("/"))
}

/// `path.relative(from, to)`, of resolved paths.
pub(super) fn relative(from: &str, to: &str) -> String {
    let names = |path| walk([path].into_iter(), false);
    let (from, to) = (names(from), names(to));
    let common = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    let up = from.iter().skip(common).map(|_| "..");
    let down = to.iter().skip(common).copied();
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// `path.isAbsolute(path)`
pub(super) fn is_absolute(path: &str) -> bool {
    path.starts_with('/')
}

/// A path without the slashes at its end, and where its last name begins.
fn last_name(path: &str) -> (&str, usize) {
    let trimmed = path.trim_end_matches('/');
    (trimmed, trimmed.rfind('/').map_or(0, |slash| slash.saturating_add(1)))
}

/// `path.dirname(path)`
pub(super) fn dirname(path: &str) -> &str {
    let root = if is_absolute(path) { "/" } else { "." };
    let (trimmed, start) = last_name(path);
    match trimmed.get(..start.saturating_sub(1)) {
        // Only the slash before the name is cut off: of two, one is left, and of two that are the root, both.
        Some("/") => "//",
        Some("") | None => root,
        Some(directory) => directory,
    }
}

/// `path.basename(path[, suffix])`
pub(super) fn basename<'p>(path: &'p str, suffix: &str) -> &'p str {
    if path == suffix {
        return "";
    }
    let (trimmed, start) = last_name(path);
    let name = trimmed.get(start..).unwrap_or_default();
    if suffix.len() > name.len() && suffix.ends_with(name) && utf16_len(suffix) <= utf16_len(path) {
        // A suffix that the name is an end of: Node leaves the slashes where they are.
        return path.get(start..).unwrap_or_default();
    }
    match name.strip_suffix(suffix) {
        Some("") | None => name,
        Some(stem) => stem,
    }
}

/// Where the extension of a name begins: at its last dot, if that is not the first of its characters.
fn extension(name: &str) -> usize {
    match name.rfind('.') {
        None | Some(0) => name.len(),
        Some(_) if name == ".." => name.len(),
        Some(dot) => dot,
    }
}

/// `path.extname(path)`
pub(super) fn extname(path: &str) -> &str {
    let name = basename(path, "");
    name.get(extension(name)..).unwrap_or_default()
}

/// What `path.parse` gives.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parsed<'p> {
    pub(super) root: &'p str,
    pub(super) dir: &'p str,
    pub(super) base: &'p str,
    pub(super) ext: &'p str,
    pub(super) name: &'p str,
}

/// `path.parse(path)`
pub(super) fn parse(path: &str) -> Parsed<'_> {
    let root = if is_absolute(path) { "/" } else { "" };
    let (trimmed, start) = last_name(path);
    let base = trimmed.get(start..).unwrap_or_default();
    // At the root, Node takes `..` for a name and an extension.
    let split = if base == ".." && root == "/" && start == 1 { 1 } else { extension(base) };
    let (name, ext) = base.split_at_checked(split).unwrap_or((base, ""));
    let dir = match start {
        0 | 1 => root,
        _ => trimmed.get(..start.saturating_sub(1)).unwrap_or_default(),
    };
    Parsed { root, dir, base, ext, name }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

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
            assert_eq!(resolve("/home/go", &paths), resolved, "{paths:?}");
        }
    }
}
