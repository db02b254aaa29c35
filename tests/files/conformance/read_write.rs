//! read(2), write(2) and similar calls.

use gojs::{Errno, fs::OpenFlags};

use super::{
    case::{Case, cases},
    files::Files,
};

pub(crate) const CASES: &[Case] = cases![
    what_was_written_is_read,
    reading_goes_on_where_it_ended,
    writing_goes_on_where_it_ended,
    reading_and_writing_share_a_position,
    reading_at_a_position_does_not_move,
    writing_at_a_position_does_not_move,
    nothing_is_read_beyond_the_end,
    the_end_is_read_in_part,
    what_is_opened_for_writing_cannot_be_read,
    what_is_opened_for_reading_cannot_be_written,
    append_writes_at_the_end,
    append_disregards_the_position,
    append_reads_from_the_beginning,
    two_appenders_do_not_overwrite_each_other,
    writing_beyond_the_end_leaves_zeros,
    writing_far_beyond_the_end_takes_little_room,
    writing_nothing_does_nothing,
    overwriting_in_the_middle_keeps_the_rest,
    overwriting_across_pages,
    long_files_are_read_and_written_in_pieces,
    cutting_off_shortens,
    cutting_off_and_lengthening_leaves_zeros,
    cutting_off_within_pages_leaves_zeros,
    lengthening_leaves_zeros,
    cutting_off_does_not_move,
    cutting_off_what_is_opened_for_reading_is_einval,
    lengthening_far_takes_no_room,
    a_position_that_is_none_is_einval,
    a_length_that_is_none_is_einval,
    all_bytes_may_be_written,
    syncing_works_on_files_and_directories,
    what_one_handle_writes_the_other_reads,
];

fn file_with(files: &mut Files<'_>, bytes: &[u8]) -> gojs::fs::Handle {
    files.write_file("file", bytes).unwrap();
    files.open("file", OpenFlags::RDWR).unwrap()
}

/// Returns bytes in which all pages differ.
fn pattern(len: usize) -> Vec<u8> {
    (0..len).map(|at| (at % 251 + at / 4096) as u8).collect()
}

fn what_was_written_is_read(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    assert_eq!(files.read_file("file").unwrap(), b"text");
    files.write_file("file", "no").unwrap();
    assert_eq!(files.read_file("file").unwrap(), b"no");
}

fn reading_goes_on_where_it_ended(files: &mut Files<'_>) {
    let file = file_with(files, b"0123456789");
    assert_eq!(files.read(file, None, 3).unwrap(), b"012");
    assert_eq!(files.read(file, None, 0).unwrap(), b"");
    assert_eq!(files.read(file, None, 4).unwrap(), b"3456");
    assert_eq!(files.read(file, None, 100).unwrap(), b"789");
    assert_eq!(files.read(file, None, 100).unwrap(), b"");
}

fn writing_goes_on_where_it_ended(files: &mut Files<'_>) {
    let file = file_with(files, b"0123456789");
    assert_eq!(files.write(file, None, b"ab"), Ok(2));
    assert_eq!(files.write(file, None, b"cd"), Ok(2));
    assert_eq!(files.read_file("file").unwrap(), b"abcd456789");
}

fn reading_and_writing_share_a_position(files: &mut Files<'_>) {
    let file = file_with(files, b"0123456789");
    assert_eq!(files.read(file, None, 3).unwrap(), b"012");
    assert_eq!(files.write(file, None, b"ab"), Ok(2));
    assert_eq!(files.read(file, None, 3).unwrap(), b"567");
}

fn reading_at_a_position_does_not_move(files: &mut Files<'_>) {
    let file = file_with(files, b"0123456789");
    assert_eq!(files.read(file, None, 2).unwrap(), b"01");
    assert_eq!(files.read(file, Some(7), 2).unwrap(), b"78");
    assert_eq!(files.read(file, None, 2).unwrap(), b"23");
}

fn writing_at_a_position_does_not_move(files: &mut Files<'_>) {
    let file = file_with(files, b"0123456789");
    assert_eq!(files.write(file, None, b"a"), Ok(1));
    assert_eq!(files.write(file, Some(7), b"b"), Ok(1));
    assert_eq!(files.write(file, None, b"c"), Ok(1));
    assert_eq!(files.read_file("file").unwrap(), b"ac23456b89");
}

fn nothing_is_read_beyond_the_end(files: &mut Files<'_>) {
    let file = file_with(files, b"0123456789");
    for position in [10, 11, 5000, 1 << 40, i64::MAX as u64 - 10] {
        assert_eq!(files.read(file, Some(position), 10).unwrap(), b"", "{position}");
    }
}

fn the_end_is_read_in_part(files: &mut Files<'_>) {
    let file = file_with(files, b"0123456789");
    assert_eq!(files.read(file, Some(8), 10).unwrap(), b"89");
}

fn what_is_opened_for_writing_cannot_be_read(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let file = files.open("file", OpenFlags::WRONLY).unwrap();
    assert_eq!(files.read(file, None, 1), Err(Errno::EBADF));
    assert_eq!(files.read(file, Some(0), 1), Err(Errno::EBADF));
}

