//! Built-in objects as rows of static tables.
//!
//! The tables stay in the constants of the program, which are in flash on a microcontroller. The object that a row
//! describes is created on first access: an unused global costs neither RAM nor startup time.

use alloc::string::String;
use core::num::NonZeroU8;

use super::{
    context::Context,
    numerals::Numerals,
    property::Attributes,
    thrown::Thrown,
    value::{Object, Symbol, Value},
};

/// The inputs of a call to a native function.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Arguments<'a> {
    /// The receiver (`this`), or `undefined` if the call constructs an object.
    pub this: Value,
    /// The arguments.
    pub list: &'a [Value],
    /// `new.target`: the constructor that `new` was applied to, or `None` if the function was called without `new`.
    pub new_target: Option<Object>,
    /// The function being called.
    pub callee: Object,
}

impl Arguments<'_> {
    /// Returns the argument at `index`, or `undefined` if there are fewer arguments.
    #[must_use]
    pub fn get(&self, index: usize) -> Value {
        self.list.get(index).copied().unwrap_or_default()
    }
}

/// A host function that JavaScript can call. `Err` is a thrown value.
pub type NativeFn = fn(&mut Context<'_>, Arguments<'_>) -> Result<Value, Thrown>;

/// A function that formats a value for messages, down to `depth` levels of nested objects. At −1 it shows only the type
/// of an object.
pub(crate) type FormatFn = fn(&mut Context<'_>, Value, depth: f64) -> String;

/// A row of a table: one property of a built-in object.
#[derive(Debug)]
pub(crate) struct Builtin {
    /// The name of the property. If the key is a symbol, the name of the function that the property holds.
    pub(crate) name: &'static str,
    /// The handle of the well-known symbol that is the key, if the key is a symbol.
    symbol: Option<NonZeroU8>,
    pub(crate) attributes: Attributes,
    pub(crate) value: BuiltinValue,
}

/// The contents of the property that a row describes.
#[derive(Debug)]
pub(crate) enum BuiltinValue {
    Method {
        call: NativeFn,
        length: u8,
    },
    Accessor {
        get: NativeFn,
        set: Option<NativeFn>,
    },
    /// An alias: the very function that the property `name` of `holder` holds.
    Same {
        holder: Holder,
        name: &'static str,
    },
    Undefined,
    /// The bits of a number, low half first: the alignment of an `f64` would make each row a third larger.
    Number([u32; 2]),
    String(&'static str),
    Symbol(Symbol),
    /// The constructor of a class.
    Class(&'static Class),
    /// On a prototype: the constructor of its class.
    Constructor,
    /// On a prototype: the name of its class.
    ClassName,
    /// The global object (`globalThis`).
    Global,
    /// A plain object whose properties are these rows.
    Namespace(&'static [Builtin]),
}

/// The object that owns the aliased property.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Holder {
    /// The object that the row belongs to.
    Own,
    /// The global object.
    Global,
    /// The prototype of a class.
    Prototype(Intrinsic),
}

impl BuiltinValue {
    const fn of_number(number: f64) -> Self {
        let bits = number.to_bits();
        BuiltinValue::Number([bits as u32, (bits >> 32) as u32])
    }
}

impl Builtin {
    const fn new(name: &'static str, attributes: Attributes, value: BuiltinValue) -> Self {
        Builtin { name, symbol: None, attributes, value }
    }

    /// Returns the key of the property, if it is a symbol.
    pub(crate) fn symbol(&self) -> Option<Symbol> {
        self.symbol.map(|index| Symbol(index.into()))
    }

    /// Replaces the key with a well-known symbol. The name is then that of a function: `[Symbol.iterator]`.
    pub(crate) const fn at(self, symbol: Symbol) -> Self {
        Builtin {
            name: self.name,
            symbol: NonZeroU8::new(symbol.0.get() as u8),
            attributes: self.attributes,
            value: self.value,
        }
    }

    /// Replaces the attributes.
    pub(crate) const fn with(self, attributes: Attributes) -> Self {
        Builtin { name: self.name, symbol: self.symbol, attributes, value: self.value }
    }

    /// Creates a method, or a function of a namespace; `length` is the number of arguments that it expects.
    pub(crate) const fn method(name: &'static str, length: u8, call: NativeFn) -> Self {
        Builtin::new(name, Attributes::METHOD, BuiltinValue::Method { call, length })
    }

    /// Creates an accessor without a setter.
    pub(crate) const fn getter(name: &'static str, get: NativeFn) -> Self {
        Builtin::new(name, Attributes::CONFIGURABLE, BuiltinValue::Accessor { get, set: None })
    }

    /// Creates an accessor with a setter.
    pub(crate) const fn accessor(name: &'static str, get: NativeFn, set: NativeFn) -> Self {
        Builtin::new(name, Attributes::CONFIGURABLE, BuiltinValue::Accessor { get, set: Some(set) })
    }

    /// Creates an alias of another function of the same object.
    pub(crate) const fn alias(name: &'static str, of: &'static str) -> Self {
        Builtin::new(name, Attributes::METHOD, BuiltinValue::Same { holder: Holder::Own, name: of })
    }

    /// Creates an alias of the function with this name on the prototype of a class.
    pub(crate) const fn same_as_of(class: Intrinsic, name: &'static str) -> Self {
        Builtin::new(name, Attributes::METHOD, BuiltinValue::Same { holder: Holder::Prototype(class), name })
    }

    /// Creates an alias of the global function with this name.
    pub(crate) const fn same_as_global(name: &'static str) -> Self {
        Builtin::new(name, Attributes::METHOD, BuiltinValue::Same { holder: Holder::Global, name })
    }

    /// Creates a numeric constant of a module: enumerable and read-only.
    pub(crate) const fn number(name: &'static str, value: f64) -> Self {
        Builtin::new(name, Attributes::ENUMERABLE, BuiltinValue::of_number(value))
    }

    /// Creates a numeric constant in the style of ECMA-262: read-only and not enumerable.
    pub(crate) const fn constant(name: &'static str, value: f64) -> Self {
        Builtin::new(name, Attributes::empty(), BuiltinValue::of_number(value))
    }

    /// Creates an ECMA-262 constant whose value is `undefined`.
    pub(crate) const fn undefined(name: &'static str) -> Self {
        Builtin::new(name, Attributes::empty(), BuiltinValue::Undefined)
    }

    /// Creates an ECMA-262 constant whose value is a symbol.
    pub(crate) const fn well_known(name: &'static str, symbol: Symbol) -> Self {
        Builtin::new(name, Attributes::empty(), BuiltinValue::Symbol(symbol))
    }

    pub(crate) const fn string(name: &'static str, value: &'static str) -> Self {
        Builtin::new(name, Attributes::METHOD, BuiltinValue::String(value))
    }

    /// Creates the `Symbol.toStringTag` property: the name that `Object.prototype.toString` shows.
    pub(crate) const fn tag(value: &'static str) -> Self {
        Builtin::string("", value).at(Symbol::TO_STRING_TAG).with(Attributes::CONFIGURABLE)
    }

    /// Creates a property that holds a constructor, under the name of the class.
    pub(crate) const fn class(class: &'static Class) -> Self {
        Builtin::new(class.name, Attributes::METHOD, BuiltinValue::Class(class))
    }

    pub(crate) const fn global(name: &'static str) -> Self {
        Builtin::new(name, Attributes::METHOD, BuiltinValue::Global)
    }

    pub(crate) const fn namespace(name: &'static str, rows: &'static [Builtin]) -> Self {
        Builtin::new(name, Attributes::METHOD, BuiltinValue::Namespace(rows))
    }
}

/// A set of related globals. A program that is built without a group has neither its code nor its objects.
#[derive(Debug)]
pub struct Group {
    /// The name of the group, for the documentation.
    pub(crate) name: &'static str,
    /// Properties of the global object.
    pub(crate) globals: &'static [Builtin],
    /// The classes of the group that are not properties of the global object.
    pub(crate) hidden: &'static [&'static Class],
    /// The formatter of values. Only groups that print values set it: it links a large amount of code.
    pub(crate) format: Option<FormatFn>,
    /// Conversions between numbers and text. Only groups that format and parse numbers set it: it links large tables.
    pub(crate) numerals: Option<&'static Numerals>,
}

impl Group {
    /// Creates a group with these globals.
    pub(crate) const fn new(name: &'static str, globals: &'static [Builtin]) -> Self {
        Group { name, globals, hidden: &[], format: None, numerals: None }
    }

    /// Adds classes that a program reaches only through their instances, or as the parent of another class.
    pub(crate) const fn hidden(self, hidden: &'static [&'static Class]) -> Self {
        Group { hidden, ..self }
    }

    /// Returns the name of the group in the documentation.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the classes of the group.
    pub(crate) fn classes(&self) -> impl Iterator<Item = &'static Class> + use<> {
        let global = self.globals.iter().filter_map(|row| match row.value {
            BuiltinValue::Class(class) => Some(class),
            _ => None,
        });
        global.chain(self.hidden.iter().copied())
    }
}

