//! The end of the kernel, as QEMU's `isa-debug-exit` device tells it to who has started QEMU.

use x86_64::instructions::{hlt, interrupts, port::PortWriteOnly};

/// How the kernel has ended. QEMU's own exit code is twice the number, plus one.
#[derive(Clone, Copy, Debug)]
#[repr(u32)]
pub enum Status {
    /// Every program has exited with code 0. QEMU: 33.
    AllSucceeded = 16,
    /// A program has failed or could not be started, and the others went on to their ends. QEMU: 35.
    SomeFailed = 17,
    /// The kernel itself has panicked. QEMU: 37.
    Panic = 18,
    /// The kernel itself has caused an exception. QEMU: 39.
    Exception = 19,
    /// What the kernel was booted with makes no sense. QEMU: 41.
    BadBoot = 20,
}

/// Ends QEMU; a machine without the device halts.
pub fn exit(status: Status) -> ! {
    const ISA_DEBUG_EXIT: u16 = 0xf4;
    // SAFETY: the device's port, which nothing else has; without the device the write goes nowhere.
    unsafe { PortWriteOnly::new(ISA_DEBUG_EXIT).write(status as u32) };
    loop {
        interrupts::disable();
        hlt();
    }
}
