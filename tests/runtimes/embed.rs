//! The embedding API, tested with the prebuilt guest, so the tests need neither Go nor Node.

mod classes;
mod errors;
mod functions;
mod garbage;
mod paths;
mod promises;
mod values;

use std::fmt::Debug;

use gojs::{
    DeterministicHost, Instance,
    js::{FromJs, IntoJs},
};
use gojs_tests::runtime::{Builder, Program, Runtime};

fn builder<R: Runtime>() -> Builder<R> {
    R::builder(DeterministicHost::new(7)).args(["greet", "-serve"])
}

/// Returns a started Go program that waits for calls.
fn program<R: Runtime>() -> Program<R> {
    let mut program = R::instantiate(builder::<R>(), R::greet()).unwrap();
    program.start().unwrap();
    program
}

/// Sets a global to a value, and reads it back as another type.
fn read<I: Instance, T: FromJs + Debug>(program: &mut gojs::Program<I>, value: impl IntoJs) -> Result<T, String> {
    program.set("value", value).unwrap();
    program.get("value").map_err(|error| error.to_string())
}
