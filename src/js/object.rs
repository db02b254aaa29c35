//! What an object is made of: a prototype, properties, and for some a kind of their own.

use alloc::{boxed::Box, vec::Vec};

use super::{
    array::Array,
    builtin::Builtin,
    function::{Bound, Function},
    promise::Promise,
    property::{PropertyKey, PropertyMap},
    slots::Slots,
    typed_array::{DataView, TypedArray},
    value::{Handle, Object, Symbol, Value},
    weak::WeakTable,
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
            self.rows.get_or_insert_default().add(rows);
        }
        self
    }

    /// Bytes on the heap beside the cell, about.
    pub(crate) fn bytes(&self) -> usize {
        let kind = match &self.kind {
            Kind::Array(array) => array.bytes(),
            Kind::ArrayBuffer(bytes) => bytes.capacity(),
            Kind::Slots(slots) => size_of_val(&**slots).saturating_add(slots.bytes()),
            Kind::Promise(promise) => promise.bytes(),
            Kind::Weak(table) => table.bytes(),
            Kind::Function(Function::Bound(bound)) => size_of::<Bound>().saturating_add(size_of_val(&*bound.arguments)),
            Kind::Function(Function::Captured { values, .. }) => size_of_val(&**values),
            _ => 0,
        };
        let rows = self.rows.as_ref().map_or(0, |rows| rows.bytes());
        kind.saturating_add(self.properties.bytes()).saturating_add(rows)
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
    /// An array buffer whose bytes were transferred to another.
    DetachedBuffer,
    TypedArray(TypedArray),
    DataView(DataView),
    Error,
    /// A primitive value as an object: what `new String("x")` makes.
    Primitive(Value),
    /// A primitive value on its way to whoever catches it: see `Thrown`. No program ever sees the object.
    Thrown(Value),
    Promise(Box<Promise>),
    /// A `WeakMap`, `WeakSet` or `WeakRef`.
    Weak(Box<WeakTable>),
    /// An object of a class that keeps its state in a type of its own.
    Slots(Box<dyn Slots>),
    /// The time value: milliseconds since 1970, or NaN.
    Date(f64),
}

/// The rows of static tables, and which of them have become properties, or been deleted.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    tables: Vec<Table>,
}

#[derive(Debug)]
struct Table {
    rows: &'static [Builtin],
    done: u128,
    /// The bits of all keys. Most keys that are looked for are in no table: they are turned away without a search.
    keys: u64,
}

/// A bit that different keys are likely to differ in.
fn key_bit(symbol: Option<Symbol>, text: &str) -> u64 {
    let mixed = match (symbol, text.as_bytes()) {
        (Some(symbol), _) => symbol.index().get(),
        (None, bytes @ [first, .., last]) => {
            let [first, last] = [first, last].map(|byte| u32::from(*byte));
            (bytes.len() as u32).wrapping_mul(7).wrapping_add(first.wrapping_mul(5)).wrapping_add(last)
        }
        (None, bytes) => bytes.iter().copied().map(u32::from).sum(),
    };
    1 << (mixed % u64::BITS)
}

impl Rows {
    /// How many rows a table may have.
    #[cfg(test)]
    pub(crate) const MAX: usize = u128::BITS as usize;

    fn add(&mut self, rows: &'static [Builtin]) {
        self.tables.reserve_exact(1);
        let keys = rows.iter().fold(0, |keys, row| keys | key_bit(row.symbol(), row.name));
        self.tables.push(Table { rows, done: 0, keys });
    }

    /// The row that makes the property with this key, whose text is given for a string's, if it hasn't been taken; it
    /// counts as taken from now on.
    pub(crate) fn take(&mut self, key: PropertyKey, text: &str) -> Option<&'static Builtin> {
        let symbol = match key {
            PropertyKey::Symbol(symbol) => Some(symbol),
            _ => None,
        };
        let is_wanted = |row: &Builtin| match symbol {
            Some(_) => row.symbol() == symbol,
            None => row.name == text && row.symbol().is_none(),
        };
        let bit = key_bit(symbol, text);
        self.tables.iter_mut().filter(|table| table.keys & bit != 0).find_map(|table| {
            let position = table.rows.iter().position(is_wanted)?;
            table.take(position)
        })
    }

    /// Any row that hasn't been taken yet, first to last.
    pub(crate) fn take_next(&mut self) -> Option<&'static Builtin> {
        self.tables.iter_mut().find_map(|table| {
            let position = (0..table.rows.len()).find(|&position| table.done & bit(position) == 0)?;
            table.take(position)
        })
    }

    /// All rows, whether or not they have been taken.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &'static Builtin> {
        self.tables.iter().flat_map(|table| table.rows)
    }

    fn bytes(&self) -> usize {
        size_of::<Rows>().saturating_add(self.tables.capacity().saturating_mul(size_of::<Table>()))
    }
}

impl Table {
    fn take(&mut self, position: usize) -> Option<&'static Builtin> {
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
