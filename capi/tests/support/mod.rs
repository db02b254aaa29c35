//! A wasm runtime without wasm: the tests act in place of Go.

use std::{
    cell::{Cell, RefCell, UnsafeCell},
    collections::VecDeque,
    ffi::{CStr, CString, c_char, c_void},
    ptr::{self, NonNull},
};

use gojs_capi::*;

/// The refs of predefined values (`wasm_exec.js`: `this._values`).
pub const GLOBAL: u64 = 0x7ff8_0001_0000_0005;
pub const GO: u64 = 0x7ff8_0001_0000_0006;
pub const TRUE: u64 = 0x7ff8_0000_0000_0003;

type Step = Box<dyn FnOnce(&Fake) -> i32>;

pub struct Fake {
    memory: UnsafeCell<Vec<u8>>,
    /// The size that `memory_size` returns instead of the actual size.
    pub size: Cell<Option<u64>>,
    /// Whether `memory_read` and `memory_write` fail.
    pub refuses: Cell<bool>,
    pub sp: Cell<u32>,
    pub program: Cell<*mut gojs_program>,
    pub steps: RefCell<VecDeque<Step>>,
    pub output: RefCell<Vec<u8>>,
    pub error: RefCell<Option<CString>>,
    /// A step that runs at the start of the next call of the `write` callback.
    pub on_write: RefCell<Option<Step>>,
}

const SIZE: usize = 1 << 16;

fn fake<'a>(ctx: *mut c_void) -> &'a Fake {
    unsafe { &*ctx.cast::<Fake>() }
}

unsafe extern "C" fn memory_size(ctx: *mut c_void) -> u64 {
    fake(ctx).size.get().unwrap_or(SIZE as u64)
}

unsafe extern "C" fn memory_data(ctx: *mut c_void) -> *mut u8 {
    unsafe { (*fake(ctx).memory.get()).as_mut_ptr() }
}

unsafe extern "C" fn memory_read(ctx: *mut c_void, addr: u32, bytes: *mut u8, len: usize) -> i32 {
    let fake = fake(ctx);
    if fake.refuses.get() || (addr as usize).saturating_add(len) > SIZE {
        return 1;
    }
    unsafe { ptr::copy_nonoverlapping(memory_data(ctx).add(addr as usize), bytes, len) };
    0
}

unsafe extern "C" fn memory_write(ctx: *mut c_void, addr: u32, bytes: *const u8, len: usize) -> i32 {
    let fake = fake(ctx);
    if fake.refuses.get() || (addr as usize).saturating_add(len) > SIZE {
        return 1;
    }
    unsafe { ptr::copy_nonoverlapping(bytes, memory_data(ctx).add(addr as usize), len) };
    0
}

/// Enters Go: runs the next step, if there is one.
fn enter(fake: &Fake) -> i32 {
    let step = fake.steps.borrow_mut().pop_front();
    step.map_or(0, |step| step(fake))
}

unsafe extern "C" fn run(ctx: *mut c_void, _: i32, _: i32) -> i32 {
    enter(fake(ctx))
}

unsafe extern "C" fn resume(ctx: *mut c_void) -> i32 {
    enter(fake(ctx))
}

unsafe extern "C" fn getsp(ctx: *mut c_void, sp: *mut u32) -> i32 {
    unsafe { sp.write(fake(ctx).sp.get()) };
    0
}

unsafe extern "C" fn error(ctx: *mut c_void) -> *const c_char {
    fake(ctx).error.borrow().as_ref().map_or(ptr::null(), |text| text.as_ptr())
}

unsafe extern "C" fn write(ctx: *mut c_void, _: i32, bytes: *const u8, len: usize) -> i64 {
    let fake = fake(ctx);
    if let Some(step) = fake.on_write.borrow_mut().take() {
        step(fake);
    }
    // At most three bytes at a time, as a device might do.
    let taken = len.min(3);
    fake.output.borrow_mut().extend_from_slice(unsafe { std::slice::from_raw_parts(bytes, taken) });
    taken as i64
}

impl Fake {
    pub fn new() -> Box<Fake> {
        Box::new(Fake {
            memory: UnsafeCell::new(vec![0; SIZE]),
            size: Cell::new(None),
            refuses: Cell::new(false),
            sp: Cell::new(0x8000),
            program: Cell::new(ptr::null_mut()),
            steps: RefCell::default(),
            output: RefCell::default(),
            error: RefCell::default(),
            on_write: RefCell::default(),
        })
    }

    fn ctx(&self) -> Option<NonNull<c_void>> {
        Some(NonNull::from(self).cast())
    }

    /// Returns the table of callbacks, with a memory that is lent or copied.
    pub fn runtime(&self, lends: bool) -> gojs_runtime {
        gojs_runtime {
            ctx: self.ctx(),
            memory_size: Some(memory_size),
            memory_data: if lends { Some(memory_data) } else { None },
            memory_read: if lends { None } else { Some(memory_read) },
            memory_write: if lends { None } else { Some(memory_write) },
            run: Some(run),
            resume: Some(resume),
            getsp: Some(getsp),
            error: Some(error),
        }
    }

