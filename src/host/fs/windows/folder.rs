//! An open folder on Windows, and the operations on paths in it.

extern crate std;

use alloc::{string::String, vec::Vec};
use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use cap_std::fs::{Dir, MetadataExt, OpenOptions, OpenOptionsExt};
use windows_sys::Win32::{
    Foundation::{ERROR_TOO_MANY_LINKS, GENERIC_READ},
    Storage::FileSystem::{
        FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_READONLY, FILE_FLAG_BACKUP_SEMANTICS, FILE_FLAG_OPEN_REPARSE_POINT,
        FILE_FLAG_WRITE_THROUGH, FILE_READ_ATTRIBUTES, FILE_WRITE_ATTRIBUTES,
    },
};

use super::{
    metadata::of_file,
    name::{NAME_MAX, is_name, link_text},
    open_files::{OpenFile, set_mode, times},
};
use crate::host::{
    Errno,
    fs::{DirEntry, FileTime, FileType, Links, Metadata, OpenFlags},
    system_error::errno,
};

/// An open folder. cap-std follows the paths in it, so none leads out of it.
#[derive(Debug)]
pub(in crate::host::fs) struct Folder<'d>(pub(in crate::host::fs) &'d Dir);

/// A path below a folder, in Windows form.
struct Place {
    /// `""` for the folder itself.
    path: PathBuf,
    /// Whether the end of the path requires a directory.
    is_directory: bool,
    /// Whether the path ends in `.` or `..` instead of a name.
    is_dots: bool,
}

impl Place {
    fn is_root(&self) -> bool {
        self.path.as_os_str().is_empty()
    }

    /// Fails if the path requires a directory and the file is not one.
    fn check(&self, is_dir: bool) -> Result<(), Errno> {
        if self.is_directory && !is_dir { Err(Errno::ENOTDIR) } else { Ok(()) }
    }
}

/// Converts an error of cap-std. For a path that leads out, cap-std reports its own error, without a system error code.
fn refused(error: &io::Error) -> Errno {
    match error.raw_os_error() {
        None if error.kind() == io::ErrorKind::PermissionDenied => Errno::EXDEV,
        Some(code) if code as u32 == ERROR_TOO_MANY_LINKS => Errno::ELOOP,
        _ => errno(error),
    }
}

