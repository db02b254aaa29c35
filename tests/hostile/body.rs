// The tests themselves: see main.rs.

use std::time::Duration;

use gojs::{DeterministicHost, Error, Instant, Limit, Limits, Poll};

use super::runtime::{Program, module as greet, parse, parse_metered};
use crate::guest::*;

type Guest = Program<DeterministicHost>;

/// Runs a module for two hundred polls, a millisecond of its clock each, and says how that has ended.
fn run(mut program: Guest) -> (Guest, Result<Poll, Error>) {
    let mut now = Instant::ZERO;
    let mut polled = Ok(Poll::Ready);
    for _ in 0..200 {
        polled = program.poll(now);
        if !matches!(polled, Ok(Poll::Ready | Poll::Waiting { .. })) {
            break;
        }
        now = now + Duration::from_millis(1);
    }
    // Whatever it was: the embedder goes on, and another program runs.
    let mut other = Program::builder(DeterministicHost::new(1)).args(["greet", "Ada"]).instantiate(greet()).unwrap();
    assert_eq!(other.run().unwrap().code(), 0);
    assert!(other.host().stdout().starts_with(b"Hello, Ada!\n"));
    (program, polled)
}

fn guest(wasm: &[u8], limits: Limits) -> Guest {
    Program::builder(DeterministicHost::new(1)).limits(limits).instantiate(&parse(wasm)).unwrap()
}

/// Nothing ends the program.
fn survives(wasm: &[u8]) -> Guest {
    let (program, ended) = run(guest(wasm, Limits::default()));
    assert!(matches!(ended, Ok(Poll::Ready | Poll::Waiting { .. })), "{ended:?}");
    program
}

/// The program ends with an error that says so.
fn ends(wasm: &[u8], said: &str) {
    let (_, ended) = run(guest(wasm, Limits::default()));
    let error = ended.expect_err("it goes on");
    assert!(error.to_string().contains(said), "{error}");
}

fn limit(error: &Error) -> Option<Limit> {
    match error {
        Error::Traced { error, .. } => limit(error),
        Error::LimitReached { limit, .. } => Some(*limit),
        _ => None,
    }
}

fn reaches(wasm: &[u8], limits: Limits, expected: Limit) {
    let (_, ended) = run(guest(wasm, limits));
    let error = ended.expect_err("it goes on");
    assert_eq!(limit(&error), Some(expected), "{error}");
}

/// As much as a small plugin gets.
fn small() -> Limits {
    Limits::default().heap_bytes(1 << 20)
}

// Memory and the stack pointer.

#[test]
fn a_memory_of_one_page_is_enough() {
    survives(&module(&get(&global(), "Object"), ""));
}

#[test]
fn the_memory_grows_inside_a_callback() {
    let grow = "(drop (memory.grow (i32.const 16))) (i64.store (i32.const 1000000) (i64.const -1))";
    survives(&module(&(keep_function(0) + &invoke(&kept(0), &[]) + &expect_made()), grow));
}

#[test]
fn the_stack_moves_inside_a_callback() {
    // The result is where the stack is afterwards, and not where it was.
    let moved = "(if (i32.ne (i32.load8_u (i32.const 8240)) (i32.const 1)) (then (unreachable)))";
    survives(&module(&(keep_function(0) + &invoke(&kept(0), &[]) + moved), "(global.set $sp (i32.const 8192))"));
}

#[test]
fn the_stack_is_gone_after_a_callback() {
    for sp in [65536 - 40, 65535, 65536, 0x7fff_fff8_u32, 0xffff_fff8, u32::MAX] {
        let wasm = module(
            &(keep_function(0) + &invoke(&kept(0), &[])),
            &format!("(global.set $sp (i32.const {}))", sp as i32),
        );
        ends(&wasm, "import `syscall/js.valueInvoke`");
    }
}

