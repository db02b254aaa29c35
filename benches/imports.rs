//! What each import costs by itself: driven through a memory of plain bytes, with no wasm runtime around it.
//!
//! `cargo bench --bench imports` prints the time of one call.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use gojs::{DeterministicHost, Import, ImportModule, Instance, State, Trap};

/// An instance without wasm: whoever drives it is Go.
struct Guest {
    memory: Vec<u8>,
    state: State<DeterministicHost>,
}

/// The stack pointer of every call here, and where the texts that are passed lie.
const SP: u32 = 1024;
const TEXT: u64 = 8192;

impl Instance for Guest {
    type Memory = [u8];
    type Host = DeterministicHost;

    fn parts(&mut self) -> (&mut [u8], &mut State<DeterministicHost>) {
        (&mut self.memory, &mut self.state)
    }

    fn state(&mut self) -> &mut State<DeterministicHost> {
        &mut self.state
    }

    fn run(&mut self, _: i32, _: i32) -> Result<(), Trap> {
        Ok(())
    }

    /// A Go function that does nothing.
    fn resume(&mut self) -> Result<(), Trap> {
        Ok(())
    }

    fn getsp(&mut self) -> Result<u32, Trap> {
        Ok(SP)
    }
}

impl Guest {
    fn new() -> Self {
        Guest { memory: vec![0; 1 << 20], state: State::new(DeterministicHost::new(1)) }
    }

    fn set(&mut self, offset: u32, word: u64) {
        let at = (SP + offset) as usize;
        self.memory[at..at + 8].copy_from_slice(&word.to_le_bytes());
    }

    fn word(&self, offset: u32) -> u64 {
        let at = (SP + offset) as usize;
        u64::from_le_bytes(self.memory[at..at + 8].try_into().unwrap())
    }

    /// Puts a text in memory, and its pointer and length in the frame.
    fn text(&mut self, offset: u32, text: &str) {
        self.memory[TEXT as usize..][..text.len()].copy_from_slice(text.as_bytes());
        self.set(offset, TEXT);
        self.set(offset + 8, text.len() as u64);
    }

    fn call(&mut self, import: Import) {
        import.call(self, SP).unwrap();
    }

    fn call_named(&mut self, name: &str) {
        self.call(import(name));
    }

    fn get(&mut self, object: u64, name: &str) -> u64 {
        self.set(8, object);
        self.text(16, name);
        self.call_named("syscall/js.valueGet");
        self.word(32)
    }

    /// `new constructor(arguments...)`
    fn construct(&mut self, constructor: u64, arguments: &[u64]) -> u64 {
        self.arguments(8, constructor, arguments);
        self.call_named("syscall/js.valueNew");
        assert_eq!(self.word(48) as u8, 1, "the constructor has thrown");
        self.word(40)
    }

    fn arguments(&mut self, offset: u32, function: u64, arguments: &[u64]) {
        self.set(offset, function);
        self.list(offset + 8, arguments);
    }

    fn list(&mut self, offset: u32, values: &[u64]) {
        for (index, value) in values.iter().enumerate() {
            let at = 16384 + 8 * index;
            self.memory[at..at + 8].copy_from_slice(&value.to_le_bytes());
        }
        self.set(offset, 16384);
        self.set(offset + 8, values.len() as u64);
    }
}

fn import(name: &str) -> Import {
    Import::find("gojs", name).unwrap()
}

const GLOBAL: u64 = 0x7ff8_0001_0000_0005;
const GO: u64 = 0x7ff8_0001_0000_0006;

fn number(number: f64) -> u64 {
    number.to_bits()
}

/// Times an import in a guest that `prepare` has set up. What the import stores for Go is given back, as Go does.
fn bench(c: &mut Criterion, label: &str, name: &str, result: Option<u32>, prepare: impl FnOnce(&mut Guest)) {
    let mut guest = Guest::new();
    prepare(&mut guest);
    let (import, finalize) = (import(name), import("syscall/js.finalizeRef"));
    c.bench_function(label, |b| {
        b.iter(|| {
            guest.call(black_box(import));
            if let Some(offset) = result {
                // `finalizeRef` reads its ref 8 bytes above the stack pointer.
                finalize.call(&mut guest, SP + offset - 8).unwrap();
            }
        });
    });
}

