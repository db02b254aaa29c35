//! Symbolic links with absolute paths.

use gojs::{Errno, fs::OpenFlags};

use super::{
    case::{Case, cases},
    files::Files,
};

pub(crate) const CASES: &[Case] = cases![absolute:
    an_absolute_link_is_followed,
    an_absolute_link_on_the_way_is_followed,
    an_absolute_link_makes_a_file_where_it_leads,
    an_absolute_link_with_nofollow_is_eloop,
    an_absolute_link_exclusively_is_eexist,
    an_absolute_link_to_itself_is_eloop,
    an_absolute_link_is_removed_as_itself,
    an_absolute_link_is_renamed_as_itself,
    names_are_made_and_removed_through_an_absolute_link,
    dots_after_an_absolute_link,
    slashes_after_an_absolute_link,
    a_dangling_absolute_link_with_a_slash,
    a_link_to_the_root_is_a_directory,
    a_link_above_the_root_is_the_root,
    absolute_and_relative_links_are_counted_together,
];

fn an_absolute_link_is_followed(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    files.symlink(&files.absolute("file"), "link").unwrap();
    assert_eq!(files.read_file("link").unwrap(), b"text");
    assert_eq!(files.size("link").unwrap(), 4);
    assert!(files.lstat("link").unwrap().is_symlink());
    assert_eq!(files.read_link("link").unwrap(), files.absolute("file"));
}

fn an_absolute_link_on_the_way_is_followed(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("dir/file", "text").unwrap();
    files.symlink(&files.absolute("dir"), "link").unwrap();
    files.symlink("link/file", "second").unwrap();
    assert_eq!(files.read_file("link/file").unwrap(), b"text");
    assert_eq!(files.read_file("link/../second").unwrap(), b"text");
    assert_eq!(files.names("link").unwrap(), ["file"]);
    assert_eq!(files.stat("link/missing"), Err(Errno::ENOENT));
    assert_eq!(files.stat("link/file/x"), Err(Errno::ENOTDIR));
}

fn an_absolute_link_makes_a_file_where_it_leads(files: &mut Files<'_>) {
    files.symlink(&files.absolute("new"), "link").unwrap();
    files.write_file("link", "text").unwrap();
    assert_eq!(files.read_file("new").unwrap(), b"text");
    files.symlink(&files.absolute("missing/new"), "other").unwrap();
    assert_eq!(files.write_file("other", "text"), Err(Errno::ENOENT));
}

fn an_absolute_link_with_nofollow_is_eloop(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    files.symlink(&files.absolute("file"), "link").unwrap();
    files.symlink(&files.absolute(""), "here").unwrap();
    assert_eq!(files.try_open("link", OpenFlags::NOFOLLOW), Err(Errno::ELOOP));
    assert_eq!(files.try_open("here/link", OpenFlags::NOFOLLOW), Err(Errno::ELOOP));
    assert_eq!(files.try_open("here/file", OpenFlags::NOFOLLOW), Ok(()));
    assert_eq!(files.try_open("here", OpenFlags::NOFOLLOW), Err(Errno::ELOOP));
    assert_eq!(files.try_open("here/", OpenFlags::NOFOLLOW), Ok(()));
}

fn an_absolute_link_exclusively_is_eexist(files: &mut Files<'_>) {
    let exclusive = OpenFlags::WRONLY | OpenFlags::CREAT | OpenFlags::EXCL;
    files.symlink(&files.absolute("new"), "link").unwrap();
    files.symlink(&files.absolute(""), "here").unwrap();
    assert_eq!(files.try_open("link", exclusive), Err(Errno::EEXIST));
    assert_eq!(files.try_open("here/link", exclusive), Err(Errno::EEXIST));
    assert_eq!(files.try_open("here/new", exclusive), Ok(()));
    assert_eq!(files.try_open("here/newer/", exclusive), Err(Errno::EISDIR));
    assert_eq!(files.try_open("here/.", exclusive), Err(Errno::EEXIST));
}

fn an_absolute_link_to_itself_is_eloop(files: &mut Files<'_>) {
    files.symlink(&files.absolute("link"), "link").unwrap();
    assert_eq!(files.stat("link"), Err(Errno::ELOOP));
    assert_eq!(files.stat("link/x"), Err(Errno::ELOOP));
    assert_eq!(files.mkdir("link/x"), Err(Errno::ELOOP));
    assert_eq!(files.rename("link/x", "y"), Err(Errno::ELOOP));
    assert_eq!(files.unlink("link"), Ok(()));
}

