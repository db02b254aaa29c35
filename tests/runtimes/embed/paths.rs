//! Reads, writes and calls by path, and what an embedder does with the values that a program returns.
//!
//! Hosts of published Go modules needed helpers of their own for these tasks. The table has the lines of such a helper,
//! with one call of it, and those of the same task with the API.
//!
//! | task | with a helper | with the API | test |
//! | --- | --- | --- | --- |
//! | wait until `main` has set its functions | 9 | 1 | `a_start_lasts_until_the_output_of_main_is_written` |
//! | pass a closure to Go | 15 | 2 | `a_closure_is_an_argument_and_can_be_set_after_the_start` |
//! | call `a.b.c(…)` | 15 | 1 | `a_path_leads_to_a_property_of_a_property` |
//! | call a method of a returned object | 8 | 1 | `a_method_is_called_on_the_object_that_go_returned` |
//! | await what may be a promise | 8 | 1 | `a_value_is_awaited_whether_or_not_it_is_a_promise` |
//! | read a result after the exit | 6 | 1 | `a_program_that_has_exited_can_still_be_read` |
//! | set a function after the start | 6 | 2 | `a_closure_is_an_argument_and_can_be_set_after_the_start` |
//! | name the type of a builder | 1, of 60 characters | 1, of 15 | `a_builder_has_a_name` |

use std::sync::{Arc, Mutex};

use gojs::{
    DeterministicHost, Error,
    embed::{Function, Rooted, Throw},
    js::Value,
};
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::{Builder, Program, Runtime, Wasmi};

use super::{builder, program};

on_each_runtime![
    a_path_leads_to_a_property_of_a_property,
    a_path_through_undefined_throws_as_in_javascript,
    a_method_is_called_on_the_object_that_go_returned,
    a_closure_is_an_argument_and_can_be_set_after_the_start,
    a_value_is_awaited_whether_or_not_it_is_a_promise,
    a_program_that_has_exited_can_still_be_read,
    a_start_lasts_until_the_output_of_main_is_written,
    a_value_of_another_type_is_a_type_error,
];

/// Adds an object two levels below the global object, whose method returns the `id` of its receiver.
fn with_library<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder.object("@scope/library", |library| {
        library.value("version", "1.2").object("tools", |tools| {
            tools.value("id", 7).method("own_id", |cx, ()| {
                let this = cx.this().as_object().unwrap();
                cx.get_named(this, "id")
            })
        })
    })
}

fn library<R: Runtime>() -> Program<R> {
    let mut program = R::instantiate(with_library::<R>(builder::<R>()), R::greet()).unwrap();
    program.start().unwrap();
    program
}

fn a_path_leads_to_a_property_of_a_property<R: Runtime>() {
    let mut program = library::<R>();
    assert_eq!(program.get::<String>(["@scope/library", "version"]).unwrap(), "1.2");
    assert_eq!(program.get::<f64>(vec!["@scope/library".to_owned(), "tools".into(), "id".into()]).unwrap(), 7.0);
    // The receiver is the object that has the method.
    assert_eq!(program.call::<f64>(["@scope/library", "tools", "own_id"], ()).unwrap(), 7.0);
    program.set(["@scope/library", "tools", "id"], 8).unwrap();
    assert_eq!(program.call::<f64>(["@scope/library", "tools", "own_id"], ()).unwrap(), 8.0);
    let error = program.call::<()>(["@scope/library", "tools", "id"], ()).unwrap_err();
    assert_eq!(error.to_string(), "`@scope/library.tools.id` on the global object is not a function: got the number 8");
    let global: Rooted = program.get::<Rooted>(Vec::<&str>::new()).unwrap();
    assert_eq!(program.call_method::<f64>(&global, "add", (2, 40)).unwrap(), 42.0);
}

fn a_path_through_undefined_throws_as_in_javascript<R: Runtime>() {
    let mut program = library::<R>();
    let message = |error: Error| match error {
        Error::Thrown { message, .. } => message,
        other => panic!("{other:?}"),
    };
    let expected = "TypeError: Cannot read properties of undefined (reading 'x')";
    assert_eq!(message(program.get::<Rooted>(["missing", "x"]).unwrap_err()), expected);
    assert_eq!(message(program.call::<()>(["missing", "x"], ()).unwrap_err()), expected);
    assert!(message(program.set(["missing", "x"], 1).unwrap_err()).starts_with("TypeError: "));
    assert_eq!(program.get::<f64>(["@scope/library", "tools", "id"]).unwrap(), 7.0);
}

fn a_method_is_called_on_the_object_that_go_returned<R: Runtime>() {
    let mut program = program::<R>();
    // Go returns a new `Error`, whose method `toString` needs its receiver.
    let error: Rooted = program.call("fail", ("on purpose",)).unwrap();
    assert_eq!(program.call_method::<String>(&error, "toString", ()).unwrap(), "Error: on purpose");
    let missing = program.call_method::<String>(&error, "nothing", ()).unwrap_err();
    assert!(matches!(missing, Error::NotAFunction { name, .. } if name == "nothing"));
    let text: String = program.with(|cx| cx.call_method(&error, "toString", ())).unwrap();
    assert_eq!(text, "Error: on purpose");
}

