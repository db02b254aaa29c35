//! The cell storage of the heap: a vector of slots with a free list, indexed by handles.
//!
//! Each slot also holds the data that must be found without a map lookup: the mark bit of the collector, and the id and
//! the reference count of the value in an external table (Go's).

use alloc::vec::Vec;
use core::{marker::PhantomData, num::NonZeroU32};

use super::value::CellHandle;

/// The id and the reference count of a value in an external table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct OutsideRef {
    /// The index in the external table. Meaningless while `count` is 0.
    pub(crate) id: u32,
    /// The number of references that the external table counts. At 0, the value is not in the table.
    pub(crate) count: u32,
}

#[derive(Debug)]
struct ArenaSlot<T> {
    outside: OutsideRef,
    marked: bool,
    state: SlotState<T>,
}

#[derive(Debug)]
enum SlotState<T> {
    Live(T),
    /// Unused. Holds the index of the next slot on the free list, if any.
    Free(Option<NonZeroU32>),
}

#[derive(Debug)]
pub(crate) struct Arena<H, T> {
    slots: Vec<ArenaSlot<T>>,
    free: Option<NonZeroU32>,
    live: u32,
    /// Stands in for the cell of a stale handle, which is then harmless instead of a panic.
    vacant: T,
    handle: PhantomData<fn() -> H>,
}

/// Converts the index of a handle, which starts at 1, to a position in `slots`.
#[inline]
fn place(index: NonZeroU32) -> usize {
    (index.get() as usize).wrapping_sub(1)
}

impl<H: CellHandle, T: Default> Arena<H, T> {
    pub(crate) fn new() -> Self {
        Arena { slots: Vec::new(), free: None, live: 0, vacant: T::default(), handle: PhantomData }
    }

    /// Returns the null handle, which never refers to a cell.
    pub(crate) fn none() -> H {
        H::from_index(NonZeroU32::MAX)
    }

    /// Returns the number of live cells.
    pub(crate) fn len(&self) -> u32 {
        self.live
    }

    /// Allocates a cell. Returns [`Arena::none`] if memory or indices run out.
    pub(crate) fn alloc(&mut self, cell: T) -> H {
        let slot = ArenaSlot { outside: OutsideRef::default(), marked: false, state: SlotState::Live(cell) };
        if let Some(index) = self.free {
            if let Some(entry) = self.slots.get_mut(place(index)) {
                if let SlotState::Free(next) = entry.state {
                    self.free = next;
                }
                *entry = slot;
                self.live = self.live.saturating_add(1);
                return H::from_index(index);
            }
        }
        let index = u32::try_from(self.slots.len()).ok().and_then(|last| NonZeroU32::MIN.checked_add(last));
        match index {
            // `NonZeroU32::MAX` is reserved for `none`.
            Some(index) if index < NonZeroU32::MAX && self.slots.try_reserve(1).is_ok() => {
                self.slots.push(slot);
                self.live = self.live.saturating_add(1);
                H::from_index(index)
            }
            _ => Self::none(),
        }
    }

    #[inline]
    fn slot(&self, handle: H) -> Option<&ArenaSlot<T>> {
        self.slots.get(place(handle.index()))
    }

    #[inline]
    fn slot_mut(&mut self, handle: H) -> Option<&mut ArenaSlot<T>> {
        self.slots.get_mut(place(handle.index()))
    }

    #[inline]
    pub(crate) fn get(&self, handle: H) -> &T {
        match self.slot(handle) {
            Some(ArenaSlot { state: SlotState::Live(cell), .. }) => cell,
            _ => {
                // An embedder can keep a handle for too long. Fuzz targets never do, so under fuzzing this is a bug.
                #[cfg(fuzzing)]
                assert_eq!(handle.index(), NonZeroU32::MAX, "handle to a freed cell");
                &self.vacant
            }
        }
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, handle: H) -> &mut T {
        match self.slots.get_mut(place(handle.index())) {
            Some(ArenaSlot { state: SlotState::Live(cell), .. }) => cell,
            _ => {
                self.vacant = T::default();
                &mut self.vacant
            }
        }
    }

