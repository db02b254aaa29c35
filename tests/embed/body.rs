// The tests themselves: see main.rs.

use std::collections::{BTreeMap, HashMap};
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use std::thread;
use std::time::Duration;

use gojs::{
    Builder, DeterministicHost, Error, Host, Limits, Poll, StdHost, Stream,
    embed::{Bytes, Caller, Function, Promise, Rest, Rooted, Settler, Throw},
    js::{Descriptor, FromJs, IntoJs, PromiseState, Thrown, Value},
};

use super::runtime::{Options, Program, module};

type Guest = Program<DeterministicHost>;

fn builder() -> Builder<DeterministicHost, Options<DeterministicHost>> {
    Program::builder(DeterministicHost::new(7)).args(["greet", "-serve"])
}

fn program() -> Guest {
    let mut program = builder().instantiate(module()).unwrap();
    program.start().unwrap();
    program
}

/// There and back.
fn round_trip<T: IntoJs + FromJs>(program: &mut Guest, value: T) -> T {
    program.set("value", value).unwrap();
    program.get("value").unwrap()
}

fn read<T: FromJs + std::fmt::Debug>(program: &mut Guest, value: impl IntoJs) -> Result<T, String> {
    program.set("value", value).unwrap();
    program.get("value").map_err(|error| error.to_string())
}

#[test]
fn values_go_there_and_back() {
    let mut program = program();
    let p = &mut program;
    assert_eq!(round_trip(p, 1.5_f64), 1.5);
    assert_eq!(round_trip(p, i64::MIN), i64::MIN);
    assert_eq!(round_trip(p, u64::MAX), u64::MAX);
    assert_eq!(round_trip(p, (1_u64 << 53) - 1), (1 << 53) - 1);
    assert_eq!(round_trip(p, "Zoë 😀".to_string()), "Zoë 😀");
    assert_eq!(round_trip(p, '😀'), '😀');
    assert_eq!(round_trip(p, vec!["a".to_string(), "b".into()]), ["a", "b"]);
    assert_eq!(round_trip(p, [1_u8, 2, 255]), [1, 2, 255]);
    assert_eq!(round_trip(p, vec![vec![1, 2], vec![]]), vec![vec![1, 2], vec![]]);
    assert_eq!(round_trip(p, Bytes(vec![0, 255])), Bytes(vec![0, 255]));
    assert_eq!(round_trip(p, Some(5_i16)), Some(5));
    assert_eq!(round_trip(p, None::<bool>), None);
    let map = BTreeMap::from([("one".to_string(), 1), ("2".into(), 2)]);
    assert_eq!(round_trip(p, map.clone()), map);
    let map = HashMap::from([("list".to_string(), vec![true, false])]);
    assert_eq!(round_trip(p, map.clone()), map);
}

#[test]
fn bytes_are_a_uint8array_and_integers_beyond_2_to_the_53_are_bigints() {
    let mut program = program();
    program.set("bytes", vec![1_u8, 2]).unwrap();
    program.set("big", u64::MAX).unwrap();
    program.set("small", 7_u64).unwrap();
    let kinds = program.with(|cx| {
        let global = cx.heap().global();
        let [bytes, big, small] = ["bytes", "big", "small"].map(|name| cx.get_named(global, name).unwrap());
        let class = cx.get_named(global, "Uint8Array")?;
        Ok((cx.instance_of(bytes, class)?, matches!(big, Value::BigInt(_)), matches!(small, Value::Number(_))))
    });
    assert_eq!(kinds.unwrap(), (true, true, true));
}

