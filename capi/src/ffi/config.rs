//! What a program is made with.

use alloc::boxed::Box;
use core::ffi::{c_char, c_void};

use super::{
    attempt, borrow_mut,
    function::{FunctionCallback, gojs_callback},
    gojs_status, guard,
    host::{HostCallbacks, gojs_host},
    text,
};
use crate::config::{Config, Mount};

/// What a program is made with: arguments, environment, files, functions of C's, the host. One may be used for many
/// programs, by one thread at a time. What is set twice is replaced, and a text is copied.
#[derive(Debug, Default)]
pub struct gojs_config {
    pub(super) config: Config,
}

/// Begins a program that has one argument, `js`, its name; no environment, no files, no functions. Never NULL.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_config_new() -> *mut gojs_config {
    Box::into_raw(Box::default())
}

/// Frees a configuration. The programs that were made with it go on. NULL is nothing.
///
/// # Safety
///
/// `config` is NULL, or was returned by `gojs_config_new`, and is not used any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_config_free(config: *mut gojs_config) {
    let free = || {
        if !config.is_null() {
            // SAFETY: by the contract above.
            drop(unsafe { Box::from_raw(config) });
        }
    };
    guard(|| {}, free);
}

/// Changes a configuration.
///
/// # Safety
///
/// `config` is NULL or a configuration that nobody else uses.
unsafe fn change(config: *mut gojs_config, change: impl FnOnce(&mut Config) -> Result<(), gojs_status>) -> gojs_status {
    // SAFETY: by the contract above.
    attempt(|| change(&mut unsafe { borrow_mut(config) }?.config))
}

/// Adds an argument. The first is the program's name, `os.Args[0]`.
///
/// # Safety
///
/// `config` is NULL or a configuration; `argument` is NULL or a text with a NUL at its end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_config_arg(config: *mut gojs_config, argument: *const c_char) -> gojs_status {
    let add = |config: &mut Config| {
        // SAFETY: by the contract above.
        config.args.push(unsafe { text(argument) }?.into());
        Ok(())
    };
    // SAFETY: by the contract above.
    unsafe { change(config, add) }
}

/// Sets an environment variable.
///
/// # Safety
///
/// `config` is NULL or a configuration; `name` and `value` are NULL or texts with a NUL at their ends.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_config_env(
    config: *mut gojs_config,
    name: *const c_char,
    value: *const c_char,
) -> gojs_status {
    let add = |config: &mut Config| {
        // SAFETY: by the contract above.
        let name = unsafe { text(name) }?;
        // SAFETY: by the contract above.
        let value = unsafe { text(value) }?;
        config.env.push((name.into(), value.into()));
        Ok(())
    };
    // SAFETY: by the contract above.
    unsafe { change(config, add) }
}

/// Sets the working directory, an absolute path of the guest's. Default: `/`.
///
/// # Safety
///
/// `config` is NULL or a configuration; `path` is NULL or a text with a NUL at its end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_config_cwd(config: *mut gojs_config, path: *const c_char) -> gojs_status {
    let set = |config: &mut Config| {
        // SAFETY: by the contract above.
        config.cwd = Some(unsafe { text(path) }?.into());
        Ok(())
    };
    // SAFETY: by the contract above.
    unsafe { change(config, set) }
}

/// Mounts an empty file system that lies in memory at an absolute path of the guest's. Each program has one of its own.
///
/// # Safety
///
/// `config` is NULL or a configuration; `path` is NULL or a text with a NUL at its end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_config_mount_memory(config: *mut gojs_config, path: *const c_char) -> gojs_status {
    let add = |config: &mut Config| {
        // SAFETY: by the contract above.
        config.mounts.push(Mount::Memory { path: unsafe { text(path) }?.into() });
        Ok(())
    };
    // SAFETY: by the contract above.
    unsafe { change(config, add) }
}

/// Mounts a directory of the operating system's at an absolute path of the guest's, out of which no path of the guest's
/// leads. `gojs_program_new` opens it, and where there is no operating system says `GOJS_STATUS_DIRECTORY`.
///
/// # Safety
///
/// `config` is NULL or a configuration; `path` and `directory` are NULL or texts with a NUL at their ends.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_config_mount_directory(
    config: *mut gojs_config,
    path: *const c_char,
    directory: *const c_char,
    is_read_only: bool,
) -> gojs_status {
    let add = |config: &mut Config| {
        // SAFETY: by the contract above.
        let path = unsafe { text(path) }?.into();
        // SAFETY: by the contract above.
        let directory = unsafe { text(directory) }?.into();
        config.mounts.push(Mount::Directory { path, directory, is_read_only });
        Ok(())
    };
    // SAFETY: by the contract above.
    unsafe { change(config, add) }
}

/// Defines a function on the global object. `callback` and `ctx` have to last until each program is freed that was made with
/// this configuration.
///
/// # Safety
///
/// `config` is NULL or a configuration; `name` is NULL or a text with a NUL at its end; `callback` may be called with `ctx`
/// for as long as said, and does what `gojs_callback` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_config_function(
    config: *mut gojs_config,
    name: *const c_char,
    callback: gojs_callback,
    ctx: *mut c_void,
) -> gojs_status {
    let add = |config: &mut Config| {
        // SAFETY: by the contract above.
        let name = unsafe { text(name) }?;
        // SAFETY: by the contract above.
        let callback = unsafe { FunctionCallback::new(callback, ctx) }?;
        config.functions.push((name.into(), callback));
        Ok(())
    };
    // SAFETY: by the contract above.
    unsafe { change(config, add) }
}

