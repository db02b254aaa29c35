//! The `stack` of every error that an embedder can throw. `js_eval` compares those of built-in functions with Node.

use gojs::{
    Errno,
    embed::Throw,
    js::{ErrorClass, FromJs, Value},
};
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::Runtime;

use super::program;

on_each_runtime![every_error_that_an_embedder_throws_has_a_stack];

fn every_error_that_an_embedder_throws_has_a_stack<R: Runtime>() {
    let mut program = program::<R>();
    let mut throws = vec![];
    let mut add = |header: &'static str, function| throws.push((header, function));
    add("Error: a &str", program.function("f", |_cx, ()| Err::<(), _>("a &str")));
    add("Error: a String", program.function("f", |_cx, ()| Err::<(), _>("a String".to_owned())));
    add("Error: a Throw", program.function("f", |_cx, ()| Err::<(), _>(Throw::error("a Throw"))));
    add("TypeError: wrong", program.function("f", |_cx, ()| Err::<(), _>(Throw::type_error("wrong"))));
    add("RangeError: too far", program.function("f", |_cx, ()| Err::<(), _>(Throw::range_error("too far"))));
    add("Error: ENOENT", program.function("f", |_cx, ()| Err::<(), _>(Errno::ENOENT)));
    add(
        "Error: invalid digit found in string",
        program.function("f", |_cx, ()| "x".parse::<u8>().map(f64::from).map_err(Box::<dyn std::error::Error>::from)),
    );
    add(
        "TypeError: expected a number, got undefined",
        program.function("f", |cx, ()| f64::from_js(Value::Undefined, cx)),
    );
    add("TypeError: by the heap", program.function("f", |cx, ()| Err::<(), _>(cx.heap().type_error("by the heap"))));
    add(
        "SyntaxError: of a class",
        program.function("f", |cx, ()| -> Result<(), _> {
            Err(Value::from(cx.heap().error(ErrorClass::SyntaxError, "of a class")))
        }),
    );
    for (header, function) in throws {
        let error = program.call_function::<()>(&function, ()).unwrap_err();
        let gojs::Error::Thrown { value, .. } = error else { panic!("{error}") };
        program.set("thrown", &value).unwrap();
        let stack: String = program.get(["thrown", "stack"]).unwrap();
        assert!(stack.starts_with(header), "{stack:?} should begin with {header:?}");
    }
}
