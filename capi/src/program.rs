//! A program: the part that only its event loop uses, and the part that it shares with the imports.

use alloc::{
    ffi::CString,
    string::{String, ToString},
    sync::Arc,
    vec::Vec,
};
use core::ffi::CStr;

use gojs::{Error, Import, ImportModule, StateSlot};
use spin::{Mutex, MutexGuard};

use crate::{
    datum::Datum,
    ffi::{Lent, Runtime},
    host::Host,
    instance::{Instance, Signals},
    status::gojs_status,
};

/// The part of a program that imports use.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) runtime: Runtime,
    pub(crate) slot: StateSlot<Host>,
    pub(crate) signals: Arc<Signals>,
}

/// The part of a program behind the lock, which a call holds until it returns.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) program: gojs::Program<Instance>,
    /// The message of the last error.
    error: CString,
    /// The result of the last call, which C may read until the next call.
    result: Option<Lent>,
}

/// A program that C has created.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) shared: Shared,
    running: Mutex<Running>,
}

/// Returns the imports of a Go program in the order of their numbers: those of `gojs`, then those of `go`.
pub(crate) fn imports() -> impl Iterator<Item = Import> {
    Import::all(ImportModule::Gojs).chain(Import::all(ImportModule::Go))
}

/// Converts text to a C string. Replaces each NUL, which would end the C string, with U+FFFD.
fn c_string(text: String) -> CString {
    CString::new(text).unwrap_or_else(|error| {
        let text = String::from_utf8_lossy(&error.into_vec()).replace('\0', "\u{fffd}");
        CString::new(text).unwrap_or_default()
    })
}

impl Program {
    pub(crate) fn new(shared: Shared) -> Self {
        let program = gojs::Program::new(shared.instance());
        Program { shared, running: Mutex::new(Running { program, error: CString::default(), result: None }) }
    }

    /// Locks the program. Fails if another call holds the lock, or after a panic.
    pub(crate) fn lock(&self) -> Result<MutexGuard<'_, Running>, gojs_status> {
        if self.shared.signals.has_panicked() {
            return Err(gojs_status::Panic);
        }
        self.running.try_lock().ok_or(gojs_status::Busy)
    }

    /// Returns whether no call is using the program.
    pub(crate) fn is_free(&self) -> bool {
        !self.running.is_locked()
    }

    /// Calls an import.
    pub(crate) fn import(&self, import: Import, sp: u32) -> Result<(), gojs_status> {
        let Shared { slot, signals, .. } = &self.shared;
        if signals.is_raised() || signals.has_panicked() {
            return Err(gojs_status::Trap);
        }
        if !signals.is_in_wasm() {
            return Err(gojs_status::NotStarted);
        }
        let mut instance = self.shared.instance();
        instance.lease = slot.try_lease().ok_or(gojs_status::Busy)?;
        import.call(&mut instance, sp).map_err(|trap| {
            instance.lease.state().raise(trap);
            signals.raise();
            gojs_status::Trap
        })
    }
}

impl Running {
    /// Runs `f` on the program. Stores the message of an error.
    pub(crate) fn attempt<R>(
        &mut self,
        f: impl FnOnce(&mut gojs::Program<Instance>) -> Result<R, Error>,
    ) -> Result<R, gojs_status> {
        f(&mut self.program).map_err(|error| {
            self.error = c_string(error.to_string());
            gojs_status::from(&error)
        })
    }

    /// Runs `f` on the program. Stores the value that it returns, or the message of an error.
    pub(crate) fn evaluate(
        &mut self,
        owner: &Arc<Signals>,
        f: impl FnOnce(&mut gojs::Program<Instance>) -> Result<Datum, Error>,
    ) -> Result<&Lent, gojs_status> {
        self.result = None;
        let datum = self.attempt(f)?;
        Ok(self.result.insert(Lent::new([datum], owner)))
    }

    /// Returns the message of the last error.
    pub(crate) fn error(&self) -> &CStr {
        &self.error
    }
}

/// Parses the values that are JSON texts.
pub(crate) fn parsed(program: &mut gojs::Program<Instance>, data: Vec<Datum>) -> Result<Vec<Datum>, Error> {
    if !data.iter().any(|datum| matches!(datum, Datum::Json(_))) {
        return Ok(data);
    }
    program.with(|cx| data.into_iter().map(|datum| datum.parsed(cx)).collect())
}
