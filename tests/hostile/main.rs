//! Modules that mean harm. Each does one thing that no Go program does; what it must come to is said with it, and each time
//! the embedder goes on: it can run another program.
//!
//! The tests in `body.rs` are run on each runtime that there is. `guest.rs` writes the modules.

mod guest;
#[macro_use]
#[path = "../support/runtimes.rs"]
mod runtimes;

on_each_runtime! {
    mod tests {
        include!("body.rs");
    }
}

/// By this alone `rustfmt` finds the file.
#[cfg(any())]
mod body;
