//! A header list (Fetch §2.2.2), in the form that iteration shows: sorted by name, with one entry for each name except
//! `Set-Cookie`.

use alloc::{collections::BTreeMap, string::String, vec::Vec};
use core::ops::Bound;

use crate::js::{Heap, try_push};

/// The only name whose values cannot be combined.
const SET_COOKIE: &str = "set-cookie";

/// Lower-case names with their values. The values of all names except `set-cookie` are combined when they are read.
#[derive(Clone, Debug, Default)]
pub(super) struct HeaderList(BTreeMap<String, Vec<String>>);

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
    pub(super) fn of(heap: &Heap, headers: &[(String, String)]) -> Self {
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

    /// Appends a header (Fetch §2.2.2, append).
    pub(super) fn append(&mut self, heap: &Heap, name: &str, value: &str) {
        heap.account(name.len().saturating_add(value.len()).saturating_add(size_of::<(String, String)>()));
        let value = heap.concat([value]);
        if !try_push(self.0.entry(lower(heap, name)).or_default(), value) {
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
        self.0.remove(&lower(heap, name));
    }

    /// Returns the combined value of a header (Fetch §2.2.2, get).
    pub(super) fn get(&self, heap: &Heap, name: &str) -> Option<String> {
        self.0.get(&lower(heap, name)).map(|values| heap.join(values, ", "))
    }

    pub(super) fn contains(&self, heap: &Heap, name: &str) -> bool {
        self.0.contains_key(&lower(heap, name))
    }

    /// `getSetCookie()` (Fetch §5.1).
    pub(super) fn cookies(&self) -> &[String] {
        self.0.get(SET_COOKIE).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the entry after `last` in the sorted and combined list (Fetch §2.2.2, sort and combine). An entry is
    /// identified by its name and its index among the entries of that name.
    pub(super) fn after(&self, heap: &Heap, last: Option<&(String, usize)>) -> Option<((String, usize), String)> {
        let entry = |name: &String, values: &[String], index: usize| {
            let value =
                if name == SET_COOKIE { heap.concat([values.get(index)?.as_str()]) } else { heap.join(values, ", ") };
            Some(((heap.concat([name.as_str()]), index), value))
        };
        let Some((name, index)) = last else {
            let (name, values) = self.0.first_key_value()?;
            return entry(name, values, 0);
        };
        let next = index.saturating_add(1);
        let cookies = self.0.get(name).filter(|_| name == SET_COOKIE);
        if let Some(next) = cookies.and_then(|values| entry(name, values, next)) {
            return Some(next);
        }
        let (name, values) = self.0.range::<str, _>((Bound::Excluded(name.as_str()), Bound::Unbounded)).next()?;
        entry(name, values, 0)
    }

    /// Returns all headers, as they are sent.
    pub(super) fn pairs(&self, heap: &Heap) -> Vec<(String, String)> {
        let entries = core::iter::successors(self.after(heap, None), |(last, _)| self.after(heap, Some(last)));
        heap.list(entries.map(|((name, _), value)| (name, value)))
    }

    /// Returns the number of names.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn bytes(&self) -> usize {
        let texts = self.0.iter().flat_map(|(name, values)| core::iter::once(name).chain(values));
        texts.map(|text| text.len().saturating_add(size_of::<(String, usize)>())).fold(0, usize::saturating_add)
    }
}

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
