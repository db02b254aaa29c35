//! The stack frame of an imported function: its arguments and its results, in linear memory above the stack pointer.
//!
//! Offsets count bytes from the stack pointer, as in `wasm_exec.js`. The first argument is at 8, above the return
//! address.

use super::refs::Ref;
use crate::{
    js::{number, zeros},
    memory::{Memory, OutOfBounds},
};

/// The reason why a frame cannot be read or written. Compiled Go never causes one, except for
/// [`NoRoom`](FrameError::NoRoom).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// The frame itself is out of bounds.
    #[error("stack frame: {0}")]
    OutOfBounds(#[from] OutOfBounds),
    /// A slice or a string that was passed does not lie in memory.
    #[error("slice of {len} elements at {addr:#x} does not lie in a memory of {size} bytes")]
    #[non_exhaustive]
    Slice {
        /// The start address that the guest passed.
        addr: i64,
        /// The number of elements that the guest passed.
        len: i64,
        /// The size of the memory in bytes.
        size: u64,
    },
    /// The host has no memory for a copy of the guest's data.
    #[error("no room for a copy of {len} bytes")]
    #[non_exhaustive]
    NoRoom {
        /// The number of bytes needed.
        len: u64,
    },
}

/// A range of bytes that lies in memory. It remains valid, because a memory never shrinks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MemoryRange {
    addr: u32,
    pub(crate) len: u32,
}

impl MemoryRange {
    /// Calls `f` with the bytes: borrowed if the memory can lend them, or else copied.
    #[inline]
    pub(crate) fn with<M: Memory + ?Sized, R>(self, memory: &M, f: impl FnOnce(&[u8]) -> R) -> Result<R, FrameError> {
        match memory.bytes() {
            Some(bytes) => {
                let start = self.addr as usize;
                let bytes = bytes.get(start..).and_then(|bytes| bytes.get(..self.len as usize));
                Ok(f(bytes.unwrap_or_default()))
            }
            None => {
                let mut copy = zeros(self.len as usize).map_err(|_| FrameError::NoRoom { len: self.len.into() })?;
                memory.read(self.addr, &mut copy)?;
                Ok(f(&copy))
            }
        }
    }

    /// Calls `f` to fill in the bytes: in place if the memory can lend them, or else through a buffer, one part at a
    /// time.
    pub(crate) fn fill<M: Memory + ?Sized, E>(
        self,
        memory: &mut M,
        mut f: impl FnMut(&mut [u8]) -> Result<(), E>,
    ) -> Result<Result<(), E>, FrameError> {
        if let Some(bytes) = memory.bytes_mut() {
            let bytes = bytes.get_mut(self.addr as usize..).and_then(|bytes| bytes.get_mut(..self.len as usize));
            return Ok(f(bytes.unwrap_or_default()));
        }
        let mut copy = [0; 256];
        for start in (0..self.len).step_by(copy.len()) {
            let length = self.len.saturating_sub(start).min(copy.len() as u32) as usize;
            let copy = copy.get_mut(..length).unwrap_or_default();
            if let Err(error) = f(copy) {
                return Ok(Err(error));
            }
            memory.write(self.addr.saturating_add(start), copy)?;
        }
        Ok(Ok(()))
    }

    /// Writes to the start of the range, as far as both reach, and returns the number of bytes written.
    pub(crate) fn write<M: Memory + ?Sized>(self, memory: &mut M, bytes: &[u8]) -> Result<usize, FrameError> {
        let bytes = bytes.get(..self.len as usize).unwrap_or(bytes);
        memory.write(self.addr, bytes)?;
        Ok(bytes.len())
    }
}

/// A frame in linear memory.
#[derive(Debug)]
pub(crate) struct Frame<'a, M: ?Sized> {
    pub(crate) memory: &'a mut M,
    pub(crate) sp: u32,
}

