//! All files of the host.

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

/// All files of the host, with the rights of this process: **no sandbox**.
///
/// This file system is for programs that are as trusted as any other on the machine, and that expect the files that
/// Node would give them. For an untrusted guest, use a [`HostDir`](super::HostDir).
///
/// Opening a FIFO waits for its other end, and reading from a FIFO or a terminal waits for data. The whole program
/// waits with it. Names that are not Unicode are listed with U+FFFD in place of the invalid parts, as in Node, and
/// cannot be opened.
///
/// # Unix
///
/// The path `a/b` is `/a/b` on the host. If the file system is mounted at `/`, each path and link means the same to the
/// guest as to the host. The system follows the links. The umask of the process applies to files that the guest
/// creates.
///
/// # Windows
///
/// Each drive is a folder, named by its letter: `C:\Users` is `c/Users`, which a guest calls `/c/Users`. Go's js/wasm
/// port expects Unix paths: to it, neither `C:\Users` nor `C:/Users` is absolute, and `:` separates the paths in a
/// list. [`guest_path`](HostFs::guest_path) converts a host path. A guest cannot reach files that are not on a drive,
/// such as `\\server\share`.
///
/// Permissions, owners, names and links are those of a [`HostDir`](super::HostDir), except that the guest can also
/// create absolute links. If the file system is mounted at `/`, an absolute link leads to the host path in its text.
///
/// # Other systems
///
/// `HostFs` is not available.
#[derive(Debug, Default)]
pub struct HostFs {
    files: OpenFiles,
}

impl HostFs {
    /// Creates a file system of all host files.
    #[must_use]
    pub fn new() -> Self {
        HostFs::default()
    }

    /// Returns the guest path of a host file, if this file system is mounted at `/`: on Unix, the same path; on
    /// Windows, `/c/Users` for `C:\Users`.
    ///
    /// Returns `None` if the path is not absolute, or is a Windows path that is not on a drive. Parts that are not
    /// Unicode are replaced.
    #[must_use]
    pub fn guest_path(host: impl AsRef<Path>) -> Option<String> {
        #[cfg(unix)]
        let guest_path = |host: &Path| host.is_absolute().then(|| host.to_string_lossy().into_owned());
        guest_path(host.as_ref())
    }
}
