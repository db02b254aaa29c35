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

/// A folder of the host, and nothing outside of it.
///
/// Neither `..` nor a symbolic link leads out, whoever made the link and whenever, also while another process
/// moves what is in the folder: each path is followed by [cap-std], up to its last name, and the system is never given more
/// than an open directory and one name in it, which it does not follow. An absolute link in the folder is a path of the
/// guest's: it leads to what is mounted there, if anything is.
///
/// - The guest does what this process may do: files have the owner, and lose the umask, as with any other that it makes.
///   Set-user-ID and set-group-ID are taken off the permissions that a guest gives, for a guest that runs as root could
///   lend them to whoever else uses the folder.
/// - **A guest may write any text as a symbolic link**, as with a folder shared with a virtual machine. It means
///   nothing to the guest outside of what is mounted, but it does to the host: what uses the folder there must not
///   follow links that a guest made. [`read_only`](FileSystem::read_only) keeps it from making any.
/// - Hard links, bind mounts and devices that the host has put into the folder are in it, and can be used.
/// - Nothing waits for the other end of a FIFO: a device or FIFO is opened with `O_NONBLOCK`, and reading from it is
///   [`Errno::EAGAIN`] where nothing has come.
/// - The links of `/proc` that are no text (`/proc/self/fd/3`) are not followed: [`ELOOP`](crate::Errno::ELOOP), or what their text says.
/// - Names that are no UTF-8 are listed with U+FFFD in place of what is none, as in Node, and can't be opened.
///
/// Only on Unix.
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
