//! The guests and their cases.
//!
//! The expected output follows from Go's specification and the guest's source. If a case is compared with Node, Node
//! must meet the same expectations.

use std::ffi::OsString;

use crate::case::{Case, Guest, case, guest, prints};
use crate::go::{NEWEST, VERSIONS};
use crate::node::Comparison;

pub fn all() -> Vec<Guest> {
    let mut guests = vec![
        guest("hello_println", [case("").stderr("hello, world\n")]),
        guest("hello_fmt", [case("").stdout("hello, world\n42 text [1 2 3] \"quoted\\n\" 686578    3.142 true\n")]),
        guest("args_env", args_env()),
        guest("stdin_copy", stdin_copy()),
        guest("stdin_lines", stdin_lines()),
        guest("big_output", big_output()),
        guest("interleave", interleave()),
        guest("panics", panics()),
        guest("traps", traps()),
        guest("exit_code", exit_codes()),
        guest("deadlock", deadlocks()),
        guest("time_zone", time_zones()),
        prints(
            "json_crypto",
            &[
                "\n65537 87557 same data: true true hash: true true inner 0\n1048576 ",
                "two draws differ: true\nall byte values in 1 MB: 256\nin range: true\n",
                "\"text\": \"\\u003ca href=\\\"x\\\"\\u003e\\u0026\\u2028 😀 \\u0000",
                "json: cannot unmarshal string into Go struct field record.id of type int\n",
            ],
        ),
        prints(
            "channels",
            &[
                "primes: [2 3 5 7 11 13 17",
                " 167 173]\nworkers: 1000 333833500\nnothing ready\nclosed: 0 false\nsent, len 2 cap 2\nfull\na b\n",
                "both taken: true true 1000\nrecovered: send on closed channel\nrecovered: close of closed channel\n",
                "locks: map[mutex:1000 once:1 shared:100] 4500\nall passed the barrier: 10\nring: 19980\n",
                "recovered: in a goroutine\ndeferred calls run on Goexit\nCPUs: 1 GOMAXPROCS: 1\n",
            ],
        ),
        guest("timers", [case("").stdout(TIMERS)]),
        prints(
            "contexts",
            &[
                "timeout: context deadline exceeded true gopher\ntrue true\n",
                "past: context deadline exceeded\nchild: context canceled true <nil>\n",
                "ended: map[context canceled:50 context deadline exceeded:50]\ncontext deadline exceeded / answer\n",
            ],
        ),
        guest("gc", [case("").stdout(GC)]),
        guest("recursion", [case("").stdout(RECURSION)]),
        guest(
            "fuel",
            [
                case("sum").args(&["sum", "1000"]).stdout("729977\n"),
                case("map").args(&["map", "1000"]).stdout("<number: 729978> <number: 729979> <number: 729980>\n"),
                case("mixed").args(&["mixed"]).stdout("5 2002417 667479\n"),
            ],
        ),
    ];
    guests.extend(javascript());
    guests.push(Guest { name: "prebuilt_greet", versions: &[NEWEST], prebuilt: true, cases: greet() });
    guests
}

