//! Errors, which are shown by their stack if they have one.

use alloc::{string::String, vec::Vec};

use super::{
    Inspector,
    class::{ObjectName, data},
    property::ShownProperty,
};
use crate::js::{Heap, Intrinsic, Object, Value};

impl Inspector<'_, '_> {
    /// Returns whether an object is an error, either by its kind or because it inherits from `Error.prototype`.
    pub(super) fn is_error(&mut self, object: Object) -> bool {
        let heap = self.cx.heap();
        heap.is_error(object.into())
            || heap.prototype(Intrinsic::Error).is_some_and(|prototype| heap.inherits(object, prototype))
    }

    /// Returns a property as text. Returns `None` if that would call a function, as for accessors and objects, or if
    /// the property is `undefined` or `null`.
    fn text_of(&mut self, object: Object, key: &str) -> Option<String> {
        let heap = self.cx.heap();
        let key = heap.key_from(key);
        match data(heap.lookup(object, key))? {
            Value::Undefined | Value::Null | Value::Object(_) => None,
            Value::String(text) => Some(heap.copied(text)),
            other => Some(self.cx.describe(other)),
        }
    }

    /// Returns the stack, or else the text that `Error.prototype.toString` would return (`formatError`). A text without
    /// stack frames is put in brackets. Removes the properties that the text repeats from `entries`.
    pub(super) fn error_base(&mut self, error: Object, name: &ObjectName, entries: &mut Vec<ShownProperty>) -> String {
        let own_name = self.text_of(error, "name").unwrap_or_else(|| "Error".into());
        let message = self.text_of(error, "message").unwrap_or_default();
        let separator = if own_name.is_empty() || message.is_empty() { "" } else { ": " };
        let stack = match self.text_of(error, "stack") {
            Some(stack) if !stack.is_empty() => stack,
            _ => self.cx.heap().concat([&*own_name, separator, &message]),
        };
        if !self.options.show_hidden {
            self.remove_told(error, &stack, entries);
        }
        self.add_hidden(error, entries);
        let stack = improved(self.cx.heap(), stack, &own_name, name);
        let after = match stack.find(&message) {
            Some(at) if !message.is_empty() => at.saturating_add(message.len()),
            _ => 0,
        };
        let has_frames = stack.get(after..).unwrap_or_default().contains("\n    at");
        let stack = if has_frames { stack } else { self.cx.heap().concat(["[", &stack, "]"]) };
        self.indented(stack)
    }

    /// Removes the properties whose text is contained in the stack (`removeDuplicateErrorKeys`).
    fn remove_told(&mut self, error: Object, stack: &str, entries: &mut Vec<ShownProperty>) {
        for key in ["name", "message", "stack"] {
            let told = self.text_of(error, key).is_some_and(|text| stack.contains(&text));
            let key = self.cx.heap().key_from(key);
            if told {
                entries.retain(|entry| !matches!(entry, ShownProperty::Own(own) if *own == key));
            }
        }
    }

    /// Adds the cause, and the errors of an `AggregateError`, which are shown although they are not enumerable.
    fn add_hidden(&mut self, error: Object, entries: &mut Vec<ShownProperty>) {
        let heap = self.cx.heap();
        let hidden = ["cause", "errors"].map(|name| {
            let key = heap.key_from(name);
            let found = heap.lookup(error, key);
            let is_shown = match name {
                "cause" => found.is_some(),
                _ => data(found).is_some_and(|errors| heap.is_array(errors)),
            };
            if !is_shown || entries.iter().any(|entry| matches!(entry, ShownProperty::Own(own) if *own == key)) {
                return None;
            }
            Some(match heap.own_property(error, key) {
                Some(_) => ShownProperty::Own(key),
                None => ShownProperty::Given(name, data(found).unwrap_or_default()),
            })
        });
        *entries = heap.list(core::mem::take(entries).into_iter().chain(hidden.into_iter().flatten()));
    }

    /// Indents the lines of a text, except the first.
    pub(super) fn indented(&mut self, text: String) -> String {
        if self.indentation == 0 || !text.contains('\n') {
            return text;
        }
        let mut shown = self.cx.text();
        for (line, index) in text.split('\n').zip(0_usize..) {
            if index > 0 {
                shown.push('\n');
                shown.push_repeated(" ", self.indentation);
            }
            shown.push_str(line);
        }
        self.cx.heap().temporary(shown)
    }
}

/// Adds the class to a stack that begins with a different name (`improveStack`).
fn improved(heap: &Heap, stack: String, own_name: &str, name: &ObjectName) -> String {
    let begins = |text: &str| stack.strip_prefix(text);
    let is_regular = own_name.ends_with("Error")
        && begins(own_name).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '\n']));
    if name.constructor.is_some() && !is_regular {
        return stack;
    }
    let (length, fallback) = match name.constructor {
        Some(_) => (own_name.len(), "Error"),
        None => match leading_name(&stack) {
            "" => (0, "Error"),
            leading => (leading.len(), leading),
        },
    };
    let prefix = name.prefix(heap, fallback, "");
    let prefix = prefix.trim_end();
    if own_name == prefix {
        return stack;
    }
    let rest = stack.get(length..).unwrap_or_default();
    if !prefix.contains(own_name) {
        heap.concat([prefix, " [", own_name, "]", rest])
    } else if length == 0 {
        heap.concat([prefix, ": ", &stack])
    } else {
        heap.concat([prefix, rest])
    }
}

/// Returns the name that a stack begins with: the text before a colon or the first frame, or the whole text if it ends
/// with "Error".
fn leading_name(stack: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ' | '[' | ']' | '(' | ')' | '-');
    let end = stack.find(|c| !is_part(c)).unwrap_or(stack.len());
    let (leading, rest) = stack.split_at(end);
    let is_name = leading.len() > 1 && leading.starts_with(|c: char| c.is_ascii_uppercase());
    if (is_name && (rest.starts_with(':') || rest.starts_with("\n    at")))
        || (rest.is_empty() && leading.ends_with("Error") && !leading.contains(['[', ']', '(', ')', ' ']))
    {
        leading
    } else {
        ""
    }
}
