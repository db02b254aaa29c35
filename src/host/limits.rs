//! What a program may take of its host.

use core::fmt;

use super::Stream;

/// What a program may take of its host's memory and time, and what it may write.
///
/// What comes to a limit is refused, in the way that a program knows from elsewhere, where there is such a way; else the program
/// is ended with [`Error::LimitReached`](crate::Error::LimitReached), which names the limit. The embedder goes on either way: it
/// can read what the program has written, and start another.
///
/// | limit | default | what happens there |
/// | --- | ---: | --- |
/// | [`linear_memory`](Self::linear_memory) | 1 GiB | `memory.grow` fails: Go ends with "out of memory". On wasmer, which lets it grow, the program is ended when it calls its host next |
/// | [`table_elements`](Self::table_elements) | 1,048,576 | `table.grow` fails; a module with a larger table is not instantiated. Not on wasmer |
/// | [`heap_bytes`](Self::heap_bytes) | 1 GiB | the program is ended |
/// | [`cells`](Self::cells) | 4,194,304 | the program is ended |
/// | [`string_bytes`](Self::string_bytes) | 536,870,888 | a `RangeError`; where Go passes one, or a function can't throw it, the program is ended |
/// | [`buffer_bytes`](Self::buffer_bytes) | 4 GiB | a `RangeError`; the same |
/// | [`timers`](Self::timers) | 65,536 | `setTimeout` throws a `RangeError`; where Go's runtime starts one, the program is ended |
/// | [`queue`](Self::queue) | 1,048,576 | `queueMicrotask` throws a `RangeError`, [`Program::queue`](crate::Program::queue) is an error; else the program is ended |
/// | [`open_files`](Self::open_files) | 1,024 | `EMFILE` |
/// | [`depth`](Self::depth) | 128 | a `RangeError` |
/// | [`output_bytes`](Self::output_bytes) | none | `EFBIG`; where Go's runtime writes, the program is ended |
/// | [`fuel`](Self::fuel) | none | the program is ended |
///
/// ```
/// use gojs::Limits;
///
/// let limits = Limits::default().linear_memory(16 << 20).heap_bytes(1 << 20).output_bytes(64 << 10);
/// ```
///
/// What a program's files may take is a quota of the file system that is mounted: see
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
            // The limits of V8, the first of which is one in UTF-16 units.
            string_bytes: 0x1fff_ffe8,
            buffer_bytes: usize::try_from(1_u64 << 32).unwrap_or(usize::MAX),
            timers: 1 << 16,
            queue: 1 << 20,
            // As Linux has it by default.
            open_files: 1 << 10,
            depth: 128,
            output_bytes: u64::MAX,
            fuel: u64::MAX,
        }
    }
}

impl Limits {
    /// None but what the host itself can't go beyond: for a program that is trusted. What is nested still has a
    /// [`depth`](Self::depth), and there are as many open files as by default.
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

    /// Sets how large the linear memory may grow, in bytes. Go 1.27 takes some 3 MB for a small program.
    ///
    /// One that is [lent](crate::Builder) ends where its buffer does, or here, if that comes first.
    #[must_use]
    pub fn linear_memory(mut self, bytes: u64) -> Self {
        self.linear_memory = bytes;
        self
    }

    /// Sets how many elements a table of the module's may have. Go's have one for each function, some thousand.
    #[must_use]
    pub fn table_elements(mut self, elements: u64) -> Self {
        self.table_elements = elements;
        self
    }

    /// Sets how many bytes the program's JavaScript values may take, about. It is looked at between two calls of the host: one of
    /// them may go beyond by as much again, before the program is ended in the middle of it, and by three times as much where a
    /// table that doubles as it grows has just done so. The linear memory, which is most of what a Go program takes, is apart
    /// from these.
    ///
    /// Go lets go of a value when it collects its own garbage, and the value's size is not Go's: a program that does nothing but
    /// write a file holds some eight thousand buffers, each as long as what it writes at a time, before Go has enough garbage of
    /// its own; with the variable `GOGC=20`, half as many.
    #[must_use]
    pub fn heap_bytes(mut self, bytes: usize) -> Self {
        self.heap_bytes = bytes;
        self
    }

