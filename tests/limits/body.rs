// The tests themselves: see main.rs.

use gojs::{
    DeterministicHost, Error, Limit, Limits, Memory, Poll, Stream,
    embed::{Caller, Function},
    fs::MemFs,
    js::{Object, Thrown, Value},
};

use super::runtime::{Program, module as greet, parse, parse_metered};
use crate::{go_module, repeated};

type Guest = Program<DeterministicHost>;

fn program(wasm: &[u8], limits: Limits) -> Guest {
    Program::builder(DeterministicHost::new(1)).limits(limits).instantiate(&parse(wasm)).unwrap()
}

/// A Go program that waits to be called.
fn started(limits: Limits) -> Guest {
    let builder = Program::builder(DeterministicHost::new(1)).args(["greet", "-serve"]);
    let mut program = builder.limits(limits).mount("/", MemFs::new()).instantiate(greet()).unwrap();
    program.start().unwrap();
    program
}

/// Which limit has ended a program, and how much it allows.
fn reached(error: &Error) -> Option<(Limit, u64)> {
    match error {
        Error::Traced { error, .. } => reached(error),
        Error::LimitReached { limit, most } => Some((*limit, *most)),
        _ => None,
    }
}

/// What JavaScript's error says that was thrown.
fn thrown(error: Error) -> String {
    match error {
        Error::Thrown { message, .. } => message,
        error => panic!("{error}"),
    }
}

/// The program has ended, and its embedder has not: what was written is there, and another program runs.
fn the_embedder_goes_on(mut ended: Guest) {
    assert!(matches!(ended.run(), Err(Error::Ended)));
    ended.host().take(Stream::Stdout);
    ended.collect();
    assert_eq!(started(Limits::default()).call::<f64>("add", (2, 40)).unwrap(), 42.0);
}

fn method(cx: &mut Caller<'_, DeterministicHost>, object: &str, name: &str) -> Result<(Object, Value), Thrown> {
    let global = cx.heap().global();
    let this = if object.is_empty() { global.into() } else { cx.get_named(global, object)? };
    let this = this.as_object().ok_or(Thrown::UNDEFINED)?;
    Ok((this, cx.get_named(this, name)?))
}

/// The method of a value.
fn method_of(cx: &mut Caller<'_, DeterministicHost>, this: Value, name: &str) -> Result<Value, Thrown> {
    let key = cx.heap().key_from(name);
    cx.get_value(this, key)
}

/// A program that calls `stringVal` as it starts.
fn program_of_import(run: &str, limits: Limits) -> Guest {
    program(&go_module("syscall/js.stringVal", run, ""), limits)
}

