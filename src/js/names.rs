//! The strings that the host itself reads and writes properties by.

use super::{string::Strings, value::JsString};

macro_rules! names {
    ($($field:ident = $text:literal),* $(,)?) => {
        /// One handle for each name, so that using it hashes nothing.
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct Names { $(pub(crate) $field: JsString),* }

        impl Names {
            pub(super) fn new(strings: &mut Strings) -> Self {
                Names { $($field: strings.intern_static($text)),* }
            }

            /// All of them, for the collector.
            pub(super) fn all(&self) -> impl Iterator<Item = JsString> {
                [$(self.$field),*].into_iter()
            }
        }
    };
}

names! {
    args = "args",
    code = "code",
    empty = "",
    id = "id",
    length = "length",
    message = "message",
    name = "name",
    pending_event = "_pendingEvent",
    prototype = "prototype",
    result = "result",
    this = "this",
    to_string = "toString",
    value_of = "valueOf",
}
