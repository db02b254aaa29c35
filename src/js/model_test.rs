//! Objects and arrays against a model that is ECMA-262's own text: a list of keys and properties, and the algorithms of
//! §10.1 (ordinary objects), §10.4.2 (arrays) and §23.1.3 (methods of arrays) step by step.

use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
    sync::Arc,
    vec::Vec,
};

use super::{
    Agent, Attributes, Context, Descriptor, EventLoop, Function, Heap, HostFunction, Integrity, Object, Property,
    PropertyKey, Slot, Symbol, Value, number,
};
use crate::{
    globals::MINIMAL,
    host::{DeterministicHost, Environment, Host},
};

// The heap, and nothing around it.

struct World {
    heap: Heap,
    host: DeterministicHost,
    environment: Environment,
    event_loop: EventLoop,
}

impl Agent for World {
    fn heap(&mut self) -> &mut Heap {
        &mut self.heap
    }

    fn host(&mut self) -> &mut dyn Host {
        &mut self.host
    }

    fn parts(&mut self) -> (&mut Heap, &mut dyn Host) {
        (&mut self.heap, &mut self.host)
    }

    fn environment(&mut self) -> &Environment {
        &self.environment
    }

    fn event_loop(&mut self) -> &mut EventLoop {
        &mut self.event_loop
    }

    fn evaluator(&mut self) -> Option<Arc<HostFunction>> {
        None
    }

    fn call_go(&mut self, _: Value, _: Value, _: &[Value]) -> Result<Value, Value> {
        unreachable!("there is no Go")
    }
}

// The model.

#[derive(Clone, Debug, PartialEq)]
enum Key {
    Index(u32),
    Name(String),
    Symbol(usize),
}

fn length_key() -> Key {
    Key::Name("length".to_owned())
}

/// The key that an index is, which beyond the largest index is a name.
fn index_key(index: u64) -> Key {
    match u32::try_from(index) {
        Ok(index) if index <= PropertyKey::MAX_INDEX => Key::Index(index),
        _ => Key::Name(index.to_string()),
    }
}

#[derive(Clone, Debug)]
enum Datum {
    Undefined,
    Number(f64),
    Text(String),
}

/// §7.2.10 SameValue
impl PartialEq for Datum {
    fn eq(&self, other: &Datum) -> bool {
        match (self, other) {
            (Datum::Undefined, Datum::Undefined) => true,
            (Datum::Number(a), Datum::Number(b)) => (a.is_nan() && b.is_nan()) || a.to_bits() == b.to_bits(),
            (Datum::Text(a), Datum::Text(b)) => a == b,
            _ => false,
        }
    }
}

/// A getter or a setter, by its number.
type Accessor = Option<usize>;

/// What every getter returns.
const GOTTEN: f64 = 7.0;

#[derive(Clone, Debug, PartialEq)]
enum Field {
    Data { value: Datum, writable: bool },
    Accessor { get: Accessor, set: Accessor },
}

#[derive(Clone, Debug, PartialEq)]
struct Entry {
    key: Key,
    field: Field,
    enumerable: bool,
    configurable: bool,
}

/// §6.2.6, Property Descriptor
#[derive(Clone, Debug, Default)]
struct Change {
    value: Option<Datum>,
    writable: Option<bool>,
    get: Option<Accessor>,
    set: Option<Accessor>,
    enumerable: Option<bool>,
    configurable: Option<bool>,
}

impl Change {
    fn data(value: Datum) -> Self {
        Change {
            value: Some(value),
            writable: Some(true),
            enumerable: Some(true),
            configurable: Some(true),
            ..Change::default()
        }
    }

    fn is_accessor(&self) -> bool {
        self.get.is_some() || self.set.is_some()
    }

    fn is_data(&self) -> bool {
        self.value.is_some() || self.writable.is_some()
    }
}

/// An exception; which one it is does not matter here.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Thrown;

