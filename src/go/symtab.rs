//! Go's symbol table, read from linear memory.
//!
//! Every Go program carries its *pclntab*, even if it was stripped with `-s -w`: the runtime needs it to unwind. This
//! module finds that table, and answers four questions about a return address: which function contains it, how large
//! the function's frame is, which role the function plays in unwinding, and which source lines the address belongs to,
//! inlined calls included.
//!
//! The layouts are those of `runtime/symtab.go`, `runtime/symtabinl.go` and `cmd/link/internal/ld/pcln.go` from Go 1.18
//! to 1.27. A PC on wasm is `PC_F << 16 | PC_B`: a function, and a block of it where it can be resumed.
//!
//! The guest can overwrite all of this data. A read out of bounds, an offset outside its table and an exhausted
//! [`budget`](SymbolTable::set_budget) all yield `None`; nothing panics, and no loop runs longer than the budget.

use alloc::string::String;
use alloc::vec::Vec;
use core::cell::Cell;
use core::ops::Range;

use super::layout::Layout;
use crate::memory::Memory;

/// One Go function on the stack.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TracebackFrame {
    /// The function's name with its package, as Go prints it: `main.main`, `main.(*T).f`, `main.g[...]`.
    pub function: String,
    /// The source file, as the linker recorded it; `-trimpath` shortens it.
    pub file: Option<String>,
    /// The line of the call that the frame is executing.
    pub line: Option<u32>,
}

/// The maximum number of candidate headers that are remembered in the search for the `moduledata` that points to the
/// real one. Embedded executables contain candidates, too.
const MAX_HEADERS: usize = 16;
/// The maximum length of names and paths, in bytes. Longer ones are truncated.
const MAX_STRING: u32 = 1024;
/// The maximum depth of inlined calls inside one function.
const MAX_INLINED: usize = 32;

const WORD: u32 = 8;
/// `FuncFlagTopFrame` and `FuncFlagAsm` of `internal/abi`.
const FLAG_TOP_FRAME: u8 = 1;
const FLAG_ASM: u8 = 4;
/// `PCDATA_InlTreeIndex` and `FUNCDATA_InlTree` of `internal/abi`.
const PCDATA_INLINE_INDEX: u32 = 2;
const FUNCDATA_INLINE_TREE: u32 = 3;

/// A PC inside a known function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Location {
    /// The address of the function's `_func`.
    func: u32,
    /// PC_B, which is 0 at the start of the function.
    pub(super) block: u32,
}

/// The role of a function in unwinding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The return address to its caller lies above its frame.
    Ordinary,
    /// It has no caller: the stack ends here.
    Outermost,
    /// It switched from the goroutine's stack to the scheduler's, and saved the goroutine's stack pointer.
    SwitchesStack,
    /// It is called without a return address on the Go stack.
    NoReturnAddress,
}

/// The symbol table of the program in a linear memory.
#[derive(Debug)]
pub(super) struct SymbolTable<'m, M: ?Sized> {
    memory: &'m M,
    budget: Cell<u32>,
    names: Range<u32>,
    file_offsets: Range<u32>,
    files: Range<u32>,
    pc_values: Range<u32>,
    functions: Range<u32>,
    /// The PC_F of the first function. The others follow without gaps.
    first: u64,
    count: u64,
    layout: Layout,
    /// The base address of `funcdata` offsets (`go:func.*`).
    funcdata: u32,
}

impl<'m, M: Memory + ?Sized> SymbolTable<'m, M> {
    /// Finds the table by the magic of its header, and by the `moduledata` that points to the header and to all its
    /// parts. The linker places the header first, and aligns both to 8 bytes.
    pub(super) fn find(memory: &'m M) -> Option<Self> {
        let mut headers = Vec::new();
        find_word(memory, |addr, word| {
            if Layout::of(word).is_some() {
                if headers.len() < MAX_HEADERS {
                    headers.push(addr);
                }
                None
            } else if headers.iter().any(|&header| u64::from(header) == word) {
                Self::load(memory, word as u32, addr)
            } else {
                None
            }
        })
    }

