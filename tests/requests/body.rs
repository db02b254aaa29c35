// The tests themselves: see main.rs.

use gojs::{
    Builder, DeterministicHost, Error, Instance as _, Limit, Limits, Memory as _, Poll,
    embed::Caller,
    fs::MemFs,
    js::{Object, Thrown, Value},
};

use super::runtime::{Options, Program, parse_metered};

type Guest = Program<DeterministicHost>;
type Build = Builder<DeterministicHost, Options<DeterministicHost>>;

/// Beyond what anything here takes.
const PLENTY: u64 = 1 << 50;

/// A program with this for its `run`, and with an import `$import` of this name.
fn module(import: &str, run: &str) -> Vec<u8> {
    let text = format!(
        r#"(module
            (import "gojs" "{import}" (func $import (param i32)))
            (memory (export "mem") 4)
            (func (export "run") (param i32 i32) (local $i i32) {run})
            (func (export "resume"))
            (func (export "getsp") (result i32) (i32.const 1024)))"#
    );
    wat::parse_str(text).unwrap()
}

fn guest(wasm: &[u8], with: impl FnOnce(Build) -> Build) -> Guest {
    let builder = Program::builder(DeterministicHost::new(1)).mount("/", MemFs::new());
    with(builder).instantiate(&parse_metered(wasm)).unwrap()
}

