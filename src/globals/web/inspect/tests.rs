//! Comparisons with the output of Node.

use alloc::{string::String, vec::Vec};

use super::{InspectOptions, Inspector};
use crate::{
    globals::ALL,
    js::{Heap, NoProgram, Object, Value},
};

fn inspect(program: &mut NoProgram, value: Value) -> String {
    Inspector::new(&mut program.context(), InspectOptions::default()).show(value)
}

/// A parser of literals: those of JavaScript, `'text'.repeat(n)`, and `range(n)` for `[0, 1, … n - 1]`.
struct Literal<'a> {
    heap: &'a mut Heap,
    rest: &'a str,
}

impl Literal<'_> {
    fn eat(&mut self, token: &str) -> bool {
        self.rest = self.rest.trim_start();
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn word(&mut self) -> String {
        self.rest = self.rest.trim_start();
        let end = self.rest.find([',', ':', ']', '}', ')', '(', ' ']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.into()
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        let mut chars = self.rest.chars();
        while let Some(c) = chars.next().filter(|&c| c != '\'') {
            text.push(match c {
                '\\' => match chars.next() {
                    Some('n') => '\n',
                    Some('t') => '\t',
                    Some('x') => {
                        let digits: String = chars.by_ref().take(2).collect();
                        char::from(u8::from_str_radix(&digits, 16).unwrap())
                    }
                    other => other.unwrap(),
                },
                c => c,
            });
        }
        self.rest = chars.as_str();
        if self.eat(".repeat(") { text.repeat(self.count()) } else { text }
    }

    fn count(&mut self) -> usize {
        let count = self.word().parse().unwrap();
        assert!(self.eat(")"));
        count
    }

    fn list(&mut self, end: &str, mut item: impl FnMut(&mut Self)) {
        while !self.eat(end) {
            item(self);
            self.eat(",");
        }
    }

    fn value(&mut self) -> Value {
        if self.eat("{") {
            let object: Object = self.heap.object();
            self.list("}", |literal| {
                let key = if literal.eat("'") { literal.text() } else { literal.word() };
                assert!(literal.eat(":"), "{}", literal.rest);
                let value = literal.value();
                literal.heap.define_data(object, &key, value);
            });
            return object.into();
        }
        if self.eat("[") {
            let mut elements = Vec::new();
            self.list("]", |literal| elements.push(literal.value()));
            return self.heap.array(elements).into();
        }
        if self.eat("'") {
            let text = self.text();
            return self.heap.string_from(text).into();
        }
        if self.eat("range(") {
            let count = self.count();
            return self.heap.array((0..count as u32).map(Value::from)).into();
        }
        match self.word().as_str() {
            "null" => Value::Null,
            "undefined" => Value::Undefined,
            "true" => true.into(),
            number => number.parse::<f64>().unwrap().into(),
        }
    }
}

/// Literals, and the output of Node 20's `util.inspect` for each.
const SHOWN: &[(&str, &str)] = &[
    ("{}", "{}"),
    ("[]", "[]"),
    (
        "{a: 1, b: 'two', 'c-d': null, 1: 4, _x: undefined, e: true}",
        "{ '1': 4, a: 1, b: 'two', 'c-d': null, _x: undefined, e: true }",
    ),
    ("{a: {b: {c: {d: 1}}}}", "{ a: { b: { c: [Object] } } }"),
    ("{a: {b: {c: {}}}}", "{ a: { b: { c: {} } } }"),
    ("{a: {b: {c: [1]}}}", "{ a: { b: { c: [Array] } } }"),
    ("[[[[]]]]", "[ [ [ [] ] ] ]"),
    ("[[[[1]]]]", "[ [ [ [Array] ] ] ]"),
    ("{a: [1, [2, [3, [4]]]], b: 'x'}", "{ a: [ 1, [ 2, [Array] ] ], b: 'x' }"),
    (r#"[1.5, -0, 0, 1e21, 1e-7, 'it\'s']"#, r#"[ 1.5, -0, 0, 1e+21, 1e-7, "it's" ]"#),
    ("range(6)", "[ 0, 1, 2, 3, 4, 5 ]"),
    (
        "range(7)",
        r#"[
  0, 1, 2, 3,
  4, 5, 6
]"#,
    ),
    (
        "range(27)",
        r#"[
   0,  1,  2,  3,  4,  5,  6,  7,
   8,  9, 10, 11, 12, 13, 14, 15,
  16, 17, 18, 19, 20, 21, 22, 23,
  24, 25, 26
]"#,
    ),
    (
        "range(101)",
        r#"[
   0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11,
  12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
  24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
  36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
  48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59,
  60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71,
  72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83,
  84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95,
  96, 97, 98, 99,
  ... 1 more item
]"#,
    ),
    (
        "range(120)",
        r#"[
   0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11,
  12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
  24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
  36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
  48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59,
  60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71,
  72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83,
  84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95,
  96, 97, 98, 99,
  ... 20 more items
]"#,
    ),
    (
        "{a: range(60), text: 'y'.repeat(90)}",
        r#"{
  a: [
     0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11,
    12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
    24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
    36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
    48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59
  ],
  text: 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy'
}"#,
    ),
    (
        "['ab'.repeat(10), 'ab'.repeat(10), 'ab'.repeat(10), 'ab'.repeat(10), 'ab'.repeat(10), 'ab'.repeat(10), 'ab'.repeat(10)]",
        r#"[
  'abababababababababab',
  'abababababababababab',
  'abababababababababab',
  'abababababababababab',
  'abababababababababab',
  'abababababababababab',
  'abababababababababab'
]"#,
    ),
    (
        "['a', 'bb', 'ccc', 'dddd', 'eeeee', 'ffffff', 'ggggggg', 'hhhhhhhh', 'i'.repeat(30)]",
        r#"[
  'a',
  'bb',
  'ccc',
  'dddd',
  'eeeee',
  'ffffff',
  'ggggggg',
  'hhhhhhhh',
  'iiiiiiiiiiiiiiiiiiiiiiiiiiiiii'
]"#,
    ),
    (
        "['語', '語語', 'a', 'b', 'c', 'd', 'e', 'f']",
        r#"[
  '語', '語語',
  'a',  'b',
  'c',  'd',
  'e',  'f'
]"#,
    ),
    (
        "['long'.repeat(12), 'long'.repeat(12)]",
        r#"[
  'longlonglonglonglonglonglonglonglonglonglonglong',
  'longlonglonglonglonglonglonglonglonglonglonglong'
]"#,
    ),
    (
        "[{a: 1}, {a: 2}, {a: 3}, {a: 4}, {a: 5}, {a: 6}, {a: 7}]",
        r#"[
  { a: 1 }, { a: 2 },
  { a: 3 }, { a: 4 },
  { a: 5 }, { a: 6 },
  { a: 7 }
]"#,
    ),
    (
        "[[0, 0], [1, 1], [2, 2], [3, 3], [4, 4], [5, 5], [6, 6], [7, 7]]",
        r#"[
  [ 0, 0 ], [ 1, 1 ],
  [ 2, 2 ], [ 3, 3 ],
  [ 4, 4 ], [ 5, 5 ],
  [ 6, 6 ], [ 7, 7 ]
]"#,
    ),
    (
        "{a: 1, b: {c: 2}, d: [1, 2, 3, {e: [4]}], 'longer property name': 'w'.repeat(20), another: 'w'.repeat(20)}",
        r#"{
  a: 1,
  b: { c: 2 },
  d: [ 1, 2, 3, { e: [Array] } ],
  'longer property name': 'wwwwwwwwwwwwwwwwwwww',
  another: 'wwwwwwwwwwwwwwwwwwww'
}"#,
    ),
    (
        "{key: 'a'.repeat(76)}",
        r#"{
  key: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
}"#,
    ),
    (
        "{key: 'a'.repeat(77)}",
        r#"{
  key: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
}"#,
    ),
    (
        r#"['one line that is long enough to be split\nanother line that is long enough to be split\nlast']"#,
        r#"[
  'one line that is long enough to be split\n' +
    'another line that is long enough to be split\n' +
    'last'
]"#,
    ),
    (
        "{a: {b: 'c'.repeat(60)}, d: {e: {f: 'g'.repeat(60)}}}",
        r#"{
  a: { b: 'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc' },
  d: {
    e: {
      f: 'gggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg'
    }
  }
}"#,
    ),
    ("{o: {p: {q: 1}}, r: 2}", "{ o: { p: { q: 1 } }, r: 2 }"),
    (
        r#"{__proto_: 1, constructor: 2, 'ünicode': 3, '': 4, '\n': 5}"#,
        r#"{ __proto_: 1, constructor: 2, 'ünicode': 3, '': 4, '\n': 5 }"#,
    ),
    (r#"['\x1b', 'tab\t', '"', '`\'"']"#, r#"[ '\x1B', 'tab\t', '"', '`\'"' ]"#),
    (
        "[[range(7)], range(10)]",
        r#"[
  [
    [
      0, 1, 2, 3,
      4, 5, 6
    ]
  ],
  [
    0, 1, 2, 3, 4,
    5, 6, 7, 8, 9
  ]
]"#,
    ),
];

