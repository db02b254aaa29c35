//! Refs, which identify JavaScript values in a module.

use gojs::Limits;
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::Runtime;

use super::guest::*;
use super::{end, ends, survives};

on_each_runtime![
    a_ref_that_was_given_back_is_undefined,
    a_ref_that_was_never_given_is_undefined,
    what_every_program_has_can_not_be_given_back,
    a_ref_is_given_back_twice_and_a_thousand_times,
    refs_of_ids_that_nobody_has_are_given_back,
    a_type_flag_that_lies_changes_nothing,
    numbers_that_look_like_refs_are_numbers_or_undefined,
    the_same_object_is_counted_a_hundred_thousand_times,
];

fn a_ref_that_was_given_back_is_undefined<R: Runtime>() {
    let wasm =
        module(&(keep_new(0, "Object", &[]) + &import("finalizeRef", &[(8, &kept(0))]) + &get(&kept(0), "x")), "");
    ends::<R>(&wasm, "TypeError");
}

fn a_ref_that_was_never_given_is_undefined<R: Runtime>() {
    for id in [7, 8, 1000, 0x7fff_ffff, u32::MAX] {
        ends::<R>(&module(&get(&reference(id, 1), "x"), ""), "TypeError");
    }
}

fn what_every_program_has_can_not_be_given_back<R: Runtime>() {
    let all: String = (0..7).map(|id| repeat(1000, &import("finalizeRef", &[(8, &reference(id, 0))]))).collect();
    survives::<R>(&module(
        &(all + &keep_new(0, "Object", &[]) + &call(&go(), "_makeFuncWrapper", &[&number(1.0)])),
        "",
    ));
}

fn a_ref_is_given_back_twice_and_a_thousand_times<R: Runtime>() {
    let wasm = module(
        &(keep_new(0, "Object", &[])
            + &repeat(1000, &import("finalizeRef", &[(8, &kept(0))]))
            + &keep_new(1, "Object", &[])
            + &get(&kept(1), "x")),
        "",
    );
    survives::<R>(&wasm);
}

fn refs_of_ids_that_nobody_has_are_given_back<R: Runtime>() {
    let all: String =
        [7, 1000, 0x7fff_ffff, u32::MAX].map(|id| import("finalizeRef", &[(8, &reference(id, 1))])).concat();
    survives::<R>(&module(&all, ""));
}

fn a_type_flag_that_lies_changes_nothing<R: Runtime>() {
    for flag in 0..8 {
        survives::<R>(&module(&get(&reference(5, flag), "Object"), ""));
    }
}

fn numbers_that_look_like_refs_are_numbers_or_undefined<R: Runtime>() {
    for bits in [
        0x7ff8_0000_0000_0000_u64,
        0xfff8_0000_0000_0005,
        0x7ff0_0000_0000_0001,
        0x7fff_ffff_ffff_ffff,
        0xffff_ffff_ffff_ffff,
    ] {
        let ended = end::<R>(&module(&get(&word(bits as i64), "x"), ""), Limits::default());
        if let Err(error) = ended {
            assert!(error.to_string().contains("TypeError"), "{error}");
        }
    }
}

fn the_same_object_is_counted_a_hundred_thousand_times<R: Runtime>() {
    survives::<R>(&module(&repeat(100_000, &get(&global(), "Object")), ""));
}
