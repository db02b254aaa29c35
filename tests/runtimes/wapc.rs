//! Both variants of waPC: over `syscall/js`, as in the Go package `wasmexec`, and with waPC's own imports and export.
//!
//! `GOJS_WAPC=100000 cargo test -p gojs-tests --test runtimes memory_is -- --nocapture` calls each guest 100,000
//! times instead of 30,000.

#[path = "../../examples/wapc.rs"]
mod example;
mod hostile;

use gojs::{
    DeterministicHost, Error, Host, Instance, Limit, Limits, Memory, Poll,
    embed::Caller,
    js::{Statistics, Value},
    wapc::HostCall,
};
use gojs_tests::go::{NEWEST, Toolchain};
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::{Builder, Program, Runtime, Wasmi};

use Shape::{Js, Native};

on_each_runtime![
    a_guest_prints_what_the_host_answered_and_greets_back,
    an_error_goes_each_way_with_its_text,
    an_operation_that_the_guest_does_not_know_is_its_error_and_it_goes_on,
    a_guest_that_says_nothing_has_not_answered,
    an_answer_that_comes_later_is_waited_for,
    with_the_export_no_answer_comes_later_and_one_that_does_is_passed_over,
    there_is_one_invocation_at_a_time,
    the_answer_to_an_invocation_that_was_given_up_is_no_other_s,
    sixty_four_megabytes_go_either_way,
    a_response_beyond_the_limit_of_the_heap_ends_the_program,
    a_handler_that_panics_is_an_error_of_the_call_and_both_sides_go_on,
    a_handler_calls_go_and_go_s_stack_may_move_under_it,
    bytes_go_there_and_back_as_they_are,
    a_guest_that_exits_has_no_answer,
    a_program_that_does_not_run_or_does_not_speak_wapc_says_so,
    without_a_handler_a_host_call_fails_and_invocations_don_t,
    what_the_package_would_not_pass_is_an_error_in_the_guest_and_no_answer,
    an_export_that_waits_has_not_answered_and_go_does_not_come_back_to_it,
    a_line_for_the_console_is_one_of_standard_output,
    a_pointer_that_go_made_up_ends_the_program,
    memory_is_the_same_after_ten_thousand_invocations_and_after_many,
];

/// The two variants of waPC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Js,
    Native,
}

const SHAPES: [Shape; 2] = [Js, Native];

impl Shape {
    /// Returns the name of the guest of this variant.
    fn guest(self) -> &'static str {
        match self {
            Js => "wapc",
            Native => "wapc_native",
        }
    }
}

fn wasm(shape: Shape) -> Vec<u8> {
    let path = Toolchain::get(NEWEST).and_then(|go| go.build(shape.guest()));
    std::fs::read(path.expect("Go builds the guest")).unwrap()
}

fn answer(cx: &mut Caller<'_, DeterministicHost>, call: HostCall<'_>) -> Result<Vec<u8>, String> {
    match (call.namespace, call.operation) {
        ("sample", "hello") => {
            assert_eq!(call.binding, "here");
            Ok([b"hello, ", call.payload].concat())
        }
        ("sample", "bytes") => Ok(vec![7; String::from_utf8_lossy(call.payload).parse().unwrap()]),
        ("sample", "deep") => {
            let global = cx.heap().global();
            let grow = cx.get_named(global, "grow").unwrap();
            let depth = cx.call(grow, global.into(), &[3_000.into()]).unwrap();
            assert!(matches!(depth, Value::Number(3_000.0)));
            Ok(call.payload.to_vec())
        }
        ("sample", "panic") => panic!("the handler's own mistake"),
        ("sample", "garbage") => {
            cx.heap().uint8_array(vec![0; 1 << 20]);
            Ok(b"gone".to_vec())
        }
        // Panics inside a native function, which has rooted its array.
        ("sample", "panic_deep") => {
            let array = cx.heap().array([Value::Null]);
            let for_each = cx.get_named(array, "forEach").unwrap();
            let global = cx.heap().global();
            let panics = cx.get_named(global, "panics").unwrap();
            cx.call(for_each, array.into(), &[panics]).unwrap();
            unreachable!("the call panics");
        }
        ("sample", operation) => Err(format!("ü😀: no {operation}")),
        _ => Err(format!("no namespace {}", call.namespace)),
    }
}

