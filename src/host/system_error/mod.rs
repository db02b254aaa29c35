//! Conversion of operating system errors to the names that Go knows.
//!
//! Each system has its own error numbers, and [`Errno`] has those of Linux, so the conversion never copies a number.

extern crate std;

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::io::{self, ErrorKind};

#[cfg(unix)]
pub(super) use self::unix::named;
use super::Errno;

/// Converts an error of the system or of the standard library.
pub(super) fn errno(error: &io::Error) -> Errno {
    #[cfg(unix)]
    if let Some(number) = rustix::io::Errno::from_io_error(error) {
        return named(number);
    }
    #[cfg(windows)]
    if let Some(named) = windows::named(error) {
        return named;
    }
    of_kind(error.kind())
}

/// Returns whether a name could not be resolved to an address. On Unix, this error has no number and no distinct kind.
#[cfg(feature = "fetch")]
pub(super) fn is_unknown_host(error: &io::Error) -> bool {
    #[cfg(windows)]
    if windows::is_unknown_host(error) {
        return true;
    }
    error.raw_os_error().is_none() && std::string::ToString::to_string(error).starts_with("failed to lookup address")
}

/// Converts an error by its kind, if it has no number or a number without a name in Go.
fn of_kind(kind: ErrorKind) -> Errno {
    match kind {
        ErrorKind::AlreadyExists => Errno::EEXIST,
        ErrorKind::ArgumentListTooLong => Errno::E2BIG,
        ErrorKind::BrokenPipe => Errno::EPIPE,
        ErrorKind::CrossesDevices => Errno::EXDEV,
        ErrorKind::DirectoryNotEmpty => Errno::ENOTEMPTY,
        ErrorKind::ExecutableFileBusy | ErrorKind::ResourceBusy => Errno::EBUSY,
        ErrorKind::FileTooLarge => Errno::EFBIG,
        ErrorKind::Interrupted => Errno::EINTR,
        ErrorKind::InvalidData => Errno::EILSEQ,
        ErrorKind::InvalidInput => Errno::EINVAL,
        ErrorKind::IsADirectory => Errno::EISDIR,
        ErrorKind::NotADirectory => Errno::ENOTDIR,
        ErrorKind::NotConnected => Errno::ENOTCONN,
        ErrorKind::NotFound => Errno::ENOENT,
        ErrorKind::NotSeekable => Errno::ESPIPE,
        ErrorKind::OutOfMemory => Errno::ENOMEM,
        ErrorKind::PermissionDenied => Errno::EACCES,
        ErrorKind::QuotaExceeded => Errno::EDQUOT,
        ErrorKind::ReadOnlyFilesystem => Errno::EROFS,
        ErrorKind::StaleNetworkFileHandle => Errno::ESTALE,
        ErrorKind::StorageFull => Errno::ENOSPC,
        ErrorKind::TimedOut => Errno::ETIMEDOUT,
        ErrorKind::TooManyLinks => Errno::EMLINK,
        ErrorKind::Unsupported => Errno::ENOTSUP,
        ErrorKind::WouldBlock => Errno::EAGAIN,
        _ => Errno::EIO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn linux_has_each_name_under_the_number_that_it_has_here() {
        for number in 1..=133 {
            let named = errno(&io::Error::from_raw_os_error(number));
            // 26 is ETXTBSY, which Go does not know: it becomes EBUSY.
            let expected = if number == 26 { Errno::EBUSY } else { Errno::from_raw(number).unwrap_or(Errno::EIO) };
            assert_eq!(named, expected, "{number}");
        }
    }

    #[cfg(any(target_vendor = "apple", windows))]
    #[test]
    fn the_number_of_one_system_is_not_taken_for_linux_s() {
        // 35 is EAGAIN on macOS, but EDEADLK on Linux. 32 is a sharing violation on Windows, but EPIPE on Linux.
        let (number, expected) = if cfg!(windows) { (32, Errno::EBUSY) } else { (35, Errno::EAGAIN) };
        assert_eq!(errno(&io::Error::from_raw_os_error(number)), expected);
    }

    #[test]
    fn an_error_of_the_library_s_own_goes_by_its_kind() {
        assert_eq!(errno(&io::Error::new(ErrorKind::NotADirectory, "no number")), Errno::ENOTDIR);
        assert_eq!(errno(&io::Error::other("no kind either")), Errno::EIO);
    }
}