/// The kind of standard that defines a class. V8 and Node have different error messages for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// ECMA-262: implemented by V8.
    Language,
    /// Web IDL and Node: implemented by a JavaScript class.
    Interface,
    /// The Fetch standard: implemented by undici.
    Undici,
}

/// A built-in constructor and its prototype, as a static table.
///
/// ```ignore
/// static MAP: Class = Class::new(Intrinsic::Map, "Map")
///     .constructor(0, construct)
///     .prototype(&[Builtin::method("get", 1, get), Builtin::method("set", 2, set)])
///     .tagged();
/// ```
#[derive(Debug)]
pub(crate) struct Class {
    pub(crate) intrinsic: Intrinsic,
    pub(crate) name: &'static str,
    pub(crate) family: Family,
    /// The `length` of the constructor.
    pub(crate) length: u8,
    /// Both `[[Call]]` and `[[Construct]]`, distinguished by `new_target`.
    pub(crate) construct: NativeFn,
    /// Properties of the constructor, except `prototype`, `name` and `length`.
    pub(crate) statics: &'static [Builtin],
    /// Properties of the prototype, except `derived`.
    pub(crate) prototype: &'static [Builtin],
    /// Properties of the prototype that follow from the class: `constructor` and `Symbol.toStringTag`.
    pub(crate) derived: &'static [Builtin],
    /// The class whose prototype this prototype inherits from. `None` means `Object`.
    pub(crate) parent: Option<Intrinsic>,
}

