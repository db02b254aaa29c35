//! A file system that cannot be changed. Linux defines the expected results, on a file system mounted with `-o ro`.

use crate::folder::Folder;
use gojs::{
    Errno,
    fs::{FileSystem, HostDir, Links, MemFs, OpenFlags, Shared},
};

use super::{
    files::{Files, now},
    whole::{check_tree, make_tree},
};

pub(crate) const CASES: &[(&str, fn())] = &[
    ("all_can_be_read", all_can_be_read),
    ("nothing_can_be_changed", nothing_can_be_changed),
    ("opening_tells_what_is_wrong_first", || over_each(opening_tells_what_is_wrong_first)),
    ("what_exists_is_eexist", || over_each(what_exists_is_eexist)),
    ("what_is_missing_is_enoent", || over_each(what_is_missing_is_enoent)),
    ("all_else_is_erofs", || over_each(all_else_is_erofs)),
    ("what_is_open_cannot_be_changed", || over_each(what_is_open_cannot_be_changed)),
];

/// Runs the case on an in-memory file system, on a host folder, and on `GOJS_READ_ONLY`: a host folder that is mounted
/// read-only, with the tree in `tree/`, to verify the expectations against Linux.
fn over_each(case: fn(&mut Files<'_>)) {
    let mut mem = MemFs::new().with_dir("tree").unwrap();
    make_tree(&mut Files::new(&mut mem, "tree"));
    case(&mut Files::new(&mut mem.read_only(), "tree"));

    let folder = Folder::new();
    let mut host_dir = HostDir::open(folder.path()).unwrap();
    host_dir.mkdir("tree", 0o755).unwrap();
    make_tree(&mut Files::new(&mut host_dir, "tree"));
    case(&mut Files::new(&mut host_dir.read_only(), "tree"));

    if let Ok(mounted) = std::env::var("GOJS_READ_ONLY") {
        case(&mut Files::new(&mut gojs::fs::HostFs::new(), &format!("{}/tree", mounted.trim_start_matches('/'))));
    }
}

fn all_can_be_read() {
    over_each(|files| assert_eq!(check_tree(files, "."), 10));
}

/// No operation changes the underlying file system.
fn nothing_can_be_changed() {
    let shared = Shared::new(MemFs::new().with_dir("tree").unwrap());
    make_tree(&mut Files::new(&mut shared.clone(), "tree"));
    let before_all = used(&shared);
    let mut read_only = shared.clone().read_only();
    let mut files = Files::new(&mut read_only, "tree");
    let paths = ["file", "dir", "dir/sub", "empty", "link", "dangling", "new", "dir/", "new/", ".", "", "dir/hard"];
    for path in paths {
        let before = files.lstat(path);
        for bits in 0..1 << 5 {
            let mut flags = OpenFlags::empty();
            let all = [OpenFlags::WRONLY, OpenFlags::RDWR, OpenFlags::CREAT, OpenFlags::TRUNC, OpenFlags::EXCL];
            for (bit, flag) in all.into_iter().enumerate().filter(|(bit, _)| bits & 1 << bit != 0) {
                flags |= flag;
                let _ = bit;
            }
            if let Ok(file) = files.open(path, flags) {
                assert!(files.write(file, None, b"x").is_err());
                assert!(files.fs().ftruncate(file, 1).is_err());
                assert!(files.fs().fchmod(file, 0o7777).is_err());
                assert!(files.fs().fchown(file, 1, 1).is_err());
                assert!(files.fs().futimes(file, now(), now()).is_err());
                files.close(file).unwrap();
            }
        }
        assert!(files.mkdir(path).is_err());
        assert!(files.rmdir(path).is_err());
        assert!(files.unlink(path).is_err());
        assert!(files.symlink("x", path).is_err());
        assert!(files.chmod(path, 0o7777).is_err());
        for links in [Links::Follow, Links::NoFollow] {
            assert!(files.chown(path, 1, 1, links).is_err());
            assert!(files.utimes(path, now(), now(), links).is_err());
        }
        for other in paths {
            assert!(files.rename(path, other).is_err());
            assert!(files.link(path, other).is_err());
        }
        assert_eq!(files.lstat(path), before, "{path}");
    }
    assert_eq!(used(&shared), before_all);
    assert_eq!(check_tree(&mut files, "."), 10);
}

const WRITE: OpenFlags = OpenFlags::WRONLY;
const CREATE: OpenFlags = WRITE.union(OpenFlags::CREAT);
const EXCLUSIVE: OpenFlags = CREATE.union(OpenFlags::EXCL);

fn opening_tells_what_is_wrong_first(files: &mut Files<'_>) {
    for (path, flags, expected) in [
        ("file", WRITE, Errno::EROFS),
        ("file", OpenFlags::TRUNC, Errno::EROFS),
        ("file", CREATE, Errno::EROFS),
        ("file", EXCLUSIVE, Errno::EEXIST),
        ("new", CREATE, Errno::EROFS),
        ("new", EXCLUSIVE, Errno::EROFS),
        ("new", WRITE, Errno::ENOENT),
        ("new/", CREATE, Errno::EISDIR),
        ("missing/new", CREATE, Errno::ENOENT),
        ("file/new", CREATE, Errno::ENOTDIR),
        ("file/", WRITE, Errno::ENOTDIR),
        ("dir", WRITE, Errno::EISDIR),
        ("dir", CREATE, Errno::EISDIR),
        ("dir", EXCLUSIVE, Errno::EEXIST),
        ("dir/.", CREATE, Errno::EISDIR),
        ("link", WRITE, Errno::EROFS),
        ("link", WRITE | OpenFlags::NOFOLLOW, Errno::ELOOP),
        ("link", EXCLUSIVE, Errno::EEXIST),
        ("dangling", CREATE, Errno::EROFS),
        ("dangling", EXCLUSIVE, Errno::EEXIST),
        ("dangling", WRITE, Errno::ENOENT),
        ("file", WRITE | OpenFlags::DIRECTORY, Errno::ENOTDIR),
    ] {
        assert_eq!(files.try_open(path, flags), Err(expected), "{path} {flags:?}");
    }
    assert_eq!(files.try_open("file", OpenFlags::CREAT), Ok(()));
}

fn what_exists_is_eexist(files: &mut Files<'_>) {
    for path in ["file", "dir", "link", "dangling", "dir/", ".", "dir/..", "dangling/", ""] {
        assert_eq!(files.mkdir(path), Err(Errno::EEXIST), "{path}");
        assert_eq!(files.symlink("x", path), Err(Errno::EEXIST), "{path}");
        assert_eq!(files.link("file", path), Err(Errno::EEXIST), "{path}");
    }
}

fn what_is_missing_is_enoent(files: &mut Files<'_>) {
    assert_eq!(files.mkdir("missing/new"), Err(Errno::ENOENT));
    assert_eq!(files.mkdir("file/new"), Err(Errno::ENOTDIR));
    assert_eq!(files.symlink("x", "missing/new"), Err(Errno::ENOENT));
    assert_eq!(files.symlink("", "new"), Err(Errno::ENOENT));
    assert_eq!(files.link("missing", "new"), Err(Errno::ENOENT));
    assert_eq!(files.link("file", "missing/new"), Err(Errno::ENOENT));
    assert_eq!(files.unlink("missing/x"), Err(Errno::ENOENT));
    assert_eq!(files.rmdir("file/x"), Err(Errno::ENOTDIR));
    assert_eq!(files.rename("missing/x", "new"), Err(Errno::ENOENT));
    assert_eq!(files.rename("file", "missing/x"), Err(Errno::ENOENT));
    assert_eq!(files.chmod("missing", 0o600), Err(Errno::ENOENT));
    assert_eq!(files.chmod("dangling", 0o600), Err(Errno::ENOENT));
    assert_eq!(files.chown("missing", 0, 0, Links::NoFollow), Err(Errno::ENOENT));
    assert_eq!(files.utimes("file/x", now(), now(), Links::Follow), Err(Errno::ENOTDIR));
}

fn all_else_is_erofs(files: &mut Files<'_>) {
    assert_eq!(files.mkdir("new"), Err(Errno::EROFS));
    assert_eq!(files.mkdir("link/../new/"), Err(Errno::ENOTDIR));
    assert_eq!(files.mkdir("dir/round/new/"), Err(Errno::EROFS));
    assert_eq!(files.symlink("x", "new"), Err(Errno::EROFS));
    assert_eq!(files.link("file", "new"), Err(Errno::EROFS));
    assert_eq!(files.link("dir", "new"), Err(Errno::EROFS));
    // The existence of the file is not checked.
    for path in ["file", "dir", "missing", "link"] {
        assert_eq!(files.unlink(path), Err(Errno::EROFS), "{path}");
        assert_eq!(files.rmdir(path), Err(Errno::EROFS), "{path}");
        assert_eq!(files.rename(path, "new"), Err(Errno::EROFS), "{path}");
    }
    assert_eq!(files.chmod("file", 0o600), Err(Errno::EROFS));
    assert_eq!(files.chown("link", 0, 0, Links::NoFollow), Err(Errno::EROFS));
    assert_eq!(files.utimes("dangling", now(), now(), Links::NoFollow), Err(Errno::EROFS));
}

fn what_is_open_cannot_be_changed(files: &mut Files<'_>) {
    let file = files.open("file", OpenFlags::RDONLY).unwrap();
    assert_eq!(files.write(file, None, b"x"), Err(Errno::EBADF));
    assert_eq!(files.fs().ftruncate(file, 0), Err(Errno::EINVAL));
    assert_eq!(files.fs().fchmod(file, 0o600), Err(Errno::EROFS));
    assert_eq!(files.fs().fchown(file, 0, 0), Err(Errno::EROFS));
    assert_eq!(files.fs().futimes(file, now(), now()), Err(Errno::EROFS));
    assert_eq!(files.fs().fsync(file), Ok(()));
    files.close(file).unwrap();
}

/// Returns the bytes and names that are in use.
fn used(shared: &Shared<MemFs>) -> (u64, u64) {
    let fs = shared.lock().unwrap();
    (fs.bytes(), fs.entries())
}
