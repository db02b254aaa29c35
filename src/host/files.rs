//! The files of a process: descriptors, the working directory, the umask, and the output limit of the streams.

use alloc::{borrow::Cow, format, string::String, vec::Vec};

use super::{
    Errno, Host, Stream,
    fs::{FileSystem, FileTime, FileTree, FileType, Handle, Links, Metadata, OpenFlags},
    limits::{Limits, OutputQuota},
};

/// The path of the null device, the only file that every guest has. Writes to it are discarded; reads find end of file.
const NULL_DEVICE: &str = "/dev/null";

/// The target of a file descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileDescriptor {
    Stdin,
    Stream(Stream),
    /// The null device, unless a file system has its own.
    Null,
    File(Handle),
}

/// The files of one program.
#[derive(Debug)]
pub(crate) struct Files {
    tree: FileTree,
    /// An absolute path in the tree.
    cwd: String,
    umask: u32,
    descriptors: Vec<Option<FileDescriptor>>,
    /// The maximum number of descriptors.
    max: usize,
    output_quota: OutputQuota,
}

impl Default for Files {
    fn default() -> Self {
        let descriptors =
            [FileDescriptor::Stdin, FileDescriptor::Stream(Stream::Stdout), FileDescriptor::Stream(Stream::Stderr)]
                .map(Some);
        Files {
            tree: FileTree::new(),
            cwd: "/".into(),
            umask: 0o022,
            descriptors: descriptors.into(),
            max: Limits::default().open_files,
            output_quota: OutputQuota::default(),
        }
    }
}

impl Files {
    pub(crate) fn tree(&mut self) -> &mut FileTree {
        &mut self.tree
    }

    pub(crate) fn set_limits(&mut self, limits: &Limits) {
        self.max = limits.open_files;
        self.output_quota.max = limits.output_bytes;
    }

    /// Writes to a stream as [`Host::write`] does, but at most as many bytes as the output limit leaves. Fails with
    /// `EFBIG` if it leaves none.
    pub(crate) fn write(
        &mut self,
        host: &mut (impl Host + ?Sized),
        stream: Stream,
        bytes: &[u8],
    ) -> Result<usize, Errno> {
        let fits = bytes.get(..self.output_quota.room(stream)).unwrap_or(bytes);
        if fits.is_empty() && !bytes.is_empty() {
            return Err(Errno::EFBIG);
        }
        let written = host.write(stream, fits)?;
        self.output_quota.take(stream, written);
        Ok(written)
    }

    /// Writes all of the bytes to a stream. Fails with `EIO` if the host writes nothing and returns no error.
    pub(crate) fn write_all(
        &mut self,
        host: &mut (impl Host + ?Sized),
        stream: Stream,
        bytes: &[u8],
    ) -> Result<(), Errno> {
        let mut rest = bytes;
        while !rest.is_empty() {
            match self.write(host, stream, rest)? {
                0 => return Err(Errno::EIO),
                written => rest = rest.get(written..).unwrap_or_default(),
            }
        }
        Ok(())
    }

    /// Returns the output limit in bytes, if this stream has reached it.
    pub(crate) fn spent_allowance(&mut self, stream: Stream) -> Option<u64> {
        (self.output_quota.room(stream) == 0).then_some(self.output_quota.max)
    }

    /// Returns whether no file system is mounted, so only the streams and the null device exist.
    pub(crate) fn is_empty(&self) -> bool {
        self.tree.is_empty()
    }

    /// Returns the number of path bytes walked in path resolution since the last call.
    pub(crate) fn take_walked(&mut self) -> u64 {
        self.tree.take_walked()
    }

    pub(crate) fn set_time(&mut self, now: FileTime) {
        self.tree.set_time(now);
    }

    pub(crate) fn cwd(&self) -> &str {
        &self.cwd
    }

    /// Sets the initial working directory. The path is not checked.
    pub(crate) fn set_cwd(&mut self, path: String) {
        self.cwd = path;
    }

    /// Changes the working directory: `chdir(2)`.
    pub(crate) fn chdir(&mut self, path: &str) -> Result<(), Errno> {
        let cwd = self.with_path(path, |tree, path| {
            let path = tree.canonicalize(path)?;
            if tree.stat(&path, Links::Follow)?.is_dir() { Ok(path) } else { Err(Errno::ENOTDIR) }
        })?;
        self.cwd = cwd;
        Ok(())
    }

    pub(crate) fn umask(&self) -> u32 {
        self.umask
    }

    pub(crate) fn set_umask(&mut self, umask: u32) {
        self.umask = umask & 0o777;
    }

