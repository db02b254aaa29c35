//! An allocator that wraps another and attributes heap bytes to the parts of a Go program on wasmi, now and at the
//! peak.
//!
//! ```
//! use std::alloc::System;
//! use gojs_ledger::{Ledger, Owner, Scope};
//!
//! #[global_allocator]
//! static LEDGER: Ledger<System> = Ledger::new(System);
//!
//! LEDGER.open();
//! LEDGER.enter(Scope::Module);
//! let module = vec![0_u8; 1000];
//! LEDGER.enter(Scope::Other);
//! assert_eq!(LEDGER.now()[Owner::Module], 1000);
//! drop(module);
//! ```
//!
//! wasmi does not report its memory use. But the code that runs a program knows its current phase, which is a
//! [`Scope`], and in each phase wasmi's allocations can be told apart. The bytecode and the translated code of a
//! function are byte slices. A linear memory is a byte slice of whole pages. Everything else has an alignment greater
//! than one. The ledger relies on nothing else. Counting costs a few atomic additions per allocation, and nothing until
//! the ledger is opened.
#![no_std]
#![deny(missing_docs)]

use core::{
    alloc::{GlobalAlloc, Layout},
    fmt,
    ops::Index,
    sync::atomic::{AtomicBool, AtomicIsize, AtomicU8, AtomicUsize, Ordering::Relaxed},
};

/// The phase that a program is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Scope {
    /// Work that is unrelated to a program.
    Other,
    /// Parsing a module.
    Module,
    /// Creating an instance.
    Instance,
    /// Running wasm.
    Wasm,
    /// Running the wasm's host: JavaScript values and embedder code.
    Host,
}

impl Scope {
    const ALL: [Scope; 5] = [Scope::Other, Scope::Module, Scope::Instance, Scope::Wasm, Scope::Host];
}

/// The part of a program that owns an allocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The parsed module: types, exports, and the functions that are not translated yet.
    Module,
    /// The code of called functions, translated to wasmi's internal representation.
    Code,
    /// The instance without its memory: functions, tables, globals.
    Instance,
    /// The allocated linear memory. Does not include memory lent by the embedder.
    LinearMemory,
    /// The stacks on which wasm runs, and wasmi's translation buffers.
    Stacks,
    /// JavaScript values and the embedder's allocations.
    Host,
    /// Everything else.
    Other,
}

impl Owner {
    /// All owners, in the order of their variants.
    pub const ALL: [Owner; 7] =
        [Owner::Module, Owner::Code, Owner::Instance, Owner::LinearMemory, Owner::Stacks, Owner::Host, Owner::Other];
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Owner::Module => "module",
            Owner::Code => "translated code",
            Owner::Instance => "instance",
            Owner::LinearMemory => "linear memory",
            Owner::Stacks => "stacks",
            Owner::Host => "values and host",
            Owner::Other => "other",
        })
    }
}

/// The number of bytes that each owner holds.
///
/// A balance is negative if an owner freed memory that was charged to another owner, or that was allocated before the
/// ledger was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance([isize; Owner::ALL.len()]);

impl Balance {
    /// Returns the sum over all owners.
    #[must_use]
    pub fn total(&self) -> isize {
        self.0.iter().sum()
    }
}

impl Index<Owner> for Balance {
    type Output = isize;

    fn index(&self, owner: Owner) -> &isize {
        &self.0[owner as usize]
    }
}

const PAGE_SIZE: usize = 65_536;

/// The balance of each owner. The counters are separate atomics because an allocator cannot wait for a lock that the
/// code it interrupts may hold.
#[derive(Debug)]
struct Accounts([AtomicIsize; Owner::ALL.len()]);

impl Accounts {
    const fn new() -> Self {
        Accounts([const { AtomicIsize::new(0) }; Owner::ALL.len()])
    }

    fn balance(&self) -> Balance {
        Balance(core::array::from_fn(|owner| self.0[owner].load(Relaxed)))
    }
}

/// An allocator that wraps another and charges each allocation to an owner.
///
/// The scope is shared by all threads: allocations on other threads are charged to the owner that the current scope
/// implies.
#[derive(Debug)]
pub struct Ledger<A> {
    allocator: A,
    is_open: AtomicBool,
    scope: AtomicU8,
    accounts: Accounts,
    total: AtomicUsize,
    highest: AtomicUsize,
    at_highest: Accounts,
}

impl<A> Ledger<A> {
    /// Wraps an allocator. Nothing is counted until [`open`](Ledger::open).
    pub const fn new(allocator: A) -> Self {
        Ledger {
            allocator,
            is_open: AtomicBool::new(false),
            scope: AtomicU8::new(Scope::Other as u8),
            accounts: Accounts::new(),
            total: AtomicUsize::new(0),
            highest: AtomicUsize::new(0),
            at_highest: Accounts::new(),
        }
    }

    /// Returns the wrapped allocator.
    pub const fn allocator(&self) -> &A {
        &self.allocator
    }

    /// Starts counting allocations.
    pub fn open(&self) {
        self.is_open.store(true, Relaxed);
    }

    /// Sets the current scope and returns the previous one.
    pub fn enter(&self, scope: Scope) -> Scope {
        let before = self.scope.swap(scope as u8, Relaxed);
        Scope::ALL.into_iter().find(|&scope| scope as u8 == before).unwrap_or(Scope::Other)
    }

    /// Returns the current balance.
    pub fn now(&self) -> Balance {
        self.accounts.balance()
    }

    /// Returns the balance at the time of the peak.
    pub fn at_highest(&self) -> Balance {
        self.at_highest.balance()
    }

