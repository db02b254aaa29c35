//! Bytes to and from typed arrays.

use super::Recorder;
use crate::imports::frames::{BYTES, GLOBAL, NAN, NULL, Ref, Slice, TRUE, UNDEFINED, ZERO, number};
use crate::imports::session::Session;
use gojs::Trap;

const CLASSES: [&str; 2] = ["Uint8Array", "Uint8ClampedArray"];
const LENGTHS: [u32; 6] = [0, 1, 4, 5, 8, 300];

/// Shows all bytes of an array.
fn look(go: &mut Session, array: Ref) -> Result<(), Trap> {
    go.copy_to_go(Slice::new(BYTES + 0x800, 0x200), array)
}

pub(super) fn copied(recorder: &mut Recorder) {
    for class in CLASSES {
        recorder.session(|go| {
            for of_array in LENGTHS {
                let bytes: Vec<u8> = (0..of_array).map(|n| n as u8 ^ 0x5a).collect();
                let array = go.byte_array(class, &bytes)?;
                for of_slice in LENGTHS {
                    go.copy_to_go(Slice::new(BYTES + 0x100, of_slice), array)?;
                    go.copy_to_js(array, Slice::new(BYTES + 0x101, of_slice))?;
                    look(go, array)?;
                }
            }
            let array = go.byte_array(class, b"at the ends of memory")?;
            go.copy_to_go(Slice::new(0, 21), array)?;
            go.copy_to_go(Slice::new(go.size() - 21, 21), array)?;
            go.copy_to_go(Slice::new(go.size(), 0), array)?;
            go.copy_to_js(array, Slice::new(go.size(), 0))?;
            go.copy_to_js(array, Slice::new(go.size() - 3, 3))?;
            look(go, array)
        });
    }
}

pub(super) fn wrong_types(recorder: &mut Recorder) {
    recorder.session(|go| {
        let mut values = vec![UNDEFINED, NULL, TRUE, ZERO, NAN, number(1.5), GLOBAL, go.string("text")?];
        values.extend([go.object()?, go.array(&[number(1.0)])?, go.function(1)?, go.global("Uint8Array")?]);
        values.push(go.new_of("ArrayBuffer", &[number(8.0)])?);
        let class = go.global("Uint8Array")?;
        values.push(go.get(class, "prototype")?);
        for value in values {
            for len in [0, 4] {
                go.copy_to_go(Slice::new(BYTES, len), value)?;
                go.copy_to_js(value, Slice::new(BYTES, len))?;
            }
        }
        Ok(())
    });
}

pub(super) fn shared(recorder: &mut Recorder) {
    recorder.session(|go| {
        let whole = go.byte_array("Uint8Array", b"0123456789")?;
        let buffer = go.get(whole, "buffer")?;
        let clamped = go.new_of("Uint8ClampedArray", &[buffer, number(2.0), number(5.0)])?;
        let mut views = vec![whole, clamped];
        for bounds in [&[][..], &[3.0], &[-3.0], &[2.0, -2.0], &[5.0, 2.0], &[-100.0, 100.0], &[1.9, f64::NAN]] {
            for view in [whole, clamped] {
                let bounds: Vec<Ref> = bounds.iter().map(|&bound| number(bound)).collect();
                let (Ok(part) | Err(part)) = go.call_method(view, "subarray", &bounds)?;
                go.length(part)?;
                go.get(part, "byteOffset")?;
                go.get(part, "buffer")?;
                views.push(part);
            }
        }
        for (&view, n) in views.iter().zip(1..) {
            go.set_index(view, 0, number(200.0 + f64::from(n)))?;
            go.write(BYTES, &[n as u8, 0xee]);
            go.copy_to_js(view, Slice::new(BYTES, 1))?;
            look(go, whole)?;
        }
        for &view in &views {
            look(go, view)?;
        }
        // An own property hides the inherited one.
        go.set(whole, "x", TRUE)?;
        go.get(whole, "x")?;
        go.show(whole)
    });
}

/// `valueLoadString` accepts the same sources as `Uint8Array.prototype.set`.
pub(super) fn loaded(recorder: &mut Recorder) {
    recorder.session(|go| {
        let text = go.string("12 x\u{1d11e}9")?;
        let mut sources = vec![go.byte_array("Uint8Array", &[1, 2, 255])?, text];
        sources.push(go.byte_array("Uint8ClampedArray", &[4, 5, 6, 7, 8])?);
        let nested = go.array(&[number(17.0)])?;
        let object = go.object()?;
        sources.push(go.array(&[
            number(1.0),
            number(-1.0),
            number(2.5),
            number(257.0),
            text,
            NULL,
            UNDEFINED,
            TRUE,
            nested,
            object,
        ])?);
        sources.push(go.new_of("Array", &[number(3.0)])?);
        let like = go.object()?;
        go.set(like, "length", number(4.9))?;
        go.set_index(like, 2, number(99.0))?;
        // These sources do not have a length.
        sources.extend([like, object, go.function(1)?, GLOBAL, number(5.0), TRUE, NAN, ZERO]);
        sources.push(go.new_of("ArrayBuffer", &[number(100.0)])?);
        for source in sources {
            for len in [10, 12] {
                go.load(source, Slice::new(BYTES + 0x101, len))?;
            }
        }
        let empty = go.byte_array("Uint8Array", b"")?;
        go.load(empty, Slice::new(BYTES, 0))?;
        go.load(empty, Slice::new(go.size(), 0))
    });
}

pub(super) fn loaded_in_vain(recorder: &mut Recorder) {
    // The source is longer than the slice.
    for class in CLASSES {
        recorder.ending(|go| {
            let array = go.byte_array(class, &[1, 2, 3])?;
            go.load(array, Slice::new(BYTES, 2))
        });
    }
    recorder.ending(|go| {
        let text = go.string("a\u{1d11e}")?;
        go.load(text, Slice::new(BYTES, 2))
    });
    recorder.ending(|go| {
        let array = go.array(&[TRUE, TRUE])?;
        go.load(array, Slice::new(BYTES, 1))
    });
    for length in [3.0, 1e20, f64::INFINITY] {
        recorder.ending(|go| {
            let object = go.object()?;
            go.set(object, "length", number(length))?;
            go.load(object, Slice::new(BYTES, 2))
        });
    }
    for nothing in [UNDEFINED, NULL] {
        recorder.ending(|go| go.load(nothing, Slice::new(BYTES, 2)));
    }
}

/// An object that inherits from a typed array's class but is not a typed array. `instanceof` returns true for it.
pub(super) fn inherited(recorder: &mut Recorder) {
    for to_js in [false, true] {
        recorder.attempt(|go| {
            let class = go.global("Uint8Array")?;
            let prototype = go.get(class, "prototype")?;
            let function = go.function(1)?;
            go.set(function, "prototype", prototype)?;
            let (Ok(object) | Err(object)) = go.construct(function, &[])?;
            go.instance_of(object, class)?;
            if to_js {
                go.copy_to_js(object, Slice::new(BYTES, 4))
            } else {
                go.copy_to_go(Slice::new(BYTES, 4), object)
            }
        });
    }
}