    /// Loads the table with the `pcHeader` and the `moduledata` at these addresses, if they belong together.
    fn load(memory: &'m M, header: u32, moduledata: u32) -> Option<Self> {
        let word = |base: u32, index: u32| read_word(memory, base.checked_add(index.checked_mul(WORD)?)?);
        let layout = Layout::of(word(header, 0)?)?;
        let count = word(header, 1)?;
        // Go's slices `funcnametab`, `cutab`, `filetab`, `pctab` and `pclntable` are at every third word of the
        // `moduledata` from word 1 on, and their offsets are the last five words of the header.
        let mut starts = [0; 5];
        for ((in_module, in_header), start) in (1..).step_by(3).zip(4..).zip(&mut starts) {
            let addr = word(moduledata, in_module)?;
            if u64::from(header).checked_add(word(header, in_header)?) != Some(addr) {
                return None;
            }
            *start = u32::try_from(addr).ok()?;
        }
        let [names, file_offsets, files, pc_values, functions] = starts;
        let functions_end = functions.checked_add(u32::try_from(word(moduledata, 14)?).ok()?)?;
        // `ftab` is the start of `pclntable`, with one extra entry for the end.
        let entries = word(moduledata, 17)?;
        let in_order = names <= file_offsets && file_offsets <= files && files <= pc_values && pc_values <= functions;
        if !in_order
            || word(moduledata, 16)? != u64::from(functions)
            || count.checked_add(1) != Some(entries)
            || count == 0
        {
            return None;
        }
        // The entries are PCs, or PC_Fs since Go 1.25. On wasm, the text starts at 0, and the functions have
        // consecutive PC_Fs.
        let entry = |index: u64| {
            let addr = u64::from(functions).checked_add(index.checked_mul(WORD.into())?)?;
            Some(u64::from(memory.read_u32(u32::try_from(addr).ok()?).ok()?))
        };
        let (min_pc, max_pc) = (word(moduledata, 20)?, word(moduledata, 21)?);
        let (first, end) = (min_pc >> 16, max_pc.checked_add(0xffff)? >> 16);
        let counts_pcs = entry(0)? == min_pc && entry(count)? == max_pc;
        let counts_functions = entry(0)? == first && entry(count)? == end;
        if !(counts_pcs || counts_functions) || first.checked_add(count) != Some(end) || word(moduledata, 22)? != 0 {
            return None;
        }
        // Go 1.27 inserted `typedesclen`, `itaboffset` and `itabsize` before `gofunc`. In that release, `gofunc` points
        // past the functions, and `epclntab` follows it.
        let funcdata = match (word(moduledata, 43)?, word(moduledata, 44)?) {
            (gofunc, epclntab) if u64::from(functions_end) <= gofunc && gofunc <= epclntab => gofunc,
            _ => word(moduledata, layout.gofunc)?,
        };
        Some(SymbolTable {
            memory,
            budget: Cell::new(0),
            names: names..file_offsets,
            file_offsets: file_offsets..files,
            files: files..pc_values,
            pc_values: pc_values..functions,
            functions: functions..functions_end,
            first,
            count,
            layout,
            funcdata: u32::try_from(funcdata).ok()?,
        })
    }

    /// Sets the maximum number of reads from now on.
    pub(super) fn set_budget(&self, reads: u32) {
        self.budget.set(reads);
    }

    /// Returns whether the budget is exhausted. If so, `None` may mean nothing else.
    pub(super) fn is_spent(&self) -> bool {
        self.budget.get() == 0
    }

    fn spend(&self) -> Option<()> {
        self.budget.set(self.budget.get().checked_sub(1)?);
        Some(())
    }

    /// Reads the 64-bit word at an address.
    pub(super) fn word(&self, addr: u32) -> Option<u64> {
        self.spend()?;
        read_word(self.memory, addr)
    }

    /// Reads the 32-bit number at an offset in a part of the table.
    fn u32(&self, part: &Range<u32>, offset: u32) -> Option<u32> {
        self.spend()?;
        let addr = part.start.checked_add(offset)?;
        if part.end.checked_sub(addr)? < 4 {
            return None;
        }
        self.memory.read_u32(addr).ok()
    }

