//! Conversions between Rust values and JavaScript values.

use std::collections::{BTreeMap, HashMap};

use gojs::{
    Instance,
    embed::{Bytes, Function, Promise},
    js::{Context, FromJs, IntoJs, Value, WrongType},
};
use gojs_tests::on_each_runtime;
use gojs_tests::runtime::Runtime;

use super::{program, read};

on_each_runtime![
    values_go_there_and_back,
    bytes_are_a_uint8array_and_integers_beyond_2_to_the_53_are_bigints,
    what_does_not_fit_names_its_place_and_both_types,
    a_getter_that_throws_is_told_of,
    values_are_grouped,
    an_array_is_not_longer_than_there_is_room_for,
];

/// Sets a global to a value, and reads it back.
fn round_trip<I: Instance, T: IntoJs + FromJs>(program: &mut gojs::Program<I>, value: T) -> T {
    program.set("value", value).unwrap();
    program.get("value").unwrap()
}

fn values_go_there_and_back<R: Runtime>() {
    let mut program = program::<R>();
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

fn bytes_are_a_uint8array_and_integers_beyond_2_to_the_53_are_bigints<R: Runtime>() {
    let mut program = program::<R>();
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

fn what_does_not_fit_names_its_place_and_both_types<R: Runtime>() {
    let mut program = program::<R>();
    let p = &mut program;
    for (result, message) in [
        (read::<_, String>(p, 4.5).map(drop), "expected a string, got the number 4.5"),
        (read::<_, bool>(p, ()).map(drop), "expected a boolean, got undefined"),
        (read::<_, u8>(p, 256).map(drop), "expected an integer from 0 to 255, got the number 256"),
        (read::<_, i32>(p, 1.5).map(drop), "expected an integer from -2147483648 to 2147483647, got the number 1.5"),
        (read::<_, u64>(p, -1).map(drop), "expected an integer from 0 to 18446744073709551615, got the number -1"),
        (read::<_, char>(p, "ab").map(drop), "expected a string of one character, got the string \"ab\""),
        (read::<_, Vec<u8>>(p, vec![1.0]).map(drop), "expected a Uint8Array, got an array"),
        (read::<_, Vec<String>>(p, BTreeMap::from([("a", 1)])).map(drop), "expected an array, got an object"),
        (read::<_, Vec<Vec<bool>>>(p, vec![vec![true], vec![]]).map(drop), ""),
        (
            read::<_, Vec<Vec<String>>>(p, vec![vec!["a"], vec!["b"]])
                .and_then(|_| read::<_, Vec<Vec<bool>>>(p, vec![vec!["a"]]))
                .map(drop),
            "element 0: element 0: expected a boolean, got the string \"a\"",
        ),
        (
            read::<_, BTreeMap<String, u32>>(p, BTreeMap::from([("count", "many")])).map(drop),
            "property `count`: expected an integer from 0 to 4294967295, got the string \"many\"",
        ),
        (read::<_, [u32; 2]>(p, vec![1_u32]).map(drop), "expected 2 elements, got 1"),
        (read::<_, Function>(p, Vec::<u32>::new()).map(drop), "expected a function, got an array"),
        (read::<_, Promise>(p, "later").map(drop), "expected a promise, got the string \"later\""),
    ] {
        match result {
            Ok(()) => assert_eq!(message, "", "the conversion must fail"),
            Err(error) => assert_eq!(error, message),
        }
    }
}

fn a_getter_that_throws_is_told_of<R: Runtime>() {
    let mut program = program::<R>();
    let object = program
        .with(|cx| {
            let object = cx.object(|o| o.getter("broken", |_cx| Err::<(), _>("not today")));
            Ok(cx.heap().root(object))
        })
        .unwrap();
    assert_eq!(
        read::<_, BTreeMap<String, u32>>(&mut program, &object).unwrap_err(),
        "property `broken`: expected a value, got a getter that throws Error: not today"
    );
}

/// `Object.groupBy` and `Map.groupBy` are from ES2024. The Node version that scripts are compared with lacks them.
fn values_are_grouped<R: Runtime>() {
    let mut program = program::<R>();
    let groups = program.with(|cx| {
        let global = cx.heap().global();
        let by =
            cx.object(|o| o.method("by", |_, n: f64| if n == 3.0 { "3" } else { ["even", "odd"][n as usize % 2] }));
        let by = cx.get_named(by, "by")?;
        let values = vec![1, 2, 3, 4, 5].into_js(cx.heap())?;
        let object = cx.get_named(global, "Object")?.as_object().unwrap();
        let groups = cx.invoke(object, "groupBy", &[values, by])?;
        assert!(cx.heap().prototype_of(groups.as_object().unwrap()).is_none());
        let map = cx.get_named(global, "Map")?.as_object().unwrap();
        let map = cx.invoke(map, "groupBy", &[values, by])?.as_object().unwrap();
        let odd = cx.heap().string("odd");
        let odd = cx.invoke(map, "get", &[odd.into()])?;
        Ok((cx.heap().root(groups), cx.heap().root(odd)))
    });
    let (groups, odd) = groups.unwrap();
    let expected = [("even", vec![2, 4]), ("odd", vec![1, 5]), ("3", vec![3])];
    let expected = BTreeMap::from(expected.map(|(name, list)| (name.to_string(), list)));
    assert_eq!(read::<_, BTreeMap<String, Vec<u32>>>(&mut program, groups), Ok(expected));
    assert_eq!(read::<_, Vec<u32>>(&mut program, odd), Ok(vec![1, 5]));
}

/// A guest can create an array of four billion holes with one assignment.
fn an_array_is_not_longer_than_there_is_room_for<R: Runtime>() {
    #[derive(Clone, Copy, Debug)]
    struct Large([u64; 1 << 14]);

    impl FromJs for Large {
        fn from_js(_: Value, _: &mut Context<'_>) -> Result<Self, WrongType> {
            Ok(Large([7; 1 << 14]))
        }
    }

    let mut program = program::<R>();
    let made = program.with(|cx| {
        let list = vec![1].into_js(cx.heap())?;
        let key = cx.heap().key_from("length");
        assert!(cx.set(list.as_object().unwrap(), key, f64::from(u32::MAX).into())?);
        Ok(cx.heap().root(list))
    });
    let wrong = read::<_, Vec<Large>>(&mut program, made.unwrap()).map(|list| list[0].0[0]).unwrap_err();
    assert_eq!(wrong, "expected an array that there is room for, got an array");
}
