//! open(2) and close(2).

use gojs::{
    Errno,
    fs::{FileType, OpenFlags},
};

use super::{
    case::{Case, cases},
    files::Files,
};

pub(crate) const CASES: &[Case] = cases![
    a_missing_file_is_enoent,
    create_makes_an_empty_file,
    create_leaves_what_exists_as_it_is,
    create_exclusively_refuses_what_exists,
    create_exclusively_refuses_a_directory_and_a_link,
    create_exclusively_does_not_make_what_a_dangling_link_leads_to,
    create_makes_what_a_dangling_link_leads_to,
    create_makes_what_a_link_into_another_directory_leads_to,
    create_in_a_missing_directory_is_enoent,
    create_in_a_file_is_enotdir,
    create_with_a_slash_at_the_end_is_eisdir,
    create_through_a_link_to_a_name_with_a_slash_is_eisdir,
    create_on_a_directory_is_eisdir,
    create_with_dots_at_the_end_is_eisdir,
    create_sets_the_permissions,
    create_for_reading_makes_a_file_that_cannot_be_written,
    create_without_permissions_can_be_written_at_once,
    truncate_empties,
    truncate_empties_even_what_is_opened_for_reading,
    truncate_empties_through_a_link,
    a_directory_can_be_opened_for_reading,
    a_directory_cannot_be_opened_for_writing,
    directory_flag_refuses_a_file,
    directory_flag_follows_a_link_to_a_directory,
    nofollow_refuses_a_link,
    nofollow_follows_links_on_the_way,
    nofollow_with_directory_on_a_link_is_enotdir,
    nofollow_with_a_slash_follows,
    nofollow_with_create_on_a_dangling_link_is_eloop,
    a_file_as_a_directory_is_enotdir,
    a_closed_file_is_ebadf,
    a_removed_file_lives_on_while_it_is_open,
    a_removed_file_may_be_made_anew,
    a_replaced_file_lives_on_while_it_is_open,
    a_removed_directory_lives_on_while_it_is_open,
    a_renamed_file_stays_open,
    two_handles_have_positions_of_their_own,
];

const WRITE: OpenFlags = OpenFlags::WRONLY;
const CREATE: OpenFlags = OpenFlags::WRONLY.union(OpenFlags::CREAT);
const EXCLUSIVE: OpenFlags = CREATE.union(OpenFlags::EXCL);

fn a_missing_file_is_enoent(files: &mut Files<'_>) {
    assert_eq!(files.try_open("missing", OpenFlags::RDONLY), Err(Errno::ENOENT));
    assert_eq!(files.try_open("missing", WRITE), Err(Errno::ENOENT));
    assert_eq!(files.try_open("missing", WRITE | OpenFlags::TRUNC), Err(Errno::ENOENT));
    assert_eq!(files.try_open("missing", OpenFlags::DIRECTORY), Err(Errno::ENOENT));
    assert_eq!(files.try_open("missing/", OpenFlags::RDONLY), Err(Errno::ENOENT));
    assert_eq!(files.try_open("missing/.", OpenFlags::RDONLY), Err(Errno::ENOENT));
    assert_eq!(files.try_open("missing/..", OpenFlags::RDONLY), Err(Errno::ENOENT));
}

fn create_makes_an_empty_file(files: &mut Files<'_>) {
    files.try_open("new", CREATE).unwrap();
    let metadata = files.stat("new").unwrap();
    assert_eq!((metadata.file_type(), metadata.size, metadata.nlink), (FileType::Regular, 0, 1));
    assert_eq!(files.names("").unwrap(), ["new"]);
}

fn create_leaves_what_exists_as_it_is(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    files.chmod("file", 0o604).unwrap();
    let file = files.open_mode("file", CREATE, 0o777).unwrap();
    files.close(file).unwrap();
    assert_eq!(files.read_file("file").unwrap(), b"text");
    assert_eq!(files.mode("file").unwrap(), 0o604);
}

fn create_exclusively_refuses_what_exists(files: &mut Files<'_>) {
    files.try_open("file", EXCLUSIVE).unwrap();
    assert_eq!(files.try_open("file", EXCLUSIVE), Err(Errno::EEXIST));
}

fn create_exclusively_refuses_a_directory_and_a_link(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.symlink("dir", "link").unwrap();
    assert_eq!(files.try_open("dir", EXCLUSIVE), Err(Errno::EEXIST));
    assert_eq!(files.try_open("dir/.", EXCLUSIVE), Err(Errno::EEXIST));
    assert_eq!(files.try_open("dir/..", EXCLUSIVE), Err(Errno::EEXIST));
    assert_eq!(files.try_open("link", EXCLUSIVE), Err(Errno::EEXIST));
}

