//! link(2), symlink(2) and readlink(2).

use gojs::{
    Errno,
    fs::{FileType, Links, OpenFlags},
};

use super::{
    case::{Case, cases},
    files::{Files, now},
};

pub(crate) const CASES: &[Case] = cases![
    a_hard_link_is_the_same_file,
    a_hard_link_to_a_link_is_that_link,
    a_hard_link_to_a_directory_is_eperm,
    a_hard_link_on_what_exists_is_eexist,
    a_hard_link_to_what_is_missing_is_enoent,
    a_hard_link_into_a_missing_directory_is_enoent,
    a_hard_link_with_a_slash_at_the_end,
    a_hard_link_with_dots_at_the_end,
    a_hard_link_says_the_first_of_two_errors,
    a_symbolic_link_has_any_text,
    a_symbolic_link_on_what_exists_is_eexist,
    a_symbolic_link_without_text_is_enoent,
    a_symbolic_link_with_a_slash_at_the_end_is_enoent,
    a_symbolic_link_with_dots_at_the_end_is_eexist,
    a_symbolic_link_into_a_missing_directory_is_enoent,
    a_symbolic_link_has_a_size_and_permissions,
    the_text_of_what_is_no_link_is_einval,
    the_text_of_a_link_with_a_slash_is_einval,
    a_link_is_followed_from_its_own_directory,
    links_are_followed_through_links,
    a_link_may_end_with_a_slash,
    a_link_may_lead_up,
    forty_links_are_followed_and_no_more,
    forty_links_on_the_way_are_followed_and_no_more,
    a_link_to_itself_is_eloop,
    two_links_to_each_other_are_eloop,
    the_last_of_many_links_may_be_looked_at,
    what_changes_permissions_follows_links,
    times_of_a_link_may_be_its_own,
    removing_and_making_what_a_link_leads_to,
];

fn a_hard_link_is_the_same_file(files: &mut Files<'_>) {
    files.write_file("a", "text").unwrap();
    files.link("a", "b").unwrap();
    assert_eq!(files.stat("a").unwrap().ino, files.stat("b").unwrap().ino);
    assert_eq!((files.nlink("a"), files.nlink("b")), (Ok(2), Ok(2)));
    files.write_file("b", "other").unwrap();
    assert_eq!(files.read_file("a").unwrap(), b"other");
    files.mkdir("dir").unwrap();
    files.link("a", "dir/c").unwrap();
    files.unlink("a").unwrap();
    assert_eq!(files.nlink("dir/c").unwrap(), 2);
}

fn a_hard_link_to_a_link_is_that_link(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    files.symlink("file", "link").unwrap();
    files.symlink("missing", "dangling").unwrap();
    files.link("link", "other").unwrap();
    files.link("dangling", "second").unwrap();
    assert_eq!(files.read_link("other").unwrap(), "file");
    assert_eq!(files.read_link("second").unwrap(), "missing");
    assert_eq!((files.nlink("file"), files.nlink("link")), (Ok(1), Ok(2)));
}

fn a_hard_link_to_a_directory_is_eperm(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.symlink("dir", "link").unwrap();
    for path in ["dir", "dir/", "dir/.", "dir/..", ".", "..", "link/"] {
        assert_eq!(files.link(path, "new"), Err(Errno::EPERM), "{path}");
    }
}

fn a_hard_link_on_what_exists_is_eexist(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.mkdir("dir").unwrap();
    files.symlink("missing", "dangling").unwrap();
    for path in ["file", "dir", "dangling", "dir/", "file/"] {
        assert_eq!(files.link("file", path), Err(Errno::EEXIST), "{path}");
        assert_eq!(files.link("dir", path), Err(Errno::EEXIST), "{path}");
    }
}

fn a_hard_link_to_what_is_missing_is_enoent(files: &mut Files<'_>) {
    for path in ["missing", "missing/", "missing/x", "missing/..", "missing/."] {
        assert_eq!(files.link(path, "new"), Err(Errno::ENOENT), "{path}");
    }
}