fn what_is_opened_for_reading_cannot_be_written(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let file = files.open("file", OpenFlags::RDONLY).unwrap();
    assert_eq!(files.write(file, None, b"x"), Err(Errno::EBADF));
    assert_eq!(files.write(file, Some(0), b"x"), Err(Errno::EBADF));
    assert_eq!(files.read_file("file").unwrap(), b"text");
}

fn append_writes_at_the_end(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let file = files.open("file", OpenFlags::WRONLY | OpenFlags::APPEND).unwrap();
    assert_eq!(files.write(file, None, b"ab"), Ok(2));
    assert_eq!(files.write(file, None, b"cd"), Ok(2));
    assert_eq!(files.read_file("file").unwrap(), b"textabcd");
}

fn append_disregards_the_position(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let file = files.open("file", OpenFlags::WRONLY | OpenFlags::APPEND).unwrap();
    assert_eq!(files.write(file, Some(0), b"ab"), Ok(2));
    assert_eq!(files.write(file, Some(100), b"cd"), Ok(2));
    assert_eq!(files.read_file("file").unwrap(), b"textabcd");
}

fn append_reads_from_the_beginning(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let file = files.open("file", OpenFlags::RDWR | OpenFlags::APPEND).unwrap();
    assert_eq!(files.read(file, None, 2).unwrap(), b"te");
    assert_eq!(files.write(file, None, b"ab"), Ok(2));
    assert_eq!(files.read(file, None, 2).unwrap(), b"");
}

fn two_appenders_do_not_overwrite_each_other(files: &mut Files<'_>) {
    let flags = OpenFlags::WRONLY | OpenFlags::CREAT | OpenFlags::APPEND;
    let first = files.open("file", flags).unwrap();
    let second = files.open("file", flags).unwrap();
    for _ in 0..3 {
        files.write(first, None, b"a").unwrap();
        files.write(second, None, b"bc").unwrap();
    }
    assert_eq!(files.read_file("file").unwrap(), b"abcabcabc");
}

fn writing_beyond_the_end_leaves_zeros(files: &mut Files<'_>) {
    let file = file_with(files, b"text");
    assert_eq!(files.write(file, Some(6), b"x"), Ok(1));
    assert_eq!(files.read_file("file").unwrap(), b"text\0\0x");
    assert_eq!(files.write(file, Some(9000), b"y"), Ok(1));
    let bytes = files.read_file("file").unwrap();
    assert_eq!(bytes.len(), 9001);
    assert_eq!(bytes[7..9000], [0; 8993]);
    assert_eq!(bytes[9000], b'y');
}

fn writing_far_beyond_the_end_takes_little_room(files: &mut Files<'_>) {
    let file = file_with(files, b"text");
    let far = 1 << 40;
    assert_eq!(files.write(file, Some(far), b"x"), Ok(1));
    assert_eq!(files.fstat(file).unwrap().size, far + 1);
    assert!(files.fstat(file).unwrap().blocks <= 64);
    assert_eq!(files.read(file, Some(far - 3), 10).unwrap(), b"\0\0\0x");
    assert_eq!(files.read(file, Some(2), 4).unwrap(), b"xt\0\0");
}

fn writing_nothing_does_nothing(files: &mut Files<'_>) {
    let file = file_with(files, b"text");
    assert_eq!(files.write(file, Some(100), b""), Ok(0));
    assert_eq!(files.write(file, None, b""), Ok(0));
    assert_eq!(files.size("file").unwrap(), 4);
}

fn overwriting_in_the_middle_keeps_the_rest(files: &mut Files<'_>) {
    let mut bytes = pattern(20_000);
    let file = file_with(files, &bytes);
    bytes[10_000..10_005].copy_from_slice(b"hello");
    assert_eq!(files.write(file, Some(10_000), b"hello"), Ok(5));
    assert!(files.read_file("file").unwrap() == bytes);
}

fn overwriting_across_pages(files: &mut Files<'_>) {
    for (at, len) in [(4095, 2), (4096, 4096), (0, 8192), (1, 12_000), (4000, 200), (8191, 4098), (19_000, 3000)] {
        let mut bytes = pattern(20_000);
        let file = file_with(files, &bytes);
        bytes.resize(bytes.len().max(at + len), 0);
        bytes[at..at + len].fill(0xaa);
        assert_eq!(files.write(file, Some(at as u64), &vec![0xaa; len]), Ok(len));
        assert!(files.read_file("file").unwrap() == bytes, "{at} {len}");
        files.close(file).unwrap();
    }
}

fn long_files_are_read_and_written_in_pieces(files: &mut Files<'_>) {
    let bytes = pattern(1 << 20);
    let file = files.open("file", OpenFlags::RDWR | OpenFlags::CREAT).unwrap();
    for piece in bytes.chunks(7777) {
        assert_eq!(files.write(file, None, piece), Ok(piece.len()));
    }
    files.close(file).unwrap();
    let file = files.open("file", OpenFlags::RDONLY).unwrap();
    let mut read = Vec::new();
    loop {
        match files.read(file, None, 5555).unwrap() {
            piece if piece.is_empty() => break,
            piece => read.extend(piece),
        }
    }
    assert!(read == bytes);
}

