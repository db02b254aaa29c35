//! The view that an embedder function has of the running program.

use alloc::{boxed::Box, format};
use core::{
    any::Any,
    fmt,
    marker::PhantomData,
    ops::{Deref, DerefMut},
};

use super::{Function, ObjectBuilder, Promise, property};
use crate::{
    host::Host,
    js::{
        Arguments, Context, FromArguments, FromJs, IntoArguments, IntoJs, IntoReturn, Object, Rooted, Settler, Thrown,
        Value, type_name,
    },
};

/// The running program, as an embedder function sees it: its values, and the [`Host`].
///
/// It dereferences to the [`Context`], whose methods read, set and call any value.
pub struct Caller<'a, H> {
    context: Context<'a>,
    this: Value,
    new_target: Option<Object>,
    host: PhantomData<H>,
}

impl<H> fmt::Debug for Caller<'_, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller").field("this", &self.this).finish_non_exhaustive()
    }
}

impl<'a, H> Deref for Caller<'a, H> {
    type Target = Context<'a>;

    fn deref(&self) -> &Context<'a> {
        &self.context
    }
}

impl<'a, H> DerefMut for Caller<'a, H> {
    fn deref_mut(&mut self) -> &mut Context<'a> {
        &mut self.context
    }
}

impl<'a, H: Host + 'static> Caller<'a, H> {
    pub(crate) fn new(context: Context<'a>, call: Option<&Arguments<'_>>) -> Self {
        Caller {
            context,
            this: call.map_or(Value::Undefined, |call| call.this),
            new_target: call.and_then(|call| call.new_target),
            host: PhantomData,
        }
    }

    /// Returns the embedder's [`Host`].
    ///
    /// # Panics
    ///
    /// Never: a function is defined by the builder of its program, or by a caller in its program, and therefore has the
    /// host type of that program.
    #[allow(clippy::unreachable, reason = "a guest can't create an embedder function")]
    pub fn host(&mut self) -> &mut H {
        let host: &mut dyn Any = self.context.host();
        host.downcast_mut().unwrap_or_else(|| unreachable!("a function of a program with another host type"))
    }

    /// Returns the receiver of the call; `undefined` if there is none, or if the function was called as a constructor.
    #[must_use]
    pub fn this(&self) -> Value {
        self.this
    }

    /// Returns `new.target`: the constructor that `new` was applied to. `None` if the function was not called as a
    /// constructor.
    #[must_use]
    pub fn new_target(&self) -> Option<Object> {
        self.new_target
    }

    /// Calls a function, with `this` undefined.
    ///
    /// # Errors
    ///
    /// The value that the function throws; a `TypeError`, if its result is not of the requested type.
    pub fn call_function<R: FromJs>(
        &mut self,
        function: &Function,
        arguments: impl IntoArguments,
    ) -> Result<R, Thrown> {
        let (function, arguments) = (function.into_js(self.heap())?, arguments.into_arguments(self.heap())?);
        let result = self.call(function, Value::Undefined, &arguments)?;
        self.read(result)
    }

    /// Calls a method of an object, with that object as the receiver.
    ///
    /// # Errors
    ///
    /// The value that the method throws; a `TypeError`, if the property is not a function, or its result is not of the
    /// requested type.
    pub fn call_method<R: FromJs>(
        &mut self,
        object: &Rooted,
        name: &str,
        arguments: impl IntoArguments,
    ) -> Result<R, Thrown> {
        let object = object.into_js(self.heap())?;
        let method = property(self, object, name)?;
        if !self.heap().is_callable(method) {
            let found = type_name(method, self.heap());
            return Err(self.type_error(&format!("`{name}` is not a function: got {found}")));
        }
        let arguments = arguments.into_arguments(self.heap())?;
        let result = self.call(method, object, &arguments)?;
        self.read(result)
    }

    /// Creates a function from a closure, such as a callback to pass to Go. Its arguments are a single value, or a tuple of
    /// values, as for [`Builder::function`](crate::Builder::function).
    pub fn function<A: FromArguments, R: IntoReturn>(
        &mut self,
        name: &str,
        call: impl Fn(&mut Caller<'_, H>, A) -> R + Send + Sync + 'static,
    ) -> Function {
        Function::new(self.heap(), name, call)
    }

    /// Creates an object with properties, methods and accessors.
    pub fn object(&mut self, build: impl FnOnce(ObjectBuilder<'_, H>) -> ObjectBuilder<'_, H>) -> Object {
        let object = self.heap().object();
        build(ObjectBuilder::new(self.heap(), object));
        object
    }

    /// Creates a promise, to be passed to Go, and the [`Settler`] that settles it: now, later, or from another thread.
    pub fn promise(&mut self) -> (Promise, Settler) {
        let promise = self.heap().promise();
        let settler = self.context.event_loop().settlers.open(promise);
        (Promise::new(self.heap(), promise), settler)
    }

    /// Creates an instance of a class that the embedder has defined, without calling its constructor.
    ///
    /// # Errors
    ///
    /// A `TypeError`, if the program has no class for this type.
    pub fn instance<T: Send + 'static>(&mut self, state: T) -> Result<Object, Thrown> {
        super::class::instance(self.heap(), Box::new(state))
    }
}
