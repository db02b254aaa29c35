//! Refs: their bits, and their ids.

use super::Recorder;
use crate::imports::frames::{FALSE, FIRST_ID, FUNCTION, GLOBAL, GO, NAN, NULL, TRUE, UNDEFINED, ZERO, number};

/// Words that a guest may pass as refs.
const WORDS: &[u64] = &[
    UNDEFINED,
    // Minus zero.
    0x8000_0000_0000_0000,
    NAN,
    ZERO,
    NULL,
    TRUE,
    FALSE,
    GLOBAL,
    GO,
    // NaNs with other signs and payloads. Their low half is an id.
    0xfff8_0000_0000_0000,
    0xfff8_0000_0000_0003,
    0x7ff0_0000_0000_0001,
    0x7ff0_0000_0000_0002,
    0x7ff4_0000_0000_0004,
    0x7ff8_dead_0000_0003,
    0xffff_ffff_0000_0001,
    0x7fff_ffff_0000_0000,
    0x7ff8_0001_0000_0063,
    u64::MAX,
    0x7ff8_0000_ffff_fffe,
    // An infinity is a number, whatever it looks like.
    0x7ff0_0000_0000_0000,
    0xfff0_0000_0000_0000,
    // The smallest and the largest numbers.
    1,
    0x8000_0000_0000_0001,
    0x0010_0000_0000_0000,
    0x7fef_ffff_ffff_ffff,
    0xffef_ffff_ffff_ffff,
    // Numbers whose low half is a valid id.
    0x3ff0_0000_0000_0002,
    0xbff8_0000_0000_0007,
    0x3ff8_0000_0000_0000,
];

pub(super) fn encoding(recorder: &mut Recorder) {
    recorder.session(|go| {
        let object = go.object()?;
        for &word in WORDS {
            go.set(object, "x", word)?;
            let value = go.get(object, "x")?;
            go.show(value)?;
            go.finalize(value)?;
        }
        for name in ["Object", "Array", "missing", "globalThis", "Object"] {
            go.get(GLOBAL, name)?;
        }
        for name in ["_makeFuncWrapper", "missing"] {
            go.get(GO, name)?;
        }
        go.string("text")?;
        go.string("text")?;
        go.array(&[object, TRUE, NULL, number(-1.5)])?;
        go.function(1)?;
        Ok(())
    });
}

pub(super) fn type_flags_that_lie(recorder: &mut Recorder) {
    recorder.session(|go| {
        let holder = go.object()?;
        let held = [go.object()?, go.string("text")?, go.global("Array")?, NAN, ZERO, NULL, FALSE, GLOBAL];
        for flag in 0..8 {
            for value in held {
                let lie = value & !(7 << 32) | flag << 32;
                go.set(holder, "x", lie)?;
                let same = go.get(holder, "x")?;
                go.finalize(same & !(7 << 32) | flag << 32)?;
            }
            let [object, text, class, ..] = held.map(|value| value & !(7 << 32) | flag << 32);
            go.get(object, "toString")?;
            go.length(text)?;
            go.instance_of(object, class)?;
            go.construct(class, &[])?.ok();
        }
        Ok(())
    });
}

pub(super) fn ids_are_reused_last_first(recorder: &mut Recorder) {
    recorder.session(|go| {
        let mut held = Vec::new();
        for _ in 0..6 {
            held.push(go.object()?);
        }
        for index in [2, 0, 5, 3] {
            go.finalize(held[index])?;
        }
        for text in ["a", "b", "c", "d", "e", "a"] {
            held.push(go.string(text)?);
        }
        Ok(())
    });
    // Many ids, released in an order without a pattern.
    recorder.session(|go| {
        let mut held = Vec::new();
        for _ in 0..40 {
            for _ in 0..20 {
                held.push(go.object()?);
            }
            for _ in 0..15 {
                let index = go.garbage.below(held.len() as u32);
                let value = held.swap_remove(index as usize);
                go.finalize(value)?;
            }
        }
        Ok(())
    });
    // A value with two references is kept until it is finalized twice. After that it may get another id.
    recorder.session(|go| {
        let object = go.object()?;
        let inner = go.object()?;
        go.set(object, "x", inner)?;
        go.get(object, "x")?;
        go.get(object, "x")?;
        for _ in 0..3 {
            go.finalize(inner)?;
            go.set(object, "y", inner)?;
        }
        go.string("in between")?;
        go.get(object, "x")?;
        go.get(object, "y")?;
        Ok(())
    });
}

pub(super) fn finalizing_oddly(recorder: &mut Recorder) {
    recorder.session(|go| {
        let object = go.object()?;
        for _ in 0..3 {
            go.finalize(object)?;
        }
        // The ids that every program has are never released.
        for id in 0..u64::from(FIRST_ID) {
            for _ in 0..3 {
                go.finalize(NAN | id)?;
            }
        }
        // Ids that were never assigned, of which some are assigned below.
        for id in [8, 9, 12, 1_000, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff] {
            go.finalize(NAN | 1 << 32 | id)?;
            go.finalize(NAN | 1 << 32 | id)?;
        }
        let mut held = Vec::new();
        for _ in 0..8 {
            held.push(go.object()?);
        }
        // The low half of a number is an id, too.
        go.finalize(0x4000_0000_0000_0000 | held[1] & 0xffff_ffff)?;
        go.finalize(held[5] & 0xffff_ffff)?;
        // A freed id is used as a value.
        go.set(held[0], "freed", held[1])?;
        go.get(held[0], "freed")?;
        for _ in 0..3 {
            go.object()?;
        }
        for &value in &held {
            go.finalize(value)?;
            go.finalize(value | FUNCTION << 32)?;
        }
        for _ in 0..10 {
            go.object()?;
        }
        Ok(())
    });
}

pub(super) fn strings_of_one_text(recorder: &mut Recorder) {
    recorder.session(|go| {
        let object = go.object()?;
        let name = go.string("name of the property")?;
        go.set(object, "name of the property", name)?;
        // Equal strings are one string with one id, wherever they come from.
        go.get(object, "name of the property")?;
        go.string("name of the property")?;
        for _ in 0..3 {
            go.finalize(name)?;
        }
        go.string("another")?;
        go.get(object, "name of the property")?;
        Ok(())
    });
}