fn imports(c: &mut Criterion) {
    c.bench_function("(the frame of a call alone)", |b| {
        let mut guest = Guest::new();
        let import = import("runtime.resetMemoryDataView");
        b.iter(|| guest.call(black_box(import)));
    });
    bench(c, "runtime.nanotime1", "runtime.nanotime1", None, |_| {});
    bench(c, "runtime.walltime", "runtime.walltime", None, |_| {});
    bench(c, "runtime.getRandomData, 8 bytes", "runtime.getRandomData", None, |guest| {
        guest.set(8, TEXT);
        guest.set(16, 8);
    });
    timers(c);

    bench(c, "valueGet, a number", "syscall/js.valueGet", None, |guest| {
        let object = object_with(guest, "x", number(42.0));
        guest.set(8, object);
        guest.text(16, "x");
    });
    bench(c, "valueGet, an object (and finalizeRef)", "syscall/js.valueGet", Some(32), |guest| {
        let object = object_with(guest, "o", GLOBAL);
        let inner = object_with(guest, "x", number(1.0));
        guest.set(8, object);
        guest.text(16, "o");
        guest.set(32, inner);
        guest.call_named("syscall/js.valueSet");
    });
    bench(c, "valueGet, through a prototype (and finalizeRef)", "syscall/js.valueGet", Some(32), |guest| {
        let object = object_with(guest, "x", number(42.0));
        guest.set(8, object);
        guest.text(16, "toString");
    });
    bench(c, "valueSet, a number", "syscall/js.valueSet", None, |guest| {
        let object = object_with(guest, "x", number(42.0));
        guest.set(8, object);
        guest.text(16, "x");
        guest.set(32, number(43.0));
    });
    bench(c, "valueDelete, of what is not there", "syscall/js.valueDelete", None, |guest| {
        let object = object_with(guest, "x", number(42.0));
        guest.set(8, object);
        guest.text(16, "y");
    });
    bench(c, "valueIndex", "syscall/js.valueIndex", None, |guest| {
        let array = array(guest);
        guest.set(8, array);
        guest.set(16, 3);
    });
    bench(c, "valueSetIndex", "syscall/js.valueSetIndex", None, |guest| {
        let array = array(guest);
        guest.set(8, array);
        guest.set(16, 3);
        guest.set(24, number(5.0));
    });
    bench(c, "valueLength, of an array", "syscall/js.valueLength", None, |guest| {
        let array = array(guest);
        guest.set(8, array);
    });
    bench(c, "valueInstanceOf", "syscall/js.valueInstanceOf", None, |guest| {
        let constructor = guest.get(GLOBAL, "Array");
        let array = array(guest);
        guest.set(8, array);
        guest.set(16, constructor);
    });
    bench(c, "valueCall, of a built-in method", "syscall/js.valueCall", None, |guest| {
        let constructor = guest.get(GLOBAL, "Date");
        let date = guest.construct(constructor, &[]);
        guest.set(8, date);
        guest.text(16, "getTimezoneOffset");
        guest.list(32, &[]);
    });
    bench(c, "valueInvoke, of a Go function that does nothing", "syscall/js.valueInvoke", None, |guest| {
        guest.set(8, GO);
        guest.text(16, "_makeFuncWrapper");
        guest.list(32, &[number(1.0)]);
        guest.call_named("syscall/js.valueCall");
        let function = guest.word(56);
        guest.arguments(8, function, &[number(1.0)]);
    });
    bench(c, "valueNew, of an object (and finalizeRef)", "syscall/js.valueNew", Some(40), |guest| {
        let constructor = guest.get(GLOBAL, "Object");
        guest.arguments(8, constructor, &[]);
    });
    strings(c);
    bytes(c);
}

fn object_with(guest: &mut Guest, name: &str, value: u64) -> u64 {
    let constructor = guest.get(GLOBAL, "Object");
    let object = guest.construct(constructor, &[]);
    guest.set(8, object);
    guest.text(16, name);
    guest.set(32, value);
    guest.call_named("syscall/js.valueSet");
    object
}

fn array(guest: &mut Guest) -> u64 {
    let constructor = guest.get(GLOBAL, "Array");
    guest.construct(constructor, &[1.0, 2.0, 3.0, 4.0].map(number))
}

fn timers(c: &mut Criterion) {
    let mut guest = Guest::new();
    let (schedule, clear) = (import("runtime.scheduleTimeoutEvent"), import("runtime.clearTimeoutEvent"));
    guest.set(8, 1000);
    c.bench_function("scheduleTimeoutEvent and clearTimeoutEvent", |b| {
        b.iter(|| {
            guest.call(black_box(schedule));
            // The id lies where a frame 8 bytes higher has its first argument.
            clear.call(&mut guest, SP + 8).unwrap();
        });
    });
}

fn strings(c: &mut Criterion) {
    bench(c, "stringVal, of a known string (and finalizeRef)", "syscall/js.stringVal", Some(24), |guest| {
        guest.text(8, "hello, world");
    });
    bench(c, "valuePrepareString, 12 bytes (and finalizeRef)", "syscall/js.valuePrepareString", Some(16), |guest| {
        guest.text(8, "hello, world");
        guest.call_named("syscall/js.stringVal");
        let string = guest.word(24);
        guest.set(8, string);
    });
    bench(c, "valueLoadString, 12 bytes", "syscall/js.valueLoadString", None, |guest| {
        guest.text(8, "hello, world");
        guest.call_named("syscall/js.stringVal");
        let string = guest.word(24);
        guest.set(8, string);
        guest.call_named("syscall/js.valuePrepareString");
        let encoded = guest.word(16);
        guest.set(8, encoded);
        guest.set(16, TEXT);
        guest.set(24, 12);
    });
}

fn bytes(c: &mut Criterion) {
    let uint8_array = |guest: &mut Guest, length: f64| {
        let constructor = guest.get(GLOBAL, "Uint8Array");
        guest.construct(constructor, &[number(length)])
    };
    bench(c, "copyBytesToJS, 64 bytes", "syscall/js.copyBytesToJS", None, |guest| {
        let array = uint8_array(guest, 64.0);
        guest.set(8, array);
        guest.set(16, TEXT);
        guest.set(24, 64);
    });
    bench(c, "copyBytesToGo, 64 bytes", "syscall/js.copyBytesToGo", None, |guest| {
        let array = uint8_array(guest, 64.0);
        guest.set(8, TEXT);
        guest.set(16, 64);
        guest.set(32, array);
    });
}

/// Every import has a row, or is named here as one that does nothing to be measured.
fn complete(_: &mut Criterion) {
    let unmeasured = ["debug", "runtime.wasmExit", "runtime.wasmWrite", "runtime.resetMemoryDataView"];
    let source = include_str!("imports.rs");
    for import in Import::all(ImportModule::Gojs) {
        assert!(
            unmeasured.contains(&import.name()) || source.contains(&format!("\"{}\"", import.name())),
            "{import:?}"
        );
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().without_plots();
    targets = complete, imports
}
criterion_main!(benches);
