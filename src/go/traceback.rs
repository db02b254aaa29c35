//! The Go functions on the stack of a program that has trapped.
//!
//! This module walks from a stack pointer to the outermost function. The wasm engine does not need to report its own
//! stack: compiled Go keeps its frames, and the data that it needs to unwind them, in linear memory.
//!
//! # Accuracy
//!
//! A call in Go code pushes its return address before it enters the callee. So if the program stopped in a call (an
//! import failed, the call stack was exhausted, or the fuel ran out on entry to a function), the word at SP is a return
//! address, and all frames are as certain as those of Go's own unwinder. The first frame is that of the caller, at the
//! line of the call; the callee has left nothing in memory yet.
//!
//! A function that stops in the middle of its own code leaves less behind. Only the engine knows which function it is,
//! and therefore how large the frame between SP and the first return address is. The walk then uses the first of these
//! candidates that leads to the outermost function, frame by frame:
//!
//! - the word at SP, since the function may have no frame;
//! - the word below SP, where the last call that the function made left its return address: the first frame is then the
//!   function itself, at the line of that call;
//! - any word above SP.
//!
//! Each of them may be left over from an earlier call, if nothing has overwritten it since. Such a traceback begins
//! with functions that have returned, and continues with those that have not. In programs that ran out of fuel at
//! random points, this was true of 2% of the words at SP, 3% of those below it, and 20% of those above.

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::fmt;

pub use super::symtab::TracebackFrame;
use super::symtab::{Location, Role, SymbolTable, find_word};
use crate::memory::Memory;

/// The number of calls that are kept at either end of a deep stack.
const INNERMOST: usize = 48;
const OUTERMOST: usize = 16;

/// The budgets of the walk, and of reading the names and lines, in reads: they bound the time that a hostile memory can
/// cost.
const WALK_READS: u32 = 1 << 26;
const NAME_READS: u32 = 1 << 21;
/// How far above SP the first return address is searched for, in bytes. Larger frames are rare: the compiler puts
/// variables over 128 KiB on the heap.
const MAX_FRAME: u32 = 1 << 20;
/// The number of words of an `m` that are searched for `curg`, which is about the twentieth.
const M_WORDS: u32 = 48;

const WORD: u32 = 8;

/// The Go functions on the stack, from the innermost to the outermost.
///
/// Displayed in the style of Go's own tracebacks:
///
/// ```text
/// main.measure(...)
///         /home/me/sensor/main.go:41
/// main.main(...)
///         /home/me/sensor/main.go:12
/// ```
///
/// Calls that the compiler inlined have frames of their own. Arguments are not shown; wrappers and functions of the Go
/// runtime are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traceback {
    frames: Vec<TracebackFrame>,
    /// The number of calls that were left out, and the index of the frame after them.
    elided: usize,
    elided_before: usize,
    was_searched: bool,
    is_whole: bool,
}

impl Traceback {
    /// Captures the stack whose lowest word is at `sp`: the argument of an import, or the result of the export `getsp`.
    ///
    /// Returns `None` if the memory holds no Go program of release 1.18 or later, or if the word at `sp` is not a
    /// return address and no other candidate leads to the outermost function of a stack.
    pub(crate) fn capture<M: Memory + ?Sized>(memory: &M, sp: u32) -> Option<Traceback> {
        let symbols = SymbolTable::find(memory)?;
        symbols.set_budget(WALK_READS);
        let mut unwinder = Unwinder { memory, symbols: &symbols, goroutine: None };
        let walk = match unwinder.walk(None, sp, true) {
            // A walk that exhausted the budget is incomplete, but valid.
            Some(walk) if walk.is_whole || symbols.is_spent() => walk,
            // The stack may have been overwritten: its innermost part is better than nothing.
            called => match unwinder.last_call(sp).or_else(|| unwinder.search(sp).map(|(_, walk)| walk)) {
                Some(walk) => StackWalk { was_searched: true, ..walk },
                None => called?,
            },
        };
        Some(walk.traceback(&symbols))
    }

    /// Returns the frames, innermost first. Of a deep stack, the innermost 48 calls and the outermost 16 are kept.
    #[must_use]
    pub fn frames(&self) -> &[TracebackFrame] {
        &self.frames
    }

    /// Returns the number of calls that were left out between the innermost and the outermost.
    #[must_use]
    pub fn elided(&self) -> usize {
        self.elided
    }

