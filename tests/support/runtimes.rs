//! The runtimes that a test body is run on: of each the program, and the prebuilt guest, parsed or compiled once.

#![allow(dead_code, unused_imports, reason = "no body needs all of it")]

/// Has what follows once for each runtime that there is, in a module of that name, where `runtime` is the one.
#[allow(unused_macros, reason = "not every test has it all in one body")]
macro_rules! on_each_runtime {
    ($($item:item)*) => {
        #[cfg(feature = "wasmi")]
        mod on_wasmi {
            use crate::runtimes::wasmi as runtime;
            $($item)*
        }
        #[cfg(feature = "wasmtime")]
        mod on_wasmtime {
            use crate::runtimes::wasmtime as runtime;
            $($item)*
        }
        #[cfg(feature = "wasmer")]
        mod on_wasmer {
            use crate::runtimes::wasmer as runtime;
            $($item)*
        }
    };
}

/// What has this path in each of those modules, with the runtime's name.
#[allow(unused_macros, reason = "the test harness finds most tests by itself")]
macro_rules! by_runtime {
    ($($path:ident)::+) => {
        &[
            #[cfg(feature = "wasmi")]
            ("wasmi", on_wasmi::$($path)::+),
            #[cfg(feature = "wasmtime")]
            ("wasmtime", on_wasmtime::$($path)::+),
            #[cfg(feature = "wasmer")]
            ("wasmer", on_wasmer::$($path)::+),
        ]
    };
}

use std::sync::OnceLock;

fn wasm() -> Vec<u8> {
    std::fs::read("examples/guest/greet.wasm").unwrap()
}

#[cfg(feature = "wasmi")]
pub(crate) mod wasmi {
    use super::{OnceLock, wasm};
    pub(crate) use ::wasmi::Module;
    pub(crate) use gojs::wasmi::{Options, Program};

    pub(crate) fn parse(wasm: &[u8]) -> Module {
        Module::new(&gojs::wasmi::engine(), wasm).unwrap()
    }

    pub(crate) fn parse_metered(wasm: &[u8]) -> Module {
        Module::new(&gojs::wasmi::metered_engine(), wasm).unwrap()
    }

    pub(crate) fn module() -> &'static Module {
        static MODULE: OnceLock<Module> = OnceLock::new();
        MODULE.get_or_init(|| parse(&wasm()))
    }
}

#[cfg(feature = "wasmtime")]
pub(crate) mod wasmtime {
    use super::{OnceLock, wasm};
    pub(crate) use ::wasmtime::Module;
    pub(crate) use gojs::wasmtime::{Options, Program};

    pub(crate) fn parse(wasm: &[u8]) -> Module {
        Module::new(&gojs::wasmtime::engine().unwrap(), wasm).unwrap()
    }

    pub(crate) fn parse_metered(wasm: &[u8]) -> Module {
        Module::new(&gojs::wasmtime::metered_engine().unwrap(), wasm).unwrap()
    }

    pub(crate) fn module() -> &'static Module {
        static MODULE: OnceLock<Module> = OnceLock::new();
        MODULE.get_or_init(|| parse(&wasm()))
    }
}

#[cfg(feature = "wasmer")]
pub(crate) mod wasmer {
    use super::{OnceLock, wasm};
    pub(crate) use gojs::wasmer::{Module, Options, Program};

    pub(crate) fn parse(wasm: &[u8]) -> Module {
        Module::new(&gojs::wasmer::engine(), wasm).unwrap()
    }

    pub(crate) fn parse_metered(wasm: &[u8]) -> Module {
        Module::metered(wasm).unwrap()
    }

    pub(crate) fn module() -> &'static Module {
        static MODULE: OnceLock<Module> = OnceLock::new();
        MODULE.get_or_init(|| parse(&wasm()))
    }
}
