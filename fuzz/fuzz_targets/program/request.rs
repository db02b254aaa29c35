//! Requests as Go's own library makes them, with each argument where it belongs, so one request can use the result of
//! another. Without them, hardly any state worth attacking would arise.

use arbitrary::Arbitrary;
use wasm_encoder::{Function, Instruction};

use super::{
    file_names::{MODES, OF_FILES, OF_PATHS, PATHS, one},
    names,
    step::{Place, Writer, at},
};

/// The address of a call's arguments, eight bytes each.
const ARGUMENTS: u32 = 0x2000;
/// The address of a request's operands before they are moved into its frame.
const OPERANDS: u32 = 0x2080;
/// The address of the values that are kept between requests.
const KEPT: u32 = 0x2100;
/// The address of bytes for copying.
const BYTES: u32 = 0x2200;

const UNDEFINED: u64 = 0;

const fn reference(id: u64, flag: u64) -> u64 {
    0x7ff8_0000_0000_0000 | flag << 32 | id
}

/// The predefined refs: `NaN`, 0, `null`, `true`, `false`, the global object, and Go.
const FIRST: [u64; 7] = [
    reference(0, 0),
    reference(1, 0),
    reference(2, 0),
    reference(3, 0),
    reference(4, 0),
    reference(5, 1),
    reference(6, 1),
];

#[derive(Arbitrary, Clone, Copy, Debug)]
pub(crate) enum Operand {
    Kept(u8),
    First(u8),
    Small(i8),
    Number(f64),
    Text(u8),
    Undefined,
}

pub(crate) const GLOBAL: Operand = Operand::First(5);
const GO: Operand = Operand::First(6);

#[derive(Arbitrary, Clone, Debug)]
pub(crate) enum Request {
    Get {
        of: Operand,
        name: u8,
        to: u8,
    },
    Set {
        of: Operand,
        name: u8,
        value: Operand,
    },
    Delete {
        of: Operand,
        name: u8,
    },
    Index {
        of: Operand,
        index: i8,
        to: u8,
    },
    SetIndex {
        of: Operand,
        index: i8,
        value: Operand,
    },
    Call {
        of: Operand,
        name: u8,
        arguments: Vec<Operand>,
        to: u8,
    },
    Invoke {
        function: Operand,
        arguments: Vec<Operand>,
        to: u8,
    },
    New {
        class: Operand,
        arguments: Vec<Operand>,
        to: u8,
    },
    /// `new globalThis[name](...)`
    Make {
        name: u8,
        arguments: Vec<Operand>,
        to: u8,
    },
    /// Calls a method of a global object, or a method of its instances, with any `this`.
    Method {
        global: u8,
        is_static: bool,
        name: u8,
        this: Operand,
        arguments: Vec<Operand>,
        to: u8,
    },
    /// Creates a Go function.
    Wrap {
        id: i8,
        to: u8,
    },
    Keep {
        what: Operand,
        to: u8,
    },
    Release(u8),
    Length(Operand),
    IsInstance {
        value: Operand,
        class: Operand,
    },
    /// Loads the bytes of a string, as `Value.String` does.
    Load(Operand),
    CopyToGo {
        from: Operand,
        length: u8,
    },
    CopyToJs {
        to: Operand,
        length: u8,
    },
    Random(u16),
    Time,
    Write {
        fd: u8,
        length: u16,
    },
    Open {
        path: u8,
        mode: u8,
        to: u8,
    },
    /// Calls a function whose arguments begin with one or two paths.
    OfPath {
        function: u8,
        path: u8,
        other: Option<u8>,
        arguments: Vec<Operand>,
        to: u8,
    },
    /// Calls a function whose first argument is an open file.
    OfFile {
        function: u8,
        fd: u8,
        arguments: Vec<Operand>,
        to: u8,
    },
    SetTimer(i16),
    ClearTimer(u8),
    Exit(i8),
}

/// Returns the requests that fill the first slots of the kept values, if a module begins with them.
pub(crate) fn prelude() -> Vec<Request> {
    let make = |name: u8, arguments: &[Operand], to| Request::Make { name, arguments: arguments.to_vec(), to };
    let get = |name: u8, to| Request::Get { of: GLOBAL, name, to };
    vec![
        Request::Wrap { id: 1, to: GO_FUNCTION },
        make(names::number("Object"), &[], 1),
        make(names::number("Array"), &[], 2),
        get(names::number("fs"), FS),
        make(names::number("Uint8Array"), &[Operand::Small(64)], 4),
        get(names::number("process"), 5),
        get(names::number("Reflect"), 6),
        get(names::number("setTimeout"), 7),
    ]
}

/// The slots in which the prelude stores a Go function and the file system.
const GO_FUNCTION: u8 = 0;
const FS: u8 = 3;

fn kept(place: u8) -> u32 {
    KEPT + 8 * u32::from(place % 16)
}

