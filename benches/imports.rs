//! The cost of each import by itself, driven through a memory of plain bytes without a wasm runtime.
//!
//! `cargo bench -p gojs-benches --bench imports` prints the time of one call.

use std::fmt;

use divan::{Bencher, black_box};
use gojs::{DeterministicHost, Import, ImportModule, Instance, State, Trap};

/// An instance without wasm. The benchmark plays the part of Go.
struct Guest {
    memory: Vec<u8>,
    state: State<DeterministicHost>,
}

/// The stack pointer of every call, and (below) the address of the strings that are passed.
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

    /// Stands for a Go function that does nothing.
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

    /// Writes a string to memory, and its pointer and length to the frame.
    fn text(&mut self, offset: u32, text: &str) {
        self.memory[TEXT as usize..][..text.len()].copy_from_slice(text.as_bytes());
        self.set(offset, TEXT);
        self.set(offset + 8, text.len() as u64);
    }

    fn call(&mut self, import: Import) {
        import.call(self, SP).unwrap();
    }

    fn call_named(&mut self, name: &str) {
        self.call(find(name));
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

fn find(name: &str) -> Import {
    Import::find("gojs", name).unwrap()
}

const GLOBAL: u64 = 0x7ff8_0001_0000_0005;
const GO: u64 = 0x7ff8_0001_0000_0006;

fn number(number: f64) -> u64 {
    number.to_bits()
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

/// An import, and a `prepare` function that sets up its arguments.
struct Row {
    label: &'static str,
    import: &'static str,
    /// The offset of the ref that the import returns, if any. It is finalized after each call, as Go does.
    result: Option<u32>,
    prepare: fn(&mut Guest),
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label)
    }
}

fn uint8_array(guest: &mut Guest, length: f64) -> u64 {
    let constructor = guest.get(GLOBAL, "Uint8Array");
    guest.construct(constructor, &[number(length)])
}

fn func_of(guest: &mut Guest) -> u64 {
    guest.set(8, GO);
    guest.text(16, "_makeFuncWrapper");
    guest.list(32, &[number(1.0)]);
    guest.call_named("syscall/js.valueCall");
    guest.word(56)
}

