//! The representation of objects: a prototype, properties, and a kind that holds the internal slots.

use alloc::{boxed::Box, vec::Vec};

use super::{
    array::Array,
    builtin::Builtin,
    function::{Bound, Function},
    promise::PromiseSlots,
    property::{PropertyKey, PropertyMap},
    slots::Slots,
    typed_array::{DataView, TypedArray},
    value::{CellHandle, Object, Symbol, Value},
    weak::WeakTable,
};

/// An object's cell in the arena.
#[derive(Debug)]
pub(crate) struct ObjectCell {
    pub(crate) prototype: Option<Object>,
    pub(crate) extensible: bool,
    /// Whether the `length`, `name` and `prototype` of a function were added to the properties. They may have been
    /// deleted since.
    pub(crate) function_properties_made: bool,
    pub(crate) kind: Kind,
    pub(crate) properties: PropertyMap,
    /// Rows of static tables. Each becomes an own property on first access.
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

    /// Returns the approximate number of heap bytes of the object outside its cell.
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

/// The kind of an object, with its internal slots (ECMA-262 §6.1.7.2).
#[derive(Debug, Default)]
pub(crate) enum Kind {
    #[default]
    Ordinary,
    Array(Array),
    /// The `arguments` object of a function.
    Arguments,
    Function(Function),
    ArrayBuffer(Vec<u8>),
    /// A detached array buffer: its bytes were transferred to another.
    DetachedBuffer,
    TypedArray(TypedArray),
    DataView(DataView),
    Error,
    /// A wrapper of a primitive value, as `new String("x")` creates.
    Primitive(Value),
    /// A thrown primitive value on its way to its handler: see `Thrown`. The object itself is never visible to a
    /// program.
    Thrown(Value),
    Promise(Box<PromiseSlots>),
    /// A `WeakMap`, `WeakSet` or `WeakRef`.
    Weak(Box<WeakTable>),
    /// An object of a class that keeps its state in a dedicated Rust type.
    Slots(Box<dyn Slots>),
    /// The time value of a `Date`: milliseconds since 1970, or NaN.
    Date(f64),
}

/// The rows of static tables, with a record of those that have become properties or been deleted.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    tables: Vec<Table>,
}

#[derive(Debug)]
struct Table {
    rows: &'static [Builtin],
    done: u128,
    /// A filter: the bits of all keys. Most keys that are looked up are in no table, and the filter rejects them
    /// without a search.
    keys: u64,
}

/// Maps a key to one of 64 bits. Different keys are likely to have different bits.
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
    /// The maximum number of rows in a table.
    #[cfg(test)]
    pub(crate) const MAX: usize = u128::BITS as usize;

    fn add(&mut self, rows: &'static [Builtin]) {
        self.tables.reserve_exact(1);
        let keys = rows.iter().fold(0, |keys, row| keys | key_bit(row.symbol(), row.name));
        self.tables.push(Table { rows, done: 0, keys });
    }

    /// Takes the row of the property with this key, unless it has been taken before. `text` is the text of a string
    /// key.
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

    /// Takes the first row that has not been taken.
    pub(crate) fn take_next(&mut self) -> Option<&'static Builtin> {
        self.tables.iter_mut().find_map(|table| {
            let position = (0..table.rows.len()).find(|&position| table.done & bit(position) == 0)?;
            table.take(position)
        })
    }

    /// Returns all rows, whether or not they have been taken.
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

/// Returns the bit of a row. A test ensures that no table has more rows than there are bits.
fn bit(position: usize) -> u128 {
    1_u128.checked_shl(position as u32).unwrap_or(0)
}
