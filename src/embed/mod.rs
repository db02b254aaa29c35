//! Functions, objects and classes that an embedder defines in Rust for a program, and promises that are settled from
//! outside.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let module: wasmi::Module = unimplemented!();
//! # struct Counter { n: u32 }
//! use gojs::{StdHost, embed::Caller, wasmi::Program};
//!
//! let mut program = Program::builder(StdHost::new())
//!     // js.Global().Call("log", "text")
//!     .function("log", |_cx, line: String| println!("{line}"))
//!     // js.Global().Get("board").Call("led", true)
//!     .object("board", |board| board
//!         .method("led", |_cx, on: bool| println!("the light is {}", if on { "on" } else { "off" }))
//!         .getter("millivolts", |_cx| 3300))
//!     // js.Global().Get("Counter").New(5).Call("add", 2)
//!     .class("Counter", |class| class
//!         .constructor(|_cx, start: u32| Counter { n: start })
//!         .method("add", |counter: &mut Counter, by: u32| { counter.n += by; counter.n }))
//!     .instantiate(&module)?;
//! # Ok(())
//! # }
//! ```

mod caller;
mod class;
mod function;
mod handles;
mod object;
mod path;
#[cfg(feature = "serde")]
mod serde;

#[cfg(feature = "serde")]
pub use self::serde::{Serde, SerdeError};
pub use self::{
    caller::Caller,
    class::{ClassBuilder, IntoState},
    handles::{Function, Promise},
    object::ObjectBuilder,
    path::PropertyPath,
};
pub(crate) use self::{
    function::evaluator,
    path::{Dotted, lookup, property},
};
pub use crate::js::{Bytes, FromJs, IntoJs, IntoReturn, IntoThrow, Rest, Rooted, Settler, Throw, WrongType};
