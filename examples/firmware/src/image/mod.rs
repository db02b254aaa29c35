//! The images: each function runs an image after the board is set up, and ends with its exit code.

#[cfg(feature = "validate")]
pub mod board;
#[cfg(feature = "validate")]
pub mod busy;
#[cfg(feature = "validate")]
pub mod faults;
pub mod hello;

use gojs::Error;

use crate::{board::Board, say};

/// The exit code of an image whose program has failed.
const FAILED: u8 = 1;

/// Ends with the program's exit code, or prints the error and ends with [`FAILED`].
fn end<B: Board>(result: Result<u8, Error>) -> ! {
    match result {
        Ok(code) => B::exit(code),
        Err(error) => {
            say!(B, "{error}");
            B::exit(FAILED)
        }
    }
}
