//! Values that pass between C and Go, and functions of both.
#![allow(missing_docs, clippy::undocumented_unsafe_blocks, clippy::multiple_unsafe_ops_per_block)]

#[allow(dead_code, unreachable_pub)]
mod support;

use std::{
    ffi::{CStr, c_void},
    ptr,
};

use gojs_capi::*;
use support::{Fake, GLOBAL, TRUE};

/// Starts a program, which then waits. Its global `cycle` is an object without JSON.
fn started() -> Box<Fake> {
    let fake = Fake::new();
    fake.make(true, |_| {});
    fake.then(|fake| {
        let object = fake.call(GLOBAL, "Object", &[]).unwrap();
        fake.set(object, "itself", object);
        fake.set(GLOBAL, "cycle", object);
        0
    });
    assert_eq!(fake.start(), gojs_status::Ok);
    fake
}

fn set(fake: &Fake, value: &gojs_value) -> gojs_status {
    unsafe { gojs_program_set(fake.program.get(), c"value".as_ptr(), value) }
}

fn get(fake: &Fake, name: &CStr) -> gojs_value {
    let mut value = gojs_undefined();
    let status = unsafe { gojs_program_get(fake.program.get(), name.as_ptr(), &raw mut value) };
    assert_eq!(status, gojs_status::Ok);
    value
}

fn bytes(value: &gojs_value) -> &[u8] {
    // Includes the NUL that follows.
    let bytes = unsafe { std::slice::from_raw_parts(value.data.cast::<u8>(), value.len + 1) };
    assert_eq!(bytes.last(), Some(&0));
    &bytes[..value.len]
}

#[test]
fn a_value_comes_back_as_it_was() {
    let fake = started();
    for value in [gojs_undefined(), gojs_null(), gojs_boolean(true), gojs_boolean(false), gojs_number(-1.5)] {
        assert_eq!(set(&fake, &value), gojs_status::Ok);
        let back = get(&fake, c"value");
        assert_eq!((back.kind, back.number), (value.kind, value.number));
    }
    let text = "Grüße, 世界";
    let c_text = std::ffi::CString::new(text).unwrap();
    assert_eq!(set(&fake, &unsafe { gojs_string(c_text.as_ptr()) }), gojs_status::Ok);
    let back = get(&fake, c"value");
    assert_eq!((back.kind, bytes(&back)), (gojs_kind::String as u32, text.as_bytes()));
    // A value that lives until the next call can be passed to that call.
    assert_eq!(set(&fake, &back), gojs_status::Ok);
    assert_eq!(bytes(&get(&fake, c"value")), text.as_bytes());

    let raw = [0_u8, 255, 3];
    assert_eq!(set(&fake, &gojs_bytes(raw.as_ptr(), raw.len())), gojs_status::Ok);
    let back = get(&fake, c"value");
    assert_eq!((back.kind, bytes(&back)), (gojs_kind::Bytes as u32, &raw[..]));
    assert_eq!(set(&fake, &gojs_bytes(ptr::null(), 0)), gojs_status::Ok);
    assert_eq!(bytes(&get(&fake, c"value")), b"");

    let json = unsafe { gojs_json(c"{ \"a\": [1, \"x\", null] }".as_ptr()) };
    assert_eq!(set(&fake, &json), gojs_status::Ok);
    let back = get(&fake, c"value");
    assert_eq!((back.kind, bytes(&back)), (gojs_kind::Json as u32, &b"{\"a\":[1,\"x\",null]}"[..]));

    assert_eq!(get(&fake, c"parseInt").kind, gojs_kind::Function as u32);
    assert_eq!(get(&fake, c"cycle").kind, gojs_kind::Other as u32);
    assert_eq!(unsafe { gojs_string(ptr::null()) }.kind, gojs_kind::Null as u32);
}

