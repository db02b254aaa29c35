//! Attacks the passing of arguments and environment: strings of any length and number, in a memory of any size, without
//! wasm.
//!
//! The memory that `run` receives is read back as Go's `args_init` and `goenvs` read it. The target asserts that
//!
//! - Go finds the arguments unchanged, and the variables sorted by the UTF-16 code units of their names, with the last
//!   value of each name;
//! - arguments are passed if `wasm_exec.js` has room for them, and one byte more is an error that reports the required
//!   bytes;
//! - a memory that ends too early is an error;
//! - only the strings and their pointers are written, and never the program's data. On an error nothing is written.
//!
//! `cargo +nightly fuzz run argv`
#![no_main]

use std::collections::BTreeMap;

use arbitrary::Arbitrary;
use gojs::{Builder, DeterministicHost, Error, Instance, Program, State, Trap, globals};
use libfuzzer_sys::fuzz_target;

/// The address of the first string.
const START: usize = 4096;
/// The address at which Go's linker places the data of a program (`wasmMinDataAddr`).
const DATA: usize = START + 8192;
/// The initial value of every byte of the memory. It never occurs in UTF-8, so no string contains it.
const UNTOUCHED: u8 = 0xff;

#[derive(Arbitrary, Debug)]
enum Text {
    Any(String),
    /// A string that is longer than the fuzzer's input can be.
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
    /// A size close to the end of the arguments.
    Close(i8),
}

#[derive(Arbitrary, Debug)]
struct Input {
    args: Vec<Text>,
    vars: Vec<(Text, Text)>,
    /// The number of empty arguments to append.
    empty: u16,
    /// Appends an argument that ends close to the end of the available space.
    fill: Option<i8>,
    size: Size,
}

/// Computes the layout of `wasm_exec.js`: the address of the pointers, and their end.
fn layout(args: &[String], vars: &[String]) -> (usize, usize) {
    let argv = args.iter().chain(vars).fold(START, |offset, text| (offset + text.len() + 1).next_multiple_of(8));
    (argv, argv + 8 * (args.len() + 1 + vars.len() + 1))
}

/// A module that only inspects the memory with which it is started.
struct Guest {
    memory: Vec<u8>,
    state: State<DeterministicHost>,
    /// The strings that Go finds, if it was started.
    found: Option<Found>,
}

struct Found {
    args: Vec<Vec<u8>>,
    vars: Vec<Vec<u8>>,
    argv: usize,
    /// The address after the last pointer.
    end: usize,
}

impl Guest {
    /// Returns the strings whose pointers begin at `at` and end with a zero, and the address of the zero.
    fn strings(&self, mut at: usize) -> (Vec<Vec<u8>>, usize) {
        let mut strings = Vec::new();
        loop {
            let pointer = u64::from_le_bytes(self.memory[at..at + 8].try_into().unwrap()) as usize;
            if pointer == 0 {
                return (strings, at);
            }
            let (text, _) = self.memory[pointer..]
                .split_at(self.memory[pointer..].iter().position(|&byte| byte == 0).expect("the string ends in a NUL"));
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
        assert!(self.found.is_none(), "the program is started only once");
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

/// Returns the part of a string that Go reads, which ends at the first NUL, even one in the string itself.
fn up_to_nul(text: &str) -> Vec<u8> {
    text.bytes().take_while(|&byte| byte != 0).collect()
}

fn check(input: Input) {
    let mut args: Vec<String> = input.args.into_iter().map(Text::text).collect();
    args.extend((0..input.empty % 1100).map(|_| String::new()));
    let given: Vec<(String, String)> =
        input.vars.into_iter().map(|(name, value)| (name.text(), value.text())).collect();
    // The code units determine the order of the names, and the last of two equal names is kept.
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
    // A program cannot be started a second time, whether the first attempt failed or not.
    assert!(program.start().is_err());
}

fuzz_target!(|input: Input| check(input));
