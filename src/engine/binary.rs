//! Reads the wasm binary format, as far as this crate takes modules apart.

/// The section ids (WebAssembly Core Specification 2.0, §5.5.2).
pub(super) mod section {
    pub(in crate::engine) const CUSTOM: u8 = 0;
    pub(in crate::engine) const IMPORT: u8 = 2;
    pub(in crate::engine) const MEMORY: u8 = 5;
    pub(in crate::engine) const START: u8 = 8;
    pub(in crate::engine) const DATA: u8 = 11;
    pub(in crate::engine) const DATA_COUNT: u8 = 12;
}

/// The unread bytes. Each method returns `None` if the bytes end too soon or are malformed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    #[inline]
    pub(super) fn take(&mut self, len: u32) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(usize::try_from(len).ok()?)?;
        self.0 = rest;
        Some(taken)
    }

    #[inline]
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    /// Reads a LEB128 number (§5.2.2), and returns its bits and their count. A number of 32 bits has at most five
    /// bytes.
    #[inline]
    fn leb128(&mut self) -> Option<(u64, u32)> {
        let mut bits = 0;
        for shift in [0_u32, 7, 14, 21, 28] {
            let byte = self.byte()?;
            bits |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some((bits, shift.saturating_add(7)));
            }
        }
        None
    }

    #[inline]
    pub(super) fn u32(&mut self) -> Option<u32> {
        u32::try_from(self.leb128()?.0).ok()
    }

    #[inline]
    pub(super) fn i32(&mut self) -> Option<i32> {
        let (bits, length) = self.leb128()?;
        let unused = u64::BITS.saturating_sub(length);
        i32::try_from((bits << unused) as i64 >> unused).ok()
    }

    pub(super) fn section(&mut self) -> Option<(u8, Reader<'a>)> {
        let id = self.byte()?;
        let size = self.u32()?;
        Some((id, Reader(self.take(size)?)))
    }
}
