//! A folder of the host.

extern crate std;

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::path::Path;

use cap_std::{ambient_authority, fs::Dir};

#[cfg(unix)]
use super::unix::OpenFiles;
#[cfg(windows)]
use super::windows::OpenFiles;
#[cfg(doc)]
use crate::host::{Errno, fs::FileSystem};

/// A folder of the host, without access to anything outside it.
///
/// Neither `..` nor a symbolic link leads out of the folder, no matter who created the link and when, even while
/// another process moves files in the folder: [cap-std] follows each path. An absolute link in the folder is a guest
/// path: it leads to the file system that is mounted there, if any.
///
/// The guest has the rights of this process on every file in the folder. It can use hard links, mount points and
/// devices that the host has put there.
///
/// # Unix
///
/// - cap-std follows a path up to its last component. The system calls get only an open directory and a single name in
///   it, which they do not follow.
/// - New files get the owner of this process and are subject to its umask, like any other file that it creates. The
///   set-user-ID and set-group-ID bits are removed from the permissions that a guest sets: otherwise, a guest that runs
///   as root could lend its rights to other users of the folder.
/// - **A guest can write any text as a symbolic link**, as in a folder that is shared with a virtual machine. For the
///   guest, the link leads only to mounted file systems, but for the host, it can lead anywhere. Host programs that use
///   the folder must not follow links that a guest created. [`read_only`](FileSystem::read_only) prevents a guest from
///   creating links.
/// - Opening a FIFO does not wait for its other end. Devices and FIFOs are opened with `O_NONBLOCK`, and reading from
///   them fails with [`Errno::EAGAIN`] if no data is available.
/// - Magic links in Linux's `/proc`, such as `/proc/self/fd/3`, are not followed as the kernel does: the result is
///   [`Errno::ELOOP`], or the file at the path in their text.
/// - Names that are not UTF-8 are listed with U+FFFD in place of the invalid bytes, as in Node, and cannot be opened.
///
/// # Windows
///
/// The guest sees files as Go's js/wasm port does under Node on Windows:
///
/// - Paths have `/` between names. A name that Windows would interpret differently does not exist ([`Errno::ENOENT`]):
///   one that contains `\`, `:`, `*` or `?`, one that ends with `.` or a space, `NUL`, and other device names. Names
///   are case-insensitive.
/// - Permissions are `rw-rw-rw-`, or `r--r--r--` if the file has the read-only attribute. `chmod` sets this attribute
///   according to the write permission of the owner. Directories have no search permission and need none. User and
///   group are 0; `chown` succeeds and does nothing.
/// - Opening, removing and renaming fail with [`Errno::EBUSY`] while another process has the file open without sharing
///   it, and with [`Errno::EPERM`] if Windows denies access. A directory cannot replace another directory in a rename.
/// - The change time is the time of the last write. The allocated size is computed from the length.
/// - Symbolic links and junctions are followed within the folder. A guest can create only relative links (otherwise
///   [`Errno::EPERM`]), and only if Windows lets this process create links: as an administrator, or in developer mode.
/// - The permissions and times of the folder itself cannot be set: [`Errno::EPERM`].
///
/// # Other systems
///
/// `HostDir` is not available.
///
/// ```no_run
/// use gojs::fs::{FileSystem, HostDir};
///
/// let data = HostDir::open("./data")?.read_only();
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// [cap-std]: https://docs.rs/cap-std
#[derive(Debug)]
pub struct HostDir {
    root: Dir,
    files: OpenFiles,
}

impl HostDir {
    /// Opens a folder by its host path.
    ///
    /// # Errors
    ///
    /// If the path cannot be opened, or is not a directory.
    pub fn open(path: impl AsRef<Path>) -> std::io::Result<Self> {
        Ok(HostDir { root: Dir::open_ambient_dir(path, ambient_authority())?, files: OpenFiles::default() })
    }
}
