//! Built-in objects as rows of static tables.
//!
//! The tables stay where the program's constants are, in flash on a microcontroller. The object that a row stands for is
//! made when a program first reaches it: a global that nobody touches costs neither RAM nor start-up time.

use super::{
    context::Context,
    property::Attributes,
    value::{Object, Value},
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
}

impl Arguments<'_> {
    /// The argument at `index`, `undefined` where fewer were passed.
    #[must_use]
    pub fn get(&self, index: usize) -> Value {
        self.list.get(index).copied().unwrap_or_default()
    }
}

/// A function of the host that JavaScript can call. `Err` is a thrown value.
pub type NativeFn = fn(&mut Context<'_>, Arguments<'_>) -> Result<Value, Value>;

/// One row: a property of a built-in object.
#[derive(Debug)]
pub(crate) struct Builtin {
    pub(crate) name: &'static str,
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
    Getter(NativeFn),
    Number(f64),
    String(&'static str),
    /// The constructor function of a class.
    Class(&'static Class),
    /// `globalThis`
    Global,
    /// A plain object with rows of its own.
    Namespace(&'static [Builtin]),
}

impl Builtin {
    /// A method, or a function of a namespace; `length` is how many arguments it expects.
    pub(crate) const fn method(name: &'static str, length: u8, call: NativeFn) -> Self {
        Builtin { name, attributes: Attributes::METHOD, value: BuiltinValue::Method { call, length } }
    }

    /// An accessor without a setter.
    pub(crate) const fn getter(name: &'static str, call: NativeFn) -> Self {
        Builtin { name, attributes: Attributes::CONFIGURABLE, value: BuiltinValue::Getter(call) }
    }

    /// A constant: it can't be changed.
    pub(crate) const fn number(name: &'static str, value: f64) -> Self {
        Builtin { name, attributes: Attributes::ENUMERABLE, value: BuiltinValue::Number(value) }
    }

    pub(crate) const fn string(name: &'static str, value: &'static str) -> Self {
        Builtin { name, attributes: Attributes::METHOD, value: BuiltinValue::String(value) }
    }

    /// A constructor, under its own name.
    pub(crate) const fn class(class: &'static Class) -> Self {
        Builtin { name: class.name, attributes: Attributes::METHOD, value: BuiltinValue::Class(class) }
    }

    /// The row that every prototype has: its class's constructor.
    pub(crate) const fn constructor(class: &'static Class) -> Self {
        Builtin { name: "constructor", attributes: Attributes::METHOD, value: BuiltinValue::Class(class) }
    }

    pub(crate) const fn global(name: &'static str) -> Self {
        Builtin { name, attributes: Attributes::METHOD, value: BuiltinValue::Global }
    }

    pub(crate) const fn namespace(name: &'static str, rows: &'static [Builtin]) -> Self {
        Builtin { name, attributes: Attributes::METHOD, value: BuiltinValue::Namespace(rows) }
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
    Object, Function, Array, ArrayBuffer, Uint8Array, Uint8ClampedArray, Date,
    Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, UriError,
}
