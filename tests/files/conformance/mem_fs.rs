//! Features of only the in-memory file system: a quota, files in flash memory, and files that the embedder adds.

use gojs::{
    Errno,
    fs::{FileSystem, FileTime, Links, MemFs, OpenFlags},
};

pub(crate) const CASES: &[(&str, fn())] = &[
    ("an_embedder_fills_it", an_embedder_fills_it),
    ("an_embedder_is_told_what_cannot_be", an_embedder_is_told_what_cannot_be),
    ("files_in_flash_are_not_counted", files_in_flash_are_not_counted),
    ("a_file_in_flash_is_copied_by_the_page", a_file_in_flash_is_copied_by_the_page),
    ("a_file_in_flash_is_cut_and_lengthened", a_file_in_flash_is_cut_and_lengthened),
    ("a_file_of_the_embedders_is_written_over", a_file_of_the_embedders_is_written_over),
    ("bytes_are_counted_and_given_back", bytes_are_counted_and_given_back),
    ("names_are_counted_and_given_back", names_are_counted_and_given_back),
    ("a_full_file_system_takes_what_fits", a_full_file_system_takes_what_fits),
    ("a_full_file_system_can_be_overwritten", a_full_file_system_can_be_overwritten),
    ("a_full_file_system_takes_a_hole", a_full_file_system_takes_a_hole),
    ("no_file_is_longer_than_the_quota", no_file_is_longer_than_the_quota),
    ("a_page_of_flash_that_does_not_fit_is_enospc", a_page_of_flash_that_does_not_fit_is_enospc),
    ("no_more_names_than_the_quota", no_more_names_than_the_quota),
    ("renaming_needs_no_quota", renaming_needs_no_quota),
    ("a_file_that_is_removed_takes_room_while_it_is_open", a_removed_file_takes_room_while_it_is_open),
    ("a_file_has_a_greatest_length", a_file_has_a_greatest_length),
    ("a_file_has_65000_names_at_most", a_file_has_65000_names_at_most),
    ("times_are_what_it_was_told", times_are_what_it_was_told),
    ("a_clone_is_another_file_system", a_clone_is_another_file_system),
    ("a_number_of_a_closed_file_is_not_used_again", a_number_of_a_closed_file_is_not_used_again),
];

const FLASH: &[u8] = &[0x5a; 20_000];

fn write_at(fs: &mut MemFs, path: &str, at: u64, bytes: &[u8]) -> Result<usize, Errno> {
    let file = fs.open(path, OpenFlags::WRONLY | OpenFlags::CREAT, 0o644)?;
    let result = fs.write(file, Some(at), bytes);
    fs.close(file)?;
    result
}

fn an_embedder_fills_it() {
    let mut fs = MemFs::from_entries(&[("/etc/app.json", b"{}"), ("etc/motd", b"Hello!\n")])
        .unwrap()
        .with_dir("/var/log/")
        .unwrap()
        .with_dir("var")
        .unwrap()
        .with_file("/bin/tool", vec![1, 2, 3])
        .unwrap()
        .with_symlink("../bin/tool", "/sbin/tool")
        .unwrap();
    assert_eq!(fs.read_file("/sbin/tool").unwrap(), [1, 2, 3]);
    assert_eq!(fs.read_file("etc/app.json").unwrap(), b"{}");
    assert_eq!(fs.stat("etc/motd", Links::Follow).unwrap().mode, 0o100_644);
    assert_eq!(fs.stat("var/log", Links::Follow).unwrap().mode, 0o040_755);
    assert_eq!(fs.entries(), 9);
}

fn an_embedder_is_told_what_cannot_be() {
    let fs = || MemFs::from_entries(&[("/file", b"text")]).unwrap();
    assert_eq!(fs().with_file("file", b"other").err(), Some(Errno::EEXIST));
    assert_eq!(fs().with_file("file/x", b"").err(), Some(Errno::ENOTDIR));
    assert_eq!(fs().with_file("dir/", b"").err(), Some(Errno::ENOENT));
    assert_eq!(fs().with_file("", b"").err(), Some(Errno::EEXIST));
    assert_eq!(fs().with_dir("file").err(), Some(Errno::ENOTDIR));
    assert_eq!(fs().with_dir("../x").err(), Some(Errno::EXDEV));
    assert_eq!(fs().with_dir("n".repeat(256).as_str()).err(), Some(Errno::ENAMETOOLONG));
    assert_eq!(fs().with_symlink("x", "file").err(), Some(Errno::EEXIST));
    assert_eq!(fs().with_symlink("", "link").err(), Some(Errno::ENOENT));
    assert_eq!(fs().quota(2, 10).with_file("new", vec![1, 2, 3]).err(), Some(Errno::ENOSPC));
    assert_eq!(fs().quota(10, 1).with_file("new", b"").err(), Some(Errno::ENOSPC));
    assert_eq!(MemFs::from_entries(&[("a", b""), ("a", b"")]).err(), Some(Errno::EEXIST));
    assert!(fs().with_dir("/").is_ok());
}

