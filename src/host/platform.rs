//! Everything of one program that is outside its JavaScript values and its wasm.

use super::{Environment, Files, Host};

/// The host of one program, with the files and the environment that the program sees.
#[derive(Debug)]
pub(crate) struct Platform<H: ?Sized = dyn Host> {
    pub(crate) files: Files,
    pub(crate) environment: Environment,
    pub(crate) host: H,
}

impl<H> Platform<H> {
    pub(crate) fn new(host: H) -> Self {
        Platform { files: Files::default(), environment: Environment::default(), host }
    }
}
