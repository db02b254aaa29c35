//! Values that are large, deep or circular, and values that a callback changes while a native function iterates over
//! them.

use gojs::Limit;
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::Runtime;

use super::guest::*;
use super::{end, reaches, small, survives};

on_each_runtime![
    a_string_that_doubles_without_end,
    a_string_that_is_repeated_beyond_the_limit_throws,
    an_array_that_grows_without_end,
    an_array_of_four_billion_elements_takes_no_room,
    a_buffer_beyond_the_limit_throws,
    a_million_symbols_of_the_registry,
    a_million_entries_of_a_map,
    a_million_listeners,
    prototypes_in_a_circle_are_refused,
    a_chain_of_a_hundred_thousand_prototypes,
    a_function_bound_three_thousand_times,
    arrays_ten_thousand_deep_become_no_text,
    values_in_a_circle_become_no_text,
    json_of_brackets_alone,
    a_getter_deletes_what_is_walked,
    a_comparison_empties_the_array_that_is_sorted,
    a_callback_pushes_to_the_array_that_is_walked,
    a_callback_transfers_nothing_and_shrinks_the_view_that_is_sorted,
];

fn a_string_that_doubles_without_end<R: Runtime>() {
    let double = call(&kept(1), "call", &[&kept(0), &kept(0)]) + &expect_called() + &keep(0, &called());
    let begin = keep_string(0, "globalThis") + &keep_string_method(1, "concat");
    reaches::<R>(&module(&(begin + &repeat(40, &double)), ""), small(), Limit::HeapBytes);
}

fn a_string_that_is_repeated_beyond_the_limit_throws<R: Runtime>() {
    for (method, length) in [("repeat", 1e6), ("repeat", 1e9), ("repeat", 4e18), ("padEnd", 2e6), ("padEnd", 5e8)] {
        let wasm = module(
            &(keep_string(0, "globalThis")
                + &keep_string_method(1, method)
                + &call(&kept(1), "call", &[&kept(0), &number(length)])
                + &expect_thrown("RangeError")),
            "",
        );
        let ended = end::<R>(&wasm, small());
        assert!(ended.is_ok(), "{method} to {length}: {ended:?}");
    }
}

fn an_array_that_grows_without_end<R: Runtime>() {
    let push = call(&kept(0), "push", &[&kept(0)]);
    reaches::<R>(&module(&(keep_new(0, "Array", &[]) + &repeat(1_000_000, &push)), ""), small(), Limit::HeapBytes);
}

fn an_array_of_four_billion_elements_takes_no_room<R: Runtime>() {
    let wasm = module(
        &(keep_new(0, "Array", &[&number(4_294_967_295.0)])
            + &expect_made()
            + &import("valueSetIndex", &[(8, &kept(0)), (16, &word(4_294_967_294)), (24, &number(1.0))])),
        "",
    );
    let ended = end::<R>(&wasm, small());
    assert!(ended.is_ok(), "{ended:?}");
}

fn a_buffer_beyond_the_limit_throws<R: Runtime>() {
    for class in ["ArrayBuffer", "Uint8Array"] {
        for length in [2e6, 1e9, 1e12, 9e15, -1.0, f64::INFINITY] {
            let wasm = module(
                &(get(&global(), class) + &new(&got(), &[&number(length)]) + &expect_not_made("RangeError")),
                "",
            );
            let ended = end::<R>(&wasm, small());
            assert!(ended.is_ok(), "{class} of {length}: {ended:?}");
        }
    }
}

fn a_million_symbols_of_the_registry<R: Runtime>() {
    let one = call(&kept(3), "call", &[&kept(2), &kept(1)])
        + &expect_called()
        + &keep(2, &called())
        + &call(&kept(0), "for", &[&kept(2)])
        + &expect_called();
    let begin =
        keep_global(0, "Symbol") + &keep_string(1, "x") + &keep_string(2, "x") + &keep_string_method(3, "concat");
    reaches::<R>(&module(&(begin + &repeat(100_000, &one)), ""), small(), Limit::HeapBytes);
}

fn a_million_entries_of_a_map<R: Runtime>() {
    let one = get(&global(), "Object")
        + &new(&got(), &[])
        + &keep(1, &made())
        + &call(&kept(0), "set", &[&kept(1), &kept(1)]);
    reaches::<R>(&module(&(keep_new(0, "Map", &[]) + &repeat(1_000_000, &one)), ""), small(), Limit::HeapBytes);
}

fn a_million_listeners<R: Runtime>() {
    let one = call(&go(), "_makeFuncWrapper", &[&number(1.0)])
        + &keep(1, &called())
        + &call(&kept(0), "addEventListener", &[&kept(2), &kept(1)]);
    let wasm = module(&(keep_new(0, "EventTarget", &[]) + &keep_string(2, "x") + &repeat(100_000, &one)), "");
    reaches::<R>(&wasm, small(), Limit::HeapBytes);
}