fn files_in_flash_are_not_counted() {
    let mut fs = MemFs::from_entries(&[("a", FLASH)]).unwrap();
    assert_eq!(fs.bytes(), 0);
    fs.link("a", "b").unwrap();
    fs.rename("a", "c").unwrap();
    fs.chmod("c", 0o600).unwrap();
    assert_eq!(fs.read_file("b").unwrap(), FLASH);
    assert_eq!(fs.bytes(), 0);
    assert_eq!(fs.stat("b", Links::Follow).unwrap().blocks, 40);
}

fn a_file_in_flash_is_copied_by_the_page() {
    let mut fs = MemFs::from_entries(&[("a", FLASH)]).unwrap();
    write_at(&mut fs, "a", 5000, b"x").unwrap();
    assert_eq!(fs.bytes(), 4096);
    write_at(&mut fs, "a", 4096, &[7; 4096]).unwrap();
    assert_eq!(fs.bytes(), 4096);
    write_at(&mut fs, "a", 19_999, b"yz").unwrap();
    // The last page is incomplete.
    assert_eq!(fs.bytes(), 4096 + 20_001 - 16_384);
    let mut expected = FLASH.to_vec();
    expected[4096..8192].fill(7);
    expected[19_999] = b'y';
    expected.push(b'z');
    assert!(fs.read_file("a").unwrap() == expected);
    fs.unlink("a").unwrap();
    assert_eq!(fs.bytes(), 0);
}

fn a_file_in_flash_is_cut_and_lengthened() {
    let mut fs = MemFs::from_entries(&[("a", FLASH)]).unwrap();
    let file = fs.open("a", OpenFlags::RDWR, 0).unwrap();
    fs.ftruncate(file, 5000).unwrap();
    fs.ftruncate(file, 9000).unwrap();
    let mut expected = FLASH[..5000].to_vec();
    expected.resize(9000, 0);
    assert!(fs.read_file("a").unwrap() == expected);
    assert_eq!(fs.bytes(), 0);
    fs.write(file, Some(8000), b"x").unwrap();
    expected[8000] = b'x';
    assert!(fs.read_file("a").unwrap() == expected);
    fs.ftruncate(file, 0).unwrap();
    fs.write(file, Some(2), b"y").unwrap();
    assert_eq!(fs.read_file("a").unwrap(), b"\0\0y");
}

fn a_file_of_the_embedders_is_written_over() {
    let mut fs = MemFs::new().with_file("a", FLASH.to_vec()).unwrap();
    assert_eq!(fs.bytes(), 20_000);
    write_at(&mut fs, "a", 0, b"x").unwrap();
    assert_eq!(&fs.read_file("a").unwrap()[..3], b"x\x5a\x5a");
    fs.write_file("a", b"new").unwrap();
    assert_eq!(fs.bytes(), 3);
}

fn bytes_are_counted_and_given_back() {
    let mut fs = MemFs::new();
    fs.write_file("a", &[1; 10_000]).unwrap();
    assert_eq!(fs.bytes(), 10_000);
    let file = fs.open("a", OpenFlags::RDWR, 0).unwrap();
    fs.ftruncate(file, 5000).unwrap();
    assert_eq!(fs.bytes(), 5000);
    fs.ftruncate(file, 1 << 40).unwrap();
    assert_eq!(fs.bytes(), 5000);
    fs.close(file).unwrap();
    fs.symlink("12345", "link").unwrap();
    assert_eq!(fs.bytes(), 5005);
    fs.write_file("b", b"123").unwrap();
    fs.rename("b", "a").unwrap();
    assert_eq!(fs.bytes(), 8);
    fs.unlink("a").unwrap();
    fs.unlink("link").unwrap();
    assert_eq!(fs.bytes(), 0);
}

fn names_are_counted_and_given_back() {
    let mut fs = MemFs::new();
    fs.mkdir("dir", 0o755).unwrap();
    fs.write_file("dir/a", b"").unwrap();
    fs.link("dir/a", "b").unwrap();
    fs.symlink("b", "c").unwrap();
    assert_eq!(fs.entries(), 4);
    fs.rename("c", "b").unwrap();
    assert_eq!(fs.entries(), 3);
    fs.rename("dir/a", "a").unwrap();
    fs.rmdir("dir").unwrap();
    fs.unlink("a").unwrap();
    fs.unlink("b").unwrap();
    assert_eq!(fs.entries(), 0);
}

