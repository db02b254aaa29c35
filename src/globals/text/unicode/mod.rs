//! Case conversion and normalization with Unicode tables, or for ASCII only without the feature `unicode`.

#[cfg(not(feature = "unicode"))]
mod ascii;
#[cfg(feature = "unicode")]
mod case;
#[cfg(feature = "unicode")]
mod normalization;

#[cfg(not(feature = "unicode"))]
pub(super) use self::ascii::{decomposed, is_combining_mark, is_upper, lower, lower_case, normalized, upper_case};
#[cfg(feature = "unicode")]
pub(super) use self::{
    case::{is_upper, lower, lower_case, upper_case},
    normalization::{decomposed, is_combining_mark, normalized},
};

/// A form that `String.prototype.normalize` accepts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    Nfc,
    Nfd,
    Nfkc,
    Nfkd,
}

impl Form {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "NFC" => Form::Nfc,
            "NFD" => Form::Nfd,
            "NFKC" => Form::Nfkc,
            "NFKD" => Form::Nfkd,
            _ => return None,
        })
    }
}
