//! Go programs on the wasmi interpreter.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let wasm = std::fs::read("program.wasm")?;
//! let module = gojs::wasmi::Module::new(&gojs::wasmi::engine(), &wasm)?;
//! let exit = gojs::wasmi::Program::builder(gojs::StdHost::new()).args(["program"]).instantiate(&module)?.run()?;
//! std::process::exit(exit.code());
//! # }
//! ```

mod module;

use alloc::{boxed::Box, format, string::ToString, vec::Vec};
use core::fmt;

use ::wasmi::{
    AsContextMut, Caller, Config, Engine, ExternType, Linker, Memory, Store, TypedFunc, WasmParams, WasmResults,
    errors::{ErrorKind, HostError, LinkerError},
};

pub use self::module::Module;
use crate::{
    error::{Error, Trap},
    globals,
    host::Host,
    imports::Import,
    js::Group,
    program::{self, Builder},
    state::State,
};

/// How many calls may be nested. Each Go call is a wasm call, so that recursion 100,000 deep takes as many, at 24 bytes
/// each on a 64-bit machine; wasmi's own default of 1,000 is too little.
const MAX_RECURSION_DEPTH: usize = 1 << 20;

/// How large wasmi's value stack may grow, in bytes: 24 to 256 for each nested call were seen in Go programs. It starts
/// small and grows as needed.
const MAX_STACK_HEIGHT: usize = 512 << 20;

/// The configuration that suits Go programs: a function is validated and translated when it is first called, since a
/// Go program calls few of those it has; and calls may nest as deep as Go's goroutines do.
///
/// A module with an invalid function is thus refused when that function is called, before any of it runs. Whoever wants
/// it refused at once sets [`CompilationMode::LazyTranslation`](::wasmi::CompilationMode::LazyTranslation), and waits
/// longer for the first line of output.
#[must_use]
pub fn config() -> Config {
    let mut config = Config::default();
    config
        .compilation_mode(::wasmi::CompilationMode::Lazy)
        .set_max_stack_height(MAX_STACK_HEIGHT)
        .set_max_recursion_depth(MAX_RECURSION_DEPTH);
    config
}

/// An engine with [`config`].
#[must_use]
pub fn engine() -> Engine {
    Engine::new(&config())
}

/// A Go program on wasmi.
pub type Program<H> = program::Program<Instance<Store<Data<H>>>>;

/// What a [`Store`] holds for a Go program.
#[derive(Debug)]
pub struct Data<H> {
    state: State<H>,
    /// Missing as long as the module is being instantiated.
    exports: Option<Exports>,
}

impl<H> Data<H> {
    /// The program's state.
    pub fn state(&mut self) -> &mut State<H> {
        &mut self.state
    }
}

/// What every Go module exports.
#[derive(Clone, Copy, Debug)]
struct Exports {
    instance: ::wasmi::Instance,
    memory: Memory,
    run: TypedFunc<(i32, i32), ()>,
    resume: TypedFunc<(), ()>,
    getsp: TypedFunc<(), i32>,
}

impl Exports {
    fn new<H>(instance: ::wasmi::Instance, store: &Store<Data<H>>) -> Result<Self, Error> {
        let memory = match instance.get_export(store, "mem") {
            None => return Err(Error::MissingExport { name: "mem" }),
            Some(export) => export.into_memory().ok_or_else(|| Error::ExportType {
                name: "mem",
                expected: "a memory",
                found: describe(&export.ty(store)),
            })?,
        };
        Ok(Exports {
            instance,
            memory,
            run: function(instance, store, "run", "a function of two i32")?,
            resume: function(instance, store, "resume", "a function")?,
            getsp: function(instance, store, "getsp", "a function that returns an i32")?,
        })
    }
}

fn function<H, P: WasmParams, R: WasmResults>(
    instance: ::wasmi::Instance,
    store: &Store<Data<H>>,
    name: &'static str,
    expected: &'static str,
) -> Result<TypedFunc<P, R>, Error> {
    let export = instance.get_export(store, name).ok_or(Error::MissingExport { name })?;
    let found = || describe(&export.ty(store));
    let function = export.into_func().ok_or_else(|| Error::ExportType { name, expected, found: found() })?;
    function.typed(store).map_err(|_| Error::ExportType { name, expected, found: found() })
}

fn describe(ty: &ExternType) -> alloc::string::String {
    match ty {
        ExternType::Func(ty) => format!("a function {:?} -> {:?}", ty.params(), ty.results()),
        ExternType::Memory(_) => "a memory".to_string(),
        ExternType::Table(_) => "a table".to_string(),
        ExternType::Global(_) => "a global".to_string(),
    }
}

/// A Go program's instance, with the store or the caller through which it is reached.
#[derive(Debug)]
pub struct Instance<C> {
    context: C,
    exports: Exports,
}

impl<C, H> Instance<C>
where
    H: Host + 'static,
    C: AsContextMut<Data = Data<H>>,
{
    fn trap(error: ::wasmi::Error) -> Trap {
        match error.kind().as_host().is_some_and(<dyn HostError>::is::<Trap>) {
            true => error.downcast::<Trap>().unwrap_or(Trap::Error(Error::Ended)),
            false => Error::Trap { message: error.to_string() }.into(),
        }
    }
}

impl<C, H> crate::Instance for Instance<C>
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
        self.exports.run.call(&mut self.context, (argc, argv)).map_err(Self::trap)
    }

    fn resume(&mut self) -> Result<(), Trap> {
        self.exports.resume.call(&mut self.context, ()).map_err(Self::trap)
    }

    fn getsp(&mut self) -> Result<u32, Trap> {
        self.exports.getsp.call(&mut self.context, ()).map(|sp| sp as u32).map_err(Self::trap)
    }
}

