//! A header list (Fetch §2.2.2), in the form that iteration shows: sorted by name, with one entry for each name except
//! `Set-Cookie`.

use alloc::{
    collections::{BTreeMap, btree_map::Entry},
    string::String,
    vec::Vec,
};
use core::ops::Bound;

/// The only name whose values cannot be combined.
const SET_COOKIE: &str = "set-cookie";

/// Lower-case names with their values. Only `set-cookie` has more than one value.
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

impl HeaderList {
    /// Creates the header list of a response, without invalid headers.
    pub(super) fn of(headers: &[(String, String)]) -> Self {
        let mut list = HeaderList::default();
        for (name, value) in headers {
            let value = normalize(value);
            if is_name(name) && is_value(value) && value.chars().all(|character| u32::from(character) <= 0xff) {
                list.append(name, value);
            } else {
                log::warn!("ignoring a response header: {name:?} is not a valid name, or its value is not valid");
            }
        }
        list
    }

    /// Appends a header (Fetch §2.2.2, append).
    pub(super) fn append(&mut self, name: &str, value: &str) {
        let name = name.to_ascii_lowercase();
        let combines = name != SET_COOKIE;
        match self.0.entry(name) {
            Entry::Vacant(entry) => drop(entry.insert(Vec::from([value.into()]))),
            Entry::Occupied(mut entry) => match entry.get_mut().last_mut().filter(|_| combines) {
                Some(combined) => {
                    combined.push_str(", ");
                    combined.push_str(value);
                }
                None => entry.get_mut().push(value.into()),
            },
        }
    }

    /// Sets a header (Fetch §2.2.2, set).
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_ascii_lowercase(), Vec::from([value.into()]));
    }

    /// Deletes a header (Fetch §2.2.2, delete).
    pub(super) fn delete(&mut self, name: &str) {
        self.0.remove(&name.to_ascii_lowercase());
    }

    /// Returns the combined value of a header (Fetch §2.2.2, get).
    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.0.get(&name.to_ascii_lowercase()).map(|values| values.join(", "))
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.0.contains_key(&name.to_ascii_lowercase())
    }

    /// `getSetCookie()` (Fetch §5.1).
    pub(super) fn cookies(&self) -> &[String] {
        self.0.get(SET_COOKIE).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the entry after `last` in the sorted and combined list (Fetch §2.2.2, sort and combine). An entry is
    /// identified by its name and its index among the entries of that name.
    pub(super) fn after(&self, last: Option<&(String, usize)>) -> Option<(String, usize, String)> {
        let Some((name, index)) = last else {
            let (name, values) = self.0.first_key_value()?;
            return Some((name.clone(), 0, values.first()?.clone()));
        };
        let next = index.saturating_add(1);
        if let Some(value) = self.0.get(name).and_then(|values| values.get(next)) {
            return Some((name.clone(), next, value.clone()));
        }
        let (name, values) = self.0.range::<str, _>((Bound::Excluded(name.as_str()), Bound::Unbounded)).next()?;
        Some((name.clone(), 0, values.first()?.clone()))
    }

    /// Returns all headers, as they are sent.
    pub(super) fn to_vec(&self) -> Vec<(String, String)> {
        let pairs = self.0.iter().flat_map(|(name, values)| values.iter().map(|value| (name.clone(), value.clone())));
        pairs.collect()
    }

    /// Returns the number of names.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn bytes(&self) -> usize {
        let entries = self.0.iter().map(|(name, values)| {
            let texts = values.iter().map(String::len).fold(name.len(), usize::saturating_add);
            texts.saturating_add(size_of::<(String, Vec<String>)>())
        });
        entries.fold(0, usize::saturating_add)
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
        let mut list = HeaderList::default();
        for (name, value) in [("b", "1"), ("Set-Cookie", "x"), ("a", "2"), ("set-cookie", "y"), ("B", "3")] {
            list.append(name, value);
        }
        let mut shown = Vec::new();
        let mut last = None;
        while let Some((name, index, value)) = list.after(last.as_ref()) {
            shown.push((name.clone(), value));
            last = Some((name, index));
        }
        let expected = [("a", "2"), ("b", "1, 3"), ("set-cookie", "x"), ("set-cookie", "y")];
        assert_eq!(shown, expected.map(|(name, value)| (name.into(), value.into())));
        assert_eq!(list.get("SET-COOKIE").as_deref(), Some("x, y"));
    }
}
