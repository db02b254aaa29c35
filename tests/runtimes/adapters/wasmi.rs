//! Features of the wasmi adapter only: module data that is kept out of wasmi, a memory lent by the embedder, and
//! modules that are not validated.

use gojs::{
    DeterministicHost, Error, Instance, Instant, Limit, Limits, Poll,
    wasmi::{Module, Program},
};
use gojs_tests::modules::{EXPORTS, go_module, greet, parse, repeated};
use gojs_tests::runtime::{Builder, Wasmi};
use wasmi::{WasmParams, WasmResults};

use super::exports::{Call, Exports};

impl<P: WasmParams, V: WasmResults> Call<P, V> for Wasmi {
    fn call(program: &mut Program<DeterministicHost>, name: &str, params: P) -> Result<V, Error> {
        program.call_export(name, params)
    }
}

impl Exports for Wasmi {
    fn define_millivolts(builder: Builder<Self>, millivolts: fn(i32) -> i32) -> Builder<Self> {
        builder.imports(move |linker| linker.func_wrap("board", "millivolts", millivolts).map(drop))
    }
}

#[test]
fn the_least_set_of_globals_is_enough_to_read_print_and_be_called() {
    let module = Module::new(&gojs::wasmi::engine(), greet()).unwrap();
    let begin = |args: [&'static str; 2]| {
        Program::builder_with(DeterministicHost::new(1), gojs::globals::MINIMAL).args(args).instantiate(&module)
    };
    let mut program = begin(["greet", "Ada"]).unwrap();
    assert_eq!(program.run().unwrap().code(), 0);
    assert!(program.host().stdout().starts_with(b"Hello, Ada!\n"));
    let mut program = begin(["greet", "-serve"]).unwrap();
    program.start().unwrap();
    assert_eq!(program.call::<f64>("add", (2, 40)).unwrap(), 42.0);
    // A thrown error is an object with a message.
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
    let engine = gojs::wasmi::engine();
    let (whole, apart) = (wasmi::Module::new(&engine, greet()).unwrap(), Module::new(&engine, greet()).unwrap());
    // Go's linker puts this section after the data section.
    let sees_the_end = |module: &wasmi::Module| module.custom_sections().any(|section| section.name() == "producers");
    assert!(sees_the_end(&whole) && !sees_the_end(apart.as_wasmi()), "wasmi is not given the data");
    let expected = memory_of(&whole);
    assert!(expected.iter().any(|&byte| byte != 0));
    assert!(memory_of(&apart) == expected);
    // A module can be instantiated more than once.
    assert!(memory_of(&apart) == expected);
}

/// Returns the prebuilt guest with its linear memory in a buffer of `pages` pages.
fn greet_in(pages: usize) -> Result<Program<DeterministicHost>, Error> {
    let module = Module::with_lent_memory(&gojs::wasmi::engine(), greet()).unwrap();
    let buffer: &'static mut [u8] = vec![0xaa; pages << 16].leak();
    Program::builder(DeterministicHost::new(1)).args(["greet", "Ada"]).linear_memory(buffer).instantiate(&module)
}

#[test]
fn a_lent_memory_is_where_it_is_lent_and_grows_there() {
    let buffer: &'static mut [u8] = vec![0xaa; 256 << 16].leak();
    let place = buffer.as_ptr();
    let module = Module::with_lent_memory(&gojs::wasmi::engine(), greet()).unwrap();
    let mut program = Program::builder(DeterministicHost::new(1))
        .args(["greet", "Ada"])
        .linear_memory(buffer)
        .instantiate(&module)
        .unwrap();
    let before = program.instance().parts().0.len();
    // The memory initially holds the same data as if wasmi had initialized it.
    assert!(program.instance().parts().0 == memory_of(&Module::new(&gojs::wasmi::engine(), greet()).unwrap()));
    assert_eq!(program.run().unwrap().code(), 0);
    assert!(program.host().stdout().starts_with(b"Hello, Ada!\n"));
    let memory = program.instance().parts().0;
    assert_eq!(memory.as_ptr(), place);
    assert!(memory.len() > before, "the memory has not grown beyond {} bytes", memory.len());
}

