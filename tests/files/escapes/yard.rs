//! A folder for the guest, and a neighboring one that the guest must not access.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};

use crate::folder::Folder;

/// The contents that must not be read.
pub(crate) const SECRET: &[u8] = b"the secret of the house";

/// Everything that can be observed of a file: mode, owner, links, times, and the contents or a link's target.
type Seen = (u32, u32, u32, u64, i64, i64, Vec<u8>);

pub(crate) struct Yard {
    folder: Folder,
}

impl Yard {
    pub(crate) fn new() -> Yard {
        let yard = Yard { folder: Folder::new() };
        let (inside, outside) = (yard.inside(), yard.outside_path());
        fs::create_dir_all(outside.join("empty")).unwrap();
        fs::write(outside.join("secret"), SECRET).unwrap();
        fs::create_dir_all(inside.join("deep/er")).unwrap();
        fs::write(inside.join("own"), "own").unwrap();
        let link = |text: &Path, name: &str| symlink(text, inside.join(name)).unwrap();
        link(Path::new("../outside"), "out");
        link(Path::new(".."), "up");
        link(&outside, "absolute");
        link(Path::new("../outside/secret"), "file");
        link(Path::new("../outside/new"), "dangling");
        link(Path::new("chain-2"), "chain");
        link(Path::new("deep/../out"), "chain-2");
        link(Path::new("../../../outside"), "deep/er/out");
        link(&Path::new("/proc/self/root").join(outside.strip_prefix("/").unwrap()), "proc");
        yard
    }

    fn path(&self) -> PathBuf {
        PathBuf::from(self.folder.path())
    }

    pub(crate) fn inside(&self) -> PathBuf {
        self.path().join("inside")
    }

    pub(crate) fn outside_path(&self) -> PathBuf {
        self.path().join("outside")
    }

    /// Returns everything that is currently outside.
    pub(crate) fn outside(&self) -> BTreeMap<PathBuf, Seen> {
        let mut seen = BTreeMap::new();
        let mut pending = vec![self.outside_path()];
        while let Some(path) = pending.pop() {
            let metadata = fs::symlink_metadata(&path).unwrap();
            let contents = if metadata.is_dir() {
                pending.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
                Vec::new()
            } else if metadata.is_symlink() {
                fs::read_link(&path).unwrap().into_os_string().into_encoded_bytes()
            } else {
                fs::read(&path).unwrap()
            };
            let times = (metadata.mtime(), metadata.ctime_nsec());
            seen.insert(
                path,
                (metadata.mode(), metadata.uid(), metadata.gid(), metadata.nlink(), times.0, times.1, contents),
            );
        }
        seen
    }
}
