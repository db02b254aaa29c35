//! Classes that the embedder defines, whose instances hold a Rust value.

use alloc::{
    boxed::Box,
    format,
    string::{String, ToString},
    sync::Arc,
};
use core::{any::TypeId, fmt, marker::PhantomData};

use super::{
    Caller, ObjectBuilder,
    function::{function, raw, wrong_argument},
    object::accessor_name,
};
use crate::{
    host::Host,
    js::{
        Arguments, Attributes, Context, FromArgument, FromArguments, Heap, IntoReturn, IntoThrow, Intrinsic, Kind,
        Object, Property, PropertyKey, Slots, Throw, Thrown, Value,
    },
};

/// The internal slot of an instance. It is empty while a method that borrows the state runs.
struct ClassInstance<T> {
    state: Option<Box<T>>,
}

impl<T> fmt::Debug for ClassInstance<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Instance").field("type", &core::any::type_name::<T>()).finish_non_exhaustive()
    }
}

impl<T: Send + 'static> Slots for ClassInstance<T> {
    fn bytes(&self) -> usize {
        size_of::<T>()
    }
}

/// A builder for a class whose instances hold a `T`. It defines the constructor, and the methods and accessors of the
/// prototype; [`statics`](ClassBuilder::statics) defines properties of the constructor itself.
pub struct ClassBuilder<'a, H, T> {
    heap: &'a mut Heap,
    name: Arc<str>,
    prototype: Object,
    constructor: Option<Object>,
    types: PhantomData<fn(&mut H, T)>,
}