    #[cfg(any(test, fuzzing))]
    pub(super) fn is_live(&self, handle: H) -> bool {
        matches!(self.slot(handle), Some(ArenaSlot { state: SlotState::Live(_), .. }))
    }

    /// Asserts that each slot is either live or on the free list, that no slot is marked, and that no free slot has an
    /// external reference.
    #[cfg(any(test, fuzzing))]
    pub(super) fn audit(&self) {
        let live = self.slots.iter().filter(|slot| matches!(slot.state, SlotState::Live(_))).count();
        assert_eq!(live, self.live as usize, "number of live slots");
        assert!(self.slots.iter().all(|slot| !slot.marked), "a slot is still marked");
        let (mut free, mut next) = (0, self.free);
        while let Some(index) = next {
            let slot = &self.slots[index.get() as usize - 1];
            let SlotState::Free(after) = slot.state else {
                panic!("slot {index} is live, and on the list of free ones")
            };
            assert_eq!(slot.outside, OutsideRef::default(), "free slot {index} is in the external table");
            (free, next) = (free + 1, after);
        }
        assert_eq!(live + free, self.slots.len(), "number of slots");
    }

    /// Iterates over the live cells.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.slots.iter().filter_map(|slot| match &slot.state {
            SlotState::Live(cell) => Some(cell),
            SlotState::Free(_) => None,
        })
    }

    /// Returns the id and the reference count of a value in the external table.
    #[inline]
    pub(crate) fn outside(&self, handle: H) -> OutsideRef {
        self.slot(handle).map_or(OutsideRef::default(), |slot| slot.outside)
    }

    #[inline]
    pub(crate) fn set_outside(&mut self, handle: H, outside: OutsideRef) {
        if let Some(slot) = self.slot_mut(handle) {
            slot.outside = outside;
        }
    }

    /// Marks a live cell. Returns whether it was unmarked.
    #[inline]
    pub(crate) fn mark(&mut self, handle: H) -> bool {
        match self.slot_mut(handle) {
            Some(slot) if !slot.marked && matches!(slot.state, SlotState::Live(_)) => {
                slot.marked = true;
                true
            }
            _ => false,
        }
    }

    pub(crate) fn is_marked(&self, handle: H) -> bool {
        self.slot(handle).is_some_and(|slot| slot.marked)
    }

    /// Frees every unmarked cell after passing it to `freed`, and clears the marks of the other cells.
    pub(crate) fn sweep(&mut self, mut freed: impl FnMut(H, &T)) {
        for (slot, index) in self.slots.iter_mut().zip(1_u32..) {
            if slot.marked {
                slot.marked = false;
                continue;
            }
            let (SlotState::Live(cell), Some(index)) = (&slot.state, NonZeroU32::new(index)) else { continue };
            freed(H::from_index(index), cell);
            slot.outside = OutsideRef::default();
            slot.state = SlotState::Free(self.free);
            self.free = Some(index);
            self.live = self.live.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::value::Object, *};

    #[test]
    fn a_swept_slot_is_used_again_and_its_old_handle_is_harmless() {
        let mut arena = Arena::<Object, u32>::new();
        let (a, b) = (arena.alloc(1), arena.alloc(2));
        arena.set_outside(a, OutsideRef { id: 9, count: 1 });
        assert!(arena.mark(b) && !arena.mark(b));
        let mut freed = Vec::new();
        arena.sweep(|_, cell| freed.push(*cell));
        assert_eq!((freed, arena.len()), (alloc::vec![1], 1));
        assert_eq!((*arena.get(a), *arena.get(b)), (0, 2));
        *arena.get_mut(a) = 7;
        assert_eq!(*arena.get(b), 2);
        assert!(!arena.mark(a), "a free slot can't be marked");
        let c = arena.alloc(3);
        assert_eq!((c, arena.outside(c)), (a, OutsideRef::default()));
    }
}
