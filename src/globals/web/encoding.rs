//! What `TextEncoder` and `TextDecoder` have in common: the encodings and their labels (WHATWG Encoding §4.2), and Node's
//! errors.

use alloc::{format, string::String};

use crate::js::{Arguments, Context, Intrinsic, Kind, Thrown, Value};

/// The encodings that are decoded. Node knows others, of languages that no Go program is likely to meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// Node 20 takes its bytes for the first 256 code points, U+0080 to U+009F among them.
    Windows1252,
}

/// The labels of WHATWG Encoding §4.2.
const LABELS: &[(Encoding, &[&str])] = &[
    (Encoding::Utf8, &["unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "utf-8", "utf8", "x-unicode20utf8"]),
    (Encoding::Utf16Le, &["csunicode", "iso-10646-ucs-2", "ucs-2", "unicode", "unicodefeff", "utf-16", "utf-16le"]),
    (Encoding::Utf16Be, &["unicodefffe", "utf-16be"]),
    (
        Encoding::Windows1252,
        &[
            "ansi_x3.4-1968",
            "ascii",
            "cp1252",
            "cp819",
            "csisolatin1",
            "ibm819",
            "iso-8859-1",
            "iso-ir-100",
            "iso8859-1",
            "iso88591",
            "iso_8859-1",
            "iso_8859-1:1987",
            "l1",
            "latin1",
            "us-ascii",
            "windows-1252",
            "x-cp1252",
        ],
    ),
];

impl Encoding {
    /// The encoding that has the label (§4.2, get an encoding).
    pub(super) fn from_label(label: &str) -> Option<Self> {
        let label = label.trim_matches(|c: char| matches!(c, '\t' | '\n' | '\x0c' | '\r' | ' '));
        let has_label = |labels: &[&str]| labels.iter().any(|other| other.eq_ignore_ascii_case(label));
        LABELS.iter().find(|(_, labels)| has_label(labels)).map(|&(encoding, _)| encoding)
    }

    /// Its name, as `encoding` shows it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Windows1252 => "windows-1252",
        }
    }
}

/// An error of Node's own, which has a `code`.
pub(super) fn coded_error(cx: &mut Context<'_>, class: Intrinsic, code: &str, message: &str) -> Thrown {
    let heap = cx.heap();
    let error = heap.error(class, message);
    let code = heap.string(code);
    heap.define_data(error, "code", code);
    error.into()
}

/// A method is called on something else than an object of its class.
pub(super) fn invalid_this(cx: &mut Context<'_>, class: &str) -> Thrown {
    let message = format!("Value of \"this\" must be of type {class}");
    coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_THIS", &message)
}

/// An argument is not what it must be.
pub(super) fn invalid_argument(cx: &mut Context<'_>, name: &str, expected: &str, value: Value) -> Thrown {
    let received = received(cx, value);
    let message = format!("The \"{name}\" argument must be {expected}. Received {received}");
    coded_error(cx, Intrinsic::TypeError, "ERR_INVALID_ARG_TYPE", &message)
}

/// How Node shows a value that it refuses.
fn received(cx: &mut Context<'_>, value: Value) -> String {
    match value {
        Value::Undefined | Value::Null => cx.describe(value),
        Value::Object(object) => match cx.heap().cell(object).kind {
            Kind::Function(_) => "function".into(),
            _ => format!("an instance of {}", cx.heap().class_name(object)),
        },
        Value::String(string) => format!("type string ('{}')", cx.heap().text(string)),
        Value::Boolean(_) => format!("type boolean ({})", cx.describe(value)),
        Value::Number(_) => format!("type number ({})", cx.describe(value)),
        Value::Symbol(_) => format!("type symbol ({})", cx.describe(value)),
        Value::BigInt(_) => format!("type bigint ({}n)", cx.describe(value)),
    }
}

/// The constructors are classes, which can't be called.
pub(super) fn new_target(cx: &mut Context<'_>, call: &Arguments<'_>, class: &str) -> Result<crate::js::Object, Thrown> {
    match call.new_target {
        Some(new_target) => Ok(new_target),
        None => Err(cx.type_error(&format!("Class constructor {class} cannot be invoked without 'new'"))),
    }
}
