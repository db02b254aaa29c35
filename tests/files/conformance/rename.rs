//! rename(2).

use gojs::{Errno, fs::FileType};

use super::{
    case::{Case, cases},
    files::Files,
};

pub(crate) const CASES: &[Case] = cases![
    a_file_gets_another_name,
    a_file_moves_into_another_directory,
    a_file_takes_the_place_of_another,
    a_file_takes_the_place_of_a_link,
    a_link_is_moved_and_not_what_it_leads_to,
    a_file_over_a_directory_is_eisdir,
    a_link_over_a_directory_is_eisdir,
    a_directory_over_a_file_is_enotdir,
    a_directory_over_a_link_to_a_directory_is_enotdir,
    a_directory_moves_with_all_that_is_in_it,
    a_directory_takes_the_place_of_an_empty_one,
    a_directory_over_one_that_is_not_empty_is_enotempty,
    a_directory_into_itself_is_einval,
    a_directory_into_what_was_moved_into_it_is_einval,
    over_a_directory_above_is_enotempty,
    what_is_missing_is_enoent,
    into_a_missing_directory_is_enoent,
    through_a_file_is_enotdir,
    onto_itself_changes_nothing,
    onto_another_name_of_the_same_file_changes_nothing,
    dots_at_the_end_are_ebusy,
    a_file_with_a_slash_at_the_end_is_enotdir,
    a_directory_with_a_slash_at_the_end_is_moved,
    a_link_with_a_slash_at_the_end_is_enotdir,
    the_two_dots_of_a_moved_directory_lead_to_its_new_place,
    directories_count_their_directories,
    a_name_in_the_way_of_two_errors,
];

fn a_file_gets_another_name(files: &mut Files<'_>) {
    files.write_file("old", "text").unwrap();
    let ino = files.stat("old").unwrap().ino;
    files.rename("old", "new").unwrap();
    assert_eq!(files.names("").unwrap(), ["new"]);
    assert_eq!(files.read_file("new").unwrap(), b"text");
    assert_eq!(files.stat("new").unwrap().ino, ino);
}

fn a_file_moves_into_another_directory(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("file", "text").unwrap();
    files.rename("file", "dir/file").unwrap();
    assert_eq!(files.names("").unwrap(), ["dir"]);
    assert_eq!(files.read_file("dir/file").unwrap(), b"text");
}

fn a_file_takes_the_place_of_another(files: &mut Files<'_>) {
    files.write_file("old", "old").unwrap();
    files.write_file("new", "new").unwrap();
    files.link("new", "other").unwrap();
    files.rename("old", "new").unwrap();
    assert_eq!(files.names("").unwrap(), ["new", "other"]);
    assert_eq!(files.read_file("new").unwrap(), b"old");
    assert_eq!(files.read_file("other").unwrap(), b"new");
    assert_eq!(files.nlink("other").unwrap(), 1);
}

fn a_file_takes_the_place_of_a_link(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    files.write_file("target", "target").unwrap();
    files.symlink("target", "link").unwrap();
    files.rename("file", "link").unwrap();
    assert_eq!(files.file_type("link").unwrap(), FileType::Regular);
    assert_eq!(files.read_file("target").unwrap(), b"target");
}

fn a_link_is_moved_and_not_what_it_leads_to(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    files.symlink("file", "link").unwrap();
    files.symlink("missing", "dangling").unwrap();
    files.rename("link", "new").unwrap();
    files.rename("dangling", "link").unwrap();
    assert_eq!(files.read_link("new").unwrap(), "file");
    assert_eq!(files.read_link("link").unwrap(), "missing");
    assert_eq!(files.names("").unwrap(), ["file", "link", "new"]);
}

fn a_file_over_a_directory_is_eisdir(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.mkdir("dir").unwrap();
    assert_eq!(files.rename("file", "dir"), Err(Errno::EISDIR));
    files.write_file("dir/x", "").unwrap();
    assert_eq!(files.rename("file", "dir"), Err(Errno::EISDIR));
}

fn a_link_over_a_directory_is_eisdir(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.mkdir("other").unwrap();
    files.symlink("other", "link").unwrap();
    assert_eq!(files.rename("link", "dir"), Err(Errno::EISDIR));
}

