//! Trials that are created at run time: one for each guest and Go release, script, or file system.

use std::cell::Cell;
use std::env;
use std::fmt;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Once};

use libtest_mimic::{Arguments, Conclusion, Trial};

/// Runs the trials of one executable. A run that passes prints one character per trial. A run that fails ends with the
/// names of the failed trials and the command that runs one of them by itself.
///
/// `package` and `test` are the names in `cargo test -p PACKAGE --test TEST`.
pub fn run(arguments: &Arguments, package: &str, test: &str, trials: Vec<Trial>) -> Conclusion {
    let mut arguments = arguments.clone();
    arguments.quiet |= arguments.format.is_none() && !arguments.nocapture;
    let conclusion = libtest_mimic::run(&arguments, trials);
    if conclusion.has_failed() {
        eprintln!("To run one of these alone: cargo test -p {package} --test {test} -- --exact NAME\n");
    }
    conclusion
}

/// Prints a measurement of a trial if `--nocapture` is given.
pub fn remark(text: fmt::Arguments<'_>) {
    if env::args().any(|argument| argument == "--nocapture") {
        println!("{text}");
    }
}

/// A counter of the comparisons that trials have made.
#[derive(Clone, Debug, Default)]
pub struct Count(Arc<AtomicUsize>);

impl Count {
    pub fn add(&self, count: usize) {
        self.0.fetch_add(count, Ordering::Relaxed);
    }

    pub fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// Whether a function panics. Suppresses the message and the backtrace on stderr.
pub fn panics(run: impl FnOnce()) -> bool {
    thread_local! {
        static EXPECTED: Cell<bool> = const { Cell::new(false) };
    }
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !EXPECTED.get() {
                report(info);
            }
        }));
    });
    EXPECTED.set(true);
    let panicked = catch_unwind(AssertUnwindSafe(run)).is_err();
    EXPECTED.set(false);
    panicked
}
