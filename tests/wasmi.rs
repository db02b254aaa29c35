//! What the wasmi adapter adds: imports of the embedder's own, calls of a module's exports, and a module's data apart
//! from wasmi.

use gojs::{
    DeterministicHost, Error, Instance,
    wasmi::{Module, Program},
};

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
    (func (export "leave") (result i32)
        (i32.store (i32.const 8) (i32.const 5)) (call $exit (i32.const 0)) (i32.const 1)))"#;

fn program() -> Program<DeterministicHost> {
    let module = wasmi::Module::new(&gojs::wasmi::engine(), wat::parse_str(MODULE).unwrap()).unwrap();
    let mut program = Program::builder(DeterministicHost::new(1))
        .imports(|linker| linker.func_wrap("board", "millivolts", |channel: i32| 1000 + channel).map(drop))
        .instantiate(&module)
        .unwrap();
    assert!(matches!(program.call_export::<i32, i32>("twice", 1), Err(Error::NotStarted)));
    program.start().unwrap();
    program
}

#[test]
fn an_export_is_called_and_calls_the_embedder_s_import() {
    assert_eq!(program().call_export::<i32, i32>("twice", 7).unwrap(), 2014);
}

#[test]
fn an_export_of_another_name_or_type_is_an_error_and_the_program_goes_on() {
    let mut program = program();
    assert!(matches!(program.call_export::<i32, i32>("thrice", 7), Err(Error::Engine(_))));
    assert!(matches!(program.call_export::<i64, i32>("twice", 7), Err(Error::Engine(_))));
    assert_eq!(program.call_export::<i32, i32>("twice", 7).unwrap(), 2014);
}

#[test]
fn an_export_that_traps_ends_the_program() {
    let mut program = program();
    assert!(matches!(program.call_export::<(), ()>("trap", ()), Err(Error::Trap { .. })));
    assert!(matches!(program.call_export::<i32, i32>("twice", 7), Err(Error::Ended)));
}

#[test]
fn an_export_that_exits_says_with_which_code() {
    let mut program = program();
    let end = program.call_export::<(), i32>("leave", ());
    assert!(matches!(end, Err(Error::Exited(exit)) if exit.code() == 5), "{end:?}");
    assert_eq!(program.host().exit_code(), Some(5));
}

#[test]
fn the_least_set_of_globals_is_enough_to_read_print_and_be_called() {
    let wasm = std::fs::read("examples/guest/greet.wasm").unwrap();
    let module = Module::new(&gojs::wasmi::engine(), &wasm).unwrap();
    let begin = |args: [&'static str; 2]| {
        Program::builder_with(DeterministicHost::new(1), gojs::globals::MINIMAL).args(args).instantiate(&module)
    };
    let mut program = begin(["greet", "Ada"]).unwrap();
    assert_eq!(program.run().unwrap().code(), 0);
    assert!(program.host().stdout().starts_with(b"Hello, Ada!\n"));
    let mut program = begin(["greet", "-serve"]).unwrap();
    program.start().unwrap();
    assert_eq!(program.call::<f64>("add", (2, 40)).unwrap(), 42.0);
    // An error that is thrown is an object, and has its message.
    assert!(matches!(program.call::<f64>("nothing", ()), Err(Error::NotAFunction { .. })));
}

fn memory_of<'m, M>(module: &'m M) -> Vec<u8>
where
    &'m M: Into<Module<'m>>,
{
    let mut program = Program::builder(DeterministicHost::new(1)).instantiate(module).unwrap();
    program.instance().parts().0.to_vec()
}

#[test]
fn the_data_of_a_go_module_are_in_memory_as_wasmi_puts_them_there() {
    let (wasm, engine) = (std::fs::read("examples/guest/greet.wasm").unwrap(), gojs::wasmi::engine());
    let (whole, apart) = (wasmi::Module::new(&engine, &wasm).unwrap(), Module::new(&engine, &wasm).unwrap());
    // Go's linker puts this section behind the data.
    let sees_the_end = |module: &wasmi::Module| module.custom_sections().any(|section| section.name() == "producers");
    assert!(sees_the_end(&whole) && !sees_the_end(apart.as_wasmi()), "the data are apart, or there is nothing to test");
    let expected = memory_of(&whole);
    assert!(expected.iter().any(|&byte| byte != 0));
    assert!(memory_of(&apart) == expected);
    // One module makes any number of instances.
    assert!(memory_of(&apart) == expected);
}

/// The greeting, with a linear memory in a buffer of so many pages.
fn greet_in(pages: usize) -> Result<Program<DeterministicHost>, Error> {
    let wasm = std::fs::read("examples/guest/greet.wasm").unwrap();
    let module = Module::with_lent_memory(&gojs::wasmi::engine(), &wasm).unwrap();
    let buffer: &'static mut [u8] = vec![0xaa; pages << 16].leak();
    Program::builder(DeterministicHost::new(1)).args(["greet", "Ada"]).linear_memory(buffer).instantiate(&module)
}

