//! A file system in which each method can fail.

use gojs::{
    Errno,
    fs::{DirEntry, FileSystem, FileTime, Handle, Links, MemFs, Metadata, OpenFlags},
};

use super::plan::{ERRNO, Plan};

#[derive(Debug)]
pub(crate) struct FaultyFiles {
    inner: MemFs,
    plan: Plan,
}

impl FaultyFiles {
    pub(crate) fn new(plan: Plan) -> FaultyFiles {
        FaultyFiles { inner: MemFs::new(), plan }
    }
}

macro_rules! faulty {
    ($($name:ident($($arg:ident: $type:ty),*) -> $result:ty;)*) => {
        impl FileSystem for FaultyFiles {
            $(fn $name(&mut self, $($arg: $type),*) -> Result<$result, Errno> {
                if self.plan.call(concat!("files: ", stringify!($name))) {
                    return Err(ERRNO);
                }
                self.inner.$name($($arg),*)
            })*

            fn set_time(&mut self, now: FileTime) {
                self.inner.set_time(now);
            }
        }
    };
}

faulty! {
    open(path: &str, flags: OpenFlags, mode: u32) -> Handle;
    close(file: Handle) -> ();
    read(file: Handle, position: Option<u64>, buf: &mut [u8]) -> usize;
    write(file: Handle, position: Option<u64>, bytes: &[u8]) -> usize;
    fstat(file: Handle) -> Metadata;
    ftruncate(file: Handle, size: u64) -> ();
    fchmod(file: Handle, mode: u32) -> ();
    fchown(file: Handle, uid: u32, gid: u32) -> ();
    futimes(file: Handle, atime: FileTime, mtime: FileTime) -> ();
    fsync(file: Handle) -> ();
    stat(path: &str, links: Links) -> Metadata;
    read_dir(path: &str) -> Vec<DirEntry>;
    read_link(path: &str) -> String;
    mkdir(path: &str, mode: u32) -> ();
    rmdir(path: &str) -> ();
    unlink(path: &str) -> ();
    rename(from: &str, to: &str) -> ();
    link(existing: &str, new: &str) -> ();
    symlink(target: &str, path: &str) -> ();
    chmod(path: &str, mode: u32) -> ();
    chown(path: &str, uid: u32, gid: u32, links: Links) -> ();
    utimes(path: &str, atime: FileTime, mtime: FileTime, links: Links) -> ();
}
