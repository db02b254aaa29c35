//! Conversion from JavaScript to Rust.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use ::serde::{
    de::{DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor, value},
    forward_to_deserialize_any,
};

use super::SerdeError;
use crate::js::{Context, FromJs, Kind, Object, PropertyKey, Thrown, Value, WrongType};

/// The maximum nesting depth of values. A circular value nests without end, and the stack of a small machine is
/// limited.
const MAX_DEPTH: u32 = 64;

pub(super) struct Deserializer<'a, 'b> {
    pub(super) value: Value,
    pub(super) cx: &'a mut Context<'b>,
    pub(super) depth: u32,
}

/// Converts the exception of a getter, or of the length of an array-like object.
fn failure(cx: &mut Context<'_>, thrown: Thrown) -> SerdeError {
    let thrown = cx.heap().caught(thrown);
    SerdeError::new(cx.message_of(thrown))
}

impl<'a, 'b> Deserializer<'a, 'b> {
    fn wrong(self, expected: impl Into<alloc::borrow::Cow<'static, str>>) -> SerdeError {
        let wrong = WrongType::new(expected, self.value, self.cx.heap());
        SerdeError { message: String::new(), wrong: Some(wrong) }
    }

    fn read<T: FromJs>(&mut self) -> Result<T, SerdeError> {
        T::from_js(self.value, self.cx).map_err(|wrong| SerdeError { message: String::new(), wrong: Some(wrong) })
    }

    /// Reads a property.
    fn property(cx: &mut Context<'_>, object: Object, key: PropertyKey) -> Result<Value, SerdeError> {
        cx.get(object, key).map_err(|thrown| failure(cx, thrown))
    }

    fn check_depth(&self) -> Result<(), SerdeError> {
        if self.depth < MAX_DEPTH { Ok(()) } else { Err(SerdeError::new("values are nested too deep, or in a circle")) }
    }

    fn visit_list<'de, V: Visitor<'de>>(self, list: Object, visitor: V) -> Result<V::Value, SerdeError> {
        self.check_depth()?;
        let length = self.cx.length_of(list).map_err(|thrown| failure(self.cx, thrown))?;
        visitor.visit_seq(ListAccess { cx: self.cx, list, index: 0, length, depth: self.depth.saturating_add(1) })
    }

    fn visit_object<'de, V: Visitor<'de>>(self, object: Object, visitor: V) -> Result<V::Value, SerdeError> {
        self.check_depth()?;
        let keys = self.cx.heap().enumerable_keys(object, false);
        visitor.visit_map(ObjectAccess {
            cx: self.cx,
            object,
            keys: keys.into_iter(),
            next: None,
            depth: self.depth.saturating_add(1),
        })
    }

    fn is_list(cx: &mut Context<'_>, object: Object) -> bool {
        matches!(cx.heap().cell(object).kind, Kind::Array(_) | Kind::TypedArray(_))
    }
}

impl<'de> ::serde::Deserializer<'de> for Deserializer<'_, '_> {
    type Error = SerdeError;

    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        match self.value {
            Value::Undefined | Value::Null => visitor.visit_unit(),
            Value::Boolean(boolean) => visitor.visit_bool(boolean),
            // An integral number becomes a Rust integer, which can then be read into any type that holds it.
            Value::Number(number) => match self.read::<i64>() {
                Ok(integer) if integer >= 0 => visitor.visit_u64(integer as u64),
                Ok(integer) => visitor.visit_i64(integer),
                Err(_) => visitor.visit_f64(number),
            },
            Value::BigInt(_) => match self.read::<u64>() {
                Ok(integer) => visitor.visit_u64(integer),
                Err(_) => visitor.visit_i64(self.read()?),
            },
            Value::String(_) => visitor.visit_string(self.read()?),
            Value::Symbol(_) => Err(self.wrong("a value that has a counterpart in Rust")),
            Value::Object(object) => {
                if let Some(bytes) = self.cx.heap().bytes(self.value) {
                    return visitor.visit_byte_buf(bytes.to_vec());
                }
                if Self::is_list(self.cx, object) {
                    self.visit_list(object, visitor)
                } else {
                    self.visit_object(object, visitor)
                }
            }
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_bool(self.read()?)
    }

