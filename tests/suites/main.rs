//! Tests that compare Go guests and documents with references: Node, Go's own scripts, and Go's own tests.

mod compatibility;
mod fuel;
mod imports;
mod layers;
mod prebuilt_guest;
mod soak;
mod syscall_js;
mod tenants;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use gojs_tests::harness::{self, Count};
use gojs_tests::node;
use libtest_mimic::Arguments;

fn main() -> ExitCode {
    if let Some(code) = tenants::child() {
        return code;
    }
    let arguments = Arguments::from_args();
    let node: Option<Arc<Path>> = node::find().map(Arc::from);
    let compared = Count::default();
    // The longest trials come first, so no processor is idle at the end.
    let mut trials = tenants::trials();
    trials.extend(soak::trials());
    trials.extend(fuel::trials());
    trials.extend(imports::trials(node.as_ref(), &compared));
    trials.extend(syscall_js::trials());
    trials.extend(compatibility::trials(node.is_some()));
    trials.extend(layers::trials());
    trials.extend(prebuilt_guest::trials());
    let conclusion = harness::run(&arguments, "gojs-tests", "suites", trials);
    if node.is_none() {
        eprintln!("WARNING: NOTHING WAS COMPARED WITH NODE: there is no `node` on the PATH.\n");
    } else if compared.get() > 0 {
        println!("{} calls of imports compared with Node\n", compared.get());
    }
    conclusion.exit_code()
}
