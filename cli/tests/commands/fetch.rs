//! `fetch` and Go's `net/http` on top of it: the guest `fetch_client` with a server on the loopback interface.
//!
//! Each case is a trial for each version of Go under `gojs --allow-net`, and with the newest version on each runtime.
//! It checks the output and the requests that the server received. With the newest version the case also runs under
//! Node, which must produce the same output.

mod server;

use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use libtest_mimic::{Failed, Trial};

use crate::engines::{self, ENGINES};
use gojs_tests::go::{self, NEWEST, Toolchain};
use gojs_tests::node;
use gojs_tests::process::{self, Input};
use server::{Seen, Server};

const VERSIONS: &[&str] = &["1.21.13", "1.24.11", NEWEST];

/// The placeholder for the server's address in arguments and output.
const SERVER: &str = "SERVER";

#[derive(Clone, Copy)]
struct Case {
    name: &'static str,
    command: &'static str,
    url: &'static str,
    /// The expected parts of the output, in order.
    expected: &'static [&'static str],
    /// The number of older releases with a different output, and its expected parts.
    old: (usize, &'static [&'static str]),
    code: i32,
    check: fn(&Seen) -> Result<(), String>,
    /// The reason why Node differs, if it does.
    differs: Option<&'static str>,
}

const CASE: Case =
    Case { name: "", command: "get", url: "", expected: &[], old: (0, &[]), code: 0, check: |_| Ok(()), differs: None };

