//! Fuel slices on runtimes that cannot suspend Go in the middle, which are all except wasmi.

use gojs::DeterministicHost;
use gojs_tests::modules::greet;
use gojs_tests::runtime::Runtime;

#[cfg(feature = "wasmtime")]
gojs_tests::tests_on!(on_wasmtime, Wasmtime, go_runs_in_slices_as_without);
#[cfg(feature = "wasmer")]
gojs_tests::tests_on!(on_wasmer, Wasmer, go_runs_in_slices_as_without);

/// Runs the prebuilt guest, including Go's start-up, in slices.
fn go_runs_in_slices_as_without<R: Runtime>() {
    let module = R::parse_metered(greet());
    let begin = |slice| {
        let builder = R::builder(DeterministicHost::new(1)).args(["greet", "-serve"]).fuel_slice(slice);
        R::instantiate(builder, &module).unwrap()
    };
    let mut program = begin(1_000_000);
    program.start().unwrap();
    for i in 0..1_000 {
        assert_eq!(program.call::<f64>("add", (i, 40)).unwrap(), f64::from(i) + 40.0);
    }
    let error = begin(10).start().unwrap_err();
    assert!(error.to_string().starts_with("out of fuel"), "{error}");
}