impl Folder<'_> {
    /// Converts a guest path. Resolves each `..` here, because Windows would drop the name before it without a lookup.
    /// A `..` after a link fails with [`Errno::EXDEV`], as at the root.
    fn place(&self, path: &str) -> Result<Place, Errno> {
        let mut place = Place { path: PathBuf::new(), is_directory: true, is_dots: false };
        for name in path.split('/') {
            match name {
                "" => {}
                "." => (place.is_directory, place.is_dots) = (true, true),
                ".." => {
                    if place.is_root() {
                        return Err(Errno::EXDEV);
                    }
                    match self.known(&place.path, Links::NoFollow)?.file_type() {
                        FileType::Directory => _ = place.path.pop(),
                        FileType::Symlink => return Err(Errno::EXDEV),
                        _ => return Err(Errno::ENOTDIR),
                    }
                    (place.is_directory, place.is_dots) = (true, true);
                }
                name if name.encode_utf16().count() > NAME_MAX => return Err(Errno::ENAMETOOLONG),
                name if !is_name(name) => return Err(Errno::ENOENT),
                name => {
                    place.path.push(name);
                    (place.is_directory, place.is_dots) = (path.ends_with('/'), false);
                }
            }
        }
        Ok(place)
    }

    /// Converts the path of a name that is created, removed or otherwise changed. `held` is the error for a path
    /// without a name: the root, or one that ends in `.` or `..`.
    fn name(&self, path: &str, held: Errno) -> Result<Place, Errno> {
        let place = self.place(path)?;
        if !place.is_root() && !place.is_dots {
            return Ok(place);
        }
        place.check(self.known(&place.path, Links::Follow)?.is_dir())?;
        Err(held)
    }

    /// Opens the folder itself once more.
    fn root(&self) -> Result<File, Errno> {
        Ok(self.0.try_clone().map_err(|error| errno(&error))?.into_std_file())
    }

    fn is_same(&self, other: &Folder<'_>) -> Result<bool, Errno> {
        let [one, other] = [self, other].map(|folder| folder.known(Path::new(""), Links::Follow));
        let (one, other) = (one?, other?);
        Ok((one.dev, one.ino) == (other.dev, other.ino))
    }

    /// Opens a file for access to its metadata only.
    fn open_known(&self, path: &Path, access: u32, links: Links) -> Result<File, Errno> {
        if path.as_os_str().is_empty() {
            return self.root();
        }
        let flags = match links {
            Links::Follow => FILE_FLAG_BACKUP_SEMANTICS,
            Links::NoFollow => FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT,
        };
        let mut options = OpenOptions::new();
        options.access_mode(access).custom_flags(flags);
        Ok(self.0.open_with(path, &options).map_err(|error| refused(&error))?.into_std())
    }

    fn known(&self, path: &Path, links: Links) -> Result<Metadata, Errno> {
        let file = self.open_known(path, FILE_READ_ATTRIBUTES, links)?;
        let mut known = of_file(&file).map_err(|error| errno(&error))?;
        if known.is_symlink() {
            known.size = self.text(path)?.len() as u64;
        }
        Ok(known)
    }

    /// Returns the text of a link.
    fn text(&self, path: &Path) -> Result<String, Errno> {
        Ok(link_text(&self.0.read_link_contents(path).map_err(|error| refused(&error))?))
    }

    pub(in crate::host::fs) fn open(&self, path: &str, flags: OpenFlags, mode: u32) -> Result<OpenFile, Errno> {
        let place = self.place(path)?;
        let made_anew = flags.contains(OpenFlags::CREAT | OpenFlags::EXCL);
        let in_the_way = if made_anew { Errno::EEXIST } else { Errno::EISDIR };
        if flags.contains(OpenFlags::CREAT) && place.is_directory {
            self.name(path, in_the_way)?;
            return Err(Errno::EISDIR);
        }
        if place.is_root() {
            return if flags.changes() { Err(in_the_way) } else { Ok(OpenFile::new(self.root()?, flags)) };
        }
        let mut given = flags;
        if place.is_directory || flags.contains(OpenFlags::DIRECTORY) {
            // Opening a regular file fails below. The file must not be truncated before that.
            given.remove(OpenFlags::TRUNC);
        } else if flags.contains(OpenFlags::APPEND | OpenFlags::TRUNC) && flags.writes() {
            // Windows does not truncate a file that is opened for appending.
            self.open(path, flags.difference(OpenFlags::APPEND), mode)?;
            given = flags.difference(OpenFlags::TRUNC | OpenFlags::EXCL);
        }
        let file = match self.0.open_with(&place.path, &options(given, mode)) {
            Ok(file) => file.into_std(),
            Err(error) => {
                // Windows has many different errors for a directory.
                let is_dir = || self.known(&place.path, Links::Follow).is_ok_and(|known| known.is_dir());
                return Err(if flags.changes() && is_dir() { in_the_way } else { refused(&error) });
            }
        };
        let known = file.metadata().map_err(|error| errno(&error))?;
        if known.is_symlink() {
            return Err(Errno::ELOOP);
        }
        place.check(known.is_dir())?;
        match (known.is_dir(), flags.changes()) {
            (true, true) => Err(Errno::EISDIR),
            (false, _) if flags.contains(OpenFlags::DIRECTORY) => Err(Errno::ENOTDIR),
            _ => Ok(OpenFile::new(file, flags)),
        }
    }

    pub(in crate::host::fs) fn stat(&self, path: &str, links: Links) -> Result<Metadata, Errno> {
        let place = self.place(path)?;
        let known = self.known(&place.path, if place.is_directory { Links::Follow } else { links })?;
        place.check(known.is_dir())?;
        Ok(known)
    }

    /// Returns the entries of a directory. Parts of names that are not Unicode are replaced, as in Node.
    pub(in crate::host::fs) fn read_dir(&self, path: &str) -> Result<Vec<DirEntry>, Errno> {
        let place = self.place(path)?;
        let entries = if place.is_root() { self.0.entries() } else { self.0.read_dir(&place.path) };
        let entries = entries.map_err(|error| refused(&error))?.map(|entry| {
            let entry = entry?;
            let file_type = entry.file_type()?;
            let file_type = match file_type {
                _ if file_type.is_symlink() => FileType::Symlink,
                _ if file_type.is_dir() => FileType::Directory,
                _ => FileType::Regular,
            };
            Ok(DirEntry { name: entry.file_name().to_string_lossy().into_owned(), file_type })
        });
        entries.collect::<io::Result<_>>().map_err(|error| errno(&error))
    }

    pub(in crate::host::fs) fn read_link(&self, path: &str) -> Result<String, Errno> {
        let place = self.name(path, Errno::EINVAL)?;
        if place.is_directory || !self.known(&place.path, Links::NoFollow)?.is_symlink() {
            self.stat(path, Links::NoFollow)?;
            return Err(Errno::EINVAL);
        }
        self.text(&place.path)
    }

    pub(in crate::host::fs) fn mkdir(&self, path: &str) -> Result<(), Errno> {
        let place = self.name(path, Errno::EEXIST)?;
        self.0.create_dir(&place.path).map_err(|error| refused(&error))
    }

    pub(in crate::host::fs) fn rmdir(&self, path: &str) -> Result<(), Errno> {
        let held = match path.trim_end_matches('/').rsplit('/').next() {
            Some(".") => Errno::EINVAL,
            Some("..") => Errno::ENOTEMPTY,
            _ => Errno::EBUSY,
        };
        let place = self.name(path, held)?;
        if !self.known(&place.path, Links::NoFollow)?.is_dir() {
            return Err(Errno::ENOTDIR);
        }
        self.0.remove_dir(&place.path).map_err(|error| refused(&error))
    }

    pub(in crate::host::fs) fn unlink(&self, path: &str) -> Result<(), Errno> {
        let place = self.name(path, Errno::EISDIR)?;
        let known = self.known(&place.path, Links::NoFollow)?;
        if known.is_dir() {
            return Err(Errno::EISDIR);
        }
        place.check(false)?;
        let is_to_directory = |link: cap_std::fs::Metadata| link.file_attributes() & FILE_ATTRIBUTE_DIRECTORY != 0;
        if known.is_symlink() && self.0.symlink_metadata(&place.path).is_ok_and(is_to_directory) {
            return self.0.remove_dir(&place.path).map_err(|error| refused(&error));
        }
        if known.mode & 0o200 == 0 {
            // Windows does not remove a read-only file. libuv clears the attribute as well.
            let file = self.open_known(&place.path, CHANGE, Links::NoFollow)?;
            set_mode(&file, 0o200).map_err(|error| errno(&error))?;
        }
        self.0.remove_file(&place.path).map_err(|error| refused(&error))
    }

    pub(in crate::host::fs) fn rename(&self, from: &str, to_folder: &Folder<'_>, to: &str) -> Result<(), Errno> {
        let (from, to) = (self.name(from, Errno::EBUSY)?, to_folder.name(to, Errno::EBUSY)?);
        let is_dir = self.known(&from.path, Links::NoFollow)?.is_dir();
        from.check(is_dir)?;
        to.check(is_dir)?;
        if is_dir && from.path != to.path && self.is_same(to_folder)? {
            // Windows would report that the directories are in use.
            if to.path.starts_with(&from.path) {
                return Err(Errno::EINVAL);
            }
            if from.path.starts_with(&to.path) {
                return Err(Errno::ENOTEMPTY);
            }
        }
        match to_folder.known(&to.path, Links::NoFollow).map(|known| (is_dir, known.is_dir())) {
            Ok((true, false)) => return Err(Errno::ENOTDIR),
            Ok((false, true)) => return Err(Errno::EISDIR),
            Ok(_) | Err(Errno::ENOENT) => {}
            Err(errno) => return Err(errno),
        }
        self.0.rename(&from.path, to_folder.0, &to.path).map_err(|error| refused(&error))
    }

    pub(in crate::host::fs) fn link(&self, existing: &str, new_folder: &Folder<'_>, new: &str) -> Result<(), Errno> {
        let (existing, new) = (self.name(existing, Errno::EPERM)?, new_folder.name(new, Errno::EEXIST)?);
        let is_dir = self.known(&existing.path, Links::NoFollow)?.is_dir();
        existing.check(is_dir)?;
        if is_dir {
            return Err(Errno::EPERM);
        }
        new.check(false)?;
        self.0.hard_link(&existing.path, new_folder.0, &new.path).map_err(|error| errno(&error))
    }

    /// Creates a link, whose text must not be an absolute path. The link is a directory link if its target is a
    /// directory now, as in Node.
    pub(in crate::host::fs) fn symlink(&self, target: &str, path: &str) -> Result<(), Errno> {
        let place = self.name(path, Errno::EEXIST)?;
        place.check(false)?;
        match target {
            "" => return Err(Errno::ENOENT),
            // A Windows path, which would lead out of the folder.
            _ if target.starts_with('/') || target.contains([':', '\\']) => return Err(Errno::EPERM),
            _ => {}
        }
        let text = PathBuf::from(target.replace('/', "\\"));
        let beside = place.path.with_file_name(&text);
        let made = match self.known(&beside, Links::Follow).is_ok_and(|known| known.is_dir()) {
            true => self.0.symlink_dir(text, &place.path),
            false => self.0.symlink_file(text, &place.path),
        };
        made.map_err(|error| refused(&error))
    }

    pub(in crate::host::fs) fn chmod(&self, path: &str, mode: u32) -> Result<(), Errno> {
        let file = self.open_to_change(path, Links::Follow)?;
        set_mode(&file, mode).map_err(|error| errno(&error))
    }

    /// Checks that the file exists. Windows has other owners than Unix, and Node does not change them.
    pub(in crate::host::fs) fn chown(&self, path: &str, links: Links) -> Result<(), Errno> {
        self.stat(path, links).map(|_| ())
    }

    pub(in crate::host::fs) fn utimes(
        &self,
        path: &str,
        atime: FileTime,
        mtime: FileTime,
        links: Links,
    ) -> Result<(), Errno> {
        let times = times(atime, mtime)?;
        self.open_to_change(path, links)?.set_times(times).map_err(|error| errno(&error))
    }

    fn open_to_change(&self, path: &str, links: Links) -> Result<File, Errno> {
        let place = self.name(path, Errno::EPERM)?;
        if place.is_directory {
            self.stat(path, Links::Follow)?;
        }
        self.open_known(&place.path, CHANGE, if place.is_directory { Links::Follow } else { links })
    }

    /// Returns the Windows form of a path below the folder.
    pub(in crate::host::fs) fn host_path(&self, path: &str) -> Result<String, Errno> {
        Ok(self.name(path, Errno::EEXIST)?.path.to_string_lossy().into_owned())
    }
}

