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
    class::Name,
    contents::Contents,
    layout::Layout,
    property::Entry,
    text::{quoted, remaining, truncated},
};
pub(in crate::globals::web) use self::{
    contents::Entries,
    text::{number_text, width},
};
use crate::{
    globals::numbers::iso_text,
    js::{Context, Intrinsic, Kind, Object, PropertyKey, Slot, Value, WeakKind, utf16_len},
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
pub(in crate::globals::web) struct Options {
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

impl Default for Options {
    fn default() -> Self {
        Options {
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
    Inspector::new(cx, Options { depth, ..Options::default() }).show(value)
}

/// The state of an inspection.
#[derive(Debug)]
pub(in crate::globals::web) struct Inspector<'c, 'a> {
    cx: &'c mut Context<'a>,
    options: Options,
    /// The objects that are being shown, from the outermost to the innermost.
    seen: Vec<Object>,
    /// The objects with circular references to them, in the order of their reference numbers.
    circular: Vec<Object>,
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
    entries: Vec<Entry>,
}

impl<'c, 'a> Inspector<'c, 'a> {
    pub(in crate::globals::web) fn new(cx: &'c mut Context<'a>, options: Options) -> Self {
        Inspector { cx, options, seen: Vec::new(), circular: Vec::new(), indentation: 0, current_level: 0, spent: 0 }
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
                self.circular.push(object);
                index
            });
            return format!("[Circular *{}]", index.saturating_add(1));
        }
        self.object(object, level)
    }

    /// Formats a primitive value (`formatPrimitive`).
    fn primitive(&mut self, value: Value) -> String {
        match value {
            Value::String(string) => {
                let text = self.cx.heap().copied(string);
                self.string(&text)
            }
            Value::Number(number) => number_text(number),
            Value::BigInt(bigint) => format!("{}n", self.cx.heap().digits(bigint)),
            other => self.cx.describe(other),
        }
    }

    fn string(&mut self, text: &str) -> String {
        let max = if self.spent > BUDGET { 0 } else { self.options.max_string_length.min(BUDGET) };
        let (text, left) = truncated(text, max);
        self.spent = self.spent.saturating_add(text.len());
        let trailer = if left > 0 { remaining(left, "character") } else { String::new() };
        let length = utf16_len(text);
        let room = self.options.break_length.saturating_sub(self.indentation.saturating_add(4));
        if length <= MIN_LINE_LENGTH || length <= room {
            return format!("{}{trailer}", quoted(text));
        }
        let lines: Vec<String> = text.split_inclusive('\n').map(quoted).collect();
        let separator = format!(" +\n{:width$}", "", width = self.indentation.saturating_add(2));
        format!("{}{trailer}", lines.join(&separator))
    }

    /// Formats an object (`formatRaw`).
    fn object(&mut self, object: Object, level: usize) -> String {
        let name = self.name_of(object);
        let mut parts = match self.parts(object, &name) {
            Ok(parts) => parts,
            Err(whole) => return whole,
        };
        if level as f64 > self.options.depth || level > MAX_DEPTH || self.spent > BUDGET {
            let prefix = match parts.contents {
                Contents::Array { .. } => name.prefix("Array", ""),
                _ => self.plain_prefix(object, &name),
            };
            let prefix = prefix.trim_end();
            return match name.constructor {
                Some(_) if level > MAX_DEPTH => {
                    format!("[{prefix}: Inspection interrupted prematurely. Maximum call stack size exceeded.]")
                }
                Some(_) => format!("[{prefix}]"),
                None => prefix.into(),
            };
        }
        let level = level.saturating_add(1);
        self.seen.push(object);
        self.current_level = level;
        let mut output = self.contents(object, parts.contents, level);
        let elements = output.len();
        for entry in core::mem::take(&mut parts.entries) {
            let shown = self.entry(object, level, entry);
            self.cx.heap().extend(&mut output, [shown]);
        }
        if let Some(index) = self.circular.iter().position(|&other| other == object) {
            let reference = format!("<ref *{}>", index.saturating_add(1));
            let space = if parts.base.is_empty() { "" } else { " " };
            parts.base = format!("{reference}{space}{}", parts.base);
        }
        self.seen.pop();
        let is_array = matches!(parts.contents, Contents::Array { .. } | Contents::TypedArray { .. });
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
        let shown = layout.join(self.cx.heap(), output);
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

    /// Returns the parts of an object's output. `Err` is the complete output of an object without contents and
    /// properties.
    fn parts(&mut self, object: Object, name: &Name) -> Result<Parts, String> {
        let plain = |base: String, open: String, contents, entries| Parts { base, open, close: "}", contents, entries };
        let array =
            |open: String, contents, entries| Parts { base: String::new(), open, close: "]", contents, entries };
        // Arrays and collections, which are recognized by their kind.
        match &self.cx.heap().cell(object).kind {
            Kind::Array(elements) => {
                let length = elements.length();
                let prefix = match name.is("Array") && name.tag.is_empty() {
                    true => String::new(),
                    false => name.prefix("Array", &format!("({length})")),
                };
                let entries = self.non_index_entries_of(object);
                if length == 0 && entries.is_empty() {
                    return Err(format!("{prefix}[]"));
                }
                return Ok(array(format!("{prefix}["), Contents::Array { length }, entries));
            }
            Kind::TypedArray(view) => {
                let fallback = view.element.name();
                let length = self.cx.heap().view(object.into()).map_or(0, |view| view.length);
                let prefix = name.prefix(fallback, &format!("({length})"));
                let entries = self.non_index_entries_of(object);
                if length == 0 && entries.is_empty() && !self.options.show_hidden {
                    return Err(format!("{prefix}[]"));
                }
                return Ok(array(format!("{prefix}["), Contents::TypedArray { length }, entries));
            }
            Kind::Slots(_) => {
                for (class, fallback) in [(Intrinsic::Map, "Map"), (Intrinsic::Set, "Set")] {
                    let Some(size) = self.size_of(object, class) else { continue };
                    let prefix = name.prefix(fallback, &format!("({size})"));
                    let entries = self.entries_of(object);
                    if size == 0 && entries.is_empty() {
                        return Err(format!("{prefix}{{}}"));
                    }
                    let contents = match class {
                        Intrinsic::Map => Contents::Map { size },
                        _ => Contents::Set { size },
                    };
                    return Ok(plain(String::new(), format!("{prefix}{{"), contents, entries));
                }
            }
            _ => {}
        }
        let mut entries = self.entries_of(object);
        let brace = |prefix: String| format!("{prefix}{{");
        let is_error = self.is_error(object);
        let open = match &self.cx.heap().cell(object).kind {
            Kind::Function(_) => {
                let base = self.function_base(object, name);
                return self.with_base(base, entries, "{");
            }
            Kind::Arguments if name.is("Object") => "[Arguments] {".into(),
            _ if name.is("Object") => {
                if name.tag.is_empty() {
                    "{".into()
                } else {
                    brace(name.prefix("Object", ""))
                }
            }
            &Kind::Date(time) => {
                let base = if time.is_nan() { "Invalid Date".into() } else { iso_text(time) };
                let prefix = name.prefix("Date", "");
                let base = if prefix == "Date " { base } else { format!("{prefix}{base}") };
                return self.with_base(base, entries, "{");
            }
            _ if is_error => {
                let base = self.error_base(object, name, &mut entries);
                return self.with_base(base, entries, "{");
            }
            Kind::ArrayBuffer(bytes) => {
                entries.insert(0, Entry::Given("byteLength", (bytes.len() as f64).into()));
                let open = brace(name.prefix("ArrayBuffer", ""));
                return Ok(plain(String::new(), open, Contents::ArrayBuffer, entries));
            }
            Kind::DataView(view) => {
                let given = [
                    Entry::Given("byteLength", (view.length as f64).into()),
                    Entry::Given("byteOffset", (view.offset as f64).into()),
                    Entry::Given("buffer", view.buffer.into()),
                ];
                entries.splice(0..0, given);
                brace(name.prefix("DataView", ""))
            }
            Kind::Promise(_) => {
                let open = brace(name.prefix("Promise", ""));
                return Ok(plain(String::new(), open, Contents::Promise, entries));
            }
            Kind::Weak(table) if table.kind != WeakKind::Ref => {
                let fallback = if table.kind == WeakKind::Map { "WeakMap" } else { "WeakSet" };
                let open = brace(name.prefix(fallback, ""));
                return Ok(plain(String::new(), open, Contents::Weak, entries));
            }
            &Kind::Primitive(value) => {
                if let Value::String(_) = value {
                    entries.retain(|entry| !self.is_character(object, entry));
                }
                let base = self.boxed_base(value, name);
                return self.with_base(base, entries, "{");
            }
            _ => brace(self.plain_prefix(object, name)),
        };
        if entries.is_empty() {
            return Err(format!("{open}}}"));
        }
        Ok(plain(String::new(), open, Contents::None, entries))
    }

    /// Returns the parts of an object that is described by `base`, with properties in braces if there are any.
    fn with_base(&self, base: String, entries: Vec<Entry>, open: &str) -> Result<Parts, String> {
        if entries.is_empty() {
            return Err(base);
        }
        Ok(Parts { base, open: open.into(), close: "}", contents: Contents::None, entries })
    }

    /// Returns whether an entry is a character of a string object.
    fn is_character(&mut self, object: Object, entry: &Entry) -> bool {
        let Entry::Own(PropertyKey::Index(index)) = *entry else { return false };
        match self.cx.heap().cell(object).kind {
            Kind::Primitive(Value::String(string)) => (index as usize) < utf16_len(self.cx.heap().text(string)),
            _ => false,
        }
    }
}