#[test]
fn a_lent_memory_is_where_it_is_lent_and_grows_there() {
    let wasm = std::fs::read("examples/guest/greet.wasm").unwrap();
    let buffer: &'static mut [u8] = vec![0xaa; 256 << 16].leak();
    let place = buffer.as_ptr();
    let module = Module::with_lent_memory(&gojs::wasmi::engine(), &wasm).unwrap();
    let mut program = Program::builder(DeterministicHost::new(1))
        .args(["greet", "Ada"])
        .linear_memory(buffer)
        .instantiate(&module)
        .unwrap();
    let before = program.instance().parts().0.len();
    // From the start it holds what wasmi itself would have put there.
    assert!(program.instance().parts().0 == memory_of(&Module::new(&gojs::wasmi::engine(), &wasm).unwrap()));
    assert_eq!(program.run().unwrap().code(), 0);
    assert!(program.host().stdout().starts_with(b"Hello, Ada!\n"));
    let memory = program.instance().parts().0;
    assert_eq!(memory.as_ptr(), place);
    assert!(memory.len() > before, "{} bytes, as from the start: there is nothing to see", memory.len());
}

/// As of a board whose guest was validated when it was built.
#[test]
fn the_embedder_has_wasmi_parse_without_validation() {
    let wasm = std::fs::read("examples/guest/greet.wasm").unwrap();
    let parse = |engine: &wasmi::Engine, code: &[u8]| {
        assert!(code.len() < wasm.len(), "the data are apart");
        // SAFETY: a test above has it validated.
        unsafe { wasmi::Module::new_unchecked(engine, code) }
    };
    let engine = gojs::wasmi::engine();
    for module in [Module::new_by(&engine, &wasm, parse), Module::with_lent_memory_by(&engine, &wasm, parse)] {
        let builder = Program::builder(DeterministicHost::new(1)).args(["greet", "Ada"]);
        let mut program = builder.instantiate(&module.unwrap()).unwrap();
        assert_eq!(program.run().unwrap().code(), 0);
        assert!(program.host().stdout().starts_with(b"Hello, Ada!\n"));
    }
    let refused = |_: &wasmi::Engine, _: &[u8]| Err(wasmi::Error::new("no module today"));
    for error in [Module::new_by(&engine, &wasm, refused), Module::with_lent_memory_by(&engine, &wasm, refused)] {
        assert_eq!(error.unwrap_err().to_string(), "no module today");
    }
}

#[test]
fn a_module_that_could_be_lent_a_memory_and_is_not_has_one_all_the_same() {
    let wasm = std::fs::read("examples/guest/greet.wasm").unwrap();
    let module = Module::with_lent_memory(&gojs::wasmi::engine(), &wasm).unwrap();
    let mut program = Program::builder(DeterministicHost::new(1)).args(["greet"]).instantiate(&module).unwrap();
    assert_eq!(program.run().unwrap().code(), 0);
    assert!(program.host().stdout().starts_with(b"Hello, world!\n"));
}

#[test]
fn a_memory_that_is_lent_too_small_is_an_error_that_says_what_is_needed() {
    let needed = memory_of(
        &wasmi::Module::new(&gojs::wasmi::engine(), std::fs::read("examples/guest/greet.wasm").unwrap()).unwrap(),
    )
    .len();
    let error = greet_in(needed / 65_536 - 1).map(drop).unwrap_err();
    assert!(
        matches!(error, Error::LinearMemoryTooSmall { needed: n, given } if n == needed as u64 && given == n - 65_536),
        "{error}"
    );
}

#[test]
fn a_program_that_needs_more_than_it_was_lent_says_so_itself() {
    let needed = greet_in(256).unwrap().instance().parts().0.len();
    let mut program = greet_in(needed / 65_536).unwrap();
    assert_eq!(program.run().unwrap().code(), 2);
    let stderr = String::from_utf8_lossy(program.host().stderr()).into_owned();
    assert!(stderr.contains("out of memory"), "{stderr}");
}

#[test]
fn a_module_that_has_its_own_memory_is_lent_none() {
    let wasm = std::fs::read("examples/guest/greet.wasm").unwrap();
    let module = Module::new(&gojs::wasmi::engine(), &wasm).unwrap();
    let buffer: &'static mut [u8] = vec![0; 256 << 16].leak();
    let error = Program::builder(DeterministicHost::new(1)).linear_memory(buffer).instantiate(&module).map(drop);
    assert!(error.unwrap_err().to_string().contains("with_lent_memory"));
    // Nor can one be whose memory is not as Go's linker makes it.
    assert!(Module::with_lent_memory(&gojs::wasmi::engine(), &wat::parse_str(MODULE).unwrap()).is_err());
}
