//! Objects that the host itself relies on, and operations that Go never performs.

use gojs_tests::on_each_runtime;
use gojs_tests::runtime::Runtime;

use super::guest::*;
use super::{ends, survives};

on_each_runtime![
    globals_are_deleted,
    globals_are_something_else,
    the_global_object_is_frozen,
    the_prototype_of_all_objects_has_a_then,
    the_prototype_of_all_functions_has_another_call,
    go_s_own_object_is_emptied,
    what_is_no_function_is_called_and_what_is_no_class_is_made,
    an_operation_that_no_go_program_asks_of_a_primitive_ends_the_program,
    indices_that_are_none_are_names,
    a_text_is_loaded_to_where_it_does_not_fit,
];

fn globals_are_deleted<R: Runtime>() {
    let all: String = NAMES_OF_GLOBALS.iter().map(|name| delete(&global(), name)).collect();
    survives::<R>(&module(
        &(keep_function(0) + &all + &invoke(&kept(0), &[]) + &call(&go(), "_makeFuncWrapper", &[&number(1.0)])),
        "",
    ));
}

fn globals_are_something_else<R: Runtime>() {
    let all: String = NAMES_OF_GLOBALS.iter().map(|name| set(&global(), name, &number(1.0))).collect();
    survives::<R>(&module(&(keep_function(0) + &all + &invoke(&kept(0), &[])), ""));
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

fn the_global_object_is_frozen<R: Runtime>() {
    let all = keep_global(0, "Object")
        + &call(&kept(0), "freeze", &[&global()])
        + &keep_function(1)
        + &invoke(&kept(1), &[])
        + &keep_new(2, "Array", &[]);
    survives::<R>(&module(&all, ""));
}

fn the_prototype_of_all_objects_has_a_then<R: Runtime>() {
    let all = keep_function(0)
        + &keep_global(1, "Object")
        + &get(&kept(1), "prototype")
        + &keep(2, &got())
        + &set(&kept(2), "then", &kept(0))
        + &keep_global(3, "Promise")
        + &keep_new(4, "Object", &[])
        + &call(&kept(3), "resolve", &[&kept(4)]);
    survives::<R>(&module(&all, &keep_new(5, "Object", &[])));
}

fn the_prototype_of_all_functions_has_another_call<R: Runtime>() {
    let all = keep_function(0)
        + &keep_global(1, "Function")
        + &get(&kept(1), "prototype")
        + &keep(2, &got())
        + &set(&kept(2), "call", UNDEFINED)
        + &set(&kept(2), "apply", UNDEFINED)
        + &set(&kept(2), "bind", UNDEFINED)
        + &invoke(&kept(0), &[])
        + &expect_made();
    survives::<R>(&module(&all, ""));
}

fn go_s_own_object_is_emptied<R: Runtime>() {
    let all = keep_function(0)
        + &delete(&go(), "_makeFuncWrapper")
        + &delete(&go(), "_pendingEvent")
        + &invoke(&kept(0), &[]);
    survives::<R>(&module(&all, ""));
}

fn what_is_no_function_is_called_and_what_is_no_class_is_made<R: Runtime>() {
    for value in [global(), number(1.0), UNDEFINED.to_owned(), reference(2, 0), reference(3, 0)] {
        survives::<R>(&module(
            &(invoke(&value, &[]) + &expect_not_made("TypeError") + &new(&value, &[]) + &expect_not_made("TypeError")),
            "",
        ));
    }
}

fn an_operation_that_no_go_program_asks_of_a_primitive_ends_the_program<R: Runtime>() {
    for operation in [
        get(&number(1.0), "x"),
        set(UNDEFINED, "x", &number(1.0)),
        delete(&reference(2, 0), "x"),
        import("valueIndex", &[(8, &reference(3, 0)), (16, &word(0))]),
        import("valueSetIndex", &[(8, &number(5.0)), (16, &word(-1)), (24, &number(1.0))]),
        import("valueInstanceOf", &[(8, &number(5.0)), (16, &number(5.0))]),
    ] {
        ends::<R>(&module(&operation, ""), "TypeError");
    }
}

fn indices_that_are_none_are_names<R: Runtime>() {
    let all: String = [-1, i64::MIN, i64::MAX, 1 << 53, 4_294_967_295]
        .map(|index| {
            let set = import("valueSetIndex", &[(8, &kept(0)), (16, &word(index)), (24, &number(1.0))]);
            set + &import("valueIndex", &[(8, &kept(0)), (16, &word(index))])
        })
        .concat();
    survives::<R>(&module(&(keep_new(0, "Array", &[]) + &all), ""));
}

fn a_text_is_loaded_to_where_it_does_not_fit<R: Runtime>() {
    let prepare = import("valuePrepareString", &[(8, &global())]);
    let at = |addr: i64, len: i64| {
        import("valueLoadString", &[(8, &load(SP + 16)), (16, &word(addr)), (24, &word(len)), (32, &word(len))])
    };
    survives::<R>(&module(&(prepare.clone() + &at(8192, 1000)), ""));
    ends::<R>(&module(&(prepare.clone() + &at(8192, 0)), ""), "RangeError");
    ends::<R>(&module(&(prepare.clone() + &at(65536, 8)), ""), "valueLoadString");
    // This string was never prepared.
    survives::<R>(&module(&import("valueLoadString", &[(8, &number(1.0)), (16, &word(8192)), (24, &word(8))]), ""));
}
