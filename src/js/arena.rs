//! Where the heap keeps its cells: a vector of slots with a free list, indexed by handles.
//!
//! A slot also carries what must be found without a map: the mark of the collector, and the id and the reference count
//! under which an outside table (Go's) knows the value.

use alloc::vec::Vec;
use core::{marker::PhantomData, num::NonZeroU32};

use super::value::Handle;

/// How an outside table knows a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct OutsideRef {
    /// The index in the outside table; meaningless while `count` is 0.
    pub(crate) id: u32,
    /// How many references the outside holds. 0: the value is not in the table.
    pub(crate) count: u32,
}

#[derive(Debug)]
struct Slot<T> {
    outside: OutsideRef,
    marked: bool,
    state: State<T>,
}

#[derive(Debug)]
enum State<T> {
    Live(T),
    /// The slot that was free before this one was, if any.
    Free(Option<NonZeroU32>),
}

#[derive(Debug)]
pub(crate) struct Arena<H, T> {
    slots: Vec<Slot<T>>,
    free: Option<NonZeroU32>,
    live: u32,
    /// What a handle without a cell is shown, so that a stale one is harmless instead of a panic.
    vacant: T,
    handle: PhantomData<fn() -> H>,
}

/// Where in the slots a cell is: its index, which is never 0, is one more.
#[inline]
fn place(index: NonZeroU32) -> usize {
    (index.get() as usize).wrapping_sub(1)
}

impl<H: Handle, T: Default> Arena<H, T> {
    pub(crate) fn new() -> Self {
        Arena { slots: Vec::new(), free: None, live: 0, vacant: T::default(), handle: PhantomData }
    }

    /// A handle without a cell.
    pub(crate) fn none() -> H {
        H::from_index(NonZeroU32::MAX)
    }

    /// Live cells.
    pub(crate) fn len(&self) -> u32 {
        self.live
    }

    /// Where there is no memory for one more, it is [`Arena::none`].
    pub(crate) fn alloc(&mut self, cell: T) -> H {
        let slot = Slot { outside: OutsideRef::default(), marked: false, state: State::Live(cell) };
        if let Some(index) = self.free {
            if let Some(entry) = self.slots.get_mut(place(index)) {
                if let State::Free(next) = entry.state {
                    self.free = next;
                }
                *entry = slot;
                self.live = self.live.saturating_add(1);
                return H::from_index(index);
            }
        }
        let index = u32::try_from(self.slots.len()).ok().and_then(|last| NonZeroU32::MIN.checked_add(last));
        match index {
            // The last index is that of no cell.
            Some(index) if index < NonZeroU32::MAX && self.slots.try_reserve(1).is_ok() => {
                self.slots.push(slot);
                self.live = self.live.saturating_add(1);
                H::from_index(index)
            }
            _ => Self::none(),
        }
    }

    #[inline]
    fn slot(&self, handle: H) -> Option<&Slot<T>> {
        self.slots.get(place(handle.index()))
    }

    #[inline]
    fn slot_mut(&mut self, handle: H) -> Option<&mut Slot<T>> {
        self.slots.get_mut(place(handle.index()))
    }

    #[inline]
    pub(crate) fn get(&self, handle: H) -> &T {
        match self.slot(handle) {
            Some(Slot { state: State::Live(cell), .. }) => cell,
            _ => {
                // An embedder may keep a handle for too long, which no target does.
                #[cfg(fuzzing)]
                assert_eq!(handle.index(), NonZeroU32::MAX, "a handle to a cell that was freed");
                &self.vacant
            }
        }
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, handle: H) -> &mut T {
        match self.slots.get_mut(place(handle.index())) {
            Some(Slot { state: State::Live(cell), .. }) => cell,
            _ => {
                self.vacant = T::default();
                &mut self.vacant
            }
        }
    }

    #[cfg(any(test, fuzzing))]
    pub(super) fn is_live(&self, handle: H) -> bool {
        matches!(self.slot(handle), Some(Slot { state: State::Live(_), .. }))
    }

    /// Each slot is either live or on the list of those that are free, and none has a mark or is known outside once it is free.
    #[cfg(any(test, fuzzing))]
    pub(super) fn audit(&self) {
        let live = self.slots.iter().filter(|slot| matches!(slot.state, State::Live(_))).count();
        assert_eq!(live, self.live as usize, "live slots");
        assert!(self.slots.iter().all(|slot| !slot.marked), "a mark was left");
        let (mut free, mut next) = (0, self.free);
        while let Some(index) = next {
            let slot = &self.slots[index.get() as usize - 1];
            let State::Free(after) = slot.state else { panic!("slot {index} is live, and on the list of free ones") };
            assert_eq!(slot.outside, OutsideRef::default(), "slot {index} is free, and known outside");
            (free, next) = (free + 1, after);
        }
        assert_eq!(live + free, self.slots.len(), "slots");
    }

    /// The live cells.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.slots.iter().filter_map(|slot| match &slot.state {
            State::Live(cell) => Some(cell),
            State::Free(_) => None,
        })
    }

    /// How the outside knows the value.
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

    /// Marks the cell, and says whether it was unmarked.
    #[inline]
    pub(crate) fn mark(&mut self, handle: H) -> bool {
        match self.slot_mut(handle) {
            Some(slot) if !slot.marked && matches!(slot.state, State::Live(_)) => {
                slot.marked = true;
                true
            }
            _ => false,
        }
    }

    pub(crate) fn is_marked(&self, handle: H) -> bool {
        self.slot(handle).is_some_and(|slot| slot.marked)
    }

    /// Frees every cell without a mark, after `freed` has seen it, and takes the marks off the others.
    pub(crate) fn sweep(&mut self, mut freed: impl FnMut(H, &T)) {
        for (slot, index) in self.slots.iter_mut().zip(1_u32..) {
            if slot.marked {
                slot.marked = false;
                continue;
            }
            let (State::Live(cell), Some(index)) = (&slot.state, NonZeroU32::new(index)) else { continue };
            freed(H::from_index(index), cell);
            slot.outside = OutsideRef::default();
            slot.state = State::Free(self.free);
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
