//! Who calls a function of the embedder's.

use alloc::boxed::Box;
use core::{
    any::Any,
    fmt,
    marker::PhantomData,
    ops::{Deref, DerefMut},
};

use super::{Function, ObjectBuilder, Promise};
use crate::{
    host::Host,
    js::{Arguments, Context, FromJs, IntoArguments, Object, Settler, Throw, Value},
};

/// The running program, as a function of the embedder's sees it: its values, and the [`Host`].
///
/// It dereferences to the [`Context`], whose methods read, set and call anything.
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

    /// The embedder's side.
    ///
    /// # Panics
    ///
    /// Never: a function is defined by a program's own builder, or by a caller of its own, and so has its host's type.
    #[allow(clippy::unreachable, reason = "no guest makes a function of the embedder's")]
    pub fn host(&mut self) -> &mut H {
        let host: &mut dyn Any = self.context.host();
        host.downcast_mut().unwrap_or_else(|| unreachable!("a function of a program with another type of host"))
    }

    /// What the function was called on; `undefined` where it was called on nothing, or as a constructor.
    #[must_use]
    pub fn this(&self) -> Value {
        self.this
    }

    /// `new.target`: the constructor that `new` was applied to, where the function was called so.
    #[must_use]
    pub fn new_target(&self) -> Option<Object> {
        self.new_target
    }

    /// Calls a function, with `this` undefined.
    ///
    /// # Errors
    ///
    /// What it throws; a `TypeError` where its result is not what was asked for.
    pub fn invoke<R: FromJs>(&mut self, function: &Function, arguments: impl IntoArguments) -> Result<R, Throw> {
        let arguments = arguments.into_arguments(self.heap())?;
        let result = self.call(function.value(), Value::Undefined, &arguments)?;
        Ok(R::from_js(result, self)?)
    }

    /// Makes an object of properties, methods and accessors.
    pub fn object(&mut self, build: impl FnOnce(ObjectBuilder<'_, H>) -> ObjectBuilder<'_, H>) -> Object {
        let object = self.heap().object();
        build(ObjectBuilder::new(self.heap(), object));
        object
    }

    /// A promise, to be handed to Go, and the one thing that settles it: now, later, or from another thread.
    pub fn promise(&mut self) -> (Promise, Settler) {
        let promise = self.heap().promise();
        let settler = self.context.settlers().open(promise);
        (Promise::new(self.heap(), promise), settler)
    }

    /// Makes an instance of a class that the embedder has defined, without calling its constructor.
    ///
    /// # Errors
    ///
    /// A `TypeError` where the program has no class of this type.
    pub fn instance<T: Send + 'static>(&mut self, state: T) -> Result<Object, Throw> {
        super::class::instance(self.heap(), Box::new(state))
    }
}