/// Calls `object.name` with what `arguments` makes, until it throws, and says how often it did not, and what it threw.
fn until_it_throws(
    program: &mut Guest,
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

#[test]
fn a_linear_memory_grows_to_its_limit() {
    // One page at a time, until there are two hundred, or it fails.
    let grow = repeated(200, "(drop (memory.grow (i32.const 1))) (call $import (i32.const 1024))");
    let mut program = program(&go_module("runtime.nanotime1", &grow, ""), Limits::default().linear_memory(1 << 20));
    let started = program.start();
    let size = gojs::Instance::parts(program.instance()).0.size();
    match started {
        Ok(()) => assert_eq!(size, 1 << 20),
        // A runtime that does not ask: one page more, and it is ended.
        Err(error) => {
            assert_eq!(reached(&error), Some((Limit::LinearMemory, 1 << 20)), "{error}");
            assert_eq!(size, (1 << 20) + (64 << 10));
            the_embedder_goes_on(program);
        }
    }
}

#[test]
fn a_memory_that_is_too_large_from_the_start_is_refused() {
    let limits = Limits::default().linear_memory(65535);
    let made = Program::builder(DeterministicHost::new(1)).limits(limits);
    assert!(made.instantiate(&parse(&go_module("debug", "", ""))).is_err());
}

#[test]
fn go_says_that_it_is_out_of_memory() {
    let limits = Limits::default().linear_memory(3 << 20);
    let mut program = Program::builder(DeterministicHost::new(1))
        .args(["greet", "-serve"])
        .limits(limits)
        .instantiate(greet())
        .unwrap();
    // It may start, and gets no further.
    let ended = program.start().and_then(|()| {
        (0..200).try_for_each(|i| program.call::<String>("greet", (format!("{i}").repeat(50_000),)).map(drop))
    });
    let error = ended.unwrap_err();
    let says_so = String::from_utf8_lossy(program.host().stderr()).contains("out of memory");
    assert!(says_so || matches!(reached(&error), Some((Limit::LinearMemory, _))), "{error}");
}

#[test]
fn timers_of_go_s_have_a_limit() {
    let wasm = go_module("runtime.scheduleTimeoutEvent", &repeated(1_000, "(call $import (i32.const 1024))"), "");
    let mut at_limit = program(&wasm, Limits::default().timers(1_000));
    at_limit.start().unwrap();
    let mut beyond = program(&wasm, Limits::default().timers(999));
    let error = beyond.start().unwrap_err();
    assert_eq!(reached(&error), Some((Limit::Timers, 999)));
    assert!(error.to_string().starts_with("the program has more than the 999 timers that it may have"), "{error}");
    the_embedder_goes_on(beyond);
}

#[test]
fn timers_of_javascript_s_have_the_same_limit() {
    let mut program = started(Limits::default().timers(100));
    let (count, thrown) = until_it_throws(&mut program, ("", "setTimeout"), |_, callback| vec![callback, 1e6.into()]);
    assert_eq!((count, &*thrown), (100, "RangeError: Too many timers are running"));
    let (count, thrown) = until_it_throws(&mut program, ("AbortSignal", "timeout"), |_, _| vec![1e6.into()]);
    assert_eq!((count, &*thrown), (0, "RangeError: Too many timers are running"));
    assert_eq!(program.call::<f64>("add", (2, 40)).unwrap(), 42.0);
}

#[test]
fn what_waits_has_a_limit() {
    for what in [("", "queueMicrotask"), ("process", "nextTick")] {
        let mut program = started(Limits::default().queue(50));
        let (count, thrown) = until_it_throws(&mut program, what, |_, callback| vec![callback]);
        assert_eq!((count, &*thrown), (50, "RangeError: Too many callbacks are waiting"), "{what:?}");
        // They are called, and there is room again.
        assert_eq!(program.call::<f64>("add", (2, 40)).unwrap(), 42.0);
        assert_eq!(until_it_throws(&mut program, what, |_, callback| vec![callback]).0, 50);
    }
}

#[test]
fn what_the_embedder_queues_has_the_limit_too_and_it_is_told() {
    let mut program = started(Limits::default().queue(3));
    let add: Function = program.get("add").unwrap();
    for _ in 0..3 {
        program.queue(&add, (2, 40)).unwrap();
    }
    let refused = program.queue(&add, (2, 40)).unwrap_err();
    assert_eq!(reached(&refused), Some((Limit::Queue, 3)));
    while program.poll(gojs::Instant::ZERO).unwrap() == Poll::Ready {}
    program.queue(&add, (2, 40)).unwrap();
}

#[test]
fn jobs_beyond_the_limit_end_the_program() {
    let limits = Limits::default().queue(100);
    let mut program = Program::builder(DeterministicHost::new(1)).limits(limits).instantiate(greet()).unwrap();
    // Each `then` is a job at once, and throws nothing. Before the program has started nothing does them.
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
    the_embedder_goes_on(program);
}

#[test]
fn open_files_have_a_limit() {
    let mut program = started(Limits::default().open_files(10));
    let open = |cx: &mut Caller<'_, DeterministicHost>, _| {
        ["/file", "w"].map(|text| Value::from(cx.heap().string(text))).to_vec()
    };
    let (count, thrown) = until_it_throws(&mut program, ("fs", "openSync"), open);
    // Three are the streams.
    assert_eq!(count, 7);
    assert!(thrown.contains("EMFILE"), "{thrown}");
}

#[test]
fn what_go_s_runtime_writes_has_a_limit() {
    let write = "(i64.store (i32.const 1032) (i64.const 1))
        (i64.store (i32.const 1040) (i64.const 2048))
        (i32.store (i32.const 1048) (i32.const 4))
        (i32.store (i32.const 2048) (i32.const 0x64636261))
        (call $import (i32.const 1024))";
    let mut program =
        program(&go_module("runtime.wasmWrite", &repeated(3, write), ""), Limits::default().output_bytes(10));
    let error = program.start().unwrap_err();
    assert_eq!(reached(&error), Some((Limit::OutputBytes, 10)), "{error}");
    assert_eq!(program.host().take(Stream::Stdout), b"abcdabcdab");
    the_embedder_goes_on(program);
}

