//! `JSON.stringify` (ECMA-262 §25.5.2).

use alloc::string::String;
use core::fmt::Write as _;

use super::{Keys, MAX_DEPTH, too_deep};
use crate::js::{
    Arguments, Context, Kind, List, Object, OrderedTable, PropertyKey, Text, Thrown, Value, number, price,
};

/// `JSON.stringify` (§25.5.2).
pub(super) fn stringify(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let (mut function, mut list) = (None, None);
    let replacer = call.get(1);
    if cx.heap().is_callable(replacer) {
        function = Some(replacer);
    } else if let Value::Object(array) = replacer {
        if cx.heap().is_array(replacer) {
            list = Some(property_list(cx, array)?);
        }
    }
    let gap = gap(cx, call.get(2))?;
    let key = PropertyKey::String(cx.heap().names().empty);
    let holder = match function {
        Some(_) => {
            let holder = cx.heap().object();
            cx.heap().create_data_property(holder, key, call.get(0));
            Some(holder)
        }
        // Only a replacer function can observe the holder.
        None => None,
    };
    let mut writer = Writer { text: cx.text(), gap, function, list, open: List::new() };
    let value = writer.prepare(cx, holder, key, call.get(0))?;
    if !writer.is_shown(cx, value) {
        return Ok(Value::Undefined);
    }
    writer.begin(cx, key, value)?;
    writer.finish(cx)?;
    cx.finish(writer.text)
}

/// Returns the keys that a replacer array lists, without duplicates.
fn property_list(cx: &mut Context<'_>, array: Object) -> Result<List<PropertyKey>, Thrown> {
    let mut names = OrderedTable::new(cx.heap().seed());
    for index in 0..cx.length_of(array)? {
        let key = cx.heap().number_key(index as f64);
        let element = cx.get(array, key)?;
        let is_name = match element {
            Value::String(_) | Value::Number(_) => true,
            _ => matches!(primitive(cx, element), Some(Value::String(_) | Value::Number(_))),
        };
        if is_name {
            let name = cx.to_string(element)?;
            if names.insert(name.into(), ()).is_err() {
                return Err(cx.range_error("Invalid array length"));
            }
        }
    }
    let mut keys = List::new();
    for (name, ()) in names.iter() {
        let key = cx.to_property_key(name)?;
        keys.push(cx, key)?;
    }
    Ok(keys)
}

/// Returns the primitive that an object wraps.
fn primitive(cx: &mut Context<'_>, value: Value) -> Option<Value> {
    match cx.heap().cell(value.as_object()?).kind {
        Kind::Primitive(primitive) => Some(primitive),
        _ => None,
    }
}

/// Returns the indentation of one level.
fn gap(cx: &mut Context<'_>, space: Value) -> Result<Text, Thrown> {
    let space = match primitive(cx, space) {
        Some(Value::Number(_)) => cx.to_number(space)?.into(),
        Some(Value::String(_)) => cx.to_string(space)?.into(),
        _ => space,
    };
    let mut gap = cx.text();
    match space {
        Value::Number(number) => {
            gap.push_repeated(" ", number::to_integer_or_infinity(number).clamp(0.0, 10.0) as usize);
        }
        Value::String(text) => gap.push_units(cx.heap().text(text), 0..10),
        _ => {}
    }
    Ok(gap)
}

/// An array or object that is being written.
struct Unfinished {
    object: Object,
    /// The key of the object in its parent, for the message about a cycle.
    key: PropertyKey,
    is_array: bool,
    /// `None` if the replacer array defines the keys.
    keys: Option<Keys>,
    position: u64,
    is_empty: bool,
}

struct Writer {
    text: Text,
    gap: Text,
    function: Option<Value>,
    list: Option<List<PropertyKey>>,
    open: List<Unfinished>,
}

impl Writer {
    /// Returns the value to write for a property (`SerializeJSONProperty`, §25.5.2.2, steps 2 to 4).
    fn prepare(
        &mut self,
        cx: &mut Context<'_>,
        holder: Option<Object>,
        key: PropertyKey,
        value: Value,
    ) -> Result<Value, Thrown> {
        let mut value = value;
        if let Value::Object(_) | Value::BigInt(_) = value {
            let to_json = cx.heap().key_from("toJSON");
            let to_json = cx.get_value(value, to_json)?;
            if cx.heap().is_callable(to_json) {
                let name = cx.key_value(key);
                value = cx.call(to_json, value, &[name])?;
            }
        }
        if let (Some(function), Some(holder)) = (self.function, holder) {
            let name = cx.key_value(key);
            value = cx.call(function, holder.into(), &[name, value])?;
        }
        Ok(match primitive(cx, value) {
            Some(Value::Number(_)) => cx.to_number(value)?.into(),
            Some(Value::String(_)) => cx.to_string(value)?.into(),
            Some(primitive @ (Value::Boolean(_) | Value::BigInt(_))) => primitive,
            _ => value,
        })
    }

    /// Returns whether a value has a JSON text.
    fn is_shown(&self, cx: &mut Context<'_>, value: Value) -> bool {
        !matches!(value, Value::Undefined | Value::Symbol(_)) && !cx.heap().is_callable(value)
    }