#[test]
fn what_is_no_value_is_refused() {
    let fake = started();
    let unknown = gojs_value { kind: 77, ..gojs_undefined() };
    assert_eq!(set(&fake, &unknown), gojs_status::Invalid);
    let other = gojs_value { kind: gojs_kind::Other as u32, ..gojs_undefined() };
    assert_eq!(set(&fake, &other), gojs_status::Invalid);
    let not_utf8 = unsafe { gojs_string(c"\xff".as_ptr()) };
    assert_eq!(set(&fake, &not_utf8), gojs_status::Invalid);
    for kind in [gojs_kind::String, gojs_kind::Bytes, gojs_kind::Json] {
        let nothing = gojs_value { kind: kind as u32, len: 1, ..gojs_undefined() };
        assert_eq!(set(&fake, &nothing), gojs_status::Null);
    }
    let huge = gojs_value { len: usize::MAX, ..unsafe { gojs_string(c"x".as_ptr()) } };
    assert_eq!(set(&fake, &huge), gojs_status::Invalid);
    let no_function = gojs_value { kind: gojs_kind::Function as u32, ..gojs_undefined() };
    assert_eq!(set(&fake, &no_function), gojs_status::Null);
    let not_json = unsafe { gojs_json(c"{".as_ptr()) };
    assert_eq!(set(&fake, &not_json), gojs_status::Thrown);
    assert!(fake.error_text().contains("SyntaxError"), "{}", fake.error_text());
    let values = [gojs_null(); 2];
    let program = fake.program.get();
    let status = unsafe { gojs_program_call(program, c"f".as_ptr(), values.as_ptr(), usize::MAX, ptr::null_mut()) };
    assert_eq!(status, gojs_status::Invalid);
}

#[test]
fn a_function_of_the_global_object_is_called() {
    let fake = started();
    let program = fake.program.get();
    let arguments = [unsafe { gojs_string(c"ff".as_ptr()) }, gojs_number(16.0)];
    let mut result = gojs_undefined();
    unsafe {
        let call = gojs_program_call(program, c"parseInt".as_ptr(), arguments.as_ptr(), 2, &raw mut result);
        assert_eq!((call, result.number), (gojs_status::Ok, 255.0));
        let call = gojs_program_call(program, c"nothing".as_ptr(), ptr::null(), 0, &raw mut result);
        assert_eq!(call, gojs_status::NotAFunction);
        assert!(
            fake.error_text().starts_with("`nothing` on the global object is not a function"),
            "{}",
            fake.error_text()
        );
        let bad = unsafe_string(c"%");
        let call = gojs_program_call(program, c"decodeURI".as_ptr(), &raw const bad, 1, ptr::null_mut());
        assert_eq!(call, gojs_status::Thrown);
        assert!(fake.error_text().contains("URIError"), "{}", fake.error_text());

        // A kept function outlives the value that contained it, and even the program.
        let kept = gojs_function_clone(get(&fake, c"parseInt").function);
        let call = gojs_program_call_function(program, kept, arguments.as_ptr(), 2, &raw mut result);
        assert_eq!((call, result.number), (gojs_status::Ok, 255.0));
        let other = started();
        let program = other.program.get();
        let call = gojs_program_call_function(program, kept, ptr::null(), 0, ptr::null_mut());
        assert_eq!(call, gojs_status::Invalid);
        assert_eq!(gojs_program_queue(program, kept, ptr::null(), 0), gojs_status::Invalid);
        let foreign = gojs_value { kind: gojs_kind::Function as u32, function: kept, ..gojs_undefined() };
        assert_eq!(set(&other, &foreign), gojs_status::Invalid);
        drop(fake);
        gojs_function_free(kept);
    }
}

fn unsafe_string(text: &'static CStr) -> gojs_value {
    unsafe { gojs_string(text.as_ptr()) }
}

#[test]
fn a_queued_function_is_called_by_the_next_poll() {
    let fake = Fake::new();
    fake.make(false, |_| {});
    fake.then(|fake| {
        fake.define("handler");
        0
    });
    assert_eq!(fake.start(), gojs_status::Ok);
    let program = fake.program.get();
    let handler = get(&fake, c"handler").function;
    let event = unsafe { gojs_json(c"{\"a\":5}".as_ptr()) };
    assert_eq!(unsafe { gojs_program_queue(program, handler, &raw const event, 1) }, gojs_status::Ok);
    fake.then(|fake| {
        let event = fake.get(support::GO, "_pendingEvent");
        let arguments = fake.get(event, "args");
        assert_eq!(f64::from_bits(fake.get(arguments, "length")), 1.0);
        fake.exit(9)
    });
    let mut poll = gojs_poll { progress: gojs_progress::Ready, exit_code: 0, until: 0 };
    assert_eq!(unsafe { gojs_program_poll(program, 0, &raw mut poll) }, gojs_status::Ok);
    assert_eq!(poll.exit_code, 9);
}