#[test]
fn the_stack_pointer_is_at_each_edge() {
    for sp in [65536 - 8, 65536 - 16, 65536 - 32, 65535, 65536, 0x7fff_ffff, 0x8000_0000_u32, 0xffff_fff8, u32::MAX] {
        ends(&module(&format!("(call $valueGet (i32.const {}))", sp as i32), ""), "import `syscall/js.valueGet`");
    }
}

#[test]
fn frames_at_addresses_that_no_compiler_uses_are_read_all_the_same() {
    // Not aligned, and over the names.
    for sp in [1, 3, 4095, 4097, 65536 - 72] {
        let (_, ended) = run(guest(&module(&format!("(call $valueCall (i32.const {sp}))"), ""), Limits::default()));
        if let Err(error) = ended {
            assert!(error.to_string().contains("syscall/js.valueCall"), "{error}");
        }
    }
}

// Lengths.

#[test]
fn a_string_of_any_length_that_is_not_there_is_an_error() {
    for (addr, len) in [(0, i64::MAX), (0, 1 << 32), (0, -1), (-1, 1), (65536, 1), (1 << 40, 0), (i64::MIN, i64::MIN)] {
        let frame = import("stringVal", &[(8, &word(addr)), (16, &word(len))]);
        let (_, ended) = run(guest(&module(&frame, ""), Limits::default()));
        match ended {
            Err(error) => assert!(error.to_string().contains("import `syscall/js.stringVal`"), "{error}"),
            // Nothing at all lies anywhere.
            Ok(_) => assert_eq!(len, 0),
        }
    }
}

#[test]
fn arguments_whose_bytes_overflow_are_an_error() {
    for len in [i64::MAX, 1 << 61, 1 << 29, 8192, -1] {
        let frame = [(8, global()), (16, word(2048)), (24, word(len)), (32, word(len))];
        let (_, ended) = run(guest(&module(&import("valueInvoke", &frame), ""), Limits::default()));
        // Where the arguments can't be read, JavaScript's own script throws, too, and what is thrown is Go's to catch.
        if let Err(error) = ended {
            assert!(error.to_string().contains("valueInvoke"), "{error}");
        }
    }
}

#[test]
fn bytes_are_copied_to_where_there_is_no_room() {
    let bytes = keep_new(0, "Uint8Array", &[&number(16.0)]);
    for (addr, len) in [(65530, 16), (0, i64::MAX), (-8, 16), (1 << 33, 16)] {
        let wasm = module(
            &(bytes.clone()
                + &import("copyBytesToGo", &[(8, &word(addr)), (16, &word(len)), (24, &word(len)), (32, &kept(0))])),
            "",
        );
        ends(&wasm, "import `syscall/js.copyBytesToGo`");
    }
}

#[test]
fn bytes_are_copied_from_what_has_none() {
    for source in [global(), number(1.0), UNDEFINED.to_owned(), reference(2, 0), reference(12345, 1)] {
        let frame = [(8, word(8192)), (16, word(16)), (24, word(16)), (32, source)];
        survives(&module(&import("copyBytesToGo", &frame), ""));
    }
}

#[test]
fn random_bytes_for_more_than_the_memory_are_an_error() {
    let wasm = module(&import("getRandomData", &[(8, &word(0)), (16, &word(1 << 40))]), "");
    ends(&wasm, "import `runtime.getRandomData`");
}

#[test]
fn output_of_a_length_that_is_none_is_an_error() {
    for len in [-1, i64::from(i32::MAX), i64::from(i32::MIN)] {
        let frame = [(8, word(1)), (16, word(0)), (24, word(len))];
        ends(&module(&import("wasmWrite", &frame), ""), "import `runtime.wasmWrite`");
    }
}

// Refs.

#[test]
fn a_ref_that_was_given_back_is_undefined() {
    let wasm =
        module(&(keep_new(0, "Object", &[]) + &import("finalizeRef", &[(8, &kept(0))]) + &get(&kept(0), "x")), "");
    ends(&wasm, "TypeError");
}

