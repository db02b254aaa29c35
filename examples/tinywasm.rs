//! A guide to adapting another WebAssembly runtime, with tinywasm as the example, which does not lend out its memory as
//! a slice.
//!
//!     cargo run --release --example tinywasm -- examples/guest/greet.wasm Ada
//!
//! The steps are numbered. A runtime that can lend its memory as a slice, and embedder data in the store at the same
//! time, needs neither step 1 nor the `StateSlot`: its `Memory` is `[u8]`, and `parts` borrows both.

use std::{env, error::Error, fs, process};

use gojs::{Builder, Host, Import, Memory, OutOfBounds, Program, State, StateLease, StateSlot, StdHost, Trap, globals};
use tinywasm::{
    Engine, FuncContext, Function, HostFunction, Imports, Module, ModuleInstance, Store, Trap as WasmTrap,
    engine::{Config, StackConfig},
    types::WasmValue,
};

// 1. The linear memory. `gojs` queries its size, and copies bytes from it and to it. An access that is not entirely in
//    bounds must fail, and must not write any byte.

pub(crate) struct LinearMemory<C> {
    context: C,
    memory: tinywasm::Memory,
}

impl<C: Context> LinearMemory<C> {
    fn outside(&self, addr: u32, len: usize) -> OutOfBounds {
        OutOfBounds { addr: addr.into(), len: len as u64, size: self.size() }
    }
}

impl<C: Context> Memory for LinearMemory<C> {
    fn size(&self) -> u64 {
        self.memory.len(self.context.store()).map_or(0, |len| len as u64)
    }

    fn read(&self, addr: u32, buf: &mut [u8]) -> Result<(), OutOfBounds> {
        let result = self.memory.read_exact(self.context.store(), addr as usize, buf);
        result.map_err(|_| self.outside(addr, buf.len()))
    }

    fn write(&mut self, addr: u32, bytes: &[u8]) -> Result<(), OutOfBounds> {
        if self.size() < u64::from(addr) + bytes.len() as u64 {
            return Err(self.outside(addr, bytes.len()));
        }
        let result = self.memory.copy_from_slice(self.context.store_mut(), addr as usize, bytes);
        result.map_err(|_| self.outside(addr, bytes.len()))
    }
}

// 2. The context for access to the runtime: between calls, the store; inside an import, the context that the runtime
//    passes to the import. Most runtimes call the two types `Store` and `Caller`.

pub(crate) trait Context {
    fn store(&self) -> &Store;
    fn store_mut(&mut self) -> &mut Store;
    fn call(&mut self, function: &Function, params: &[WasmValue]) -> tinywasm::Result<Vec<WasmValue>>;
}

impl Context for Store {
    fn store(&self) -> &Store {
        self
    }

    fn store_mut(&mut self) -> &mut Store {
        self
    }

    fn call(&mut self, function: &Function, params: &[WasmValue]) -> tinywasm::Result<Vec<WasmValue>> {
        function.call(self, params)
    }
}

impl Context for FuncContext<'_> {
    fn store(&self) -> &Store {
        FuncContext::store(self)
    }

    fn store_mut(&mut self) -> &mut Store {
        FuncContext::store_mut(self)
    }

    fn call(&mut self, function: &Function, params: &[WasmValue]) -> tinywasm::Result<Vec<WasmValue>> {
        self.call_untyped(function, params)
    }
}

// 3. The instance: the memory, the program's state, and the three functions that Go exports. The store can only be
//    borrowed as a whole, so the state lives outside it, in a `StateSlot`. The lease must be released before each call
//    into wasm, because the imports take the state from the slot.

pub(crate) struct Instance<C, H> {
    wasm: ModuleInstance,
    memory: LinearMemory<C>,
    state: StateLease<H>,
}

impl<C: Context, H: Host> Instance<C, H> {
    fn new(wasm: ModuleInstance, context: C, slot: &StateSlot<H>) -> Result<Self, tinywasm::Error> {
        let memory = wasm.memory("mem")?;
        Ok(Instance { wasm, memory: LinearMemory { context, memory }, state: slot.lease() })
    }

    fn call(&mut self, name: &str, params: &[i32]) -> Result<Vec<WasmValue>, Trap> {
        self.state.release();
        let params: Vec<_> = params.iter().copied().map(WasmValue::I32).collect();
        let context = &mut self.memory.context;
        let function = self.wasm.func_untyped(context.store(), name);
        let result = function.and_then(|function| context.call(&function, &params));
        // A trap that an import has raised takes precedence over this error.
        result.map_err(|error| gojs::Error::trap(error.to_string()).into())
    }
}

impl<C: Context, H: Host> gojs::Instance for Instance<C, H> {
    type Memory = LinearMemory<C>;
    type Host = H;

    fn parts(&mut self) -> (&mut Self::Memory, &mut State<H>) {
        (&mut self.memory, self.state.state())
    }

    fn run(&mut self, argc: i32, argv: i32) -> Result<(), Trap> {
        self.call("run", &[argc, argv]).map(drop)
    }

    fn resume(&mut self) -> Result<(), Trap> {
        self.call("resume", &[]).map(drop)
    }

    fn getsp(&mut self) -> Result<u32, Trap> {
        match self.call("getsp", &[])?[..] {
            [WasmValue::I32(sp)] => Ok(sp as u32),
            _ => Err(Trap::Error(gojs::Error::MissingExport { name: "getsp" })),
        }
    }
}

// 4. The imports. Each is defined under its module and name, and called with an instance and its only argument, `sp`.

fn imports<H: Host + 'static>(store: &mut Store, module: &Module, slot: &StateSlot<H>) -> Imports {
    let mut imports = Imports::new();
    for import in Import::wanted(module.imports().map(|import| (import.module, import.name))) {
        let slot = slot.clone();
        let function = HostFunction::from(store, move |context: FuncContext<'_>, sp: i32| {
            let mut instance = Instance::new(context.module(), context, &slot)?;
            import.call(&mut instance, sp as u32).map_err(|trap| {
                let message = trap.to_string();
                instance.state.state().raise(trap);
                tinywasm::Error::Trap(WasmTrap::HostFunction(message.into()))
            })
        });
        imports.define(import.module(), import.name(), function);
    }
    imports
}

// 5. The program: instantiates the module. Everything else is the same for all runtimes.

pub(crate) fn instantiate<H: Host + 'static>(
    wasm: &[u8],
    builder: Builder<H, ()>,
) -> Result<Program<Instance<Store, H>>, Box<dyn Error>> {
    // Go's call depth exceeds the default limit of 1,024.
    let stack = StackConfig::dynamic(1 << 12, 1 << 24);
    let mut store = Store::new(Engine::new(Config::new().with_call_stack(stack).with_value_stack(stack)));
    let module = tinywasm::parse_bytes(wasm)?;
    let slot = StateSlot::new(builder.into_parts().0);
    let imports = imports(&mut store, &module, &slot);
    let wasm = ModuleInstance::instantiate(&mut store, &module, Some(imports))?;
    Ok(Program::new(Instance::new(wasm, store, &slot)?))
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let path = args.first().ok_or("usage: tinywasm GUEST.wasm [ARGS...]")?;
    let builder = Builder::new(StdHost::new(), globals::ALL, ()).args(args.clone()).envs(env::vars());
    let exit = instantiate(&fs::read(path)?, builder)?.run()?;
    process::exit(exit.code());
}