const CASES: &[Case] = &[
    Case {
        name: "get",
        url: "http://SERVER/hello",
        expected: &[
            "status: 200 OK\nurl: http://SERVER/hello\nlength: 5 uncompressed: false\nContent-Length: [\"5\"]\n",
            "Set-Cookie: [\"a=1\" \"b=2, c\"]\nX-Empty: [\"\"]\nX-Many: [\"a, b\"]\nX-One: [\"1\"]\nX-Text: [\"é\"]\n",
            "body: \"hello\" <nil>\n",
        ],
        ..CASE
    },
    Case {
        name: "status",
        url: "http://SERVER/missing",
        expected: &["status: 404 Not Found\n", "body: \"there is nothing here\" <nil>\n"],
        ..CASE
    },
    Case {
        name: "no_content",
        url: "http://SERVER/no-content",
        expected: &["status: 204 No Content\n", "X-One: [\"1\"]\nbody: \"\" <nil>\n"],
        ..CASE
    },
    Case { name: "empty", url: "http://SERVER/empty", expected: &["status: 200 OK\n", "body: \"\" <nil>\n"], ..CASE },
    Case {
        name: "chunked",
        url: "http://SERVER/chunked",
        expected: &["length: -1 uncompressed: false\n", "body: \"one two three\" <nil>\n"],
        ..CASE
    },
    Case { name: "head", command: "head", url: "http://SERVER/missing", expected: &["length: 21 "], ..CASE },
    Case {
        name: "gzip",
        url: "http://SERVER/gzip",
        expected: &[
            "length: -1 uncompressed: true\nX-One: [\"1\"]\n",
            "body: 1200 bytes 3beafb7861a02f52d0526a68f9c0cb93749941fcc769871e27fac6ff21f48856 <nil>\n",
        ],
        // This release does not notice that the body was decompressed.
        old: (1, &["length: 36 uncompressed: false\nContent-Encoding: [\"gzip\"]\n", "body: 1200 bytes 3beafb78"]),
        ..CASE
    },
    Case {
        name: "post",
        command: "post",
        url: "http://SERVER/echo?a=b",
        expected: &[
            "POST /echo?a=b\\r\\ncontent-length: 4\\r\\ncontent-type: application/octet-stream\\r\\n",
            "x-many: a, b\\r\\nx-one: 1\\r\\n[00, 01, ff, 0a]\" <nil>\n",
        ],
        ..CASE
    },
    Case {
        name: "methods",
        command: "methods",
        url: "http://SERVER/echo",
        expected: &["GET /echo <nil>\nPOST /echo <nil>\nPUT /echo <nil>\nPATCH /echo <nil>\nDELETE /echo <nil>\n\
             OPTIONS /echo <nil>\nPROPFIND /echo <nil>\n"],
        ..CASE
    },
    Case {
        name: "redirect",
        url: "http://SERVER/redirect?/hello",
        expected: &["status: 200 OK\nurl: http://SERVER/hello\n", "body: \"hello\" <nil>\n"],
        old: (2, &["status: 200 OK\nurl: http://SERVER/redirect?/hello\n", "body: \"hello\" <nil>\n"]),
        check: |seen| expect(seen.requests == 2, "two requests", seen),
        ..CASE
    },
    Case {
        name: "redirect_of_post",
        command: "post",
        url: "http://SERVER/redirect?/echo",
        expected: &["GET /echo\\r\\nx-many: a, b\\r\\nx-one: 1\\r\\n[]\" <nil>\n"],
        ..CASE
    },
    Case {
        name: "redirect_with_body",
        command: "post",
        url: "http://SERVER/redirect-307?/echo",
        expected: &["POST /echo\\r\\ncontent-length: 4\\r\\n", "[00, 01, ff, 0a]\" <nil>\n"],
        differs: Some("it can't send a body twice"),
        ..CASE
    },
    Case {
        name: "redirect_not_followed",
        command: "manual",
        url: "http://SERVER/redirect?/hello",
        expected: &[
            "status: 302 Found\n",
            "Location: [\"/hello\"]\nbody: \"moved\" <nil>\n",
            "fetch failed: Error: unexpected redirect\n",
        ],
        ..CASE
    },
    Case {
        name: "redirect_loop",
        url: "http://SERVER/loop",
        expected: &["error: Get \"http://SERVER/loop\": ", "TypeError: fetch failed: Error: redirect count exceeded\n"],
        code: 1,
        check: |seen| expect(seen.requests == 21, "20 redirects", seen),
        ..CASE
    },
    Case {
        name: "redirect_to_what_is_not_allowed",
        url: "http://SERVER/redirect?http://localhost:1234/secret",
        expected: &["no network access to localhost:1234: it takes --allow-net localhost:1234\n"],
        code: 1,
        differs: Some("it allows everything"),
        ..CASE
    },
    Case {
        name: "not_allowed",
        command: "errors",
        url: "http://127.0.0.1:9/,http://example.com/,https://example.com/",
        expected: &[
            "TypeError: fetch failed: Error: bad port\n",
            "no network access to example.com: it takes --allow-net example.com\n",
            "no network access to example.com: it takes --allow-net example.com\n",
        ],
        differs: Some("it allows everything"),
        ..CASE
    },
    Case {
        name: "connection_that_is_its_own",
        command: "header",
        url: "http://SERVER/host",
        expected: &["body: \"SERVER\" <nil>\n"],
        differs: Some("it lets a program say what host it talks to"),
        ..CASE
    },
    Case {
        name: "text_in_headers",
        command: "header",
        url: "http://SERVER/echo",
        expected: &["x-text: é\\r\\n"],
        differs: Some("it does not send Transfer-Encoding"),
        ..CASE
    },
    Case {
        name: "errors",
        command: "errors",
        url: "http://SERVER/cut,http://SERVER/cut-chunk,http://SERVER/silent",
        expected: &[
            "read 10 terminated <nil>\nread 1",
            " terminated <nil>\n",
            "fetch failed: Error: other side closed\n",
        ],
        differs: Some("it may drop what was read before the end, and ends where a body that has failed is closed"),
        ..CASE
    },
    Case {
        name: "garbage",
        command: "errors",
        url: "http://SERVER/garbage,http://SERVER/broken-gzip",
        expected: &["fetch failed: ", "\nread 0 terminated <nil>\n"],
        differs: Some("its parser has other words for it"),
        ..CASE
    },
    Case {
        name: "refused",
        command: "errors",
        url: "http://CLOSED/",
        expected: &["TypeError: fetch failed: Error: connect ECONNREFUSED CLOSED\n"],
        ..CASE
    },
    Case {
        name: "stream",
        command: "stream",
        url: "http://SERVER/big?10485760",
        expected: &["read 10485760 bytes\n"],
        ..CASE
    },
    Case {
        name: "unread",
        command: "unread",
        url: "http://SERVER/big?67108864",
        expected: &["read 67108864 <nil>\n"],
        // The sockets themselves buffer a few megabytes.
        check: |seen| expect(seen.sent_early < 16 << 20, "that the server was held back", seen),
        ..CASE
    },
    Case {
        name: "close",
        command: "close",
        url: "http://SERVER/big?67108864",
        expected: &["read 100000 <nil>\nclosed <nil>\nread again: net/http: reader is closed\n"],
        check: |seen| hung_up(seen, Duration::from_millis(700)),
        ..CASE
    },
    Case {
        name: "cancel",
        command: "cancel",
        url: "http://SERVER/hang",
        expected: &["Get \"http://SERVER/hang\": context canceled true\n"],
        check: |seen| hung_up(seen, Duration::from_millis(1400)),
        ..CASE
    },
    Case {
        name: "abort_of_a_body",
        command: "hang",
        url: "http://SERVER/drip",
        expected: &["chunk of 10\nAbortError: This operation was aborted\n"],
        check: |seen| hung_up(seen, Duration::from_millis(900)),
        differs: Some("under Go's script its read does not end"),
        ..CASE
    },
    Case {
        name: "parallel",
        command: "parallel",
        url: "http://SERVER/slow",
        expected: &["\"0\" <nil>\n\"1\" <nil>\n", "\"18\" <nil>\n\"19\" <nil>\n"],
        check: |seen| expect(seen.at_once == 20, "all of them at once", seen),
        ..CASE
    },
];