#[test]
fn a_ref_that_was_never_given_is_undefined() {
    for id in [7, 8, 1000, 0x7fff_ffff, u32::MAX] {
        ends(&module(&get(&reference(id, 1), "x"), ""), "TypeError");
    }
}

#[test]
fn what_every_program_has_can_not_be_given_back() {
    let all: String = (0..7).map(|id| repeat(1000, &import("finalizeRef", &[(8, &reference(id, 0))]))).collect();
    survives(&module(&(all + &keep_new(0, "Object", &[]) + &call(&go(), "_makeFuncWrapper", &[&number(1.0)])), ""));
}

#[test]
fn a_ref_is_given_back_twice_and_a_thousand_times() {
    let wasm = module(
        &(keep_new(0, "Object", &[])
            + &repeat(1000, &import("finalizeRef", &[(8, &kept(0))]))
            + &keep_new(1, "Object", &[])
            + &get(&kept(1), "x")),
        "",
    );
    survives(&wasm);
}

#[test]
fn refs_of_ids_that_nobody_has_are_given_back() {
    let all: String =
        [7, 1000, 0x7fff_ffff, u32::MAX].map(|id| import("finalizeRef", &[(8, &reference(id, 1))])).concat();
    survives(&module(&all, ""));
}

#[test]
fn a_type_flag_that_lies_changes_nothing() {
    for flag in 0..8 {
        survives(&module(&get(&reference(5, flag), "Object"), ""));
    }
}

#[test]
fn numbers_that_look_like_refs_are_numbers_or_undefined() {
    for bits in [
        0x7ff8_0000_0000_0000_u64,
        0xfff8_0000_0000_0005,
        0x7ff0_0000_0000_0001,
        0x7fff_ffff_ffff_ffff,
        0xffff_ffff_ffff_ffff,
    ] {
        let (_, ended) = run(guest(&module(&get(&word(bits as i64), "x"), ""), Limits::default()));
        if let Err(error) = ended {
            assert!(error.to_string().contains("TypeError"), "{error}");
        }
    }
}

#[test]
fn the_same_object_is_counted_a_hundred_thousand_times() {
    survives(&module(&repeat(100_000, &get(&global(), "Object")), ""));
}

// Re-entry.

#[test]
fn a_function_that_calls_itself_without_end_is_thrown_an_error() {
    // At the innermost level the call has thrown; it is a RangeError at 128 levels, and each of them goes on.
    let wasm = module(&(keep_function(0) + &invoke(&kept(0), &[])), &invoke(&kept(0), &[]));
    survives(&wasm);
}

#[test]
fn an_exit_inside_a_callback_is_one() {
    let wasm = module(&(keep_function(0) + &invoke(&kept(0), &[]) + "(unreachable)"), &exit(7));
    let (_, ended) = run(guest(&wasm, Limits::default()));
    assert!(matches!(ended, Ok(Poll::Exited(exit)) if exit.code() == 7), "{ended:?}");
}

#[test]
fn an_exit_at_the_bottom_of_many_callbacks_ends_all_of_them() {
    let deep = format!(
        "(global.set $count (i32.add (global.get $count) (i32.const 1)))
         (if (i32.gt_u (global.get $count) (i32.const 50)) (then {}))
         {} (unreachable)",
        exit(7),
        invoke(&kept(0), &[])
    );
    let (_, ended) =
        run(guest(&module(&(keep_function(0) + &invoke(&kept(0), &[]) + "(unreachable)"), &deep), Limits::default()));
    assert!(matches!(ended, Ok(Poll::Exited(exit)) if exit.code() == 7), "{ended:?}");
}

#[test]
fn a_trap_inside_a_callback_ends_the_program() {
    ends(&module(&(keep_function(0) + &invoke(&kept(0), &[])), "(unreachable)"), "trap: ");
}

#[test]
fn a_module_resumes_itself() {
    survives(&module("(call $resume) (call $resume)", &get(&global(), "Object")));
}

