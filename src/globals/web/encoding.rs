//! The encodings of `TextDecoder` and their labels (WHATWG Encoding §4.2).

use crate::js::string::BYTE_ORDER_MARK;

/// The supported encodings. Node supports more, for languages that Go programs are unlikely to encounter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// Decoded as in Node 20: each byte stands for the code point of the same value, even from U+0080 to U+009F.
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
    /// Returns the encoding with a label (§4.2, get an encoding).
    pub(super) fn from_label(label: &str) -> Option<Self> {
        let label = label.trim_matches(|c: char| matches!(c, '\t' | '\n' | '\x0c' | '\r' | ' '));
        let has_label = |labels: &[&str]| labels.iter().any(|other| other.eq_ignore_ascii_case(label));
        LABELS.iter().find(|(_, labels)| has_label(labels)).map(|&(encoding, _)| encoding)
    }

    /// Returns the byte order mark that a decoder skips.
    pub(super) const fn byte_order_mark(self) -> &'static [u8] {
        match self {
            Encoding::Utf8 => BYTE_ORDER_MARK,
            Encoding::Utf16Le => b"\xff\xfe",
            Encoding::Utf16Be => b"\xfe\xff",
            Encoding::Windows1252 => b"",
        }
    }

    /// Returns the name of the encoding, as the attribute `encoding` shows it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Windows1252 => "windows-1252",
        }
    }
}
