//! mkdir(2) and readdir(3).

use gojs::{
    Errno,
    fs::{DirEntry, FileType},
};

use super::{
    case::{Case, cases},
    files::Files,
};

pub(crate) const CASES: &[Case] = cases![
    a_new_directory_is_empty,
    mkdir_sets_the_permissions,
    mkdir_with_a_slash_at_the_end_works,
    mkdir_on_what_exists_is_eexist,
    mkdir_on_a_link_is_eexist,
    mkdir_with_dots_at_the_end_is_eexist,
    mkdir_in_what_is_missing_is_enoent,
    mkdir_in_a_file_is_enotdir,
    mkdir_through_a_link_makes_it_there,
    directories_may_be_deep,
    reading_tells_names_and_types,
    reading_follows_links_to_directories,
    reading_a_file_is_enotdir,
    reading_what_is_missing_is_enoent,
    reading_a_dangling_link_is_enoent,
    ten_thousand_names,
    names_may_be_of_any_characters,
    two_names_with_a_common_beginning_are_two,
    letters_of_two_cases_are_two,
];

fn a_new_directory_is_empty(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    assert_eq!(files.read_dir("dir").unwrap(), []);
    assert_eq!(files.file_type("dir").unwrap(), FileType::Directory);
}

fn mkdir_sets_the_permissions(files: &mut Files<'_>) {
    for (name, mode) in [("a", 0o700), ("b", 0o500), ("c", 0o1700)] {
        files.mkdir_mode(name, mode).unwrap();
        assert_eq!(files.mode(name).unwrap(), mode);
    }
    // mkdir does not set these two bits.
    files.mkdir_mode("d", 0o6700).unwrap();
    assert_eq!(files.mode("d").unwrap(), 0o700);
}

fn mkdir_with_a_slash_at_the_end_works(files: &mut Files<'_>) {
    files.mkdir("dir/").unwrap();
    files.mkdir("other//").unwrap();
    assert_eq!(files.names("").unwrap(), ["dir", "other"]);
}

fn mkdir_on_what_exists_is_eexist(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("file", "").unwrap();
    for path in ["dir", "dir/", "file", "file/", ""] {
        assert_eq!(files.mkdir(path), Err(Errno::EEXIST), "{path}");
    }
}

fn mkdir_on_a_link_is_eexist(files: &mut Files<'_>) {
    files.symlink("missing", "dangling").unwrap();
    files.symlink("dir", "link").unwrap();
    files.mkdir("dir").unwrap();
    for path in ["dangling", "dangling/", "link", "link/"] {
        assert_eq!(files.mkdir(path), Err(Errno::EEXIST), "{path}");
    }
    assert_eq!(files.names("").unwrap(), ["dangling", "dir", "link"]);
}

fn mkdir_with_dots_at_the_end_is_eexist(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("file", "").unwrap();
    for path in [".", "..", "dir/.", "dir/..", "dir/./", "dir/../"] {
        assert_eq!(files.mkdir(path), Err(Errno::EEXIST), "{path}");
    }
    for path in ["missing/.", "missing/..", "missing/./"] {
        assert_eq!(files.mkdir(path), Err(Errno::ENOENT), "{path}");
    }
    for path in ["file/.", "file/.."] {
        assert_eq!(files.mkdir(path), Err(Errno::ENOTDIR), "{path}");
    }
    assert_eq!(files.names("").unwrap(), ["dir", "file"]);
}

fn mkdir_in_what_is_missing_is_enoent(files: &mut Files<'_>) {
    assert_eq!(files.mkdir("missing/dir"), Err(Errno::ENOENT));
    assert_eq!(files.mkdir("missing/../dir"), Err(Errno::ENOENT));
    files.symlink("missing", "dangling").unwrap();
    assert_eq!(files.mkdir("dangling/dir"), Err(Errno::ENOENT));
}

