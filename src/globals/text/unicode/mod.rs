//! Unicode's tables: letters' cases, and normalization forms; or, without the feature `unicode`, what ASCII needs of them.

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

/// What `String.prototype.normalize` can be asked for.
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
