//! The heap: every string, symbol and object of one program.
//!
//! It makes cells and reads them. What the language needs one of is in `intrinsic`; what objects do is in `ordinary` (their
//! internal methods) and `operation` (what may call a function on the way); what is freed, and when, is in `collect`.

use alloc::{
    collections::{BTreeMap, TryReserveError},
    string::String,
    vec::Vec,
};
use core::{any::TypeId, cell::Cell};

use super::{
    arena::{Arena, OutsideRef},
    array::Array,
    builtin::{Builtin, Group, Intrinsic},
    function::Function,
    meter::{Excess, Meter},
    names::Names,
    object::{Kind, ObjectCell},
    operation::HAS_INSTANCE,
    price,
    property::{Attributes, Property, PropertyKey, Slot},
    root::Roots,
    string::{self, Strings},
    symbol::{Description, SymbolCell},
    thrown::Thrown,
    typed_array::{ElementType, TypedArray},
    value::{BigInt, JsString, Object, Symbol, Value},
};

/// The values of one program.
///
/// Handles of one heap mean nothing to another.
#[derive(Debug)]
pub struct Heap {
    pub(super) strings: Strings,
    pub(super) bigints: Strings<BigInt>,
    pub(super) symbols: Arena<Symbol, SymbolCell>,
    /// The symbols of `Symbol.for`.
    pub(super) registry: BTreeMap<JsString, Symbol>,
    pub(super) objects: Arena<Object, ObjectCell>,
    pub(super) names: Names,
    pub(super) groups: &'static [&'static Group],
    pub(super) prototypes: [Option<Object>; Intrinsic::COUNT],
    pub(super) constructors: [Option<Object>; Intrinsic::COUNT],
    pub(super) global: Object,
    /// The prototypes of the embedder's classes, by the type that their instances hold.
    pub(super) host_prototypes: Vec<(TypeId, Object)>,
    /// Values that the embedder keeps.
    pub(super) roots: Roots,
    /// Values that natives and imports keep while Go runs under them.
    pub(super) stack: Vec<Value>,
    pub(super) seed: u64,
    /// Some object has a `Symbol.hasInstance` other than that of `Function.prototype`.
    pub(super) has_custom_has_instance: bool,
    /// Native functions on the stack: while there are any, nothing is collected.
    pub(super) natives: u32,
    /// Bytes allocated since the last collection, about.
    pub(super) allocated: Cell<usize>,
    /// How many bytes there may be, about.
    pub(crate) limit: usize,
    /// How many cells there may be.
    pub(crate) most_cells: usize,
    /// How many bytes one string may have.
    pub(crate) longest_string: usize,
    /// And one array buffer.
    pub(crate) longest_buffer: usize,
    /// Bytes that the last collection left, about.
    pub(super) live: usize,
    /// What the program's requests cost it.
    pub(crate) meter: Meter,
}