fn a_hard_link_into_a_missing_directory_is_enoent(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    assert_eq!(files.link("file", "missing/new"), Err(Errno::ENOENT));
    assert_eq!(files.link("file", "file/new"), Err(Errno::ENOTDIR));
}

fn a_hard_link_with_a_slash_at_the_end(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.symlink("file", "link").unwrap();
    files.symlink("missing", "dangling").unwrap();
    assert_eq!(files.link("file", "new/"), Err(Errno::ENOENT));
    assert_eq!(files.link("file/", "new"), Err(Errno::ENOTDIR));
    assert_eq!(files.link("link/", "new"), Err(Errno::ENOTDIR));
    assert_eq!(files.link("dangling/", "new"), Err(Errno::ENOENT));
    assert_eq!(files.link("file", "dangling/"), Err(Errno::EEXIST));
}

fn a_hard_link_with_dots_at_the_end(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.mkdir("dir").unwrap();
    for path in [".", "..", "dir/.", "dir/.."] {
        assert_eq!(files.link("file", path), Err(Errno::EEXIST), "{path}");
    }
}

fn a_hard_link_says_the_first_of_two_errors(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.mkdir("dir").unwrap();
    assert_eq!(files.link("missing", "file"), Err(Errno::ENOENT));
    assert_eq!(files.link("file/x", "missing/x"), Err(Errno::ENOTDIR));
    assert_eq!(files.link("missing", "file/x"), Err(Errno::ENOENT));
    assert_eq!(files.link("dir", "missing/x"), Err(Errno::ENOENT));
    assert_eq!(files.link("dir", "file/x"), Err(Errno::ENOTDIR));
}

fn a_symbolic_link_has_any_text(files: &mut Files<'_>) {
    for (name, text) in [("a", "x"), ("b", "a//b/../c/"), ("c", "/etc/passwd"), ("d", "\u{1f600} \n"), ("e", "..")] {
        files.symlink(text, name).unwrap();
        assert_eq!(files.read_link(name).unwrap(), text);
        assert_eq!(files.file_type(name).unwrap(), FileType::Symlink);
    }
    let long = "x/".repeat(2000);
    files.symlink(&long, "long").unwrap();
    assert_eq!(files.read_link("long").unwrap(), long);
    assert_eq!(files.symlink(&"x".repeat(4096), "longer"), Err(Errno::ENAMETOOLONG));
}

fn a_symbolic_link_on_what_exists_is_eexist(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.mkdir("dir").unwrap();
    files.symlink("missing", "dangling").unwrap();
    for path in ["file", "dir", "dangling", "file/", "dir/", "dangling/"] {
        assert_eq!(files.symlink("x", path), Err(Errno::EEXIST), "{path}");
    }
}

fn a_symbolic_link_without_text_is_enoent(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    assert_eq!(files.symlink("", "link"), Err(Errno::ENOENT));
    assert_eq!(files.symlink("", "file"), Err(Errno::ENOENT));
}

fn a_symbolic_link_with_a_slash_at_the_end_is_enoent(files: &mut Files<'_>) {
    assert_eq!(files.symlink("x", "new/"), Err(Errno::ENOENT));
    assert_eq!(files.names("").unwrap().len(), 0);
}

fn a_symbolic_link_with_dots_at_the_end_is_eexist(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    for path in [".", "..", "dir/.", "dir/.."] {
        assert_eq!(files.symlink("x", path), Err(Errno::EEXIST), "{path}");
    }
    assert_eq!(files.symlink("x", "missing/."), Err(Errno::ENOENT));
}

fn a_symbolic_link_into_a_missing_directory_is_enoent(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    assert_eq!(files.symlink("x", "missing/link"), Err(Errno::ENOENT));
    assert_eq!(files.symlink("x", "file/link"), Err(Errno::ENOTDIR));
}

fn a_symbolic_link_has_a_size_and_permissions(files: &mut Files<'_>) {
    files.symlink("grüße", "link").unwrap();
    let metadata = files.lstat("link").unwrap();
    assert_eq!((metadata.mode, metadata.size, metadata.nlink), (0o120_777, 7, 1));
}

