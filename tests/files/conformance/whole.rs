//! A whole tree of files, accessed in every possible way, as Go's `testing/fstest.TestFS` does.

use gojs::{
    Errno,
    fs::{FileType, OpenFlags},
};

use super::{
    case::{Case, cases},
    files::Files,
};

pub(crate) const CASES: &[Case] = cases![a_tree_looks_the_same_from_each_side];

/// Creates a tree with files of every kind.
pub(crate) fn make_tree(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.mkdir("dir/sub").unwrap();
    files.mkdir("empty").unwrap();
    files.write_file("file", "text").unwrap();
    files.write_file("dir/long", vec![7; 10_000]).unwrap();
    files.write_file("dir/sub/none", "").unwrap();
    files.link("file", "dir/hard").unwrap();
    files.symlink("dir/long", "link").unwrap();
    files.symlink("../dir", "dir/round").unwrap();
    files.symlink("missing", "dangling").unwrap();
}

fn a_tree_looks_the_same_from_each_side(files: &mut Files<'_>) {
    make_tree(files);
    assert_eq!(check_tree(files, "."), 10);
}

/// Checks everything in a directory, recursively. Returns the number of names.
pub(crate) fn check_tree(files: &mut Files<'_>, directory: &str) -> usize {
    let entries = files.read_dir(directory).unwrap();
    let again = files.read_dir(&format!("{directory}/")).unwrap();
    assert_eq!(entries, again, "{directory}");
    assert!(entries.windows(2).all(|pair| pair[0].name < pair[1].name), "{directory}: a name occurs twice");
    let mut count = entries.len();
    for entry in entries {
        assert!(!matches!(&*entry.name, "" | "." | "..") && !entry.name.contains('/'), "{:?}", entry.name);
        let path = format!("{directory}/{}", entry.name);
        let metadata = files.lstat(&path).unwrap();
        assert_eq!(metadata.file_type(), entry.file_type, "{path}");
        assert_eq!(files.lstat(&format!("{directory}/./{}", entry.name)), Ok(metadata), "{path}");
        match entry.file_type {
            FileType::Directory => {
                let file = files.open(&path, OpenFlags::DIRECTORY).unwrap();
                assert_eq!(files.fstat(file).unwrap().ino, metadata.ino, "{path}");
                assert_eq!(files.read(file, None, 1), Err(Errno::EISDIR), "{path}");
                files.close(file).unwrap();
                assert_eq!(files.read_link(&path), Err(Errno::EINVAL), "{path}");
                assert_eq!(
                    files.stat(&format!("{path}/..")).unwrap().ino,
                    files.stat(directory).unwrap().ino,
                    "{path}"
                );
                count += check_tree(files, &path);
            }
            FileType::Symlink => {
                assert_eq!(files.read_link(&path).unwrap().len() as u64, metadata.size, "{path}");
                assert_eq!(files.try_open(&path, OpenFlags::NOFOLLOW), Err(Errno::ELOOP), "{path}");
                let through = files.stat(&path);
                assert_eq!(files.try_open(&path, OpenFlags::RDONLY).err(), through.err(), "{path}");
            }
            _ => check_file(files, &path),
        }
    }
    count
}

fn check_file(files: &mut Files<'_>, path: &str) {
    let bytes = files.read_file(path).unwrap();
    let metadata = files.stat(path).unwrap();
    assert_eq!(bytes.len() as u64, metadata.size, "{path}");
    let file = files.open(path, OpenFlags::RDONLY).unwrap();
    assert_eq!(files.fstat(file).unwrap().ino, metadata.ino, "{path}");
    // In pieces of 333 bytes, and then backwards.
    let mut pieces = Vec::new();
    loop {
        match files.read(file, None, 333).unwrap() {
            piece if piece.is_empty() => break,
            piece => pieces.extend(piece),
        }
    }
    assert!(pieces == bytes, "{path}");
    for at in (0..bytes.len()).rev().step_by(997) {
        let end = bytes.len().min(at + 5);
        assert_eq!(files.read(file, Some(at as u64), 5).unwrap(), bytes[at..end], "{path}");
    }
    files.close(file).unwrap();
    assert_eq!(files.read_dir(path), Err(Errno::ENOTDIR), "{path}");
    assert_eq!(files.stat(&format!("{path}/")), Err(Errno::ENOTDIR), "{path}");
    assert_eq!(files.read_link(path), Err(Errno::EINVAL), "{path}");
}
