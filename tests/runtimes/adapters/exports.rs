//! Imports that the embedder defines, and calls of a module's exports, with and without fuel.

use gojs::{DeterministicHost, Error, Instant};
use gojs_tests::modules::{EXPORTS, parse};
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::{Builder, Program, Runtime};

on_each_runtime![
    an_export_is_called_and_calls_the_embedder_s_import,
    an_export_of_another_name_or_type_is_an_error_and_the_program_goes_on,
    an_export_that_traps_ends_the_program,
    an_export_that_exits_says_with_which_code,
    a_slice_and_its_overdraft_are_what_each_call_may_take,
    a_metered_program_without_a_slice_may_take_what_it_likes,
    the_fuel_of_a_call_is_counted_when_it_returns,
];

/// A runtime whose adapter calls exports with parameters `P` and result `V`.
pub(super) trait Call<P, V>: Runtime {
    fn call(program: &mut Program<Self>, name: &str, params: P) -> Result<V, Error>;
}

/// A runtime whose adapter lets the embedder define imports, and calls exports of each type that the tests use.
pub(super) trait Exports:
    Call<(), ()> + Call<(), i32> + Call<i32, ()> + Call<i32, i32> + Call<i64, i32>
{
    /// Defines the import `millivolts` of `board`.
    fn define_millivolts(builder: Builder<Self>, millivolts: fn(i32) -> i32) -> Builder<Self>;

    fn call_export<P, V>(program: &mut Program<Self>, name: &str, params: P) -> Result<V, Error>
    where
        Self: Call<P, V>,
    {
        <Self as Call<P, V>>::call(program, name, params)
    }
}

/// Returns a program of [`EXPORTS`]. If it has a fuel slice, its overdraft is ten times as large.
pub(super) fn program<R: Exports>(module: &R::Module, slice: Option<u64>) -> Result<Program<R>, Error> {
    let mut builder = R::define_millivolts(R::builder(DeterministicHost::new(1)), |channel| 1000 + channel);
    if let Some(slice) = slice {
        builder = builder.fuel_slice(slice).fuel_overdraft(10 * slice);
    }
    R::instantiate(builder, module)
}

/// Returns the module [`EXPORTS`], without fuel metering.
pub(super) fn unmetered<R: Runtime>() -> R::Module {
    R::parse(&parse(EXPORTS))
}

fn metered<R: Runtime>() -> R::Module {
    R::parse_metered(&parse(EXPORTS))
}

fn started<R: Exports>() -> Program<R> {
    let mut program = program::<R>(&unmetered::<R>(), None).unwrap();
    assert!(matches!(R::call_export::<i32, i32>(&mut program, "twice", 1), Err(Error::NotStarted)));
    program.start().unwrap();
    program
}

fn an_export_is_called_and_calls_the_embedder_s_import<R: Exports>() {
    assert_eq!(R::call_export::<i32, i32>(&mut started::<R>(), "twice", 7).unwrap(), 2014);
}

fn an_export_of_another_name_or_type_is_an_error_and_the_program_goes_on<R: Exports>() {
    let mut program = started::<R>();
    assert!(matches!(R::call_export::<i32, i32>(&mut program, "thrice", 7), Err(Error::Engine(_))));
    assert!(matches!(R::call_export::<i64, i32>(&mut program, "twice", 7), Err(Error::Engine(_))));
    assert!(matches!(R::call_export::<(), i32>(&mut program, "twice", ()), Err(Error::Engine(_))));
    assert_eq!(R::call_export::<i32, i32>(&mut program, "twice", 7).unwrap(), 2014);
}

fn an_export_that_traps_ends_the_program<R: Exports>() {
    let mut program = started::<R>();
    let error = R::call_export::<(), ()>(&mut program, "trap", ()).unwrap_err();
    assert!(matches!(&error, Error::Trap { message, .. } if message.contains("unreachable")), "{error}");
    assert!(matches!(R::call_export::<i32, i32>(&mut program, "twice", 7), Err(Error::Ended)));
}

fn an_export_that_exits_says_with_which_code<R: Exports>() {
    let mut program = started::<R>();
    let end = R::call_export::<(), i32>(&mut program, "leave", ());
    assert!(matches!(end, Err(Error::Exited(exit)) if exit.code() == 5), "{end:?}");
    assert_eq!(program.host().exit_code(), Some(5));
}

fn a_slice_and_its_overdraft_are_what_each_call_may_take<R: Exports>() {
    let mut program = program::<R>(&metered::<R>(), Some(1_000)).unwrap();
    program.start().unwrap();
    // Each call spends more than the slice, and less than the overdraft.
    for _ in 0..100 {
        R::call_export::<i32, ()>(&mut program, "count", 1_000).unwrap();
    }
    let error = R::call_export::<(), ()>(&mut program, "spin", ()).unwrap_err();
    assert!(matches!(error, Error::OutOfFuel { slice: 1_000, overdraft: 10_000, .. }), "{error}");
    assert!(matches!(R::call_export::<i32, i32>(&mut program, "twice", 7), Err(Error::Ended)));
}

fn a_metered_program_without_a_slice_may_take_what_it_likes<R: Exports>() {
    let mut program = program::<R>(&metered::<R>(), None).unwrap();
    program.start().unwrap();
    R::call_export::<i32, ()>(&mut program, "count", 10_000_000).unwrap();
}

/// A call within the slice and a call that needs the overdraft cost the same, in any order.
fn the_fuel_of_a_call_is_counted_when_it_returns<R: Exports>() {
    let module = metered::<R>();
    let costs = |slice: u64, counts: [i32; 3]| {
        let mut program = program::<R>(&module, Some(slice)).unwrap();
        program.start().unwrap();
        counts.map(|count| {
            let before = program.fuel_used();
            R::call_export::<i32, ()>(&mut program, "count", count).unwrap();
            let after = program.fuel_used();
            // This poll has nothing to do.
            program.poll(Instant::ZERO).unwrap();
            assert_eq!(program.fuel_used(), after, "a slice of {slice}, {count} iterations");
            after - before
        })
    };
    let [once, twice, thrice] = costs(1_000_000, [1_000, 2_000, 3_000]);
    assert!(once > 1_000 && twice - once == thrice - twice, "{once}, {twice} and {thrice}");
    for slice in [1_000_000, 2_000, 1_000_000_000] {
        assert_eq!(costs(slice, [3_000, 1_000, 2_000]), [thrice, once, twice], "a slice of {slice}");
    }
}
