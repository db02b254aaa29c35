//! Symbols: the well-known ones, and the registry of `Symbol.for` (ECMA-262 §6.1.5.1, §20.4.2.2).

use core::num::NonZeroU32;

use super::{
    heap::Heap,
    value::{JsString, Symbol},
};

#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Description {
    #[default]
    None,
    Static(&'static str),
    String(JsString),
}

/// A symbol's cell in the arena.
#[derive(Debug, Default)]
pub(crate) struct SymbolCell {
    pub(super) description: Description,
    /// Whether the symbol is in the registry of `Symbol.for`.
    pub(super) registered: bool,
}

macro_rules! well_known {
    ($($constant:ident = $index:literal $name:literal),* $(,)?) => {
        impl Symbol {
            $(
                #[doc = concat!("`", $name, "`")]
                pub const $constant: Symbol = Symbol(NonZeroU32::new($index).unwrap());
            )*

            /// The names of the well-known symbols, in the order of their handles, which are the same in every heap.
            pub(super) const WELL_KNOWN: &[&str] = &[$($name),*];
        }
    };
}

well_known! {
    ASYNC_ITERATOR = 1 "Symbol.asyncIterator",
    HAS_INSTANCE = 2 "Symbol.hasInstance",
    IS_CONCAT_SPREADABLE = 3 "Symbol.isConcatSpreadable",
    ITERATOR = 4 "Symbol.iterator",
    MATCH = 5 "Symbol.match",
    MATCH_ALL = 6 "Symbol.matchAll",
    REPLACE = 7 "Symbol.replace",
    SEARCH = 8 "Symbol.search",
    SPECIES = 9 "Symbol.species",
    SPLIT = 10 "Symbol.split",
    TO_PRIMITIVE = 11 "Symbol.toPrimitive",
    TO_STRING_TAG = 12 "Symbol.toStringTag",
    UNSCOPABLES = 13 "Symbol.unscopables",
}

impl Heap {
    /// Creates a symbol.
    pub fn symbol(&mut self, description: Option<&str>) -> Symbol {
        let description = match description {
            Some(text) => Description::String(self.string(text)),
            None => Description::None,
        };
        self.account(size_of::<SymbolCell>());
        let symbol = self.symbols.alloc(SymbolCell { description, registered: false });
        self.check_allocated(symbol)
    }

    /// Evaluates `Symbol.for(name)`: returns the one registered symbol with this name (ECMA-262 §20.4.2.2).
    pub fn symbol_for(&mut self, name: JsString) -> Symbol {
        if let Some(&symbol) = self.registry.get(&name) {
            return symbol;
        }
        self.account(size_of::<SymbolCell>());
        let cell = SymbolCell { description: Description::String(name), registered: true };
        let symbol = self.symbols.alloc(cell);
        self.check_allocated(symbol);
        self.registry.insert(name, symbol);
        symbol
    }

    /// Returns whether the symbol was created by [`Heap::symbol_for`].
    #[must_use]
    pub fn is_registered(&self, symbol: Symbol) -> bool {
        self.symbols.get(symbol).registered
    }

    /// Returns the description of a symbol.
    #[must_use]
    pub fn description(&self, symbol: Symbol) -> Option<&str> {
        match self.symbols.get(symbol).description {
            Description::None => None,
            Description::Static(text) => Some(text),
            Description::String(string) => Some(self.text(string)),
        }
    }
}
