//! The behavior of a module's functions, as instructions.

use arbitrary::Arbitrary;
use gojs::Import;
use wasm_encoder::{BlockType, Function, HeapType, Instruction, MemArg};

use super::{
    module::NOTHING,
    names,
    request::{Request, Requests},
};

/// The address of a frame.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub(crate) enum Place {
    /// One of several frames that do not overlap.
    Frame(u8),
    Any(u32),
}

impl Place {
    pub(crate) fn sp(self) -> u32 {
        match self {
            Place::Frame(frame) => 0x1000 + u32::from(frame % 16) * 0x100,
            Place::Any(sp) => sp,
        }
    }
}

/// A word that is written to a frame.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub(crate) enum Word {
    /// A ref with a small id and any type flag.
    Ref {
        flag: u8,
        id: u8,
    },
    Number(f64),
    /// A pointer to one of the names. Its length is the next word.
    Name(u8),
    /// A pointer into the frames, and a small element count.
    Slice {
        frame: u8,
        count: u8,
    },
    Small(u8),
    Any(u64),
    /// Leaves the word unchanged, which may be the result of an earlier call.
    Keep,
}

#[derive(Arbitrary, Debug)]
pub(crate) enum Step {
    /// Calls an import, after writing words to the frame, starting 8 bytes above the stack pointer.
    Call {
        import: u8,
        place: Place,
        words: Vec<Word>,
    },
    /// Moves a word from one frame to another, such as a result to an argument.
    Move {
        from: u8,
        to: u8,
    },
    Repeat {
        times: u8,
        steps: Vec<Step>,
    },
    /// Repeats the steps forever.
    Forever(Vec<Step>),
    Grow(u16),
    GrowTable(u16),
    Fill {
        at: u32,
        length: u32,
    },
    /// Calls one of the module's own functions: `run`, `resume`, `getsp`.
    Own(u8),
    Indirect(u8),
    /// Makes a request as Go's library does.
    Request(Request),
    Return,
    Unreachable,
}

/// The maximum number of steps in a module. Their repeated execution matters more than their number.
const MAX_STEPS: usize = 200;

pub(crate) struct Writer {
    /// The imports of the module, in this order.
    pub(crate) imported: Vec<Import>,
    /// The number of imported functions, which may be one more than `imported` has.
    pub(crate) imports: u32,
    pub(crate) getsp: Place,
    left: usize,
}

pub(crate) fn at(offset: u64) -> MemArg {
    MemArg { offset, align: 0, memory_index: 0 }
}

impl Writer {
    pub(crate) fn new(imported: Vec<Import>, imports: u32, getsp: Place) -> Self {
        Writer { imported, imports, getsp, left: MAX_STEPS }
    }

