//! The embedder's promises and Go's promises.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use std::thread;
use std::time::Duration;

use gojs::{
    DeterministicHost, Error, Host, Instance, Instant, Poll, Stream,
    embed::{Promise, Rooted, Settler, Throw},
    js::{IntoJs, PromiseState, PropertyDescriptor},
};
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::Runtime;

use super::program;
use crate::silent::Silent;

on_each_runtime![
    a_promise_that_its_settler_alone_holds_is_settled,
    a_promise_is_settled_from_outside,
    a_rejection_that_nobody_looks_at_ends_the_program,
    run_waits_for_a_thread_that_settles,
    go_awaits_the_host_and_the_host_awaits_go,
    a_promise_of_go_s_is_waited_for,
];

fn a_promise_that_its_settler_alone_holds_is_settled<R: Runtime>() {
    let noted = Arc::new(AtomicU32::new(0));
    let mut program = program::<R>();
    let settlers = program.with(|cx| {
        let (_, large) = cx.promise();
        let (_, thenable) = cx.promise();
        let (promise, last) = cx.promise();
        let noted = noted.clone();
        let note = cx.object(|o| o.method("note", move |_, number: u32| noted.store(number, Ordering::Relaxed)));
        let note = cx.get_named(note, "note")?;
        let promise = promise.value(cx.heap()).as_object().unwrap();
        cx.invoke(promise, "then", &[note])?;
        // Reading the property `then`, to determine whether the object is a thenable, calls Go.
        let global = cx.heap().global();
        let getter = PropertyDescriptor {
            get: Some(cx.get_named(global, "greet")?.as_object()),
            ..PropertyDescriptor::default()
        };
        let object = cx.heap().object();
        let key = cx.heap().key_from("then");
        assert!(cx.define_own_property(object, key, &getter)?);
        Ok((large, thenable, cx.heap().root(object), last))
    });
    let (large, thenable, object, last) = settlers.unwrap();
    large.resolve("x".repeat(1_000_000));
    thenable.resolve(object);
    last.resolve(7);
    let now = program.host().monotonic();
    program.poll(now).unwrap();
    assert_eq!(noted.load(Ordering::Relaxed), 7);
}

fn a_promise_is_settled_from_outside<R: Runtime>() {
    let mut program = program::<R>();
    let mut open = |settle: &dyn Fn(Settler)| {
        let (promise, settler) = program.with(|cx| Ok(cx.promise())).unwrap();
        assert!(program.outcome::<Rooted>(&promise).is_none());
        let promise = handled(&mut program, &promise);
        settle(settler);
        assert_eq!(program.poll_at(), Some(Instant::ZERO));
        assert!(matches!(promise.state(program.heap()), PromiseState::Pending), "the promise settles only in a poll");
        let now = program.host().monotonic();
        program.poll(now).unwrap();
        program.outcome::<String>(&promise).unwrap().map_err(|error| error.to_string())
    };
    assert_eq!(open(&|settler| settler.resolve("done")).unwrap(), "done");
    assert_eq!(open(&|settler| settler.resolve(5)).unwrap_err(), "expected a string, got the number 5");
    assert_eq!(open(&|settler| settler.reject("no")).unwrap_err(), "`a promise` threw: Error: no");
    assert_eq!(
        open(&drop).unwrap_err(),
        "`a promise` threw: Error: the promise was abandoned: its settler was dropped"
    );
    assert_eq!(open(&|settler| settler.settle(Ok::<_, Throw>("both"))).unwrap(), "both");
}

fn a_rejection_that_nobody_looks_at_ends_the_program<R: Runtime>() {
    let mut program = program::<R>();
    let (_promise, settler) = program.with(|cx| Ok(cx.promise())).unwrap();
    settler.reject(Throw::range_error("too late"));
    let now = program.host().monotonic();
    let error = program.poll(now).unwrap_err();
    assert_eq!(error.to_string(), "unhandled rejection: RangeError: too late");
    assert!(matches!(program.poll(now), Err(Error::Ended)));
}

