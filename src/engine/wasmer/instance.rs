//! The instance of a Go program on wasmer: its memory, its state, and the exports through which Go is entered.

use alloc::{string::String, sync::Arc};
use core::fmt;

use ::wasmer::{AsStoreMut, AsStoreRef, Extern, ExternType, Memory, RuntimeError, Store, TypedFunction, WasmTypeList};
use wasmer_middlewares::metering::{MeteringPoints, get_remaining_points, set_remaining_points};

use crate::{
    engine::exports::{self, Export},
    host::{Host, Limit},
    memory::OutOfBounds,
    runtime::{Error, State, StateLease, Trap},
};

/// The global that wasmer metering adds to a module and exports from it.
const METER: &str = "wasmer_metering_remaining_points";

/// The exports of a Go module.
#[derive(Debug)]
pub(super) struct Exports {
    pub(super) instance: ::wasmer::Instance,
    memory: Memory,
    /// Whether the module counts fuel.
    pub(super) is_metered: bool,
    run: TypedFunction<(i32, i32), ()>,
    resume: TypedFunction<(), ()>,
    getsp: TypedFunction<(), i32>,
    /// Only a waPC guest has this export.
    guest_call: Option<TypedFunction<(i32, i32), i32>>,
}

impl Exports {
    pub(super) fn new(instance: ::wasmer::Instance, store: &Store) -> Result<Self, Error> {
        let memory = match instance.exports.get_extern(Export::MEM.name) {
            None => return Err(Export::MEM.missing()),
            Some(Extern::Memory(memory)) => memory.clone(),
            Some(other) => return Err(Export::MEM.mismatch(describe(&other.ty(store)))),
        };
        Ok(Exports {
            memory,
            is_metered: instance.exports.contains(METER),
            run: function(&instance, store, Export::RUN)?,
            resume: function(&instance, store, Export::RESUME)?,
            getsp: function(&instance, store, Export::GETSP)?,
            guest_call: match instance.exports.contains(Export::GUEST_CALL.name) {
                false => None,
                true => Some(function(&instance, store, Export::GUEST_CALL)?),
            },
            instance,
        })
    }
}

fn function<P: WasmTypeList, R: WasmTypeList>(
    instance: &::wasmer::Instance,
    store: &Store,
    wanted: Export,
) -> Result<TypedFunction<P, R>, Error> {
    let export = instance.exports.get_extern(wanted.name).ok_or_else(|| wanted.missing())?;
    let function = match export {
        Extern::Function(function) => function.typed(store).ok(),
        _ => None,
    };
    function.ok_or_else(|| wanted.mismatch(describe(&export.ty(store))))
}

fn describe(ty: &ExternType) -> String {
    match ty {
        ExternType::Function(ty) => exports::function(ty.params(), ty.results()),
        ExternType::Memory(_) => exports::other("memory"),
        ExternType::Table(_) => exports::other("table"),
        ExternType::Global(_) => exports::other("global"),
        ExternType::Tag(_) => exports::other("tag"),
    }
}

/// The linear memory of a Go program. wasmer lends its bytes only by `unsafe` means, so they are copied.
pub struct LinearMemory<S> {
    pub(super) store: S,
    pub(super) exports: Arc<Exports>,
}

impl<S> fmt::Debug for LinearMemory<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LinearMemory").field("memory", &self.exports.memory).finish_non_exhaustive()
    }
}

impl<S: AsStoreRef> LinearMemory<S> {
    #[cold]
    fn out_of_bounds(&self, addr: u32, len: usize) -> OutOfBounds {
        OutOfBounds { addr: addr.into(), len: len as u64, size: crate::memory::Memory::size(self) }
    }
}

impl<S: AsStoreRef> crate::memory::Memory for LinearMemory<S> {
    #[inline]
    fn size(&self) -> u64 {
        self.exports.memory.view(&self.store).data_size()
    }

    #[inline]
    fn read(&self, addr: u32, buf: &mut [u8]) -> Result<(), OutOfBounds> {
        let result = self.exports.memory.view(&self.store).read(addr.into(), buf);
        result.map_err(|_| self.out_of_bounds(addr, buf.len()))
    }

    #[inline]
    fn write(&mut self, addr: u32, bytes: &[u8]) -> Result<(), OutOfBounds> {
        let result = self.exports.memory.view(&self.store).write(addr.into(), bytes);
        result.map_err(|_| self.out_of_bounds(addr, bytes.len()))
    }
}

/// The instance of a Go program, with the store or the environment that gives access to it.
pub struct Instance<S, H> {
    pub(super) memory: LinearMemory<S>,
    pub(super) lease: StateLease<H>,
}

impl<S, H> fmt::Debug for Instance<S, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Instance").field("memory", &self.memory).finish_non_exhaustive()
    }
}

impl<S: AsStoreMut, H: Host> Instance<S, H> {
    /// Fails if the memory exceeds its limit, which wasmer does not enforce.
    pub(super) fn check_memory(&mut self) -> Result<(), Error> {
        let max = self.lease.state().linear_memory;
        if crate::memory::Memory::size(&self.memory) > max {
            return Err(Error::LimitReached { limit: Limit::LinearMemory, max });
        }
        Ok(())
    }

    /// Stores a trap in the state, and returns the error that ends the wasm.
    pub(super) fn raise(&mut self, trap: Trap) -> RuntimeError {
        self.lease.state().raise(trap);
        RuntimeError::new("an import has ended the program")
    }

    /// Calls a function, which runs to completion. Meanwhile the state is in its slot, where imports find it.
    pub(super) fn call<R>(
        &mut self,
        call: impl FnOnce(&Exports, &mut S) -> Result<R, RuntimeError>,
    ) -> Result<R, Trap> {
        self.lease.release();
        let LinearMemory { store, exports } = &mut self.memory;
        call(exports, store).map_err(|error| Error::trap(error.message()).into())
    }
}

impl<S: AsStoreMut, H: Host> crate::runtime::Instance for Instance<S, H> {
    type Memory = LinearMemory<S>;
    type Host = H;

    #[inline]
    fn parts(&mut self) -> (&mut LinearMemory<S>, &mut State<H>) {
        (&mut self.memory, self.lease.state())
    }

    fn run(&mut self, argc: i32, argv: i32) -> Result<(), Trap> {
        self.call(|exports, store| exports.run.call(store, argc, argv))
    }

    fn resume(&mut self) -> Result<(), Trap> {
        self.call(|exports, store| exports.resume.call(store))
    }

    fn getsp(&mut self) -> Result<u32, Trap> {
        self.call(|exports, store| exports.getsp.call(store)).map(|sp| sp as u32)
    }

    fn guest_call(&mut self, operation_len: u32, payload_len: u32) -> Option<Result<i32, Trap>> {
        let guest_call = self.memory.exports.guest_call.clone()?;
        Some(self.call(|_, store| guest_call.call(store, operation_len as i32, payload_len as i32)))
    }

    fn fuel(&mut self) -> Option<u64> {
        let LinearMemory { store, exports } = &mut self.memory;
        exports.is_metered.then(|| match get_remaining_points(store, &exports.instance) {
            MeteringPoints::Remaining(points) => points,
            MeteringPoints::Exhausted => 0,
        })
    }

    fn set_fuel(&mut self, fuel: u64) {
        let LinearMemory { store, exports } = &mut self.memory;
        if exports.is_metered {
            set_remaining_points(store, &exports.instance, fuel);
        }
    }
}
