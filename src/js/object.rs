//! What an object is made of: a prototype, properties, and for some a kind of their own.

use alloc::{boxed::Box, vec::Vec};

use super::{
    array::Array,
    builtin::{Builtin, Class, NativeFn},
    property::PropertyMap,
    typed_array::TypedArray,
    value::{Object, Value},
};

/// An object's cell in the arena.
#[derive(Debug)]
pub(crate) struct ObjectCell {
    pub(crate) prototype: Option<Object>,
    pub(crate) extensible: bool,
    /// A function's `length`, `name` and `prototype` are among the properties, or were.
    pub(crate) function_properties_made: bool,
    pub(crate) kind: Kind,
    pub(crate) properties: PropertyMap,
    /// Rows of a static table that are own properties too, once somebody reaches for them.
    pub(crate) rows: Option<Box<Rows>>,
}

impl Default for ObjectCell {
    fn default() -> Self {
        ObjectCell::new(None, Kind::Ordinary)
    }
}

impl ObjectCell {
    pub(crate) fn new(prototype: Option<Object>, kind: Kind) -> Self {
        ObjectCell {
            prototype,
            extensible: true,
            function_properties_made: false,
            kind,
            properties: PropertyMap::default(),
            rows: None,
        }
    }

    pub(crate) fn with_rows(mut self, rows: &'static [Builtin]) -> Self {
        if !rows.is_empty() {
            self.rows = Some(Box::new(Rows { rows, done: 0 }));
        }
        self
    }

    /// Bytes on the heap beside the cell, about.
    pub(crate) fn bytes(&self) -> usize {
        let kind = match &self.kind {
            Kind::Array(array) => array.bytes(),
            Kind::ArrayBuffer(bytes) => bytes.capacity(),
            _ => 0,
        };
        kind + self.properties.bytes() + if self.rows.is_some() { size_of::<Rows>() } else { 0 }
    }
}

/// What makes an object more than its properties: its internal slots (ECMA-262 §6.1.7.2).
#[derive(Debug, Default)]
pub(crate) enum Kind {
    #[default]
    Ordinary,
    Array(Array),
    /// What `arguments` is in a function.
    Arguments,
    Function(Function),
    ArrayBuffer(Vec<u8>),
    TypedArray(TypedArray),
    Error,
    /// The time value: milliseconds since 1970, or NaN.
    Date(f64),
}

/// What a function object does when called.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Function {
    /// A method of a static table.
    Native { name: &'static str, length: u8, call: NativeFn },
    /// A constructor of a static table.
    Class(&'static Class),
    /// What `_makeFuncWrapper(id)` of `wasm_exec.js` returns: a Go function made by `js.FuncOf`, known to Go by `id`.
    Go { id: Value },
}

/// The rows of a static table, and which of them have become properties, or been deleted.
#[derive(Debug)]
pub(crate) struct Rows {
    rows: &'static [Builtin],
    done: u128,
}

impl Rows {
    /// How many rows a table may have.
    #[cfg(test)]
    pub(crate) const MAX: usize = u128::BITS as usize;

    /// The row with this name, if it hasn't been taken; it counts as taken from now on.
    pub(crate) fn take(&mut self, name: &str) -> Option<&'static Builtin> {
        let position = self.rows.iter().position(|row| row.name == name)?;
        self.take_at(position)
    }

    /// Any row that hasn't been taken yet, first to last.
    pub(crate) fn take_next(&mut self) -> Option<&'static Builtin> {
        let position = (0..self.rows.len()).find(|&position| self.done & bit(position) == 0)?;
        self.take_at(position)
    }

    fn take_at(&mut self, position: usize) -> Option<&'static Builtin> {
        if self.done & bit(position) != 0 {
            return None;
        }
        self.done |= bit(position);
        self.rows.get(position)
    }
}

/// The bit of a row. A table has no more rows than there are bits, which a test of the tables sees to.
fn bit(position: usize) -> u128 {
    1_u128.checked_shl(position as u32).unwrap_or(0)
}
