//! Callbacks, which enter the module while one of its imports runs.

use gojs::{Limits, Poll};
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::Runtime;

use super::guest::*;
use super::{end, ends, survives};

on_each_runtime![
    a_function_that_calls_itself_without_end_is_thrown_an_error,
    an_exit_inside_a_callback_is_one,
    an_exit_at_the_bottom_of_many_callbacks_ends_all_of_them,
    a_trap_inside_a_callback_ends_the_program,
    a_module_resumes_itself,
    a_module_runs_itself_again,
    a_function_is_given_back_while_it_is_called,
    the_pending_event_is_something_else,
    the_pending_event_is_deleted,
    the_result_of_an_event_is_the_event_itself,
];

fn a_function_that_calls_itself_without_end_is_thrown_an_error<R: Runtime>() {
    // At depth 128 the innermost call throws a RangeError, and each outer call continues.
    let wasm = module(&(keep_function(0) + &invoke(&kept(0), &[])), &invoke(&kept(0), &[]));
    survives::<R>(&wasm);
}

fn an_exit_inside_a_callback_is_one<R: Runtime>() {
    let wasm = module(&(keep_function(0) + &invoke(&kept(0), &[]) + "(unreachable)"), &exit(7));
    let ended = end::<R>(&wasm, Limits::default());
    assert!(matches!(ended, Ok(Poll::Exited(exit)) if exit.code() == 7), "{ended:?}");
}

fn an_exit_at_the_bottom_of_many_callbacks_ends_all_of_them<R: Runtime>() {
    let deep = format!(
        "(global.set $count (i32.add (global.get $count) (i32.const 1)))
         (if (i32.gt_u (global.get $count) (i32.const 50)) (then {}))
         {} (unreachable)",
        exit(7),
        invoke(&kept(0), &[])
    );
    let ended =
        end::<R>(&module(&(keep_function(0) + &invoke(&kept(0), &[]) + "(unreachable)"), &deep), Limits::default());
    assert!(matches!(ended, Ok(Poll::Exited(exit)) if exit.code() == 7), "{ended:?}");
}

fn a_trap_inside_a_callback_ends_the_program<R: Runtime>() {
    ends::<R>(&module(&(keep_function(0) + &invoke(&kept(0), &[])), "(unreachable)"), "trap: ");
}

fn a_module_resumes_itself<R: Runtime>() {
    survives::<R>(&module("(call $resume) (call $resume)", &get(&global(), "Object")));
}

fn a_module_runs_itself_again<R: Runtime>() {
    let again = "(if (i32.lt_u (global.get $count) (i32.const 100))
        (then (global.set $count (i32.add (global.get $count) (i32.const 1))) (call $run (i32.const 0) (i32.const 0))))";
    survives::<R>(&module(again, ""));
}

fn a_function_is_given_back_while_it_is_called<R: Runtime>() {
    let wasm = module(
        &(keep_function(0) + &invoke(&kept(0), &[]) + &invoke(&kept(0), &[])),
        &repeat(10, &import("finalizeRef", &[(8, &kept(0))])),
    );
    survives::<R>(&wasm);
}

fn the_pending_event_is_something_else<R: Runtime>() {
    for value in [number(5.0), UNDEFINED.to_owned(), reference(2, 0), global()] {
        let wasm = module(
            &(keep_function(0) + &invoke(&kept(0), &[])),
            &(set(&go(), "_pendingEvent", &value) + &get(&go(), "_pendingEvent")),
        );
        survives::<R>(&wasm);
    }
}

fn the_pending_event_is_deleted<R: Runtime>() {
    survives::<R>(&module(&(keep_function(0) + &invoke(&kept(0), &[])), &delete(&go(), "_pendingEvent")));
}

fn the_result_of_an_event_is_the_event_itself<R: Runtime>() {
    let wasm = module(
        &(keep_function(0) + &invoke(&kept(0), &[])),
        &(get(&go(), "_pendingEvent") + &keep(1, &got()) + &set(&kept(1), "result", &kept(1))),
    );
    survives::<R>(&wasm);
}
