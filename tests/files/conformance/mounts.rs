//! The behavior of a tree at the boundaries of its file systems.

use gojs::{
    Errno,
    fs::{DirEntry, FileSystem, FileTree, FileType, Links, MemFs, OpenFlags, Shared},
};

pub(crate) const CASES: &[(&str, fn())] = &[
    ("what_is_mounted_hides_what_is_beneath", what_is_mounted_hides_what_is_beneath),
    ("mounts_may_be_nested", mounts_may_be_nested),
    ("the_order_of_mounting_does_not_matter", the_order_of_mounting_does_not_matter),
    ("mounting_again_takes_the_place", mounting_again_takes_the_place),
    ("a_path_to_mount_at_may_have_dots", a_path_to_mount_at_may_have_dots),
    ("a_name_is_no_beginning_of_another", a_name_is_no_beginning_of_another),
    ("an_empty_tree_has_nothing", an_empty_tree_has_nothing),
    ("what_is_above_a_mount_is_a_directory", what_is_above_a_mount_is_a_directory),
    ("what_is_above_a_mount_is_a_directory_in_place_of_a_file", above_a_mount_in_place_of_a_file),
    ("what_is_above_a_mount_cannot_be_changed", what_is_above_a_mount_cannot_be_changed),
    ("a_mount_is_listed_once", a_mount_is_listed_once),
    ("a_mount_is_neither_removed_nor_renamed", a_mount_is_neither_removed_nor_renamed),
    ("a_mount_is_not_made_anew", a_mount_is_not_made_anew),
    ("what_is_above_a_mount_is_held_too", what_is_above_a_mount_is_held_too),
    ("nothing_is_renamed_across_mounts", nothing_is_renamed_across_mounts),
    ("nothing_is_linked_across_mounts", nothing_is_linked_across_mounts),
    ("two_dots_lead_out_of_a_mount", two_dots_lead_out_of_a_mount),
    ("two_dots_at_the_root_stay_there", two_dots_at_the_root_stay_there),
    ("relative_links_lead_across_mounts", relative_links_lead_across_mounts),
    ("absolute_links_lead_across_mounts", absolute_links_lead_across_mounts),
    ("a_link_into_a_mount_makes_files_there", a_link_into_a_mount_makes_files_there),
    ("links_of_two_mounts_are_counted_together", links_of_two_mounts_are_counted_together),
    ("a_link_hidden_by_a_mount_is_not_followed", a_link_hidden_by_a_mount_is_not_followed),
    ("a_link_to_a_mount_is_a_link", a_link_to_a_mount_is_a_link),
    ("handles_of_two_mounts_are_apart", handles_of_two_mounts_are_apart),
    ("files_of_two_mounts_have_other_devices", files_of_two_mounts_have_other_devices),
    ("canonical_paths_have_no_links", canonical_paths_have_no_links),
    ("no_link_leads_out_of_a_file_system_by_itself", no_link_leads_out_of_a_file_system_by_itself),
    ("two_trees_share_a_file_system", two_trees_share_a_file_system),
    ("a_guard_does_not_block_its_own_thread_forever", a_guard_does_not_block_its_own_thread_forever),
    ("open_files_survive_a_new_mount", open_files_survive_a_new_mount),
    ("files_of_a_replaced_mount_are_closed", files_of_a_replaced_mount_are_closed),
    ("a_tree_can_be_mounted", a_tree_can_be_mounted),
];

/// Returns a tree with file systems at these paths. Each has a file `here` that contains the path.
fn tree(mounts: &[&str]) -> FileTree {
    let mut tree = FileTree::new();
    for path in mounts {
        tree.mount(path, MemFs::new().with_file("here", path.as_bytes().to_vec()).unwrap());
    }
    tree
}

fn read(tree: &mut FileTree, path: &str) -> Result<String, Errno> {
    Ok(String::from_utf8(tree.read_file(path)?).unwrap())
}

fn names(tree: &mut FileTree, path: &str) -> Result<Vec<String>, Errno> {
    let mut names: Vec<_> = tree.read_dir(path)?.into_iter().map(|entry| entry.name).collect();
    names.sort_unstable();
    Ok(names)
}

const CREATE: OpenFlags = OpenFlags::WRONLY.union(OpenFlags::CREAT);

