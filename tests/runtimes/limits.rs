//! The limits of a program. At each limit the program is rejected or ended, its embedder keeps control, and another
//! program runs.

use gojs::{
    DeterministicHost, Error, Instance, Instant, Limit, Limits, Memory as _, Poll, Stream,
    embed::{Caller, Function},
    fs::MemFs,
    js::{Object, Thrown, Value},
};
use gojs_tests::modules::{go_module, idle_module, parse, repeated};
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::{Program, Runtime};

on_each_runtime![
    a_linear_memory_grows_to_its_limit,
    a_memory_that_is_too_large_from_the_start_is_refused,
    go_says_that_it_is_out_of_memory,
    timers_of_go_s_have_a_limit,
    timers_of_javascript_s_have_the_same_limit,
    what_waits_has_a_limit,
    what_the_embedder_queues_has_the_limit_too_and_it_is_told,
    jobs_beyond_the_limit_end_the_program,
    open_files_have_a_limit,
    what_go_s_runtime_writes_has_a_limit,
    what_go_writes_has_the_same_limit_and_go_is_told,
    arguments_are_no_more_than_values_may_be,
    a_string_from_the_memory_is_no_longer_than_values_may_be,
    a_joined_string_is_no_longer_than_values_may_be,
    arguments_that_are_kept_are_no_more_than_values_may_be,
    cells_have_a_limit,
    one_string_has_a_limit,
    one_buffer_has_a_limit,
    fuel_has_a_limit_in_all,
    fuel_is_counted_over_all_polls,
    a_limit_of_fuel_needs_a_runtime_that_counts,
];

fn program<R: Runtime>(wasm: &[u8], limits: Limits) -> Program<R> {
    R::instantiate(R::builder(DeterministicHost::new(1)).limits(limits), &R::parse(wasm)).unwrap()
}

/// Returns a started Go program that waits for calls.
fn started<R: Runtime>(limits: Limits) -> Program<R> {
    let builder = R::builder(DeterministicHost::new(1)).args(["greet", "-serve"]);
    let mut program = R::instantiate(builder.limits(limits).mount("/", MemFs::new()), R::greet()).unwrap();
    program.start().unwrap();
    program
}

/// Returns the limit that ended a program, and its value.
fn reached(error: &Error) -> Option<(Limit, u64)> {
    match error {
        Error::Traced { error, .. } => reached(error),
        Error::LimitReached { limit, max, .. } => Some((*limit, *max)),
        _ => None,
    }
}

/// Returns the message of the JavaScript error that was thrown.
fn thrown(error: Error) -> String {
    match error {
        Error::Thrown { message, .. } => message,
        error => panic!("{error}"),
    }
}

/// Checks that the program has ended and that its embedder keeps control: the embedder can take the program's output,
/// and run another program.
fn the_embedder_goes_on<R: Runtime>(mut ended: Program<R>) {
    assert!(matches!(ended.run(), Err(Error::Ended)));
    ended.host().take(Stream::Stdout);
    ended.collect();
    assert_eq!(started::<R>(Limits::default()).call::<f64>("add", (2, 40)).unwrap(), 42.0);
}

fn method(cx: &mut Caller<'_, DeterministicHost>, object: &str, name: &str) -> Result<(Object, Value), Thrown> {
    let global = cx.heap().global();
    let this = if object.is_empty() { global.into() } else { cx.get_named(global, object)? };
    let this = this.as_object().ok_or(Thrown::UNDEFINED)?;
    Ok((this, cx.get_named(this, name)?))
}

/// Returns the method `name` of a value.
fn method_of(cx: &mut Caller<'_, DeterministicHost>, this: Value, name: &str) -> Result<Value, Thrown> {
    let key = cx.heap().key_from(name);
    cx.get_value(this, key)
}

/// Returns a program that calls `stringVal` when it starts.
fn program_of_import<R: Runtime>(run: &str, limits: Limits) -> Program<R> {
    program::<R>(&go_module("syscall/js.stringVal", run, ""), limits)
}