/// Returns the guest of a variant, parsed or compiled once.
fn module<R: Runtime>(shape: Shape) -> &'static R::Module {
    R::parse_once(shape.guest(), || wasm(shape))
}

fn builder<R: Runtime>() -> Builder<R> {
    R::builder(DeterministicHost::new(1))
        .wapc(answer)
        .function("panics", |_cx, ()| -> () { panic!("the handler's own mistake, further down") })
}

fn started<R: Runtime>(shape: Shape, builder: Builder<R>) -> Program<R> {
    let mut program = R::instantiate(builder, module::<R>(shape)).unwrap();
    program.start().unwrap();
    program
}

fn program<R: Runtime>(shape: Shape) -> Program<R> {
    started::<R>(shape, builder::<R>())
}

/// Returns the message of the guest's error.
fn failure(result: Result<Vec<u8>, Error>) -> String {
    match result {
        Err(Error::Guest { message, .. }) => message,
        other => panic!("{other:?}"),
    }
}

fn goes_on<I: Instance>(program: &mut gojs::Program<I>) {
    assert_eq!(program.guest_call("echo", b"on").unwrap(), b"on");
}

fn a_guest_prints_what_the_host_answered_and_greets_back<R: Runtime>() {
    for shape in SHAPES {
        let mut program = program::<R>(shape);
        assert_eq!(program.guest_call("greet", "Zoë".as_bytes()).unwrap(), "Greetings, Zoë!".as_bytes(), "{shape:?}");
        assert_eq!(program.host().stdout(), "The host says: hello, Zoë\n".as_bytes(), "{shape:?}");
    }
}

fn an_error_goes_each_way_with_its_text<R: Runtime>() {
    for shape in SHAPES {
        let mut program = program::<R>(shape);
        let error = program.guest_call("fail", "日本".as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), "guest operation \"fail\" failed: kann nicht: 日本");
        assert_eq!(failure(program.guest_call("ask", b"sample nothing x")), "ü😀: no nothing", "{shape:?}");
        assert_eq!(failure(program.guest_call("ask", b"elsewhere hello x")), "no namespace elsewhere", "{shape:?}");
        goes_on(&mut program);
    }
}

fn an_operation_that_the_guest_does_not_know_is_its_error_and_it_goes_on<R: Runtime>() {
    for shape in SHAPES {
        let mut program = program::<R>(shape);
        assert_eq!(failure(program.guest_call("dance", b"")), "there is no operation dance", "{shape:?}");
        goes_on(&mut program);
    }
}

fn a_guest_that_says_nothing_has_not_answered<R: Runtime>() {
    for (shape, operation) in [(Js, "silent"), (Native, "silent"), (Native, "quiet")] {
        let mut program = program::<R>(shape);
        let result = program.guest_call(operation, b"");
        assert!(
            matches!(&result, Err(Error::Unanswered { operation: o, .. }) if o == operation),
            "{shape:?}: {result:?}"
        );
        goes_on(&mut program);
    }
    let mut program = program::<R>(Js);
    assert!(matches!(program.guest_call("number", b""), Err(Error::Type(_))));
    goes_on(&mut program);
}

fn an_answer_that_comes_later_is_waited_for<R: Runtime>() {
    let mut program = program::<R>(Js);
    let before = program.host().monotonic();
    assert_eq!(program.guest_call("later", b"x").unwrap(), b"after a while: x");
    assert!((program.host().monotonic() - before).as_millis() >= 20);

    let guest_call = program.begin_guest_call("later", b"y").unwrap();
    assert!(program.answer(&guest_call).is_none());
    assert_eq!(program.wait_for_answer(guest_call).unwrap(), b"after a while: y");
}

fn with_the_export_no_answer_comes_later_and_one_that_does_is_passed_over<R: Runtime>() {
    let mut program = program::<R>(Native);
    assert!(matches!(program.guest_call("later", b"x"), Err(Error::Unanswered { .. })));
    // The other goroutines continue with the next event.
    program.call::<f64>("grow", (1,)).unwrap();
    let until = program.poll_at().unwrap();
    program.host().wait(Some(until));
    let now = program.host().monotonic();
    assert_eq!(program.poll(now).unwrap(), Poll::Waiting { until: None });
    goes_on(&mut program);
}