/// Writes requests into a function. All use one frame, which is at the address that `getsp` returns, if that is a valid
/// frame.
pub(crate) struct Requests<'a> {
    pub(crate) writer: &'a Writer,
    pub(crate) to: &'a mut Function,
    sp: u32,
}

impl<'a> Requests<'a> {
    pub(crate) fn new(writer: &'a Writer, to: &'a mut Function) -> Self {
        let sp = match writer.getsp {
            Place::Frame(_) => writer.getsp.sp(),
            Place::Any(_) => Place::Frame(0).sp(),
        };
        Requests { writer, to, sp }
    }

    fn put(&mut self, addr: u32, word: u64) {
        self.to.instruction(&Instruction::I32Const(addr as i32));
        self.to.instruction(&Instruction::I64Const(word as i64));
        self.to.instruction(&Instruction::I64Store(at(0)));
    }

    fn copy(&mut self, from: u32, addr: u32) {
        self.to.instruction(&Instruction::I32Const(addr as i32));
        self.to.instruction(&Instruction::I32Const(from as i32));
        self.to.instruction(&Instruction::I64Load(at(0)));
        self.to.instruction(&Instruction::I64Store(at(0)));
    }

    /// Writes a word to the frame.
    fn word(&mut self, offset: u32, word: u64) {
        self.put(self.sp + offset, word);
    }

    fn name(&mut self, offset: u32, (addr, length): (u32, u32)) {
        self.word(offset, addr.into());
        self.word(offset + 8, length.into());
    }

    fn bytes(&mut self, offset: u32, length: u8) {
        self.name(offset, (BYTES, length.into()));
        self.word(offset + 16, length.into());
    }

    /// Calls an import, if the module imports it.
    fn import(&mut self, name: &str) {
        if let Some(function) = self.writer.find(name) {
            self.to.instruction(&Instruction::I32Const(self.sp as i32));
            self.to.instruction(&Instruction::Call(function));
        }
    }

    fn result(&mut self, offset: u32, to: u8) {
        self.copy(self.sp + offset, kept(to));
    }

    /// Stores a value at an address. For a string, this uses the frame.
    fn value(&mut self, value: Operand, addr: u32) {
        match value {
            Operand::Kept(place) => self.copy(kept(place), addr),
            Operand::First(first) => self.put(addr, FIRST[usize::from(first) % FIRST.len()]),
            // Zero has its own ref, because the word 0 is `undefined`.
            Operand::Small(0) => self.put(addr, FIRST[1]),
            Operand::Small(number) => self.put(addr, f64::from(number).to_bits()),
            Operand::Number(number) => self.put(addr, number.to_bits()),
            Operand::Text(text) => {
                self.name(8, names::text(text));
                self.import("syscall/js.stringVal");
                self.copy(self.sp + 24, addr);
            }
            Operand::Undefined => self.put(addr, UNDEFINED),
        }
    }

    /// Stores values at these offsets of the frame.
    fn values<const N: usize>(&mut self, values: [(u32, Operand); N]) {
        for ((_, value), place) in values.into_iter().zip(0..) {
            self.value(value, OPERANDS + 8 * place);
        }
        for ((offset, _), place) in values.into_iter().zip(0..) {
            self.copy(OPERANDS + 8 * place, self.sp + offset);
        }
    }

    /// Calls an import with the value at offset 8, optionally the name of a method, and the arguments. Keeps the
    /// result.
    fn call(&mut self, import: &str, of: Operand, method: Option<(u32, u32)>, arguments: &[Operand], to: u8) {
        let mut count = 0;
        for &argument in arguments.iter().take(8) {
            self.value(argument, ARGUMENTS + 8 * count);
            count += 1;
        }
        self.values([(8, of)]);
        let mut offset = 16;
        if let Some(method) = method {
            self.name(offset, method);
            offset += 16;
        }
        self.name(offset, (ARGUMENTS, count));
        self.word(offset + 16, count.into());
        self.import(import);
        self.result(offset + 24, to);
    }

    fn get(&mut self, of: Operand, name: (u32, u32), to: u8) {
        self.values([(8, of)]);
        self.name(16, name);
        self.import("syscall/js.valueGet");
        self.result(32, to);
    }

    /// Calls a function of the file system, with a callback after the other arguments. Functions without a callback
    /// ignore it.
    fn call_files(&mut self, function: u8, arguments: &[Operand], to: u8) {
        let arguments: Vec<Operand> = arguments.iter().copied().chain([Operand::Kept(GO_FUNCTION)]).collect();
        self.call("syscall/js.valueCall", Operand::Kept(FS), Some(names::text(function)), &arguments, to);
    }