fn idle(with: impl FnOnce(Build) -> Build) -> Guest {
    guest(&module("debug", ""), with)
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

#[test]
fn a_request_without_end_ends_the_program() {
    for name in ["indexOf", "lastIndexOf", "includes", "some", "find", "findLast", "forEach", "reduceRight", "reverse"]
    {
        let mut program = idle(|builder| builder.fuel_slice(100_000).fuel_overdraft(1_000_000));
        let error = cause(program.with(|cx| endless(cx, name)).unwrap_err());
        assert!(matches!(error, Error::OutOfFuel { slice: 100_000, overdraft: 1_000_000 }), "{name}: {error}");
        assert!(matches!(program.run(), Err(Error::Ended)), "{name}");

        let mut program = idle(|builder| builder.limits(Limits::default().fuel(3_000_000)));
        let error = cause(program.with(|cx| endless(cx, name)).unwrap_err());
        assert!(matches!(error, Error::LimitReached { limit: Limit::Fuel, most: 3_000_000 }), "{name}: {error}");
    }
}

/// What is gathered before it becomes a value counts as it grows, not when all of it is there: 16 million elements, a million
/// keys.
#[test]
fn what_is_gathered_counts_before_it_is_a_value() {
    type Ask = fn(&mut Caller<'_, DeterministicHost>) -> Result<Value, Thrown>;
    let flat: Ask = |cx| {
        let array = cx.heap().array([Value::Undefined; 16]);
        for index in 0..16 {
            let key = cx.heap().key_from(&index.to_string());
            cx.set(array, key, array.into())?;
        }
        cx.call_method(array, "flat", &[5.into()])
    };
    let keys: Ask = |cx| {
        let bytes = cx.heap().uint8_array(vec![0; 1_000_000]);
        let global = cx.heap().global();
        let object = cx.get_named(global, "Object")?.as_object().unwrap();
        cx.call_method(object, "keys", &[bytes.into()])
    };
    for (name, ask, most) in [("flat", flat, 5_000_000), ("keys", keys, 2_000_000)] {
        let mut program = idle(|builder| builder.limits(Limits::default().heap_bytes(4 << 20).fuel(PLENTY)));
        let error = cause(program.with(|cx| ask(cx).map(drop)).unwrap_err());
        assert!(matches!(error, Error::LimitReached { limit: Limit::HeapBytes, .. }), "{name}: {error}");
        let taken = program.fuel_taken();
        assert!(taken < most, "{name}: {taken} units of fuel");
    }
}

#[test]
fn what_is_shown_is_no_longer_than_a_string_may_be() {
    let mut program = idle(|builder| builder.limits(Limits::default().heap_bytes(4 << 20)));
    let error = program.with(|cx| {
        let long: Value = cx.heap().string(&"a".repeat(1 << 20)).into();
        let global = cx.heap().global();
        let console = cx.get_named(global, "console")?.as_object().unwrap();
        cx.call_method(console, "log", &[long; 100]).map(drop)
    });
    let error = cause(error.unwrap_err());
    assert!(matches!(error, Error::LimitReached { limit: Limit::HeapBytes, .. }), "{error}");
    assert!(program.host().stdout().len() <= 4 << 20);
}

/// Each row has all of the columns, and each is as wide as its widest cell: little is asked for, and much would be made.
#[test]
fn a_table_that_would_be_too_large_is_not_made() {
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
    // Each is as long as what is shown of a string, and all are one and the same.
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
        let print = |program: &mut Guest| {
            program.with(|cx| {
                let rows = rows(cx);
                let rows = cx.heap().array(rows);
                let global = cx.heap().global();
                let console = cx.get_named(global, "console")?.as_object().unwrap();
                cx.call_method(console, "table", &[rows.into()]).map(drop)
            })
        };
        let mut program = idle(|builder| builder.limits(Limits::default().heap_bytes(32 << 20)));
        let error = print(&mut program).unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
        assert!(program.host().stdout().is_empty());

        let mut program = idle(|builder| builder.limits(Limits::default().fuel(50_000_000)));
        let error = cause(print(&mut program).unwrap_err());
        assert!(matches!(error, Error::LimitReached { limit: Limit::Fuel, .. }), "{error}");
    }
}

/// While a native function runs nothing can be freed: it must not fill the memory by itself.
#[test]
fn a_request_for_memory_without_end_ends_the_program() {
    let mut program = idle(|builder| builder.limits(Limits::default().heap_bytes(1 << 20)));
    let error = cause(program.with(|cx| endless(cx, "fill")).unwrap_err());
    assert!(matches!(error, Error::LimitReached { limit: Limit::HeapBytes, most: 0x10_0000 }), "{error}");
    // Twice the limit at the most, and what a vector has in reserve.
    let left = program.heap().statistics().bytes;
    assert!(left < 6 << 20, "{left} bytes");
}

/// What is thrown where the fuel is spent is nothing that the guest could catch.
#[test]
fn no_promise_catches_the_end() {
    let mut program = idle(|builder| builder.fuel_slice(100_000).fuel_overdraft(0));
    let error = program.with(|cx| {
        let global = cx.heap().global();
        let promise = cx.get_named(global, "Promise")?;
        let executor = cx.heap().object();
        cx.heap().define_data(executor, "length", 9_007_199_254_740_991.0);
        let array = cx.get_named(global, "Array")?;
        let prototype = cx.get_named(array.as_object().unwrap(), "prototype")?;
        let some = cx.get_named(prototype.as_object().unwrap(), "some")?;
        let parse = cx.get_named(global, "parseInt")?;
        let bound = cx.call_method(some.as_object().unwrap(), "bind", &[executor.into(), parse])?;
        // The executor throws: that rejects the promise.
        let made = cx.construct(promise, &[bound])?;
        let handler = cx.call_method(parse.as_object().unwrap(), "bind", &[])?;
        cx.call_method(made.as_object().unwrap(), "catch", &[handler])
    });
    let error = cause(error.unwrap_err());
    assert!(matches!(error, Error::OutOfFuel { .. }), "{error}");
}

/// Calls an import in a loop, which is a few units for the wasm, and the fuel that one turn takes.
fn turn(import: &str, frame: &str) -> u64 {
    let fuel = |count: u32| {
        let run = format!(
            "{frame} (local.set $i (i32.const {count}))
             (loop (call $import (i32.const 1024))
                   (br_if 0 (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))"
        );
        let mut program = guest(&module(import, &run), |builder| builder.fuel_slice(PLENTY));
        program.start().unwrap();
        program.fuel_taken()
    };
    (fuel(2_000) - fuel(1_000)) / 1_000
}

#[test]
fn an_import_takes_its_price_from_the_fuel_of_the_wasm_that_calls_it() {
    let nothing = turn("runtime.resetMemoryDataView", "");
    assert!((20..60).contains(&nothing), "{nothing}");
    // `getRandomData` of 0 bytes, and of 100,000.
    let random = |length: u32| {
        turn(
            "runtime.getRandomData",
            &format!("(i64.store (i32.const 1032) (i64.const 4096)) (i64.store (i32.const 1040) (i64.const {length}))"),
        )
    };
    let (little, much) = (random(0), random(100_000));
    assert!(little > nothing && much > little + 50_000, "{little} and {much}");
}

#[test]
fn what_an_import_does_uses_up_the_slice() {
    let frame = "(i64.store (i32.const 1032) (i64.const 4096)) (i64.store (i32.const 1040) (i64.const 100000))";
    let run = format!("{frame} (loop (call $import (i32.const 1024)) (br 0))");
    let mut program = guest(&module("runtime.getRandomData", &run), |builder| builder.fuel_slice(1_000_000));
    let mut polls = 0;
    let end = loop {
        match program.poll(gojs::Instant::ZERO) {
            Ok(Poll::Ready) if polls < 100 => polls += 1,
            end => break end,
        }
        let taken = program.fuel_taken();
        assert!(taken < (polls + 1) * 1_200_000, "{taken} after {polls} polls");
    };
    // Where a runtime can't be left in the middle, the program goes on into its overdraft, and is ended there.
    match end {
        Ok(end) => assert_eq!((end, polls), (Poll::Ready, 100)),
        Err(error) => assert!(matches!(cause(error), Error::OutOfFuel { .. })),
    }
}

/// What is paid by its size is paid beforehand, and is not done where there is not so much.
#[test]
fn what_can_not_be_paid_is_not_done() {
    // Behind the program's arguments.
    let frame = "(i64.store (i32.const 1032) (i64.const 50000)) (i64.store (i32.const 1040) (i64.const 200000))";
    let random = module("runtime.getRandomData", &format!("{frame} (call $import (i32.const 1024))"));
    let frame = "(i64.store (i32.const 1032) (i64.const 1)) (i64.store (i32.const 1040) (i64.const 50000))
                 (i32.store (i32.const 1048) (i32.const 200000))";
    let write = module("runtime.wasmWrite", &format!("{frame} (call $import (i32.const 1024))"));
    for (wasm, slice) in [(random, 100_000), (write, 10_000)] {
        let enough = |slice| {
            let mut program = guest(&wasm, |builder| builder.fuel_slice(slice).fuel_overdraft(0));
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

/// `f = Reflect.apply.bind(null, fs.stat, fs, ["/", f])`, which has itself called back when it has been called back.
#[test]
fn callbacks_without_go_use_up_the_slice() {
    let mut program = idle(|builder| builder.fuel_slice(50_000));
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
            let itself = cx.call_method(apply.as_object().unwrap(), "bind", &bound)?;
            cx.call_method(list, "push", &[itself])?;
            cx.call(itself, Value::Undefined, &[])
        })
        .unwrap();
    for _ in 0..50 {
        let before = program.fuel_taken();
        assert_eq!(program.poll(gojs::Instant::ZERO).unwrap(), Poll::Ready);
        let taken = program.fuel_taken() - before;
        assert!((50_000..60_000).contains(&taken), "{taken}");
    }
}