fn run_waits_for_a_thread_that_settles<R: Runtime>() {
    let builder = R::builder(Silent::new()).args(["greet", "-measure"]).function("measure", |cx, channel: u8| {
        let (promise, settler) = cx.promise();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(20));
            if channel == 9 { settler.reject("no channel 9") } else { settler.resolve(channel) }
        });
        promise
    });
    let mut program = R::instantiate(builder, R::greet()).unwrap();
    // The guest waits for two promises, and then forever, which it reports as a deadlock.
    assert_eq!(program.run().unwrap().code(), 2);
}

fn go_awaits_the_host_and_the_host_awaits_go<R: Runtime>() {
    let builder =
        R::builder(DeterministicHost::new(1)).args(["greet", "-measure"]).function("measure", |cx, channel: u8| {
            let (promise, settler) = cx.promise();
            match channel {
                9 => settler.reject("no channel 9"),
                channel => settler.resolve(f64::from(channel) / 2.0),
            }
            promise
        });
    let mut program = R::instantiate(builder, R::greet()).unwrap();
    program.start().unwrap();
    let average: Promise = program.call("average", (3, 4)).unwrap();
    let failing: Promise = program.call("average", (9, 1)).unwrap();
    let now = program.host().monotonic();
    assert!(matches!(program.poll(now).unwrap(), Poll::Waiting { until: None }));
    assert_eq!(program.outcome::<f64>(&average).unwrap().unwrap(), 1.5);
    assert_eq!(
        program.outcome::<f64>(&failing).unwrap().unwrap_err().to_string(),
        "`a promise` threw: Error: no channel 9"
    );
    let stdout = program.host().take(Stream::Stdout);
    assert_eq!(String::from_utf8(stdout).unwrap(), "channel 1: <number: 0.5>\nchannel 9: no channel 9\n");
}

fn a_promise_of_go_s_is_waited_for<R: Runtime>() {
    let builder = R::builder(Silent::new()).args(["greet", "-measure"]).function("measure", |cx, channel: u8| {
        let (promise, settler) = cx.promise();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(2));
            if channel == 9 { settler.reject("no channel 9") } else { settler.resolve(channel) }
        });
        promise
    });
    let mut program = R::instantiate(builder, R::greet()).unwrap();
    program.start().unwrap();
    let average: Promise = program.call("average", (3, 4)).unwrap();
    assert_eq!(program.wait_for::<f64>(&average).unwrap(), 3.0);
    let failing: Promise = program.call("average", (9, 1)).unwrap();
    assert_eq!(program.wait_for::<f64>(&failing).unwrap_err().to_string(), "`a promise` threw: Error: no channel 9");
    let (never, settler) = program.with(|cx| Ok(cx.promise())).unwrap();
    let never = handled(&mut program, &never);
    drop(settler);
    assert!(matches!(program.wait_for::<f64>(&never), Err(Error::Thrown { .. })), "its settler was dropped");
    let stuck: Rooted = program
        .with(|cx| {
            let class = cx.heap().global();
            let class = cx.get_named(class, "Promise")?;
            let nothing = cx.object(|o| o.method("nothing", |_cx, ()| ()));
            let nothing = cx.get_named(nothing, "nothing")?;
            let promise = cx.construct(class, &[nothing])?;
            Ok(cx.heap().root(promise))
        })
        .unwrap();
    let stuck = handled(&mut program, &stuck);
    assert!(matches!(program.wait_for::<f64>(&stuck), Err(Error::Stalled)), "the promise has no settler");
}

/// Reads a promise back, which counts as handling its rejection.
fn handled<I: Instance>(program: &mut gojs::Program<I>, promise: impl IntoJs) -> Promise {
    program.set("promise", promise).unwrap();
    program.get("promise").unwrap()
}