/// The guests for `syscall/js`, and for a module's own imports and exports.
fn javascript() -> Vec<Guest> {
    vec![
        prints(
            "js_values",
            &[
                "\nnull         null      truthy false undefined false null true  NaN false String \"<null>\" print <null>\n",
                "\nempty string string    truthy false ",
                "\nNaN          equals:\n",
                "\ntext         equals: \"text\" \"same text\"\n",
                "\nobject       equals: \"object\" \"same object\"\n",
                "\narray        instance of: Object Array\n",
                "\nint64 <number: -64>\n",
                "\n3 -3 3 true 1000000000000\n",
            ],
        ),
        prints(
            "js_numbers",
            &[
                "\n-0 0000000000000000 0000000000000000 0000000000000000 <number: 0> truthy false\n",
                " <number: 100000000000000000000> ",
                " <number: 1e+21> ",
                " <number: 0.000001> ",
                " <number: 1e-7> ",
                "\n5e-324 0000000000000001 0000000000000001 0000000000000001 <number: 5e-324> truthy true\n",
                " <number: -Infinity> ",
                "\nNaN 7ff8000000000000 ",
                "\n9007199254740993 <number: 9007199254740992> true false\n",
                "\nfalse true number true\n3.1246875e+06\n",
            ],
        ),
        prints(
            "js_strings",
            &[
                "\n\"with \\x00 inside\" -> \"with \\x00 inside\" type string truthy true same true kept true\n",
                "\n\"\\ufefftext\" -> \"text\" type string truthy true same false kept true\n",
                "\n\"\\xe2\\x82a\" -> \"\\ufffda\" ",
                "\n\"\\xed\\xa0\\x80\" -> \"\\ufffd\\ufffd\\ufffd\" ",
                "\ntrue true true false\n",
                "\n\"x\": 1048576 bytes sent, 1048576 back, same true, kept true\nas a name: true\n",
                "\n\"ab\\xff\": 1048575 bytes sent, 1747625 back, same true, kept true\nas a name: true\nmany: 188890\n",
            ],
        ),
        prints(
            "js_objects",
            &[
                "missing: <undefined> undefined\n\"\": <number: 0>\n",
                "\nby name: seven minus seven\n",
                "\ninherited: true function\ninherited still: true\nglobal: <number: 12>\nglobal: <undefined> <undefined>\n",
                "\nmany: 1332667 667\nempty: 0 <undefined> <undefined>\nsized: 5 <undefined>\n",
                "\ngrown: 4 <undefined> three three <number: 4>\n",
                "\nbeyond: 0 beyond the last index\n",
                "\nlength 12abc: 12\n",
                "\nlength 0x10: 16\n",
                "\nlength 1e+21: 1\n",
                "\nlength 1e+19: -8446744073709551616\n",
                "\nstored -1: <number: 255>\n",
                "\nempty: 0 0\n",
            ],
        ),
        prints(
            "js_bytes",
            &[
                "\n[3 5] to JS: 3 to Go: 3 same: true rest zero: true\n",
                "\n3 [0 0 70 77 84 0 0 0]\nnil: 0 0\nobject to Go: panic: syscall/js: CopyBytesToGo: expected src to be a",
                "\nround trips: 2000\n",
            ],
        ),
        prints(
            "js_clamped",
            &["4 4\n3 [1 2 255]\n-1 <number: 0>\n256 <number: 255>\n", "1.5 <number: 2>\n2.5 <number: 2>\n"],
        ),
        guest("js_funcs", [case("").stdout_has(JS_FUNCS).stderr(JS_FUNCS_INSIDE)]),
        prints(
            "js_errors",
            &[
                "method of another class: throws TypeError, TypeError true, RangeError false, Error true, message true\n",
                "\nnegative length: throws RangeError, TypeError false, RangeError true, Error true, message true\n",
                "\nmissing method: string syscall/js: Value.Call: property missing is not a function, got undefined\n",
                "\nRangeError RangeError the message object true true invoked true\n",
                "\nJavaScript error: wrapped\ntrue RangeError\nJavaScript error: no such file ENOENT Renamed\n",
                "\ncaught: 1000\n",
            ],
        ),
        prints(
            "js_refs",
            &[
                "0000000000000000 <undefined>\n7ff8000000000002 <null>\n7ff8000000000003 <boolean: true>\n",
                "\n7ff8000100000005 <object>\n",
                "\nsame object: true same text: true\nafter a collection: true true true\nreused: true\n",
                "5000 texts took no more than 500 ids: true\nheld to the end: true <null>\n",
            ],
        ),
        // User packages can import from the host since Go 1.21, and export to it since Go 1.24.
        Guest { versions: &VERSIONS[1..], ..guest("wasm_import", [case("").stdout("8 0 4294967295 0 0\n499500\n")]) },
        Guest {
            versions: &VERSIONS[2..],
            ..guest("wasm_export", [case("").stdout("3 0 9223372034707292159 -9223372036854775808\n42 calls: 5 5\n")])
        },
    ]
}

