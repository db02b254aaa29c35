//! `runtime.*`: the functions that Go's runtime itself needs.

use super::{ImportFault, ImportModule, frame_at};
use crate::{
    globals::delay_from_ms,
    host::{Host, Limit, Stream},
    js::{TimerId, price},
    runtime::{Error, Exit, Instance, Trap},
};

fn host_error(operation: &'static str, errno: crate::host::Errno) -> ImportFault {
    ImportFault::Trap(Error::Host { operation, errno }.into())
}

/// Implements `debug(value)`. The argument is not a stack pointer but a number to log.
pub(super) fn debug<I: Instance>(_: &mut I, value: u32) -> Result<(), ImportFault> {
    log::debug!("{}", value as i32);
    Ok(())
}

/// Implements `func wasmExit(code int32)`.
///
/// The exit is immediate, as under Node. In a browser, a program runs on to the end of the event in which it exits.
pub(super) fn wasm_exit<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let code = frame_at(instance, sp).0.int32(8)?;
    Err(Trap::Exit(Exit::new(code)).into())
}

/// Implements `func wasmWrite(fd uintptr, p unsafe.Pointer, n int32)`.
pub(super) fn wasm_write<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (frame, state) = frame_at(instance, sp);
    let (fd, addr, len) = (frame.int64(8)?, frame.int64(16)?, frame.int32(24)?);
    let bytes = frame.run_at(addr, len.into())?;
    let stream = Stream::from_fd(fd)
        .ok_or_else(|| host_error("write to the guest's file descriptor", crate::host::Errno::EBADF))?;
    super::afford(state, price::SYSCALL.saturating_add(price::bytes(bytes.len as usize)))?;
    let printed = bytes.with(frame.memory, |bytes| state.print(stream, bytes))?;
    printed.map_err(|error| ImportFault::Trap(error.into()))
}

/// Implements `func resetMemoryDataView()`. Every call looks up the memory anew, so growth requires no notification.
pub(super) fn reset_memory_data_view<I: Instance>(_: &mut I, _: u32) -> Result<(), ImportFault> {
    Ok(())
}

/// Implements `func nanotime1() int64`.
///
/// `wasm_exec.js` rounds to the precision of a double, some hundred nanoseconds; this is as fine as the host's clock.
pub(super) fn nanotime1<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (mut frame, state) = frame_at(instance, sp);
    let nanos = state.platform.host.monotonic().as_nanos();
    // Go treats 0 as "no time at all". A clock may start at 0, but must not return it.
    Ok(frame.set_int64(8, i64::try_from(nanos).unwrap_or(i64::MAX).max(1))?)
}

/// Implements `func walltime() (sec int64, nsec int32)`.
///
/// `wasm_exec.js` has a resolution of milliseconds; this is as fine as the host's clock.
pub(super) fn walltime<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (mut frame, state) = frame_at(instance, sp);
    let time = state.platform.host.wall_clock();
    frame.set_int64(8, time.as_secs() as i64)?;
    Ok(frame.set_int32(16, time.subsec_nanos() as i32)?)
}

/// Implements `func scheduleTimeoutEvent(delay int64) int32`.
pub(super) fn schedule_timeout_event<I: Instance>(
    instance: &mut I,
    sp: u32,
    module: ImportModule,
) -> Result<(), ImportFault> {
    let (mut frame, state) = frame_at(instance, sp);
    let delay = frame.int64(8)?;
    let delay = match module {
        ImportModule::Gojs => delay,
        // "setTimeout has been seen to fire up to 1 millisecond early", according to the script of these releases.
        ImportModule::Go => delay.saturating_add(1),
    };
    let now = state.platform.host.monotonic();
    let timers = &mut state.event_loop.timers;
    let Some(id) = timers.schedule(now, delay_from_ms(delay)) else {
        let max = timers.max as u64;
        return Err(ImportFault::Trap(Error::LimitReached { limit: Limit::Timers, max }.into()));
    };
    Ok(frame.set_int32(16, id as i32)?)
}

/// Implements `func clearTimeoutEvent(id int32)`.
pub(super) fn clear_timeout_event<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (frame, state) = frame_at(instance, sp);
    let id = frame.int32(8)?;
    state.event_loop.timers.clear(TimerId::Foreign(id as u32));
    Ok(())
}

/// Implements `func getRandomData(r []byte)`.
pub(super) fn get_random_data<I: Instance>(instance: &mut I, sp: u32) -> Result<(), ImportFault> {
    let (frame, state) = frame_at(instance, sp);
    let bytes = frame.bytes(8)?;
    super::afford(state, price::SYSCALL.saturating_add(price::each(bytes.len as usize)))?;
    bytes.fill(frame.memory, |buf| state.platform.host.entropy(buf))?.map_err(|errno| host_error("give entropy", errno))
}
