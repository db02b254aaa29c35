//! The growth that remains for the linear memories and tables of a program.

use crate::runtime::State;

/// The remaining growth of all memories together and of all tables together, for a runtime that asks before each
/// growth.
#[derive(Debug)]
pub(super) struct Growth {
    bytes: u64,
    elements: u64,
}

impl Growth {
    pub(super) fn new<H>(state: &State<H>) -> Self {
        Growth { bytes: state.linear_memory, elements: state.table_elements }
    }

    /// Allows a linear memory to grow from `from` to `to` bytes, unless that exceeds `max`, its own maximum, or the
    /// remaining growth.
    pub(super) fn of_memory(&mut self, from: usize, to: usize, max: Option<usize>) -> bool {
        take(&mut self.bytes, from, to, max)
    }

    /// Does the same for a table, in elements.
    pub(super) fn of_table(&mut self, from: usize, to: usize, max: Option<usize>) -> bool {
        take(&mut self.elements, from, to, max)
    }
}

fn take(room: &mut u64, from: usize, to: usize, max: Option<usize>) -> bool {
    if max.is_some_and(|max| to > max) {
        return false;
    }
    match room.checked_sub(to.saturating_sub(from) as u64) {
        Some(left) => {
            *room = left;
            true
        }
        None => false,
    }
}
