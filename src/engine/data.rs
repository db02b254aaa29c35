//! Splits a wasm module into the module without its data section, and the data segments.
//!
//! Go's linker omits each run of zeros from the data of a program, which results in tens of thousands of segments. A
//! runtime that processes each segment separately needs as much time for them as for all the code. But the data section
//! follows the code, and no earlier section refers to it. The bytes before it are therefore a complete module, and the
//! segments can be copied from the module bytes to linear memory.
//!
//! A module of any other form is not split: judging it is left to the runtime.

use super::binary::{Reader, section};

/// Implementation limits from the WebAssembly JavaScript API, which Go's linker and the wasm runtimes observe.
const MAX_SEGMENTS: u32 = 100_000;
const MAX_NAME: u32 = 100_000;

/// Splits a module into the part before its data section, and the data segments.
///
/// Returns `None` unless the first part is valid exactly if the whole module is, and instantiating the rest would only
/// copy the segments to memory 0, the only memory that the module defines.
pub(crate) fn split(wasm: &[u8]) -> Option<(&[u8], Segments<'_>)> {
    let mut reader = Reader(wasm);
    reader.take(8)?; // magic number and version
    let mut memories = 0;
    loop {
        let before = wasm.len().saturating_sub(reader.0.len());
        let (id, mut content) = reader.section()?;
        match id {
            section::MEMORY => memories = content.u32()?,
            // A start function needs the data in place, and a data count means that instructions may refer to segments.
            section::START | section::DATA_COUNT => return None,
            section::DATA => {
                let segments = Segments::new(content)?;
                reader.custom_sections()?;
                return (memories == 1).then_some((wasm.get(..before)?, segments));
            }
            _ => {}
        }
    }
}

/// A data segment: its offset in the memory, and its bytes.
pub(crate) type Segment<'a> = (u32, &'a [u8]);

/// The segments of a data section, in order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segments<'a>(Reader<'a>);

impl<'a> Segments<'a> {
    pub(crate) const NONE: Segments<'static> = Segments(Reader(&[]));

    /// Returns `None` unless every segment is active, targets memory 0, and has a constant offset.
    fn new(mut section: Reader<'a>) -> Option<Self> {
        let count = section.u32()?;
        let segments = Segments(section);
        for _ in 0..count {
            section.segment()?;
        }
        (section.0.is_empty() && count <= MAX_SEGMENTS).then_some(segments)
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    #[inline]
    fn next(&mut self) -> Option<Segment<'a>> {
        self.0.segment()
    }
}

impl<'a> Reader<'a> {
    /// Fails unless only custom sections follow. A runtime validates only the name of a custom section.
    fn custom_sections(&mut self) -> Option<()> {
        while !self.0.is_empty() {
            let (id, mut content) = self.section()?;
            let name = content.u32()?;
            core::str::from_utf8(content.take(name)?).ok()?;
            if id != section::CUSTOM || name > MAX_NAME {
                return None;
            }
        }
        Some(())
    }

    /// Reads an active segment of memory 0 with an `i32.const` offset (§5.5.14).
    #[inline]
    fn segment(&mut self) -> Option<Segment<'a>> {
        const ACTIVE: u8 = 0;
        const I32_CONST: u8 = 0x41;
        const END: u8 = 0x0b;
        if (self.byte()?, self.byte()?) != (ACTIVE, I32_CONST) {
            return None;
        }
        let offset = self.i32()? as u32;
        if self.byte()? != END {
            return None;
        }
        let len = self.u32()?;
        Some((offset, self.take(len)?))
    }
}
