//! Compares a file system that has a quota with one that does not.

use gojs::{Errno, fs::MemFs};

use super::{
    operation::{Files, Operation, Outcome},
    side::{DEPTH, memory},
};

pub(crate) struct Limited {
    files: Files<MemFs>,
    bytes: u64,
    entries: u64,
}

/// Returns the counted bytes and names.
fn used(files: &Files<MemFs>) -> (u64, u64) {
    (files.fs.bytes(), files.fs.entries())
}

impl Limited {
    pub(crate) fn new(bytes: u64, entries: u64) -> Limited {
        let mut files = memory(true);
        // The directories that already exist must fit into the quota.
        let entries = DEPTH as u64 + entries % 16;
        files.fs = files.fs.quota(bytes, entries);
        Limited { files, bytes, entries }
    }

    pub(crate) fn step(&mut self, operation: &Operation) {
        let before = used(&self.files);
        let mut free = Files {
            fs: self.files.fs.clone().quota(u64::MAX, u64::MAX),
            base: self.files.base.clone(),
            open: self.files.open.clone(),
            is_root: true,
        };
        let limited = self.files.perform(operation);
        let unlimited = free.perform(operation);
        let after = used(&self.files);
        assert!(after.0 <= self.bytes && after.1 <= self.entries, "{operation:?}: {after:?}");
        match (&limited, &unlimited) {
            // The quota causes `ENOSPC`, and `EFBIG` for a file that would be longer than the whole quota.
            (Err(Errno::ENOSPC | Errno::EFBIG), Ok(_)) => match operation {
                // The file is created or truncated, and then as much is written as there is room for.
                Operation::WriteFile { .. } => {}
                // The oldest open file may have been closed, and its contents freed.
                Operation::Open { .. } => assert!(after.0 <= before.0 && after.1 == before.1),
                _ => assert_eq!(after, before, "{operation:?}: {limited:?}"),
            },
            // A write stores as much as fits.
            (Ok(Outcome::Count(some)), Ok(Outcome::Count(all))) if some < all => assert_ne!(*some, 0),
            // The order in which two errors are detected is unspecified.
            (Err(Errno::ENOSPC | Errno::EFBIG), Err(_)) => {}
            _ => {
                assert_eq!(limited, unlimited, "{operation:?}");
                assert_eq!(after, used(&free), "{operation:?}");
            }
        }
    }

    pub(crate) fn finish(mut self) {
        self.files.remove_all();
    }
}
