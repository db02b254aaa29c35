//! The functions of `path.posix`, which process paths as text and do not access a file system.
//!
//! Paths are split only at `/`, which is one byte in UTF-8 and one UTF-16 code unit. The parts are therefore the same
//! as with Node's UTF-16 strings.

use alloc::string::String;

use crate::js::{Heap, List, utf16_len};

/// Splits paths into names, and resolves `.` and `..` (`normalizeString`). A `..` that leads above the start is kept if
/// `is_relative`.
fn walk<'p>(heap: &Heap, pieces: impl Iterator<Item = &'p str>, is_relative: bool) -> List<&'p str> {
    let mut names = List::new();
    for name in pieces.flat_map(|piece| piece.split('/')) {
        match name {
            "" | "." => {}
            ".." if names.last().is_some_and(|&last| last != "..") => {
                names.pop();
            }
            ".." if !is_relative => {}
            _ => names.add(heap, name),
        }
    }
    names
}

/// `path.normalize(path)`.
pub(super) fn normalize(heap: &Heap, path: &str) -> String {
    let is_absolute = is_absolute(path);
    let names = heap.join(&walk(heap, [path].into_iter(), !is_absolute), "/");
    let root = if is_absolute { "/" } else { "" };
    match (names.is_empty(), path.ends_with('/')) {
        (true, _) if is_absolute => "/".into(),
        (true, true) => "./".into(),
        (true, false) => ".".into(),
        (false, true) => heap.concat([root, &names, "/"]),
        (false, false) => heap.concat([root, &names]),
    }
}

/// `path.join(...paths)`.
pub(super) fn join(heap: &Heap, paths: &[String]) -> String {
    let paths = heap.list(paths.iter().filter(|path| !path.is_empty()));
    normalize(heap, &heap.join(&paths, "/"))
}

/// `path.resolve(...paths)`. Applies each path to the result of the previous one, starting at the working directory.
/// The result is absolute.
pub(super) fn resolve(heap: &Heap, cwd: &str, paths: &[String]) -> String {
    let start = paths.iter().rposition(|path| is_absolute(path));
    let cwd = if start.is_none() { Some(cwd) } else { None };
    let paths = paths.get(start.unwrap_or(0)..).unwrap_or_default();
    let names = walk(heap, cwd.into_iter().chain(paths.iter().map(String::as_str)), false);
    heap.concat(["/", &heap.join(&names, "/")])
}

/// `path.relative(from, to)`, for paths that are resolved already.
pub(super) fn relative(heap: &Heap, from: &str, to: &str) -> String {
    let names = |path| walk(heap, [path].into_iter(), false);
    let (from, to) = (names(from), names(to));
    let common = from.iter().zip(&*to).take_while(|(from, to)| from == to).count();
    let up = from.iter().skip(common).map(|_| "..");
    let down = to.iter().skip(common).copied();
    heap.join(&heap.list(up.chain(down)), "/")
}

/// `path.isAbsolute(path)`.
pub(super) fn is_absolute(path: &str) -> bool {
    path.starts_with('/')
}

/// Removes trailing slashes from a path. Returns the rest, and the index at which its last name begins.
fn last_name(path: &str) -> (&str, usize) {
    let trimmed = path.trim_end_matches('/');
    (trimmed, trimmed.rfind('/').map_or(0, |slash| slash.saturating_add(1)))
}

/// `path.dirname(path)`.
pub(super) fn dirname(path: &str) -> &str {
    let root = if is_absolute(path) { "/" } else { "." };
    let (trimmed, start) = last_name(path);
    match trimmed.get(..start.saturating_sub(1)) {
        // Only one slash before the name is removed: `a//b` gives `a/`. Node keeps both slashes of `//a`.
        Some("/") => "//",
        Some("") | None => root,
        Some(directory) => directory,
    }
}

/// `path.basename(path[, suffix])`.
pub(super) fn basename<'p>(path: &'p str, suffix: &str) -> &'p str {
    if path == suffix {
        return "";
    }
    let (trimmed, start) = last_name(path);
    let name = trimmed.get(start..).unwrap_or_default();
    if suffix.len() > name.len() && suffix.ends_with(name) && utf16_len(suffix) <= utf16_len(path) {
        // If the suffix ends with the whole name, Node keeps the trailing slashes.
        return path.get(start..).unwrap_or_default();
    }
    match name.strip_suffix(suffix) {
        Some("") | None => name,
        Some(stem) => stem,
    }
}

/// Returns the index at which the extension of a name begins: that of its last dot, unless the dot is the first
/// character.
fn extension(name: &str) -> usize {
    match name.rfind('.') {
        None | Some(0) => name.len(),
        Some(_) if name == ".." => name.len(),
        Some(dot) => dot,
    }
}

/// `path.extname(path)`.
pub(super) fn extname(path: &str) -> &str {
    let name = basename(path, "");
    name.get(extension(name)..).unwrap_or_default()
}

/// The result of `path.parse`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ParsedPath<'p> {
    pub(super) root: &'p str,
    pub(super) dir: &'p str,
    pub(super) base: &'p str,
    pub(super) ext: &'p str,
    pub(super) name: &'p str,
}

/// `path.parse(path)`.
pub(super) fn parse(path: &str) -> ParsedPath<'_> {
    let root = if is_absolute(path) { "/" } else { "" };
    let (trimmed, start) = last_name(path);
    let base = trimmed.get(start..).unwrap_or_default();
    // For `/..`, Node returns `.` both as the name and as the extension.
    let split = if base == ".." && root == "/" && start == 1 { 1 } else { extension(base) };
    let (name, ext) = base.split_at_checked(split).unwrap_or((base, ""));
    let dir = match start {
        0 | 1 => root,
        _ => trimmed.get(..start.saturating_sub(1)).unwrap_or_default(),
    };
    ParsedPath { root, dir, base, ext, name }
}

#[cfg(test)]
mod tests {
    use alloc::{string::ToString, vec::Vec};

    use super::*;

    // The results of Node's `path.posix.resolve` with the working directory `/home/go`.
    #[test]
    fn paths_resolve_as_in_node() {
        let heap = Heap::new(&[], 0);
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
            assert_eq!(resolve(&heap, "/home/go", &paths), resolved, "{paths:?}");
        }
    }
}