fn what_is_mounted_hides_what_is_beneath() {
    let mut tree = FileTree::new();
    tree.mount("/", MemFs::from_entries(&[("/data/old", b"old"), ("/here", b"root")]).unwrap());
    tree.mount("/data", MemFs::from_entries(&[("/new", b"new")]).unwrap());
    assert_eq!(names(&mut tree, "data").unwrap(), ["new"]);
    assert_eq!(read(&mut tree, "data/new").unwrap(), "new");
    assert_eq!(read(&mut tree, "data/old"), Err(Errno::ENOENT));
    assert_eq!(read(&mut tree, "here").unwrap(), "root");
}

fn mounts_may_be_nested() {
    let mut tree = tree(&["/", "/a", "/a/b/c", "/a/b/c/d"]);
    assert_eq!(read(&mut tree, "here").unwrap(), "/");
    assert_eq!(read(&mut tree, "a/here").unwrap(), "/a");
    assert_eq!(read(&mut tree, "a/b/c/here").unwrap(), "/a/b/c");
    assert_eq!(read(&mut tree, "a/b/c/d/here").unwrap(), "/a/b/c/d");
    assert_eq!(read(&mut tree, "a/b/here"), Err(Errno::ENOENT));
    assert_eq!(names(&mut tree, "a").unwrap(), ["b", "here"]);
    assert_eq!(names(&mut tree, "a/b").unwrap(), ["c"]);
    assert_eq!(names(&mut tree, "a/b/c").unwrap(), ["d", "here"]);
}

fn the_order_of_mounting_does_not_matter() {
    let mut tree = tree(&["/a/b/c", "/a", "/"]);
    assert_eq!(read(&mut tree, "a/b/c/here").unwrap(), "/a/b/c");
    assert_eq!(read(&mut tree, "a/here").unwrap(), "/a");
    assert_eq!(read(&mut tree, "here").unwrap(), "/");
}

fn mounting_again_takes_the_place() {
    let mut tree = tree(&["/", "/a"]);
    tree.mount("/a/", MemFs::from_entries(&[("new", b"new")]).unwrap());
    assert_eq!(names(&mut tree, "a").unwrap(), ["new"]);
}

fn a_path_to_mount_at_may_have_dots() {
    let mut tree = tree(&["//a/./b/../c/"]);
    assert_eq!(names(&mut tree, "a/c").unwrap(), ["here"]);
    assert_eq!(names(&mut tree, "a").unwrap(), ["c"]);
}

fn a_name_is_no_beginning_of_another() {
    let mut tree = tree(&["/", "/a"]);
    tree.write_file("ab", b"other").unwrap();
    tree.mkdir("abc", 0o755).unwrap();
    assert_eq!(read(&mut tree, "ab").unwrap(), "other");
    assert_eq!(names(&mut tree, "").unwrap(), ["a", "ab", "abc", "here"]);
}

fn an_empty_tree_has_nothing() {
    let mut tree = FileTree::new();
    assert!(tree.is_empty());
    assert_eq!(tree.stat("x", Links::Follow), Err(Errno::ENOENT));
    assert_eq!(tree.open("x/y", CREATE, 0o600), Err(Errno::ENOENT));
    assert!(tree.stat("", Links::Follow).map_or(true, |metadata| metadata.is_dir()));
}

