//! Conversion from and to JSON.

use arbitrary::Arbitrary;
use serde_json::Value as Json;

use super::{number, realm::Realm};

#[derive(Arbitrary, Debug)]
pub(crate) enum Text {
    Any(String),
    /// Valid JSON, in which one character may be changed.
    Written {
        value: Value,
        pretty: bool,
        changed: Option<(u16, char)>,
    },
}

#[derive(Arbitrary, Debug)]
pub(crate) enum Value {
    Null,
    Boolean(bool),
    Number(f64),
    Integer(i64),
    String(String),
    Array(Vec<Value>),
    Object(Vec<(String, Value)>),
    /// An object whose keys may be array indices.
    Indexed(Vec<(u8, Value)>),
}

impl Value {
    fn json(&self) -> Json {
        match self {
            Value::Null => Json::Null,
            Value::Boolean(boolean) => (*boolean).into(),
            Value::Number(number) => (*number).into(),
            Value::Integer(integer) => (*integer).into(),
            Value::String(string) => string.as_str().into(),
            Value::Array(values) => values.iter().map(Value::json).collect(),
            Value::Object(entries) => {
                Json::Object(entries.iter().map(|(key, value)| (key.clone(), value.json())).collect())
            }
            Value::Indexed(entries) => {
                Json::Object(entries.iter().map(|(key, value)| (key.to_string(), value.json())).collect())
            }
        }
    }
}

/// Returns the array index that a key denotes, if any. Such keys come first, in ascending order
/// (`OrdinaryOwnPropertyKeys`, ECMA-262 §10.1.11.1).
fn index(key: &str) -> Option<u32> {
    let index: u32 = key.parse().ok()?;
    (index.to_string() == key && index != u32::MAX).then_some(index)
}

/// Returns the result of `JSON.stringify` for a value from `JSON.parse`.
fn shown(value: &Json) -> String {
    match value {
        Json::Number(json) => {
            let number = json.as_f64().unwrap();
            if number.is_finite() { number::text(number) } else { "null".into() }
        }
        Json::Array(values) => format!("[{}]", values.iter().map(shown).collect::<Vec<_>>().join(",")),
        Json::Object(entries) => {
            let mut entries: Vec<(&String, &Json)> = entries.iter().collect();
            // The other keys keep their order.
            entries.sort_by_key(|(key, _)| index(key).map_or((1, 0), |index| (0, index)));
            let entries =
                entries.into_iter().map(|(key, value)| format!("{}:{}", Json::from(key.as_str()), shown(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

impl Text {
    pub(crate) fn check(&self, realm: &mut Realm) {
        let text = match self {
            Text::Any(text) => text.clone(),
            Text::Written { value, pretty, changed } => {
                let json = value.json();
                let text = if *pretty { serde_json::to_string_pretty(&json) } else { serde_json::to_string(&json) };
                let mut characters: Vec<char> = text.unwrap().chars().collect();
                if let (Some((at, character)), length @ 1..) = (changed, characters.len()) {
                    characters[usize::from(*at) % length] = *character;
                }
                characters.into_iter().collect()
            }
        };
        let found = realm.text(|js| {
            let text = js.string(&text);
            let value = js.of("JSON", "parse", &[text])?;
            js.of("JSON", "stringify", &[value])
        });
        let mut deserializer = serde_json::Deserializer::from_str(&text);
        deserializer.disable_recursion_limit();
        let parsed = serde::Deserialize::deserialize(&mut deserializer).and_then(|json: Json| {
            deserializer.end()?;
            Ok(json)
        });
        match parsed {
            Ok(json) => assert_eq!(found, Some(shown(&json)), "{text:?}"),
            // serde_json cannot represent a number beyond the largest, or half of a surrogate pair.
            Err(error) if error.to_string().contains("out of range") || text.contains("\\u") => {}
            Err(error) => assert_eq!(found, None, "{text:?}: {error}"),
        }
    }
}
