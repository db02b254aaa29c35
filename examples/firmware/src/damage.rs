//! Damages modules like a failing flash or an interrupted update.

use alloc::vec::Vec;

use wasmparser::{ExternalKind, Parser, Payload, TypeRef};

/// Neither a valid section ID nor a valid opcode.
const INVALID: u8 = 0xff;

/// The size of the magic number and the version, which precede the first section.
const PREAMBLE: usize = 8;

/// Returns the first half of a module.
#[must_use]
pub fn cut_short(wasm: &[u8]) -> &[u8] {
    wasm.get(..wasm.len() / 2).unwrap_or_default()
}

/// Returns a copy of a module whose first section has an invalid ID.
#[must_use]
pub fn wrong_section(wasm: &[u8]) -> Vec<u8> {
    with_invalid(wasm, Some(PREAMBLE))
}

/// Returns a copy of a module in which `run`, the function that starts each Go program, begins with an invalid opcode.
#[must_use]
pub fn wrong_instruction(wasm: &[u8]) -> Vec<u8> {
    with_invalid(wasm, first_instruction_of_run(wasm))
}

fn with_invalid(wasm: &[u8], place: Option<usize>) -> Vec<u8> {
    let mut damaged = wasm.to_vec();
    if let Some(byte) = place.and_then(|place| damaged.get_mut(place)) {
        *byte = INVALID;
    }
    damaged
}

fn first_instruction_of_run(wasm: &[u8]) -> Option<usize> {
    let (mut imported, mut run, mut bodies) = (0, None, 0);
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.ok()? {
            Payload::ImportSection(imports) => {
                let functions = imports.into_iter().flatten().filter(|import| matches!(import.ty, TypeRef::Func(_)));
                imported = functions.count() as u32;
            }
            Payload::ExportSection(exports) => {
                let mut exports = exports.into_iter().flatten();
                let export = exports.find(|export| export.kind == ExternalKind::Func && export.name == "run")?;
                run = Some(export.index.checked_sub(imported)?);
            }
            Payload::CodeSectionEntry(body) => {
                if run == Some(bodies) {
                    return Some(body.get_operators_reader().ok()?.original_position());
                }
                bodies += 1;
            }
            _ => {}
        }
    }
    None
}
