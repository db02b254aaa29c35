//! Go's own tests of `syscall/js`, unmodified, as an embedder would run them.
//!
//! The tests evaluate four pieces of JavaScript. This crate has no JavaScript engine, so the suite supplies an
//! evaluator for exactly these pieces: see [`evaluate`]. Nothing else is replaced: the tests see what every guest sees.
//!
//! They run on each runtime, with the imports under `_gotest` that the command line also provides.

#[path = "../../cli/src/gotest.rs"]
mod gotest;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use gojs::{
    Builder, DeterministicHost, Stream,
    embed::{Caller, Throw},
    js::{Integrity, Object, Thrown, Value},
};
use gojs_tests::{
    by_runtime,
    go::{self, NEWEST, Toolchain},
    runtime::Runtime,
    target,
};
use libtest_mimic::{Failed, Trial};

/// A runtime for which the imports under `_gotest` can be defined, as the command line does.
trait WithGotest: Runtime {
    fn with_gotest(
        builder: Builder<DeterministicHost, Self::Options<DeterministicHost>>,
    ) -> Builder<DeterministicHost, Self::Options<DeterministicHost>>;
}

macro_rules! with_gotest {
    ($Runtime:ident $adapter:ident) => {
        impl WithGotest for gojs_tests::runtime::$Runtime {
            fn with_gotest(
                builder: Builder<DeterministicHost, Self::Options<DeterministicHost>>,
            ) -> Builder<DeterministicHost, Self::Options<DeterministicHost>> {
                builder.imports(gotest::$adapter::gotest)
            }
        }
    };
}

with_gotest!(Wasmi wasmi);
#[cfg(feature = "wasmtime")]
with_gotest!(Wasmtime wasmtime);
#[cfg(feature = "wasmer")]
with_gotest!(Wasmer wasmer);

const VERSIONS: &[&str] = &["1.21.13", "1.24.11", NEWEST];

type Cx<'a> = Caller<'a, DeterministicHost>;

/// Replaces a JavaScript engine. Returns the values of the four sources that `js_test.go` evaluates, created with the
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

/// Returns the object that most of the tests use.
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
            // `function(a, b) { return a + b; }`, for numbers only.
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

/// Builds the test binary of `syscall/js`.
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

fn passes<R: WithGotest>(version: &'static str) -> Result<(), Failed> {
    let wasm = fs::read(build(version)?)?;
    let builder = R::builder(DeterministicHost::new(1)).args(["syscall_js.test", "-test.v"]).evaluator(evaluate);
    let mut program = R::instantiate(R::with_gotest(builder), &R::parse(&wasm))?;
    let exit = program.run();
    let stdout = program.host().take(Stream::Stdout);
    let stderr = program.host().take(Stream::Stderr);
    let (stdout, stderr) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    let exit = exit.map_err(|error| format!("{error}\n{stdout}\n{stderr}"))?;
    let passed = stdout.lines().filter(|line| line.trim_start().starts_with("--- PASS")).count();
    let wrong: Vec<&str> = stdout
        .lines()
        .filter(|line| line.trim_start().starts_with("--- FAIL") || line.trim_start().starts_with("--- SKIP"))
        .collect();
    if exit.code() != 0 || !wrong.is_empty() || !stdout.contains("\nPASS\n") || passed < 20 {
        return Err(format!("exit code {}, {wrong:?}\n{stdout}\n{stderr}", exit.code()).into());
    }
    Ok(())
}

pub(crate) fn trials() -> Vec<Trial> {
    type Check = fn(&'static str) -> Result<(), Failed>;
    let runtimes: Vec<(&str, Check)> = by_runtime!(passes);
    let mut trials = Vec::new();
    for (runtime, passes) in runtimes {
        trials.extend(
            go::tried(VERSIONS)
                .map(|version| Trial::test(format!("syscall_js::{runtime}/go{version}"), move || passes(version))),
        );
    }
    trials
}