    /// Creates the program with a deterministic host, whose output is kept here. `configure` adds further settings.
    pub fn make(&self, lends: bool, configure: impl FnOnce(*mut gojs_config)) {
        let config = gojs_config_new();
        let host = gojs_host { ctx: self.ctx(), write: Some(write), ..gojs_host::default() };
        let mut program = ptr::null_mut();
        unsafe {
            assert_eq!(gojs_config_deterministic(config, 1), gojs_status::Ok);
            assert_eq!(gojs_config_host(config, &raw const host), gojs_status::Ok);
            configure(config);
            let runtime = self.runtime(lends);
            assert_eq!(gojs_program_new(config, &raw const runtime, &raw mut program), gojs_status::Ok);
            gojs_config_free(config);
        }
        self.program.set(program);
    }

    /// Queues a step, which runs in place of Go the next time that Go is entered.
    pub fn then(&self, step: impl FnOnce(&Fake) -> i32 + 'static) {
        self.steps.borrow_mut().push_back(Box::new(step));
    }

    pub fn start(&self) -> gojs_status {
        unsafe { gojs_program_start(self.program.get()) }
    }

    pub fn error_text(&self) -> String {
        unsafe { CStr::from_ptr(gojs_program_error(self.program.get())) }.to_str().unwrap().into()
    }

    pub fn put(&self, addr: u32, bytes: &[u8]) {
        let addr = addr as usize;
        unsafe { (&mut *self.memory.get())[addr..addr + bytes.len()].copy_from_slice(bytes) };
    }

    pub fn put_u64(&self, addr: u32, value: u64) {
        self.put(addr, &value.to_le_bytes());
    }

    pub fn put_text(&self, header: u32, addr: u32, text: &str) {
        self.put(addr, text.as_bytes());
        self.put_u64(header, addr.into());
        self.put_u64(header + 8, text.len() as u64);
    }

    pub fn get_u64(&self, addr: u32) -> u64 {
        let addr = addr as usize;
        let bytes = unsafe { &(&*self.memory.get())[addr..addr + 8] };
        u64::from_le_bytes(bytes.try_into().unwrap())
    }

    /// Calls an import of the module `gojs` with a stack pointer.
    pub fn import_at(&self, name: &CStr, sp: u32) -> gojs_status {
        let mut number = usize::MAX;
        unsafe {
            let found = gojs_import_find(c"gojs".as_ptr(), name.as_ptr(), &raw mut number);
            assert_eq!(found, gojs_status::Ok);
            gojs_import_call(self.program.get(), number, sp)
        }
    }

    pub fn import(&self, name: &CStr) -> gojs_status {
        self.import_at(name, self.sp.get())
    }

    /// Calls `runtime.wasmExit`, and returns the status with which the runtime reports the trap.
    pub fn exit(&self, code: i32) -> i32 {
        self.put(self.sp.get() + 8, &code.to_le_bytes());
        assert_eq!(self.import(c"runtime.wasmExit"), gojs_status::Trap);
        1
    }

    /// Calls `runtime.wasmWrite`.
    pub fn print(&self, text: &str) -> gojs_status {
        let sp = self.sp.get();
        self.put_u64(sp + 8, 1);
        self.put_text(sp + 16, 0x100, text);
        self.import(c"runtime.wasmWrite")
    }

    /// Calls `syscall/js.valueCall`, and returns the returned or thrown value.
    pub fn call(&self, on: u64, method: &str, arguments: &[u64]) -> Result<u64, u64> {
        let sp = self.sp.get();
        self.put_u64(sp + 8, on);
        self.put_text(sp + 16, 0x200, method);
        for (argument, addr) in arguments.iter().zip((0x300..).step_by(8)) {
            self.put_u64(addr, *argument);
        }
        self.put_u64(sp + 32, 0x300);
        self.put_u64(sp + 40, arguments.len() as u64);
        assert_eq!(self.import(c"syscall/js.valueCall"), gojs_status::Ok);
        // Go may have been resumed meanwhile, and its stack may have moved: the result is on the current stack.
        let sp = self.sp.get();
        let result = self.get_u64(sp + 56);
        if self.get_u64(sp + 64) & 0xff == 1 { Ok(result) } else { Err(result) }
    }

    /// Calls `syscall/js.valueGet`.
    pub fn get(&self, object: u64, name: &str) -> u64 {
        let sp = self.sp.get();
        self.put_u64(sp + 8, object);
        self.put_text(sp + 16, 0x200, name);
        assert_eq!(self.import(c"syscall/js.valueGet"), gojs_status::Ok);
        self.get_u64(sp + 32)
    }

    /// Calls `syscall/js.valueSet`.
    pub fn set(&self, object: u64, name: &str, value: u64) {
        let sp = self.sp.get();
        self.put_u64(sp + 8, object);
        self.put_text(sp + 16, 0x200, name);
        self.put_u64(sp + 32, value);
        assert_eq!(self.import(c"syscall/js.valueSet"), gojs_status::Ok);
    }

    /// Creates a function as `js.FuncOf` does, and sets it on the global object.
    pub fn define(&self, name: &str) {
        let function = self.call(GO, "_makeFuncWrapper", &[1.0_f64.to_bits()]).unwrap();
        self.set(GLOBAL, name, function);
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        assert_eq!(unsafe { gojs_program_free(self.program.get()) }, gojs_status::Ok);
    }
}
