//! What a native function is given: the running program, seen from JavaScript.

use alloc::{format, sync::Arc, vec::Vec};
use core::fmt;

use super::{
    builtin::{Arguments, Intrinsic},
    event_loop::EventLoop,
    function::{Function, HostFunction},
    heap::Heap,
    object::{Kind, ObjectCell},
    price,
    property::PropertyKey,
    settler::Inbox,
    thrown::Thrown,
    value::{Object, Value},
};
use crate::host::{Environment, Errno, Files, Host, Stream};

/// How many native functions may call one another, on a stack that may be a microcontroller's.
const MAX_NATIVES: u32 = 64;

/// How many arguments an array-like object can stand for. The standard has no limit, but every engine has.
const MAX_ARGUMENTS: u64 = 1 << 16;

/// What JavaScript values live in: the layers above implement it for a program, so that this one need not know them.
pub(crate) trait Agent {
    fn heap(&mut self) -> &mut Heap;
    fn host(&mut self) -> &mut dyn Host;
    fn parts(&mut self) -> (&mut Heap, &mut dyn Host, &mut Files);
    fn environment(&mut self) -> &Environment;
    fn files(&mut self) -> &mut Files;
    fn event_loop(&mut self) -> &mut EventLoop;
    /// Has the program end, which has gone beyond what its requests may take.
    fn end(&mut self);
    /// The values that Go holds, by their ids.
    fn held_values(&mut self) -> Vec<Value>;
    /// The promises that somebody outside has to settle.
    fn settlers(&mut self) -> &mut Inbox;
    /// What the embedder has for running JavaScript source.
    fn evaluator(&mut self) -> Option<Arc<HostFunction>>;
    /// Calls a function made by `js.FuncOf`. Where the guest can't be resumed any more, the program is ending, and what
    /// this returns does not matter.
    fn call_go(&mut self, id: Value, this: Value, arguments: &[Value]) -> Result<Value, Thrown>;
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

    pub(super) fn agent(&mut self) -> &mut dyn Agent {
        self.agent
    }

