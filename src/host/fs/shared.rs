//! A file system with several users.

use alloc::{boxed::Box, sync::Arc};
use core::ops::DerefMut;

use super::{file_system::FileSystem, forward::forward};

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
/// assert_eq!(files.lock().bytes(), 4);
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

    /// Locks the file system until the guard is dropped.
    ///
    /// Other users spin until then. A thread must therefore not hold two guards, nor hold one while it runs a program
    /// that has mounted the file system.
    #[must_use]
    pub fn lock(&self) -> impl DerefMut<Target = F> + '_ {
        self.0.lock()
    }
}

impl<F: FileSystem> FileSystem for Shared<F> {
    forward!(self => self.0.lock(); reads);
    forward!(self => self.0.lock(); changes);
}

impl<F: FileSystem + ?Sized> FileSystem for Box<F> {
    forward!(self => (**self); reads);
    forward!(self => (**self); changes);
}

impl<F: FileSystem + ?Sized> FileSystem for &mut F {
    forward!(self => (**self); reads);
    forward!(self => (**self); changes);
}
