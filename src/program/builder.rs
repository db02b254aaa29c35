//! What a program is made with.

use alloc::{string::String, vec::Vec};
use core::fmt;

use super::Program;
use crate::{
    embed::{Caller, ClassBuilder, ObjectBuilder, evaluator},
    globals,
    host::{Host, Limits, ProcessIds, fs::FileSystem},
    instance::Adapter,
    js::{FromArguments, Group, IntoJs, IntoReturn},
    state::State,
    wapc,
};

/// Collects what a program is started with. `E` is what the runtime's adapter wants to know beside that; the adapter
/// also has the method that makes the program.
pub struct Builder<H, E> {
    state: State<H>,
    pub(crate) engine: E,
}

impl<H: fmt::Debug, E: fmt::Debug> fmt::Debug for Builder<H, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("host", &self.state.host).field("engine", &self.engine).finish_non_exhaustive()
    }
}

impl<I: Adapter> Program<I> {
    /// Begins a program, with every group of globals.
    pub fn builder(host: I::Host) -> Builder<I::Host, I::Options> {
        Program::<I>::builder_with(host, globals::ALL)
    }

    /// Begins a program with some of the groups of globals: what is left out takes neither code nor memory, as long as
    /// nothing else of the executable calls [`builder`](Self::builder).
    pub fn builder_with(host: I::Host, groups: &'static [&'static Group]) -> Builder<I::Host, I::Options> {
        Builder::new(host, groups, I::Options::default())
    }
}

impl<H: Host, E> Builder<H, E> {
    /// Begins a program. For adapters: [`Program::builder`] does it for theirs.
    pub fn new(host: H, groups: &'static [&'static Group], engine: E) -> Self {
        Builder { state: State::with_globals(host, groups), engine }
    }

    /// Sets `os.Args`: the program's name, then its arguments. Default: the name alone, `js`.
    ///
    /// Together with the environment they may take 8 KiB, with some bytes for each of them.
    #[must_use]
    pub fn args<S: Into<String>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.state.environment.args = args.into_iter().map(Into::into).collect();
        self
    }

    /// Sets an environment variable. Default: there are none.
    #[must_use]
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.state.environment.vars.insert(name.into(), value.into());
        self
    }

    /// Sets environment variables.
    #[must_use]
    pub fn envs<N: Into<String>, V: Into<String>>(mut self, vars: impl IntoIterator<Item = (N, V)>) -> Self {
        self.state.environment.vars.extend(vars.into_iter().map(|(name, value)| (name.into(), value.into())));
        self
    }

    /// Sets the working directory, an absolute path of the guest's. Default: `/`.
    #[must_use]
    pub fn cwd(mut self, path: impl Into<String>) -> Self {
        self.state.files.set_cwd(path.into());
        self
    }

    /// Sets what the program and its user are known by. Default: nothing, and Go finds -1 for each.
    #[must_use]
    pub fn ids(mut self, ids: ProcessIds) -> Self {
        self.state.environment.ids = Some(ids);
        self
    }

    /// Mounts a file system at an absolute path of the guest's, in place of what is mounted there. Default: there are no
    /// files but the standard streams and `/dev/null`.
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
        self.state.files.tree().mount(path, fs);
        self
    }

    /// Sets what the program may take. Default: [`Limits::default`].
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

    /// Sets how much a [`poll`](crate::Program::poll) may do, in the engine's fuel: when that is spent, it returns
    /// [`Poll::Ready`](crate::Poll::Ready), in the middle of Go code if need be, and the next one goes on there. The engine must
    /// be one that counts fuel: see `gojs::wasmi::metered_engine`. Default: there is no limit.
    ///
    /// What the program has its host do is paid from the same fuel, in proportion to the work: a unit is about an instruction of
    /// wasm. Such a request can't be left in the middle either.
    ///
    /// What was left in the middle can't be called: meanwhile [`call`](crate::Program::call) and its like return
    /// [`Error::Suspended`](crate::Error::Suspended). [`queue`](crate::Program::queue) puts off a call until Go is ready for it.
    ///
    /// A Go function that somebody waits for can't be left: one that `Array.prototype.map` calls, or the executor of a
    /// promise, or what the embedder [calls](crate::Program::call). It goes on beyond the slice, and the program is left as
    /// soon as it has returned. [`fuel_overdraft`](Self::fuel_overdraft) is the limit.
    #[must_use]
    pub fn fuel_slice(mut self, fuel: u64) -> Self {
        self.state.fuel.slice = Some(fuel);
        self
    }

    /// Sets how much fuel what can't be left in the middle may take beyond the slice of each poll, or of each call of the
    /// embedder's; a program that needs more is ended with [`Error::OutOfFuel`](crate::Error::OutOfFuel). Default: 1,000
    /// times the slice. Without a slice there is no limit.
    #[must_use]
    pub fn fuel_overdraft(mut self, fuel: u64) -> Self {
        self.state.fuel.overdraft = Some(fuel);
        self
    }

    /// Defines a function on the global object. Its arguments are one value, or a tuple of them:
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
    /// What does not fit throws a `TypeError` in Go that names the argument and both types. [`FromJs`](crate::js::FromJs)
    /// and [`IntoJs`] say which types there are; [`Caller`] gives the host and the program's values.
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

    /// Defines a class whose instances hold a value of Rust's on the global object.
    #[must_use]
    pub fn class<T: Send + 'static>(
        self,
        name: &str,
        build: impl FnOnce(ClassBuilder<'_, H, T>) -> ClassBuilder<'_, H, T>,
    ) -> Self {
        self.define(|global| global.class(name, build))
    }

    /// Defines anything on the global object.
    #[must_use]
    pub fn define(mut self, build: impl FnOnce(ObjectBuilder<'_, H>) -> ObjectBuilder<'_, H>) -> Self {
        let global = self.state.heap.global();
        build(ObjectBuilder::new(&mut self.state.heap, global));
        self
    }

    /// Sets what answers the guest's calls by [waPC](crate::wapc), and defines the global object `wapc`, which a guest of
    /// `wasmexec`'s looks for when it starts. `Err` is the text of the error that the guest is given. Default: a host call fails,
    /// and there is no such object.
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
        handler: impl Fn(&mut Caller<'_, H>, wapc::Call<'_>) -> Result<Vec<u8>, String> + Send + Sync + 'static,
    ) -> Self {
        self.state.wapc.set_handler(handler);
        let wapc = self.state.wapc.clone();
        self.define(|global| wapc::define(global, &wapc))
    }

    /// Sets what `eval` and `new Function` run JavaScript source with: they are given the source, and return or throw a
    /// value. Default: they throw an `EvalError`, for there is no JavaScript engine here.
    ///
    /// `new Function("a", "b", "return a + b")` asks for an expression that is a function:
    /// `(function anonymous(a,b\n) {\nreturn a + b\n})`.
    #[must_use]
    pub fn evaluator<R: IntoReturn>(
        mut self,
        call: impl Fn(&mut Caller<'_, H>, String) -> R + Send + Sync + 'static,
    ) -> Self {
        self.state.evaluator = Some(evaluator(call));
        self
    }

    /// The same for another runtime, with its adapter's options in place of those so far: for whoever has chosen what the
    /// program is given before choosing what runs it.
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

    /// The state for an instance, and what the adapter was told. For adapters.
    #[must_use]
    pub fn into_parts(self) -> (State<H>, E) {
        (self.state, self.engine)
    }
}
