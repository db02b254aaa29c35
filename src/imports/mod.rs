//! The functions that a Go program imports: `runtime.*`, `syscall/js.*` and `debug` of `wasm_exec.js`. The imports of
//! waPC are in a separate module.
//!
//! Each import is one function that reads its arguments from Go's stack, performs the operation, and writes the result.
//! The layers below implement the semantics of the values.

#![cfg_attr(not(test), warn(clippy::disallowed_methods))]

mod agent;
mod runtime;
mod syscall_js;
mod wapc;

use alloc::vec::Vec;
use core::ffi::CStr;

use crate::{
    go::{Frame, FrameError},
    host::Host,
    js::{Context, Thrown, price},
    runtime::{Error, Instance, State, Trap, fuel},
};

/// The module name under which a program imports the functions of its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImportModule {
    /// `gojs`: Go 1.21 and later.
    Gojs,
    /// `go`: Go 1.20 and earlier.
    Go,
}

impl ImportModule {
    /// Returns the name of the module in the import section.
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

/// The reason why an import fails.
#[derive(Debug)]
enum ImportFault {
    Frame(FrameError),
    /// A thrown value that Go cannot catch.
    Thrown(Thrown),
    Trap(Trap),
}

impl From<FrameError> for ImportFault {
    fn from(error: FrameError) -> Self {
        ImportFault::Frame(error)
    }
}

impl From<Thrown> for ImportFault {
    fn from(thrown: Thrown) -> Self {
        ImportFault::Thrown(thrown)
    }
}

impl From<Trap> for ImportFault {
    fn from(trap: Trap) -> Self {
        ImportFault::Trap(trap)
    }
}

/// Returns the stack frame at `sp`, and the state.
#[inline]
fn frame_at<I: Instance>(instance: &mut I, sp: u32) -> (Frame<'_, I::Memory>, &mut State<I::Host>) {
    let (memory, state) = instance.parts();
    (Frame { memory, sp }, state)
}

/// The debt, in units of fuel, at which a program has to pay for its requests. Paying for each import would be slow,
/// since access to the fuel of a runtime takes time.
const CREDIT: u64 = 256;

/// Charges for an import. Takes the debt from the program's fuel when it reaches [`CREDIT`], or when a limit is
/// exceeded.
#[inline]
fn pay<I: Instance>(instance: &mut I) -> Result<(), Trap> {
    let state = instance.state();
    state.heap.charge(price::IMPORT);
    if state.heap.meter.due() < CREDIT && state.heap.meter.reached().is_none() {
        return Ok(());
    }
    settle(instance)
}

/// Charges for work of guest-controlled size before doing it. Fails if the program cannot afford it.
fn afford<H: Host>(state: &State<H>, units: u64) -> Result<(), ImportFault> {
    state.heap.charge(units);
    state.excess().map_or(Ok(()), |trap| Err(ImportFault::Trap(trap)))
}

#[cold]
fn settle<I: Instance>(instance: &mut I) -> Result<(), Trap> {
    fuel::settle(instance);
    instance.state().excess().map_or(Ok(()), Err)
}

/// Converts a text that ends with a NUL to a C string.
#[allow(clippy::panic, reason = "it is only called in constants, where a panic is a compile error")]
const fn c_text(text: &str) -> &CStr {
    match CStr::from_bytes_with_nul(text.as_bytes()) {
        Ok(text) => text,
        Err(_) => panic!("there is one NUL, at the end"),
    }
}

macro_rules! imports {
    ($($name:literal => $variant:ident $module:ident::$function:ident $(($argument:ident))?,)*) => {
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
        }

        impl Import {
            #[inline]
            fn dispatch<I: Instance>(self, instance: &mut I, sp: u32) -> Result<(), ImportFault> {
                match self.kind { $(Kind::$variant => $module::$function(instance, sp $(, self.$argument)?)),* }
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
    "runtime.scheduleTimeoutEvent" => ScheduleTimeoutEvent runtime::schedule_timeout_event(module),
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

/// Collects imports, each once.
#[expect(clippy::disallowed_methods, reason = "the list has at most all imports of this crate")]
fn distinct<T: PartialEq>(imports: impl Iterator<Item = T>) -> Vec<T> {
    let mut distinct = Vec::new();
    for import in imports {
        if !distinct.contains(&import) {
            distinct.push(import);
        }
    }
    distinct
}

/// A function that a Go program imports. It has one `i32` parameter, the stack pointer, and no result.
///
/// The adapter of a runtime defines each of [`Import::all`] under its [`module`](Import::module) and
/// [`name`](Import::name):
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
    /// Returns all imports, for programs that import them from `module`.
    pub fn all(module: ImportModule) -> impl Iterator<Item = Import> {
        KINDS.iter().map(move |&kind| Import { module, kind })
    }

    /// Returns the import with these names, if it exists.
    #[must_use]
    pub fn find(module: &str, name: &str) -> Option<Import> {
        let module = [ImportModule::Gojs, ImportModule::Go].into_iter().find(|known| known.name() == module)?;
        Import::all(module).find(|import| import.name() == name)
    }

    /// Returns the Go imports among those of a module, given as pairs of module and name. Each is returned once,
    /// although Go's linker repeats an import for each package that declares it.
    pub fn wanted<'a>(imports: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Import> {
        distinct(imports.into_iter().filter_map(|(module, name)| Import::find(module, name)))
    }

    /// Returns the module name: `gojs` or `go`.
    #[must_use]
    pub const fn module(self) -> &'static str {
        self.module.name()
    }

    /// Returns the name of the import, such as `syscall/js.valueGet`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.kind.name()
    }

    /// Returns [`module`](Import::module) as a C string, for runtimes that are written in C.
    #[must_use]
    pub const fn c_module(self) -> &'static CStr {
        self.module.c_name()
    }

    /// Returns [`name`](Import::name) as a C string, for runtimes that are written in C.
    #[must_use]
    pub const fn c_name(self) -> &'static CStr {
        self.kind.c_name()
    }

    /// Performs the import. `sp` is the only argument that it was called with.
    ///
    /// # Errors
    ///
    /// A [`Trap`] if the guest cannot continue. The adapter ends the execution of wasm with it: see [`Instance`].
    #[inline]
    pub fn call<I: Instance>(self, instance: &mut I, sp: u32) -> Result<(), Trap> {
        self.dispatch(instance, sp).map_err(|fault| self.trap(instance, fault))?;
        pay(instance)
    }

    #[cold]
    fn trap<I: Instance>(self, instance: &mut I, fault: ImportFault) -> Trap {
        let import = self.name();
        match fault {
            ImportFault::Trap(trap) => trap,
            ImportFault::Frame(source) => Error::Import { import, source }.into(),
            // If a function that was called has ended the program, the thrown value does not matter.
            ImportFault::Thrown(thrown) => match instance.state().take_ending() {
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