    fn u8(&self, part: &Range<u32>, offset: u32) -> Option<u8> {
        self.spend()?;
        let addr = part.start.checked_add(offset)?;
        if addr >= part.end {
            return None;
        }
        self.memory.read_u8(addr).ok()
    }

    /// Reads a field of a function's `_func`.
    fn field(&self, at: Location, offset: u32) -> Option<u32> {
        self.u32(&(at.func..self.functions.end), offset)
    }

    /// Finds the function and the block of a PC.
    pub(super) fn locate(&self, pc: u64) -> Option<Location> {
        let index = (pc >> 16).checked_sub(self.first)?;
        if index >= self.count {
            return None;
        }
        let at = u32::try_from(index.checked_mul(8)?).ok()?;
        let entry = self.u32(&self.functions, at)?;
        let offset = self.u32(&self.functions, at.checked_add(4)?)?;
        let at = Location { func: self.functions.start.checked_add(offset)?, block: (pc & 0xffff) as u32 };
        // In a valid table, `_func.entryOff` is equal to the entry of `ftab`.
        (self.field(at, 0)? == entry).then_some(at)
    }

    /// Returns the size of the function's frame in bytes: the distance from the stack pointer, when no call is in
    /// progress, to the function's own return address.
    pub(super) fn frame_size(&self, at: Location) -> Option<u32> {
        let size = self.pc_value(self.field(at, 16)?, at.block)?;
        u32::try_from(size).ok().filter(|size| size % WORD == 0)
    }

    /// Returns the role of the function in unwinding.
    pub(super) fn role(&self, at: Location) -> Option<Role> {
        let flag = self.u8(&(at.func..self.functions.end), self.layout.flag)?;
        if flag & FLAG_TOP_FRAME != 0 {
            return Some(Role::Outermost);
        }
        if flag & FLAG_ASM == 0 {
            return Some(Role::Ordinary);
        }
        // Functions of `runtime/asm_wasm.s` whose frames the table does not describe.
        Some(match self.name(at)?.as_str() {
            "runtime.mcall" | "runtime.switchToCrashStack0" => Role::Outermost,
            "runtime.systemstack" | "runtime.morestack" => Role::SwitchesStack,
            "gcWriteBarrier" | "runtime.gcWriteBarrier" => Role::NoReturnAddress,
            _ => Role::Ordinary,
        })
    }

    /// Returns the name of the function.
    pub(super) fn name(&self, at: Location) -> Option<String> {
        self.string(&self.names, self.field(at, 4)?)
    }

    /// Appends the frames of a return address, from the innermost inlined call to the function itself.
    pub(super) fn frames(&self, at: Location, frames: &mut Vec<TracebackFrame>) {
        // The call is in the block before the return address.
        let mut block = at.block.saturating_sub(1);
        for _ in 0..MAX_INLINED {
            let Some((name, parent)) = self.inlined(at, block) else { break };
            frames.push(self.frame(name, at, block));
            block = parent;
        }
        frames.push(self.frame(self.name(at), at, block));
    }

    fn frame(&self, name: Option<String>, at: Location, block: u32) -> TracebackFrame {
        let function = name.map_or_else(|| String::from("?"), printed_name);
        let line = self.field(at, 24).and_then(|table| self.pc_value(table, block));
        TracebackFrame { function, file: self.file(at, block), line: line.and_then(|line| u32::try_from(line).ok()) }
    }

    fn file(&self, at: Location, block: u32) -> Option<String> {
        let file = u32::try_from(self.pc_value(self.field(at, 20)?, block)?).ok()?;
        let index = self.field(at, 32)?.checked_add(file)?;
        self.string(&self.files, self.u32(&self.file_offsets, index.checked_mul(4)?)?)
    }

