//! The functions that a Go program imports: `runtime.*`, `syscall/js.*` and `debug` of `wasm_exec.js`; and those of waPC, in
//! a module of their own.
//!
//! One function for each: it reads its arguments from Go's stack, does what it is for, and writes the result. What the
//! values do is the business of the layers below.

mod agent;
mod runtime;
mod syscall_js;
mod wapc;

use alloc::vec::Vec;
use core::ffi::CStr;

use crate::{
    error::{Error, Trap},
    go::FrameError,
    host::Host,
    instance::Instance,
    js::{Context, Thrown, price},
    state::State,
};

/// Which of its two names a program imports its host's functions by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportModule {
    /// `gojs`: Go 1.21 and later.
    Gojs,
    /// `go`: Go 1.20 and earlier.
    Go,
}

impl ImportModule {
    /// The name in the module's import section.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ImportModule::Gojs => "gojs",
            ImportModule::Go => "go",
        }
    }

    const fn c_name(self) -> &'static CStr {
        match self {
            ImportModule::Gojs => c"gojs",
            ImportModule::Go => c"go",
        }
    }
}

/// What stops an import.
#[derive(Debug)]
enum Fault {
    Frame(FrameError),
    /// A thrown value that Go has no way to catch.
    Thrown(Thrown),
    Trap(Trap),
}

impl From<FrameError> for Fault {
    fn from(error: FrameError) -> Self {
        Fault::Frame(error)
    }
}

impl From<Trap> for Fault {
    fn from(trap: Trap) -> Self {
        Fault::Trap(trap)
    }
}

/// What a program may owe for its requests before it pays: to ask a runtime for its fuel takes some time.
const CREDIT: u64 = 256;

/// Takes the price of an import from the program's fuel, once there is something to take.
#[inline]
fn pay<I: Instance>(instance: &mut I) -> Result<(), Trap> {
    let state = instance.state();
    state.heap.charge(price::IMPORT);
    if state.heap.meter.due() < CREDIT && state.heap.meter.reached().is_none() {
        return Ok(());
    }
    settle(instance)
}

/// Counts what is about to be done, of whatever size the program says. It is not done where that would go beyond what the
/// program may take.
fn afford<H: Host>(state: &State<H>, units: u64) -> Result<(), Fault> {
    state.heap.charge(units);
    state.excess().map_or(Ok(()), |trap| Err(Fault::Trap(trap)))
}

#[cold]
fn settle<I: Instance>(instance: &mut I) -> Result<(), Trap> {
    let due = instance.state().heap.meter.take();
    let owed = instance.take_fuel(due);
    let state = instance.state();
    state.fuel.overdraw_by(owed);
    state.excess().map_or(Ok(()), Err)
}

/// A text that ends with a NUL, as C has it.
#[allow(clippy::panic, reason = "it is called in constants alone, where a panic is an error of the compiler's")]
const fn c_text(text: &str) -> &CStr {
    match CStr::from_bytes_with_nul(text.as_bytes()) {
        Ok(text) => text,
        Err(_) => panic!("there is one NUL, at the end"),
    }
}

macro_rules! imports {
    ($($name:literal => $variant:ident $function:path,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Kind { $($variant),* }

        const KINDS: &[Kind] = &[$(Kind::$variant),*];

        impl Kind {
            const fn name(self) -> &'static str {
                match self { $(Kind::$variant => $name),* }
            }

            const fn c_name(self) -> &'static CStr {
                match self { $(Kind::$variant => const { c_text(concat!($name, "\0")) }),* }
            }

            #[inline]
            fn call<I: Instance>(self, instance: &mut I, sp: u32, module: ImportModule) -> Result<(), Fault> {
                // Each function takes what it needs: only one cares for the module.
                match self { $(Kind::$variant => $function(instance, sp, module)),* }
            }
        }
    };
}