    /// Returns whether the word at the stack pointer led nowhere, and a return address was searched for. The program
    /// had then stopped in the middle of a function, and the first frames may belong to calls that had returned.
    #[must_use]
    pub fn was_searched(&self) -> bool {
        self.was_searched
    }

    /// Returns whether the frames reach the function that the stack began with. If not, the stack was corrupt, or
    /// deeper than the walk's budget.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }
}

impl fmt::Display for Traceback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.was_searched {
            writeln!(f, "(found by a search; the first frames may be of calls that had returned)")?;
        }
        for (i, frame) in self.frames.iter().enumerate() {
            if i == self.elided_before && self.elided > 0 {
                writeln!(f, "...{} frames elided...", self.elided)?;
            }
            // Go, too, prints its own `gopanic` as `panic`.
            let function = if frame.function == "runtime.gopanic" { "panic" } else { &frame.function };
            writeln!(f, "{function}(...)")?;
            if let Some(file) = &frame.file {
                writeln!(f, "\t{file}:{}", frame.line.unwrap_or(0))?;
            }
        }
        if !self.is_whole {
            writeln!(f, "...additional frames elided...")?;
        }
        Ok(())
    }
}

/// The calls of one stack.
#[derive(Debug, Default)]
struct StackWalk {
    innermost: Vec<Location>,
    outermost: VecDeque<Location>,
    elided: usize,
    was_searched: bool,
    is_whole: bool,
}

impl StackWalk {
    fn push(&mut self, at: Location) {
        if self.innermost.len() < INNERMOST {
            self.innermost.push(at);
            return;
        }
        if self.outermost.len() == OUTERMOST {
            self.outermost.pop_front();
            self.elided = self.elided.saturating_add(1);
        }
        self.outermost.push_back(at);
    }

    fn traceback<M: Memory + ?Sized>(self, symbols: &SymbolTable<'_, M>) -> Traceback {
        symbols.set_budget(NAME_READS);
        let mut frames = Vec::new();
        self.innermost.iter().for_each(|&at| symbols.frames(at, &mut frames));
        let elided_before = frames.len();
        self.outermost.iter().for_each(|&at| symbols.frames(at, &mut frames));
        let StackWalk { elided, was_searched, is_whole, .. } = self;
        Traceback { frames, elided, elided_before, was_searched, is_whole }
    }
}

/// The place where a goroutine switched to the scheduler's stack.
#[derive(Clone, Copy, Debug)]
struct Goroutine {
    at: Location,
    sp: u32,
}

#[derive(Debug)]
struct Unwinder<'a, 'm, M: ?Sized> {
    memory: &'m M,
    symbols: &'a SymbolTable<'m, M>,
    /// The result of the search for the goroutine, once the search has run.
    goroutine: Option<Option<Goroutine>>,
}

impl<M: Memory + ?Sized> Unwinder<'_, '_, M> {
    /// Walks up the stack from a slot that holds a return address. `first` is the location in the innermost function,
    /// if it is known. Returns `None` if there are no calls.
    ///
    /// The walk terminates: every step goes up, except for one change of stacks, and every step costs reads.
    fn walk(&mut self, first: Option<Location>, mut slot: u32, may_search: bool) -> Option<StackWalk> {
        let mut walk = StackWalk::default();
        first.into_iter().for_each(|at| walk.push(at));
        let mut changed_stacks = false;
        while let Some((at, role)) = self.call(slot) {
            walk.push(at);
            let Some(sp) = slot.checked_add(WORD) else { break };
            let up = match role {
                Role::Outermost => {
                    walk.is_whole = true;
                    break;
                }
                Role::SwitchesStack if !changed_stacks => {
                    changed_stacks = true;
                    let find = || find_goroutine(self.memory, self.symbols, slot);
                    match *self.goroutine.get_or_insert_with(find) {
                        Some(Goroutine { at, sp }) => {
                            // The PC that `systemstack` saves is only a marker.
                            if self.symbols.name(at).is_none_or(|name| name != "runtime.systemstack_switch") {
                                walk.push(at);
                            }
                            self.above(at, sp)
                        }
                        None => self.above(at, sp),
                    }
                }
                Role::NoReturnAddress if may_search => {
                    walk.was_searched = true;
                    self.search(sp).map(|(slot, _)| slot)
                }
                _ => self.above(at, sp),
            };
            let Some(up) = up else { break };
            slot = up;
        }
        (!walk.innermost.is_empty()).then_some(walk)
    }

