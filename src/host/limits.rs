//! Limits on the resources of a program.

use core::fmt;

use super::Stream;

/// Limits on the memory, time and output of a program.
///
/// A request beyond a limit fails with an error that programs already know, if there is one. Otherwise, the program
/// ends with [`Error::LimitReached`](crate::Error::LimitReached), which names the limit. The embedder continues in
/// either case: it can read the output of the program and start another program.
///
/// | limit | default | effect |
/// | --- | ---: | --- |
/// | [`linear_memory`](Self::linear_memory) | 1 GiB | `memory.grow` fails: Go ends with "out of memory". On wasmer, the memory grows, and the program ends at its next call to the host |
/// | [`table_elements`](Self::table_elements) | 1,048,576 | `table.grow` fails; a module with a larger table is not instantiated. Not enforced on wasmer |
/// | [`heap_bytes`](Self::heap_bytes) | 1 GiB | the program ends |
/// | [`cells`](Self::cells) | 4,194,304 | the program ends |
/// | [`string_bytes`](Self::string_bytes) | 536,870,888 | a `RangeError`; if Go passes the string, or the function cannot throw, the program ends |
/// | [`buffer_bytes`](Self::buffer_bytes) | 4 GiB | a `RangeError`, or the program ends, as for `string_bytes` |
/// | [`timers`](Self::timers) | 65,536 | `setTimeout` throws a `RangeError`; if Go's runtime starts the timer, the program ends |
/// | [`queue`](Self::queue) | 1,048,576 | `queueMicrotask` throws a `RangeError`; [`Program::queue`](crate::Program::queue) returns an error; otherwise, the program ends |
/// | [`open_files`](Self::open_files) | 1,024 | `EMFILE` |
/// | [`depth`](Self::depth) | 128 | a `RangeError` |
/// | [`output_bytes`](Self::output_bytes) | none | `EFBIG`; if Go's runtime writes, the program ends |
/// | [`fuel`](Self::fuel) | none | the program ends |
///
/// ```
/// use gojs::Limits;
///
/// let limits = Limits::default().linear_memory(16 << 20).heap_bytes(1 << 20).output_bytes(64 << 10);
/// ```
///
/// The storage of files is limited by the quota of the mounted file system: see
/// [`MemFs::quota`](crate::fs::MemFs::quota).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub(crate) linear_memory: u64,
    pub(crate) table_elements: u64,
    pub(crate) heap_bytes: usize,
    pub(crate) cells: usize,
    pub(crate) string_bytes: usize,
    pub(crate) buffer_bytes: usize,
    pub(crate) timers: usize,
    pub(crate) queue: usize,
    pub(crate) open_files: usize,
    pub(crate) depth: u32,
    pub(crate) output_bytes: u64,
    pub(crate) fuel: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            linear_memory: 1 << 30,
            table_elements: 1 << 20,
            heap_bytes: 1 << 30,
            cells: 1 << 22,
            // The limits of V8. Its limit on strings counts UTF-16 code units.
            string_bytes: 0x1fff_ffe8,
            buffer_bytes: usize::try_from(1_u64 << 32).unwrap_or(usize::MAX),
            timers: 1 << 16,
            queue: 1 << 20,
            // The default on Linux.
            open_files: 1 << 10,
            depth: 128,
            output_bytes: u64::MAX,
            fuel: u64::MAX,
        }
    }
}

impl Limits {
    /// Returns limits for a trusted program: as large as the host itself permits.
    ///
    /// [`depth`](Self::depth), [`open_files`](Self::open_files), [`string_bytes`](Self::string_bytes) and
    /// [`buffer_bytes`](Self::buffer_bytes) keep their defaults.
    #[must_use]
    pub fn none() -> Self {
        Limits {
            linear_memory: u64::MAX,
            table_elements: u64::MAX,
            heap_bytes: usize::MAX,
            cells: usize::MAX,
            timers: usize::MAX,
            queue: usize::MAX,
            ..Limits::default()
        }
    }

    /// Sets the maximum size of the linear memory, in bytes. A small program built with Go 1.27 needs about 3 MB.
    ///
    /// A [lent](crate::Builder) memory ends at the end of its buffer or at this limit, whichever is lower.
    #[must_use]
    pub fn linear_memory(mut self, bytes: u64) -> Self {
        self.linear_memory = bytes;
        self
    }

    /// Sets the maximum number of elements in all tables of the module together. Go's table has one element for each
    /// function, a few thousand.
    #[must_use]
    pub fn table_elements(mut self, elements: u64) -> Self {
        self.table_elements = elements;
        self
    }

    /// Sets the approximate maximum size of all JavaScript values of the program, in bytes.
    ///
    /// The limit is checked between calls from Go to the host. A single call can exceed it by up to 100% before the
    /// program ends in the middle of the call, or by up to 300% if a table that doubles as it grows has just done so.
    /// The linear memory, which is most of the memory of a Go program, does not count.
    ///
    /// Go releases a JavaScript value only when it collects its own garbage, and does not know the size of the value. A
    /// program that only writes a file thus holds about eight thousand buffers, each as long as one write, before Go
    /// has enough garbage to start a collection. With the environment variable `GOGC=20`, it holds half as many.
    #[must_use]
    pub fn heap_bytes(mut self, bytes: usize) -> Self {
        self.heap_bytes = bytes;
        self
    }