#[derive(Clone, Debug)]
struct Model {
    is_array: bool,
    extensible: bool,
    /// In the order of creation. An array's `length` is the first.
    entries: Vec<Entry>,
}

impl Model {
    fn object() -> Self {
        Model { is_array: false, extensible: true, entries: Vec::new() }
    }

    fn array(values: Vec<Datum>) -> Self {
        let field = Field::Data { value: Datum::Number(0.0), writable: true };
        let length = Entry { key: length_key(), field, enumerable: false, configurable: false };
        let mut model = Model { is_array: true, extensible: true, entries: Vec::from([length]) };
        for (value, index) in values.into_iter().zip(0..) {
            assert_eq!(model.define(Key::Index(index), &Change::data(value)), Ok(true));
        }
        model
    }

    fn own(&self, key: &Key) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == *key)
    }

    fn own_mut(&mut self, key: &Key) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.key == *key)
    }

    fn length(&self) -> (u32, bool) {
        match self.own(&length_key()).map(|entry| &entry.field) {
            Some(&Field::Data { value: Datum::Number(length), writable }) => (length as u32, writable),
            other => panic!("an array's length is {other:?}"),
        }
    }

    /// §10.1.6.3 ValidateAndApplyPropertyDescriptor
    fn validate_and_apply(&mut self, key: Key, change: &Change) -> bool {
        let extensible = self.extensible;
        let Some(current) = self.own_mut(&key) else {
            if !extensible {
                return false;
            }
            let field = if change.is_accessor() {
                Field::Accessor { get: change.get.flatten(), set: change.set.flatten() }
            } else {
                Field::Data {
                    value: change.value.clone().unwrap_or(Datum::Undefined),
                    writable: change.writable.unwrap_or(false),
                }
            };
            let enumerable = change.enumerable.unwrap_or(false);
            let configurable = change.configurable.unwrap_or(false);
            self.entries.push(Entry { key, field, enumerable, configurable });
            return true;
        };
        if !current.configurable {
            if change.configurable == Some(true) {
                return false;
            }
            if change.enumerable.is_some_and(|enumerable| enumerable != current.enumerable) {
                return false;
            }
            let is_generic = !change.is_accessor() && !change.is_data();
            let is_accessor = matches!(current.field, Field::Accessor { .. });
            if !is_generic && change.is_accessor() != is_accessor {
                return false;
            }
            match &current.field {
                Field::Accessor { get, set } => {
                    if change.get.is_some_and(|new| new != *get) || change.set.is_some_and(|new| new != *set) {
                        return false;
                    }
                }
                Field::Data { value, writable: false } => {
                    if change.writable == Some(true) || change.value.as_ref().is_some_and(|new| new != value) {
                        return false;
                    }
                }
                Field::Data { .. } => {}
            }
        }
        match &mut current.field {
            Field::Data { .. } if change.is_accessor() => {
                current.field = Field::Accessor { get: change.get.flatten(), set: change.set.flatten() };
            }
            Field::Accessor { .. } if change.is_data() => {
                current.field = Field::Data {
                    value: change.value.clone().unwrap_or(Datum::Undefined),
                    writable: change.writable.unwrap_or(false),
                };
            }
            Field::Data { value, writable } => {
                *value = change.value.clone().unwrap_or(value.clone());
                *writable = change.writable.unwrap_or(*writable);
            }
            Field::Accessor { get, set } => {
                *get = change.get.unwrap_or(*get);
                *set = change.set.unwrap_or(*set);
            }
        }
        current.enumerable = change.enumerable.unwrap_or(current.enumerable);
        current.configurable = change.configurable.unwrap_or(current.configurable);
        true
    }

    /// §10.1.6 and §10.4.2.1 [[DefineOwnProperty]]
    fn define(&mut self, key: Key, change: &Change) -> Result<bool, Thrown> {
        if !self.is_array {
            return Ok(self.validate_and_apply(key, change));
        }
        if key == length_key() {
            return self.array_set_length(change);
        }
        let Key::Index(index) = key else { return Ok(self.validate_and_apply(key, change)) };
        let (length, writable) = self.length();
        if index >= length && !writable {
            return Ok(false);
        }
        if !self.validate_and_apply(key, change) {
            return Ok(false);
        }
        if index >= length {
            let value = Some(Datum::Number(f64::from(index) + 1.0));
            assert!(self.validate_and_apply(length_key(), &Change { value, ..Change::default() }));
        }
        Ok(true)
    }

    /// §10.4.2.4 ArraySetLength
    fn array_set_length(&mut self, change: &Change) -> Result<bool, Thrown> {
        let Some(value) = &change.value else { return Ok(self.validate_and_apply(length_key(), change)) };
        let &Datum::Number(value) = value else { panic!("only numbers are tried as lengths") };
        let new = number::to_uint32(value);
        if f64::from(new) != value {
            return Err(Thrown);
        }
        let mut change = Change { value: Some(Datum::Number(new.into())), ..change.clone() };
        let (old, old_writable) = self.length();
        if new >= old {
            return Ok(self.validate_and_apply(length_key(), &change));
        }
        if !old_writable {
            return Ok(false);
        }
        let new_writable = change.writable != Some(false);
        if !new_writable {
            change.writable = Some(true);
        }
        if !self.validate_and_apply(length_key(), &change) {
            return Ok(false);
        }
        let mut beyond: Vec<u32> = self
            .entries
            .iter()
            .filter_map(|entry| match entry.key {
                Key::Index(index) if index >= new => Some(index),
                _ => None,
            })
            .collect();
        beyond.sort_unstable();
        for index in beyond.into_iter().rev() {
            if !self.delete(&Key::Index(index)) {
                change.value = Some(Datum::Number(f64::from(index) + 1.0));
                if !new_writable {
                    change.writable = Some(false);
                }
                assert!(self.validate_and_apply(length_key(), &change));
                return Ok(false);
            }
        }
        if !new_writable {
            let writable = Some(false);
            assert!(self.validate_and_apply(length_key(), &Change { writable, ..Change::default() }));
        }
        Ok(true)
    }

    /// §10.1.8 [[Get]]; the prototypes have none of the keys.
    fn get(&self, key: &Key) -> Datum {
        match self.own(key).map(|entry| &entry.field) {
            None | Some(Field::Accessor { get: None, .. }) => Datum::Undefined,
            Some(Field::Accessor { get: Some(_), .. }) => Datum::Number(GOTTEN),
            Some(Field::Data { value, .. }) => value.clone(),
        }
    }

    /// §10.1.9 [[Set]]; a setter does nothing.
    fn set(&mut self, key: Key, value: Datum) -> Result<bool, Thrown> {
        match self.own(&key).map(|entry| &entry.field) {
            None => self.define(key, &Change::data(value)),
            Some(Field::Accessor { set, .. }) => Ok(set.is_some()),
            Some(Field::Data { writable: false, .. }) => Ok(false),
            Some(Field::Data { .. }) => self.define(key, &Change { value: Some(value), ..Change::default() }),
        }
    }

    /// §10.1.10 [[Delete]]
    fn delete(&mut self, key: &Key) -> bool {
        match self.entries.iter().position(|entry| entry.key == *key) {
            None => true,
            Some(at) if self.entries[at].configurable => {
                self.entries.remove(at);
                true
            }
            Some(_) => false,
        }
    }

    /// §10.1.11 [[OwnPropertyKeys]]
    fn keys(&self) -> Vec<Key> {
        let keys = self.entries.iter().map(|entry| entry.key.clone());
        let mut sorted: Vec<Key> = keys.clone().filter(|key| matches!(key, Key::Index(_))).collect();
        sorted.sort_by_key(|key| if let Key::Index(index) = key { *index } else { 0 });
        sorted.extend(keys.clone().filter(|key| matches!(key, Key::Name(_))));
        sorted.extend(keys.filter(|key| matches!(key, Key::Symbol(_))));
        sorted
    }

    /// §7.3.15 SetIntegrityLevel
    fn set_integrity(&mut self, level: Integrity) -> bool {
        self.extensible = false;
        self.keys().into_iter().all(|key| {
            let is_data = matches!(self.own(&key).map(|entry| &entry.field), Some(Field::Data { .. }));
            let writable = (level == Integrity::Frozen && is_data).then_some(false);
            self.define(key, &Change { configurable: Some(false), writable, ..Change::default() }) == Ok(true)
        })
    }

    // §7.3.4 Set(…, true) and §7.3.10 DeletePropertyOrThrow

    fn put(&mut self, index: u64, value: Datum) -> Result<(), Thrown> {
        if self.set(index_key(index), value)? { Ok(()) } else { Err(Thrown) }
    }

    fn put_length(&mut self, length: u64) -> Result<(), Thrown> {
        if self.set(length_key(), Datum::Number(length as f64))? { Ok(()) } else { Err(Thrown) }
    }

    fn remove(&mut self, index: u64) -> Result<(), Thrown> {
        if self.delete(&index_key(index)) { Ok(()) } else { Err(Thrown) }
    }

    fn has(&self, index: u64) -> bool {
        self.own(&index_key(index)).is_some()
    }

    fn shift_element(&mut self, from: u64, to: u64) -> Result<(), Thrown> {
        if self.has(from) { self.put(to, self.get(&index_key(from))) } else { self.remove(to) }
    }

    /// §23.1.3.23
    fn push(&mut self, values: &[Datum]) -> Result<Datum, Thrown> {
        let mut length = u64::from(self.length().0);
        for value in values {
            self.put(length, value.clone())?;
            length += 1;
        }
        self.put_length(length)?;
        Ok(Datum::Number(length as f64))
    }

    /// §23.1.3.22
    fn pop(&mut self) -> Result<Datum, Thrown> {
        let length = u64::from(self.length().0);
        if length == 0 {
            self.put_length(0)?;
            return Ok(Datum::Undefined);
        }
        let last = self.get(&index_key(length - 1));
        self.remove(length - 1)?;
        self.put_length(length - 1)?;
        Ok(last)
    }

    /// §23.1.3.27
    fn shift(&mut self) -> Result<Datum, Thrown> {
        let length = u64::from(self.length().0);
        if length == 0 {
            self.put_length(0)?;
            return Ok(Datum::Undefined);
        }
        let first = self.get(&index_key(0));
        for index in 1..length {
            self.shift_element(index, index - 1)?;
        }
        self.remove(length - 1)?;
        self.put_length(length - 1)?;
        Ok(first)
    }

    /// §23.1.3.37
    fn unshift(&mut self, values: &[Datum]) -> Result<Datum, Thrown> {
        let (length, count) = (u64::from(self.length().0), values.len() as u64);
        if count > 0 {
            for index in (0..length).rev() {
                self.shift_element(index, index + count)?;
            }
            for (value, index) in values.iter().zip(0..) {
                self.put(index, value.clone())?;
            }
        }
        self.put_length(length + count)?;
        Ok(Datum::Number((length + count) as f64))
    }

    /// §23.1.3.28, within the length.
    fn slice(&self, start: u64, end: u64) -> Model {
        let mut part = Model::array(Vec::new());
        for index in start..end {
            if self.has(index) {
                let change = Change::data(self.get(&index_key(index)));
                assert_eq!(part.define(index_key(index - start), &change), Ok(true));
            }
        }
        part.put_length(end - start).unwrap();
        part
    }

    /// §23.1.3.31, within the length.
    fn splice(&mut self, start: u64, removed: u64, values: &[Datum]) -> Result<Model, Thrown> {
        let (length, count) = (u64::from(self.length().0), values.len() as u64);
        let part = self.slice(start, start + removed);
        if count < removed {
            for index in start..length - removed {
                self.shift_element(index + removed, index + count)?;
            }
            for index in (length - removed + count..length).rev() {
                self.remove(index)?;
            }
        } else if count > removed {
            for index in (start..length - removed).rev() {
                self.shift_element(index + removed, index + count)?;
            }
        }
        for (value, index) in values.iter().zip(start..) {
            self.put(index, value.clone())?;
        }
        self.put_length(length - removed + count)?;
        Ok(part)
    }

    /// §23.1.3.26
    fn reverse(&mut self) -> Result<(), Thrown> {
        let length = u64::from(self.length().0);
        for lower in 0..length / 2 {
            let upper = length - lower - 1;
            let low = self.has(lower).then(|| self.get(&index_key(lower)));
            let high = self.has(upper).then(|| self.get(&index_key(upper)));
            match (low, high) {
                (Some(low), Some(high)) => {
                    self.put(lower, high)?;
                    self.put(upper, low)?;
                }
                (None, Some(high)) => {
                    self.put(lower, high)?;
                    self.remove(upper)?;
                }
                (Some(low), None) => {
                    self.remove(lower)?;
                    self.put(upper, low)?;
                }
                (None, None) => {}
            }
        }
        Ok(())
    }
}

