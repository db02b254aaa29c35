//! Built-in objects as rows of static tables.
//!
//! The tables stay where the program's constants are, in flash on a microcontroller. The object that a row stands for is
//! made when a program first reaches it: a global that nobody touches costs neither RAM nor start-up time.

use alloc::string::String;
use core::num::NonZeroU8;

use super::{
    context::Context,
    numerals::Numerals,
    property::Attributes,
    thrown::Thrown,
    value::{Object, Symbol, Value},
};

/// What a native function is called with.
#[derive(Clone, Copy, Debug)]
pub struct Arguments<'a> {
    /// `this`; `undefined` when constructing.
    pub this: Value,
    /// The arguments that were passed.
    pub list: &'a [Value],
    /// `new.target`: the constructor that `new` was applied to, or nothing when called as a function.
    pub new_target: Option<Object>,
    /// The function that is being called.
    pub callee: Object,
}

impl Arguments<'_> {
    /// The argument at `index`, `undefined` where fewer were passed.
    #[must_use]
    pub fn get(&self, index: usize) -> Value {
        self.list.get(index).copied().unwrap_or_default()
    }
}

/// A function of the host that JavaScript can call. `Err` is a thrown value.
pub type NativeFn = fn(&mut Context<'_>, Arguments<'_>) -> Result<Value, Thrown>;