    /// Sets the maximum number of JavaScript values that occupy a heap cell: objects, strings, symbols and BigInts,
    /// including the few hundred of the globals. The limit is checked at the same time as
    /// [`heap_bytes`](Self::heap_bytes): a single call to the host can exceed it by up to 100%.
    #[must_use]
    pub fn cells(mut self, cells: usize) -> Self {
        self.cells = cells;
        self
    }

    /// Sets the maximum length of a JavaScript string, in bytes of UTF-8.
    #[must_use]
    pub fn string_bytes(mut self, bytes: usize) -> Self {
        self.string_bytes = bytes;
        self
    }

    /// Sets the maximum size of an `ArrayBuffer`, including that of a typed array, in bytes. Go's standard library
    /// allocates one for each `Read` and `Write` of a file, as long as the data.
    #[must_use]
    pub fn buffer_bytes(mut self, bytes: usize) -> Self {
        self.buffer_bytes = bytes;
        self
    }

    /// Sets the maximum number of pending timers. Go's runtime uses one for all of its sleeping goroutines.
    #[must_use]
    pub fn timers(mut self, timers: usize) -> Self {
        self.timers = timers;
        self
    }

    /// Sets the maximum number of callbacks, events and jobs that are queued until Go is idle.
    #[must_use]
    pub fn queue(mut self, waiting: usize) -> Self {
        self.queue = waiting;
        self
    }

    /// Sets the maximum number of open files, including the standard streams.
    #[must_use]
    pub fn open_files(mut self, files: usize) -> Self {
        self.open_files = files;
        self
    }

    /// Sets the maximum nesting depth of calls between Go and the host. Each level uses a few kilobytes of native
    /// stack.
    #[must_use]
    pub fn depth(mut self, depth: u32) -> Self {
        self.depth = depth;
        self
    }

    /// Sets the maximum number of bytes for each standard stream. The part of a write that still fits is written.
    #[must_use]
    pub fn output_bytes(mut self, bytes: u64) -> Self {
        self.output_bytes = bytes;
        self
    }

    /// Sets the maximum fuel for the whole run of the program: for its own instructions, and for the work that the host
    /// does for it. The engine must count fuel, as for a [slice](crate::Builder::fuel_slice).
    #[must_use]
    pub fn fuel(mut self, fuel: u64) -> Self {
        self.fuel = fuel;
        self
    }
}

/// The limit, one of [`Limits`], that ended a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::linear_memory`] was exceeded, on a runtime that grows a memory without asking first.
    LinearMemory,
    /// [`Limits::heap_bytes`] was exceeded.
    HeapBytes,
    /// [`Limits::cells`] was exceeded.
    Cells,
    /// [`Limits::string_bytes`] was exceeded.
    StringBytes,
    /// [`Limits::buffer_bytes`] was exceeded.
    BufferBytes,
    /// [`Limits::timers`] was exceeded.
    Timers,
    /// [`Limits::queue`] was exceeded.
    Queue,
    /// [`Limits::output_bytes`] was exceeded.
    OutputBytes,
    /// [`Limits::fuel`] was exceeded.
    Fuel,
}

/// Writes the limited quantity as a plural noun, which follows the number in
/// [`Error::LimitReached`](crate::Error::LimitReached).
impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Limit::LinearMemory => "bytes of linear memory",
            Limit::HeapBytes => "bytes of JavaScript values",
            Limit::Cells => "cells of JavaScript values",
            Limit::StringBytes => "bytes of one string",
            Limit::BufferBytes => "bytes of one array buffer",
            Limit::Timers => "timers",
            Limit::Queue => "waiting callbacks",
            Limit::OutputBytes => "bytes of output",
            Limit::Fuel => "units of fuel",
        })
    }
}

/// The output limit of the streams, and the number of bytes written to each.
#[derive(Debug)]
pub(crate) struct OutputQuota {
    pub(crate) max: u64,
    /// Indexed by stream: stdout, then stderr.
    written: [u64; 2],
}

impl Default for OutputQuota {
    fn default() -> Self {
        OutputQuota { max: Limits::default().output_bytes, written: [0; 2] }
    }
}

impl OutputQuota {
    fn written(&mut self, stream: Stream) -> &mut u64 {
        let [stdout, stderr] = &mut self.written;
        match stream {
            Stream::Stdout => stdout,
            Stream::Stderr => stderr,
        }
    }

    /// Returns the number of bytes that can still be written to a stream.
    pub(crate) fn room(&mut self, stream: Stream) -> usize {
        let room = self.max.saturating_sub(*self.written(stream));
        usize::try_from(room).unwrap_or(usize::MAX)
    }

    /// Counts bytes that were written to a stream.
    pub(crate) fn take(&mut self, stream: Stream, bytes: usize) {
        let written = self.written(stream);
        *written = written.saturating_add(bytes as u64);
    }
}