/// The derived properties of a prototype: both, or a part of them.
static DERIVED: [Builtin; 2] = [
    Builtin::new("constructor", Attributes::METHOD, BuiltinValue::Constructor),
    Builtin::new("", Attributes::CONFIGURABLE, BuiltinValue::ClassName).at(Symbol::TO_STRING_TAG),
];
static CONSTRUCTOR: &[Builtin] = DERIVED.split_at(1).0;
static TAG: &[Builtin] = DERIVED.split_at(1).1;

impl Class {
    /// Creates a class of ECMA-262. A program cannot reach its constructor until [`constructor`](Self::constructor)
    /// sets one.
    pub(crate) const fn new(intrinsic: Intrinsic, name: &'static str) -> Self {
        Class {
            intrinsic,
            name,
            family: Family::Language,
            length: 0,
            construct: |_, _| Ok(Value::Undefined),
            statics: &[],
            prototype: &[],
            derived: &[],
            parent: None,
        }
    }

    /// Creates a class of Web IDL or Node.
    pub(crate) const fn interface(intrinsic: Intrinsic, name: &'static str) -> Self {
        Class { family: Family::Interface, ..Class::new(intrinsic, name) }
    }

    /// Creates a class of the Fetch standard.
    pub(crate) const fn undici(intrinsic: Intrinsic, name: &'static str) -> Self {
        Class { family: Family::Undici, ..Class::new(intrinsic, name) }
    }

    /// Sets the constructor and its `length`.
    pub(crate) const fn constructor(self, length: u8, construct: NativeFn) -> Self {
        let derived = if self.derived.is_empty() { CONSTRUCTOR } else { &DERIVED };
        Class { length, construct, derived, ..self }
    }

    /// Sets the properties of the constructor.
    pub(crate) const fn statics(self, statics: &'static [Builtin]) -> Self {
        Class { statics, ..self }
    }

    /// Sets the properties of the prototype, except `constructor` and the tag.
    pub(crate) const fn prototype(self, prototype: &'static [Builtin]) -> Self {
        Class { prototype, ..self }
    }

    /// Adds a `Symbol.toStringTag` property with the name of the class to the prototype.
    pub(crate) const fn tagged(self) -> Self {
        Class { derived: if self.derived.is_empty() { TAG } else { &DERIVED }, ..self }
    }

    /// Sets the class whose prototype this prototype inherits from.
    pub(crate) const fn parent(self, parent: Intrinsic) -> Self {
        Class { parent: Some(parent), ..self }
    }
}

macro_rules! intrinsics {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// The identity of a built-in class.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Intrinsic { $($name),* }

        impl Intrinsic {
            /// The number of built-in classes.
            pub(crate) const COUNT: usize = [$(Intrinsic::$name),*].len();
        }
    };
}

intrinsics! {
    Object, Function, Array, ArrayBuffer, DataView, Date,
    TypedArray, Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
    Float32Array, Float64Array, BigInt64Array, BigUint64Array,
    Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, UriError,
    Boolean, Number, String, Symbol, BigInt,
    Promise, Map, Set, WeakMap, WeakSet, WeakRef,
    Iterator, ArrayIterator, MapIterator, SetIterator, StringIterator,
    Event, CustomEvent, EventTarget, AbortController, AbortSignal, DomException, Performance, Timeout, Immediate,
    Stats, Dirent,
    ConsoleState, Crypto, TextEncoder, TextDecoder, Url, UrlSearchParams, UrlSearchParamsIterator,
    Headers, HeadersIterator, Request, Response,
    ReadableStream, ReadableStreamDefaultController, ReadableStreamDefaultReader,
}
