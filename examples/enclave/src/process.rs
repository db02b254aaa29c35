//! The end of the process, and what it says before.

use core::{
    ffi::c_int,
    fmt::{self, Write as _},
    panic::PanicInfo,
};

use rustix::{
    fd::BorrowedFd,
    io::{self, Errno},
};

/// What the enclave exits with when it is not the guest that ends.
const FAILED: c_int = 125;

/// Ends the process, which has this one thread, by the one system call for it that seccomp's strict mode leaves: the C
/// library's `exit` would make another, exit_group(2).
pub(crate) fn exit(code: c_int) -> ! {
    loop {
        // SAFETY: exit(2) takes an integer. It ends the only thread, so that nothing is left that could run without it.
        unsafe { libc::syscall(libc::SYS_exit, code) };
    }
}

/// Says why the enclave can't go on, and ends it. Nothing is allocated.
pub(crate) fn fail(message: fmt::Arguments<'_>) -> ! {
    // Where standard error takes nothing, the exit code has to do.
    let _ = writeln!(Stderr, "enclave: {message}");
    exit(FAILED)
}

/// A bug, or memory that has run out where nobody was prepared for it: `alloc` panics then.
#[panic_handler]
fn panicked(info: &PanicInfo<'_>) -> ! {
    match info.location() {
        Some(place) => fail(format_args!("{} ({place}); see --heap, if it is memory", info.message())),
        None => fail(format_args!("{}", info.message())),
    }
}

/// What `alloc`, as it comes prebuilt for a system that unwinds, refers to for the case that something does. Nothing does.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

/// The same.
#[unsafe(no_mangle)]
extern "C" fn _Unwind_Resume() -> ! {
    fail(format_args!("something has unwound"))
}

/// Lets a write to a pipe that nobody reads fail, as `std` does, where it would end the process by a signal.
pub(crate) fn ignore_broken_pipes() {
    // SAFETY: it sets no handler, so nothing of ours runs at a signal.
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_IGN) };
}

/// One of the three streams that the process was started with.
#[derive(Clone, Copy)]
pub(crate) enum Standard {
    Input,
    Output,
    Error,
}

impl Standard {
    fn descriptor(self) -> BorrowedFd<'static> {
        // SAFETY: nothing here closes a stream. Where whoever started the process has left one out, its number is at
        // worst that of the guest's file, which is closed before anything is read or written.
        unsafe {
            match self {
                Standard::Input => rustix::stdio::stdin(),
                Standard::Output => rustix::stdio::stdout(),
                Standard::Error => rustix::stdio::stderr(),
            }
        }
    }
}

/// Reads what there is, or waits for some.
pub(crate) fn read(stream: Standard, buf: &mut [u8]) -> Result<usize, Errno> {
    loop {
        match io::read(stream.descriptor(), &mut *buf) {
            Err(Errno::INTR) => {}
            read => return read,
        }
    }
}

/// Writes some of the bytes to a stream, whatever comes between.
pub(crate) fn write(stream: Standard, bytes: &[u8]) -> Result<usize, Errno> {
    loop {
        match io::write(stream.descriptor(), bytes) {
            // There is no poll(2) any more, to wait for a stream that does not block.
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
