//! The instance of a Go program on wasmtime: its memory, its state, and the exports through which Go is entered.

use alloc::{string::String, vec::Vec};
use core::fmt;

use ::wasmtime::{AsContextMut, ExternType, Memory, ResourceLimiter, Store, TypedFunc, WasmParams, WasmResults};

use super::Data;
use crate::{
    engine::{
        exports::{self, Export},
        growth::Growth,
        tank::{self, Metered},
    },
    host::Host,
    runtime::{Entry, Error, Execution, State, Trap},
};

/// The exports of a Go module.
#[derive(Clone)]
pub(super) struct Exports {
    instance: ::wasmtime::Instance,
    pub(super) memory: Memory,
    run: TypedFunc<(i32, i32), ()>,
    resume: TypedFunc<(), ()>,
    getsp: TypedFunc<(), i32>,
    /// Only a waPC guest has this export.
    guest_call: Option<TypedFunc<(i32, i32), i32>>,
}

impl Exports {
    pub(super) fn new<H>(instance: ::wasmtime::Instance, store: &mut Store<Data<H>>) -> Result<Self, Error> {
        let memory = match instance.get_export(&mut *store, Export::MEM.name) {
            None => return Err(Export::MEM.missing()),
            Some(export) => {
                let ty = export.ty(&*store);
                export.into_memory().ok_or_else(|| Export::MEM.mismatch(describe(&ty)))?
            }
        };
        Ok(Exports {
            instance,
            memory,
            run: function(instance, store, Export::RUN)?,
            resume: function(instance, store, Export::RESUME)?,
            getsp: function(instance, store, Export::GETSP)?,
            guest_call: match instance.get_export(&mut *store, Export::GUEST_CALL.name) {
                None => None,
                Some(_) => Some(function(instance, store, Export::GUEST_CALL)?),
            },
        })
    }
}

fn function<H, P: WasmParams, R: WasmResults>(
    instance: ::wasmtime::Instance,
    store: &mut Store<Data<H>>,
    wanted: Export,
) -> Result<TypedFunc<P, R>, Error> {
    let export = instance.get_export(&mut *store, wanted.name).ok_or_else(|| wanted.missing())?;
    let ty = export.ty(&*store);
    let function = export.into_func().and_then(|function| function.typed(&*store).ok());
    function.ok_or_else(|| wanted.mismatch(describe(&ty)))
}

fn describe(ty: &ExternType) -> String {
    match ty {
        ExternType::Func(ty) => {
            let types = |types: &mut dyn Iterator<Item = ::wasmtime::ValType>| types.collect::<Vec<_>>();
            exports::function(&types(&mut ty.params()), &types(&mut ty.results()))
        }
        ExternType::Memory(_) => exports::other("memory"),
        ExternType::Table(_) => exports::other("table"),
        ExternType::Global(_) => exports::other("global"),
        ExternType::Tag(_) => exports::other("tag"),
    }
}

impl ResourceLimiter for Growth {
    fn memory_growing(&mut self, from: usize, to: usize, max: Option<usize>) -> Result<bool, ::wasmtime::Error> {
        Ok(self.of_memory(from, to, max))
    }

    fn table_growing(&mut self, from: usize, to: usize, max: Option<usize>) -> Result<bool, ::wasmtime::Error> {
        Ok(self.of_table(from, to, max))
    }
}

/// The instance of a Go program, with the store or the caller that gives access to it.
pub struct Instance<C> {
    pub(super) context: C,
    pub(super) memory: Memory,
}

impl<C> fmt::Debug for Instance<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Instance").field("memory", &self.memory).finish_non_exhaustive()
    }
}

impl<C, H> Instance<C>
where
    H: Host + 'static,
    C: AsContextMut<Data = Data<H>>,
{
    /// Returns the trap that ended a call: the trap that an import of this crate left in the state, or the wasmtime
    /// error.
    fn trap(&mut self, error: &::wasmtime::Error) -> Trap {
        let mut context = self.context.as_context_mut();
        let state = &mut context.data_mut().state;
        match error.downcast_ref() {
            Some(::wasmtime::Trap::OutOfFuel) => state.out_of_fuel(),
            // The rest of the error is the wasmtime backtrace, which does not know Go functions.
            Some(trap) => state.raised(trap),
            None => state.raised(&error.root_cause()),
        }
    }

    /// Stores a trap in the state, and returns the error that ends the wasm.
    pub(super) fn raise(&mut self, trap: Trap) -> ::wasmtime::Error {
        self.context.as_context_mut().data_mut().state.raise(trap);
        ::wasmtime::Error::msg("an import has ended the program")
    }

    /// Calls a function, which runs to completion.
    pub(super) fn call<P: WasmParams, R: WasmResults>(
        &mut self,
        function: &TypedFunc<P, R>,
        params: P,
    ) -> Result<R, Trap> {
        tank::call(self, |instance| function.call(&mut instance.context, params).map_err(|error| instance.trap(&error)))
    }

    fn exports(&self) -> Result<&Exports, Error> {
        // An instance is created only from a store that has them.
        self.context.as_context().data().exports.as_ref().ok_or_else(|| Export::MEM.missing())
    }

    pub(super) fn wasm(&self) -> Result<::wasmtime::Instance, Error> {
        self.exports().map(|exports| exports.instance)
    }
}

impl<C, H> Metered for Instance<C>
where
    H: Host + 'static,
    C: AsContextMut<Data = Data<H>>,
{
    #[inline]
    fn fuel(&mut self) -> Option<u64> {
        self.context.as_context().get_fuel().ok()
    }

    fn set_fuel(&mut self, fuel: u64) {
        // This fails only if fuel is not counted, and then there is nothing to set.
        let _ = self.context.as_context_mut().set_fuel(fuel);
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
        let (memory, data) = self.memory.data_and_store_mut(&mut self.context);
        (memory, &mut data.state)
    }

    fn run(&mut self, argc: i32, argv: i32) -> Result<(), Trap> {
        let run = self.exports()?.run.clone();
        self.call(&run, (argc, argv))
    }

    fn resume(&mut self) -> Result<(), Trap> {
        let resume = self.exports()?.resume.clone();
        self.call(&resume, ())
    }

    fn getsp(&mut self) -> Result<u32, Trap> {
        let getsp = self.exports()?.getsp.clone();
        self.call(&getsp, ()).map(|sp| sp as u32)
    }

    fn guest_call(&mut self, operation_len: u32, payload_len: u32) -> Option<Result<i32, Trap>> {
        let guest_call = self.exports().ok()?.guest_call.clone()?;
        Some(self.call(&guest_call, (operation_len as i32, payload_len as i32)))
    }

    fn take_fuel(&mut self, fuel: u64) -> u64 {
        tank::take(self, fuel)
    }

    fn execute(&mut self, entry: Entry, fuel: u64) -> Result<Execution, Trap> {
        tank::execute(self, entry, fuel)
    }
}
