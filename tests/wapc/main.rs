//! waPC in both of its shapes: over `syscall/js`, as the Go package `wasmexec` has it, and with waPC's own imports and export.
//!
//! `GOJS_WAPC=100000 cargo test --test wapc memory_is -- --nocapture` invokes each guest so often, in place of 30,000 times.
//!
//! The tests in `body.rs` and `hostile.rs` are run on each runtime that there is.

#[allow(dead_code, reason = "of what runs guests, this needs the toolchains alone")]
#[path = "../support/mod.rs"]
mod support;

#[path = "../../examples/wapc.rs"]
mod example;
#[macro_use]
#[path = "../support/runtimes.rs"]
mod runtimes;

use std::fs;
use std::sync::OnceLock;

use gojs::{
    DeterministicHost, Host, Poll,
    wasmi::{Module, Program},
};
use support::go::{NEWEST, Toolchain};

on_each_runtime! {
    mod tests {
        include!("body.rs");
    }
    mod hostile {
        include!("hostile.rs");
    }
}

/// By these alone `rustfmt` finds the files.
#[cfg(any())]
mod body;
#[cfg(any())]
mod hostile;

/// A guest of each shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Js,
    Native,
}

const SHAPES: [Shape; 2] = [Shape::Js, Shape::Native];

fn wasm(shape: Shape) -> &'static [u8] {
    static WASM: [OnceLock<Vec<u8>>; 2] = [const { OnceLock::new() }; 2];
    WASM[shape as usize].get_or_init(|| {
        let name = if shape == Shape::Js { "wapc" } else { "wapc_native" };
        fs::read(Toolchain::get(NEWEST).unwrap().build(name).unwrap()).unwrap()
    })
}

#[test]
fn the_example_runs_a_guest_of_either_shape() {
    for shape in SHAPES {
        assert_eq!(example::greet(wasm(shape), "Ada").unwrap(), "Greetings, Ada!");
    }
}

#[test]
fn an_export_that_prints_returns_when_it_has_printed() {
    let module = Module::new(&gojs::wasmi::engine(), wasm(Shape::Native)).unwrap();
    let mut program = Program::builder(DeterministicHost::new(1)).instantiate(&module).unwrap();
    program.start().unwrap();
    assert_eq!(program.call_export::<(), i32>("say", ()).unwrap(), 5);
    assert_eq!(program.host().stdout(), b"said\n");
    assert_eq!(program.invoke("echo", b"on").unwrap(), b"on");
}

#[test]
fn a_program_in_slices_is_invoked_all_the_same() {
    for shape in SHAPES {
        let module = Module::new(&gojs::wasmi::metered_engine(), wasm(shape)).unwrap();
        let mut program = Program::builder(DeterministicHost::new(1))
            .wapc(|_cx, call| Ok([b"hello, ", call.payload].concat()))
            .fuel_slice(20_000)
            .instantiate(&module)
            .unwrap();
        loop {
            let now = program.host().monotonic();
            if let Poll::Waiting { .. } = program.poll(now).unwrap() {
                break;
            }
        }
        assert_eq!(program.invoke("greet", b"Ada").unwrap(), b"Greetings, Ada!", "{shape:?}");
        assert_eq!(program.invoke("echo", b"on").unwrap(), b"on");
    }
}

/// An import without a runtime around it: each is defined by its names, its parameters and its result.
#[test]
fn an_adapter_finds_each_import_by_its_names() {
    let known: Vec<_> =
        gojs::WapcImport::all().map(|import| (import.name(), import.params(), import.has_result())).collect();
    // <https://wapc.io/docs/spec/>, "Required Host Exports".
    let specified = [
        ("__host_call", 8, true),
        ("__console_log", 2, false),
        ("__guest_request", 2, false),
        ("__host_response", 1, false),
        ("__host_response_len", 0, true),
        ("__guest_response", 2, false),
        ("__guest_error", 2, false),
        ("__host_error", 1, false),
        ("__host_error_len", 0, true),
    ];
    assert_eq!(known.len(), specified.len());
    for import in specified {
        assert!(known.contains(&import), "{import:?}");
    }
    assert!(gojs::WapcImport::find("gojs", "__host_call").is_none());
}
