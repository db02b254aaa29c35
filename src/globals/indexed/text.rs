//! `join`, `toString` and `toLocaleString` of arrays (ECMA-262 §23.1.3.18, §23.1.3.32, §23.1.3.36) and typed arrays.

use alloc::string::String;

use super::{
    element::{is_native, this_object},
    search::Elements,
};
use crate::js::{
    Arguments, Context, List, NativeFn, Object, PropertyKey, Symbol, Text, Thrown, Value, string::TooLong,
};

/// The maximum nesting depth of arrays. Each level is a recursive call of [`Joined::join`] on the native stack.
const MAX_DEPTH: usize = 200;

/// The conversion from an element to text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    Plain,
    /// Calls the `toLocaleString` method of the element.
    Locale,
}

/// The text of a list under construction.
struct Joined {
    text: Text,
    words: Words,
    /// The arrays whose elements are being joined, the outermost first.
    open: List<Object>,
}

impl Joined {
    /// Appends the elements of an object.
    fn join(&mut self, cx: &mut Context<'_>, object: Object, length: u64, separator: &str) -> Result<(), Thrown> {
        // Every engine skips an array inside itself.
        if self.open.contains(&object) {
            return Ok(());
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(cx.range_error("Maximum call stack size exceeded"));
        }
        if length.saturating_sub(1).saturating_mul(separator.len() as u64) > cx.heap().string_room() as u64 {
            return Err(cx.too_long(TooLong));
        }
        self.open.push(cx, object)?;
        for index in 0..length {
            if index > 0 {
                self.text.push_str(separator);
            }
            if self.text.is_too_long() {
                break;
            }
            let element = cx.element(object, index)?;
            if !element.is_nullish() {
                self.element(cx, element)?;
            }
        }
        self.open.pop();
        Ok(())
    }

    fn element(&mut self, cx: &mut Context<'_>, element: Value) -> Result<(), Thrown> {
        if let Some(array) = self.nested(cx, element)? {
            let length = cx.length_of(array)?;
            return self.join(cx, array, length, ",");
        }
        let text = match self.words {
            Words::Plain => element,
            Words::Locale => {
                let method = cx.heap().key_from("toLocaleString");
                let method = cx.get_value(element, method)?;
                let method = cx.callable(method)?;
                cx.call(method, element, &[])?
            }
        };
        let text = cx.to_string(text)?;
        self.text.push_str(cx.heap().text(text));
        Ok(())
    }

    /// Returns the element if it is an array whose methods are the built-in ones, so joining it here gives the same
    /// text as calling them.
    fn nested(&self, cx: &mut Context<'_>, element: Value) -> Result<Option<Object>, Thrown> {
        let Value::Object(object) = element else { return Ok(None) };
        if !cx.heap().is_array(element) {
            return Ok(None);
        }
        let methods: &[(&str, NativeFn)] = match self.words {
            Words::Plain => &[("toString", to_string), ("join", join)],
            Words::Locale => &[("toLocaleString", to_locale_string)],
        };
        if self.words == Words::Plain && !cx.get(object, Symbol::TO_PRIMITIVE.into())?.is_nullish() {
            return Ok(None);
        }
        for &(name, native) in methods {
            let method = cx.get_named(object, name)?;
            if !is_native(cx.heap(), method, native) {
                return Ok(None);
            }
        }
        Ok(Some(object))
    }
}

impl Elements {
    /// `Array.prototype.join` from step 3 on (§23.1.3.18), and `%TypedArray%.prototype.join` (§23.2.3.18).
    pub(super) fn join(&self, cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Value, Thrown> {
        let separator = match call.get(0) {
            Value::Undefined => String::from(","),
            value => {
                let separator = cx.to_string(value)?;
                cx.heap().copied(separator)
            }
        };
        self.joined(cx, &separator, Words::Plain)
    }

    /// `Array.prototype.toLocaleString` from step 3 on (§23.1.3.32), and `%TypedArray%.prototype.toLocaleString`
    /// (§23.2.3.31).
    pub(super) fn localize(&self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        self.joined(cx, ",", Words::Locale)
    }

    fn joined(&self, cx: &mut Context<'_>, separator: &str, words: Words) -> Result<Value, Thrown> {
        let mut joined = Joined { text: cx.text(), words, open: List::new() };
        joined.join(cx, self.object, self.length, separator)?;
        cx.finish(joined.text)
    }
}

/// `Array.prototype.join` (§23.1.3.18).
pub(super) fn join(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Elements::array(cx, &call)?.join(cx, &call)
}

/// `Array.prototype.toLocaleString` (§23.1.3.32).
pub(super) fn to_locale_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Elements::array(cx, &call)?.localize(cx)
}

/// `Array.prototype.toString` (§23.1.3.36).
pub(super) fn to_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = this_object(cx, &call)?;
    let method = cx.get_named(object, "join")?;
    if is_native(cx.heap(), method, join) {
        return join(cx, Arguments { this: object.into(), list: &[], ..call });
    }
    if cx.heap().is_callable(method) {
        return cx.call(method, object.into(), &[]);
    }
    // The result of `Object.prototype.toString` (§20.1.3.6).
    let tag = cx.get(object, PropertyKey::Symbol(Symbol::TO_STRING_TAG))?;
    let heap = cx.heap();
    let tag = match tag {
        Value::String(tag) => heap.text(tag),
        _ => heap.builtin_tag(object),
    };
    let mut text = Text::new(heap);
    for part in ["[object ", tag, "]"] {
        text.push_str(part);
    }
    cx.finish(text)
}
