//! Calls of methods, functions and constructors, and the exceptions that they throw.

use super::Recorder;
use super::text::NUMBERS;
use crate::imports::frames::{BYTES, FALSE, GLOBAL, GO, NAN, NULL, Ref, Slice, TRUE, UNDEFINED, ZERO, number};
use crate::imports::session::Session;
use gojs::Trap;

pub(super) fn methods(recorder: &mut Recorder) {
    recorder.session(|go| {
        let array = go.array(&[number(1.0), TRUE, NULL, UNDEFINED, number(-2.5)])?;
        let separator = go.string(" - ")?;
        for arguments in [&[][..], &[separator], &[UNDEFINED], &[NULL], &[number(0.5)], &[separator, TRUE]] {
            let joined = go.call_method(array, "join", arguments)?.unwrap_or_default();
            go.show(joined)?;
        }
        go.call_method(array, "push", &[])?.ok();
        go.call_method(array, "push", &[array, separator, NAN])?.ok();
        go.index(array, 5)?;
        go.index(array, 7)?;
        go.length(array)?;
        for key in ["0", "7", "8", "length", "push", "-0"] {
            let key = go.string(key)?;
            go.call_method(array, "hasOwnProperty", &[key])?.ok();
        }
        for key in [ZERO, number(3.0), number(1.5), number(-1.0), NULL, UNDEFINED, TRUE] {
            go.call_method(array, "hasOwnProperty", &[key])?.ok();
        }
        let object = go.object()?;
        for target in [object, GLOBAL, array] {
            go.call_method(target, "valueOf", &[])?.ok();
        }
        for target in [object, GLOBAL, GO] {
            let text = go.call_method(target, "toString", &[])?.unwrap_or_default();
            go.show(text)?;
        }
        for class in ["Error", "RangeError", "TypeError"] {
            let (message, name) = (go.string("what")?, go.string("Name")?);
            let error = go.new_of(class, &[message])?;
            go.show(error)?;
            for (property, value) in [("name", name), ("message", number(5.0)), ("name", UNDEFINED), ("message", NULL)]
            {
                go.set(error, property, value)?;
                go.show(error)?;
            }
            let empty = go.string("")?;
            go.set(error, "name", empty)?;
            go.show(error)?;
            go.set(error, "message", empty)?;
            go.show(error)?;
            go.delete(error, "name")?;
            go.delete(error, "message")?;
            go.show(error)?;
        }
        Ok(())
    });
}

pub(super) fn functions(recorder: &mut Recorder) {
    recorder.session(|go| {
        let text = go.string("text")?;
        for name in ["Array", "Error", "TypeError", "Object"] {
            let function = go.global(name)?;
            for arguments in [&[][..], &[UNDEFINED], &[number(3.0)], &[text], &[TRUE, text], &[NULL]] {
                // `Object` would wrap a primitive.
                if name != "Object" || matches!(arguments, [] | [UNDEFINED | NULL]) {
                    let (Ok(value) | Err(value)) = go.invoke(function, arguments)?;
                    go.get(value, "message")?;
                    go.length(value)?;
                    go.show(value)?;
                }
            }
        }
        // These classes require `new`.
        for name in ["Uint8Array", "Uint8ClampedArray", "ArrayBuffer"] {
            let class = go.global(name)?;
            go.invoke(class, &[number(1.0)])?.ok();
        }
        // Methods that are called without a receiver.
        for (class, method) in [("Date", "getTime"), ("Uint8Array", "subarray"), ("Error", "toString")] {
            let class = go.global(class)?;
            let prototype = go.get(class, "prototype")?;
            let method = go.get(prototype, method)?;
            go.invoke(method, &[])?.ok();
            go.call_method(prototype, "toString", &[])?.ok();
        }
        for name in ["Object", "Array", "Uint8Array", "Error"] {
            let function = go.global(name)?;
            go.show(function)?;
            let method = go.get(function, "hasOwnProperty")?;
            go.show(method)?;
        }
        let function = go.function(1)?;
        go.show(function)
    });
}

