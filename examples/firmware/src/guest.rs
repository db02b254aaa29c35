//! The guests: Go programs, as `build.rs` has built them. One that an image does not run is not linked.

/// Greets by `fmt`.
pub static HELLO: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/hello.wasm"));

/// Works with the board: a button, a light, a voltage, timers.
pub static BOARD: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/board.wasm"));

/// Computes without a pause.
pub static BUSY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/busy.wasm"));

/// Does what its argument says, and mostly asks for more than there is. It is the one guest of an image: there is no room
/// for two.
pub static TROUBLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/trouble.wasm"));