impl HostError for Trap {}

/// Adds to a linker what `module` imports from Go's own module, `gojs` or `go`.
///
/// # Errors
///
/// If the linker has one of them already.
pub fn add_to_linker<H: Host + 'static>(
    linker: &mut Linker<Data<H>>,
    module: &::wasmi::Module,
) -> Result<(), ::wasmi::Error> {
    // Once each: Go's linker imports a name once for each package that declares it.
    let mut added = Vec::new();
    for wanted in module.imports() {
        let Some(import) = Import::find(wanted.module(), wanted.name()) else { continue };
        if added.contains(&import) {
            continue;
        }
        added.push(import);
        linker.func_wrap(
            import.module(),
            import.name(),
            move |caller: Caller<'_, Data<H>>, sp: i32| -> Result<(), ::wasmi::Error> {
                let Some(exports) = caller.data().exports else {
                    return Err(::wasmi::Error::new("an import was called before the module was instantiated"));
                };
                let mut instance = Instance { context: caller, exports };
                import.call(&mut instance, sp as u32).map_err(::wasmi::Error::host)
            },
        )?;
    }
    Ok(())
}

type AddImports<H> = Box<dyn FnOnce(&mut Linker<Data<H>>) -> Result<(), ::wasmi::Error>>;

/// What a program on wasmi is made with, beside what every program is: imports of the embedder's own.
pub struct Options<H> {
    imports: Option<AddImports<H>>,
}

impl<H> fmt::Debug for Options<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options").field("imports", &self.imports.is_some()).finish()
    }
}

impl<H: Host + 'static> program::Program<Instance<Store<Data<H>>>> {
    /// Begins a program.
    pub fn builder(host: H) -> Builder<H, Options<H>> {
        Builder::new(host, globals::ALL, Options { imports: None })
    }

    /// Begins a program with some of the groups of globals: what is left out takes neither code nor memory, as long as
    /// nothing else of the executable calls [`builder`](Self::builder).
    pub fn builder_with(host: H, groups: &'static [&'static Group]) -> Builder<H, Options<H>> {
        Builder::new(host, groups, Options { imports: None })
    }

    /// The store that the program lives in: to read an exported global, say.
    pub fn store(&mut self) -> &mut Store<Data<H>> {
        &mut self.instance().context
    }

    /// Calls a function that the module exports, such as one with `//go:wasmexport`. The program must have been
    /// started: Go's runtime is not there before.
    ///
    /// # Errors
    ///
    /// [`Error::Engine`], where there is no such export or it is of another type; any error that ends a program.
    pub fn call_export<P: WasmParams, R: WasmResults + Default>(&mut self, name: &str, params: P) -> Result<R, Error> {
        self.check_running()?;
        let instance = self.instance();
        let function =
            instance.exports.instance.get_typed_func::<P, R>(&instance.context, name).map_err(engine_error)?;
        match function.call(&mut instance.context, params) {
            Ok(results) => Ok(results),
            Err(error) => {
                let trap = Instance::<Store<Data<H>>>::trap(error);
                self.conclude(Err(trap))?;
                self.check_running().map(|()| R::default())
            }
        }
    }
}

fn engine_error(error: ::wasmi::Error) -> Error {
    Error::Engine(Box::new(error))
}

impl<H: Host + 'static> Builder<H, Options<H>> {
    /// Adds imports of the embedder's own, which Go declares with `//go:wasmimport`.
    ///
    /// ```no_run
    /// # use gojs::{StdHost, wasmi::Program};
    /// let builder = Program::builder(StdHost::new())
    ///     .imports(|linker| linker.func_wrap("board", "millivolts", || 3300_i32).map(drop));
    /// ```
    #[must_use]
    pub fn imports<E: Into<::wasmi::Error>>(
        mut self,
        imports: impl FnOnce(&mut Linker<Data<H>>) -> Result<(), E> + 'static,
    ) -> Self {
        self.engine.imports = Some(Box::new(|linker| imports(linker).map_err(Into::into)));
        self
    }

    /// Makes the program: instantiates the module, a [`Module`] or a [`wasmi::Module`], and runs
    /// nothing of it yet.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownImport`], [`Error::MissingExport`] or [`Error::ExportType`], where the module is not a Go program
    /// for js/wasm, or needs imports that were not given; [`Error::Engine`], where wasmi can't instantiate it.
    pub fn instantiate<'m, M>(self, module: &'m M) -> Result<Program<H>, Error>
    where
        &'m M: Into<Module<'m>>,
    {
        let (state, options) = self.into_parts();
        let module = module.into();
        let engine = module.as_wasmi().engine();
        let mut linker = Linker::new(engine);
        add_to_linker(&mut linker, module.as_wasmi()).map_err(engine_error)?;
        if let Some(add_imports) = options.imports {
            add_imports(&mut linker).map_err(engine_error)?;
        }
        let mut store = Store::new(engine, Data { state, exports: None });
        let instance =
            linker.instantiate_and_start(&mut store, module.as_wasmi()).map_err(|error| match error.kind() {
                ErrorKind::Linker(LinkerError::MissingDefinition { name, .. }) => {
                    Error::UnknownImport { module: name.module().to_string(), name: name.name().to_string() }
                }
                _ => engine_error(error),
            })?;
        if let Some(memory) = instance.get_memory(&store, "mem") {
            module.write_data(memory.data_mut(&mut store)).map_err(engine_error)?;
        }
        let exports = Exports::new(instance, &store)?;
        store.data_mut().exports = Some(exports);
        Ok(program::Program::new(Instance { context: store, exports }))
    }
}