    /// Returns the call whose return address is in a slot.
    fn call(&self, slot: u32) -> Option<(Location, Role)> {
        let at = self.symbols.locate(self.symbols.word(slot)?)?;
        Some((at, self.symbols.role(at)?))
    }

    /// Returns the slot of a function's own return address, which is above its frame.
    fn above(&self, at: Location, sp: u32) -> Option<u32> {
        sp.checked_add(self.symbols.frame_size(at)?)
    }

    /// Walks the stack of the function whose last call left its return address below `sp`.
    fn last_call(&mut self, sp: u32) -> Option<StackWalk> {
        let at = self.symbols.locate(self.symbols.word(sp.checked_sub(WORD)?)?)?;
        let slot = self.above(at, sp)?;
        self.walk(Some(at), slot, false).filter(|walk| walk.is_whole)
    }

    /// Finds the first slot at or above `sp` whose return address leads to the outermost function. The entry of a
    /// function is not a return address.
    fn search(&mut self, sp: u32) -> Option<(u32, StackWalk)> {
        let end = sp.saturating_add(MAX_FRAME).min(u32::try_from(self.memory.size()).unwrap_or(u32::MAX));
        (sp..end).step_by(WORD as usize).find_map(|slot| {
            let walk = self
                .walk(None, slot, false)
                .filter(|walk| walk.innermost.first().is_some_and(|frame| frame.block > 0))?;
            (walk.is_whole || self.symbols.is_spent()).then_some((slot, walk))
        })
    }
}