fn create_exclusively_does_not_make_what_a_dangling_link_leads_to(files: &mut Files<'_>) {
    files.symlink("target", "link").unwrap();
    assert_eq!(files.try_open("link", EXCLUSIVE), Err(Errno::EEXIST));
    assert_eq!(files.names("").unwrap(), ["link"]);
}

fn create_makes_what_a_dangling_link_leads_to(files: &mut Files<'_>) {
    files.symlink("target", "link").unwrap();
    files.write_file("link", "text").unwrap();
    assert_eq!(files.read_file("target").unwrap(), b"text");
    assert_eq!(files.file_type("link").unwrap(), FileType::Symlink);
}

fn create_makes_what_a_link_into_another_directory_leads_to(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.symlink("../second", "dir/first").unwrap();
    files.symlink("./dir//first", "link").unwrap();
    files.write_file("link", "text").unwrap();
    assert_eq!(files.read_file("second").unwrap(), b"text");
}

fn create_in_a_missing_directory_is_enoent(files: &mut Files<'_>) {
    assert_eq!(files.try_open("missing/new", CREATE), Err(Errno::ENOENT));
    assert_eq!(files.try_open("missing/../new", CREATE), Err(Errno::ENOENT));
    files.symlink("missing/new", "link").unwrap();
    assert_eq!(files.try_open("link", CREATE), Err(Errno::ENOENT));
}

fn create_in_a_file_is_enotdir(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    assert_eq!(files.try_open("file/new", CREATE), Err(Errno::ENOTDIR));
    assert_eq!(files.try_open("file/../new", CREATE), Err(Errno::ENOTDIR));
    assert_eq!(files.try_open("file/.", CREATE), Err(Errno::ENOTDIR));
}

fn create_with_a_slash_at_the_end_is_eisdir(files: &mut Files<'_>) {
    files.write_file("file", "").unwrap();
    files.mkdir("dir").unwrap();
    files.symlink("dir", "link").unwrap();
    for path in ["new/", "file/", "dir/", "link/"] {
        assert_eq!(files.try_open(path, CREATE), Err(Errno::EISDIR), "{path}");
        assert_eq!(files.try_open(path, EXCLUSIVE), Err(Errno::EISDIR), "{path}");
    }
    assert_eq!(files.names("").unwrap(), ["dir", "file", "link"]);
}

fn create_through_a_link_to_a_name_with_a_slash_is_eisdir(files: &mut Files<'_>) {
    files.symlink("new/", "link").unwrap();
    assert_eq!(files.try_open("link", CREATE), Err(Errno::EISDIR));
    assert_eq!(files.names("").unwrap(), ["link"]);
}

fn create_on_a_directory_is_eisdir(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    assert_eq!(files.try_open("dir", CREATE), Err(Errno::EISDIR));
    assert_eq!(files.try_open("dir", OpenFlags::CREAT), Err(Errno::EISDIR));
    assert_eq!(files.try_open("", CREATE), Err(Errno::EISDIR));
}

fn create_with_dots_at_the_end_is_eisdir(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    assert_eq!(files.try_open("dir/.", CREATE), Err(Errno::EISDIR));
    assert_eq!(files.try_open("dir/..", CREATE), Err(Errno::EISDIR));
    assert_eq!(files.try_open("missing/.", CREATE), Err(Errno::ENOENT));
    assert_eq!(files.try_open("missing/..", CREATE), Err(Errno::ENOENT));
}

fn create_sets_the_permissions(files: &mut Files<'_>) {
    // The usual umasks mask out none of these bits.
    for (name, mode) in [("a", 0o600), ("b", 0o700), ("c", 0o400), ("d", 0o200), ("e", 0)] {
        let file = files.open_mode(name, CREATE, mode).unwrap();
        assert_eq!(files.fstat(file).unwrap().mode, 0o100_000 | mode);
        files.close(file).unwrap();
        assert_eq!(files.mode(name).unwrap(), mode);
    }
}

fn create_for_reading_makes_a_file_that_cannot_be_written(files: &mut Files<'_>) {
    let file = files.open("new", OpenFlags::CREAT).unwrap();
    assert_eq!(files.write(file, None, b"text"), Err(Errno::EBADF));
    assert_eq!(files.read(file, None, 10).unwrap(), b"");
    files.close(file).unwrap();
    assert_eq!(files.size("new").unwrap(), 0);
}

