//! Rewrites a wasm module to import the memory that it would have defined.
//!
//! A runtime allocates a defined memory itself, and moves it as it grows. An imported memory is created before the
//! module is instantiated, and can lie in a place that is reserved for it.

use alloc::vec::Vec;

use super::binary::{Reader, section};

/// The name of the imported memory in [`MODULE`].
pub(crate) const NAME: &str = "mem";
/// The module from which the memory is imported.
pub(crate) const MODULE: &str = "gojs";

/// The import kind of a memory (WebAssembly Core Specification 2.0, §5.5.5).
const MEMORY: u8 = 2;

/// The maximum size of the memory import in addition to the memory type: the two names with their lengths, the import
/// kind, and size fields that may be a byte longer than before.
const IMPORT_OVERHEAD: usize = NAME.len() + MODULE.len() + 16;

/// Returns the module with its only memory imported. The memory keeps its index, because functions have a separate
/// index space.
///
/// Returns `None` unless the module defines exactly one memory and has an import section, or if an allocation fails.
pub(crate) fn import_memory(wasm: &[u8]) -> Option<Vec<u8>> {
    let ty = memory_type(wasm)?;
    let mut reader = Reader(wasm);
    let mut module = Vec::new();
    module.try_reserve_exact(wasm.len().checked_add(ty.len())?.checked_add(IMPORT_OVERHEAD)?).ok()?;
    module.extend_from_slice(reader.take(8)?);
    let mut has_imports = false;
    while !reader.0.is_empty() {
        let rest = reader.0;
        let (id, mut content) = reader.section()?;
        match id {
            section::MEMORY => {}
            section::IMPORT => {
                has_imports = true;
                let mut import = Vec::new();
                for name in [MODULE, NAME] {
                    write_u32(&mut import, name.len() as u32);
                    import.extend_from_slice(name.as_bytes());
                }
                import.push(MEMORY);
                import.extend_from_slice(ty);
                let mut count = Vec::new();
                write_u32(&mut count, content.u32()?.checked_add(1)?);
                module.push(id);
                let size = [&count, content.0, &import]
                    .iter()
                    .try_fold(0_u32, |size, part| size.checked_add(u32::try_from(part.len()).ok()?));
                write_u32(&mut module, size?);
                module.extend([&count, content.0, &import].into_iter().flatten());
            }
            _ => module.extend_from_slice(rest.get(..rest.len().checked_sub(reader.0.len())?)?),
        }
    }
    has_imports.then_some(module)
}

/// Returns the encoded type of the only memory that a module defines.
fn memory_type(wasm: &[u8]) -> Option<&[u8]> {
    let mut reader = Reader(wasm);
    reader.take(8)?;
    loop {
        let (id, mut content) = reader.section()?;
        if id == section::MEMORY {
            return (content.u32()? == 1).then_some(content.0);
        }
    }
}

/// Writes `value` as LEB128 (§5.2.2).
fn write_u32(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}
