//! Checks `COMPATIBILITY.md` against the running heap and against Node. The heap must have exactly the members that the
//! tables list as present, and the columns together must list every member that Node has.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use libtest_mimic::{Failed, Trial};

use gojs::{
    DeterministicHost,
    fetch::Response,
    js::{Context, Object, PropertyKey, Thrown, Value},
    wasmi::Program,
};
use gojs_tests::{modules, node, root, target};

type Names = BTreeSet<String>;

/// The members of a global: on the object itself, and on its prototype.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Members {
    own: Names,
    prototype: Names,
}

type Globals = BTreeMap<String, Members>;

/// The properties that every function has.
const OF_FUNCTIONS: [&str; 3] = ["length", "name", "prototype"];

/// Returns the names of an object's own properties. The name of a symbol begins with `@@`.
fn names(cx: &mut Context<'_>, object: Object) -> Names {
    let heap = cx.heap();
    let keys = heap.own_keys(object).into_iter();
    keys.map(|key| match key {
        PropertyKey::Index(index) => index.to_string(),
        PropertyKey::String(name) => heap.text(name).to_owned(),
        PropertyKey::Symbol(symbol) => heap.description(symbol).unwrap_or_default().replace("Symbol.", "@@"),
    })
    .collect()
}

fn members(cx: &mut Context<'_>, value: Value) -> Result<Members, Thrown> {
    let Value::Object(object) = value else { return Ok(Members::default()) };
    let mut own = names(cx, object);
    let mut prototype = Names::new();
    if cx.heap().is_callable(value) {
        own.retain(|name| !OF_FUNCTIONS.contains(&name.as_str()));
        if let Value::Object(object) = cx.get_named(object, "prototype")? {
            prototype = names(cx, object);
            prototype.remove("constructor");
        }
    }
    Ok(Members { own, prototype })
}

/// Returns the globals of the heap.
fn ours() -> Result<Globals, Failed> {
    let module = wasmi::Module::new(&gojs::wasmi::engine(), modules::greet())?;
    let host = DeterministicHost::new(1).fetch(|_| Ok(Response::new(200)));
    let mut program = Program::builder(host).instantiate(&module)?;
    Ok(program.with(|cx| {
        let global = cx.heap().global();
        let mut globals = Globals::new();
        for name in names(cx, global) {
            let value = cx.get_named(global, &name)?;
            // This is the global object itself.
            let members = if value.as_object() == Some(global) { Members::default() } else { members(cx, value)? };
            globals.insert(name, members);
        }
        // The superclass of the typed arrays is not a global.
        if let Value::Object(class) = cx.get_named(global, "Uint8Array")? {
            if let Some(parent) = cx.heap().prototype_of(class) {
                let members = members(cx, parent.into())?;
                globals.insert("%TypedArray%".to_owned(), members);
            }
        }
        Ok(globals)
    })?)
}

/// A script that prints the globals of Node in the same form.
const OF_NODE: &str = r#"
// Excludes symbols that are not ECMAScript's, and names that begin with `_`, which are specific to Node.
const names = o => Reflect.ownKeys(o)
    .filter(k => typeof k === "symbol" ? k.description.startsWith("Symbol.") : !k.startsWith("_"))
    .map(k => typeof k === "symbol" ? k.description.replace("Symbol.", "@@") : k);
const show = (name, value) => {
    let own = [], prototype = [];
    if ((typeof value === "object" && value !== null && value !== globalThis) || typeof value === "function") own = names(value);
    if (typeof value === "function") {
        own = own.filter(n => !["length", "name", "prototype"].includes(n));
        if (value.prototype) prototype = names(value.prototype).filter(n => n !== "constructor");
    }
    console.log([name, own.join(" "), prototype.join(" ")].join("\t"));
};
const seen = new Set();
const modules = new Set(require("module").builtinModules);
for (let o = globalThis; o !== Object.prototype; o = Object.getPrototypeOf(o)) {
    for (const name of Object.getOwnPropertyNames(o)) {
        // `node -e` has its modules as globals, which a script does not have.
        if (["require", "exports", "module", "__filename", "__dirname"].includes(name)) continue;
        if (modules.has(name) && !["process", "console", "crypto", "performance"].includes(name)) continue;
        if (!seen.has(name) && name !== "constructor") { seen.add(name); show(name, globalThis[name]); }
    }
}
show("%TypedArray%", Object.getPrototypeOf(Uint8Array));
// Under Go's script these are also globals.
show("fs", require("fs"));
show("path", require("path"));
"#;

