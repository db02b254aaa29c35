//! The embedder's API, with the prebuilt guest: neither Go nor Node is needed.
//!
//! The tests in `body.rs` are run on each runtime that there is.

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
