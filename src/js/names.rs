//! The property names that the host itself uses.

use super::{string::Strings, value::JsString};

macro_rules! names {
    ($($field:ident = $text:literal),* $(,)?) => {
        /// The handle of each name, so using one requires no hashing.
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct Names { $(pub(crate) $field: JsString),* }

        impl Names {
            pub(super) fn new(strings: &mut Strings) -> Self {
                Names { $($field: strings.intern_static($text)),* }
            }

            /// Returns all handles, for the collector.
            pub(super) fn all(&self) -> impl Iterator<Item = JsString> {
                [$(self.$field),*].into_iter()
            }
        }
    };
}

names! {
    empty = "",
    length = "length",
    message = "message",
    name = "name",
    prototype = "prototype",
    to_string = "toString",
    value_of = "valueOf",
}
