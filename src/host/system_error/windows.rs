//! The error codes of Windows.

extern crate std;

use std::io;

use windows_sys::Win32::Foundation as system;
#[cfg(feature = "fetch")]
use windows_sys::Win32::Networking::WinSock as sockets;

use crate::host::Errno;

/// Converts a system error to the name that libuv, and therefore Node, gives it: `uv_translate_sys_error`.
///
/// Two codes are more precise than in libuv: those with which cap-std reports that a path is, or is not, a directory.
pub(super) fn named(error: &io::Error) -> Option<Errno> {
    Some(match error.raw_os_error()? as u32 {
        system::ERROR_META_EXPANSION_TOO_LONG => Errno::E2BIG,
        system::ERROR_CANT_ACCESS_FILE | system::ERROR_ELEVATION_REQUIRED | system::ERROR_NOACCESS => Errno::EACCES,
        system::ERROR_INVALID_FLAGS | system::ERROR_INVALID_HANDLE => Errno::EBADF,
        system::ERROR_LOCK_VIOLATION
        | system::ERROR_PIPE_BUSY
        | system::ERROR_SHARING_VIOLATION
        // The file is marked for deletion, but still open elsewhere.
        | system::ERROR_DELETE_PENDING => Errno::EBUSY,
        system::ERROR_OPERATION_ABORTED => Errno::ECANCELED,
        system::ERROR_ALREADY_EXISTS | system::ERROR_FILE_EXISTS => Errno::EEXIST,
        system::ERROR_BUFFER_OVERFLOW => Errno::EFAULT,
        system::ERROR_NO_UNICODE_TRANSLATION => Errno::EILSEQ,
        system::ERROR_INSUFFICIENT_BUFFER
        | system::ERROR_INVALID_DATA
        | system::ERROR_INVALID_PARAMETER
        | system::ERROR_NOT_A_REPARSE_POINT
        | system::ERROR_SYMLINK_NOT_SUPPORTED => Errno::EINVAL,
        system::ERROR_DIRECTORY_NOT_SUPPORTED | system::ERROR_INVALID_FUNCTION => Errno::EISDIR,
        system::ERROR_CANT_RESOLVE_FILENAME | system::ERROR_STOPPED_ON_SYMLINK => Errno::ELOOP,
        system::ERROR_TOO_MANY_OPEN_FILES => Errno::EMFILE,
        system::ERROR_TOO_MANY_LINKS => Errno::EMLINK,
        system::ERROR_FILENAME_EXCED_RANGE => Errno::ENAMETOOLONG,
        system::ERROR_BAD_PATHNAME
        | system::ERROR_FILE_NOT_FOUND
        | system::ERROR_INVALID_DRIVE
        | system::ERROR_INVALID_NAME
        | system::ERROR_INVALID_REPARSE_DATA
        | system::ERROR_NOT_READY
        | system::ERROR_PATH_NOT_FOUND => Errno::ENOENT,
        system::ERROR_NOT_ENOUGH_MEMORY | system::ERROR_OUTOFMEMORY => Errno::ENOMEM,
        system::ERROR_CANNOT_MAKE
        | system::ERROR_DISK_FULL
        | system::ERROR_EA_TABLE_FULL
        | system::ERROR_END_OF_MEDIA
        | system::ERROR_HANDLE_DISK_FULL => Errno::ENOSPC,
        system::ERROR_NOT_CONNECTED => Errno::ENOTCONN,
        system::ERROR_DIRECTORY => Errno::ENOTDIR,
        system::ERROR_DIR_NOT_EMPTY => Errno::ENOTEMPTY,
        system::ERROR_NOT_SUPPORTED => Errno::ENOTSUP,
        system::ERROR_ACCESS_DENIED | system::ERROR_PRIVILEGE_NOT_HELD => Errno::EPERM,
        system::ERROR_BAD_PIPE
        | system::ERROR_BROKEN_PIPE
        | system::ERROR_NO_DATA
        | system::ERROR_PIPE_NOT_CONNECTED => Errno::EPIPE,
        system::ERROR_WRITE_PROTECT => Errno::EROFS,
        system::ERROR_SEM_TIMEOUT => Errno::ETIMEDOUT,
        system::ERROR_NOT_SAME_DEVICE => Errno::EXDEV,
        _ => return None,
    })
}

/// Returns whether the resolver does not know the host name, or has no address for it.
#[cfg(feature = "fetch")]
pub(super) fn is_unknown_host(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(sockets::WSAHOST_NOT_FOUND | sockets::WSANO_DATA | sockets::WSATRY_AGAIN))
}
