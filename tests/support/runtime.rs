//! The wasm runtimes. A suite is generic over [`Runtime`], and [`on_each_runtime!`](crate::on_each_runtime) makes the
//! test harness run it on each.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use gojs::{Adapter, DeterministicHost, Error, Host};

use crate::modules;

/// A wasm runtime with an adapter.
pub trait Runtime: Sized + 'static {
    /// The name that selects this runtime on the command line.
    const NAME: &'static str;

    /// The runtime's representation of a module.
    type Module: Send + Sync + 'static;

    /// The options that the adapter adds to the builder.
    type Options<H: Host + Send + 'static>: Default + std::fmt::Debug + 'static;

    /// A program's instance.
    type Instance<H: Host + Send + 'static>: Adapter<Host = H, Options = Self::Options<H>>;

    /// Parses or compiles a module.
    fn parse(wasm: &[u8]) -> Self::Module;

    /// Parses or compiles a module for programs with a fuel limit.
    fn parse_metered(wasm: &[u8]) -> Self::Module;

    /// Returns the module of this name. Parses it once per process.
    fn parse_once(name: &'static str, wasm: impl FnOnce() -> Vec<u8>) -> &'static Self::Module {
        type Parsed = OnceLock<Box<dyn Any + Send + Sync>>;
        static PARSED: Mutex<BTreeMap<(&str, &str), &'static Parsed>> = Mutex::new(BTreeMap::new());
        let mut parsed = PARSED.lock().unwrap_or_else(PoisonError::into_inner);
        let module = *parsed.entry((Self::NAME, name)).or_insert_with(|| Box::leak(Box::default()));
        // The lock is released, so that other modules can be parsed concurrently.
        drop(parsed);
        let module = module.get_or_init(|| Box::new(Self::parse(&wasm())));
        module.downcast_ref().expect("the key has the runtime's name")
    }

    /// Returns the prebuilt guest, parsed once.
    fn greet() -> &'static Self::Module {
        Self::parse_once("greet", || modules::greet().to_vec())
    }

    /// Instantiates a program.
    fn instantiate<H: Host + Send + 'static>(
        builder: Builder<Self, H>,
        module: &Self::Module,
    ) -> Result<Program<Self, H>, Error>;

    /// Returns a builder of a program with every group of globals.
    fn builder<H: Host + Send + 'static>(host: H) -> Builder<Self, H> {
        Program::<Self, H>::builder(host)
    }
}

/// A builder of a program on a runtime.
pub type Builder<R, H = DeterministicHost> = gojs::Builder<H, <R as Runtime>::Options<H>>;

/// A program on a runtime.
pub type Program<R, H = DeterministicHost> = gojs::Program<<R as Runtime>::Instance<H>>;

/// Implements [`Runtime`] for one of the library's adapters.
macro_rules! runtime {
    ($Name:ident, $adapter:ident, $Module:ty, $parse:expr, $parse_metered:expr) => {
        /// The runtime of this name.
        #[derive(Clone, Copy, Debug)]
        pub struct $Name;

        impl Runtime for $Name {
            const NAME: &'static str = stringify!($adapter);
            type Module = $Module;
            type Options<H: Host + Send + 'static> = gojs::$adapter::Options<H>;
            type Instance<H: Host + Send + 'static> = <gojs::$adapter::Program<H> as ProgramOf>::Instance;

            fn parse(wasm: &[u8]) -> Self::Module {
                let parse: fn(&[u8]) -> Self::Module = $parse;
                parse(wasm)
            }

            fn parse_metered(wasm: &[u8]) -> Self::Module {
                let parse: fn(&[u8]) -> Self::Module = $parse_metered;
                parse(wasm)
            }

            fn instantiate<H: Host + Send + 'static>(
                builder: Builder<Self, H>,
                module: &Self::Module,
            ) -> Result<Program<Self, H>, Error> {
                builder.instantiate(module)
            }
        }
    };
}

/// Names the instance type of a program whose adapter does not export it.
#[doc(hidden)]
pub trait ProgramOf {
    type Instance;
}

impl<I> ProgramOf for gojs::Program<I> {
    type Instance = I;
}

runtime!(
    Wasmi,
    wasmi,
    wasmi::Module,
    |wasm| wasmi::Module::new(&gojs::wasmi::engine(), wasm).expect("wasmi accepts the module"),
    |wasm| wasmi::Module::new(&gojs::wasmi::metered_engine(), wasm).expect("wasmi accepts the module")
);

#[cfg(feature = "wasmtime")]
runtime!(
    Wasmtime,
    wasmtime,
    wasmtime::Module,
    |wasm| {
        let engine = gojs::wasmtime::engine().expect("the configuration is valid");
        wasmtime::Module::new(&engine, wasm).expect("wasmtime accepts the module")
    },
    |wasm| {
        let engine = gojs::wasmtime::metered_engine().expect("the configuration is valid");
        wasmtime::Module::new(&engine, wasm).expect("wasmtime accepts the module")
    }
);

#[cfg(feature = "wasmer")]
runtime!(
    Wasmer,
    wasmer,
    gojs::wasmer::Module,
    |wasm| gojs::wasmer::Module::new(&gojs::wasmer::engine(), wasm).expect("wasmer accepts the module"),
    |wasm| gojs::wasmer::Module::metered(wasm).expect("wasmer accepts the module")
);

/// Makes the test harness run generic functions on each runtime: `on_each_runtime![a, b]` defines the tests
/// `on_wasmi::a`, `on_wasmi::b`, `on_wasmtime::a`, … from the functions `a<R: Runtime>()` and `b<R: Runtime>()`.
///
/// A function that is not listed is dead code, about which the compiler warns.
#[macro_export]
macro_rules! on_each_runtime {
    ($($test:ident),* $(,)?) => {
        $crate::tests_on!(on_wasmi, Wasmi, $($test)*);
        #[cfg(feature = "wasmtime")]
        $crate::tests_on!(on_wasmtime, Wasmtime, $($test)*);
        #[cfg(feature = "wasmer")]
        $crate::tests_on!(on_wasmer, Wasmer, $($test)*);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! tests_on {
    ($module:ident, $Runtime:ident, $($test:ident)*) => {
        mod $module {
            $(
                #[test]
                fn $test() {
                    super::$test::<$crate::runtime::$Runtime>();
                }
            )*
        }
    };
}

/// Expands to a list of each runtime's name and a function pointer to a generic function on it: `by_runtime!(check)`
/// for `fn check<R: Runtime>(…)`.
#[macro_export]
macro_rules! by_runtime {
    ($function:ident) => {{
        use $crate::runtime::{self, Runtime as _};
        vec![
            (runtime::Wasmi::NAME, $function::<runtime::Wasmi> as _),
            #[cfg(feature = "wasmtime")]
            (runtime::Wasmtime::NAME, $function::<runtime::Wasmtime> as _),
            #[cfg(feature = "wasmer")]
            (runtime::Wasmer::NAME, $function::<runtime::Wasmer> as _),
        ]
    }};
}