fn a_directory_over_a_file_is_enotdir(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.mkdir("dir").unwrap();
    assert_eq!(files.rename("dir", "file"), Err(Errno::ENOTDIR));
    assert_eq!(files.rename("dir", "file/"), Err(Errno::ENOTDIR));
}

fn a_directory_over_a_link_to_a_directory_is_enotdir(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.mkdir("other").unwrap();
    files.symlink("other", "link").unwrap();
    files.symlink("missing", "dangling").unwrap();
    for to in ["link", "link/", "dangling", "dangling/"] {
        assert_eq!(files.rename("dir", to), Err(Errno::ENOTDIR), "{to}");
    }
}

fn a_directory_moves_with_all_that_is_in_it(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.mkdir("dir/sub").unwrap();
    files.write_file("dir/sub/file", "text").unwrap();
    files.mkdir("other").unwrap();
    files.rename("dir", "other/moved").unwrap();
    assert_eq!(files.read_file("other/moved/sub/file").unwrap(), b"text");
    assert_eq!(files.stat("dir"), Err(Errno::ENOENT));
}

fn a_directory_takes_the_place_of_an_empty_one(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("dir/file", "").unwrap();
    files.mkdir("empty").unwrap();
    files.rename("dir", "empty").unwrap();
    assert_eq!(files.names("").unwrap(), ["empty"]);
    assert_eq!(files.names("empty").unwrap(), ["file"]);
}

fn a_directory_over_one_that_is_not_empty_is_enotempty(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.mkdir("full").unwrap();
    files.write_file("full/file", "").unwrap();
    assert_eq!(files.rename("dir", "full"), Err(Errno::ENOTEMPTY));
    assert_eq!(files.names("").unwrap(), ["dir", "full"]);
}

fn a_directory_into_itself_is_einval(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.mkdir("dir/sub").unwrap();
    for to in ["dir/new", "dir/sub", "dir/sub/new", "dir/sub/../new", "dir/sub/new/"] {
        assert_eq!(files.rename("dir", to), Err(Errno::EINVAL), "{to}");
    }
    files.symlink("dir/sub", "link").unwrap();
    assert_eq!(files.rename("dir", "link/new"), Err(Errno::EINVAL));
}

fn a_directory_into_what_was_moved_into_it_is_einval(files: &mut Files<'_>) {
    files.mkdir("a").unwrap();
    files.mkdir("b").unwrap();
    files.rename("b", "a/b").unwrap();
    assert_eq!(files.rename("a", "a/b/a"), Err(Errno::EINVAL));
    files.rename("a/b", "b").unwrap();
    assert_eq!(files.rename("a", "b/a"), Ok(()));
}

fn over_a_directory_above_is_enotempty(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.mkdir("dir/sub").unwrap();
    files.mkdir("dir/sub/deep").unwrap();
    files.write_file("dir/sub/file", "").unwrap();
    for from in ["dir/sub", "dir/sub/deep", "dir/sub/file"] {
        assert_eq!(files.rename(from, "dir"), Err(Errno::ENOTEMPTY), "{from}");
    }
}

fn what_is_missing_is_enoent(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    for from in ["missing", "missing/", "missing/x", "missing/.", "missing/.."] {
        assert_eq!(files.rename(from, "new"), Err(Errno::ENOENT), "{from}");
        assert_eq!(files.rename(from, "file"), Err(Errno::ENOENT), "{from}");
    }
}

fn into_a_missing_directory_is_enoent(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    assert_eq!(files.rename("file", "missing/new"), Err(Errno::ENOENT));
    assert_eq!(files.rename("file", "missing/../new"), Err(Errno::ENOENT));
    assert_eq!(files.names("").unwrap(), ["file"]);
}

fn through_a_file_is_enotdir(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.write_file("other", "").unwrap();
    assert_eq!(files.rename("other/x", "new"), Err(Errno::ENOTDIR));
    assert_eq!(files.rename("file", "other/new"), Err(Errno::ENOTDIR));
    assert_eq!(files.rename("file", "other/../new"), Err(Errno::ENOTDIR));
}

