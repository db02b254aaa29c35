//! The operations on values. Each step uses a few bytes of input.

use std::sync::{Arc, Mutex, MutexGuard};

use gojs::{
    DeterministicHost,
    embed::{Caller, Rest},
    js::{Object, PropertyKey, Thrown, Value},
};

use super::{
    constant::{NAMES, NUMBERS, TEXTS},
    pool::Pool,
};

type Cx<'a> = Caller<'a, DeterministicHost>;

/// The maximum number of an object's properties to choose from with one byte, starting with those of its prototypes.
const MOST_KEYS: usize = 256;
/// The maximum number of steps in a call of one of our own functions.
const CALLBACK_STEPS: u8 = 4;

#[derive(Clone)]
pub(crate) struct Player(Arc<Mutex<Pool>>);

impl Player {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        Player(Arc::new(Mutex::new(Pool::new(bytes))))
    }

    pub(crate) fn goes_on(&self) -> bool {
        self.pool().goes_on()
    }

    /// Returns true every eighth time.
    pub(crate) fn is_time_to_wait(&self) -> bool {
        self.next() % 8 == 7
    }

    fn pool(&self) -> MutexGuard<'_, Pool> {
        self.0.lock().unwrap()
    }

    fn next(&self) -> u8 {
        self.pool().next()
    }

    fn value(&self) -> Value {
        self.pool().value()
    }

    /// Executes one step, and keeps its result or the thrown value.
    pub(crate) fn step(&self, cx: &mut Cx<'_>) {
        let value = self.done(cx).unwrap_or_else(|thrown| cx.heap().caught(thrown));
        self.pool().add(cx, value);
    }

    fn done(&self, cx: &mut Cx<'_>) -> Result<Value, Thrown> {
        match self.next() % 20 {
            0 => Ok(NUMBERS[usize::from(self.next()) % NUMBERS.len()].into()),
            1 => Ok(self.text(cx).into()),
            2 => Ok(self.primitive(cx)),
            3 => Ok(self.object(cx)),
            4 => Ok(self.function(cx)),
            5 => {
                let value = self.value();
                let key = self.key(cx, value)?;
                cx.get_value(value, key)
            }
            6 => {
                let (value, key) = (self.value(), self.name(cx));
                cx.get_value(value, key)
            }
            7..=9 => {
                let this = self.value();
                let key = self.key(cx, this)?;
                let function = cx.get_value(this, key)?;
                let arguments = self.arguments();
                cx.call(function, this, &arguments)
            }
            10 => {
                let (function, this) = (self.value(), self.value());
                let arguments = self.arguments();
                cx.call(function, this, &arguments)
            }
            11 => {
                let constructor = self.value();
                let arguments = self.arguments();
                cx.construct(constructor, &arguments)
            }
            12 | 13 => self.global(cx),
            14 => {
                let function = self.global(cx)?;
                let arguments = self.arguments();
                cx.call(function, Value::Undefined, &arguments)
            }
            15 | 16 => {
                let constructor = self.global(cx)?;
                let arguments = self.arguments();
                cx.construct(constructor, &arguments)
            }
            17 => {
                let (value, to) = (self.value(), self.value());
                let Value::Object(object) = value else { return Ok(value) };
                let key = self.name(cx);
                cx.set(object, key, to)?;
                Ok(value)
            }
            18 => {
                let (value, to) = (self.value(), self.value());
                let Value::Object(object) = value else { return Ok(value) };
                let key = self.key(cx, value)?;
                cx.set(object, key, to)?;
                Ok(value)
            }
            _ => {
                let value = self.value();
                let Value::Object(object) = value else { return Ok(value) };
                let key = self.key(cx, value)?;
                Ok(cx.heap().delete(object, key).into())
            }
        }
    }

    fn text(&self, cx: &mut Cx<'_>) -> gojs::js::JsString {
        match self.next() {
            0 => {
                let count = usize::from(self.next());
                let text = String::from_utf8_lossy(self.pool().take(count)).into_owned();
                cx.heap().string_from(text)
            }
            byte => cx.heap().string(TEXTS[usize::from(byte) % TEXTS.len()]),
        }
    }

    fn primitive(&self, cx: &mut Cx<'_>) -> Value {
        match self.next() % 8 {
            0 => Value::Undefined,
            1 => Value::Null,
            2 => true.into(),
            3 => false.into(),
            4 => cx.heap().symbol(Some("a")).into(),
            5 => cx.heap().bigint_from(i128::from(self.next()) - 128).into(),
            6 => cx.heap().bigint_from(i128::MAX).into(),
            _ => f64::from(self.next()).into(),
        }
    }

    fn object(&self, cx: &mut Cx<'_>) -> Value {
        let count = self.next();
        let object = match count % 3 {
            0 => cx.heap().object(),
            1 => {
                let elements: Vec<Value> = (0..count % 16).map(|_| self.value()).collect();
                cx.heap().array(elements)
            }
            _ => {
                let bytes = self.pool().take((count % 32).into()).to_vec();
                cx.heap().uint8_array(bytes)
            }
        };
        object.into()
    }

    /// Creates a function that executes some steps with its arguments, and returns or throws one of the values.
    fn function(&self, cx: &mut Cx<'_>) -> Value {
        let player = self.clone();
        let holder = cx.object(move |object| {
            object.method("f", move |cx: &mut Cx<'_>, Rest(arguments): Rest<Value>| {
                let this = cx.this();
                for value in arguments.into_iter().take(3).chain([this]) {
                    player.pool().add(cx, value);
                }
                for _ in 0..player.next() % (CALLBACK_STEPS + 1) {
                    player.step(cx);
                }
                let value = player.value();
                if player.next() % 8 == 7 { Err(gojs::js::Throw::value(value)) } else { Ok(value) }
            })
        });
        let key = cx.heap().key_from("f");
        cx.get(holder, key).unwrap_or_default()
    }

    fn arguments(&self) -> Vec<Value> {
        (0..self.next() % 5).map(|_| self.value()).collect()
    }

    /// Returns a property name: a string that some function reads, or a symbol from the pool.
    fn name(&self, cx: &mut Cx<'_>) -> PropertyKey {
        match self.next() {
            255 => match self.value() {
                Value::Symbol(symbol) => PropertyKey::Symbol(symbol),
                _ => cx.heap().key_from(""),
            },
            byte => cx.heap().key_from(NAMES[usize::from(byte) % NAMES.len()]),
        }
    }

    /// Returns one of the properties that an object has or inherits.
    fn key(&self, cx: &mut Cx<'_>, value: Value) -> Result<PropertyKey, Thrown> {
        let object = cx.to_object(value)?;
        self.key_of(cx, object)
    }

    fn key_of(&self, cx: &mut Cx<'_>, object: Object) -> Result<PropertyKey, Thrown> {
        let mut chain = vec![object];
        while let Some(prototype) = chain.last().and_then(|&last| cx.heap().prototype_of(last)) {
            chain.push(prototype);
            if chain.len() > 20 {
                break;
            }
        }
        let mut keys = Vec::new();
        for object in chain.into_iter().rev() {
            keys.extend(cx.heap().own_keys(object));
        }
        keys.truncate(MOST_KEYS);
        match usize::from(self.next()).checked_rem(keys.len()) {
            Some(index) => Ok(keys[index]),
            None => Ok(cx.heap().key_from("a")),
        }
    }

    fn global(&self, cx: &mut Cx<'_>) -> Result<Value, Thrown> {
        let global = cx.heap().global();
        let keys = cx.heap().own_keys(global);
        let key = keys[usize::from(self.next()) % keys.len()];
        cx.get(global, key)
    }
}
