//! The old names for growing lists and texts, until their last uses are gone.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use super::{
    context::Context,
    heap::Heap,
    list::{List, try_push},
    string::{MAX_LEN, REPLACEMENT, TooLong, next_character, utf16_position},
    thrown::Thrown,
};

impl Context<'_> {
    pub(crate) fn try_push<T>(&mut self, list: &mut Vec<T>, item: T) -> Result<(), Thrown> {
        let mut taken = List::from_vec(core::mem::take(list));
        let result = taken.push(self, item);
        *list = taken.into_vec();
        result
    }
}

impl Heap {
    pub(crate) fn extend<T>(&self, list: &mut Vec<T>, items: impl IntoIterator<Item = T>) {
        let mut taken = List::from_vec(core::mem::take(list));
        taken.extend(self, items);
        *list = taken.into_vec();
    }

    pub(crate) fn append(&self, to: &mut String, text: &str) {
        if text.len() > self.string_room().saturating_sub(to.len()) {
            self.exceed_string();
        } else if append(to, text).is_err() {
            self.meter.refuse();
        }
    }
}

pub(crate) fn push<T>(list: &mut Vec<T>, item: T) -> bool {
    try_push(list, item)
}

pub(crate) fn append(to: &mut String, text: &str) -> Result<(), TooLong> {
    if to.len().saturating_add(text.len()) > MAX_LEN {
        return Err(TooLong);
    }
    to.try_reserve(text.len())?;
    to.push_str(text);
    Ok(())
}

pub(crate) fn append_utf16(to: &mut String, text: &str, units: Range<usize>) -> Result<(), TooLong> {
    if units.start >= units.end {
        return Ok(());
    }
    let (mut start, starts_inside) = utf16_position(text, units.start);
    let (end, ends_inside) = utf16_position(text, units.end);
    if starts_inside {
        append(to, REPLACEMENT)?;
        start = next_character(text, start);
    }
    append(to, text.get(start..end).unwrap_or_default())?;
    if ends_inside { append(to, REPLACEMENT) } else { Ok(()) }
}
