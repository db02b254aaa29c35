//! `Object` (ECMA-262 §20.1).

use alloc::format;

use crate::{
    globals::{shown::Shown, support::receiver::text_of},
    js::{
        Arguments, Attributes, Builtin, Class, Context, Integrity, Intrinsic, Kind, List, Object, OrderedTable,
        Property, PropertyDescriptor, PropertyKey, Slot, Symbol, Thrown, Value,
    },
};

pub(in crate::globals) static OBJECT: Class = Class::new(Intrinsic::Object, "Object")
    .constructor(1, construct)
    .statics(&[
        Builtin::method("assign", 2, assign),
        Builtin::method("create", 2, create),
        Builtin::method("defineProperties", 2, define_properties),
        Builtin::method("defineProperty", 3, define_property),
        Builtin::method("entries", 1, |cx, call| list(cx, &call, Shown::Entries)),
        Builtin::method("freeze", 1, |cx, call| protect(cx, &call, Integrity::Frozen)),
        Builtin::method("fromEntries", 1, from_entries),
        Builtin::method("getOwnPropertyDescriptor", 2, get_own_property_descriptor),
        Builtin::method("getOwnPropertyDescriptors", 1, get_own_property_descriptors),
        Builtin::method("getOwnPropertyNames", 1, |cx, call| own_keys(cx, &call, false)),
        Builtin::method("getOwnPropertySymbols", 1, |cx, call| own_keys(cx, &call, true)),
        Builtin::method("getPrototypeOf", 1, get_prototype_of),
        Builtin::method("groupBy", 2, group_by),
        Builtin::method("hasOwn", 2, has_own),
        Builtin::method("is", 2, |_, call| Ok(call.get(0).same_value(call.get(1)).into())),
        Builtin::method("isExtensible", 1, is_extensible),
        Builtin::method("isFrozen", 1, |cx, call| is_protected(cx, &call, Integrity::Frozen)),
        Builtin::method("isSealed", 1, |cx, call| is_protected(cx, &call, Integrity::Sealed)),
        Builtin::method("keys", 1, |cx, call| list(cx, &call, Shown::Keys)),
        Builtin::method("preventExtensions", 1, prevent_extensions),
        Builtin::method("seal", 1, |cx, call| protect(cx, &call, Integrity::Sealed)),
        Builtin::method("setPrototypeOf", 2, set_prototype_of),
        Builtin::method("values", 1, |cx, call| list(cx, &call, Shown::Values)),
    ])
    .prototype(&[
        Builtin::method("hasOwnProperty", 1, has_own_property),
        Builtin::method("isPrototypeOf", 1, is_prototype_of),
        Builtin::method("propertyIsEnumerable", 1, property_is_enumerable),
        Builtin::method("toLocaleString", 0, to_locale_string),
        Builtin::method("toString", 0, to_string),
        Builtin::method("valueOf", 0, |cx, call| cx.to_object(call.this).map(Value::from)),
        Builtin::accessor("__proto__", proto, set_proto),
    ]);

/// `Object` (§20.1.1.1).
fn construct(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    match call.new_target {
        // The call comes from the constructor of a derived class.
        Some(new_target) if new_target != call.callee => {
            Ok(cx.create(new_target, Intrinsic::Object, Kind::Ordinary)?.into())
        }
        _ if call.get(0).is_nullish() => Ok(cx.heap().object().into()),
        _ => Ok(cx.to_object(call.get(0))?.into()),
    }
}

/// `Object.assign` (§20.1.2.1).
fn assign(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let target = cx.to_object(call.get(0))?;
    for &source in call.list.iter().skip(1).filter(|source| !source.is_nullish()) {
        let source = cx.to_object(source)?;
        for key in cx.heap().enumerable_keys(source, true) {
            let value = cx.get(source, key)?;
            cx.set_or_throw(target, key, value)?;
        }
    }
    Ok(target.into())
}

