//! The modules: with Go's exports and imports, or nearly.

use arbitrary::Arbitrary;
use gojs::{Import, ImportModule};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function,
    FunctionSection, ImportSection, Instruction, MemArg, MemorySection, MemoryType, Module, RefType, TableSection,
    TableType, TypeSection, ValType,
};

/// Names of properties that lead on, 32 bytes apart from here.
const NAMES_AT: u32 = 0x800;
const NAMES: [&str; 24] = [
    "Object",
    "Array",
    "Uint8Array",
    "setTimeout",
    "Promise",
    "Error",
    "Function",
    "fs",
    "process",
    "bind",
    "apply",
    "prototype",
    "constructor",
    "length",
    "toString",
    "call",
    "then",
    "push",
    "join",
    "_makeFuncWrapper",
    "forEach",
    "queueMicrotask",
    "writeSync",
    "openSync",
];

/// Where a frame is.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub(crate) enum Place {
    /// One of some that don't overlap.
    Frame(u8),
    Any(u32),
}

impl Place {
    fn sp(self) -> u32 {
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
    Return,
    Unreachable,
}

#[derive(Arbitrary, Debug)]
pub(crate) struct Plan {
    /// Which imports there are, of the module that is asked for.
    imports: Vec<u8>,
    old: bool,
    /// An import of another type, or of another name.
    wrong: Option<bool>,
    pages: u8,
    /// Which of the exports is missing, or of another type.
    spoiled: Option<(u8, bool)>,
    run: Vec<Step>,
    resume: Vec<Step>,
    getsp: Place,
    has_start: bool,
    /// Bytes of the module that are changed.
    changed: Vec<(u16, u8)>,
}

/// The types.
const IMPORT: u32 = 0;
const RUN: u32 = 1;
const NOTHING: u32 = 2;
const GETSP: u32 = 3;

/// How many steps a module has: what they do repeatedly is what counts.
const MOST: usize = 200;

struct Writer {
    /// How many functions are imported.
    imports: u32,
    left: usize,
}

fn at(offset: u64) -> MemArg {
    MemArg { offset, align: 0, memory_index: 0 }
}

impl Writer {
    fn steps(&mut self, to: &mut Function, steps: &[Step]) {
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
                            let name = usize::from(name) % NAMES.len();
                            (u64::from(NAMES_AT) + 32 * name as u64, Some(NAMES[name].len() as u64))
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
                to.instruction(&Instruction::Loop(wasm_encoder::BlockType::Empty));
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
                to.instruction(&Instruction::Loop(wasm_encoder::BlockType::Empty));
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
                to.instruction(&Instruction::RefNull(wasm_encoder::HeapType::FUNC));
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
            Step::Return => {
                to.instruction(&Instruction::Return);
            }
            Step::Unreachable => {
                to.instruction(&Instruction::Unreachable);
            }
        }
    }
}

/// A function of these steps.
fn function(writer: &mut Writer, steps: &[Step]) -> Function {
    let mut function = Function::new([]);
    writer.steps(&mut function, steps);
    function.instruction(&Instruction::End);
    function
}

impl Plan {
    pub(crate) fn module(&self) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], []);
        types.ty().function([ValType::I32; 2], []);
        types.ty().function([], []);
        types.ty().function([], [ValType::I32]);

        let all: Vec<Import> = Import::all(if self.old { ImportModule::Go } else { ImportModule::Gojs }).collect();
        let mut imports = ImportSection::new();
        let mut count = 0;
        // Without a list, all of them.
        let every: Vec<u8> = (0..all.len() as u8).collect();
        let wanted = if self.imports.is_empty() { &every } else { &self.imports };
        for &import in wanted.iter().take(40) {
            let import = all[usize::from(import) % all.len()];
            imports.import(import.module(), import.name(), EntityType::Function(IMPORT));
            count += 1;
        }
        match self.wrong {
            Some(true) => {
                imports.import(all[0].module(), all[0].name(), EntityType::Function(GETSP));
                count += 1;
            }
            Some(false) => {
                imports.import("gojs", "runtime.none", EntityType::Function(IMPORT));
                count += 1;
            }
            None => {}
        }

        let mut functions = FunctionSection::new();
        for ty in [RUN, NOTHING, GETSP] {
            functions.function(ty);
        }
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            minimum: 2,
            maximum: None,
            table64: false,
            shared: false,
        });
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: (1 + self.pages % 8).into(),
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut exports = ExportSection::new();
        for (name, index) in [("run", 0), ("resume", 1), ("getsp", 2), ("mem", 3)] {
            match self.spoiled {
                Some((which, is_missing)) if which % 8 == index => {
                    if !is_missing {
                        exports.export(name, ExportKind::Func, count + (index as u32 + 1) % 3);
                    }
                }
                _ if index == 3 => {
                    exports.export(name, ExportKind::Memory, 0);
                }
                _ => {
                    exports.export(name, ExportKind::Func, count + u32::from(index));
                }
            }
        }
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(0), Elements::Functions([count + 1].as_slice().into()));

        let mut writer = Writer { imports: count, left: MOST };
        let mut code = CodeSection::new();
        code.function(&function(&mut writer, &self.run));
        code.function(&function(&mut writer, &self.resume));
        let mut getsp = Function::new([]);
        getsp.instruction(&Instruction::I32Const(self.getsp.sp() as i32));
        getsp.instruction(&Instruction::End);
        code.function(&getsp);

        let mut data = DataSection::new();
        for (index, name) in NAMES.iter().enumerate() {
            data.active(0, &ConstExpr::i32_const((NAMES_AT + 32 * index as u32) as i32), name.bytes());
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&tables).section(&memories);
        module.section(&exports);
        if self.has_start {
            module.section(&wasm_encoder::StartSection { function_index: count + 1 });
        }
        module.section(&elements).section(&code).section(&data);
        let mut bytes = module.finish();
        for &(index, byte) in self.changed.iter().take(8) {
            let index = usize::from(index) % bytes.len();
            bytes[index] = byte;
        }
        bytes
    }
}
