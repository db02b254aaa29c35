//! The board as Go sees it: the object `board` on `js.Global()`.

use alloc::{format, string::String};

use gojs::{
    Builder,
    embed::{Function, Throw},
};

use crate::{board::Board, host::BoardHost};

/// Defines the object `board` for a program:
///
/// - `board.millivolts` is the supply voltage.
/// - `board.led.set(true)` switches the light on.
/// - `board.on("button", handler)` registers a handler, which receives the number of presses of the button.
#[must_use]
pub fn offer<B: Board, E>(builder: Builder<BoardHost<B>, E>) -> Builder<BoardHost<B>, E> {
    builder.object("board", |board| {
        board
            .getter("millivolts", |_cx| B::millivolts())
            .object("led", |led| led.method("set", |_cx, on: bool| B::set_led(on)))
            .method("on", |cx, (event, handler): (String, Function)| match event.as_str() {
                "button" => {
                    cx.host().button = Some(handler);
                    Ok(())
                }
                _ => Err(Throw::type_error(format!("the board has no event `{event}`"))),
            })
    })
}
