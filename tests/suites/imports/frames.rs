//! Go's side of each import: writes a frame with the compiler's layout, and reads back the result.
//!
//! The frame is filled with garbage first, which reveals every write of an import.

use gojs::Trap;

use super::session::Session;

/// A JavaScript value as Go represents it.
pub(crate) type Ref = u64;

pub(crate) const UNDEFINED: Ref = 0;
pub(crate) const NAN: Ref = 0x7ff8_0000_0000_0000;
pub(crate) const ZERO: Ref = NAN + 1;
pub(crate) const NULL: Ref = NAN + 2;
pub(crate) const TRUE: Ref = NAN + 3;
pub(crate) const FALSE: Ref = NAN + 4;
pub(crate) const GLOBAL: Ref = 0x7ff8_0001_0000_0005;
pub(crate) const GO: Ref = 0x7ff8_0001_0000_0006;
/// The first id that differs between programs.
pub(crate) const FIRST_ID: u32 = 7;

/// The address of a program's first frame.
pub(crate) const STACK: u32 = 0x8000;
/// The space between frames. Every frame is smaller than this.
pub(crate) const ROOM: u32 = 0x80;
/// The addresses of the strings, slices of bytes, and slices of refs that are passed to an import.
pub(crate) const TEXT: u32 = 0x9000;
pub(crate) const BYTES: u32 = 0xb000;
pub(crate) const LIST: u32 = 0xf000;

/// Returns a number as Go passes it.
pub(crate) fn number(number: f64) -> Ref {
    match number {
        0.0 => ZERO,
        _ if number.is_nan() => NAN,
        _ => number.to_bits(),
    }
}

/// Returns the id in a ref, unless the value is a number.
pub(crate) fn id(value: Ref) -> Option<u32> {
    f64::from_bits(value).is_nan().then_some(value as u32)
}

/// Returns the type flag of a ref, which tells Go the type of the value.
pub(crate) fn flag(value: Ref) -> u64 {
    if f64::from_bits(value).is_nan() { value >> 32 & 7 } else { 0 }
}

pub(crate) const OBJECT: u64 = 1;
pub(crate) const STRING: u64 = 2;
pub(crate) const FUNCTION: u64 = 4;

/// A slice or string as Go passes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slice {
    pub(crate) addr: i64,
    pub(crate) len: i64,
}

impl Slice {
    pub(crate) const fn new(addr: u32, len: u32) -> Self {
        Slice { addr: addr as i64, len: len as i64 }
    }
}

/// An argument of an import.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Argument {
    Word(u64),
    Slice(Slice),
}

impl From<Ref> for Argument {
    fn from(value: Ref) -> Self {
        Argument::Word(value)
    }
}

impl From<i64> for Argument {
    fn from(value: i64) -> Self {
        Argument::Word(value as u64)
    }
}

impl From<Slice> for Argument {
    fn from(slice: Slice) -> Self {
        Argument::Slice(slice)
    }
}

impl Session {
    /// Writes a frame at `sp`: the return address and the arguments, over garbage.
    pub(crate) fn frame_at(&mut self, sp: u32, arguments: &[Argument]) {
        let mut frame = [0; ROOM as usize];
        self.garbage.fill(&mut frame);
        let mut words = frame.chunks_exact_mut(8).skip(1);
        let mut put = |word: u64| words.next().expect("the frame has room").copy_from_slice(&word.to_le_bytes());
        for argument in arguments {
            match *argument {
                Argument::Word(word) => put(word),
                Argument::Slice(Slice { addr, len }) => {
                    put(addr as u64);
                    put(len as u64);
                }
            }
        }
        // The frame reaches to the frames of the callers.
        self.write(sp, &frame);
    }

    /// Calls an import with these arguments.
    pub(crate) fn import(&mut self, name: &str, arguments: &[Argument]) -> Result<(), Trap> {
        self.frame_at(self.sp, arguments);
        self.call(name)
    }

    /// Returns the word at an offset in the frame, relative to the current stack pointer.
    pub(crate) fn word(&self, offset: u32) -> u64 {
        u64::from_le_bytes(self.read(self.sp.saturating_add(offset)))
    }

