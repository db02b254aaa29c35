//! The heap: every string, symbol and object of one program, and what the language needs one of.
//!
//! It makes cells and reads them. What objects do is in `ordinary` (their internal methods) and `operation` (what may
//! call a function on the way); what is freed, and when, is in `collect`.

use alloc::{collections::TryReserveError, string::String, vec::Vec};

use super::{
    arena::{Arena, OutsideRef},
    array::Array,
    builtin::{Builtin, BuiltinValue, Class, Intrinsic},
    names::Names,
    number,
    object::{Function, Kind, ObjectCell},
    property::{Attributes, Property, PropertyKey, PropertyMap, Slot},
    string::{self, Strings},
    typed_array::{ElementType, TypedArray},
    value::{JsString, Object, Symbol, Value},
};

#[derive(Debug, Default)]
pub(crate) struct SymbolCell {
    pub(crate) description: Option<JsString>,
}

/// The values of one program.
///
/// Handles of one heap mean nothing to another.
#[derive(Debug)]
pub struct Heap {
    pub(super) strings: Strings,
    pub(super) symbols: Arena<Symbol, SymbolCell>,
    pub(super) objects: Arena<Object, ObjectCell>,
    pub(super) names: Names,
    classes: &'static [&'static Class],
    pub(super) prototypes: [Option<Object>; Intrinsic::COUNT],
    pub(super) constructors: [Option<Object>; Intrinsic::COUNT],
    pub(super) global: Object,
    /// Values that natives and imports keep while Go runs under them.
    pub(super) stack: Vec<Value>,
    seed: u64,
    /// Native functions on the stack: while there are any, nothing is collected.
    pub(super) natives: u32,
    /// Bytes allocated since the last collection, about.
    pub(super) allocated: usize,
    /// Bytes that the last collection left, about.
    pub(super) live: usize,
}