#[test]
fn values_are_shown_as_in_node() {
    let mut realm = NoProgram::new(ALL);
    for (literal, shown) in SHOWN {
        let value = Literal { heap: &mut realm.heap, rest: literal }.value();
        assert_eq!(inspect(&mut realm, value), *shown, "{literal}");
    }
}

// The expected texts are Node's output, too.
#[test]
fn what_a_literal_can_t_say_is_shown_as_in_node() {
    let mut realm = NoProgram::new(ALL);
    let circle = realm.heap.object();
    realm.heap.define_data(circle, "self", circle);
    let list = realm.heap.array([circle.into()]);
    realm.heap.define_data(circle, "list", list);
    let error = realm.heap.error(crate::js::ErrorClass::RangeError, "too far");
    let holder = realm.heap.object();
    realm.heap.define_data(holder, "error", error);
    let bytes = realm.heap.uint8_array([1, 20, 255].into());
    let bare = realm.heap.object();
    realm.heap.set_prototype(bare, None);
    let symbol = realm.heap.symbol(Some("key"));
    let by_symbol = realm.heap.object();
    realm.heap.create_data_property(by_symbol, symbol.into(), symbol);
    let long = realm.heap.string_from("z".repeat(10_002));
    let big = realm.heap.bigint_from(1_i128 << 70);
    let pending = realm.heap.promise();
    for (value, shown) in [
        (Value::from(circle), "<ref *1> { self: [Circular *1], list: [ [Circular *1] ] }"),
        (list.into(), "<ref *2> [ <ref *1> { self: [Circular *1], list: [Circular *2] } ]"),
        (error.into(), "RangeError: too far\n    at <gojs>"),
        (holder.into(), "{\n  error: RangeError: too far\n      at <gojs>\n}"),
        (bytes.into(), "Uint8Array(3) [ 1, 20, 255 ]"),
        (bare.into(), "[Object: null prototype] {}"),
        (by_symbol.into(), "{ [Symbol(key)]: Symbol(key) }"),
        (big.into(), "1180591620717411303424n"),
        (pending.into(), "Promise { <pending> }"),
    ] {
        assert_eq!(inspect(&mut realm, value), shown);
    }
    assert!(inspect(&mut realm, long.into()).ends_with("zz'... 2 more characters"));
}