fn cutting_off_shortens(files: &mut Files<'_>) {
    let file = file_with(files, b"0123456789");
    files.fs().ftruncate(file, 4).unwrap();
    assert_eq!(files.read_file("file").unwrap(), b"0123");
    files.fs().ftruncate(file, 0).unwrap();
    assert_eq!(files.read_file("file").unwrap(), b"");
}

fn cutting_off_and_lengthening_leaves_zeros(files: &mut Files<'_>) {
    let file = file_with(files, b"0123456789");
    files.fs().ftruncate(file, 4).unwrap();
    files.fs().ftruncate(file, 6).unwrap();
    assert_eq!(files.read_file("file").unwrap(), b"0123\0\0");
    files.write(file, Some(8), b"x").unwrap();
    assert_eq!(files.read_file("file").unwrap(), b"0123\0\0\0\0x");
}

fn cutting_off_within_pages_leaves_zeros(files: &mut Files<'_>) {
    for cut in [0, 1, 4095, 4096, 4097, 8192, 10_000, 20_000] {
        let mut bytes = pattern(20_000);
        let file = file_with(files, &bytes);
        files.fs().ftruncate(file, cut).unwrap();
        files.fs().ftruncate(file, 20_000).unwrap();
        bytes[cut as usize..].fill(0);
        assert!(files.read_file("file").unwrap() == bytes, "{cut}");
        files.close(file).unwrap();
    }
}

fn lengthening_leaves_zeros(files: &mut Files<'_>) {
    let file = file_with(files, b"text");
    files.fs().ftruncate(file, 10_000).unwrap();
    let bytes = files.read_file("file").unwrap();
    assert_eq!(bytes.len(), 10_000);
    assert!(bytes.starts_with(b"text") && bytes[4..].iter().all(|byte| *byte == 0));
}

fn cutting_off_does_not_move(files: &mut Files<'_>) {
    let file = file_with(files, b"0123456789");
    assert_eq!(files.read(file, None, 8).unwrap(), b"01234567");
    files.fs().ftruncate(file, 4).unwrap();
    assert_eq!(files.read(file, None, 8).unwrap(), b"");
    assert_eq!(files.write(file, None, b"x"), Ok(1));
    assert_eq!(files.read_file("file").unwrap(), b"0123\0\0\0\0x");
}

fn cutting_off_what_is_opened_for_reading_is_einval(files: &mut Files<'_>) {
    files.write_file("file", "text").unwrap();
    let file = files.open("file", OpenFlags::RDONLY).unwrap();
    assert_eq!(files.fs().ftruncate(file, 0), Err(Errno::EINVAL));
    assert_eq!(files.size("file").unwrap(), 4);
}

fn lengthening_far_takes_no_room(files: &mut Files<'_>) {
    let file = file_with(files, b"text");
    let far = 1 << 40;
    files.fs().ftruncate(file, far).unwrap();
    assert_eq!(files.fstat(file).unwrap().size, far);
    assert!(files.fstat(file).unwrap().blocks <= 64);
    assert_eq!(files.read(file, Some(far - 2), 10).unwrap(), b"\0\0");
}

fn a_position_that_is_none_is_einval(files: &mut Files<'_>) {
    let file = file_with(files, b"text");
    for position in [1 << 63, u64::MAX] {
        assert_eq!(files.read(file, Some(position), 1), Err(Errno::EINVAL));
        assert_eq!(files.write(file, Some(position), b"x"), Err(Errno::EINVAL));
    }
}

fn a_length_that_is_none_is_einval(files: &mut Files<'_>) {
    let file = file_with(files, b"text");
    assert_eq!(files.fs().ftruncate(file, 1 << 63), Err(Errno::EINVAL));
    assert_eq!(files.fs().ftruncate(file, u64::MAX), Err(Errno::EINVAL));
    assert_eq!(files.size("file").unwrap(), 4);
}

fn all_bytes_may_be_written(files: &mut Files<'_>) {
    let bytes: Vec<u8> = (0..=255).collect();
    files.write_file("file", &bytes).unwrap();
    assert_eq!(files.read_file("file").unwrap(), bytes);
}

fn syncing_works_on_files_and_directories(files: &mut Files<'_>) {
    let file = file_with(files, b"text");
    files.fs().fsync(file).unwrap();
    let dir = files.open("", OpenFlags::RDONLY).unwrap();
    files.fs().fsync(dir).unwrap();
}

fn what_one_handle_writes_the_other_reads(files: &mut Files<'_>) {
    let writer = file_with(files, b"text");
    let reader = files.open("file", OpenFlags::RDONLY).unwrap();
    files.write(writer, Some(0), b"T").unwrap();
    assert_eq!(files.read(reader, None, 10).unwrap(), b"Text");
    files.write(writer, Some(4), b"!").unwrap();
    assert_eq!(files.read(reader, None, 10).unwrap(), b"!");
}