impl<H, T> fmt::Debug for ClassBuilder<'_, H, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClassBuilder").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<'a, H: Host + 'static, T: Send + 'static> ClassBuilder<'a, H, T> {
    pub(super) fn new(heap: &'a mut Heap, name: &str) -> Self {
        let prototype = heap.object();
        heap.set_host_prototype(TypeId::of::<T>(), prototype);
        ClassBuilder { heap, name: name.into(), prototype, constructor: None, types: PhantomData }
    }

    /// Sets the function that creates the state of a new instance. Without it, the guest can't create instances, but
    /// [`Caller::instance`] can.
    #[must_use]
    pub fn constructor<A: FromArguments, R: IntoState<T>>(
        mut self,
        make: impl Fn(&mut Caller<'_, H>, A) -> R + Send + Sync + 'static,
    ) -> Self {
        let name = self.name.clone();
        let function = raw(self.heap, self.name.to_string(), A::LENGTH, true, move |cx, call| {
            let Some(new_target) = call.new_target else {
                return Err(cx.type_error(&format!("Class constructor {name} cannot be invoked without 'new'")));
            };
            let arguments = A::from_arguments(call.list, cx).map_err(|wrong| wrong_argument(cx, &name, wrong))?;
            let made = make(&mut Caller::new(cx.reborrow(), Some(&call)), arguments).into_state();
            let state = made.map_err(|throw| throw.into_thrown(cx.heap()))?;
            let slots = Kind::Slots(Box::new(ClassInstance { state: Some(Box::new(state)) }));
            Ok(cx.create(new_target, Intrinsic::Object, slots)?.into())
        });
        self.constructor = Some(function);
        self
    }

    /// Defines a method that borrows the state. It can't call back into Go, but
    /// [`method_with`](ClassBuilder::method_with) can.
    #[must_use]
    pub fn method<A: FromArguments, R: IntoReturn>(
        self,
        name: &str,
        call: impl Fn(&mut T, A) -> R + Send + Sync + 'static,
    ) -> Self {
        self.method_with(name, move |_, state, arguments| call(state, arguments))
    }

    /// Defines a method that also receives the caller. While it runs, a call to any method of the same instance throws
    /// an error that Go can catch.
    #[must_use]
    pub fn method_with<A: FromArguments, R: IntoReturn>(
        mut self,
        name: &str,
        call: impl Fn(&mut Caller<'_, H>, &mut T, A) -> R + Send + Sync + 'static,
    ) -> Self {
        let function = self.native(name.into(), call);
        self.define(name, Property::data(function, Attributes::METHOD))
    }

    fn native<A: FromArguments, R: IntoReturn>(
        &mut self,
        name: String,
        call: impl Fn(&mut Caller<'_, H>, &mut T, A) -> R + Send + Sync + 'static,
    ) -> Object {
        let class = self.name.clone();
        raw(self.heap, name.clone(), A::LENGTH, false, move |cx, arguments| {
            let name = format!("{class}.{name}");
            let values = match A::from_arguments(arguments.list, cx) {
                Ok(values) => values,
                Err(wrong) => return Err(wrong_argument(cx, &name, wrong)),
            };
            with_state(cx, &arguments, &name, |caller, state| call(caller, state, values))?.into_return(cx)
        })
    }

    /// Defines a property that is computed from the state.
    #[must_use]
    pub fn getter<R: IntoReturn>(mut self, name: &str, call: impl Fn(&mut T) -> R + Send + Sync + 'static) -> Self {
        let get = self.native(accessor_name("get", name), move |_, state, ()| call(state));
        self.accessor(name, Some(get), None)
    }

    /// Defines a property that changes the state when it is set.
    #[must_use]
    pub fn setter<A: FromArgument, R: IntoReturn>(
        mut self,
        name: &str,
        call: impl Fn(&mut T, A) -> R + Send + Sync + 'static,
    ) -> Self {
        let set = self.native(accessor_name("set", name), move |_, state, value: A| call(state, value));
        self.accessor(name, None, Some(set))
    }

    /// Defines `static` properties, those of the constructor itself.
    #[must_use]
    pub fn statics(mut self, build: impl FnOnce(ObjectBuilder<'_, H>) -> ObjectBuilder<'_, H>) -> Self {
        let constructor = self.constructor_object();
        build(ObjectBuilder::new(self.heap, constructor));
        self
    }

    fn accessor(self, name: &str, get: Option<Object>, set: Option<Object>) -> Self {
        ObjectBuilder::<H>::new(self.heap, self.prototype).accessor(name, get, set);
        self
    }

    fn define(self, name: &str, property: Property) -> Self {
        let key = self.heap.key_from(name);
        self.heap.define(self.prototype, key, property);
        self
    }

    fn constructor_object(&mut self) -> Object {
        if let Some(constructor) = self.constructor {
            return constructor;
        }
        let constructor = function(self.heap, self.name.to_string(), |_: &mut Caller<'_, H>, ()| {
            Err::<(), _>(Throw::type_error("Illegal constructor"))
        });
        *self.constructor.insert(constructor)
    }

    pub(super) fn finish(mut self) -> Object {
        let constructor = self.constructor_object();
        let key = PropertyKey::String(self.heap.names().prototype);
        self.heap.define(constructor, key, Property::data(self.prototype, Attributes::empty()));
        let key = self.heap.key_from("constructor");
        self.heap.define(self.prototype, key, Property::data(constructor, Attributes::METHOD));
        constructor
    }
}

/// The result of a constructor: the state, or a `Result` of it.
pub trait IntoState<T> {
    /// Returns the state, or the value to be thrown.
    ///
    /// # Errors
    ///
    /// The value to be thrown.
    fn into_state(self) -> Result<T, Throw>;
}

impl<T> IntoState<T> for T {
    fn into_state(self) -> Result<T, Throw> {
        Ok(self)
    }
}

impl<T, E: IntoThrow> IntoState<T> for Result<T, E> {
    fn into_state(self) -> Result<T, Throw> {
        self.map_err(IntoThrow::into_throw)
    }
}

/// Takes the state out of an instance while `f` runs, because `f` may call Go.
fn with_state<H: Host + 'static, T: Send + 'static, R>(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    name: &str,
    f: impl FnOnce(&mut Caller<'_, H>, &mut T) -> R,
) -> Result<R, Thrown> {
    let Some(instance) = cx.heap().slots_mut::<ClassInstance<T>>(call.this) else {
        let shown = cx.describe(call.this);
        return Err(cx.type_error(&format!("`{name}` was called on incompatible receiver {shown}")));
    };
    let Some(mut state) = instance.state.take() else {
        return Err(cx.type_error(&format!("`{name}` was called while another method of the same object runs")));
    };
    let result = f(&mut Caller::new(cx.reborrow(), Some(call)), &mut state);
    if let Some(instance) = cx.heap().slots_mut::<ClassInstance<T>>(call.this) {
        instance.state = Some(state);
    }
    Ok(result)
}

/// Creates an instance of the class whose instances hold a `T`.
pub(super) fn instance<T: Send + 'static>(heap: &mut Heap, state: Box<T>) -> Result<Object, Thrown> {
    let Some(prototype) = heap.host_prototype(TypeId::of::<T>()) else {
        let name = core::any::type_name::<T>();
        return Err(heap.type_error(&format!("no class of {name} has been defined")));
    };
    let object = heap.alloc_kind(Intrinsic::Object, Kind::Slots(Box::new(ClassInstance { state: Some(state) })));
    heap.set_prototype(object, Some(prototype));
    Ok(object)
}

impl Heap {
    /// Returns the Rust value of an instance of an embedder class, if the value is a `T` and no method of the instance
    /// is running.
    pub fn state<T: Send + 'static>(&mut self, value: Value) -> Option<&mut T> {
        self.slots_mut::<ClassInstance<T>>(value)?.state.as_deref_mut()
    }
}
