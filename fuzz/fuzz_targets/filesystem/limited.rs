//! A quota, beside none.

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

/// What is counted.
fn used(files: &Files<MemFs>) -> (u64, u64) {
    (files.fs.bytes(), files.fs.entries())
}

impl Limited {
    pub(crate) fn new(bytes: u64, entries: u64) -> Limited {
        let mut files = memory(true);
        // What is there already stays.
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
            // `ENOSPC` is the quota's, and `EFBIG` of a file that would be longer than all of it.
            (Err(Errno::ENOSPC | Errno::EFBIG), Ok(_)) => match operation {
                // It is emptied or made, and then as much written as there is room for.
                Operation::WriteFile { .. } => {}
                // The oldest may have been closed, and freed.
                Operation::Open { .. } => assert!(after.0 <= before.0 && after.1 == before.1),
                _ => assert_eq!(after, before, "{operation:?}: {limited:?}"),
            },
            // What fits of it is written.
            (Ok(Outcome::Count(some)), Ok(Outcome::Count(all))) if some < all => assert_ne!(*some, 0),
            // Which of two errors is found first is not said.
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