    fn deserialize_i64<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_i64(self.read()?)
    }

    fn deserialize_u64<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_u64(self.read()?)
    }

    fn deserialize_i32<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_i32(self.read()?)
    }

    fn deserialize_u32<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_u32(self.read()?)
    }

    fn deserialize_i16<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_i16(self.read()?)
    }

    fn deserialize_u16<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_u16(self.read()?)
    }

    fn deserialize_i8<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_i8(self.read()?)
    }

    fn deserialize_u8<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_u8(self.read()?)
    }

    fn deserialize_f64<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_f64(self.read()?)
    }

    fn deserialize_f32<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_f32(self.read()?)
    }

    fn deserialize_char<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_char(self.read()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        self.deserialize_string(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_string(self.read()?)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        self.deserialize_byte_buf(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_byte_buf(self.read::<Vec<u8>>()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        if self.value.is_nullish() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        if self.value.is_nullish() { visitor.visit_unit() } else { Err(self.wrong("null")) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, SerdeError> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        let value = self.value;
        match value {
            Value::Object(list) if Self::is_list(self.cx, list) => self.visit_list(list, visitor),
            _ => Err(self.wrong("an array")),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, SerdeError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, SerdeError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        let value = self.value;
        match value {
            Value::Object(object) if !Self::is_list(self.cx, object) => self.visit_object(object, visitor),
            _ => Err(self.wrong("an object")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, SerdeError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        mut self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, SerdeError> {
        if let Value::String(_) = self.value {
            let variant: String = self.read()?;
            return visitor.visit_enum(IntoDeserializer::<SerdeError>::into_deserializer(variant));
        }
        self.check_depth()?;
        if let Value::Object(object) = self.value {
            if let [key] = self.cx.heap().own_keys(object)[..] {
                let value = Self::property(self.cx, object, key)?;
                let variant = self.cx.key_text(key);
                let content = Deserializer { value, cx: self.cx, depth: self.depth.saturating_add(1) };
                return visitor.visit_enum(Variant { variant, content });
            }
        }
        Err(self.wrong(alloc::format!("a variant of {name}: its name, or an object with one property of that name")))
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        self.deserialize_string(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 }
}

struct ListAccess<'a, 'b> {
    cx: &'a mut Context<'b>,
    list: Object,
    index: u64,
    length: u64,
    depth: u32,
}

impl<'de> SeqAccess<'de> for ListAccess<'_, '_> {
    type Error = SerdeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, SerdeError> {
        if self.index >= self.length {
            return Ok(None);
        }
        let index = self.index;
        self.index = self.index.saturating_add(1);
        let key = self.cx.heap().number_key(index as f64);
        let value = Deserializer::property(self.cx, self.list, key)?;
        let element = Deserializer { value, cx: self.cx, depth: self.depth };
        seed.deserialize(element).map(Some).map_err(|error| error.within(format_args!("element {index}")))
    }
}

struct ObjectAccess<'a, 'b> {
    cx: &'a mut Context<'b>,
    object: Object,
    keys: alloc::vec::IntoIter<PropertyKey>,
    next: Option<PropertyKey>,
    depth: u32,
}

impl<'de> MapAccess<'de> for ObjectAccess<'_, '_> {
    type Error = SerdeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, SerdeError> {
        let Some(key) = self.keys.next() else { return Ok(None) };
        self.next = Some(key);
        let name = self.cx.key_text(key);
        seed.deserialize(PropertyName(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, SerdeError> {
        let Some(key) = self.next.take() else { return Err(SerdeError::new("a value was asked for before its key")) };
        let value = Deserializer::property(self.cx, self.object, key)?;
        let content = Deserializer { value, cx: self.cx, depth: self.depth };
        seed.deserialize(content).map_err(|error| {
            let name = self.cx.key_text(key);
            error.within(format_args!("property `{name}`"))
        })
    }
}

/// The name of a property, which can also be read as the number that it represents.
struct PropertyName(String);

impl<'de> ::serde::Deserializer<'de> for PropertyName {
    type Error = SerdeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_string(self.0)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        match self.0.parse() {
            Ok(number) => visitor.visit_u64(number),
            Err(_) => visitor.visit_string(self.0),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        match self.0.parse() {
            Ok(number) => visitor.visit_i64(number),
            Err(_) => visitor.visit_string(self.0),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, SerdeError> {
        visitor.visit_enum(value::StringDeserializer::new(self.0))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, SerdeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
        self.deserialize_i64(visitor)
    }

    forward_to_deserialize_any! {
        bool i128 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}

/// The variant of an enum in the form `{ variant: content }`.
struct Variant<'a, 'b> {
    variant: String,
    content: Deserializer<'a, 'b>,
}

impl<'de, 'a, 'b> EnumAccess<'de> for Variant<'a, 'b> {
    type Error = SerdeError;
    type Variant = Deserializer<'a, 'b>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self::Variant), SerdeError> {
        Ok((seed.deserialize(PropertyName(self.variant.to_string()))?, self.content))
    }
}

impl<'de> VariantAccess<'de> for Deserializer<'_, '_> {
    type Error = SerdeError;

    fn unit_variant(self) -> Result<(), SerdeError> {
        if self.value.is_nullish() { Ok(()) } else { Err(self.wrong("null")) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, SerdeError> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, SerdeError> {
        ::serde::Deserializer::deserialize_seq(self, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, SerdeError> {
        ::serde::Deserializer::deserialize_map(self, visitor)
    }
}
