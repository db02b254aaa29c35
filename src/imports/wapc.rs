//! The imports of waPC: the module `wapc`, as listed in <https://wapc.io/docs/spec/>.
//!
//! Unlike Go's own imports, they receive their arguments as wasm parameters. Where the specification is silent, they
//! behave like waPC's host for Rust (the crate `wapc`): the last answer counts, and an empty answer is not written.

use alloc::{string::String, vec::Vec};

use super::Realm;
use crate::{
    go::FrameError,
    host::Stream,
    js::{Context, price, zeros},
    memory::{Memory, OutOfBounds},
    runtime::{Error, Instance, Trap},
    wapc::no_room,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    GuestRequest,
    GuestResponse,
    GuestError,
    HostCall,
    HostResponseLen,
    HostResponse,
    HostErrorLen,
    HostError,
    ConsoleLog,
}

const ALL: [Kind; 9] = [
    Kind::GuestRequest,
    Kind::GuestResponse,
    Kind::GuestError,
    Kind::HostCall,
    Kind::HostResponseLen,
    Kind::HostResponse,
    Kind::HostErrorLen,
    Kind::HostError,
    Kind::ConsoleLog,
];

/// A function that a guest of [waPC](crate::wapc) imports.
///
/// The adapter of a runtime defines the functions that a module imports under their [`module`](WapcImport::module) and
/// [`name`](WapcImport::name). Each has as many parameters of type `i32` as [`params`](WapcImport::params) says, and
/// returns an `i32` or [nothing](WapcImport::has_result).
///
/// ```
/// use gojs::WapcImport;
///
/// let import = WapcImport::find("wapc", "__host_call").ok_or("there is none")?;
/// assert_eq!((import.params(), import.has_result()), (8, true));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WapcImport(Kind);

impl WapcImport {
    /// The maximum number of parameters.
    pub const MAX_PARAMS: usize = 8;

    /// Returns all imports of waPC.
    pub fn all() -> impl Iterator<Item = WapcImport> {
        ALL.into_iter().map(WapcImport)
    }

    /// Returns the import with these names, if it exists.
    #[must_use]
    pub fn find(module: &str, name: &str) -> Option<WapcImport> {
        WapcImport::all().find(|import| import.module() == module && import.name() == name)
    }

