//! The floor: a bare wasmi host that runs a Go module with stub imports.
//!
//! Its imports write a fixed result and return. A guest's run time here is the cost of Go's code, `syscall/js`
//! included, on wasmi. The difference from `go_js_wasm_exec` is the cost of this crate's imports.
//!
//! `floor MODULE [ARGS…]` runs to the guest's exit code. Only clocks, output and the event protocol are real: without
//! them a guest cannot measure time, print or finish. A ref has no value behind it, so a guest that depends on
//! JavaScript's answers (files, the process, the local time) goes wrong here. The guests in `guests/` and jsbench do
//! not depend on them.

use std::{
    collections::VecDeque,
    io::Write,
    process::ExitCode,
    thread,
    time::{Duration, Instant, SystemTime},
};
use wasmi::{Caller, Error, Linker, Memory, Module, Store, TypedFunc};

/// Returns a ref to an object. `syscall/js` encodes a ref as a NaN whose bits 32 to 34 are the type and whose low half
/// is an id.
const fn object(id: u32) -> u64 {
    0x7ff8_0001 << 32 | id as u64
}
const NULL: u64 = 0x7ff8_0000 << 32 | 2;
const FALSE: u64 = 0x7ff8_0000 << 32 | 4;
/// `jsGo`, whose id is fixed by `wasm_exec.js`. The ids after it are assigned here.
const GO: u64 = object(6);
const FS: u64 = object(7);
const STAT: u64 = object(8);
const EVENT: u64 = object(9);
const OBJECT: u64 = object(10);
const STRING: u64 = 0x7ff8_0002 << 32 | 11;
const STRING_BYTES: &[u8] = b"hello, world";
/// The result of `_makeFuncWrapper(0)`. The ref of any other Go function is this plus the function's id.
const FUNC: u64 = 0x7ff8_0004 << 32 | 0x1000;

/// Returns the ref of a number other than 0, which is the number's own bits.
fn number(n: u32) -> u64 {
    f64::from(n).to_bits()
}

/// A call of the Go function with the ref `func`, which Go picks up as its pending event.
struct Event {
    func: u64,
    args: Vec<u64>,
}

struct Host {
    memory: Option<Memory>,
    resume: Option<TypedFunc<(), ()>>,
    getsp: Option<TypedFunc<(), i32>>,
    /// Whether Go is starting or picking up an event, and so needs specific answers instead of the fixed ones.
    attentive: bool,
    /// The fixed result of `valueGet`.
    property: u64,
    pending: Option<Event>,
    queue: VecDeque<Event>,
    timeout: Option<(i32, Instant)>,
    timeouts: i32,
    /// The bytes of the last `copyBytesToJS`, which `fs.write` then writes.
    copied: Vec<u8>,
    /// The bytes of any `Uint8Array` that Go reads.
    array: Vec<u8>,
    start: Instant,
    random: u64,
}

/// Borrows the guest's memory and the host's state.
fn parts<'a>(caller: &'a mut Caller<'_, Host>) -> Result<(&'a mut [u8], &'a mut Host), Error> {
    match caller.data().memory {
        Some(memory) => Ok(memory.data_and_store_mut(caller)),
        None => Err(Error::new("an import was called before the memory was there")),
    }
}

fn bytes(mem: &mut [u8], addr: u64, len: u64) -> Result<&mut [u8], Error> {
    let end = addr.saturating_add(len);
    let size = mem.len();
    mem.get_mut(addr as usize..end as usize)
        .ok_or_else(|| Error::new(format!("{len} bytes at {addr:#x} are outside of a memory of {size}")))
}

fn load(mem: &mut [u8], sp: i32, offset: u64) -> Result<u64, Error> {
    let addr = u64::from(sp as u32) + offset;
    Ok(u64::from_le_bytes(*bytes(mem, addr, 8)?.first_chunk().expect("8 bytes")))
}

fn store(mem: &mut [u8], sp: i32, offset: u64, value: u64) -> Result<(), Error> {
    bytes(mem, u64::from(sp as u32) + offset, 8)?.copy_from_slice(&value.to_le_bytes());
    Ok(())
}

/// Returns the string or byte slice whose address and length lie at `offset`.
fn slice(mem: &mut [u8], sp: i32, offset: u64) -> Result<&mut [u8], Error> {
    let (addr, len) = (load(mem, sp, offset)?, load(mem, sp, offset + 8)?);
    bytes(mem, addr, len)
}