#[test]
fn a_module_runs_itself_again() {
    let again = "(if (i32.lt_u (global.get $count) (i32.const 100))
        (then (global.set $count (i32.add (global.get $count) (i32.const 1))) (call $run (i32.const 0) (i32.const 0))))";
    survives(&module(again, ""));
}

#[test]
fn a_function_is_given_back_while_it_is_called() {
    let wasm = module(
        &(keep_function(0) + &invoke(&kept(0), &[]) + &invoke(&kept(0), &[])),
        &repeat(10, &import("finalizeRef", &[(8, &kept(0))])),
    );
    survives(&wasm);
}

#[test]
fn the_pending_event_is_something_else() {
    for value in [number(5.0), UNDEFINED.to_owned(), reference(2, 0), global()] {
        let wasm = module(
            &(keep_function(0) + &invoke(&kept(0), &[])),
            &(set(&go(), "_pendingEvent", &value) + &get(&go(), "_pendingEvent")),
        );
        survives(&wasm);
    }
}

#[test]
fn the_pending_event_is_deleted() {
    survives(&module(&(keep_function(0) + &invoke(&kept(0), &[])), &delete(&go(), "_pendingEvent")));
}

#[test]
fn the_result_of_an_event_is_the_event_itself() {
    let wasm = module(
        &(keep_function(0) + &invoke(&kept(0), &[])),
        &(get(&go(), "_pendingEvent") + &keep(1, &got()) + &set(&kept(1), "result", &kept(1))),
    );
    survives(&wasm);
}

// Timers and jobs.

#[test]
fn timers_of_go_s_by_the_million() {
    let wasm = module(&repeat(1_000_000, &import("scheduleTimeoutEvent", &[(8, &word(1_000_000))])), "");
    reaches(&wasm, Limits::default(), Limit::Timers);
}

#[test]
fn timers_of_javascript_s_by_the_million() {
    let one = call(&global(), "setTimeout", &[&kept(0), &number(1e9)]);
    // The last of them has thrown.
    survives(&module(&(keep_function(0) + &repeat(200_000, &one) + &expect_thrown("RangeError")), ""));
}

#[test]
fn an_interval_of_no_time() {
    let all: String = keep_function(0) + &call(&global(), "setInterval", &[&kept(0), &number(0.0)]);
    survives(&module(&all, ""));
}

#[test]
fn delays_that_are_none() {
    let all: String = [i64::MAX, i64::MIN, -1, 0, 1 << 31, 1 << 62]
        .map(|delay| import("scheduleTimeoutEvent", &[(8, &word(delay))]))
        .concat();
    survives(&module(&all, ""));
}

#[test]
fn timers_that_were_never_started_are_cleared() {
    let all: String = [0, 1, -1, i64::from(i32::MAX)].map(|id| import("clearTimeoutEvent", &[(8, &word(id))])).concat();
    survives(&module(&repeat(1000, &all), ""));
}

/// A module that goes on for ever, with fuel: it is left again and again, and ended when all of its fuel is spent.
fn is_left_in_the_middle(wasm: &[u8]) {
    let module = parse_metered(wasm);
    let builder = || Program::builder(DeterministicHost::new(1)).fuel_slice(100_000);
    let (_, polled) = run(builder().instantiate(&module).unwrap());
    assert!(matches!(polled, Ok(Poll::Ready | Poll::Waiting { .. })), "{polled:?}");
    let (_, ended) = run(builder().limits(Limits::default().fuel(1_000_000)).instantiate(&module).unwrap());
    let error = ended.expect_err("it goes on");
    assert_eq!(limit(&error), Some(Limit::Fuel), "{error}");
}

#[test]
fn a_microtask_that_queues_itself() {
    let again = call(&global(), "queueMicrotask", &[&kept(0)]);
    is_left_in_the_middle(&module(&(keep_function(0) + &again), &again));
}

#[test]
fn a_then_that_resolves_with_its_own_object() {
    // `then` is `map` bound to an array of the object: it calls `resolve` with the object, and Go is never asked.
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
    is_left_in_the_middle(&wasm);
}

