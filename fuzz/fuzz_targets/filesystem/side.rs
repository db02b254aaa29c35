//! The file system that is attacked.

use gojs::{
    Errno,
    fs::{FileSystem, FileTime, FileType, MemFs},
};

use super::operation::{Files, Outcome};

/// How far below the root the files are: `..` leads up.
pub(crate) const DEPTH: usize = 4;

/// The names down to the base, which no operation has.
pub(crate) fn base(depth: usize) -> String {
    vec!["x"; depth].join("/")
}

/// The time that is it while an input is tried.
pub(crate) const NOW: FileTime = FileTime { seconds: 1_000_000_000, nanos: 7 };

/// One in memory, with nothing but the base.
pub(crate) fn memory(is_root: bool) -> Files<MemFs> {
    let mut fs = MemFs::new();
    for depth in 1..=DEPTH {
        fs.mkdir(&base(depth), 0o700).unwrap();
    }
    fs.set_time(NOW);
    Files { fs, base: base(DEPTH), open: Vec::new(), is_root }
}

impl Files<MemFs> {
    /// Removes all there is, by which every name and every byte must have been counted.
    pub(crate) fn remove_all(&mut self) {
        let names = self.remove_below("");
        assert_eq!(self.fs.entries(), 0, "{names} names were removed");
        while let Some(file) = self.open.pop() {
            self.fs.close(file).unwrap();
            assert_eq!(self.fs.close(file), Err(Errno::EBADF));
        }
        assert_eq!(self.fs.bytes(), 0);
    }

    fn remove_below(&mut self, directory: &str) -> u64 {
        let Ok(Outcome::Names(names)) = self.list(directory) else { panic!("{directory} is a directory") };
        let mut removed = 0;
        for (name, file_type) in names {
            let path = format!("{directory}{name}");
            if FileType::from_mode(file_type) == FileType::Directory {
                removed += self.remove_below(&format!("{path}/"));
                self.fs.rmdir(&path).unwrap();
            } else {
                self.fs.unlink(&path).unwrap();
            }
            removed += 1;
        }
        removed
    }
}
