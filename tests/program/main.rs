//! The program as an embedder drives it, with the prebuilt guest and hosts made for the test: neither Go nor Node is
//! needed.
//!
//! The tests in `body.rs` are run on each runtime that there is.

#[path = "../support/runtimes.rs"]
mod runtimes;

#[cfg(feature = "wasmi")]
mod on_wasmi {
    use crate::runtimes::wasmi as runtime;
    mod tests {
        include!("body.rs");
    }

    #[test]
    fn a_program_can_move_to_another_thread() {
        let mut program = runtime::Program::builder(gojs::DeterministicHost::new(7))
            .args(["greet", "-serve"])
            .instantiate(runtime::module())
            .unwrap();
        program.start().unwrap();
        let sum: f64 = std::thread::spawn(move || program.call("add", (1, 2)).unwrap()).join().unwrap();
        assert_eq!(sum, 3.0);
    }
}

#[cfg(feature = "wasmtime")]
mod on_wasmtime {
    use crate::runtimes::wasmtime as runtime;
    mod tests {
        include!("body.rs");
    }

    #[test]
    fn a_program_can_move_to_another_thread() {
        let mut program = runtime::Program::builder(gojs::DeterministicHost::new(7))
            .args(["greet", "-serve"])
            .instantiate(runtime::module())
            .unwrap();
        program.start().unwrap();
        let sum: f64 = std::thread::spawn(move || program.call("add", (1, 2)).unwrap()).join().unwrap();
        assert_eq!(sum, 3.0);
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
