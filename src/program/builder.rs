//! The builder of a program.

use alloc::{string::String, vec::Vec};
use core::fmt;

use super::Program;
use crate::{
    embed::{Caller, ClassBuilder, ObjectBuilder, evaluator},
    globals,
    host::{Host, Limits, ProcessIds, fs::FileSystem},
    js::{FromArguments, Group, IntoJs, IntoReturn},
    runtime::{Adapter, State},
    wapc,
};

/// The configuration of a program that is to be created. `E` holds the options of the adapter, which also adds the
/// method that creates the program.
///
/// ```
/// # #[cfg(all(feature = "std", feature = "wasmi"))]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use gojs::{Limits, StdHost, fs::MemFs, wasmi::{Module, Program}};
///
/// # let wasm = std::fs::read("examples/guest/greet.wasm")?;
/// let module = Module::new(&gojs::wasmi::engine(), &wasm)?;
/// let mut program = Program::builder(StdHost::new())
///     .args(["greet", "Ada"])
///     .env("TZ", "UTC")
///     .mount("/tmp", MemFs::new())
///     .limits(Limits::default().linear_memory(64 << 20))
///     .function("log", |_cx, line: String| println!("{line}"))
///     .instantiate(&module)?;
/// assert_eq!(program.run()?.code(), 0);
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "std", feature = "wasmi")))]
/// # fn main() {}
/// ```
///
/// # Many programs
///
/// A builder makes one program: its host, its file systems and its lent memory belong to that program. For a pool,
/// write the configuration as a function that returns a builder, and call it for each program: building takes less than
/// a hundredth of the time of `instantiate`. The programs share the module, which is parsed once.
///
/// ```
/// # #[cfg(all(feature = "std", feature = "wasmi"))]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use gojs::{DeterministicHost, fs::MemFs, wasmi::{Builder, Module, Program}};
///
/// fn greeter(seed: u64) -> Builder<DeterministicHost> {
///     Program::builder(DeterministicHost::new(seed))
///         .args(["greet", "-serve"])
///         .mount("/tmp", MemFs::new())
///         .function("log", |_cx, line: String| println!("{line}"))
/// }
///
/// # let wasm = std::fs::read("examples/guest/greet.wasm")?;
/// let module = Module::new(&gojs::wasmi::engine(), &wasm)?;
/// let mut pool = (0..4).map(|seed| greeter(seed).instantiate(&module)).collect::<Result<Vec<_>, _>>()?;
/// for program in &mut pool {
///     program.start()?;
///     assert_eq!(program.call::<f64>("add", (2, 40))?, 42.0);
/// }
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "std", feature = "wasmi")))]
/// # fn main() {}
/// ```
pub struct Builder<H, E> {
    state: State<H>,
    pub(crate) engine: E,
}

impl<H: fmt::Debug, E: fmt::Debug> fmt::Debug for Builder<H, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("host", &self.state.platform.host)
            .field("engine", &self.engine)
            .finish_non_exhaustive()
    }
}

impl<I: Adapter> Program<I> {
    /// Creates a builder for a program with every group of globals.
    pub fn builder(host: I::Host) -> Builder<I::Host, I::Options> {
        Program::<I>::builder_with(host, globals::ALL)
    }

    /// Creates a builder for a program with some of the groups of globals. The other groups cost neither code nor
    /// memory, unless another part of the executable calls [`builder`](Self::builder).
    pub fn builder_with(host: I::Host, groups: &'static [&'static Group]) -> Builder<I::Host, I::Options> {
        Builder::new(host, groups, I::Options::default())
    }
}

