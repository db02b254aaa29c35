//! What the wasmer adapter adds: imports of the embedder's own, calls of a module's exports, and fuel.

use gojs::{
    DeterministicHost, Error,
    wasmer::{Module, Program},
};
use wasmer::{Function, Value};

/// A module with Go's exports, an import of the embedder's and exports of its own, as `//go:wasmimport` and
/// `//go:wasmexport` make them.
const MODULE: &str = r#"(module
    (import "board" "millivolts" (func $millivolts (param i32) (result i32)))
    (import "gojs" "runtime.wasmExit" (func $exit (param i32)))
    (memory (export "mem") 1)
    (func (export "run") (param i32 i32))
    (func (export "resume"))
    (func (export "getsp") (result i32) (i32.const 0))
    (func (export "twice") (param i32) (result i32)
        (i32.mul (call $millivolts (local.get 0)) (i32.const 2)))
    (func (export "trap") (unreachable))
    (func (export "count") (param i32)
        (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
    (func (export "spin") (loop (br 0)))
    (func (export "leave") (result i32)
        (i32.store (i32.const 8) (i32.const 5)) (call $exit (i32.const 0)) (i32.const 1)))"#;

fn unmetered() -> Module {
    Module::new(&gojs::wasmer::engine(), &wat::parse_str(MODULE).unwrap()).unwrap()
}

fn metered() -> Module {
    Module::metered(&wat::parse_str(MODULE).unwrap()).unwrap()
}

fn program(module: &Module, slice: Option<u64>) -> Result<Program<DeterministicHost>, Error> {
    let mut builder = Program::builder(DeterministicHost::new(1)).imports(|imports, store, _env| {
        imports.define("board", "millivolts", Function::new_typed(store, |channel: i32| 1000 + channel));
    });
    if let Some(slice) = slice {
        builder = builder.fuel_slice(slice).fuel_overdraft(10 * slice);
    }
    builder.instantiate(module)
}

fn started() -> Program<DeterministicHost> {
    let mut program = program(&unmetered(), None).unwrap();
    assert!(matches!(program.call_export("twice", &[Value::I32(1)]), Err(Error::NotStarted)));
    program.start().unwrap();
    program
}

#[test]
fn an_export_is_called_and_calls_the_embedder_s_import() {
    assert_eq!(*started().call_export("twice", &[Value::I32(7)]).unwrap(), [Value::I32(2014)]);
}

#[test]
fn an_export_of_another_name_or_type_is_an_error_and_the_program_goes_on() {
    let mut program = started();
    assert!(matches!(program.call_export("thrice", &[Value::I32(7)]), Err(Error::Engine(_))));
    assert!(matches!(program.call_export("twice", &[Value::I64(7)]), Err(Error::Engine(_))));
    assert!(matches!(program.call_export("twice", &[]), Err(Error::Engine(_))));
    assert_eq!(*program.call_export("twice", &[Value::I32(7)]).unwrap(), [Value::I32(2014)]);
}

#[test]
fn an_export_that_traps_ends_the_program() {
    let mut program = started();
    let error = program.call_export("trap", &[]).unwrap_err();
    assert!(matches!(&error, Error::Trap { message } if message.contains("unreachable")), "{error}");
    assert!(matches!(program.call_export("twice", &[Value::I32(7)]), Err(Error::Ended)));
}

#[test]
fn an_export_that_exits_says_with_which_code() {
    let mut program = started();
    let end = program.call_export("leave", &[]);
    assert!(matches!(end, Err(Error::Exited(exit)) if exit.code() == 5), "{end:?}");
    assert_eq!(program.host().exit_code(), Some(5));
}

#[test]
fn a_slice_and_its_overdraft_are_what_each_call_may_take() {
    let mut program = program(&metered(), Some(1_000)).unwrap();
    program.start().unwrap();
    // More than the slice, and less than what each call may take beyond it.
    for _ in 0..100 {
        program.call_export("count", &[Value::I32(1_000)]).unwrap();
    }
    let error = program.call_export("spin", &[]).unwrap_err();
    assert!(matches!(error, Error::OutOfFuel { slice: 1_000, overdraft: 10_000 }), "{error}");
    assert!(matches!(program.call_export("twice", &[Value::I32(7)]), Err(Error::Ended)));
}

#[test]
fn a_metered_program_without_a_slice_may_take_what_it_likes() {
    let mut program = program(&metered(), None).unwrap();
    program.start().unwrap();
    program.call_export("count", &[Value::I32(10_000_000)]).unwrap();
}

#[test]
fn a_slice_needs_a_module_that_counts() {
    assert!(matches!(program(&unmetered(), Some(1_000)).map(drop), Err(Error::Unmetered)));
}

/// The same Go program, with all of Go's start-up, in slices.
#[test]
fn go_runs_in_slices_as_without() {
    let module = Module::metered(&std::fs::read("examples/guest/greet.wasm").unwrap()).unwrap();
    let begin = |slice| {
        Program::builder(DeterministicHost::new(1)).args(["greet", "-serve"]).fuel_slice(slice).instantiate(&module)
    };
    let mut program = begin(1_000_000).unwrap();
    program.start().unwrap();
    for i in 0..1_000 {
        assert_eq!(program.call::<f64>("add", (i, 40)).unwrap(), f64::from(i) + 40.0);
    }
    let error = begin(10).unwrap().start().unwrap_err();
    assert!(error.to_string().starts_with("out of fuel"), "{error}");
}
