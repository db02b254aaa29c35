//! `JSON.parse` (ECMA-262 §25.5.1).
//!
//! `serde_json` does not fit: it rejects an escaped lone surrogate and a number beyond the largest, both of which the
//! standard accepts; it recurses; and its error messages differ from the ones that programs know.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "positions within the text, and surrogates whose range was checked"
)]

use super::{
    error::{Problem, syntax_error},
    revive::revive,
};
use crate::js::{
    Arguments, Context, List, Object, PropertyKey, Thrown, Value, price,
    string::{TooLong, copy},
};

/// `JSON.parse` (§25.5.1).
pub(super) fn parse(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let string = cx.to_string(call.get(0))?;
    // Copy the text, because parsing allocates values in the heap that owns the string.
    let Ok(text) = copy(cx.heap().text(string)) else { return Err(cx.too_long(TooLong)) };
    cx.charge(price::each(text.len()))?;
    let value = document(cx, &text)?;
    drop(text);
    let reviver = call.get(1);
    if cx.heap().is_callable(reviver) { revive(cx, value, reviver) } else { Ok(value) }
}

/// Parses a complete text.
pub(super) fn document(cx: &mut Context<'_>, text: &str) -> Result<Value, Thrown> {
    Parser { text, at: 0 }.document(cx)
}

struct Parser<'t> {
    text: &'t str,
    /// The position of the next byte.
    at: usize,
}

/// An array or object whose end has not been read yet.
enum Unclosed {
    Array(List<Value>),
    /// The object, and the key of the property that is being read.
    Object(Object, PropertyKey),
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Consumes the next byte if it is `byte`, and returns whether it was.
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn skip_white_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn error<T>(&self, cx: &mut Context<'_>, problem: Problem) -> Result<T, Thrown> {
        Err(syntax_error(cx, self.text, self.at, problem))
    }

    fn error_at<T>(&self, cx: &mut Context<'_>, message: &'static str) -> Result<T, Thrown> {
        self.error(cx, Problem::At(message))
    }

    /// Parses the text, which must be exactly one value.
    fn document(&mut self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        let mut open = List::new();
        loop {
            let Some(mut value) = self.value(cx, &mut open)? else { continue };
            // Add the value to its container, and each container that this completes to the next outer one.
            loop {
                self.skip_white_space();
                match open.last_mut() {
                    None if self.at == self.text.len() => return Ok(value),
                    None => return self.error_at(cx, "Unexpected non-whitespace character after JSON"),
                    Some(Unclosed::Array(elements)) => {
                        elements.push(cx, value)?;
                        if self.take(b',') {
                            break;
                        }
                        if !self.take(b']') {
                            return self.error_at(cx, "Expected ',' or ']' after array element in JSON");
                        }
                        let elements = core::mem::replace(elements, List::new());
                        value = cx.heap().array(elements).into();
                    }
                    Some(Unclosed::Object(object, key)) => {
                        cx.heap().create_data_property(*object, *key, value);
                        if self.take(b',') {
                            *key = self.key(cx, "Expected double-quoted property name in JSON", Problem::Unexpected)?;
                            break;
                        }
                        if !self.take(b'}') {
                            return self.error_at(cx, "Expected ',' or '}' after property value in JSON");
                        }
                        value = (*object).into();
                    }
                }
                open.pop();
            }
        }
    }

    /// Reads a complete value. Returns `None` if it has only opened an array or an object that is not empty.
    fn value(&mut self, cx: &mut Context<'_>, open: &mut List<Unclosed>) -> Result<Option<Value>, Thrown> {
        self.skip_white_space();
        let value = match self.peek() {
            Some(b'"') => self.string(cx)?,
            Some(b'-' | b'0'..=b'9') => self.number(cx)?.into(),
            Some(b't') => self.literal(cx, "true", true.into())?,
            Some(b'f') => self.literal(cx, "false", false.into())?,
            Some(b'n') => self.literal(cx, "null", Value::Null)?,
            Some(byte @ (b'[' | b'{')) => {
                self.at += 1;
                self.skip_white_space();
                let begun = if byte == b'[' {
                    if self.take(b']') {
                        return Ok(Some(cx.heap().array([]).into()));
                    }
                    Unclosed::Array(List::new())
                } else {
                    let object = cx.heap().object();
                    if self.take(b'}') {
                        return Ok(Some(object.into()));
                    }
                    let no_colon = Problem::At("Expected ':' after property name in JSON");
                    Unclosed::Object(object, self.key(cx, "Expected property name or '}' in JSON", no_colon)?)
                };
                open.push(cx, begun)?;
                return Ok(None);
            }
            _ => return self.error(cx, Problem::Unexpected),
        };
        Ok(Some(value))
    }