// Both side by side.

/// SplitMix64
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
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
    world: World,
    random: Random,
    symbols: Vec<Symbol>,
    getters: Vec<Object>,
    setters: Vec<Object>,
    pairs: Vec<(Object, Model)>,
    /// Strings that were made, so that each is new: only an object keeps it alive.
    strings: u32,
}

impl Test {
    fn new(seed: u64) -> Self {
        let mut heap = Heap::new(MINIMAL, seed);
        let symbols = (0..3).map(|_| heap.symbol(None)).collect();
        let mut function = |call| heap.function(Function::Native { name: "", length: 0, call });
        let getters = (0..2).map(|_| function(|_, _| Ok(GOTTEN.into()))).collect();
        let setters = (0..2).map(|_| function(|_, _| Ok(Value::Undefined))).collect();
        let world = World {
            heap,
            host: DeterministicHost::new(seed),
            environment: Environment::default(),
            event_loop: EventLoop::default(),
        };
        let mut test = Test { world, random: Random(seed), symbols, getters, setters, pairs: Vec::new(), strings: 0 };
        for _ in 0..6 {
            let pair = test.pair();
            test.pairs.push(pair);
        }
        test
    }

    /// A new object or array, and its model.
    fn pair(&mut self) -> (Object, Model) {
        if self.random.one_in(3) {
            return (self.world.heap.object(), Model::object());
        }
        let (values, data) = self.values();
        (self.world.heap.array(values), Model::array(data))
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
                return (self.world.heap.string(&text).into(), Datum::Text(text));
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
            Key::Name(name) => self.world.heap.key_from(name),
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

    /// What is to become of a property, for both.
    fn change(&mut self) -> (Descriptor, Change) {
        let mut change =
            Change { enumerable: self.random.maybe(), configurable: self.random.maybe(), ..Change::default() };
        let mut descriptor = Descriptor::default();
        if self.random.one_in(3) {
            (change.get, change.set) = (self.accessor(), self.accessor());
            descriptor.get = change.get.map(|get| get.map(|at| self.getters[at]));
            descriptor.set = change.set.map(|set| set.map(|at| self.setters[at]));
        } else {
            if !self.random.one_in(3) {
                let (value, datum) = self.value();
                (descriptor.value, change.value) = (Some(value), Some(datum));
            }
            change.writable = self.random.maybe();
            // What is plain is the most frequent in life, and must come often enough here.
            if self.random.one_in(2) {
                [change.writable, change.enumerable, change.configurable] = [Some(true); 3];
            }
            descriptor.writable = change.writable;
        }
        (descriptor.enumerable, descriptor.configurable) = (change.enumerable, change.configurable);
        (descriptor, change)
    }

    fn cx(&mut self) -> Context<'_> {
        Context::new(&mut self.world)
    }

