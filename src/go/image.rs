//! A memory with the symbol table of a small Go program, for tests.

use alloc::{vec, vec::Vec};

/// The releases that changed a layout. Go 1.18 is 118.
pub(super) const RELEASES: [u32; 5] = [118, 120, 125, 126, 127];

/// Functions: name, frame size, flag. Block 0 of a function has no frame and is on line `100 * index + 10`, the
/// next three blocks are on the next line, and the rest on the one after. In `g`, blocks 4 and 5 are those of
/// `inner`, which was inlined for a call in block 3.
const PROGRAM: [(&str, u32, u8); 9] = [
    ("go:buildid", 0, 0),
    ("runtime.goexit", 0, 4 | 1),
    ("main.main", 24, 0),
    ("main.f[go.shape.int,go.shape.[]uint8]", 200, 0),
    ("main.(*T).g", 16, 0),
    ("runtime.systemstack", 0, 4),
    ("runtime.systemstack_switch", 0, 4),
    ("runtime.mstart", 0, 1),
    ("gcWriteBarrier", 0, 4),
];

/// Returns the PC of a block of the first function whose name starts with `name`.
pub(super) fn pc(name: &str, block: u64) -> u64 {
    (0x1000 + PROGRAM.iter().position(|function| function.0.starts_with(name)).unwrap() as u64) << 16 | block
}

/// Writes words from `addr` on.
pub(super) fn put(memory: &mut [u8], addr: usize, words: &[u64]) {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    memory[addr..addr + bytes.len()].copy_from_slice(&bytes);
}

fn bytes(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// Appends a table of values, and of the number of blocks that each holds for, as two-byte varints. Returns its
/// offset.
fn table(out: &mut Vec<u8>, entries: &[(i32, u32)]) -> u32 {
    let (offset, mut last) = (out.len() as u32, -1);
    for &(value, blocks) in entries {
        let step = value - last;
        let zigzag = if step < 0 { -step as u32 * 2 - 1 } else { step as u32 * 2 };
        out.extend([zigzag, blocks].iter().flat_map(|n| [(n & 0x7f) as u8 | 0x80, (n >> 7) as u8]));
        last = value;
    }
    out.push(0);
    offset
}

fn string(out: &mut Vec<u8>, text: &str) -> u32 {
    let offset = out.len() as u32;
    out.extend_from_slice(text.as_bytes());
    out.push(0);
    offset
}

/// The address of the `pcHeader` in [`image`], and memory that `image` does not use.
pub(super) const HEADER: usize = 0x200;
pub(super) const G0: usize = 0x1000;
pub(super) const STACK: usize = 0x1800;
pub(super) const SIZE: usize = 0x2200;

/// Creates a memory with the symbol table of the program.
pub(super) fn image(release: u32) -> Vec<u8> {
    let (mut names, mut files, mut values, mut entries, mut funcs) = (vec![], vec![], vec![0], vec![], vec![]);
    let entry = |index: u32| if release >= 125 { 0x1000 + index } else { (0x1000 + index) << 16 };
    let count = PROGRAM.len() as u32;
    // `cutab`: the files of the compilation unit of `PROGRAM` start at index 5.
    let units = bytes(&[!0, !0, !0, !0, !0, string(&mut files, "a.s"), string(&mut files, "/src/main.go")]);
    for (i, (name, frame, flag)) in (0..).zip(PROGRAM) {
        let line = 100 * i as i32 + 10;
        let frames = [(0, if frame == 0 { 201 } else { 1 }), (frame as i32, 200)];
        entries.extend([entry(i), count * 8 + 8 + funcs.len() as u32]);
        let mut fields = vec![entry(i), string(&mut names, name), 0, 0, table(&mut values, &frames)];
        fields.push(table(&mut values, &[(1, 201)]));
        fields.push(table(&mut values, &[(line, 1), (line + 1, 3), (line + 2, 197)]));
        fields.extend([3, 5].into_iter().chain((release >= 120).then_some(line as u32)));
        let inlined = table(&mut values, &[(-1, 4), (1, 2), (-1, 195)]);
        fields.extend([u32::from_le_bytes([0, flag, 0, 4]), 0, 0, inlined]);
        fields.extend([!0, !0, !0, if name.ends_with('g') { 0 } else { !0 }]);
        funcs.extend(bytes(&fields));
        funcs.resize(funcs.len().next_multiple_of(8), 0);
    }
    let inner = string(&mut names, "main.inner");
    let call = if release >= 120 { bytes(&[0, inner, 3, 1]) } else { bytes(&[0xffff, 1, 1, inner, 3]) };
    let trees = [vec![0; call.len()], call].concat();
    let max_pc = u64::from(0x1000 + count - 1) << 16 | 201;
    entries.extend([if release >= 125 { 0x1000 + count } else { max_pc as u32 }, 0]);
    let functions = [bytes(&entries), funcs].concat();

    let mut memory = vec![0; SIZE];
    let mut at = HEADER + 72;
    let mut header = vec![0x0801_0000_ffff_fff0 + u64::from(release >= 120), count.into(), 2, 0];
    let mut moduledata = vec![HEADER as u64];
    for part in [names, units, files, values, functions] {
        at = at.next_multiple_of(32);
        memory[at..at + part.len()].copy_from_slice(&part);
        header.push((at - HEADER) as u64);
        moduledata.extend([at as u64, part.len() as u64, part.len() as u64]);
        at += part.len();
    }
    put(&mut memory, HEADER, &header);
    moduledata.extend([moduledata[13], u64::from(count) + 1, 0, 0x77, 0x1000 << 16, max_pc, 0]);
    moduledata.resize(if release >= 120 { 40 } else { 38 }, 0x5555);
    moduledata.extend([0x5555, 0x80, 0x66].iter().filter(|_| release >= 127));
    moduledata.push(at as u64);
    memory[at..at + trees.len()].copy_from_slice(&trees);
    at += trees.len();
    moduledata.extend([if release >= 126 { at as u64 } else { 0x5555 }, 1, 1, 1, 1, 1]);
    put(&mut memory, at.next_multiple_of(32), &moduledata);
    assert!(at + 400 < G0, "the image has grown into the memory of the tests");
    memory
}
