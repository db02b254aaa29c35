//! Objects that the embedder defines.

use alloc::string::String;
use core::{fmt, marker::PhantomData};

use super::{
    Caller, ClassBuilder,
    function::{function, raw},
};
use crate::{
    host::Host,
    js::{
        Arguments, Attributes, Context, FromArgument, FromArguments, Heap, IntoJs, IntoReturn, Object, Property, Slot,
        Thrown, Value,
    },
};

/// A builder that adds properties to an object: the global object, a new object, or the constructor of a class.
pub struct ObjectBuilder<'a, H> {
    heap: &'a mut Heap,
    object: Object,
    host: PhantomData<fn(&mut H)>,
}

impl<H> fmt::Debug for ObjectBuilder<'_, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectBuilder").field("object", &self.object).finish_non_exhaustive()
    }
}

impl<'a, H: Host + 'static> ObjectBuilder<'a, H> {
    pub(crate) fn new(heap: &'a mut Heap, object: Object) -> Self {
        ObjectBuilder { heap, object, host: PhantomData }
    }

    fn define(self, name: &str, property: Property) -> Self {
        let key = self.heap.key_from(name);
        self.heap.define(self.object, key, property);
        self
    }

    /// Defines a property with a value. A value without a counterpart in JavaScript becomes `undefined`.
    #[must_use]
    pub fn value(self, name: &str, value: impl IntoJs) -> Self {
        let value = value.into_js(self.heap).unwrap_or_default();
        self.define(name, Property::data(value, Attributes::ASSIGNED))
    }

    /// Defines a method. Its arguments are a single value, or a tuple of values: `|cx, line: String|`,
    /// `|cx, (x, y): (f64, f64)|`, `|cx, ()|`. [`Caller::this`] is the receiver.
    #[must_use]
    pub fn method<A: FromArguments, R: IntoReturn>(
        self,
        name: &str,
        call: impl Fn(&mut Caller<'_, H>, A) -> R + Send + Sync + 'static,
    ) -> Self {
        let function = function(self.heap, name.into(), call);
        self.define(name, Property::data(function, Attributes::ASSIGNED))
    }

    /// Defines a method that interprets its arguments itself, and whose `length` property is `length`.
    #[must_use]
    pub(crate) fn raw(
        self,
        name: &str,
        length: u8,
        call: impl Fn(&mut Context<'_>, Arguments<'_>) -> Result<Value, Thrown> + Send + Sync + 'static,
    ) -> Self {
        let function = raw(self.heap, name.into(), length, false, call);
        self.define(name, Property::data(function, Attributes::ASSIGNED))
    }

    /// Defines a property that is computed whenever it is read.
    #[must_use]
    pub fn getter<R: IntoReturn>(
        self,
        name: &str,
        call: impl Fn(&mut Caller<'_, H>) -> R + Send + Sync + 'static,
    ) -> Self {
        let get = function(self.heap, accessor_name("get", name), move |cx: &mut Caller<'_, H>, ()| call(cx));
        self.accessor(name, Some(get), None)
    }

    /// Defines a property that calls a function when it is set.
    #[must_use]
    pub fn setter<A: FromArgument, R: IntoReturn>(
        self,
        name: &str,
        call: impl Fn(&mut Caller<'_, H>, A) -> R + Send + Sync + 'static,
    ) -> Self {
        let set = function(self.heap, accessor_name("set", name), call);
        self.accessor(name, None, Some(set))
    }

    /// Defines an accessor. A getter or setter that is not given is kept from the existing accessor, if there is one.
    pub(super) fn accessor(self, name: &str, get: Option<Object>, set: Option<Object>) -> Self {
        let key = self.heap.key_from(name);
        let (old_get, old_set) = match self.heap.own_property(self.object, key).map(|property| property.slot) {
            Some(Slot::Accessor { get, set }) => (get, set),
            _ => (None, None),
        };
        let slot = Slot::Accessor { get: get.or(old_get), set: set.or(old_set) };
        self.define(name, Property { slot, attributes: Attributes::ENUMERABLE | Attributes::CONFIGURABLE })
    }

    /// Defines a property whose value is a new object, with the properties that `build` adds.
    #[must_use]
    pub fn object(self, name: &str, build: impl FnOnce(ObjectBuilder<'_, H>) -> ObjectBuilder<'_, H>) -> Self {
        let object = self.heap.object();
        build(ObjectBuilder::new(self.heap, object));
        self.define(name, Property::data(object, Attributes::ASSIGNED))
    }

    /// Defines a class whose instances hold a Rust value.
    #[must_use]
    pub fn class<T: Send + 'static>(
        self,
        name: &str,
        build: impl FnOnce(ClassBuilder<'_, H, T>) -> ClassBuilder<'_, H, T>,
    ) -> Self {
        let class = build(ClassBuilder::new(self.heap, name)).finish();
        self.define(name, Property::data(class, Attributes::METHOD))
    }
}

pub(super) fn accessor_name(word: &str, name: &str) -> String {
    alloc::format!("{word} {name}")
}