    /// Returns the waPC imports among those of a module, given as pairs of module and name. Each is returned once.
    pub fn wanted<'a>(imports: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<WapcImport> {
        super::distinct(imports.into_iter().filter_map(|(module, name)| WapcImport::find(module, name)))
    }

    /// Copies the parameters of a call to the array that [`call`](WapcImport::call) expects.
    pub fn words(params: impl Iterator<Item = i32>) -> [i32; WapcImport::MAX_PARAMS] {
        let mut words = [0; WapcImport::MAX_PARAMS];
        for (word, param) in words.iter_mut().zip(params) {
            *word = param;
        }
        words
    }

    /// Returns the module name: `wapc`.
    #[must_use]
    pub const fn module(self) -> &'static str {
        "wapc"
    }

    /// Returns the name of the import, such as `__host_call`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self.0 {
            Kind::GuestRequest => "__guest_request",
            Kind::GuestResponse => "__guest_response",
            Kind::GuestError => "__guest_error",
            Kind::HostCall => "__host_call",
            Kind::HostResponseLen => "__host_response_len",
            Kind::HostResponse => "__host_response",
            Kind::HostErrorLen => "__host_error_len",
            Kind::HostError => "__host_error",
            Kind::ConsoleLog => "__console_log",
        }
    }

    /// Returns the number of parameters, each an `i32`.
    #[must_use]
    pub const fn params(self) -> usize {
        match self.0 {
            Kind::GuestRequest | Kind::GuestResponse | Kind::GuestError | Kind::ConsoleLog => 2,
            Kind::HostCall => WapcImport::MAX_PARAMS,
            Kind::HostResponse | Kind::HostError => 1,
            Kind::HostResponseLen | Kind::HostErrorLen => 0,
        }
    }

    /// Returns whether the import returns an `i32`.
    #[must_use]
    pub const fn has_result(self) -> bool {
        matches!(self.0, Kind::HostCall | Kind::HostResponseLen | Kind::HostErrorLen)
    }

    /// Performs the import. [Parameters](WapcImport::params) that are missing from `params` are 0, and excess ones are
    /// ignored. Pointers and lengths are unsigned. Returns `Some` if the import [has a result](WapcImport::has_result).
    ///
    /// # Errors
    ///
    /// A [`Trap`] if the guest cannot continue: [`Error::Import`] if it passes a range outside its memory,
    /// [`Error::Host`] if the host rejects its output, or the trap that ended the program inside a handler.
    pub fn call<I: Instance>(self, instance: &mut I, params: &[i32]) -> Result<Option<i32>, Trap> {
        instance.state().safe_point()?;
        let result = self.serve(instance, params)?;
        super::pay(instance)?;
        Ok(result)
    }

    fn serve<I: Instance>(self, instance: &mut I, params: &[i32]) -> Result<Option<i32>, Trap> {
        let mut run = params.iter().map(|&param| param as u32);
        let mut next = || run.next().unwrap_or_default();
        match self.0 {
            Kind::GuestRequest => self.guest_request(instance, next(), next())?,
            Kind::GuestResponse => {
                let response = self.read(instance, next(), next())?;
                instance.state().wapc.exchange(|exchange| exchange.respond(response));
            }
            Kind::GuestError => {
                let text = self.read(instance, next(), next())?;
                let text = text.map_or_else(|no_room| no_room, |text| String::from_utf8_lossy(&text).into_owned());
                instance.state().wapc.exchange(|exchange| exchange.fail(text));
            }
            Kind::HostCall => {
                let slices = [(); 4].map(|()| (next(), next()));
                return self.host_call(instance, slices).map(|is_success| Some(is_success.into()));
            }
            Kind::HostResponseLen | Kind::HostErrorLen => {
                // The length fits in 32 bits: see `Wapc::host_call`.
                return Ok(Some(self.host_bytes(instance, |_, bytes| bytes.len() as i32)));
            }
            Kind::HostResponse | Kind::HostError => {
                let addr = next();
                self.host_bytes(instance, |memory, bytes| write(memory, addr, bytes))
                    .map_err(|error| self.fault(error))?;
            }
            Kind::ConsoleLog => self.console_log(instance, next(), next())?,
        }
        Ok(None)
    }

    /// Writes the request to the addresses that the guest passes. Outside of a guest call, writes nothing.
    fn guest_request<I: Instance>(self, instance: &mut I, operation: u32, payload: u32) -> Result<(), Trap> {
        let (memory, state) = instance.parts();
        let heap = &state.heap;
        let written = state.wapc.exchange(|exchange| match exchange.request() {
            Some((name, bytes)) => {
                heap.charge(price::bytes(bytes.len()));
                write(memory, payload, bytes).and_then(|()| write(memory, operation, name.as_bytes()))
            }
            None => Ok(()),
        });
        written.map_err(|error| self.fault(error))
    }

    /// Calls the handler, and keeps the answer. Returns whether it is a response.
    fn host_call<I: Instance>(self, instance: &mut I, slices: [(u32, u32); 4]) -> Result<bool, Trap> {
        // The answer to an earlier call does not belong to this one, and its memory can be freed.
        instance.state().wapc.exchange(|exchange| exchange.set_host_answer(None));
        let mut copies = [const { Ok(Vec::new()) }; 4];
        for (copy, (addr, len)) in copies.iter_mut().zip(slices) {
            *copy = self.read(instance, addr, len)?;
        }
        let wapc = instance.state().wapc.clone();
        let answer = match copies {
            [Ok(binding), Ok(namespace), Ok(operation), Ok(payload)] => {
                let names = [&*binding, &*namespace, &*operation];
                Context::new(&mut Realm(instance)).without_gc(|cx| wapc.host_call(cx, names, &payload))
            }
            copies => Err(copies.into_iter().find_map(Result::err).unwrap_or_default()),
        };
        // The handler may have called Go, and that may have ended the program.
        if let Some(trap) = instance.state().take_ending() {
            return Err(trap);
        }
        let is_success = answer.is_ok();
        wapc.exchange(|exchange| exchange.set_host_answer(Some(answer)));
        Ok(is_success)
    }

    /// Calls `f` with the response of the last host call, or with its error. Without one, the bytes are empty.
    fn host_bytes<I: Instance, R>(self, instance: &mut I, f: impl FnOnce(&mut I::Memory, &[u8]) -> R) -> R {
        let (memory, state) = instance.parts();
        let heap = &state.heap;
        let wants_error = matches!(self.0, Kind::HostError | Kind::HostErrorLen);
        state.wapc.exchange(|exchange| {
            let answer = match exchange.host_answer() {
                Some(Ok(response)) if !wants_error => response,
                Some(Err(error)) if wants_error => error.as_bytes(),
                _ => &[],
            };
            heap.charge(price::bytes(answer.len()));
            f(memory, answer)
        })
    }

    /// Writes a line to standard output ("Allows guest to log to stdout").
    fn console_log<I: Instance>(self, instance: &mut I, addr: u32, len: u32) -> Result<(), Trap> {
        let line = self.read(instance, addr, len)?.unwrap_or_else(String::into_bytes);
        let state = instance.state();
        state.print(Stream::Stdout, &line)?;
        Ok(state.print(Stream::Stdout, b"\n")?)
    }

    /// Copies the `len` bytes at `addr`. The inner error says that there is no memory for the copy.
    fn read<I: Instance>(self, instance: &mut I, addr: u32, len: u32) -> Result<Result<Vec<u8>, String>, Trap> {
        instance.state().heap.charge(price::bytes(len as usize));
        let memory = instance.parts().0;
        let size = memory.size();
        // Checked before memory is allocated for bytes that cannot exist.
        if u64::from(addr).saturating_add(len.into()) > size {
            return Err(self.fault(OutOfBounds { addr: addr.into(), len: len.into(), size }));
        }
        let Ok(mut copy) = zeros(len as usize) else { return Ok(Err(no_room(len as usize))) };
        memory.read(addr, &mut copy).map_err(|error| self.fault(error))?;
        Ok(Ok(copy))
    }

    fn fault(self, OutOfBounds { addr, len, size }: OutOfBounds) -> Trap {
        let source = FrameError::Slice { addr: addr as i64, len: len as i64, size };
        Error::Import { import: self.name(), source }.into()
    }
}

/// Writes bytes to an address. An empty write succeeds at any address.
fn write<M: Memory + ?Sized>(memory: &mut M, addr: u32, bytes: &[u8]) -> Result<(), OutOfBounds> {
    if bytes.is_empty() { Ok(()) } else { memory.write(addr, bytes) }
}
