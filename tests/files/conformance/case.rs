//! The conformance cases.

use super::files::Files;

/// A case that each file system must pass.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// Whether the case creates links whose target is an absolute path.
    pub(crate) needs_root: bool,
    pub(crate) run: fn(&mut Files<'_>),
}

/// Creates a list of cases from functions.
macro_rules! cases {
    ($($name:ident),* $(,)?) => {
        &[$($crate::conformance::case::Case { name: stringify!($name), needs_root: false, run: $name }),*]
    };
    (absolute: $($name:ident),* $(,)?) => {
        &[$($crate::conformance::case::Case { name: stringify!($name), needs_root: true, run: $name }),*]
    };
}

pub(crate) use cases;