    fn datum(&self, value: Value) -> Datum {
        match value {
            Value::Undefined => Datum::Undefined,
            Value::Number(number) => Datum::Number(number),
            Value::String(string) => Datum::Text(self.world.heap.text(string).to_owned()),
            other => panic!("there is no such value in the model: {other:?}"),
        }
    }

    /// The keys and properties of an object, as the model has them.
    fn entries(&mut self, object: Object) -> Vec<Entry> {
        let heap = &mut self.world.heap;
        let keys = heap.own_keys(object);
        keys.into_iter()
            .map(|key| {
                let Property { slot, attributes } = self.world.heap.own_property(object, key).expect("an own key");
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
                    PropertyKey::String(name) => Key::Name(self.world.heap.text(name).to_owned()),
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
        assert_eq!(self.world.heap.is_extensible(object), model.extensible, "{story}");
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

    /// Calls a method of arrays, whose result is no object.
    fn call(&mut self, array: Object, method: &str, arguments: &[Value]) -> Result<Datum, Thrown> {
        match self.cx().call_method(array, method, arguments) {
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
                let done = self.world.heap.delete(object, heap_key);
                assert_eq!(done, model.delete(&key), "{story}, step {step}");
            }
            10..=14 => {
                let (key, (descriptor, change)) = (self.key(), self.change());
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
            18 if self.random.one_in(8) => {
                story = "forbid changes".to_owned();
                match self.random.below(3) {
                    0 => {
                        self.world.heap.prevent_extensions(object);
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
                let key = PropertyKey::String(self.world.heap.names().length);
                let done = self.cx().set(object, key, length.into()).map_err(|_| Thrown);
                assert_eq!(done, model.set(length_key(), Datum::Number(length)), "{story}, step {step}");
            }
            23 if self.random.one_in(3) => {
                let (mut descriptor, mut change) = self.change();
                if change.value.is_some() {
                    let length = self.random.below(12) as f64;
                    (descriptor.value, change.value) = (Some(length.into()), Some(Datum::Number(length)));
                }
                story = format!("define length as {change:?}");
                let key = PropertyKey::String(self.world.heap.names().length);
                let done = self.cx().define_own_property(object, key, &descriptor).map_err(|_| Thrown);
                assert_eq!(done, model.define(length_key(), &change), "{story}, step {step}");
            }
            24..=26 => {
                let (values, data) = self.values();
                story = format!("push {data:?}");
                assert_eq!(self.call(object, "push", &values), model.push(&data), "{story}, step {step}");
            }
            // What follows walks over the whole length.
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
                let part = self.cx().call_method(object, "slice", &arguments).expect("no getter throws");
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
                let part = self.cx().call_method(object, "splice", &arguments).map_err(|_| Thrown);
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

    /// Only what the objects hold survives, and all of that.
    fn collect(&mut self) {
        let objects = self.pairs.iter().map(|(object, _)| *object).chain(self.getters.clone());
        let objects = objects.chain(self.setters.clone()).map(Value::from);
        let roots: Vec<Value> = objects.chain(self.symbols.iter().map(|&symbol| symbol.into())).collect();
        self.world.heap.collect(roots);
        for at in 0..self.pairs.len() {
            self.check(at, "after a collection");
        }
    }
}

#[test]
fn objects_are_what_ecma_262_says() {
    for seed in 0..60 {
        let mut test = Test::new(seed);
        for step in 0..1500 {
            test.step(step);
            if test.random.one_in(40) {
                test.collect();
            }
        }
        // What is not held is gone: a few strings for each object are left of the hundreds that were made.
        test.collect();
        let kept = test.world.heap.statistics().strings;
        assert!(kept * 2 < test.strings, "{kept} strings of {} are left", test.strings);
    }
}
