//! The instance of a Go program on wasmi: its memory, its state, and the exports through which Go is entered.

use alloc::string::String;

use ::wasmi::{
    AsContextMut, ExternType, Memory, ResourceLimiter, Store, TypedFunc, TypedResumableCall, WasmParams, WasmResults,
    errors::HostError,
};
use wasmi_core::LimiterError;

use super::Data;
use crate::{
    engine::{
        exports::{self, Export},
        growth::Growth,
    },
    host::Host,
    runtime::{Entry, Error, Execution, State, Trap, execute_unmetered},
};

/// The exports of a Go module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exports {
    pub(super) instance: ::wasmi::Instance,
    memory: Memory,
    /// Whether the engine counts fuel.
    is_metered: bool,
    run: TypedFunc<(i32, i32), ()>,
    resume: TypedFunc<(), ()>,
    getsp: TypedFunc<(), i32>,
    /// Only a waPC guest has this export.
    guest_call: Option<TypedFunc<(i32, i32), i32>>,
}

impl Exports {
    pub(super) fn new<H>(instance: ::wasmi::Instance, store: &Store<Data<H>>, is_metered: bool) -> Result<Self, Error> {
        let memory = match instance.get_export(store, Export::MEM.name) {
            None => return Err(Export::MEM.missing()),
            Some(export) => export.into_memory().ok_or_else(|| Export::MEM.mismatch(describe(&export.ty(store))))?,
        };
        Ok(Exports {
            instance,
            memory,
            is_metered,
            run: function(instance, store, Export::RUN)?,
            resume: function(instance, store, Export::RESUME)?,
            getsp: function(instance, store, Export::GETSP)?,
            guest_call: match instance.get_export(store, Export::GUEST_CALL.name) {
                None => None,
                Some(_) => Some(function(instance, store, Export::GUEST_CALL)?),
            },
        })
    }
}

fn function<H, P: WasmParams, R: WasmResults>(
    instance: ::wasmi::Instance,
    store: &Store<Data<H>>,
    wanted: Export,
) -> Result<TypedFunc<P, R>, Error> {
    let export = instance.get_export(store, wanted.name).ok_or_else(|| wanted.missing())?;
    let mismatch = || wanted.mismatch(describe(&export.ty(store)));
    export.into_func().and_then(|function| function.typed(store).ok()).ok_or_else(mismatch)
}

fn describe(ty: &ExternType) -> String {
    match ty {
        ExternType::Func(ty) => exports::function(ty.params(), ty.results()),
        ExternType::Memory(_) => exports::other("memory"),
        ExternType::Table(_) => exports::other("table"),
        ExternType::Global(_) => exports::other("global"),
    }
}

/// The error with which an import of this crate ends the wasm. The [`Trap`] itself is in the [`State`], because wasmi
/// only lends the error of a resumable call.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("an import has ended the program")]
struct Raised;

impl HostError for Raised {}

/// The limit on instances, tables and memories in one store, which no program reaches.
const MAX_INSTANCES: usize = 1_000;

impl ResourceLimiter for Growth {
    fn memory_growing(&mut self, from: usize, to: usize, max: Option<usize>) -> Result<bool, LimiterError> {
        Ok(self.of_memory(from, to, max))
    }

    fn table_growing(&mut self, from: usize, to: usize, max: Option<usize>) -> Result<bool, LimiterError> {
        Ok(self.of_table(from, to, max))
    }

    fn instances(&self) -> usize {
        MAX_INSTANCES
    }

    fn tables(&self) -> usize {
        MAX_INSTANCES
    }

    fn memories(&self) -> usize {
        MAX_INSTANCES
    }
}

/// The instance of a Go program, with the store or the caller that gives access to it.
#[derive(Debug)]
pub struct Instance<C> {
    pub(super) context: C,
    pub(super) exports: Exports,
}