impl Heap {
    /// A heap with these groups of globals on its global object.
    ///
    /// `seed` keeps a guest from choosing strings that collide in a hash table.
    pub(crate) fn new(groups: &'static [&'static Group], seed: u64) -> Self {
        let mut strings = Strings::new(seed);
        let names = Names::new(&mut strings);
        let mut objects = Arena::new();
        let cell = groups.iter().fold(ObjectCell::default(), |cell, group| cell.with_rows(group.globals));
        let global = objects.alloc(cell);
        let mut symbols = Arena::new();
        for name in Symbol::WELL_KNOWN {
            symbols.alloc(SymbolCell { description: Description::Static(name), registered: false });
        }
        let mut heap = Heap {
            strings,
            bigints: Strings::new(seed),
            symbols,
            registry: BTreeMap::new(),
            objects,
            names,
            groups,
            prototypes: [None; Intrinsic::COUNT],
            constructors: [None; Intrinsic::COUNT],
            global,
            host_prototypes: Vec::new(),
            roots: Roots::default(),
            stack: Vec::new(),
            has_custom_has_instance: false,
            natives: 0,
            seed,
            allocated: Cell::new(0),
            limit: usize::MAX,
            most_cells: usize::MAX,
            longest_string: usize::MAX,
            longest_buffer: usize::MAX,
            live: 0,
            meter: Meter::default(),
        };
        let prototype = heap.prototype(Intrinsic::Object);
        heap.objects.get_mut(global).prototype = prototype;
        heap
    }

    /// `globalThis`
    #[must_use]
    pub fn global(&self) -> Object {
        self.global
    }

    /// The names that the host itself uses.
    #[must_use]
    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    // Strings and symbols.

    /// The string with this text.
    pub fn string(&mut self, text: &str) -> JsString {
        self.account_text(text.len());
        let string = self.strings.intern(text);
        self.granted(string)
    }

    /// The string with this text, which it keeps without copying.
    pub fn string_from(&mut self, text: String) -> JsString {
        self.account_text(text.len());
        let string = self.strings.intern_owned(text);
        self.granted(string)
    }

    /// The string with a text of a static table.
    pub(super) fn static_string(&mut self, text: &'static str) -> JsString {
        let string = self.strings.intern_static(text);
        self.granted(string)
    }

    /// The string that bytes from outside stand for: what a `TextDecoder` makes of them.
    pub(crate) fn string_from_utf8(&mut self, bytes: &[u8]) -> Result<JsString, TryReserveError> {
        self.charge(price::bytes(bytes.len()));
        // Bytes that are a string already need no decoding, unless a byte order mark is to be dropped.
        if let Some(string) = self.strings.find(bytes) {
            if !bytes.starts_with(string::BYTE_ORDER_MARK) {
                return Ok(string);
            }
        }
        // Of bytes that are no UTF-8 each may become three.
        let text = if bytes.len() > self.string_room() { None } else { Some(string::decode_utf8(bytes)?) };
        let Some(text) = text.filter(|text| text.len() <= self.string_room()) else {
            // The program ends before it can see what stands in its place.
            self.exceed_string();
            return Ok(self.names.empty);
        };
        self.account_text(text.len());
        let string = self.strings.try_intern(text)?;
        Ok(self.granted(string))
    }

    /// The key that bytes from outside stand for.
    #[inline]
    pub(crate) fn key_from_utf8(&mut self, bytes: &[u8]) -> Result<PropertyKey, TryReserveError> {
        match PropertyKey::parse_index(bytes) {
            Some(index) => Ok(PropertyKey::Index(index)),
            None if bytes.starts_with(string::BYTE_ORDER_MARK) => {
                let string = self.string_from_utf8(bytes)?;
                Ok(self.key(string))
            }
            None => self.string_from_utf8(bytes).map(PropertyKey::String),
        }
    }

    /// The key that a number is.
    pub(crate) fn number_key(&mut self, number: f64) -> PropertyKey {
        let index = number as u32;
        // −0 is the key "0" too.
        if f64::from(index) == number && index <= PropertyKey::MAX_INDEX {
            PropertyKey::Index(index)
        } else {
            let text = self.number_text(number);
            PropertyKey::String(self.string_from(text))
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn text(&self, string: JsString) -> &str {
        let text = self.strings.text(string);
        // Whoever asks for it reads it.
        self.charge(price::bytes(text.len()));
        text
    }

    /// The text of a string of which no more than a few bytes are looked at.
    pub(crate) fn glance(&self, string: JsString) -> &str {
        self.strings.text(string)
    }

    /// The key that a string is: an index, if it is the canonical form of one.
    #[must_use]
    pub fn key(&self, string: JsString) -> PropertyKey {
        match PropertyKey::parse_index(self.glance(string).as_bytes()) {
            Some(index) => PropertyKey::Index(index),
            None => PropertyKey::String(string),
        }
    }

    /// The key with this text.
    pub fn key_from(&mut self, text: &str) -> PropertyKey {
        match PropertyKey::parse_index(text.as_bytes()) {
            Some(index) => PropertyKey::Index(index),
            None => PropertyKey::String(self.string(text)),
        }
    }

    // Objects.

    pub(crate) fn alloc(&mut self, cell: ObjectCell) -> Object {
        self.account(size_of::<ObjectCell>().saturating_add(cell.bytes()));
        if let Kind::ArrayBuffer(bytes) = &cell.kind {
            if bytes.len() > self.longest_buffer {
                self.meter.reach(Excess::BufferBytes);
            }
        }
        let object = self.objects.alloc(cell);
        self.granted(object)
    }

    /// An object of a kind, with the prototype of its class.
    pub(crate) fn alloc_kind(&mut self, intrinsic: Intrinsic, kind: Kind) -> Object {
        let prototype = self.prototype(intrinsic);
        self.alloc(ObjectCell::new(prototype, kind))
    }

    pub(crate) fn cell(&self, object: Object) -> &ObjectCell {
        self.objects.get(object)
    }

    pub(crate) fn cell_mut(&mut self, object: Object) -> &mut ObjectCell {
        self.objects.get_mut(object)
    }

    /// `{}`
    pub fn object(&mut self) -> Object {
        self.alloc_kind(Intrinsic::Object, Kind::Ordinary)
    }

    /// OrdinaryObjectCreate (ECMA-262 §10.1.12): an object with this prototype. Nothing can inherit from it yet, so the chain
    /// of prototypes is not walked in search of a cycle, as [`set_prototype`](Self::set_prototype) does.
    #[must_use]
    pub fn object_with_prototype(&mut self, prototype: Option<Object>) -> Object {
        let object = self.object();
        self.cell_mut(object).prototype = prototype;
        object
    }

    /// An object with these properties, no key of which comes twice, with room for `more`.
    pub(crate) fn object_with(
        &mut self,
        kind: Kind,
        properties: impl Iterator<Item = (PropertyKey, Property)>,
        more: usize,
    ) -> Object {
        let prototype = self.prototype(Intrinsic::Object);
        // The map is made in its place: moved there it takes 10 ns more.
        let mut cell = ObjectCell::new(prototype, kind);
        if cell.properties.fill(properties, more, self.seed).is_err() {
            self.meter.refuse();
        }
        self.alloc(cell)
    }

    /// An array that no program gets to see, to keep what there may be any number of.
    pub(crate) fn kept_list(&mut self, values: &[Value]) -> Option<Object> {
        if values.is_empty() { None } else { Some(self.array(values.iter().copied())) }
    }

    /// What is in one.
    pub(crate) fn kept_values(&self, list: Option<Object>) -> Vec<Value> {
        match list.map(|list| &self.cell(list).kind) {
            Some(Kind::Array(array)) => self.list(array.values()),
            _ => Vec::new(),
        }
    }

    /// An array with these elements.
    pub fn array(&mut self, elements: impl IntoIterator<Item = Value>) -> Object {
        let elements = self.list_of_value(elements.into_iter().map(Some));
        self.alloc_kind(Intrinsic::Array, Kind::Array(Array::new(elements)))
    }

    /// A `Uint8Array` over a buffer of its own.
    pub fn uint8_array(&mut self, bytes: Vec<u8>) -> Object {
        let length = bytes.len();
        let buffer = self.alloc_kind(Intrinsic::ArrayBuffer, Kind::ArrayBuffer(bytes));
        let view = TypedArray { element: ElementType::Uint8, buffer, offset: 0, length };
        self.alloc_kind(Intrinsic::Uint8Array, Kind::TypedArray(view))
    }

    /// An error of a class, with a message.
    pub fn error(&mut self, class: Intrinsic, message: &str) -> Object {
        let error = self.alloc_kind(class, Kind::Error);
        let message = self.string(message);
        self.put(error, PropertyKey::String(self.names.message), Property::data(message, Attributes::METHOD));
        error
    }

    /// A `TypeError`, to be thrown.
    pub fn type_error(&mut self, message: &str) -> Thrown {
        self.error(Intrinsic::TypeError, message).into()
    }

    /// A `RangeError`, to be thrown.
    pub fn range_error(&mut self, message: &str) -> Thrown {
        self.error(Intrinsic::RangeError, message).into()
    }

    /// An object whose properties are the rows of a table.
    pub(crate) fn namespace(&mut self, rows: &'static [Builtin]) -> Object {
        let prototype = self.prototype(Intrinsic::Object);
        self.alloc(ObjectCell::new(prototype, Kind::Ordinary).with_rows(rows))
    }

    /// A function over a native one.
    pub(crate) fn function(&mut self, function: Function) -> Object {
        self.alloc_kind(Intrinsic::Function, Kind::Function(function))
    }

    /// Puts a property where it belongs in the map, with no question asked.
    pub(super) fn put(&mut self, object: Object, key: PropertyKey, property: Property) {
        if key == PropertyKey::Symbol(Symbol::HAS_INSTANCE) {
            let is_usual =
                matches!(property.slot, Slot::Data(Value::Object(method)) if self.is_native(method, HAS_INSTANCE));
            self.has_custom_has_instance |= !is_usual;
        }
        let seed = self.seed;
        let properties = &mut self.objects.get_mut(object).properties;
        let before = properties.bytes();
        let is_put = properties.insert(key, property, seed).is_ok();
        let grown = properties.bytes().saturating_sub(before);
        self.account(grown);
        if !is_put {
            self.meter.refuse();
        }
    }

    /// Whether the object can be called.
    #[must_use]
    pub fn is_callable(&self, value: Value) -> bool {
        matches!(value, Value::Object(object) if matches!(self.cell(object).kind, Kind::Function(_)))
    }

    /// Whether the object is an array.
    #[must_use]
    pub fn is_array(&self, value: Value) -> bool {
        matches!(value, Value::Object(object) if matches!(self.cell(object).kind, Kind::Array(_)))
    }

    /// Whether an object is the built-in function of this name.
    pub(super) fn is_native(&self, object: Object, wanted: &str) -> bool {
        matches!(&self.cell(object).kind, Kind::Function(Function::Native { name, .. }) if *name == wanted)
    }

    /// Whether `new` can be applied to the value (ECMA-262 §7.2.4 IsConstructor).
    #[must_use]
    pub fn is_constructor(&self, value: Value) -> bool {
        let Value::Object(mut object) = value else { return false };
        loop {
            match &self.cell(object).kind {
                Kind::Function(Function::Class(_) | Function::Go { .. }) => return true,
                Kind::Function(Function::Host(function)) => return function.is_constructor,
                // As often as it was bound.
                Kind::Function(Function::Bound(bound)) => object = bound.target,
                _ => return false,
            }
        }
    }

    /// ECMA-262 §7.1.2 ToBoolean.
    #[must_use]
    pub fn is_truthy(&self, value: Value) -> bool {
        match value {
            Value::Undefined | Value::Null => false,
            Value::Boolean(boolean) => boolean,
            Value::Number(number) => number != 0.0 && !number.is_nan(),
            Value::String(string) => string != self.names.empty,
            Value::BigInt(bigint) => self.digits(bigint) != "0",
            Value::Symbol(_) | Value::Object(_) => true,
        }
    }

    // How the outside knows a value.

    /// How Go knows a value. Numbers and booleans have no cell to say it.
    #[inline]
    pub(crate) fn outside(&self, value: Value) -> OutsideRef {
        match value {
            Value::Object(object) => self.objects.outside(object),
            Value::String(string) => self.strings.outside(string),
            Value::Symbol(symbol) => self.symbols.outside(symbol),
            Value::BigInt(bigint) => self.bigints.outside(bigint),
            _ => OutsideRef::default(),
        }
    }

    #[inline]
    pub(crate) fn set_outside(&mut self, value: Value, outside: OutsideRef) {
        match value {
            Value::Object(object) => self.objects.set_outside(object, outside),
            Value::String(string) => self.strings.set_outside(string, outside),
            Value::Symbol(symbol) => self.symbols.set_outside(symbol, outside),
            Value::BigInt(bigint) => self.bigints.set_outside(bigint, outside),
            _ => {}
        }
    }

    // Values that must outlive a call into Go.

    /// Keeps a value alive until the matching [`Heap::pop`], or until it is [taken](Heap::take_from) from its place.
    pub(crate) fn push(&mut self, value: Value) -> usize {
        let place = self.stack.len();
        self.stack.push(value);
        place
    }

    pub(crate) fn pop(&mut self) {
        self.stack.pop();
    }

    /// Lets go of a value in whose time others were pushed that stay for longer.
    pub(crate) fn take_from(&mut self, place: usize) {
        if place < self.stack.len() {
            self.stack.remove(place);
        }
    }

    /// Has nothing collected until the matching [`Heap::release`]: for who holds values that nothing else does.
    pub(crate) fn hold(&mut self) {
        self.natives = self.natives.saturating_add(1);
    }

    pub(crate) fn release(&mut self) {
        self.natives = self.natives.saturating_sub(1);
    }
}
