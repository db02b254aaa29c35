//! What a program's linear memories and tables may grow by.

use crate::state::State;

/// What all of them together may still grow by, for a runtime that asks before one does.
#[derive(Debug)]
pub(super) struct Growth {
    bytes: u64,
    elements: u64,
}

impl Growth {
    pub(super) fn new<H>(state: &State<H>) -> Self {
        Growth { bytes: state.linear_memory, elements: state.table_elements }
    }

    /// Whether a linear memory may grow from so many bytes to so many, and to no more than its own maximum.
    pub(super) fn of_memory(&mut self, from: usize, to: usize, most: Option<usize>) -> bool {
        take(&mut self.bytes, from, to, most)
    }

    /// The same of a table, in elements.
    pub(super) fn of_table(&mut self, from: usize, to: usize, most: Option<usize>) -> bool {
        take(&mut self.elements, from, to, most)
    }
}

fn take(room: &mut u64, from: usize, to: usize, most: Option<usize>) -> bool {
    if most.is_some_and(|most| to > most) {
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
