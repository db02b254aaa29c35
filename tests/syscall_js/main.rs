//! Go's own tests of `syscall/js`, unmodified, as an embedder runs them.
//!
//! They evaluate four pieces of JavaScript. There is no JavaScript engine here, so this test supplies an evaluator that
//! knows them: see [`evaluate`]. Beyond that, nothing is stood in for: the tests see what every guest sees.
//!
//! What `body.rs` does is done on each runtime that there is, with the imports under `_gotest` that the command line has.

#[allow(dead_code, reason = "of what runs guests, this needs the toolchains alone")]
#[path = "../support/mod.rs"]
mod support;

#[path = "../../src/bin/common/gotest.rs"]
mod gotest;
#[macro_use]
#[path = "../support/runtimes.rs"]
mod runtimes;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};

use gojs::{
    DeterministicHost,
    embed::{Caller, Throw},
    js::{Integrity, Object, Thrown, Value},
};
use support::go::{self, NEWEST, Toolchain};
use support::target;

#[cfg(feature = "wasmi")]
mod on_wasmi {
    use crate::{gotest::wasmi::gotest, runtimes::wasmi as runtime};
    pub(crate) mod tests {
        include!("body.rs");
    }
}

#[cfg(feature = "wasmtime")]
mod on_wasmtime {
    use crate::{gotest::wasmtime::gotest, runtimes::wasmtime as runtime};
    pub(crate) mod tests {
        include!("body.rs");
    }
}

#[cfg(feature = "wasmer")]
mod on_wasmer {
    use crate::{gotest::wasmer::gotest, runtimes::wasmer as runtime};
    pub(crate) mod tests {
        include!("body.rs");
    }
}

/// By this alone `rustfmt` finds the file.
#[cfg(any())]
mod body;

const VERSIONS: [&str; 3] = ["1.21.13", "1.24.11", NEWEST];

type Cx<'a> = Caller<'a, DeterministicHost>;

/// What stands in for a JavaScript engine: the values of the four sources that `js_test.go` evaluates, made with the
/// public API.
fn evaluate(cx: &mut Cx<'_>, source: String) -> Result<Value, Thrown> {
    match source.trim() {
        "40" => Ok(40.0.into()),
        "new Object()" => Ok(cx.heap().object().into()),
        "(function () { let o = new Object(); o.field = 5; Object.freeze(o); return o; })()" => {
            let object = cx.heap().object();
            cx.heap().define_data(object, "field", 5.0);
            cx.set_integrity(object, Integrity::Frozen)?;
            Ok(object.into())
        }
        source if source.starts_with("({\n\tsomeBool: true,") => dummys(cx).map(Value::from),
        source => {
            Err(Throw::error(format!("the evaluator of this test does not know {source:?}")).into_thrown(cx.heap()))
        }
    }
}

fn construct(cx: &mut Cx<'_>, class: &str, arguments: &[Value]) -> Result<Value, Thrown> {
    let global = cx.heap().global();
    let class = cx.get_named(global, class)?;
    cx.construct(class, arguments)
}

/// The object that most of the tests look at.
fn dummys(cx: &mut Cx<'_>) -> Result<Object, Thrown> {
    let array = cx.heap().array([41.0, 42.0, 43.0].map(Value::Number));
    let date = construct(cx, "Date", &[])?;
    let number = construct(cx, "Number", &[0.0.into()])?;
    let boolean = construct(cx, "Boolean", &[false.into()])?;
    let (empty_object, empty_array) = (cx.heap().object(), cx.heap().array([]));
    Ok(cx.object(|object| {
        object
            .value("someBool", true)
            .value("someString", "abc\u{1234}")
            .value("someInt", 42)
            .value("someFloat", 42.123)
            .value("someArray", array)
            .value("someDate", date)
            // function(a, b) { return a + b; }, of numbers.
            .method("add", |_cx, (a, b): (f64, f64)| a + b)
            .value("zero", 0)
            .value("stringZero", "0")
            .value("NaN", f64::NAN)
            .value("emptyObj", empty_object)
            .value("emptyArray", empty_array)
            .value("Infinity", f64::INFINITY)
            .value("NegInfinity", f64::NEG_INFINITY)
            .value("objNumber0", number)
            .value("objBooleanFalse", boolean)
    }))
}

/// The test binary of `syscall/js`.
fn build(version: &'static str) -> Result<PathBuf, Failed> {
    let go = Toolchain::get(version)?;
    let folder = target().join("guests").join(version);
    fs::create_dir_all(&folder)?;
    let module = folder.join("syscall_js.test.wasm");
    let mut command = go::isolated(Command::new(&go.command));
    command.env("GOOS", "js").env("GOARCH", "wasm").current_dir(go.root.join("src"));
    command.env("GOFLAGS", "").args(["test", "-c", "-o"]).arg(&module).arg("syscall/js");
    go::stdout(&mut command)?;
    Ok(module)
}

fn main() -> ExitCode {
    type Check = fn(&'static str) -> Result<(), Failed>;
    let runtimes: &[(&str, Check)] = by_runtime!(tests::passes);
    let mut trials = Vec::new();
    for &(runtime, passes) in runtimes {
        trials.extend(VERSIONS.map(|version| Trial::test(format!("{runtime}/go{version}"), move || passes(version))));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
