//! Attacks the imports: any memory, and any sequence of calls with any stack pointer, including reentry and exit,
//! without wasm. The target asserts that nothing panics, that every handle belongs to a value, that every value that Go
//! holds is counted, and that no limit is exceeded.
//!
//! `cargo +nightly fuzz run dispatch`
#![no_main]

use arbitrary::Arbitrary;
use gojs::{Builder, DeterministicHost, Import, ImportModule, Instance, State, Trap, globals};
use libfuzzer_sys::fuzz_target;

/// One call of an import.
#[derive(Arbitrary, Debug)]
struct Call {
    import: u8,
    /// The address of the frame, which is mostly in memory.
    sp: Place,
    /// The words that are first written to the frame, starting 8 bytes above the stack pointer.
    words: Vec<Word>,
}

#[derive(Arbitrary, Debug)]
enum Place {
    Inside(u16),
    Anywhere(u32),
}

/// An argument of an import.
#[derive(Arbitrary, Debug)]
enum Word {
    /// A ref with a small id and any type flag.
    Ref {
        flag: u8,
        id: u8,
    },
    Number(f64),
    /// A pointer to one of the names. Its length is the next word.
    Name(u8),
    Small(u8),
    Any(u64),
    /// Leaves the word unchanged, which may be the result of an earlier call.
    Keep,
}

#[derive(Arbitrary, Debug)]
struct Input {
    calls: Vec<Call>,
    bytes: Vec<u8>,
}

const NAMES: [&str; 24] = [
    "Object",
    "Array",
    "Uint8Array",
    "ArrayBuffer",
    "Date",
    "Error",
    "Function",
    "fs",
    "process",
    "path",
    "crypto",
    "prototype",
    "constructor",
    "length",
    "toString",
    "call",
    "apply",
    "push",
    "join",
    "_makeFuncWrapper",
    "result",
    "buffer",
    "write",
    "subarray",
];

const SIZE: usize = 1 << 16;
/// The address of the names, which are 32 bytes apart.
const NAMES_AT: usize = 0x8000;

struct Guest {
    memory: Vec<u8>,
    state: State<DeterministicHost>,
    calls: std::vec::IntoIter<Call>,
}

impl Guest {
    fn step(&mut self, call: Call) -> Result<(), Trap> {
        let sp = match call.sp {
            Place::Inside(sp) => u32::from(sp),
            Place::Anywhere(sp) => sp,
        };
        let mut at = (sp as usize).saturating_add(8);
        for word in call.words.into_iter().take(12) {
            let (word, next) = match word {
                Word::Ref { flag, id } => (0x7ff8_0000_0000_0000 | u64::from(flag & 7) << 32 | u64::from(id), None),
                Word::Number(number) => (number.to_bits(), None),
                Word::Name(name) => {
                    let name = usize::from(name) % NAMES.len();
                    ((NAMES_AT + 32 * name) as u64, Some(NAMES[name].len() as u64))
                }
                Word::Small(word) => (u64::from(word), None),
                Word::Any(word) => (word, None),
                Word::Keep => {
                    at += 8;
                    continue;
                }
            };
            for word in [Some(word), next].into_iter().flatten() {
                if let Some(place) = self.memory.get_mut(at..at + 8) {
                    place.copy_from_slice(&word.to_le_bytes());
                }
                at += 8;
            }
        }
        let module = if call.import & 0x80 == 0 { ImportModule::Gojs } else { ImportModule::Go };
        let all: Vec<Import> = Import::all(module).collect();
        all[usize::from(call.import & 0x7f) % all.len()].call(self, sp)
    }

    fn go_on(&mut self) -> Result<(), Trap> {
        match self.calls.next() {
            Some(call) => self.step(call),
            None => Ok(()),
        }
    }
}

impl Instance for Guest {
    type Memory = [u8];
    type Host = DeterministicHost;

    fn parts(&mut self) -> (&mut [u8], &mut State<DeterministicHost>) {
        (&mut self.memory, &mut self.state)
    }

    fn run(&mut self, _: i32, _: i32) -> Result<(), Trap> {
        Ok(())
    }

    /// Executes the next two calls as Go, wherever it is resumed from.
    fn resume(&mut self) -> Result<(), Trap> {
        self.go_on()?;
        self.go_on()
    }

    fn getsp(&mut self) -> Result<u32, Trap> {
        Ok(256)
    }
}

fuzz_target!(|input: Input| {
    let mut memory = vec![0; SIZE];
    let length = input.bytes.len().min(SIZE);
    memory[..length].copy_from_slice(&input.bytes[..length]);
    for (index, name) in NAMES.iter().enumerate() {
        memory[NAMES_AT + 32 * index..][..name.len()].copy_from_slice(name.as_bytes());
    }
    // Without a limit some requests never end.
    let builder = Builder::new(DeterministicHost::new(1), globals::ALL, ()).fuel_slice(1_000_000).fuel_overdraft(0);
    let (state, ()) = builder.into_parts();
    let mut guest = Guest { memory, state, calls: input.calls.into_iter() };
    while let Some(call) = guest.calls.next() {
        guest.state.refuel();
        if matches!(guest.step(call), Err(Trap::Exit(_))) {
            break;
        }
        guest.state.audit();
    }
    guest.state.audit();
});