fn args_env() -> Vec<Case> {
    let long = "x".repeat(9000);
    vec![
        case("none").stdout_has(&[
            "/args_env.wasm\"\narguments: 0\nvariables: 0\n",
            "\nTMPDIR: Getenv \"/tmp\", LookupEnv \"/tmp\" true\n",
        ]),
        case("some").args(&["one", "", "two words", "-flag=ü", "😀\n", "--", "'\"\\"]).stdout_has(&[
            "arguments: 7\n0: 3 bytes \"one\"\n1: 0 bytes \"\"\n2: 9 bytes \"two words\"\n3: 8 bytes \"-flag=ü\"\n4: 5 bytes \"😀\\n\"\n",
        ]),
        case("variables")
            .args(&["x"])
            .env(&[("GUEST_B", "a=b=c"), ("GUEST_A", "1"), ("GUEST_EMPTY", ""), ("GUEST_é", "ü"), ("TMPDIR", "/var"), ("OTHER", "o")])
            .stdout_has(&[
                "variables: 4\n\"GUEST_A=1\"\n\"GUEST_B=a=b=c\"\n\"GUEST_EMPTY=\"\n\"GUEST_é=ü\"\n",
                "GUEST_EMPTY: Getenv \"\", LookupEnv \"\" true\nGUEST_A: Getenv \"1\", LookupEnv \"1\" true\n",
                "TMPDIR: Getenv \"/var\", LookupEnv \"/var\" true\n\"1-1--\"\nset false\n",
            ]),
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStringExt as _;
            let mut case = case("not-utf-8").stdout_has(&["0: 5 bytes \"a\u{fffd}b\"\n", "\"GUEST_A=\u{fffd}\"\n"]);
            case.input.args.push(OsString::from_vec(b"a\xffb".to_vec()));
            case.input.env.push(("GUEST_A".into(), OsString::from_vec(vec![0x80])));
            case
        },
        case("nearly-too-long").args(&[&long[..6000]]).stdout_has(&["\n0: 6000 bytes \"xxx"]),
        case("too-long").args(&[&long]).code(1).stderr_has(&["exceeds limit"]).comparison(NODE_S_OWN_WORDS),
    ]
}

/// Cases in which Node prints an exception's message and JavaScript stack.
const NODE_S_OWN_WORDS: Comparison = Comparison::AllButStderr("Node prints a JavaScript exception with its stack");

fn stdin_copy() -> Vec<Case> {
    // xorshift64: bytes of every value, which are not valid UTF-8.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut byte = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    let large: Vec<u8> = std::iter::repeat_with(&mut byte).take(1 << 20).collect();
    let end = "at the end: 0 EOF\n";
    vec![
        case("megabyte").stdin(large.clone()).stdout(large).stderr(format!("1048576 bytes, error: <nil>\n{end}")),
        case("short").stdin("no line break").stdout("no line break").stderr(format!("13 bytes, error: <nil>\n{end}")),
        case("empty").stdin("").stderr(format!("0 bytes, error: <nil>\n{end}")),
        case("null-device").stderr(format!("0 bytes, error: <nil>\n{end}")),
    ]
}

fn stdin_lines() -> Vec<Case> {
    let many: String = (0..5000).map(|n| format!("line {n}\n")).collect();
    let numbered: String = (0..5000).map(|n| format!("{n} \"line {n}\"\n")).collect();
    vec![
        case("few").stdin("a\n\nb\r\nc").stdout("0 \"a\"\n1 \"\"\n2 \"b\"\n3 \"c\"\n4 lines, error: <nil>\n"),
        case("many").stdin(many).stdout(numbered + "5000 lines, error: <nil>\n"),
        case("too-long").stdin(vec![b'x'; 10_000]).stdout("0 lines, error: bufio.Scanner: token too long\n"),
        case("empty").stdin("").stdout("0 lines, error: <nil>\n"),
    ]
}

fn big_output() -> Vec<Case> {
    let expected: Vec<u8> =
        (0..2_usize << 20).map(|i| if i % 64 == 63 { b'\n' } else { b'a' + (i * i % 23) as u8 }).collect();
    [("pieces-of-512", "512"), ("pieces-of-65537", "65537"), ("whole", "2097152")]
        .map(|(name, size)| case(name).args(&[size]).stdout(expected.clone()))
        .into()
}

fn interleave() -> Vec<Case> {
    let mut merged = String::new();
    for i in 0..20 {
        merged += &format!("stdout {i}\nprintln {i}\nstderr {i}\nno line break{i};{}", "=".repeat(i));
    }
    vec![
        case("merged").merged().stdout_has(&[
            &merged,
            "by log\n\0\u{fffd}\nvalues: true -1 ",
            " 9223372036854775808 120 ",
            "\nthe end, with no line break",
        ]),
        case("apart")
            .stdout_has(&["stdout 0\nstdout 1\n=stdout 2\n==stdout 3\n", "\0\u{fffd}\nthe end, with no line break"])
            .stderr_has(&[
                "println 0\nstderr 0\nno line break0;println 1\nstderr 1\n",
                "no line break19;by log\nvalues: true ",
            ]),
    ]
}