#[test]
fn a_then_that_returns_its_own_promise() {
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
    // "Chaining cycle detected": the handler of the rejection returns the first promise, which is one.
    let (_, ended) = run(guest(&wasm, Limits::default()));
    assert!(!matches!(ended, Ok(Poll::Exited(_))), "{ended:?}");
}

#[test]
fn jobs_by_the_million() {
    let one = call(&kept(2), "then", &[]);
    let wasm = module(
        &(keep_global(1, "Promise") + &call(&kept(1), "resolve", &[]) + &keep(2, &called()) + &repeat(1_000_000, &one)),
        "",
    );
    let (_, ended) = run(guest(&wasm, Limits::default().queue(10_000)));
    assert_eq!(limit(&ended.expect_err("it goes on")), Some(Limit::Queue));
}

#[test]
fn a_loop_without_end_has_its_fuel_and_no_more() {
    let module = parse_metered(&module("(loop $again (br $again))", ""));
    let limits = Limits::default().fuel(1_000_000);
    let (_, ended) = run(Program::builder(DeterministicHost::new(1)).limits(limits).instantiate(&module).unwrap());
    assert_eq!(limit(&ended.expect_err("it goes on")), Some(Limit::Fuel));
}

#[test]
fn a_loop_without_end_inside_a_callback_has_its_fuel_and_no_more() {
    let wasm = module(&(keep_function(0) + &invoke(&kept(0), &[])), "(loop $again (br $again))");
    let limits = Limits::default().fuel(1_000_000);
    let made = Program::builder(DeterministicHost::new(1)).limits(limits).instantiate(&parse_metered(&wasm));
    let (_, ended) = run(made.unwrap());
    assert_eq!(limit(&ended.expect_err("it goes on")), Some(Limit::Fuel));
}

// Values.

#[test]
fn a_string_that_doubles_without_end() {
    let double = call(&kept(1), "call", &[&kept(0), &kept(0)]) + &expect_called() + &keep(0, &called());
    let begin = keep_string(0, "globalThis") + &keep_string_method(1, "concat");
    reaches(&module(&(begin + &repeat(40, &double)), ""), small(), Limit::HeapBytes);
}

#[test]
fn a_string_that_is_repeated_beyond_the_limit_throws() {
    for (method, length) in [("repeat", 1e6), ("repeat", 1e9), ("repeat", 4e18), ("padEnd", 2e6), ("padEnd", 5e8)] {
        let wasm = module(
            &(keep_string(0, "globalThis")
                + &keep_string_method(1, method)
                + &call(&kept(1), "call", &[&kept(0), &number(length)])
                + &expect_thrown("RangeError")),
            "",
        );
        let (_, ended) = run(guest(&wasm, small()));
        assert!(ended.is_ok(), "{method} to {length}: {ended:?}");
    }
}

#[test]
fn an_array_that_grows_without_end() {
    let push = call(&kept(0), "push", &[&kept(0)]);
    reaches(&module(&(keep_new(0, "Array", &[]) + &repeat(1_000_000, &push)), ""), small(), Limit::HeapBytes);
}

#[test]
fn an_array_of_four_billion_elements_takes_no_room() {
    let wasm = module(
        &(keep_new(0, "Array", &[&number(4_294_967_295.0)])
            + &expect_made()
            + &import("valueSetIndex", &[(8, &kept(0)), (16, &word(4_294_967_294)), (24, &number(1.0))])),
        "",
    );
    let (_, ended) = run(guest(&wasm, small()));
    assert!(ended.is_ok(), "{ended:?}");
}

#[test]
fn a_buffer_beyond_the_limit_throws() {
    for class in ["ArrayBuffer", "Uint8Array"] {
        for length in [2e6, 1e9, 1e12, 9e15, -1.0, f64::INFINITY] {
            let wasm = module(
                &(get(&global(), class) + &new(&got(), &[&number(length)]) + &expect_not_made("RangeError")),
                "",
            );
            let (_, ended) = run(guest(&wasm, small()));
            assert!(ended.is_ok(), "{class} of {length}: {ended:?}");
        }
    }
}

