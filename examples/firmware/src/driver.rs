//! The board as Go finds it: the object `board` on `js.Global()`.

use alloc::{format, string::String};

use gojs::{
    Builder,
    embed::{Function, Throw},
};

use crate::{board::Board, host::BoardHost};

/// Offers the board to a program:
///
/// - `board.millivolts`, the supply's voltage;
/// - `board.led.set(true)`, the light;
/// - `board.on("button", handler)`, where the handler will be called with how often the button was pressed.
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