impl<M: Memory + ?Sized> Frame<'_, M> {
    #[inline]
    fn at(&self, offset: u32) -> Result<u32, FrameError> {
        self.sp.checked_add(offset).ok_or_else(|| {
            let addr = u64::from(self.sp).saturating_add(offset.into());
            OutOfBounds { addr, len: 1, size: self.memory.size() }.into()
        })
    }

    #[inline]
    pub(crate) fn int32(&self, offset: u32) -> Result<i32, FrameError> {
        Ok(self.memory.read_u32(self.at(offset)?)? as i32)
    }

    #[inline]
    pub(crate) fn int64(&self, offset: u32) -> Result<i64, FrameError> {
        Ok(self.memory.read_i64(self.at(offset)?)?)
    }

    #[inline]
    pub(crate) fn reference(&self, offset: u32) -> Result<Ref, FrameError> {
        Ok(Ref(self.memory.load(self.at(offset)?).map(u64::from_le_bytes)?))
    }

    /// Reads the low half of a ref, its id, as a ref without a type flag.
    #[inline]
    pub(crate) fn id(&self, offset: u32) -> Result<Ref, FrameError> {
        Ok(Ref(self.memory.read_u32(self.at(offset)?)?.into()))
    }

    /// Reads the pointer and the length of a slice or a string (`loadSlice`).
    #[inline]
    pub(crate) fn bytes(&self, offset: u32) -> Result<MemoryRange, FrameError> {
        self.run_at(self.int64(offset)?, self.int64(offset.saturating_add(8))?)
    }

    /// Returns the range of `len` bytes at `addr`, if it lies in memory.
    pub(crate) fn run_at(&self, addr: i64, len: i64) -> Result<MemoryRange, FrameError> {
        let size = self.memory.size();
        let fits = match (u64::try_from(addr), u64::try_from(len)) {
            (Ok(addr), Ok(len)) => size.checked_sub(addr).is_some_and(|rest| len <= rest),
            _ => false,
        };
        match (u32::try_from(addr), u32::try_from(len)) {
            (Ok(addr), Ok(len)) if fits => Ok(MemoryRange { addr, len }),
            _ => Err(FrameError::Slice { addr, len, size }),
        }
    }

    /// Calls `f` with each ref of a slice (`loadSliceOfValues`).
    pub(crate) fn references(&self, offset: u32, mut f: impl FnMut(Ref)) -> Result<(), FrameError> {
        let (addr, len) = (self.int64(offset)?, self.int64(offset.saturating_add(8))?);
        if len == 0 {
            // Nothing is read, so any pointer is valid.
            return Ok(());
        }
        let slice = FrameError::Slice { addr, len, size: self.memory.size() };
        let bytes = len.checked_mul(8).and_then(|bytes| self.run_at(addr, bytes).ok()).ok_or(slice)?;
        bytes.with(self.memory, |bytes| {
            for chunk in bytes.chunks_exact(8) {
                f(Ref(chunk.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))));
            }
        })
    }

    #[inline]
    pub(crate) fn set_bool(&mut self, offset: u32, value: bool) -> Result<(), FrameError> {
        Ok(self.memory.write_u8(self.at(offset)?, value.into())?)
    }

    #[inline]
    pub(crate) fn set_int32(&mut self, offset: u32, value: i32) -> Result<(), FrameError> {
        Ok(self.memory.write_u32(self.at(offset)?, value as u32)?)
    }

    #[inline]
    pub(crate) fn set_int64(&mut self, offset: u32, value: i64) -> Result<(), FrameError> {
        Ok(self.memory.write_i64(self.at(offset)?, value)?)
    }

    /// Writes a number exactly as `setInt64` of `wasm_exec.js` does: each half of the number is converted to an integer
    /// separately.
    pub(crate) fn set_number(&mut self, offset: u32, value: f64) -> Result<(), FrameError> {
        let low = number::to_uint32(value);
        let high = number::to_uint32(libm::floor(value / 4_294_967_296.0));
        self.set_int64(offset, (u64::from(high) << 32 | u64::from(low)) as i64)
    }

    #[inline]
    pub(crate) fn set_reference(&mut self, offset: u32, value: Ref) -> Result<(), FrameError> {
        Ok(self.memory.store(self.at(offset)?, value.0.to_le_bytes())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(memory: &mut [u8]) -> Frame<'_, [u8]> {
        Frame { memory, sp: 0 }
    }

    // The expected values were printed by Node, running `setInt64` of `wasm_exec.js` on each number.
    #[test]
    fn numbers_are_split_as_in_wasm_exec() {
        for (number, expected) in [
            (0.0, 0_i64),
            (-1.0, -1),
            (f64::NAN, 0),
            (f64::INFINITY, 0),
            (4294967296.5, 4294967296),
            (-0.5, -4294967296),
            (-4294967296.0, -4294967296),
            (1.7e18, 1700000000000000000),
            (9007199254740993.0, 9007199254740992),
            (1e20, 7766279631452241920),
        ] {
            let mut memory = [0; 8];
            frame(&mut memory).set_number(0, number).unwrap();
            assert_eq!(i64::from_le_bytes(memory), expected, "{number}");
        }
    }

    #[test]
    fn a_slice_must_lie_in_memory() {
        let mut memory = [0; 64];
        let frame = frame(&mut memory);
        assert_eq!(frame.run_at(64, 0).unwrap().len, 0);
        assert_eq!(frame.run_at(0, 64).unwrap().len, 64);
        for (addr, len) in [
            (0, 65),
            (64, 1),
            (65, 0),
            (-1, 0),
            (0, -1),
            (i64::MIN, 1),
            (i64::MAX, i64::MAX),
            (1 << 32, 0),
            (8, 1 << 32),
        ] {
            assert_eq!(frame.run_at(addr, len).unwrap_err(), FrameError::Slice { addr, len, size: 64 });
        }
    }

    #[test]
    fn a_frame_at_the_end_of_the_address_space_is_out_of_bounds() {
        let mut memory = [0; 64];
        let mut frame = Frame { memory: &mut memory[..], sp: u32::MAX - 4 };
        assert!(frame.int64(8).is_err() && frame.set_bool(8, true).is_err() && frame.bytes(16).is_err());
    }
}