    /// Writes bytes to memory, and returns the slice that passes them as a string.
    pub(crate) fn text(&mut self, text: impl AsRef<[u8]>) -> Slice {
        self.write(TEXT, text.as_ref());
        Slice::new(TEXT, text.as_ref().len() as u32)
    }

    /// Writes refs to memory, and returns the slice that passes them.
    pub(crate) fn list(&mut self, values: &[Ref]) -> Slice {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.write(LIST, &bytes);
        Slice::new(LIST, values.len() as u32)
    }

    /// `js.ValueOf` of a string.
    pub(crate) fn string(&mut self, text: impl AsRef<[u8]>) -> Result<Ref, Trap> {
        let text = self.text(text);
        self.import("syscall/js.stringVal", &[text.into()])?;
        Ok(self.word(24))
    }

    pub(crate) fn finalize(&mut self, value: Ref) -> Result<(), Trap> {
        self.import("syscall/js.finalizeRef", &[value.into()])
    }

    pub(crate) fn get(&mut self, target: Ref, name: impl AsRef<[u8]>) -> Result<Ref, Trap> {
        let name = self.text(name);
        self.import("syscall/js.valueGet", &[target.into(), name.into()])?;
        Ok(self.word(32))
    }

    pub(crate) fn set(&mut self, target: Ref, name: impl AsRef<[u8]>, value: Ref) -> Result<(), Trap> {
        let name = self.text(name);
        self.import("syscall/js.valueSet", &[target.into(), name.into(), value.into()])
    }

    pub(crate) fn delete(&mut self, target: Ref, name: impl AsRef<[u8]>) -> Result<(), Trap> {
        let name = self.text(name);
        self.import("syscall/js.valueDelete", &[target.into(), name.into()])
    }

    pub(crate) fn index(&mut self, target: Ref, index: i64) -> Result<Ref, Trap> {
        self.import("syscall/js.valueIndex", &[target.into(), index.into()])?;
        Ok(self.word(24))
    }

    pub(crate) fn set_index(&mut self, target: Ref, index: i64, value: Ref) -> Result<(), Trap> {
        self.import("syscall/js.valueSetIndex", &[target.into(), index.into(), value.into()])
    }

    pub(crate) fn length(&mut self, target: Ref) -> Result<i64, Trap> {
        self.import("syscall/js.valueLength", &[target.into()])?;
        Ok(self.word(16) as i64)
    }

    pub(crate) fn instance_of(&mut self, value: Ref, class: Ref) -> Result<(), Trap> {
        self.import("syscall/js.valueInstanceOf", &[value.into(), class.into()])
    }

    pub(crate) fn call_method(
        &mut self,
        target: Ref,
        name: impl AsRef<[u8]>,
        arguments: &[Ref],
    ) -> Result<Result<Ref, Ref>, Trap> {
        let (name, list) = (self.text(name), self.list(arguments));
        self.import("syscall/js.valueCall", &[target.into(), name.into(), list.into()])?;
        self.caught(56)
    }

    pub(crate) fn invoke(&mut self, function: Ref, arguments: &[Ref]) -> Result<Result<Ref, Ref>, Trap> {
        let list = self.list(arguments);
        self.import("syscall/js.valueInvoke", &[function.into(), list.into()])?;
        self.caught(40)
    }

    pub(crate) fn construct(&mut self, constructor: Ref, arguments: &[Ref]) -> Result<Result<Ref, Ref>, Trap> {
        let list = self.list(arguments);
        self.import("syscall/js.valueNew", &[constructor.into(), list.into()])?;
        self.caught(40)
    }

    /// Returns the result of a call, or the thrown value. Shows only the class of an error.
    pub(crate) fn caught(&mut self, offset: u32) -> Result<Result<Ref, Ref>, Trap> {
        let value = self.word(offset);
        if self.word(offset + 8) as u8 == 1 {
            return Ok(Ok(value));
        }
        if flag(value) == OBJECT {
            let name = self.get(value, "name")?;
            if flag(name) == STRING {
                self.show(name)?;
            }
            self.finalize(name)?;
        }
        Ok(Err(value))
    }

