//! The layers of the library: the table in `ARCHITECTURE.md` against the `crate::` paths in the source.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Failed, Trial};

use gojs_tests::root;

/// Returns the row of each layer, from the top down.
fn rows(architecture: &str) -> BTreeMap<String, usize> {
    let lines = architecture.lines().skip_while(|line| !line.starts_with("| layer |")).skip(2);
    let rows = lines.take_while(|line| line.starts_with("| `")).enumerate();
    rows.flat_map(|(row, line)| {
        let layers = line.split('|').nth(1).unwrap_or_default().split_whitespace();
        layers.map(move |layer| (layer.trim_matches('`').to_owned(), row)).collect::<Vec<_>>()
    })
    .collect()
}

/// Returns the Rust files under a folder, except those that hold only tests.
fn sources(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "model_test" {
                sources(&path, files)?;
            }
        } else if name.ends_with(".rs") && name != "tests.rs" {
            files.push(path);
        }
    }
    Ok(())
}

/// Returns the code of a file, without comments and without its unit tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Returns the first name of each path that begins with `crate::`, also within the braces of a `use`.
fn targets(code: &str) -> Vec<&str> {
    let first = |path: &'_ str| path.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(path.len());
    let mut targets = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        // A macro's path names public items of the root.
        if code[..at].ends_with('$') {
            continue;
        }
        let path = &code[at + "crate::".len()..];
        let Some(list) = path.strip_prefix('{') else {
            targets.push(&path[..first(path)]);
            continue;
        };
        let (mut depth, mut start) = (0, 0);
        for (index, character) in list.char_indices() {
            match character {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    let item = list[start..index].trim();
                    if !item.is_empty() {
                        targets.push(&item[..first(item)]);
                    }
                    start = index + 1;
                    if character == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    targets
}

fn no_arrow_points_up() -> Result<(), Failed> {
    let rows = rows(&fs::read_to_string(root().join("ARCHITECTURE.md"))?);
    assert_eq!(rows.get("engine"), Some(&0), "the table of ARCHITECTURE.md begins with `engine`: {rows:?}");
    let src = root().join("src");
    let mut files = Vec::new();
    sources(&src, &mut files)?;
    let mut wrong = Vec::new();
    let mut arrows = 0;
    for file in files {
        let within = file.strip_prefix(&src)?;
        let layer = within.iter().next().unwrap_or_default().to_string_lossy();
        let layer = layer.trim_end_matches(".rs");
        // `lib` names all of them, and `guide` is documentation.
        if ["lib", "guide"].contains(&layer) {
            continue;
        }
        let Some(row) = rows.get(layer) else {
            wrong.push(format!("{layer} is missing in the table of ARCHITECTURE.md"));
            continue;
        };
        for target in targets(&code(&fs::read_to_string(&file)?)) {
            arrows += 1;
            match rows.get(target) {
                _ if target == layer => {}
                Some(below) if below > row => {}
                Some(_) => {
                    wrong.push(format!("{}: `{layer}` uses `{target}`, which is not below it", within.display()));
                }
                None => wrong.push(format!("{}: `crate::{target}` names no layer", within.display())),
            }
        }
    }
    assert!(arrows > 300, "only {arrows} paths were found");
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// What the layer of JavaScript values may use of the host. It passes `Platform` on to the layers above, unread.
const HOST_NAMES_OF_JS: [&str; 3] = ["Instant", "Limits", "Platform"];

/// Returns the names that follow `host::`, also within braces.
fn names_of_host(code: &str) -> Vec<&str> {
    let paths = code.match_indices("host::").map(|(at, path)| &code[at + path.len()..]);
    paths
        .flat_map(|path| match path.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default().split(',').map(str::trim).collect(),
            None => vec![path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()],
        })
        .filter(|name| !name.is_empty())
        .collect()
}

fn javascript_is_independent_of_the_host() -> Result<(), Failed> {
    let mut files = Vec::new();
    sources(&root().join("src/js"), &mut files)?;
    // A program for tests has a host.
    files.retain(|file| !file.ends_with("no_program.rs"));
    let mut found = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file)?;
        found.extend(names_of_host(&code(&text)).into_iter().map(|name| format!("{name} in {}", file.display())));
    }
    assert!(found.len() >= HOST_NAMES_OF_JS.len(), "only {found:?} were found");
    found.retain(|found| !HOST_NAMES_OF_JS.iter().any(|name| found.starts_with(&format!("{name} "))));
    if found.is_empty() { Ok(()) } else { Err(found.join("\n").into()) }
}

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("layers::no_arrow_points_up", no_arrow_points_up),
        Trial::test("layers::javascript_is_independent_of_the_host", javascript_is_independent_of_the_host),
    ]
}