fn what_is_above_a_mount_is_a_directory() {
    for mut tree in [tree(&["/a/b/c"]), tree(&["/", "/a/b/c"])] {
        for path in ["", "a", "a/b", "a/", "a/.", "a/b/..", "a/b/c/..", "a/b/c/../.."] {
            assert!(tree.stat(path, Links::NoFollow).unwrap().is_dir(), "{path}");
            assert!(tree.stat(path, Links::Follow).unwrap().is_dir(), "{path}");
            let file = tree.open(path, OpenFlags::DIRECTORY, 0).unwrap();
            assert!(tree.fstat(file).unwrap().is_dir(), "{path}");
            assert_eq!(tree.read(file, None, &mut [0]), Err(Errno::EISDIR), "{path}");
            assert_eq!(tree.write(file, None, b"x"), Err(Errno::EBADF), "{path}");
            assert_eq!(tree.ftruncate(file, 0), Err(Errno::EINVAL), "{path}");
            assert_eq!(tree.fsync(file), Ok(()), "{path}");
            assert_eq!(tree.close(file), Ok(()), "{path}");
            assert_eq!(tree.close(file), Err(Errno::EBADF), "{path}");
        }
        for path in ["a", "a/b"] {
            assert_eq!(tree.read_link(path), Err(Errno::EINVAL));
            assert_eq!(tree.open(path, OpenFlags::WRONLY, 0), Err(Errno::EISDIR));
            assert_eq!(tree.open(path, CREATE, 0o600), Err(Errno::EISDIR));
            assert_eq!(tree.open(path, CREATE | OpenFlags::EXCL, 0o600), Err(Errno::EEXIST));
        }
        assert_eq!(names(&mut tree, "a").unwrap(), ["b"]);
        assert_eq!(tree.stat("a/x", Links::Follow), Err(Errno::ENOENT));
        assert_eq!(tree.stat("a/b/x/y", Links::Follow), Err(Errno::ENOENT));
    }
}

fn above_a_mount_in_place_of_a_file() {
    let mut tree = FileTree::new();
    let root = MemFs::from_entries(&[("/a", b"file"), ("/c", b"")]).unwrap().with_symlink("c", "/b").unwrap();
    tree.mount("/", root);
    for path in ["/a/mount", "/b/mount"] {
        tree.mount(path, MemFs::from_entries(&[("here", b"here")]).unwrap());
    }
    for path in ["a", "b"] {
        assert!(tree.stat(path, Links::NoFollow).unwrap().is_dir());
        assert_eq!(names(&mut tree, path).unwrap(), ["mount"]);
        assert_eq!(read(&mut tree, &format!("{path}/mount/here")).unwrap(), "here");
        assert_eq!(tree.unlink(path), Err(Errno::EISDIR));
    }
    let root = tree.read_dir("").unwrap();
    let is_dir = |entry: &&DirEntry| entry.file_type == FileType::Directory;
    assert_eq!((root.len(), root.iter().filter(is_dir).count()), (3, 2));
}

fn what_is_above_a_mount_cannot_be_changed() {
    let mut tree = tree(&["/a/b/c"]);
    for path in ["x", "a/x", "a/b/x"] {
        assert_eq!(tree.mkdir(path, 0o755), Err(Errno::EROFS), "{path}");
        assert_eq!(tree.symlink("x", path), Err(Errno::EROFS), "{path}");
        assert_eq!(tree.open(path, CREATE, 0o600), Err(Errno::EROFS), "{path}");
        assert_eq!(tree.link("a/b/c/here", path), Err(Errno::EROFS), "{path}");
        assert_eq!(tree.open(path, OpenFlags::WRONLY, 0o600), Err(Errno::ENOENT), "{path}");
    }
    for path in ["", "a", "a/b"] {
        assert_eq!(tree.chmod(path, 0o755), Err(Errno::EROFS), "{path}");
        assert_eq!(tree.chown(path, 0, 0, Links::Follow), Err(Errno::EROFS), "{path}");
    }
}

fn a_mount_is_listed_once() {
    let mut tree = FileTree::new();
    tree.mount("/", MemFs::from_entries(&[("/data/old", b""), ("/x", b"")]).unwrap());
    tree.mount("/data", MemFs::new());
    tree.mount("/data/a", MemFs::new());
    tree.mount("/dir/b", MemFs::new());
    assert_eq!(names(&mut tree, "").unwrap(), ["data", "dir", "x"]);
    assert_eq!(names(&mut tree, "data").unwrap(), ["a"]);
}

fn a_mount_is_neither_removed_nor_renamed() {
    let mut tree = tree(&["/", "/a"]);
    tree.mkdir("dir", 0o755).unwrap();
    for path in ["a", "a/", "/a"] {
        assert_eq!(tree.rmdir(path), Err(Errno::EBUSY), "{path}");
        assert_eq!(tree.unlink(path), Err(Errno::EISDIR), "{path}");
        assert_eq!(tree.rename(path, "b"), Err(Errno::EBUSY), "{path}");
        assert_eq!(tree.rename("dir", path), Err(Errno::EBUSY), "{path}");
    }
    assert_eq!(tree.rmdir("a/."), Err(Errno::EINVAL));
    assert_eq!(tree.rmdir("a/.."), Err(Errno::ENOTEMPTY));
    assert_eq!(tree.rmdir("dir/../a"), Err(Errno::EBUSY));
    assert_eq!(tree.rmdir(""), Err(Errno::EBUSY));
    assert_eq!(tree.rename("", "x"), Err(Errno::EBUSY));
    assert_eq!(read(&mut tree, "a/here").unwrap(), "/a");
}