pub(super) fn constructors(recorder: &mut Recorder) {
    // Reads back the bytes of any typed array.
    fn look(go: &mut Session, array: Ref) -> Result<(), Trap> {
        go.length(array)?;
        go.copy_to_go(Slice::new(BYTES, 16), array)
    }
    recorder.session(|go| {
        let text = go.string("5")?;
        let class = go.global("Array")?;
        for arguments in [
            &[][..],
            &[number(2.0)],
            &[text],
            &[TRUE],
            &[NULL],
            &[UNDEFINED],
            &[number(1.0), text],
            &[number(-1.0), NULL],
        ] {
            if let Ok(array) = go.construct(class, arguments)? {
                go.length(array)?;
                go.index(array, 0)?;
                go.show(array)?;
            }
        }
        for name in ["Uint8Array", "Uint8ClampedArray"] {
            let class = go.global(name)?;
            for argument in [UNDEFINED, NULL, TRUE, text, number(3.9), number(-0.9), ZERO, NAN, number(9.0)] {
                if let Ok(array) = go.construct(class, &[argument])? {
                    look(go, array)?;
                }
            }
            for length in [-1.0, 9_007_199_254_740_992.0, f64::INFINITY, f64::NEG_INFINITY] {
                go.construct(class, &[number(length)])?.ok();
            }
            let list =
                go.array(&[number(1.0), text, NULL, UNDEFINED, number(-1.0), number(300.5), number(2.5), TRUE])?;
            let bytes = go.byte_array("Uint8Array", &[1, 2, 255])?;
            let clamped = go.byte_array("Uint8ClampedArray", &[3, 2, 254])?;
            let object = go.object()?;
            go.set_index(object, 1, number(7.0))?;
            for length in [NAN, number(3.7), number(-5.0), text] {
                go.set(object, "length", length)?;
                let (Ok(array) | Err(array)) = go.construct(class, &[object])?;
                look(go, array)?;
            }
            for source in [list, bytes, clamped] {
                let (Ok(array) | Err(array)) = go.construct(class, &[source])?;
                look(go, array)?;
                // The new array is a copy.
                go.set_index(source, 0, number(77.0))?;
                look(go, array)?;
            }
        }
        let buffers = go.global("ArrayBuffer")?;
        for length in [UNDEFINED, NULL, text, number(2.9), number(-0.5), number(-1.0), number(1e20), NAN] {
            if let Ok(buffer) = go.construct(buffers, &[length])? {
                go.get(buffer, "byteLength")?;
                look(go, buffer)?;
                go.show(buffer)?;
            }
        }
        Ok(())
    });
    recorder.session(|go| {
        let buffer = go.new_of("ArrayBuffer", &[number(8.0)])?;
        let class = go.global("Uint8Array")?;
        let text = go.string("2")?;
        for offset in [UNDEFINED, NULL, ZERO, text, number(3.7), number(8.0), number(9.0), number(-1.0), number(1e20)] {
            for length in [UNDEFINED, NULL, ZERO, number(1.0), number(5.0), number(8.0), number(9.0), number(-1.0)] {
                if let Ok(array) = go.construct(class, &[buffer, offset, length])? {
                    go.length(array)?;
                    go.get(array, "byteOffset")?;
                    go.set_index(array, 0, offset)?;
                    look(go, array)?;
                }
            }
        }
        Ok(())
    });
    recorder.session(|go| {
        let class = go.global("Date")?;
        for &time in NUMBERS.iter().chain(&[8.64e15, 8.640000000000001e15, -8.64e15, -8.65e15, 1.9, -1.9]) {
            let (Ok(date) | Err(date)) = go.construct(class, &[number(time)])?;
            go.call_method(date, "getTime", &[])?.ok();
            let (Ok(copy) | Err(copy)) = go.construct(class, &[date])?;
            go.call_method(copy, "valueOf", &[])?.ok();
        }
        for value in [TRUE, FALSE, NULL, UNDEFINED] {
            let (Ok(date) | Err(date)) = go.construct(class, &[value])?;
            go.call_method(date, "getTime", &[])?.ok();
            go.show(date)?;
        }
        let object = go.object()?;
        let objects = go.global("Object")?;
        for argument in [object, GLOBAL, date(go)?] {
            go.construct(objects, &[argument])?.ok();
            go.invoke(objects, &[argument])?.ok();
        }
        for argument in [UNDEFINED, NULL] {
            go.construct(objects, &[argument])?.ok();
        }
        Ok(())
    });
}

