//! The configuration of a program.

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

/// The configuration of programs: arguments, environment variables, files, C functions, the host. It can be used for
/// many programs, by one thread at a time. Strings are copied. A setting that is made again replaces the previous one.
#[derive(Debug, Default)]
pub struct gojs_config {
    pub(super) config: Config,
}

/// Creates a configuration with one argument, the program name `js`, and without environment variables, files or
/// functions. Never returns NULL.
#[unsafe(no_mangle)]
pub extern "C" fn gojs_config_new() -> *mut gojs_config {
    Box::into_raw(Box::default())
}

/// Frees a configuration. The programs that were created with it are unaffected. Ignores NULL.
///
/// # Safety
///
/// `config` is NULL, or was returned by `gojs_config_new` and is not used afterwards.
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

/// Runs `change` on a configuration.
///
/// # Safety
///
/// `config` is NULL or a valid configuration that nothing else uses.
unsafe fn change(config: *mut gojs_config, change: impl FnOnce(&mut Config) -> Result<(), gojs_status>) -> gojs_status {
    // SAFETY: by the contract above.
    attempt(|| change(&mut unsafe { borrow_mut(config) }?.config))
}

/// Adds an argument. The first argument is the program name, `os.Args[0]`.
///
/// # Safety
///
/// `config` is NULL or a valid configuration; `argument` is NULL or a NUL-terminated string.
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
/// `config` is NULL or a valid configuration; `name` and `value` are NULL or NUL-terminated strings.
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

/// Sets the working directory, an absolute guest path. Default: `/`.
///
/// # Safety
///
/// `config` is NULL or a valid configuration; `path` is NULL or a NUL-terminated string.
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

/// Mounts an empty in-memory file system at an absolute guest path. Each program gets a separate file system.
///
/// # Safety
///
/// `config` is NULL or a valid configuration; `path` is NULL or a NUL-terminated string.
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

/// Mounts a directory of the operating system at an absolute guest path. No guest path leads out of the directory.
/// `gojs_program_new` opens the directory. If that fails, or there is no operating system, it returns
/// `GOJS_STATUS_DIRECTORY`.
///
/// # Safety
///
/// `config` is NULL or a valid configuration; `path` and `directory` are NULL or NUL-terminated strings.
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

/// Defines a function on the global object. `callback` and `ctx` must stay valid until every program that was created
/// with this configuration is freed.
///
/// # Safety
///
/// `config` is NULL or a valid configuration; `name` is NULL or a NUL-terminated string; `callback` is NULL, or can be
/// called with `ctx` as long as described above, and behaves as `gojs_callback` requires.
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

/// Sets the handler of waPC calls by the guest, and defines the global object `wapc`, through which a guest makes them.
/// `callback` receives four arguments: the binding, the namespace and the operation as strings, and the payload as
/// bytes. It returns bytes, a string or nothing. An error that `callback` throws is returned to the guest. `callback`
/// and `ctx` must stay valid until every program that was created with this configuration is freed.
///
/// A guest that imports functions from a module `wapc` needs a runtime that provides them: they are not among the
/// imports of gojs.
///
/// # Safety
///
/// `config` is NULL or a valid configuration; `callback` is NULL, or can be called with `ctx` as long as described
/// above, and behaves as `gojs_callback` requires.
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

/// Sets the host, which is copied. Its callbacks and its `ctx` must stay valid until every program that was created
/// with this configuration is freed. NULL restores the default, the operating system.
///
/// # Safety
///
/// `config` is NULL or a valid configuration; `host` is NULL, or its callbacks can be called with its `ctx` as long as
/// described above, and behave as `gojs_host` requires.
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

/// Makes runs reproducible. Replaces the operating system with a host whose clock starts at 2000-01-01 and advances by
/// itself, whose random bytes are derived from the seed, whose input is empty, and whose output is lost. The random
/// bytes are not fit for cryptographic keys. The callbacks of `gojs_config_host` take precedence as usual: `write`
/// receives the output.
///
/// # Safety
///
/// `config` is NULL or a valid configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_config_deterministic(config: *mut gojs_config, seed: u64) -> gojs_status {
    let set = |config: &mut Config| {
        config.seed = Some(seed);
        Ok(())
    };
    // SAFETY: by the contract above.
    unsafe { change(config, set) }
}

/// A limited resource of a program. A request beyond a limit fails with an error that the program can handle, if there
/// is one. Otherwise, the program ends.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum gojs_limit {
    /// The approximate size of all JavaScript values, in bytes. Default: 1,073,741,824. The linear memory does not
    /// count: it belongs to the wasm runtime.
    HeapBytes = 0,
    /// Pending timers. Default: 65,536.
    Timers,
    /// Callbacks, events and jobs that are queued until Go is idle. Default: 1,048,576.
    Queue,
    /// Open files, including the standard streams. Default: 1,024.
    OpenFiles,
    /// The nesting depth of calls between Go and its host. Default: 128. A deeper call throws a `RangeError` in Go.
    /// Each level uses stack of gojs and of the wasm runtime.
    Depth,
    /// Bytes written to each of the standard streams. Default: no limit.
    OutputBytes,
    /// The length of a string, in bytes of UTF-8. Default: 536,870,888.
    StringBytes,
    /// The size of an array buffer, in bytes. Default: 4,294,967,296.
    BufferBytes,
    /// Objects, strings and other JavaScript values that occupy a heap cell. Default: 4,194,304.
    Cells,
}

/// Sets a limit to `max`. `limit` is a `gojs_limit`, which documents the defaults.
///
/// # Safety
///
/// `config` is NULL or a valid configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gojs_config_limit(config: *mut gojs_config, limit: u32, max: u64) -> gojs_status {
    let set = |config: &mut Config| {
        let size = usize::try_from(max).unwrap_or(usize::MAX);
        let limits = config.limits;
        config.limits = match limit {
            limit if limit == gojs_limit::HeapBytes as u32 => limits.heap_bytes(size),
            limit if limit == gojs_limit::Timers as u32 => limits.timers(size),
            limit if limit == gojs_limit::Queue as u32 => limits.queue(size),
            limit if limit == gojs_limit::OpenFiles as u32 => limits.open_files(size),
            limit if limit == gojs_limit::Depth as u32 => limits.depth(u32::try_from(max).unwrap_or(u32::MAX)),
            limit if limit == gojs_limit::OutputBytes as u32 => limits.output_bytes(max),
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