/// Sets what answers the guest's calls by waPC, and defines the global object `wapc`, by which a guest makes them. `callback` is
/// given four arguments, the binding, the namespace and the operation as strings and the payload as bytes, and returns bytes, a
/// text, or nothing; what it throws is the guest's error. `callback` and `ctx` have to last until each program is freed that was
/// made with this configuration.
///
/// A guest that imports functions from a module `wapc` needs a runtime that has them: they are not among the imports here.
///
/// # Safety
///
/// `config` is NULL or a configuration; `callback` may be called with `ctx` for as long as said, and does what `gojs_callback`
/// says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_config_wapc(
    config: *mut gojs_config,
    callback: gojs_callback,
    ctx: *mut c_void,
) -> gojs_status {
    let set = |config: &mut Config| {
        // SAFETY: by the contract above.
        config.wapc = Some(unsafe { FunctionCallback::new(callback, ctx) }?);
        Ok(())
    };
    // SAFETY: by the contract above.
    unsafe { change(config, set) }
}

/// Sets the host, which is copied; its callbacks and its `ctx` have to last until each program is freed that was made with
/// this configuration. NULL is the operating system again.
///
/// # Safety
///
/// `config` is NULL or a configuration; `host` is NULL, or its callbacks may be called with its `ctx` for as long as said, and
/// do what `gojs_host` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_config_host(config: *mut gojs_config, host: *const gojs_host) -> gojs_status {
    let set = |config: &mut Config| {
        // SAFETY: by the contract above.
        let host = unsafe { host.as_ref() }.copied().unwrap_or_default();
        // SAFETY: by the contract above.
        config.host = unsafe { HostCallbacks::new(host) };
        Ok(())
    };
    // SAFETY: by the contract above.
    unsafe { change(config, set) }
}

/// Makes two runs equal: in place of the operating system there is a host whose clock shows 2000-01-01 and goes on by itself,
/// whose random bytes come from the seed, whose input is empty, and whose output is dropped. The callbacks of
/// `gojs_config_host` come first, as ever: `write` has the output.
///
/// # Safety
///
/// `config` is NULL or a configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_config_deterministic(config: *mut gojs_config, seed: u64) -> gojs_status {
    let set = |config: &mut Config| {
        config.seed = Some(seed);
        Ok(())
    };
    // SAFETY: by the contract above.
    unsafe { change(config, set) }
}

/// What a program may have so many of, and no more. What comes to a limit is refused, where a program can be told so; else the
/// program is ended.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum gojs_limit {
    /// Bytes of JavaScript values, about: 1,073,741,824. The linear memory is the runtime's, and apart from these.
    HeapBytes = 0,
    /// Timers that run at once: 65,536.
    Timers,
    /// Callbacks, events and jobs that wait for Go to come to rest: 1,048,576.
    Queue,
    /// Files that are open at once, the standard streams among them: 1,024.
    OpenFiles,
    /// How deep Go and its host may call one another before Go is thrown a `RangeError`: 128. Each level takes stack, of gojs and
    /// of the wasm runtime.
    Depth,
    /// Bytes written to each of the standard streams: as many as it likes.
    OutputBytes,
    /// Bytes of one string: 536,870,888.
    StringBytes,
    /// Bytes of one array buffer: 4,294,967,296.
    BufferBytes,
    /// Objects, strings and other JavaScript values that take a cell of the heap: 4,194,304.
    Cells,
}

/// Sets what a program may have: `limit` is a `gojs_limit`, which has the defaults.
///
/// # Safety
///
/// `config` is NULL or a configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_config_limit(config: *mut gojs_config, limit: u32, most: u64) -> gojs_status {
    let set = |config: &mut Config| {
        let size = usize::try_from(most).unwrap_or(usize::MAX);
        let limits = config.limits;
        config.limits = match limit {
            limit if limit == gojs_limit::HeapBytes as u32 => limits.heap_bytes(size),
            limit if limit == gojs_limit::Timers as u32 => limits.timers(size),
            limit if limit == gojs_limit::Queue as u32 => limits.queue(size),
            limit if limit == gojs_limit::OpenFiles as u32 => limits.open_files(size),
            limit if limit == gojs_limit::Depth as u32 => limits.depth(u32::try_from(most).unwrap_or(u32::MAX)),
            limit if limit == gojs_limit::OutputBytes as u32 => limits.output_bytes(most),
            limit if limit == gojs_limit::StringBytes as u32 => limits.string_bytes(size),
            limit if limit == gojs_limit::BufferBytes as u32 => limits.buffer_bytes(size),
            limit if limit == gojs_limit::Cells as u32 => limits.cells(size),
            _ => return Err(gojs_status::Invalid),
        };
        Ok(())
    };
    // SAFETY: by the contract above.
    unsafe { change(config, set) }
}
