//! The groups of globals. An embedder chooses which ones a program gets.

use super::{bare, control, fundamental, indexed, keyed, node, numbers, reflection, structured, text, web};
use crate::js::{Builtin, Group, Numerals};

/// The globals that Go's standard library uses: `Object`, `Function`, `Boolean`, `Symbol`, the errors, `Array`,
/// `ArrayBuffer`, `Uint8Array`, `Uint8ClampedArray`, `Date`, `console`, `fs`, `path`, `process`, `globalThis`, `eval`.
pub static CORE: Group = Group {
    name: "core",
    format: Some(web::inspect),
    numerals: Some(&Numerals::QUICK),
    globals: &[
        Builtin::global("globalThis"),
        // The tag of `globalThis` in Node.
        Builtin::tag("global"),
        fundamental::EVAL,
        Builtin::class(&fundamental::OBJECT),
        Builtin::class(&fundamental::FUNCTION),
        Builtin::class(&fundamental::BOOLEAN),
        Builtin::class(&fundamental::SYMBOL),
        Builtin::class(&fundamental::ERROR),
        Builtin::class(&fundamental::EVAL_ERROR),
        Builtin::class(&fundamental::RANGE_ERROR),
        Builtin::class(&fundamental::REFERENCE_ERROR),
        Builtin::class(&fundamental::SYNTAX_ERROR),
        Builtin::class(&fundamental::TYPE_ERROR),
        Builtin::class(&fundamental::URI_ERROR),
        Builtin::class(&indexed::ARRAY),
        Builtin::class(&indexed::UINT8_ARRAY),
        Builtin::class(&indexed::UINT8_CLAMPED_ARRAY),
        Builtin::class(&structured::ARRAY_BUFFER),
        Builtin::class(&numbers::DATE),
        Builtin::namespace("console", web::CONSOLE),
        Builtin::namespace("fs", node::FS),
        Builtin::namespace("path", node::PATH),
        Builtin::namespace("process", node::PROCESS),
    ],
    hidden: &[
        &indexed::ITERATOR,
        &indexed::ARRAY_ITERATOR,
        &indexed::TYPED_ARRAY,
        &web::CONSOLE_STATE,
        &node::STATS,
        &node::DIRENT,
    ],
};

/// `Number`, `BigInt`, `Math`, `parseInt` and `parseFloat`, `isNaN` and `isFinite`, `NaN`, `Infinity` and
/// `undefined`.
pub static NUMBERS: Group = Group { numerals: Some(&Numerals::QUICK), ..Group::new("numbers", numbers::GLOBALS) };

/// `String`, `encodeURI`, `encodeURIComponent`, `decodeURI` and `decodeURIComponent`.
pub static TEXT: Group = Group::new("text", text::GLOBALS).hidden(&[&text::STRING_ITERATOR]);

/// The typed arrays that are not in [`CORE`], and `DataView`.
pub static TYPED_ARRAYS: Group = Group::new("typed-arrays", indexed::GLOBALS);

/// `Map`, `Set`, `WeakMap`, `WeakSet`, `WeakRef`.
pub static COLLECTIONS: Group = Group::new("collections", keyed::GLOBALS).hidden(keyed::ITERATORS);

/// `JSON`.
pub static JSON: Group = Group::new("json", structured::GLOBALS);

/// `Promise`, `AggregateError`, `queueMicrotask`.
pub static PROMISE: Group = Group::new("promise", control::GLOBALS);

/// `Reflect`.
pub static REFLECT: Group = Group::new("reflect", reflection::GLOBALS);

/// `setTimeout`, `setInterval`, `setImmediate`, `clearTimeout`, `clearInterval` and `clearImmediate`.
pub static TIMERS: Group = Group::new("timers", web::TIMERS).hidden(&[&web::TIMEOUT, &web::IMMEDIATE]);

/// `TextEncoder`, `TextDecoder`.
pub static ENCODING: Group = Group::new("encoding", web::ENCODING);

/// `crypto`.
pub static CRYPTO: Group = Group::new("crypto", web::CRYPTO);

/// `performance`.
pub static PERFORMANCE: Group = Group::new("performance", web::PERFORMANCE);

/// `structuredClone`.
pub static STRUCTURED_CLONE: Group = Group::new("structured-clone", web::STRUCTURED_CLONE);

/// `URL`, `URLSearchParams`.
pub static URL: Group = Group::new("url", web::URL).hidden(&[&web::URL_SEARCH_PARAMS_ITERATOR]);

/// `Event`, `EventTarget`, `AbortController`, `AbortSignal`, `DOMException`.
pub static EVENTS: Group = Group::new("events", web::EVENTS);

/// `fetch`, `Headers`, `Request`, `Response`, `ReadableStream`, its reader and its controller. `fetch` exists only if
/// the host has a network. `AbortController` and `AbortSignal` are in the group [`EVENTS`].
pub static FETCH: Group = Group::new("fetch", web::FETCH).hidden(&[&web::HEADERS_ITERATOR]);

/// All groups except [`BARE`].
pub static ALL: &[&Group] = &[
    &CORE,
    &NUMBERS,
    &TEXT,
    &TYPED_ARRAYS,
    &COLLECTIONS,
    &JSON,
    &PROMISE,
    &REFLECT,
    &TIMERS,
    &ENCODING,
    &CRYPTO,
    &PERFORMANCE,
    &STRUCTURED_CLONE,
    &URL,
    &EVENTS,
    &FETCH,
];

/// A replacement for [`CORE`], for a program that computes, prints, and uses only what its embedder gives it.
///
/// It has the constructors `Object`, `Array`, `ArrayBuffer`, `Uint8Array`, `Error`, `RangeError` and `TypeError`, the
/// first four without methods; reading and writing of the standard streams in `fs`; the IDs and the working directory
/// in `process`. It lacks files and local time, and methods such as `push` that a program calls through `js.Value`.
///
/// Text converts to a number only if its digits, read as an integer, are at most 2⁵³ − 1, and the power of ten that
/// scales them is between −22 and 22. Other text gives `NaN`, unless the group [`NUMBERS`] is present as well.
pub static BARE: Group = Group::new("bare", bare::GLOBALS).hidden(bare::HIDDEN);

/// The smallest set of globals a Go program can run with.
pub static MINIMAL: &[&Group] = &[&BARE];

/// The globals for tests of the layers below: only [`CORE`].
#[cfg(any(test, fuzzing))]
pub(crate) static CORE_ALONE: &[&Group] = &[&CORE];
