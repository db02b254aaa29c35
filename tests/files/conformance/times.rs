//! The operations that set each time of a file: inode(7).

use std::{thread, time::Duration};

use gojs::fs::{FileTime, Links, Metadata, OpenFlags};

use super::{
    case::{Case, cases},
    files::{Files, now},
};

pub(crate) const CASES: &[Case] = cases![
    a_new_file_is_of_now,
    writing_changes_a_file,
    writing_nothing_changes_nothing,
    opening_changes_nothing,
    truncating_changes_a_file,
    truncating_to_the_same_size_changes_a_file,
    opening_to_truncate_changes_an_empty_file,
    reading_is_noted,
    chmod_changes_what_is_known,
    chown_changes_what_is_known,
    a_hard_link_changes_what_is_known_and_the_directory,
    removing_changes_what_is_known_and_the_directory,
    renaming_changes_what_is_known_and_both_directories,
    replacing_changes_what_was_replaced,
    renaming_onto_the_same_file_changes_nothing,
    making_a_file_changes_the_directory,
    writing_does_not_change_the_directory,
    a_link_does_not_change_when_its_file_does,
    times_may_be_set,
    times_of_an_open_file_may_be_set,
    times_before_1970_and_far_away,
    a_failure_changes_nothing,
];

/// Returns whether the modification time and the status change time of a file have changed.
fn changed(before: &Metadata, after: &Metadata) -> (bool, bool) {
    assert!(after.mtime >= before.mtime && after.ctime >= before.ctime);
    (after.mtime > before.mtime, after.ctime > before.ctime)
}

/// Lets the host's clock advance, which ticks in steps of up to 10 ms.
fn wait() {
    thread::sleep(Duration::from_millis(25));
}

/// Returns which times of `path` an action changes.
fn effect(files: &mut Files<'_>, path: &str, action: impl FnOnce(&mut Files<'_>)) -> (bool, bool) {
    let before = files.lstat(path).unwrap();
    wait();
    action(files);
    changed(&before, &files.lstat(path).unwrap())
}

fn a_new_file_is_of_now(files: &mut Files<'_>) {
    let before = now();
    wait();
    files.write_file("file", "").unwrap();
    files.mkdir("dir").unwrap();
    files.symlink("x", "link").unwrap();
    wait();
    let after = now();
    for path in ["file", "dir", "link"] {
        let metadata = files.lstat(path).unwrap();
        for time in [metadata.atime, metadata.mtime, metadata.ctime, metadata.birthtime] {
            assert!(before < time && time < after, "{path}");
        }
    }
}

fn writing_changes_a_file(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let birth = files.stat("file").unwrap().birthtime;
    let file = files.open("file", OpenFlags::WRONLY).unwrap();
    let write = |files: &mut Files<'_>| _ = files.write(file, None, b"x").unwrap();
    assert_eq!(effect(files, "file", write), (true, true));
    assert_eq!(files.stat("file").unwrap().birthtime, birth);
}

fn writing_nothing_changes_nothing(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let file = files.open("file", OpenFlags::WRONLY).unwrap();
    let write = |files: &mut Files<'_>| _ = files.write(file, None, b"").unwrap();
    assert_eq!(effect(files, "file", write), (false, false));
}

fn opening_changes_nothing(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let open = |files: &mut Files<'_>| files.try_open("file", OpenFlags::RDWR | OpenFlags::CREAT).unwrap();
    assert_eq!(effect(files, "file", open), (false, false));
}

fn truncating_changes_a_file(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let file = files.open("file", OpenFlags::WRONLY).unwrap();
    assert_eq!(effect(files, "file", |files| files.fs().ftruncate(file, 2).unwrap()), (true, true));
}

fn truncating_to_the_same_size_changes_a_file(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let file = files.open("file", OpenFlags::WRONLY).unwrap();
    assert_eq!(effect(files, "file", |files| files.fs().ftruncate(file, 4).unwrap()), (true, true));
}

fn opening_to_truncate_changes_an_empty_file(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    let open = |files: &mut Files<'_>| files.try_open("file", OpenFlags::WRONLY | OpenFlags::TRUNC).unwrap();
    assert_eq!(effect(files, "file", open), (true, true));
}

fn reading_is_noted(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let before = files.stat("file").unwrap();
    wait();
    let read = |files: &mut Files<'_>| _ = files.read_file("file").unwrap();
    assert_eq!(effect(files, "file", read), (false, false));
    // A file system may be mounted such that it records no access, or, as is usual, only the first.
    let after = files.stat("file").unwrap();
    assert!(after.atime >= before.atime);
}

fn chmod_changes_what_is_known(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    assert_eq!(effect(files, "file", |files| files.chmod("file", 0o600).unwrap()), (false, true));
}

fn chown_changes_what_is_known(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    let owner = files.stat("file").unwrap();
    let chown = |files: &mut Files<'_>| files.chown("file", owner.uid, owner.gid, Links::Follow).unwrap();
    assert_eq!(effect(files, "file", chown), (false, true));
    let chown = |files: &mut Files<'_>| files.chown("file", u32::MAX, u32::MAX, Links::Follow).unwrap();
    assert_eq!(effect(files, "file", chown), (false, true));
}

