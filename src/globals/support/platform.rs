//! The access of globals to what the embedder supplies, and the errors of the operating system that it can cause.

use core::fmt::Write;

use crate::{
    host::{Environment, Errno, Files, Host, Stream},
    js::{Callback, Context, ErrorClass, Heap, Object, Text, Thrown, price},
};

impl Context<'_> {
    /// Returns the host of the program.
    pub fn host(&mut self) -> &mut dyn Host {
        &mut self.platform().1.host
    }

    /// Returns heap, host and files at once, for operations that transfer data between them.
    pub(in crate::globals) fn parts(&mut self) -> (&mut Heap, &mut dyn Host, &mut Files) {
        let (heap, platform) = self.platform();
        (heap, &mut platform.host, &mut platform.files)
    }

    pub(in crate::globals) fn files(&mut self) -> &mut Files {
        &mut self.platform().1.files
    }

    pub(in crate::globals) fn environment(&mut self) -> &Environment {
        &self.platform().1.environment
    }

    /// Writes all of the bytes to a stream.
    pub(in crate::globals) fn write(&mut self, stream: Stream, bytes: &[u8]) -> Result<(), Errno> {
        let (heap, host, files) = self.parts();
        heap.charge(price::SYSCALL.saturating_add(price::bytes(bytes.len())));
        files.write_all(host, stream, bytes)
    }

    /// Starts a timer on the clock of the host. Throws a `RangeError` at the limit.
    pub(in crate::globals) fn schedule(&mut self, callback: Callback) -> Result<u32, Thrown> {
        let now = self.host().monotonic();
        let id = self.event_loop().timers.schedule_callback(now, callback);
        id.ok_or_else(|| self.range_error("Too many timers are running"))
    }

    /// Reads random bytes from the host. Throws a Node system error if that fails.
    pub(in crate::globals) fn random<const N: usize>(&mut self) -> Result<[u8; N], Thrown> {
        self.charge(price::SYSCALL)?;
        let mut bytes = [0; N];
        match self.host().entropy(&mut bytes) {
            Ok(()) => Ok(bytes),
            Err(errno) => Err(self.system_error(errno, "getrandom", &[]).into()),
        }
    }

    /// Creates a Node system error (`SystemError`): an `Error` whose message begins with its `code`. `paths` are the
    /// values of the properties `path` and `dest`, in this order.
    pub(in crate::globals) fn system_error(&mut self, errno: Errno, syscall: &str, paths: &[&str]) -> Object {
        let heap = self.heap();
        let mut message = Text::new(heap);
        // `Text` keeps its own error.
        let _ = write!(message, "{errno}, {syscall}");
        for (path, separator) in paths.iter().zip([" ", " -> "]) {
            message.push_str(separator);
            let _ = write!(message, "'{path}'");
        }
        let message = heap.temporary(message);
        let error = heap.error(ErrorClass::Error, &message);
        let code = heap.string(errno.code());
        let syscall = heap.string(syscall);
        heap.define_data(error, "errno", errno.raw().saturating_neg());
        heap.define_data(error, "code", code);
        heap.define_data(error, "syscall", syscall);
        for (name, path) in ["path", "dest"].iter().zip(paths) {
            let path = heap.string(path);
            heap.define_data(error, name, path);
        }
        error
    }

    /// Creates the error with which `wasm_exec.js` answers a call that it does not implement.
    pub(in crate::globals) fn not_implemented(&mut self) -> Thrown {
        let heap = self.heap();
        let error = heap.error(ErrorClass::Error, "not implemented");
        let code = heap.string(Errno::ENOSYS.code());
        heap.define_data(error, "code", code);
        error.into()
    }
}
