//! Go functions that imports call. Go is resumed inside the import, and its stack may move before the import returns.

use super::Recorder;
use crate::imports::frames::{
    Argument, BYTES, FALSE, GLOBAL, GO, NAN, NULL, Ref, STACK, Slice, TRUE, UNDEFINED, ZERO, number,
};
use crate::imports::session::Session;
use gojs::Trap;

/// The address to which the stack moves.
const ELSEWHERE: u32 = STACK + 0x400;

/// Makes Go return this result from every call.
fn answer_with(result: Ref) -> impl Fn(&mut Session) -> Result<(), Trap> {
    move |go| {
        let event = go.take_event()?;
        go.answer(&event, result)
    }
}

/// Does the same, and moves the caller's stack meanwhile.
fn answer_and_move(result: Ref) -> impl Fn(&mut Session) -> Result<(), Trap> {
    move |go| {
        answer_with(result)(go)?;
        // The stack moves back and forth.
        let far = go.garbage.once_in(2);
        go.move_stack(if far { ELSEWHERE } else { STACK });
        Ok(())
    }
}

/// Initially no event is pending.
pub(super) fn first_event(recorder: &mut Recorder) {
    recorder.session(|go| go.get(GO, "_pendingEvent").map(drop));
}

pub(super) fn results(recorder: &mut Recorder) {
    recorder.session(|go| {
        let (object, text, function) = (go.object()?, go.string("text")?, go.function(7)?);
        let array = go.array(&[TRUE])?;
        go.set(object, "method", function)?;
        go.set(array, "0", function)?;
        let results =
            [UNDEFINED, NULL, TRUE, FALSE, ZERO, NAN, number(-2.5), text, object, array, function, GLOBAL, GO];
        for result in results {
            go.on_resume(answer_and_move(result));
            go.invoke(function, &[])?.ok();
            go.invoke(function, &[result, text, number(1.0)])?.ok();
            go.call_method(object, "method", &[array, result])?.ok();
            go.call_method(array, "0", &[])?.ok();
            go.call_method(function, "call", &[result, text])?.ok();
            go.call_method(function, "apply", &[object, array])?.ok();
        }
        Ok(())
    });
    // Strings to which only the call refers, and which both sides show.
    recorder.session(|go| {
        let function = go.function(1)?;
        go.on_resume(|go| {
            let event = go.take_event()?;
            for &argument in &event.arguments {
                go.show(argument)?;
                go.finalize(argument)?;
            }
            go.show(event.id)?;
            go.show(event.this)?;
            let text = go.string("made by Go")?;
            go.answer(&event, text)?;
            go.finalize(text)?;
            go.move_stack(ELSEWHERE);
            Ok(())
        });
        let text = go.string("for Go")?;
        for _ in 0..3 {
            let (Ok(result) | Err(result)) = go.invoke(function, &[text, NULL])?;
            go.show(result)?;
            go.finalize(result)?;
        }
        Ok(())
    });
}

pub(super) fn constructed(recorder: &mut Recorder) {
    recorder.session(|go| {
        let function = go.function(1)?;
        let prototype = go.get(function, "prototype")?;
        go.set(prototype, "inherited", TRUE)?;
        let (object, text, array) = (go.object()?, go.string("text")?, go.array(&[])?);
        // A result that is not an object does not replace the constructed object.
        for result in [UNDEFINED, NULL, TRUE, number(1.0), text, object, array, function, GLOBAL] {
            go.on_resume(move |go| {
                let event = go.take_event()?;
                go.get(event.this, "inherited")?;
                go.set(event.this, "own", event.id)?;
                go.answer(&event, result)?;
                go.finalize(event.this)?;
                go.move_stack(ELSEWHERE);
                Ok(())
            });
            let (Ok(made) | Err(made)) = go.construct(function, &[text])?;
            go.get(made, "inherited")?;
            go.get(made, "own")?;
            go.instance_of(made, function)?;
        }
        Ok(())
    });
}

pub(super) fn nested(recorder: &mut Recorder) {
    recorder.session(|go| {
        let function = go.function(1)?;
        go.on_resume(move |go| {
            let event = go.take_event()?;
            let depth = go.depth;
            let this = go.object()?;
            let mut result = number(depth.into());
            if depth < 5 {
                let (Ok(value) | Err(value)) = match depth % 3 {
                    0 => go.invoke(function, &[this, number(depth.into())])?,
                    1 => {
                        go.set(this, "method", function)?;
                        go.call_method(this, "method", &[number(depth.into())])?
                    }
                    _ => go.construct(function, &[this])?,
                };
                result = value;
            }
            go.answer(&event, result)?;
            go.move_stack(ELSEWHERE + 0x100 * depth);
            Ok(())
        });
        for _ in 0..3 {
            go.invoke(function, &[TRUE])?.ok();
        }
        Ok(())
    });
}

/// An exception that is thrown after Go has run must be written relative to the new stack pointer.
pub(super) fn thrown_after_the_stack_moved(recorder: &mut Recorder) {
    recorder.session(|go| {
        let function = go.function(1)?;
        // A string conversion that returns an object throws.
        let object = go.object()?;
        for name in ["toString", "valueOf"] {
            go.set(object, name, function)?;
        }
        go.on_resume(answer_and_move(object));
        let array = go.array(&[object])?;
        go.call_method(array, "join", &[])?.ok();
        go.call_method(array, "toString", &[])?.ok();
        for class in ["Error", "Uint8Array", "ArrayBuffer", "Date"] {
            let class = go.global(class)?;
            go.construct(class, &[object])?.ok();
        }
        let class = go.global("Error")?;
        go.invoke(class, &[object])?.ok();
        go.call_method(array, "hasOwnProperty", &[object])?.ok();
        Ok(())
    });
}

