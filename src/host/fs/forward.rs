//! File systems that forward to another file system.

/// Implements methods of [`FileSystem`](super::FileSystem) that only forward to another file system. `clock` implements
/// `set_time`, which cannot fail; `reads` implements those that cannot modify it, except `open`; `changes` implements
/// the rest, including `open`. `handles` forwards the operations on open files, except `fchmod`, to a table of them.
macro_rules! forward {
    ($this:ident => $to:expr; handles) => {
        $crate::host::fs::forward::forward! { $this => $to; handle_reads }
        $crate::host::fs::forward::forward! { $this => $to; handle_changes }
    };
    ($this:ident => $to:expr; handle_reads) => {
        $crate::host::fs::forward::forward! { $this => $to;
            close(file: $crate::host::fs::Handle) -> Result<(), $crate::Errno>;
            read(file: $crate::host::fs::Handle, position: Option<u64>, buf: &mut [u8]) -> Result<usize, $crate::Errno>;
            fstat(file: $crate::host::fs::Handle) -> Result<$crate::host::fs::Metadata, $crate::Errno>;
        }
    };
    ($this:ident => $to:expr; handle_changes) => {
        $crate::host::fs::forward::forward! { $this => $to;
            write(file: $crate::host::fs::Handle, position: Option<u64>, bytes: &[u8]) -> Result<usize, $crate::Errno>;
            ftruncate(file: $crate::host::fs::Handle, size: u64) -> Result<(), $crate::Errno>;
            fchown(file: $crate::host::fs::Handle, uid: u32, gid: u32) -> Result<(), $crate::Errno>;
            futimes(
                file: $crate::host::fs::Handle,
                atime: $crate::host::fs::FileTime,
                mtime: $crate::host::fs::FileTime,
            ) -> Result<(), $crate::Errno>;
            fsync(file: $crate::host::fs::Handle) -> Result<(), $crate::Errno>;
        }
    };
    ($this:ident => $to:expr; reads) => {
        $crate::host::fs::forward::forward! { $this => $to; handle_reads }
        $crate::host::fs::forward::forward! { $this => $to;
            stat(path: &str, links: $crate::host::fs::Links) -> Result<$crate::host::fs::Metadata, $crate::Errno>;
            read_dir(path: &str) -> Result<alloc::vec::Vec<$crate::host::fs::DirEntry>, $crate::Errno>;
            read_link(path: &str) -> Result<alloc::string::String, $crate::Errno>;
        }
    };
    ($this:ident => $to:expr; clock) => {
        $crate::host::fs::forward::forward! { $this => $to; set_time(now: $crate::host::fs::FileTime) -> (); }
    };
    ($this:ident => $to:expr; changes) => {
        $crate::host::fs::forward::forward! { $this => $to; handle_changes }
        $crate::host::fs::forward::forward! { $this => $to;
            open(path: &str, flags: $crate::host::fs::OpenFlags, mode: u32)
                -> Result<$crate::host::fs::Handle, $crate::Errno>;
            fchmod(file: $crate::host::fs::Handle, mode: u32) -> Result<(), $crate::Errno>;
            mkdir(path: &str, mode: u32) -> Result<(), $crate::Errno>;
            rmdir(path: &str) -> Result<(), $crate::Errno>;
            unlink(path: &str) -> Result<(), $crate::Errno>;
            rename(from: &str, to: &str) -> Result<(), $crate::Errno>;
            link(existing: &str, new: &str) -> Result<(), $crate::Errno>;
            symlink(target: &str, path: &str) -> Result<(), $crate::Errno>;
            chmod(path: &str, mode: u32) -> Result<(), $crate::Errno>;
            chown(path: &str, uid: u32, gid: u32, links: $crate::host::fs::Links) -> Result<(), $crate::Errno>;
            utimes(
                path: &str,
                atime: $crate::host::fs::FileTime,
                mtime: $crate::host::fs::FileTime,
                links: $crate::host::fs::Links,
            ) -> Result<(), $crate::Errno>;
        }
    };
    ($this:ident => $to:expr; $($name:ident($($arg:ident: $type:ty),* $(,)?) -> $result:ty;)*) => {
        $(fn $name(&mut $this, $($arg: $type),*) -> $result {
            $to.$name($($arg),*)
        })*
    };
}

pub(super) use forward;