/// `Object.create` (§20.1.2.2).
fn create(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let prototype = prototype_argument(cx, call.get(0))?;
    let object = cx.heap().object_with_prototype(prototype);
    if !matches!(call.get(1), Value::Undefined) {
        define_all(cx, object, call.get(1))?;
    }
    Ok(object.into())
}

/// Converts a prototype argument, which must be an object or `null`.
fn prototype_argument(cx: &mut Context<'_>, value: Value) -> Result<Option<Object>, Thrown> {
    match value {
        Value::Object(prototype) => Ok(Some(prototype)),
        Value::Null => Ok(None),
        other => {
            let shown = text_of(cx, other);
            Err(cx.type_error(&format!("Object prototype may only be an Object or null: {shown}")))
        }
    }
}

/// `ObjectDefineProperties` (§20.1.2.3.1).
fn define_all(cx: &mut Context<'_>, object: Object, properties: Value) -> Result<(), Thrown> {
    let properties = cx.to_object(properties)?;
    let mut descriptors = List::new();
    for key in cx.heap().enumerable_keys(properties, true) {
        let value = cx.get(properties, key)?;
        let descriptor = cx.to_descriptor(value)?;
        descriptors.push(cx, (key, descriptor))?;
    }
    for (key, descriptor) in descriptors {
        define(cx, object, key, &descriptor)?;
    }
    Ok(())
}

/// `DefinePropertyOrThrow` (§7.3.8).
fn define(
    cx: &mut Context<'_>,
    object: Object,
    key: PropertyKey,
    descriptor: &PropertyDescriptor,
) -> Result<(), Thrown> {
    if cx.define_own_property(object, key, descriptor)? {
        return Ok(());
    }
    let shown = cx.key_text(key);
    let exists = cx.heap().own_property(object, key).is_some();
    Err(if exists {
        cx.type_error(&format!("Cannot redefine property: {shown}"))
    } else {
        cx.type_error(&format!("Cannot define property {shown}, object is not extensible"))
    })
}

fn object_argument(cx: &mut Context<'_>, call: &Arguments<'_>, function: &str) -> Result<Object, Thrown> {
    match call.get(0) {
        Value::Object(object) => Ok(object),
        _ => Err(cx.type_error(&format!("{function} called on non-object"))),
    }
}

/// `Object.defineProperties` (§20.1.2.3).
fn define_properties(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = object_argument(cx, &call, "Object.defineProperties")?;
    define_all(cx, object, call.get(1))?;
    Ok(object.into())
}

/// `Object.defineProperty` (§20.1.2.4).
fn define_property(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = object_argument(cx, &call, "Object.defineProperty")?;
    let key = cx.to_property_key(call.get(1))?;
    let descriptor = cx.to_descriptor(call.get(2))?;
    define(cx, object, key, &descriptor)?;
    Ok(object.into())
}

/// `Object.entries` (§20.1.2.5), `Object.keys` (§20.1.2.19) and `Object.values` (§20.1.2.24).
fn list(cx: &mut Context<'_>, call: &Arguments<'_>, shown: Shown) -> Result<Value, Thrown> {
    let object = cx.to_object(call.get(0))?;
    let mut list = List::new();
    for key in cx.heap().own_keys(object) {
        // Look up each property only when its turn comes: a getter may have changed it.
        let property = match key {
            PropertyKey::Symbol(_) => None,
            _ => cx.heap().own_property(object, key),
        };
        if !property.is_some_and(|property| property.attributes.contains(Attributes::ENUMERABLE)) {
            continue;
        }
        let item = match shown {
            Shown::Keys => cx.key_value(key),
            Shown::Values => cx.get(object, key)?,
            Shown::Entries => {
                let value = cx.get(object, key)?;
                let key = cx.key_value(key);
                cx.heap().array([key, value]).into()
            }
        };
        list.push(cx, item)?;
    }
    Ok(cx.heap().array(list).into())
}