#[test]
fn what_go_writes_has_the_same_limit_and_go_is_told() {
    let mut program = started(Limits::default().output_bytes(10));
    let write = |cx: &mut Caller<'_, DeterministicHost>, _| vec![Value::from(1.0), cx.heap().string("abcd").into()];
    let (count, thrown) = until_it_throws(&mut program, ("fs", "writeSync"), write);
    // The third call has written what still fitted, and says so.
    assert_eq!(count, 3);
    assert!(thrown.starts_with("Error: EFBIG: file too large, write"), "{thrown}");
    assert_eq!(program.host().stdout(), b"abcdabcdab");
    // The other stream has an allowance of its own.
    let write = |cx: &mut Caller<'_, DeterministicHost>, _| vec![Value::from(2.0), cx.heap().string("abcd").into()];
    assert_eq!(until_it_throws(&mut program, ("fs", "writeSync"), write).0, 3);
}

/// `new Array(…)` with so many arguments as the guest's memory holds: whatever is called would make values of each.
#[test]
fn arguments_are_no_more_than_values_may_be() {
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
            ;; Whether an array was made, or an error thrown.
            (if (i32.load8_u (i32.const 2096)) (then (unreachable))))
        (func (export "resume"))
        (func (export "getsp") (result i32) (i32.const 1024)))"#;
    let mut program = program(&wat::parse_str(text).unwrap(), Limits::default().heap_bytes(128 << 10));
    program.start().unwrap();
    let values = program.collect().bytes;
    assert!(values < 128 << 10, "{values} bytes");
}

/// Each of the bytes becomes three, for none is a character's.
#[test]
fn a_string_from_the_memory_is_no_longer_than_values_may_be() {
    let frame = "(memory.fill (i32.const 16384) (i32.const 0xff) (i32.const 45000))
                 (i64.store (i32.const 1032) (i64.const 16384)) (i64.store (i32.const 1040) (i64.const 45000))";
    let wasm = go_module("syscall/js.stringVal", &format!("{frame} (call $import (i32.const 1024))"), "");
    let mut program = program(&wasm, Limits::default().heap_bytes(128 << 10));
    let error = program.start().unwrap_err();
    assert_eq!(reached(&error), Some((Limit::HeapBytes, 128 << 10)), "{error}");
    let values = program.collect().bytes;
    assert!(values < 128 << 10, "{values} bytes");
    the_embedder_goes_on(program);
}

/// Of an array with nothing in it, of a length that it was told: the commas alone would be more than there may be.
#[test]
fn a_joined_string_is_no_longer_than_values_may_be() {
    let mut program = started(Limits::default().heap_bytes(1 << 20));
    let error = program.with(|cx| {
        let (_, array) = method(cx, "", "Array")?;
        let long = cx.construct(array, &[4_294_967_295_u32.into()])?.as_object().ok_or(Thrown::UNDEFINED)?;
        cx.call_method(long, "join", &[]).map(drop)
    });
    assert_eq!(thrown(error.unwrap_err()), "RangeError: Invalid string length");
}

/// What a callback is called with later, and what a function is bound to, is kept by the host: it counts as values do.
#[test]
fn arguments_that_are_kept_are_no_more_than_values_may_be() {
    for (object, name, first) in
        [("", "setTimeout", 2), ("", "setImmediate", 1), ("process", "nextTick", 1), ("", "bind", 1)]
    {
        let mut program = started(Limits::default().heap_bytes(1 << 20));
        let error = program.with(|cx| {
            let (_, function) = method(cx, "", "parseInt")?;
            let (this, keep) = match name {
                "bind" => (function, method_of(cx, function, name)?),
                _ => method(cx, object, name).map(|(this, keep)| (this.into(), keep))?,
            };
            let mut arguments = vec![function, 1_000_000.into()];
            arguments.resize(first + 5_000, Value::Null);
            // What is bound is referred to: nothing of it can be collected.
            let kept = cx.heap().array([]);
            for _ in 0..200 {
                let result = cx.call(keep, this, &arguments)?;
                cx.call_method(kept, "push", &[result])?;
            }
            Ok(())
        });
        let error = error.unwrap_err();
        assert_eq!(reached(&error), Some((Limit::HeapBytes, 1 << 20)), "{name}: {error}");
        the_embedder_goes_on(program);
    }
}

