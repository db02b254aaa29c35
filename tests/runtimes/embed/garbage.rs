//! Garbage collection of the embedder's values, and the heap limit.

use std::thread;

use gojs::{
    DeterministicHost, Error, Instance, Instant, Limits,
    embed::{Caller, Function, Rooted},
    js::{Thrown, Value},
};
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::Runtime;

use super::{builder, program, read};

on_each_runtime![
    a_kept_value_lives_until_its_handle_is_dropped,
    a_handle_has_no_meaning_in_another_program,
    what_the_embedder_holds_is_alive_while_it_calls_go,
    a_result_is_alive_after_the_jobs_that_the_call_has_left,
    values_have_a_limit_that_garbage_does_not_count_against,
];

fn a_kept_value_lives_until_its_handle_is_dropped<R: Runtime>() {
    let mut program = program::<R>();
    // The first array creates objects that all arrays share.
    program.set("value", vec![1.0]).unwrap();
    program.set("value", ()).unwrap();
    let before = program.collect().objects;
    let list: Rooted = read(&mut program, vec![1.0, 2.0]).unwrap();
    program.set("value", ()).unwrap();
    assert_eq!(program.collect().objects, before + 1);
    let object = list.value(program.heap()).as_object().unwrap();
    let length = program.with(|cx| cx.get_named(object, "length")).unwrap();
    assert!(matches!(length, Value::Number(2.0)));
    // A handle can be dropped on another thread.
    thread::spawn(move || drop(list)).join().unwrap();
    assert_eq!(program.collect().objects, before);
}

fn a_handle_has_no_meaning_in_another_program<R: Runtime>() {
    let (mut here, mut elsewhere) = (program::<R>(), program::<R>());
    let (object, add): (Rooted, Function) = (here.get("Object").unwrap(), here.get("add").unwrap());
    assert!(matches!(object.value(elsewhere.heap()), Value::Undefined));
    let expected = "TypeError: the value belongs to another program";
    for result in [
        elsewhere.set("value", &object),
        elsewhere.call("greet", (&object,)),
        elsewhere.call_method(&object, "toString", ()),
        elsewhere.call_function(&add, (1, 2)),
        elsewhere.queue(&add, (1, 2)),
        elsewhere.with(|cx| cx.read(&object)),
    ] {
        assert!(matches!(&result, Err(Error::Thrown { message, .. }) if message == expected), "{result:?}");
    }
    assert_eq!(here.call_function::<f64>(&add, (1, 2)).unwrap(), 3.0);
}

/// Makes Go allocate enough garbage to trigger a collection.
fn litter(cx: &mut Caller<'_, DeterministicHost>) -> Result<(), Thrown> {
    let global = cx.heap().global();
    let greet = cx.get_named(global, "greet")?;
    for more in 0..10 {
        let name = cx.heap().string(&"x".repeat(200_000 + more));
        cx.call(greet, Value::Undefined, &[name.into()])?;
    }
    Ok(())
}

fn is_intact<I: Instance>(program: &mut gojs::Program<I>, object: Value) -> bool {
    let key = program.with(|cx| cx.get_named(object.as_object().unwrap(), "key"));
    matches!(key.unwrap(), Value::Number(7.0))
}

fn what_the_embedder_holds_is_alive_while_it_calls_go<R: Runtime>() {
    let mut program = program::<R>();
    let held = program.with(|cx| {
        let object = cx.heap().object();
        litter(cx)?;
        cx.heap().define_data(object, "key", 7);
        litter(cx)?;
        Ok(object.into())
    });
    let held = held.unwrap();
    assert!(is_intact(&mut program, held));
    // Nothing keeps the object alive any longer.
    program.with(litter).unwrap();
    program.collect();
    assert!(matches!(program.with(|cx| cx.get_named(held.as_object().unwrap(), "key")).unwrap(), Value::Undefined));
}

fn a_result_is_alive_after_the_jobs_that_the_call_has_left<R: Runtime>() {
    let make = |cx: &mut Caller<'_, DeterministicHost>, ()| {
        let global = cx.heap().global();
        let greet = cx.get_named(global, "greet")?;
        let class = cx.get_named(global, "Promise")?.as_object().unwrap();
        for more in 0..10 {
            let name = cx.heap().string(&"x".repeat(200_000 + more));
            let promise = cx.invoke(class, "resolve", &[name.into()])?.as_object().unwrap();
            cx.invoke(promise, "then", &[greet])?;
        }
        let object = cx.heap().object();
        cx.heap().define_data(object, "key", 7);
        Ok::<Value, Thrown>(object.into())
    };
    let builder = builder::<R>().function("make", make);
    let mut program = R::instantiate(builder, R::greet()).unwrap();
    program.start().unwrap();
    let made: Rooted = program.call("make", ()).unwrap();
    let made = made.value(program.heap());
    assert!(is_intact(&mut program, made));
}

fn values_have_a_limit_that_garbage_does_not_count_against<R: Runtime>() {
    let begin = || {
        let builder = builder::<R>().limits(Limits::default().heap_bytes(1 << 20));
        let mut program = R::instantiate(builder, R::greet()).unwrap();
        program.start().unwrap();
        program
    };
    let mut program = begin();
    for _ in 0..200 {
        // Garbage: 200 times 20 KB.
        let greeting: String = program.call("greet", ("x".repeat(10_000),)).unwrap();
        assert_eq!(greeting.len(), 10_008);
    }
    let kept = (0..200).find_map(|index| {
        program.set(format!("kept{index}"), format!("{index:010000}")).unwrap();
        program.call::<String>("greet", ("Ada",)).err().map(|error| (index, error))
    });
    let (index, error) = kept.expect("200 texts of 10,000 bytes each are more than a megabyte");
    assert!((90..110).contains(&index), "{index}");
    let text = error.to_string();
    assert!(text.starts_with("limit exceeded: at most 1048576 bytes of JavaScript values allowed"), "{text}");
    // The program has ended, and another one runs.
    assert!(matches!(program.poll(Instant::ZERO), Err(Error::Ended)));
    assert_eq!(begin().call::<f64>("add", (2, 40)).unwrap(), 42.0);
}
