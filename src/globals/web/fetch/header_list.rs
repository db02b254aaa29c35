//! A header list (Fetch §2.2.2), in the form that iteration shows: sorted by name, with one entry for each name except
//! `Set-Cookie`.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use crate::{
    globals::web::pair_iterable::Pair,
    js::{Heap, price, try_push},
};

/// The only name whose values cannot be combined.
const SET_COOKIE: &str = "set-cookie";

/// The entries: a lower-case name, and values that are combined when they are read.
#[derive(Clone, Debug, Default)]
pub(super) struct HeaderList(Vec<(String, Vec<String>)>);

/// Returns whether a header name is valid, which means that it is a token (RFC 9110 §5.1).
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Returns whether a value contains none of the forbidden characters (Fetch §2.2.2).
pub(super) fn is_value(value: &str) -> bool {
    !value.contains(['\0', '\r', '\n'])
}

/// Removes whitespace around a value (Fetch §2.2.2, normalize).
pub(super) fn normalize(value: &str) -> &str {
    value.trim_matches(['\t', '\n', '\r', ' '])
}

fn lower(heap: &Heap, name: &str) -> String {
    let mut name = heap.concat([name]);
    name.make_ascii_lowercase();
    name
}

impl HeaderList {
    /// Creates the header list of a response, without invalid headers.
    pub(super) fn of(heap: &Heap, headers: &[Pair]) -> Self {
        let mut list = HeaderList::default();
        for (name, value) in headers {
            let value = normalize(value);
            if is_name(name) && is_value(value) && value.chars().all(|character| u32::from(character) <= 0xff) {
                list.append(heap, name, value);
            } else {
                log::warn!("ignoring a response header: {name:?} is not a valid name, or its value is not valid");
            }
        }
        list
    }

    /// Returns the entries of a name, which is in lower case.
    fn range(&self, name: &str) -> Range<usize> {
        let start = self.0.partition_point(|(other, _)| other.as_str() < name);
        start..self.0.partition_point(|(other, _)| other.as_str() <= name)
    }

    fn values(&self, range: Range<usize>) -> impl Iterator<Item = &String> {
        self.0.get(range).unwrap_or_default().iter().flat_map(|(_, values)| values)
    }

    fn combined(&self, heap: &Heap, range: Range<usize>) -> String {
        heap.concat(self.values(range).flat_map(|value| [", ", value]).skip(1))
    }

    /// Appends a header (Fetch §2.2.2, append).
    pub(super) fn append(&mut self, heap: &Heap, name: &str, value: &str) {
        heap.charge(price::elements(self.0.len()));
        heap.account(name.len().saturating_add(value.len()).saturating_add(ENTRY));
        let (name, value) = (lower(heap, name), heap.concat([value]));
        let Range { start, end } = self.range(&name);
        let has_room = match self.0.get_mut(start..end).and_then(<[_]>::first_mut).filter(|_| name != SET_COOKIE) {
            Some((_, values)) => try_push(values, value),
            None => {
                let mut values = Vec::new();
                let has_room = try_push(&mut values, value) && try_push(&mut self.0, (name, values));
                if let Some(later) = self.0.get_mut(end..).filter(|_| has_room) {
                    later.rotate_right(1);
                }
                has_room
            }
        };
        if !has_room {
            heap.meter.refuse();
        }
    }

    /// Sets a header (Fetch §2.2.2, set).
    pub(super) fn set(&mut self, heap: &Heap, name: &str, value: &str) {
        self.delete(heap, name);
        self.append(heap, name, value);
    }

    /// Deletes a header (Fetch §2.2.2, delete).
    pub(super) fn delete(&mut self, heap: &Heap, name: &str) {
        heap.charge(price::elements(self.0.len()));
        self.0.drain(self.range(&lower(heap, name)));
    }

    /// Returns the combined value of a header (Fetch §2.2.2, get).
    pub(super) fn get(&self, heap: &Heap, name: &str) -> Option<String> {
        let range = self.range(&lower(heap, name));
        (!range.is_empty()).then(|| self.combined(heap, range))
    }

    pub(super) fn contains(&self, heap: &Heap, name: &str) -> bool {
        !self.range(&lower(heap, name)).is_empty()
    }

    /// `getSetCookie()` (Fetch §5.1).
    pub(super) fn cookies(&self) -> impl Iterator<Item = &String> {
        self.values(self.range(SET_COOKIE))
    }

    /// Returns an entry of the sorted and combined list (Fetch §2.2.2, sort and combine).
    pub(super) fn entry(&self, heap: &Heap, index: usize) -> Option<Pair> {
        let (name, _) = self.0.get(index)?;
        Some((heap.concat([name.as_str()]), self.combined(heap, index..index.saturating_add(1))))
    }

    /// Returns all headers, as they are sent.
    pub(super) fn pairs(&self, heap: &Heap) -> Vec<Pair> {
        heap.list((0..self.0.len()).filter_map(|index| self.entry(heap, index)))
    }

    pub(super) fn bytes(&self) -> usize {
        let texts = self.0.iter().flat_map(|(name, values)| core::iter::once(name).chain(values));
        texts.map(|text| text.len().saturating_add(ENTRY)).fold(0, usize::saturating_add)
    }
}

/// The approximate memory of an entry, besides its texts.
const ENTRY: usize = size_of::<(String, Vec<String>)>();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_tokens_and_values_have_no_line_breaks() {
        for (name, valid) in [("a", true), ("X-1!~", true), ("", false), ("a b", false), ("a:", false), ("é", false)] {
            assert_eq!(is_name(name), valid, "{name:?}");
        }
        assert_eq!(normalize(" \r\n x\t y \n"), "x\t y");
        assert!(is_value("x y") && !is_value("x\ny") && !is_value("\0"));
    }

    #[test]
    fn entries_are_sorted_and_cookies_come_one_by_one() {
        let heap = &Heap::new(&[], 0);
        let mut list = HeaderList::default();
        for (name, value) in [("b", "1"), ("Set-Cookie", "x"), ("a", "2"), ("set-cookie", "y"), ("B", "3")] {
            list.append(heap, name, value);
        }
        let expected = [("a", "2"), ("b", "1, 3"), ("set-cookie", "x"), ("set-cookie", "y")];
        assert_eq!(list.pairs(heap), expected.map(|(name, value)| (name.into(), value.into())));
        assert_eq!(list.get(heap, "SET-COOKIE").as_deref(), Some("x, y"));
    }
}
