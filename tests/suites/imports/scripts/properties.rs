//! Properties of all kinds of objects, by name and by index.

use super::Recorder;
use super::text::NUMBERS;
use crate::imports::frames::{BYTES, FALSE, GLOBAL, NAN, NULL, Ref, Slice, TRUE, UNDEFINED, ZERO, number};
use crate::imports::session::Session;
use gojs::Trap;

/// Names that are array indices, or nearly so.
const NAMES: &[&str] = &[
    "0",
    "1",
    "2",
    "7",
    "01",
    "00",
    "-0",
    "-1",
    "+1",
    " 1",
    "1 ",
    "1.0",
    "1.5",
    "1e3",
    "1000",
    "0x1",
    "2147483647",
    "2147483648",
    "4294967294",
    "4294967295",
    "4294967296",
    "9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854776000",
    "-9223372036854776000",
    "1e21",
    "1e+21",
    "1e-7",
    "0.0000001",
    "Infinity",
    "-Infinity",
    "NaN",
    "",
    "length",
];

const INDICES: &[i64] = &[
    0,
    1,
    2,
    3,
    7,
    100,
    1_000,
    -1,
    -2,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_fffe,
    0xffff_ffff,
    0x1_0000_0000,
    -0x8000_0000,
    -0x1_0000_0000,
    (1 << 53) - 1,
    1 << 53,
    (1 << 53) + 1,
    -(1 << 53) - 1,
    1_000_000_000_000_000_000,
    i64::MAX,
    i64::MIN,
];

/// Shows everything that may have changed.
fn survey(go: &mut Session, target: Ref) -> Result<(), Trap> {
    for name in NAMES {
        go.get(target, name)?;
    }
    for &index in INDICES {
        go.index(target, index)?;
    }
    go.length(target).map(drop)
}

/// Sets and deletes every name and every index.
fn fill(go: &mut Session, target: Ref) -> Result<(), Trap> {
    for (name, value) in NAMES.iter().zip(1..) {
        if *name != "length" {
            go.set(target, name, number(value.into()))?;
        }
    }
    survey(go, target)?;
    for (&index, value) in INDICES.iter().zip(101..) {
        go.set_index(target, index, number(value.into()))?;
    }
    survey(go, target)?;
    for name in NAMES.iter().step_by(2) {
        go.delete(target, name)?;
    }
    survey(go, target)
}

pub(super) fn names_that_are_indices(recorder: &mut Recorder) {
    for make in [
        |go: &mut Session| go.object(),
        |go: &mut Session| go.array(&[TRUE, FALSE]),
        |go: &mut Session| go.function(1),
        |go: &mut Session| go.new_of("Error", &[]),
        |go: &mut Session| go.new_of("ArrayBuffer", &[number(4.0)]),
        |go: &mut Session| go.new_of("Date", &[ZERO]),
        |go: &mut Session| go.global("Array"),
    ] {
        recorder.session(|go| {
            let target = make(go)?;
            fill(go, target)
        });
    }
}

/// A numeric name always denotes an element of a typed array, whether it exists or not. It is never an ordinary
/// property.
pub(super) fn typed_array_names(recorder: &mut Recorder) {
    for class in ["Uint8Array", "Uint8ClampedArray"] {
        recorder.session(|go| {
            let target = go.byte_array(class, &[1, 2, 3])?;
            fill(go, target)
        });
    }
}

/// Values that are converted to bytes as elements of a typed array, and to numbers as the length of an array.
const ELEMENTS: &[&str] =
    &["", "12", " 0x1f\n", "1e2", "-1", "abc", "12px", "Infinity", "-0", "2.5", "1_0", "0b11", "."];

pub(super) fn elements(recorder: &mut Recorder) {
    for class in ["Uint8Array", "Uint8ClampedArray"] {
        recorder.session(|go| {
            let bytes = go.new_of(class, &[number(3.0)])?;
            for &value in NUMBERS {
                go.set_index(bytes, 1, number(value))?;
                go.index(bytes, 1)?;
            }
            for text in ELEMENTS {
                let value = go.string(text)?;
                go.set(bytes, "2", value)?;
                go.get(bytes, "2")?;
            }
            let two = go.array(&[number(7.0), number(8.0)])?;
            let one = go.array(&[number(9.0)])?;
            let object = go.object()?;
            for value in [UNDEFINED, NULL, TRUE, FALSE, NAN, object, one, two, GLOBAL] {
                go.set_index(bytes, 0, value)?;
                go.index(bytes, 0)?;
                // Beyond the end nothing is set, but the value is converted nevertheless.
                go.set_index(bytes, 3, value)?;
                go.index(bytes, 3)?;
            }
            go.delete(bytes, "0")?;
            go.delete(bytes, "5")?;
            go.index(bytes, 0)?;
            for name in ["length", "byteLength", "byteOffset", "BYTES_PER_ELEMENT"] {
                go.get(bytes, name)?;
                go.set(bytes, name, number(1.0))?;
                go.delete(bytes, name)?;
                go.get(bytes, name)?;
            }
            Ok(())
        });
    }
}