/// Calls `object.name` with the result of `arguments` until the call throws. Returns the number of calls that did not
/// throw, and the message of the one that did.
fn until_it_throws<I: Instance<Host = DeterministicHost>>(
    program: &mut gojs::Program<I>,
    (object, name): (&str, &str),
    arguments: impl Fn(&mut Caller<'_, DeterministicHost>, Value) -> Vec<Value>,
) -> (usize, String) {
    let mut count = 0;
    let ended = program.with(|cx| {
        let (this, function) = method(cx, object, name)?;
        let (_, callback) = method(cx, "", "parseInt")?;
        while count < 10_000 {
            let arguments = arguments(cx, callback);
            cx.call(function, this.into(), &arguments)?;
            count += 1;
        }
        Ok(())
    });
    match ended {
        Err(Error::Thrown { message, .. }) => (count, message),
        ended => panic!("after {count} calls: {ended:?}"),
    }
}

fn a_linear_memory_grows_to_its_limit<R: Runtime>() {
    // Grows the memory by one page at a time, 200 times.
    let grow = repeated(200, "(drop (memory.grow (i32.const 1))) (call $import (i32.const 1024))");
    let mut program =
        program::<R>(&go_module("runtime.nanotime1", &grow, ""), Limits::default().linear_memory(1 << 20));
    let started = program.start();
    let size = program.instance().parts().0.size();
    match started {
        Ok(()) => assert_eq!(size, 1 << 20),
        // The runtime does not ask before it grows the memory: the program ends one page beyond the limit.
        Err(error) => {
            assert_eq!(reached(&error), Some((Limit::LinearMemory, 1 << 20)), "{error}");
            assert_eq!(size, (1 << 20) + (64 << 10));
            the_embedder_goes_on::<R>(program);
        }
    }
}

fn a_memory_that_is_too_large_from_the_start_is_refused<R: Runtime>() {
    let limits = Limits::default().linear_memory(65535);
    let builder = R::builder(DeterministicHost::new(1)).limits(limits);
    assert!(R::instantiate(builder, &R::parse(&idle_module())).is_err());
}

fn go_says_that_it_is_out_of_memory<R: Runtime>() {
    let limits = Limits::default().linear_memory(3 << 20);
    let builder = R::builder(DeterministicHost::new(1)).args(["greet", "-serve"]).limits(limits);
    let mut program = R::instantiate(builder, R::greet()).unwrap();
    // Instantiation may succeed, and so may the start.
    let ended = program.start().and_then(|()| {
        (0..200).try_for_each(|i| program.call::<String>("greet", (format!("{i}").repeat(50_000),)).map(drop))
    });
    let error = ended.unwrap_err();
    let says_so = String::from_utf8_lossy(program.host().stderr()).contains("out of memory");
    assert!(says_so || matches!(reached(&error), Some((Limit::LinearMemory, _))), "{error}");
}

fn timers_of_go_s_have_a_limit<R: Runtime>() {
    let wasm = go_module("runtime.scheduleTimeoutEvent", &repeated(1_000, "(call $import (i32.const 1024))"), "");
    let mut at_limit = program::<R>(&wasm, Limits::default().timers(1_000));
    at_limit.start().unwrap();
    let mut beyond = program::<R>(&wasm, Limits::default().timers(999));
    let error = beyond.start().unwrap_err();
    assert_eq!(reached(&error), Some((Limit::Timers, 999)));
    assert!(error.to_string().starts_with("limit exceeded: at most 999 timers allowed"), "{error}");
    the_embedder_goes_on::<R>(beyond);
}

fn timers_of_javascript_s_have_the_same_limit<R: Runtime>() {
    let mut program = started::<R>(Limits::default().timers(100));
    let (count, thrown) = until_it_throws(&mut program, ("", "setTimeout"), |_, callback| vec![callback, 1e6.into()]);
    assert_eq!((count, &*thrown), (100, "RangeError: Too many timers are running"));
    let (count, thrown) = until_it_throws(&mut program, ("AbortSignal", "timeout"), |_, _| vec![1e6.into()]);
    assert_eq!((count, &*thrown), (0, "RangeError: Too many timers are running"));
    assert_eq!(program.call::<f64>("add", (2, 40)).unwrap(), 42.0);
}

fn what_waits_has_a_limit<R: Runtime>() {
    for what in [("", "queueMicrotask"), ("process", "nextTick")] {
        let mut program = started::<R>(Limits::default().queue(50));
        let (count, thrown) = until_it_throws(&mut program, what, |_, callback| vec![callback]);
        assert_eq!((count, &*thrown), (50, "RangeError: Too many callbacks are waiting"), "{what:?}");
        // Once the callbacks have been called, the queue has room again.
        assert_eq!(program.call::<f64>("add", (2, 40)).unwrap(), 42.0);
        assert_eq!(until_it_throws(&mut program, what, |_, callback| vec![callback]).0, 50);
    }
}

fn what_the_embedder_queues_has_the_limit_too_and_it_is_told<R: Runtime>() {
    let mut program = started::<R>(Limits::default().queue(3));
    let add: Function = program.get("add").unwrap();
    for _ in 0..3 {
        program.queue(&add, (2, 40)).unwrap();
    }
    let refused = program.queue(&add, (2, 40)).unwrap_err();
    assert_eq!(reached(&refused), Some((Limit::Queue, 3)));
    while program.poll(Instant::ZERO).unwrap() == Poll::Ready {}
    program.queue(&add, (2, 40)).unwrap();
}

fn jobs_beyond_the_limit_end_the_program<R: Runtime>() {
    let limits = Limits::default().queue(100);
    let builder = R::builder(DeterministicHost::new(1)).limits(limits);
    let mut program = R::instantiate(builder, R::greet()).unwrap();
    // The promise is resolved, so each `then` queues a job immediately and never throws. No job runs before the program
    // starts.
    program
        .with(|cx| {
            let (promises, resolve) = method(cx, "Promise", "resolve")?;
            let promise = cx.call(resolve, promises.into(), &[])?;
            let then = cx.get_named(promise.as_object().ok_or(Thrown::UNDEFINED)?, "then")?;
            (0..101).try_for_each(|_| cx.call(then, promise, &[]).map(drop))
        })
        .unwrap();
    let error = program.start().unwrap_err();
    assert_eq!(reached(&error), Some((Limit::Queue, 100)), "{error}");
    the_embedder_goes_on::<R>(program);
}

fn open_files_have_a_limit<R: Runtime>() {
    let mut program = started::<R>(Limits::default().open_files(10));
    let open = |cx: &mut Caller<'_, DeterministicHost>, _| {
        ["/file", "w"].map(|text| Value::from(cx.heap().string(text))).to_vec()
    };
    let (count, thrown) = until_it_throws(&mut program, ("fs", "openSync"), open);
    // The standard streams use three more descriptors.
    assert_eq!(count, 7);
    assert!(thrown.contains("EMFILE"), "{thrown}");
}

