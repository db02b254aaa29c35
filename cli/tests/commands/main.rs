//! Tests of the command lines against Node: guests of several Go releases, Go's own tests, and the documented options.

mod command_line;
mod engines;
mod fetch;
mod go_std;
mod js_values;
mod node_parity;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use gojs_tests::harness::{self, Count};
use gojs_tests::node;
use libtest_mimic::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let node: Option<Arc<Path>> = node::find().map(Arc::from);
    let (checks, programs) = (Count::default(), Count::default());
    // The longest trials come first, so no processor is idle at the end.
    let mut trials = go_std::trials();
    trials.extend(js_values::trials(node.as_ref(), &checks));
    trials.extend(node_parity::trials(node.as_ref(), &programs));
    trials.extend(fetch::trials(node.as_ref()));
    trials.extend(command_line::trials());
    let conclusion = harness::run(&arguments, "gojs-cli", "commands", trials);
    if node.is_none() {
        eprintln!("WARNING: NOTHING WAS COMPARED WITH NODE: there is no `node` on the PATH.\n");
    }
    if checks.get() + programs.get() > 0 {
        println!("{} runs of programs and {} checks of values came out as under Node\n", programs.get(), checks.get());
    }
    if conclusion.num_ignored > 0 && node.is_some() {
        println!("{} trials of older Go releases on other runtimes take --include-ignored\n", conclusion.num_ignored);
    }
    conclusion.exit_code()
}
