//! Well-known intrinsic objects (ECMA-262 §6.1.7.4): prototypes and constructors, created from the static tables on
//! first use.

use alloc::{format, vec::Vec};
use core::any::TypeId;

use super::{
    array::Array,
    builtin::{Builtin, BuiltinValue, Class, FormatFn, Holder, Intrinsic, NativeFn},
    function::Function,
    heap::Heap,
    object::{Kind, ObjectCell},
    property::{Attributes, Property, PropertyKey, Slot},
    value::{Object, Value},
};

impl Heap {
    pub(super) fn class(&self, intrinsic: Intrinsic) -> Option<&'static Class> {
        self.groups.iter().flat_map(|group| group.classes()).find(|class| class.intrinsic == intrinsic)
    }

    /// Returns the class with this prototype.
    fn class_of_prototype(&self, prototype: Object) -> Option<&'static Class> {
        let position = self.prototypes.iter().position(|other| *other == Some(prototype))?;
        self.groups.iter().flat_map(|group| group.classes()).find(|class| class.intrinsic as usize == position)
    }

    /// Returns the formatter of the first group that has one.
    pub(crate) fn formatter(&self) -> Option<FormatFn> {
        self.groups.iter().find_map(|group| group.format)
    }

    /// Returns the prototype of a class's instances, or `None` if the heap lacks the class.
    #[allow(clippy::indexing_slicing, reason = "the array has a slot for each intrinsic")]
    pub(crate) fn prototype(&mut self, intrinsic: Intrinsic) -> Option<Object> {
        if let Some(prototype) = self.prototypes[intrinsic as usize] {
            return Some(prototype);
        }
        let class = self.class(intrinsic)?;
        let parent = match intrinsic {
            Intrinsic::Object => None,
            _ => self.prototype(class.parent.unwrap_or(Intrinsic::Object)),
        };
        let kind = match intrinsic {
            // These prototypes are themselves a function and an array (ECMA-262 §20.2.3, §23.1.3).
            Intrinsic::Function => {
                Kind::Function(Function::Native { name: "", length: 0, call: |_, _| Ok(Value::Undefined) })
            }
            Intrinsic::Array => Kind::Array(Array::new(Vec::new())),
            // These prototypes are themselves wrappers of a primitive value (§20.3.3, §21.1.3, §22.1.3).
            Intrinsic::Boolean => Kind::Primitive(false.into()),
            Intrinsic::Number => Kind::Primitive(0.0.into()),
            Intrinsic::String => Kind::Primitive(self.names.empty.into()),
            _ => Kind::Ordinary,
        };
        let cell = ObjectCell::new(parent, kind).with_rows(class.derived).with_rows(class.prototype);
        let prototype = self.alloc(cell);
        self.prototypes[intrinsic as usize] = Some(prototype);
        Some(prototype)
    }

    /// Returns the constructor of a class.
    #[allow(clippy::indexing_slicing, reason = "the array has a slot for each intrinsic")]
    pub(crate) fn constructor(&mut self, class: &'static Class) -> Object {
        if let Some(constructor) = self.constructors[class.intrinsic as usize] {
            return constructor;
        }
        let prototype = match class.parent.and_then(|parent| self.class(parent)) {
            Some(parent) if parent.intrinsic != Intrinsic::Object => Some(self.constructor(parent)),
            _ => self.prototype(Intrinsic::Function),
        };
        let cell = ObjectCell::new(prototype, Kind::Function(Function::Class(class))).with_rows(class.statics);
        let constructor = self.alloc(cell);
        self.constructors[class.intrinsic as usize] = Some(constructor);
        constructor
    }

    /// Creates the value or the accessor of the property that a table row describes.
    pub(super) fn slot_of_row(&mut self, object: Object, row: &'static Builtin) -> Slot {
        let value = match row.value {
            BuiltinValue::Method { call, length } => {
                self.function(Function::Native { name: row.name, length, call }).into()
            }
            BuiltinValue::Accessor { get, set } => {
                let get = self.accessor_function("get", row.name, 0, get);
                let set = set.map(|set| self.accessor_function("set", row.name, 1, set));
                return Slot::Accessor { get: Some(get), set };
            }
            BuiltinValue::Same { holder, name } => {
                let key = PropertyKey::String(self.static_string(name));
                let holder = match holder {
                    Holder::Own => Some(object),
                    Holder::Global => Some(self.global),
                    Holder::Prototype(class) => self.prototype(class),
                };
                let same = holder.and_then(|holder| self.own_property(holder, key));
                return same.map_or(Slot::Data(Value::Undefined), |same| same.slot);
            }
            BuiltinValue::Undefined => Value::Undefined,
            BuiltinValue::Symbol(symbol) => symbol.into(),
            BuiltinValue::Number([low, high]) => f64::from_bits(u64::from(high) << 32 | u64::from(low)).into(),
            BuiltinValue::String(text) => self.static_string(text).into(),
            BuiltinValue::Class(class) => self.constructor(class).into(),
            BuiltinValue::Constructor => match self.class_of_prototype(object) {
                Some(class) => self.constructor(class).into(),
                None => Value::Undefined,
            },
            BuiltinValue::ClassName => {
                let name = self.class_of_prototype(object).map_or("", |class| class.name);
                self.static_string(name).into()
            }
            BuiltinValue::Namespace(rows) => self.namespace(rows).into(),
            BuiltinValue::Global => self.global.into(),
        };
        Slot::Data(value)
    }

    /// Creates an accessor function. Its name is the property name with `get` or `set` before it (ECMA-262 §10.2.9).
    fn accessor_function(&mut self, word: &str, name: &str, length: u8, call: NativeFn) -> Object {
        let function = self.function(Function::Native { name: "", length, call });
        let name = self.string_from(format!("{word} {name}"));
        let (length_key, name_key) = (self.names.length, self.names.name);
        self.put(
            function,
            PropertyKey::String(length_key),
            Property::data(u32::from(length), Attributes::CONFIGURABLE),
        );
        self.put(function, PropertyKey::String(name_key), Property::data(name, Attributes::CONFIGURABLE));
        self.cell_mut(function).function_properties_made = true;
        function
    }

    /// Returns the prototype of the embedder class whose instances hold this type.
    pub(crate) fn host_prototype(&self, of: TypeId) -> Option<Object> {
        self.host_prototypes.iter().find(|(other, _)| *other == of).map(|&(_, prototype)| prototype)
    }

    /// Sets the prototype for a type. If several classes hold the same type, the one that was defined last determines
    /// the prototype of the instances that Rust creates.
    pub(crate) fn set_host_prototype(&mut self, of: TypeId, prototype: Object) {
        self.host_prototypes.retain(|(other, _)| *other != of);
        self.host_prototypes.push((of, prototype));
    }
}
