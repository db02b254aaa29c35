//! The imports of Go's runtime itself.

use super::Recorder;
use crate::imports::frames::{Argument, BYTES, GLOBAL, Slice, TEXT, TRUE, UNDEFINED, number};
use crate::imports::session::{PAGE, Session};
use gojs::Trap;

pub(super) fn written(recorder: &mut Recorder) {
    recorder.session(|go| {
        for (fd, text) in [(1, &b"to stdout\n"[..]), (2, b"to stderr"), (1, b""), (2, b"\xff\0\xef\xbb\xbf")] {
            let text = go.text(text);
            let words = [fd, text.addr, text.len].map(Argument::from);
            go.import("runtime.wasmWrite", &words)?;
        }
        // The length has 32 bits. The adjacent bits are not part of it.
        let text = go.text("0123456789");
        go.import("runtime.wasmWrite", &[1_i64.into(), text.addr.into(), (4 | 0x7fff_ffff_0000_0000_i64).into()])
    });
}

pub(super) fn written_in_vain(recorder: &mut Recorder) {
    for fd in [0, 3, -1, i64::MAX, (1 << 32) + 1, i64::MIN] {
        recorder.ending(|go| {
            let text = go.text("text");
            go.import("runtime.wasmWrite", &[fd.into(), text.addr.into(), text.len.into()])
        });
    }
}

pub(super) fn clocks_and_entropy(recorder: &mut Recorder) {
    recorder.session(|go| {
        for _ in 0..3 {
            go.frame_at(go.sp, &[]);
            go.mask(go.sp + 8, 8);
            go.call("runtime.nanotime1")?;
            go.frame_at(go.sp, &[]);
            go.mask(go.sp + 8, 8);
            go.mask(go.sp + 16, 4);
            go.call("runtime.walltime")?;
        }
        for len in [0, 8, 100, 0x1000] {
            go.mask(BYTES, len);
            go.import("runtime.getRandomData", &[Slice::new(BYTES, len).into()])?;
        }
        Ok(())
    });
}

pub(super) fn timers(recorder: &mut Recorder) {
    recorder.session(|go| {
        for delay in [0, 1, -1, 1_000, i64::MAX, i64::MIN, 0x7fff_ffff, 0x8000_0000] {
            go.import("runtime.scheduleTimeoutEvent", &[delay.into()])?;
        }
        for id in [3, 3, 0, 99, -1, i64::MAX, 1 << 32 | 4] {
            go.import("runtime.clearTimeoutEvent", &[id.into()])?;
            // Ids are not reused.
            go.import("runtime.scheduleTimeoutEvent", &[5_i64.into()])?;
        }
        Ok(())
    });
}

pub(super) fn debug(recorder: &mut Recorder) {
    recorder.session(|go| {
        for value in [0, 1, 0x7fff_ffff, 0x8000_0000, u32::MAX] {
            go.call_at("debug", value)?;
        }
        Ok(())
    });
}

pub(super) fn exit_codes(recorder: &mut Recorder) {
    for code in [0, 1, 2, 255, 256, -1, 0x7fff_ffff, -0x8000_0000, 1 << 32, (1_i64 << 32) + 7] {
        recorder.ending(|go| go.import("runtime.wasmExit", &[Argument::Word(code as u64)]));
    }
}

pub(super) fn growth(recorder: &mut Recorder) {
    recorder.session(|go| {
        let bytes = go.byte_array("Uint8Array", b"beyond")?;
        go.grow(2);
        go.import("runtime.resetMemoryDataView", &[])?;
        let end = go.size();
        go.copy_to_go(Slice::new(end - 6, 6), bytes)?;
        go.copy_to_go(Slice::new(PAGE - 3, 6), bytes)?;
        go.sp = end - 0x100;
        let object = go.object()?;
        go.set(object, "x", number(1.0))?;
        go.get(object, "x")?;
        go.write(end - 4, b"name");
        go.import("syscall/js.valueSet", &[object.into(), Slice::new(end - 4, 4).into(), TRUE.into()])?;
        go.get(object, "name").map(drop)
    });
    recorder.ending(|go| {
        go.grow(1);
        go.import("runtime.resetMemoryDataView", &[])?;
        go.import("syscall/js.stringVal", &[Slice::new(go.size(), 1).into()])
    });
}

/// Creates enough garbage that a small heap is collected while Go is in the middle of a call.
fn litter(go: &mut Session) -> Result<(), Trap> {
    const LEN: u32 = 20_000;
    go.write(TEXT, &[b'x'; LEN as usize]);
    for n in 0..20_u8 {
        let different = go.garbage.word() & 0x7f7f_7f7f_7f7f_7f7f;
        go.write(TEXT + u32::from(n), &different.to_le_bytes());
        go.import("syscall/js.stringVal", &[Slice::new(TEXT, LEN).into()])?;
        go.finalize(go.word(24))?;
    }
    Ok(())
}