    /// Performs `String(value)`, and loads the whole string.
    pub(crate) fn show(&mut self, value: Ref) -> Result<(), Trap> {
        self.import("syscall/js.valuePrepareString", &[value.into()])?;
        let (encoded, len) = (self.word(16), self.word(24) as u32);
        // A longer string does not fit. For it, comparing the length suffices.
        if len <= LIST - BYTES {
            self.load(encoded, Slice::new(BYTES, len))?;
        }
        self.finalize(encoded)
    }

    pub(crate) fn load(&mut self, source: Ref, target: Slice) -> Result<(), Trap> {
        self.import("syscall/js.valueLoadString", &[source.into(), target.into()])
    }

    pub(crate) fn copy_to_go(&mut self, target: Slice, source: Ref) -> Result<(), Trap> {
        // The slice's capacity is also passed.
        self.import("syscall/js.copyBytesToGo", &[target.into(), target.len.into(), source.into()])
    }

    pub(crate) fn copy_to_js(&mut self, target: Ref, source: Slice) -> Result<(), Trap> {
        self.import("syscall/js.copyBytesToJS", &[target.into(), source.into(), source.len.into()])
    }

    /// Returns the global of this name.
    pub(crate) fn global(&mut self, name: &str) -> Result<Ref, Trap> {
        self.get(GLOBAL, name)
    }

    /// Performs `new name(arguments...)`. Finalizes the constructor again, so the object is the only new ref.
    pub(crate) fn new_of(&mut self, name: &str, arguments: &[Ref]) -> Result<Ref, Trap> {
        let constructor = self.global(name)?;
        let (Ok(value) | Err(value)) = self.construct(constructor, arguments)?;
        self.finalize(constructor)?;
        Ok(value)
    }

    pub(crate) fn object(&mut self) -> Result<Ref, Trap> {
        self.new_of("Object", &[])
    }

    pub(crate) fn array(&mut self, elements: &[Ref]) -> Result<Ref, Trap> {
        let array = self.new_of("Array", &[])?;
        for (&element, index) in elements.iter().zip(0..) {
            self.set_index(array, index, element)?;
        }
        Ok(array)
    }

    /// Creates a `Uint8Array` or `Uint8ClampedArray` with these bytes.
    pub(crate) fn byte_array(&mut self, class: &str, bytes: &[u8]) -> Result<Ref, Trap> {
        let array = self.new_of(class, &[number(bytes.len() as f64)])?;
        self.write(BYTES, bytes);
        self.copy_to_js(array, Slice::new(BYTES, bytes.len() as u32))?;
        Ok(array)
    }

    /// Performs the JavaScript side of `js.FuncOf`.
    pub(crate) fn function(&mut self, id: u32) -> Result<Ref, Trap> {
        let (Ok(value) | Err(value)) = self.call_method(GO, "_makeFuncWrapper", &[number(id.into())])?;
        Ok(value)
    }

    /// Performs the first step of a resumed Go: takes the pending event, and reads it.
    pub(crate) fn take_event(&mut self) -> Result<Event, Trap> {
        let event = self.get(GO, "_pendingEvent")?;
        self.set(GO, "_pendingEvent", NULL)?;
        let id = self.get(event, "id")?;
        let this = self.get(event, "this")?;
        let list = self.get(event, "args")?;
        let length = self.length(list)?;
        let mut arguments = Vec::new();
        for index in 0..length.min(4) {
            arguments.push(self.index(list, index)?);
        }
        self.finalize(list)?;
        Ok(Event { event, id, this, arguments })
    }

    /// Performs the last step of a resumed Go: stores its result.
    pub(crate) fn answer(&mut self, event: &Event, result: Ref) -> Result<(), Trap> {
        self.set(event.event, "result", result)?;
        self.finalize(event.event)
    }
}

/// A call of a Go function.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) event: Ref,
    /// The id of the called function.
    pub(crate) id: Ref,
    pub(crate) this: Ref,
    pub(crate) arguments: Vec<Ref>,
}