impl Heap {
    /// A heap with a global object whose properties are `globals`, and the classes that its values are instances of.
    ///
    /// `seed` keeps a guest from choosing strings that collide in a hash table.
    pub(crate) fn new(globals: &'static [Builtin], classes: &'static [&'static Class], seed: u64) -> Self {
        let mut strings = Strings::new(seed);
        let names = Names::new(&mut strings);
        let mut objects = Arena::new();
        let global = objects.alloc(ObjectCell::default().with_rows(globals));
        let mut heap = Heap {
            strings,
            symbols: Arena::new(),
            objects,
            names,
            classes,
            prototypes: [None; Intrinsic::COUNT],
            constructors: [None; Intrinsic::COUNT],
            global,
            stack: Vec::new(),
            natives: 0,
            seed,
            allocated: 0,
            live: 0,
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
        self.allocated += text.len();
        self.strings.intern(text)
    }

    /// The string with this text, which it keeps without copying.
    pub fn string_from(&mut self, text: String) -> JsString {
        self.allocated += text.len();
        self.strings.intern_owned(text)
    }

    /// The string that bytes from outside stand for: what a `TextDecoder` makes of them.
    pub(crate) fn string_from_utf8(&mut self, bytes: &[u8]) -> Result<JsString, TryReserveError> {
        // Bytes that are a string already need no decoding, unless a byte order mark is to be dropped.
        if let Some(string) = self.strings.find(bytes) {
            if !bytes.starts_with(string::BYTE_ORDER_MARK) {
                return Ok(string);
            }
        }
        self.allocated += bytes.len();
        self.strings.try_intern(string::decode_utf8(bytes)?)
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
            let text = number::to_string(number);
            PropertyKey::String(self.string_from(text))
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn text(&self, string: JsString) -> &str {
        self.strings.text(string)
    }

    /// A new symbol.
    pub fn symbol(&mut self, description: Option<&str>) -> Symbol {
        let description = description.map(|text| self.string(text));
        self.allocated += size_of::<SymbolCell>();
        self.symbols.alloc(SymbolCell { description })
    }

    /// What a symbol was made with.
    #[must_use]
    pub fn description(&self, symbol: Symbol) -> Option<JsString> {
        self.symbols.get(symbol).description
    }

    /// The key that a string is: an index, if it is the canonical form of one.
    #[must_use]
    pub fn key(&self, string: JsString) -> PropertyKey {
        match PropertyKey::parse_index(self.text(string).as_bytes()) {
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
        self.allocated += size_of::<ObjectCell>() + cell.bytes();
        self.objects.alloc(cell)
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
        cell.properties = PropertyMap::new(properties, more, self.seed);
        self.alloc(cell)
    }

    /// An array with these elements.
    pub fn array(&mut self, elements: impl IntoIterator<Item = Value>) -> Object {
        let elements = elements.into_iter().map(Some).collect();
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
    pub fn type_error(&mut self, message: &str) -> Value {
        self.error(Intrinsic::TypeError, message).into()
    }

    /// A `RangeError`, to be thrown.
    pub fn range_error(&mut self, message: &str) -> Value {
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
        let seed = self.seed;
        let properties = &mut self.objects.get_mut(object).properties;
        let before = properties.bytes();
        properties.insert(key, property, seed);
        self.allocated += properties.bytes().saturating_sub(before);
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

    // Bytes.

    /// The bytes that a `Uint8Array` or `Uint8ClampedArray` shows.
    #[must_use]
    pub fn bytes(&self, value: Value) -> Option<&[u8]> {
        let view = self.view(value)?;
        match &self.cell(view.buffer).kind {
            Kind::ArrayBuffer(bytes) => bytes.get(view.offset..)?.get(..view.length),
            _ => None,
        }
    }

    /// The bytes that a `Uint8Array` or `Uint8ClampedArray` shows, to write to.
    pub fn bytes_mut(&mut self, value: Value) -> Option<&mut [u8]> {
        let view = self.view(value)?;
        match &mut self.cell_mut(view.buffer).kind {
            Kind::ArrayBuffer(bytes) => bytes.get_mut(view.offset..)?.get_mut(..view.length),
            _ => None,
        }
    }

    pub(crate) fn view(&self, value: Value) -> Option<TypedArray> {
        match self.cell(value.as_object()?).kind {
            Kind::TypedArray(view) => Some(view),
            _ => None,
        }
    }

    // What the language needs one of.

    fn class(&self, intrinsic: Intrinsic) -> Option<&'static Class> {
        self.classes.iter().find(|class| class.intrinsic == intrinsic).copied()
    }

    /// The prototype of a class's instances. A class that this heap is without has none.
    pub(crate) fn prototype(&mut self, intrinsic: Intrinsic) -> Option<Object> {
        if let Some(prototype) = self.prototypes[intrinsic as usize] {
            return Some(prototype);
        }
        let class = self.class(intrinsic)?;
        let parent = match intrinsic {
            Intrinsic::Object => None,
            _ => self.prototype(class.parent.unwrap_or(Intrinsic::Object)),
        };
        let kind = match intrinsic {
            // These two are what their instances are (ECMA-262 §20.2.3, §23.1.3).
            Intrinsic::Function => {
                Kind::Function(Function::Native { name: "", length: 0, call: |_, _| Ok(Value::Undefined) })
            }
            Intrinsic::Array => Kind::Array(Array::new(Vec::new())),
            _ => Kind::Ordinary,
        };
        let prototype = self.alloc(ObjectCell::new(parent, kind).with_rows(class.prototype));
        self.prototypes[intrinsic as usize] = Some(prototype);
        Some(prototype)
    }

    /// The constructor of a class.
    pub(crate) fn constructor(&mut self, class: &'static Class) -> Object {
        if let Some(constructor) = self.constructors[class.intrinsic as usize] {
            return constructor;
        }
        let prototype = match class.parent.and_then(|parent| self.class(parent)) {
            Some(parent) if parent.intrinsic != Intrinsic::Object => Some(self.constructor(parent)),
            _ => self.prototype(Intrinsic::Function),
        };
        let cell = ObjectCell::new(prototype, Kind::Function(Function::Class(class))).with_rows(class.statics);
        let constructor = self.alloc(cell);
        self.constructors[class.intrinsic as usize] = Some(constructor);
        constructor
    }

    /// The property that a row of a table stands for.
    pub(super) fn property_of_row(&mut self, row: &'static Builtin) -> Property {
        let native = |call, length| Function::Native { name: row.name, length, call };
        let slot = match row.value {
            BuiltinValue::Method { call, length } => Slot::Data(self.function(native(call, length)).into()),
            BuiltinValue::Getter(call) => Slot::Accessor { get: Some(self.function(native(call, 0))), set: None },
            BuiltinValue::Number(number) => Slot::Data(number.into()),
            BuiltinValue::String(text) => Slot::Data(self.strings.intern_static(text).into()),
            BuiltinValue::Class(class) => Slot::Data(self.constructor(class).into()),
            BuiltinValue::Namespace(rows) => Slot::Data(self.namespace(rows).into()),
            BuiltinValue::Global => Slot::Data(self.global.into()),
        };
        Property { slot, attributes: row.attributes }
    }

    // How the outside knows a value.

    /// How Go knows a value. Numbers and booleans have no cell to say it.
    #[inline]
    pub(crate) fn outside(&self, value: Value) -> OutsideRef {
        match value {
            Value::Object(object) => self.objects.outside(object),
            Value::String(string) => self.strings.outside(string),
            Value::Symbol(symbol) => self.symbols.outside(symbol),
            _ => OutsideRef::default(),
        }
    }

    #[inline]
    pub(crate) fn set_outside(&mut self, value: Value, outside: OutsideRef) {
        match value {
            Value::Object(object) => self.objects.set_outside(object, outside),
            Value::String(string) => self.strings.set_outside(string, outside),
            Value::Symbol(symbol) => self.symbols.set_outside(symbol, outside),
            _ => {}
        }
    }

    // Values that must outlive a call into Go.

    /// Keeps a value alive until the matching [`Heap::pop`].
    pub(crate) fn push(&mut self, value: Value) {
        self.stack.push(value);
    }

    pub(crate) fn pop(&mut self) {
        self.stack.pop();
    }
}
