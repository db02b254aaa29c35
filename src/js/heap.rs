//! The heap: all strings, symbols, BigInts and objects of one program.
//!
//! This module allocates cells and reads them. The intrinsic objects are in `intrinsic`, the internal methods of
//! objects in `ordinary`, operations that can call a function in `operation`, and garbage collection is in `collect`.

use alloc::{
    collections::{BTreeMap, TryReserveError},
    string::String,
    sync::Arc,
    vec::Vec,
};
use core::{any::TypeId, cell::Cell};

use super::{
    arena::{Arena, OutsideRef},
    array::Array,
    builtin::{Builtin, Group, Intrinsic},
    function::{Function, HostFunction},
    meter::{Excess, Meter},
    names::Names,
    object::{Kind, ObjectCell},
    operation::HAS_INSTANCE,
    price,
    property::{Property, PropertyKey, Slot},
    root::Roots,
    string::{self, Strings},
    symbol::{Description, SymbolCell},
    typed_array::{ElementType, TypedArray},
    value::{BigInt, JsString, Object, Symbol, Value},
};

/// The JavaScript values of one program.
///
/// A handle is valid only in the heap that returned it.
#[derive(Debug)]
pub struct Heap {
    pub(super) strings: Strings,
    pub(super) bigints: Strings<BigInt>,
    pub(super) symbols: Arena<Symbol, SymbolCell>,
    /// The symbols that `Symbol.for` has registered.
    pub(super) registry: BTreeMap<JsString, Symbol>,
    pub(super) objects: Arena<Object, ObjectCell>,
    pub(super) names: Names,
    pub(super) groups: &'static [&'static Group],
    pub(super) prototypes: [Option<Object>; Intrinsic::COUNT],
    pub(super) constructors: [Option<Object>; Intrinsic::COUNT],
    pub(super) global: Object,
    /// The prototypes of the classes that the embedder defines, by the Rust type that an instance holds.
    pub(super) host_prototypes: Vec<(TypeId, Object)>,
    /// Values that the embedder keeps alive.
    pub(super) roots: Roots,
    /// Values that native functions and imports keep alive while they call foreign code.
    pub(super) stack: Vec<Value>,
    pub(super) seed: u64,
    /// Whether any object has a `Symbol.hasInstance` other than that of `Function.prototype`.
    pub(super) has_custom_has_instance: bool,
    /// The number of native functions on the stack. Garbage collection is disabled unless it is 0.
    pub(super) natives: u32,
    /// The approximate number of bytes allocated since the last collection.
    pub(super) allocated: Cell<usize>,
    /// The maximum size of the heap in bytes, approximately.
    pub(crate) limit: usize,
    /// The maximum number of cells.
    pub(crate) max_cells: usize,
    /// The maximum length of a string in bytes.
    pub(crate) max_string_bytes: usize,
    /// The maximum length of an array buffer in bytes.
    pub(crate) max_buffer_bytes: usize,
    /// The approximate number of bytes in use after the last collection.
    pub(super) live: usize,
    /// Counts the cost of the requests of the program.
    pub(crate) meter: Meter,
    /// The function that runs JavaScript source, if the embedder has supplied one.
    pub(crate) evaluator: Option<Arc<HostFunction>>,
}