/// Shows a value as Node's `util.inspect` does, to a depth of objects in objects; −1 shows no more than what an object is.
pub(crate) type InspectFn = fn(&mut Context<'_>, Value, depth: f64) -> String;

/// One row: a property of a built-in object.
#[derive(Debug)]
pub(crate) struct Builtin {
    /// The property's name. Of one whose key is a symbol: the name of its function.
    pub(crate) name: &'static str,
    /// The handle of the well-known symbol that is its key, if one is.
    symbol: Option<NonZeroU8>,
    pub(crate) attributes: Attributes,
    pub(crate) value: BuiltinValue,
}

/// What a row's property is made of.
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
    /// What the property of that name holds: the very same function.
    Same {
        holder: Holder,
        name: &'static str,
    },
    Undefined,
    /// A number's bits, the low half first: an `f64` would make each row a third larger, for where it must lie.
    Number([u32; 2]),
    String(&'static str),
    Symbol(Symbol),
    /// The constructor function of a class.
    Class(&'static Class),
    /// `globalThis`
    Global,
    /// A plain object with rows of its own.
    Namespace(&'static [Builtin]),
}

/// Whose property it is that a row's is the same as.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Holder {
    /// The row's own object.
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

    /// The property's key, if it is a symbol.
    pub(crate) fn symbol(&self) -> Option<Symbol> {
        self.symbol.map(|index| Symbol(index.into()))
    }

    /// The same, but its key is a well-known symbol. The name is then a function's: `[Symbol.iterator]`.
    pub(crate) const fn at(self, symbol: Symbol) -> Self {
        Builtin {
            name: self.name,
            symbol: NonZeroU8::new(symbol.0.get() as u8),
            attributes: self.attributes,
            value: self.value,
        }
    }

    /// The same, but with other attributes.
    pub(crate) const fn with(self, attributes: Attributes) -> Self {
        Builtin { name: self.name, symbol: self.symbol, attributes, value: self.value }
    }

    /// A method, or a function of a namespace; `length` is how many arguments it expects.
    pub(crate) const fn method(name: &'static str, length: u8, call: NativeFn) -> Self {
        Builtin::new(name, Attributes::METHOD, BuiltinValue::Method { call, length })
    }

    /// An accessor without a setter.
    pub(crate) const fn getter(name: &'static str, get: NativeFn) -> Self {
        Builtin::new(name, Attributes::CONFIGURABLE, BuiltinValue::Accessor { get, set: None })
    }

    /// An accessor with a setter.
    pub(crate) const fn accessor(name: &'static str, get: NativeFn, set: NativeFn) -> Self {
        Builtin::new(name, Attributes::CONFIGURABLE, BuiltinValue::Accessor { get, set: Some(set) })
    }

    /// The same function as another property's of the object.
    pub(crate) const fn alias(name: &'static str, of: &'static str) -> Self {
        Builtin::new(name, Attributes::METHOD, BuiltinValue::Same { holder: Holder::Own, name: of })
    }

    /// The same function as that of a class's prototype.
    pub(crate) const fn same_as_of(class: Intrinsic, name: &'static str) -> Self {
        Builtin::new(name, Attributes::METHOD, BuiltinValue::Same { holder: Holder::Prototype(class), name })
    }

    /// The same function as the global of that name.
    pub(crate) const fn same_as_global(name: &'static str) -> Self {
        Builtin::new(name, Attributes::METHOD, BuiltinValue::Same { holder: Holder::Global, name })
    }

    /// A constant of Node's modules: it is enumerable, and can't be changed.
    pub(crate) const fn number(name: &'static str, value: f64) -> Self {
        Builtin::new(name, Attributes::ENUMERABLE, BuiltinValue::of_number(value))
    }

    /// A constant of the standard's: it is not enumerable either.
    pub(crate) const fn constant(name: &'static str, value: f64) -> Self {
        Builtin::new(name, Attributes::empty(), BuiltinValue::of_number(value))
    }

    /// A constant of the standard's that has no number for a value.
    pub(crate) const fn undefined(name: &'static str) -> Self {
        Builtin::new(name, Attributes::empty(), BuiltinValue::Undefined)
    }

    /// A constant of the standard's that is a symbol.
    pub(crate) const fn well_known(name: &'static str, symbol: Symbol) -> Self {
        Builtin::new(name, Attributes::empty(), BuiltinValue::Symbol(symbol))
    }

    pub(crate) const fn string(name: &'static str, value: &'static str) -> Self {
        Builtin::new(name, Attributes::METHOD, BuiltinValue::String(value))
    }

    /// What `Object.prototype.toString` calls the objects.
    pub(crate) const fn tag(value: &'static str) -> Self {
        Builtin::string("", value).at(Symbol::TO_STRING_TAG).with(Attributes::CONFIGURABLE)
    }

    /// A constructor, under its own name.
    pub(crate) const fn class(class: &'static Class) -> Self {
        Builtin::new(class.name, Attributes::METHOD, BuiltinValue::Class(class))
    }

    /// The row that every prototype has: its class's constructor.
    pub(crate) const fn constructor(class: &'static Class) -> Self {
        Builtin::new("constructor", Attributes::METHOD, BuiltinValue::Class(class))
    }

    pub(crate) const fn global(name: &'static str) -> Self {
        Builtin::new(name, Attributes::METHOD, BuiltinValue::Global)
    }

    pub(crate) const fn namespace(name: &'static str, rows: &'static [Builtin]) -> Self {
        Builtin::new(name, Attributes::METHOD, BuiltinValue::Namespace(rows))
    }
}

/// Globals that belong together: an embedder who leaves them out has neither their code nor their objects.
#[derive(Debug)]
pub struct Group {
    /// The group's name, for the documentation.
    pub(crate) name: &'static str,
    /// Properties of the global object.
    pub(crate) globals: &'static [Builtin],
    /// The classes of the group, whether or not a global bears their name.
    pub(crate) classes: &'static [&'static Class],
    /// It is much code, which only those have who have `console`.
    pub(crate) inspect: Option<InspectFn>,
    /// It is large tables, which only those have who have numbers to write and read.
    pub(crate) numerals: Option<&'static Numerals>,
}

impl Group {
    /// A group with these globals and classes.
    pub(crate) const fn new(
        name: &'static str,
        globals: &'static [Builtin],
        classes: &'static [&'static Class],
    ) -> Self {
        Group { name, globals, classes, inspect: None, numerals: None }
    }

    /// What the group is called in the documentation.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

/// A built-in constructor and its prototype.
#[derive(Debug)]
pub(crate) struct Class {
    pub(crate) intrinsic: Intrinsic,
    pub(crate) name: &'static str,
    /// The `length` of the constructor.
    pub(crate) length: u8,
    /// `[[Call]]` and `[[Construct]]` in one, told apart by `new_target`.
    pub(crate) construct: NativeFn,
    /// Properties of the constructor, without `prototype`, `name` and `length`.
    pub(crate) statics: &'static [Builtin],
    /// Properties of the prototype, `constructor` among them.
    pub(crate) prototype: &'static [Builtin],
    /// Whose prototype this prototype inherits from; `Object`'s, where there is none.
    pub(crate) parent: Option<Intrinsic>,
}

macro_rules! intrinsics {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// The built-in classes that the heap itself makes instances of.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each is the global of its name")]
        pub enum Intrinsic { $($name),* }

        impl Intrinsic {
            /// How many there are.
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