fn panics() -> Vec<Case> {
    let ended = "before\ndeferred call\n";
    // The deferred call of `main` runs before the panic is reported, but only if the panic is on that goroutine.
    let modes = [
        ("string", "panic: plain\n"),
        ("errorf", "panic: formatted 7\n"),
        ("error", "panic: failure 3: custom\n"),
        ("int", "panic: main.level(5)\n"),
        ("float", "panic: -1.5"),
        ("struct", "panic: (main.point) "),
        ("nil-map", "panic: assignment to entry in nil map\n"),
        ("nil-ptr", "panic: runtime error: invalid memory address or nil pointer dereference\n"),
        ("nil-func", "panic: runtime error: invalid memory address or nil pointer dereference\n"),
        ("index", "panic: runtime error: index out of range [10] with length 3\n"),
        ("negative", "panic: runtime error: index out of range [-1]\n"),
        ("slice", "panic: runtime error: slice bounds out of range [10:3]\n"),
        ("divide", "panic: runtime error: integer divide by zero\n"),
        ("assert", "panic: interface conversion: interface {} is string, not int\n"),
        ("interface", "panic: interface conversion: string is not main.namer: missing method Name\n"),
        ("make", "panic: runtime error: makeslice: len out of range\n"),
        ("huge", "panic: runtime error: makeslice: len out of range\n"),
        ("out-of-mem", "panic: runtime error: makeslice: len out of range\n"),
        ("close", "panic: close of nil channel\n"),
        ("array", "panic: runtime error: cannot convert slice with length 3 to "),
        ("nested", "panic: at the bottom of the tower\n"),
        ("methods", "panic: wrapped: cause\n"),
        ("js-error", "panic: JavaScript error: from JavaScript\n"),
        ("js-value", "panic: syscall/js: call of Value.Get on undefined\n"),
        ("again", "panic: first [recovered]\n\tpanic: again after first\n"),
        ("while-deferred", "panic: first\n\tpanic: second\n"),
    ];
    let stack = ["\ngoroutine 1 [running]:\n", "\nmain.main()\n\tguests/panics/main.go:"];
    let mut cases: Vec<Case> = modes
        .map(|(name, message)| {
            case(name).code(2).stdout(ended).stderr_has(&[message, stack[0], stack[1]]).args(&[name])
        })
        .into();
    let other = |name| case(name).args(&[name]).code(2).stdout("before\n");
    cases.extend([
        other("callback").stderr_has(&["deferred call\npanic: in a callback\n", stack[0], "\nsyscall/js.handleEvent()\n", stack[1]]),
        other("goroutine").stderr_has(&["panic: in a goroutine\n", " [running]:\nmain.", "\ncreated by main."]),
        other("unlock").stderr_has(&["fatal error: sync: unlock of unlocked mutex\n", stack[0], stack[1]]),
        other("goexit").stdout(ended).stderr_has(&["fatal error: ", "deadlock!\n"]),
        other("recovered").code(0).stdout_has(&[
            "before\nstring: plain\ntext with a line break (runtime error: false)\nerror: failure 3: custom (runtime error: false)\n",
            "\ndivide: runtime error: integer divide by zero (runtime error: true)\n",
            "\nwhile-deferred: second (runtime error: false)\nafter\ndeferred call\n",
        ]),
    ]);
    cases
}

fn traps() -> Vec<Case> {
    let trap = |name| case(name).args(&[name]).code(1).stdout("before\n").stderr_has(&["out of bounds"]);
    vec![
        trap("main").comparison(NODE_S_OWN_WORDS),
        trap("callback").comparison(Comparison::Nothing(
            "Go's script takes the trap for an exception of the callback and resumes a program that is broken",
        )),
    ]
}

fn exit_codes() -> Vec<Case> {
    let exit = |name, code: &str, place, expected| {
        let (stdout, stderr) = ("to stdout, with no line break", "to stderr, just before\n");
        case(name).args(&[code, place]).code(expected).stdout(stdout).stderr(stderr)
    };
    vec![
        exit("3", "3", "main", 3),
        exit("0", "0", "main", 0),
        exit("255", "255", "main", 255),
        // An operating system keeps only the low eight bits.
        exit("minus-1", "-1", "main", 255),
        exit("256", "256", "main", 0),
        exit("goroutine", "3", "goroutine", 3),
        exit("timer", "4", "timer", 4),
        exit("callback", "5", "callback", 5),
        exit("return", "6", "return", 0).stdout("to stdout, with no line breaka deferred call ran\n"),
    ]
}

