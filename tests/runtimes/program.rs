//! A program as an embedder drives it, tested with the prebuilt guest and mock hosts, so the tests need neither Go nor
//! Node.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use std::time::Duration;

use gojs::fs::{FileSystem, Links, MemFs};
use gojs::{DeterministicHost, Errno, Error, Host, Instance, Instant, Poll, State, Stream, Trap, embed::Rooted};
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::{Builder, Program, Runtime};

on_each_runtime![
    two_runs_are_equal_to_the_byte,
    the_exit_code_is_the_guest_s_and_the_host_is_told,
    go_functions_take_arguments_and_return_results,
    a_result_of_another_type_is_an_error_that_names_both,
    what_is_no_function_is_named,
    what_a_function_throws_is_an_error_and_the_program_goes_on,
    globals_are_read_and_set,
    poll_fires_timers_when_they_are_due_and_not_before,
    each_call_at_the_wrong_time_says_so,
    a_panic_inside_a_call_ends_the_program_with_go_s_own_trace,
    run_makes_go_report_a_deadlock,
    arguments_that_are_too_long_are_refused_before_anything_runs,
    a_host_without_entropy_is_named,
    a_full_stdout_is_go_s_to_handle_and_keeps_what_was_written,
    a_full_stderr_ends_a_panicking_program_and_keeps_what_was_written,
    many_calls_leave_the_heap_as_it_was,
    one_configuration_makes_many_programs,
];

fn program<R: Runtime>(args: &[&str]) -> Program<R> {
    R::instantiate(R::builder(DeterministicHost::new(7)).args(args.iter().copied()), R::greet()).unwrap()
}

