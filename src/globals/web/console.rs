//! `console` (the WHATWG's [Console]), as far as Go's `syscall/js` uses it: what it prints goes to the program's streams.
//!
//! [Console]: https://console.spec.whatwg.org/

use alloc::string::String;

use crate::{
    host::{Stream, write_all},
    js::{Arguments, Builtin, Context, Value},
};

pub(in crate::globals) static CONSOLE: &[Builtin] = &[
    Builtin::method("debug", 0, |cx, call| print(cx, call, Stream::Stdout)),
    Builtin::method("error", 0, |cx, call| print(cx, call, Stream::Stderr)),
    Builtin::method("info", 0, |cx, call| print(cx, call, Stream::Stdout)),
    Builtin::method("log", 0, |cx, call| print(cx, call, Stream::Stdout)),
    Builtin::method("warn", 0, |cx, call| print(cx, call, Stream::Stderr)),
];

/// Prints the arguments as text, on a line. A stream that fails is passed over, as under Node.
fn print(cx: &mut Context<'_>, call: Arguments<'_>, stream: Stream) -> Result<Value, Value> {
    let mut line = String::new();
    for (&value, index) in call.list.iter().zip(0..) {
        if index > 0 {
            line.push(' ');
        }
        let text = cx.string_of(value)?;
        line.push_str(cx.heap().text(text));
    }
    line.push('\n');
    let _ = write_all(cx.host(), stream, line.as_bytes());
    Ok(Value::Undefined)
}
