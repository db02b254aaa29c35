//! waPC guests that no Go compiler emits.

use gojs::{DeterministicHost, Error};

use gojs_tests::modules::parse;
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::{Program, Runtime};

use super::failure;

on_each_runtime![
    what_does_not_lie_in_memory_ends_the_program_with_the_import_s_name,
    what_is_in_reach_ends_nothing,
    imports_and_the_export_have_the_types_that_wapc_gives_them,
];

/// A waPC guest with one page of memory. `BODY` is replaced by the body of its guest call handler.
const HOSTILE: &str = r#"(module
    (import "wapc" "__guest_request" (func $guest_request (param i32 i32)))
    (import "wapc" "__guest_response" (func $guest_response (param i32 i32)))
    (import "wapc" "__guest_error" (func $guest_error (param i32 i32)))
    (import "wapc" "__host_call" (func $host_call (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
    (import "wapc" "__host_response_len" (func $host_response_len (result i32)))
    (import "wapc" "__host_response" (func $host_response (param i32)))
    (import "wapc" "__host_error_len" (func $host_error_len (result i32)))
    (import "wapc" "__host_error" (func $host_error (param i32)))
    (import "wapc" "__console_log" (func $console_log (param i32 i32)))
    (memory (export "mem") 1)
    (data (i32.const 100) "sample")
    (data (i32.const 110) "hello")
    (data (i32.const 120) "\ff\fe")
    (func (export "run") (param i32 i32))
    (func (export "resume"))
    (func (export "getsp") (result i32) (i32.const 0))
    (func $hello (param $payload_len i32) (result i32)
        (call $host_call (i32.const 0) (i32.const 0) (i32.const 100) (i32.const 6) (i32.const 110) (i32.const 5)
            (i32.const 1024) (local.get $payload_len)))
    (func (export "__guest_call") (param $operation_len i32) (param $payload_len i32) (result i32)
        BODY
        (call $guest_response (i32.const 1024) (local.get $payload_len))
        (i32.const 1)))"#;

/// Invokes a guest that executes `body` and then responds with the bytes at 1024.
fn hostile<R: Runtime>(body: &str) -> (Program<R>, Result<Vec<u8>, Error>) {
    let builder = R::builder(DeterministicHost::new(1)).wapc(|_cx, call| match call.operation {
        "hello" if call.payload.is_empty() => Err("nobody".into()),
        "hello" => Ok([b"hello, ", call.payload].concat()),
        other => Err(other.into()),
    });
    let mut program = R::instantiate(builder, &R::parse(&parse(&HOSTILE.replace("BODY", body)))).unwrap();
    program.start().unwrap();
    let result = program.guest_call("operation", b"payload");
    (program, result)
}

fn what_does_not_lie_in_memory_ends_the_program_with_the_import_s_name<R: Runtime>() {
    let operation = "(call $guest_request (i32.const 0) (i32.const 1024))";
    let (_, answer) = hostile::<R>(operation);
    assert_eq!(answer.unwrap(), b"payload");
    let hello = format!("{operation} (drop (call $hello (local.get $payload_len)))");
    let no_hello = format!("{operation} (drop (call $hello (i32.const 0)))");
    for (import, body) in [
        ("__guest_request", "(call $guest_request (i32.const 0) (i32.const 65535))".to_string()),
        ("__guest_request", "(call $guest_request (i32.const -1) (i32.const 0))".into()),
        ("__guest_response", "(call $guest_response (i32.const 0) (i32.const 65537))".into()),
        ("__guest_response", "(call $guest_response (i32.const 0) (i32.const -1))".into()),
        ("__guest_response", "(call $guest_response (i32.const -1) (i32.const 2))".into()),
        ("__guest_response", "(call $guest_response (i32.const 0x80000000) (i32.const 0x80000000))".into()),
        ("__guest_error", "(call $guest_error (i32.const 65530) (i32.const 7))".into()),
        ("__console_log", "(call $console_log (i32.const 65530) (i32.const 0x7fffffff))".into()),
        ("__host_response", format!("{hello} (call $host_response (i32.const 65530))")),
        ("__host_response", format!("{hello} (call $host_response (i32.const -8))")),
        ("__host_error", format!("{no_hello} (call $host_error (i32.const 65531))")),
    ] {
        let (mut program, result) = hostile::<R>(&body);
        let error = result.unwrap_err();
        assert!(matches!(&error, Error::Import { import: i, .. } if *i == import), "{body}: {error}");
        assert!(matches!(program.guest_call("operation", b""), Err(Error::Ended)), "{body}");
    }
    // Each of the four slices of a host call in turn.
    for slice in 0..4 {
        for [addr, len] in [[0, -1], [65_530, 7], [-1, 1], [i32::MIN, i32::MIN]] {
            let mut params = [0; 8];
            params[slice * 2..slice * 2 + 2].copy_from_slice(&[addr, len]);
            let params = params.map(|param| format!("(i32.const {param})")).concat();
            let (_, result) = hostile::<R>(&format!("(drop (call $host_call {params}))"));
            assert!(matches!(result, Err(Error::Import { import: "__host_call", .. })), "{params}: {result:?}");
        }
    }
}

fn what_is_in_reach_ends_nothing<R: Runtime>() {
    // Each host call replaces the previous answer. Without an answer nothing is written, so any address is valid.
    let none = "(call $host_response (i32.const -1)) (call $host_error (i32.const -1))
        (if (i32.or (call $host_response_len) (call $host_error_len)) (then (unreachable)))";
    let request = "(call $guest_request (i32.const 0) (i32.const 1024))";
    let answered = "(if (i32.eqz (call $hello (i32.const 7))) (then (unreachable)))
        (if (i32.ne (call $host_response_len) (i32.const 14)) (then (unreachable)))
        (if (call $host_error_len) (then (unreachable)))";
    let failed = "(if (call $hello (i32.const 0)) (then (unreachable)))
        (if (i32.ne (call $host_error_len) (i32.const 6)) (then (unreachable)))
        (if (call $host_response_len) (then (unreachable)))";
    let (mut program, result) = hostile::<R>(&format!("{none} {request} {answered} {failed} {answered} {failed}"));
    assert_eq!(result.unwrap(), b"payload");
    // The next guest call begins without an answer, or else `none` would find it.
    assert_eq!(program.guest_call("operation", b"payload").unwrap(), b"payload");
    // The slice reaches to the last byte of the memory.
    let (_, result) = hostile::<R>(
        "(call $guest_request (i32.const 0) (i32.const 65529)) (call $guest_error (i32.const 65536) (i32.const 0))",
    );
    assert_eq!(result.unwrap(), [0; 7], "the response counts if the guest returns 1");
    let (_, result) = hostile::<R>("(call $guest_error (i32.const 120) (i32.const 2)) (return (i32.const 0))");
    assert_eq!(failure(result), "\u{fffd}\u{fffd}");
    let bytes = "(i32.const 120) (i32.const 2)";
    for (what, params) in [
        ("binding", format!("{bytes} (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)")),
        ("namespace", format!("(i32.const 0) (i32.const 0) {bytes} (i32.const 0) (i32.const 0)")),
        ("operation", format!("(i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) {bytes}")),
    ] {
        let (_, result) = hostile::<R>(&format!(
            "(if (call $host_call {params} (i32.const 0) (i32.const 0)) (then (unreachable)))
             (call $host_error (i32.const 2048)) (call $guest_error (i32.const 2048) (call $host_error_len))
             (return (i32.const 0))"
        ));
        assert_eq!(failure(result), format!("the {what} of a host call is not UTF-8"));
    }
}

fn imports_and_the_export_have_the_types_that_wapc_gives_them<R: Runtime>() {
    let instantiate = |text: String| {
        R::instantiate(R::builder(DeterministicHost::new(1)), &R::parse(&parse(&text))).map(drop).unwrap_err()
    };
    let error = instantiate(HOSTILE.replace("BODY", "").replace(
        r#"(func (export "__guest_call") (param $operation_len i32)"#,
        r#"(func (export "__guest_call") (param $operation_len i64)"#,
    ));
    assert!(matches!(error, Error::ExportType { name: "__guest_call", .. }), "{error}");
    let error = instantiate(r#"(module (import "wapc" "__host_call" (func (param i32))))"#.into());
    assert!(matches!(error, Error::Engine(_)), "{error}");
    let error = instantiate(r#"(module (import "wapc" "__other" (func)))"#.into());
    assert!(matches!(&error, Error::UnknownImport { name, .. } if name == "__other"), "{error}");
}
