//! A child process: its input, its output, and its exit status.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::target;

/// The time limit for a guest. An interpreter built without optimization on a busy machine needs most of it.
const LIMIT: Duration = Duration::from_secs(300);

/// The input of a program.
#[derive(Clone, Debug, Default)]
pub struct Input {
    pub args: Vec<OsString>,
    /// The complete environment: no variable is inherited.
    pub env: Vec<(OsString, OsString)>,
    /// The bytes on stdin, or `None` for the null device.
    pub stdin: Option<Vec<u8>>,
    /// Sends both streams to one file, to show the order of writes across them. The output is then in `stdout`.
    pub merged: bool,
}

/// The exit status and output of a program.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub status: ExitStatus,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

impl Outcome {
    /// Returns the status and the tails of both streams for a message.
    pub fn summary(&self) -> String {
        let mut text = format!("{}", self.status);
        for (name, bytes) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            let tail = &bytes[bytes.len().saturating_sub(2000)..];
            let _ = write!(text, "\n{name}, {} bytes: {}", bytes.len(), String::from_utf8_lossy(tail).trim_end());
        }
        text
    }
}

/// Returns a file or folder name that no other trial and no other process uses concurrently.
pub fn scratch(folder: &Path, name: &str) -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    folder.join(format!(".{name}-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)))
}

/// Runs `command` with `input` until it exits.
pub fn run(mut command: Command, input: &Input) -> Result<Outcome, String> {
    let name = format!("{command:?}");
    run_to_end(&mut command, input).map_err(|error| format!("{name}: {error}"))
}

fn run_to_end(command: &mut Command, input: &Input) -> io::Result<Outcome> {
    let folder = target().join("guests");
    fs::create_dir_all(&folder)?;
    command.args(&input.args).env_clear().envs(input.env.iter().cloned()).current_dir(&folder);
    command.stdin(if input.stdin.is_some() { Stdio::piped() } else { Stdio::null() });

    let merged = if input.merged { Some(Merged::create(&folder)?) } else { None };
    match &merged {
        Some(merged) => command.stdout(merged.file.try_clone()?).stderr(merged.file.try_clone()?),
        None => command.stdout(Stdio::piped()).stderr(Stdio::piped()),
    };

    let mut child = command.spawn()?;
    if let (Some(bytes), Some(mut pipe)) = (input.stdin.clone(), child.stdin.take()) {
        // The program may exit before it has read everything. The write error that this causes is ignored.
        thread::spawn(move || pipe.write_all(&bytes));
    }
    let stdout = child.stdout.take().map(collect);
    let stderr = child.stderr.take().map(collect);
    let status = wait(&mut child)?;
    let (stdout, stderr) = match merged {
        Some(merged) => (merged.contents()?, Vec::new()),
        None => (join(stdout)?, join(stderr)?),
    };
    Ok(Outcome { status, stdout, stderr })
}

/// The file that receives both streams of a program.
struct Merged {
    file: File,
    path: PathBuf,
}

impl Merged {
    fn create(folder: &Path) -> io::Result<Self> {
        let path = scratch(folder, "streams");
        // In append mode every write goes to the end of the file, whichever stream it is for.
        let file = File::options().read(true).append(true).create_new(true).open(&path)?;
        Ok(Self { file, path })
    }

    fn contents(mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file.rewind()?;
        self.file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Drop for Merged {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn collect(mut pipe: impl Read + Send + 'static) -> JoinHandle<io::Result<Vec<u8>>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes)?;
        Ok(bytes)
    })
}

fn join(reader: Option<JoinHandle<io::Result<Vec<u8>>>>) -> io::Result<Vec<u8>> {
    reader.map_or(Ok(Vec::new()), |reader| reader.join().expect("reading a pipe does not panic"))
}

fn wait(child: &mut Child) -> io::Result<ExitStatus> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if start.elapsed() > LIMIT {
            child.kill()?;
            child.wait()?;
            return Err(io::Error::new(
                io::ErrorKind::TimedOut,
                format!("still running after {LIMIT:?}, so it was ended"),
            ));
        }
        thread::sleep(Duration::from_millis(5));
    }
}
