//! stat(2), chmod(2) and chown(2).

use gojs::{
    Errno,
    fs::{FileType, Links, OpenFlags},
};

use super::{
    case::{Case, cases},
    files::Files,
};

pub(crate) const CASES: &[Case] = cases![
    a_new_file_says_what_it_is,
    a_new_directory_says_what_it_is,
    an_open_file_says_the_same_as_its_path,
    numbers_tell_files_apart,
    directories_count_their_names,
    chmod_keeps_all_twelve_bits,
    chmod_takes_no_type,
    chmod_of_an_open_file,
    chmod_of_a_removed_file,
    chmod_of_what_is_missing_is_enoent,
    chown_sets_whom_a_file_belongs_to,
    chown_of_a_link_itself,
    chown_takes_what_a_program_runs_as,
    chown_of_nothing_changes_nothing,
    a_directory_gives_its_group,
    room_is_taken_by_what_was_written,
];

fn a_new_file_says_what_it_is(files: &mut Files<'_>) {
    files.write_file("file", "0123456789").unwrap();
    files.chmod("file", 0o640).unwrap();
    let metadata = files.stat("file").unwrap();
    assert_eq!(metadata.mode, 0o100_640);
    assert_eq!((metadata.nlink, metadata.size, metadata.rdev), (1, 10, 0));
    assert!(metadata.blksize >= 512);
    assert_eq!(metadata.file_type(), FileType::Regular);
}

fn a_new_directory_says_what_it_is(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    let metadata = files.stat("dir").unwrap();
    assert_eq!(metadata.mode, 0o040_700);
    assert!(metadata.nlink <= 2);
}

fn an_open_file_says_the_same_as_its_path(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    files.mkdir("dir").unwrap();
    for path in ["file", "dir"] {
        let file = files.open(path, OpenFlags::RDONLY).unwrap();
        assert_eq!(files.fstat(file), files.stat(path));
        assert_eq!(files.stat(path), files.lstat(path));
    }
}

fn numbers_tell_files_apart(files: &mut Files<'_>) {
    files.write_file("a", "").unwrap();
    files.write_file("b", "").unwrap();
    files.mkdir("c").unwrap();
    files.symlink("a", "d").unwrap();
    files.link("a", "e").unwrap();
    let mut number = |path| {
        let metadata = files.lstat(path).unwrap();
        (metadata.dev, metadata.ino)
    };
    let numbers = ["", "a", "b", "c", "d"].map(&mut number);
    let mut apart = numbers.to_vec();
    apart.sort_unstable();
    apart.dedup();
    assert_eq!(apart.len(), numbers.len());
    assert_eq!(number("a"), number("e"));
    assert!(numbers.iter().all(|(dev, _)| *dev == numbers[0].0));
}

fn directories_count_their_names(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    let empty = files.nlink("dir").unwrap();
    files.write_file("dir/file", "").unwrap();
    files.symlink(".", "dir/link").unwrap();
    assert_eq!(files.nlink("dir").unwrap(), empty);
    files.mkdir("dir/a").unwrap();
    files.mkdir("dir/b").unwrap();
    let two = files.nlink("dir").unwrap();
    files.rmdir("dir/a").unwrap();
    let one = files.nlink("dir").unwrap();
    // On file systems that do not count links to directories, all of these are 1.
    assert!(empty == 1 || (empty, two, one) == (2, 4, 3), "{empty} {two} {one}");
}

fn chmod_keeps_all_twelve_bits(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.mkdir("dir").unwrap();
    for path in ["file", "dir"] {
        for mode in [0o7777, 0o4755, 0o2755, 0o1777, 0o640, 0] {
            files.chmod(path, mode).unwrap();
            assert_eq!(files.mode(path).unwrap(), mode, "{path} {mode:o}");
        }
        files.chmod(path, 0o700).unwrap();
    }
}

fn chmod_takes_no_type(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.chmod("file", 0o040_755).unwrap();
    assert_eq!(files.stat("file").unwrap().mode, 0o100_755);
}

fn chmod_of_an_open_file(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    let file = files.open("file", OpenFlags::RDONLY).unwrap();
    files.fs().fchmod(file, 0o444).unwrap();
    assert_eq!(files.mode("file").unwrap(), 0o444);
}

fn chmod_of_a_removed_file(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    let file = files.open("file", OpenFlags::RDONLY).unwrap();
    files.unlink("file").unwrap();
    files.fs().fchmod(file, 0o444).unwrap();
    assert_eq!(files.fstat(file).unwrap().mode, 0o100_444);
}