    fn literal(&mut self, cx: &mut Context<'_>, word: &str, value: Value) -> Result<Value, Thrown> {
        for byte in word.bytes() {
            if !self.take(byte) {
                return self.error(cx, Problem::Unexpected);
            }
        }
        Ok(value)
    }

    /// Reads a property name and its colon. `no_name` and `no_colon` are the errors if one of them is missing.
    fn key(&mut self, cx: &mut Context<'_>, no_name: &'static str, no_colon: Problem) -> Result<PropertyKey, Thrown> {
        self.skip_white_space();
        if self.peek() != Some(b'"') {
            return self.error_at(cx, no_name);
        }
        let name = self.string(cx)?;
        let key = cx.to_property_key(name)?;
        self.skip_white_space();
        if !self.take(b':') {
            return self.error(cx, no_colon);
        }
        Ok(key)
    }

    /// Skips digits, and returns whether it found any.
    fn digits(&mut self) -> bool {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        self.at > start
    }

    fn number(&mut self, cx: &mut Context<'_>) -> Result<f64, Thrown> {
        let start = self.at;
        self.take(b'-');
        if self.take(b'0') {
            if let Some(b'0'..=b'9') = self.peek() {
                return self.error(cx, Problem::Unexpected);
            }
        } else if !self.digits() {
            return self.error_at(cx, "No number after minus sign in JSON");
        }
        if self.take(b'.') && !self.digits() {
            return self.error_at(cx, "Unterminated fractional number in JSON");
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            if !self.digits() {
                return self.error_at(cx, "Exponent part is missing a number in JSON");
            }
        }
        // Rust's grammar for numbers includes JSON's, and its parser also rounds to the nearest number.
        Ok(self.text.get(start..self.at).and_then(|number| number.parse().ok()).unwrap_or(f64::NAN))
    }

    fn string(&mut self, cx: &mut Context<'_>) -> Result<Value, Thrown> {
        self.at += 1;
        let mut text = cx.text();
        let mut start = self.at;
        loop {
            match self.peek() {
                Some(b'"' | b'\\') => {
                    text.push_str(self.text.get(start..self.at).unwrap_or_default());
                    if self.take(b'"') {
                        return cx.finish(text);
                    }
                    self.at += 1;
                    text.push(self.escape(cx)?);
                    start = self.at;
                }
                Some(0..b' ') => return self.error_at(cx, "Bad control character in string literal in JSON"),
                Some(_) => self.at += 1,
                None => return self.error_at(cx, "Unterminated string in JSON"),
            }
        }
    }

    /// Reads an escape sequence after its backslash.
    fn escape(&mut self, cx: &mut Context<'_>) -> Result<char, Thrown> {
        let character = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => byte.into(),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                let unit = self.unit(cx)?;
                return Ok(self.character(unit));
            }
            Some(_) => return self.error_at(cx, "Bad escaped character in JSON"),
            None => return self.error(cx, Problem::Unexpected),
        };
        self.at += 1;
        Ok(character)
    }

    /// Reads a UTF-16 unit of four hexadecimal digits.
    fn unit(&mut self, cx: &mut Context<'_>) -> Result<u32, Thrown> {
        let mut unit = 0;
        for _ in 0..4 {
            match self.peek().and_then(|byte| char::from(byte).to_digit(16)) {
                Some(digit) => unit = unit << 4 | digit,
                None => return self.error_at(cx, "Bad Unicode escape in JSON"),
            }
            self.at += 1;
        }
        Ok(unit)
    }

    /// Returns the character of an escaped unit. Consumes the next escape if the two units are a surrogate pair. A lone
    /// surrogate becomes U+FFFD.
    fn character(&mut self, unit: u32) -> char {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let low = rest.strip_prefix("\\u").and_then(|rest| rest.get(..4)).filter(|_| (0xd800..0xdc00).contains(&unit));
        let low = low.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match low {
            Some(low @ 0xdc00..0xe000) => {
                self.at += "\\uxxxx".len();
                char::from_u32(0x1_0000 + ((unit - 0xd800) << 10 | (low - 0xdc00)))
            }
            _ => char::from_u32(unit),
        }
        .unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}