fn a_hard_link_changes_what_is_known_and_the_directory(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.mkdir("dir").unwrap();
    let dir = files.stat("dir").unwrap();
    assert_eq!(effect(files, "file", |files| files.link("file", "dir/new").unwrap()), (false, true));
    assert_eq!(changed(&dir, &files.stat("dir").unwrap()), (true, true));
}

fn removing_changes_what_is_known_and_the_directory(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("dir/file", "").unwrap();
    files.link("dir/file", "other").unwrap();
    let dir = files.stat("dir").unwrap();
    assert_eq!(effect(files, "other", |files| files.unlink("dir/file").unwrap()), (false, true));
    assert_eq!(changed(&dir, &files.stat("dir").unwrap()), (true, true));
    files.mkdir("dir/sub").unwrap();
    assert_eq!(effect(files, "dir", |files| files.rmdir("dir/sub").unwrap()), (true, true));
}

fn renaming_changes_what_is_known_and_both_directories(files: &mut Files<'_>) {
    files.mkdir("a").unwrap();
    files.mkdir("b").unwrap();
    files.write_file("a/file", "").unwrap();
    let file = files.open("a/file", OpenFlags::RDONLY).unwrap();
    let [a, b] = ["a", "b"].map(|path| files.stat(path).unwrap());
    let before = files.fstat(file).unwrap();
    wait();
    files.rename("a/file", "b/file").unwrap();
    assert_eq!(changed(&a, &files.stat("a").unwrap()), (true, true));
    assert_eq!(changed(&b, &files.stat("b").unwrap()), (true, true));
    assert_eq!(changed(&before, &files.fstat(file).unwrap()), (false, true));
}

fn replacing_changes_what_was_replaced(files: &mut Files<'_>) {
    files.write_file("old", "").unwrap();
    files.link("old", "other").unwrap();
    files.write_file("new", "").unwrap();
    assert_eq!(effect(files, "other", |files| files.rename("new", "old").unwrap()), (false, true));
}

fn renaming_onto_the_same_file_changes_nothing(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("dir/a", "").unwrap();
    files.link("dir/a", "dir/b").unwrap();
    assert_eq!(effect(files, "dir", |files| files.rename("dir/a", "dir/b").unwrap()), (false, false));
    assert_eq!(effect(files, "dir/a", |files| files.rename("dir/a", "dir/b").unwrap()), (false, false));
}

fn making_a_file_changes_the_directory(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    assert_eq!(effect(files, "dir", |files| files.write_file("dir/file", "").unwrap()), (true, true));
    assert_eq!(effect(files, "dir", |files| files.mkdir("dir/sub").unwrap()), (true, true));
    assert_eq!(effect(files, "dir", |files| files.symlink("x", "dir/link").unwrap()), (true, true));
}

fn writing_does_not_change_the_directory(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("dir/file", "").unwrap();
    let change = |files: &mut Files<'_>| {
        files.write_file("dir/file", "text").unwrap();
        files.chmod("dir/file", 0o600).unwrap();
    };
    assert_eq!(effect(files, "dir", change), (false, false));
}

fn a_link_does_not_change_when_its_file_does(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.symlink("file", "link").unwrap();
    assert_eq!(effect(files, "link", |files| files.write_file("link", "text").unwrap()), (false, false));
}

fn times_may_be_set(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.mkdir("dir").unwrap();
    let atime = FileTime { seconds: 1_000_000_000, nanos: 123_456_789 };
    let mtime = FileTime { seconds: 1_234_567_890, nanos: 999_999_999 };
    for path in ["file", "dir"] {
        let before = files.stat(path).unwrap();
        wait();
        files.utimes(path, atime, mtime, Links::Follow).unwrap();
        let after = files.stat(path).unwrap();
        assert_eq!((after.atime, after.mtime), (atime, mtime));
        assert!(after.ctime > before.ctime);
        assert_eq!(after.birthtime, before.birthtime);
    }
}

fn times_of_an_open_file_may_be_set(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    let file = files.open("file", OpenFlags::RDONLY).unwrap();
    let time = FileTime { seconds: 1_000_000_000, nanos: 1 };
    files.fs().futimes(file, time, time).unwrap();
    assert_eq!(files.stat("file").unwrap().mtime, time);
    assert_eq!(files.fstat(file).unwrap().atime, time);
}

fn times_before_1970_and_far_away(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    for seconds in [-1, -1_000_000_000, 0, 1 << 33] {
        let time = FileTime { seconds, nanos: 500_000_000 };
        files.utimes("file", time, time, Links::Follow).unwrap();
        assert_eq!(files.stat("file").unwrap().mtime, time);
    }
}

fn a_failure_changes_nothing(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("dir/file", "text").unwrap();
    let fail = |files: &mut Files<'_>| {
        files.rmdir("dir").unwrap_err();
        files.rmdir("dir/file").unwrap_err();
        files.mkdir("dir/file").unwrap_err();
        files.link("dir", "dir/new").unwrap_err();
        files.rename("dir", "dir/new").unwrap_err();
        files.rename("dir/missing", "dir/new").unwrap_err();
        files.unlink("dir/missing").unwrap_err();
    };
    assert_eq!(effect(files, "dir", fail), (false, false));
}
