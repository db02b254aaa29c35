//! The linear memory, the stack pointer, and lengths of data in memory.

use gojs::Limits;
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::Runtime;

use super::guest::*;
use super::{end, ends, survives};

on_each_runtime![
    a_memory_of_one_page_is_enough,
    the_memory_grows_inside_a_callback,
    the_stack_moves_inside_a_callback,
    the_stack_is_gone_after_a_callback,
    the_stack_pointer_is_at_each_edge,
    frames_at_addresses_that_no_compiler_uses_are_read_all_the_same,
    a_string_of_any_length_that_is_not_there_is_an_error,
    arguments_whose_bytes_overflow_are_an_error,
    bytes_are_copied_to_where_there_is_no_room,
    bytes_are_copied_from_what_has_none,
    random_bytes_for_more_than_the_memory_are_an_error,
    output_of_a_length_that_is_none_is_an_error,
];

fn a_memory_of_one_page_is_enough<R: Runtime>() {
    survives::<R>(&module(&get(&global(), "Object"), ""));
}

fn the_memory_grows_inside_a_callback<R: Runtime>() {
    let grow = "(drop (memory.grow (i32.const 16))) (i64.store (i32.const 1000000) (i64.const -1))";
    survives::<R>(&module(&(keep_function(0) + &invoke(&kept(0), &[]) + &expect_made()), grow));
}

fn the_stack_moves_inside_a_callback<R: Runtime>() {
    // The import must write its result relative to the stack pointer after the callback.
    let moved = "(if (i32.ne (i32.load8_u (i32.const 8240)) (i32.const 1)) (then (unreachable)))";
    survives::<R>(&module(&(keep_function(0) + &invoke(&kept(0), &[]) + moved), "(global.set $sp (i32.const 8192))"));
}

fn the_stack_is_gone_after_a_callback<R: Runtime>() {
    for sp in [65536 - 40, 65535, 65536, 0x7fff_fff8_u32, 0xffff_fff8, u32::MAX] {
        let wasm = module(
            &(keep_function(0) + &invoke(&kept(0), &[])),
            &format!("(global.set $sp (i32.const {}))", sp as i32),
        );
        ends::<R>(&wasm, "import `syscall/js.valueInvoke`");
    }
}

fn the_stack_pointer_is_at_each_edge<R: Runtime>() {
    for sp in [65536 - 8, 65536 - 16, 65536 - 32, 65535, 65536, 0x7fff_ffff, 0x8000_0000_u32, 0xffff_fff8, u32::MAX] {
        ends::<R>(&module(&format!("(call $valueGet (i32.const {}))", sp as i32), ""), "import `syscall/js.valueGet`");
    }
}

fn frames_at_addresses_that_no_compiler_uses_are_read_all_the_same<R: Runtime>() {
    // Unaligned addresses, and addresses of the names.
    for sp in [1, 3, 4095, 4097, 65536 - 72] {
        let ended = end::<R>(&module(&format!("(call $valueCall (i32.const {sp}))"), ""), Limits::default());
        if let Err(error) = ended {
            assert!(error.to_string().contains("syscall/js.valueCall"), "{error}");
        }
    }
}

fn a_string_of_any_length_that_is_not_there_is_an_error<R: Runtime>() {
    for (addr, len) in [(0, i64::MAX), (0, 1 << 32), (0, -1), (-1, 1), (65536, 1), (1 << 40, 0), (i64::MIN, i64::MIN)] {
        let frame = import("stringVal", &[(8, &word(addr)), (16, &word(len))]);
        let ended = end::<R>(&module(&frame, ""), Limits::default());
        match ended {
            Err(error) => assert!(error.to_string().contains("import `syscall/js.stringVal`"), "{error}"),
            // An empty string may have any address.
            Ok(_) => assert_eq!(len, 0),
        }
    }
}

fn arguments_whose_bytes_overflow_are_an_error<R: Runtime>() {
    for len in [i64::MAX, 1 << 61, 1 << 29, 8192, -1] {
        let frame = [(8, global()), (16, word(2048)), (24, word(len)), (32, word(len))];
        let ended = end::<R>(&module(&import("valueInvoke", &frame), ""), Limits::default());
        // Go's own script also throws if it cannot read the arguments, and Go can catch that.
        if let Err(error) = ended {
            assert!(error.to_string().contains("valueInvoke"), "{error}");
        }
    }
}

fn bytes_are_copied_to_where_there_is_no_room<R: Runtime>() {
    let bytes = keep_new(0, "Uint8Array", &[&number(16.0)]);
    for (addr, len) in [(65530, 16), (0, i64::MAX), (-8, 16), (1 << 33, 16)] {
        let wasm = module(
            &(bytes.clone()
                + &import("copyBytesToGo", &[(8, &word(addr)), (16, &word(len)), (24, &word(len)), (32, &kept(0))])),
            "",
        );
        ends::<R>(&wasm, "import `syscall/js.copyBytesToGo`");
    }
}

fn bytes_are_copied_from_what_has_none<R: Runtime>() {
    for source in [global(), number(1.0), UNDEFINED.to_owned(), reference(2, 0), reference(12345, 1)] {
        let frame = [(8, word(8192)), (16, word(16)), (24, word(16)), (32, source)];
        survives::<R>(&module(&import("copyBytesToGo", &frame), ""));
    }
}

fn random_bytes_for_more_than_the_memory_are_an_error<R: Runtime>() {
    let wasm = module(&import("getRandomData", &[(8, &word(0)), (16, &word(1 << 40))]), "");
    ends::<R>(&wasm, "import `runtime.getRandomData`");
}

fn output_of_a_length_that_is_none_is_an_error<R: Runtime>() {
    for len in [-1, i64::from(i32::MAX), i64::from(i32::MIN)] {
        let frame = [(8, word(1)), (16, word(0)), (24, word(len))];
        ends::<R>(&module(&import("wasmWrite", &frame), ""), "import `runtime.wasmWrite`");
    }
}