fn an_absolute_link_is_removed_as_itself(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.symlink(&files.absolute("dir"), "link").unwrap();
    files.symlink(&files.absolute(""), "here").unwrap();
    assert_eq!(files.rmdir("link"), Err(Errno::ENOTDIR));
    assert_eq!(files.rmdir("here/link"), Err(Errno::ENOTDIR));
    assert_eq!(files.rmdir("here/link/"), Err(Errno::ENOTDIR));
    assert_eq!(files.unlink("here/link/"), Err(Errno::ENOTDIR));
    assert_eq!(files.unlink("here/link"), Ok(()));
    assert_eq!(files.names("").unwrap(), ["dir", "here"]);
}

fn an_absolute_link_is_renamed_as_itself(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.symlink(&files.absolute("dir"), "link").unwrap();
    files.symlink(&files.absolute(""), "here").unwrap();
    assert_eq!(files.rename("here/link/", "x"), Err(Errno::ENOTDIR));
    assert_eq!(files.rename("here/dir", "here/link"), Err(Errno::ENOTDIR));
    assert_eq!(files.rename("here/dir", "here/link/"), Err(Errno::ENOTDIR));
    assert_eq!(files.rename("here/link", "here/new"), Ok(()));
    assert!(files.lstat("new").unwrap().is_symlink());
    assert_eq!(files.link("here/new", "second"), Ok(()));
    assert_eq!(files.read_link("second").unwrap(), files.absolute("dir"));
    assert_eq!(files.link("here/new/", "third"), Err(Errno::EPERM));
}

fn names_are_made_and_removed_through_an_absolute_link(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.symlink(&files.absolute("dir"), "link").unwrap();
    files.mkdir("link/sub").unwrap();
    files.mkdir("link/slash/").unwrap();
    files.write_file("link/file", "text").unwrap();
    files.symlink("file", "link/soft").unwrap();
    files.link("link/file", "dir/hard").unwrap();
    files.rename("link/file", "link/sub/file").unwrap();
    files.chmod("link/soft", 0o600).unwrap_err();
    assert_eq!(files.names("dir").unwrap(), ["hard", "slash", "soft", "sub"]);
    assert_eq!(files.rmdir("link/sub"), Err(Errno::ENOTEMPTY));
    assert_eq!(files.rmdir("link/slash/"), Ok(()));
    assert_eq!(files.unlink("link/sub/file"), Ok(()));
    assert_eq!(files.rename("link/sub", "link/sub/x"), Err(Errno::EINVAL));
    assert_eq!(files.symlink("x", "link/new/"), Err(Errno::ENOENT));
    assert_eq!(files.link("link/hard", "link/new/"), Err(Errno::ENOENT));
}

fn dots_after_an_absolute_link(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.mkdir("dir/sub").unwrap();
    files.symlink(&files.absolute("dir/sub"), "link").unwrap();
    assert_eq!(files.names("link/..").unwrap(), ["sub"]);
    assert_eq!(files.mkdir("link/."), Err(Errno::EEXIST));
    assert_eq!(files.mkdir("link/.."), Err(Errno::EEXIST));
    assert_eq!(files.mkdir("link/missing/."), Err(Errno::ENOENT));
    assert_eq!(files.mkdir("link/missing/.."), Err(Errno::ENOENT));
    assert_eq!(files.rmdir("link/."), Err(Errno::EINVAL));
    assert_eq!(files.rmdir("link/.."), Err(Errno::ENOTEMPTY));
    assert_eq!(files.rmdir("link/missing/."), Err(Errno::ENOENT));
    assert_eq!(files.unlink("link/."), Err(Errno::EISDIR));
    assert_eq!(files.unlink("link/.."), Err(Errno::EISDIR));
    assert_eq!(files.rename("link/.", "x"), Err(Errno::EBUSY));
    assert_eq!(files.rename("dir", "link/.."), Err(Errno::EBUSY));
    assert_eq!(files.rename("dir", "link/missing/.."), Err(Errno::ENOENT));
    assert_eq!(files.symlink("x", "link/."), Err(Errno::EEXIST));
    assert_eq!(files.link("link/.", "x"), Err(Errno::EPERM));
    let create = OpenFlags::WRONLY | OpenFlags::CREAT;
    assert_eq!(files.try_open("link/.", create), Err(Errno::EISDIR));
    assert_eq!(files.try_open("link/missing/.", create), Err(Errno::ENOENT));
    assert_eq!(files.stat("link/missing/."), Err(Errno::ENOENT));
    assert_eq!(files.names("dir").unwrap(), ["sub"]);
}