fn there_is_one_invocation_at_a_time<R: Runtime>() {
    let mut program = program::<R>(Js);
    let held = program.begin_guest_call("hold", b"").unwrap();
    assert!(matches!(program.begin_guest_call("echo", b""), Err(Error::GuestCallInFlight)));
    assert!(matches!(program.guest_call("echo", b""), Err(Error::GuestCallInFlight)));
    assert!(program.answer(&held).is_none());
    program.call::<()>("release", ("now",)).unwrap();
    // The next guest call cannot begin before the answer is taken.
    assert!(matches!(program.guest_call("echo", b""), Err(Error::GuestCallInFlight)));
    assert_eq!(program.answer(&held).unwrap().unwrap(), b"now");
    assert!(program.answer(&held).is_none(), "the answer is returned only once");
    goes_on(&mut program);
    // The handle of the first guest call does not get the answer of the second.
    let other = program.begin_guest_call("echo", b"other").unwrap();
    assert!(program.answer(&held).is_none());
    drop(held);
    assert_eq!(program.answer(&other).unwrap().unwrap(), b"other");
    // A guest call whose handle is dropped needs no answer.
    drop(program.begin_guest_call("echo", b"dropped").unwrap());
    goes_on(&mut program);
}

fn the_answer_to_an_invocation_that_was_given_up_is_no_other_s<R: Runtime>() {
    let mut program = program::<R>(Js);
    assert!(matches!(program.guest_call("hold", b""), Err(Error::Stalled)));
    assert!(matches!(program.guest_call("echo", b"x"), Err(Error::GuestCallInFlight)));
    program.call::<()>("release", ("late",)).unwrap();
    goes_on(&mut program);
    drop(program.begin_guest_call("later", b"").unwrap());
    assert!(matches!(program.guest_call("echo", b"x"), Err(Error::GuestCallInFlight)));
    while let Some(until) = program.poll_at() {
        program.host().wait(Some(until));
        let now = program.host().monotonic();
        program.poll(now).unwrap();
    }
    goes_on(&mut program);
}

fn sixty_four_megabytes_go_either_way<R: Runtime>() {
    const SIZE: usize = 64 << 20;
    for shape in SHAPES {
        let mut program = program::<R>(shape);
        let size = SIZE.to_string();
        assert_eq!(program.guest_call("measure", size.as_bytes()).unwrap(), size.as_bytes(), "{shape:?}");
        let response = program.guest_call("bytes", size.as_bytes()).unwrap();
        assert!(response.len() == SIZE && response.iter().all(|&byte| byte == 0), "{shape:?}");
        drop(response);
        goes_on(&mut program);
    }
}

fn a_response_beyond_the_limit_of_the_heap_ends_the_program<R: Runtime>() {
    let mut program = started::<R>(Js, builder::<R>().limits(Limits::default().heap_bytes(16 << 20)));
    let error = program.guest_call("measure", b"67108864").unwrap_err();
    let Error::Traced { error, .. } = error else { panic!("{error}") };
    assert!(matches!(*error, Error::LimitReached { limit: Limit::HeapBytes, .. }), "{error}");
    assert!(matches!(program.guest_call("echo", b""), Err(Error::Ended)));
}

fn a_handler_that_panics_is_an_error_of_the_call_and_both_sides_go_on<R: Runtime>() {
    for shape in SHAPES {
        // The values that the unwound functions rooted are unrooted. Otherwise the garbage below could not be
        // collected, and would reach the limit.
        let mut program = started::<R>(shape, builder::<R>().limits(Limits::default().heap_bytes(16 << 20)));
        for operation in ["panic", "panic_deep"] {
            let message = failure(program.guest_call("ask", format!("sample {operation} x").as_bytes()));
            assert_eq!(message, format!("the host has panicked in its handler of {operation:?} of \"sample\""));
            goes_on(&mut program);
            assert_eq!(failure(program.guest_call("ask", b"sample nothing x")), "ü😀: no nothing", "{shape:?}");
        }
        for _ in 0..100 {
            assert_eq!(program.guest_call("ask", b"sample garbage x").unwrap(), b"gone");
        }
    }
}