fn the_text_of_what_is_no_link_is_einval(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.mkdir("dir").unwrap();
    files.symlink("file", "link").unwrap();
    for path in ["file", "dir", "dir/", "dir/.", "."] {
        assert_eq!(files.read_link(path), Err(Errno::EINVAL), "{path}");
    }
    assert_eq!(files.read_link("missing"), Err(Errno::ENOENT));
    assert_eq!(files.read_link("file/x"), Err(Errno::ENOTDIR));
    assert_eq!(files.read_link("file/"), Err(Errno::ENOTDIR));
}

fn the_text_of_a_link_with_a_slash_is_einval(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("file", "").unwrap();
    files.symlink("dir", "link").unwrap();
    files.symlink("file", "link_to_file").unwrap();
    files.symlink("missing", "dangling").unwrap();
    assert_eq!(files.read_link("link/"), Err(Errno::EINVAL));
    assert_eq!(files.read_link("link_to_file/"), Err(Errno::ENOTDIR));
    assert_eq!(files.read_link("dangling/"), Err(Errno::ENOENT));
}

fn a_link_is_followed_from_its_own_directory(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("dir/file", "inside").unwrap();
    files.write_file("file", "outside").unwrap();
    files.symlink("file", "dir/link").unwrap();
    files.symlink("../file", "dir/up").unwrap();
    assert_eq!(files.read_file("dir/link").unwrap(), b"inside");
    assert_eq!(files.read_file("dir/up").unwrap(), b"outside");
    files.rename("dir/link", "link").unwrap();
    assert_eq!(files.read_file("link").unwrap(), b"outside");
}

fn links_are_followed_through_links(files: &mut Files<'_>) {
    files.mkdir("a").unwrap();
    files.mkdir("a/b").unwrap();
    files.write_file("a/b/file", "text").unwrap();
    files.symlink("a", "first").unwrap();
    files.symlink("first/b", "second").unwrap();
    files.symlink("second/../b/./file", "third").unwrap();
    assert_eq!(files.read_file("third").unwrap(), b"text");
    assert_eq!(files.read_file("second/../../third").unwrap(), b"text");
}

fn a_link_may_end_with_a_slash(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("file", "").unwrap();
    files.symlink("dir/", "to_dir").unwrap();
    files.symlink("file/", "to_file").unwrap();
    files.symlink("dir/.", "to_dot").unwrap();
    assert!(files.stat("to_dir").unwrap().is_dir());
    assert!(files.stat("to_dot").unwrap().is_dir());
    assert_eq!(files.stat("to_file"), Err(Errno::ENOTDIR));
    assert!(files.lstat("to_file").unwrap().is_symlink());
    assert_eq!(files.try_open("to_file", OpenFlags::RDONLY), Err(Errno::ENOTDIR));
}

fn a_link_may_lead_up(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("file", "text").unwrap();
    files.symlink("..", "dir/up").unwrap();
    assert_eq!(files.read_file("dir/up/file").unwrap(), b"text");
    assert_eq!(files.read_file("dir/up/dir/up/dir/../file").unwrap(), b"text");
    assert_eq!(files.stat("dir/up").unwrap().ino, files.stat("").unwrap().ino);
}

fn forty_links_are_followed_and_no_more(files: &mut Files<'_>) {
    // The directory of the case may itself be reached through a link.
    let base = if files.path("").starts_with("link") { 1 } else { 0 };
    files.write_file("file", "text").unwrap();
    files.symlink("file", "l1").unwrap();
    for number in 2..=41 {
        files.symlink(&format!("l{}", number - 1), &format!("l{number}")).unwrap();
    }
    let most = 40 - base;
    assert_eq!(files.read_file(&format!("l{most}")).unwrap(), b"text");
    assert_eq!(files.stat(&format!("l{}", most + 1)), Err(Errno::ELOOP));
    assert_eq!(files.try_open(&format!("l{}", most + 1), OpenFlags::RDONLY), Err(Errno::ELOOP));
    assert_eq!(files.chmod(&format!("l{}", most + 1), 0o600), Err(Errno::ELOOP));
}

