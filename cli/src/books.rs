//! `gojs --stats`: the bytes held by each part of a program.

use std::{
    alloc::System,
    fmt::{self, Write as _},
};

use gojs::{StdHost, wasmi::Program};
use gojs_ledger::{Ledger, Owner, Scope};
use wasmi::CallHook;

/// The ledger of the command line's allocator, if `--stats` was given.
#[derive(Clone, Copy)]
pub struct Books(pub Option<&'static Ledger<System>>);

impl fmt::Debug for Books {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Books").field(&self.0.is_some()).finish()
    }
}

impl Books {
    /// Attributes allocations to `scope` from now on.
    pub(crate) fn enter(self, scope: Scope) {
        if let Books(Some(ledger)) = self {
            ledger.enter(scope);
        }
    }

    /// Attributes allocations to wasm or host code while the program runs.
    pub(crate) fn follow(self, program: &mut Program<StdHost>) {
        if let Books(Some(ledger)) = self {
            program.store().call_hook(move |_, hook| {
                ledger.enter(match hook {
                    CallHook::CallingWasm | CallHook::ReturningFromHost => Scope::Wasm,
                    CallHook::CallingHost | CallHook::ReturningFromWasm => Scope::Host,
                });
                Ok(())
            });
        }
    }

    /// Prints the ledger to stderr.
    pub(crate) fn print(self, program: &mut Program<StdHost>) {
        let Books(Some(ledger)) = self else { return };
        ledger.enter(Scope::Other);
        let (end, highest) = (ledger.now(), ledger.at_highest());
        let values = program.heap().statistics();
        let mut text = format!("{:18}{:>14}{:>14}\n", "memory, in bytes", "at the end", "at most");
        for owner in Owner::ALL {
            let _ = writeln!(text, "{owner:18}{:>14}{:>14}", grouped(end[owner]), grouped(highest[owner]));
        }
        let _ = writeln!(text, "{:18}{:>14}{:>14}", "all", grouped(end.total()), grouped(highest.total()));
        let _ = writeln!(
            text,
            "values: {} bytes, of {} objects, {} strings, {} symbols, {} bigints",
            grouped(values.bytes as isize),
            values.objects,
            values.strings,
            values.symbols,
            values.bigints,
        );
        eprint!("{text}");
    }
}

/// Formats a number with commas between thousands.
fn grouped(number: isize) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
