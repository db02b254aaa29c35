//! Conversions of options, lists, maps and bytes.

use alloc::{boxed::Box, collections::BTreeMap, string::String, vec::Vec};

use super::{
    super::{context::Context, heap::Heap, property::PropertyKey, thrown::Thrown, value::Value},
    FromJs, IntoJs, WrongType, property,
};

/// `None` becomes `null`.
impl<T: IntoJs> IntoJs for Option<T> {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        self.map_or(Ok(Value::Null), |value| value.into_js(heap))
    }
}

/// `null` and `undefined` become `None`.
impl<T: FromJs> FromJs for Option<T> {
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        if value.is_nullish() { Ok(None) } else { T::from_js(value, cx).map(Some) }
    }
}

/// Bytes: a `Uint8Array` in JavaScript, which Go reads with `js.CopyBytesToGo`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

pub(super) fn bytes(value: Value, cx: &mut Context<'_>) -> Result<Vec<u8>, WrongType> {
    match cx.heap().bytes(value) {
        Some(bytes) => Ok(bytes.to_vec()),
        None => Err(WrongType::new("a Uint8Array", value, cx.heap())),
    }
}

impl IntoJs for Bytes {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        Ok(heap.uint8_array(self.0).into())
    }
}

impl FromJs for Bytes {
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        bytes(value, cx).map(Bytes)
    }
}

impl IntoJs for &[u8] {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        Ok(heap.uint8_array(self.to_vec()).into())
    }
}

impl<T: IntoJs> IntoJs for Vec<T> {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        T::list_into_js(self, heap)
    }
}

impl<T: FromJs> FromJs for Vec<T> {
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        T::list_from_js(value, cx)
    }
}

impl<T: IntoJs, const N: usize> IntoJs for [T; N] {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        T::list_into_js(self.into(), heap)
    }
}

impl<T: FromJs, const N: usize> FromJs for [T; N] {
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        let list = T::list_from_js(value, cx)?;
        let count = list.len();
        list.try_into().map_err(|_| WrongType {
            found: alloc::format!("{count}"),
            ..WrongType::new(alloc::format!("{N} elements"), value, cx.heap())
        })
    }
}

impl<T: IntoJs> IntoJs for Box<T> {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        (*self).into_js(heap)
    }
}

fn map_into_js<K: AsRef<str>, V: IntoJs>(map: impl Iterator<Item = (K, V)>, heap: &mut Heap) -> Result<Value, Thrown> {
    let object = heap.object();
    for (name, value) in map {
        let value = value.into_js(heap)?;
        let key = heap.key_from(name.as_ref());
        heap.create_data_property(object, key, value);
    }
    Ok(object.into())
}

/// Passes the enumerable own properties that have string keys to `insert`.
fn map_from_js<V: FromJs>(
    value: Value,
    cx: &mut Context<'_>,
    mut insert: impl FnMut(String, V),
) -> Result<(), WrongType> {
    let Value::Object(object) = value else { return Err(WrongType::new("an object", value, cx.heap())) };
    for key in cx.heap().own_keys(object) {
        let is_enumerable = cx.heap().own_property(object, key).is_some_and(|own| own.is_enumerable());
        if !is_enumerable || matches!(key, PropertyKey::Symbol(_)) {
            continue;
        }
        let name = cx.key_text(key);
        match property(cx, object, key).and_then(|value| V::from_js(value, cx)) {
            Ok(value) => insert(name, value),
            Err(wrong) => return Err(wrong.within(format_args!("property `{name}`"))),
        }
    }
    Ok(())
}

impl<K: AsRef<str>, V: IntoJs> IntoJs for BTreeMap<K, V> {
    fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
        map_into_js(self.into_iter(), heap)
    }
}

impl<V: FromJs> FromJs for BTreeMap<String, V> {
    fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
        let mut map = BTreeMap::new();
        map_from_js(value, cx, |name, value| drop(map.insert(name, value)))?;
        Ok(map)
    }
}

#[cfg(feature = "std")]
mod with_std {
    extern crate std;

    use std::{
        collections::HashMap,
        hash::{BuildHasher, Hash},
    };

    use super::*;

    impl<K: AsRef<str> + Eq + Hash, V: IntoJs, S: BuildHasher> IntoJs for HashMap<K, V, S> {
        fn into_js(self, heap: &mut Heap) -> Result<Value, Thrown> {
            map_into_js(self.into_iter(), heap)
        }
    }

    impl<V: FromJs, S: BuildHasher + Default> FromJs for HashMap<String, V, S> {
        fn from_js(value: Value, cx: &mut Context<'_>) -> Result<Self, WrongType> {
            let mut map = HashMap::default();
            map_from_js(value, cx, |name, value| drop(map.insert(name, value)))?;
            Ok(map)
        }
    }
}
