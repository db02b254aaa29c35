//! An allocator that keeps the books over another: which part of a Go program on wasmi holds how many bytes, now and when
//! most were held.
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
//! wasmi does not say what it holds. But whoever runs a program knows what it does at each time, which is a [`Scope`], and in
//! each of them wasmi allocates in a way of its own: what it has of a function, bytecode or translated, is a slice of bytes,
//! and so is a linear memory, of whole pages; everything else has an alignment of more than one. That is all that this
//! crate goes by. It costs four additions for each allocation, and nothing as long as the books are not open.
#![no_std]
#![deny(missing_docs)]

use core::{
    alloc::{GlobalAlloc, Layout},
    fmt,
    ops::Index,
    sync::atomic::{AtomicBool, AtomicIsize, AtomicU8, AtomicUsize, Ordering::Relaxed},
};

/// What a program does at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Scope {
    /// Nothing that concerns a program.
    Other,
    /// A module is parsed.
    Module,
    /// An instance is made.
    Instance,
    /// Wasm runs.
    Wasm,
    /// The host of the wasm runs: JavaScript's values, and what the embedder has.
    Host,
}

impl Scope {
    const ALL: [Scope; 5] = [Scope::Other, Scope::Module, Scope::Instance, Scope::Wasm, Scope::Host];
}

/// Who holds bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The parsed module: types, exports, and the functions that were not translated yet.
    Module,
    /// The functions that were called, translated to what wasmi runs.
    Code,
    /// What an instance has beside its memory: functions, tables, globals.
    Instance,
    /// The linear memory, as far as it is allocated: not where it was lent.
    LinearMemory,
    /// The stacks on which wasm runs, and what wasmi keeps for translating.
    Stacks,
    /// JavaScript's values, and what the embedder has.
    Host,
    /// All else.
    Other,
}

impl Owner {
    /// All of them, from the module to the rest.
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

/// How many bytes each owner holds.
///
/// An owner may be in debt, where it has given back what another had booked: by some bytes, from before the books were open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance([isize; Owner::ALL.len()]);

impl Balance {
    /// What all of them hold.
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

/// The accounts, each an atomic of its own: an allocator can't wait for a lock that what it interrupts may hold.
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

/// An allocator over another, which keeps the books.
///
/// The scope is one for all threads: where others allocate meanwhile, their bytes are booked on whoever is at work.
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
    /// Books that are not open, over an allocator.
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

    /// The allocator below.
    pub const fn allocator(&self) -> &A {
        &self.allocator
    }

    /// Opens the books: from now on allocations are counted.
    pub fn open(&self) {
        self.is_open.store(true, Relaxed);
    }

    /// Says what is done from now on, and returns what was done until now.
    pub fn enter(&self, scope: Scope) -> Scope {
        let before = self.scope.swap(scope as u8, Relaxed);
        Scope::ALL.into_iter().find(|&scope| scope as u8 == before).unwrap_or(Scope::Other)
    }

    /// Who holds what now.
    pub fn now(&self) -> Balance {
        self.accounts.balance()
    }

    /// Who held what when most was held.
    pub fn at_highest(&self) -> Balance {
        self.at_highest.balance()
    }

    /// The most bytes that were held at one time.
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
            // Once a function is translated, its bytecode is let go of; nothing else of bytes is as long as wasm runs.
            _ if is_bytes && is_freed => Owner::Module,
            _ if is_bytes => Owner::Code,
            _ => Owner::Stacks,
        }
    }

    fn book(&self, owner: Owner, delta: isize) {
        self.accounts.0[owner as usize].fetch_add(delta, Relaxed);
        let total = self.total.fetch_add(delta as usize, Relaxed).wrapping_add(delta as usize);
        // What was allocated before the books were open may make it less than nothing.
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

// SAFETY: each method does what the allocator below does, with the same arguments, and adds up sizes besides.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Ledger<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps to the contract, which is the same below.
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
        // SAFETY: what is allocated is freed once, with the layout that it was allocated with.
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
            // In debt by what was there before.
            ledger.dealloc(early, layout(100, 1));
            assert_eq!((ledger.now().total(), ledger.highest()), (-90, 10));
            ledger.dealloc(late, layout(10, 4));
        }
    }
}