/// `Object.freeze` (§20.1.2.6) and `Object.seal` (§20.1.2.22).
fn protect(cx: &mut Context<'_>, call: &Arguments<'_>, level: Integrity) -> Result<Value, Thrown> {
    if let Value::Object(object) = call.get(0) {
        let has_elements = cx.heap().view(object.into()).is_some_and(|view| view.length > 0);
        if level == Integrity::Frozen && has_elements {
            return Err(cx.type_error("Cannot freeze array buffer views with elements"));
        }
        if !cx.set_integrity(object, level)? {
            return Err(cx.type_error("Cannot freeze"));
        }
    }
    Ok(call.get(0))
}

/// `Object.fromEntries` (§20.1.2.7).
fn from_entries(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = cx.heap().object();
    cx.iterate_entries(call.get(0), |cx, key, value| {
        let key = cx.to_property_key(key)?;
        cx.heap().create_data_property(object, key, value);
        Ok(())
    })?;
    Ok(object.into())
}

/// `Object.getOwnPropertyDescriptor` (§20.1.2.8).
fn get_own_property_descriptor(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = cx.to_object(call.get(0))?;
    let key = cx.to_property_key(call.get(1))?;
    let property = cx.heap().own_property(object, key);
    Ok(property.map_or(Value::Undefined, |property| cx.from_property(property)))
}

/// `Object.getOwnPropertyDescriptors` (§20.1.2.9).
fn get_own_property_descriptors(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = cx.to_object(call.get(0))?;
    let result = cx.heap().object();
    for key in cx.heap().own_keys(object) {
        if let Some(property) = cx.heap().own_property(object, key) {
            let descriptor = cx.from_property(property);
            cx.heap().create_data_property(result, key, descriptor);
        }
    }
    Ok(result.into())
}

/// `Object.getOwnPropertyNames` (§20.1.2.10) and `Object.getOwnPropertySymbols` (§20.1.2.11).
fn own_keys(cx: &mut Context<'_>, call: &Arguments<'_>, symbols: bool) -> Result<Value, Thrown> {
    let object = cx.to_object(call.get(0))?;
    let mut values = List::new();
    for key in cx.heap().own_keys(object) {
        if matches!(key, PropertyKey::Symbol(_)) == symbols {
            let key = cx.key_value(key);
            values.push(cx, key)?;
        }
    }
    Ok(cx.heap().array(values).into())
}

/// `Object.getPrototypeOf` (§20.1.2.12).
fn get_prototype_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = cx.to_object(call.get(0))?;
    Ok(cx.heap().prototype_of(object).map_or(Value::Null, Value::from))
}

/// `Object.groupBy` (§20.1.2.13).
fn group_by(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let groups = cx.group_by(call.get(0), call.get(1), |cx, key| {
        let key = cx.to_property_key(key)?;
        Ok(cx.key_value(key))
    })?;
    let result = cx.heap().object_with_prototype(None);
    for (key, values) in groups {
        let (key, values) = (cx.to_property_key(key)?, cx.heap().array(values));
        cx.heap().create_data_property(result, key, values);
    }
    Ok(result.into())
}

/// `Object.hasOwn` (§20.1.2.14).
fn has_own(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = cx.to_object(call.get(0))?;
    let key = cx.to_property_key(call.get(1))?;
    Ok(cx.heap().own_property(object, key).is_some().into())
}

/// `Object.isExtensible` (§20.1.2.16).
fn is_extensible(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    Ok(call.get(0).as_object().is_some_and(|object| cx.heap().is_extensible(object)).into())
}

/// `Object.isFrozen` (§20.1.2.17) and `Object.isSealed` (§20.1.2.18).
fn is_protected(cx: &mut Context<'_>, call: &Arguments<'_>, level: Integrity) -> Result<Value, Thrown> {
    Ok(call.get(0).as_object().is_none_or(|object| cx.has_integrity(object, level)).into())
}

