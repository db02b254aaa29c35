//! A file system in several hands.

use alloc::{boxed::Box, sync::Arc};
use core::ops::DerefMut;

use super::{file_system::FileSystem, forward::forward};

/// A file system that several programs have mounted, or that an embedder looks into while a program has it: each clone
/// is the same one.
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
    /// Makes a file system one that can be shared.
    #[must_use]
    pub fn new(fs: F) -> Self {
        Shared(Arc::new(spin::Mutex::new(fs)))
    }

    /// The file system itself, for as long as the guard lives. Others wait for it, without sleep: in one thread there must
    /// not be two guards, nor one while a program runs there that has the file system mounted.
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
