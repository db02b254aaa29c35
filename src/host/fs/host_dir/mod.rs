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
use crate::{Errno, fs::FileSystem};

/// A folder of the host, and nothing outside of it.
///
/// Neither `..` nor a symbolic link leads out, whoever made the link and whenever, also while another process
/// moves what is in the folder: [cap-std] follows each path. An absolute link in the folder is a path of the guest's: it
/// leads to what is mounted there, if anything is.
///
/// The guest may do what this process may do, with any file in the folder. Hard links, mount points and devices that the
/// host has put there can be used.
///
/// # Unix
///
/// - cap-std follows a path up to its last name. The system is never given more than an open directory and one name in
///   it, which it does not follow.
/// - Files have the owner, and lose the umask, as with any other that this process makes.
///   Set-user-ID and set-group-ID are taken off the permissions that a guest gives, for a guest that runs as root could
///   lend them to whoever else uses the folder.
/// - **A guest may write any text as a symbolic link**, as with a folder shared with a virtual machine. It means
///   nothing to the guest outside of what is mounted, but it does to the host: what uses the folder there must not
///   follow links that a guest made. [`read_only`](FileSystem::read_only) keeps it from making any.
/// - Nothing waits for the other end of a FIFO: a device or FIFO is opened with `O_NONBLOCK`, and reading from it is
///   [`Errno::EAGAIN`] where nothing has come.
/// - The links of Linux's `/proc` that are no text (`/proc/self/fd/3`) are not followed: [`Errno::ELOOP`], or what their
///   text says.
/// - Names that are no UTF-8 are listed with U+FFFD in place of what is none, as in Node, and can't be opened.
///
/// # Windows
///
/// The guest sees what Go's js/wasm port sees of Node there:
///
/// - Paths have `/` between names. A name that Windows would read as something else does not exist ([`Errno::ENOENT`]):
///   one with `\`, `:`, `*` or `?` in it, one that ends with `.` or a space, `NUL` and other devices. Names that differ in
///   case alone are one name.
/// - Permissions are `rw-rw-rw-`, or `r--r--r--` if the file has the read-only attribute, which `chmod` sets by the owner's
///   right to write. A directory has no right to be searched, and none is needed. User and group are 0; `chown` succeeds
///   and does nothing.
/// - Opening, removing and renaming fail with [`Errno::EBUSY`] while another process does not share the file, and with
///   [`Errno::EPERM`] where Windows denies access. A directory is not renamed over another.
/// - The time of the last change is that of the last write. The room that a file takes is computed from its length.
/// - Symbolic links and junctions are followed within the folder. A guest makes links with a relative text alone
///   ([`Errno::EPERM`]), and only where Windows lets this process make any: as an administrator, or in developer mode.
/// - The permissions and times of the folder itself can't be set: [`Errno::EPERM`].
///
/// # Other systems
///
/// There is no `HostDir`.
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
    /// Opens a folder of the host, by a path of the host's.
    ///
    /// # Errors
    ///
    /// If it can't be opened, or is no directory.
    pub fn open(path: impl AsRef<Path>) -> std::io::Result<Self> {
        Ok(HostDir { root: Dir::open_ambient_dir(path, ambient_authority())?, files: OpenFiles::default() })
    }
}
