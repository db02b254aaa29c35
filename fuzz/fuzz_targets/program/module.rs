//! The modules, which have Go's exports and imports, or nearly so.

use arbitrary::Arbitrary;
use gojs::{Import, ImportModule};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, Encode, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, ImportSection, Instruction, MemorySection, MemoryType, Module, RefType, Section,
    TableSection, TableType, TypeSection, ValType,
};

use super::{
    names,
    request::{Requests, prelude},
    step::{Place, Step, Writer},
};

#[derive(Arbitrary, Debug)]
pub(crate) struct Plan {
    /// The imports of the module, as indices.
    imports: Vec<u8>,
    old: bool,
    /// Adds an import with a wrong type (true) or a wrong name (false).
    wrong: Option<bool>,
    pages: u8,
    /// An export that is missing (true) or has a wrong type (false).
    spoiled: Option<(u8, bool)>,
    run: Vec<Step>,
    resume: Vec<Step>,
    getsp: Place,
    has_start: bool,
    /// Whether `run` begins with the requests that most programs need first.
    has_prelude: bool,
    /// Whether bytes of the module are changed, which is the case for every fourth value.
    is_changed: u8,
    changed: Vec<(u16, u8)>,
}

/// The indices of the types.
const IMPORT: u32 = 0;
const RUN: u32 = 1;
pub(crate) const NOTHING: u32 = 2;
const GETSP: u32 = 3;

impl Plan {
    pub(crate) fn module(&self) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], []);
        types.ty().function([ValType::I32; 2], []);
        types.ty().function([], []);
        types.ty().function([], [ValType::I32]);

        let all: Vec<Import> = Import::all(if self.old { ImportModule::Go } else { ImportModule::Gojs }).collect();
        let mut imports = ImportSection::new();
        let mut imported = Vec::new();
        // An empty list stands for all imports.
        let every: Vec<u8> = (0..all.len() as u8).collect();
        let wanted = if self.imports.is_empty() { &every } else { &self.imports };
        for &import in wanted.iter().take(40) {
            let import = all[usize::from(import) % all.len()];
            imports.import(import.module(), import.name(), EntityType::Function(IMPORT));
            imported.push(import);
        }
        let mut count = imported.len() as u32;
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
                        exports.export(name, ExportKind::Func, count + (u32::from(index) + 1) % 3);
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

        let mut writer = Writer::new(imported, count, self.getsp);
        let mut run = Function::new([]);
        if self.has_prelude {
            let mut requests = Requests::new(&writer, &mut run);
            prelude().iter().for_each(|request| requests.request(request));
        }
        let mut resume = Function::new([]);
        for (function, steps) in [(&mut run, &self.run), (&mut resume, &self.resume)] {
            writer.steps(function, steps);
            function.instruction(&Instruction::End);
        }
        let mut code = CodeSection::new();
        code.function(&run).function(&resume);
        let mut getsp = Function::new([]);
        getsp.instruction(&Instruction::I32Const(self.getsp.sp() as i32));
        getsp.instruction(&Instruction::End);
        code.function(&getsp);

        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&tables).section(&memories);
        module.section(&exports);
        if self.has_start {
            module.section(&wasm_encoder::StartSection { function_index: count + 1 });
        }
        module.section(&elements).section(&code);
        let mut bytes = module.finish();
        if self.is_changed % 4 == 3 {
            for &(index, byte) in self.changed.iter().take(8) {
                let index = usize::from(index) % bytes.len();
                bytes[index] = byte;
            }
        }
        // The data section follows the code, is much longer, and is left unchanged.
        let mut data = DataSection::new();
        let (addr, texts) = names::data();
        data.active(0, &ConstExpr::i32_const(addr as i32), texts);
        bytes.push(data.id());
        data.encode(&mut bytes);
        bytes
    }
}
