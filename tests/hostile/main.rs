//! Modules that mean harm. Each does one thing that no Go program does; what it must come to is said with it, and each time
//! the embedder goes on: it can run another program.
//!
//! The tests in `body.rs` are run on each runtime that there is. `guest.rs` writes the modules.

mod guest;
#[path = "../support/runtimes.rs"]
mod runtimes;

#[cfg(feature = "wasmi")]
mod on_wasmi {
    use crate::runtimes::wasmi as runtime;
    mod tests {
        include!("body.rs");
    }
}

#[cfg(feature = "wasmtime")]
mod on_wasmtime {
    use crate::runtimes::wasmtime as runtime;
    mod tests {
        include!("body.rs");
    }
}

#[cfg(feature = "wasmer")]
mod on_wasmer {
    use crate::runtimes::wasmer as runtime;
    mod tests {
        include!("body.rs");
    }
}

/// By this alone `rustfmt` finds the file.
#[cfg(any())]
mod body;
