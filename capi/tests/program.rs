//! A program, its event loop, and its imports, as a runtime written in C drives them.
#![allow(missing_docs, clippy::undocumented_unsafe_blocks, clippy::multiple_unsafe_ops_per_block)]

#[allow(dead_code, unreachable_pub)]
mod support;

use std::{
    ffi::{CStr, c_void},
    ptr,
    sync::atomic::AtomicPtr,
    thread,
};

use gojs_capi::*;
use support::{Fake, GLOBAL};

/// Runs a test on a program whose memory is lent, and on a program whose memory is copied.
fn both(test: impl Fn(&Fake)) {
    for lends in [true, false] {
        let fake = Fake::new();
        fake.make(lends, |_| {});
        test(&fake);
    }
}

fn poll(fake: &Fake) -> (gojs_status, gojs_poll) {
    let mut poll = gojs_poll { progress: gojs_progress::Ready, exit_code: -1, until: 1 };
    let status = unsafe { gojs_program_poll(fake.program.get(), 0, &raw mut poll) };
    (status, poll)
}

#[test]
fn a_program_prints_and_exits() {
    both(|fake| {
        fake.then(|fake| {
            assert_eq!(fake.print("hello, world"), gojs_status::Ok);
            fake.exit(7)
        });
        let mut code = -1;
        assert_eq!(unsafe { gojs_program_run(fake.program.get(), &raw mut code) }, gojs_status::Ok);
        assert_eq!(code, 7);
        assert_eq!(*fake.output.borrow(), b"hello, world");
        code = -1;
        assert_eq!(unsafe { gojs_program_exit_code(fake.program.get(), &raw mut code) }, gojs_status::Ok);
        assert_eq!(code, 7);
        assert_eq!(fake.start(), gojs_status::Exited);
        assert_eq!(fake.error_text(), "the Go program has already exited, with code 7");
        let exited = gojs_poll { progress: gojs_progress::Exited, exit_code: 7, until: u64::MAX };
        assert_eq!(poll(fake), (gojs_status::Ok, exited));
    });
}

#[test]
fn an_exit_is_one_even_where_the_runtime_goes_on() {
    both(|fake| {
        fake.then(|fake| {
            fake.exit(7);
            // Wasm that was ended can no longer call imports.
            assert_eq!(fake.print("after the end"), gojs_status::Trap);
            0
        });
        assert_eq!(fake.start(), gojs_status::Ok);
        assert_eq!(poll(fake).1.exit_code, 7);
        assert!(fake.output.borrow().is_empty());
    });
}

#[test]
fn a_trap_of_the_runtime_is_an_error_with_its_text() {
    both(|fake| {
        fake.error.replace(Some(c"integer divide by zero".into()));
        fake.then(|_| 1);
        assert_eq!(fake.start(), gojs_status::Failed);
        assert_eq!(fake.error_text(), "trap: integer divide by zero");
        assert_eq!(fake.start(), gojs_status::Ended);
        assert_eq!(poll(fake).0, gojs_status::Ended);
    });
    both(|fake| {
        fake.then(|_| 1);
        assert_eq!(fake.start(), gojs_status::Failed);
        assert_eq!(fake.error_text(), "trap: the wasm runtime does not say why");
    });
}

#[test]
fn an_import_runs_inside_wasm_alone() {
    both(|fake| {
        assert_eq!(fake.import(c"runtime.nanotime1"), gojs_status::NotStarted);
        fake.then(|fake| {
            assert_eq!(fake.import(c"runtime.nanotime1"), gojs_status::Ok);
            0
        });
        assert_eq!(fake.start(), gojs_status::Ok);
        assert!(fake.steps.borrow().is_empty());
        assert_eq!(fake.import(c"runtime.nanotime1"), gojs_status::NotStarted);
        assert_eq!(unsafe { gojs_import_call(fake.program.get(), usize::MAX, 0) }, gojs_status::Invalid);
    });
}

