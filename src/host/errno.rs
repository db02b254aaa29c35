//! Error numbers, with the names and messages that Node gives them.

use core::fmt;

macro_rules! errno {
    ($($name:ident = $number:literal, $message:literal;)*) => {
        /// The reason that a host operation failed: a POSIX error, identified by its name.
        ///
        /// The numbers are those of Linux. The messages are those of [libuv], which Node puts into its errors. Go's
        /// `syscall` package knows all of the names; an unknown name would end the program.
        ///
        /// [libuv]: https://docs.libuv.org/en/v1.x/errors.html
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Errno {
            $(#[doc = concat!("`", stringify!($name), "`: ", $message, ".")] $name = $number,)*
        }

        impl Errno {
            /// Returns the name, which Node puts into `code` and Go's `syscall` package looks up.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Errno::$name => stringify!($name),)* }
            }

            /// Returns a short description of the error.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Errno::$name => $message,)* }
            }

            /// Returns the error with a Linux error number.
            #[must_use]
            pub const fn from_raw(number: i32) -> Option<Errno> {
                match number { $($number => Some(Errno::$name),)* _ => None }
            }
        }
    };
}

errno! {
    E2BIG = 7, "argument list too long";
    EACCES = 13, "permission denied";
    EAGAIN = 11, "resource temporarily unavailable";
    EBADF = 9, "bad file descriptor";
    EBUSY = 16, "resource busy or locked";
    ECANCELED = 125, "operation canceled";
    EDQUOT = 122, "disk quota exceeded";
    EEXIST = 17, "file already exists";
    EFAULT = 14, "bad address in system call argument";
    EFBIG = 27, "file too large";
    EILSEQ = 84, "illegal byte sequence";
    EINTR = 4, "interrupted system call";
    EINVAL = 22, "invalid argument";
    EIO = 5, "i/o error";
    EISDIR = 21, "illegal operation on a directory";
    ELOOP = 40, "too many symbolic links encountered";
    EMFILE = 24, "too many open files";
    EMLINK = 31, "too many links";
    ENAMETOOLONG = 36, "name too long";
    ENFILE = 23, "file table overflow";
    ENODEV = 19, "no such device";
    ENOENT = 2, "no such file or directory";
    ENOMEM = 12, "not enough memory";
    ENOSPC = 28, "no space left on device";
    ENOSYS = 38, "function not implemented";
    ENOTCONN = 107, "socket is not connected";
    ENOTDIR = 20, "not a directory";
    ENOTEMPTY = 39, "directory not empty";
    ENOTSUP = 95, "operation not supported on socket";
    ENOTTY = 25, "inappropriate ioctl for device";
    ENXIO = 6, "no such device or address";
    EOVERFLOW = 75, "value too large for defined data type";
    EPERM = 1, "operation not permitted";
    EPIPE = 32, "broken pipe";
    ERANGE = 34, "result too large";
    EROFS = 30, "read-only file system";
    ESPIPE = 29, "invalid seek";
    ESTALE = 116, "stale file handle";
    ETIMEDOUT = 110, "connection timed out";
    EXDEV = 18, "cross-device link not permitted";
}

impl Errno {
    /// Returns the Linux error number. Node's `errno` is its negative.
    #[must_use]
    pub const fn raw(self) -> i32 {
        self as i32
    }
}

impl fmt::Display for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.message())
    }
}

impl core::error::Error for Errno {}
