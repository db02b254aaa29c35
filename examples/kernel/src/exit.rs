//! The end of the kernel. QEMU's `isa-debug-exit` device turns the status into the exit code of QEMU.

use x86_64::instructions::{hlt, interrupts, port::PortWriteOnly};

/// The exit status of the kernel. QEMU's exit code is twice this number, plus one.
#[derive(Clone, Copy, Debug)]
#[repr(u32)]
pub(crate) enum Status {
    /// Every program has exited with code 0. QEMU: 33.
    AllSucceeded = 16,
    /// A program has failed or could not be started, and the others ran to their ends. QEMU: 35.
    SomeFailed = 17,
    /// The kernel itself has panicked. QEMU: 37.
    Panic = 18,
    /// The kernel itself has caused an exception. QEMU: 39.
    Exception = 19,
    /// The boot information, the command line or the archive is invalid, or the console does not work. QEMU: 41.
    BadBoot = 20,
}

/// Ends QEMU. A machine without the device halts.
pub(crate) fn exit(status: Status) -> ! {
    const ISA_DEBUG_EXIT: u16 = 0xf4;
    // SAFETY: nothing else uses the port of the device. Without the device, the write has no effect.
    unsafe { PortWriteOnly::new(ISA_DEBUG_EXIT).write(status as u32) };
    loop {
        interrupts::disable();
        hlt();
    }
}
