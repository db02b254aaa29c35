//! The bytes of a regular file.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "no file exceeds MAX_SIZE, and all held bytes are in memory: their sums are far below u64::MAX"
)]

use alloc::{borrow::Cow, collections::BTreeMap, vec::Vec};

use super::memory::check_insertion;
use crate::host::Errno;

/// The size of a chunk in bytes: that of a page on Linux.
pub(super) const CHUNK: u64 = 4096;

/// The maximum size of a file: that of ext4 with pages of 4096 bytes.
pub(super) const MAX_SIZE: u64 = (1 << 44) - CHUNK;

/// The contents of a regular file.
///
/// The initial bytes of the file are never overwritten, even if they are not in flash. Writes go to chunks, which hide
/// the bytes beneath them. Thus neither a long file nor a hole is ever copied or allocated as a whole.
#[derive(Clone, Debug, Default)]
pub(super) struct FileContents {
    size: u64,
    base: Cow<'static, [u8]>,
    /// Indexed by chunk number, each at most `CHUNK` long. The rest of a short chunk reads as zeros. No chunk extends
    /// beyond `size`.
    chunks: BTreeMap<u64, Vec<u8>>,
    held: u64,
}

/// Splits a position into a chunk number and an offset in the chunk.
fn split(at: u64) -> (u64, usize) {
    (at / CHUNK, (at % CHUNK) as usize)
}

/// Returns the part of `bytes` from `at` on, which can be empty.
fn from(bytes: &[u8], at: u64) -> &[u8] {
    usize::try_from(at).ok().and_then(|at| bytes.get(at..)).unwrap_or_default()
}

/// Writes bytes to a chunk. The chunk grows by doubling, up to `CHUNK`.
fn fill(chunk: &mut Vec<u8>, within: usize, bytes: &[u8]) -> Result<(), Errno> {
    let end = within + bytes.len();
    if end > chunk.capacity() {
        let room = end.next_power_of_two().clamp(64, CHUNK as usize);
        chunk.try_reserve_exact(room.saturating_sub(chunk.len())).map_err(|_| Errno::ENOSPC)?;
    }
    if within >= chunk.len() {
        chunk.resize(within, 0);
        chunk.extend_from_slice(bytes);
        return Ok(());
    }
    let (over, beyond) = bytes.split_at(bytes.len().min(chunk.len() - within));
    if let Some(place) = chunk.get_mut(within..within + over.len()) {
        place.copy_from_slice(over);
    }
    chunk.extend_from_slice(beyond);
    Ok(())
}

impl FileContents {
    pub(super) fn new(base: Cow<'static, [u8]>) -> FileContents {
        let held = match &base {
            Cow::Borrowed(_) => 0,
            Cow::Owned(bytes) => bytes.capacity() as u64,
        };
        FileContents { size: base.len() as u64, base, chunks: BTreeMap::new(), held }
    }

    /// Returns the size of the file in bytes.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Returns the number of bytes of RAM in use.
    pub(super) fn held(&self) -> u64 {
        self.held
    }

    /// Returns the allocated size in units of 512 bytes. Holes do not count.
    pub(super) fn blocks(&self) -> u64 {
        let chunks = self.chunks.len() as u64 + (self.base.len() as u64).div_ceil(CHUNK);
        chunks.min(self.size.div_ceil(CHUNK)) * (CHUNK / 512)
    }

    /// Reads at `at`, and returns the number of bytes read, 0 at end of file.
    pub(super) fn read(&self, at: u64, buf: &mut [u8]) -> usize {
        let left = usize::try_from(self.size.saturating_sub(at)).unwrap_or(usize::MAX);
        let len = buf.len().min(left);
        let mut rest = buf.get_mut(..len).unwrap_or_default();
        let mut at = at;
        while !rest.is_empty() {
            let (index, within) = split(at);
            let piece = rest.len().min(CHUNK as usize - within);
            let (to, behind) = core::mem::take(&mut rest).split_at_mut(piece);
            let bytes = match self.chunks.get(&index) {
                Some(chunk) => chunk.get(within..).unwrap_or_default(),
                None => from(&self.base, at),
            };
            let (bytes, _) = bytes.split_at(bytes.len().min(piece));
            let (held, zeros) = to.split_at_mut(bytes.len());
            held.copy_from_slice(bytes);
            zeros.fill(0);
            rest = behind;
            at += piece as u64;
        }
        len
    }

