//! Errors, which are shown by their stack if they have one.

use alloc::{format, string::String, vec::Vec};

use super::{
    Inspector,
    class::{Name, data},
    property::Entry,
};
use crate::js::{Intrinsic, Object, Value};

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
            Value::String(text) => Some(heap.text(text).into()),
            other => Some(self.cx.describe(other)),
        }
    }

    /// Returns the stack, or else the text that `Error.prototype.toString` would return (`formatError`). A text without
    /// stack frames is put in brackets. Removes the properties that the text repeats from `entries`.
    pub(super) fn error_base(&mut self, error: Object, name: &Name, entries: &mut Vec<Entry>) -> String {
        let own_name = self.text_of(error, "name").unwrap_or_else(|| "Error".into());
        let message = self.text_of(error, "message").unwrap_or_default();
        let mut stack = match self.text_of(error, "stack") {
            Some(stack) if !stack.is_empty() => stack,
            _ if message.is_empty() => own_name.clone(),
            _ if own_name.is_empty() => message.clone(),
            _ => format!("{own_name}: {message}"),
        };
        if !self.options.show_hidden {
            self.remove_told(error, &stack, entries);
        }
        self.add_hidden(error, entries);
        stack = improved(stack, &own_name, name);
        let after = match stack.find(&message) {
            Some(at) if !message.is_empty() => at.saturating_add(message.len()),
            _ => 0,
        };
        if !stack.get(after..).unwrap_or_default().contains("\n    at") {
            stack = format!("[{stack}]");
        }
        self.indented(&stack)
    }

    /// Removes the properties whose text is contained in the stack (`removeDuplicateErrorKeys`).
    fn remove_told(&mut self, error: Object, stack: &str, entries: &mut Vec<Entry>) {
        for key in ["name", "message", "stack"] {
            let told = self.text_of(error, key).is_some_and(|text| stack.contains(&text));
            let key = self.cx.heap().key_from(key);
            if told {
                entries.retain(|entry| !matches!(entry, Entry::Own(own) if *own == key));
            }
        }
    }

    /// Adds the cause, and the errors of an `AggregateError`, which are shown although they are not enumerable.
    fn add_hidden(&mut self, error: Object, entries: &mut Vec<Entry>) {
        for name in ["cause", "errors"] {
            let heap = self.cx.heap();
            let key = heap.key_from(name);
            let found = heap.lookup(error, key);
            let is_shown = match name {
                "cause" => found.is_some(),
                _ => data(found).is_some_and(|errors| heap.is_array(errors)),
            };
            if is_shown && !entries.iter().any(|entry| matches!(entry, Entry::Own(own) if *own == key)) {
                match heap.own_property(error, key) {
                    Some(_) => entries.push(Entry::Own(key)),
                    None => entries.push(Entry::Given(name, data(found).unwrap_or_default())),
                }
            }
        }
    }

    /// Indents the lines of a text, except the first.
    pub(super) fn indented(&self, text: &str) -> String {
        if self.indentation == 0 || !text.contains('\n') {
            return text.into();
        }
        text.replace('\n', &format!("\n{:width$}", "", width = self.indentation))
    }
}

/// Adds the class to a stack that begins with a different name (`improveStack`).
fn improved(stack: String, own_name: &str, name: &Name) -> String {
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
    let prefix = name.prefix(fallback, "");
    let prefix = prefix.trim_end();
    if own_name == prefix {
        return stack;
    }
    let rest = stack.get(length..).unwrap_or_default();
    if !prefix.contains(own_name) {
        format!("{prefix} [{own_name}]{rest}")
    } else if length == 0 {
        format!("{prefix}: {stack}")
    } else {
        format!("{prefix}{rest}")
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