imports! {
    "debug" => Debug runtime::debug,
    "runtime.wasmExit" => WasmExit runtime::wasm_exit,
    "runtime.wasmWrite" => WasmWrite runtime::wasm_write,
    "runtime.resetMemoryDataView" => ResetMemoryDataView runtime::reset_memory_data_view,
    "runtime.nanotime1" => Nanotime1 runtime::nanotime1,
    "runtime.walltime" => Walltime runtime::walltime,
    "runtime.scheduleTimeoutEvent" => ScheduleTimeoutEvent runtime::schedule_timeout_event,
    "runtime.clearTimeoutEvent" => ClearTimeoutEvent runtime::clear_timeout_event,
    "runtime.getRandomData" => GetRandomData runtime::get_random_data,
    "syscall/js.finalizeRef" => FinalizeRef syscall_js::finalize_ref,
    "syscall/js.stringVal" => StringVal syscall_js::string_val,
    "syscall/js.valueGet" => ValueGet syscall_js::value_get,
    "syscall/js.valueSet" => ValueSet syscall_js::value_set,
    "syscall/js.valueDelete" => ValueDelete syscall_js::value_delete,
    "syscall/js.valueIndex" => ValueIndex syscall_js::value_index,
    "syscall/js.valueSetIndex" => ValueSetIndex syscall_js::value_set_index,
    "syscall/js.valueCall" => ValueCall syscall_js::value_call,
    "syscall/js.valueInvoke" => ValueInvoke syscall_js::value_invoke,
    "syscall/js.valueNew" => ValueNew syscall_js::value_new,
    "syscall/js.valueLength" => ValueLength syscall_js::value_length,
    "syscall/js.valuePrepareString" => ValuePrepareString syscall_js::value_prepare_string,
    "syscall/js.valueLoadString" => ValueLoadString syscall_js::value_load_string,
    "syscall/js.valueInstanceOf" => ValueInstanceOf syscall_js::value_instance_of,
    "syscall/js.copyBytesToGo" => CopyBytesToGo syscall_js::copy_bytes_to_go,
    "syscall/js.copyBytesToJS" => CopyBytesToJs syscall_js::copy_bytes_to_js,
}

/// One of the functions that a Go program imports. Each takes one `i32`, the stack pointer, and returns nothing.
///
/// A runtime's adapter defines each of [`Import::all`] under its [`module`](Import::module) and [`name`](Import::name):
///
/// ```
/// use gojs::{Import, ImportModule};
///
/// let names: Vec<_> = Import::all(ImportModule::Gojs).map(|import| (import.module(), import.name())).collect();
/// assert!(names.contains(&("gojs", "runtime.wasmWrite")));
/// assert_eq!(names.len(), 25);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Import {
    module: ImportModule,
    kind: Kind,
}

impl Import {
    /// Every import, for programs that import them from `module`.
    pub fn all(module: ImportModule) -> impl Iterator<Item = Import> {
        KINDS.iter().map(move |&kind| Import { module, kind })
    }

    /// The import with these names, if there is one.
    #[must_use]
    pub fn find(module: &str, name: &str) -> Option<Import> {
        let module = [ImportModule::Gojs, ImportModule::Go].into_iter().find(|known| known.name() == module)?;
        Import::all(module).find(|import| import.name() == name)
    }

    /// Those among a module's imports, given by their modules and names, once each: Go's linker imports one once for each
    /// package that declares it.
    pub fn wanted<'a>(imports: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Import> {
        let mut wanted = Vec::new();
        for (module, name) in imports {
            match Import::find(module, name) {
                Some(import) if !wanted.contains(&import) => wanted.push(import),
                _ => {}
            }
        }
        wanted
    }

    /// The import's module: `gojs` or `go`.
    #[must_use]
    pub const fn module(self) -> &'static str {
        self.module.name()
    }

    /// The import's name, such as `syscall/js.valueGet`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.kind.name()
    }

    /// The same as [`module`](Import::module), for a runtime that is written in C.
    #[must_use]
    pub const fn c_module(self) -> &'static CStr {
        self.module.c_name()
    }

    /// The same as [`name`](Import::name), for a runtime that is written in C.
    #[must_use]
    pub const fn c_name(self) -> &'static CStr {
        self.kind.c_name()
    }

    /// Does what the import is for. `sp` is the one argument that it was called with.
    ///
    /// # Errors
    ///
    /// A [`Trap`] where the guest can't go on: the adapter ends the execution of wasm with it, and hands it back from
    /// [`Instance::run`] or [`Instance::resume`].
    #[inline]
    pub fn call<I: Instance>(self, instance: &mut I, sp: u32) -> Result<(), Trap> {
        self.kind.call(instance, sp, self.module).map_err(|fault| self.trap(instance, fault))?;
        pay(instance)
    }

    #[cold]
    fn trap<I: Instance>(self, instance: &mut I, fault: Fault) -> Trap {
        let import = self.name();
        match fault {
            Fault::Trap(trap) => trap,
            Fault::Frame(source) => Error::Import { import, source }.into(),
            // A function that was called may have ended the program, and thrown whatever it was.
            Fault::Thrown(thrown) => match instance.state().ending.take() {
                Some(trap) => trap,
                None => {
                    let thrown = instance.state().heap.caught(thrown);
                    let message = Context::new(&mut agent::Realm(instance)).message_of(thrown);
                    Error::Uncaught { import, message }.into()
                }
            },
        }
    }
}

pub(crate) use self::agent::Realm;
pub use self::wapc::WapcImport;
