//! Features of the wasmtime adapter only: epochs, and Pulley.

use std::{thread, time::Duration};

use gojs::{DeterministicHost, Error, wasmtime::Program};
use gojs_tests::modules::{EXPORTS, greet, parse};
use gojs_tests::runtime::{Builder, Wasmtime};
use wasmtime::{Engine, Module, WasmParams, WasmResults};

use super::exports::{Call, Exports, program, unmetered};

impl<P: WasmParams, V: WasmResults> Call<P, V> for Wasmtime {
    fn call(program: &mut Program<DeterministicHost>, name: &str, params: P) -> Result<V, Error> {
        program.call_export(name, params)
    }
}

impl Exports for Wasmtime {
    fn define_millivolts(builder: Builder<Self>, millivolts: fn(i32) -> i32) -> Builder<Self> {
        builder.imports(move |linker| linker.func_wrap("board", "millivolts", millivolts).map(drop))
    }
}

#[test]
fn an_epoch_ends_a_program_that_goes_on_for_ever() {
    let mut config = gojs::wasmtime::config();
    config.epoch_interruption(true);
    let module = Module::new(&Engine::new(&config).unwrap(), parse(EXPORTS)).unwrap();
    let mut program = program::<Wasmtime>(&module, None).unwrap();
    program.store().set_epoch_deadline(1);
    program.start().unwrap();
    assert_eq!(program.call_export::<i32, i32>("twice", 7).unwrap(), 2014);
    let engine = program.store().engine().clone();
    let clock = thread::spawn(move || {
        thread::sleep(Duration::from_millis(50));
        engine.increment_epoch();
    });
    let error = program.call_export::<(), ()>("spin", ()).unwrap_err();
    assert!(matches!(&error, Error::Trap { message, .. } if message.contains("interrupt")), "{error}");
    clock.join().unwrap();
}

#[test]
fn a_slice_needs_an_engine_that_counts() {
    let made = program::<Wasmtime>(&unmetered::<Wasmtime>(), Some(1_000));
    assert!(matches!(made.map(drop), Err(Error::Unmetered)));
}

/// Pulley is wasmtime's interpreter, for platforms that do not allow generating machine code.
#[test]
fn go_runs_on_pulley() {
    let mut config = gojs::wasmtime::config();
    config.target("pulley64").unwrap();
    let module = Module::new(&Engine::new(&config).unwrap(), greet()).unwrap();
    let mut program = Program::builder(DeterministicHost::new(1)).args(["greet", "Ada"]).instantiate(&module).unwrap();
    assert_eq!(program.run().unwrap().code(), 0);
    assert!(program.host().stdout().starts_with(b"Hello, Ada!\n"));
}
