//! Line output on the console.

use core::{fmt, marker::PhantomData};

use crate::board::Board;

/// The console of the board, as a [`fmt::Write`].
#[derive(Debug)]
pub struct Console<B>(PhantomData<B>);

impl<B> Default for Console<B> {
    fn default() -> Self {
        Console(PhantomData)
    }
}

impl<B: Board> fmt::Write for Console<B> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        B::write(text.as_bytes());
        Ok(())
    }
}

/// Writes a line to the console.
pub fn line<B: Board>(arguments: fmt::Arguments<'_>) {
    // Writing to the console cannot fail.
    let _ = fmt::Write::write_fmt(&mut Console::<B>::default(), arguments);
    B::write(b"\n");
}

/// Writes a line to the console of a board: `say!(B, "{} volts", volts)`.
#[macro_export]
macro_rules! say {
    ($board:ty, $($arguments:tt)*) => { $crate::console::line::<$board>(format_args!($($arguments)*)) };
}
