//! A plugin host: the application defines `app.log`, `app.store` and `app.on`. A Go plugin registers handlers, which
//! the application calls.
//!
//! `cargo run --release --example plugin_host`

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Duration;

use gojs::{
    Errno, Host, Instant, StdHost, Stream,
    embed::{Function, Throw},
    wasmi::{Module, Program},
};

/// The application. It is also the program's [`Host`], so the functions of `app` access its state without a lock.
struct App {
    system: StdHost,
    log: Vec<String>,
    store: BTreeMap<String, u32>,
    handlers: BTreeMap<String, Function>,
}

/// Gives the plugin only the capabilities that are forwarded here.
impl Host for App {
    fn monotonic(&mut self) -> Instant {
        self.system.monotonic()
    }

    fn wall_clock(&mut self) -> Duration {
        self.system.wall_clock()
    }

    fn entropy(&mut self, buf: &mut [u8]) -> Result<(), Errno> {
        self.system.entropy(buf)
    }

    fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<usize, Errno> {
        self.system.write(stream, bytes)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let wasm = include_bytes!("guest/greet.wasm");
    let module = Module::new(&gojs::wasmi::engine(), wasm)?;
    let store = BTreeMap::from([("apples".to_string(), 5)]);
    let app = App { system: StdHost::new(), log: Vec::new(), store, handlers: BTreeMap::new() };

    let mut program = Program::builder(app)
        .args(["greet", "-plugin"])
        .object("app", |app| {
            app.method("log", |cx, line: String| cx.host().log.push(line))
                .method("on", |cx, (event, handler): (String, Function)| {
                    cx.host().handlers.insert(event, handler);
                })
                .object("store", |store| {
                    store
                        .method("get", |cx, name: String| cx.host().store.get(&name).copied())
                        .method("set", |cx, (name, count): (String, i64)| {
                            let count = u32::try_from(count).map_err(|_| Throw::range_error("the shelf is empty"))?;
                            cx.host().store.insert(name, count);
                            Ok::<_, Throw>(())
                        })
                        .getter("size", |cx| cx.host().store.len())
                })
        })
        .instantiate(&module)?;

    // Runs the plugin's `main` until it waits. By then it has registered its handlers.
    program.start()?;
    for (item, count) in [("apples", 2), ("apples", 4), ("pears", 1)] {
        let handler = program.host().handlers.get("order").cloned().ok_or("nobody handles orders")?;
        let answer: String = program.call_function(&handler, (item, count))?;
        println!("{count} {item}: {answer}");
    }

    let audit = program.host().handlers.get("audit").cloned().ok_or("nobody audits")?;
    println!("things in the store: {}", program.call_function::<usize>(&audit, ())?);
    for line in &program.host().log {
        println!("logged: {line}");
    }
    Ok(())
}
