//! An allocator that refuses one request: the n-th of a size that only a guest's request can cause.

use std::alloc::{GlobalAlloc, Layout, System};
use std::env;
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use gojs::{
    DeterministicHost, Error, Limits,
    fs::MemFs,
    js::{Rooted, Value},
    wasmi::{Module, Program},
};
use libtest_mimic::Failed;

use super::check_table;
use gojs_tests::requests::REQUESTS;

/// The smallest allocation that is attributed to a guest's choice of a length. The crate's own allocations are smaller.
const LARGE: usize = 64 << 10;

struct Refusing;

/// The number of large requests that are still granted. `usize::MAX` grants all.
static GRANTED: AtomicUsize = AtomicUsize::new(usize::MAX);

/// The number of bytes that can still be allocated. `usize::MAX` means without a limit.
static LEFT: AtomicUsize = AtomicUsize::new(usize::MAX);

/// Runs `f` while this process can allocate at most so many bytes more than it has. It must have only one thread.
pub(crate) fn within<R>(bytes: usize, f: impl FnOnce() -> R) -> R {
    LEFT.store(bytes, Ordering::Relaxed);
    let result = f();
    LEFT.store(usize::MAX, Ordering::Relaxed);
    result
}

/// Counts an allocation. Returns whether it exceeds the limit.
fn exceeds(size: usize) -> bool {
    let left = LEFT.load(Ordering::Relaxed);
    if left != usize::MAX && size <= left {
        LEFT.store(left - size, Ordering::Relaxed);
    }
    size > left
}

fn free(size: usize) {
    let left = LEFT.load(Ordering::Relaxed);
    if left != usize::MAX {
        LEFT.store(left + size, Ordering::Relaxed);
    }
}

/// Whether to refuse this request. Only one request is refused: after it, all are granted again.
fn refuses(size: usize) -> bool {
    if size < LARGE || GRANTED.load(Ordering::Relaxed) == usize::MAX {
        return false;
    }
    GRANTED.fetch_sub(1, Ordering::Relaxed) == 0
}

// SAFETY: granted requests are forwarded to the system's allocator, and a null pointer refuses a request.
unsafe impl GlobalAlloc for Refusing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if refuses(layout.size()) || exceeds(layout.size()) {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller upholds the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        free(layout.size());
        // SAFETY: the caller upholds the contract of `dealloc`.
        unsafe { System.dealloc(ptr, layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if size > layout.size() && (refuses(size) || exceeds(size - layout.size())) {
            return std::ptr::null_mut();
        }
        free(layout.size().saturating_sub(size));
        // SAFETY: the caller upholds the contract of `realloc`.
        unsafe { System.realloc(ptr, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Refusing = Refusing;

/// The variable that tells a child process the index of its request.
const CHILD: &str = "GOJS_FAULTS_REQUEST";

fn program() -> Result<Program<DeterministicHost>, Failed> {
    let wasm = wat::parse_str(
        r#"(module
            (memory (export "mem") 1)
            (func (export "run") (param i32 i32))
            (func (export "resume"))
            (func (export "getsp") (result i32) (i32.const 1024)))"#,
    )?;
    let module = Module::new(&gojs::wasmi::engine(), &wasm)?;
    let builder = Program::builder(DeterministicHost::new(1)).limits(Limits::default().heap_bytes(1 << 30));
    Ok(builder.mount("/", MemFs::new()).instantiate(&module)?)
}

/// Repeats a request while refusing the first, second, third, … of its large allocations, until it makes no more.
/// Prints how often it threw, how often it ended the program, and how often it succeeded nevertheless.
fn refuse(index: usize) -> Result<(), Failed> {
    let request = REQUESTS.get(index).ok_or("there is no such request")?;
    let (mut thrown, mut ended, mut done) = (0, 0, 0);
    for check_allocated in 0.. {
        let mut program = program()?;
        let size = match request.name {
            // Paths have their own limit.
            name if name.starts_with("fs.stat") => request.size,
            // Enough digits that the integer itself is large.
            name if name.to_lowercase().starts_with("bigint") => 200_000,
            _ => request.size.max(20_000),
        };
        let rooted: Vec<Rooted> = program.with(|cx| {
            let made = (request.prepare)(cx, size)?;
            Ok(made.into_iter().map(|value| cx.heap().root(value)).collect())
        })?;
        let values: Vec<Value> = rooted.iter().map(|value| value.value(program.heap())).collect();
        GRANTED.store(check_allocated, Ordering::Relaxed);
        let result = program.with(|cx| (request.ask)(cx, &values).map(drop));
        let is_refused = GRANTED.swap(usize::MAX, Ordering::Relaxed) > check_allocated;
        if !is_refused {
            break;
        }
        let mut is_ended = false;
        match result {
            Ok(()) => done += 1,
            Err(Error::Thrown { .. }) => thrown += 1,
            Err(error) if error.to_string().contains("memory") => {
                is_ended = true;
                ended += 1;
            }
            Err(error) => return Err(format!("an error that does not say what failed: {error}").into()),
        }
        // The program continues, or has ended for good.
        let next = program.with(|cx| {
            let global = cx.heap().global();
            cx.invoke(global, "parseInt", &[]).map(drop)
        });
        match (is_ended, next) {
            (false, Ok(())) | (true, Err(Error::Ended)) => {}
            (_, next) => {
                return Err(format!("{next:?}, and it {}", if is_ended { "has ended" } else { "goes on" }).into());
            }
        }
    }
    println!("{thrown} {ended} {done}");
    Ok(())
}

/// Runs the child's task, if this process is a child.
pub(crate) fn child() -> Option<ExitCode> {
    let index = env::var(CHILD).ok()?.parse().ok()?;
    Some(match refuse(index) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", error.message().unwrap_or_default());
            ExitCode::FAILURE
        }
    })
}

pub(crate) fn every_request_fails() -> Result<(), Failed> {
    let (mut thrown, mut ended, mut done) = (0, 0, 0);
    let mut failures = Vec::new();
    for (index, request) in REQUESTS.iter().enumerate() {
        let mut command = Command::new(env::current_exe()?);
        let output = command.env(CHILD, index.to_string()).env("RUST_BACKTRACE", "0").stdin(Stdio::null()).output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let counts: Vec<u32> = text.split_whitespace().filter_map(|count| count.parse().ok()).collect();
        match (output.status.success(), &*counts) {
            (true, &[of_thrown, of_ended, of_done]) => {
                ended += of_ended;
                thrown += of_thrown;
                done += of_done;
            }
            _ => failures.push(format!(
                "{}: {}: {}",
                request.name,
                output.status,
                String::from_utf8_lossy(&output.stderr).trim()
            )),
        }
    }
    if !failures.is_empty() {
        return Err(failures.join("\n").into());
    }
    check_table(&format!(
        "| requests for memory that were refused | something is thrown | the program is ended | done all the same |\n\
         | ---: | ---: | ---: | ---: |\n\
         | {} | {thrown} | {ended} | {done} |\n",
        thrown + ended + done
    ))
}