fn chmod_of_what_is_missing_is_enoent(files: &mut Files<'_>) {
    assert_eq!(files.chmod("missing", 0o600), Err(Errno::ENOENT));
    assert_eq!(files.chmod("", 0o700), Ok(()));
}

/// Returns whether the process is root, which a process must be to give files away.
fn is_root(files: &mut Files<'_>) -> bool {
    files.write_file("whose", "").unwrap();
    let is_root = files.stat("whose").unwrap().uid == 0;
    files.unlink("whose").unwrap();
    is_root
}

fn chown_sets_whom_a_file_belongs_to(files: &mut Files<'_>) {
    if !is_root(files) {
        return;
    }
    files.write_file("file", "").unwrap();
    let mut owner = |uid, gid| {
        files.chown("file", uid, gid, Links::Follow).unwrap();
        let metadata = files.stat("file").unwrap();
        (metadata.uid, metadata.gid)
    };
    assert_eq!(owner(1000, 1001), (1000, 1001));
    assert_eq!(owner(u32::MAX, 7), (1000, 7));
    assert_eq!(owner(8, u32::MAX), (8, 7));
    let file = files.open("file", OpenFlags::RDONLY).unwrap();
    files.fs().fchown(file, 1, 2).unwrap();
    let metadata = files.fstat(file).unwrap();
    assert_eq!((metadata.uid, metadata.gid), (1, 2));
}

fn chown_of_a_link_itself(files: &mut Files<'_>) {
    if !is_root(files) {
        return;
    }
    files.write_file("file", "").unwrap();
    files.symlink("file", "link").unwrap();
    files.chown("link", 5, 6, Links::NoFollow).unwrap();
    assert_eq!((files.lstat("link").unwrap().uid, files.stat("file").unwrap().uid), (5, 0));
    files.chown("link", 7, 8, Links::Follow).unwrap();
    assert_eq!((files.lstat("link").unwrap().uid, files.stat("file").unwrap().uid), (5, 7));
}

fn chown_takes_what_a_program_runs_as(files: &mut Files<'_>) {
    if !is_root(files) {
        return;
    }
    files.write_file("file", "").unwrap();
    for (before, after) in [(0o6755, 0o755), (0o6745, 0o2745), (0o7777, 0o1777), (0o6710, 0o710)] {
        files.chmod("file", before).unwrap();
        files.chown("file", 1, 1, Links::Follow).unwrap();
        assert_eq!(files.mode("file").unwrap(), after, "{before:o}");
    }
    files.mkdir("dir").unwrap();
    files.chmod("dir", 0o6755).unwrap();
    files.chown("dir", 1, 1, Links::Follow).unwrap();
    assert_eq!(files.mode("dir").unwrap(), 0o6755);
}

fn chown_of_nothing_changes_nothing(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    let before = files.stat("file").unwrap();
    files.chown("file", u32::MAX, u32::MAX, Links::Follow).unwrap();
    let after = files.stat("file").unwrap();
    assert_eq!((before.uid, before.gid, before.mode), (after.uid, after.gid, after.mode));
}

fn a_directory_gives_its_group(files: &mut Files<'_>) {
    if !is_root(files) {
        return;
    }
    files.mkdir("dir").unwrap();
    files.chown("dir", 0, 77, Links::Follow).unwrap();
    files.write_file("dir/not", "").unwrap();
    files.chmod("dir", 0o2755).unwrap();
    files.write_file("dir/file", "").unwrap();
    files.mkdir("dir/sub").unwrap();
    files.symlink("x", "dir/link").unwrap();
    assert_eq!(files.stat("dir/not").unwrap().gid, 0);
    assert_eq!(files.stat("dir/file").unwrap().gid, 77);
    assert_eq!(files.lstat("dir/link").unwrap().gid, 77);
    assert_eq!(files.stat("dir/sub").unwrap().gid, 77);
    assert_eq!(files.mode("dir/sub").unwrap(), 0o2700);
    assert_eq!(files.mode("dir/file").unwrap() & 0o7000, 0);
}

fn room_is_taken_by_what_was_written(files: &mut Files<'_>) {
    files.write_file("file", vec![1; 100_000]).unwrap();
    let file = files.open("file", OpenFlags::RDWR).unwrap();
    // Some file systems allocate blocks only later.
    files.fs().fsync(file).unwrap();
    let blocks = files.fstat(file).unwrap().blocks;
    assert!((196..=400).contains(&blocks), "{blocks}");
    files.fs().ftruncate(file, 0).unwrap();
    assert_eq!(files.fstat(file).unwrap().blocks, 0);
}
