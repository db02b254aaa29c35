//! A guest, its test cases, and what their outcomes must be regardless of any reference.

use std::ffi::OsString;

use crate::go::VERSIONS;
use crate::node::Comparison;
use crate::process::{Input, Outcome};

/// A Go program and its test cases.
#[derive(Debug)]
pub struct Guest {
    /// The name of the guest's folder in `tests/guests`.
    pub name: &'static str,
    pub versions: &'static [&'static str],
    /// The guest is the one in `examples/guest` whose built module is kept in the repository.
    pub prebuilt: bool,
    pub cases: Vec<Case>,
}

#[derive(Clone, Debug)]
pub struct Case {
    /// Empty if the guest has only one case.
    pub name: &'static str,
    pub input: Input,
    pub comparison: Comparison,
    code: i32,
    stdout: Expected,
    stderr: Expected,
}

#[derive(Clone, Debug)]
enum Expected {
    Exactly(Vec<u8>),
    /// All of these substrings, in this order.
    Parts(Vec<String>),
}

impl Expected {
    fn check(&self, stream: &str, bytes: &[u8]) -> Result<(), String> {
        match self {
            Self::Exactly(expected) if expected.len() < 1000 && bytes != expected => {
                Err(format!("{stream} is not {:?}", String::from_utf8_lossy(expected)))
            }
            Self::Exactly(expected) if bytes != expected => Err(format!("{stream} is not as expected")),
            Self::Exactly(_) => Ok(()),
            Self::Parts(parts) => {
                let text = String::from_utf8_lossy(bytes);
                let mut rest = &text[..];
                for part in parts {
                    let Some((_, after)) = rest.split_once(&part[..]) else {
                        return Err(format!("{stream} lacks {part:?}, or has it in another order"));
                    };
                    rest = after;
                }
                Ok(())
            }
        }
    }
}

impl Case {
    /// Checks an outcome against the expectations of this case.
    pub fn check(&self, outcome: &Outcome) -> Result<(), String> {
        let code = match outcome.status.code() {
            Some(code) if code == self.code => Ok(()),
            _ => Err(format!("expected exit code {}", self.code)),
        };
        let stdout = self.stdout.check("stdout", &outcome.stdout);
        let stderr = self.stderr.check("stderr", &outcome.stderr);
        code.and(stdout).and(stderr).map_err(|what| match self.comparison {
            Comparison::All => what,
            Comparison::AllButStderr(why) => format!("{what} (its stderr is not compared with Node's: {why})"),
            Comparison::Nothing(why) => format!("{what} (this case is not compared with Node: {why})"),
        })
    }

    pub fn args(mut self, args: &[&str]) -> Self {
        self.input.args = args.iter().map(OsString::from).collect();
        self
    }

    pub fn env(mut self, env: &[(&str, &str)]) -> Self {
        self.input.env = env.iter().map(|(name, value)| (name.into(), value.into())).collect();
        self
    }

    pub fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.input.stdin = Some(bytes.into());
        self
    }

    /// Redirects stderr to stdout.
    pub fn merged(mut self) -> Self {
        self.input.merged = true;
        self
    }

    pub fn code(mut self, code: i32) -> Self {
        self.code = code;
        self
    }

    pub fn stdout(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdout = Expected::Exactly(bytes.into());
        self
    }

    pub fn stdout_has(mut self, parts: &[&str]) -> Self {
        self.stdout = Expected::Parts(parts.iter().map(ToString::to_string).collect());
        self
    }

    pub fn stderr(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stderr = Expected::Exactly(bytes.into());
        self
    }

    pub fn stderr_has(mut self, parts: &[&str]) -> Self {
        self.stderr = Expected::Parts(parts.iter().map(ToString::to_string).collect());
        self
    }

    pub fn comparison(mut self, comparison: Comparison) -> Self {
        self.comparison = comparison;
        self
    }
}

/// Creates a case that expects exit code 0 and no output. The methods of [`Case`] change that.
pub fn case(name: &'static str) -> Case {
    let (stdout, stderr) = (Expected::Exactly(Vec::new()), Expected::Exactly(Vec::new()));
    Case { name, input: Input::default(), comparison: Comparison::All, code: 0, stdout, stderr }
}

pub fn guest(name: &'static str, cases: impl Into<Vec<Case>>) -> Guest {
    Guest { name, versions: &VERSIONS, prebuilt: false, cases: cases.into() }
}

/// Creates a guest with one case, which expects these substrings on stdout, in this order.
pub fn prints(name: &'static str, parts: &[&str]) -> Guest {
    guest(name, [case("").stdout_has(parts)])
}