fn serving<R: Runtime>() -> Program<R> {
    let mut program = program::<R>(&["greet", "-serve"]);
    program.start().unwrap();
    program
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn two_runs_are_equal_to_the_byte<R: Runtime>() {
    let run = || {
        let mut program = program::<R>(&["greet", "Ada", "Grace"]);
        let exit = program.run().unwrap();
        let now = program.host().monotonic();
        (exit, now, program.host().take(Stream::Stdout), program.host().take(Stream::Stderr))
    };
    let (first, second) = (run(), run());
    assert_eq!(first, second);
    assert_eq!((first.0.code(), text(&first.2)), (0, "Hello, Ada!\nHello, Grace!\n(go1.27.3 js/wasm)\n"));
}

fn the_exit_code_is_the_guest_s_and_the_host_is_told<R: Runtime>() {
    let mut program = program::<R>(&["greet", "-exit", "3"]);
    assert_eq!(program.exit(), None);
    let exit = program.run().unwrap();
    assert_eq!((exit.code(), program.exit(), program.host().exit_code()), (3, Some(exit), Some(3)));
}

fn go_functions_take_arguments_and_return_results<R: Runtime>() {
    let mut program = serving::<R>();
    assert_eq!(program.call::<f64>("add", (2, 40.5)).unwrap(), 42.5);
    assert_eq!(program.call::<String>("greet", ["Zoë"]).unwrap(), "Hello, Zoë!");
    assert_eq!(program.call::<Option<String>>("later", (1, "x")).unwrap(), None);
    assert!(program.call::<f64>("add", ("two", 40)).unwrap().is_nan());
    let error: Rooted = program.call("fail", ("no",)).unwrap();
    assert!(error.value(program.heap()).as_object().is_some(), "a returned error is a value");
}

fn a_result_of_another_type_is_an_error_that_names_both<R: Runtime>() {
    let error = serving::<R>().call::<bool>("greet", ("Ada",)).unwrap_err();
    assert_eq!(error.to_string(), "expected a boolean, got the string \"Hello, Ada!\"");
    let error = serving::<R>().call::<i32>("add", (0.5, 1)).unwrap_err();
    assert_eq!(error.to_string(), "expected an integer from -2147483648 to 2147483647, got the number 1.5");
}

fn what_is_no_function_is_named<R: Runtime>() {
    let mut program = serving::<R>();
    assert_eq!(
        program.call::<()>("nobody", ()).unwrap_err().to_string(),
        "`nobody` on the global object is not a function: got undefined"
    );
    program.set("number", 5).unwrap();
    assert!(matches!(program.call::<()>("number", ()), Err(Error::NotAFunction { .. })));
}

fn what_a_function_throws_is_an_error_and_the_program_goes_on<R: Runtime>() {
    let mut program = serving::<R>();
    let error = program.call::<()>("Map", ()).unwrap_err();
    assert!(matches!(&error, Error::Thrown { name, .. } if name == "Map"), "{error}");
    assert!(error.to_string().contains("TypeError: Constructor Map requires 'new'"), "{error}");
    assert_eq!(program.call::<f64>("add", (1, 1)).unwrap(), 2.0);
}

fn globals_are_read_and_set<R: Runtime>() {
    let mut program = program::<R>(&["greet", "-serve"]);
    program.set("early", "yes").unwrap();
    program.start().unwrap();
    assert_eq!(program.get::<String>("early").unwrap(), "yes");
    program.set("flag", true).unwrap();
    assert!(program.get::<bool>("flag").unwrap());
    assert_eq!(program.get::<Option<f64>>("missing").unwrap(), None);
}

fn poll_fires_timers_when_they_are_due_and_not_before<R: Runtime>() {
    let mut program = serving::<R>();
    let start = program.host().monotonic();
    assert_eq!(program.poll(start).unwrap(), Poll::Waiting { until: None });
    assert!(program.is_idle());

    program.call::<()>("later", (50, "done")).unwrap();
    assert!(!program.is_idle());
    let due = program.poll_at().unwrap();
    let delay = due - start;
    assert!(delay >= Duration::from_millis(50) && delay < Duration::from_millis(53), "{delay:?}");

    assert_eq!(program.poll(start).unwrap(), Poll::Waiting { until: Some(due) });
    assert_eq!(program.get::<Option<String>>("result").unwrap(), None);
    program.host().wait(Some(due));
    assert_eq!(program.poll(due).unwrap(), Poll::Waiting { until: None });
    assert_eq!(program.get::<String>("result").unwrap(), "done");
    assert_eq!(program.poll_at(), None);
}

fn each_call_at_the_wrong_time_says_so<R: Runtime>() {
    let mut program = program::<R>(&["greet", "-serve"]);
    assert!(matches!(program.call::<()>("add", ()), Err(Error::NotStarted)));
    assert!(matches!(program.wake(), Err(Error::NotStarted)));
    assert_eq!(program.poll_at(), Some(Instant::ZERO));
    program.start().unwrap();
    assert!(matches!(program.start(), Err(Error::Started)));

    program.call::<()>("stop", ()).unwrap_err();
    let exited = |error| matches!(error, Error::Exited(exit) if exit.code() == 0);
    assert!(exited(program.call::<()>("add", (1, 2)).unwrap_err()));
    // What the program has left can still be read.
    program.get::<gojs::embed::Function>("add").unwrap();
    assert!(exited(program.set("x", 1).unwrap_err()));
    assert!(exited(program.start().unwrap_err()));
    assert!(exited(program.wake().unwrap_err()));
    assert!(exited(program.enter_wasm(|_| Ok(())).unwrap_err()));
    assert!(matches!(program.poll(Instant::ZERO), Ok(Poll::Exited(exit)) if exit.code() == 0));
    assert_eq!(program.run().unwrap().code(), 0);
    assert_eq!(program.poll_at(), None);
}

fn a_panic_inside_a_call_ends_the_program_with_go_s_own_trace<R: Runtime>() {
    let mut program = serving::<R>();
    let error = program.call::<()>("crash", ("boom",)).unwrap_err();
    assert!(matches!(error, Error::Exited(exit) if exit.code() == 2), "{error}");
    let stderr = program.host().take(Stream::Stderr);
    assert!(text(&stderr).starts_with("panic: boom") && text(&stderr).contains("goroutine "), "{}", text(&stderr));
    assert!(matches!(program.call::<()>("add", (1, 2)), Err(Error::Exited(_))));
}

fn run_makes_go_report_a_deadlock<R: Runtime>() {
    let mut program = program::<R>(&["greet", "-serve"]);
    assert_eq!(program.run().unwrap().code(), 2);
    let stderr = program.host().take(Stream::Stderr);
    assert!(text(&stderr).starts_with("fatal error: all goroutines are asleep - deadlock!\n"), "{}", text(&stderr));
}

fn arguments_that_are_too_long_are_refused_before_anything_runs<R: Runtime>() {
    let mut program = program::<R>(&["greet", &"x".repeat(8192)]);
    let error = program.start().unwrap_err();
    assert!(
        error.to_string().starts_with("total length of command line and environment variables exceeds limit"),
        "{error}"
    );
    assert!(program.host().stdout().is_empty());
}

/// A host that fails to provide entropy, or to write once a stream is full.
struct Failing {
    inner: DeterministicHost,
    entropy: bool,
    /// The number of bytes that a stream still accepts.
    room: usize,
}

impl Host for Failing {
    fn monotonic(&mut self) -> Instant {
        self.inner.monotonic()
    }

    fn entropy(&mut self, buf: &mut [u8]) -> Result<(), Errno> {
        if self.entropy { self.inner.entropy(buf) } else { Err(Errno::EIO) }
    }

    fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<usize, Errno> {
        let count = bytes.len().min(self.room);
        if count == 0 {
            return Err(Errno::ENOSPC);
        }
        self.room -= count;
        self.inner.write(stream, &bytes[..count])
    }
}

fn failing<R: Runtime>(args: &[&str], entropy: bool, room: usize) -> Program<R, Failing> {
    let host = Failing { inner: DeterministicHost::new(7), entropy, room };
    R::instantiate(R::builder(host).args(args.iter().copied()), R::greet()).unwrap()
}

fn a_host_without_entropy_is_named<R: Runtime>() {
    let error = failing::<R>(&["greet"], false, 1000).run().unwrap_err();
    assert!(error.to_string().starts_with("the host failed to give entropy: EIO: i/o error"), "{error}");
}

fn a_full_stdout_is_go_s_to_handle_and_keeps_what_was_written<R: Runtime>() {
    let mut program = failing::<R>(&["greet", "Ada"], true, 5);
    assert_eq!(program.run().unwrap().code(), 0, "the guest ignores the error");
    assert_eq!(text(program.host().inner.stdout()), "Hello");
}

fn a_full_stderr_ends_a_panicking_program_and_keeps_what_was_written<R: Runtime>() {
    let mut program = failing::<R>(&["greet", "-serve"], true, 9);
    program.start().unwrap();
    let error = program.call::<()>("crash", ("boom",)).unwrap_err();
    assert!(error.to_string().starts_with("the host failed to write to stderr: ENOSPC"), "{error}");
    assert_eq!(text(program.host().inner.stderr()), "panic: bo");
    assert!(matches!(program.call::<()>("add", (1, 2)), Err(Error::Ended)));
    assert!(matches!(program.poll(Instant::ZERO), Err(Error::Ended)));
}

fn one_configuration_makes_many_programs<R: Runtime>() {
    let total = Arc::new(AtomicU64::new(0));
    // What the programs share is captured; what belongs to each is created here.
    let configuration = |name: &'static str| -> Builder<R> {
        let total = total.clone();
        R::builder(DeterministicHost::new(1))
            .args(["greet", "-serve"])
            .mount("/", MemFs::from_entries(&[("/name", name.as_bytes())]).unwrap())
            .function("count", move |_cx, by: u64| total.fetch_add(by, Ordering::Relaxed) + by)
    };
    let names = ["Ada", "Grace", "Zoë"];
    let mut programs = names.map(|name| R::instantiate(configuration(name), R::greet()).unwrap());
    for (program, (name, sum)) in programs.iter_mut().zip(names.into_iter().zip([5, 10, 15])) {
        program.start().unwrap();
        assert_eq!(program.call::<u64>("count", (5,)).unwrap(), sum, "{name}");
        assert_eq!(program.files().stat("/name", Links::Follow).unwrap().size, name.len() as u64);
        program.set("own", name).unwrap();
    }
    let own = programs.each_mut().map(|program| program.get::<String>("own").unwrap());
    assert_eq!(own, names);
}

