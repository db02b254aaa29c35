//! The error numbers of Unix systems, some of which differ from those of Linux.

use rustix::io;

use crate::host::Errno;

/// Converts a system error to the name that Go knows.
pub(in crate::host) fn named(error: io::Errno) -> Errno {
    match error {
        io::Errno::TOOBIG => Errno::E2BIG,
        io::Errno::ACCESS => Errno::EACCES,
        io::Errno::AGAIN => Errno::EAGAIN,
        io::Errno::BADF => Errno::EBADF,
        io::Errno::BUSY => Errno::EBUSY,
        io::Errno::CANCELED => Errno::ECANCELED,
        io::Errno::DQUOT => Errno::EDQUOT,
        io::Errno::EXIST => Errno::EEXIST,
        io::Errno::FAULT => Errno::EFAULT,
        io::Errno::FBIG => Errno::EFBIG,
        io::Errno::ILSEQ => Errno::EILSEQ,
        io::Errno::INTR => Errno::EINTR,
        io::Errno::INVAL => Errno::EINVAL,
        io::Errno::ISDIR => Errno::EISDIR,
        io::Errno::LOOP => Errno::ELOOP,
        io::Errno::MFILE => Errno::EMFILE,
        io::Errno::MLINK => Errno::EMLINK,
        io::Errno::NAMETOOLONG => Errno::ENAMETOOLONG,
        io::Errno::NFILE => Errno::ENFILE,
        io::Errno::NODEV => Errno::ENODEV,
        io::Errno::NOENT => Errno::ENOENT,
        io::Errno::NOMEM => Errno::ENOMEM,
        io::Errno::NOSPC => Errno::ENOSPC,
        io::Errno::NOSYS => Errno::ENOSYS,
        io::Errno::NOTCONN => Errno::ENOTCONN,
        io::Errno::NOTDIR => Errno::ENOTDIR,
        io::Errno::NOTEMPTY => Errno::ENOTEMPTY,
        // These are the same number on some systems, such as Linux, where a second pattern would be unreachable.
        error if error == io::Errno::NOTSUP || error == io::Errno::OPNOTSUPP => Errno::ENOTSUP,
        io::Errno::NOTTY => Errno::ENOTTY,
        io::Errno::NXIO => Errno::ENXIO,
        io::Errno::OVERFLOW => Errno::EOVERFLOW,
        io::Errno::PERM => Errno::EPERM,
        io::Errno::PIPE => Errno::EPIPE,
        io::Errno::RANGE => Errno::ERANGE,
        io::Errno::ROFS => Errno::EROFS,
        io::Errno::SPIPE => Errno::ESPIPE,
        io::Errno::STALE => Errno::ESTALE,
        io::Errno::TIMEDOUT => Errno::ETIMEDOUT,
        // A file that is being executed cannot be written. Go for js/wasm has no name for this error.
        io::Errno::TXTBSY => Errno::EBUSY,
        io::Errno::XDEV => Errno::EXDEV,
        _ => Errno::EIO,
    }
}
