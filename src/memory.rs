//! The linear memory of the guest, as a trait.
//!
//! This module defines only the access to memory that a wasm runtime must provide, which lets an import read its
//! arguments and write its result. It knows nothing of Go, of JavaScript, or of any runtime.
//!
//! A runtime that can lend its bytes implements [`Memory`] by lending them, as `[u8]` does here. A runtime that can't
//! lend them implements the two copying methods, and leaves [`Memory::bytes`] and [`Memory::bytes_mut`] at their
//! default, `None`.

use core::ops::Range;

/// An access to linear memory that is out of bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{len} bytes at address {addr:#x} are out of bounds of a memory of {size} bytes")]
pub struct OutOfBounds {
    /// The address of the access.
    pub addr: u64,
    /// The length of the access, in bytes.
    pub len: u64,
    /// The size of the memory, in bytes.
    pub size: u64,
}

/// A 32-bit linear memory.
///
/// Addresses count bytes from 0. Every access is checked: an access that is not entirely inside the memory fails, and
/// neither reads nor writes anything.
pub trait Memory {
    /// Returns the size in bytes, at most 2³².
    fn size(&self) -> u64;

    /// Copies `buf.len()` bytes, starting at `addr`, into `buf`.
    ///
    /// # Errors
    ///
    /// [`OutOfBounds`]; `buf` is unchanged then.
    fn read(&self, addr: u32, buf: &mut [u8]) -> Result<(), OutOfBounds>;

    /// Copies `bytes` into the memory, starting at `addr`.
    ///
    /// # Errors
    ///
    /// [`OutOfBounds`]; the memory is unchanged then.
    fn write(&mut self, addr: u32, bytes: &[u8]) -> Result<(), OutOfBounds>;

    /// Returns the whole memory, if the runtime can lend it.
    fn bytes(&self) -> Option<&[u8]> {
        None
    }

    /// Returns the whole memory for writing, if the runtime can lend it.
    fn bytes_mut(&mut self) -> Option<&mut [u8]> {
        None
    }

    /// Returns the `N` bytes at `addr`.
    ///
    /// # Errors
    ///
    /// [`OutOfBounds`]
    #[inline]
    fn load<const N: usize>(&self, addr: u32) -> Result<[u8; N], OutOfBounds> {
        let mut buf = [0; N];
        match self.bytes() {
            Some(bytes) => buf.copy_from_slice(range(bytes, addr, N)?),
            None => self.read(addr, &mut buf)?,
        }
        Ok(buf)
    }

    /// Writes `N` bytes at `addr`.
    ///
    /// # Errors
    ///
    /// [`OutOfBounds`]; the memory is unchanged then.
    #[inline]
    fn store<const N: usize>(&mut self, addr: u32, value: [u8; N]) -> Result<(), OutOfBounds> {
        match self.bytes_mut() {
            Some(bytes) => range_mut(bytes, addr, N)?.copy_from_slice(&value),
            None => self.write(addr, &value)?,
        }
        Ok(())
    }

    /// Returns the byte at `addr`.
    ///
    /// # Errors
    ///
    /// [`OutOfBounds`]
    #[inline]
    fn read_u8(&self, addr: u32) -> Result<u8, OutOfBounds> {
        self.load(addr).map(u8::from_le_bytes)
    }

    /// Returns the little-endian `u32` at `addr`.
    ///
    /// # Errors
    ///
    /// [`OutOfBounds`]
    #[inline]
    fn read_u32(&self, addr: u32) -> Result<u32, OutOfBounds> {
        self.load(addr).map(u32::from_le_bytes)
    }

    /// Returns the little-endian `i64` at `addr`.
    ///
    /// # Errors
    ///
    /// [`OutOfBounds`]
    #[inline]
    fn read_i64(&self, addr: u32) -> Result<i64, OutOfBounds> {
        self.load(addr).map(i64::from_le_bytes)
    }

    /// Returns the little-endian `f64` at `addr` with its exact bits: a NaN keeps its payload.
    ///
    /// # Errors
    ///
    /// [`OutOfBounds`]
    #[inline]
    fn read_f64(&self, addr: u32) -> Result<f64, OutOfBounds> {
        self.load(addr).map(f64::from_le_bytes)
    }

