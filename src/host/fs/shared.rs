//! A file system with several users.

use alloc::{boxed::Box, sync::Arc};
use core::ops::DerefMut;

use super::{file_system::FileSystem, forward::forward, metadata::FileTime};
use crate::host::Errno;

#[cfg(feature = "std")]
extern crate std;

/// The maximum number of attempts to lock a file system, which take a second or more. A thread that waits longer waits
/// for itself. With `std`, an attempt includes a system call.
const ATTEMPTS: u32 = if cfg!(feature = "std") { 1 << 21 } else { 1 << 28 };

/// A file system that several programs mount, or that an embedder accesses while a program has it mounted. All clones
/// refer to the same file system.
///
/// ```
/// use gojs::fs::{FileSystem, MemFs, Shared};
///
/// # fn main() -> Result<(), gojs::Errno> {
/// let mut files = Shared::new(MemFs::new());
/// let mut mounted = files.clone();
/// mounted.write_file("out.txt", b"done")?;
/// assert_eq!(files.read_file("out.txt")?, b"done");
/// assert_eq!(files.lock()?.bytes(), 4);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Default)]
pub struct Shared<F>(Arc<spin::Mutex<F>>);

impl<F> Clone for Shared<F> {
    fn clone(&self) -> Self {
        Shared(Arc::clone(&self.0))
    }
}

impl<F> Shared<F> {
    /// Makes a file system shareable.
    #[must_use]
    pub fn new(fs: F) -> Self {
        Shared(Arc::new(spin::Mutex::new(fs)))
    }

    /// Locks the file system until the guard is dropped. Other users spin until then.
    ///
    /// # Errors
    ///
    /// [`Errno::EBUSY`] if the file system stays locked for a second or more. This happens if a thread holds a guard while it
    /// asks for another one, or while it runs a program that has mounted the file system.
    pub fn lock(&self) -> Result<impl DerefMut<Target = F> + '_, Errno> {
        for _ in 0..ATTEMPTS {
            if let Some(guard) = self.0.try_lock() {
                return Ok(guard);
            }
            #[cfg(feature = "std")]
            std::thread::yield_now();
            core::hint::spin_loop();
        }
        Err(Errno::EBUSY)
    }
}

impl<F: FileSystem> FileSystem for Shared<F> {
    forward!(self => self.lock()?; reads);
    forward!(self => self.lock()?; changes);

    fn set_time(&mut self, now: FileTime) {
        if let Ok(mut fs) = self.lock() {
            fs.set_time(now);
        }
    }
}

impl<F: FileSystem + ?Sized> FileSystem for Box<F> {
    forward!(self => (**self); reads);
    forward!(self => (**self); clock);
    forward!(self => (**self); changes);
}

impl<F: FileSystem + ?Sized> FileSystem for &mut F {
    forward!(self => (**self); reads);
    forward!(self => (**self); clock);
    forward!(self => (**self); changes);
}