/// The access rights to change the attributes and times of a file.
const CHANGE: u32 = FILE_READ_ATTRIBUTES | FILE_WRITE_ATTRIBUTES;

/// Returns the options with which libuv would open a file on Windows.
fn options(flags: OpenFlags, mode: u32) -> OpenOptions {
    let appends = flags.contains(OpenFlags::APPEND) && flags.writes();
    let mut options = OpenOptions::new();
    options
        .read(flags.reads())
        // Read-only access would permit neither creation nor truncation.
        .write(flags.changes() && !appends)
        .append(appends)
        .create(flags.contains(OpenFlags::CREAT))
        .create_new(flags.contains(OpenFlags::CREAT | OpenFlags::EXCL))
        .truncate(flags.contains(OpenFlags::TRUNC));
    if !flags.writes() && !flags.contains(OpenFlags::TRUNC) {
        options.access_mode(GENERIC_READ);
    }
    if flags.contains(OpenFlags::CREAT) && mode & 0o200 == 0 {
        options.attributes(FILE_ATTRIBUTE_READONLY);
    }
    // `FILE_FLAG_BACKUP_SEMANTICS` is required to open a directory.
    let mut system = FILE_FLAG_BACKUP_SEMANTICS;
    if flags.contains(OpenFlags::NOFOLLOW) {
        system |= FILE_FLAG_OPEN_REPARSE_POINT;
    }
    if flags.contains(OpenFlags::SYNC) {
        system |= FILE_FLAG_WRITE_THROUGH;
    }
    options.custom_flags(system);
    options
}
