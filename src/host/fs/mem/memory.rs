//! Allocations that can fail, where a guest chooses the number or size.

use alloc::{string::String, vec::Vec};

use crate::host::Errno;

/// More than two insertions into a `BTreeMap` of this module allocate, those of a new file and of its open handle. Each
/// allocates at most one node of less than 500 bytes for each level, and 16 levels have room for 10<sup>11</sup> entries.
const MAP_NODES: usize = 16 << 10;

/// Checks that the allocator has memory for an insertion into a `BTreeMap` and for `bytes` more. The insertion itself
/// cannot report a failure.
pub(super) fn check_insertion(bytes: usize) -> Result<(), Errno> {
    let mut probe = Vec::<u8>::new();
    probe.try_reserve_exact(bytes.saturating_add(MAP_NODES)).map_err(|_| Errno::ENOSPC)?;
    // Without this, the compiler removes the allocation.
    core::hint::black_box(&probe);
    Ok(())
}

/// Copies text. Fails with `ENOMEM`.
pub(super) fn copy(text: &str) -> Result<String, Errno> {
    let mut copy = String::new();
    copy.try_reserve_exact(text.len()).map_err(|_| Errno::ENOMEM)?;
    copy.push_str(text);
    Ok(copy)
}