    /// Writes one byte at `addr`.
    ///
    /// # Errors
    ///
    /// [`OutOfBounds`]
    #[inline]
    fn write_u8(&mut self, addr: u32, value: u8) -> Result<(), OutOfBounds> {
        self.store(addr, value.to_le_bytes())
    }

    /// Writes a little-endian `u32` at `addr`.
    ///
    /// # Errors
    ///
    /// [`OutOfBounds`]
    #[inline]
    fn write_u32(&mut self, addr: u32, value: u32) -> Result<(), OutOfBounds> {
        self.store(addr, value.to_le_bytes())
    }

    /// Writes a little-endian `i64` at `addr`.
    ///
    /// # Errors
    ///
    /// [`OutOfBounds`]
    #[inline]
    fn write_i64(&mut self, addr: u32, value: i64) -> Result<(), OutOfBounds> {
        self.store(addr, value.to_le_bytes())
    }

    /// Writes a little-endian `f64` at `addr` with its exact bits.
    ///
    /// # Errors
    ///
    /// [`OutOfBounds`]
    #[inline]
    fn write_f64(&mut self, addr: u32, value: f64) -> Result<(), OutOfBounds> {
        self.store(addr, value.to_le_bytes())
    }
}

/// Returns the range of `len` bytes at `addr` in a memory of `size` bytes.
#[inline]
fn bounds(size: usize, addr: u32, len: usize) -> Result<Range<usize>, OutOfBounds> {
    let start = addr as usize;
    match start.checked_add(len) {
        Some(end) if end <= size => Ok(start..end),
        _ => Err(OutOfBounds { addr: addr.into(), len: len as u64, size: size as u64 }),
    }
}

#[inline]
#[allow(clippy::indexing_slicing, reason = "`bounds` has checked the range")]
fn range(bytes: &[u8], addr: u32, len: usize) -> Result<&[u8], OutOfBounds> {
    let range = bounds(bytes.len(), addr, len)?;
    Ok(&bytes[range])
}

#[inline]
#[allow(clippy::indexing_slicing, reason = "`bounds` has checked the range")]
fn range_mut(bytes: &mut [u8], addr: u32, len: usize) -> Result<&mut [u8], OutOfBounds> {
    let range = bounds(bytes.len(), addr, len)?;
    Ok(&mut bytes[range])
}

/// A memory that lends its bytes. Bytes beyond 2³² are not addressable.
impl Memory for [u8] {
    #[inline]
    fn size(&self) -> u64 {
        self.len() as u64
    }

    #[inline]
    fn read(&self, addr: u32, buf: &mut [u8]) -> Result<(), OutOfBounds> {
        buf.copy_from_slice(range(self, addr, buf.len())?);
        Ok(())
    }

    #[inline]
    fn write(&mut self, addr: u32, bytes: &[u8]) -> Result<(), OutOfBounds> {
        range_mut(self, addr, bytes.len())?.copy_from_slice(bytes);
        Ok(())
    }

    #[inline]
    fn bytes(&self) -> Option<&[u8]> {
        Some(self)
    }

    #[inline]
    fn bytes_mut(&mut self) -> Option<&mut [u8]> {
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_byte_is_inside_and_the_next_is_not() {
        let mut memory = [0_u8; 16];
        let memory = &mut memory[..];
        memory.write_i64(8, -2).unwrap();
        assert_eq!(memory.read_i64(8), Ok(-2));
        assert_eq!(memory.read_u8(15), Ok(0xff));
        assert_eq!(memory.read_u8(16), Err(OutOfBounds { addr: 16, len: 1, size: 16 }));
        assert_eq!(memory.read_u32(u32::MAX), Err(OutOfBounds { addr: 0xffff_ffff, len: 4, size: 16 }));
    }

    #[test]
    fn a_write_across_the_end_writes_nothing() {
        let mut memory = [1_u8; 12];
        assert!(memory[..].write_i64(8, 0).is_err());
        assert!(memory[..].write(11, &[0, 0]).is_err());
        assert_eq!(memory, [1; 12]);
    }

    #[test]
    fn a_nan_keeps_its_payload() {
        let mut memory = [0_u8; 8];
        let bits = 0x7ff8_0001_dead_beef;
        memory[..].write_f64(0, f64::from_bits(bits)).unwrap();
        assert_eq!(memory[..].read_f64(0).unwrap().to_bits(), bits);
    }
}
