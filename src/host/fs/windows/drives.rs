//! The drives of Windows, each of which is a folder to the guest.

extern crate std;

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use std::{
    fs,
    os::windows::fs::{symlink_dir, symlink_file},
    path::Path,
};

use cap_std::{ambient_authority, fs::Dir};

use super::{
    folder::Folder,
    name::{drive_of, guest_path},
};
use crate::host::{
    Errno,
    fs::{DirEntry, FileType},
    system_error::errno,
};

/// A drive. It is opened anew for each operation, because an open handle prevents the removal of the drive from the
/// machine.
#[derive(Debug)]
pub(in crate::host::fs) struct Drive {
    letter: char,
    root: Dir,
}

/// The target of a path in `HostFs`.
#[derive(Debug)]
pub(in crate::host::fs) enum Place<'p> {
    /// The folder of all drives.
    Drives,
    /// A path on a drive.
    On(Drive, &'p str),
}

impl<'p> Place<'p> {
    pub(in crate::host::fs) fn of(path: &'p str) -> Result<Place<'p>, Errno> {
        let mut rest = path;
        while !rest.is_empty() {
            let (name, behind) = rest.split_once('/').unwrap_or((rest, ""));
            rest = behind;
            match name {
                // The parent of the root is the root.
                "" | "." | ".." => {}
                name => {
                    let letter = drive_of(name).ok_or(Errno::ENOENT)?;
                    return Ok(Place::On(Drive::open(letter)?, rest));
                }
            }
        }
        Ok(Place::Drives)
    }

    /// Returns the drive, and the path on it. `held` is the error for the folder of all drives.
    pub(in crate::host::fs) fn on_drive(path: &'p str, held: Errno) -> Result<(Drive, &'p str), Errno> {
        match Place::of(path)? {
            Place::Drives => Err(held),
            Place::On(drive, path) => Ok((drive, path)),
        }
    }
}

/// Returns the drives that exist.
pub(in crate::host::fs) fn entries() -> Vec<DirEntry> {
    let is_there = |letter: &char| Path::new(&root(*letter)).exists();
    let entry = |letter: char| DirEntry { name: letter.to_string(), file_type: FileType::Directory };
    ('a'..='z').filter(is_there).map(entry).collect()
}

fn root(letter: char) -> String {
    format!("{letter}:\\")
}

/// Converts an absolute guest path to a Windows path: `/c/Users` becomes `c:\Users`.
fn host_path(path: &str) -> Option<String> {
    let (drive, rest) = path.trim_start_matches('/').split_once('/').unwrap_or((path.trim_start_matches('/'), ""));
    Some([root(drive_of(drive)?), rest.replace('/', "\\")].concat())
}

impl Drive {
    fn open(letter: char) -> Result<Drive, Errno> {
        let root = Dir::open_ambient_dir(root(letter), ambient_authority()).map_err(|error| errno(&error))?;
        Ok(Drive { letter, root })
    }

    pub(in crate::host::fs) fn folder(&self) -> Folder<'_> {
        Folder(&self.root)
    }

    /// Returns the text of a link. An absolute path in it becomes a guest path.
    pub(in crate::host::fs) fn read_link(&self, path: &str) -> Result<String, Errno> {
        let text = self.folder().read_link(path)?;
        Ok(match guest_path(Path::new(&text)) {
            Some(absolute) => absolute,
            // A path from the root of this drive. With two `/`, it would be on a server.
            None if text.starts_with('/') && !text.starts_with("//") => format!("/{}{text}", self.letter),
            None => text,
        })
    }

    /// Creates a link, whose text can be an absolute path.
    pub(in crate::host::fs) fn symlink(&self, target: &str, path: &str) -> Result<(), Errno> {
        if !target.starts_with('/') {
            return self.folder().symlink(target, path);
        }
        let target = host_path(target).ok_or(Errno::EPERM)?;
        let link = [root(self.letter), self.folder().host_path(path)?].concat();
        let made = match fs::metadata(&target).is_ok_and(|known| known.is_dir()) {
            true => symlink_dir(target, link),
            false => symlink_file(target, link),
        };
        made.map_err(|error| errno(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guest_s_path_names_a_drive() {
        assert_eq!(host_path("/c/Users/me").as_deref(), Some(r"c:\Users\me"));
        assert_eq!(host_path("/d").as_deref(), Some(r"d:\"));
        assert_eq!([host_path("/"), host_path("/tmp/x")], [None, None]);
    }
}