fn a_closure_is_an_argument_and_can_be_set_after_the_start<R: Runtime>() {
    let mut program = program::<R>();
    let calls = Arc::new(Mutex::new(Vec::new()));
    let keep = calls.clone();
    let sink: Function = program.function("sink", move |_cx, (text, number): (String, f64)| {
        keep.lock().unwrap().push((text, number));
        number + 1.0
    });
    program.set("sink", &sink).unwrap();
    assert_eq!(program.call::<f64>("sink", ("a", 1)).unwrap(), 2.0);
    // Go passes the function on, and sets the global `result` to it.
    program.call::<()>("later", (0, &sink)).unwrap();
    let passed: Function = program.get("result").unwrap();
    assert_eq!(program.call_function::<f64>(&passed, ("b", 2)).unwrap(), 3.0);
    let doubled: f64 = program
        .with(|cx| {
            let double = cx.function("double", |_cx, number: f64| number * 2.0);
            cx.call_function(&double, (21,))
        })
        .unwrap();
    assert_eq!(doubled, 42.0);
    assert_eq!(*calls.lock().unwrap(), [("a".to_owned(), 1.0), ("b".to_owned(), 2.0)]);
}

fn a_value_is_awaited_whether_or_not_it_is_a_promise<R: Runtime>() {
    let builder = builder::<R>().function("maybe", |cx, is_promise: bool| {
        if is_promise {
            let (promise, settler) = cx.promise();
            settler.resolve("later");
            promise.value(cx.heap())
        } else {
            cx.heap().string("now").into()
        }
    });
    let mut program = R::instantiate(builder, R::greet()).unwrap();
    program.start().unwrap();
    for (is_promise, expected) in [(false, "now"), (true, "later")] {
        let value: Rooted = program.call("maybe", (is_promise,)).unwrap();
        assert_eq!(program.wait_for_value::<String>(&value).unwrap(), expected);
        assert!(matches!(program.wait_for_value::<f64>(&value), Err(Error::Type(_))));
    }
}

fn a_program_that_has_exited_can_still_be_read<R: Runtime>() {
    let mut program = library::<R>();
    program.set("result", "left behind").unwrap();
    let error: Rooted = program.call("fail", ("kept",)).unwrap();
    assert!(matches!(program.call::<()>("stop", ()), Err(Error::Exited(_))));
    assert_eq!(program.get::<String>("result").unwrap(), "left behind");
    assert_eq!(program.get::<f64>(["@scope/library", "tools", "id"]).unwrap(), 7.0);
    let error = error.value(program.heap()).as_object().unwrap();
    let message = program.with(|cx| cx.get_named(error, "message")).unwrap();
    assert!(matches!(message, Value::String(_)));
    // Go cannot run any more, neither by a call nor below an accessor.
    assert!(matches!(program.call::<f64>("add", (1, 2)), Err(Error::Exited(_))));
    let add: Function = program.get("add").unwrap();
    let thrown = program.with(|cx| cx.call_function::<()>(&add, ())).unwrap_err();
    assert!(matches!(thrown, Error::Thrown { .. }), "{thrown}");
    assert_eq!(program.exit().unwrap().code(), 0);
    assert_eq!(program.get::<String>("result").unwrap(), "left behind");
}

fn a_start_lasts_until_the_output_of_main_is_written<R: Runtime>() {
    // After each line Go waits for the callback of `fs.write`.
    let builder = R::builder(DeterministicHost::new(7)).args(["greet", "Ada", "Grace"]);
    let mut program = R::instantiate(builder, R::greet()).unwrap();
    program.start().unwrap();
    assert_eq!(program.exit().map(gojs::Exit::code), Some(0));
    assert!(program.host().stdout().starts_with(b"Hello, Ada!\nHello, Grace!\n"));
}

fn a_value_of_another_type_is_a_type_error<R: Runtime>() {
    let builder = builder::<R>().function("twice", |cx, function: Function| -> Result<f64, Throw> {
        let number: f64 = cx.call_function(&function, ())?;
        Ok(number * 2.0)
    });
    let mut program = R::instantiate(builder, R::greet()).unwrap();
    program.start().unwrap();
    let text = program.function("text", |_cx, ()| "no number");
    let error = program.call::<f64>("twice", (&text,)).unwrap_err();
    assert_eq!(error.to_string(), "`twice` threw: TypeError: expected a number, got the string \"no number\"");
    let thrown = program.with(|cx| cx.read::<f64>(Value::Null)).unwrap_err();
    assert!(thrown.to_string().ends_with("threw: TypeError: expected a number, got null"), "{thrown}");
}

#[test]
fn a_builder_has_a_name() {
    type Builder = gojs::wasmi::Builder<DeterministicHost>;
    let serving = |builder: Builder| -> Builder { builder.args(["greet", "-serve"]) };
    let builder = serving(gojs::wasmi::Program::builder(DeterministicHost::new(7)));
    let mut program = builder.instantiate(Wasmi::greet()).unwrap();
    program.start().unwrap();
    assert_eq!(program.call::<f64>("add", (2, 40)).unwrap(), 42.0);
}