#[test]
fn what_does_not_fit_names_its_place_and_both_types() {
    let mut program = program();
    let p = &mut program;
    for (result, message) in [
        (read::<String>(p, 4.5).map(drop), "expected a string, got the number 4.5"),
        (read::<bool>(p, ()).map(drop), "expected a boolean, got undefined"),
        (read::<u8>(p, 256).map(drop), "expected an integer from 0 to 255, got the number 256"),
        (read::<i32>(p, 1.5).map(drop), "expected an integer from -2147483648 to 2147483647, got the number 1.5"),
        (read::<u64>(p, -1).map(drop), "expected an integer from 0 to 18446744073709551615, got the number -1"),
        (read::<char>(p, "ab").map(drop), "expected a string of one character, got the string \"ab\""),
        (read::<Vec<u8>>(p, vec![1.0]).map(drop), "expected a Uint8Array, got an array"),
        (read::<Vec<String>>(p, BTreeMap::from([("a", 1)])).map(drop), "expected an array, got an object"),
        (read::<Vec<Vec<bool>>>(p, vec![vec![true], vec![]]).map(drop), ""),
        (
            read::<Vec<Vec<String>>>(p, vec![vec!["a"], vec!["b"]])
                .and_then(|_| read::<Vec<Vec<bool>>>(p, vec![vec!["a"]]))
                .map(drop),
            "element 0: element 0: expected a boolean, got the string \"a\"",
        ),
        (
            read::<BTreeMap<String, u32>>(p, BTreeMap::from([("count", "many")])).map(drop),
            "property `count`: expected an integer from 0 to 4294967295, got the string \"many\"",
        ),
        (read::<[u32; 2]>(p, vec![1_u32]).map(drop), "expected 2 elements, got 1"),
        (read::<Function>(p, Vec::<u32>::new()).map(drop), "expected a function, got an array"),
        (read::<Promise>(p, "later").map(drop), "expected a promise, got the string \"later\""),
    ] {
        match result {
            Ok(()) => assert_eq!(message, "", "it was read"),
            Err(error) => assert_eq!(error, message),
        }
    }
}

/// Calls a function of the host's as Go would, and gives the message of what it throws.
fn thrown(program: &mut Guest, name: &str, arguments: impl gojs::js::IntoArguments) -> String {
    match program.call::<Value>(name, arguments) {
        Err(Error::Thrown { message, .. }) => message,
        other => panic!("{name} did not throw: {other:?}"),
    }
}

#[test]
fn a_getter_that_throws_is_told_of() {
    let mut program = program();
    let object = program
        .with(|cx| {
            let object = cx.object(|o| o.getter("broken", |_cx| Err::<(), _>("not today")));
            Ok(cx.heap().root(object))
        })
        .unwrap();
    assert_eq!(
        read::<BTreeMap<String, u32>>(&mut program, &object).unwrap_err(),
        "property `broken`: expected a value, got a getter that throws Error: not today"
    );
}