fn create_without_permissions_can_be_written_at_once(files: &mut Files<'_>) {
    let file = files.open_mode("new", CREATE, 0).unwrap();
    assert_eq!(files.write(file, None, b"text"), Ok(4));
    files.close(file).unwrap();
}

fn truncate_empties(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    files.try_open("file", WRITE | OpenFlags::TRUNC).unwrap();
    assert_eq!(files.size("file").unwrap(), 0);
}

fn truncate_empties_even_what_is_opened_for_reading(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    files.try_open("file", OpenFlags::TRUNC).unwrap();
    assert_eq!(files.size("file").unwrap(), 0);
}

fn truncate_empties_through_a_link(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    files.symlink("file", "link").unwrap();
    assert_eq!(files.try_open("link", WRITE | OpenFlags::TRUNC | OpenFlags::NOFOLLOW), Err(Errno::ELOOP));
    assert_eq!(files.size("file").unwrap(), 4);
    files.try_open("link", WRITE | OpenFlags::TRUNC).unwrap();
    assert_eq!(files.size("file").unwrap(), 0);
}

fn a_directory_can_be_opened_for_reading(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    for path in ["dir", "dir/", "dir/.", "dir/..", ""] {
        let file = files.open(path, OpenFlags::RDONLY).unwrap();
        assert!(files.fstat(file).unwrap().is_dir());
        assert_eq!(files.read(file, None, 10), Err(Errno::EISDIR));
        assert_eq!(files.read(file, Some(0), 10), Err(Errno::EISDIR));
        assert_eq!(files.write(file, None, b"text"), Err(Errno::EBADF));
        assert_eq!(files.fs().ftruncate(file, 0), Err(Errno::EINVAL));
        files.close(file).unwrap();
    }
}

fn a_directory_cannot_be_opened_for_writing(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    for flags in [WRITE, OpenFlags::RDWR, OpenFlags::TRUNC, WRITE | OpenFlags::DIRECTORY] {
        assert_eq!(files.try_open("dir", flags), Err(Errno::EISDIR), "{flags:?}");
        assert_eq!(files.try_open("", flags), Err(Errno::EISDIR), "{flags:?}");
    }
}

fn directory_flag_refuses_a_file(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    files.symlink("file", "link").unwrap();
    for flags in [OpenFlags::DIRECTORY, OpenFlags::DIRECTORY | WRITE | OpenFlags::TRUNC] {
        assert_eq!(files.try_open("file", flags), Err(Errno::ENOTDIR));
        assert_eq!(files.try_open("link", flags), Err(Errno::ENOTDIR));
    }
    assert_eq!(files.size("file").unwrap(), 4);
}

fn directory_flag_follows_a_link_to_a_directory(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.symlink("dir", "link").unwrap();
    assert_eq!(files.try_open("link", OpenFlags::DIRECTORY), Ok(()));
}

fn nofollow_refuses_a_link(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    files.symlink("file", "link").unwrap();
    files.symlink("missing", "dangling").unwrap();
    for link in ["link", "dangling"] {
        assert_eq!(files.try_open(link, OpenFlags::NOFOLLOW), Err(Errno::ELOOP));
        assert_eq!(files.try_open(link, OpenFlags::NOFOLLOW | WRITE), Err(Errno::ELOOP));
    }
    assert_eq!(files.try_open("file", OpenFlags::NOFOLLOW), Ok(()));
}

fn nofollow_follows_links_on_the_way(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.write_file("dir/file", "text").unwrap();
    files.symlink("dir", "link").unwrap();
    assert_eq!(files.try_open("link/file", OpenFlags::NOFOLLOW), Ok(()));
}

fn nofollow_with_directory_on_a_link_is_enotdir(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.symlink("dir", "link").unwrap();
    assert_eq!(files.try_open("link", OpenFlags::NOFOLLOW | OpenFlags::DIRECTORY), Err(Errno::ENOTDIR));
}

fn nofollow_with_a_slash_follows(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    files.symlink("dir", "link").unwrap();
    assert_eq!(files.try_open("link/", OpenFlags::NOFOLLOW | OpenFlags::DIRECTORY), Ok(()));
    assert_eq!(files.try_open("link/", OpenFlags::NOFOLLOW), Ok(()));
}

fn nofollow_with_create_on_a_dangling_link_is_eloop(files: &mut Files<'_>) {
    files.symlink("target", "link").unwrap();
    assert_eq!(files.try_open("link", CREATE | OpenFlags::NOFOLLOW), Err(Errno::ELOOP));
    assert_eq!(files.names("").unwrap(), ["link"]);
}

