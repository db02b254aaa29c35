//! The reviver of `JSON.parse` (`InternalizeJSONProperty`, ECMA-262 §25.5.1.1).

use super::{Keys, MAX_DEPTH, too_deep};
use crate::js::{Attributes, Context, List, Object, PropertyDescriptor, PropertyKey, Thrown, Value};

/// An object whose properties are being visited.
struct Visit {
    /// The object that has `object` as its property `key`.
    holder: Object,
    key: PropertyKey,
    object: Object,
    keys: Keys,
    position: u64,
}

/// Calls the reviver on each value, the innermost first, and replaces the value with the result.
pub(super) fn revive(cx: &mut Context<'_>, value: Value, reviver: Value) -> Result<Value, Thrown> {
    let mut holder = cx.heap().object();
    let mut key = PropertyKey::String(cx.heap().names().empty);
    cx.heap().create_data_property(holder, key, value);
    let mut visits: List<Visit> = List::new();
    let mut revived = Value::Undefined;
    loop {
        match cx.get(holder, key)? {
            Value::Object(object) => {
                if visits.len() >= MAX_DEPTH {
                    return Err(too_deep(cx));
                }
                let keys = Keys::of(cx, object)?;
                visits.push(cx, Visit { holder, key, object, keys, position: 0 })?;
            }
            value => revived = replace(cx, reviver, holder, key, value)?,
        }
        loop {
            let Some(visit) = visits.last_mut() else { return Ok(revived) };
            if let Some(next) = visit.keys.get(cx, visit.position) {
                visit.position = visit.position.saturating_add(1);
                (holder, key) = (visit.object, next);
                break;
            }
            let (holder, key, object) = (visit.holder, visit.key, visit.object);
            visits.pop();
            revived = replace(cx, reviver, holder, key, object.into())?;
        }
    }
}

fn replace(
    cx: &mut Context<'_>,
    reviver: Value,
    holder: Object,
    key: PropertyKey,
    value: Value,
) -> Result<Value, Thrown> {
    let name = cx.key_value(key);
    let revived = cx.call(reviver, holder.into(), &[name, value])?;
    match revived {
        Value::Undefined => {
            cx.heap().delete(holder, key);
        }
        _ => {
            let descriptor = PropertyDescriptor::data(revived, Attributes::ASSIGNED);
            cx.define_own_property(holder, key, &descriptor)?;
        }
    }
    Ok(revived)
}
