//! The program that `benches/sizes` builds once for each group of globals to measure the group's code size. It is not a
//! benchmark by itself.
//!
//! The build-time environment variable `GOJS_GROUP` names the group. Only that group and the core are linked.

use gojs::{DeterministicHost, globals, js::Group, wasmi::Program};

const fn is_asked_for(name: &str) -> bool {
    let asked = match option_env!("GOJS_GROUP") {
        Some(asked) => asked.as_bytes(),
        None => return false,
    };
    let name = name.as_bytes();
    if asked.len() != name.len() {
        return false;
    }
    let mut at = 0;
    while at < name.len() {
        if asked[at] != name[at] {
            return false;
        }
        at += 1;
    }
    true
}

macro_rules! groups {
    ($($name:literal $group:ident),*) => {
        static GROUPS: &[&Group] = {
            $(if is_asked_for($name) { &[&globals::CORE, &globals::$group] } else)*
            if is_asked_for("all") {
                globals::ALL
            } else if is_asked_for("bare") {
                globals::MINIMAL
            } else {
                &[&globals::CORE]
            }
        };
    };
}

groups! {
    "numbers" NUMBERS, "text" TEXT, "typed-arrays" TYPED_ARRAYS, "collections" COLLECTIONS, "json" JSON,
    "promise" PROMISE, "reflect" REFLECT, "timers" TIMERS, "encoding" ENCODING, "crypto" CRYPTO,
    "performance" PERFORMANCE, "structured-clone" STRUCTURED_CLONE, "url" URL, "events" EVENTS
}

fn main() {
    let wasm = include_bytes!("../examples/guest/greet.wasm");
    let module = wasmi::Module::new(&gojs::wasmi::engine(), wasm).expect("the prebuilt guest is a module");
    let builder = Program::builder_with(DeterministicHost::new(1), GROUPS);
    let mut program = builder.args(["greet", "-serve"]).instantiate(&module).expect("this is a Go program");
    program.start().expect("the guest starts");
    println!("{}", program.collect().bytes);
}