    /// Sets how many JavaScript values there may be that take a cell of the heap: objects, strings, symbols and BigInts, those of
    /// the globals among them, which are some hundred. It is looked at when [`heap_bytes`](Self::heap_bytes) is: one call of
    /// the host may go beyond by as many again.
    #[must_use]
    pub fn cells(mut self, cells: usize) -> Self {
        self.cells = cells;
        self
    }

    /// Sets how long one JavaScript string may be, in bytes of UTF-8.
    #[must_use]
    pub fn string_bytes(mut self, bytes: usize) -> Self {
        self.string_bytes = bytes;
        self
    }

    /// Sets how large one `ArrayBuffer` may be, that of a typed array among them, in bytes. Go's library makes one for each
    /// `Read` and `Write` of a file, of the length of what is read or written.
    #[must_use]
    pub fn buffer_bytes(mut self, bytes: usize) -> Self {
        self.buffer_bytes = bytes;
        self
    }

    /// Sets how many timers may run at once. Go's runtime has one for all of its sleeping goroutines.
    #[must_use]
    pub fn timers(mut self, timers: usize) -> Self {
        self.timers = timers;
        self
    }

    /// Sets how many callbacks, events and jobs may be waiting for Go to come to rest.
    #[must_use]
    pub fn queue(mut self, waiting: usize) -> Self {
        self.queue = waiting;
        self
    }

    /// Sets how many files may be open at once, the standard streams among them.
    #[must_use]
    pub fn open_files(mut self, files: usize) -> Self {
        self.open_files = files;
        self
    }

    /// Sets how deep Go and its host may call one another. Each level takes some kilobytes of native stack.
    #[must_use]
    pub fn depth(mut self, depth: u32) -> Self {
        self.depth = depth;
        self
    }

    /// Sets how many bytes may be written to each of the standard streams. What still fits is written.
    #[must_use]
    pub fn output_bytes(mut self, bytes: u64) -> Self {
        self.output_bytes = bytes;
        self
    }

    /// Sets how much fuel the program may take from its start to its end, for its own instructions and for what it has its host
    /// do. The engine must be one that counts fuel, as for a
    /// [slice](crate::Builder::fuel_slice).
    #[must_use]
    pub fn fuel(mut self, fuel: u64) -> Self {
        self.fuel = fuel;
        self
    }
}

/// Which of its [`Limits`] has ended a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::linear_memory`], on a runtime that does not ask before it lets a memory grow
    LinearMemory,
    /// [`Limits::heap_bytes`]
    HeapBytes,
    /// [`Limits::cells`]
    Cells,
    /// [`Limits::string_bytes`]
    StringBytes,
    /// [`Limits::buffer_bytes`]
    BufferBytes,
    /// [`Limits::timers`]
    Timers,
    /// [`Limits::queue`]
    Queue,
    /// [`Limits::output_bytes`]
    OutputBytes,
    /// [`Limits::fuel`]
    Fuel,
}

/// What there may be so many of.
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

/// What a program has written to its streams, and still may.
#[derive(Debug)]
pub(crate) struct Allowance {
    pub(crate) most: u64,
    /// By stream.
    written: [u64; 2],
}

impl Default for Allowance {
    fn default() -> Self {
        Allowance { most: Limits::default().output_bytes, written: [0; 2] }
    }
}

impl Allowance {
    fn written(&mut self, stream: Stream) -> &mut u64 {
        let [stdout, stderr] = &mut self.written;
        match stream {
            Stream::Stdout => stdout,
            Stream::Stderr => stderr,
        }
    }

    /// How many more bytes may be written.
    pub(crate) fn room(&mut self, stream: Stream) -> usize {
        let room = self.most.saturating_sub(*self.written(stream));
        usize::try_from(room).unwrap_or(usize::MAX)
    }

    /// So many were written.
    pub(crate) fn take(&mut self, stream: Stream, bytes: usize) {
        let written = self.written(stream);
        *written = written.saturating_add(bytes as u64);
    }
}
