//! The guest's open file descriptors, beyond the three streams.

use alloc::collections::BTreeSet;

use super::Errno;

/// The path of the one file that every guest has: what is written there is gone, and reading finds the end.
pub(crate) const NULL_DEVICE: &str = "/dev/null";

/// How many may be open at once, as Linux has it by default.
const MOST: usize = 1024;

/// The first that is given out: 0, 1 and 2 are the streams.
const FIRST: i64 = 3;

/// The descriptors that are open, each of the null device.
#[derive(Debug, Default)]
pub(crate) struct Descriptors {
    open: BTreeSet<i64>,
}

impl Descriptors {
    /// Opens the null device under the lowest number that is free, as `open(2)` does.
    pub(crate) fn open_null(&mut self) -> Result<i64, Errno> {
        if self.open.len() >= MOST {
            return Err(Errno::EMFILE);
        }
        let taken = self.open.iter().zip(FIRST..).take_while(|(fd, expected)| *fd == expected).count();
        let fd = FIRST + taken as i64;
        self.open.insert(fd);
        Ok(fd)
    }

    pub(crate) fn is_open(&self, fd: i64) -> bool {
        self.open.contains(&fd)
    }

    pub(crate) fn close(&mut self, fd: i64) -> Result<(), Errno> {
        if self.open.remove(&fd) { Ok(()) } else { Err(Errno::EBADF) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_free_number_is_given_out() {
        let mut descriptors = Descriptors::default();
        assert_eq!([(); 3].map(|()| descriptors.open_null().unwrap()), [3, 4, 5]);
        descriptors.close(4).unwrap();
        assert!(!descriptors.is_open(4) && descriptors.close(4) == Err(Errno::EBADF));
        assert_eq!([(); 2].map(|()| descriptors.open_null().unwrap()), [4, 6]);
        let opened = core::iter::from_fn(|| descriptors.open_null().ok()).count();
        assert_eq!((opened, descriptors.open_null()), (MOST - 4, Err(Errno::EMFILE)));
    }
}
