//! A wasm module without its data section, and what was in that.
//!
//! Go's linker leaves out each run of zeros in a program's data, which makes tens of thousands of segments. A runtime
//! that takes in each of them by itself needs as long for them as for all of the code. But they stand behind the code,
//! and nothing there refers to them, so that what comes before them is a module by itself, and the segments can be
//! copied from the module's bytes to linear memory.
//!
//! Whatever is not just so is not taken apart: the runtime is the one to judge it.

use super::binary::{Reader, section};

/// Of what the JavaScript API's limits allow, which Go's linker and wasm runtimes keep to.
const MAX_SEGMENTS: u32 = 100_000;
const MAX_NAME: u32 = 100_000;

/// Takes a module apart: what comes before its data section, and the segments of that.
///
/// `None` unless the first part is as valid as the whole, and copying the segments to the memory with index 0, the only
/// one that the module defines, is all that instantiating the second would do.
pub(crate) fn split(wasm: &[u8]) -> Option<(&[u8], Segments<'_>)> {
    let mut reader = Reader(wasm);
    reader.take(8)?; // magic number and version
    let mut memories = 0;
    loop {
        let before = wasm.len().saturating_sub(reader.0.len());
        let (id, mut content) = reader.section()?;
        match id {
            section::MEMORY => memories = content.u32()?,
            // The start function is to find the data in place, and a count says that instructions may refer to them.
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

/// A data segment: where it goes, and its bytes.
pub(crate) type Segment<'a> = (u32, &'a [u8]);

/// The segments of a data section, in their order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segments<'a>(Reader<'a>);

impl<'a> Segments<'a> {
    pub(crate) const NONE: Segments<'static> = Segments(Reader(&[]));

    /// `None` unless each is active, for memory 0, and at an offset that is a constant.
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
    /// Only custom sections, up to the end. A runtime looks at no more of them than the name.
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

    /// An active segment of memory 0 at an `i32.const` (§5.5.14).
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