#[test]
fn a_wrong_argument_is_named() {
    let mut program = builder()
        .function("area", |_cx, (width, height): (f64, f64)| width * height)
        .function("sum", |_cx, Rest(all): Rest<f64>| all.iter().sum::<f64>())
        .function("greet_all", |_cx, (greeting, Rest(names)): (String, Rest<String>)| {
            names.iter().map(|name| format!("{greeting}, {name}!")).collect::<Vec<_>>()
        })
        .function("lengths", |_cx, lists: Vec<Vec<String>>| lists.iter().map(Vec::len).collect::<Vec<_>>())
        .instantiate(module())
        .unwrap();
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

#[test]
fn a_function_has_javascript_s_name_and_length() {
    let mut program = builder().function("area", |_cx, (a, b): (f64, f64)| a * b).instantiate(module()).unwrap();
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

#[test]
fn what_is_thrown_can_be_caught_as_the_value_it_is() {
    let mut program = builder()
        .function("break_down", |_cx, kind: String| match kind.as_str() {
            "range" => Err(Throw::range_error("too far")),
            "io" => Err::<(), Throw>(std::io::Error::other("the disk is gone").into()),
            other => Err(Throw::error(format!("no such failure: {other}"))),
        })
        .function("fail_with", |_cx, value: Value| Err::<(), _>(value))
        .instantiate(module())
        .unwrap();
    program.start().unwrap();
    assert_eq!(thrown(&mut program, "break_down", ("range",)), "RangeError: too far");
    assert_eq!(thrown(&mut program, "break_down", ("io",)), "Error: the disk is gone");
    assert_eq!(thrown(&mut program, "break_down", ("x",)), "Error: no such failure: x");
    let Err(Error::Thrown { name, value, .. }) = program.call::<()>("fail_with", (42,)) else { panic!() };
    assert_eq!(name, "fail_with");
    assert!(matches!(value.value(), Value::Number(42.0)));
}

#[test]
fn the_host_is_the_embedder_s_own_type() {
    let mut program = builder()
        .function("now", |cx, ()| {
            cx.host().wait(Some(gojs::Instant::from_millis(5)));
            cx.host().monotonic().as_nanos()
        })
        .instantiate(module())
        .unwrap();
    program.start().unwrap();
    assert!(program.call::<u64>("now", ()).unwrap() >= 5_000_000);
}

#[derive(Default)]
struct Account {
    balance: i64,
    observer: Option<Function>,
}

fn bank() -> Guest {
    let mut program = builder()
        .class("Account", |class| {
            class
                .constructor(|_cx, balance: i64| {
                    if balance < 0 { Err("nobody begins with debts") } else { Ok(Account { balance, observer: None }) }
                })
                .method("deposit", |account: &mut Account, by: i64| {
                    account.balance += by;
                    account.balance
                })
                .method_with("observe", |cx, account: &mut Account, observer: Function| {
                    let seen = cx.invoke::<f64>(&observer, (cx.this(),))?;
                    account.observer = Some(observer);
                    Ok::<_, Throw>(seen)
                })
                .getter("balance", |account| account.balance)
                .setter("balance", |account, balance: i64| account.balance = balance)
        })
        .function("gift", |cx, ()| cx.instance(Account { balance: 100, observer: None }))
        .class("Sealed", |class| class.method("nothing", |(): &mut (), ()| ()))
        .instantiate(module())
        .unwrap();
    program.start().unwrap();
    program
}

fn new(cx: &mut Caller<'_, DeterministicHost>, class: &str, arguments: &[Value]) -> Result<Value, Thrown> {
    let global = cx.heap().global();
    let class = cx.get_named(global, class)?;
    cx.construct(class, arguments)
}

#[test]
fn instances_hold_a_value_of_rust_s() {
    let mut program = bank();
    let total = program.with(|cx| {
        let account = new(cx, "Account", &[5.0.into()])?;
        let object = account.as_object().unwrap();
        cx.call_method(object, "deposit", &[10.0.into()])?;
        let key = cx.heap().key_from("balance");
        assert!(cx.set(object, key, 20.0.into())?);
        cx.call_method(object, "deposit", &[1.0.into()])?;
        assert_eq!(cx.heap().state::<Account>(account).unwrap().balance, 21);
        assert!(cx.heap().state::<String>(account).is_none());
        cx.get_named(object, "balance")
    });
    assert!(matches!(total.unwrap(), Value::Number(21.0)));
    // One that Rust has made is of the same class.
    program.call::<()>("gift", ()).unwrap();
    let gift: Rooted = program.call("gift", ()).unwrap();
    let is_account = program.with(|cx| {
        let global = cx.heap().global();
        let class = cx.get_named(global, "Account")?;
        cx.instance_of(gift.value(), class)
    });
    assert!(is_account.unwrap());
}

#[test]
fn misuse_of_a_class_is_thrown() {
    let mut program = bank();
    let mut message = |f: &dyn Fn(&mut Caller<'_, DeterministicHost>) -> Result<Value, Thrown>| match program.with(f) {
        Err(Error::Thrown { message, .. }) => message,
        other => panic!("nothing was thrown: {other:?}"),
    };
    assert_eq!(message(&|cx| new(cx, "Account", &[(-1.0).into()])), "Error: nobody begins with debts");
    assert_eq!(
        message(&|cx| new(cx, "Account", &[])),
        "TypeError: argument 1 of `Account`: expected an integer from -9223372036854775808 to 9223372036854775807, \
         got undefined"
    );
    assert_eq!(
        message(&|cx| {
            let global = cx.heap().global();
            let class = cx.get_named(global, "Account")?;
            cx.call(class, Value::Undefined, &[1.0.into()])
        }),
        "TypeError: Class constructor Account cannot be invoked without 'new'"
    );
    assert_eq!(
        message(&|cx| new(cx, "Sealed", &[])),
        "TypeError: function Sealed() { [native code] } is not a constructor"
    );
    assert_eq!(
        message(&|cx| {
            let account = new(cx, "Account", &[1.0.into()])?.as_object().unwrap();
            let deposit = cx.get_named(account, "deposit")?;
            let other = cx.heap().object();
            cx.call(deposit, other.into(), &[1.0.into()])
        }),
        "TypeError: `Account.deposit` was called on #<Object>, which is no such object"
    );
    // A method that calls back, and there touches the same instance.
    assert_eq!(
        message(&|cx| {
            let account = new(cx, "Account", &[1.0.into()])?;
            let deposit = cx.get_named(account.as_object().unwrap(), "deposit")?;
            let again = cx.object(|o| o.method("again", move |cx, this: Value| cx.call(deposit, this, &[1.0.into()])));
            let again = cx.get_named(again, "again")?;
            cx.call_method(account.as_object().unwrap(), "observe", &[again])
        }),
        "TypeError: `Account.deposit` was called while another method of the same object runs"
    );
}

#[test]
fn a_kept_value_lives_until_its_handle_is_dropped() {
    let mut program = program();
    // What every array needs one of.
    program.set("value", vec![1.0]).unwrap();
    program.set("value", ()).unwrap();
    let before = program.collect().objects;
    let list: Rooted = read(&mut program, vec![1.0, 2.0]).unwrap();
    program.set("value", ()).unwrap();
    assert_eq!(program.collect().objects, before + 1);
    let length = program.with(|cx| cx.get_named(list.value().as_object().unwrap(), "length")).unwrap();
    assert!(matches!(length, Value::Number(2.0)));
    // On another thread, too.
    thread::spawn(move || drop(list)).join().unwrap();
    assert_eq!(program.collect().objects, before);
}

/// Has Go make so much garbage that it is collected, where that is allowed.
fn litter(cx: &mut Caller<'_, DeterministicHost>) -> Result<(), Thrown> {
    let global = cx.heap().global();
    let greet = cx.get_named(global, "greet")?;
    for more in 0..10 {
        let name = cx.heap().string(&"x".repeat(200_000 + more));
        cx.call(greet, Value::Undefined, &[name.into()])?;
    }
    Ok(())
}

fn is_intact(program: &mut Guest, object: Value) -> bool {
    let key = program.with(|cx| cx.get_named(object.as_object().unwrap(), "key"));
    matches!(key.unwrap(), Value::Number(7.0))
}

#[test]
fn what_the_embedder_holds_is_alive_while_it_calls_go() {
    let mut program = program();
    let held = program.with(|cx| {
        let object = cx.heap().object();
        litter(cx)?;
        cx.heap().define_data(object, "key", 7);
        litter(cx)?;
        Ok(object.into())
    });
    let held = held.unwrap();
    assert!(is_intact(&mut program, held));
    // It was not kept.
    program.with(litter).unwrap();
    program.collect();
    assert!(matches!(program.with(|cx| cx.get_named(held.as_object().unwrap(), "key")).unwrap(), Value::Undefined));
}

#[test]
fn a_result_is_alive_after_the_jobs_that_the_call_has_left() {
    let make = |cx: &mut Caller<'_, DeterministicHost>, ()| {
        let global = cx.heap().global();
        let greet = cx.get_named(global, "greet")?;
        let class = cx.get_named(global, "Promise")?.as_object().unwrap();
        for more in 0..10 {
            let name = cx.heap().string(&"x".repeat(200_000 + more));
            let promise = cx.call_method(class, "resolve", &[name.into()])?.as_object().unwrap();
            cx.call_method(promise, "then", &[greet])?;
        }
        let object = cx.heap().object();
        cx.heap().define_data(object, "key", 7);
        Ok::<Value, Thrown>(object.into())
    };
    let mut program = builder().function("make", make).instantiate(module()).unwrap();
    program.start().unwrap();
    let made: Value = program.call("make", ()).unwrap();
    assert!(is_intact(&mut program, made));
}

#[test]
fn a_promise_that_its_settler_alone_holds_is_settled() {
    let noted = Arc::new(AtomicU32::new(0));
    let mut program = program();
    let settlers = program.with(|cx| {
        let (_, large) = cx.promise();
        let (_, thenable) = cx.promise();
        let (promise, last) = cx.promise();
        let noted = noted.clone();
        let note = cx.object(|o| o.method("note", move |_, number: u32| noted.store(number, Ordering::Relaxed)));
        let note = cx.get_named(note, "note")?;
        cx.call_method(promise.value().as_object().unwrap(), "then", &[note])?;
        // Go is called to ask whether it is a promise.
        let global = cx.heap().global();
        let getter = Descriptor { get: Some(cx.get_named(global, "greet")?.as_object()), ..Descriptor::default() };
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

/// ES2024, which the Node that the scripts are compared with lacks.
#[test]
fn values_are_grouped() {
    let mut program = program();
    let groups = program.with(|cx| {
        let global = cx.heap().global();
        let by =
            cx.object(|o| o.method("by", |_, n: f64| if n == 3.0 { "3" } else { ["even", "odd"][n as usize % 2] }));
        let by = cx.get_named(by, "by")?;
        let values = vec![1, 2, 3, 4, 5].into_js(cx.heap())?;
        let object = cx.get_named(global, "Object")?.as_object().unwrap();
        let groups = cx.call_method(object, "groupBy", &[values, by])?;
        assert!(cx.heap().prototype_of(groups.as_object().unwrap()).is_none());
        let map = cx.get_named(global, "Map")?.as_object().unwrap();
        let map = cx.call_method(map, "groupBy", &[values, by])?.as_object().unwrap();
        let odd = cx.heap().string("odd");
        let odd = cx.call_method(map, "get", &[odd.into()])?;
        Ok((cx.heap().root(groups), cx.heap().root(odd)))
    });
    let (groups, odd) = groups.unwrap();
    let expected = [("even", vec![2, 4]), ("odd", vec![1, 5]), ("3", vec![3])];
    let expected = BTreeMap::from(expected.map(|(name, list)| (name.to_string(), list)));
    assert_eq!(read::<BTreeMap<String, Vec<u32>>>(&mut program, groups), Ok(expected));
    assert_eq!(read::<Vec<u32>>(&mut program, odd), Ok(vec![1, 5]));
}

/// A guest makes an array of four billion holes with one assignment.
#[test]
fn an_array_is_not_longer_than_there_is_room_for() {
    #[derive(Clone, Copy, Debug)]
    struct Large([u64; 1 << 14]);

    impl FromJs for Large {
        fn from_js(_: Value, _: &mut gojs::js::Context<'_>) -> Result<Self, gojs::js::WrongType> {
            Ok(Large([7; 1 << 14]))
        }
    }

    let mut program = program();
    let made = program.with(|cx| {
        let list = vec![1].into_js(cx.heap())?;
        let key = cx.heap().key_from("length");
        assert!(cx.set(list.as_object().unwrap(), key, f64::from(u32::MAX).into())?);
        Ok(cx.heap().root(list))
    });
    let wrong = read::<Vec<Large>>(&mut program, made.unwrap()).map(|list| list[0].0[0]).unwrap_err();
    assert_eq!(wrong, "expected an array that there is room for, got an array");
}

#[test]
fn a_promise_is_settled_from_outside() {
    let mut program = program();
    let mut open = |settle: &dyn Fn(Settler)| {
        let (promise, settler) = program.with(|cx| Ok(cx.promise())).unwrap();
        assert!(program.outcome::<Value>(&promise).is_none());
        // Somebody looks at it.
        program.set("promise", &promise).unwrap();
        let promise: Promise = program.get("promise").unwrap();
        settle(settler);
        assert_eq!(program.poll_at(), Some(gojs::Instant::ZERO));
        assert!(matches!(promise.state(program.heap()), PromiseState::Pending), "nothing happens before a poll");
        let now = program.host().monotonic();
        program.poll(now).unwrap();
        program.outcome::<String>(&promise).unwrap().map_err(|error| error.to_string())
    };
    assert_eq!(open(&|settler| settler.resolve("done")).unwrap(), "done");
    assert_eq!(open(&|settler| settler.resolve(5)).unwrap_err(), "expected a string, got the number 5");
    assert_eq!(open(&|settler| settler.reject("no")).unwrap_err(), "`a promise` has thrown: Error: no");
    assert_eq!(
        open(&drop).unwrap_err(),
        "`a promise` has thrown: Error: the promise was given up: its settler was dropped"
    );
    assert_eq!(open(&|settler| settler.settle(Ok::<_, Throw>("both"))).unwrap(), "both");
}

#[test]
fn a_rejection_that_nobody_looks_at_ends_the_program() {
    let mut program = program();
    let (_promise, settler) = program.with(|cx| Ok(cx.promise())).unwrap();
    settler.reject(Throw::range_error("too late"));
    let now = program.host().monotonic();
    let error = program.poll(now).unwrap_err();
    assert_eq!(error.to_string(), "unhandled rejection: RangeError: too late");
    assert!(matches!(program.poll(now), Err(Error::Ended)));
}

#[test]
fn run_waits_for_a_thread_that_settles() {
    let mut program = Program::builder(StdHost::new().without_stdin())
        .args(["greet", "-measure"])
        .function("measure", |cx, channel: u8| {
            let (promise, settler) = cx.promise();
            thread::spawn(move || {
                thread::sleep(Duration::from_millis(20));
                if channel == 9 { settler.reject("no channel 9") } else { settler.resolve(channel) }
            });
            promise
        })
        .instantiate(module())
        .unwrap();
    // The guest waits for two promises, and then for ever: a deadlock, which it reports.
    assert_eq!(program.run().unwrap().code(), 2);
}

#[test]
fn go_awaits_the_host_and_the_host_awaits_go() {
    let mut program = Program::builder(DeterministicHost::new(1))
        .args(["greet", "-measure"])
        .function("measure", |cx, channel: u8| {
            let (promise, settler) = cx.promise();
            match channel {
                9 => settler.reject("no channel 9"),
                channel => settler.resolve(f64::from(channel) / 2.0),
            }
            promise
        })
        .instantiate(module())
        .unwrap();
    program.start().unwrap();
    let average: Promise = program.call("average", (3, 4)).unwrap();
    let failing: Promise = program.call("average", (9, 1)).unwrap();
    let now = program.host().monotonic();
    assert!(matches!(program.poll(now).unwrap(), Poll::Waiting { until: None }));
    assert_eq!(program.outcome::<f64>(&average).unwrap().unwrap(), 1.5);
    assert_eq!(
        program.outcome::<f64>(&failing).unwrap().unwrap_err().to_string(),
        "`a promise` has thrown: Error: no channel 9"
    );
    let stdout = program.host().take(Stream::Stdout);
    assert_eq!(String::from_utf8(stdout).unwrap(), "channel 1: <number: 0.5>\nchannel 9: no channel 9\n");
}

#[test]
fn a_promise_of_go_s_is_waited_for() {
    let mut program = Program::builder(StdHost::new().without_stdin())
        .args(["greet", "-measure"])
        .function("measure", |cx, channel: u8| {
            let (promise, settler) = cx.promise();
            thread::spawn(move || {
                thread::sleep(Duration::from_millis(2));
                if channel == 9 { settler.reject("no channel 9") } else { settler.resolve(channel) }
            });
            promise
        })
        .instantiate(module())
        .unwrap();
    program.start().unwrap();
    let average: Promise = program.call("average", (3, 4)).unwrap();
    assert_eq!(program.wait_for::<f64>(&average).unwrap(), 3.0);
    let failing: Promise = program.call("average", (9, 1)).unwrap();
    assert_eq!(
        program.wait_for::<f64>(&failing).unwrap_err().to_string(),
        "`a promise` has thrown: Error: no channel 9"
    );
    let (never, settler) = program.with(|cx| Ok(cx.promise())).unwrap();
    let never: Promise = round_trip_promise(&mut program, &never);
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
    program.set("promise", &stuck).unwrap();
    let stuck: Promise = program.get("promise").unwrap();
    assert!(matches!(program.wait_for::<f64>(&stuck), Err(Error::Stalled)), "nobody will settle it");
}

fn round_trip_promise(program: &mut Program<StdHost>, promise: &Promise) -> Promise {
    program.set("promise", promise).unwrap();
    program.get("promise").unwrap()
}

#[test]
fn eval_says_what_it_lacks_until_an_evaluator_is_set() {
    let mut without = program();
    let message = thrown(&mut without, "eval", ("1 + 1",));
    assert!(message.starts_with("EvalError: there is no JavaScript engine"), "{message}");
    assert!(message.contains("evaluator"), "{message}");
    assert_eq!(without.call::<f64>("eval", (5,)).unwrap(), 5.0, "what is no source is its own value");
    let mut with = builder()
        .evaluator(|_cx, source: String| match source.split_once('+') {
            Some((a, b)) => Ok(a.trim().parse::<f64>()? + b.trim().parse::<f64>()?),
            None => Err(Throw::error(source)),
        })
        .instantiate(module())
        .unwrap();
    with.start().unwrap();
    assert_eq!(with.call::<f64>("eval", ("1 + 1",)).unwrap(), 2.0);
    assert_eq!(thrown(&mut with, "eval", ("nonsense",)), "Error: nonsense");
    assert_eq!(
        thrown(&mut with, "Function", ("a", "b", "return a")),
        "Error: (function anonymous(a,b\n) {\nreturn a\n})"
    );
}

#[test]
fn values_have_a_limit_that_garbage_does_not_count_against() {
    let begin = || {
        let mut program = builder().limits(Limits::default().heap_bytes(1 << 20)).instantiate(module()).unwrap();
        program.start().unwrap();
        program
    };
    let mut program = begin();
    for _ in 0..200 {
        // 200 times 20 KB, each of them thrown away.
        let greeting: String = program.call("greet", ("x".repeat(10_000),)).unwrap();
        assert_eq!(greeting.len(), 10_008);
    }
    let kept = (0..200).find_map(|index| {
        program.set(&format!("kept{index}"), format!("{index:010000}")).unwrap();
        program.call::<String>("greet", ("Ada",)).err().map(|error| (index, error))
    });
    let (index, error) = kept.expect("200 texts of 10,000 bytes each are more than a megabyte");
    assert!((90..110).contains(&index), "{index}");
    let text = error.to_string();
    assert!(
        text.starts_with("the program has more than the 1048576 bytes of JavaScript values that it may have"),
        "{text}"
    );
    // What was printed is there, and the next program runs.
    assert!(matches!(program.poll(gojs::Instant::ZERO), Err(Error::Ended)));
    assert_eq!(begin().call::<f64>("add", (2, 40)).unwrap(), 42.0);
}
