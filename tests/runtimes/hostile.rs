//! Modules written to do harm. Each does something that no Go program does, and the test asserts the outcome. Each time
//! the embedder stays in control and can run another program.
//!
//! [`guest`] generates the modules.

mod callbacks;
mod globals;
mod guest;
mod memory;
mod queues;
mod references;
mod values;

use std::time::Duration;

use gojs::{DeterministicHost, Error, Instant, Limit, Limits, Poll};
use gojs_tests::runtime::{Program, Runtime};

/// Polls a program up to 200 times, advancing its clock by a millisecond each time, and returns the result of the last
/// poll. Then checks that the embedder can run another program.
fn run<R: Runtime>(mut program: Program<R>) -> Result<Poll, Error> {
    let mut now = Instant::ZERO;
    let mut polled = Ok(Poll::Ready);
    for _ in 0..200 {
        polled = program.poll(now);
        if !matches!(polled, Ok(Poll::Ready | Poll::Waiting { .. })) {
            break;
        }
        now = now + Duration::from_millis(1);
    }
    let builder = R::builder(DeterministicHost::new(1)).args(["greet", "Ada"]);
    let mut other = R::instantiate(builder, R::greet()).unwrap();
    assert_eq!(other.run().unwrap().code(), 0);
    assert!(other.host().stdout().starts_with(b"Hello, Ada!\n"));
    polled
}

/// Instantiates and runs a module with these limits.
fn end<R: Runtime>(wasm: &[u8], limits: Limits) -> Result<Poll, Error> {
    let builder = R::builder(DeterministicHost::new(1)).limits(limits);
    run::<R>(R::instantiate(builder, &R::parse(wasm)).unwrap())
}

/// Asserts that the program does not end.
fn survives<R: Runtime>(wasm: &[u8]) {
    let ended = end::<R>(wasm, Limits::default());
    assert!(matches!(ended, Ok(Poll::Ready | Poll::Waiting { .. })), "{ended:?}");
}

/// Asserts that the program ends with an error whose message contains `said`.
fn ends<R: Runtime>(wasm: &[u8], said: &str) {
    let error = end::<R>(wasm, Limits::default()).expect_err("the program must end");
    assert!(error.to_string().contains(said), "{error}");
}

/// Returns the limit that ended a program.
fn limit(error: &Error) -> Option<Limit> {
    match error {
        Error::Traced { error, .. } => limit(error),
        Error::LimitReached { limit, .. } => Some(*limit),
        _ => None,
    }
}

/// Asserts that this limit ends the program.
fn reaches<R: Runtime>(wasm: &[u8], limits: Limits, expected: Limit) {
    let error = end::<R>(wasm, limits).expect_err("the program must end");
    assert_eq!(limit(&error), Some(expected), "{error}");
}

/// Returns the limits of a small plugin.
fn small() -> Limits {
    Limits::default().heap_bytes(1 << 20)
}