fn what_go_s_runtime_writes_has_a_limit<R: Runtime>() {
    let write = "(i64.store (i32.const 1032) (i64.const 1))
        (i64.store (i32.const 1040) (i64.const 2048))
        (i32.store (i32.const 1048) (i32.const 4))
        (i32.store (i32.const 2048) (i32.const 0x64636261))
        (call $import (i32.const 1024))";
    let mut program =
        program::<R>(&go_module("runtime.wasmWrite", &repeated(3, write), ""), Limits::default().output_bytes(10));
    let error = program.start().unwrap_err();
    assert_eq!(reached(&error), Some((Limit::OutputBytes, 10)), "{error}");
    assert_eq!(program.host().take(Stream::Stdout), b"abcdabcdab");
    the_embedder_goes_on::<R>(program);
}

fn what_go_writes_has_the_same_limit_and_go_is_told<R: Runtime>() {
    let mut program = started::<R>(Limits::default().output_bytes(10));
    let write = |cx: &mut Caller<'_, DeterministicHost>, _| vec![Value::from(1.0), cx.heap().string("abcd").into()];
    let (count, thrown) = until_it_throws(&mut program, ("fs", "writeSync"), write);
    // The third call wrote the two bytes that still fit, and returned their number.
    assert_eq!(count, 3);
    assert!(thrown.starts_with("Error: EFBIG: file too large, write"), "{thrown}");
    assert_eq!(program.host().stdout(), b"abcdabcdab");
    // The limit applies to each stream separately.
    let write = |cx: &mut Caller<'_, DeterministicHost>, _| vec![Value::from(2.0), cx.heap().string("abcd").into()];
    assert_eq!(until_it_throws(&mut program, ("fs", "writeSync"), write).0, 3);
}