fn a_full_file_system_takes_what_fits() {
    let mut fs = MemFs::new().quota(10_000, 100);
    let file = fs.open("a", OpenFlags::RDWR | OpenFlags::CREAT, 0o644).unwrap();
    assert_eq!(fs.write(file, None, &[1; 9000]), Ok(9000));
    assert_eq!(fs.write(file, None, &[2; 9000]), Ok(1000));
    assert_eq!(fs.write(file, None, &[3; 9000]), Err(Errno::ENOSPC));
    assert_eq!(fs.bytes(), 10_000);
    assert_eq!(fs.write_file("b", b"x"), Err(Errno::ENOSPC));
    assert_eq!(fs.symlink("x", "c"), Err(Errno::ENOSPC));
    fs.ftruncate(file, 9999).unwrap();
    fs.write_file("b", b"x").unwrap();
    fs.unlink("a").unwrap();
    fs.close(file).unwrap();
    assert_eq!(fs.bytes(), 1);
}

fn a_full_file_system_can_be_overwritten() {
    let mut fs = MemFs::new().quota(10_000, 100);
    fs.write_file("a", &[1; 10_000]).unwrap();
    assert_eq!(write_at(&mut fs, "a", 100, &[2; 9000]), Ok(9000));
    assert_eq!(write_at(&mut fs, "a", 9000, &[2; 9000]), Ok(1000));
    assert_eq!(write_at(&mut fs, "a", 10_000, b"x"), Err(Errno::ENOSPC));
    assert_eq!(fs.stat("a", Links::Follow).unwrap().size, 10_000);
}

fn a_full_file_system_takes_a_hole() {
    let mut fs = MemFs::new().quota(10_000, 100);
    fs.write_file("b", &[1; 9999]).unwrap();
    let file = fs.open("a", OpenFlags::RDWR | OpenFlags::CREAT, 0o644).unwrap();
    fs.ftruncate(file, 10_000).unwrap();
    // The zeros that precede the byte in its page also count against the quota.
    assert_eq!(fs.write(file, Some(4097), b"x"), Err(Errno::ENOSPC));
    assert_eq!(fs.write(file, Some(4096), b"xy"), Ok(1));
    assert_eq!((fs.bytes(), fs.fstat(file).unwrap().size), (10_000, 10_000));
}

fn no_file_is_longer_than_the_quota() {
    let mut fs = MemFs::from_entries(&[("flash", FLASH)]).unwrap().quota(10_000, 100);
    let file = fs.open("a", OpenFlags::RDWR | OpenFlags::CREAT, 0o644).unwrap();
    assert_eq!(fs.ftruncate(file, 10_001), Err(Errno::ENOSPC));
    assert_eq!(fs.write(file, Some(10_000), b"x"), Err(Errno::ENOSPC));
    assert_eq!(fs.write(file, Some(1 << 40), b"x"), Err(Errno::ENOSPC));
    assert_eq!(fs.write(file, Some(9_999), b"xy"), Ok(1));
    assert_eq!(fs.ftruncate(file, 10_000), Ok(()));
    // A file that was longer than the quota before can be written to, and shortened.
    assert_eq!(write_at(&mut fs, "flash", 19_000, b"x"), Ok(1));
    assert_eq!(write_at(&mut fs, "flash", 19_999, b"xy"), Ok(1));
    let file = fs.open("flash", OpenFlags::RDWR, 0).unwrap();
    assert_eq!(fs.ftruncate(file, 20_001), Err(Errno::ENOSPC));
    assert_eq!(fs.ftruncate(file, 15_000), Ok(()));
}

fn a_page_of_flash_that_does_not_fit_is_enospc() {
    let mut fs = MemFs::from_entries(&[("a", FLASH)]).unwrap().quota(100, 100);
    assert_eq!(write_at(&mut fs, "a", 50, b"x"), Err(Errno::ENOSPC));
    assert_eq!(write_at(&mut fs, "a", 0, &[1; 4096]), Err(Errno::ENOSPC));
    assert!(fs.read_file("a").unwrap() == FLASH);
    assert_eq!(fs.bytes(), 0);
    let mut fs = MemFs::from_entries(&[("a", FLASH)]).unwrap().quota(5000, 100);
    assert_eq!(write_at(&mut fs, "a", 0, &[1; 8192]), Ok(4096));
    assert!(fs.read_file("a").unwrap()[4096..] == FLASH[4096..]);
}

