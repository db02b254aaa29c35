//! `JSON.stringify` (ECMA-262 §25.5.2).

use alloc::{format, string::String, vec::Vec};

use super::{Keys, MAX_DEPTH, too_deep};
use crate::js::{Arguments, Context, Kind, Object, OrderedTable, PropertyKey, Thrown, Value, number, price};

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
    let mut writer =
        Writer { text: String::new(), room: cx.heap().string_room(), gap, function, list, open: Vec::new() };
    let value = writer.prepare(cx, holder, key, call.get(0))?;
    if !writer.is_shown(cx, value) {
        return Ok(Value::Undefined);
    }
    writer.begin(cx, key, value)?;
    writer.finish(cx)?;
    Ok(cx.heap().string_from(writer.text).into())
}

/// Returns the keys that a replacer array lists, without duplicates.
fn property_list(cx: &mut Context<'_>, array: Object) -> Result<Vec<PropertyKey>, Thrown> {
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
    let mut keys = Vec::new();
    for (name, ()) in names.iter() {
        let key = cx.to_property_key(name)?;
        cx.try_push(&mut keys, key)?;
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
fn gap(cx: &mut Context<'_>, space: Value) -> Result<String, Thrown> {
    let space = match primitive(cx, space) {
        Some(Value::Number(_)) => cx.to_number(space)?.into(),
        Some(Value::String(_)) => cx.to_string(space)?.into(),
        _ => space,
    };
    Ok(match space {
        Value::Number(number) => " ".repeat(number::to_integer_or_infinity(number).clamp(0.0, 10.0) as usize),
        Value::String(text) => {
            let units: Vec<u16> = cx.heap().text(text).encode_utf16().take(10).collect();
            String::from_utf16_lossy(&units)
        }
        _ => String::new(),
    })
}

/// An array or object that is being written.
struct Open {
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
    text: String,
    /// The maximum length of `text`, in bytes.
    room: usize,
    gap: String,
    function: Option<Value>,
    list: Option<Vec<PropertyKey>>,
    open: Vec<Open>,
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
            Value::Object(object) => self.open(cx, key, object),
            Value::String(string) => {
                let heap = cx.heap();
                let text = heap.text(string);
                heap.charge(price::each(text.len()));
                if self.quote(text) { Ok(()) } else { Err(too_long(cx)) }
            }
            Value::Number(number) if number.is_finite() => self.push(cx, &number::to_string(number)),
            Value::Boolean(true) => self.push(cx, "true"),
            Value::Boolean(false) => self.push(cx, "false"),
            Value::BigInt(_) => Err(cx.type_error("Do not know how to serialize a BigInt")),
            _ => self.push(cx, "null"),
        }
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
        self.open.push(Open { object, key, is_array, keys, position: 0, is_empty: true });
        self.push(cx, if is_array { "[" } else { "{" })
    }

    /// Writes the rest of all open arrays and objects.
    fn finish(&mut self, cx: &mut Context<'_>) -> Result<(), Thrown> {
        while let Some(top) = self.open.last_mut() {
            let key = match (&top.keys, &self.list) {
                (Some(keys), _) => keys.get(cx, top.position),
                (None, Some(list)) => usize::try_from(top.position).ok().and_then(|at| list.get(at)).copied(),
                (None, None) => None,
            };
            let (object, is_array, is_empty) = (top.object, top.is_array, top.is_empty);
            let Some(key) = key else {
                self.open.pop();
                if !is_empty {
                    self.indent(cx)?;
                }
                self.push(cx, if is_array { "]" } else { "}" })?;
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
                self.push(cx, ",")?;
            }
            self.indent(cx)?;
            if !is_array {
                if !self.quote(&cx.key_text(key)) {
                    return Err(too_long(cx));
                }
                self.push(cx, if self.gap.is_empty() { ":" } else { ": " })?;
            }
            self.begin(cx, key, value)?;
        }
        Ok(())
    }

    /// Starts a new line, indented by one level for each open array or object.
    fn indent(&mut self, cx: &mut Context<'_>) -> Result<(), Thrown> {
        if self.gap.is_empty() {
            return Ok(());
        }
        self.push(cx, "\n")?;
        let indent = self.gap.repeat(self.open.len());
        self.push(cx, &indent)
    }

    fn push(&mut self, cx: &mut Context<'_>, text: &str) -> Result<(), Thrown> {
        if !self.reserve(text.len()) {
            return Err(too_long(cx));
        }
        self.text.push_str(text);
        Ok(())
    }

    /// Reserves space for more bytes. Returns `false` if they exceed `room` or memory runs out.
    fn reserve(&mut self, bytes: usize) -> bool {
        bytes <= self.room.saturating_sub(self.text.len()) && self.text.try_reserve(bytes).is_ok()
    }

    /// Writes a string literal (`QuoteJSONString`, §25.5.2.3). Returns `false` if it does not fit. Strings have no lone
    /// surrogates to escape.
    fn quote(&mut self, text: &str) -> bool {
        // An upper bound: an escaped byte takes at most 6 bytes, as in `\u001f`.
        let escaped: usize =
            text.bytes().map(|byte| if byte < b' ' { 6 } else { usize::from(is_marked(byte)).saturating_add(1) }).sum();
        if !self.reserve(escaped.saturating_add(2)) {
            return false;
        }
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
                _ => self.text.push_str(&format!("\\u{byte:04x}")),
            }
        }
        self.text.push_str(text.get(plain..).unwrap_or_default());
        self.text.push('"');
        true
    }

    /// Formats a cycle as V8 does: the path from the object where it starts to the property that closes it.
    fn cycle(&self, cx: &mut Context<'_>, start: usize, closing: PropertyKey) -> String {
        let circle = self.open.get(start..).unwrap_or_default();
        let mut message = String::from("Converting circular structure to JSON");
        let mut in_array = false;
        for (open, at) in circle.iter().zip(0_usize..) {
            let class = cx.heap().class_name(open.object);
            if at == 0 {
                message.push_str(&format!("\n    --> starting at object with constructor '{class}'"));
            } else if at <= 2 || at.saturating_add(1) == circle.len() {
                let key = shown_key(cx, open.key, in_array);
                message.push_str(&format!("\n    |     {key} -> object with constructor '{class}'"));
            } else if at == 3 {
                message.push_str("\n    |     ...");
            }
            in_array = open.is_array;
        }
        message.push_str(&format!("\n    --- {} closes the circle", shown_key(cx, closing, in_array)));
        message
    }
}

/// Returns whether a byte must be escaped.
fn is_marked(byte: u8) -> bool {
    matches!(byte, 0..b' ' | b'"' | b'\\')
}

fn shown_key(cx: &mut Context<'_>, key: PropertyKey, in_array: bool) -> String {
    let text = cx.key_text(key);
    if in_array { format!("index {text}") } else { format!("property '{text}'") }
}

#[cold]
fn too_long(cx: &mut Context<'_>) -> Thrown {
    cx.range_error("Invalid string length")
}
