//! Text processing (ECMA-262 §22), and the URI functions of the global object (§19.2.6).

mod string;
mod unicode;
mod uri;

pub(in crate::globals) use self::string::STRING_ITERATOR;
use crate::js::Builtin;

pub(in crate::globals) static GLOBALS: &[Builtin] = &[
    Builtin::class(&string::STRING),
    Builtin::method("decodeURI", 1, |cx, call| uri::decode(cx, &call, uri::RESERVED)),
    Builtin::method("decodeURIComponent", 1, |cx, call| uri::decode(cx, &call, "")),
    Builtin::method("encodeURI", 1, |cx, call| uri::encode(cx, &call, uri::RESERVED)),
    Builtin::method("encodeURIComponent", 1, |cx, call| uri::encode(cx, &call, "")),
];