impl<C, H> Instance<C>
where
    H: Host + 'static,
    C: AsContextMut<Data = Data<H>>,
{
    fn trap(&mut self, error: &::wasmi::Error) -> Trap {
        self.context.as_context_mut().data_mut().state.raised(error)
    }

    /// Stores a trap in the state, and returns the error that ends the wasm.
    pub(super) fn raise(&mut self, trap: Trap) -> ::wasmi::Error {
        self.context.as_context_mut().data_mut().state.raise(trap);
        ::wasmi::Error::host(Raised)
    }

    /// Calls a function, which runs to completion. If its fuel is spent before that, it gets more, and gives back the
    /// unused part at the end. The wasm that waits for this call then has no fuel: when it continues, it gets more,
    /// too, or is suspended.
    pub(super) fn call<P: WasmParams, R: WasmResults>(
        &mut self,
        function: TypedFunc<P, R>,
        params: P,
    ) -> Result<R, Trap> {
        if !self.exports.is_metered {
            return function.call(&mut self.context, params).map_err(|error| self.trap(&error));
        }
        let mut has_overdrawn = false;
        let mut call = function.call_resumable(&mut self.context, params);
        loop {
            match call.map_err(|error| self.trap(&error))? {
                TypedResumableCall::Finished(results) => {
                    if has_overdrawn {
                        let left = self.context.as_context_mut().get_fuel().unwrap_or(0);
                        self.context.as_context_mut().data_mut().state.give_back(left);
                        self.set_fuel(0)?;
                    }
                    return Ok(results);
                }
                TypedResumableCall::HostTrap(call) => return Err(self.trap(call.host_error())),
                TypedResumableCall::OutOfFuel(suspended) => {
                    has_overdrawn = true;
                    let fuel = self.context.as_context_mut().data_mut().state.overdraw(suspended.required_fuel())?;
                    self.set_fuel(fuel)?;
                    call = suspended.resume(&mut self.context);
                }
            }
        }
    }

    fn set_fuel(&mut self, fuel: u64) -> Result<(), Trap> {
        self.context.as_context_mut().set_fuel(fuel).map_err(|error| self.trap(&error))
    }
}

impl<C, H> crate::runtime::Instance for Instance<C>
where
    H: Host + 'static,
    C: AsContextMut<Data = Data<H>>,
{
    type Memory = [u8];
    type Host = H;

    #[inline]
    fn parts(&mut self) -> (&mut [u8], &mut State<H>) {
        let (memory, data) = self.exports.memory.data_and_store_mut(&mut self.context);
        (memory, &mut data.state)
    }

    fn run(&mut self, argc: i32, argv: i32) -> Result<(), Trap> {
        self.call(self.exports.run, (argc, argv))
    }

    fn resume(&mut self) -> Result<(), Trap> {
        self.call(self.exports.resume, ())
    }

    fn getsp(&mut self) -> Result<u32, Trap> {
        self.call(self.exports.getsp, ()).map(|sp| sp as u32)
    }

    fn guest_call(&mut self, operation_len: u32, payload_len: u32) -> Option<Result<i32, Trap>> {
        let guest_call = self.exports.guest_call?;
        Some(self.call(guest_call, (operation_len as i32, payload_len as i32)))
    }

    fn take_fuel(&mut self, fuel: u64) -> u64 {
        let left = self.context.as_context_mut().get_fuel().unwrap_or(0);
        // This fails only if fuel is not counted.
        let _ = self.context.as_context_mut().set_fuel(left.saturating_sub(fuel));
        fuel.saturating_sub(left)
    }

    fn execute(&mut self, entry: Entry, fuel: u64) -> Result<Execution, Trap> {
        if !self.exports.is_metered {
            return execute_unmetered(self, entry, fuel);
        }
        self.set_fuel(fuel)?;
        let call = match entry {
            Entry::Run { argc, argv } => self.exports.run.call_resumable(&mut self.context, (argc, argv)),
            Entry::Resume => self.exports.resume.call_resumable(&mut self.context, ()),
            Entry::Suspended => {
                let Some(suspended) = self.context.as_context_mut().data_mut().suspended.take() else {
                    return Ok(Execution::Finished { fuel });
                };
                // The next step may cost more than a whole slice, for example a large `memory.fill`.
                self.set_fuel(fuel.max(suspended.required_fuel()))?;
                suspended.resume(&mut self.context)
            }
        };
        match call.map_err(|error| self.trap(&error))? {
            TypedResumableCall::Finished(()) => {
                Ok(Execution::Finished { fuel: self.context.as_context_mut().get_fuel().unwrap_or(0) })
            }
            TypedResumableCall::HostTrap(call) => Err(self.trap(call.host_error())),
            TypedResumableCall::OutOfFuel(suspended) => {
                self.context.as_context_mut().data_mut().suspended = Some(suspended);
                Ok(Execution::Suspended)
            }
        }
    }
}
