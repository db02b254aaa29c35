//! rmdir(2) and unlink(2).

use gojs::Errno;

use super::{
    case::{Case, cases},
    files::Files,
};

pub(crate) const CASES: &[Case] = cases![
    unlink_removes_a_name,
    unlink_of_a_directory_is_eisdir,
    unlink_of_what_is_missing_is_enoent,
    unlink_in_a_file_is_enotdir,
    unlink_removes_a_link_and_not_what_it_leads_to,
    unlink_with_a_slash_at_the_end_is_enotdir,
    unlink_with_dots_at_the_end_is_eisdir,
    rmdir_removes_a_directory,
    rmdir_with_a_slash_at_the_end_works,
    rmdir_of_what_is_not_empty_is_enotempty,
    rmdir_of_a_file_is_enotdir,
    rmdir_of_a_link_to_a_directory_is_enotdir,
    rmdir_of_what_is_missing_is_enoent,
    rmdir_of_a_dot_is_einval,
    rmdir_of_two_dots_is_enotempty,
    a_directory_may_be_removed_when_it_was_emptied,
    removal_goes_through_links_on_the_way,
    one_of_two_names_leaves_the_other,
    what_is_removed_can_be_made_as_another_kind,
];

fn unlink_removes_a_name(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.unlink("file").unwrap();
    assert_eq!(files.lstat("file"), Err(Errno::ENOENT));
    assert_eq!(files.names("").unwrap().len(), 0);
}

fn unlink_of_a_directory_is_eisdir(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    assert_eq!(files.unlink("dir"), Err(Errno::EISDIR));
    assert_eq!(files.unlink("dir/"), Err(Errno::EISDIR));
}

fn unlink_of_what_is_missing_is_enoent(files: &mut Files<'_>) {
    for path in ["missing", "missing/", "missing/x", "missing/.", "missing/.."] {
        assert_eq!(files.unlink(path), Err(Errno::ENOENT), "{path}");
    }
}

fn unlink_in_a_file_is_enotdir(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    for path in ["file/x", "file/.", "file/..", "file/../file"] {
        assert_eq!(files.unlink(path), Err(Errno::ENOTDIR), "{path}");
    }
}

fn unlink_removes_a_link_and_not_what_it_leads_to(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    files.symlink("file", "link").unwrap();
    files.symlink("missing", "dangling").unwrap();
    files.unlink("link").unwrap();
    files.unlink("dangling").unwrap();
    assert_eq!(files.names("").unwrap(), ["file"]);
}

fn unlink_with_a_slash_at_the_end_is_enotdir(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.mkdir("dir").unwrap();
    files.symlink("file", "link").unwrap();
    files.symlink("dir", "link_to_dir").unwrap();
    files.symlink("missing", "dangling").unwrap();
    for path in ["file/", "link/", "link_to_dir/", "dangling/"] {
        assert_eq!(files.unlink(path), Err(Errno::ENOTDIR), "{path}");
    }
}

fn unlink_with_dots_at_the_end_is_eisdir(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    for path in [".", "..", "dir/.", "dir/..", "dir/./"] {
        assert_eq!(files.unlink(path), Err(Errno::EISDIR), "{path}");
    }
}

fn rmdir_removes_a_directory(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.rmdir("dir").unwrap();
    assert_eq!(files.stat("dir"), Err(Errno::ENOENT));
}

fn rmdir_with_a_slash_at_the_end_works(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.rmdir("dir/").unwrap();
    assert_eq!(files.names("").unwrap().len(), 0);
}

fn rmdir_of_what_is_not_empty_is_enotempty(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.symlink("x", "dir/link").unwrap();
    assert_eq!(files.rmdir("dir"), Err(Errno::ENOTEMPTY));
    assert_eq!(files.names("dir").unwrap(), ["link"]);
}

fn rmdir_of_a_file_is_enotdir(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    for path in ["file", "file/", "file/.", "file/.."] {
        assert_eq!(files.rmdir(path), Err(Errno::ENOTDIR), "{path}");
    }
}

fn rmdir_of_a_link_to_a_directory_is_enotdir(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.symlink("dir", "link").unwrap();
    files.symlink("missing", "dangling").unwrap();
    for path in ["link", "link/", "dangling", "dangling/"] {
        assert_eq!(files.rmdir(path), Err(Errno::ENOTDIR), "{path}");
    }
}

fn rmdir_of_what_is_missing_is_enoent(files: &mut Files<'_>) {
    for path in ["missing", "missing/", "missing/x", "missing/.", "missing/.."] {
        assert_eq!(files.rmdir(path), Err(Errno::ENOENT), "{path}");
    }
}

fn rmdir_of_a_dot_is_einval(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.symlink("dir", "link").unwrap();
    for path in [".", "dir/.", "dir/./", "link/.", "dir/./."] {
        assert_eq!(files.rmdir(path), Err(Errno::EINVAL), "{path}");
    }
}

fn rmdir_of_two_dots_is_enotempty(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.mkdir("dir/sub").unwrap();
    for path in ["..", "dir/..", "dir/sub/..", "dir/../"] {
        assert_eq!(files.rmdir(path), Err(Errno::ENOTEMPTY), "{path}");
    }
}

fn a_directory_may_be_removed_when_it_was_emptied(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("dir/file", "").unwrap();
    files.rename("dir/file", "file").unwrap();
    files.rmdir("dir").unwrap();
    assert_eq!(files.names("").unwrap(), ["file"]);
}

fn removal_goes_through_links_on_the_way(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.symlink("dir", "link").unwrap();
    files.write_file("dir/file", "").unwrap();
    files.mkdir("dir/sub").unwrap();
    files.unlink("link/file").unwrap();
    files.rmdir("link/sub").unwrap();
    assert_eq!(files.names("dir").unwrap().len(), 0);
}

fn one_of_two_names_leaves_the_other(files: &mut Files<'_>) {
    files.write_file("a", "text").unwrap();
    files.link("a", "b").unwrap();
    files.unlink("a").unwrap();
    assert_eq!(files.read_file("b").unwrap(), b"text");
    assert_eq!(files.nlink("b").unwrap(), 1);
}

fn what_is_removed_can_be_made_as_another_kind(files: &mut Files<'_>) {
    files.write_file("name", "").unwrap();
    files.unlink("name").unwrap();
    files.mkdir("name").unwrap();
    files.rmdir("name").unwrap();
    files.symlink("x", "name").unwrap();
    files.unlink("name").unwrap();
    files.write_file("name", "text").unwrap();
    assert_eq!(files.read_file("name").unwrap(), b"text");
}