    /// Returns the peak: the largest number of bytes that were held at one time.
    pub fn highest(&self) -> usize {
        self.highest.load(Relaxed)
    }

    fn owner(&self, layout: Layout, is_freed: bool) -> Owner {
        let is_bytes = layout.align() == 1;
        match self.scope.load(Relaxed) {
            scope if scope == Scope::Host as u8 => Owner::Host,
            scope if scope == Scope::Other as u8 => Owner::Other,
            _ if is_bytes && layout.size() >= PAGE_SIZE && layout.size() % PAGE_SIZE == 0 => Owner::LinearMemory,
            scope if scope == Scope::Module as u8 => Owner::Module,
            scope if scope == Scope::Instance as u8 => Owner::Instance,
            // wasmi frees the bytecode of a function once it is translated, and frees no other byte slice while wasm
            // runs.
            _ if is_bytes && is_freed => Owner::Module,
            _ if is_bytes => Owner::Code,
            _ => Owner::Stacks,
        }
    }

    fn book(&self, owner: Owner, delta: isize) {
        self.accounts.0[owner as usize].fetch_add(delta, Relaxed);
        let total = self.total.fetch_add(delta as usize, Relaxed).wrapping_add(delta as usize);
        // The total is negative if more was freed from before the ledger was opened than was allocated since.
        if (total as isize) > 0 && total > self.highest.load(Relaxed) {
            self.highest.store(total, Relaxed);
            for (kept, now) in self.at_highest.0.iter().zip(&self.accounts.0) {
                kept.store(now.load(Relaxed), Relaxed);
            }
        }
    }

    fn books(&self, layout: Layout, is_freed: bool) {
        if self.is_open.load(Relaxed) {
            let size = layout.size() as isize;
            self.book(self.owner(layout, is_freed), if is_freed { -size } else { size });
        }
    }
}

// SAFETY: each method forwards its arguments to the wrapped allocator unchanged, and otherwise only adds up sizes.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Ledger<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller upholds the contract, which is the same for the wrapped allocator.
        let address = unsafe { self.allocator.alloc(layout) };
        if !address.is_null() {
            self.books(layout, false);
        }
        address
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        let address = unsafe { self.allocator.alloc_zeroed(layout) };
        if !address.is_null() {
            self.books(layout, false);
        }
        address
    }

    unsafe fn dealloc(&self, address: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { self.allocator.dealloc(address, layout) };
        self.books(layout, true);
    }

    unsafe fn realloc(&self, address: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above.
        let moved = unsafe { self.allocator.realloc(address, layout, size) };
        if !moved.is_null() && self.is_open.load(Relaxed) {
            self.book(self.owner(layout, false), size as isize - layout.size() as isize);
        }
        moved
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::alloc::System;

    use super::*;

    fn layout(size: usize, align: usize) -> Layout {
        Layout::from_size_align(size, align).unwrap()
    }

    #[test]
    fn a_function_is_the_module_s_until_it_is_translated() {
        let ledger = Ledger::new(System);
        ledger.open();
        ledger.enter(Scope::Module);
        // SAFETY: each allocation is freed once, with the layout that it was allocated with.
        unsafe {
            let bytecode = ledger.alloc(layout(100, 1));
            assert_eq!(ledger.enter(Scope::Wasm), Scope::Module);
            let translated = ledger.alloc(layout(300, 1));
            ledger.dealloc(bytecode, layout(100, 1));
            let stack = ledger.alloc(layout(64, 8));
            let stack = ledger.realloc(stack, layout(64, 8), 128);
            assert_eq!(ledger.now(), Balance([0, 300, 0, 0, 128, 0, 0]));
            assert_eq!(ledger.highest(), 428);
            ledger.dealloc(stack, layout(128, 8));
            ledger.enter(Scope::Instance);
            let memory = ledger.alloc_zeroed(layout(PAGE_SIZE, 1));
            let table = ledger.alloc(layout(PAGE_SIZE, 8));
            assert_eq!((ledger.now()[Owner::LinearMemory], ledger.now()[Owner::Instance]), (65_536, 65_536));
            ledger.enter(Scope::Wasm);
            let memory = ledger.realloc(memory, layout(PAGE_SIZE, 1), 3 * PAGE_SIZE);
            assert_eq!(ledger.now()[Owner::LinearMemory], 196_608);
            ledger.dealloc(memory, layout(3 * PAGE_SIZE, 1));
            ledger.enter(Scope::Instance);
            ledger.dealloc(table, layout(PAGE_SIZE, 8));
            ledger.enter(Scope::Wasm);
            System.dealloc(translated, layout(300, 1));
        }
        assert_eq!(ledger.now(), Balance([0, 300, 0, 0, 0, 0, 0]));
        assert_eq!(ledger.highest(), 300 + 65_536 + 196_608);
        assert_eq!(ledger.at_highest(), Balance([0, 300, 65_536, 196_608, 0, 0, 0]));
    }

    #[test]
    fn books_that_are_not_open_know_nothing() {
        let ledger = Ledger::new(System);
        ledger.enter(Scope::Host);
        // SAFETY: as above.
        unsafe {
            let early = ledger.alloc(layout(100, 1));
            ledger.open();
            let late = ledger.alloc(layout(10, 4));
            assert_eq!(ledger.now()[Owner::Host], 10);
            // The block from before the ledger was opened makes the balance negative.
            ledger.dealloc(early, layout(100, 1));
            assert_eq!((ledger.now().total(), ledger.highest()), (-90, 10));
            ledger.dealloc(late, layout(10, 4));
        }
    }
}