fn a_handler_calls_go_and_go_s_stack_may_move_under_it<R: Runtime>() {
    let mut program = program::<R>(Native);
    assert_eq!(program.guest_call("deep", b"down").unwrap(), b"down");
    goes_on(&mut program);
}

fn bytes_go_there_and_back_as_they_are<R: Runtime>() {
    let every: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    for shape in SHAPES {
        let mut program = program::<R>(shape);
        assert_eq!(program.guest_call("echo", &every).unwrap(), every);
        assert_eq!(program.guest_call("echo", b"").unwrap(), b"");
        assert_eq!(program.guest_call("nothing", b"x").unwrap(), b"");
    }
}

fn a_guest_that_exits_has_no_answer<R: Runtime>() {
    for shape in SHAPES {
        let mut program = program::<R>(shape);
        for _ in 0..2 {
            let end = program.guest_call("exit", b"");
            assert!(matches!(end, Err(Error::Exited(exit)) if exit.code() == 3), "{shape:?}: {end:?}");
        }
    }
}

fn a_program_that_does_not_run_or_does_not_speak_wapc_says_so<R: Runtime>() {
    for shape in SHAPES {
        let mut program = R::instantiate(builder::<R>(), module::<R>(shape)).unwrap();
        assert!(matches!(program.guest_call("echo", b""), Err(Error::NotStarted)));
    }
    let mut program = R::instantiate(builder::<R>().args(["greet", "-serve"]), R::greet()).unwrap();
    program.start().unwrap();
    let result = program.guest_call("echo", b"");
    assert!(matches!(&result, Err(Error::NotAFunction { name, .. }) if name == "__guest_call"), "{result:?}");
    // The guest call did not begin, so a second one gets the same error.
    assert!(matches!(program.guest_call("echo", b""), Err(Error::NotAFunction { .. })));
    assert_eq!(program.call::<f64>("add", (2, 40)).unwrap(), 42.0);
}

fn without_a_handler_a_host_call_fails_and_invocations_don_t<R: Runtime>() {
    let mut program = started::<R>(Native, R::builder(DeterministicHost::new(1)));
    goes_on(&mut program);
    assert_eq!(failure(program.guest_call("ask", b"sample hello x")), "the host takes no waPC calls");
    // The other variant has no function with which to call its host, so it exits.
    let mut program = started::<R>(Js, R::builder(DeterministicHost::new(1)));
    assert!(matches!(program.guest_call("echo", b""), Err(Error::Exited(exit)) if exit.code() == 2));
}

fn what_the_package_would_not_pass_is_an_error_in_the_guest_and_no_answer<R: Runtime>() {
    let mut program = program::<R>(Js);
    let mut misuse = |words: &str| String::from_utf8(program.guest_call("misuse", words.as_bytes()).unwrap()).unwrap();
    assert_eq!(misuse(""), "`__host_call` takes 4 arguments, and was given 0");
    assert_eq!(misuse("one"), "`__host_call` takes 4 arguments, and was given 1");
    assert_eq!(misuse("a b c d"), "the binding of a host call is the string \"a\" in place of a Uint8Array");
    assert_eq!(failure(program.guest_call("ask", b"sample \xff x")), "the operation of a host call is not UTF-8");
    goes_on(&mut program);
}

fn an_export_that_waits_has_not_answered_and_go_does_not_come_back_to_it<R: Runtime>() {
    let mut program = program::<R>(Native);
    assert!(matches!(program.guest_call("sleep", b"x"), Err(Error::Unanswered { .. })));
    let until = program.poll_at();
    program.host().wait(until);
    let now = program.host().monotonic();
    assert!(program.poll(now).is_err());
    assert!(matches!(program.guest_call("echo", b"x"), Err(Error::Ended)));
}

fn a_line_for_the_console_is_one_of_standard_output<R: Runtime>() {
    let mut program = program::<R>(Native);
    program.guest_call("log", "grüß".as_bytes()).unwrap();
    assert_eq!(program.host().stdout(), "grüß\n".as_bytes());
}