fn a_mount_is_not_made_anew() {
    let mut tree = tree(&["/", "/a"]);
    for path in ["a", "a/", "", "a/..", "a/."] {
        assert_eq!(tree.mkdir(path, 0o755), Err(Errno::EEXIST), "{path}");
        assert_eq!(tree.symlink("x", path), Err(Errno::EEXIST), "{path}");
        assert_eq!(tree.link("here", path), Err(Errno::EEXIST), "{path}");
    }
    assert_eq!(tree.symlink("", "a"), Err(Errno::ENOENT));
    assert_eq!(tree.open("a", CREATE, 0o600), Err(Errno::EISDIR));
    assert_eq!(tree.open("a/", CREATE, 0o600), Err(Errno::EISDIR));
    assert_eq!(tree.open("a", CREATE | OpenFlags::EXCL, 0o600), Err(Errno::EEXIST));
}

fn what_is_above_a_mount_is_held_too() {
    let mut tree = FileTree::new();
    tree.mount("/", MemFs::new().with_dir("dir/sub/mount").unwrap().with_dir("other").unwrap());
    tree.mount("/dir/sub/mount", MemFs::new());
    for path in ["dir", "dir/sub"] {
        assert_eq!(tree.rmdir(path), Err(Errno::EBUSY), "{path}");
        assert_eq!(tree.rename(path, "moved"), Err(Errno::EBUSY), "{path}");
        assert_eq!(tree.rename("other", path), Err(Errno::EBUSY), "{path}");
    }
    // Directories that do not contain the mount are not affected.
    tree.mkdir("dir/new", 0o755).unwrap();
    tree.rename("dir/new", "dir/sub/new").unwrap();
    assert_eq!(names(&mut tree, "dir/sub").unwrap(), ["mount", "new"]);
}

fn nothing_is_renamed_across_mounts() {
    let mut tree = tree(&["/", "/a", "/b"]);
    for (from, to) in [("here", "a/new"), ("a/here", "new"), ("a/here", "b/here"), ("a/missing", "b/new")] {
        assert_eq!(tree.rename(from, to), Err(Errno::EXDEV), "{from} {to}");
    }
    assert_eq!(tree.rename("a/here", "missing/new"), Err(Errno::ENOENT));
    assert_eq!(tree.rename("a/here", "b/../a/new"), Ok(()));
    assert_eq!(names(&mut tree, "a").unwrap(), ["new"]);
}

fn nothing_is_linked_across_mounts() {
    let mut tree = tree(&["/", "/a", "/b"]);
    for (from, to) in [("here", "a/new"), ("a/here", "new"), ("a/here", "b/new"), ("a", "b/new"), ("a", "new")] {
        assert_eq!(tree.link(from, to), Err(Errno::EXDEV), "{from} {to}");
    }
    assert_eq!(tree.link("a/missing", "b/new"), Err(Errno::ENOENT));
    assert_eq!(tree.link("a/here", "b/here"), Err(Errno::EEXIST));
    assert_eq!(tree.link("a/here", "b/missing/new"), Err(Errno::ENOENT));
    assert_eq!(tree.link("a/here", "b/new/"), Err(Errno::ENOENT));
    assert_eq!(tree.link("a/here", "b"), Err(Errno::EEXIST));
    assert_eq!(tree.link("a/here", "b/../a/new"), Ok(()));
}

fn two_dots_lead_out_of_a_mount() {
    let mut tree = tree(&["/", "/a", "/a/b"]);
    assert_eq!(read(&mut tree, "a/../here").unwrap(), "/");
    assert_eq!(read(&mut tree, "a/b/../here").unwrap(), "/a");
    assert_eq!(read(&mut tree, "a/b/../../here").unwrap(), "/");
    tree.mkdir("a/b/dir", 0o755).unwrap();
    assert_eq!(read(&mut tree, "a/b/dir/../../here").unwrap(), "/a");
    assert_eq!(names(&mut tree, "a/b/dir/../../..").unwrap(), ["a", "here"]);
    tree.write_file("a/b/dir/../../../new", b"new").unwrap();
    assert_eq!(read(&mut tree, "new").unwrap(), "new");
}