fn onto_itself_changes_nothing(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    files.mkdir("dir").unwrap();
    files.write_file("dir/file", "").unwrap();
    assert_eq!(files.rename("file", "file"), Ok(()));
    assert_eq!(files.rename("file", "dir/../file"), Ok(()));
    assert_eq!(files.rename("dir", "dir"), Ok(()));
    assert_eq!(files.rename("dir", "dir/"), Ok(()));
    assert_eq!(files.names("").unwrap(), ["dir", "file"]);
}

fn onto_another_name_of_the_same_file_changes_nothing(files: &mut Files<'_>) {
    files.write_file("a", "text").unwrap();
    files.link("a", "b").unwrap();
    assert_eq!(files.rename("a", "b"), Ok(()));
    assert_eq!(files.names("").unwrap(), ["a", "b"]);
    assert_eq!(files.nlink("a").unwrap(), 2);
}

fn dots_at_the_end_are_ebusy(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("file", "").unwrap();
    for path in [".", "..", "dir/.", "dir/..", "dir/./"] {
        assert_eq!(files.rename(path, "new"), Err(Errno::EBUSY), "{path}");
        assert_eq!(files.rename("file", path), Err(Errno::EBUSY), "{path}");
        assert_eq!(files.rename("missing", path), Err(Errno::EBUSY), "{path}");
        assert_eq!(files.rename("missing/x", path), Err(Errno::ENOENT), "{path}");
        assert_eq!(files.rename(path, "missing/x"), Err(Errno::ENOENT), "{path}");
    }
}

fn a_file_with_a_slash_at_the_end_is_enotdir(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.mkdir("dir").unwrap();
    assert_eq!(files.rename("file/", "new"), Err(Errno::ENOTDIR));
    assert_eq!(files.rename("file", "new/"), Err(Errno::ENOTDIR));
    assert_eq!(files.rename("file", "dir/"), Err(Errno::ENOTDIR));
    assert_eq!(files.rename("file", "file/"), Err(Errno::ENOTDIR));
    assert_eq!(files.names("").unwrap(), ["dir", "file"]);
}

fn a_directory_with_a_slash_at_the_end_is_moved(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.rename("dir/", "new").unwrap();
    files.rename("new", "other/").unwrap();
    files.rename("other//", "last//").unwrap();
    assert_eq!(files.names("").unwrap(), ["last"]);
}

fn a_link_with_a_slash_at_the_end_is_enotdir(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.symlink("dir", "link").unwrap();
    assert_eq!(files.rename("link/", "new"), Err(Errno::ENOTDIR));
    assert_eq!(files.rename("link", "new/"), Err(Errno::ENOTDIR));
    assert_eq!(files.names("").unwrap(), ["dir", "link"]);
}

fn the_two_dots_of_a_moved_directory_lead_to_its_new_place(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.mkdir("other").unwrap();
    files.write_file("other/file", "other").unwrap();
    files.rename("dir", "other/dir").unwrap();
    assert_eq!(files.read_file("other/dir/../file").unwrap(), b"other");
}

fn directories_count_their_directories(files: &mut Files<'_>) {
    files.mkdir("a").unwrap();
    files.mkdir("b").unwrap();
    let empty = files.nlink("a").unwrap();
    files.mkdir("a/sub").unwrap();
    files.mkdir("b/sub").unwrap();
    let one = files.nlink("a").unwrap();
    files.rename("a/sub", "b/moved").unwrap();
    let (moved, two) = (files.nlink("a").unwrap(), files.nlink("b").unwrap());
    files.rename("b/moved", "b/sub").unwrap();
    assert_eq!((moved, files.nlink("b").unwrap()), (empty, one));
    // On file systems that do not count links to directories, all of these are 1.
    assert!(empty == 1 || (empty, one, two) == (2, 3, 4), "{empty} {one} {two}");
}

fn a_name_in_the_way_of_two_errors(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    // Both parent directories are resolved before the names are looked up.
    assert_eq!(files.rename("missing", "file/x"), Err(Errno::ENOTDIR));
    assert_eq!(files.rename("file/x", "missing/x"), Err(Errno::ENOTDIR));
    assert_eq!(files.rename("missing/x", "file/x"), Err(Errno::ENOENT));
    let long = "n".repeat(256);
    assert_eq!(files.rename("missing", &long), Err(Errno::ENOENT));
    assert_eq!(files.rename("file", &long), Err(Errno::ENAMETOOLONG));
}