    /// Writes a primitive, or the start of an array or object.
    fn begin(&mut self, cx: &mut Context<'_>, key: PropertyKey, value: Value) -> Result<(), Thrown> {
        cx.charge(price::NUMBER)?;
        match value {
            Value::Object(object) => self.open(cx, key, object)?,
            Value::String(string) => {
                let heap = cx.heap();
                let text = heap.text(string);
                heap.charge(price::each(text.len()));
                self.quote(text);
            }
            Value::Number(number) if number.is_finite() => self.text.push_str(&number::to_string(number)),
            Value::Boolean(true) => self.text.push_str("true"),
            Value::Boolean(false) => self.text.push_str("false"),
            Value::BigInt(_) => return Err(cx.type_error("Do not know how to serialize a BigInt")),
            _ => self.text.push_str("null"),
        }
        Ok(())
    }

    /// Opens an object or an array, up to its first property (`SerializeJSONObject`, §25.5.2.5, and
    /// `SerializeJSONArray`, §25.5.2.6).
    fn open(&mut self, cx: &mut Context<'_>, key: PropertyKey, object: Object) -> Result<(), Thrown> {
        if let Some(start) = self.open.iter().position(|open| open.object == object) {
            let message = self.cycle(cx, start, key);
            return Err(cx.type_error(&message));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(cx));
        }
        let is_array = cx.heap().is_array(object.into());
        let keys = if is_array || self.list.is_none() { Some(Keys::of(cx, object)?) } else { None };
        self.open.push(cx, Unfinished { object, key, is_array, keys, position: 0, is_empty: true })?;
        self.text.push(if is_array { '[' } else { '{' });
        Ok(())
    }

    /// Writes the rest of all open arrays and objects, unless the text becomes too long.
    fn finish(&mut self, cx: &mut Context<'_>) -> Result<(), Thrown> {
        while let Some(top) = self.open.last_mut() {
            if self.text.is_too_long() {
                break;
            }
            let key = match (&top.keys, &self.list) {
                (Some(keys), _) => keys.get(cx, top.position),
                (None, Some(list)) => usize::try_from(top.position).ok().and_then(|at| list.get(at)).copied(),
                (None, None) => None,
            };
            let (object, is_array, is_empty) = (top.object, top.is_array, top.is_empty);
            let Some(key) = key else {
                self.open.pop();
                if !is_empty {
                    self.indent();
                }
                self.text.push(if is_array { ']' } else { '}' });
                continue;
            };
            top.position = top.position.saturating_add(1);
            let value = cx.get(object, key)?;
            let mut value = self.prepare(cx, Some(object), key, value)?;
            if !self.is_shown(cx, value) {
                if !is_array {
                    continue;
                }
                value = Value::Null;
            }
            if let Some(top) = self.open.last_mut() {
                top.is_empty = false;
            }
            if !is_empty {
                self.text.push(',');
            }
            self.indent();
            if !is_array {
                match key {
                    PropertyKey::String(name) => self.quote(cx.heap().text(name)),
                    _ => self.quote(&cx.key_text(key)),
                }
                self.text.push_str(if self.gap.is_empty() { ":" } else { ": " });
            }
            self.begin(cx, key, value)?;
        }
        Ok(())
    }

    /// Starts a new line, indented by one level for each open array or object.
    fn indent(&mut self) {
        if !self.gap.is_empty() {
            self.text.push('\n');
            self.text.push_repeated(&self.gap, self.open.len());
        }
    }

    /// Writes a string literal (`QuoteJSONString`, §25.5.2.3). Strings have no lone surrogates to escape.
    fn quote(&mut self, text: &str) {
        self.text.push('"');
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate().filter(|&(_, byte)| is_marked(byte)) {
            self.text.push_str(text.get(plain..at).unwrap_or_default());
            plain = at.saturating_add(1);
            match byte {
                b'"' => self.text.push_str("\\\""),
                b'\\' => self.text.push_str("\\\\"),
                8 => self.text.push_str("\\b"),
                9 => self.text.push_str("\\t"),
                10 => self.text.push_str("\\n"),
                12 => self.text.push_str("\\f"),
                13 => self.text.push_str("\\r"),
                _ => {
                    let _ = write!(self.text, "\\u{byte:04x}");
                }
            }
        }
        self.text.push_str(text.get(plain..).unwrap_or_default());
        self.text.push('"');
    }

    /// Formats a cycle as V8 does: the path from the object where it starts to the property that closes it.
    fn cycle(&self, cx: &mut Context<'_>, start: usize, closing: PropertyKey) -> String {
        let circle = self.open.get(start..).unwrap_or_default();
        let mut message = cx.text();
        message.push_str("Converting circular structure to JSON");
        let mut in_array = false;
        for (open, at) in circle.iter().zip(0_usize..) {
            let class = cx.heap().class_name(open.object);
            let is_shown = at <= 2 || at.saturating_add(1) == circle.len();
            let _ = match at {
                0 => write!(message, "\n    --> starting at object with constructor '{class}'"),
                _ if is_shown => {
                    let key = shown_key(cx, open.key, in_array);
                    write!(message, "\n    |     {key} -> object with constructor '{class}'")
                }
                3 => write!(message, "\n    |     ..."),
                _ => Ok(()),
            };
            in_array = open.is_array;
        }
        let _ = write!(message, "\n    --- {} closes the circle", shown_key(cx, closing, in_array));
        cx.heap().temporary(message)
    }
}

/// Returns whether a byte must be escaped.
fn is_marked(byte: u8) -> bool {
    matches!(byte, 0..b' ' | b'"' | b'\\')
}

fn shown_key(cx: &mut Context<'_>, key: PropertyKey, in_array: bool) -> String {
    let text = cx.key_text(key);
    let (before, after) = if in_array { ("index ", "") } else { ("property '", "'") };
    cx.heap().concat([before, &text, after])
}