fn deadlocks() -> Vec<Case> {
    let deadlock = |name, state: &str, said: &str| {
        let error = format!("{said}fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [{state}");
        case(name)
            .args(&[name])
            .code(2)
            .stdout("waiting\n")
            .stderr_has(&[&error, "main.main()\n\tguests/deadlock/main.go:"])
    };
    vec![
        deadlock("receive", "chan receive]:\n", ""),
        deadlock("send", "chan send]:\n", ""),
        deadlock("nil", "chan receive (nil chan)]:\n", ""),
        deadlock("select", "select (no cases)]:\n", ""),
        deadlock("cases", "select]:\n", ""),
        // Releases of Go name this state differently.
        deadlock("mutex", "s", ""),
        deadlock("wait-group", "s", ""),
        deadlock("goroutines", "chan receive]:\n", ""),
        deadlock("after-sleep", "select (no cases)]:\n", "slept\n"),
        deadlock("after-callback", "select (no cases)]:\n", ""),
        deadlock("in-callback", "chan receive]:\n", "in the callback\n"),
    ]
}

fn time_zones() -> Vec<Case> {
    // None of these zones changes its offset during the year.
    [
        ("utc", "UTC", "UTC+0 0\nnumber 0 true\n"),
        ("kolkata", "Asia/Kolkata", "UTC+5:30 19800\nnumber -330 true\n"),
        ("kiritimati", "Pacific/Kiritimati", "UTC+14 50400\nnumber -840 true\n"),
        ("marquesas", "Pacific/Marquesas", "UTC-9:30 -34200\nnumber 570 true\n"),
        ("unknown", "Nowhere/Land", "UTC+0 0\nnumber 0 true\n"),
    ]
    .map(|(name, zone, offset)| {
        let parts = ["Local ", offset, "\nDate agrees with time.Now: true\n<number: 1000000000000> <number: NaN>\n"];
        case(name).env(&[("TZ", zone)]).stdout_has(&parts)
    })
    .into()
}

fn greet() -> Vec<Case> {
    let built = format!("(go{NEWEST} js/wasm)\n");
    vec![
        case("world").stdout(format!("Hello, world!\n{built}")),
        case("names").args(&["Ada", "Grâce 😀"]).stdout(format!("Hello, Ada!\nHello, Grâce 😀!\n{built}")),
        case("exit").args(&["-exit", "7"]).code(7),
        case("exit-of-what")
            .args(&["-exit", "x"])
            .code(2)
            .stderr("greet: strconv.Atoi: parsing \"x\": invalid syntax\n"),
        // The command line calls none of the guest's functions, so the guest waits forever.
        case("serve")
            .args(&["-serve"])
            .code(2)
            .stderr_has(&["all goroutines are asleep - deadlock!\n", "main.serve()\n"]),
    ]
}

const TIMERS: &str = "\
slept at least -1s true
slept at least 0s true
slept at least 1ns true
slept at least 1µs true
slept at least 1ms true
slept at least 20ms true
goroutines that slept: 500
five ticks: true each later: true
a stopped ticker is silent
AfterFunc: 1000 each once: true
fired: 100 stopped: 100
a waiting timer is active: true
fired no earlier than asked: true
a fired timer is active: false
and again: false
fired after many resets: 1
all due: [1 2 3]
the wall clock is set: true and agrees: true
a timeout wins against nothing
done
";

const GC: &str = "\
garbage: 1024
garbage: 1024
garbage: 1024
garbage: 1024
live: 1024
allocated 320 MB: true
holds 64 MB: true and little more: true
collections: true freed: true
memory from the host: true true
dropped: true returned: true
finalizers ran: true
old percentage: 100 collections while off: 0
";

const RECURSION: &str = "\
direct: 100000
mutual: true false
interface: 100000
closure: 100000
wide frames: 0
goroutines: 183333
recovered: bottom
deferred calls: 5001
";

const JS_FUNCS: &[&str] = &[
    "invoke: <number: 0.5> <number: 0>\ncall on the global object: <number: 3>\nmethod: true receiver with text\n",
    "\nafter a recovered panic: <null>\nnested: 3(901 2(601 1(301 bottom 1201 t) 601 t) 1 t)\nin a goroutine: 3(901 ",
    "\nby a constructor: 6(18001 5(15001 4(12001 3(9001 2(6001 1(3001 bottom 30001 t) 24001 t) 18001 t) 12001 t) 6001 t) 1 t)\n",
    "\nslept inside: <boolean: true>\ncollection inside: kept\na hundred deep: <number: 99> 100 0\n",
    "made and released: 4501500\ncalls: 10000\nwritten by fs.write\ncalled by the loop: 20\n",
    "\nalive\n<undefined>\nreleased inside <undefined>\n",
];

const JS_FUNCS_INSIDE: &str = "\
this: undefined arguments: 3
this: undefined arguments: 0
this: object arguments: 2
recovered inside: true
call to released function
call to released function
";
