//! The arguments and the environment of a Go program.
//!
//! `run` of `wasm_exec.js` writes them to linear memory from address 4096 on: the strings, each terminated by a NUL and
//! padded to 8 bytes, then pointers to the arguments, a zero, pointers to the variables, a zero.

use alloc::{format, string::String, vec::Vec};

use crate::{
    host::Environment,
    memory::{Memory, OutOfBounds},
};

/// The address of the strings.
const START: u32 = 4096;
/// The address of the program's data: `wasmMinDataAddr` of Go's linker.
const END: u32 = START + 8192;

/// The error for arguments and environment variables that exceed the space that Go reserves for them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "total length of command line and environment variables exceeds limit: \
     {used} bytes with their pointers, where Go leaves room for {limit}"
)]
#[non_exhaustive]
pub struct ArgumentsTooLong {
    /// The number of bytes needed, including padding and pointers.
    pub used: u64,
    /// The number of bytes available.
    pub limit: u64,
}

/// The reason why arguments could not be passed.
#[derive(Debug)]
pub(crate) enum ArgvError {
    TooLong(ArgumentsTooLong),
    /// The memory is too small to hold them at their addresses.
    Memory(OutOfBounds),
}

/// Writes the arguments and the environment, and returns the `argc` and `argv` that the export `run` expects.
///
/// Writes nothing if they are too long.
pub(crate) fn write_argv<M: Memory + ?Sized>(
    memory: &mut M,
    environment: &Environment,
) -> Result<(i32, i32), ArgvError> {
    // In the order of `Object.keys(env).sort()`: by UTF-16 code units.
    let mut vars: Vec<(&str, String)> = Vec::new();
    for (name, value) in &environment.vars {
        let place = vars.partition_point(|(other, _)| other.encode_utf16().le(name.encode_utf16()));
        vars.insert(place, (name, format!("{name}={value}")));
    }

    let mut strings = Vec::new();
    let mut pointers: Vec<u64> = Vec::new();
    let place = |strings: &mut Vec<u8>, text: &str| {
        let pointer = u64::from(START).saturating_add(strings.len() as u64);
        strings.extend_from_slice(text.as_bytes());
        strings.push(0);
        strings.resize(strings.len().next_multiple_of(8), 0);
        pointer
    };
    for arg in &environment.args {
        pointers.push(place(&mut strings, arg));
    }
    pointers.push(0);
    for (_, var) in &vars {
        pointers.push(place(&mut strings, var));
    }
    pointers.push(0);

    let used = (strings.len() as u64).saturating_add((pointers.len() as u64).saturating_mul(8));
    let limit = u64::from(END - START);
    // `wasm_exec.js`, too, rejects data that fills the space exactly.
    if used >= limit {
        return Err(ArgvError::TooLong(ArgumentsTooLong { used, limit }));
    }
    let argv = START.saturating_add(strings.len() as u32);
    for pointer in pointers {
        strings.extend_from_slice(&pointer.to_le_bytes());
    }
    memory.write(START, &strings).map_err(ArgvError::Memory)?;
    Ok((environment.args.len() as i32, argv as i32))
}

#[cfg(test)]
mod tests {
    use alloc::{string::String, vec};

    use super::*;

    fn environment(args: &[&str], vars: &[(&str, &str)]) -> Environment {
        Environment {
            args: args.iter().copied().map(String::from).collect(),
            vars: vars.iter().map(|&(name, value)| (name.into(), value.into())).collect(),
            ..Environment::default()
        }
    }

    #[test]
    fn strings_come_first_and_then_the_pointers() {
        let mut memory = vec![0xff; 16384];
        let environment = environment(&["js", "12345678"], &[("B", "2"), ("A", "")]);
        let (argc, argv) = write_argv(&mut memory[..], &environment).unwrap();
        assert_eq!((argc, argv), (2, 4096 + 8 + 16 + 8 + 8));
        assert_eq!(&memory[4096..4136], b"js\0\0\0\0\0\x0012345678\0\0\0\0\0\0\0\0A=\0\0\0\0\0\0B=2\0\0\0\0\0");
        let pointers: Vec<u64> =
            memory[4136..4176].chunks(8).map(|word| u64::from_le_bytes(word.try_into().unwrap())).collect();
        assert_eq!(pointers, [4096, 4104, 0, 4120, 4128]);
        assert_eq!(memory[4176..4184], [0; 8]);
        assert_eq!(memory[4184], 0xff);
    }

    #[test]
    fn the_limit_is_the_reference_s() {
        let mut memory = vec![0xff; 16384];
        // Three pointers: one argument and two zeros. Under Node, `wasm_exec.js` accepts 8159 bytes and rejects 8160.
        let longest = "x".repeat(8192 - 24 - 8 - 1);
        assert!(write_argv(&mut memory[..], &environment(&[&longest], &[])).is_ok());
        let memory_before = memory.clone();
        let error = write_argv(&mut memory[..], &environment(&[&(longest + "x")], &[])).unwrap_err();
        assert!(matches!(error, ArgvError::TooLong(ArgumentsTooLong { used: 8192, limit: 8192 })));
        assert!(memory == memory_before);
    }

    #[test]
    fn a_memory_of_one_page_or_none_is_no_panic() {
        assert!(matches!(write_argv(&mut [][..], &environment(&["js"], &[])), Err(ArgvError::Memory(_))));
    }
}