/// Strings that are parsed by `parseInt`.
const LENGTHS: &[&str] = &[
    "12px",
    "px12",
    "",
    " 42",
    "\u{feff}\u{2003}7",
    "-3",
    "+4",
    "+-5",
    "0x1f",
    "0X1F",
    "-0x10",
    "0x",
    "1e21",
    "1.9",
    "9007199254740993",
    "123456789012345678901234567890",
    "Infinity",
    "NaN",
    "0b11",
    "010",
    "1_000",
    "\u{660}",
    "١",
];

pub(super) fn lengths(recorder: &mut Recorder) {
    recorder.session(|go| {
        let object = go.object()?;
        go.length(object)?;
        for &value in NUMBERS {
            go.set(object, "length", number(value))?;
            go.length(object)?;
            // A number does not have a length.
            go.length(number(value))?;
        }
        for text in LENGTHS {
            let value = go.string(text)?;
            go.length(value)?;
            go.set(object, "length", value)?;
            go.length(object)?;
        }
        let array = go.array(&[number(12.0), number(3.0)])?;
        let error = go.new_of("Error", &[])?;
        for value in [UNDEFINED, NULL, TRUE, FALSE, NAN, GLOBAL, array, error, object] {
            // A length that is an object is converted to a string first.
            if value != object {
                go.set(object, "length", value)?;
            }
            go.length(object)?;
            if value != UNDEFINED && value != NULL {
                go.length(value)?;
            }
        }
        for name in ["Object", "Array", "Uint8Array", "Date", "Error", "RangeError", "ArrayBuffer", "Function"] {
            let class = go.global(name)?;
            go.length(class)?;
            for name in ["toString", "push", "join", "call", "apply", "hasOwnProperty", "getTime"] {
                let method = go.get(class, name)?;
                if method != UNDEFINED {
                    go.length(method)?;
                }
            }
        }
        let function = go.function(3)?;
        go.length(function)?;
        for class in ["Uint8Array", "Uint8ClampedArray"] {
            let bytes = go.byte_array(class, &[1, 2, 3])?;
            go.length(bytes)?;
        }
        Ok(())
    });
    for nothing in [UNDEFINED, NULL, 0x7ff8_0001_0000_0063] {
        recorder.ending(|go| go.length(nothing).map(drop));
    }
}

pub(super) fn array_lengths(recorder: &mut Recorder) {
    recorder.session(|go| {
        let array = go.array(&[TRUE, FALSE, NULL, number(3.0), number(4.0)])?;
        let texts = ["4", " 2 ", "0x6", "", "1e1"];
        let mut values: Vec<Ref> = [3.0, 7.0, 2.0, 4_294_967_295.0, 0.0, 2.0].map(number).to_vec();
        for text in texts {
            values.push(go.string(text)?);
        }
        values.extend([NULL, TRUE, FALSE]);
        let one = go.array(&[number(6.0)])?;
        values.push(one);
        for value in values {
            go.set(array, "length", value)?;
            go.length(array)?;
            go.get(array, "length")?;
            for index in 0..8 {
                go.index(array, index)?;
            }
            go.set_index(array, 1, value)?;
            go.length(array)?;
        }
        go.delete(array, "length")?;
        go.delete(array, "1")?;
        go.length(array)?;
        go.index(array, 1).map(drop)
    });
}

pub(super) fn impossible_lengths(recorder: &mut Recorder) {
    for value in [UNDEFINED, NAN, GLOBAL, number(-1.0), number(1.5), number(4_294_967_296.0), number(f64::INFINITY)] {
        recorder.ending(|go| {
            let array = go.array(&[TRUE])?;
            go.set(array, "length", value)
        });
    }
    for text in ["abc", "-1", "1px", "4294967296", "2.5"] {
        recorder.ending(|go| {
            let (array, text) = (go.array(&[TRUE])?, go.string(text)?);
            go.set(array, "length", text)
        });
    }
    recorder.session(|go| {
        let class = go.global("Array")?;
        for value in [-1.0, 1.5, f64::NAN, 4_294_967_296.0, 4_294_967_295.0, 3.0, 0.0] {
            if let Ok(array) = go.construct(class, &[number(value)])? {
                go.length(array)?;
            }
        }
        Ok(())
    });
}