/// `Object.preventExtensions` (§20.1.2.20).
fn prevent_extensions(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if let Value::Object(object) = call.get(0) {
        cx.heap().prevent_extensions(object);
    }
    Ok(call.get(0))
}

/// `Object.setPrototypeOf` (§20.1.2.23).
fn set_prototype_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if call.get(0).is_nullish() {
        return Err(cx.type_error("Object.setPrototypeOf called on null or undefined"));
    }
    let prototype = prototype_argument(cx, call.get(1))?;
    change_prototype(cx, call.get(0), prototype)?;
    Ok(call.get(0))
}

fn change_prototype(cx: &mut Context<'_>, value: Value, prototype: Option<Object>) -> Result<(), Thrown> {
    let Value::Object(object) = value else { return Ok(()) };
    if cx.heap().set_prototype(object, prototype) {
        return Ok(());
    }
    let message = if !cx.heap().is_extensible(object) {
        let shown = text_of(cx, value);
        format!("{shown} is not extensible")
    } else if cx.heap().prototype(Intrinsic::Object) == Some(object) {
        "Immutable prototype object 'Object.prototype' cannot have their prototype set".into()
    } else {
        "Cyclic __proto__ value".into()
    };
    Err(cx.type_error(&message))
}

/// `Object.prototype.hasOwnProperty` (§20.1.3.2).
fn has_own_property(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let key = cx.to_property_key(call.get(0))?;
    let object = cx.to_object(call.this)?;
    Ok(cx.heap().own_property(object, key).is_some().into())
}

/// `Object.prototype.isPrototypeOf` (§20.1.3.3).
fn is_prototype_of(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let Value::Object(value) = call.get(0) else { return Ok(false.into()) };
    let object = cx.to_object(call.this)?;
    Ok(cx.heap().inherits(value, object).into())
}

/// `Object.prototype.propertyIsEnumerable` (§20.1.3.4).
fn property_is_enumerable(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let key = cx.to_property_key(call.get(0))?;
    let object = cx.to_object(call.this)?;
    let property = cx.heap().own_property(object, key);
    Ok(property.is_some_and(|property| property.attributes.contains(Attributes::ENUMERABLE)).into())
}

/// `Object.prototype.toLocaleString` (§20.1.3.5).
fn to_locale_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let key = cx.heap().key_from("toString");
    let method = cx.get_value(call.this, key)?;
    cx.call(method, call.this, &[])
}

/// `Object.prototype.toString` (§20.1.3.6).
fn to_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = match call.this {
        Value::Undefined => return Ok(cx.heap().string("[object Undefined]").into()),
        Value::Null => return Ok(cx.heap().string("[object Null]").into()),
        this => cx.to_object(this)?,
    };
    let tag = match cx.get_for(object, Symbol::TO_STRING_TAG.into(), call.this)? {
        Value::String(tag) => format!("[object {}]", cx.heap().text(tag)),
        _ => format!("[object {}]", cx.heap().builtin_tag(object)),
    };
    Ok(cx.heap().string_from(tag).into())
}

/// `get Object.prototype.__proto__` (§20.1.3.8.1).
fn proto(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = cx.to_object(call.this)?;
    Ok(cx.heap().prototype_of(object).map_or(Value::Null, Value::from))
}

/// `set Object.prototype.__proto__` (§20.1.3.8.2).
fn set_proto(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if call.this.is_nullish() {
        return Err(cx.type_error("Object.prototype.__proto__ called on null or undefined"));
    }
    match call.get(0) {
        Value::Object(prototype) => change_prototype(cx, call.this, Some(prototype))?,
        Value::Null => change_prototype(cx, call.this, None)?,
        _ => {}
    }
    Ok(Value::Undefined)
}

