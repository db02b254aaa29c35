//! `fetch` as an embedder implements it, tested with the prebuilt guest, so the tests need neither Go nor a network.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};
use std::task::{self, Poll as Ready, Waker};
use std::thread;
use std::time::Duration;

use gojs::{
    DeterministicHost, Errno, Error, Host, Instance, Poll,
    embed::{Promise, Rooted},
    fetch::{Aborted, FetchError, Network, Request, Responder, Response},
    js::{FromJs, PromiseState, Value},
};
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::{Program, Runtime};

use crate::silent::Silent;

on_each_runtime![
    an_answer_comes_from_another_thread_and_wakes_the_program,
    a_failure_is_thrown_with_its_cause,
    a_responder_that_is_dropped_fails_the_fetch_or_the_body,
    each_step_of_a_redirect_is_a_request_of_its_own,
    a_guest_that_does_not_read_holds_its_server_back,
    who_answers_is_told_when_the_guest_gives_up,
    nothing_is_left_of_a_thousand_fetches,
    a_response_is_read_twice_where_it_was_cloned,
    without_a_network_there_is_no_fetch,
];

fn serving<R: Runtime, H: Host + Send + 'static>(host: H) -> Program<R, H> {
    let mut program = R::instantiate(R::builder(host).args(["greet", "-serve"]), R::greet()).unwrap();
    program.start().unwrap();
    program
}

/// The pending requests.
type Requests = Arc<Mutex<Vec<(Request, Responder)>>>;

struct Queue(Requests);

impl Network for Queue {
    fn fetch(&mut self, request: Request, responder: Responder) {
        self.0.lock().unwrap().push((request, responder));
    }
}

/// Returns a host that leaves its guest's requests to the test.
fn waiting() -> (Silent, Requests) {
    let requests = Requests::default();
    (Silent::new().with_network(Queue(requests.clone())), requests)
}

fn next(requests: &Requests) -> (Request, Responder) {
    requests.lock().unwrap().remove(0)
}

fn poll<I: Instance>(program: &mut gojs::Program<I>) -> Poll {
    let now = program.host().monotonic();
    program.poll(now).unwrap()
}

/// Calls a method of an object that the test holds.
fn call<I: Instance, T: FromJs>(program: &mut gojs::Program<I>, object: &Rooted, method: &str) -> T {
    let object = object.value(program.heap()).as_object().unwrap();
    let result = program.with(|cx| cx.invoke(object, method, &[])).unwrap();
    program.set("result", result).unwrap();
    program.get("result").unwrap()
}

fn body<I: Instance>(program: &mut gojs::Program<I>, response: &Rooted) -> Rooted {
    let response = response.value(program.heap()).as_object().unwrap();
    let body = program.with(|cx| cx.get_named(response, "body")).unwrap();
    program.set("result", body).unwrap();
    program.get("result").unwrap()
}

fn ready(responder: &mut Responder) -> Ready<Result<(), Aborted>> {
    responder.poll_ready(&mut task::Context::from_waker(Waker::noop()))
}

fn an_answer_comes_from_another_thread_and_wakes_the_program<R: Runtime>() {
    let (host, requests) = waiting();
    let mut program = serving::<R, _>(host);
    let promise: Promise = program.call("fetch", ("http://example.com/x#fragment",)).unwrap();
    assert_eq!(poll(&mut program), Poll::Waiting { until: None });
    assert!(!program.is_idle(), "the program waits for the response");
    let (request, mut responder) = next(&requests);
    assert_eq!((request.method(), request.url(), request.body()), ("GET", "http://example.com/x", None));
    let thread = thread::spawn(move || {
        thread::sleep(Duration::from_millis(20));
        responder.respond(200, "OK", [("X-One", "1")]).unwrap();
        thread::sleep(Duration::from_millis(20));
        responder.chunk("hel").unwrap();
        thread::sleep(Duration::from_millis(20));
        responder.chunk("lo").unwrap();
        responder.end();
    });
    let response: Rooted = program.wait_for(&promise).unwrap();
    assert!(program.is_idle(), "the guest does not read yet");
    let text: Promise = call(&mut program, &response, "text");
    assert_eq!(program.wait_for::<String>(&text).unwrap(), "hello");
    thread.join().unwrap();
}

