//! Functions that the embedder defines.

use gojs::{
    Error, Host, Instance, Instant,
    embed::{Rest, Rooted, Throw},
    js::{FromJs, IntoArguments, Value},
};
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::Runtime;

use super::{builder, program};

on_each_runtime![
    a_wrong_argument_is_named,
    a_function_has_javascript_s_name_and_length,
    what_is_thrown_can_be_caught_as_the_value_it_is,
    the_host_is_the_embedder_s_own_type,
    eval_says_what_it_lacks_until_an_evaluator_is_set,
];

/// Calls a host function as Go would, and returns the message of the error that it throws.
fn thrown<I: Instance>(program: &mut gojs::Program<I>, name: &str, arguments: impl IntoArguments) -> String {
    match program.call::<Rooted>(name, arguments) {
        Err(Error::Thrown { message, .. }) => message,
        other => panic!("{name} did not throw: {other:?}"),
    }
}

fn a_wrong_argument_is_named<R: Runtime>() {
    let builder = builder::<R>()
        .function("area", |_cx, (width, height): (f64, f64)| width * height)
        .function("sum", |_cx, Rest(all): Rest<f64>| all.iter().sum::<f64>())
        .function("greet_all", |_cx, (greeting, Rest(names)): (String, Rest<String>)| {
            names.iter().map(|name| format!("{greeting}, {name}!")).collect::<Vec<_>>()
        })
        .function("lengths", |_cx, lists: Vec<Vec<String>>| lists.iter().map(Vec::len).collect::<Vec<_>>());
    let mut program = R::instantiate(builder, R::greet()).unwrap();
    program.start().unwrap();
    assert_eq!(program.call::<f64>("area", (2, 3)).unwrap(), 6.0);
    assert_eq!(program.call::<f64>("sum", (1, 2, 3.5)).unwrap(), 6.5);
    assert_eq!(program.call::<f64>("sum", ()).unwrap(), 0.0);
    let greetings: Vec<String> = program.call("greet_all", ("Hello", "Ada", "Grace")).unwrap();
    assert_eq!(greetings, ["Hello, Ada!", "Hello, Grace!"]);
    for (message, expected) in [
        (
            thrown(&mut program, "area", (2, "3")),
            "TypeError: argument 2 of `area`: expected a number, got the string \"3\"",
        ),
        (thrown(&mut program, "area", (2,)), "TypeError: argument 2 of `area`: expected a number, got undefined"),
        (
            thrown(&mut program, "greet_all", ("Hello", "Ada", 5)),
            "TypeError: argument 3 of `greet_all`: expected a string, got the number 5",
        ),
    ] {
        assert_eq!(message, expected);
    }
    let message = thrown(&mut program, "lengths", ([vec![1.0]],));
    assert_eq!(
        message,
        "TypeError: argument 1 of `lengths`: element 0: element 0: expected a string, got the number 1"
    );
}

fn a_function_has_javascript_s_name_and_length<R: Runtime>() {
    let builder = builder::<R>().function("area", |_cx, (a, b): (f64, f64)| a * b);
    let mut program = R::instantiate(builder, R::greet()).unwrap();
    let (name, length): (String, f64) = program
        .with(|cx| {
            let global = cx.heap().global();
            let function = cx.get_named(global, "area")?.as_object().unwrap();
            let (name, length) = (cx.get_named(function, "name")?, cx.get_named(function, "length")?);
            Ok((String::from_js(name, cx).unwrap(), f64::from_js(length, cx).unwrap()))
        })
        .unwrap();
    assert_eq!((name.as_str(), length), ("area", 2.0));
}

fn what_is_thrown_can_be_caught_as_the_value_it_is<R: Runtime>() {
    let builder = builder::<R>()
        .function("break_down", |_cx, kind: String| match kind.as_str() {
            "range" => Err(Throw::range_error("too far")),
            "io" => Err::<(), Throw>(std::io::Error::other("the disk is gone").into()),
            other => Err(Throw::error(format!("no such failure: {other}"))),
        })
        .function("fail_with", |_cx, value: Value| Err::<(), _>(value));
    let mut program = R::instantiate(builder, R::greet()).unwrap();
    program.start().unwrap();
    assert_eq!(thrown(&mut program, "break_down", ("range",)), "RangeError: too far");
    assert_eq!(thrown(&mut program, "break_down", ("io",)), "Error: the disk is gone");
    assert_eq!(thrown(&mut program, "break_down", ("x",)), "Error: no such failure: x");
    let Err(Error::Thrown { name, value, .. }) = program.call::<()>("fail_with", (42,)) else { panic!() };
    assert_eq!(name, "fail_with");
    assert!(matches!(value.value(program.heap()), Value::Number(42.0)));
}

fn the_host_is_the_embedder_s_own_type<R: Runtime>() {
    let builder = builder::<R>().function("now", |cx, ()| {
        cx.host().wait(Some(Instant::from_millis(5)));
        cx.host().monotonic().as_nanos()
    });
    let mut program = R::instantiate(builder, R::greet()).unwrap();
    program.start().unwrap();
    assert!(program.call::<u64>("now", ()).unwrap() >= 5_000_000);
}

fn eval_says_what_it_lacks_until_an_evaluator_is_set<R: Runtime>() {
    let mut without = program::<R>();
    let message = thrown(&mut without, "eval", ("1 + 1",));
    assert!(message.starts_with("EvalError: there is no JavaScript engine"), "{message}");
    assert!(message.contains("evaluator"), "{message}");
    assert_eq!(without.call::<f64>("eval", (5,)).unwrap(), 5.0, "`eval` returns a non-string argument unchanged");
    let builder = builder::<R>().evaluator(|_cx, source: String| match source.split_once('+') {
        Some((a, b)) => Ok(a.trim().parse::<f64>()? + b.trim().parse::<f64>()?),
        None => Err(Throw::error(source)),
    });
    let mut with = R::instantiate(builder, R::greet()).unwrap();
    with.start().unwrap();
    assert_eq!(with.call::<f64>("eval", ("1 + 1",)).unwrap(), 2.0);
    assert_eq!(thrown(&mut with, "eval", ("nonsense",)), "Error: nonsense");
    assert_eq!(
        thrown(&mut with, "Function", ("a", "b", "return a")),
        "Error: (function anonymous(a,b\n) {\nreturn a\n})"
    );
}
