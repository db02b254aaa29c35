//! The formatting of values for `console`: Node's [`util.inspect`], without colours.
//!
//! No code of the program is called, neither accessors nor `Symbol.for('nodejs.util.inspect.custom')`. Unlike Node,
//! this module does not show the remaining values of an iterator, nor the properties of prototypes that `%o` shows.
//! Output longer than [`BUDGET`] is cut short.
//!
//! [`util.inspect`]: https://nodejs.org/docs/latest-v20.x/api/util.html#utilinspectobject-options

mod class;
mod contents;
mod error;
mod interface;
mod layout;
mod property;
#[cfg(test)]
mod tests;
mod text;

use alloc::{format, string::String, vec::Vec};

use self::{
    class::ObjectName,
    contents::Contents,
    layout::Layout,
    property::ShownProperty,
    text::{quote, remaining, truncated},
};
pub(in crate::globals::web) use self::{
    contents::Entries,
    text::{number_text, width},
};
use crate::{
    globals::numbers::iso_text,
    js::{Context, JsString, Kind, List, Object, PropertyKey, Slot, Value, utf16_len},
};

/// The approximate limit on the output, in bytes. A small value can have a huge output if it refers to the same long
/// string from a thousand places.
const BUDGET: usize = 1 << 20;

/// The maximum depth of nested objects when all are shown. The native stack may be small.
const MAX_DEPTH: usize = 100;

/// The length up to which a string is not split into lines.
const MIN_LINE_LENGTH: usize = 16;

/// The options of an inspection, with Node's defaults.
#[derive(Clone, Debug)]
pub(in crate::globals::web) struct InspectOptions {
    /// Whether properties that are not enumerable are shown, too.
    pub(in crate::globals::web) show_hidden: bool,
    /// The depth to which nested objects are shown. Infinity shows all of them.
    pub(in crate::globals::web) depth: f64,
    pub(in crate::globals::web) max_array_length: usize,
    pub(in crate::globals::web) max_string_length: usize,
    pub(in crate::globals::web) break_length: usize,
    /// The maximum number of nested levels on one line.
    pub(in crate::globals::web) compact: usize,
}

impl Default for InspectOptions {
    fn default() -> Self {
        InspectOptions {
            show_hidden: false,
            depth: 2.0,
            max_array_length: 100,
            max_string_length: 10_000,
            break_length: 80,
            compact: 3,
        }
    }
}

/// Formats a value, with nested objects up to a depth.
pub(in crate::globals) fn inspect(cx: &mut Context<'_>, value: Value, depth: f64) -> String {
    Inspector::new(cx, InspectOptions { depth, ..InspectOptions::default() }).show(value)
}

/// The state of an inspection.
#[derive(Debug)]
pub(in crate::globals::web) struct Inspector<'c, 'a> {
    cx: &'c mut Context<'a>,
    options: InspectOptions,
    /// The objects that are being shown, from the outermost to the innermost.
    seen: List<Object>,
    /// The objects with circular references to them, in the order of their reference numbers.
    circular: List<Object>,
    indentation: usize,
    /// The level of the object that was entered last.
    current_level: usize,
    /// The approximate size of the output so far, in bytes.
    spent: usize,
}

/// The parts of an object's output.
struct Parts {
    /// The text before the opening brace.
    base: String,
    open: String,
    close: &'static str,
    contents: Contents,
    properties: Vec<ShownProperty>,
}

impl<'c, 'a> Inspector<'c, 'a> {
    pub(in crate::globals::web) fn new(cx: &'c mut Context<'a>, options: InspectOptions) -> Self {
        Inspector { cx, options, seen: List::new(), circular: List::new(), indentation: 0, current_level: 0, spent: 0 }
    }

    /// Formats a value.
    pub(in crate::globals::web) fn show(mut self, value: Value) -> String {
        self.value(value, 0)
    }

    /// Formats a value at a level of nesting (`formatValue`).
    fn value(&mut self, value: Value, level: usize) -> String {
        let Value::Object(object) = value else { return self.primitive(value) };
        if let Some(shown) = self.interface(object, level) {
            self.spent = self.spent.saturating_add(shown.len());
            return shown;
        }
        if self.seen.contains(&object) {
            let index = self.circular.iter().position(|&other| other == object).unwrap_or_else(|| {
                let index = self.circular.len();
                self.circular.add(self.cx.heap(), object);
                index
            });
            return format!("[Circular *{}]", index.saturating_add(1));
        }
        self.object(object, level)
    }

    /// Formats a primitive value (`formatPrimitive`).
    fn primitive(&mut self, value: Value) -> String {
        match value {
            Value::String(string) => self.string(string),
            Value::Number(number) => number_text(number),
            Value::BigInt(bigint) => {
                let heap = self.cx.heap();
                heap.concat([heap.digits(bigint), "n"])
            }
            other => self.cx.describe(other),
        }
    }

    fn string(&mut self, string: JsString) -> String {
        let max = if self.spent > BUDGET { 0 } else { self.options.max_string_length.min(BUDGET) };
        let mut shown = self.cx.text();
        let heap = self.cx.heap();
        let (text, left) = truncated(heap.text(string), max);
        self.spent = self.spent.saturating_add(text.len());
        let length = utf16_len(text);
        let room = self.options.break_length.saturating_sub(self.indentation.saturating_add(4));
        if length <= MIN_LINE_LENGTH || length <= room {
            quote(&mut shown, text);
        } else {
            for (line, index) in text.split_inclusive('\n').zip(0_usize..) {
                if index > 0 {
                    shown.push_str(" +\n");
                    shown.push_repeated(" ", self.indentation.saturating_add(2));
                }
                quote(&mut shown, line);
            }
        }
        if left > 0 {
            shown.push_str(&remaining(left, "character"));
        }
        heap.temporary(shown)
    }