    /// Writes at `at`, using at most `room` more bytes of RAM, and returns the number of bytes written. The end of the
    /// write must be at most `MAX_SIZE`.
    pub(super) fn write(&mut self, at: u64, bytes: &[u8], room: u64) -> Result<usize, Errno> {
        let max = self.held.saturating_add(room);
        let mut written = 0;
        let result = loop {
            let rest = bytes.get(written..).unwrap_or_default();
            if rest.is_empty() {
                break Ok(());
            }
            match self.write_chunk(at + written as u64, rest, max - self.held) {
                Ok(0) => break Err(Errno::ENOSPC),
                Ok(len) => written += len,
                Err(errno) => break Err(errno),
            }
        };
        match result {
            Err(errno) if written == 0 => Err(errno),
            _ => Ok(written),
        }
    }

    /// Writes the part of `bytes` that is in one chunk, or as much of it as fits into `room`.
    fn write_chunk(&mut self, at: u64, bytes: &[u8], room: u64) -> Result<usize, Errno> {
        let (index, within) = split(at);
        let bytes = bytes.get(..CHUNK as usize - within).unwrap_or(bytes);
        let old = self.chunks.get(&index).map_or(0, |chunk| chunk.len() as u64);
        let end = old.saturating_add(room).min((within + bytes.len()) as u64) as usize;
        let Some(len @ 1..) = end.checked_sub(within) else { return Ok(0) };
        let bytes = bytes.get(..len).unwrap_or(bytes);
        // Bytes beneath a new chunk are copied, unless this write covers all of them.
        let is_whole = within == 0 && (len as u64 == CHUNK || at + len as u64 >= self.size);
        let beneath = if is_whole { &[] } else { from(&self.base, index * CHUNK) };
        let beneath = beneath.get(..CHUNK as usize).unwrap_or(beneath);
        let new = if let Some(chunk) = self.chunks.get_mut(&index) {
            fill(chunk, within, bytes)?;
            chunk.len() as u64
        } else {
            if beneath.len() as u64 > room {
                return Ok(0);
            }
            let mut chunk = Vec::new();
            if within + len > beneath.len() {
                // The first write reserves exactly what it needs, because most files are written in one piece.
                chunk.try_reserve_exact(within + len).map_err(|_| Errno::ENOSPC)?;
            }
            fill(&mut chunk, 0, beneath)?;
            fill(&mut chunk, within, bytes)?;
            let new = chunk.len() as u64;
            check_insertion(0)?;
            self.chunks.insert(index, chunk);
            new
        };
        self.held = self.held + new - old;
        self.size = self.size.max(at + len as u64);
        Ok(len)
    }

    /// Truncates the file, or extends it with a hole.
    pub(super) fn truncate(&mut self, size: u64) {
        if size < self.size {
            let (index, within) = split(size);
            let mut freed = 0;
            while let Some(mut last) = self.chunks.last_entry().filter(|last| *last.key() >= index) {
                let keep = if *last.key() == index { within } else { 0 };
                freed += last.get().len().saturating_sub(keep) as u64;
                if keep > 0 {
                    last.get_mut().truncate(keep);
                    break;
                }
                last.remove();
            }
            let len = usize::try_from(size).unwrap_or(usize::MAX);
            match &mut self.base {
                Cow::Borrowed(bytes) => *bytes = bytes.get(..len).unwrap_or(bytes),
                Cow::Owned(bytes) if len == 0 => {
                    freed += bytes.capacity() as u64;
                    self.base = Cow::default();
                }
                Cow::Owned(bytes) => bytes.truncate(len),
            }
            self.held -= freed;
        }
        self.size = size;
    }
}