/// `new Array(…)` with 100,000 arguments, for each of which the host would allocate a value.
fn arguments_are_no_more_than_values_may_be<R: Runtime>() {
    let text = r#"(module
        (import "gojs" "syscall/js.valueGet" (func $get (param i32)))
        (import "gojs" "syscall/js.valueNew" (func $new (param i32)))
        (memory (export "mem") 16)
        (data (i32.const 16384) "Array")
        (func (export "run") (param i32 i32)
            (i64.store (i32.const 1032) (i64.const 0x7ff8000100000005))
            (i64.store (i32.const 1040) (i64.const 16384))
            (i64.store (i32.const 1048) (i64.const 5))
            (call $get (i32.const 1024))
            (i64.store (i32.const 2056) (i64.load (i32.const 1056)))
            (i64.store (i32.const 2064) (i64.const 65536))
            (i64.store (i32.const 2072) (i64.const 100000))
            (call $new (i32.const 2048))
            ;; 1: an array was made. 0: an error was thrown.
            (if (i32.load8_u (i32.const 2096)) (then (unreachable))))
        (func (export "resume"))
        (func (export "getsp") (result i32) (i32.const 1024)))"#;
    let mut program = program::<R>(&parse(text), Limits::default().heap_bytes(128 << 10));
    program.start().unwrap();
    let values = program.collect().bytes;
    assert!(values < 128 << 10, "{values} bytes");
}

/// None of the bytes is valid UTF-8: each becomes a U+FFFD, which is three bytes long.
fn a_string_from_the_memory_is_no_longer_than_values_may_be<R: Runtime>() {
    let frame = "(memory.fill (i32.const 16384) (i32.const 0xff) (i32.const 45000))
                 (i64.store (i32.const 1032) (i64.const 16384)) (i64.store (i32.const 1040) (i64.const 45000))";
    let wasm = go_module("syscall/js.stringVal", &format!("{frame} (call $import (i32.const 1024))"), "");
    let mut program = program::<R>(&wasm, Limits::default().heap_bytes(128 << 10));
    let error = program.start().unwrap_err();
    assert_eq!(reached(&error), Some((Limit::HeapBytes, 128 << 10)), "{error}");
    let values = program.collect().bytes;
    assert!(values < 128 << 10, "{values} bytes");
    the_embedder_goes_on::<R>(program);
}

/// An empty array with a length of four billion: the commas by themselves would exceed the limit.
fn a_joined_string_is_no_longer_than_values_may_be<R: Runtime>() {
    let mut program = started::<R>(Limits::default().heap_bytes(1 << 20));
    let error = program.with(|cx| {
        let (_, array) = method(cx, "", "Array")?;
        let long = cx.construct(array, &[4_294_967_295_u32.into()])?.as_object().ok_or(Thrown::UNDEFINED)?;
        cx.invoke(long, "join", &[]).map(drop)
    });
    assert_eq!(thrown(error.unwrap_err()), "RangeError: Invalid string length");
}