fn mkdir_in_a_file_is_enotdir(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    assert_eq!(files.mkdir("file/dir"), Err(Errno::ENOTDIR));
    assert_eq!(files.mkdir("file/../dir"), Err(Errno::ENOTDIR));
}

fn mkdir_through_a_link_makes_it_there(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.symlink("dir", "link").unwrap();
    files.mkdir("link/sub").unwrap();
    assert_eq!(files.names("dir").unwrap(), ["sub"]);
}

fn directories_may_be_deep(files: &mut Files<'_>) {
    let mut path = String::from("a");
    for _ in 0..100 {
        files.mkdir(&path).unwrap();
        path.push_str("/a");
    }
    files.write_file(&path, "deep").unwrap();
    assert_eq!(files.read_file(&path).unwrap(), b"deep");
    assert_eq!(files.names(&path[..path.len() - 2]).unwrap(), ["a"]);
}

fn reading_tells_names_and_types(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("file", "").unwrap();
    files.symlink("dir", "link").unwrap();
    files.write_file("dir/deeper", "").unwrap();
    let entry = |name: &str, file_type| DirEntry::new(name, file_type);
    let expected =
        [entry("dir", FileType::Directory), entry("file", FileType::Regular), entry("link", FileType::Symlink)];
    for path in ["", ".", "./", "dir/.."] {
        assert_eq!(files.read_dir(path).unwrap(), expected, "{path}");
    }
}

fn reading_follows_links_to_directories(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("dir/file", "").unwrap();
    files.symlink("dir", "link").unwrap();
    for path in ["link", "link/", "link/."] {
        assert_eq!(files.names(path).unwrap(), ["file"], "{path}");
    }
}

fn reading_a_file_is_enotdir(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.symlink("file", "link").unwrap();
    for path in ["file", "file/", "file/.", "file/..", "link", "link/"] {
        assert_eq!(files.read_dir(path), Err(Errno::ENOTDIR), "{path}");
    }
}

fn reading_what_is_missing_is_enoent(files: &mut Files<'_>) {
    for path in ["missing", "missing/", "missing/.", "missing/..", "missing/x"] {
        assert_eq!(files.read_dir(path), Err(Errno::ENOENT), "{path}");
    }
}

fn reading_a_dangling_link_is_enoent(files: &mut Files<'_>) {
    files.symlink("missing", "link").unwrap();
    assert_eq!(files.read_dir("link"), Err(Errno::ENOENT));
}

fn ten_thousand_names(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    for number in 0..10_000 {
        files.symlink("x", &format!("dir/{number:05}")).unwrap();
    }
    let names = files.names("dir").unwrap();
    assert_eq!(names.len(), 10_000);
    assert_eq!((&*names[0], &*names[9999]), ("00000", "09999"));
    for number in (0..10_000).step_by(2) {
        files.unlink(&format!("dir/{number:05}")).unwrap();
    }
    assert_eq!(files.names("dir").unwrap().len(), 5000);
}

fn names_may_be_of_any_characters(files: &mut Files<'_>) {
    let names = ["\n", " ", "...", "..a", ".a", "\\", "a b", "a:b", "ünïcödé", "日本", "\u{1f600}"];
    for name in names {
        files.write_file(name, name).unwrap();
    }
    let mut read = files.names("").unwrap();
    read.sort_unstable();
    let mut sorted = names;
    sorted.sort_unstable();
    assert_eq!(read, sorted);
    for name in names {
        assert_eq!(files.read_file(name).unwrap(), name.as_bytes());
    }
}

fn two_names_with_a_common_beginning_are_two(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.mkdir("directory").unwrap();
    files.write_file("dir/a", "").unwrap();
    assert_eq!(files.names("directory").unwrap().len(), 0);
    assert_eq!(files.stat("di"), Err(Errno::ENOENT));
}

fn letters_of_two_cases_are_two(files: &mut Files<'_>) {
    files.write_file("a", "small").unwrap();
    files.write_file("A", "large").unwrap();
    assert_eq!(files.read_file("a").unwrap(), b"small");
}