    /// Returns the index of an imported function, if the module imports it.
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        self.imported.iter().position(|import| import.name() == name).map(|index| index as u32)
    }

    pub(crate) fn steps(&mut self, to: &mut Function, steps: &[Step]) {
        for step in steps {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            self.step(to, step);
        }
    }

    fn word(&self, to: &mut Function, sp: u32, offset: u64, word: u64) {
        // An address beyond the memory is meant for the import. It must not trap here.
        if sp < 0x1_0000 - 0x200 {
            to.instruction(&Instruction::I32Const(sp as i32));
            to.instruction(&Instruction::I64Const(word as i64));
            to.instruction(&Instruction::I64Store(at(offset)));
        }
    }

    fn step(&mut self, to: &mut Function, step: &Step) {
        match step {
            Step::Call { import, place, words } => {
                let sp = place.sp();
                let mut offset = 8;
                for &word in words.iter().take(12) {
                    let (word, next) = match word {
                        Word::Ref { flag, id } => {
                            (0x7ff8_0000_0000_0000 | u64::from(flag & 7) << 32 | u64::from(id), None)
                        }
                        Word::Number(number) => (number.to_bits(), None),
                        Word::Name(name) => {
                            let (addr, length) = names::text(name);
                            (addr.into(), Some(length.into()))
                        }
                        Word::Slice { frame, count } => (Place::Frame(frame).sp().into(), Some(u64::from(count % 16))),
                        Word::Small(word) => (word.into(), None),
                        Word::Any(word) => (word, None),
                        Word::Keep => {
                            offset += 8;
                            continue;
                        }
                    };
                    for word in [Some(word), next].into_iter().flatten() {
                        self.word(to, sp, offset, word);
                        offset += 8;
                    }
                }
                if let Some(import) = u32::from(*import).checked_rem(self.imports) {
                    to.instruction(&Instruction::I32Const(sp as i32));
                    to.instruction(&Instruction::Call(import));
                }
            }
            Step::Move { from, to: target } => {
                let sp = |place: u8| Place::Frame(place >> 4).sp() + u32::from(place & 15) * 8;
                to.instruction(&Instruction::I32Const(sp(*target) as i32));
                to.instruction(&Instruction::I32Const(sp(*from) as i32));
                to.instruction(&Instruction::I64Load(at(0)));
                to.instruction(&Instruction::I64Store(at(0)));
            }
            Step::Repeat { times, steps } => {
                // The counter is in memory because functions differ in their locals. Nested loops share it, so an inner
                // loop also ends the outer ones.
                to.instruction(&Instruction::I32Const(0x20));
                to.instruction(&Instruction::I32Const((*times).into()));
                to.instruction(&Instruction::I32Store(at(0)));
                to.instruction(&Instruction::Loop(BlockType::Empty));
                self.steps(to, steps);
                for instruction in [
                    Instruction::I32Const(0x20),
                    Instruction::I32Const(0x20),
                    Instruction::I32Load(at(0)),
                    Instruction::I32Const(1),
                    Instruction::I32Sub,
                    Instruction::I32Store(at(0)),
                    Instruction::I32Const(0x20),
                    Instruction::I32Load(at(0)),
                    Instruction::I32Const(0),
                    Instruction::I32GtS,
                    Instruction::BrIf(0),
                    Instruction::End,
                ] {
                    to.instruction(&instruction);
                }
            }
            Step::Forever(steps) => {
                to.instruction(&Instruction::Loop(BlockType::Empty));
                self.steps(to, steps);
                to.instruction(&Instruction::Br(0));
                to.instruction(&Instruction::End);
            }
            Step::Grow(pages) => {
                to.instruction(&Instruction::I32Const((*pages).into()));
                to.instruction(&Instruction::MemoryGrow(0));
                to.instruction(&Instruction::Drop);
            }
            Step::GrowTable(elements) => {
                to.instruction(&Instruction::RefNull(HeapType::FUNC));
                to.instruction(&Instruction::I32Const((*elements).into()));
                to.instruction(&Instruction::TableGrow(0));
                to.instruction(&Instruction::Drop);
            }
            Step::Fill { at, length } => {
                to.instruction(&Instruction::I32Const(*at as i32));
                to.instruction(&Instruction::I32Const(0));
                to.instruction(&Instruction::I32Const(*length as i32));
                to.instruction(&Instruction::MemoryFill(0));
            }
            Step::Own(function) => match function % 3 {
                0 => {
                    to.instruction(&Instruction::I32Const(0));
                    to.instruction(&Instruction::I32Const(0));
                    to.instruction(&Instruction::Call(self.imports));
                }
                1 => {
                    to.instruction(&Instruction::Call(self.imports + 1));
                }
                _ => {
                    to.instruction(&Instruction::Call(self.imports + 2));
                    to.instruction(&Instruction::Drop);
                }
            },
            Step::Indirect(element) => {
                to.instruction(&Instruction::I32Const((*element).into()));
                to.instruction(&Instruction::CallIndirect { type_index: NOTHING, table_index: 0 });
            }
            Step::Request(request) => Requests::new(self, to).request(request),
            Step::Return => {
                to.instruction(&Instruction::Return);
            }
            Step::Unreachable => {
                to.instruction(&Instruction::Unreachable);
            }
        }
    }
}
