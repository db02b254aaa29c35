//! The guests: Go programs that `build.rs` has built. Only the guests that an image runs are linked into it.

/// Prints a greeting with `fmt`.
pub static HELLO: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/hello.wasm"));

/// Uses the board: a button, a light, a voltage and timers.
pub static BOARD: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/board.wasm"));

/// Computes without ever waiting.
pub static BUSY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/busy.wasm"));

/// Provokes the problem that its argument selects, in most cases the exhaustion of a resource. The image contains only
/// this guest, because flash has no space for two.
pub static TROUBLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/trouble.wasm"));