pub(super) fn sparse_arrays(recorder: &mut Recorder) {
    recorder.session(|go| {
        let array = go.array(&[number(10.0), number(11.0)])?;
        let survey = |go: &mut Session| {
            go.length(array)?;
            for index in [0, 1, 2, 99, 1_500, 4_000, 100_000, 0xffff_fffd, 0xffff_fffe, 0xffff_ffff] {
                go.index(array, index)?;
            }
            Ok::<_, Trap>(())
        };
        for index in [4_000, 100_000, 2, 1_500, 0xffff_fffe, 0xffff_ffff] {
            go.set_index(array, index, number(index as f64))?;
            survey(go)?;
        }
        // A push that exceeds the maximum length has set the element nevertheless.
        go.call_method(array, "push", &[TRUE])?.ok();
        survey(go)?;
        for length in [4_294_967_295.0, 100_001.0, 100_000.0, 5_000.0, 3.0, 0.0, 200_000.0] {
            go.set(array, "length", number(length))?;
            survey(go)?;
        }
        go.set_index(array, 0, TRUE)?;
        go.set_index(array, 1, NULL)?;
        go.delete(array, "0")?;
        go.call_method(array, "push", &[TRUE, FALSE])?.ok();
        survey(go)?;
        go.set(array, "length", number(5.0))?;
        go.show(array)
    });
    // Holes.
    recorder.session(|go| {
        let array = go.new_of("Array", &[number(5.0)])?;
        go.set_index(array, 3, NULL)?;
        go.set_index(array, 1, number(1.0))?;
        go.show(array)?;
        go.delete(array, "3")?;
        go.show(array)?;
        let copy = go.new_of("Uint8Array", &[array])?;
        go.length(copy)?;
        go.copy_to_go(Slice::new(BYTES, 8), copy)
    });
}

/// Attempts to set a read-only property, or to delete a permanent one, are ignored silently.
pub(super) fn read_only(recorder: &mut Recorder) {
    recorder.session(|go| {
        let names = ["Object", "Array", "Uint8Array", "Error", "TypeError", "Date", "ArrayBuffer"];
        for name in names {
            let class = go.global(name)?;
            for name in ["prototype", "length", "name"] {
                let before = go.get(class, name)?;
                go.set(class, name, TRUE)?;
                go.get(class, name)?;
                if name == "prototype" {
                    go.delete(class, name)?;
                    go.get(class, name)?;
                }
                go.finalize(before)?;
            }
        }
        let bytes = go.byte_array("Uint8Array", &[1])?;
        let buffer = go.get(bytes, "buffer")?;
        go.set(bytes, "buffer", TRUE)?;
        go.get(bytes, "buffer")?;
        go.set(buffer, "byteLength", TRUE)?;
        go.get(buffer, "byteLength")?;
        let object = go.object()?;
        let method = go.get(object, "hasOwnProperty")?;
        for name in ["length", "name"] {
            go.set(method, name, TRUE)?;
            go.get(method, name)?;
        }
        // An inherited method is not read-only.
        go.set(object, "hasOwnProperty", TRUE)?;
        go.get(object, "hasOwnProperty")?;
        go.delete(object, "hasOwnProperty")?;
        go.get(object, "hasOwnProperty").map(drop)
    });
}

/// More properties than a short list holds, deleted and created again.
pub(super) fn many(recorder: &mut Recorder) {
    recorder.session(|go| {
        let object = go.object()?;
        for round in 0..3 {
            for n in 0..60 {
                go.set(object, format!("property {n}"), number((round * 100 + n).into()))?;
            }
            for n in (0..60).filter(|n| n % 4 != round) {
                go.delete(object, format!("property {n}"))?;
            }
            for n in 0..60 {
                go.get(object, format!("property {n}"))?;
            }
        }
        Ok(())
    });
}

/// For `Reflect`, a primitive does not have properties.
pub(super) fn primitives(recorder: &mut Recorder) {
    for value in [UNDEFINED, NULL, TRUE, NAN, ZERO, number(1.5), 0x7ff8_0002_0000_0063] {
        recorder.ending(|go| go.get(value, "x").map(drop));
        recorder.ending(|go| go.set(value, "x", TRUE));
        recorder.ending(|go| go.delete(value, "x"));
        recorder.ending(|go| go.index(value, 0).map(drop));
        recorder.ending(|go| go.set_index(value, 0, TRUE));
    }
    recorder.ending(|go| {
        let text = go.string("text")?;
        go.get(text, "length").map(drop)
    });
    recorder.ending(|go| {
        let text = go.string("text")?;
        go.index(text, 0).map(drop)
    });
}
