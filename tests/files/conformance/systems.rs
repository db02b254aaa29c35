//! The file systems on which the cases run.

use gojs::fs::{FileSystem, FileTree, HostDir, HostFs, MemFs, Shared};

use crate::folder::Folder;

/// A file system that is created for one case.
pub(crate) struct System {
    pub(crate) fs: Box<dyn FileSystem>,
    /// The directory of the case.
    pub(crate) base: String,
    /// The host folder that contains it, which is removed at the end.
    _folder: Option<Folder>,
}

/// The name and the constructor of a file system.
pub(crate) struct Maker {
    pub(crate) name: &'static str,
    /// Whether a link's target may be an absolute path, which only means something in a mounted file system.
    pub(crate) has_root: bool,
    /// Whether the case's files are in a [`HostDir`].
    pub(crate) on_host_dir: bool,
    pub(crate) make: fn() -> System,
}

/// All file systems. The first is the host's own, which defines the correct behavior.
pub(crate) const MAKERS: &[Maker] = &[
    Maker { name: "host_fs", has_root: true, on_host_dir: false, make: host_fs },
    Maker { name: "mem_fs", has_root: false, on_host_dir: false, make: || system(MemFs::new(), "base") },
    Maker {
        name: "shared_mem_fs",
        has_root: false,
        on_host_dir: false,
        make: || system(Shared::new(MemFs::new()), "base"),
    },
    Maker { name: "host_dir", has_root: false, on_host_dir: true, make: host_dir },
    Maker { name: "tree_of_one", has_root: true, on_host_dir: false, make: tree_of_one },
    Maker { name: "tree_with_other_mounts", has_root: true, on_host_dir: false, make: tree_with_other_mounts },
    Maker { name: "tree_within_mount", has_root: true, on_host_dir: false, make: tree_within_mount },
    Maker { name: "tree_by_link_into_mount", has_root: true, on_host_dir: false, make: tree_by_link_into_mount },
    Maker { name: "tree_without_root", has_root: true, on_host_dir: false, make: tree_without_root },
    Maker { name: "tree_of_host_dir", has_root: true, on_host_dir: true, make: tree_of_host_dir },
    Maker { name: "tree_of_host_fs", has_root: true, on_host_dir: false, make: tree_of_host_fs },
];

fn system(mut fs: impl FileSystem + 'static, base: &str) -> System {
    fs.mkdir(base, 0o755).unwrap();
    System { fs: Box::new(fs), base: base.to_owned(), _folder: None }
}

fn host_fs() -> System {
    let folder = Folder::new();
    let base = folder.path().trim_start_matches('/').to_owned();
    System { fs: Box::new(HostFs::new()), base, _folder: Some(folder) }
}

fn host_dir() -> System {
    let folder = Folder::new();
    let host_dir = HostDir::open(folder.path()).unwrap();
    System { _folder: Some(folder), ..system(host_dir, "base") }
}

fn tree_of_one() -> System {
    let mut tree = FileTree::new();
    tree.mount("/", MemFs::new());
    system(tree, "base")
}

/// A path by itself does not identify the mount, because it may lead through another one.
fn tree_with_other_mounts() -> System {
    let mut tree = FileTree::new();
    tree.mount("/", MemFs::new());
    tree.mount("/another", MemFs::new());
    system(tree, "base")
}

fn tree_within_mount() -> System {
    let mut tree = FileTree::new();
    tree.mount("/", MemFs::new());
    tree.mount("/a/mount", MemFs::new());
    tree.mount("/a/mount/another", MemFs::new());
    system(tree, "a/mount/base")
}

/// Each path leads across a boundary.
fn tree_by_link_into_mount() -> System {
    let mut tree = FileTree::new();
    tree.mount("/", MemFs::new().with_symlink("mount/base", "link").unwrap());
    tree.mount("/mount", MemFs::new());
    tree.mkdir("mount/base", 0o755).unwrap();
    System { fs: Box::new(tree), base: "link".to_owned(), _folder: None }
}

fn tree_without_root() -> System {
    let mut tree = FileTree::new();
    tree.mount("/deep/down", MemFs::new());
    tree.mount("/deep/another", MemFs::new());
    system(tree, "deep/down/base")
}

fn tree_of_host_dir() -> System {
    let folder = Folder::new();
    let mut tree = FileTree::new();
    tree.mount("/", MemFs::new());
    tree.mount("/mount", HostDir::open(folder.path()).unwrap());
    System { _folder: Some(folder), ..system(tree, "mount/base") }
}

/// The host's own file system, with a mount in it that is unknown to the host.
fn tree_of_host_fs() -> System {
    let System { fs, base, _folder } = host_fs();
    let mut tree = FileTree::new();
    tree.mount("/", fs);
    tree.mount(&format!("/{base}-another"), MemFs::new());
    System { fs: Box::new(tree), base, _folder }
}
