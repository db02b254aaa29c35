//! The attempts to escape, and the data that each has read.

use gojs::fs::{FileSystem, FileTime, FileTree, Links, OpenFlags};

use super::yard::SECRET;

pub(crate) struct Attempt {
    pub(crate) name: &'static str,
    /// Whether the tree of mounts prevents the attempt, regardless of a sandbox.
    pub(crate) is_barred_by_the_tree: bool,
    /// Returns the data that it has read.
    pub(crate) run: fn(&mut FileTree) -> Vec<u8>,
}

const fn attempt(name: &'static str, run: fn(&mut FileTree) -> Vec<u8>) -> Attempt {
    Attempt { name, is_barred_by_the_tree: false, run }
}

const fn barred(name: &'static str, run: fn(&mut FileTree) -> Vec<u8>) -> Attempt {
    Attempt { name, is_barred_by_the_tree: true, run }
}

const CREATE: OpenFlags = OpenFlags::WRONLY.union(OpenFlags::CREAT);
const TIME: FileTime = FileTime { seconds: 1, nanos: 0 };

fn read(tree: &mut FileTree, path: &str) -> Vec<u8> {
    tree.read_file(path).unwrap_or_default()
}

/// Ignores the result of a write, whose effect is checked from outside.
fn write<R, E>(_: Result<R, E>) -> Vec<u8> {
    Vec::new()
}

/// Opens a file, and tries to write to it.
fn write_to(tree: &mut FileTree, path: &str, flags: OpenFlags) -> Vec<u8> {
    if let Ok(file) = tree.open(path, flags, 0o666) {
        let _ = tree.write(file, None, b"written");
        let _ = tree.close(file);
    }
    Vec::new()
}

/// Reads metadata. The metadata of a file outside is secret, too.
fn look(tree: &mut FileTree, path: &str) -> Vec<u8> {
    match tree.stat(path, Links::Follow) {
        Ok(metadata) if metadata.size == SECRET.len() as u64 => SECRET.to_vec(),
        _ => Vec::new(),
    }
}

/// Lists a directory. The name of the secret file must not appear.
fn list(tree: &mut FileTree, path: &str) -> Vec<u8> {
    match tree.read_dir(path) {
        Ok(entries) if entries.iter().any(|entry| entry.name == "secret" || entry.name == "outside") => SECRET.to_vec(),
        _ => Vec::new(),
    }
}

pub(crate) const ATTEMPTS: &[Attempt] = &[
    attempt("dots_first", |tree| read(tree, "/data/../outside/secret")),
    attempt("dots_behind_a_directory", |tree| read(tree, "/data/deep/../../outside/secret")),
    attempt("dots_behind_slashes", |tree| read(tree, "/data//..//outside//secret")),
    attempt("dots_behind_a_dot", |tree| read(tree, "/data/./deep/er/./../../.././outside/secret")),
    barred("dots_without_end", |tree| read(tree, "/../../../data/own/../../outside/secret")),
    attempt("a_relative_link", |tree| read(tree, "/data/out/secret")),
    attempt("a_relative_link_to_the_file", |tree| read(tree, "/data/file")),
    attempt("a_link_to_the_parent", |tree| read(tree, "/data/up/outside/secret")),
    attempt("an_absolute_link", |tree| read(tree, "/data/absolute/secret")),
    attempt("a_chain_of_links", |tree| read(tree, "/data/chain/secret")),
    attempt("a_link_from_the_deep", |tree| read(tree, "/data/deep/er/out/secret")),
    attempt("a_link_by_proc", |tree| read(tree, "/data/proc/secret")),
    attempt("a_link_of_the_guests_own", |tree| {
        let _ = tree.symlink("../../outside/secret", "/data/deep/mine");
        read(tree, "/data/deep/mine")
    }),
    attempt("a_link_that_is_moved", |tree| {
        let _ = tree.rename("/data/deep/er/out", "/data/deep/out");
        let _ = tree.rename("/data/out", "/data/deep/../moved");
        read(tree, "/data/moved/secret")
    }),
    attempt("metadata_by_a_link", |tree| look(tree, "/data/file")),
    attempt("metadata_by_dots", |tree| look(tree, "/data/deep/../../outside/secret")),
    attempt("a_list_by_a_link", |tree| list(tree, "/data/out")),
    attempt("a_list_of_the_parent", |tree| list(tree, "/data/up")),
    attempt("a_list_by_dots", |tree| list(tree, "/data/deep/../../outside")),
    attempt("creating_through_a_dangling_link", |tree| write_to(tree, "/data/dangling", CREATE)),
    attempt("creating_by_a_link", |tree| write_to(tree, "/data/out/new", CREATE)),
    attempt("creating_exclusively_by_a_link", |tree| write_to(tree, "/data/out/new", CREATE | OpenFlags::EXCL)),
    attempt("creating_by_dots", |tree| write_to(tree, "/data/deep/../../outside/new", CREATE)),
    attempt("writing_by_a_link", |tree| write_to(tree, "/data/file", OpenFlags::WRONLY)),
    attempt("appending_by_a_link", |tree| write_to(tree, "/data/file", OpenFlags::WRONLY | OpenFlags::APPEND)),
    attempt("emptying_by_a_link", |tree| write_to(tree, "/data/file", OpenFlags::WRONLY | OpenFlags::TRUNC)),
    attempt("mkdir_by_a_link", |tree| write(tree.mkdir("/data/out/new", 0o777))),
    attempt("mkdir_by_dots", |tree| write(tree.mkdir("/data/deep/../../outside/new", 0o777))),
    attempt("symlink_by_a_link", |tree| write(tree.symlink("x", "/data/out/new"))),
    attempt("unlink_by_a_link", |tree| write(tree.unlink("/data/out/secret"))),
    attempt("unlink_by_dots", |tree| write(tree.unlink("/data/deep/../../outside/secret"))),
    attempt("rmdir_by_a_link", |tree| write(tree.rmdir("/data/out/empty"))),
    attempt("chmod_by_a_link", |tree| write(tree.chmod("/data/file", 0o777))),
    attempt("chown_by_a_link", |tree| write(tree.chown("/data/file", 1, 1, Links::Follow))),
    attempt("lchown_by_a_link", |tree| write(tree.chown("/data/out/secret", 1, 1, Links::NoFollow))),
    attempt("utimes_by_a_link", |tree| write(tree.utimes("/data/file", TIME, TIME, Links::Follow))),
    attempt("a_rename_out", |tree| write(tree.rename("/data/own", "/data/out/own"))),
    attempt("a_rename_over_the_secret", |tree| write(tree.rename("/data/own", "/data/out/secret"))),
    attempt("a_rename_in", |tree| {
        let _ = tree.rename("/data/out/secret", "/data/stolen");
        read(tree, "/data/stolen")
    }),
    barred("a_rename_across_mounts", |tree| {
        let _ = tree.rename("/data/file", "/stolen");
        let _ = tree.rename("/mine", "/data/out/mine");
        read(tree, "/stolen")
    }),
    attempt("a_hard_link_in", |tree| {
        let _ = tree.link("/data/out/secret", "/data/stolen");
        read(tree, "/data/stolen")
    }),
    attempt("a_hard_link_out", |tree| write(tree.link("/data/own", "/data/out/own"))),
];