fn date(go: &mut Session) -> Result<Ref, Trap> {
    go.new_of("Date", &[number(1.0)])
}

pub(super) fn of_what_can_not_be_called(recorder: &mut Recorder) {
    recorder.session(|go| {
        let text = go.string("text")?;
        let array = go.array(&[TRUE])?;
        let object = go.object()?;
        let method = go.get(object, "toString")?;
        let never_given = 0x7ff8_0004_0000_0fff;
        for value in [UNDEFINED, NULL, TRUE, ZERO, NAN, number(1.5), text, array, object, GLOBAL, GO, never_given] {
            go.invoke(value, &[TRUE])?.ok();
            go.construct(value, &[TRUE])?.ok();
            go.set(object, "member", value)?;
            go.call_method(object, "member", &[TRUE])?.ok();
            go.call_method(value, "missing", &[])?.ok();
        }
        // Functions that are not constructors.
        go.construct(method, &[])?.ok();
        let wrapper = go.get(GO, "_makeFuncWrapper")?;
        go.construct(wrapper, &[])?.ok();
        for name in ["", "0", "length", "\u{1d11e}"] {
            go.call_method(array, name, &[])?.ok();
        }
        go.call_method(array, b"\xff", &[])?.ok();
        Ok(())
    });
}

pub(super) fn through_function_prototype(recorder: &mut Recorder) {
    recorder.session(|go| {
        let class = go.global("Function")?;
        let (call, apply) = (go.get(class, "call")?, go.get(class, "apply")?);
        let array = go.array(&[number(4.0), number(5.0)])?;
        let object = go.object()?;
        let (join, tag) = (go.get(array, "join")?, go.get(object, "toString")?);
        let text = go.string("text")?;
        let bytes = go.byte_array("Uint8Array", &[9, 8])?;
        let error = go.new_of("RangeError", &[])?;
        let (buffer, function) = (go.get(bytes, "buffer")?, go.function(1)?);
        let date = date(go)?;
        for this in
            [UNDEFINED, NULL, TRUE, number(1.5), text, array, object, bytes, buffer, error, function, date, join, GO]
        {
            let text = go.call_method(tag, "call", &[this])?.unwrap_or_default();
            go.show(text)?;
            let text = go.call_method(tag, "apply", &[this])?.unwrap_or_default();
            go.show(text)?;
        }
        // `join` of an array-like object.
        go.set(object, "length", number(3.2))?;
        go.set_index(object, 1, text)?;
        for list in [array, object, bytes] {
            let text = go.call_method(join, "call", &[list, text])?.unwrap_or_default();
            go.show(text)?;
        }
        let arrays = go.global("Array")?;
        for list in [UNDEFINED, NULL, array, object, bytes, TRUE, number(1.0), text, function] {
            let (Ok(made) | Err(made)) = go.call_method(arrays, "apply", &[NULL, list])?;
            go.length(made)?;
            go.index(made, 1)?;
        }
        go.invoke(call, &[])?.ok();
        go.invoke(apply, &[TRUE, array])?.ok();
        for method in [call, apply] {
            go.call_method(object, "missing", &[])?.ok();
            go.call_method(method, "call", &[object])?.ok();
            go.call_method(method, "call", &[tag, array])?.ok();
            go.call_method(method, "apply", &[tag, array])?.ok();
        }
        let (Ok(pushed) | Err(pushed)) = go.call_method(array, "push", &[join])?;
        go.finalize(pushed)?;
        let push = go.get(array, "push")?;
        go.call_method(push, "call", &[object, TRUE])?.ok();
        go.length(object)?;
        go.index(object, 3)?;
        go.call_method(push, "apply", &[object, array])?.ok();
        go.length(object)?;
        Ok(())
    });
}