fn many_calls_leave_the_heap_as_it_was<R: Runtime>() {
    let mut program = serving::<R>();
    let mut round = |count: u32| {
        for i in 0..count {
            program.call::<String>("greet", (format!("guest {i}"),)).unwrap();
            program.call::<Rooted>("fail", ("no",)).unwrap();
        }
        // Go releases values in finalizers, which its collector runs. Values that those released objects held need a
        // second collection.
        program.call::<()>("collect", ()).unwrap();
        program.call::<()>("collect", ()).unwrap();
        program.collect()
    };
    round(2000);
    let early = round(2000);
    let late = round(8000);
    let grown = late.bytes.saturating_sub(early.bytes);
    assert!(grown < 256 << 10, "the heap has grown by {grown} bytes: {early:?}, then {late:?}");
}

/// A runtime that a panic unwinds. The export with this name panics, as if it called an embedder's function that
/// panics.
struct Unwinding {
    memory: Vec<u8>,
    state: State<DeterministicHost>,
    export: &'static str,
}

impl Unwinding {
    fn enter(&self, export: &str) {
        assert_ne!(self.export, export, "the embedder's own mistake");
    }
}

impl Instance for Unwinding {
    type Memory = [u8];
    type Host = DeterministicHost;

    fn parts(&mut self) -> (&mut [u8], &mut State<DeterministicHost>) {
        (&mut self.memory, &mut self.state)
    }

