//! The strings in a module's memory: names of properties that lead to other values, paths, and other arguments of
//! functions.

/// The address of the strings, which are stored consecutively.
const AT: u32 = 0x8000;

/// The names of globals, which come first.
const GLOBALS: &[&str] = &[
    "Object",
    "Array",
    "Uint8Array",
    "Promise",
    "Error",
    "Function",
    "fs",
    "process",
    "path",
    "console",
    "Map",
    "Set",
    "WeakMap",
    "WeakSet",
    "WeakRef",
    "String",
    "Symbol",
    "Number",
    "BigInt",
    "Boolean",
    "Date",
    "JSON",
    "Math",
    "Reflect",
    "ArrayBuffer",
    "DataView",
    "Float64Array",
    "Int16Array",
    "BigInt64Array",
    "Uint8ClampedArray",
    "TextEncoder",
    "TextDecoder",
    "URL",
    "URLSearchParams",
    "AbortController",
    "AbortSignal",
    "Event",
    "CustomEvent",
    "EventTarget",
    "Headers",
    "Request",
    "Response",
    "ReadableStream",
    "RangeError",
    "DOMException",
    "crypto",
    "performance",
    "setTimeout",
    "setInterval",
    "setImmediate",
    "clearTimeout",
    "queueMicrotask",
    "structuredClone",
    "fetch",
    "globalThis",
    "parseInt",
    "decodeURIComponent",
];

const OTHERS: &[&str] = &[
    // Go's own properties.
    "_makeFuncWrapper",
    "_pendingEvent",
    "_values",
    "result",
    "id",
    "this",
    "args",
    // Properties of functions and objects.
    "prototype",
    "constructor",
    "length",
    "name",
    "call",
    "apply",
    "bind",
    "toString",
    "valueOf",
    "toJSON",
    "create",
    "assign",
    "freeze",
    "keys",
    "values",
    "entries",
    "fromEntries",
    "defineProperty",
    "defineProperties",
    "deleteProperty",
    "getPrototypeOf",
    "setPrototypeOf",
    "__proto__",
    "getOwnPropertyDescriptors",
    "ownKeys",
    "get",
    "set",
    "value",
    "configurable",
    "construct",
    "hasOwn",
    "groupBy",
    // Properties of collections and iterators.
    "push",
    "pop",
    "shift",
    "unshift",
    "splice",
    "slice",
    "concat",
    "join",
    "sort",
    "toSorted",
    "reverse",
    "fill",
    "copyWithin",
    "flat",
    "flatMap",
    "forEach",
    "map",
    "filter",
    "reduce",
    "find",
    "findLast",
    "indexOf",
    "includes",
    "from",
    "of",
    "at",
    "with",
    "subarray",
    "buffer",
    "resize",
    "transfer",
    "maxByteLength",
    "iterator",
    "next",
    "add",
    "delete",
    "has",
    "clear",
    "deref",
    // Properties of strings, numbers, dates and other values.
    "padEnd",
    "repeat",
    "replaceAll",
    "split",
    "normalize",
    "substring",
    "matchAll",
    "raw",
    "fromCharCode",
    "localeCompare",
    "toWellFormed",
    "toFixed",
    "toPrecision",
    "asIntN",
    "pow",
    "hypot",
    "parse",
    "stringify",
    "UTC",
    "toISOString",
    "setTime",
    "encode",
    "encodeInto",
    "decode",
    "for",
    "description",
    "getRandomValues",
    // Properties of promises, timers, events and streams.
    "then",
    "catch",
    "finally",
    "resolve",
    "reject",
    "all",
    "race",
    "any",
    "withResolvers",
    "nextTick",
    "ref",
    "unref",
    "refresh",
    "abort",
    "aborted",
    "signal",
    "timeout",
    "addEventListener",
    "removeEventListener",
    "dispatchEvent",
    "once",
    "append",
    "getReader",
    "read",
    "cancel",
    "tee",
    "text",
    "json",
    "arrayBuffer",
    "body",
    "enqueue",
    "close",
    // Properties of Node's globals and modules.
    "log",
    "table",
    "openSync",
    "appendFile",
    "a",
    "open",
    "closeSync",
    "readSync",
    "writeSync",
    "write",
    "fstat",
    "ftruncateSync",
    "mkdirSync",
    "readdirSync",
    "renameSync",
    "unlinkSync",
    "rmdirSync",
    "symlinkSync",
    "linkSync",
    "statSync",
    "lstat",
    "chmodSync",
    "utimesSync",
    "readFileSync",
    "writeFileSync",
    "fsync",
    "constants",
    "chdir",
    "cwd",
    "umask",
    "hrtime",
    "exit",
    "stdout",
    "env",
    "relative",
    "message",
    "cause",
    "stack",
    "href",
    "searchParams",
    // Strings that are not names.
    "/file",
    "/dir",
    "/dir/a",
    "../file",
    "/link",
    "w+",
    "r",
    "ax",
    "hex",
    "",
    "ä€😀",
    "1",
    "-0",
    "1e400",
    "null",
    "[1,[2,{\"a\":3}]]",
    "[[[[[[[[[[[[[[[[",
    "%41%zz",
    "2020-02-30T25:00:00Z",
    "http://a@[::1]:8/../b?c=d#e",
    "$&$1",
    "utf-16le",
];

const COUNT: usize = GLOBALS.len() + OTHERS.len();
// Each string has a number of one byte.
const _: () = assert!(COUNT <= 256 && COUNT > 200);

fn all() -> impl Iterator<Item = &'static str> {
    GLOBALS.iter().chain(OTHERS).copied()
}

/// Returns the address and the bytes of all strings.
pub(crate) fn data() -> (u32, Vec<u8>) {
    (AT, all().flat_map(str::bytes).collect())
}

/// Returns a string's address and length.
pub(crate) fn text(number: u8) -> (u32, u32) {
    let index = usize::from(number) % COUNT;
    let before: usize = all().take(index).map(str::len).sum();
    (AT + before as u32, all().nth(index).map_or(0, str::len) as u32)
}

/// Returns the address and length of the name of a global.
pub(crate) fn global(number: u8) -> (u32, u32) {
    text((usize::from(number) % GLOBALS.len()) as u8)
}

/// Returns the number of a string, which must be in the list.
pub(crate) const fn number(name: &str) -> u8 {
    let (mut index, name) = (0, name.as_bytes());
    while index < COUNT {
        let at = if index < GLOBALS.len() { GLOBALS[index] } else { OTHERS[index - GLOBALS.len()] }.as_bytes();
        let mut same = 0;
        while same < at.len() && same < name.len() && at[same] == name[same] {
            same += 1;
        }
        if same == at.len() && same == name.len() {
            return index as u8;
        }
        index += 1;
    }
    panic!("there is no such text")
}

/// Returns the numbers of several strings.
pub(crate) const fn numbers<const N: usize>(names: [&str; N]) -> [u8; N] {
    let (mut index, mut numbers) = (0, [0; N]);
    while index < N {
        numbers[index] = number(names[index]);
        index += 1;
    }
    numbers
}