fn a_failure_is_thrown_with_its_cause<R: Runtime>() {
    let host = DeterministicHost::new(1).fetch(|request| match request.url() {
        "http://a.example/" => Err(FetchError::new("connect ECONNREFUSED").code("ECONNREFUSED")),
        _ => Err(Errno::EIO.into()),
    });
    let mut program = serving::<R, _>(host);
    for (url, code) in [("http://a.example/", "ECONNREFUSED"), ("http://b.example/", "EIO")] {
        let promise: Promise = program.call("fetch", (url,)).unwrap();
        let error = program.wait_for::<()>(&promise).unwrap_err();
        assert!(error.to_string().contains("TypeError: fetch failed"), "{error}");
        let PromiseState::Rejected(reason) = promise.state(program.heap()) else { panic!("{promise:?}") };
        let cause = program.with(|cx| cx.get_named(reason.as_object().unwrap(), "cause")).unwrap();
        let named = program.with(|cx| cx.get_named(cause.as_object().unwrap(), "code")).unwrap();
        program.set("code", named).unwrap();
        assert_eq!(program.get::<String>("code").unwrap(), code);
    }
}

fn a_responder_that_is_dropped_fails_the_fetch_or_the_body<R: Runtime>() {
    let (host, requests) = waiting();
    let mut program = serving::<R, _>(host);
    let promise: Promise = program.call("fetch", ("http://example.com/",)).unwrap();
    drop(next(&requests));
    let error = program.wait_for::<()>(&promise).unwrap_err();
    assert!(matches!(&error, Error::Thrown { .. }) && error.to_string().contains("fetch failed"), "{error}");

    let promise: Promise = program.call("fetch", ("http://example.com/",)).unwrap();
    let (_, mut responder) = next(&requests);
    responder.chunk("some").unwrap();
    let response: Rooted = program.wait_for(&promise).unwrap();
    let text: Promise = call(&mut program, &response, "text");
    drop(responder);
    // The unhandled rejection ends the program.
    let error = program.wait_for::<String>(&text).unwrap_err();
    assert!(error.to_string().contains("TypeError: terminated"), "{error}");
}

fn each_step_of_a_redirect_is_a_request_of_its_own<R: Runtime>() {
    let seen = Arc::<Mutex<Vec<String>>>::default();
    let urls = seen.clone();
    let host = DeterministicHost::new(1).fetch(move |request| {
        urls.lock().unwrap().push(format!("{} {}", request.method(), request.url()));
        match request.url() {
            "http://a.example/" => Ok(Response::new(302).header("Location", "//b.example/x")),
            "http://b.example/x" => Ok(Response::new(308).header("Location", "y")),
            "http://b.example/y" => Ok(Response::new(200).body("there")),
            other => Err(FetchError::new(format!("not allowed: {other}"))),
        }
    });
    let mut program = serving::<R, _>(host);
    let promise: Promise = program.call("fetch", ("http://a.example/",)).unwrap();
    let response: Rooted = program.wait_for(&promise).unwrap();
    let text: Promise = call(&mut program, &response, "text");
    assert_eq!(program.wait_for::<String>(&text).unwrap(), "there");
    assert_eq!(*seen.lock().unwrap(), ["GET http://a.example/", "GET http://b.example/x", "GET http://b.example/y"]);
}

fn a_guest_that_does_not_read_holds_its_server_back<R: Runtime>() {
    let (host, requests) = waiting();
    let mut program = serving::<R, _>(host);
    let promise: Promise = program.call("fetch", ("http://example.com/",)).unwrap();
    let (_, mut responder) = next(&requests);
    let mut sent = 0_usize;
    while ready(&mut responder) == Ready::Ready(Ok(())) {
        responder.chunk(vec![7; 16 << 10]).unwrap();
        sent += 16 << 10;
    }
    assert_eq!(sent, 64 << 10);
    let response: Rooted = program.wait_for(&promise).unwrap();
    poll(&mut program);
    assert!(ready(&mut responder).is_pending(), "the guest does not read");
    let bytes: Promise = call(&mut program, &response, "arrayBuffer");
    poll(&mut program);
    assert_eq!(ready(&mut responder), Ready::Ready(Ok(())));
    responder.end();
    program.wait_for::<()>(&bytes).unwrap_or_else(|error| assert!(matches!(error, Error::Type(_)), "{error}"));
}

