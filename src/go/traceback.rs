//! The Go functions on the stack of a program that has trapped.
//!
//! This module owns the walk from a stack pointer to the outermost function. A wasm engine has to say nothing about
//! its own stack: compiled Go keeps its frames in linear memory, and what it needs to unwind them as well.
//!
//! # What is exact
//!
//! A call in Go code pushes its return address before it enters the callee. So where a call was the last thing that
//! happened, the word at SP is a return address, and the frames from there on are as sure as those of Go's own
//! unwinder. That covers a trap in an import, an exhausted call stack, and fuel spent on entry to a function.
//!
//! A function that traps in the midst of its own code leaves less behind: which function it is, only the engine knows,
//! and with it how large the frame is that lies between SP and the first return address. Then the first word above SP is
//! taken that leads to the outermost function, frame by frame. It may be one that an earlier call left behind in a part
//! of the frame that nobody has written to since: such a traceback can begin with functions that have returned, and
//! [`Traceback::is_exact`] says no.
//!
//! In both cases the innermost function has pushed nothing, so the first frame is that of its caller, at the line of
//! the call.

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::fmt;

pub use super::symtab::Frame;
use super::symtab::{Location, Role, SymbolTable, find_word};
use crate::memory::Memory;

/// How many calls are kept at either end of a deep stack.
const INNERMOST: usize = 48;
const OUTERMOST: usize = 16;

/// How many reads a walk may cost, which bounds the time that a hostile stack can take. A call costs about ten.
const WALK_READS: u32 = 1 << 26;
/// How many reads the names and lines of the calls that are kept may cost.
const NAME_READS: u32 = 1 << 22;
/// How far above SP the first return address is searched for. Larger frames are rare: the compiler puts variables over
/// 128 KiB on the heap.
const MAX_FRAME: u32 = 1 << 20;
/// How many words of an `m` are searched for `curg`. It is about the twentieth.
const M_WORDS: u32 = 48;

const WORD: u32 = 8;

/// The Go functions on the stack, from the innermost to the outermost.
///
/// Printed in the manner of Go's own tracebacks:
///
/// ```text
/// main.measure(...)
///         /home/me/sensor/main.go:41
/// main.main(...)
///         /home/me/sensor/main.go:12
/// ```
///
/// Calls that the compiler inlined have frames of their own. Arguments are not shown, nor are wrappers and functions of
/// the runtime left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traceback {
    frames: Vec<Frame>,
    /// How many calls were left out, and before which frame.
    elided: usize,
    elided_before: usize,
    is_exact: bool,
    is_whole: bool,
}

impl Traceback {
    /// The stack whose lowest word is at `sp`: what an import got as its argument, or what the export `getsp` answers.
    ///
    /// `None` where the memory holds no Go program of release 1.18 or later, or no word at `sp` or above it leads to a
    /// function that Go's stacks begin with.
    pub(crate) fn capture<M: Memory + ?Sized>(memory: &M, sp: u32) -> Option<Traceback> {
        let symbols = SymbolTable::find(memory)?;
        symbols.set_budget(WALK_READS);
        let mut unwinder = Unwinder { memory, symbols: &symbols, goroutine: None };
        let walk = match unwinder.walk(sp, true) {
            // Deeper than the budget is still a stack.
            Some(walk) if walk.is_whole || symbols.is_spent() => walk,
            // A stack that something wrote over: better its beginning than nothing.
            called => match unwinder.search(sp) {
                Some((_, walk)) => Walk { is_exact: false, ..walk },
                None => called?,
            },
        };
        Some(walk.traceback(&symbols))
    }

    /// The frames, innermost first. Of a deep stack the innermost 48 calls and the outermost 16 are kept.
    #[must_use]
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// How many calls were left out between the innermost and the outermost.
    #[must_use]
    pub fn elided(&self) -> usize {
        self.elided
    }

    /// Whether every frame is certain. Where not, the program stopped amid the code of a function, and the innermost
    /// frames may be of calls that had returned.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.is_exact
    }

    /// Whether the frames go up to the function that the stack began with. Where not, the stack was corrupt, or deeper
    /// than a walk goes.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }
}

impl fmt::Display for Traceback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, frame) in self.frames.iter().enumerate() {
            if i == self.elided_before && self.elided > 0 {
                writeln!(f, "...{} frames elided...", self.elided)?;
            }
            // As Go prints its own `gopanic`.
            let function = if frame.function == "runtime.gopanic" { "panic" } else { &frame.function };
            writeln!(f, "{function}(...)")?;
            match (&frame.file, frame.line) {
                (Some(file), Some(line)) => writeln!(f, "\t{file}:{line}")?,
                (Some(file), None) => writeln!(f, "\t{file}")?,
                (None, _) => {}
            }
        }
        if !self.is_whole {
            writeln!(f, "...additional frames elided...")?;
        }
        Ok(())
    }
}

/// The calls of one stack.
#[derive(Debug)]
struct Walk {
    innermost: Vec<Location>,
    outermost: VecDeque<Location>,
    elided: usize,
    is_exact: bool,
    is_whole: bool,
}

