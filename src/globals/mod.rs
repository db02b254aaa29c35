//! The properties of `js.Global()`: static tables of built-in objects. Each global has a file, and the folders are
//! named after the chapters of ECMA-262 and after the other standards. `support` has the errors that they share.

#![cfg_attr(not(test), warn(clippy::disallowed_methods))]

mod bare;
mod control;
mod fundamental;
mod group;
mod indexed;
mod keyed;
mod node;
mod numbers;
mod reflection;
mod shown;
mod structured;
mod support;
mod text;
mod web;

#[cfg(any(test, fuzzing))]
pub(crate) use self::group::CORE_ALONE;
pub use self::group::{
    ALL, BARE, COLLECTIONS, CORE, CRYPTO, ENCODING, EVENTS, FETCH, JSON, MINIMAL, NUMBERS, PERFORMANCE, PROMISE,
    REFLECT, STRUCTURED_CLONE, TEXT, TIMERS, TYPED_ARRAYS, URL,
};
pub(crate) use self::web::{delay_from_ms, remove_fetch};
pub use crate::js::Group;

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;

    use super::*;
    use crate::js::{Builtin, BuiltinValue, Holder, Rows, Symbol};

    fn key(row: &Builtin) -> (Option<Symbol>, &str) {
        (row.symbol(), if row.symbol().is_some() { "" } else { row.name })
    }

    /// Checks that a table has at most `Rows::MAX` rows, that its keys are unique, and that its aliases have targets.
    fn check(rows: &[Builtin]) {
        let keys: BTreeSet<(Option<Symbol>, &str)> = rows.iter().map(key).collect();
        assert_eq!(keys.len(), rows.len(), "duplicate key in {keys:?}");
        assert!(rows.len() <= Rows::MAX, "{} rows in {keys:?}", rows.len());
        for row in rows {
            match row.value {
                BuiltinValue::Namespace(rows) => check(rows),
                BuiltinValue::Same { holder: Holder::Own, name: of } => {
                    assert!(rows.iter().any(|row| row.name == of && row.symbol().is_none()), "no {of} in {keys:?}");
                }
                _ => {}
            }
        }
    }

    #[test]
    fn the_tables_are_in_order() {
        let mut intrinsics = BTreeSet::new();
        for group in ALL {
            check(group.globals);
            for class in group.classes() {
                check(class.statics);
                check(class.prototype);
                let derives = |row: &Builtin| class.derived.iter().any(|derived| key(derived) == key(row));
                assert!(!class.prototype.iter().any(derives), "a row of {} is derived", class.name);
                assert!(intrinsics.insert(class.intrinsic as usize), "duplicate class {}", class.name);
            }
        }
        for class in BARE.classes() {
            check(class.prototype);
        }
        check(BARE.globals);
        let globals = ALL.iter().flat_map(|group| group.globals);
        let names: BTreeSet<&str> = globals.clone().map(|row| row.name).collect();
        assert_eq!(names.len(), globals.count(), "duplicate global");
    }
}