fn forty_links_on_the_way_are_followed_and_no_more(files: &mut Files<'_>) {
    let base = if files.path("").starts_with("link") { 1 } else { 0 };
    files.symlink(".", "l").unwrap();
    let path = |count: usize| format!("{}new", "l/".repeat(count));
    assert_eq!(files.stat(&path(40 - base)), Err(Errno::ENOENT));
    assert_eq!(files.stat(&path(41 - base)), Err(Errno::ELOOP));
    assert_eq!(files.mkdir(&path(41 - base)), Err(Errno::ELOOP));
    assert_eq!(files.mkdir(&path(40 - base)), Ok(()));
}

fn a_link_to_itself_is_eloop(files: &mut Files<'_>) {
    files.symlink("link", "link").unwrap();
    assert_eq!(files.stat("link"), Err(Errno::ELOOP));
    assert_eq!(files.stat("link/x"), Err(Errno::ELOOP));
    assert_eq!(files.lstat("link/"), Err(Errno::ELOOP));
    assert_eq!(files.read_dir("link"), Err(Errno::ELOOP));
    assert_eq!(files.try_open("link", OpenFlags::WRONLY | OpenFlags::CREAT), Err(Errno::ELOOP));
    assert_eq!(files.mkdir("link/x"), Err(Errno::ELOOP));
    assert!(files.lstat("link").unwrap().is_symlink());
    assert_eq!(files.unlink("link"), Ok(()));
}

fn two_links_to_each_other_are_eloop(files: &mut Files<'_>) {
    files.symlink("b", "a").unwrap();
    files.symlink("a", "b").unwrap();
    assert_eq!(files.stat("a"), Err(Errno::ELOOP));
    assert_eq!(files.rename("a/x", "c"), Err(Errno::ELOOP));
    assert_eq!(files.rename("a", "b"), Ok(()));
}

fn the_last_of_many_links_may_be_looked_at(files: &mut Files<'_>) {
    files.symlink("missing/", "dangling").unwrap();
    assert!(files.lstat("dangling").unwrap().is_symlink());
    assert_eq!(files.stat("dangling"), Err(Errno::ENOENT));
    assert_eq!(files.lstat("dangling/"), Err(Errno::ENOENT));
    assert_eq!(files.lstat("dangling/."), Err(Errno::ENOENT));
}

fn what_changes_permissions_follows_links(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.symlink("file", "link").unwrap();
    files.chmod("link", 0o640).unwrap();
    assert_eq!(files.mode("file").unwrap(), 0o640);
    assert_eq!(files.lstat("link").unwrap().mode, 0o120_777);
    files.symlink("missing", "dangling").unwrap();
    assert_eq!(files.chmod("dangling", 0o640), Err(Errno::ENOENT));
}

fn times_of_a_link_may_be_its_own(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.symlink("file", "link").unwrap();
    let before = files.stat("file").unwrap();
    let time = gojs::fs::FileTime { seconds: 1_000_000, nanos: 0 };
    files.utimes("link", time, time, Links::NoFollow).unwrap();
    assert_eq!(files.lstat("link").unwrap().mtime, time);
    assert_eq!(files.stat("file").unwrap().mtime, before.mtime);
    files.utimes("link", time, time, Links::Follow).unwrap();
    assert_eq!(files.stat("file").unwrap().mtime, time);
    files.symlink("missing", "dangling").unwrap();
    assert_eq!(files.utimes("dangling", now(), now(), Links::Follow), Err(Errno::ENOENT));
    assert_eq!(files.utimes("dangling", now(), now(), Links::NoFollow), Ok(()));
}

fn removing_and_making_what_a_link_leads_to(files: &mut Files<'_>) {
    files.write_file("file", "old").unwrap();
    files.symlink("file", "link").unwrap();
    files.unlink("file").unwrap();
    assert_eq!(files.stat("link"), Err(Errno::ENOENT));
    files.mkdir("file").unwrap();
    assert!(files.stat("link").unwrap().is_dir());
    files.write_file("link/x", "text").unwrap();
    assert_eq!(files.read_file("file/x").unwrap(), b"text");
}
