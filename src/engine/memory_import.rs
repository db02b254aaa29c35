//! A wasm module that imports the memory it would have defined.
//!
//! A runtime allocates the memory that a module defines as it likes, and moves it when it grows. One that is imported is
//! made by whoever instantiates the module: it can lie in a place that is set aside for it.

use alloc::vec::Vec;

use super::binary::{Reader, section};

/// What the memory is imported as, from [`MODULE`].
pub(crate) const NAME: &str = "mem";
/// The module that the memory is imported from.
pub(crate) const MODULE: &str = "gojs";

/// The kind of an import that is a memory (WebAssembly Core Specification 2.0, §5.5.5).
const MEMORY: u8 = 2;

/// What an import of a memory is longer than its type: its names with their lengths, its kind, and sizes that may be a byte longer
/// than they were.
const MORE: usize = NAME.len() + MODULE.len() + 16;

/// The same module, but that its one memory is imported. It keeps its index: functions have theirs apart.
///
/// `None` unless the module defines one memory, and imports something, but no memory; or where there is no room for it.
pub(crate) fn import_memory(wasm: &[u8]) -> Option<Vec<u8>> {
    let ty = memory_type(wasm)?;
    let mut reader = Reader(wasm);
    let mut module = Vec::new();
    module.try_reserve_exact(wasm.len().checked_add(ty.len())?.checked_add(MORE)?).ok()?;
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

/// The type of the one memory that a module defines, as it is encoded.
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

/// LEB128 (§5.2.2).
fn write_u32(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}
