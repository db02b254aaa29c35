//! What an image does, from the first line of its `main` to its exit code.

#[cfg(feature = "validate")]
pub mod board;
#[cfg(feature = "validate")]
pub mod busy;
#[cfg(feature = "validate")]
pub mod faults;
pub mod hello;

use gojs::Error;

use crate::{board::Board, say};

/// The exit code of an image whose program did not come to its end.
const FAILED: u8 = 1;

/// Ends with the program's exit code, or says why there is none.
fn end<B: Board>(result: Result<u8, Error>) -> ! {
    match result {
        Ok(code) => B::exit(code),
        Err(error) => {
            say!(B, "{error}");
            B::exit(FAILED)
        }
    }
}