#[test]
fn a_million_symbols_of_the_registry() {
    let one = call(&kept(3), "call", &[&kept(2), &kept(1)])
        + &expect_called()
        + &keep(2, &called())
        + &call(&kept(0), "for", &[&kept(2)])
        + &expect_called();
    let begin =
        keep_global(0, "Symbol") + &keep_string(1, "x") + &keep_string(2, "x") + &keep_string_method(3, "concat");
    reaches(&module(&(begin + &repeat(100_000, &one)), ""), small(), Limit::HeapBytes);
}

#[test]
fn a_million_entries_of_a_map() {
    let one = get(&global(), "Object")
        + &new(&got(), &[])
        + &keep(1, &made())
        + &call(&kept(0), "set", &[&kept(1), &kept(1)]);
    reaches(&module(&(keep_new(0, "Map", &[]) + &repeat(1_000_000, &one)), ""), small(), Limit::HeapBytes);
}

#[test]
fn a_million_listeners() {
    let one = call(&go(), "_makeFuncWrapper", &[&number(1.0)])
        + &keep(1, &called())
        + &call(&kept(0), "addEventListener", &[&kept(2), &kept(1)]);
    let wasm = module(&(keep_new(0, "EventTarget", &[]) + &keep_string(2, "x") + &repeat(100_000, &one)), "");
    reaches(&wasm, small(), Limit::HeapBytes);
}

#[test]
fn prototypes_in_a_circle_are_refused() {
    let wasm = module(
        &(keep_new(0, "Object", &[])
            + &keep_new(1, "Object", &[])
            + &keep_global(2, "Object")
            + &call(&kept(2), "setPrototypeOf", &[&kept(0), &kept(1)])
            + &expect_called()
            + &call(&kept(2), "setPrototypeOf", &[&kept(1), &kept(0)])
            + &expect_thrown("TypeError")
            + &get(&kept(0), "x")),
        "",
    );
    survives(&wasm);
}

#[test]
fn a_chain_of_a_hundred_thousand_prototypes() {
    let one = call(&kept(1), "create", &[&kept(0)]) + &keep(0, &called());
    let wasm = module(
        &(keep_new(0, "Object", &[]) + &keep_global(1, "Object") + &repeat(100_000, &one) + &get(&kept(0), "x")),
        "",
    );
    survives(&wasm);
}

#[test]
fn a_function_bound_three_thousand_times() {
    let one = call(&kept(0), "bind", &[]) + &keep(0, &called());
    let wasm = module(
        &(keep_function(0)
            + &repeat(3_000, &one)
            + &invoke(&kept(0), &[])
            + &expect_not_made("RangeError")
            + &new(&kept(0), &[])),
        "",
    );
    survives(&wasm);
}

#[test]
fn arrays_ten_thousand_deep_become_no_text() {
    let one = keep_new(1, "Array", &[]) + &call(&kept(1), "push", &[&kept(0)]) + &keep(0, &kept(1));
    let deep = keep_new(0, "Array", &[]) + &repeat(10_000, &one);
    for (target, method) in [("", "join"), ("", "toString"), ("JSON", "stringify"), ("", "structuredClone")] {
        let text = match target {
            "" if method == "structuredClone" => call(&global(), method, &[&kept(0)]),
            "" => call(&kept(0), method, &[]) + &expect_thrown("RangeError"),
            target => keep_global(2, target) + &call(&kept(2), method, &[&kept(0)]),
        };
        survives(&module(&(deep.clone() + &text), ""));
    }
}

#[test]
fn values_in_a_circle_become_no_text() {
    let circle = keep_new(0, "Array", &[]) + &call(&kept(0), "push", &[&kept(0)]);
    let all = circle
        + &keep_global(1, "JSON")
        + &call(&kept(1), "stringify", &[&kept(0)])
        + &expect_thrown("TypeError")
        + &call(&kept(0), "join", &[])
        + &expect_called()
        + &call(&global(), "structuredClone", &[&kept(0)])
        + &expect_called();
    survives(&module(&all, ""));
}