    /// Returns the name of the inlined function that a block belongs to, and the block of the call that was inlined.
    fn inlined(&self, at: Location, block: u32) -> Option<(Option<String>, u32)> {
        let layout = self.layout;
        let tables = self.field(at, 28)?;
        let funcdata = self.u8(&(at.func..self.functions.end), layout.flag.checked_add(2)?)?;
        if tables <= PCDATA_INLINE_INDEX || u32::from(funcdata) <= FUNCDATA_INLINE_TREE {
            return None;
        }
        // `_func` is followed by the offsets of its pcdata tables, and then by those of its funcdata.
        let after = layout.flag.checked_add(3)?;
        let index = self.pc_value(self.field(at, after.checked_add(4 * PCDATA_INLINE_INDEX)?)?, block)?;
        let index = u32::try_from(index).ok()?;
        let tree = tables.checked_add(FUNCDATA_INLINE_TREE)?.checked_mul(4)?.checked_add(after)?;
        let tree = match self.field(at, tree)? {
            u32::MAX => return None,
            offset => self.funcdata.checked_add(offset)?.checked_add(index.checked_mul(layout.inline_size)?)?,
        };
        let call = tree..u32::MAX;
        let name = self.u32(&call, layout.inline_name)?;
        let parent = self.u32(&call, layout.inline_parent_pc)?;
        (parent <= 0xffff).then(|| (self.string(&self.names, name), parent))
    }

    /// Looks up the value of a block in a table of `pctab`. The table consists of pairs of varints: a zigzag-encoded
    /// step of the value, and the number of blocks that the value holds for. Returns `None` if the table has no value
    /// for the block.
    fn pc_value(&self, table: u32, block: u32) -> Option<i32> {
        if table == 0 {
            return None;
        }
        let (mut at, mut value, mut until) = (table, -1_i32, 0_u32);
        loop {
            let step = self.varint(&mut at)?;
            if step == 0 && until != 0 {
                return None;
            }
            value = value.wrapping_add((step >> 1) as i32 ^ ((step & 1) as i32).wrapping_neg());
            until = until.saturating_add(self.varint(&mut at)?);
            if block < until {
                return (value >= 0).then_some(value);
            }
        }
    }