/// The host stores the arguments of callbacks and of bound functions, so they count against the heap limit.
fn arguments_that_are_kept_are_no_more_than_values_may_be<R: Runtime>() {
    for (object, name, first) in
        [("", "setTimeout", 2), ("", "setImmediate", 1), ("process", "nextTick", 1), ("", "bind", 1)]
    {
        let mut program = started::<R>(Limits::default().heap_bytes(1 << 20));
        let error = program.with(|cx| {
            let (_, function) = method(cx, "", "parseInt")?;
            let (this, keep) = match name {
                "bind" => (function, method_of(cx, function, name)?),
                _ => method(cx, object, name).map(|(this, keep)| (this.into(), keep))?,
            };
            let mut arguments = vec![function, 1_000_000.into()];
            arguments.resize(first + 5_000, Value::Null);
            // An array refers to the bound functions, so none can be collected.
            let kept = cx.heap().array([]);
            for _ in 0..200 {
                let result = cx.call(keep, this, &arguments)?;
                cx.invoke(kept, "push", &[result])?;
            }
            Ok(())
        });
        let error = error.unwrap_err();
        assert_eq!(reached(&error), Some((Limit::HeapBytes, 1 << 20)), "{name}: {error}");
        the_embedder_goes_on::<R>(program);
    }
}

/// Distinct strings that Go keeps; then objects that one call allocates, which is ended at twice the limit.
fn cells_have_a_limit<R: Runtime>() {
    let text = "(i32.store8 (i32.const 16384) (i32.and (i32.load (i32.const 512)) (i32.const 127)))
                (i32.store8 (i32.const 16385) (i32.shr_u (i32.load (i32.const 512)) (i32.const 7)))
                (i32.store (i32.const 512) (i32.add (i32.load (i32.const 512)) (i32.const 1)))
                (i64.store (i32.const 1032) (i64.const 16384)) (i64.store (i32.const 1040) (i64.const 2))
                (call $import (i32.const 1024))";
    let strings = |count: u32| program_of_import::<R>(&repeated(count, text), Limits::default().cells(5_000));
    strings(3_000).start().unwrap();
    let mut program = strings(5_000);
    let error = program.start().unwrap_err();
    assert_eq!(reached(&error), Some((Limit::Cells, 5_000)), "{error}");
    the_embedder_goes_on::<R>(program);

    let mut program = started::<R>(Limits::default().cells(5_000));
    let mut made = 0;
    let error = program.with(|cx| {
        let (array, from) = method(cx, "Array", "of")?;
        for _ in 0..20_000 {
            cx.call(from, array.into(), &[])?;
            made += 1;
        }
        Ok(())
    });
    let error = error.unwrap_err();
    assert_eq!(reached(&error), Some((Limit::Cells, 5_000)), "{error}");
    assert!((8_000..10_000).contains(&made), "{made}");
    // Unreachable cells are collected.
    let left = program.collect();
    assert!(left.objects + left.strings < 1_000, "{left:?}");
    the_embedder_goes_on::<R>(program);
}

/// A JavaScript method whose result would be too long throws. A string from Go that is too long ends the program,
/// because the import cannot report an error.
fn one_string_has_a_limit<R: Runtime>() {
    let limits = || Limits::default().string_bytes(1_000);
    let mut program = started::<R>(limits());
    program
        .with(|cx| {
            let text: Value = cx.heap().string("0123456789").into();
            let repeat = method_of(cx, text, "repeat")?;
            let whole = cx.call(repeat, text, &[100.into()])?;
            let whole_length = cx.to_string(whole).map(|whole| cx.heap().text(whole).len())?;
            assert_eq!(whole_length, 1_000);
            Ok(())
        })
        .unwrap();
    for (name, argument) in [("repeat", 101.0), ("padStart", 1_001.0), ("padEnd", 1_001.0)] {
        let error = program.with(|cx| {
            let text: Value = cx.heap().string("0123456789").into();
            let function = method_of(cx, text, name)?;
            cx.call(function, text, &[argument.into()]).map(drop)
        });
        assert_eq!(thrown(error.unwrap_err()), "RangeError: Invalid string length", "{name}");
    }
    let error = program.with(|cx| {
        let text: Value = cx.heap().string("İ".repeat(400).as_str()).into();
        let function = method_of(cx, text, "toLowerCase")?;
        cx.call(function, text, &[]).map(drop)
    });
    assert_eq!(thrown(error.unwrap_err()), "RangeError: Invalid string length");

    let frame = |length: u32| {
        format!(
            "(memory.fill (i32.const 16384) (i32.const 97) (i32.const {length}))
             (i64.store (i32.const 1032) (i64.const 16384)) (i64.store (i32.const 1040) (i64.const {length}))
             (call $import (i32.const 1024))"
        )
    };
    program_of_import::<R>(&frame(1_000), limits()).start().unwrap();
    let mut program = program_of_import::<R>(&frame(1_001), limits());
    let error = program.start().unwrap_err();
    assert_eq!(reached(&error), Some((Limit::StringBytes, 1_000)), "{error}");
    the_embedder_goes_on::<R>(program);
}

