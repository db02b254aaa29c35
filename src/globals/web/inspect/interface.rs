//! Objects of web interfaces, whose attributes are accessors. As under Node (`util.inspect.custom`), the values of the
//! attributes are shown. Only built-in accessors are called, never replacements by the program.

use alloc::string::String;

use super::{BUDGET, InspectOptions, Inspector};
use crate::js::{Intrinsic, Kind, List, Object, utf16_len};

/// The classes whose objects are shown by attributes, with the names of these attributes. Subclasses precede their
/// parents.
const SHOWN: &[(Intrinsic, &[&str])] = &[
    (
        Intrinsic::Url,
        &[
            "href",
            "origin",
            "protocol",
            "username",
            "password",
            "host",
            "hostname",
            "port",
            "pathname",
            "search",
            "searchParams",
            "hash",
        ],
    ),
    (Intrinsic::UrlSearchParams, &[]),
    (Intrinsic::Event, &["type", "defaultPrevented", "cancelable", "timeStamp"]),
    (Intrinsic::AbortController, &["signal"]),
    (Intrinsic::AbortSignal, &["aborted"]),
    (Intrinsic::EventTarget, &[]),
];

impl Inspector<'_, '_> {
    /// Formats an object of an interface that is shown by its attributes. Returns `None` for other objects.
    pub(super) fn interface(&mut self, object: Object, level: usize) -> Option<String> {
        let heap = self.cx.heap();
        if !matches!(heap.cell(object).kind, Kind::Slots(_)) {
            return None;
        }
        let mut is_of = |class| heap.prototype(class).is_some_and(|prototype| heap.inherits(object, prototype));
        let &(class, attributes) = SHOWN.iter().find(|(class, _)| is_of(*class))?;
        let name = self.cx.heap().class_name(object);
        if level as f64 > self.options.depth || self.spent > BUDGET {
            return match class {
                Intrinsic::Url | Intrinsic::AbortController => Some(self.cx.heap().concat([&*name, " {}"])),
                Intrinsic::UrlSearchParams => Some("[Object]".into()),
                Intrinsic::Event | Intrinsic::EventTarget => Some(name),
                _ => Some(self.cx.heap().concat(["[", &name, "]"])),
            };
        }
        if class == Intrinsic::UrlSearchParams {
            return Some(self.search_params(object, &name));
        }
        let shown = self.cx.heap().object();
        for &attribute in attributes {
            let getter = self.native(class, attribute)?;
            let value = self.cx.call(getter, object.into(), &[]).ok()?;
            self.cx.heap().define_data(shown, attribute, value);
        }
        let depth = if class == Intrinsic::Url { self.options.depth } else { self.options.depth - 1.0 };
        let options = InspectOptions { depth, ..self.options.clone() };
        let shown = Inspector::new(self.cx, options).show(shown.into());
        let shown = self.cx.heap().concat([&*name, " ", &shown]);
        Some(self.indented(shown))
    }

    /// Formats a `URLSearchParams`, as in `URLSearchParams { 'name' => 'value' }`.
    fn search_params(&mut self, object: Object, name: &str) -> String {
        let mut pairs = List::new();
        for pair in self.collected(object, Intrinsic::UrlSearchParams, "entries", usize::MAX) {
            let [name, value] = self.pair(pair).map(|text| self.primitive(text));
            let heap = self.cx.heap();
            pairs.add(heap, heap.concat([&*name, " => ", &value]));
        }
        let length = pairs.iter().map(|pair| utf16_len(pair).saturating_add(2)).fold(0, usize::saturating_add);
        let [open, separator, close] = if length.saturating_sub(2) > self.options.break_length {
            [" {\n  ", ",\n  ", " }"]
        } else if pairs.is_empty() {
            [" {", "", "}"]
        } else {
            [" { ", ", ", " }"]
        };
        let heap = self.cx.heap();
        let shown = heap.concat([name, open, &heap.join(&pairs, separator), close]);
        self.indented(shown)
    }
}