/// Finds the goroutine for which the scheduler's stack around `sp` is in use. The walk continues on the goroutine's own
/// stack.
///
/// The goroutine is the `curg` of an `m`, whose first field `g0` owns the scheduler's stack. A `g` begins with
/// `stack.lo` and `stack.hi`; its seventh word is `m`, followed by `sched` with `sp`, `pc` and the `g` itself.
fn find_goroutine<M: Memory + ?Sized>(memory: &M, symbols: &SymbolTable<'_, M>, sp: u32) -> Option<Goroutine> {
    let field = |g: u32, index: u32| symbols.word(g.checked_add(index.checked_mul(WORD)?)?);
    let pointer = |g: u32, index: u32| u32::try_from(field(g, index)?).ok();
    find_word(memory, |g0, stack_lo| {
        if stack_lo == 0 || stack_lo > sp.into() || field(g0, 1)? <= sp.into() {
            return None;
        }
        let m = pointer(g0, 6).filter(|&m| pointer(m, 0) == Some(g0))?;
        (1..M_WORDS).find_map(|index| {
            let g = pointer(m, index).filter(|&g| g != g0 && pointer(g, 6) == Some(m) && pointer(g, 9) == Some(g))?;
            Some(Goroutine { at: symbols.locate(field(g, 8)?)?, sp: pointer(g, 7)? })
        })
    })
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::{String, ToString};

    use super::super::image::{G0, RELEASES, SIZE, STACK, image, pc, put};
    use super::*;

    /// Captures a traceback, and formats its frames as lines.
    fn capture(memory: &[u8], sp: usize) -> (Vec<String>, Traceback) {
        let traceback = Traceback::capture(memory, sp as u32).unwrap();
        let line =
            |f: &TracebackFrame| format!("{} {}:{}", f.function, f.file.as_deref().unwrap_or("?"), f.line.unwrap_or(0));
        (traceback.frames().iter().map(line).collect(), traceback)
    }

    /// Creates a memory in which `main` called `f`, `f` called `g`, and `g` called a function without a frame.
    fn calls(release: u32) -> Vec<u8> {
        let mut memory = image(release);
        put(&mut memory, STACK, &[pc("main.(*T).g", 3), 7, 8, pc("main.f", 9)]);
        put(&mut memory, MAIN, &[pc("main.main", 2), 1, 2, 3, pc("runtime.goexit", 1)]);
        memory
    }
    const MAIN: usize = STACK + 32 + 200;
    const CALLS: [&str; 4] = [
        "main.(*T).g /src/main.go:411",
        "main.f[...] /src/main.go:312",
        "main.main /src/main.go:211",
        "runtime.goexit /src/main.go:110",
    ];

    #[test]
    fn calls_are_walked_in_every_layout() {
        for release in RELEASES {
            let (frames, traceback) = capture(&calls(release), STACK);
            assert_eq!(frames, CALLS, "{release:?}");
            assert!(!traceback.was_searched() && traceback.is_whole() && traceback.elided() == 0);
        }
    }

    #[test]
    fn a_function_that_stops_in_its_own_code_is_searched_past() {
        let mut memory = calls(127);
        // The frame contains numbers, the entry of a function, and return addresses that lead nowhere.
        put(&mut memory, STACK - 32, &[5, pc("runtime.goexit", 0), pc("main.f", 3), (0x1900 << 16) + 1]);
        let (frames, traceback) = capture(&memory, STACK - 32);
        assert_eq!(frames, CALLS);
        assert!(traceback.was_searched() && traceback.is_whole());
        // Here, `g` was called by `main` and has called a function. An earlier call of `main` left a word in the frame
        // of `g`.
        put(&mut memory, MAIN - 24, &[pc("main.(*T).g", 3), 0, pc("runtime.systemstack_switch", 1)]);
        let (frames, traceback) = capture(&memory, MAIN - 16);
        assert_eq!(frames, [CALLS[0], CALLS[2], CALLS[3]]);
        assert!(traceback.to_string().starts_with("(found by a search;"));
    }

    #[test]
    fn the_middle_of_a_deep_stack_is_left_out() {
        let mut memory = image(127);
        put(&mut memory, STACK, &[pc("runtime.systemstack_switch", 1); 201]);
        put(&mut memory, STACK + 8 * 200, &[pc("runtime.goexit", 1)]);
        let (frames, traceback) = capture(&memory, STACK);
        assert_eq!((frames.len(), traceback.elided()), (64, 137));
        let text: Vec<String> = traceback.to_string().lines().map(String::from).collect();
        assert_eq!(text[..2], ["runtime.systemstack_switch(...)", "\t/src/main.go:610"]);
        assert_eq!(text[96], "...137 frames elided...");
        assert_eq!(text[127..], ["runtime.goexit(...)", "\t/src/main.go:110"]);
    }

    #[test]
    fn the_goroutine_comes_after_the_scheduler() {
        let mut memory = calls(127);
        let (g0, m, g, stack) = (G0, G0 + 0x100, G0 + 0x300, G0 + 0x400);
        put(&mut memory, stack, &[pc("runtime.systemstack", 2), pc("runtime.mstart", 0)]);
        put(&mut memory, g0, &[stack as u64 - 64, stack as u64 + 64, 0, 0, 0, 0, m as u64]);
        put(&mut memory, m, &[g0 as u64]);
        put(&mut memory, m + 21 * 8, &[g as u64]);
        put(&mut memory, g + 6 * 8, &[m as u64, STACK as u64, pc("runtime.systemstack_switch", 0), g as u64]);
        let system = ["runtime.systemstack /src/main.go:511", "runtime.mstart /src/main.go:710"];
        assert_eq!(capture(&memory, stack).0, [&system[..1], &CALLS].concat());
        // A goroutine that leads back to the scheduler's stack, and one that cannot be found.
        put(&mut memory, g + 7 * 8, &[stack as u64]);
        assert_eq!(capture(&memory, stack).0, [system[0], system[0], system[1]]);
        put(&mut memory, g0, &[0]);
        assert_eq!(capture(&memory, stack).0, system);
    }

    #[test]
    fn a_write_barrier_has_no_return_address() {
        let mut memory = calls(127);
        put(&mut memory, STACK - 24, &[pc("gcWriteBarrier", 1), 9, 9]);
        let (frames, traceback) = capture(&memory, STACK - 24);
        assert_eq!(frames, [&["gcWriteBarrier /src/main.go:810"], &CALLS[..]].concat());
        assert!(traceback.was_searched() && traceback.is_whole());
    }

    #[test]
    fn a_corrupt_stack_shows_what_it_has() {
        let mut memory = calls(127);
        put(&mut memory, MAIN, &[0; 5]);
        let (frames, traceback) = capture(&memory, STACK);
        assert_eq!(frames, CALLS[..2]);
        assert!(!traceback.is_whole() && traceback.to_string().ends_with("...additional frames elided...\n"));
        for sp in [0, 1, SIZE as u32 - 8, SIZE as u32, u32::MAX - 7, u32::MAX] {
            assert_eq!(Traceback::capture(&memory[..], sp), None, "{sp:#x}");
        }
    }
}