fn slashes_after_an_absolute_link(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("file", "text").unwrap();
    files.symlink(&files.absolute("dir"), "to_dir").unwrap();
    files.symlink(&files.absolute("file"), "to_file").unwrap();
    files.symlink(&files.absolute("file/"), "slashed").unwrap();
    assert!(files.lstat("to_dir/").unwrap().is_dir());
    assert_eq!(files.lstat("to_file/"), Err(Errno::ENOTDIR));
    assert_eq!(files.stat("slashed"), Err(Errno::ENOTDIR));
    assert_eq!(files.try_open("to_file/", OpenFlags::RDONLY), Err(Errno::ENOTDIR));
    assert_eq!(files.try_open("slashed", OpenFlags::RDONLY), Err(Errno::ENOTDIR));
    assert_eq!(files.try_open("to_file/", OpenFlags::WRONLY | OpenFlags::CREAT), Err(Errno::EISDIR));
    assert_eq!(files.try_open("slashed", OpenFlags::WRONLY | OpenFlags::CREAT), Err(Errno::EISDIR));
    assert_eq!(files.read_link("to_dir/"), Err(Errno::EINVAL));
    assert_eq!(files.mkdir("to_dir/"), Err(Errno::EEXIST));
    assert_eq!(files.rmdir("to_dir/"), Err(Errno::ENOTDIR));
}

fn a_dangling_absolute_link_with_a_slash(files: &mut Files<'_>) {
    files.symlink(&files.absolute("missing"), "link").unwrap();
    files.symlink(&files.absolute(""), "here").unwrap();
    for path in ["link/", "here/link/"] {
        assert_eq!(files.mkdir(path), Err(Errno::EEXIST), "{path}");
        assert_eq!(files.symlink("x", path), Err(Errno::EEXIST), "{path}");
        assert_eq!(files.rmdir(path), Err(Errno::ENOTDIR), "{path}");
        assert_eq!(files.unlink(path), Err(Errno::ENOTDIR), "{path}");
        assert_eq!(files.stat(path), Err(Errno::ENOENT), "{path}");
        assert_eq!(files.lstat(path), Err(Errno::ENOENT), "{path}");
    }
    assert_eq!(files.names("").unwrap(), ["here", "link"]);
}

fn a_link_to_the_root_is_a_directory(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    files.symlink("/", "root").unwrap();
    assert!(files.stat("root").unwrap().is_dir());
    assert!(files.stat("root/").unwrap().is_dir());
    let through = format!("root{}", files.absolute("file"));
    assert_eq!(files.read_file(&through).unwrap(), b"text");
    assert_eq!(files.mkdir("root/"), Err(Errno::EEXIST));
    assert_eq!(files.try_open("root", OpenFlags::WRONLY), Err(Errno::EISDIR));
}

fn a_link_above_the_root_is_the_root(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let up = format!("{}..{}", "../".repeat(20), files.absolute("file"));
    files.symlink(&up, "link").unwrap();
    assert_eq!(files.read_file("link").unwrap(), b"text");
    assert_eq!(files.read_file(&up).unwrap(), b"text");
}

fn absolute_and_relative_links_are_counted_together(files: &mut Files<'_>) {
    // The directory of the case may itself be reached through a link, and then each absolute link passes through it.
    let base = if files.path("").starts_with("link") { 1 } else { 0 };
    files.write_file("file", "text").unwrap();
    files.symlink("file", "l1").unwrap();
    for number in 2..=41 {
        let before = format!("l{}", number - 1);
        let text = if number % 2 == 0 { files.absolute(&before) } else { before };
        files.symlink(&text, &format!("l{number}")).unwrap();
    }
    if base == 0 {
        assert_eq!(files.read_file("l40").unwrap(), b"text");
    }
    assert_eq!(files.read_file("l41"), Err(Errno::ELOOP));
}
