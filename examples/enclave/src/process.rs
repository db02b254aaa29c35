//! The standard streams, error messages, and the end of the process.

use core::{
    ffi::c_int,
    fmt::{self, Write as _},
    panic::PanicInfo,
};

use rustix::{
    fd::BorrowedFd,
    io::{self, Errno},
};

/// The exit code for errors of the enclave.
const FAILED: c_int = 125;

/// Ends the process, which has only one thread, with exit(2), the only suitable system call in strict mode. The C
/// library's `exit` would call exit_group(2), which is forbidden.
pub(crate) fn exit(code: c_int) -> ! {
    loop {
        // SAFETY: the argument of exit(2) is an integer. No other thread exists that could depend on this one.
        unsafe { libc::syscall(libc::SYS_exit, code) };
    }
}

/// Prints an error message and ends the process. Does not allocate.
pub(crate) fn fail(message: fmt::Arguments<'_>) -> ! {
    // If writing fails, only the exit code reports the error.
    let _ = writeln!(Stderr, "enclave: {message}");
    exit(FAILED)
}

/// Handles a panic, which is caused by a bug, or by an allocation failure that the code does not handle.
#[panic_handler]
fn panicked(info: &PanicInfo<'_>) -> ! {
    match info.location() {
        Some(place) => fail(format_args!("{} ({place}); see --heap, if it is memory", info.message())),
        None => fail(format_args!("{}", info.message())),
    }
}

/// A symbol that the prebuilt `alloc` refers to, because it is compiled with unwinding. It is never called.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

/// Like [`rust_eh_personality`].
#[unsafe(no_mangle)]
extern "C" fn _Unwind_Resume() -> ! {
    fail(format_args!("something has unwound"))
}

/// Makes a write to a closed pipe fail, like `std`. By default, a signal would end the process.
pub(crate) fn ignore_broken_pipes() {
    // SAFETY: this sets no handler, so no code runs on a signal.
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_IGN) };
}

/// A standard stream of the process.
#[derive(Clone, Copy)]
pub(crate) enum Standard {
    Input,
    Output,
    Error,
}

impl Standard {
    fn descriptor(self) -> BorrowedFd<'static> {
        // SAFETY: nothing here closes a stream. If the process was started without one of them, the module file may get
        // its descriptor, and is closed before the guest reads or writes.
        unsafe {
            match self {
                Standard::Input => rustix::stdio::stdin(),
                Standard::Output => rustix::stdio::stdout(),
                Standard::Error => rustix::stdio::stderr(),
            }
        }
    }
}

/// Reads available bytes, or waits for input.
pub(crate) fn read(stream: Standard, buf: &mut [u8]) -> Result<usize, Errno> {
    loop {
        match io::read(stream.descriptor(), &mut *buf) {
            Err(Errno::INTR) => {}
            read => return read,
        }
    }
}

/// Writes some of the bytes to a stream, and retries if it is interrupted or would block.
pub(crate) fn write(stream: Standard, bytes: &[u8]) -> Result<usize, Errno> {
    loop {
        match io::write(stream.descriptor(), bytes) {
            // poll(2) is forbidden, so a non-blocking stream is retried in a loop.
            Err(Errno::INTR | Errno::AGAIN) => core::hint::spin_loop(),
            written => return written,
        }
    }
}

struct Stderr;

impl fmt::Write for Stderr {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            match write(Standard::Error, rest) {
                Ok(0) | Err(_) => return Err(fmt::Error),
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
            }
        }
        Ok(())
    }
}