    /// Formats an object (`formatRaw`).
    fn object(&mut self, object: Object, level: usize) -> String {
        let name = self.name_of(object);
        let mut parts = self.parts(object, &name);
        let always_has_contents = self.options.show_hidden && matches!(parts.contents, Contents::TypedArray { .. });
        if parts.properties.is_empty() && parts.contents.size() == Some(0) && !always_has_contents {
            let is_described = !parts.base.is_empty();
            return if is_described { parts.base } else { self.cx.heap().concat([&*parts.open, parts.close]) };
        }
        if level as f64 > self.options.depth || level > MAX_DEPTH || self.spent > BUDGET {
            let prefix = match parts.contents {
                Contents::Array { .. } => name.prefix(self.cx.heap(), "Array", ""),
                _ => self.plain_prefix(object, &name),
            };
            let prefix = prefix.trim_end();
            let [open, close] = match name.constructor {
                Some(_) if level > MAX_DEPTH => {
                    ["[", ": Inspection interrupted prematurely. Maximum call stack size exceeded.]"]
                }
                Some(_) => ["[", "]"],
                None => ["", ""],
            };
            return self.cx.heap().concat([open, prefix, close]);
        }
        let level = level.saturating_add(1);
        self.seen.add(self.cx.heap(), object);
        self.current_level = level;
        let mut output = self.contents(object, parts.contents, level);
        let elements = output.len();
        for property in parts.properties {
            let shown = self.property(object, level, property);
            output.add(self.cx.heap(), shown);
        }
        if let Some(index) = self.circular.iter().position(|&other| other == object) {
            let space = if parts.base.is_empty() { "" } else { " " };
            let reference = format!("<ref *{}>{space}", index.saturating_add(1));
            parts.base = self.cx.heap().concat([&*reference, &parts.base]);
        }
        self.seen.pop();
        let is_array = parts.contents.is_array();
        let is_numeric = is_array && elements == output.len() && self.is_numeric(object, elements);
        let layout = Layout {
            options: &self.options,
            indentation: self.indentation,
            base: &parts.base,
            open: &parts.open,
            close: parts.close,
            is_array,
            is_numeric,
            inner_levels: self.current_level.saturating_sub(level),
        };
        let shown = layout.join(self.cx.heap(), output.into_vec());
        self.spent = self.spent.saturating_add(shown.len());
        shown
    }

    /// Returns whether the first `count` elements are all numbers.
    fn is_numeric(&mut self, object: Object, count: usize) -> bool {
        let heap = self.cx.heap();
        (0..count as u32).all(|index| {
            let property = heap.own_property(object, PropertyKey::Index(index));
            matches!(property.map(|own| own.slot), Some(Slot::Data(Value::Number(_) | Value::BigInt(_))))
        })
    }

    /// Returns the parts of an object's output.
    fn parts(&mut self, object: Object, name: &ObjectName) -> Parts {
        let [mut base, mut prefix] = [const { String::new() }; 2];
        let mut contents = Contents::None;
        let found = self.contents_of(object);
        let is_array = found.is_some_and(|(_, contents)| contents.is_array());
        let mut properties = if is_array { self.non_index_properties(object) } else { self.properties(object) };
        let is_error = self.is_error(object);
        let heap = self.cx.heap();
        match (&heap.cell(object).kind, found) {
            (_, Some((class, found))) if found.size().is_some() || !(name.is("Object") || is_error) => {
                contents = found;
                if class != "Array" || !name.is("Array") || !name.tag.is_empty() {
                    let size = found.size().map_or(String::new(), |size| format!("({size})"));
                    prefix = name.prefix(heap, class, &size);
                }
            }
            (Kind::Function(_), _) => base = self.function_base(object, name),
            (Kind::Arguments, _) if name.is("Object") => prefix = "[Arguments] ".into(),
            _ if name.is("Object") && name.tag.is_empty() => {}
            _ if name.is("Object") => prefix = name.prefix(heap, "Object", ""),
            (&Kind::Date(time), _) => {
                let shown = if time.is_nan() { "Invalid Date".into() } else { iso_text(time) };
                let prefix = name.prefix(heap, "Date", "");
                base = if prefix == "Date " { shown } else { heap.concat([&*prefix, &shown]) };
            }
            _ if is_error => base = self.error_base(object, name, &mut properties),
            (&Kind::Primitive(value), _) => {
                if let Value::String(string) = value {
                    let length = utf16_len(heap.text(string));
                    let is_character = |key| matches!(key, PropertyKey::Index(index) if (index as usize) < length);
                    properties.retain(|entry| !matches!(*entry, ShownProperty::Own(key) if is_character(key)));
                }
                base = self.boxed_base(value, name);
            }
            _ => prefix = self.plain_prefix(object, name),
        }
        let [open, close] = if is_array { ["[", "]"] } else { ["{", "}"] };
        let open = self.cx.heap().concat([&*prefix, open]);
        Parts { base, open, close, contents, properties }
    }
}
