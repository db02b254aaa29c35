//! Timers, jobs, and infinite loops.

use gojs::{DeterministicHost, Limit, Limits, Poll};
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::{Builder, Runtime};

use super::guest::*;
use super::{end, limit, reaches, run, survives};

on_each_runtime![
    timers_of_go_s_by_the_million,
    timers_of_javascript_s_by_the_million,
    an_interval_of_no_time,
    delays_that_are_none,
    timers_that_were_never_started_are_cleared,
    a_microtask_that_queues_itself,
    a_then_that_resolves_with_its_own_object,
    a_then_that_returns_its_own_promise,
    jobs_by_the_million,
    a_loop_without_end_has_its_fuel_and_no_more,
    a_loop_without_end_inside_a_callback_has_its_fuel_and_no_more,
];

fn timers_of_go_s_by_the_million<R: Runtime>() {
    let wasm = module(&repeat(1_000_000, &import("scheduleTimeoutEvent", &[(8, &word(1_000_000))])), "");
    reaches::<R>(&wasm, Limits::default(), Limit::Timers);
}

fn timers_of_javascript_s_by_the_million<R: Runtime>() {
    let one = call(&global(), "setTimeout", &[&kept(0), &number(1e9)]);
    // The last call throws.
    survives::<R>(&module(&(keep_function(0) + &repeat(200_000, &one) + &expect_thrown("RangeError")), ""));
}

fn an_interval_of_no_time<R: Runtime>() {
    let all: String = keep_function(0) + &call(&global(), "setInterval", &[&kept(0), &number(0.0)]);
    survives::<R>(&module(&all, ""));
}

fn delays_that_are_none<R: Runtime>() {
    let all: String = [i64::MAX, i64::MIN, -1, 0, 1 << 31, 1 << 62]
        .map(|delay| import("scheduleTimeoutEvent", &[(8, &word(delay))]))
        .concat();
    survives::<R>(&module(&all, ""));
}

fn timers_that_were_never_started_are_cleared<R: Runtime>() {
    let all: String = [0, 1, -1, i64::from(i32::MAX)].map(|id| import("clearTimeoutEvent", &[(8, &word(id))])).concat();
    survives::<R>(&module(&repeat(1000, &all), ""));
}

/// Asserts that a module that never finishes returns control to its embedder after each fuel slice, and that it is
/// ended when all of its fuel is spent.
fn is_left_in_the_middle<R: Runtime>(wasm: &[u8]) {
    let module = R::parse_metered(wasm);
    let builder = || R::builder(DeterministicHost::new(1)).fuel_slice(100_000);
    let polled = run::<R>(R::instantiate(builder(), &module).unwrap());
    assert!(matches!(polled, Ok(Poll::Ready | Poll::Waiting { .. })), "{polled:?}");
    runs_out_of_fuel::<R>(builder(), &module);
}

/// Asserts that a program is ended when it has spent a million units of fuel.
fn runs_out_of_fuel<R: Runtime>(builder: Builder<R>, module: &R::Module) {
    let builder = builder.limits(Limits::default().fuel(1_000_000));
    let error = run::<R>(R::instantiate(builder, module).unwrap()).expect_err("the program must end");
    assert_eq!(limit(&error), Some(Limit::Fuel), "{error}");
}

fn a_microtask_that_queues_itself<R: Runtime>() {
    let again = call(&global(), "queueMicrotask", &[&kept(0)]);
    is_left_in_the_middle::<R>(&module(&(keep_function(0) + &again), &again));
}

fn a_then_that_resolves_with_its_own_object<R: Runtime>() {
    // `then` is `map` bound to an array with the object: it calls `resolve` with the object, and never calls Go.
    let wasm = module(
        &(keep_new(0, "Object", &[])
            + &keep_new(1, "Array", &[])
            + &call(&kept(1), "push", &[&kept(0)])
            + &get(&kept(1), "map")
            + &keep(2, &got())
            + &call(&kept(2), "bind", &[&kept(1)])
            + &keep(3, &called())
            + &set(&kept(0), "then", &kept(3))
            + &keep_global(4, "Promise")
            + &call(&kept(4), "resolve", &[&kept(0)])
            + &expect_called()),
        "",
    );
    is_left_in_the_middle::<R>(&wasm);
}

fn a_then_that_returns_its_own_promise<R: Runtime>() {
    let wasm = module(
        &(keep_function(0)
            + &keep_global(1, "Promise")
            + &call(&kept(1), "resolve", &[])
            + &keep(2, &called())
            + &call(&kept(2), "then", &[&kept(0)])
            + &keep(3, &called())
            + &call(&kept(3), "then", &[UNDEFINED, &kept(0)])),
        &(get(&go(), "_pendingEvent") + &keep(4, &got()) + &set(&kept(4), "result", &kept(3))),
    );
    // The first handler returns its own promise: "Chaining cycle detected". The rejection handler returns the rejected
    // promise.
    let ended = end::<R>(&wasm, Limits::default());
    assert!(!matches!(ended, Ok(Poll::Exited(_))), "{ended:?}");
}

fn jobs_by_the_million<R: Runtime>() {
    let one = call(&kept(2), "then", &[]);
    let wasm = module(
        &(keep_global(1, "Promise") + &call(&kept(1), "resolve", &[]) + &keep(2, &called()) + &repeat(1_000_000, &one)),
        "",
    );
    reaches::<R>(&wasm, Limits::default().queue(10_000), Limit::Queue);
}

fn a_loop_without_end_has_its_fuel_and_no_more<R: Runtime>() {
    let module = R::parse_metered(&module("(loop $again (br $again))", ""));
    runs_out_of_fuel::<R>(R::builder(DeterministicHost::new(1)), &module);
}

fn a_loop_without_end_inside_a_callback_has_its_fuel_and_no_more<R: Runtime>() {
    let wasm = module(&(keep_function(0) + &invoke(&kept(0), &[])), "(loop $again (br $again))");
    runs_out_of_fuel::<R>(R::builder(DeterministicHost::new(1)), &R::parse_metered(&wasm));
}