/// Creates an object that Go functions convert to a string and to a number.
fn convertible(go: &mut Session, text: &str, value: f64) -> Result<Ref, Trap> {
    let object = go.object()?;
    let (to_string, value_of) = (go.function(1)?, go.function(2)?);
    go.set(object, "toString", to_string)?;
    go.set(object, "valueOf", value_of)?;
    let text = go.string(text)?;
    go.on_resume(move |go| {
        let event = go.take_event()?;
        let result = if event.id == number(1.0) { text } else { number(value) };
        go.answer(&event, result)
    });
    Ok(object)
}

pub(super) fn conversions(recorder: &mut Recorder) {
    recorder.session(|go| {
        let object = convertible(go, "3", 2.0)?;
        go.show(object)?;
        let holder = go.object()?;
        go.set(holder, "length", object)?;
        go.length(holder)?;
        let bytes = go.byte_array("Uint8Array", &[0; 4])?;
        go.set_index(bytes, 1, object)?;
        go.set_index(bytes, 9, object)?;
        go.index(bytes, 1)?;
        let array = go.array(&[object, TRUE, object])?;
        go.show(array)?;
        let first = go.array(&[object, TRUE])?;
        go.load(first, Slice::new(BYTES, 8))?;
        go.load(holder, Slice::new(BYTES, 8))?;
        go.call_method(array, "join", &[object])?.ok();
        for class in ["Error", "Uint8Array", "ArrayBuffer", "Uint8ClampedArray"] {
            let made = go.new_of(class, &[object])?;
            go.show(made)?;
            go.length(made)?;
        }
        let error = go.new_of("Error", &[])?;
        go.set(error, "name", object)?;
        go.set(error, "message", object)?;
        go.show(error)?;
        let copy = go.new_of("Uint8Array", &[array])?;
        go.length(copy)?;
        go.call_method(array, "hasOwnProperty", &[object])?.ok();
        go.call_method(bytes, "subarray", &[object, object])?.ok();
        go.call_method(array, "push", &[object])?.ok();
        Ok(())
    });
    recorder.session(|go| {
        let object = convertible(go, "3", 2.0)?;
        let array = go.array(&[TRUE])?;
        go.set(array, "length", object)?;
        go.length(array).map(drop)
    });
}

/// A conversion that calls Go in an import for which Go does not expect that.
pub(super) fn conversions_move_the_stack(recorder: &mut Recorder) {
    for name in ["syscall/js.valuePrepareString", "syscall/js.valueLength"] {
        for moves in [false, true] {
            let script = move |go: &mut Session| {
                let object = convertible(go, "3", 2.0)?;
                let convert = go.handler();
                go.on_resume(move |go| {
                    convert(go)?;
                    if moves {
                        go.move_stack(ELSEWHERE);
                    }
                    Ok(())
                });
                go.set(object, "length", object)?;
                go.import(name, &[Argument::Word(object)])
            };
            if moves {
                let why = "wasm_exec.js does not ask where the stack is now, and Go never sees the result; we do";
                recorder.differing(why, script);
            } else {
                recorder.session(script);
            }
        }
    }
}

pub(super) fn no_answer(recorder: &mut Recorder) {
    recorder.session(|go| {
        let function = go.function(1)?;
        // Go is resumed and does nothing: it does not even take the event.
        go.invoke(function, &[TRUE])?.ok();
        go.get(GO, "_pendingEvent")?;
        go.construct(function, &[])?.ok();
        // A call does not reuse the event that the previous call left behind.
        go.on_resume(|go| {
            let event = go.take_event()?;
            go.get(event.event, "result")?;
            go.finalize(event.event)
        });
        go.invoke(function, &[])?.ok();
        go.get(GO, "_pendingEvent")?;
        // A result that is stored too late is ignored.
        go.on_resume(|go| {
            let event = go.take_event()?;
            go.set(GLOBAL, "late", event.event)
        });
        go.invoke(function, &[])?.ok();
        let late = go.get(GLOBAL, "late")?;
        go.set(late, "result", TRUE)?;
        go.get(late, "result")?;
        let list = go.get(late, "args")?;
        go.length(list)?;
        go.show(list)
    });
}

fn inside(recorder: &mut Recorder, end: fn(&mut Session) -> Result<(), Trap>) {
    for call in ["invoke", "call", "new", "apply", "toString"] {
        for depth in 1..=3 {
            recorder.ending(|go| {
                let function = go.function(1)?;
                let object = go.object()?;
                go.set(object, "toString", function)?;
                go.on_resume(move |go| {
                    if go.depth == depth {
                        return end(go);
                    }
                    go.invoke(function, &[])?.ok();
                    Ok(())
                });
                match call {
                    "invoke" => go.invoke(function, &[]).map(drop),
                    "call" => go.call_method(object, "toString", &[]).map(drop),
                    "new" => go.construct(function, &[]).map(drop),
                    "apply" => go.call_method(function, "apply", &[]).map(drop),
                    _ => go.show(object),
                }
            });
        }
    }
}

pub(super) fn exit(recorder: &mut Recorder) {
    inside(recorder, |go| go.import("runtime.wasmExit", &[Argument::Word(3)]));
}

/// An error that the nested Go cannot catch must not be caught by the outer Go either.
pub(super) fn trap(recorder: &mut Recorder) {
    inside(recorder, |go| go.get(UNDEFINED, "x").map(drop));
    inside(recorder, |go| go.call_at("syscall/js.valueGet", u32::MAX));
}
