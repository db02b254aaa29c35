//! The contents of the sessions: hand-written for known delicate cases, and random for the rest.

mod bounds;
mod bytes;
mod calls;
mod properties;
mod prototypes;
mod reentry;
mod refs;
mod runtime;
mod text;

use std::panic::{AssertUnwindSafe, catch_unwind};

use gojs::{ImportModule, Trap};

pub(crate) use self::text::NUMBERS;
use super::random;
use super::session::{Session, Trace};

/// A named group of sessions.
pub(crate) struct Script {
    pub(crate) name: &'static str,
    run: fn(&mut Recorder),
}

macro_rules! scripts {
    ($($module:ident :: { $($name:ident),* $(,)? })*) => {
        /// All scripts.
        pub(crate) const SCRIPTS: &[Script] = &[$($(
            Script { name: concat!(stringify!($module), "/", stringify!($name)), run: $module::$name },
        )*)*];
    };
}

scripts! {
    refs::{ encoding, type_flags_that_lie, ids_are_reused_last_first, finalizing_oddly, strings_of_one_text }
    text::{ strings, names, numbers_as_text }
    properties::{ names_that_are_indices, elements, lengths, array_lengths, impossible_lengths, sparse_arrays, read_only,
        many, primitives, typed_array_names }
    prototypes::{ of_go_functions, of_functions, instance_of, instance_of_nothing, odd_prototypes }
    calls::{ methods, functions, constructors, of_what_can_not_be_called, through_function_prototype }
    bytes::{ copied, wrong_types, shared, loaded, loaded_in_vain, inherited }
    bounds::{ slices, lists, stack_pointers }
    reentry::{ results, constructed, nested, thrown_after_the_stack_moved, conversions, conversions_move_the_stack,
        no_answer, exit, trap, first_event }
    runtime::{ written, written_in_vain, clocks_and_entropy, timers, debug, exit_codes, growth, collection,
        collection_in_a_call }
    random::{ a, b, c, d }
}

impl Script {
    /// Runs the script with programs that import from `module`.
    pub(crate) fn record(&self, module: ImportModule) -> Vec<Trace> {
        let mut recorder = Recorder { script: self.name, module, traces: Vec::new() };
        (self.run)(&mut recorder);
        recorder.traces
    }
}

/// Records the sessions of a script.
pub(crate) struct Recorder {
    script: &'static str,
    module: ImportModule,
    traces: Vec<Trace>,
}

/// The required outcome of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    None,
    Trap,
    Any,
}

impl Recorder {
    fn record(&mut self, ending: Ending, script: impl FnOnce(&mut Session) -> Result<(), Trap>) {
        let mut session = Session::new(format!("{}/{}", self.script, self.traces.len()), self.module);
        let outcome = catch_unwind(AssertUnwindSafe(|| script(&mut session)));
        let mut trace = session.finish();
        trace.failure = match (ending, outcome) {
            (_, Err(_)) => Some("it has panicked".to_owned()),
            (Ending::None, Ok(Err(trap))) => Some(format!("it ended before its end: {trap}")),
            (Ending::Trap, Ok(Ok(()))) => Some("it should have ended with a trap, and did not".to_owned()),
            _ => None,
        };
        self.traces.push(trace);
    }

    /// Records a session that runs to its end.
    pub(crate) fn session(&mut self, script: impl FnOnce(&mut Session) -> Result<(), Trap>) {
        self.record(Ending::None, script);
    }

    /// Records a session whose last call ends the program.
    pub(crate) fn ending(&mut self, script: impl FnOnce(&mut Session) -> Result<(), Trap>) {
        self.record(Ending::Trap, script);
    }

    /// Records a session that runs to its end, and whose last call differs from the reference for this reason.
    pub(crate) fn differing(&mut self, why: &'static str, script: impl FnOnce(&mut Session) -> Result<(), Trap>) {
        self.record(Ending::None, script);
        if let Some(trace) = self.traces.last_mut() {
            trace.difference = Some(why);
        }
    }

    /// Records a session that may end the program or not, as the reference decides.
    pub(crate) fn attempt(&mut self, script: impl FnOnce(&mut Session) -> Result<(), Trap>) {
        self.record(Ending::Any, script);
    }
}