    fn run(&mut self, _: i32, _: i32) -> Result<(), Trap> {
        self.enter("run");
        Ok(())
    }

    fn resume(&mut self) -> Result<(), Trap> {
        self.enter("resume");
        Ok(())
    }

    fn getsp(&mut self) -> Result<u32, Trap> {
        Ok(0)
    }

    fn guest_call(&mut self, _: u32, _: u32) -> Option<Result<i32, Trap>> {
        self.enter("__guest_call");
        Some(Ok(1))
    }
}

#[test]
fn a_program_that_a_panic_has_unwound_says_so_and_runs_no_more() {
    type Unwound = gojs::Program<Unwinding>;
    type Cause = (&'static str, fn(&mut Unwound));
    let causes: [Cause; 4] = [
        ("run", |program| program.start().unwrap()),
        ("resume", |program| program.wake().unwrap()),
        ("__guest_call", |program| drop(program.guest_call("x", b""))),
        ("none", |program| program.with(|_| panic!("the embedder's own mistake")).unwrap()),
    ];
    for (export, cause) in causes {
        let state = State::new(DeterministicHost::new(1));
        let mut program = gojs::Program::new(Unwinding { memory: vec![0; 1 << 16], state, export });
        if export != "run" {
            program.start().unwrap();
        }
        assert!(catch_unwind(AssertUnwindSafe(|| cause(&mut program))).is_err(), "{export}");

        let now = program.host().monotonic();
        assert!(matches!(program.poll(now), Err(Error::Unwound)), "{export}");
        assert!(matches!(program.run(), Err(Error::Unwound)), "{export}");
        assert!(matches!(program.start(), Err(Error::Unwound)), "{export}");
        assert!(matches!(program.wake(), Err(Error::Unwound)), "{export}");
        assert!(matches!(program.call::<()>("x", ()), Err(Error::Unwound)), "{export}");
        assert!(matches!(program.guest_call("x", b""), Err(Error::Unwound)), "{export}");
        assert!(matches!(program.with(|_| Ok(())), Err(Error::Unwound)), "{export}");
        assert_eq!((program.exit(), program.poll_at(), program.is_idle()), (None, None, false), "{export}");
    }
}

/// wasmer is excluded because its programs are not `Send`.
mod threads {
    use std::thread;

    use gojs_tests::runtime::{Program, Runtime};

    fn a_program_can_move_to_another_thread<R: Runtime>()
    where
        Program<R>: Send,
    {
        let mut program = super::serving::<R>();
        let sum: f64 = thread::spawn(move || program.call("add", (1, 2)).unwrap()).join().unwrap();
        assert_eq!(sum, 3.0);
    }

    gojs_tests::tests_on!(on_wasmi, Wasmi, a_program_can_move_to_another_thread);
    #[cfg(feature = "wasmtime")]
    gojs_tests::tests_on!(on_wasmtime, Wasmtime, a_program_can_move_to_another_thread);
}
