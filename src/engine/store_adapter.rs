//! The adapter for a runtime whose store holds the data of the embedder, and lends the data together with the memory.

/// Defines the items that the adapters of wasmi and wasmtime share, whose APIs are alike.
///
/// `$new_error` creates an error of the runtime from a message. `data` lists additional fields of `Data`, and `options`
/// lists those of `Options`. The calling module defines three functions:
///
/// - `failure` converts the error of a call. If that is a lack of fuel, the tank must be empty afterward.
/// - `execute` implements [`Instance::execute`](crate::runtime::Instance::execute).
/// - `function_type` returns the type of a function, for a module.
macro_rules! store_adapter {
    (
        $runtime:ident, $new_error:path,
        data { $($field:ident: $Field:ty),* }
        options { $($option:ident: $OptionType:ty),* }
    ) => {
        use alloc::{boxed::Box, string::ToString};
        use core::fmt;

        use ::$runtime::{
            AsContextMut, Caller, ExternType, Linker, Memory, Store, TypedFunc, WasmParams, WasmResults,
        };

        use crate::{
            engine::{
                exports::{self, Export},
                growth::Growth,
            },
            host::Host,
            imports::Import,
            program,
            runtime::{self, Adapter, Entry, Error, Execution, State, Trap},
        };
        /// The crate whose types this module uses, in the right version.
        pub use ::$runtime;

        #[doc = concat!("A Go program on ", stringify!($runtime), ".")]
        pub type Program<H> = program::Program<Instance<Store<Data<H>>>>;

        #[doc = concat!("The configuration of a program on ", stringify!($runtime), " that is to be created.")]
        pub type Builder<H> = program::Builder<H, Options<H>>;

        /// The data of a Go program in a [`Store`].
        pub struct Data<H> {
            state: State<H>,
            growth: Growth,
            /// Whether the engine counts fuel.
            is_metered: bool,
            /// `None` while the module is being instantiated.
            exports: Option<Exports>,
            $($field: $Field,)*
        }

        impl<H: fmt::Debug> fmt::Debug for Data<H> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct("Data").field("state", &self.state).finish_non_exhaustive()
            }
        }

        impl<H> Data<H> {
            /// Returns the state of the program.
            pub fn state(&mut self) -> &mut State<H> {
                &mut self.state
            }
        }

        /// The exports of a Go module.
        struct Exports {
            instance: ::$runtime::Instance,
            memory: Memory,
            run: TypedFunc<(i32, i32), ()>,
            resume: TypedFunc<(), ()>,
            getsp: TypedFunc<(), i32>,
            /// Only a waPC guest has this export.
            guest_call: Option<TypedFunc<(i32, i32), i32>>,
        }

        impl Exports {
            fn new<H>(instance: ::$runtime::Instance, store: &mut Store<Data<H>>) -> Result<Self, Error> {
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
            instance: ::$runtime::Instance,
            store: &mut Store<Data<H>>,
            wanted: Export,
        ) -> Result<TypedFunc<P, R>, Error> {
            let export = instance.get_export(&mut *store, wanted.name).ok_or_else(|| wanted.missing())?;
            let ty = export.ty(&*store);
            let function = export.into_func().and_then(|function| function.typed(&*store).ok());
            function.ok_or_else(|| wanted.mismatch(describe(&ty)))
        }

        /// The access to the store of a program: the store itself between calls, or the caller inside an import.
        pub trait Context: AsContextMut<Data = Data<<Self as Context>::Host>> {
            /// The [`Host`] of the program.
            type Host: Host + 'static;

            /// Returns the data in the store.
            fn data_mut(&mut self) -> &mut Data<Self::Host>;
        }

        impl<H: Host + 'static> Context for Store<Data<H>> {
            type Host = H;

            #[inline]
            fn data_mut(&mut self) -> &mut Data<H> {
                self.data_mut()
            }
        }

        impl<H: Host + 'static> Context for Caller<'_, Data<H>> {
            type Host = H;

            #[inline]
            fn data_mut(&mut self) -> &mut Data<H> {
                self.data_mut()
            }
        }

        /// The instance of a Go program, with the store or the caller that gives access to it.
        pub struct Instance<C> {
            context: C,
            memory: Memory,
        }

        impl<C> fmt::Debug for Instance<C> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct("Instance").field("memory", &self.memory).finish_non_exhaustive()
            }
        }

        impl<C: Context> Instance<C> {
            fn exports(&mut self) -> Result<&Exports, Error> {
                // An instance is created only from a store that has them.
                self.context.data_mut().exports.as_ref().ok_or_else(|| Export::MEM.missing())
            }

            /// Calls a function, which runs to completion.
            fn call<P: WasmParams, R: WasmResults>(
                &mut self,
                function: &TypedFunc<P, R>,
                params: P,
            ) -> Result<R, Trap> {
                function.call(&mut self.context, params).map_err(|error| failure(self, &error))
            }

            /// Stores a trap in the state, and returns the error that ends the wasm.
            fn raise(&mut self, trap: Trap) -> ::$runtime::Error {
                self.context.data_mut().state.raise(trap);
                $new_error("an import has ended the program")
            }
        }

        impl<C: Context> runtime::Instance for Instance<C> {
            type Memory = [u8];
            type Host = C::Host;

            #[inline]
            fn parts(&mut self) -> (&mut [u8], &mut State<C::Host>) {
                let (memory, data) = self.memory.data_and_store_mut(&mut self.context);
                (memory, &mut data.state)
            }

            #[inline]
            fn state(&mut self) -> &mut State<C::Host> {
                &mut self.context.data_mut().state
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

            fn fuel(&mut self) -> Option<u64> {
                if self.context.data_mut().is_metered { self.context.as_context().get_fuel().ok() } else { None }
            }

            fn set_fuel(&mut self, fuel: u64) {
                // This fails only if fuel is not counted, and then there is nothing to set.
                let _ = self.context.as_context_mut().set_fuel(fuel);
            }

            fn execute(&mut self, entry: Entry) -> Result<Execution, Trap> {
                execute(self, entry)
            }
        }

        /// Adds the imports of `module` to a linker: those from the Go module, `gojs` or `go`, and with the feature
        /// `wapc` those from the [waPC](crate::wapc) module, `wapc`.
        ///
        /// # Errors
        ///
        /// If the linker already contains one of them.
        pub fn add_to_linker<H: Host + 'static>(
            linker: &mut Linker<Data<H>>,
            module: &::$runtime::Module,
        ) -> Result<(), ::$runtime::Error> {
            for import in Import::wanted(module.imports().map(|import| (import.module(), import.name()))) {
                linker.func_wrap(
                    import.module(),
                    import.name(),
                    move |caller: Caller<'_, Data<H>>, sp: i32| -> Result<(), ::$runtime::Error> {
                        let mut instance = calling(caller)?;
                        import.call(&mut instance, sp as u32).map_err(|trap| instance.raise(trap))
                    },
                )?;
            }
            #[cfg(feature = "wapc")]
            {
                use ::$runtime::Val;
                use crate::imports::WapcImport;

                for import in WapcImport::wanted(module.imports().map(|import| (import.module(), import.name()))) {
                    linker.func_new(
                        import.module(),
                        import.name(),
                        wapc_type(module, import),
                        move |caller: Caller<'_, Data<H>>, params: &[Val], results: &mut [Val]| {
                            let mut instance = calling(caller)?;
                            let params = WapcImport::words(params.iter().map(|param| param.i32().unwrap_or_default()));
                            let result = import.call(&mut instance, &params).map_err(|trap| instance.raise(trap))?;
                            if let (Some(place), Some(result)) = (results.first_mut(), result) {
                                *place = result.into();
                            }
                            Ok(())
                        },
                    )?;
                }
            }
            Ok(())
        }

        /// Returns the instance that called an import.
        fn calling<H>(caller: Caller<'_, Data<H>>) -> Result<Instance<Caller<'_, Data<H>>>, ::$runtime::Error> {
            match caller.data().exports.as_ref().map(|exports| exports.memory) {
                Some(memory) => Ok(Instance { context: caller, memory }),
                None => Err($new_error("an import was called before the module was instantiated")),
            }
        }

        type AddImports<H> = Box<dyn FnOnce(&mut Linker<Data<H>>) -> Result<(), ::$runtime::Error>>;

        #[doc = concat!("The options of a program on ", stringify!($runtime), ".")]
        pub struct Options<H> {
            imports: Option<AddImports<H>>,
            $($option: $OptionType,)*
        }

        impl<H> Default for Options<H> {
            fn default() -> Self {
                Options { imports: None, $($option: Default::default(),)* }
            }
        }

        impl<H> fmt::Debug for Options<H> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct("Options").field("imports", &self.imports.is_some()).finish_non_exhaustive()
            }
        }

        impl<H: Host + 'static> Adapter for Instance<Store<Data<H>>> {
            type Options = Options<H>;
        }

        impl<H: Host + 'static> program::Program<Instance<Store<Data<H>>>> {
            /// Returns the store of the program, for example to read an exported global.
            pub fn store(&mut self) -> &mut Store<Data<H>> {
                &mut self.instance().context
            }

            /// Calls a function that the module exports, such as a `//go:wasmexport` function. The program must have
            /// been started, because the Go runtime is not initialized before that.
            ///
            /// # Errors
            ///
            /// [`Error::Engine`], if the export does not exist or is of another type; any error that ends a program.
            pub fn call_export<P: WasmParams, R: WasmResults>(&mut self, name: &str, params: P) -> Result<R, Error> {
                self.check_running()?;
                let instance = self.instance();
                let wasm = instance.exports()?.instance;
                let function = wasm.get_typed_func::<P, R>(&mut instance.context, name).map_err(engine_error)?;
                self.enter_wasm(|instance| instance.call(&function, params))
            }
        }

        fn engine_error(error: ::$runtime::Error) -> Error {
            Error::Engine(error.into())
        }

        impl<H: Host + 'static> program::Builder<H, Options<H>> {
            /// Adds imports that the embedder defines, and that Go declares with `//go:wasmimport`.
            ///
            /// ```no_run
            #[doc = concat!("# use gojs::{StdHost, ", stringify!($runtime), "::Program};")]
            /// let builder = Program::builder(StdHost::new())
            ///     .imports(|linker| linker.func_wrap("board", "millivolts", || 3300_i32).map(drop));
            /// ```
            #[must_use]
            pub fn imports<E: Into<::$runtime::Error>>(
                mut self,
                imports: impl FnOnce(&mut Linker<Data<H>>) -> Result<(), E> + 'static,
            ) -> Self {
                self.engine.imports = Some(Box::new(|linker| imports(linker).map_err(Into::into)));
                self
            }

            /// Creates the linker and the store of a program.
            #[allow(clippy::type_complexity, reason = "each part has one use")]
            fn prepare(
                self,
                module: &::$runtime::Module,
            ) -> Result<(Linker<Data<H>>, Store<Data<H>>, Options<H>), Error> {
                let (state, mut options) = self.into_parts();
                let mut linker = Linker::new(module.engine());
                add_to_linker(&mut linker, module).map_err(engine_error)?;
                if let Some(add_imports) = options.imports.take() {
                    add_imports(&mut linker).map_err(engine_error)?;
                }
                let growth = Growth::new(&state);
                let data = Data { state, growth, is_metered: false, exports: None, $($field: Default::default(),)* };
                let mut store = Store::new(module.engine(), data);
                store.limiter(|data| &mut data.growth);
                let is_metered = store.get_fuel().is_ok();
                let fuel = store.data().state.fuel.for_start(is_metered)?;
                if is_metered {
                    store.data_mut().is_metered = true;
                    store.set_fuel(fuel).map_err(engine_error)?;
                }
                Ok((linker, store, options))
            }
        }

        impl<H: Host + 'static> program::Program<Instance<Store<Data<H>>>> {
            /// Creates a program from its store and the instance of the module there.
            fn from_wasm(instance: ::$runtime::Instance, mut store: Store<Data<H>>) -> Result<Self, Error> {
                let exports = Exports::new(instance, &mut store)?;
                let memory = exports.memory;
                store.data_mut().exports = Some(exports);
                Ok(program::Program::new(Instance { context: store, memory }))
            }
        }
    };
}