impl<H: Host, E> Builder<H, E> {
    /// Creates a builder. For adapters: [`Program::builder`] does this for the adapters of this crate.
    pub fn new(host: H, groups: &'static [&'static Group], engine: E) -> Self {
        Builder { state: State::with_globals(host, groups), engine }
    }

    /// Sets `os.Args`: the program name, then its arguments. Default: only the name, `js`.
    ///
    /// Together, arguments and environment variables may occupy up to 8 KiB, including a few bytes of overhead for
    /// each.
    #[must_use]
    pub fn args<S: Into<String>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.state.platform.environment.args = args.into_iter().map(Into::into).collect();
        self
    }

    /// Sets an environment variable. Default: none.
    #[must_use]
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.state.platform.environment.vars.insert(name.into(), value.into());
        self
    }

    /// Sets environment variables.
    #[must_use]
    pub fn envs<N: Into<String>, V: Into<String>>(mut self, vars: impl IntoIterator<Item = (N, V)>) -> Self {
        self.state.platform.environment.vars.extend(vars.into_iter().map(|(name, value)| (name.into(), value.into())));
        self
    }

    /// Sets the working directory, an absolute guest path. Default: `/`.
    #[must_use]
    pub fn cwd(mut self, path: impl Into<String>) -> Self {
        self.state.platform.files.set_cwd(path.into());
        self
    }

    /// Sets the process, user and group IDs that the program sees. Default: none, and Go reads -1 for each.
    #[must_use]
    pub fn ids(mut self, ids: ProcessIds) -> Self {
        self.state.platform.environment.ids = Some(ids);
        self
    }

    /// Mounts a file system at an absolute guest path, in place of any file system mounted there before. Default: no
    /// files except the standard streams and `/dev/null`.
    ///
    /// ```no_run
    /// # use gojs::{StdHost, fs::{HostDir, MemFs}, fs::FileSystem, wasmi::Program};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let builder = Program::builder(StdHost::new())
    ///     .mount("/", MemFs::new())
    ///     .mount("/data", HostDir::open("./data")?.read_only());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn mount(mut self, path: &str, fs: impl FileSystem + 'static) -> Self {
        self.state.platform.files.tree().mount(path, fs);
        self
    }

    /// Sets the limits on the resources that the program uses. Default: [`Limits::default`].
    ///
    /// ```no_run
    /// # use gojs::{Limits, StdHost, wasmi::Program};
    /// let builder = Program::builder(StdHost::new()).limits(Limits::default().linear_memory(16 << 20));
    /// ```
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.state.set_limits(&limits);
        self
    }

    /// Sets the fuel that one [`poll`](crate::Program::poll) may use, in units of the engine. When this slice is spent,
    /// the poll returns [`Poll::Ready`](crate::Poll::Ready), if necessary by suspending Go code, which the next poll
    /// resumes. The engine must count fuel: see `gojs::wasmi::metered_engine`. Default: no limit.
    ///
    /// The work that the program requests from its host is charged to the same fuel, in proportion to the work: one
    /// unit is about one wasm instruction. A request can't be suspended.
    ///
    /// Suspended Go code can't be called: meanwhile [`call`](crate::Program::call) and similar methods return
    /// [`Error::Suspended`](crate::Error::Suspended). [`queue`](crate::Program::queue) defers a call until Go is ready
    /// for it.
    ///
    /// A Go function can't be suspended while its caller waits for it: a callback of `Array.prototype.map`, the
    /// executor of a promise, or a function that the embedder [calls](crate::Program::call). It continues beyond the
    /// slice, and the program is suspended as soon as the function has returned.
    /// [`fuel_overdraft`](Self::fuel_overdraft) limits the excess.
    #[must_use]
    pub fn fuel_slice(mut self, fuel: u64) -> Self {
        self.state.fuel.slice = Some(fuel);
        self
    }

    /// Sets the fuel overdraft: the fuel that code which can't be suspended may use beyond the slice, in each poll or
    /// embedder call. A program that needs more ends with [`Error::OutOfFuel`](crate::Error::OutOfFuel). Default: 1,000
    /// times the slice. Without a slice the overdraft has no limit.
    #[must_use]
    pub fn fuel_overdraft(mut self, fuel: u64) -> Self {
        self.state.fuel.overdraft = Some(fuel);
        self
    }

    /// Defines a function on the global object. Its arguments are a single value, or a tuple of values:
    ///
    /// ```no_run
    /// # use gojs::{StdHost, embed::Throw, wasmi::Program};
    /// let builder = Program::builder(StdHost::new())
    ///     .function("log", |_cx, line: String| println!("{line}"))
    ///     .function("divide", |_cx, (a, b): (f64, f64)| {
    ///         if b == 0.0 { Err(Throw::range_error("division by zero")) } else { Ok(a / b) }
    ///     });
    /// ```
    ///
    /// An argument of the wrong type throws a `TypeError` in Go that names the argument and both types.
    /// [`FromJs`](crate::js::FromJs) and [`IntoJs`] list the supported types; [`Caller`] gives access to the host and
    /// to the values of the program.
    #[must_use]
    pub fn function<A: FromArguments, R: IntoReturn>(
        self,
        name: &str,
        call: impl Fn(&mut Caller<'_, H>, A) -> R + Send + Sync + 'static,
    ) -> Self {
        self.define(|global| global.method(name, call))
    }

    /// Defines a property of the global object.
    #[must_use]
    pub fn global(self, name: &str, value: impl IntoJs) -> Self {
        self.define(|global| global.value(name, value))
    }

    /// Defines an object with methods, getters and setters on the global object.
    #[must_use]
    pub fn object(self, name: &str, build: impl FnOnce(ObjectBuilder<'_, H>) -> ObjectBuilder<'_, H>) -> Self {
        self.define(|global| global.object(name, build))
    }

    /// Defines a class on the global object. Its instances hold a Rust value.
    #[must_use]
    pub fn class<T: Send + 'static>(
        self,
        name: &str,
        build: impl FnOnce(ClassBuilder<'_, H, T>) -> ClassBuilder<'_, H, T>,
    ) -> Self {
        self.define(|global| global.class(name, build))
    }

    /// Defines properties of any kind on the global object.
    #[must_use]
    pub fn define(mut self, build: impl FnOnce(ObjectBuilder<'_, H>) -> ObjectBuilder<'_, H>) -> Self {
        let global = self.state.heap.global();
        build(ObjectBuilder::new(&mut self.state.heap, global));
        self
    }

    /// Sets the handler of [waPC](crate::wapc) calls by the guest, and defines the global object `wapc`, which a
    /// `wasmexec` guest looks for when it starts. `Err` is the error text that the guest receives. Default: host calls
    /// fail, and the object does not exist.
    ///
    /// ```no_run
    /// # use gojs::{StdHost, wasmi::Program};
    /// let builder = Program::builder(StdHost::new()).wapc(|_cx, call| match call.operation {
    ///     "echo" => Ok(call.payload.to_vec()),
    ///     other => Err(format!("there is no operation {other:?}")),
    /// });
    /// ```
    #[must_use]
    pub fn wapc(
        mut self,
        handler: impl Fn(&mut Caller<'_, H>, wapc::HostCall<'_>) -> Result<Vec<u8>, String> + Send + Sync + 'static,
    ) -> Self {
        self.state.wapc.set_handler(handler);
        let wapc = self.state.wapc.clone();
        self.define(|global| wapc::define(global, &wapc))
    }

    /// Sets the evaluator: the function with which `eval` and `new Function` run JavaScript source. It receives the
    /// source, and returns or throws a value. Default: both throw an `EvalError`, because there is no JavaScript
    /// engine.
    ///
    /// `new Function("a", "b", "return a + b")` passes an expression whose value is a function:
    /// `(function anonymous(a,b\n) {\nreturn a + b\n})`.
    #[must_use]
    pub fn evaluator<R: IntoReturn>(
        mut self,
        call: impl Fn(&mut Caller<'_, H>, String) -> R + Send + Sync + 'static,
    ) -> Self {
        self.state.heap.evaluator = Some(evaluator(call));
        self
    }

    /// Replaces the adapter options with those of another runtime and keeps everything else. Use this to configure a
    /// program before choosing its runtime.
    ///
    /// ```
    /// # #[cfg(feature = "wasmi")] {
    /// # use gojs::{Builder, DeterministicHost, globals};
    /// let builder = Builder::new(DeterministicHost::new(1), globals::ALL, ()).args(["greet", "Ada"]);
    /// let builder = builder.with_options(gojs::wasmi::Options::<DeterministicHost>::default());
    /// # }
    /// ```
    #[must_use]
    pub fn with_options<O>(self, options: O) -> Builder<H, O> {
        Builder { state: self.state, engine: options }
    }

    /// Returns the state for an instance, and the options of the adapter. For adapters.
    #[must_use]
    pub fn into_parts(self) -> (State<H>, E) {
        (self.state, self.engine)
    }
}