#[test]
fn a_call_from_inside_a_callback_finds_the_program_busy() {
    fn all_busy(fake: &Fake) {
        let program = fake.program.get();
        let (mut code, mut at) = (0, 0);
        unsafe {
            assert_eq!(fake.start(), gojs_status::Busy);
            assert_eq!(poll(fake).0, gojs_status::Busy);
            assert_eq!(gojs_program_run(program, &raw mut code), gojs_status::Busy);
            assert_eq!(gojs_program_poll_at(program, &raw mut at), gojs_status::Busy);
            assert_eq!(gojs_program_call(program, c"f".as_ptr(), ptr::null(), 0, ptr::null_mut()), gojs_status::Busy);
            assert_eq!(gojs_program_free(program), gojs_status::Busy);
        }
        assert_eq!(fake.error_text(), "the program is busy");
    }
    both(|fake| {
        fake.on_write.replace(Some(Box::new(|fake| {
            all_busy(fake);
            // The running import holds the state, so another import cannot get it.
            assert_eq!(fake.import_at(c"runtime.nanotime1", 0x4000), gojs_status::Busy);
            0
        })));
        fake.then(|fake| {
            all_busy(fake);
            let program = AtomicPtr::new(fake.program.get());
            let other = thread::spawn(move || unsafe { gojs_program_start(program.into_inner()) });
            assert_eq!(other.join().unwrap(), gojs_status::Busy);
            assert_eq!(fake.print("text"), gojs_status::Ok);
            0
        });
        assert_eq!(fake.start(), gojs_status::Ok);
        assert_eq!(*fake.output.borrow(), b"text");
    });
}

#[test]
fn go_is_resumed_inside_an_import_and_calls_imports_there() {
    both(|fake| {
        // Handles the event as `handleEvent` of Go does.
        fn answer(fake: &Fake) -> i32 {
            // Moves the stack down, and does not move it back.
            fake.sp.set(fake.sp.get() - 0x400);
            let event = fake.get(support::GO, "_pendingEvent");
            let arguments = fake.get(event, "args");
            let argument = f64::from_bits(fake.get(arguments, "length"));
            fake.set(event, "result", (argument + 40.0).to_bits());
            0
        }
        fake.then(|fake| {
            fake.define("f");
            fake.then(answer);
            let sp = fake.sp.get();
            let result = fake.call(GLOBAL, "f", &[1.0_f64.to_bits()]).map(f64::from_bits);
            assert_eq!(result, Ok(41.0));
            assert_eq!(fake.sp.get(), sp - 0x400);
            0
        });
        assert_eq!(fake.start(), gojs_status::Ok);

        let arguments = [gojs_number(1.0), gojs_number(2.0)];
        let mut result = gojs_undefined();
        fake.then(answer);
        let program = fake.program.get();
        let status = unsafe { gojs_program_call(program, c"f".as_ptr(), arguments.as_ptr(), 2, &raw mut result) };
        assert_eq!((status, result.kind, result.number), (gojs_status::Ok, gojs_kind::Number as u32, 42.0));
    });
}

#[test]
fn an_exit_inside_a_resume_ends_what_lies_above() {
    both(|fake| {
        fake.then(|fake| {
            fake.define("f");
            fake.then(|fake| fake.exit(3));
            let sp = fake.sp.get();
            fake.put_u64(sp + 8, GLOBAL);
            fake.put_text(sp + 16, 0x200, "f");
            fake.put_u64(sp + 40, 0);
            assert_eq!(fake.import(c"syscall/js.valueCall"), gojs_status::Trap);
            1
        });
        assert_eq!(poll(fake).1.exit_code, 3);
    });
}

