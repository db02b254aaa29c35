//! Attacks the passing of arguments and environment: any texts of any length and number, in a memory of any size, with no
//! wasm around it.
//!
//! What `run` is given is read back as Go's `args_init` and `goenvs` read it. Asserted is that
//!
//! - Go finds the arguments as they were given, and the variables by the UTF-16 units of their names, the last of a name;
//! - what `wasm_exec.js` has room for is passed, and the first byte more is an error that says how many bytes it takes;
//! - a memory that ends too early is an error;
//! - no byte beside the strings and their pointers is touched, least of all one of the program's data; with an error, none.
//!
//! `cargo +nightly fuzz run argv`
#![no_main]

use std::collections::BTreeMap;

use arbitrary::Arbitrary;
use gojs::{Builder, DeterministicHost, Error, Instance, Program, State, Trap, globals};
use libfuzzer_sys::fuzz_target;

/// Where the strings begin.
const START: usize = 4096;
/// Where the program's own data begin: `wasmMinDataAddr` of Go's linker.
const DATA: usize = START + 8192;
/// What every byte of the memory is beforehand: no text has it, for it is none of UTF-8's.
const UNTOUCHED: u8 = 0xff;

#[derive(Arbitrary, Debug)]
enum Text {
    Any(String),
    /// Longer than the fuzzer's input can be.
    Repeated {
        unit: char,
        times: u16,
    },
}

impl Text {
    fn text(self) -> String {
        match self {
            Text::Any(text) => text,
            Text::Repeated { unit, times } => unit.to_string().repeat(usize::from(times)),
        }
    }
}

#[derive(Arbitrary, Debug)]
enum Size {
    Any(u16),
    Pages(u8),
    /// Where the arguments end, more or less.
    Close(i8),
}

#[derive(Arbitrary, Debug)]
struct Input {
    args: Vec<Text>,
    vars: Vec<(Text, Text)>,
    /// So many empty arguments more.
    empty: u16,
    /// One argument more, which ends where the room does, more or less.
    fill: Option<i8>,
    size: Size,
}

/// What `wasm_exec.js` does with `offset`: where the pointers are, and where they end.
fn layout(args: &[String], vars: &[String]) -> (usize, usize) {
    let argv = args.iter().chain(vars).fold(START, |offset, text| (offset + text.len() + 1).next_multiple_of(8));
    (argv, argv + 8 * (args.len() + 1 + vars.len() + 1))
}

/// A module that does nothing but look at what it was started with.
struct Guest {
    memory: Vec<u8>,
    state: State<DeterministicHost>,
    /// What Go finds, if it was started.
    found: Option<Found>,
}

struct Found {
    args: Vec<Vec<u8>>,
    vars: Vec<Vec<u8>>,
    argv: usize,
    /// What is behind the last pointer.
    end: usize,
}

impl Guest {
    /// The strings whose pointers begin at `at`, up to a zero, and where that is.
    fn strings(&self, mut at: usize) -> (Vec<Vec<u8>>, usize) {
        let mut strings = Vec::new();
        loop {
            let pointer = u64::from_le_bytes(self.memory[at..at + 8].try_into().unwrap()) as usize;
            if pointer == 0 {
                return (strings, at);
            }
            let (text, _) = self.memory[pointer..]
                .split_at(self.memory[pointer..].iter().position(|&byte| byte == 0).expect("the text has an end"));
            assert!(pointer >= START && pointer + text.len() < DATA);
            strings.push(text.to_vec());
            at += 8;
        }
    }
}

impl Instance for Guest {
    type Memory = [u8];
    type Host = DeterministicHost;

    fn parts(&mut self) -> (&mut [u8], &mut State<DeterministicHost>) {
        (&mut self.memory, &mut self.state)
    }

    fn run(&mut self, argc: i32, argv: i32) -> Result<(), Trap> {
        assert!(self.found.is_none(), "the program is started once");
        let argv = usize::try_from(argv).unwrap();
        assert_eq!(argv % 8, 0);
        let (args, zero) = self.strings(argv);
        assert_eq!(args.len(), usize::try_from(argc).unwrap());
        let (vars, end) = self.strings(zero + 8);
        self.found = Some(Found { args, vars, argv, end: end + 8 });
        Ok(())
    }

    fn resume(&mut self) -> Result<(), Trap> {
        Ok(())
    }

    fn getsp(&mut self) -> Result<u32, Trap> {
        Ok(0)
    }
}

/// What Go reads of a text: its end is a NUL for it, wherever that is from.
fn up_to_nul(text: &str) -> Vec<u8> {
    text.bytes().take_while(|&byte| byte != 0).collect()
}

fn check(input: Input) {
    let mut args: Vec<String> = input.args.into_iter().map(Text::text).collect();
    args.extend((0..input.empty % 1100).map(|_| String::new()));
    let given: Vec<(String, String)> =
        input.vars.into_iter().map(|(name, value)| (name.text(), value.text())).collect();
    // The units have the order of the names, and the last of two that are the same is left.
    let by_units: BTreeMap<Vec<u16>, String> =
        given.iter().map(|(name, value)| (name.encode_utf16().collect(), format!("{name}={value}"))).collect();
    let vars: Vec<String> = by_units.into_values().collect();
    if let Some(fill) = input.fill {
        args.push(String::new());
        let (_, end) = layout(&args, &vars);
        if let Some(rest) = (DATA + 7).checked_sub(end).and_then(|rest| rest.checked_add_signed(fill.into())) {
            args.pop();
            args.push("f".repeat(rest));
        }
    }

    let (argv, end) = layout(&args, &vars);
    let size = match input.size {
        Size::Any(size) => size.into(),
        Size::Pages(pages) => usize::from(pages % 4) << 16,
        Size::Close(more) => end.saturating_add_signed(more.into()),
    };
    let (state, ()) =
        Builder::new(DeterministicHost::new(1), globals::ALL, ()).args(args.clone()).envs(given).into_parts();
    let mut program = Program::new(Guest { memory: vec![UNTOUCHED; size], state, found: None });

    let started = program.start();
    let guest = program.instance();
    let touched = match (&started, guest.found.take()) {
        (Ok(()), Some(found)) => {
            assert!(end < DATA, "there is no room for {} bytes", end - START);
            assert!(end <= size);
            assert_eq!(found.args, args.iter().map(|arg| up_to_nul(arg)).collect::<Vec<_>>());
            assert_eq!(found.vars, vars.iter().map(|var| up_to_nul(var)).collect::<Vec<_>>());
            assert_eq!((found.argv, found.end), (argv, end));
            START..end
        }
        (Err(Error::ArgumentsTooLong(error)), None) => {
            assert!(end >= DATA, "there is room for {} bytes", end - START);
            assert_eq!((error.used, error.limit), ((end - START) as u64, (DATA - START) as u64));
            0..0
        }
        (Err(Error::MemoryTooSmall(error)), None) => {
            assert!(end < DATA && end > size);
            assert_eq!(error.size, size as u64);
            0..0
        }
        (started, _) => panic!("{started:?}"),
    };
    assert!((0..size).all(|at| touched.contains(&at) || guest.memory[at] == UNTOUCHED));
    // What could not be started can't be the next time, and what was is not started again.
    assert!(program.start().is_err());
}

fuzz_target!(|input: Input| check(input));