/// Returns the sum of its arguments. Throws if an argument is not a number.
unsafe extern "C" fn sum(ctx: *mut c_void, arguments: *const gojs_value, count: usize, result: *mut gojs_result) {
    let arguments = if count == 0 { &[] } else { unsafe { std::slice::from_raw_parts(arguments, count) } };
    unsafe { *ctx.cast::<u32>() += 1 };
    let mut total = gojs_number(0.0);
    for argument in arguments {
        if argument.kind != gojs_kind::Number as u32 {
            assert_eq!(unsafe { gojs_throw(result, c"not a number".as_ptr()) }, gojs_status::Ok);
            return;
        }
        total.number += argument.number;
    }
    assert_eq!(unsafe { gojs_return(result, &raw const total) }, gojs_status::Ok);
}

/// Returns an object, after attempts to return and throw NULL.
unsafe extern "C" fn object(_: *mut c_void, _: *const gojs_value, _: usize, result: *mut gojs_result) {
    unsafe {
        assert_eq!(gojs_return(result, ptr::null()), gojs_status::Null);
        assert_eq!(gojs_throw(result, ptr::null()), gojs_status::Null);
        let value = gojs_json(c"{\"answer\":42}".as_ptr());
        assert_eq!(gojs_return(result, &raw const value), gojs_status::Ok);
    }
}

/// Returns an object whose JSON is invalid.
unsafe extern "C" fn broken(_: *mut c_void, _: *const gojs_value, _: usize, result: *mut gojs_result) {
    let value = unsafe_string(c"{");
    let value = gojs_value { kind: gojs_kind::Json as u32, ..value };
    assert_eq!(unsafe { gojs_return(result, &raw const value) }, gojs_status::Ok);
}

unsafe extern "C" fn silent(_: *mut c_void, _: *const gojs_value, _: usize, _: *mut gojs_result) {}

#[test]
fn go_calls_a_function_of_c() {
    let fake = Fake::new();
    let mut calls = 0_u32;
    let ctx = (&raw mut calls).cast::<c_void>();
    fake.make(true, |config| unsafe {
        for (name, callback) in
            [(c"sum", sum as _), (c"object", object as _), (c"broken", broken as _), (c"silent", silent as _)]
        {
            assert_eq!(gojs_config_function(config, name.as_ptr(), Some(callback), ctx), gojs_status::Ok);
        }
        assert_eq!(gojs_config_function(config, c"none".as_ptr(), None, ctx), gojs_status::Null);
    });
    fake.then(|fake| {
        let number = |number: f64| number.to_bits();
        assert_eq!(fake.call(GLOBAL, "sum", &[number(2.0), number(40.0)]).map(f64::from_bits), Ok(42.0));
        let thrown = fake.call(GLOBAL, "sum", &[number(2.0), TRUE]).unwrap_err();
        fake.set(GLOBAL, "thrown", fake.get(thrown, "message"));
        let object = fake.call(GLOBAL, "object", &[]).unwrap();
        assert_eq!(f64::from_bits(fake.get(object, "answer")), 42.0);
        let thrown = fake.call(GLOBAL, "broken", &[]).unwrap_err();
        fake.set(GLOBAL, "name", fake.get(thrown, "name"));
        assert_eq!(fake.call(GLOBAL, "silent", &[]), Ok(0));
        0
    });
    assert_eq!(fake.start(), gojs_status::Ok);
    assert!(fake.steps.borrow().is_empty());
    assert_eq!(bytes(&get(&fake, c"thrown")), b"not a number");
    assert_eq!(bytes(&get(&fake, c"name")), b"SyntaxError");
    drop(fake);
    assert_eq!(calls, 2);
}