#[test]
fn a_memory_that_refuses_is_an_error() {
    let fake = Fake::new();
    fake.make(false, |_| {});
    fake.then(|fake| {
        fake.refuses.set(true);
        assert_eq!(fake.import(c"runtime.wasmWrite"), gojs_status::Trap);
        1
    });
    assert_eq!(fake.start(), gojs_status::Failed);
    assert!(fake.error_text().starts_with("import `runtime.wasmWrite`: "), "{}", fake.error_text());
    assert!(fake.error_text().contains("out of bounds of a memory of 65536 bytes"), "{}", fake.error_text());

    let fake = Fake::new();
    fake.make(false, |_| {});
    fake.refuses.set(true);
    assert_eq!(fake.start(), gojs_status::Arguments);
}

#[test]
fn a_size_that_is_no_memory_s_is_an_error_at_most() {
    for size in [0, 1, 4095, 4096, 1 << 32, u64::MAX] {
        let fake = Fake::new();
        fake.make(false, |_| {});
        fake.size.set(Some(size));
        fake.then(|fake| {
            let status = fake.print("text");
            assert!(matches!(status, gojs_status::Ok | gojs_status::Trap), "{status:?}");
            i32::from(status != gojs_status::Ok)
        });
        let status = fake.start();
        assert!(matches!(status, gojs_status::Ok | gojs_status::Arguments | gojs_status::Failed), "{status:?}");
    }
    // A size above the 32-bit address space is clamped.
    let fake = Fake::new();
    fake.make(false, |_| {});
    fake.size.set(Some(u64::MAX));
    fake.refuses.set(true);
    assert_eq!(fake.start(), gojs_status::Arguments);
    assert!(fake.error_text().ends_with("a memory of 4294967296 bytes"), "{}", fake.error_text());
    // A size that is too large cannot be detected in a lent memory, so only a size that is too small is tested.
    let fake = Fake::new();
    fake.make(true, |_| {});
    fake.size.set(Some(16));
    assert_eq!(fake.start(), gojs_status::Arguments);
}

#[test]
fn every_import_takes_any_stack_pointer() {
    // Miri needs ten seconds for some of these imports. All of them use the same few `unsafe` functions.
    let (each_import, each_sp) = if cfg!(miri) { (30, 5) } else { (1, 1) };
    let sps = [0xffe0, 0, 1, 0xfff8, 0xffff, u32::MAX, 0x10000, 0x7fff_ffff, 0x8000_0000, u32::MAX - 8];
    for import in (0..gojs_import_count()).step_by(each_import) {
        for sp in sps.into_iter().step_by(each_sp) {
            for lends in [true, false] {
                let fake = Fake::new();
                fake.make(lends, |_| {});
                fake.then(move |fake| {
                    let status = unsafe { gojs_import_call(fake.program.get(), import, sp) };
                    assert!(matches!(status, gojs_status::Ok | gojs_status::Trap), "{import} {sp:#x}: {status:?}");
                    i32::from(status != gojs_status::Ok)
                });
                let status = fake.start();
                assert!(matches!(status, gojs_status::Ok | gojs_status::Failed), "{import} {sp:#x}: {status:?}");
            }
        }
    }
}

#[test]
fn the_imports_are_those_of_wasm_exec_js() {
    let text = |text: *const _| unsafe { CStr::from_ptr(text) }.to_str().unwrap();
    assert_eq!(gojs_import_count(), 50);
    let names: Vec<_> =
        (0..50).map(|import| (text(gojs_import_module(import)), text(gojs_import_name(import)))).collect();
    for module in ["gojs", "go"] {
        for name in ["runtime.wasmExit", "syscall/js.valueInvoke", "syscall/js.copyBytesToJS", "debug"] {
            assert_eq!(names.iter().filter(|names| **names == (module, name)).count(), 1);
        }
    }
    assert!(gojs_import_name(50).is_null() && gojs_import_module(usize::MAX).is_null());
    let mut number = 0;
    let missing = unsafe { gojs_import_find(c"env".as_ptr(), c"runtime.wasmExit".as_ptr(), &raw mut number) };
    assert_eq!(missing, gojs_status::Invalid);
}

