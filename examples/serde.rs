//! Arguments and results of any type that implements serde's traits.
//!
//! `cargo run --release --features serde --example serde`

use std::error::Error;

use gojs::{
    StdHost,
    embed::Serde,
    wasmi::{Module, Program},
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
struct Settings {
    name: String,
    retries: u8,
    mode: Mode,
    servers: Vec<Server>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
enum Mode {
    Fast,
    Careful { checks: u32 },
}

#[derive(Debug, Serialize, Deserialize)]
struct Server {
    host: String,
    port: u16,
}

fn main() -> Result<(), Box<dyn Error>> {
    let wasm = include_bytes!("guest/greet.wasm");
    let module = Module::new(&gojs::wasmi::engine(), wasm)?;
    let mut program = Program::builder(StdHost::new()).args(["greet", "-settings"]).instantiate(&module)?;
    program.start()?;

    let settings = Settings {
        name: "production".into(),
        retries: 2,
        mode: Mode::Careful { checks: 3 },
        servers: vec![Server { host: "example.org".into(), port: 443 }],
        comment: None,
    };
    let Serde(reply): Serde<Settings> = program.call("configure", (Serde(&settings),))?;
    println!("{reply:#?}");

    // The error for a mismatch contains the path of the value and both types.
    match program.call::<Serde<Settings>>("broken", ()) {
        Err(error) => println!("broken: {error}"),
        Ok(settings) => return Err(format!("a text was taken for a number: {settings:?}").into()),
    }
    Ok(())
}