/// Returns the slice of refs whose address and length lie at `offset`.
fn refs(mem: &mut [u8], sp: i32, offset: u64) -> Result<Vec<u64>, Error> {
    let (addr, len) = (load(mem, sp, offset)?, load(mem, sp, offset + 8)?);
    (0..len.min(mem.len() as u64)).map(|i| load(mem, 0, addr.saturating_add(8 * i))).collect()
}

/// Stores a result, followed by the `true` that means it was not thrown. The two occupy 9 consecutive bytes.
fn store_returned(mem: &mut [u8], sp: i32, offset: u64, value: u64) -> Result<(), Error> {
    let result = bytes(mem, u64::from(sp as u32) + offset, 9)?;
    result[..8].copy_from_slice(&value.to_le_bytes());
    result[8] = 1;
    Ok(())
}

type Import = fn(Caller<'_, Host>, i32) -> Result<(), Error>;

/// Returns the import called `name`, whichever module it is imported from: `gojs`, or `go` before Go 1.21.
fn import(name: &str) -> Option<Import> {
    Some(match name {
        "debug"
        | "runtime.resetMemoryDataView"
        | "syscall/js.finalizeRef"
        | "syscall/js.valueSet"
        | "syscall/js.valueDelete"
        | "syscall/js.valueSetIndex" => |_, _| Ok(()),
        "runtime.wasmExit" => wasm_exit,
        "runtime.wasmWrite" => wasm_write,
        "runtime.nanotime1" => nanotime1,
        "runtime.walltime" => walltime,
        "runtime.scheduleTimeoutEvent" => schedule_timeout_event,
        "runtime.clearTimeoutEvent" => clear_timeout_event,
        "runtime.getRandomData" => get_random_data,
        "syscall/js.stringVal" => |mut caller, sp| store(parts(&mut caller)?.0, sp, 24, STRING),
        "syscall/js.valueGet" => value_get,
        "syscall/js.valueIndex" => value_index,
        "syscall/js.valueCall" => value_call,
        "syscall/js.valueInvoke" => value_invoke,
        "syscall/js.valueNew" => |mut caller, sp| store_returned(parts(&mut caller)?.0, sp, 40, OBJECT),
        "syscall/js.valueLength" => value_length,
        "syscall/js.valuePrepareString" => value_prepare_string,
        "syscall/js.valueLoadString" => value_load_string,
        "syscall/js.valueInstanceOf" => value_instance_of,
        "syscall/js.copyBytesToGo" => copy_bytes_to_go,
        "syscall/js.copyBytesToJS" => copy_bytes_to_js,
        _ => return None,
    })
}

fn wasm_exit(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let code = load(parts(&mut caller)?.0, sp, 8)?;
    Err(Error::i32_exit(code as i32))
}

fn wasm_write(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let (mem, _) = parts(&mut caller)?;
    let (fd, addr, len) = (load(mem, sp, 8)?, load(mem, sp, 16)?, load(mem, sp, 24)? as u32);
    write(fd, bytes(mem, addr, len.into())?)
}

fn write(fd: u64, bytes: &[u8]) -> Result<(), Error> {
    let written = match fd {
        1 => std::io::stdout().write_all(bytes).and_then(|()| std::io::stdout().flush()),
        2 => std::io::stderr().write_all(bytes),
        _ => Ok(()),
    };
    written.map_err(|error| Error::new(format!("writing to fd {fd}: {error}")))
}

fn nanotime1(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let (mem, host) = parts(&mut caller)?;
    // Go considers a clock of 0 broken.
    store(mem, sp, 8, host.start.elapsed().as_nanos() as u64 + 1)
}

fn walltime(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let now = SystemTime::UNIX_EPOCH.elapsed().map_err(|error| Error::new(error.to_string()))?;
    let result = bytes(parts(&mut caller)?.0, u64::from(sp as u32) + 8, 12)?;
    result[..8].copy_from_slice(&now.as_secs().to_le_bytes());
    result[8..].copy_from_slice(&now.subsec_nanos().to_le_bytes());
    Ok(())
}

fn schedule_timeout_event(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let (mem, host) = parts(&mut caller)?;
    let at = Instant::now() + Duration::from_millis(load(mem, sp, 8)?);
    host.timeouts += 1;
    host.timeout = Some((host.timeouts, at));
    bytes(mem, u64::from(sp as u32) + 16, 4)?.copy_from_slice(&host.timeouts.to_le_bytes());
    Ok(())
}

fn clear_timeout_event(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let (mem, host) = parts(&mut caller)?;
    let id = load(mem, sp, 8)? as i32;
    host.timeout.take_if(|(scheduled, _)| *scheduled == id);
    Ok(())
}

/// Fills the slice from a linear congruential generator that is seeded differently in each run. The bytes seed Go's
/// random choices. Constant bytes were once an unlucky choice: they made a loop of invoked Go functions a third slower.
fn get_random_data(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let (mem, host) = parts(&mut caller)?;
    for byte in slice(mem, sp, 8)? {
        host.random = host.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *byte = (host.random >> 56) as u8;
    }
    Ok(())
}

fn value_get(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let (mem, host) = parts(&mut caller)?;
    if host.attentive {
        let value = host.get(slice(mem, sp, 16)?);
        return store(mem, sp, 32, value);
    }
    store(mem, sp, 32, host.property)
}

fn value_index(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let (mem, host) = parts(&mut caller)?;
    if host.attentive {
        let index = load(mem, sp, 16)?;
        let value = host.take_argument(index);
        return store(mem, sp, 24, value);
    }
    store(mem, sp, 24, number(42))
}

fn value_length(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let (mem, host) = parts(&mut caller)?;
    let length = match &host.pending {
        Some(event) if host.attentive => event.args.len() as u64,
        _ => 16,
    };
    store(mem, sp, 16, length)
}

fn value_call(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let (mem, host) = parts(&mut caller)?;
    let result = match load(mem, sp, 8)? {
        FS => {
            let args = refs(mem, sp, 32)?;
            host.call_fs(slice(mem, sp, 16)?, &args)?;
            0
        }
        // `_makeFuncWrapper`, its only method.
        GO => FUNC + f64::from_bits(refs(mem, sp, 32)?.first().copied().unwrap_or(0)) as u64,
        // `isDirectory`, the only method of a stat result that Go calls.
        STAT => FALSE,
        _ => number(42),
    };
    store_returned(mem, sp, 56, result)
}

/// Calls a Go function, the only kind of function that a guest can have a ref to here.
fn value_invoke(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let (mem, host) = parts(&mut caller)?;
    let func = load(mem, sp, 8)?;
    let args = refs(mem, sp, 16)?;
    host.begin(Event { func, args });
    let (Some(resume), Some(getsp)) = (host.resume, host.getsp) else {
        return Err(Error::new("a function was invoked before Go ran"));
    };
    resume.call(&mut caller, ())?;
    let sp = getsp.call(&mut caller, ())?;
    store_returned(parts(&mut caller)?.0, sp, 40, number(42))
}

fn value_prepare_string(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let (mem, _) = parts(&mut caller)?;
    store(mem, sp, 16, OBJECT)?;
    store(mem, sp, 24, STRING_BYTES.len() as u64)
}

fn value_load_string(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let to = slice(parts(&mut caller)?.0, sp, 16)?;
    to.iter_mut().zip(STRING_BYTES).for_each(|(to, from)| *to = *from);
    Ok(())
}

fn value_instance_of(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    bytes(parts(&mut caller)?.0, u64::from(sp as u32) + 24, 1)?[0] = 1;
    Ok(())
}

fn copy_bytes_to_go(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let (mem, host) = parts(&mut caller)?;
    let to = slice(mem, sp, 8)?;
    let len = to.len().min(host.array.len());
    to[..len].copy_from_slice(&host.array[..len]);
    store_returned(mem, sp, 40, len as u64)
}

fn copy_bytes_to_js(mut caller: Caller<'_, Host>, sp: i32) -> Result<(), Error> {
    let (mem, host) = parts(&mut caller)?;
    let from = slice(mem, sp, 16)?;
    host.copied.clear();
    host.copied.extend_from_slice(from);
    let len = from.len() as u64;
    store_returned(mem, sp, 40, len)
}

impl Host {
    /// Makes `event` the pending event that Go finds when it resumes.
    fn begin(&mut self, event: Event) {
        self.pending = Some(event);
        self.attentive = true;
    }

    /// Returns a property that Go reads while it starts, or a property of an event.
    fn get(&mut self, name: &[u8]) -> u64 {
        match (name, &self.pending) {
            (b"_pendingEvent", Some(_)) => EVENT,
            // A timeout resumed Go.
            (b"_pendingEvent", None) => {
                self.attentive = false;
                NULL
            }
            (b"id", Some(event)) => (event.func.wrapping_sub(FUNC) as f64).to_bits(),
            // `undefined`: an object would cost Go a finalizer.
            (b"this", _) => 0,
            (b"fs", _) => FS,
            _ if name.starts_with(b"O_") => number(1),
            _ => OBJECT,
        }
    }

    /// Returns an argument of the pending event. The last argument is also the last property that Go reads before it
    /// runs the function.
    fn take_argument(&mut self, index: u64) -> u64 {
        let Some(event) = &self.pending else { return 0 };
        let value = event.args.get(index as usize).copied().unwrap_or(0);
        if index + 1 == event.args.len() as u64 {
            self.pending = None;
            self.attentive = false;
        }
        value
    }

    /// Handles a call of `fs`. Its callback is called when Go next waits.
    fn call_fs(&mut self, name: &[u8], args: &[u64]) -> Result<(), Error> {
        let result = match (name, args) {
            (b"write", &[fd, _, _, len, ..]) => {
                write(f64::from_bits(fd) as u64, &self.copied)?;
                self.note_row();
                len
            }
            (b"fstat", _) => STAT,
            // The result of `open`: a file descriptor that `write` ignores.
            _ => number(3),
        };
        if let Some(&func) = args.last() {
            self.queue.push_back(Event { func, args: vec![NULL, result] });
        }
        Ok(())
    }

    /// Sets the property for the next row of jsbench, which prints a row when the row is done.
    fn note_row(&mut self) {
        match self.copied.split(u8::is_ascii_whitespace).next() {
            Some(b"get-number") => self.property = OBJECT,
            Some(b"get-object") => self.property = STRING,
            _ => {}
        }
    }
}

/// Runs the module until it exits or fails.
fn run(path: &str, args: &[String]) -> Result<(), Error> {
    let wasm = std::fs::read(path).map_err(|error| Error::new(error.to_string()))?;
    let engine = gojs::wasmi::engine();
    let module = Module::new(&engine, &wasm)?;
    let mut linker = Linker::new(&engine);
    // Go 1.24 lists `getRandomData` once for each package that imports it.
    linker.allow_shadowing(true);
    for wanted in module.imports() {
        let (of, name) = (wanted.module(), wanted.name());
        let import = import(name).ok_or_else(|| Error::new(format!("unknown import {of:?} {name:?}")))?;
        linker.func_wrap(of, name, import)?;
    }
    let mut store = Store::new(
        &engine,
        Host {
            memory: None,
            resume: None,
            getsp: None,
            attentive: true,
            property: number(42),
            pending: None,
            queue: VecDeque::new(),
            timeout: None,
            timeouts: 0,
            copied: Vec::new(),
            array: vec![0x5a; 1 << 16],
            start: Instant::now(),
            random: SystemTime::UNIX_EPOCH.elapsed().map_or(0, |now| now.as_nanos() as u64),
        },
    );
    let instance = linker.instantiate_and_start(&mut store, &module)?;
    let memory = instance.get_memory(&store, "mem").ok_or_else(|| Error::new("no memory is exported as \"mem\""))?;
    let start = instance.get_typed_func::<(i32, i32), ()>(&store, "run")?;
    let resume = instance.get_typed_func(&store, "resume")?;
    let getsp = instance.get_typed_func(&store, "getsp")?;
    let host = store.data_mut();
    (host.memory, host.resume, host.getsp) = (Some(memory), Some(resume), Some(getsp));

    // The strings, each zero-terminated and padded to 8 bytes; then their addresses, ended by a null pointer, and an
    // empty environment.
    let mut area = Vec::new();
    let mut argv = Vec::new();
    for arg in args {
        argv.extend((4096 + area.len() as u64).to_le_bytes());
        area.extend(arg.bytes());
        area.resize((area.len() + 1).next_multiple_of(8), 0);
    }
    let argv_at = 4096 + area.len() as i32;
    area.extend(argv);
    area.extend([0; 16]);
    if area.len() > 8192 {
        return Err(Error::new("the arguments are longer than the 8 KiB that Go's linker leaves for them"));
    }
    memory.write(&mut store, 4096, &area).map_err(|error| Error::new(error.to_string()))?;

    start.call(&mut store, (args.len() as i32, argv_at))?;
    loop {
        let host = store.data_mut();
        if let Some(event) = host.queue.pop_front() {
            host.begin(event);
        } else if let Some((_, at)) = host.timeout.take() {
            host.attentive = true;
            thread::sleep(at.saturating_duration_since(Instant::now()));
        } else {
            return Err(Error::new("every goroutine waits, and nothing will come"));
        }
        resume.call(&mut store, ())?;
    }
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = args.first() else {
        eprintln!("usage: floor MODULE [ARGS…]");
        return ExitCode::from(2);
    };
    match run(path, &args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => match error.i32_exit_status() {
            // Exits immediately, without dropping the guest's memory.
            Some(code) => std::process::exit(code),
            None => {
                eprintln!("floor: {path}: {error}");
                ExitCode::FAILURE
            }
        },
    }
}
