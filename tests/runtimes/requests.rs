//! A program's requests to its host spend fuel in proportion to the work, and end the program at its fuel limit.
//!
//! `benches/requests.rs` measures the host time that a unit of fuel buys, with the same requests.

use gojs::{
    DeterministicHost, Error, Instance, Instant, Limit, Limits, Memory, Poll,
    embed::{Caller, Function, Rooted},
    fs::MemFs,
    js::{Object, Thrown, Value},
};
use gojs_tests::requests::REQUESTS;
use gojs_tests::runtime::{Builder, Program, Runtime, Wasmi};
use gojs_tests::{modules, on_each_runtime};

on_each_runtime![
    a_request_without_end_ends_the_program,
    what_is_gathered_counts_before_it_is_a_value,
    what_is_shown_is_no_longer_than_a_string_may_be,
    a_table_that_would_be_too_large_is_not_made,
    a_request_for_memory_without_end_ends_the_program,
    no_promise_catches_the_end,
    an_import_takes_its_price_from_the_fuel_of_the_wasm_that_calls_it,
    what_an_import_does_uses_up_the_slice,
    what_can_not_be_paid_is_not_done,
    callbacks_without_go_use_up_the_slice,
    a_call_and_a_poll_count_the_same_fuel_for_a_function,
];

/// More fuel than any test spends.
const PLENTY: u64 = 1 << 50;