#[expect(clippy::wrong_self_convention, reason = "the names are those of ECMA-262")]
impl Context<'_> {
    /// `ToPropertyDescriptor` (§6.2.6.5).
    pub(in crate::globals) fn to_descriptor(&mut self, value: Value) -> Result<PropertyDescriptor, Thrown> {
        let Value::Object(object) = value else {
            let shown = text_of(self, value);
            return Err(self.type_error(&format!("Property description must be an object: {shown}")));
        };
        let mut field = |name: &str| -> Result<Option<Value>, Thrown> {
            let key = self.heap().key_from(name);
            if self.has(object, key) { self.get(object, key).map(Some) } else { Ok(None) }
        };
        let (enumerable, configurable) = (field("enumerable")?, field("configurable")?);
        let (value, writable) = (field("value")?, field("writable")?);
        let (get, set) = (field("get")?, field("set")?);
        let mut function = |value: Option<Value>, word: &str| match value {
            None => Ok(None),
            Some(Value::Undefined) => Ok(Some(None)),
            Some(Value::Object(function)) if self.heap().is_callable(function.into()) => Ok(Some(Some(function))),
            Some(other) => {
                let shown = text_of(self, other);
                Err(self.type_error(&format!("{word} must be a function: {shown}")))
            }
        };
        let (get, set) = (function(get, "Getter")?, function(set, "Setter")?);
        if (get.is_some() || set.is_some()) && (value.is_some() || writable.is_some()) {
            return Err(self.type_error(
                "Invalid property descriptor. Cannot both specify accessors and a value or writable attribute",
            ));
        }
        let mut truth = |value: Option<Value>| value.map(|value| self.heap().is_truthy(value));
        Ok(PropertyDescriptor {
            value,
            writable: truth(writable),
            get,
            set,
            enumerable: truth(enumerable),
            configurable: truth(configurable),
        })
    }

    /// `FromPropertyDescriptor` (§6.2.6.4).
    pub(in crate::globals) fn from_property(&mut self, property: Property) -> Value {
        let heap = self.heap();
        let descriptor = heap.object();
        let has = |attribute| Value::Boolean(property.attributes.contains(attribute));
        let function = |function: Option<Object>| function.map_or(Value::Undefined, Value::from);
        match property.slot {
            Slot::Data(value) => {
                heap.define_data(descriptor, "value", value);
                heap.define_data(descriptor, "writable", has(Attributes::WRITABLE));
            }
            Slot::Accessor { get, set } => {
                heap.define_data(descriptor, "get", function(get));
                heap.define_data(descriptor, "set", function(set));
            }
        }
        heap.define_data(descriptor, "enumerable", has(Attributes::ENUMERABLE));
        heap.define_data(descriptor, "configurable", has(Attributes::CONFIGURABLE));
        descriptor.into()
    }

    /// Groups the values of an iterable by the keys that `callback` returns and `coerce` converts (`GroupBy`, §7.3.36).
    pub(in crate::globals) fn group_by(
        &mut self,
        items: Value,
        callback: Value,
        mut coerce: impl FnMut(&mut Self, Value) -> Result<Value, Thrown>,
    ) -> Result<List<(Value, List<Value>)>, Thrown> {
        if items.is_nullish() {
            let shown = self.describe(items);
            return Err(self.type_error(&format!("{shown} is not iterable")));
        }
        if !self.heap().is_callable(callback) {
            return Err(self.not_a_function(callback));
        }
        let mut places = OrderedTable::new(self.heap().seed());
        let mut groups: List<(Value, List<Value>)> = List::new();
        let mut index = 0.0;
        self.iterate(items, |cx, value| {
            let key = cx.call(callback, Value::Undefined, &[value, Value::Number(index)])?;
            index += 1.0;
            let key = coerce(cx, key)?;
            match places.get(key).and_then(|at: usize| groups.get_mut(at)) {
                Some((_, group)) => group.push(cx, value)?,
                None => {
                    if places.insert(key, groups.len()).is_err() {
                        return Err(cx.range_error("Map maximum size exceeded"));
                    }
                    let mut group = List::new();
                    group.push(cx, value)?;
                    groups.push(cx, (key, group))?;
                }
            }
            Ok(())
        })?;
        Ok(groups)
    }
}