fn no_more_names_than_the_quota() {
    let mut fs = MemFs::new().quota(1000, 2);
    fs.mkdir("dir", 0o755).unwrap();
    fs.write_file("dir/a", b"").unwrap();
    assert_eq!(fs.write_file("b", b""), Err(Errno::ENOSPC));
    assert_eq!(fs.mkdir("b", 0o755), Err(Errno::ENOSPC));
    assert_eq!(fs.symlink("x", "b"), Err(Errno::ENOSPC));
    assert_eq!(fs.link("dir/a", "b"), Err(Errno::ENOSPC));
    assert_eq!(fs.stat("dir/a", Links::Follow).unwrap().nlink, 1);
    fs.unlink("dir/a").unwrap();
    fs.write_file("b", b"").unwrap();
}

fn renaming_needs_no_quota() {
    let mut fs = MemFs::new().quota(0, 2);
    fs.mkdir("a", 0o755).unwrap();
    fs.mkdir("b", 0o755).unwrap();
    fs.rename("a", "c").unwrap();
    fs.rename("c", "b").unwrap();
    assert_eq!(fs.entries(), 1);
}

fn a_removed_file_takes_room_while_it_is_open() {
    let mut fs = MemFs::new().quota(10, 10);
    fs.write_file("a", &[0; 10]).unwrap();
    let file = fs.open("a", OpenFlags::RDONLY, 0).unwrap();
    fs.unlink("a").unwrap();
    assert_eq!((fs.bytes(), fs.entries()), (10, 0));
    assert_eq!(fs.write_file("b", b"x"), Err(Errno::ENOSPC));
    fs.close(file).unwrap();
    fs.write_file("b", b"x").unwrap();
}

fn a_file_has_a_greatest_length() {
    let mut fs = MemFs::new();
    let most = (1 << 44) - 4096;
    let file = fs.open("a", OpenFlags::RDWR | OpenFlags::CREAT, 0o644).unwrap();
    assert_eq!(fs.ftruncate(file, most + 1), Err(Errno::EFBIG));
    assert_eq!(fs.write(file, Some(most), b"x"), Err(Errno::EFBIG));
    assert_eq!(fs.write(file, Some(i64::MAX as u64), b"x"), Err(Errno::EFBIG));
    assert_eq!(fs.fstat(file).unwrap().size, 0);
    assert_eq!(fs.write(file, Some(most - 2), b"xyz"), Ok(2));
    assert_eq!(fs.fstat(file).unwrap().size, most);
}

fn a_file_has_65000_names_at_most() {
    let mut fs = MemFs::new();
    fs.write_file("a", b"").unwrap();
    for number in 1..65_000 {
        fs.link("a", &number.to_string()).unwrap();
    }
    assert_eq!(fs.link("a", "b"), Err(Errno::EMLINK));
    assert_eq!((fs.stat("a", Links::Follow).unwrap().nlink, fs.entries()), (65_000, 65_000));
}

fn times_are_what_it_was_told() {
    let mut fs = MemFs::new();
    let at = |seconds| FileTime { seconds, nanos: 0 };
    fs.set_time(at(10));
    fs.write_file("a", b"text").unwrap();
    fs.set_time(at(20));
    fs.read_file("a").unwrap();
    fs.set_time(at(30));
    fs.chmod("a", 0o600).unwrap();
    let metadata = fs.stat("a", Links::Follow).unwrap();
    let times = [metadata.birthtime, metadata.mtime, metadata.atime, metadata.ctime];
    assert_eq!(times.map(|time| time.seconds), [10, 10, 20, 30]);
    fs.set_time(at(40));
    fs.read_dir("").unwrap();
    fs.symlink("a", "link").unwrap();
    fs.set_time(at(50));
    fs.read_link("link").unwrap();
    assert_eq!(fs.stat("link", Links::NoFollow).unwrap().atime, at(50));
    assert_eq!(fs.stat("", Links::Follow).unwrap().atime, at(40));
    assert_eq!(fs.stat("", Links::Follow).unwrap().mtime, at(40));
}

fn a_clone_is_another_file_system() {
    let mut fs = MemFs::from_entries(&[("a", b"text")]).unwrap();
    let mut other = fs.clone();
    other.write_file("a", b"other").unwrap();
    other.write_file("b", b"").unwrap();
    assert_eq!(fs.read_file("a").unwrap(), b"text");
    assert_eq!((fs.entries(), other.entries()), (1, 2));
}

fn a_number_of_a_closed_file_is_not_used_again() {
    let mut fs = MemFs::from_entries(&[("a", b"text")]).unwrap();
    let first = fs.open("a", OpenFlags::RDONLY, 0).unwrap();
    fs.close(first).unwrap();
    let second = fs.open("a", OpenFlags::RDONLY, 0).unwrap();
    assert_ne!(first, second);
    assert_eq!(fs.read(first, None, &mut [0]), Err(Errno::EBADF));
}