fn prototypes_in_a_circle_are_refused<R: Runtime>() {
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
    survives::<R>(&wasm);
}

fn a_chain_of_a_hundred_thousand_prototypes<R: Runtime>() {
    let one = call(&kept(1), "create", &[&kept(0)]) + &keep(0, &called());
    let wasm = module(
        &(keep_new(0, "Object", &[]) + &keep_global(1, "Object") + &repeat(100_000, &one) + &get(&kept(0), "x")),
        "",
    );
    survives::<R>(&wasm);
}

fn a_function_bound_three_thousand_times<R: Runtime>() {
    let one = call(&kept(0), "bind", &[]) + &keep(0, &called());
    let wasm = module(
        &(keep_function(0)
            + &repeat(3_000, &one)
            + &invoke(&kept(0), &[])
            + &expect_not_made("RangeError")
            + &new(&kept(0), &[])),
        "",
    );
    survives::<R>(&wasm);
}

fn arrays_ten_thousand_deep_become_no_text<R: Runtime>() {
    let one = keep_new(1, "Array", &[]) + &call(&kept(1), "push", &[&kept(0)]) + &keep(0, &kept(1));
    let deep = keep_new(0, "Array", &[]) + &repeat(10_000, &one);
    for (target, method) in [("", "join"), ("", "toString"), ("JSON", "stringify"), ("", "structuredClone")] {
        let text = match target {
            "" if method == "structuredClone" => call(&global(), method, &[&kept(0)]),
            "" => call(&kept(0), method, &[]) + &expect_thrown("RangeError"),
            target => keep_global(2, target) + &call(&kept(2), method, &[&kept(0)]),
        };
        survives::<R>(&module(&(deep.clone() + &text), ""));
    }
}

fn values_in_a_circle_become_no_text<R: Runtime>() {
    let circle = keep_new(0, "Array", &[]) + &call(&kept(0), "push", &[&kept(0)]);
    let all = circle
        + &keep_global(1, "JSON")
        + &call(&kept(1), "stringify", &[&kept(0)])
        + &expect_thrown("TypeError")
        + &call(&kept(0), "join", &[])
        + &expect_called()
        + &call(&global(), "structuredClone", &[&kept(0)])
        + &expect_called();
    survives::<R>(&module(&all, ""));
}

fn json_of_brackets_alone<R: Runtime>() {
    let all = keep_string(0, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")
        + &keep_string_method(1, "repeat")
        + &call(&kept(1), "call", &[&kept(0), &number(10_000.0)])
        + &expect_called()
        + &keep(0, &called())
        + &keep_global(1, "JSON")
        + &call(&kept(1), "parse", &[&kept(0)])
        + &expect_thrown("SyntaxError");
    survives::<R>(&module(&all, ""));
}

fn a_getter_deletes_what_is_walked<R: Runtime>() {
    // `JSON.stringify` calls a Go getter, which deletes the next property and itself.
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
    survives::<R>(&module(&all, &(delete(&kept(2), "value") + &delete(&kept(2), "x") + &delete(&kept(2), "length"))));
}

fn a_comparison_empties_the_array_that_is_sorted<R: Runtime>() {
    let all = keep_function(0)
        + &keep_new(1, "Array", &[])
        + &repeat(100, &call(&kept(1), "push", &[&number(3.0), &number(1.0), &number(2.0)]))
        + &call(&kept(1), "sort", &[&kept(0)]);
    survives::<R>(&module(&all, &set(&kept(1), "length", &number(0.0))));
}

fn a_callback_pushes_to_the_array_that_is_walked<R: Runtime>() {
    for method in ["forEach", "map", "every"] {
        let all = keep_function(0)
            + &keep_new(1, "Array", &[])
            + &repeat(10, &call(&kept(1), "push", &[&number(3.0)]))
            + &call(&kept(1), method, &[&kept(0)]);
        survives::<R>(&module(&all, &call(&kept(1), "push", &[&number(4.0)])));
    }
}

fn a_callback_transfers_nothing_and_shrinks_the_view_that_is_sorted<R: Runtime>() {
    let all = keep_function(0)
        + &keep_new(1, "Uint8Array", &[&number(100.0)])
        + &call(&kept(1), "sort", &[&kept(0)])
        + &call(&kept(1), "subarray", &[&number(-1e9), &number(1e18)])
        + &expect_called();
    survives::<R>(&module(&all, &call(&kept(1), "set", &[&kept(1), &number(1.0)])));
}