impl Heap {
    /// Creates a heap whose global object has the globals of these groups.
    ///
    /// `seed` prevents a guest from choosing strings that collide in a hash table.
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
            max_cells: usize::MAX,
            max_string_bytes: usize::MAX,
            max_buffer_bytes: usize::MAX,
            live: 0,
            meter: Meter::default(),
            evaluator: None,
        };
        let prototype = heap.prototype(Intrinsic::Object);
        heap.objects.get_mut(global).prototype = prototype;
        heap
    }

    /// Returns the global object (`globalThis`).
    #[must_use]
    pub fn global(&self) -> Object {
        self.global
    }

    /// Returns the property names that the host itself uses.
    #[must_use]
    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    // Strings and property keys.

    /// Returns the string with this text.
    pub fn string(&mut self, text: &str) -> JsString {
        self.account_text(text.len());
        let string = self.strings.intern(text);
        self.check_allocated(string)
    }

    /// Returns the string with this text, which it stores without copying.
    pub fn string_from(&mut self, text: String) -> JsString {
        self.account_text(text.len());
        let string = self.strings.intern_owned(text);
        self.check_allocated(string)
    }

    /// Returns the string with a text of a static table.
    pub(super) fn static_string(&mut self, text: &'static str) -> JsString {
        let string = self.strings.intern_static(text);
        self.check_allocated(string)
    }

    /// Decodes UTF-8 bytes to a string, as `TextDecoder` does.
    pub(crate) fn string_from_utf8(&mut self, bytes: &[u8]) -> Result<JsString, TryReserveError> {
        self.charge(price::bytes(bytes.len()));
        // The bytes of an existing string need no decoding, except to drop a byte order mark.
        if let Some(string) = self.strings.find(bytes) {
            if !bytes.starts_with(string::BYTE_ORDER_MARK) {
                return Ok(string);
            }
        }
        // Each byte of invalid UTF-8 can become three, so the length is checked again after decoding.
        let text = if bytes.len() > self.string_room() { None } else { Some(string::decode_utf8(bytes)?) };
        let Some(text) = text.filter(|text| text.len() <= self.string_room()) else {
            // The program ends before it can use the substitute.
            self.exceed_string();
            return Ok(self.names.empty);
        };
        self.account_text(text.len());
        let string = self.strings.try_intern(text)?;
        Ok(self.check_allocated(string))
    }

    /// Decodes UTF-8 bytes to a property key.
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

    /// Converts a number to a property key.
    pub(crate) fn number_key(&mut self, number: f64) -> PropertyKey {
        let index = number as u32;
        // −0 also becomes the key "0".
        if f64::from(index) == number && index <= PropertyKey::MAX_INDEX {
            PropertyKey::Index(index)
        } else {
            let text = self.number_text(number);
            PropertyKey::String(self.string_from(text))
        }
    }

    /// Returns the text of a string.
    #[must_use]
    pub fn text(&self, string: JsString) -> &str {
        let text = self.strings.text(string);
        // Callers read the text, so reading is charged here.
        self.charge(price::bytes(text.len()));
        text
    }

    /// Returns the text of a string without charging for it, for callers that read at most a few bytes.
    pub(crate) fn text_uncharged(&self, string: JsString) -> &str {
        self.strings.text(string)
    }

    /// Converts a string to a property key: an index if the string is the canonical form of one.
    #[must_use]
    pub fn key(&self, string: JsString) -> PropertyKey {
        match PropertyKey::parse_index(self.text_uncharged(string).as_bytes()) {
            Some(index) => PropertyKey::Index(index),
            None => PropertyKey::String(string),
        }
    }

    /// Returns the property key with this text.
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
            if bytes.len() > self.max_buffer_bytes {
                self.meter.reach(Excess::BufferBytes);
            }
        }
        let object = self.objects.alloc(cell);
        self.check_allocated(object)
    }

    /// Creates an object of a kind, with the prototype of a class.
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

    /// Creates an empty object, as `{}` does.
    pub fn object(&mut self) -> Object {
        self.alloc_kind(Intrinsic::Object, Kind::Ordinary)
    }

    /// Creates an empty object with this prototype: `OrdinaryObjectCreate` (ECMA-262 §10.1.12). In contrast to
    /// [`set_prototype`](Self::set_prototype), it does not search the prototype chain for a cycle: nothing can inherit
    /// from the object yet.
    #[must_use]
    pub fn object_with_prototype(&mut self, prototype: Option<Object>) -> Object {
        let object = self.object();
        self.cell_mut(object).prototype = prototype;
        object
    }

    /// Creates an object with these properties, whose keys must be distinct, and with capacity for `more`.
    pub(crate) fn object_with(
        &mut self,
        kind: Kind,
        properties: impl Iterator<Item = (PropertyKey, Property)>,
        more: usize,
    ) -> Object {
        let prototype = self.prototype(Intrinsic::Object);
        // The map is filled in place: moving it into the cell would cost 10 ns.
        let mut cell = ObjectCell::new(prototype, kind);
        if cell.properties.fill(properties, more, self.seed).is_err() {
            self.meter.refuse();
        }
        self.alloc(cell)
    }

    /// Stores values in an array that is invisible to the program, so a guest-controlled number of them counts toward
    /// the heap limit. Returns `None` for an empty list.
    pub(crate) fn kept_list(&mut self, values: &[Value]) -> Option<Object> {
        if values.is_empty() { None } else { Some(self.array(values.iter().copied())) }
    }

    /// Returns the values that [`Heap::kept_list`] stored.
    pub(crate) fn kept_values(&self, list: Option<Object>) -> Vec<Value> {
        match list.map(|list| &self.cell(list).kind) {
            Some(Kind::Array(array)) => self.list(array.values()),
            _ => Vec::new(),
        }
    }

    /// Creates an array with these elements.
    pub fn array(&mut self, elements: impl IntoIterator<Item = Value>) -> Object {
        let elements = self.list_of_value(elements.into_iter().map(Some));
        self.alloc_kind(Intrinsic::Array, Kind::Array(Array::new(elements)))
    }

    /// Creates a `Uint8Array` over a new buffer with these bytes.
    pub fn uint8_array(&mut self, bytes: Vec<u8>) -> Object {
        let length = bytes.len();
        let buffer = self.alloc_kind(Intrinsic::ArrayBuffer, Kind::ArrayBuffer(bytes));
        let view = TypedArray { element: ElementType::Uint8, buffer, offset: 0, length };
        self.alloc_kind(Intrinsic::Uint8Array, Kind::TypedArray(view))
    }

    /// Creates an object whose properties are the rows of a table.
    pub(crate) fn namespace(&mut self, rows: &'static [Builtin]) -> Object {
        let prototype = self.prototype(Intrinsic::Object);
        self.alloc(ObjectCell::new(prototype, Kind::Ordinary).with_rows(rows))
    }

    /// Creates a function object.
    pub(crate) fn function(&mut self, function: Function) -> Object {
        self.alloc_kind(Intrinsic::Function, Kind::Function(function))
    }

    /// Inserts or replaces a property in the property map, without any checks.
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

    /// Returns whether the value is a function.
    #[must_use]
    pub fn is_callable(&self, value: Value) -> bool {
        matches!(value, Value::Object(object) if matches!(self.cell(object).kind, Kind::Function(_)))
    }

    /// Returns whether the value is an array.
    #[must_use]
    pub fn is_array(&self, value: Value) -> bool {
        matches!(value, Value::Object(object) if matches!(self.cell(object).kind, Kind::Array(_)))
    }

    /// Returns whether an object is the built-in function with this name.
    pub(super) fn is_native(&self, object: Object, wanted: &str) -> bool {
        matches!(&self.cell(object).kind, Kind::Function(Function::Native { name, .. }) if *name == wanted)
    }

    /// Returns whether `new` can be applied to the value: `IsConstructor` (ECMA-262 §7.2.4).
    #[must_use]
    pub fn is_constructor(&self, value: Value) -> bool {
        let Value::Object(mut object) = value else { return false };
        loop {
            match &self.cell(object).kind {
                Kind::Function(Function::Class(_) | Function::Foreign { .. }) => return true,
                Kind::Function(Function::Host(function)) => return function.is_constructor,
                // The target can be a bound function, too.
                Kind::Function(Function::Bound(bound)) => object = bound.target,
                _ => return false,
            }
        }
    }

    /// Converts a value to a boolean: `ToBoolean` (ECMA-262 §7.1.2).
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

    // References from foreign code.

    /// Returns the id and the reference count of a value in the table of foreign code. A value without a cell, such as a number, has
    /// neither.
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

    // Values that must survive a call of foreign code.

    /// Keeps a value alive until the matching [`Heap::pop`], or until [`Heap::take_from`] removes it. Returns its
    /// position on the stack.
    pub(crate) fn push(&mut self, value: Value) -> usize {
        let place = self.stack.len();
        self.stack.push(value);
        place
    }

    pub(crate) fn pop(&mut self) {
        self.stack.pop();
    }

    /// Removes the value at a position, while values that were pushed later stay on the stack.
    pub(crate) fn take_from(&mut self, place: usize) {
        if place < self.stack.len() {
            self.stack.remove(place);
        }
    }

    /// Disables garbage collection until the matching [`Heap::release`], for callers that keep values that are not
    /// roots.
    pub(crate) fn hold(&mut self) {
        self.natives = self.natives.saturating_add(1);
    }

    pub(crate) fn release(&mut self) {
        self.natives = self.natives.saturating_sub(1);
    }
}