fn a_pointer_that_go_made_up_ends_the_program<R: Runtime>() {
    let mut program = program::<R>(Native);
    let error = program.guest_call("outside", b"").unwrap_err().to_string();
    assert!(error.starts_with("import `__guest_response`: slice of 65535 elements at 0xfffffff0 "), "{error}");
    assert!(matches!(program.guest_call("echo", b""), Err(Error::Ended)));
}

/// Makes `count` guest calls with 1 KB in each direction. In every tenth, the guest calls the host.
fn call_often<I: Instance>(program: &mut gojs::Program<I>, count: u32) {
    let payload: Vec<u8> = (0..=255).cycle().take(1024).collect();
    let asked = [b"sample hello ".as_slice(), &payload].concat();
    for i in 0..count {
        if i % 10 == 0 {
            assert_eq!(program.guest_call("ask", &asked).unwrap()[7..], payload);
        } else {
            assert_eq!(program.guest_call("echo", &payload).unwrap(), payload);
        }
    }
}

/// Returns the heap statistics and the size of the linear memory after both collectors have run.
fn rest<I: Instance>(program: &mut gojs::Program<I>) -> (Statistics, u64) {
    for _ in 0..3 {
        program.guest_call("collect", b"").unwrap();
        program.collect();
    }
    (program.collect(), program.instance().parts().0.size())
}

fn memory_is_the_same_after_ten_thousand_invocations_and_after_many<R: Runtime>() {
    const FIRST: u32 = 10_000;
    let count = std::env::var("GOJS_WAPC").ok().and_then(|count| count.parse().ok()).unwrap_or(30_000).max(FIRST);
    for shape in SHAPES {
        let mut program = program::<R>(shape);
        call_often(&mut program, FIRST);
        let first = rest(&mut program);
        call_often(&mut program, count - FIRST);
        let all = rest(&mut program);
        println!("{shape:?}: {count} guest calls; heap and linear memory {first:?}, then {all:?}");
        assert_eq!(first, all, "{shape:?}");
    }
}

#[test]
fn the_example_runs_a_guest_of_either_shape() {
    for shape in SHAPES {
        assert_eq!(example::greet(&wasm(shape), "Ada").unwrap(), "Greetings, Ada!");
    }
}

#[test]
fn an_export_that_prints_returns_when_it_has_printed() {
    let mut program = started::<Wasmi>(Native, Wasmi::builder(DeterministicHost::new(1)));
    assert_eq!(program.call_export::<(), i32>("say", ()).unwrap(), 5);
    assert_eq!(program.host().stdout(), b"said\n");
    assert_eq!(program.guest_call("echo", b"on").unwrap(), b"on");
}

#[test]
fn a_program_in_slices_is_invoked_all_the_same() {
    for shape in SHAPES {
        let builder = Wasmi::builder(DeterministicHost::new(1))
            .wapc(|_cx, call| Ok([b"hello, ", call.payload].concat()))
            .fuel_slice(20_000);
        let mut program = Wasmi::instantiate(builder, &Wasmi::parse_metered(&wasm(shape))).unwrap();
        loop {
            let now = program.host().monotonic();
            if let Poll::Waiting { .. } = program.poll(now).unwrap() {
                break;
            }
        }
        assert_eq!(program.guest_call("greet", b"Ada").unwrap(), b"Greetings, Ada!", "{shape:?}");
        assert_eq!(program.guest_call("echo", b"on").unwrap(), b"on");
    }
}

/// An adapter defines each import with these names, parameters and results. No runtime is involved.
#[test]
fn an_adapter_finds_each_import_by_its_names() {
    let known: Vec<_> =
        gojs::WapcImport::all().map(|import| (import.name(), import.params(), import.has_result())).collect();
    // <https://wapc.io/docs/spec/>, "Required Host Exports".
    let specified = [
        ("__host_call", 8, true),
        ("__console_log", 2, false),
        ("__guest_request", 2, false),
        ("__host_response", 1, false),
        ("__host_response_len", 0, true),
        ("__guest_response", 2, false),
        ("__guest_error", 2, false),
        ("__host_error", 1, false),
        ("__host_error_len", 0, true),
    ];
    assert_eq!(known.len(), specified.len());
    for import in specified {
        assert!(known.contains(&import), "{import:?}");
    }
    assert!(gojs::WapcImport::find("gojs", "__host_call").is_none());
}