/// Returns a module with four pages of memory. `run` is the body of its `run`, and can call the import as `$import`.
fn module(import: &str, run: &str) -> Vec<u8> {
    let text = modules::go_module_text(import, 1024, run, "");
    modules::parse(&text.replace(r#"(memory (export "mem") 1)"#, r#"(memory (export "mem") 4)"#))
}

fn guest<R: Runtime>(wasm: &[u8], with: impl FnOnce(Builder<R>) -> Builder<R>) -> Program<R> {
    let builder = R::builder(DeterministicHost::new(1)).mount("/", MemFs::new());
    R::instantiate(with(builder), &R::parse_metered(wasm)).unwrap()
}

fn idle<R: Runtime>(with: impl FnOnce(Builder<R>) -> Builder<R>) -> Program<R> {
    guest::<R>(&modules::idle_module(), with)
}

fn cause(error: Error) -> Error {
    match error {
        Error::Traced { error, .. } => *error,
        error => error,
    }
}

/// `Array.prototype.name.call({ length: 2 ** 53 - 1 }, …)`
fn endless(cx: &mut Caller<'_, DeterministicHost>, name: &str) -> Result<Value, Thrown> {
    let global = cx.heap().global();
    let named = |cx: &mut Caller<'_, DeterministicHost>, object: Value, name: &str| {
        cx.get_named(object.as_object().unwrap(), name)
    };
    let array = cx.get_named(global, "Array")?;
    let prototype = named(cx, array, "prototype")?;
    let function = named(cx, prototype, name)?;
    let callback = cx.get_named(global, "Boolean")?;
    let long: Object = cx.heap().object();
    cx.heap().define_data(long, "length", 9_007_199_254_740_991.0);
    cx.call(function, long.into(), &[callback])
}

fn a_request_without_end_ends_the_program<R: Runtime>() {
    for name in ["indexOf", "lastIndexOf", "includes", "some", "find", "findLast", "forEach", "reduceRight", "reverse"]
    {
        let mut program = idle::<R>(|builder| builder.fuel_slice(100_000).fuel_overdraft(1_000_000));
        let error = cause(program.with(|cx| endless(cx, name)).unwrap_err());
        assert!(matches!(error, Error::OutOfFuel { slice: 100_000, overdraft: 1_000_000, .. }), "{name}: {error}");
        assert!(matches!(program.run(), Err(Error::Ended)), "{name}");

        let mut program = idle::<R>(|builder| builder.limits(Limits::default().fuel(3_000_000)));
        let error = cause(program.with(|cx| endless(cx, name)).unwrap_err());
        assert!(matches!(error, Error::LimitReached { limit: Limit::Fuel, max: 3_000_000, .. }), "{name}: {error}");
    }
}

/// A native function that collects 16 million elements or a million keys pays for them as their number grows, before it
/// creates a value from them.
fn what_is_gathered_counts_before_it_is_a_value<R: Runtime>() {
    type Ask = fn(&mut Caller<'_, DeterministicHost>) -> Result<Value, Thrown>;
    let flat: Ask = |cx| {
        let array = cx.heap().array([Value::Undefined; 16]);
        for index in 0..16 {
            let key = cx.heap().key_from(&index.to_string());
            cx.set(array, key, array.into())?;
        }
        cx.invoke(array, "flat", &[5.into()])
    };
    let keys: Ask = |cx| {
        let bytes = cx.heap().uint8_array(vec![0; 1_000_000]);
        let global = cx.heap().global();
        let object = cx.get_named(global, "Object")?.as_object().unwrap();
        cx.invoke(object, "keys", &[bytes.into()])
    };
    let filter: Ask = |cx| {
        let bytes = cx.heap().uint8_array(vec![0; 1_000_000]);
        let is_finite = cx.heap().global();
        let is_finite = cx.get_named(is_finite, "isFinite")?;
        cx.invoke(bytes, "filter", &[is_finite])
    };
    let group_by: Ask = |cx| {
        let bytes = cx.heap().uint8_array(vec![0; 1_000_000]);
        let global = cx.heap().global();
        let is_finite = cx.get_named(global, "isFinite")?;
        let object = cx.get_named(global, "Object")?.as_object().unwrap();
        cx.invoke(object, "groupBy", &[bytes.into(), is_finite])
    };
    // The fuel per element is the same on all targets. But the heap limit is in bytes, so more elements fit where
    // `Value` is smaller.
    let flat_max = 80_000_000 / size_of::<Value>() as u64;
    for (name, ask, max) in [
        ("flat", flat, flat_max),
        ("keys", keys, 2_000_000),
        ("filter", filter, 2 * flat_max),
        ("groupBy", group_by, 2 * flat_max),
    ] {
        let mut program = idle::<R>(|builder| builder.limits(Limits::default().heap_bytes(4 << 20).fuel(PLENTY)));
        let error = cause(program.with(|cx| ask(cx).map(drop)).unwrap_err());
        assert!(matches!(error, Error::LimitReached { limit: Limit::HeapBytes, .. }), "{name}: {error}");
        let taken = program.fuel_used();
        assert!(taken < max, "{name}: {taken} units of fuel");
    }
}

fn what_is_shown_is_no_longer_than_a_string_may_be<R: Runtime>() {
    let mut program = idle::<R>(|builder| builder.limits(Limits::default().heap_bytes(4 << 20)));
    let error = program.with(|cx| {
        let long: Value = cx.heap().string(&"a".repeat(1 << 20)).into();
        let global = cx.heap().global();
        let console = cx.get_named(global, "console")?.as_object().unwrap();
        cx.invoke(console, "log", &[long; 100]).map(drop)
    });
    let error = cause(error.unwrap_err());
    assert!(matches!(error, Error::LimitReached { limit: Limit::HeapBytes, .. }), "{error}");
    assert!(program.host().stdout().len() <= 4 << 20);
}

/// Each row has every column, and each column is as wide as its widest cell, so a small request asks for a large table.
fn a_table_that_would_be_too_large_is_not_made<R: Runtime>() {
    type Rows = fn(&mut Caller<'_, DeterministicHost>) -> Vec<Value>;
    let cells_apart: Rows = |cx| {
        (0..4_000)
            .map(|index| {
                let row = cx.heap().object();
                cx.heap().define_data(row, &format!("column {index}"), index);
                row.into()
            })
            .collect()
    };
    // All rows are one string, of the maximum length that is shown of a string.
    let all_are_wide: Rows = |cx| vec![cx.heap().string(&"a".repeat(9_000)).into(); 10_000];
    let one_is_wide: Rows = |cx| {
        let wide = cx.heap().string(&"a".repeat(9_000)).into();
        [wide].into_iter().chain((0..10_000).map(Value::from)).collect()
    };
    for (rows, said) in [
        (cells_apart, "Invalid string length"),
        (one_is_wide, "Invalid string length"),
        (all_are_wide, "bytes of JavaScript values"),
    ] {
        let print = |program: &mut Program<R>| {
            program.with(|cx| {
                let rows = rows(cx);
                let rows = cx.heap().array(rows);
                let global = cx.heap().global();
                let console = cx.get_named(global, "console")?.as_object().unwrap();
                cx.invoke(console, "table", &[rows.into()]).map(drop)
            })
        };
        let mut program = idle::<R>(|builder| builder.limits(Limits::default().heap_bytes(32 << 20)));
        let error = print(&mut program).unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
        assert!(program.host().stdout().is_empty());

        let mut program = idle::<R>(|builder| builder.limits(Limits::default().fuel(50_000_000)));
        let error = cause(print(&mut program).unwrap_err());
        assert!(matches!(error, Error::LimitReached { limit: Limit::Fuel, .. }), "{error}");
    }
}

/// Nothing can be freed while a native function runs, so the function must not fill the memory.
fn a_request_for_memory_without_end_ends_the_program<R: Runtime>() {
    let mut program = idle::<R>(|builder| builder.limits(Limits::default().heap_bytes(1 << 20)));
    let error = cause(program.with(|cx| endless(cx, "fill")).unwrap_err());
    assert!(matches!(error, Error::LimitReached { limit: Limit::HeapBytes, max: 0x10_0000, .. }), "{error}");
    // At most twice the limit, and a vector's spare capacity.
    let left = program.heap().statistics().bytes;
    assert!(left < 6 << 20, "{left} bytes");
}

/// The guest cannot catch the exception that is thrown when the fuel runs out.
fn no_promise_catches_the_end<R: Runtime>() {
    let mut program = idle::<R>(|builder| builder.fuel_slice(100_000).fuel_overdraft(0));
    let error = program.with(|cx| {
        let global = cx.heap().global();
        let promise = cx.get_named(global, "Promise")?;
        let executor = cx.heap().object();
        cx.heap().define_data(executor, "length", 9_007_199_254_740_991.0);
        let array = cx.get_named(global, "Array")?;
        let prototype = cx.get_named(array.as_object().unwrap(), "prototype")?;
        let some = cx.get_named(prototype.as_object().unwrap(), "some")?;
        let parse = cx.get_named(global, "parseInt")?;
        let bound = cx.invoke(some.as_object().unwrap(), "bind", &[executor.into(), parse])?;
        // The executor throws, which rejects the promise.
        let made = cx.construct(promise, &[bound])?;
        let handler = cx.invoke(parse.as_object().unwrap(), "bind", &[])?;
        cx.invoke(made.as_object().unwrap(), "catch", &[handler])
    });
    let error = cause(error.unwrap_err());
    assert!(matches!(error, Error::OutOfFuel { .. }), "{error}");
}

/// Returns the fuel that one call of an import spends, plus the few units of the loop around it.
fn turn<R: Runtime>(import: &str, frame: &str) -> u64 {
    let fuel = |count: u32| {
        let run = frame.to_owned() + &modules::repeated(count, "(call $import (i32.const 1024))");
        let mut program = guest::<R>(&module(import, &run), |builder| builder.fuel_slice(PLENTY));
        program.start().unwrap();
        program.fuel_used()
    };
    (fuel(2_000) - fuel(1_000)) / 1_000
}

fn an_import_takes_its_price_from_the_fuel_of_the_wasm_that_calls_it<R: Runtime>() {
    let nothing = turn::<R>("runtime.resetMemoryDataView", "");
    assert!((20..60).contains(&nothing), "{nothing}");
    // `getRandomData` of 0 bytes, and of 100,000 bytes.
    let random = |length: u32| {
        turn::<R>(
            "runtime.getRandomData",
            &format!("(i64.store (i32.const 1032) (i64.const 4096)) (i64.store (i32.const 1040) (i64.const {length}))"),
        )
    };
    let (little, much) = (random(0), random(100_000));
    assert!(little > nothing && much > little + 50_000, "{little} and {much}");
}

fn what_an_import_does_uses_up_the_slice<R: Runtime>() {
    let frame = "(i64.store (i32.const 1032) (i64.const 4096)) (i64.store (i32.const 1040) (i64.const 100000))";
    let run = format!("{frame} (loop (call $import (i32.const 1024)) (br 0))");
    let mut program = guest::<R>(&module("runtime.getRandomData", &run), |builder| builder.fuel_slice(1_000_000));
    let mut polls = 0;
    let end = loop {
        match program.poll(Instant::ZERO) {
            Ok(Poll::Ready) if polls < 100 => polls += 1,
            end => break end,
        }
        let taken = program.fuel_used();
        assert!(taken < (polls + 1) * 1_200_000, "{taken} after {polls} polls");
    };
    // A runtime that cannot suspend Go in the middle continues into the overdraft, and ends the program there.
    match end {
        Ok(end) => assert_eq!((end, polls), (Poll::Ready, 100)),
        Err(error) => assert!(matches!(cause(error), Error::OutOfFuel { .. })),
    }
}

/// A request whose cost depends on its size is charged before it is executed, and is not executed if the fuel does not
/// suffice.
fn what_can_not_be_paid_is_not_done<R: Runtime>() {
    // The buffer lies after the program's arguments.
    let frame = "(i64.store (i32.const 1032) (i64.const 50000)) (i64.store (i32.const 1040) (i64.const 200000))";
    let random = module("runtime.getRandomData", &format!("{frame} (call $import (i32.const 1024))"));
    let frame = "(i64.store (i32.const 1032) (i64.const 1)) (i64.store (i32.const 1040) (i64.const 50000))
                 (i32.store (i32.const 1048) (i32.const 200000))";
    let write = module("runtime.wasmWrite", &format!("{frame} (call $import (i32.const 1024))"));
    for (wasm, slice) in [(random, 100_000), (write, 10_000)] {
        let enough = |slice| {
            let mut program = guest::<R>(&wasm, |builder| builder.fuel_slice(slice).fuel_overdraft(0));
            let end = program.start();
            let mut bytes = [0; 64];
            program.instance().parts().0.read(50_000, &mut bytes).unwrap();
            (end.map_err(cause), bytes != [0; 64] || !program.host().stdout().is_empty())
        };
        let end = enough(slice);
        assert!(matches!(end, (Err(Error::OutOfFuel { .. }), false)), "{end:?}");
        let end = enough(10 * slice);
        assert!(matches!(end, (Ok(_), true)), "{end:?}");
    }
}

/// `f = Reflect.apply.bind(null, fs.stat, fs, ["/", f])`: each call of `f` makes it the callback of `fs.stat`.
fn callbacks_without_go_use_up_the_slice<R: Runtime>() {
    let mut program = idle::<R>(|builder| builder.fuel_slice(50_000));
    program.start().unwrap();
    program
        .with(|cx| {
            let global = cx.heap().global();
            let [reflect, fs] = ["Reflect", "fs"].map(|name| cx.get_named(global, name));
            let (reflect, fs) = (reflect?.as_object().unwrap(), fs?.as_object().unwrap());
            let (apply, stat) = (cx.get_named(reflect, "apply")?, cx.get_named(fs, "stat")?);
            let root = cx.heap().string("/");
            let list = cx.heap().array([root.into()]);
            let bound = [Value::Null, stat, fs.into(), list.into()];
            let itself = cx.invoke(apply.as_object().unwrap(), "bind", &bound)?;
            cx.invoke(list, "push", &[itself])?;
            cx.call(itself, Value::Undefined, &[])
        })
        .unwrap();
    for _ in 0..50 {
        let before = program.fuel_used();
        assert_eq!(program.poll(Instant::ZERO).unwrap(), Poll::Ready);
        let taken = program.fuel_used() - before;
        assert!((50_000..60_000).contains(&taken), "{taken}");
    }
}

/// Native functions charge the same on each runtime.
#[test]
fn every_request_costs_in_proportion_to_its_work() {
    let module = Wasmi::parse_metered(&modules::idle_module());
    for request in REQUESTS {
        let [less, more] = [1, 4].map(|times| {
            let builder = Wasmi::builder(DeterministicHost::new(1)).mount("/", MemFs::new());
            let builder = builder.limits(Limits::default().heap_bytes(1 << 30)).fuel_slice(PLENTY);
            let mut program = Wasmi::instantiate(builder, &module).unwrap();
            // The sizes are large enough that the constant part of the cost is small.
            let size = request.size / 4 * times;
            let rooted: Vec<Rooted> = program
                .with(|cx| {
                    let made = (request.prepare)(cx, size)?;
                    Ok(made.into_iter().map(|value| cx.heap().root(value)).collect())
                })
                .unwrap();
            let values: Vec<Value> = rooted.iter().map(|value| value.value(program.heap())).collect();
            let before = program.fuel_used();
            program.with(|cx| (request.ask)(cx, &values).map(drop)).unwrap();
            program.fuel_used() - before
        });
        assert!(more > less * 5 / 2, "{}: {less} units, and {more} for four times as much", request.name);
    }
}

/// A Go function costs the same in a poll, where it can be suspended, as in a call, where it can't.
fn a_call_and_a_poll_count_the_same_fuel_for_a_function<R: Runtime>() {
    let module = R::parse_metered(modules::greet());
    let costs = |slice: u64, act: fn(&mut Program<R>, &Function)| {
        let builder = R::builder(DeterministicHost::new(1)).args(["greet", "-serve"]);
        let mut program = R::instantiate(builder.fuel_slice(slice), &module).unwrap();
        program.start().unwrap();
        while program.poll(Instant::ZERO).unwrap() == Poll::Ready {}
        let add: Function = program.get("add").unwrap();
        [(); 3].map(|()| {
            let before = program.fuel_used();
            act(&mut program, &add);
            let after = program.fuel_used();
            // This poll has nothing to do.
            assert!(matches!(program.poll(Instant::ZERO).unwrap(), Poll::Waiting { .. }));
            assert_eq!(program.fuel_used(), after, "a slice of {slice}");
            after - before
        })
    };
    let call = |program: &mut Program<R>, add: &Function| {
        assert_eq!(program.call_function::<f64>(add, (2, 40)).unwrap(), 42.0);
    };
    let queue = |program: &mut Program<R>, add: &Function| {
        program.queue(add, (2, 40)).unwrap();
        while program.poll(Instant::ZERO).unwrap() == Poll::Ready {}
    };
    // Within the slice, and beyond it.
    let called = costs(PLENTY, call);
    assert_eq!(costs(10_000, call), called);
    let queued = costs(PLENTY, queue);
    assert_eq!(costs(10_000, queue), queued);
    // Only the queue has a price besides.
    let price = queued[0] - called[0];
    assert_eq!(queued, called.map(|cost| cost + price));
    assert!(called[0] > 1_000 && price < 1_000, "{called:?} and {price}");
}
