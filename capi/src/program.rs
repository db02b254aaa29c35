//! A program: what its event loop has for itself, and what its imports share with it.

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

/// What an import needs of a program.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) runtime: Runtime,
    pub(crate) slot: StateSlot<Host>,
    pub(crate) signals: Arc<Signals>,
}

/// The program, behind the lock that a call holds for as long as it lasts.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) program: gojs::Program<Instance>,
    /// What went wrong last.
    error: CString,
    /// What the last call has returned, for C to look at until the next.
    result: Option<Lent>,
}

/// A program of C's.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) shared: Shared,
    running: Mutex<Running>,
}

/// The imports of a Go program, by their numbers: those of `gojs`, then those of `go`.
pub(crate) fn imports() -> impl Iterator<Item = Import> {
    Import::all(ImportModule::Gojs).chain(Import::all(ImportModule::Go))
}

/// A text with what C takes for its end replaced.
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

    /// The program, unless another call has it or it is broken.
    pub(crate) fn lock(&self) -> Result<MutexGuard<'_, Running>, gojs_status> {
        if self.shared.signals.has_panicked() {
            return Err(gojs_status::Panic);
        }
        self.running.try_lock().ok_or(gojs_status::Busy)
    }

    /// Whether nothing is at work in the program.
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
    /// Does something with the program, and keeps what goes wrong.
    pub(crate) fn attempt<R>(
        &mut self,
        f: impl FnOnce(&mut gojs::Program<Instance>) -> Result<R, Error>,
    ) -> Result<R, gojs_status> {
        f(&mut self.program).map_err(|error| {
            self.error = c_string(error.to_string());
            gojs_status::from(&error)
        })
    }

    /// Does something that makes a value, and keeps that too.
    pub(crate) fn evaluate(
        &mut self,
        owner: &Arc<Signals>,
        f: impl FnOnce(&mut gojs::Program<Instance>) -> Result<Datum, Error>,
    ) -> Result<&Lent, gojs_status> {
        self.result = None;
        let datum = self.attempt(f)?;
        Ok(self.result.insert(Lent::new([datum], owner)))
    }

    /// Why the last call has failed.
    pub(crate) fn error(&self) -> &CStr {
        &self.error
    }
}

/// Makes the values of those that are JSON texts.
pub(crate) fn parsed(program: &mut gojs::Program<Instance>, data: Vec<Datum>) -> Result<Vec<Datum>, Error> {
    if !data.iter().any(|datum| matches!(datum, Datum::Json(_))) {
        return Ok(data);
    }
    program.with(|cx| data.into_iter().map(|datum| datum.parsed(cx)).collect())
}