fn two_dots_at_the_root_stay_there() {
    let mut one = tree(&["/"]);
    let mut two = tree(&["/", "/a"]);
    for tree in [&mut one, &mut two] {
        assert_eq!(read(tree, "../here").unwrap(), "/");
        assert_eq!(read(tree, "../../../here").unwrap(), "/");
        assert!(tree.stat("..", Links::Follow).unwrap().is_dir());
        assert_eq!(tree.mkdir("..", 0o755), Err(Errno::EEXIST));
        assert_eq!(tree.rmdir(".."), Err(Errno::ENOTEMPTY));
        assert_eq!(tree.unlink(".."), Err(Errno::EISDIR));
        assert_eq!(tree.rename("..", "x"), Err(Errno::EBUSY));
        tree.mkdir("../dir", 0o755).unwrap();
        tree.rmdir("dir").unwrap();
    }
}

fn relative_links_lead_across_mounts() {
    let mut tree = tree(&["/", "/a", "/b/c"]);
    tree.symlink("a/here", "to_a").unwrap();
    tree.symlink("../../a", "b/c/up").unwrap();
    tree.symlink("../b/c/up/../here", "a/round").unwrap();
    assert_eq!(read(&mut tree, "to_a").unwrap(), "/a");
    assert_eq!(read(&mut tree, "b/c/up/here").unwrap(), "/a");
    assert_eq!(read(&mut tree, "a/round").unwrap(), "/");
    assert_eq!(names(&mut tree, "b/c/up").unwrap(), ["here", "round"]);
    assert!(tree.stat("b/c/up", Links::NoFollow).unwrap().is_symlink());
}

fn absolute_links_lead_across_mounts() {
    let mut tree = tree(&["/", "/a", "/b/c"]);
    tree.symlink("/b/c", "a/link").unwrap();
    tree.symlink("/a/link/here", "here_too").unwrap();
    assert_eq!(read(&mut tree, "a/link/here").unwrap(), "/b/c");
    assert_eq!(read(&mut tree, "here_too").unwrap(), "/b/c");
    // `..` is relative to the target of the link.
    assert_eq!(names(&mut tree, "a/link/..").unwrap(), ["c"]);
}

fn a_link_into_a_mount_makes_files_there() {
    let mut tree = tree(&["/", "/a"]);
    tree.symlink("a/new", "link").unwrap();
    tree.write_file("link", b"text").unwrap();
    assert_eq!(read(&mut tree, "a/new").unwrap(), "text");
    tree.symlink("a", "dir").unwrap();
    tree.mkdir("dir/sub", 0o755).unwrap();
    tree.rename("dir/new", "dir/sub/new").unwrap();
    tree.link("dir/sub/new", "a/hard").unwrap();
    assert_eq!(tree.rename("dir/sub/new", "new"), Err(Errno::EXDEV));
    tree.chmod("link", 0o600).unwrap_err();
    tree.chmod("dir/hard", 0o600).unwrap();
    assert_eq!(names(&mut tree, "a").unwrap(), ["hard", "here", "sub"]);
    assert_eq!(names(&mut tree, "").unwrap(), ["a", "dir", "here", "link"]);
}

fn links_of_two_mounts_are_counted_together() {
    let mut tree = tree(&["/a", "/b"]);
    tree.symlink("here", "a/l1").unwrap();
    for number in 2..=41 {
        let (to, from) = if number % 2 == 0 { ("a", "b") } else { ("b", "a") };
        tree.symlink(&format!("../{to}/l{}", number - 1), &format!("{from}/l{number}")).unwrap();
    }
    assert_eq!(read(&mut tree, "b/l40").unwrap(), "/a");
    assert_eq!(read(&mut tree, "a/l41"), Err(Errno::ELOOP));
}

