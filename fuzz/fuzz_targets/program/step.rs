//! What a module's functions do, as instructions.

use arbitrary::Arbitrary;
use gojs::Import;
use wasm_encoder::{BlockType, Function, HeapType, Instruction, MemArg};

use super::{
    module::NOTHING,
    names,
    request::{Request, Requests},
};

/// Where a frame is.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub(crate) enum Place {
    /// One of some that don't overlap.
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

/// What is written into a frame.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub(crate) enum Word {
    /// A ref with a small id and any type flag.
    Ref {
        flag: u8,
        id: u8,
    },
    Number(f64),
    /// A pointer to one of the names; its length is the next word.
    Name(u8),
    /// A pointer into the frames, and a small number of what is there.
    Slice {
        frame: u8,
        count: u8,
    },
    Small(u8),
    Any(u64),
    /// What there is is left: the result of an earlier call, perhaps.
    Keep,
}

#[derive(Arbitrary, Debug)]
pub(crate) enum Step {
    /// Calls an import, after some words were written from 8 bytes above the stack pointer on.
    Call {
        import: u8,
        place: Place,
        words: Vec<Word>,
    },
    /// Moves a word from one frame to another: a result to an argument.
    Move {
        from: u8,
        to: u8,
    },
    Repeat {
        times: u8,
        steps: Vec<Step>,
    },
    /// Without end.
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
    /// As Go's library makes them.
    Request(Request),
    Return,
    Unreachable,
}

/// How many steps a module has: what they do repeatedly is what counts.
const MOST: usize = 200;

pub(crate) struct Writer {
    /// The functions that are imported, in this order.
    pub(crate) imported: Vec<Import>,
    /// How many functions are imported: there may be one more.
    pub(crate) imports: u32,
    pub(crate) getsp: Place,
    left: usize,
}

pub(crate) fn at(offset: u64) -> MemArg {
    MemArg { offset, align: 0, memory_index: 0 }
}

impl Writer {
    pub(crate) fn new(imported: Vec<Import>, imports: u32, getsp: Place) -> Self {
        Writer { imported, imports, getsp, left: MOST }
    }

    /// The function that an import is, if the module has it.
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
        // An address beyond the memory is what the import is to be given, not what is to trap here.
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
                // A counter in memory, since functions differ in their locals: those within another share it, and end it.
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
