//! Runs a Go program in a process that can only read, write and exit.
//!
//!     enclave [--memory SIZE] [--heap SIZE] [--seed HEX] [--time SECONDS] [--] GUEST.wasm [ARGUMENT...]
//!
//! First, the process does everything that requires other system calls: it maps and populates its memory, reads the
//! module file, and obtains entropy and the time of day. Then it enters seccomp's strict mode, in which the kernel
//! answers any system call except read(2), write(2), exit(2) and sigreturn(2) with SIGKILL. It parses the module only
//! after that.
//!
//! The exit code is that of the guest, or 125 after an error of the enclave, which is printed to standard error.
//!
//! The crate does not use `std`, which makes other system calls: for locks, at the end of a thread, and
//! above all when memory runs out, where it aborts with a signal.
#![no_std]
#![no_main]

extern crate alloc;

mod arena;
mod host;
mod options;
mod process;

use alloc::{format, string::String, vec::Vec};
use core::ffi::{CStr, c_char, c_int};

use gojs::wasmi::{Module, Program};
use rustix::{
    fs::{CWD, Mode, OFlags},
    io::Errno,
    rand::GetRandomFlags,
    thread::SecureComputingMode,
    time::ClockId,
};

use host::EnclaveHost;
use options::Options;

/// A result whose error is a message, to be printed before the process ends.
type Result<T> = core::result::Result<T, String>;

#[unsafe(no_mangle)]
extern "C" fn main(argc: c_int, argv: *const *const c_char) -> c_int {
    let count = usize::try_from(argc).unwrap_or_default();
    // SAFETY: the C library calls `main` with an array of `argc` pointers. The array and the strings outlive `main`.
    let pointers = if count == 0 { &[] } else { unsafe { core::slice::from_raw_parts(argv, count) } };
    // SAFETY: each pointer points to a null-terminated string that stays valid until the process ends.
    let arguments = pointers.iter().map(|&pointer| unsafe { CStr::from_ptr(pointer) });
    match run(arguments) {
        Ok(code) => process::exit(code),
        Err(message) => process::fail(format_args!("{message}")),
    }
}

fn run(arguments: impl Iterator<Item = &'static CStr>) -> Result<c_int> {
    let options = match options::parse(arguments.skip(1)) {
        Ok(options) => options,
        Err(error) => process::fail(format_args!("{error}\n{}", options::USAGE)),
    };
    // Nothing may be allocated before this call.
    let linear_memory = match arena::take(options.memory, options.heap) {
        Ok(rest) => rest,
        Err(error) => process::fail(format_args!("{} bytes of memory can't be had: {error}", options.memory)),
    };
    let wasm = read_file(options.guest)?;
    let seed = match options.seed {
        Some(seed) => seed,
        None => entropy().map_err(|error| format!("the system has no entropy: {error}; --seed gives some"))?,
    };
    let epoch = options.time.unwrap_or_else(time_of_day);
    process::ignore_broken_pipes();

    rustix::thread::set_secure_computing_mode(SecureComputingMode::Strict)
        .map_err(|error| format!("seccomp's strict mode can't be entered: {error}"))?;
    if options.probe {
        // The kernel must answer this call with SIGKILL.
        let thread = rustix::thread::gettid();
        return Err(format!("gettid(2) has returned {thread:?}: the door is not shut"));
    }
    run_guest(&options, &wasm, linear_memory, EnclaveHost::new(seed, epoch))
}

fn run_guest(options: &Options, wasm: &[u8], linear_memory: &'static mut [u8], host: EnclaveHost) -> Result<c_int> {
    let name = options.guest.to_string_lossy();
    let refused = |error: &dyn core::fmt::Display| format!("{name}: {error}");
    let module = Module::with_lent_memory(&gojs::wasmi::engine(), wasm).map_err(|error| refused(&error))?;
    let arguments = options.arguments().map(String::from);
    let builder = Program::builder(host)
        .linear_memory(linear_memory)
        .args([String::from(name.as_ref())].into_iter().chain(arguments));
    let mut program = builder.instantiate(&module).map_err(|error| refused(&error))?;
    let exit = program.run().map_err(|error| refused(&error))?;
    Ok(exit.code())
}

fn read_file(path: &CStr) -> Result<Vec<u8>> {
    let failed = |error: Errno| format!("{}: {error}", path.to_string_lossy());
    let file = rustix::fs::openat(CWD, path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()).map_err(failed)?;
    let size = rustix::fs::fstat(&file).map_err(failed)?.st_size;
    let mut bytes = Vec::new();
    let room = usize::try_from(size).ok().and_then(|size| {
        bytes.try_reserve_exact(size).ok()?;
        Some(size)
    });
    let Some(size) = room else {
        return Err(format!("{}: its {size} bytes are more than there is memory: see --heap", path.to_string_lossy()));
    };
    bytes.resize(size, 0);
    let mut filled = 0;
    while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match rustix::io::read(&file, rest) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(Errno::INTR) => {}
            Err(error) => return Err(failed(error)),
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}

fn entropy() -> core::result::Result<[u8; 32], Errno> {
    let mut seed = [0; 32];
    // Once the generator is initialised, getrandom(2) never returns fewer bytes for such a short request.
    match rustix::rand::getrandom(&mut seed, GetRandomFlags::empty())? {
        32 => Ok(seed),
        _ => Err(Errno::IO),
    }
}

/// Returns the system time in seconds since 1970.
fn time_of_day() -> u64 {
    u64::try_from(rustix::time::clock_gettime(ClockId::Realtime).tv_sec).unwrap_or_default()
}
