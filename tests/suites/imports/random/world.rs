//! The values that a random session holds, and its random choices.

use std::collections::BTreeMap;

use crate::imports::frames::{
    FALSE, FIRST_ID, FUNCTION, GLOBAL, GO, NAN, NULL, Ref, STRING, TRUE, UNDEFINED, ZERO, flag, id, number,
};
use crate::imports::scripts::NUMBERS;
use gojs_tests::rng::Rng;

/// Property names without a meaning.
pub(crate) const NAMES: &[&[u8]] = &[
    b"a",
    b"b",
    b"c",
    b"d",
    b"e",
    b"f",
    b"g",
    b"h",
    b"i",
    b"j",
    b"k",
    b"l",
    b"two words",
    b"_",
    b"nul\0",
    b"",
    "\u{e9}".as_bytes(),
    "\u{1d11e}".as_bytes(),
    b"\xef\xbb\xbfa",
    b"a\xff",
    b"\xef\xbb\xbf\xef\xbb\xbfb",
];

/// Names that are indices, or nearly so.
pub(crate) const INDICES: &[&[u8]] =
    &[b"0", b"1", b"2", b"5", b"12", b"01", b"-0", b"-1", b"1.5", b"4294967295", b"1e3"];

/// Determines the permitted operations on a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Object,
    /// An array that is short enough to iterate over, and whose elements are not arrays, so its string is finite.
    Array,
    Bytes,
    Buffer,
    Error,
    Date,
    /// A Go function.
    Function,
    /// A function that is not called, or any value that was stored somewhere and read back.
    Opaque,
}

impl Kind {
    /// Whether conversions to string and to number give the same result on both sides, and a short string.
    pub(crate) fn is_convertible(self) -> bool {
        !matches!(self, Kind::Opaque | Kind::Array)
    }
}

/// A value that Go holds, and the number of its references.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    pub(crate) value: Ref,
    pub(crate) kind: Kind,
    pub(crate) count: u32,
}

pub(crate) struct World {
    pub(crate) rng: Rng,
    pub(crate) held: BTreeMap<u32, Held>,
}

impl World {
    pub(crate) fn new(name: &str) -> Self {
        World { rng: Rng::new(name), held: BTreeMap::new() }
    }

    pub(crate) fn adopt(&mut self, value: Ref, kind: Kind) {
        if let Some(id) = id(value).filter(|&id| id >= FIRST_ID) {
            let kind = match flag(value) {
                STRING => Kind::Text,
                FUNCTION if kind != Kind::Function => Kind::Opaque,
                _ => kind,
            };
            self.held.entry(id).or_insert(Held { value, kind, count: 0 }).count += 1;
        }
    }

    pub(crate) fn release(&mut self, value: Ref) {
        let Some(id) = id(value) else { return };
        if let Some(held) = self.held.get_mut(&id) {
            held.count -= 1;
            if held.count == 0 {
                self.held.remove(&id);
            }
        }
    }

    /// Returns a random held value of a kind that `kinds` accepts.
    pub(crate) fn one_of(&mut self, kinds: impl Fn(Kind) -> bool) -> Option<Held> {
        let fitting: Vec<Held> = self.held.values().copied().filter(|held| kinds(held.kind)).collect();
        (!fitting.is_empty()).then(|| *self.rng.pick(&fitting))
    }

    pub(crate) fn number(&mut self) -> f64 {
        match self.rng.below(8) {
            0 => f64::from_bits(self.rng.word()),
            1 => *self.rng.pick(NUMBERS),
            2 => f64::from(self.rng.below(100_000)) / 1000.0,
            _ => f64::from(self.rng.below(20)) - 4.0,
        }
    }

    pub(crate) fn primitive(&mut self) -> Ref {
        match self.rng.below(10) {
            0 => UNDEFINED,
            1 => NULL,
            2 => TRUE,
            3 => FALSE,
            4 => NAN,
            5 => ZERO,
            6 | 7 => number(self.number()),
            _ => self.one_of(|kind| kind == Kind::Text).map_or(UNDEFINED, |held| held.value),
        }
    }

    /// Returns a value whose conversions to string and number can be compared.
    pub(crate) fn convertible(&mut self) -> Ref {
        match self.rng.below(10) {
            0..5 => self.primitive(),
            5 => *self.rng.pick(&[GLOBAL, GO]),
            _ => {
                let held = self.one_of(Kind::is_convertible);
                self.disguise(held)
            }
        }
    }

    /// Returns any value.
    pub(crate) fn any(&mut self) -> Ref {
        match self.rng.below(10) {
            0..3 => self.convertible(),
            // None of these is held: an unassigned id, infinity, negative zero, and a NaN with the largest id.
            3 => *self.rng.pick(&[0x7ff8_0001_0000_0fff, 0x7ff0_0000_0000_0000, 0x8000_0000_0000_0000, u64::MAX]),
            _ => {
                let held = self.one_of(|_| true);
                self.disguise(held)
            }
        }
    }

    /// Returns the ref, occasionally with a false type flag.
    pub(crate) fn disguise(&mut self, held: Option<Held>) -> Ref {
        let value = held.map_or(UNDEFINED, |held| held.value);
        if id(value).is_some() && self.rng.once_in(16) {
            value & !(7 << 32) | u64::from(self.rng.below(8)) << 32
        } else {
            value
        }
    }

    pub(crate) fn text(&mut self) -> Vec<u8> {
        match self.rng.below(8) {
            // A few of these trigger a garbage collection.
            0 => vec![b'a' + self.rng.below(26) as u8; 500 + self.rng.below(2_000) as usize],
            1 => {
                let mut bytes = vec![0; self.rng.below(12) as usize];
                self.rng.fill(&mut bytes);
                bytes
            }
            2 => {
                let pieces: [&[u8]; 8] =
                    [b"\xef\xbb\xbf", b"\xf0\x9f\x98\x80", b"\xe2\x82", b"a", b"\xff", b"\0", b"\xed\xa0\x80", b"12"];
                (0..self.rng.below(5)).flat_map(|_| *self.rng.pick(&pieces)).copied().collect()
            }
            3 => format!("{}", self.number()).into_bytes(),
            _ => self.rng.pick(NAMES).to_vec(),
        }
    }

    pub(crate) fn index(&mut self) -> i64 {
        match self.rng.below(16) {
            0 => self.rng.word() as i64,
            1 => *self.rng.pick(&[-1, 0xffff_ffff, 0x1_0000_0000, (1 << 53) + 1, i64::MIN]),
            _ => self.rng.below(12).into(),
        }
    }
}
