//! path_resolution(7).

use gojs::{
    Errno,
    fs::{Links, OpenFlags},
};

use super::{
    case::{Case, cases},
    files::{Files, now},
};

pub(crate) const CASES: &[Case] = cases![
    dots_and_slashes_mean_nothing,
    two_dots_lead_up,
    two_dots_after_a_link_lead_up_from_where_it_led,
    a_name_may_have_255_bytes_and_no_more,
    a_path_may_have_4095_bytes_and_no_more,
    a_long_name_in_a_file_is_enotdir,
    what_is_no_directory_has_nothing_in_it,
    a_slash_at_the_end_wants_a_directory,
    names_with_dots_are_names,
];

fn dots_and_slashes_mean_nothing(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("dir/file", "text").unwrap();
    for path in ["./dir/file", "dir//file", "dir/./file", "./././dir/.//./file", "dir/../dir/file", "/dir/file"] {
        assert_eq!(files.read_file(path).unwrap(), b"text", "{path}");
    }
    for path in ["dir", "dir/", "dir/.", "dir//", "dir/./", "./dir"] {
        assert!(files.stat(path).unwrap().is_dir(), "{path}");
    }
}

fn two_dots_lead_up(files: &mut Files<'_>) {
    files.mkdir("a").unwrap();
    files.mkdir("a/b").unwrap();
    let ino = files.stat("").unwrap().ino;
    for path in ["a/..", "a/b/../..", "a/b/../../", "a/../a/..", "a/../."] {
        assert_eq!(files.stat(path).unwrap().ino, ino, "{path}");
        assert_eq!(files.lstat(path).unwrap().ino, ino, "{path}");
    }
}

fn two_dots_after_a_link_lead_up_from_where_it_led(files: &mut Files<'_>) {
    files.mkdir("a").unwrap();
    files.mkdir("a/b").unwrap();
    files.write_file("a/file", "text").unwrap();
    files.symlink("a/b", "link").unwrap();
    assert_eq!(files.read_file("link/../file").unwrap(), b"text");
    assert_eq!(files.stat("link/../b"), files.stat("a/b"));
    files.mkdir("link/../new").unwrap();
    assert_eq!(files.names("a").unwrap(), ["b", "file", "new"]);
}

fn a_name_may_have_255_bytes_and_no_more(files: &mut Files<'_>) {
    // The limit is in bytes, not characters.
    let longest = format!("{}x", "é".repeat(127));
    let longer = "é".repeat(128);
    files.write_file(&longest, "text").unwrap();
    assert_eq!(files.names("").unwrap(), std::slice::from_ref(&longest));
    let create = OpenFlags::WRONLY | OpenFlags::CREAT;
    assert_eq!(files.try_open(&longer, create), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.try_open(&longer, OpenFlags::RDONLY), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.stat(&longer), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.stat(&format!("{longer}/x")), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.stat(&format!("{longer}/..")), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.mkdir(&longer), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.rmdir(&longer), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.unlink(&longer), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.symlink("x", &longer), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.link(&longest, &longer), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.rename(&longest, &longer), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.read_dir(&longer), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.read_link(&longer), Err(Errno::ENAMETOOLONG));
    files.symlink(&longer, "link").unwrap();
    assert_eq!(files.stat("link"), Err(Errno::ENAMETOOLONG));
}

fn a_path_may_have_4095_bytes_and_no_more(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    // The `/` before the path counts.
    let spare = 4094 - files.path("file").len();
    let longest = format!("{}{}file", "./".repeat(spare / 2), "/".repeat(spare % 2));
    assert_eq!(files.read_file(&longest).unwrap(), b"text");
    let longer = format!("{}file", "./".repeat(2100));
    assert_eq!(files.stat(&longer), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.unlink(&longer), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.mkdir(&longer), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.rename("file", &longer), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.read_dir(&longer), Err(Errno::ENAMETOOLONG));
    assert_eq!(files.try_open(&longer, OpenFlags::RDONLY), Err(Errno::ENAMETOOLONG));
}

fn a_long_name_in_a_file_is_enotdir(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    let long = "n".repeat(256);
    assert_eq!(files.stat(&format!("file/{long}")), Err(Errno::ENOTDIR));
    assert_eq!(files.mkdir(&format!("missing/{long}")), Err(Errno::ENOENT));
}

fn what_is_no_directory_has_nothing_in_it(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.symlink("file", "link").unwrap();
    for path in ["file/x", "link/x", "file/.", "link/..", "file/x/y"] {
        assert_eq!(files.stat(path), Err(Errno::ENOTDIR), "{path}");
        assert_eq!(files.lstat(path), Err(Errno::ENOTDIR), "{path}");
        assert_eq!(files.chmod(path, 0o600), Err(Errno::ENOTDIR), "{path}");
        assert_eq!(files.utimes(path, now(), now(), Links::Follow), Err(Errno::ENOTDIR), "{path}");
        assert_eq!(files.chown(path, u32::MAX, u32::MAX, Links::Follow), Err(Errno::ENOTDIR), "{path}");
    }
}

fn a_slash_at_the_end_wants_a_directory(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.mkdir("dir").unwrap();
    files.symlink("file", "link").unwrap();
    for path in ["file/", "link/", "file//", "./file/"] {
        assert_eq!(files.stat(path), Err(Errno::ENOTDIR), "{path}");
        assert_eq!(files.lstat(path), Err(Errno::ENOTDIR), "{path}");
        assert_eq!(files.chmod(path, 0o600), Err(Errno::ENOTDIR), "{path}");
    }
    assert_eq!(files.chmod("dir/", 0o700), Ok(()));
    assert_eq!(files.utimes("dir/", now(), now(), Links::NoFollow), Ok(()));
}

fn names_with_dots_are_names(files: &mut Files<'_>) {
    for name in ["...", "..x", ".x", "x.", "x..", "...."] {
        files.mkdir(name).unwrap();
        files.write_file(&format!("{name}/file"), name).unwrap();
        assert_eq!(files.read_file(&format!("{name}/file")).unwrap(), name.as_bytes());
    }
}
