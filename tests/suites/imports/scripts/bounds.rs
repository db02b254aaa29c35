//! Frames, slices and strings that are not entirely in memory.

use super::Recorder;
use crate::imports::frames::{Argument, BYTES, GLOBAL, LIST, Ref, Slice, TEXT, TRUE, number};
use crate::imports::session::{PAGE, Session};
use gojs::{Import, ImportModule, Trap};

/// Returns the arguments that Go would pass to an import.
fn arguments(go: &mut Session, name: &str) -> Result<Vec<Argument>, Trap> {
    let object: Ref = go.object()?;
    let bytes: Ref = go.byte_array("Uint8Array", &[1, 2, 3, 4])?;
    let class: Ref = go.global("Array")?;
    go.write(TEXT, b"push");
    go.list(&[TRUE, number(3.0)]);
    let (text, slice, list) = (Slice::new(TEXT, 4), Slice::new(BYTES, 8), Slice::new(LIST, 2));
    let (array, one): (Argument, Argument) = (go.array(&[TRUE])?.into(), 1_i64.into());
    Ok(match name {
        "runtime.wasmWrite" => vec![one, i64::from(TEXT).into(), 4_i64.into()],
        "runtime.getRandomData" => vec![slice.into()],
        "syscall/js.stringVal" => vec![text.into()],
        "syscall/js.valueGet" | "syscall/js.valueDelete" => vec![object.into(), text.into()],
        "syscall/js.valueSet" => vec![object.into(), text.into(), TRUE.into()],
        "syscall/js.valueIndex" => vec![array, one],
        "syscall/js.valueSetIndex" => vec![array, one, TRUE.into()],
        "syscall/js.valueCall" => vec![array, text.into(), list.into()],
        "syscall/js.valueInvoke" | "syscall/js.valueNew" => vec![class.into(), list.into()],
        "syscall/js.valueLength" => vec![array],
        "syscall/js.valueLoadString" => vec![bytes.into(), slice.into()],
        "syscall/js.valueInstanceOf" => vec![array, class.into()],
        "syscall/js.copyBytesToGo" => vec![slice.into(), 8_i64.into(), bytes.into()],
        "syscall/js.copyBytesToJS" => vec![bytes.into(), slice.into()],
        // All imports whose only argument is a word: a ref, a delay, an id, or an exit code.
        _ => vec![GLOBAL.into()],
    })
}

const END: i64 = PAGE as i64;

/// Addresses and lengths, few of which are in bounds.
const SLICES: &[(i64, i64)] = &[
    (0, 0),
    (END - 1, 1),
    (END, 0),
    (END, 1),
    (END + 1, 0),
    (END - 1, 2),
    (0, END),
    (0, END + 1),
    (1, END),
    (-1, 0),
    (-1, 1),
    (0, -1),
    (8, -8),
    (-8, 8),
    (-8, 16),
    (i64::MIN, 0),
    (i64::MAX, 0),
    (i64::MIN, i64::MIN),
    (i64::MAX, i64::MAX),
    (0, i64::MAX),
    (0, i64::MIN),
    (1 << 31, 4),
    (0xffff_ffff, 1),
    (1 << 32, 0),
    ((1 << 32) + 8, 4),
    (8, 1 << 32),
    (8, (1 << 32) + 4),
    (1 << 53, 1),
    ((1 << 53) + 1, 0),
    (-(1 << 53) - 1, 0),
];

