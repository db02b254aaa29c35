//! Every function that requires a pointer rejects NULL.
#![allow(missing_docs, clippy::undocumented_unsafe_blocks, clippy::multiple_unsafe_ops_per_block)]

#[allow(dead_code, unreachable_pub)]
mod support;

use std::{ffi::CStr, ptr};

use gojs_capi::*;
use support::Fake;

/// Asserts that each call returns [`gojs_status::Null`].
macro_rules! refuses {
    ($($call:expr,)*) => {
        $(assert_eq!(unsafe { $call }, gojs_status::Null, "{}", stringify!($call));)*
    };
}

#[test]
fn null_is_an_error_everywhere() {
    let (text, null, out) = (c"x".as_ptr(), ptr::null(), ptr::null_mut());
    let value = gojs_null();
    let mut poll = gojs_poll { progress: gojs_progress::Ready, exit_code: 0, until: 0 };
    let (mut code, mut number, mut nanos, mut flag) = (0, 0, 0, false);

    let config = gojs_config_new();
    refuses! {
        gojs_config_arg(ptr::null_mut(), text), gojs_config_arg(config, null),
        gojs_config_env(ptr::null_mut(), text, text), gojs_config_env(config, null, text),
        gojs_config_env(config, text, null),
        gojs_config_cwd(ptr::null_mut(), text), gojs_config_cwd(config, null),
        gojs_config_mount_memory(ptr::null_mut(), text), gojs_config_mount_memory(config, null),
        gojs_config_mount_directory(ptr::null_mut(), text, text, true),
        gojs_config_mount_directory(config, null, text, true), gojs_config_mount_directory(config, text, null, true),
        gojs_config_function(ptr::null_mut(), text, None, ptr::null_mut()),
        gojs_config_function(config, null, None, ptr::null_mut()),
        gojs_config_host(ptr::null_mut(), ptr::null()), gojs_config_deterministic(ptr::null_mut(), 0),
        gojs_config_limit(ptr::null_mut(), 0, 0),
        gojs_config_wapc(ptr::null_mut(), None, ptr::null_mut()), gojs_config_wapc(config, None, ptr::null_mut()),
        gojs_import_find(null, text, &raw mut number), gojs_import_find(c"gojs".as_ptr(), null, &raw mut number),
        gojs_import_find(c"gojs".as_ptr(), c"debug".as_ptr(), ptr::null_mut()),
        gojs_import_call(ptr::null(), 0, 0),
        gojs_return(ptr::null_mut(), &raw const value), gojs_throw(ptr::null_mut(), text),
    }

    let fake = Fake::new();
    let runtime = fake.runtime(true);
    let mut program = ptr::null_mut();
    refuses! {
        gojs_program_new(ptr::null(), &raw const runtime, &raw mut program),
        gojs_program_new(config, ptr::null(), &raw mut program),
        gojs_program_new(config, &raw const runtime, ptr::null_mut()),
    }

    let none = ptr::null();
    refuses! {
        gojs_program_start(none), gojs_program_wake(none),
        gojs_program_poll(none, 0, &raw mut poll), gojs_program_run(none, &raw mut code),
        gojs_program_poll_at(none, &raw mut nanos), gojs_program_now(none, &raw mut nanos),
        gojs_program_is_idle(none, &raw mut flag), gojs_program_exit_code(none, &raw mut code),
        gojs_program_call(none, text, ptr::null(), 0, out), gojs_program_guest_call(none, text, ptr::null(), 0, out),
        gojs_program_call_function(none, ptr::null(), ptr::null(), 0, out),
        gojs_program_queue(none, ptr::null(), ptr::null(), 0),
        gojs_program_enter(none, None, ptr::null_mut()),
        gojs_program_get(none, text, out), gojs_program_set(none, text, &raw const value),
    }
    fake.make(true, |_| {});
    let program = fake.program.get();
    // These calls do not even start the program.
    refuses! { gojs_program_poll(program, 0, ptr::null_mut()), gojs_program_run(program, ptr::null_mut()), }
    assert_eq!(fake.start(), gojs_status::Ok);
    refuses! {
        gojs_program_poll_at(program, ptr::null_mut()), gojs_program_now(program, ptr::null_mut()),
        gojs_program_is_idle(program, ptr::null_mut()),
        gojs_program_call(program, null, ptr::null(), 0, out), gojs_program_call(program, text, ptr::null(), 1, out),
        gojs_program_call_function(program, ptr::null(), ptr::null(), 0, out),
        gojs_program_queue(program, ptr::null(), ptr::null(), 0),
        gojs_program_enter(program, None, ptr::null_mut()),
        gojs_program_get(program, null, out), gojs_program_get(program, text, out),
        gojs_program_set(program, null, &raw const value), gojs_program_set(program, text, ptr::null()),
    }

    // Freeing NULL has no effect.
    unsafe {
        gojs_config_free(config);
        gojs_config_free(ptr::null_mut());
        gojs_function_free(ptr::null());
        assert!(gojs_function_clone(ptr::null()).is_null());
        assert_eq!(gojs_program_free(ptr::null_mut()), gojs_status::Ok);
    }
}

#[test]
fn every_number_has_a_text() {
    let text = |status| unsafe { CStr::from_ptr(gojs_status_text(status)) }.to_str().unwrap();
    assert_eq!(text(0), "ok");
    assert_eq!(text(gojs_status::Busy as u32), "the program is busy");
    assert_eq!(text(u32::MAX), "an unknown status");
    let text = unsafe { CStr::from_ptr(gojs_program_error(ptr::null())) };
    assert_eq!(text, c"a required pointer is NULL");
}

#[test]
fn a_text_that_is_not_utf8_is_refused() {
    let config = gojs_config_new();
    unsafe {
        assert_eq!(gojs_config_arg(config, c"\xff".as_ptr()), gojs_status::Invalid);
        gojs_config_free(config);
    }
}

#[test]
fn a_limit_that_is_none_is_refused() {
    let config = gojs_config_new();
    unsafe {
        assert_eq!(gojs_config_limit(config, gojs_limit::OutputBytes as u32, 10), gojs_status::Ok);
        assert_eq!(gojs_config_limit(config, gojs_limit::Cells as u32 + 1, 10), gojs_status::Invalid);
        gojs_config_free(config);
    }
}