const ROWS: &[Row] = &[
    Row { label: "(the frame of a call alone)", import: "runtime.resetMemoryDataView", result: None, prepare: |_| {} },
    Row { label: "runtime.nanotime1", import: "runtime.nanotime1", result: None, prepare: |_| {} },
    Row { label: "runtime.walltime", import: "runtime.walltime", result: None, prepare: |_| {} },
    Row {
        label: "runtime.getRandomData, 8 bytes",
        import: "runtime.getRandomData",
        result: None,
        prepare: |guest| {
            guest.set(8, TEXT);
            guest.set(16, 8);
        },
    },
    Row {
        label: "valueGet, a number",
        import: "syscall/js.valueGet",
        result: None,
        prepare: |guest| {
            let object = object_with(guest, "x", number(42.0));
            guest.set(8, object);
            guest.text(16, "x");
        },
    },
    Row {
        label: "valueGet, an object (and finalizeRef)",
        import: "syscall/js.valueGet",
        result: Some(32),
        prepare: |guest| {
            let object = object_with(guest, "o", GLOBAL);
            let inner = object_with(guest, "x", number(1.0));
            guest.set(8, object);
            guest.text(16, "o");
            guest.set(32, inner);
            guest.call_named("syscall/js.valueSet");
        },
    },
    Row {
        label: "valueGet, through a prototype (and finalizeRef)",
        import: "syscall/js.valueGet",
        result: Some(32),
        prepare: |guest| {
            let object = object_with(guest, "x", number(42.0));
            guest.set(8, object);
            guest.text(16, "toString");
        },
    },
    Row {
        label: "valueSet, a number",
        import: "syscall/js.valueSet",
        result: None,
        prepare: |guest| {
            let object = object_with(guest, "x", number(42.0));
            guest.set(8, object);
            guest.text(16, "x");
            guest.set(32, number(43.0));
        },
    },
    Row {
        label: "valueDelete, of what is not there",
        import: "syscall/js.valueDelete",
        result: None,
        prepare: |guest| {
            let object = object_with(guest, "x", number(42.0));
            guest.set(8, object);
            guest.text(16, "y");
        },
    },
    Row {
        label: "valueIndex",
        import: "syscall/js.valueIndex",
        result: None,
        prepare: |guest| {
            let array = array(guest);
            guest.set(8, array);
            guest.set(16, 3);
        },
    },
    Row {
        label: "valueSetIndex",
        import: "syscall/js.valueSetIndex",
        result: None,
        prepare: |guest| {
            let array = array(guest);
            guest.set(8, array);
            guest.set(16, 3);
            guest.set(24, number(5.0));
        },
    },
    Row {
        label: "valueLength, of an array",
        import: "syscall/js.valueLength",
        result: None,
        prepare: |guest| {
            let array = array(guest);
            guest.set(8, array);
        },
    },
    Row {
        label: "valueInstanceOf",
        import: "syscall/js.valueInstanceOf",
        result: None,
        prepare: |guest| {
            let constructor = guest.get(GLOBAL, "Array");
            let array = array(guest);
            guest.set(8, array);
            guest.set(16, constructor);
        },
    },
    Row {
        label: "valueCall, of a built-in method",
        import: "syscall/js.valueCall",
        result: None,
        prepare: |guest| {
            let constructor = guest.get(GLOBAL, "Date");
            let date = guest.construct(constructor, &[]);
            guest.set(8, date);
            guest.text(16, "getTimezoneOffset");
            guest.list(32, &[]);
        },
    },
    Row {
        label: "valueInvoke, of a built-in function",
        import: "syscall/js.valueInvoke",
        result: None,
        prepare: |guest| {
            let constructor = guest.get(GLOBAL, "Array");
            let function = guest.get(constructor, "isArray");
            guest.arguments(8, function, &[number(1.0)]);
        },
    },
    Row {
        label: "valueInvoke, of a Go function that does nothing",
        import: "syscall/js.valueInvoke",
        result: None,
        prepare: |guest| {
            let function = func_of(guest);
            guest.arguments(8, function, &[number(1.0)]);
        },
    },
    Row {
        label: "valueNew, of an object (and finalizeRef)",
        import: "syscall/js.valueNew",
        result: Some(40),
        prepare: |guest| {
            let constructor = guest.get(GLOBAL, "Object");
            guest.arguments(8, constructor, &[]);
        },
    },
    Row {
        label: "stringVal, of a known string (and finalizeRef)",
        import: "syscall/js.stringVal",
        result: Some(24),
        prepare: |guest| {
            guest.text(8, "hello, world");
        },
    },
    Row {
        label: "valuePrepareString, 12 bytes (and finalizeRef)",
        import: "syscall/js.valuePrepareString",
        result: Some(16),
        prepare: |guest| {
            guest.text(8, "hello, world");
            guest.call_named("syscall/js.stringVal");
            let string = guest.word(24);
            guest.set(8, string);
        },
    },
    Row {
        label: "valueLoadString, 12 bytes",
        import: "syscall/js.valueLoadString",
        result: None,
        prepare: |guest| {
            guest.text(8, "hello, world");
            guest.call_named("syscall/js.stringVal");
            let string = guest.word(24);
            guest.set(8, string);
            guest.call_named("syscall/js.valuePrepareString");
            let encoded = guest.word(16);
            guest.set(8, encoded);
            guest.set(16, TEXT);
            guest.set(24, 12);
        },
    },
    Row {
        label: "copyBytesToJS, 64 bytes",
        import: "syscall/js.copyBytesToJS",
        result: None,
        prepare: |guest| {
            let array = uint8_array(guest, 64.0);
            guest.set(8, array);
            guest.set(16, TEXT);
            guest.set(24, 64);
        },
    },
    Row {
        label: "copyBytesToGo, 64 bytes",
        import: "syscall/js.copyBytesToGo",
        result: None,
        prepare: |guest| {
            let array = uint8_array(guest, 64.0);
            guest.set(8, TEXT);
            guest.set(16, 64);
            guest.set(32, array);
        },
    },
];

#[divan::bench(args = ROWS)]
fn import(bencher: Bencher<'_, '_>, row: &Row) {
    let mut guest = Guest::new();
    (row.prepare)(&mut guest);
    let (import, finalize) = (find(row.import), find("syscall/js.finalizeRef"));
    bencher.bench_local(|| {
        guest.call(black_box(import));
        if let Some(offset) = row.result {
            // `finalizeRef` reads its ref 8 bytes above the stack pointer.
            finalize.call(&mut guest, SP + offset - 8).unwrap();
        }
    });
}

#[divan::bench]
fn schedule_and_clear_timeout_event(bencher: Bencher<'_, '_>) {
    let mut guest = Guest::new();
    let (schedule, clear) = (find("runtime.scheduleTimeoutEvent"), find("runtime.clearTimeoutEvent"));
    guest.set(8, 1000);
    bencher.bench_local(|| {
        guest.call(black_box(schedule));
        // The id lies at the offset of the first argument in a frame 8 bytes higher.
        clear.call(&mut guest, SP + 8).unwrap();
    });
}

fn main() {
    // Every import is in a row, except those without a measurable effect.
    let unmeasured = ["debug", "runtime.wasmExit", "runtime.wasmWrite"];
    let source = include_str!("imports.rs");
    for import in Import::all(ImportModule::Gojs) {
        assert!(
            unmeasured.contains(&import.name()) || source.contains(&format!("\"{}\"", import.name())),
            "{import:?}"
        );
    }
    divan::main();
}