impl Walk {
    fn push(&mut self, at: Location) {
        if self.innermost.len() < INNERMOST {
            self.innermost.push(at);
            return;
        }
        if self.outermost.len() == OUTERMOST {
            self.outermost.pop_front();
            self.elided += 1;
        }
        self.outermost.push_back(at);
    }

    fn traceback<M: Memory + ?Sized>(self, symbols: &SymbolTable<'_, M>) -> Traceback {
        symbols.set_budget(NAME_READS);
        let mut frames = Vec::new();
        self.innermost.iter().for_each(|&at| symbols.frames(at, &mut frames));
        let elided_before = frames.len();
        self.outermost.iter().for_each(|&at| symbols.frames(at, &mut frames));
        Traceback { frames, elided: self.elided, elided_before, is_exact: self.is_exact, is_whole: self.is_whole }
    }
}

/// Where a goroutine went on to the scheduler's stack.
#[derive(Clone, Copy, Debug)]
struct Goroutine {
    at: Location,
    sp: u32,
}

#[derive(Debug)]
struct Unwinder<'a, 'm, M: ?Sized> {
    memory: &'m M,
    symbols: &'a SymbolTable<'m, M>,
    /// What was found, once it was looked for.
    goroutine: Option<Option<Goroutine>>,
}

impl<M: Memory + ?Sized> Unwinder<'_, '_, M> {
    /// Walks up from the address of a return address. `None` if there is none.
    ///
    /// Ends: every step goes up, but for one change of stacks, and every step costs reads.
    fn walk(&mut self, mut slot: u32, may_search: bool) -> Option<Walk> {
        let mut walk =
            Walk { innermost: Vec::new(), outermost: VecDeque::new(), elided: 0, is_exact: true, is_whole: false };
        let mut changed_stacks = false;
        while let Some((at, role)) = self.call(slot) {
            walk.push(at);
            let Some(sp) = slot.checked_add(WORD) else { break };
            let up = match role {
                Role::Outermost => {
                    walk.is_whole = true;
                    break;
                }
                Role::SwitchesStack if !changed_stacks => match self.goroutine(slot) {
                    Some(goroutine) => {
                        changed_stacks = true;
                        // What `systemstack` saves as the PC only stands for itself.
                        if self.symbols.name(goroutine.at).is_none_or(|name| name != "runtime.systemstack_switch") {
                            walk.push(goroutine.at);
                        }
                        self.above(goroutine.at, goroutine.sp)
                    }
                    None => self.above(at, sp),
                },
                Role::NoReturnAddress if may_search => {
                    walk.is_exact = false;
                    self.search(sp).map(|(slot, _)| slot)
                }
                _ => self.above(at, sp),
            };
            let Some(up) = up else { break };
            slot = up;
        }
        (!walk.innermost.is_empty()).then_some(walk)
    }

    /// The call whose return address is in a slot.
    fn call(&self, slot: u32) -> Option<(Location, Role)> {
        let at = self.symbols.locate(self.symbols.word(slot)?)?;
        Some((at, self.symbols.role(at)?))
    }

    /// The slot of a function's own return address, which is above its frame.
    fn above(&self, at: Location, sp: u32) -> Option<u32> {
        sp.checked_add(self.symbols.frame_size(at)?)
    }

    /// The first slot from `sp` up that holds a return address that leads to the outermost function.
    fn search(&mut self, sp: u32) -> Option<(u32, Walk)> {
        let mut slot = sp;
        while slot - sp < MAX_FRAME {
            match self.walk(slot, false) {
                Some(walk) if walk.is_whole || self.symbols.is_spent() => return Some((slot, walk)),
                _ => slot = slot.checked_add(WORD)?,
            }
        }
        None
    }

    /// The goroutine that the stack of the scheduler is in use for, whose frames are on its own stack.
    fn goroutine(&mut self, sp: u32) -> Option<Goroutine> {
        if self.goroutine.is_none() {
            self.goroutine = Some(self.find_goroutine(sp));
        }
        self.goroutine?
    }

    /// Finds `g0`, the `g` whose stack `sp` is on and whose `m` begins with it, and in that `m` `curg`, another `g` with
    /// the same `m`. A `g` begins with `stack.lo`, `stack.hi`; `m` is its seventh word, and `sched` with `sp`, `pc`
    /// and the `g` itself follows.
    fn find_goroutine(&self, sp: u32) -> Option<Goroutine> {
        let field = |g: u32, index: u32| self.symbols.word(g.checked_add(index * WORD)?);
        let pointer = |g: u32, index: u32| field(g, index).and_then(|word| u32::try_from(word).ok());
        let is_g_of = |g: u32, m: u32| pointer(g, 6) == Some(m);
        let sp = u64::from(sp);
        find_word(self.memory, |g0, stack_lo| {
            if stack_lo == 0 || stack_lo > sp || field(g0, 1)? <= sp {
                return None;
            }
            let m = pointer(g0, 6).filter(|&m| pointer(m, 0) == Some(g0))?;
            (1..M_WORDS).find_map(|index| {
                let g = pointer(m, index).filter(|&g| g != g0 && is_g_of(g, m) && pointer(g, 9) == Some(g))?;
                Some(Goroutine { at: self.symbols.locate(field(g, 8)?)?, sp: pointer(g, 7)? })
            })
        })
    }
}