    /// The same, for a shorter time.
    pub(crate) fn reborrow(&mut self) -> Context<'_> {
        Context { agent: &mut *self.agent }
    }

    /// The promises that somebody outside has to settle.
    pub(crate) fn settlers(&mut self) -> &mut Inbox {
        self.agent.settlers()
    }

    /// The program's values.
    pub fn heap(&mut self) -> &mut Heap {
        self.agent.heap()
    }

    /// The embedder's side.
    pub fn host(&mut self) -> &mut dyn Host {
        self.agent.host()
    }

    /// Values, host and files at once, for what goes from one to another.
    pub(crate) fn parts(&mut self) -> (&mut Heap, &mut dyn Host, &mut Files) {
        self.agent.parts()
    }

    pub(crate) fn files(&mut self) -> &mut Files {
        self.agent.files()
    }

    /// Writes all of the bytes to a stream.
    pub(crate) fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<(), Errno> {
        let (heap, host, files) = self.parts();
        heap.charge(price::SYSCALL.saturating_add(price::bytes(bytes.len())));
        files.write_all(host, stream, bytes)
    }

    pub(crate) fn held_values(&mut self) -> Vec<Value> {
        self.agent.held_values()
    }

    pub(crate) fn environment(&mut self) -> &Environment {
        self.agent.environment()
    }

    pub(crate) fn event_loop(&mut self) -> &mut EventLoop {
        self.agent.event_loop()
    }

    // Errors, to be thrown.

    /// A `TypeError`, to be thrown.
    pub fn type_error(&mut self, message: &str) -> Thrown {
        self.heap().type_error(message)
    }

    /// Bytes of the host's entropy. Where that fails, what is to be thrown.
    pub(crate) fn random<const N: usize>(&mut self) -> Result<[u8; N], Thrown> {
        self.charge(price::SYSCALL)?;
        let mut bytes = [0; N];
        match self.host().entropy(&mut bytes) {
            Ok(()) => Ok(bytes),
            Err(errno) => Err(self.system_error(errno, "getrandom", &[]).into()),
        }
    }

    /// A Node system error: an `Error` whose message begins with its `code` (Node's `SystemError`).
    /// `paths` are what it was about: `path`, and `dest`.
    pub(crate) fn system_error(&mut self, errno: Errno, syscall: &str, paths: &[&str]) -> Object {
        let shown: Vec<_> = paths.iter().map(|path| format!("'{path}'")).collect();
        let space = if paths.is_empty() { "" } else { " " };
        let message = format!("{errno}, {syscall}{space}{}", shown.join(" -> "));
        let heap = self.heap();
        let error = heap.error(Intrinsic::Error, &message);
        let code = heap.string(errno.code());
        let syscall = heap.string(syscall);
        heap.define_data(error, "errno", errno.raw().saturating_neg());
        heap.define_data(error, "code", code);
        heap.define_data(error, "syscall", syscall);
        for (name, path) in ["path", "dest"].iter().zip(paths) {
            let path = heap.string(path);
            heap.define_data(error, name, path);
        }
        error
    }

    /// What `wasm_exec.js` answers to a call that it has no implementation for.
    pub(crate) fn not_implemented(&mut self) -> Thrown {
        let heap = self.heap();
        let error = heap.error(Intrinsic::Error, "not implemented");
        let code = heap.string(Errno::ENOSYS.code());
        heap.define_data(error, "code", code);
        error.into()
    }

    /// A `SyntaxError`, to be thrown.
    pub(crate) fn syntax_error(&mut self, message: &str) -> Thrown {
        self.heap().error(Intrinsic::SyntaxError, message).into()
    }

    /// A `RangeError`, to be thrown.
    pub fn range_error(&mut self, message: &str) -> Thrown {
        self.heap().range_error(message)
    }

    // Calls.

    /// Runs JavaScript source, if the embedder has supplied what can.
    pub(crate) fn evaluate(&mut self, source: &str) -> Result<Value, Thrown> {
        let Some(evaluator) = self.agent.evaluator() else {
            let message = "there is no JavaScript engine: `eval` and `new Function` need an evaluator of the embedder's \
                           (Builder::evaluator)";
            return Err(self.heap().error(Intrinsic::EvalError, message).into());
        };
        let source = self.heap().string(source);
        let callee = self.heap().global();
        let call = Arguments { this: Value::Undefined, list: &[source.into()], new_target: None, callee };
        self.enter(|cx| (evaluator.call)(cx, call))
    }

    /// Runs a native function, within the limit on how deep they may nest.
    fn enter(&mut self, native: impl FnOnce(&mut Self) -> Result<Value, Thrown>) -> Result<Value, Thrown> {
        let heap = self.heap();
        if heap.natives >= MAX_NATIVES {
            return Err(heap.range_error("Maximum call stack size exceeded"));
        }
        self.holding(native)
    }

    /// Does something that holds values which nothing else does, while it may call Go: until it is done, nothing is
    /// collected.
    pub(crate) fn holding<R>(&mut self, f: impl FnOnce(&mut Self) -> R) -> R {
        self.heap().hold();
        let result = f(self);
        self.heap().release();
        result
    }

    /// Calls a function (ECMA-262 §7.3.14).
    ///
    /// # Errors
    ///
    /// What the function throws, or a `TypeError` if it is none.
    pub fn call(&mut self, function: Value, this: Value, arguments: &[Value]) -> Result<Value, Thrown> {
        let Value::Object(callee) = function else { return Err(self.not_a_function(function)) };
        self.charge(price::CALL)?;
        let call = Arguments { this, list: arguments, new_target: None, callee };
        match &self.heap().cell(callee).kind {
            &Kind::Function(Function::Native { call: native, .. } | Function::Captured { call: native, .. }) => {
                self.enter(|cx| native(cx, call))
            }
            &Kind::Function(Function::Class(class)) => self.enter(|cx| (class.construct)(cx, call)),
            &Kind::Function(Function::Go { id }) => self.agent.call_go(id, this, arguments),
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

    /// A `TypeError`, to be thrown, about what should have been a function.
    #[cold]
    pub(crate) fn not_a_function(&mut self, value: Value) -> Thrown {
        let shown = self.describe(value);
        self.type_error(&format!("{shown} is not a function"))
    }

    /// Calls a constructor (ECMA-262 §7.3.15), itself being `new.target`.
    ///
    /// # Errors
    ///
    /// What the constructor throws, or a `TypeError` if it is none.
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

    /// `Reflect.construct(callee, arguments, new_target)`: both are constructors.
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
            &Kind::Function(Function::Go { id }) => {
                let this = self.create(new_target, Intrinsic::Object, Kind::Ordinary)?;
                self.heap().push(this.into());
                let result = self.agent.call_go(id, this.into(), arguments);
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

    /// An object of a kind whose prototype is that of `new_target`, or else of the class itself (ECMA-262 §10.1.13).
    pub(crate) fn create(&mut self, new_target: Object, class: Intrinsic, kind: Kind) -> Result<Object, Thrown> {
        let key = PropertyKey::String(self.heap().names().prototype);
        let prototype = match self.get(new_target, key)?.as_object() {
            Some(prototype) => Some(prototype),
            None => self.heap().prototype(class),
        };
        Ok(self.heap().alloc(ObjectCell::new(prototype, kind)))
    }

    /// The elements of an array-like object, as the arguments of a call (ECMA-262 §7.3.19).
    pub(crate) fn list_from(&mut self, object: Object) -> Result<Vec<Value>, Thrown> {
        let length = self.length_of(object)?;
        if length > MAX_ARGUMENTS {
            return Err(self.heap().range_error("Maximum call stack size exceeded"));
        }
        self.elements_of(object, length)
    }

    /// The first elements of an array-like object.
    pub(crate) fn elements_of(&mut self, object: Object, length: u64) -> Result<Vec<Value>, Thrown> {
        let mut list = Vec::new();
        // Not reserved at once: the length is whatever the guest says.
        for index in 0..length {
            let key = self.heap().number_key(index as f64);
            let element = self.get(object, key)?;
            self.gather(&mut list, element)?;
        }
        Ok(list)
    }
}
