//! The JavaScript values of a program, without wasm.

use gojs::{
    Builder, DeterministicHost, Program,
    embed::Caller,
    globals,
    js::{Thrown, Value},
};

use crate::guest::Guest;

pub(crate) struct Realm(Program<Guest>);

impl Realm {
    pub(crate) fn new() -> Realm {
        let (state, ()) = Builder::new(DeterministicHost::new(1), globals::ALL, ()).into_parts();
        Realm(Program::new(Guest::new(state)))
    }

    /// Returns the result of `f` as a string, or `None` if something is thrown.
    pub(crate) fn text(&mut self, f: impl FnOnce(&mut Js<'_, '_>) -> Result<Value, Thrown>) -> Option<String> {
        let text = self.0.with(|cx| {
            let value = f(&mut Js(cx))?;
            let text = cx.to_string(value)?;
            Ok(cx.heap().text(text).to_owned())
        });
        text.ok()
    }

    pub(crate) fn number(&mut self, f: impl FnOnce(&mut Js<'_, '_>) -> Result<Value, Thrown>) -> Option<f64> {
        self.0
            .with(|cx| {
                let value = f(&mut Js(cx))?;
                cx.to_number(value)
            })
            .ok()
    }
}

pub(crate) struct Js<'c, 'a>(&'c mut Caller<'a, DeterministicHost>);

impl Js<'_, '_> {
    pub(crate) fn string(&mut self, text: &str) -> Value {
        self.0.heap().string(text).into()
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Value {
        self.0.heap().uint8_array(bytes.to_vec()).into()
    }

    pub(crate) fn options(&mut self, options: &[(&str, bool)]) -> Value {
        let object = self.0.heap().object();
        for (name, value) in options {
            self.0.heap().define_data(object, name, *value);
        }
        object.into()
    }

    fn global(&mut self, name: &str) -> Result<Value, Thrown> {
        let global = self.0.heap().global();
        self.0.get_named(global, name)
    }

    /// `name(...arguments)`
    pub(crate) fn call(&mut self, name: &str, arguments: &[Value]) -> Result<Value, Thrown> {
        let function = self.global(name)?;
        self.0.call(function, Value::Undefined, arguments)
    }

    /// `this.name(...arguments)` for a `this` of any type.
    pub(crate) fn method(&mut self, this: Value, name: &str, arguments: &[Value]) -> Result<Value, Thrown> {
        let key = self.0.heap().key_from(name);
        let function = self.0.get_value(this, key)?;
        self.0.call(function, this, arguments)
    }

    /// `object.name(...arguments)`
    pub(crate) fn of(&mut self, object: &str, name: &str, arguments: &[Value]) -> Result<Value, Thrown> {
        let object = self.global(object)?;
        self.method(object, name, arguments)
    }

    /// `new class(...arguments)`
    pub(crate) fn construct(&mut self, class: &str, arguments: &[Value]) -> Result<Value, Thrown> {
        let class = self.global(class)?;
        self.0.construct(class, arguments)
    }
}