#[test]
fn json_of_brackets_alone() {
    let all = keep_string(0, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")
        + &keep_string_method(1, "repeat")
        + &call(&kept(1), "call", &[&kept(0), &number(10_000.0)])
        + &expect_called()
        + &keep(0, &called())
        + &keep_global(1, "JSON")
        + &call(&kept(1), "parse", &[&kept(0)])
        + &expect_thrown("SyntaxError");
    survives(&module(&all, ""));
}

#[test]
fn a_getter_deletes_what_is_walked() {
    // `JSON.stringify` and `Object.keys` meet a getter of Go's, which deletes the property behind it, and itself.
    let descriptor = keep_new(1, "Object", &[]) + &set(&kept(1), "get", &kept(0)) + &set(&kept(1), "value", UNDEFINED);
    let all = keep_function(0)
        + &descriptor
        + &delete(&kept(1), "value")
        + &keep_new(2, "Object", &[])
        + &keep_global(3, "Object")
        + &keep_string(4, "x")
        + &set(&kept(2), "length", &number(1.0))
        + &call(&kept(3), "defineProperty", &[&kept(2), &kept(4), &kept(1)])
        + &set(&kept(2), "value", &number(2.0))
        + &keep_global(5, "JSON")
        + &call(&kept(5), "stringify", &[&kept(2)])
        + &get(&kept(2), "x");
    survives(&module(&all, &(delete(&kept(2), "value") + &delete(&kept(2), "x") + &delete(&kept(2), "length"))));
}

#[test]
fn a_comparison_empties_the_array_that_is_sorted() {
    let all = keep_function(0)
        + &keep_new(1, "Array", &[])
        + &repeat(100, &call(&kept(1), "push", &[&number(3.0), &number(1.0), &number(2.0)]))
        + &call(&kept(1), "sort", &[&kept(0)]);
    survives(&module(&all, &set(&kept(1), "length", &number(0.0))));
}

#[test]
fn a_callback_pushes_to_the_array_that_is_walked() {
    for method in ["forEach", "map", "every"] {
        let all = keep_function(0)
            + &keep_new(1, "Array", &[])
            + &repeat(10, &call(&kept(1), "push", &[&number(3.0)]))
            + &call(&kept(1), method, &[&kept(0)]);
        survives(&module(&all, &call(&kept(1), "push", &[&number(4.0)])));
    }
}

#[test]
fn a_callback_transfers_nothing_and_shrinks_the_view_that_is_sorted() {
    let all = keep_function(0)
        + &keep_new(1, "Uint8Array", &[&number(100.0)])
        + &call(&kept(1), "sort", &[&kept(0)])
        + &call(&kept(1), "subarray", &[&number(-1e9), &number(1e18)])
        + &expect_called();
    survives(&module(&all, &call(&kept(1), "set", &[&kept(1), &number(1.0)])));
}

// What the host itself stands on.

#[test]
fn globals_are_deleted() {
    let all: String = NAMES_OF_GLOBALS.iter().map(|name| delete(&global(), name)).collect();
    survives(&module(
        &(keep_function(0) + &all + &invoke(&kept(0), &[]) + &call(&go(), "_makeFuncWrapper", &[&number(1.0)])),
        "",
    ));
}

#[test]
fn globals_are_something_else() {
    let all: String = NAMES_OF_GLOBALS.iter().map(|name| set(&global(), name, &number(1.0))).collect();
    survives(&module(&(keep_function(0) + &all + &invoke(&kept(0), &[])), ""));
}

const NAMES_OF_GLOBALS: [&str; 12] = [
    "Object",
    "Array",
    "Function",
    "Promise",
    "JSON",
    "Map",
    "Symbol",
    "Uint8Array",
    "fs",
    "process",
    "globalThis",
    "Reflect",
];

#[test]
fn the_global_object_is_frozen() {
    let all = keep_global(0, "Object")
        + &call(&kept(0), "freeze", &[&global()])
        + &keep_function(1)
        + &invoke(&kept(1), &[])
        + &keep_new(2, "Array", &[]);
    survives(&module(&all, ""));
}

#[test]
fn the_prototype_of_all_objects_has_a_then() {
    let all = keep_function(0)
        + &keep_global(1, "Object")
        + &get(&kept(1), "prototype")
        + &keep(2, &got())
        + &set(&kept(2), "then", &kept(0))
        + &keep_global(3, "Promise")
        + &keep_new(4, "Object", &[])
        + &call(&kept(3), "resolve", &[&kept(4)]);
    survives(&module(&all, &keep_new(5, "Object", &[])));
}

#[test]
fn the_prototype_of_all_functions_has_another_call() {
    let all = keep_function(0)
        + &keep_global(1, "Function")
        + &get(&kept(1), "prototype")
        + &keep(2, &got())
        + &set(&kept(2), "call", UNDEFINED)
        + &set(&kept(2), "apply", UNDEFINED)
        + &set(&kept(2), "bind", UNDEFINED)
        + &invoke(&kept(0), &[])
        + &expect_made();
    survives(&module(&all, ""));
}

#[test]
fn go_s_own_object_is_emptied() {
    let all = keep_function(0)
        + &delete(&go(), "_makeFuncWrapper")
        + &delete(&go(), "_pendingEvent")
        + &invoke(&kept(0), &[]);
    survives(&module(&all, ""));
}

#[test]
fn what_is_no_function_is_called_and_what_is_no_class_is_made() {
    for value in [global(), number(1.0), UNDEFINED.to_owned(), reference(2, 0), reference(3, 0)] {
        survives(&module(
            &(invoke(&value, &[]) + &expect_not_made("TypeError") + &new(&value, &[]) + &expect_not_made("TypeError")),
            "",
        ));
    }
}

#[test]
fn an_operation_that_no_go_program_asks_of_a_primitive_ends_the_program() {
    for operation in [
        get(&number(1.0), "x"),
        set(UNDEFINED, "x", &number(1.0)),
        delete(&reference(2, 0), "x"),
        import("valueIndex", &[(8, &reference(3, 0)), (16, &word(0))]),
        import("valueSetIndex", &[(8, &number(5.0)), (16, &word(-1)), (24, &number(1.0))]),
        import("valueInstanceOf", &[(8, &number(5.0)), (16, &number(5.0))]),
    ] {
        ends(&module(&operation, ""), "TypeError");
    }
}

#[test]
fn indices_that_are_none_are_names() {
    let all: String = [-1, i64::MIN, i64::MAX, 1 << 53, 4_294_967_295]
        .map(|index| {
            let set = import("valueSetIndex", &[(8, &kept(0)), (16, &word(index)), (24, &number(1.0))]);
            set + &import("valueIndex", &[(8, &kept(0)), (16, &word(index))])
        })
        .concat();
    survives(&module(&(keep_new(0, "Array", &[]) + &all), ""));
}

#[test]
fn a_text_is_loaded_to_where_it_does_not_fit() {
    let prepare = import("valuePrepareString", &[(8, &global())]);
    let at = |addr: i64, len: i64| {
        import("valueLoadString", &[(8, &load(SP + 16)), (16, &word(addr)), (24, &word(len)), (32, &word(len))])
    };
    survives(&module(&(prepare.clone() + &at(8192, 1000)), ""));
    ends(&module(&(prepare.clone() + &at(8192, 0)), ""), "RangeError");
    ends(&module(&(prepare.clone() + &at(65536, 8)), ""), "valueLoadString");
    // What is loaded was never prepared.
    survives(&module(&import("valueLoadString", &[(8, &number(1.0)), (16, &word(8192)), (24, &word(8))]), ""));
}