fn who_answers_is_told_when_the_guest_gives_up<R: Runtime>() {
    let (host, requests) = waiting();
    let mut program = serving::<R, _>(host);
    let told = Arc::new(AtomicUsize::new(0));
    let watch = |responder: &mut Responder| {
        let told = told.clone();
        responder.on_abort(move || {
            told.fetch_add(1, Ordering::Relaxed);
        });
    };

    // Abort by cancelling the body.
    let promise: Promise = program.call("fetch", ("http://example.com/",)).unwrap();
    let (_, mut cancelled) = next(&requests);
    watch(&mut cancelled);
    cancelled.chunk("some").unwrap();
    let response: Rooted = program.wait_for(&promise).unwrap();
    let stream = body(&mut program, &response);
    let end: Promise = call(&mut program, &stream, "cancel");
    program.wait_for::<()>(&end).unwrap();
    assert_eq!((told.load(Ordering::Relaxed), cancelled.is_aborted()), (1, true));
    assert_eq!(cancelled.chunk("more"), Err(Aborted));

    // Abort by dropping the promise and the response.
    let promise: Promise = program.call("fetch", ("http://example.com/",)).unwrap();
    let (_, mut dropped) = next(&requests);
    watch(&mut dropped);
    dropped.chunk("some").unwrap();
    let response: Rooted = program.wait_for(&promise).unwrap();
    drop((promise, response));
    program.set("result", ()).unwrap();
    for _ in 0..3 {
        let buffer = program.with(|cx| Ok(cx.heap().uint8_array(vec![0; 1 << 20]).into())).unwrap();
        let _: Value = buffer;
        poll(&mut program);
    }
    assert_eq!((told.load(Ordering::Relaxed), dropped.is_aborted()), (2, true));

    // Abort by dropping the program.
    let _: Promise = program.call("fetch", ("http://example.com/",)).unwrap();
    let (_, mut left) = next(&requests);
    watch(&mut left);
    drop(program);
    assert_eq!((told.load(Ordering::Relaxed), left.is_aborted()), (3, true));
}

fn nothing_is_left_of_a_thousand_fetches<R: Runtime>() {
    let host = DeterministicHost::new(1).fetch(|_| Ok(Response::new(200).header("x", "y").body(vec![1; 20_000])));
    let mut program = serving::<R, _>(host);
    let mut fetch = |count: usize| {
        for _ in 0..count {
            let promise: Promise = program.call("fetch", ("http://example.com/",)).unwrap();
            let response: Rooted = program.wait_for(&promise).unwrap();
            let text: Promise = call(&mut program, &response, "text");
            assert_eq!(program.wait_for::<String>(&text).unwrap().len(), 20_000);
        }
        program.heap().statistics().objects
    };
    let (few, many) = (fetch(100), fetch(1000));
    assert!(many < few + 2000, "{few} objects after a hundred, {many} after a thousand more");
}

fn a_response_is_read_twice_where_it_was_cloned<R: Runtime>() {
    let (host, requests) = waiting();
    let mut program = serving::<R, _>(host);
    let promise: Promise = program.call("fetch", ("http://example.com/",)).unwrap();
    let (_, mut responder) = next(&requests);
    responder.chunk("one ").unwrap();
    let response: Rooted = program.wait_for(&promise).unwrap();
    let copy: Rooted = call(&mut program, &response, "clone");
    let first: Promise = call(&mut program, &response, "text");
    poll(&mut program);
    responder.chunk("two").unwrap();
    responder.end();
    assert_eq!(program.wait_for::<String>(&first).unwrap(), "one two");
    let second: Promise = call(&mut program, &copy, "text");
    assert_eq!(program.wait_for::<String>(&second).unwrap(), "one two");
}

fn without_a_network_there_is_no_fetch<R: Runtime>() {
    let mut program = serving::<R, _>(DeterministicHost::new(1));
    assert!(matches!(program.call::<()>("fetch", ("http://example.com/",)), Err(Error::NotAFunction { .. })));
}