/// Of strings that Go keeps, each its own, and of objects that one call makes: that ends when there are twice as many.
#[test]
fn cells_have_a_limit() {
    let text = "(i32.store8 (i32.const 16384) (i32.and (i32.load (i32.const 512)) (i32.const 127)))
                (i32.store8 (i32.const 16385) (i32.shr_u (i32.load (i32.const 512)) (i32.const 7)))
                (i32.store (i32.const 512) (i32.add (i32.load (i32.const 512)) (i32.const 1)))
                (i64.store (i32.const 1032) (i64.const 16384)) (i64.store (i32.const 1040) (i64.const 2))
                (call $import (i32.const 1024))";
    let strings = |count: u32| program_of_import(&repeated(count, text), Limits::default().cells(5_000));
    strings(3_000).start().unwrap();
    let mut program = strings(5_000);
    let error = program.start().unwrap_err();
    assert_eq!(reached(&error), Some((Limit::Cells, 5_000)), "{error}");
    the_embedder_goes_on(program);

    let mut program = started(Limits::default().cells(5_000));
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
    // What nothing refers to is no longer there.
    let left = program.collect();
    assert!(left.objects + left.strings < 1_000, "{left:?}");
    the_embedder_goes_on(program);
}

/// What makes a string by what JavaScript can throw is told; what Go passes has no way to be.
#[test]
fn one_string_has_a_limit() {
    let limits = || Limits::default().string_bytes(1_000);
    let mut program = started(limits());
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
    program_of_import(&frame(1_000), limits()).start().unwrap();
    let mut program = program_of_import(&frame(1_001), limits());
    let error = program.start().unwrap_err();
    assert_eq!(reached(&error), Some((Limit::StringBytes, 1_000)), "{error}");
    the_embedder_goes_on(program);
}

#[test]
fn one_buffer_has_a_limit() {
    let mut program = started(Limits::default().buffer_bytes(1_000));
    for (class, most) in [("ArrayBuffer", 1_000), ("Uint8Array", 1_000), ("Float64Array", 125)] {
        let mut new = |length: u32| {
            program.with(|cx| {
                let (_, class) = method(cx, "", class)?;
                cx.construct(class, &[length.into()]).map(drop)
            })
        };
        new(most).unwrap();
        assert_eq!(thrown(new(most + 1).unwrap_err()), "RangeError: Array buffer allocation failed", "{class}");
    }
    // It was made before anybody could be told.
    let error = program.with(|cx| Ok(cx.heap().uint8_array(vec![0; 1_001]))).unwrap_err();
    assert_eq!(reached(&error), Some((Limit::BufferBytes, 1_000)), "{error}");
    the_embedder_goes_on(program);
}

#[test]
fn fuel_has_a_limit_in_all() {
    let wasm = parse_metered(&go_module("debug", "(loop (br 0))", ""));
    let limits = Limits::default().fuel(1_000_000);
    let builder = || Program::builder(DeterministicHost::new(1)).limits(limits);
    for mut program in [builder().instantiate(&wasm).unwrap(), builder().fuel_slice(10_000).instantiate(&wasm).unwrap()]
    {
        let error = program.run().unwrap_err();
        assert_eq!(reached(&error), Some((Limit::Fuel, 1_000_000)), "{error}");
        the_embedder_goes_on(program);
    }
}

#[test]
fn fuel_is_counted_over_all_polls() {
    // Each event takes some thousand units, and asks for the next.
    let work = format!("{} (call $import (i32.const 1024))", repeated(1_000, ""));
    let wasm = parse_metered(&go_module("runtime.scheduleTimeoutEvent", &work, &work));
    let polls = |fuel: u64, slice: Option<u64>| -> u32 {
        let mut builder = Program::builder(DeterministicHost::new(1)).limits(Limits::default().fuel(fuel));
        if let Some(slice) = slice {
            builder = builder.fuel_slice(slice);
        }
        let mut program = builder.instantiate(&wasm).unwrap();
        let mut now = gojs::Instant::ZERO;
        for polls in 0..10_000 {
            match program.poll(now) {
                Ok(_) => now = now + std::time::Duration::from_millis(1),
                Err(error) => {
                    assert_eq!(reached(&error), Some((Limit::Fuel, fuel)), "{error}");
                    return polls;
                }
            }
        }
        panic!("it goes on");
    };
    let (few, many, in_slices) = (polls(100_000, None), polls(400_000, None), polls(100_000, Some(50_000)));
    assert!((5..=100).contains(&few), "{few}");
    assert!((3 * few..=5 * few).contains(&many), "{few} polls, and {many} with four times the fuel");
    assert!(in_slices.abs_diff(few) <= 1, "{few} polls, and {in_slices} in slices");
}

#[test]
fn a_limit_of_fuel_needs_a_runtime_that_counts() {
    let limits = Limits::default().fuel(1_000_000);
    let made =
        Program::builder(DeterministicHost::new(1)).limits(limits).instantiate(&parse(&go_module("debug", "", "")));
    assert!(matches!(made, Err(Error::Unmetered)));
}
