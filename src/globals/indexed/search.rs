//! `at`, `includes`, `indexOf` and `lastIndexOf` of `Array.prototype` (ECMA-262 §23.1.3) and of
//! `%TypedArray%.prototype` (§23.2.3).

use super::element::{found_index, number, this_object, this_view};
use crate::js::{Arguments, Context, Object, Thrown, Value};

/// The elements that a method searches.
pub(super) struct Elements {
    pub(super) object: Object,
    pub(super) length: u64,
}

impl Elements {
    pub(super) fn array(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Self, Thrown> {
        let object = this_object(cx, call)?;
        Ok(Elements { object, length: cx.length_of(object)? })
    }

    pub(super) fn typed_array(cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Self, Thrown> {
        let (object, view) = this_view(cx, call)?;
        Ok(Elements { object, length: view.length as u64 })
    }

    /// `Array.prototype.at` (§23.1.3.1) and `%TypedArray%.prototype.at` (§23.2.3.1).
    pub(super) fn at(&self, cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Value, Thrown> {
        let index = cx.to_integer(call.get(0))?;
        match relative(index, self.length) {
            Some(index) => cx.element(self.object, index),
            None => Ok(Value::Undefined),
        }
    }

    /// Returns the index at which a forward search starts.
    pub(super) fn start(&self, cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<u64, Thrown> {
        if self.length == 0 {
            return Ok(0);
        }
        cx.to_relative_index(call.get(1), self.length, 0)
    }

    /// `Array.prototype.includes` (§23.1.3.16) and `%TypedArray%.prototype.includes` (§23.2.3.16).
    pub(super) fn includes(&self, cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Value, Thrown> {
        let start = self.start(cx, call)?;
        let wanted = call.get(0);
        if let Some(part) = cx.plain_elements(self.object, start..self.length) {
            return Ok(part.iter().flatten().any(|element| element.same_value_zero(wanted)).into());
        }
        for index in start..self.length {
            if cx.element(self.object, index)?.same_value_zero(wanted) {
                return Ok(true.into());
            }
        }
        Ok(false.into())
    }

    /// `Array.prototype.indexOf` (§23.1.3.17) and `%TypedArray%.prototype.indexOf` (§23.2.3.17).
    pub(super) fn index_of(&self, cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Value, Thrown> {
        let start = self.start(cx, call)?;
        let wanted = call.get(0);
        let is_wanted = |element: &Option<Value>| element.is_some_and(|element| element.strictly_equals(wanted));
        if let Some(part) = cx.plain_elements(self.object, start..self.length) {
            let found = part.iter().position(is_wanted);
            return Ok(found_index(found.map(|index| start.saturating_add(index as u64))));
        }
        for index in start..self.length {
            if is_wanted(&cx.element_if_any(self.object, index)?) {
                return Ok(number(index));
            }
        }
        Ok(found_index(None))
    }

    /// Returns the number of elements that a backward search covers.
    pub(super) fn end(&self, cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<u64, Thrown> {
        let length = self.length;
        match call.list.get(1) {
            Some(&from) if length > 0 => {
                let from = cx.to_integer(from)?;
                let last = if from < 0.0 { length as f64 + from } else { from.min(length as f64 - 1.0) };
                Ok((last + 1.0).max(0.0) as u64)
            }
            _ => Ok(length),
        }
    }

    /// `Array.prototype.lastIndexOf` (§23.1.3.20) and `%TypedArray%.prototype.lastIndexOf` (§23.2.3.20).
    pub(super) fn last_index_of(&self, cx: &mut Context<'_>, call: &Arguments<'_>) -> Result<Value, Thrown> {
        let end = self.end(cx, call)?;
        let wanted = call.get(0);
        let is_wanted = |element: &Option<Value>| element.is_some_and(|element| element.strictly_equals(wanted));
        if let Some(part) = cx.plain_elements(self.object, 0..end) {
            let found = part.iter().rposition(is_wanted);
            return Ok(found_index(found.map(|index| index as u64)));
        }
        for index in (0..end).rev() {
            if is_wanted(&cx.element_if_any(self.object, index)?) {
                return Ok(number(index));
            }
        }
        Ok(found_index(None))
    }
}

/// Resolves an index, counted from the end if it is negative. Returns `None` if it is out of range.
pub(super) fn relative(index: f64, length: u64) -> Option<u64> {
    let index = if index < 0.0 { length as f64 + index } else { index };
    (index >= 0.0 && index < length as f64).then_some(index as u64)
}

/// Returns the index of the first occurrence of a byte, comparing many bytes at a time.
pub(super) fn position_of_byte(bytes: &[u8], byte: u8) -> Option<usize> {
    const STEP: usize = 128;
    // `contains` compares whole words, `position` single bytes.
    let chunk = bytes.chunks(STEP).position(|chunk| chunk.contains(&byte))?;
    let start = chunk.saturating_mul(STEP);
    Some(start.saturating_add(bytes.get(start..)?.iter().position(|&other| other == byte)?))
}