    /// Returns the absolute form of a path.
    fn absolute<'p>(&self, path: &'p str) -> Cow<'p, str> {
        if path.starts_with('/') {
            return path.into();
        }
        format!("{}/{path}", self.cwd.trim_end_matches('/')).into()
    }

    /// Calls `op` with the tree and the absolute form of a path.
    pub(crate) fn with_path<R>(
        &mut self,
        path: &str,
        op: impl FnOnce(&mut FileTree, &str) -> Result<R, Errno>,
    ) -> Result<R, Errno> {
        if self.tree.is_empty() {
            return Err(Errno::ENOSYS);
        }
        if path.is_empty() {
            return Err(Errno::ENOENT);
        }
        let path = self.absolute(path);
        op(&mut self.tree, &path)
    }

    /// Calls `op` as [`with_path`](Self::with_path) does, with two paths.
    pub(crate) fn with_paths(
        &mut self,
        from: &str,
        to: &str,
        op: impl FnOnce(&mut FileTree, &str, &str) -> Result<(), Errno>,
    ) -> Result<(), Errno> {
        let to = if to.is_empty() { return Err(Errno::ENOENT) } else { self.absolute(to) };
        self.with_path(from, |tree, from| op(tree, from, &to))
    }

    /// Opens a file under the lowest free descriptor: `open(2)`.
    pub(crate) fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<i32, Errno> {
        let fd = self.descriptors.iter().position(Option::is_none).unwrap_or(self.descriptors.len());
        if fd >= self.max {
            return Err(Errno::EMFILE);
        }
        let mode = mode & 0o7777 & !self.umask;
        let opened = match self.with_path(path, |tree, path| tree.open(path, flags, mode)) {
            Ok(handle) => FileDescriptor::File(handle),
            Err(errno) if self.is_null_device(path, errno) => FileDescriptor::Null,
            Err(errno) => return Err(errno),
        };
        match self.descriptors.get_mut(fd) {
            Some(place) => *place = Some(opened),
            None => self.descriptors.push(Some(opened)),
        }
        Ok(fd as i32)
    }

    /// Returns whether a path is that of the null device, and its lookup failed because no file system has a file
    /// there.
    fn is_null_device(&self, path: &str, errno: Errno) -> bool {
        matches!(errno, Errno::ENOENT | Errno::ENOSYS) && self.absolute(path) == NULL_DEVICE
    }

    /// Returns the target of a descriptor.
    pub(crate) fn descriptor(&self, fd: i32) -> Result<FileDescriptor, Errno> {
        let place = usize::try_from(fd).ok().and_then(|fd| self.descriptors.get(fd));
        place.copied().flatten().ok_or(Errno::EBADF)
    }

    /// Closes a descriptor: `close(2)`.
    pub(crate) fn close(&mut self, fd: i32) -> Result<(), Errno> {
        let descriptor = self.descriptor(fd)?;
        if let Some(place) = usize::try_from(fd).ok().and_then(|fd| self.descriptors.get_mut(fd)) {
            *place = None;
        }
        match descriptor {
            FileDescriptor::File(handle) => self.tree.close(handle),
            _ => Ok(()),
        }
    }

    /// Returns the metadata of a file: `stat(2)` and `lstat(2)`.
    pub(crate) fn stat(&mut self, path: &str, links: Links) -> Result<Metadata, Errno> {
        match self.with_path(path, |tree, path| tree.stat(path, links)) {
            Err(errno) if self.is_null_device(path, errno) => Ok(character_device()),
            result => result,
        }
    }

    /// Creates a directory: `mkdir(2)`.
    pub(crate) fn mkdir(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        let mode = mode & 0o7777 & !self.umask;
        self.with_path(path, |tree, path| tree.mkdir(path, mode))
    }
}

/// Returns the metadata of a character device: of the null device, or of a stream for which the host has none.
pub(crate) fn character_device() -> Metadata {
    Metadata::new(FileType::CharDevice, 0o666, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open_null(files: &mut Files) -> Result<i32, Errno> {
        files.open(NULL_DEVICE, OpenFlags::RDWR, 0)
    }

    #[test]
    fn the_lowest_free_number_is_given_out() {
        let mut files = Files::default();
        assert_eq!([(); 3].map(|()| open_null(&mut files).unwrap()), [3, 4, 5]);
        files.close(4).unwrap();
        assert_eq!((files.descriptor(4), files.close(4)), (Err(Errno::EBADF), Err(Errno::EBADF)));
        assert_eq!([(); 2].map(|()| open_null(&mut files).unwrap()), [4, 6]);
        files.close(0).unwrap();
        assert_eq!(open_null(&mut files), Ok(0));
        let opened = core::iter::from_fn(|| open_null(&mut files).ok()).count();
        assert_eq!((opened, open_null(&mut files)), (1024 - 7, Err(Errno::EMFILE)));
    }

    #[test]
    fn without_a_file_system_there_is_the_null_device_alone() {
        let mut files = Files::default();
        assert_eq!(files.open("/x", OpenFlags::RDONLY, 0), Err(Errno::ENOSYS));
        assert_eq!(files.open("dev/null", OpenFlags::RDONLY, 0), Ok(3));
        assert_eq!(files.stat("/dev/null", Links::Follow), Ok(character_device()));
        assert_eq!(files.chdir("/dev"), Err(Errno::ENOSYS));
    }
}