fn a_link_hidden_by_a_mount_is_not_followed() {
    let mut tree = FileTree::new();
    let root = MemFs::from_entries(&[("/other/here", b"wrong")]).unwrap().with_symlink("other", "/data").unwrap();
    tree.mount("/", root);
    tree.mount("/data", MemFs::from_entries(&[("here", b"right")]).unwrap());
    assert_eq!(read(&mut tree, "data/here").unwrap(), "right");
    assert!(tree.stat("data", Links::NoFollow).unwrap().is_dir());
    // A link within the hidden file system does not lead to it either.
    tree.symlink("../data/here", "other/link").unwrap();
    assert_eq!(read(&mut tree, "other/link").unwrap(), "right");
}

fn a_link_to_a_mount_is_a_link() {
    let mut tree = tree(&["/", "/a"]);
    tree.symlink("a", "link").unwrap();
    assert_eq!(tree.rmdir("link"), Err(Errno::ENOTDIR));
    assert_eq!(tree.rmdir("link/"), Err(Errno::ENOTDIR));
    assert_eq!(tree.rename("link", "renamed"), Ok(()));
    assert_eq!(tree.unlink("renamed"), Ok(()));
    assert_eq!(names(&mut tree, "a").unwrap(), ["here"]);
}

fn handles_of_two_mounts_are_apart() {
    let mut tree = tree(&["/", "/a"]);
    let first = tree.open("here", OpenFlags::RDONLY, 0).unwrap();
    let second = tree.open("a/here", OpenFlags::RDONLY, 0).unwrap();
    assert_ne!(first, second);
    let mut buf = [0; 10];
    assert_eq!(tree.read(second, None, &mut buf), Ok(2));
    assert_eq!(tree.read(first, None, &mut buf), Ok(1));
    assert_eq!(tree.close(first), Ok(()));
    assert_eq!(tree.read(first, None, &mut buf), Err(Errno::EBADF));
    assert_eq!(tree.read(second, Some(0), &mut buf), Ok(2));
}

fn files_of_two_mounts_have_other_devices() {
    let mut tree = tree(&["/", "/a"]);
    let root = tree.stat("here", Links::Follow).unwrap();
    let mount = tree.stat("a/here", Links::Follow).unwrap();
    assert_ne!(root.dev, mount.dev);
    assert_eq!(tree.stat("", Links::Follow).unwrap().dev, root.dev);
    assert_eq!(tree.stat("a", Links::Follow).unwrap().dev, mount.dev);
    let file = tree.open("a/here", OpenFlags::RDONLY, 0).unwrap();
    assert_eq!(tree.fstat(file).unwrap(), mount);
}

fn canonical_paths_have_no_links() {
    let mut tree = tree(&["/", "/a/b"]);
    tree.symlink("/a/b", "link").unwrap();
    tree.mkdir("dir", 0o755).unwrap();
    for (path, canonical) in
        [("", "/"), ("/", "/"), ("..", "/"), ("link/here", "/a/b/here"), ("dir/./../link/", "/a/b"), ("a", "/a")]
    {
        assert_eq!(tree.canonicalize(path).as_deref(), Ok(canonical), "{path}");
    }
    assert_eq!(tree.canonicalize("missing"), Err(Errno::ENOENT));
    assert_eq!(tree.canonicalize("here/"), Err(Errno::ENOTDIR));
    assert_eq!(tree.canonicalize("here/."), Err(Errno::ENOTDIR));
}

fn no_link_leads_out_of_a_file_system_by_itself() {
    let mut fs = MemFs::new().with_dir("dir").unwrap();
    fs.symlink("/dir", "absolute").unwrap();
    fs.symlink("../dir", "up").unwrap();
    for path in ["absolute", "up", "..", "dir/../..", "absolute/x", "up/x", "dir/../../dir"] {
        assert_eq!(fs.stat(path, Links::Follow), Err(Errno::EXDEV), "{path}");
        assert_eq!(fs.open(path, OpenFlags::RDONLY, 0), Err(Errno::EXDEV), "{path}");
        assert_eq!(fs.read_dir(path), Err(Errno::EXDEV), "{path}");
    }
    for path in ["absolute/x", "up/x", ".."] {
        assert_eq!(fs.mkdir(path, 0o755), Err(Errno::EXDEV), "{path}");
        assert_eq!(fs.rmdir(path), Err(Errno::EXDEV), "{path}");
        assert_eq!(fs.unlink(path), Err(Errno::EXDEV), "{path}");
        assert_eq!(fs.rename(path, "new"), Err(Errno::EXDEV), "{path}");
        assert_eq!(fs.rename("dir", path), Err(Errno::EXDEV), "{path}");
        assert_eq!(fs.symlink("x", path), Err(Errno::EXDEV), "{path}");
    }
    assert!(fs.stat("absolute", Links::NoFollow).unwrap().is_symlink());
}

