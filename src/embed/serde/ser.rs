//! Conversion from Rust to JavaScript.

use alloc::{string::ToString, vec::Vec};

use ::serde::{
    Serialize,
    ser::{
        SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
        SerializeTupleVariant,
    },
};

use super::SerdeError;
use crate::js::{Heap, IntoJs, Object, PropertyKey, Value};

pub(super) struct Serializer<'a> {
    pub(super) heap: &'a mut Heap,
}

impl Serializer<'_> {
    /// Returns `{ variant: value }`.
    fn variant(&mut self, variant: &str, value: Value) -> Value {
        let object = self.heap.object();
        self.heap.define_data(object, variant, value);
        object.into()
    }
}

macro_rules! primitive {
    ($($method:ident $type:ty),*) => {
        $(fn $method(self, value: $type) -> Result<Value, SerdeError> {
            value.into_js(self.heap).map_err(|_| SerdeError::new("no room for a value"))
        })*
    };
}

impl<'a> ::serde::Serializer for Serializer<'a> {
    type Ok = Value;
    type Error = SerdeError;
    type SerializeSeq = ListSerializer<'a>;
    type SerializeTuple = ListSerializer<'a>;
    type SerializeTupleStruct = ListSerializer<'a>;
    type SerializeTupleVariant = ListSerializer<'a>;
    type SerializeMap = Map<'a>;
    type SerializeStruct = Map<'a>;
    type SerializeStructVariant = Map<'a>;

    primitive! {
        serialize_bool bool, serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64, serialize_f32 f32,
        serialize_f64 f64, serialize_char char, serialize_str &str, serialize_bytes &[u8]
    }

    fn serialize_none(self) -> Result<Value, SerdeError> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, SerdeError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, SerdeError> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, SerdeError> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Value, SerdeError> {
        Ok(self.heap.string(variant).into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Value, SerdeError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, SerdeError> {
        let value = value.serialize(Serializer { heap: self.heap })?;
        Ok(self.variant(variant, value))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<ListSerializer<'a>, SerdeError> {
        Ok(ListSerializer { heap: self.heap, variant: None, elements: Vec::new() })
    }

    fn serialize_tuple(self, _: usize) -> Result<ListSerializer<'a>, SerdeError> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<ListSerializer<'a>, SerdeError> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<ListSerializer<'a>, SerdeError> {
        Ok(ListSerializer { heap: self.heap, variant: Some(variant), elements: Vec::new() })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Map<'a>, SerdeError> {
        let object = self.heap.object();
        Ok(Map { heap: self.heap, variant: None, object, key: None })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Map<'a>, SerdeError> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Map<'a>, SerdeError> {
        let object = self.heap.object();
        Ok(Map { heap: self.heap, variant: Some(variant), object, key: None })
    }
}

/// A sequence that becomes an array.
pub(super) struct ListSerializer<'a> {
    heap: &'a mut Heap,
    variant: Option<&'static str>,
    elements: Vec<Value>,
}

impl ListSerializer<'_> {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), SerdeError> {
        let value = value.serialize(Serializer { heap: self.heap })?;
        self.elements.push(value);
        Ok(())
    }

    fn finish(self) -> Result<Value, SerdeError> {
        let array = self.heap.array(self.elements).into();
        Ok(match self.variant {
            Some(variant) => Serializer { heap: self.heap }.variant(variant, array),
            None => array,
        })
    }
}

macro_rules! list {
    ($($interface:ident $method:ident),*) => {
        $(impl $interface for ListSerializer<'_> {
            type Ok = Value;
            type Error = SerdeError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), SerdeError> {
                self.push(value)
            }

            fn end(self) -> Result<Value, SerdeError> {
                self.finish()
            }
        })*
    };
}

list! {
    SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
}

/// A map or a struct that becomes an object.
pub(super) struct Map<'a> {
    heap: &'a mut Heap,
    variant: Option<&'static str>,
    object: Object,
    key: Option<PropertyKey>,
}

impl Map<'_> {
    fn put<T: Serialize + ?Sized>(&mut self, key: PropertyKey, value: &T) -> Result<(), SerdeError> {
        let value = value.serialize(Serializer { heap: self.heap })?;
        self.heap.create_data_property(self.object, key, value);
        Ok(())
    }

    fn finish(self) -> Result<Value, SerdeError> {
        Ok(match self.variant {
            Some(variant) => Serializer { heap: self.heap }.variant(variant, self.object.into()),
            None => self.object.into(),
        })
    }
}

impl SerializeMap for Map<'_> {
    type Ok = Value;
    type Error = SerdeError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), SerdeError> {
        self.key = Some(match key.serialize(Serializer { heap: self.heap })? {
            Value::String(name) => self.heap.key(name),
            Value::Number(number) => self.heap.number_key(number),
            Value::Boolean(boolean) => self.heap.key_from(&boolean.to_string()),
            Value::BigInt(bigint) => {
                let digits = self.heap.digits(bigint).to_string();
                self.heap.key_from(&digits)
            }
            _ => return Err(SerdeError::new("a map's key must be a string or a number to be a property's name")),
        });
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), SerdeError> {
        match self.key.take() {
            Some(key) => self.put(key, value),
            None => Err(SerdeError::new("a map's value came before its key")),
        }
    }

    fn end(self) -> Result<Value, SerdeError> {
        self.finish()
    }
}

macro_rules! fields {
    ($($interface:ident),*) => {
        $(impl $interface for Map<'_> {
            type Ok = Value;
            type Error = SerdeError;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), SerdeError> {
                let key = self.heap.key_from(name);
                self.put(key, value)
            }

            fn end(self) -> Result<Value, SerdeError> {
                self.finish()
            }
        })*
    };
}

fields!(SerializeStruct, SerializeStructVariant);