    pub(crate) fn request(&mut self, request: &Request) {
        match *request {
            Request::Get { of, name, to } => self.get(of, names::text(name), to),
            Request::Set { of, name, value } => {
                self.values([(8, of), (32, value)]);
                self.name(16, names::text(name));
                self.import("syscall/js.valueSet");
            }
            Request::Delete { of, name } => {
                self.values([(8, of)]);
                self.name(16, names::text(name));
                self.import("syscall/js.valueDelete");
            }
            Request::Index { of, index, to } => {
                self.values([(8, of)]);
                self.word(16, i64::from(index) as u64);
                self.import("syscall/js.valueIndex");
                self.result(24, to);
            }
            Request::SetIndex { of, index, value } => {
                self.values([(8, of), (24, value)]);
                self.word(16, i64::from(index) as u64);
                self.import("syscall/js.valueSetIndex");
            }
            Request::Call { of, name, ref arguments, to } => {
                self.call("syscall/js.valueCall", of, Some(names::text(name)), arguments, to);
            }
            Request::Invoke { function, ref arguments, to } => {
                self.call("syscall/js.valueInvoke", function, None, arguments, to);
            }
            Request::New { class, ref arguments, to } => {
                self.call("syscall/js.valueNew", class, None, arguments, to);
            }
            Request::Make { name, ref arguments, to } => {
                self.get(GLOBAL, names::global(name), to);
                self.call("syscall/js.valueNew", Operand::Kept(to), None, arguments, to);
            }
            Request::Method { global, is_static, name, this, ref arguments, to } => {
                self.get(GLOBAL, names::global(global), 15);
                if !is_static {
                    self.get(Operand::Kept(15), names::text(const { names::number("prototype") }), 15);
                }
                self.get(Operand::Kept(15), names::text(name), 15);
                let with_this: Vec<Operand> = [this].iter().chain(arguments).copied().collect();
                let call = names::text(const { names::number("call") });
                self.call("syscall/js.valueCall", Operand::Kept(15), Some(call), &with_this, to);
            }
            Request::Wrap { id, to } => {
                let wrap = names::text(const { names::number("_makeFuncWrapper") });
                self.call("syscall/js.valueCall", GO, Some(wrap), &[Operand::Small(id)], to);
            }
            Request::Keep { what, to } => self.value(what, kept(to)),
            Request::Release(place) => {
                // Copies only the id: its type flag lies in bytes that Go does not pass.
                self.copy(kept(place), self.sp + 8);
                self.import("syscall/js.finalizeRef");
            }
            Request::Length(of) => {
                self.values([(8, of)]);
                self.import("syscall/js.valueLength");
            }
            Request::IsInstance { value, class } => {
                self.values([(8, value), (16, class)]);
                self.import("syscall/js.valueInstanceOf");
            }
            Request::Load(of) => {
                self.values([(8, of)]);
                self.import("syscall/js.valuePrepareString");
                self.copy(self.sp + 16, self.sp + 8);
                self.bytes(16, 255);
                self.import("syscall/js.valueLoadString");
            }
            Request::CopyToGo { from, length } => {
                self.values([(32, from)]);
                self.bytes(8, length);
                self.import("syscall/js.copyBytesToGo");
            }
            Request::CopyToJs { to, length } => {
                self.values([(8, to)]);
                self.bytes(16, length);
                self.import("syscall/js.copyBytesToJS");
            }
            Request::Random(length) => {
                self.name(8, (BYTES, length.into()));
                self.import("runtime.getRandomData");
            }
            Request::Time => {
                self.import("runtime.nanotime1");
                self.import("runtime.walltime");
            }
            Request::Write { fd, length } => {
                self.word(8, u64::from(fd % 3));
                self.name(16, (names::data().0, u32::from(length % 2048)));
                self.import("runtime.wasmWrite");
            }
            Request::Open { path, mode, to } => {
                let arguments = [Operand::Text(one(&PATHS, path)), Operand::Text(one(&MODES, mode))];
                self.call_files(const { names::number("openSync") }, &arguments, to);
            }
            Request::OfPath { function, path, other, ref arguments, to } => {
                let other = other.map(|other| Operand::Text(one(&PATHS, other)));
                let path = Operand::Text(one(&PATHS, path));
                let arguments: Vec<Operand> = [path].into_iter().chain(other).chain(arguments.clone()).collect();
                self.call_files(one(&OF_PATHS, function), &arguments, to);
            }
            Request::OfFile { function, fd, ref arguments, to } => {
                let file = Operand::Small((fd % 8) as i8);
                let arguments: Vec<Operand> = [file].into_iter().chain(arguments.clone()).collect();
                self.call_files(one(&OF_FILES, function), &arguments, to);
            }
            Request::SetTimer(delay) => {
                self.word(8, i64::from(delay) as u64);
                self.import("runtime.scheduleTimeoutEvent");
            }
            Request::ClearTimer(id) => {
                self.word(8, id.into());
                self.import("runtime.clearTimeoutEvent");
            }
            Request::Exit(code) => {
                self.word(8, i64::from(code) as u64);
                self.import("runtime.wasmExit");
            }
        }
    }
}