/// For example, for a board whose guest is validated at build time.
#[test]
fn the_embedder_has_wasmi_parse_without_validation() {
    let unchecked = |engine: &wasmi::Engine, code: &[u8]| {
        assert!(code.len() < greet().len(), "wasmi is given the module without its data");
        // SAFETY: a test above has wasmi validate the same module.
        unsafe { wasmi::Module::new_unchecked(engine, code) }
    };
    let engine = gojs::wasmi::engine();
    for module in
        [Module::new_by(&engine, greet(), unchecked), Module::with_lent_memory_by(&engine, greet(), unchecked)]
    {
        let builder = Program::builder(DeterministicHost::new(1)).args(["greet", "Ada"]);
        let mut program = builder.instantiate(&module.unwrap()).unwrap();
        assert_eq!(program.run().unwrap().code(), 0);
        assert!(program.host().stdout().starts_with(b"Hello, Ada!\n"));
    }
    let refused = |_: &wasmi::Engine, _: &[u8]| Err(wasmi::Error::new("no module today"));
    for error in [Module::new_by(&engine, greet(), refused), Module::with_lent_memory_by(&engine, greet(), refused)] {
        assert_eq!(error.unwrap_err().to_string(), "no module today");
    }
}

#[test]
fn a_module_that_could_be_lent_a_memory_and_is_not_has_one_all_the_same() {
    let module = Module::with_lent_memory(&gojs::wasmi::engine(), greet()).unwrap();
    let mut program = Program::builder(DeterministicHost::new(1)).args(["greet"]).instantiate(&module).unwrap();
    assert_eq!(program.run().unwrap().code(), 0);
    assert!(program.host().stdout().starts_with(b"Hello, world!\n"));
}

#[test]
fn a_memory_that_is_lent_too_small_is_an_error_that_says_what_is_needed() {
    let needed = memory_of(&wasmi::Module::new(&gojs::wasmi::engine(), greet()).unwrap()).len();
    let error = greet_in(needed / 65_536 - 1).map(drop).unwrap_err();
    assert!(
        matches!(error, Error::LinearMemoryTooSmall { needed: n, given, .. } if n == needed as u64 && given == n - 65_536),
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
    let module = Module::new(&gojs::wasmi::engine(), greet()).unwrap();
    let buffer: &'static mut [u8] = vec![0; 256 << 16].leak();
    let error = Program::builder(DeterministicHost::new(1)).linear_memory(buffer).instantiate(&module).map(drop);
    assert!(error.unwrap_err().to_string().contains("with_lent_memory"));
    // A memory cannot be lent to a module whose memory is not laid out as by Go's linker.
    assert!(Module::with_lent_memory(&gojs::wasmi::engine(), &parse(EXPORTS)).is_err());
}

#[test]
fn a_step_that_needs_more_than_a_slice_is_counted_in_full() {
    // Each step fills a page, which costs a unit for every 64 bytes.
    let fill = "(memory.fill (i32.const 0) (i32.const 0) (i32.const 65536))";
    let wasm = go_module("debug", &repeated(10, fill), "");
    let module = wasmi::Module::new(&gojs::wasmi::metered_engine(), &wasm).unwrap();
    let end = |limits| {
        let builder = Program::builder(DeterministicHost::new(1)).limits(limits).fuel_slice(100);
        let mut program = builder.instantiate(&module).unwrap();
        loop {
            match program.poll(Instant::ZERO) {
                Ok(Poll::Ready) => {}
                end => break (end, program.fuel_used()),
            }
        }
    };
    let (polled, used) = end(Limits::default());
    assert!(polled.is_ok() && (10_240..11_000).contains(&used), "{polled:?}, {used}");
    let (polled, used) = end(Limits::default().fuel(5_000));
    let is_limited = matches!(&polled, Err(Error::LimitReached { limit: Limit::Fuel, max: 5_000, .. }))
        || matches!(&polled, Err(Error::Traced { error, .. }) if matches!(**error, Error::LimitReached { .. }));
    assert!(is_limited && (4_000..=5_000).contains(&used), "{polled:?}, {used}");
}
