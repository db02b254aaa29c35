//! The interface of a native function to the running program.

use alloc::{format, vec::Vec};
use core::fmt;

use super::{
    builtin::{Arguments, Intrinsic},
    convert::{FromJs, IntoJs},
    error::ErrorClass,
    event_loop::EventLoop,
    function::Function,
    heap::Heap,
    list::List,
    object::{Kind, ObjectCell},
    price,
    property::PropertyKey,
    thrown::Thrown,
    value::{Object, Value},
};
use crate::host::Platform;

/// The maximum depth of nested calls of native functions. The stack can be as small as that of a microcontroller.
const MAX_NATIVES: u32 = 64;

/// The maximum number of arguments that an array-like object can supply. The standard has no limit, but every engine
/// has one.
const MAX_ARGUMENTS: u64 = 1 << 16;

/// The running program, as the JavaScript layer needs it. The layers above implement this trait, so this layer does not
/// depend on them.
pub(crate) trait Agent {
    fn heap(&mut self) -> &mut Heap;
    fn event_loop(&mut self) -> &mut EventLoop;
    /// Returns the heap, and what the embedder supplies, at once. This layer only passes it on.
    fn platform(&mut self) -> (&mut Heap, &mut Platform);
    /// Returns the values that foreign code holds, indexed by their ids.
    fn foreign_values(&mut self) -> Vec<Value>;
    /// Calls a [`Function::Foreign`]. If the foreign code can no longer run, the program is ending, and the result is
    /// meaningless.
    fn call_foreign(&mut self, id: Value, this: Value, arguments: &[Value]) -> Result<Value, Thrown>;
}

/// The running program, as a native function sees it.
pub struct Context<'a> {
    agent: &'a mut dyn Agent,
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").finish_non_exhaustive()
    }
}

impl<'a> Context<'a> {
    pub(crate) fn new(agent: &'a mut dyn Agent) -> Self {
        Context { agent }
    }