/// Values to which only a call that waits for Go refers.
pub(super) fn collection_in_a_call(recorder: &mut Recorder) {
    recorder.session(|go| {
        let function = go.function(1)?;
        go.on_resume(|go| {
            let event = go.take_event()?;
            if event.this != UNDEFINED {
                go.set(event.this, "own", event.id)?;
            }
            // After this the event no longer refers to its receiver and its arguments.
            for name in ["this", "args"] {
                go.delete(event.event, name)?;
            }
            let result = go.string("made by Go")?;
            go.answer(&event, result)?;
            for value in [event.this, result].into_iter().chain(event.arguments) {
                go.finalize(value)?;
            }
            litter(go)
        });
        for _ in 0..3 {
            let text = go.string("only an argument")?;
            let (Ok(result) | Err(result)) = go.invoke(function, &[text])?;
            go.show(result)?;
            go.finalize(result)?;
            let (Ok(made) | Err(made)) = go.construct(function, &[text])?;
            go.get(made, "own")?;
            go.show(made)?;
            // The method and the object that has it are also unreachable otherwise.
            let (object, method) = (go.object()?, go.function(1)?);
            go.set(object, "method", method)?;
            go.finalize(method)?;
            let (Ok(result) | Err(result)) = go.call_method(object, "method", &[text])?;
            go.show(result)?;
            for value in [object, made, result] {
                go.finalize(value)?;
            }
        }
        Ok(())
    });
    // Elements of an array during its conversion to a string. The conversion of the first element removes the others.
    recorder.session(|go| {
        let (first, to_string) = (go.object()?, go.function(1)?);
        go.set(first, "toString", to_string)?;
        let (second, third) = (go.string("second")?, go.object()?);
        let array = go.array(&[first, second, third])?;
        for value in [second, third] {
            go.finalize(value)?;
        }
        go.on_resume(move |go| {
            let event = go.take_event()?;
            let text = go.string("made by Go")?;
            go.answer(&event, text)?;
            go.finalize(text)?;
            go.set(array, "length", number(2.0))?;
            litter(go)
        });
        go.show(array)?;
        let (Ok(text) | Err(text)) = go.call_method(array, "join", &[first])?;
        go.show(text)
    });
}

/// Enough garbage for many collections, and values that are reachable in every possible way.
pub(super) fn collection(recorder: &mut Recorder) {
    recorder.session(|go| {
        let object = go.object()?;
        let array = go.array(&[])?;
        let function = go.function(1)?;
        let prototype = go.get(function, "prototype")?;
        go.finalize(prototype)?;
        let (Ok(child) | Err(child)) = go.construct(function, &[])?;
        // Only the child refers to this prototype.
        let (ancestor, class) = (go.object()?, go.function(2)?);
        go.set(ancestor, "inherited", number(1.0))?;
        go.set(class, "prototype", ancestor)?;
        let (Ok(heir) | Err(heir)) = go.construct(class, &[])?;
        go.finalize(ancestor)?;
        go.finalize(class)?;
        go.on_resume(|go| {
            let event = go.take_event()?;
            if event.this != UNDEFINED {
                go.set(event.this, "own", event.id)?;
                go.finalize(event.this)?;
            }
            // Garbage that is created while the calling import waits. Its result must survive that.
            let text = go.string("result ".repeat(600))?;
            go.answer(&event, text)?;
            go.finalize(text)?;
            let other = go.string("garbage ".repeat(1000))?;
            go.finalize(other)
        });
        for round in 0..60_u32 {
            let name = format!("property {round}");
            let text = go.string(format!("{round} {}", "x".repeat(2_000)))?;
            let bytes = go.byte_array("Uint8Array", &[round as u8; 64])?;
            let buffer = go.get(bytes, "buffer")?;
            let inner = go.object()?;
            go.set(inner, "self", inner)?;
            go.set(inner, "text", text)?;
            let target = [object, array, function, child, GLOBAL][round as usize % 5];
            go.set(target, &name, inner)?;
            go.set_index(array, round.into(), buffer)?;
            go.set(object, "last", inner)?;
            for value in [text, bytes, buffer, inner] {
                go.finalize(value)?;
            }
            let (Ok(result) | Err(result)) = go.invoke(function, &[number(round.into())])?;
            go.length(result)?;
            go.finalize(result)?;
            let (Ok(made) | Err(made)) = go.construct(function, &[])?;
            go.get(made, "own")?;
            go.finalize(made)?;
            go.get(heir, "inherited")?;
            let old = format!("property {}", round / 2);
            let target = [object, array, function, child, GLOBAL][round as usize / 2 % 5];
            let inner = go.get(target, &old)?;
            let text = go.get(inner, "text")?;
            go.length(text)?;
            go.get(inner, "self")?;
            if round % 3 == 0 {
                go.delete(target, &old)?;
                go.set(target, &old, inner)?;
            }
            for value in [inner, inner, text] {
                go.finalize(value)?;
            }
            let buffer = go.index(array, (round / 3).into())?;
            let bytes = go.new_of("Uint8Array", &[buffer])?;
            go.copy_to_go(Slice::new(TEXT, 64), bytes)?;
            go.finalize(buffer)?;
            go.finalize(bytes)?;
        }
        Ok(())
    });
}