#[test]
fn output_is_cut_short_where_the_same_is_shown_again_and_again() {
    let mut realm = NoProgram::new(ALL);
    let text = realm.heap.string_from("x".repeat(10_000));
    let object = realm.heap.object();
    for index in 0..10_000 {
        realm.heap.define_data(object, &alloc::format!("key{index}"), text);
    }
    let list = realm.heap.array(core::iter::repeat_n(Value::from(object), 100));
    let length = inspect(&mut realm, list.into()).len();
    assert!((1 << 20..8 << 20).contains(&length), "{length}");
}

#[test]
fn nesting_ends_before_the_native_stack_does() {
    let mut realm = NoProgram::new(ALL);
    let mut value = Value::Null;
    for _ in 0..10_000 {
        value = realm.heap.array([value]).into();
    }
    let options = InspectOptions { depth: f64::INFINITY, ..InspectOptions::default() };
    let shown = Inspector::new(&mut realm.context(), options).show(value);
    assert!(shown.contains("[Array: Inspection interrupted prematurely. Maximum call stack size exceeded.]"));
}

// Node: console.dir(Array.from({length: 30}, (_, i) => i), {compact: 2 ** 62}).
#[test]
fn options_may_be_as_large_as_can_be() {
    let mut realm = NoProgram::new(ALL);
    let list = realm.heap.array((0..30).map(Value::from));
    let options = InspectOptions {
        compact: usize::MAX,
        max_array_length: usize::MAX,
        max_string_length: usize::MAX,
        ..InspectOptions::default()
    };
    let shown = Inspector::new(&mut realm.context(), options).show(list.into());
    assert!(shown.starts_with("[\n   0,  1,  2,  3,  4,  5,  6,  7,  8,\n   9, 10,"), "{shown}");
}

#[test]
fn constructors_are_shown_as_in_node() {
    let mut program = NoProgram::new(ALL);
    for (name, shown) in [
        ("Headers", "[class Headers]"),
        ("Crypto", "[class Crypto]"),
        ("AbortController", "[class AbortController]"),
        ("Map", "[Function: Map]"),
    ] {
        let mut cx = program.context();
        let global = cx.heap().global();
        let class = cx.get_named(global, name).unwrap();
        assert_eq!(inspect(&mut program, class), shown);
    }
}

#[test]
fn objects_of_interfaces_count_as_output_too() {
    let mut realm = NoProgram::new(ALL);
    let cx = &mut realm.context();
    let global = cx.heap().global();
    let class = cx.get_named(global, "URLSearchParams").unwrap();
    let query = cx.heap().string_from("key=value&".repeat(10_000));
    let params = cx.construct(class, &[query.into()]).unwrap();
    let list = cx.heap().array(core::iter::repeat_n(params, 100));
    let length = Inspector::new(cx, InspectOptions::default()).show(list.into()).len();
    assert!((1 << 19..2 << 20).contains(&length), "{length}");
}