    /// Reborrows the context for a shorter lifetime.
    pub(crate) fn reborrow(&mut self) -> Context<'_> {
        Context { agent: &mut *self.agent }
    }

    /// Returns the heap of the program.
    pub fn heap(&mut self) -> &mut Heap {
        self.agent.heap()
    }

    /// Returns the heap, and what the embedder supplies, at once.
    pub(crate) fn platform(&mut self) -> (&mut Heap, &mut Platform) {
        self.agent.platform()
    }

    /// Returns the values that foreign code holds, indexed by their ids.
    pub(crate) fn foreign_values(&mut self) -> Vec<Value> {
        self.agent.foreign_values()
    }

    pub(crate) fn event_loop(&mut self) -> &mut EventLoop {
        self.agent.event_loop()
    }

    // Errors to throw.

    /// Reads a value, such as a [`Value`] or a `&Rooted`, as a Rust type.
    ///
    /// # Errors
    ///
    /// A `TypeError`, if the value has another type.
    pub fn read<R: FromJs>(&mut self, value: impl IntoJs) -> Result<R, Thrown> {
        let value = value.into_js(self.heap())?;
        R::from_js(value, self).map_err(|wrong| self.type_error(&format!("{wrong}")))
    }

    /// Creates a `TypeError` to throw.
    pub fn type_error(&mut self, message: &str) -> Thrown {
        self.heap().type_error(message)
    }

    /// Creates a `SyntaxError` to throw.
    pub(crate) fn syntax_error(&mut self, message: &str) -> Thrown {
        self.heap().error(ErrorClass::SyntaxError, message).into()
    }

    /// Creates a `RangeError` to throw.
    pub fn range_error(&mut self, message: &str) -> Thrown {
        self.heap().range_error(message)
    }

    // Calls.

    /// Runs JavaScript source with the evaluator of the embedder. Throws an `EvalError` if there is none.
    pub(crate) fn evaluate(&mut self, source: &str) -> Result<Value, Thrown> {
        let Some(evaluator) = self.heap().evaluator.clone() else {
            let message = "there is no JavaScript engine: `eval` and `new Function` need an evaluator of the embedder's \
                           (Builder::evaluator)";
            return Err(self.heap().error(ErrorClass::EvalError, message).into());
        };
        let source = self.heap().string(source);
        let callee = self.heap().global();
        let call = Arguments { this: Value::Undefined, list: &[source.into()], new_target: None, callee };
        self.enter(|cx| (evaluator.call)(cx, call))
    }

    /// Runs a native function. Throws a `RangeError` if calls of native functions are nested too deeply.
    fn enter(&mut self, native: impl FnOnce(&mut Self) -> Result<Value, Thrown>) -> Result<Value, Thrown> {
        let heap = self.heap();
        if heap.natives >= MAX_NATIVES {
            return Err(heap.range_error("Maximum call stack size exceeded"));
        }
        self.without_gc(native)
    }

    /// Runs `f` with garbage collection disabled, because `f` can call foreign code while it keeps values on the Rust stack that
    /// are not roots.
    pub(crate) fn without_gc<R>(&mut self, f: impl FnOnce(&mut Self) -> R) -> R {
        self.heap().hold();
        let result = f(self);
        self.heap().release();
        result
    }

    /// Calls a function: `Call` (ECMA-262 §7.3.14).
    ///
    /// # Errors
    ///
    /// The value that the function throws, or a `TypeError` if `function` is not a function.
    pub fn call(&mut self, function: Value, this: Value, arguments: &[Value]) -> Result<Value, Thrown> {
        let Value::Object(callee) = function else { return Err(self.not_a_function(function)) };
        self.charge(price::CALL)?;
        let call = Arguments { this, list: arguments, new_target: None, callee };
        match &self.heap().cell(callee).kind {
            &Kind::Function(Function::Native { call: native, .. } | Function::Captured { call: native, .. }) => {
                self.enter(|cx| native(cx, call))
            }
            &Kind::Function(Function::Class(class)) => self.enter(|cx| (class.construct)(cx, call)),
            &Kind::Function(Function::Foreign { id }) => self.agent.call_foreign(id, this, arguments),
            Kind::Function(Function::Bound(bound)) => {
                let bound = bound.clone();
                let list = self.heap().list(bound.arguments.iter().chain(arguments).copied());
                self.charge(price::elements(list.len()))?;
                self.enter(|cx| cx.call(bound.target.into(), bound.this, &list))
            }
            Kind::Function(Function::Host(function)) => {
                let function = function.clone();
                self.enter(|cx| (function.call)(cx, call))
            }
            _ => Err(self.not_a_function(function)),
        }
    }

    /// Creates the `TypeError` for a value that is not a function.
    #[cold]
    pub(crate) fn not_a_function(&mut self, value: Value) -> Thrown {
        let shown = self.describe(value);
        self.type_error(&format!("{shown} is not a function"))
    }

    /// Calls a constructor with itself as `new.target`: `Construct` (ECMA-262 §7.3.15).
    ///
    /// # Errors
    ///
    /// The value that the constructor throws, or a `TypeError` if `constructor` is not a constructor.
    pub fn construct(&mut self, constructor: Value, arguments: &[Value]) -> Result<Value, Thrown> {
        match constructor {
            Value::Object(callee) if self.heap().is_constructor(constructor) => {
                self.construct_for(callee, arguments, callee)
            }
            _ => {
                let shown = self.describe(constructor);
                Err(self.type_error(&format!("{shown} is not a constructor")))
            }
        }
    }

    /// Calls a constructor, as `Reflect.construct(callee, arguments, new_target)` does. `new_target` must be a
    /// constructor.
    pub(crate) fn construct_for(
        &mut self,
        callee: Object,
        arguments: &[Value],
        new_target: Object,
    ) -> Result<Value, Thrown> {
        self.charge(price::CALL)?;
        let call = Arguments { this: Value::Undefined, list: arguments, new_target: Some(new_target), callee };
        match &self.heap().cell(callee).kind {
            &Kind::Function(Function::Class(class)) => self.enter(|cx| (class.construct)(cx, call)),
            &Kind::Function(Function::Foreign { id }) => {
                let this = self.create(new_target, Intrinsic::Object, Kind::Ordinary)?;
                self.heap().push(this.into());
                let result = self.agent.call_foreign(id, this.into(), arguments);
                self.heap().pop();
                Ok(result?.as_object().unwrap_or(this).into())
            }
            Kind::Function(Function::Host(function)) => {
                let function = function.clone();
                self.enter(|cx| (function.call)(cx, call))
            }
            Kind::Function(Function::Bound(bound)) => {
                let bound = bound.clone();
                let list = self.heap().list(bound.arguments.iter().chain(arguments).copied());
                self.charge(price::elements(list.len()))?;
                let new_target = if new_target == callee { bound.target } else { new_target };
                self.enter(|cx| cx.construct_for(bound.target, &list, new_target))
            }
            _ => {
                let shown = self.describe(callee.into());
                Err(self.type_error(&format!("{shown} is not a constructor")))
            }
        }
    }

    /// Creates an object whose prototype is the property `prototype` of `new_target`, or the prototype of `class` if
    /// that is not an object: `OrdinaryCreateFromConstructor` (ECMA-262 §10.1.13).
    pub(crate) fn create(&mut self, new_target: Object, class: Intrinsic, kind: Kind) -> Result<Object, Thrown> {
        let key = PropertyKey::String(self.heap().names().prototype);
        let prototype = match self.get(new_target, key)?.as_object() {
            Some(prototype) => Some(prototype),
            None => self.heap().prototype(class),
        };
        Ok(self.heap().alloc(ObjectCell::new(prototype, kind)))
    }

    /// Reads the elements of an array-like object, as the arguments of a call: `CreateListFromArrayLike` (ECMA-262
    /// §7.3.19).
    pub(crate) fn list_from(&mut self, object: Object) -> Result<Vec<Value>, Thrown> {
        let length = self.length_of(object)?;
        if length > MAX_ARGUMENTS {
            return Err(self.heap().range_error("Maximum call stack size exceeded"));
        }
        self.elements_of(object, length)
    }

    /// Reads the first `length` elements of an array-like object.
    pub(crate) fn elements_of(&mut self, object: Object, length: u64) -> Result<Vec<Value>, Thrown> {
        let mut list = List::new();
        // Memory is not reserved in advance, because the guest controls the length.
        for index in 0..length {
            let key = self.heap().number_key(index as f64);
            let element = self.get(object, key)?;
            list.push(self, element)?;
        }
        Ok(list.into_vec())
    }
}