fn expect(is_so: bool, what: &str, seen: &Seen) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(format!("expected {what}, but the server has seen {seen:?}")) }
}

/// Checks that the connection ended before the program, which continues for a second.
fn hung_up(seen: &Seen, within: Duration) -> Result<(), String> {
    expect(seen.hung_up.is_some_and(|after| after < within), "that the client hangs up", seen)
}

/// Returns an address on which no server listens.
fn closed() -> std::io::Result<String> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

struct Run {
    stdout: String,
    code: Option<i32>,
    seen: Seen,
    summary: String,
}

/// The host that runs the program.
#[derive(Clone, Copy)]
enum Under<'a> {
    Gojs(&'a str),
    Node(&'a Path),
}

fn run(case: &Case, version: &'static str, under: Under<'_>) -> Result<Run, String> {
    let go = Toolchain::get(version)?;
    let module = go.build("fetch_client")?;
    let server = Server::start().map_err(|error| error.to_string())?;
    let address = server.address.to_string();
    let closed = closed().map_err(|error| error.to_string())?;
    let mut command = match under {
        Under::Node(node) => {
            let mut command = node::command(node, &go, &module)?;
            // Go uses its own network if the program's name begins with `node`.
            command.arg0("js");
            command
        }
        Under::Gojs(engine) => {
            let mut command = Command::new(env!("CARGO_BIN_EXE_gojs"));
            command.args(engines::options(engine)).args(["--allow-net", &address, "--allow-net", &closed]).arg(&module);
            command
        }
    };
    command.args([case.command, &case.url.replace(SERVER, &address).replace("CLOSED", &closed)]);
    let outcome = process::run(command, &Input::default())?;
    let stdout = String::from_utf8_lossy(&outcome.stdout).replace(&address, SERVER).replace(&closed, "CLOSED");
    Ok(Run { stdout, code: outcome.status.code(), seen: server.seen(), summary: outcome.summary() })
}

fn check(case: &Case, engine: &str, version: &'static str) -> Result<(), Failed> {
    let run = run(case, version, Under::Gojs(engine))?;
    if run.code != Some(case.code) {
        return Err(format!("expected exit code {}\n{}", case.code, run.summary).into());
    }
    let is_old = VERSIONS.iter().take(case.old.0).any(|old| *old == version);
    let expected = if is_old { case.old.1 } else { case.expected };
    let mut rest = run.stdout.as_str();
    for part in expected {
        let Some((_, after)) = rest.split_once(part) else {
            return Err(format!("stdout lacks {part:?}, or has it in another order\n{}", run.stdout).into());
        };
        rest = after;
    }
    Ok((case.check)(&run.seen)?)
}

fn compare(case: &Case, node: Option<&Path>) -> Result<(), Failed> {
    let node = node.ok_or("there is no `node` on the PATH")?;
    let (ours, reference) = (run(case, NEWEST, Under::Gojs(ENGINES[0]))?, run(case, NEWEST, Under::Node(node))?);
    if (&ours.stdout, ours.code) != (&reference.stdout, reference.code) {
        return Err(format!(
            "ours: {:?}\n{}\nNode: {:?}\n{}",
            ours.code, ours.stdout, reference.code, reference.stdout
        )
        .into());
    }
    // The reference must also pass the check. This validates the check itself.
    Ok((case.check)(&reference.seen)?)
}

/// Checks that without `--allow-net` there is no `fetch`, and Go uses its own network.
fn absent(version: &'static str) -> Result<(), Failed> {
    let module = Toolchain::get(version)?.build("fetch_client")?;
    for program in [env!("CARGO_BIN_EXE_gojs"), env!("CARGO_BIN_EXE_go_js_wasm_exec")] {
        let mut command = Command::new(program);
        command.arg(&module).args(["absent", "http://127.0.0.1:1234/"]);
        let outcome = process::run(command, &Input::default())?;
        let stdout = String::from_utf8_lossy(&outcome.stdout).into_owned();
        let expected =
            "fetch undefined\nHeaders function\nRequest function\nResponse function\nReadableStream function\n";
        if !stdout.starts_with(expected) || !stdout.contains("dial tcp 127.0.0.1:1234") {
            return Err(outcome.summary().into());
        }
    }
    Ok(())
}

pub(crate) fn trials(node: Option<&Arc<Path>>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for case in CASES {
        for (engine, version) in engines::with_go(VERSIONS) {
            let name = format!("fetch::{engine}/go{version}/{}", case.name);
            trials.push(Trial::test(name, move || check(case, engine, version)));
        }
        if case.differs.is_none() {
            let node = node.cloned();
            let ignored = node.is_none();
            let trial = Trial::test(format!("fetch::node/{}", case.name), move || compare(case, node.as_deref()));
            trials.push(trial.with_ignored_flag(ignored));
        }
    }
    for version in go::tried(VERSIONS) {
        trials.push(Trial::test(format!("fetch::go{version}/absent"), move || absent(version)));
    }
    trials
}