fn a_file_as_a_directory_is_enotdir(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    for path in ["file/", "file/.", "file/..", "file/x", "file//"] {
        assert_eq!(files.try_open(path, OpenFlags::RDONLY), Err(Errno::ENOTDIR), "{path}");
        assert_eq!(files.try_open(path, WRITE), Err(Errno::ENOTDIR), "{path}");
    }
}

fn a_closed_file_is_ebadf(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let file = files.open("file", OpenFlags::RDWR).unwrap();
    files.close(file).unwrap();
    assert_eq!(files.close(file), Err(Errno::EBADF));
    assert_eq!(files.read(file, None, 1), Err(Errno::EBADF));
    assert_eq!(files.write(file, None, b"x"), Err(Errno::EBADF));
    assert_eq!(files.fstat(file), Err(Errno::EBADF));
    let fs = files.fs();
    assert_eq!(fs.ftruncate(file, 0), Err(Errno::EBADF));
    assert_eq!(fs.fchmod(file, 0o600), Err(Errno::EBADF));
    assert_eq!(fs.fchown(file, u32::MAX, u32::MAX), Err(Errno::EBADF));
    assert_eq!(fs.futimes(file, super::files::now(), super::files::now()), Err(Errno::EBADF));
    assert_eq!(fs.fsync(file), Err(Errno::EBADF));
}

fn a_removed_file_lives_on_while_it_is_open(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let file = files.open("file", OpenFlags::RDWR).unwrap();
    files.unlink("file").unwrap();
    assert_eq!(files.stat("file"), Err(Errno::ENOENT));
    assert_eq!(files.read(file, Some(0), 10).unwrap(), b"text");
    files.write(file, Some(4), b" and more").unwrap();
    assert_eq!(files.read(file, Some(0), 100).unwrap(), b"text and more");
    let metadata = files.fstat(file).unwrap();
    assert_eq!((metadata.nlink, metadata.size), (0, 13));
    files.close(file).unwrap();
}

fn a_removed_file_may_be_made_anew(files: &mut Files<'_>) {
    files.write_file("file", "old").unwrap();
    let old = files.open("file", OpenFlags::RDONLY).unwrap();
    files.unlink("file").unwrap();
    files.write_file("file", "newer").unwrap();
    let new = files.stat("file").unwrap();
    assert_eq!(new.size, 5);
    assert_ne!(files.fstat(old).unwrap().ino, new.ino);
    assert_eq!(files.read(old, None, 10).unwrap(), b"old");
    files.close(old).unwrap();
    assert_eq!(files.read_file("file").unwrap(), b"newer");
}

fn a_replaced_file_lives_on_while_it_is_open(files: &mut Files<'_>) {
    files.write_file("old", "old").unwrap();
    files.write_file("new", "new").unwrap();
    let file = files.open("old", OpenFlags::RDONLY).unwrap();
    files.rename("new", "old").unwrap();
    assert_eq!(files.read(file, None, 10).unwrap(), b"old");
    assert_eq!(files.fstat(file).unwrap().nlink, 0);
    files.close(file).unwrap();
    assert_eq!(files.read_file("old").unwrap(), b"new");
}

fn a_removed_directory_lives_on_while_it_is_open(files: &mut Files<'_>) {
    files.mkdir("dir").unwrap();
    let dir = files.open("dir", OpenFlags::DIRECTORY).unwrap();
    files.rmdir("dir").unwrap();
    let metadata = files.fstat(dir).unwrap();
    assert!(metadata.is_dir());
    assert_eq!(metadata.nlink, 0);
    files.close(dir).unwrap();
}

fn a_renamed_file_stays_open(files: &mut Files<'_>) {
    files.write_file("old", "text").unwrap();
    let file = files.open("old", OpenFlags::RDWR).unwrap();
    files.rename("old", "new").unwrap();
    files.write(file, None, b"T").unwrap();
    files.close(file).unwrap();
    assert_eq!(files.read_file("new").unwrap(), b"Text");
}

fn two_handles_have_positions_of_their_own(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let first = files.open("file", OpenFlags::RDONLY).unwrap();
    let second = files.open("file", OpenFlags::RDONLY).unwrap();
    assert_ne!(first, second);
    assert_eq!(files.read(first, None, 2).unwrap(), b"te");
    assert_eq!(files.read(second, None, 3).unwrap(), b"tex");
    assert_eq!(files.read(first, None, 10).unwrap(), b"xt");
    files.close(first).unwrap();
    assert_eq!(files.read(second, None, 10).unwrap(), b"t");
    files.close(second).unwrap();
}