fn two_trees_share_a_file_system() {
    let shared = Shared::new(MemFs::new());
    let (mut first, mut second) = (FileTree::new(), FileTree::new());
    first.mount("/here", shared.clone());
    second.mount("/", shared.clone());
    first.write_file("here/file", b"text").unwrap();
    assert_eq!(read(&mut second, "file").unwrap(), "text");
    let file = second.open("file", OpenFlags::RDONLY, 0).unwrap();
    first.unlink("here/file").unwrap();
    assert_eq!(second.read(file, None, &mut [0; 8]), Ok(4));
    assert_eq!(shared.lock().unwrap().bytes(), 4);
    second.close(file).unwrap();
    assert_eq!(used(&shared), (0, 0));
}

fn a_guard_does_not_block_its_own_thread_forever() {
    let shared = Shared::new(MemFs::new());
    let mut mounted = shared.clone();
    let guard = shared.lock().unwrap();
    assert_eq!(shared.lock().err(), Some(Errno::EBUSY));
    assert_eq!(mounted.write_file("file", b""), Err(Errno::EBUSY));
    drop(guard);
    assert_eq!(mounted.write_file("file", b""), Ok(()));
}

/// The longer path comes first in the tree, and moves the mount of the open file.
fn open_files_survive_a_new_mount() {
    let mut tree = tree(&["/"]);
    let file = tree.open("here", OpenFlags::RDONLY, 0).unwrap();
    let metadata = tree.fstat(file).unwrap();
    tree.mount("/a", MemFs::new().with_file("here", b"other".to_vec()).unwrap());
    assert_eq!(tree.read(file, None, &mut [0; 8]), Ok(1));
    assert_eq!(tree.fstat(file).unwrap().dev, metadata.dev);
    assert_eq!(tree.close(file), Ok(()));
}

fn files_of_a_replaced_mount_are_closed() {
    let mut tree = tree(&["/"]);
    let old = tree.open("here", OpenFlags::RDONLY, 0).unwrap();
    tree.mount("/", MemFs::new().with_file("here", b"new".to_vec()).unwrap());
    let new = tree.open("here", OpenFlags::RDONLY, 0).unwrap();
    assert_eq!(tree.read(old, None, &mut [0; 8]), Err(Errno::EBADF));
    assert_eq!(tree.read(new, None, &mut [0; 8]), Ok(3));
    assert_eq!((tree.close(old), tree.close(new)), (Err(Errno::EBADF), Ok(())));
}

/// Each level of trees needs some bits of the handle. Without enough bits, `open` fails and leaves nothing open.
fn a_tree_can_be_mounted() {
    let shared = Shared::new(MemFs::new().with_file("here", b"deep".to_vec()).unwrap());
    let nested = |levels| {
        (0..levels).fold(Box::new(shared.clone()) as Box<dyn FileSystem>, |fs, _| {
            let mut tree = FileTree::new();
            tree.mount("/", fs);
            Box::new(tree)
        })
    };
    let mut fs = nested(3);
    shared.lock().unwrap().open("here", OpenFlags::RDONLY, 0).unwrap();
    let file = fs.open("here", OpenFlags::RDONLY, 0).unwrap();
    assert_eq!(fs.read(file, None, &mut [0; 8]), Ok(4));
    assert_eq!(fs.close(file), Ok(()));
    assert_eq!(nested(5).open("here", OpenFlags::RDONLY, 0), Err(Errno::ENFILE));
    let before = used(&shared);
    shared.lock().unwrap().unlink("here").unwrap();
    assert_eq!((before, used(&shared)), ((4, 1), (4, 0)), "the file is still open once");
}

/// Returns the bytes and names that are in use.
fn used(shared: &Shared<MemFs>) -> (u64, u64) {
    let fs = shared.lock().unwrap();
    (fs.bytes(), fs.entries())
}