fn one_buffer_has_a_limit<R: Runtime>() {
    let mut program = started::<R>(Limits::default().buffer_bytes(1_000));
    for (class, max) in [("ArrayBuffer", 1_000), ("Uint8Array", 1_000), ("Float64Array", 125)] {
        let mut new = |length: u32| {
            program.with(|cx| {
                let (_, class) = method(cx, "", class)?;
                cx.construct(class, &[length.into()]).map(drop)
            })
        };
        new(max).unwrap();
        assert_eq!(thrown(new(max + 1).unwrap_err()), "RangeError: Array buffer allocation failed", "{class}");
    }
    // The embedder has already allocated the buffer when the limit is checked, so the program ends.
    let error = program.with(|cx| Ok(cx.heap().uint8_array(vec![0; 1_001]))).unwrap_err();
    assert_eq!(reached(&error), Some((Limit::BufferBytes, 1_000)), "{error}");
    the_embedder_goes_on::<R>(program);
}

fn fuel_has_a_limit_in_all<R: Runtime>() {
    let module = R::parse_metered(&go_module("debug", "(loop (br 0))", ""));
    let limits = Limits::default().fuel(1_000_000);
    let builder = || R::builder(DeterministicHost::new(1)).limits(limits);
    for builder in [builder(), builder().fuel_slice(10_000)] {
        let mut program = R::instantiate(builder, &module).unwrap();
        let error = program.run().unwrap_err();
        assert_eq!(reached(&error), Some((Limit::Fuel, 1_000_000)), "{error}");
        let used = program.fuel_used();
        assert!((990_000..=1_000_000).contains(&used), "{used}");
        the_embedder_goes_on::<R>(program);
    }
}

fn fuel_is_counted_over_all_polls<R: Runtime>() {
    // Each event spends a few thousand units, and schedules the next.
    let work = format!("{} (call $import (i32.const 1024))", repeated(1_000, ""));
    let module = R::parse_metered(&go_module("runtime.scheduleTimeoutEvent", &work, &work));
    let polls = |fuel: u64, slice: Option<u64>| -> u32 {
        let mut builder = R::builder(DeterministicHost::new(1)).limits(Limits::default().fuel(fuel));
        if let Some(slice) = slice {
            builder = builder.fuel_slice(slice);
        }
        let mut program = R::instantiate(builder, &module).unwrap();
        let mut now = Instant::ZERO;
        for polls in 0..10_000 {
            match program.poll(now) {
                Ok(_) => now = now + std::time::Duration::from_millis(1),
                Err(error) => {
                    assert_eq!(reached(&error), Some((Limit::Fuel, fuel)), "{error}");
                    return polls;
                }
            }
        }
        panic!("the program goes on");
    };
    let (few, many, in_slices) = (polls(100_000, None), polls(400_000, None), polls(100_000, Some(50_000)));
    assert!((5..=100).contains(&few), "{few}");
    assert!((3 * few..=5 * few).contains(&many), "{few} polls, and {many} with four times the fuel");
    assert!(in_slices.abs_diff(few) <= 1, "{few} polls, and {in_slices} in slices");
}

fn a_limit_of_fuel_needs_a_runtime_that_counts<R: Runtime>() {
    let limits = Limits::default().fuel(1_000_000);
    let made = R::instantiate(R::builder(DeterministicHost::new(1)).limits(limits), &R::parse(&idle_module()));
    assert!(matches!(made, Err(Error::Unmetered)));
}