fn nodes() -> Result<Option<Globals>, Failed> {
    let Some(command) = node::find() else { return Ok(None) };
    let output = Command::new(command).args(["--no-warnings", "-e", OF_NODE]).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let mut globals = Globals::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let mut fields = line.split('\t').map(|field| field.split_whitespace().map(str::to_owned).collect::<Names>());
        let (name, own, prototype) = (fields.next(), fields.next(), fields.next());
        if let (Some(name), Some(own), Some(prototype)) =
            (name.and_then(|name| name.into_iter().next()), own, prototype)
        {
            globals.insert(name, Members { own, prototype });
        }
    }
    Ok(Some(globals))
}

/// The rows of the tables: present and absent members.
#[derive(Default)]
struct Document {
    present: Globals,
    absent: BTreeMap<String, Names>,
    /// Globals that are absent entirely.
    missing: Names,
}

fn code_spans(cell: &str) -> Names {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn document() -> Result<Document, Failed> {
    let text = fs::read_to_string(root().join("COMPATIBILITY.md"))?;
    let mut document = Document::default();
    for line in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        match cells[..] {
            [name, own, prototype, absent] => {
                let name = name.trim_matches('`').to_owned();
                let members = Members { own: code_spans(own), prototype: code_spans(prototype) };
                document.present.insert(name.clone(), members);
                document.absent.insert(name, code_spans(absent));
            }
            [names, _reason] => document.missing.extend(code_spans(names)),
            _ => return Err(format!("a row with {} cells: {line}", cells.len()).into()),
        }
    }
    Ok(document)
}

/// Returns the correct table.
fn table(ours: &Globals, nodes: Option<&Globals>) -> String {
    let spans = |names: &Names| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" ");
    let mut text = String::new();
    for (name, members) in ours {
        let absent = nodes.and_then(|nodes| nodes.get(name)).map_or_else(String::new, |node| {
            let own = node.own.difference(&members.own).cloned();
            let prototype = node.prototype.difference(&members.prototype).map(|name| format!("prototype.{name}"));
            spans(&own.chain(prototype).collect())
        });
        let _ = writeln!(text, "| `{name}` | {} | {} | {absent} |", spans(&members.own), spans(&members.prototype));
    }
    if let Some(nodes) = nodes {
        let missing: Names = nodes.keys().filter(|name| !ours.contains_key(*name)).cloned().collect();
        let _ = writeln!(text, "| {} | reason |", spans(&missing));
    }
    text
}

fn agrees_with_the_heap() -> Result<(), Failed> {
    let (ours, document) = (ours()?, document()?);
    let mut wrong = Vec::new();
    for name in ours.keys().chain(document.present.keys()).collect::<BTreeSet<_>>() {
        let (real, written) = (ours.get(name), document.present.get(name));
        if real != written {
            wrong.push(format!("{name}:\n  there:   {real:?}\n  written: {written:?}"));
        }
    }
    wrong.extend(
        document
            .missing
            .iter()
            .filter(|name| ours.contains_key(*name))
            .map(|name| format!("{name} is listed as missing, but is there")),
    );
    finish(wrong, &ours, None)
}

fn accounts_for_what_node_has() -> Result<(), Failed> {
    let (ours, document) = (ours()?, document()?);
    let nodes = nodes()?.ok_or("there is no `node` on the PATH")?;
    let mut wrong = Vec::new();
    for (name, node) in &nodes {
        let Some(present) = document.present.get(name) else {
            if !document.missing.contains(name) {
                wrong.push(format!("Node has the global {name}"));
            }
            continue;
        };
        let absent = document.absent.get(name).cloned().unwrap_or_default();
        let own = node.own.iter().filter(|member| !present.own.contains(*member)).cloned();
        let prototype = node.prototype.iter().filter(|member| !present.prototype.contains(*member));
        for member in own.chain(prototype.map(|member| format!("prototype.{member}"))) {
            if !absent.contains(&member) && !absent.contains("…") {
                wrong.push(format!("Node has {name}.{member}"));
            }
        }
    }
    finish(wrong, &ours, Some(&nodes))
}

fn finish(wrong: Vec<String>, ours: &Globals, nodes: Option<&Globals>) -> Result<(), Failed> {
    if wrong.is_empty() {
        return Ok(());
    }
    let path = target().join("compatibility.md");
    fs::write(&path, table(ours, nodes))?;
    Err(format!("{}\nthe rows as they should be are in {}", wrong.join("\n"), path.display()).into())
}

pub(crate) fn trials(has_node: bool) -> Vec<Trial> {
    vec![
        Trial::test("compatibility::agrees_with_the_heap", agrees_with_the_heap),
        Trial::test("compatibility::accounts_for_what_node_has", accounts_for_what_node_has)
            .with_ignored_flag(!has_node),
    ]
}
