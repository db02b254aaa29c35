//! What is shown of a file system.

use super::files::Files;

/// Something that is shown of each file system.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// Whether links are made in it whose text is an absolute path.
    pub(crate) needs_root: bool,
    pub(crate) run: fn(&mut Files<'_>),
}

/// Lists functions as cases.
macro_rules! cases {
    ($($name:ident),* $(,)?) => {
        &[$($crate::conformance::case::Case { name: stringify!($name), needs_root: false, run: $name }),*]
    };
    (absolute: $($name:ident),* $(,)?) => {
        &[$($crate::conformance::case::Case { name: stringify!($name), needs_root: true, run: $name }),*]
    };
}

pub(crate) use cases;
