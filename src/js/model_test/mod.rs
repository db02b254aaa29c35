//! Tests objects and arrays against a simple model, in long sequences of operations that are random or chosen by a
//! fuzzer.

mod model;

#[cfg(fuzzing)]
use alloc::vec;
use alloc::{borrow::ToOwned, format, vec::Vec};

use self::model::{Accessor, Change, Datum, Entry, Field, GOTTEN, Key, Model, Thrown, length_key};
use super::{
    Attributes, Context, Function, Integrity, NoProgram, Object, Property, PropertyDescriptor, PropertyKey, Slot,
    Symbol, Value,
};
use crate::globals::CORE_ALONE;

/// The source of choices.
enum Random {
    /// SplitMix64, by its state.
    #[cfg(test)]
    Seed(u64),
    /// Bytes from a fuzzer: one for a choice among at most 256, or else four. Once they are used up, every choice is
    /// the first.
    #[cfg(fuzzing)]
    Bytes(vec::IntoIter<u8>),
}

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        let number = match self {
            #[cfg(test)]
            Random::Seed(state) => {
                *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut z = *state;
                z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                z ^ (z >> 31)
            }
            #[cfg(fuzzing)]
            Random::Bytes(bytes) => {
                let count = if bound <= 256 { 1 } else { 4 };
                bytes.take(count).fold(0, |number, byte| number << 8 | u64::from(byte))
            }
        };
        number % bound
    }

    fn one_in(&mut self, bound: u64) -> bool {
        self.below(bound) == 0
    }

    fn maybe(&mut self) -> Option<bool> {
        match self.below(4) {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

struct Test {
    program: NoProgram,
    random: Random,
    symbols: Vec<Symbol>,
    getters: Vec<Object>,
    setters: Vec<Object>,
    pairs: Vec<(Object, Model)>,
    /// The number of strings created so far. It makes each string unique, so only an object can keep the string alive.
    strings: u32,
}

impl Test {
    fn new(random: Random) -> Self {
        let mut program = NoProgram::new(CORE_ALONE);
        let heap = &mut program.heap;
        let symbols = (0..3).map(|_| heap.symbol(None)).collect();
        let mut function = |call| heap.function(Function::Native { name: "", length: 0, call });
        let getters = (0..2).map(|_| function(|_, _| Ok(GOTTEN.into()))).collect();
        let setters = (0..2).map(|_| function(|_, _| Ok(Value::Undefined))).collect();
        let mut test = Test { program, random, symbols, getters, setters, pairs: Vec::new(), strings: 0 };
        for _ in 0..6 {
            let pair = test.pair();
            test.pairs.push(pair);
        }
        test
    }

    /// Creates an object or an array, and its model.
    fn pair(&mut self) -> (Object, Model) {
        if self.random.one_in(3) {
            return (self.program.heap.object(), Model::object());
        }
        let (values, data) = self.values();
        (self.program.heap.array(values), Model::array(data))
    }

    fn value(&mut self) -> (Value, Datum) {
        let number = match self.random.below(8) {
            0 => return (Value::Undefined, Datum::Undefined),
            1 => f64::NAN,
            2 => -0.0,
            3 => 0.0,
            4 | 5 => self.random.below(5) as f64,
            _ => {
                self.strings += 1;
                let text = format!("a new string, number {}", self.strings);
                return (self.program.heap.string(&text).into(), Datum::Text(text));
            }
        };
        (number.into(), Datum::Number(number))
    }

    fn values(&mut self) -> (Vec<Value>, Vec<Datum>) {
        let count = self.random.below(6);
        (0..count).map(|_| self.value()).unzip()
    }

    fn key(&mut self) -> Key {
        match self.random.below(20) {
            0 => Key::Symbol(self.random.below(3) as usize),
            1..=5 => Key::Name(format!("name{}", self.random.below(12))),
            6 => Key::Name("4294967295".to_owned()),
            7 if self.random.one_in(20) => Key::Index(PropertyKey::MAX_INDEX),
            7 if self.random.one_in(4) => Key::Index(3000 + self.random.below(3) as u32),
            _ => Key::Index(self.random.below(14) as u32),
        }
    }

    fn heap_key(&mut self, key: &Key) -> PropertyKey {
        match key {
            Key::Index(index) => PropertyKey::Index(*index),
            Key::Name(name) => self.program.heap.key_from(name),
            Key::Symbol(index) => self.symbols[*index].into(),
        }
    }

    fn accessor(&mut self) -> Option<Accessor> {
        match self.random.below(4) {
            0 => Some(None),
            1 => Some(Some(self.random.below(2) as usize)),
            _ => None,
        }
    }

    /// Returns the value that a property has already, or the zero of the other sign. Even a read-only property accepts
    /// a definition with the same value.
    fn same_value(&mut self, current: Option<&Entry>) -> Option<(Value, Datum)> {
        match current.map(|entry| &entry.field) {
            Some(Field::Data { value: Datum::Number(number), .. }) => {
                let number = if *number == 0.0 && self.random.one_in(2) { -number } else { *number };
                Some((number.into(), Datum::Number(number)))
            }
            Some(Field::Data { value: Datum::Text(text), .. }) => {
                Some((self.program.heap.string(text).into(), Datum::Text(text.clone())))
            }
            _ => None,
        }
    }

    /// Chooses a change to a property, as a descriptor for the heap and as a change for the model.
    fn change(&mut self, current: Option<&Entry>) -> (PropertyDescriptor, Change) {
        let mut change =
            Change { enumerable: self.random.maybe(), configurable: self.random.maybe(), ..Change::default() };
        let mut descriptor = PropertyDescriptor::default();
        if self.random.one_in(3) {
            (change.get, change.set) = (self.accessor(), self.accessor());
            descriptor.get = change.get.map(|get| get.map(|at| self.getters[at]));
            descriptor.set = change.set.map(|set| set.map(|at| self.setters[at]));
        } else {
            let mut is_same = false;
            if !self.random.one_in(3) {
                let same = if self.random.one_in(2) { self.same_value(current) } else { None };
                is_same = same.is_some();
                let (value, datum) = same.unwrap_or_else(|| self.value());
                (descriptor.value, change.value) = (Some(value), Some(datum));
            }
            change.writable = self.random.maybe();
            // Plain properties are the most frequent in practice, and must be frequent enough here.
            if !is_same && self.random.one_in(2) {
                [change.writable, change.enumerable, change.configurable] = [Some(true); 3];
            }
            descriptor.writable = change.writable;
        }
        (descriptor.enumerable, descriptor.configurable) = (change.enumerable, change.configurable);
        (descriptor, change)
    }

    fn cx(&mut self) -> Context<'_> {
        self.program.context()
    }

    fn datum(&self, value: Value) -> Datum {
        match value {
            Value::Undefined => Datum::Undefined,
            Value::Number(number) => Datum::Number(number),
            Value::String(string) => Datum::Text(self.program.heap.text(string).to_owned()),
            other => panic!("there is no such value in the model: {other:?}"),
        }
    }

    /// Returns the keys and properties of an object, in the form of the model.
    fn entries(&mut self, object: Object) -> Vec<Entry> {
        let heap = &mut self.program.heap;
        let keys = heap.own_keys(object);
        keys.into_iter()
            .map(|key| {
                let Property { slot, attributes } = self.program.heap.own_property(object, key).expect("an own key");
                let field = match slot {
                    Slot::Data(value) => {
                        let writable = attributes.contains(Attributes::WRITABLE);
                        Field::Data { value: self.datum(value), writable }
                    }
                    Slot::Accessor { get, set } => Field::Accessor {
                        get: get.and_then(|get| self.getters.iter().position(|other| *other == get)),
                        set: set.and_then(|set| self.setters.iter().position(|other| *other == set)),
                    },
                };
                let key = match key {
                    PropertyKey::Index(index) => Key::Index(index),
                    PropertyKey::String(name) => Key::Name(self.program.heap.text(name).to_owned()),
                    PropertyKey::Symbol(symbol) => {
                        Key::Symbol(self.symbols.iter().position(|other| *other == symbol).expect("a known symbol"))
                    }
                };
                let enumerable = attributes.contains(Attributes::ENUMERABLE);
                let configurable = attributes.contains(Attributes::CONFIGURABLE);
                Entry { key, field, enumerable, configurable }
            })
            .collect()
    }

    fn check(&mut self, at: usize, story: &str) {
        let (object, model) = self.pairs[at].clone();
        let expected: Vec<Entry> = model.keys().iter().map(|key| model.own(key).expect("an own key").clone()).collect();
        assert_eq!(self.entries(object), expected, "{story}");
        assert_eq!(self.program.heap.is_extensible(object), model.extensible, "{story}");
        let has = |level: Integrity| {
            !model.extensible
                && model.entries.iter().all(|entry| {
                    let frozen = !matches!(entry.field, Field::Data { writable: true, .. });
                    !entry.configurable && (frozen || level == Integrity::Sealed)
                })
        };
        for level in [Integrity::Sealed, Integrity::Frozen] {
            assert_eq!(self.cx().has_integrity(object, level), has(level), "{level:?}: {story}");
        }
    }

    /// Calls a method of an array. If the result is an object, returns `Datum::Undefined`.
    fn call(&mut self, array: Object, method: &str, arguments: &[Value]) -> Result<Datum, Thrown> {
        match self.cx().invoke(array, method, arguments) {
            Ok(Value::Object(_)) => Ok(Datum::Undefined),
            Ok(value) => Ok(self.datum(value)),
            Err(_) => Err(Thrown),
        }
    }

    fn step(&mut self, step: usize) {
        let at = self.random.below(self.pairs.len() as u64) as usize;
        let (object, mut model) = self.pairs[at].clone();
        let story;
        let operation = self.random.below(if model.is_array { 36 } else { 20 });
        match operation {
            0..=6 => {
                let (key, (value, datum)) = (self.key(), self.value());
                story = format!("set {key:?} to {datum:?}");
                let heap_key = self.heap_key(&key);
                let done = self.cx().set(object, heap_key, value).map_err(|_| Thrown);
                assert_eq!(done, model.set(key, datum), "{story}, step {step}");
            }
            7..=9 => {
                let key = self.key();
                story = format!("delete {key:?}");
                let heap_key = self.heap_key(&key);
                let done = self.program.heap.delete(object, heap_key);
                assert_eq!(done, model.delete(&key), "{story}, step {step}");
            }
            10..=14 => {
                let key = self.key();
                let (descriptor, change) = self.change(model.own(&key));
                story = format!("define {key:?} as {change:?}");
                let heap_key = self.heap_key(&key);
                let done = self.cx().define_own_property(object, heap_key, &descriptor).map_err(|_| Thrown);
                assert_eq!(done, model.define(key, &change), "{story}, step {step}");
            }
            15..=17 => {
                let key = self.key();
                story = format!("get {key:?}");
                let heap_key = self.heap_key(&key);
                let value = self.cx().get(object, heap_key).expect("no getter throws");
                assert_eq!(self.datum(value), model.get(&key), "{story}, step {step}");
                assert_eq!(self.cx().has(object, heap_key), model.own(&key).is_some(), "{story}, step {step}");
            }
            18 if self.random.one_in(3) => {
                story = "forbid changes".to_owned();
                match self.random.below(3) {
                    0 => {
                        self.program.heap.prevent_extensions(object);
                        model.extensible = false;
                    }
                    1 => assert_eq!(
                        self.cx().set_integrity(object, Integrity::Sealed).ok(),
                        Some(model.set_integrity(Integrity::Sealed))
                    ),
                    _ => assert_eq!(
                        self.cx().set_integrity(object, Integrity::Frozen).ok(),
                        Some(model.set_integrity(Integrity::Frozen))
                    ),
                }
            }
            19 => {
                story = "another in its place".to_owned();
                self.pairs[at] = self.pair();
                return self.check(at, &story);
            }
            20..=22 => {
                let length = match self.random.below(12) {
                    0 => -1.0,
                    1 => 1.5,
                    2 => 3001.0,
                    _ => self.random.below(16) as f64,
                };
                story = format!("length = {length}");
                let key = PropertyKey::String(self.program.heap.names().length);
                let done = self.cx().set(object, key, length.into()).map_err(|_| Thrown);
                assert_eq!(done, model.set(length_key(), Datum::Number(length)), "{story}, step {step}");
            }
            23 if self.random.one_in(3) => {
                let (mut descriptor, mut change) = self.change(None);
                if change.value.is_some() {
                    let length = self.random.below(12) as f64;
                    (descriptor.value, change.value) = (Some(length.into()), Some(Datum::Number(length)));
                }
                story = format!("define length as {change:?}");
                let key = PropertyKey::String(self.program.heap.names().length);
                let done = self.cx().define_own_property(object, key, &descriptor).map_err(|_| Thrown);
                assert_eq!(done, model.define(length_key(), &change), "{story}, step {step}");
            }
            24..=26 => {
                let (values, data) = self.values();
                story = format!("push {data:?}");
                assert_eq!(self.call(object, "push", &values), model.push(&data), "{story}, step {step}");
            }
            // The remaining operations walk the whole length.
            _ if model.is_array && model.length().0 > 4000 => return,
            27 => {
                story = "pop".to_owned();
                assert_eq!(self.call(object, "pop", &[]), model.pop(), "{story}, step {step}");
            }
            28 => {
                story = "shift".to_owned();
                assert_eq!(self.call(object, "shift", &[]), model.shift(), "{story}, step {step}");
            }
            29 | 30 => {
                let (values, data) = self.values();
                story = format!("unshift {data:?}");
                assert_eq!(self.call(object, "unshift", &values), model.unshift(&data), "{story}, step {step}");
            }
            31 => {
                story = "reverse".to_owned();
                let done = self.call(object, "reverse", &[]).map(|_| ());
                assert_eq!(done, model.reverse(), "{story}, step {step}");
            }
            32 | 33 => {
                let length = u64::from(model.length().0);
                let start = self.random.below(length + 1);
                let end = start + self.random.below(length - start + 1);
                story = format!("slice {start} to {end}");
                let arguments = [(start as f64).into(), (end as f64).into()];
                let part = self.cx().invoke(object, "slice", &arguments).expect("no getter throws");
                let other = (at + 1) % self.pairs.len();
                self.pairs[other] = (part.as_object().expect("an array"), model.slice(start, end));
                self.check(other, &format!("{story}, step {step}"));
            }
            34 | 35 => {
                let length = u64::from(model.length().0);
                let start = self.random.below(length + 1);
                let removed = self.random.below(length - start + 1);
                let (values, data) = self.values();
                story = format!("splice {start}, {removed}, {data:?}");
                let mut arguments = Vec::from([(start as f64).into(), (removed as f64).into()]);
                arguments.extend(values);
                let part = self.cx().invoke(object, "splice", &arguments).map_err(|_| Thrown);
                match (part, model.splice(start, removed, &data)) {
                    (Ok(part), Ok(expected)) => {
                        let other = (at + 1) % self.pairs.len();
                        self.pairs[other] = (part.as_object().expect("an array"), expected);
                        self.check(other, &format!("{story}, step {step}"));
                    }
                    (part, expected) => {
                        assert_eq!((part.is_err(), expected.is_err()), (true, true), "{story}, step {step}");
                    }
                }
            }
            _ => return,
        }
        self.pairs[at].1 = model;
        self.check(at, &format!("{story}, step {step}"));
    }

    /// Collects garbage, and checks that exactly the values that the objects hold survive.
    fn collect(&mut self) {
        let objects = self.pairs.iter().map(|(object, _)| *object).chain(self.getters.clone());
        let objects = objects.chain(self.setters.clone()).map(Value::from);
        let roots: Vec<Value> = objects.chain(self.symbols.iter().map(|&symbol| symbol.into())).collect();
        self.program.heap.collect(roots.iter().copied());
        self.program.heap.audit(roots);
        for at in 0..self.pairs.len() {
            self.check(at, "after a collection");
        }
    }
}

/// Performs the operations that the bytes choose, until they are used up.
///
/// # Panics
///
/// If an object differs from its model, or if the heap is inconsistent.
#[cfg(fuzzing)]
pub fn run(bytes: &[u8]) {
    let mut test = Test::new(Random::Bytes(bytes.to_vec().into_iter()));
    for step in 0.. {
        match &test.random {
            Random::Bytes(bytes) if !bytes.as_slice().is_empty() => test.step(step),
            _ => break,
        }
        if test.random.one_in(40) {
            test.collect();
        }
    }
    test.collect();
}

#[test]
fn objects_are_what_ecma_262_says() {
    for seed in 0..60 {
        let mut test = Test::new(Random::Seed(seed));
        for step in 0..1500 {
            test.step(step);
            if test.random.one_in(40) {
                test.collect();
            }
        }
        // Unreachable strings are freed: of the hundreds that were created, each object keeps only a few.
        test.collect();
        let kept = test.program.heap.statistics().strings;
        assert!(kept * 2 < test.strings, "{kept} strings of {} are left", test.strings);
    }
}