    fn varint(&self, at: &mut u32) -> Option<u32> {
        let mut value = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.u8(&self.pc_values, *at)?;
            *at = at.checked_add(1)?;
            value |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// Reads a string that ends with a zero byte, and truncates it if it is too long. Bytes that are not UTF-8, and
    /// control characters, which could steer a terminal, become U+FFFD.
    fn string(&self, part: &Range<u32>, offset: u32) -> Option<String> {
        let mut bytes = Vec::new();
        for i in 0..MAX_STRING {
            match self.u8(part, offset.checked_add(i)?)? {
                0 => break,
                byte => bytes.push(byte),
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        Some(text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect())
    }
}

/// Replaces the type arguments in a name with `...`, as Go prints it.
fn printed_name(mut name: String) -> String {
    if let (Some(open), Some(close)) = (name.find('['), name.rfind(']')) {
        if open < close {
            name.replace_range(open.saturating_add(1)..close, "...");
        }
    }
    name
}

fn read_word<M: Memory + ?Sized>(memory: &M, addr: u32) -> Option<u64> {
    memory.load(addr).ok().map(u64::from_le_bytes)
}

/// Calls `visit` with the address and the value of each aligned word, and returns the first result.
pub(super) fn find_word<M: Memory + ?Sized, T>(memory: &M, mut visit: impl FnMut(u32, u64) -> Option<T>) -> Option<T> {
    let mut buf = [0; 1024];
    let mut addr = 0;
    while let Ok(start) = u32::try_from(addr) {
        let len = memory.size().checked_sub(addr)?.min(buf.len() as u64);
        let buf = buf.get_mut(..len as usize)?;
        memory.read(start, buf).ok()?;
        for (i, word) in buf.chunks_exact(8).enumerate() {
            let at = start.saturating_add((i as u32).saturating_mul(8));
            let found = visit(at, u64::from_le_bytes(word.try_into().ok()?));
            if found.is_some() {
                return found;
            }
        }
        if len < 8 {
            return None;
        }
        addr = addr.checked_add(len)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::super::image::{HEADER, RELEASES, STACK, image, pc, put};
    use super::super::traceback::Traceback;
    use super::*;

    fn frames(memory: &[u8], pc: u64) -> Vec<TracebackFrame> {
        let symbols = SymbolTable::find(memory).unwrap();
        symbols.set_budget(1 << 20);
        let mut frames = Vec::new();
        symbols.frames(symbols.locate(pc).unwrap(), &mut frames);
        frames
    }

    fn frame(function: &str, line: u32) -> TracebackFrame {
        TracebackFrame { function: function.into(), file: Some("/src/main.go".into()), line: Some(line) }
    }

    #[test]
    fn inlined_calls_have_frames_of_their_own() {
        for release in RELEASES {
            let memory = image(release);
            let (inner, outer) = (frame("main.inner", 412), frame("main.(*T).g", 411));
            // The call is in the block before the return address.
            assert_eq!(frames(&memory, pc("main.(*T).g", 6)), [inner, outer.clone()], "{release:?}");
            assert_eq!(frames(&memory, pc("main.(*T).g", 4)), [outer], "{release:?}");
            assert_eq!(frames(&memory, pc("main.(*T).g", 7)), [frame("main.(*T).g", 412)], "{release:?}");
        }
    }

    #[test]
    fn an_inlined_call_that_is_its_own_caller_ends() {
        let mut memory = image(127);
        let tree = memory.windows(8).rposition(|bytes| bytes == [3, 0, 0, 0, 1, 0, 0, 0]).unwrap();
        memory[tree] = 4;
        assert_eq!(frames(&memory, pc("main.(*T).g", 6)).len(), MAX_INLINED + 1);
    }

    #[test]
    fn what_no_terminal_should_get_is_replaced() {
        let mut memory = image(127);
        let name = memory.windows(9).position(|bytes| bytes == b"main.main").unwrap();
        memory[name..name + 9].copy_from_slice(b"m\x1b[2J\xff]\r.");
        assert_eq!(frames(&memory, pc("main.main", 2))[0].function, "m\u{fffd}[...]\u{fffd}.");
    }

    #[test]
    fn a_header_that_no_moduledata_points_to_is_passed_over() {
        let mut memory = image(127);
        let decoy = memory[HEADER..HEADER + 72].to_vec();
        memory[64..64 + 72].copy_from_slice(&decoy);
        assert_eq!(frames(&memory, pc("main.main", 2)), [frame("main.main", 211)]);
        memory[HEADER] = 0xf2;
        assert!(SymbolTable::find(&memory[..]).is_none());
    }

    #[test]
    fn a_spent_budget_ends_everything() {
        let memory = image(127);
        let symbols = SymbolTable::find(&memory[..]).unwrap();
        symbols.set_budget(3);
        let at = symbols.locate(pc("main.f", 3)).unwrap();
        assert!(symbols.is_spent() && symbols.frame_size(at).is_none() && symbols.word(0).is_none());
        symbols.set_budget(7);
        assert_eq!(symbols.frame_size(at), None);
        symbols.set_budget(9);
        assert_eq!(symbols.frame_size(at), Some(200));
    }

    #[test]
    fn damage_is_neither_a_panic_nor_endless() {
        for release in [118, 127] {
            let mut memory = image(release);
            put(&mut memory, STACK, &[pc("main.(*T).g", 6), 0, 0, pc("runtime.goexit", 1)]);
            let whole = Traceback::capture(&memory[..], STACK as u32).unwrap();
            let mut harmless = 0;
            for addr in HEADER..STACK {
                let was = memory[addr];
                for value in [!was, 0x7f, 0x80] {
                    memory[addr] = value;
                    harmless += u32::from(Traceback::capture(&memory[..], STACK as u32).as_ref() == Some(&whole));
                }
                memory[addr] = was;
                let _ = Traceback::capture(&memory[..addr], HEADER as u32);
            }
            assert!(harmless > 0, "changes to unused bytes have no effect");
        }
        assert!(SymbolTable::find(&vec![0xff; 4096][..]).is_none());
    }
}