#[test]
fn a_program_is_made_of_what_is_required() {
    let fake = Fake::new();
    let config = gojs_config_new();
    let mut program = ptr::NonNull::dangling().as_ptr();
    let complete = fake.runtime(false);
    let lacking = [
        gojs_runtime { memory_size: None, ..complete },
        gojs_runtime { memory_read: None, ..complete },
        gojs_runtime { memory_write: None, ..complete },
        gojs_runtime { run: None, ..complete },
        gojs_runtime { resume: None, ..complete },
        gojs_runtime { getsp: None, ..complete },
    ];
    for runtime in lacking {
        let status = unsafe { gojs_program_new(config, &raw const runtime, &raw mut program) };
        assert_eq!((status, program), (gojs_status::Null, ptr::null_mut()));
    }
    let runtime = gojs_runtime { error: None, ..complete };
    unsafe {
        assert_eq!(gojs_program_new(config, &raw const runtime, &raw mut program), gojs_status::Ok);
        assert_eq!(gojs_program_free(program), gojs_status::Ok);
        gojs_config_free(config);
    }
}

#[test]
#[cfg_attr(miri, ignore = "Miri does not know the flags by which a directory is opened")]
fn a_program_is_given_only_a_directory_that_there_is() {
    let fake = Fake::new();
    let (config, runtime) = (gojs_config_new(), fake.runtime(false));
    let mut program = ptr::null_mut();
    let (path, none) = (c"/".as_ptr(), c"/there/is/no/such/directory".as_ptr());
    unsafe {
        assert_eq!(gojs_config_mount_directory(config, path, none, true), gojs_status::Ok);
        assert_eq!(gojs_program_new(config, &raw const runtime, &raw mut program), gojs_status::Directory);
        gojs_config_free(config);
    }
}

#[test]
fn a_program_that_waits_says_so_and_reports_its_deadlock() {
    both(|fake| {
        let waiting = gojs_poll { progress: gojs_progress::Waiting, exit_code: 0, until: u64::MAX };
        assert_eq!(poll(fake), (gojs_status::Ok, waiting));
        let (mut is_idle, mut at) = (false, 0);
        unsafe {
            assert_eq!(gojs_program_is_idle(fake.program.get(), &raw mut is_idle), gojs_status::Ok);
            assert_eq!(gojs_program_poll_at(fake.program.get(), &raw mut at), gojs_status::Ok);
        }
        assert_eq!((is_idle, at), (true, u64::MAX));
        assert_eq!(unsafe { gojs_program_exit_code(fake.program.get(), ptr::null_mut()) }, gojs_status::Invalid);
        fake.then(|fake| fake.exit(2));
        assert_eq!(unsafe { gojs_program_wake(fake.program.get()) }, gojs_status::Ok);
        assert_eq!(poll(fake).1.exit_code, 2);
    });
    both(|fake| {
        let mut code = 0;
        // The program does not exit when it is woken.
        assert_eq!(unsafe { gojs_program_run(fake.program.get(), &raw mut code) }, gojs_status::Stalled);
    });
}

/// An export that is not part of the Go runtime. It prints at the first call, and exits at the second.
unsafe extern "C" fn export(ctx: *mut c_void) -> i32 {
    let fake = unsafe { &*ctx.cast::<Fake>() };
    if fake.output.borrow().is_empty() { i32::from(fake.print("export") != gojs_status::Ok) } else { fake.exit(4) }
}

#[test]
fn an_export_of_the_module_s_own_is_called_by_way_of_gojs() {
    both(|fake| {
        let enter = || {
            let ctx = ptr::from_ref(fake).cast_mut().cast();
            unsafe { gojs_program_enter(fake.program.get(), Some(export), ctx) }
        };
        assert_eq!(enter(), gojs_status::NotStarted);
        assert_eq!(fake.start(), gojs_status::Ok);
        assert_eq!(enter(), gojs_status::Ok);
        assert_eq!(*fake.output.borrow(), b"export");
        assert_eq!(enter(), gojs_status::Exited);
        assert_eq!(poll(fake).1.exit_code, 4);
    });
}
