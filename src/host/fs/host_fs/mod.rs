//! All the files of the host.

extern crate std;

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use alloc::string::String;
use std::path::Path;

#[cfg(unix)]
use super::unix::OpenFiles;
#[cfg(windows)]
use super::windows::{OpenFiles, guest_path};

/// All the files of the host, as this process may use them: **no sandbox**.
///
/// It is for programs that are trusted as any other of the machine is, and want what Node gives them; a guest that is not
/// is given a [`HostDir`](super::HostDir).
///
/// Opening a FIFO waits for its other end, and reading from one, or from a terminal, for its bytes; the whole program
/// waits with it. Names that are no Unicode are listed with U+FFFD in place of what is none, as in Node, and can't be
/// opened.
///
/// # Unix
///
/// The path `a/b` is `/a/b` of the host. Mounted at `/`, each path and link means to the guest what it means to the host.
/// The system follows the links. What the process has for a umask is taken from the permissions of what is made.
///
/// # Windows
///
/// Each drive is a folder, with its letter for a name: `C:\Users` is `c/Users`, which a guest calls `/c/Users`. Go's
/// js/wasm port takes paths for those of Unix, so that neither `C:\Users` nor `C:/Users` is an absolute path to it, and `:`
/// divides the paths of a list. [`guest_path`](HostFs::guest_path) makes one of the other. What is on no drive, as
/// `\\server\share`, the guest can't reach.
///
/// Permissions, owners, names and links are those of a [`HostDir`](super::HostDir). A link that is an absolute path leads
/// to that path, where this is mounted at `/`; the guest may make one.
///
/// # Other systems
///
/// There is no `HostFs`.
#[derive(Debug, Default)]
pub struct HostFs {
    files: OpenFiles,
}

impl HostFs {
    /// All the files of the host.
    #[must_use]
    pub fn new() -> Self {
        HostFs::default()
    }

    /// What a guest calls a file of the host, where this is mounted at `/`: on Unix the same, and `/c/Users` for
    /// `C:\Users` on Windows. A path that is not absolute has no such name, nor has one of Windows's that is on no drive.
    /// What is no Unicode is replaced.
    #[must_use]
    pub fn guest_path(host: impl AsRef<Path>) -> Option<String> {
        #[cfg(unix)]
        let guest_path = |host: &Path| host.is_absolute().then(|| host.to_string_lossy().into_owned());
        guest_path(host.as_ref())
    }
}
