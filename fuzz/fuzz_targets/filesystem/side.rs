//! The file system under attack.

use gojs::{
    Errno,
    fs::{FileSystem, FileTime, FileType, MemFs},
};

use super::operation::{Files, Outcome};

/// The depth of the files below the root, because `..` leads up.
pub(crate) const DEPTH: usize = 4;

/// Returns the path down to the base. No operation uses its names.
pub(crate) fn base(depth: usize) -> String {
    vec!["x"; depth].join("/")
}

/// The current time while an input is executed.
pub(crate) const NOW: FileTime = FileTime { seconds: 1_000_000_000, nanos: 7 };

/// Creates an in-memory file system that contains only the base.
pub(crate) fn memory(is_root: bool) -> Files<MemFs> {
    let mut fs = MemFs::new();
    for depth in 1..=DEPTH {
        fs.mkdir(&base(depth), 0o700).unwrap();
    }
    fs.set_time(NOW);
    Files { fs, base: base(DEPTH), open: Vec::new(), is_root }
}

impl Files<MemFs> {
    /// Removes everything, and checks that every name and every byte was counted.
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