pub(super) fn slices(recorder: &mut Recorder) {
    // The import, and the index of its argument that is the slice.
    for (name, position) in [
        ("runtime.getRandomData", 0),
        ("syscall/js.stringVal", 0),
        ("syscall/js.valueGet", 1),
        ("syscall/js.valueSet", 1),
        ("syscall/js.valueDelete", 1),
        ("syscall/js.valueCall", 1),
        ("syscall/js.valueLoadString", 1),
        ("syscall/js.copyBytesToGo", 0),
        ("syscall/js.copyBytesToJS", 1),
    ] {
        for &(addr, len) in SLICES {
            recorder.attempt(|go| {
                let mut arguments = arguments(go, name)?;
                arguments[position] = Slice { addr, len }.into();
                if name == "runtime.getRandomData" && addr >= 0 && (1..=END).contains(&len) && addr <= END - len {
                    go.mask(addr as u32, len as u32);
                }
                go.import(name, &arguments)
            });
        }
    }
    // Both the slice and the target are invalid. This shows which one is checked first.
    for (addr, len) in [(-1, 1), (0, -1)] {
        for target in [0, TRUE] {
            for name in ["syscall/js.valueGet", "syscall/js.valueSet", "syscall/js.valueDelete", "syscall/js.valueCall"]
            {
                recorder.attempt(|go| go.import(name, &[target.into(), Slice { addr, len }.into()]));
            }
            for name in ["syscall/js.valueLoadString", "syscall/js.copyBytesToJS"] {
                recorder.attempt(|go| go.import(name, &[target.into(), Slice { addr, len }.into()]));
            }
            recorder.attempt(|go| go.copy_to_go(Slice { addr, len }, target));
        }
    }
    // The length of `wasmWrite` has 32 bits.
    for (addr, len) in [(END, 0), (END - 4, 4), (END - 4, 5), (0, -1), (0, -0x8000_0000), (0, 0x7fff_ffff_i64)] {
        recorder.attempt(|go| go.import("runtime.wasmWrite", &[1_i64.into(), addr.into(), len.into()]));
    }
    for addr in [-1, END + 1, 1 << 32, i64::MIN, i64::MAX] {
        recorder.attempt(|go| go.import("runtime.wasmWrite", &[1_i64.into(), addr.into(), 0_i64.into()]));
    }
}

/// Slices of refs. Go can catch the exception that an invalid slice throws.
pub(super) fn lists(recorder: &mut Recorder) {
    for (name, position) in [("syscall/js.valueCall", 2), ("syscall/js.valueInvoke", 1), ("syscall/js.valueNew", 1)] {
        recorder.session(|go| {
            for &(addr, len) in SLICES {
                // The lengths are reduced because `wasm_exec.js` would first create an array of the full length, and
                // fill it as far as the memory reaches.
                let (len, offset) = (len / 8, if name == "syscall/js.valueCall" { 56 } else { 40 });
                let mut arguments = arguments(go, name)?;
                arguments[position] = Slice { addr, len }.into();
                go.import(name, &arguments)?;
                go.caught(offset)?.ok();
            }
            for (addr, len) in [(END - 8, 1), (END - 4, 1), (END - 7, 1), (LIST.into(), 0xffff_ffff), (0, 1 << 32)] {
                let mut arguments = arguments(go, name)?;
                arguments[position] = Slice { addr, len }.into();
                go.import(name, &arguments)?;
                go.caught(if name == "syscall/js.valueCall" { 56 } else { 40 })?.ok();
            }
            Ok(())
        });
    }
}

/// Frames at the end of the memory and of the address space, cut off at each word.
pub(super) fn stack_pointers(recorder: &mut Recorder) {
    let at_the_end = (0..=80).step_by(8).map(|room| PAGE - room);
    let odd = [PAGE - 65, PAGE - 20, PAGE - 12, PAGE - 9, PAGE - 1];
    let beyond =
        [PAGE + 8, 0x7fff_ffff, 0x8000_0000, 0xffff_0000, 0xffff_fff8, 0xffff_fff0, 0xffff_ffc0, u32::MAX, 0, 4];
    for sp in at_the_end.chain(odd).chain(beyond) {
        for import in Import::all(ImportModule::Gojs) {
            let name = import.name();
            recorder.attempt(|go| {
                let arguments = arguments(go, name)?;
                go.frame_at(sp, &arguments);
                for (start, len) in unforeseeable(name, sp) {
                    if start + len <= PAGE {
                        go.mask(start, len);
                    }
                }
                go.call_at(name, sp)
            });
        }
    }
}

/// Returns the unpredictable results of an import, as addresses and lengths.
fn unforeseeable(name: &str, sp: u32) -> Vec<(u32, u32)> {
    match name {
        "runtime.getRandomData" => vec![(BYTES, 8)],
        "runtime.nanotime1" if sp < PAGE => vec![(sp + 8, 8)],
        "runtime.walltime" if sp < PAGE => vec![(sp + 8, 8), (sp + 16, 4)],
        _ => vec![],
    }
}
