//! Performs the same operations on both sides: in memory, and on the host.

use std::{
    fs, process,
    sync::{LazyLock, Mutex, MutexGuard},
};

use gojs::{
    Errno,
    fs::{FileSystem, FileType, HostFs, Links, MemFs},
};

use super::{
    operation::{Files, Operation, Outcome},
    side::{DEPTH, base, memory},
};

/// A directory of this process, which is empty between inputs.
struct Folder {
    path: String,
    /// The subdirectory that corresponds to the root in memory. If a path leaves it unnoticed, the path still stays in
    /// our directory.
    top: String,
}

static FOLDER: LazyLock<Mutex<Folder>> = LazyLock::new(|| {
    let shared = std::path::Path::new("/dev/shm");
    let parent = if shared.is_dir() { shared.to_owned() } else { std::env::temp_dir() };
    // The path must not contain links, because they would count against the limit on followed links.
    let path = fs::canonicalize(parent).unwrap().join(format!("gojs-fuzz-{}", process::id()));
    let _ = fs::remove_dir_all(&path);
    let top = path.join("guard");
    fs::create_dir(&path).unwrap();
    let text = |path: std::path::PathBuf| path.into_os_string().into_string().unwrap();
    // libFuzzer ends with `exit`, or after a failure with `abort`, which leaves the directory for inspection.
    let folder = Folder { path: text(path), top: text(top) };
    // SAFETY: `remove` has no parameters, and does not unwind.
    unsafe { atexit(remove) };
    Mutex::new(folder)
});

unsafe extern "C" {
    fn atexit(function: extern "C" fn()) -> i32;
}

extern "C" fn remove() {
    if let Ok(folder) = FOLDER.lock() {
        let _ = fs::remove_dir_all(&folder.path);
    }
}

pub(crate) struct Pair {
    tested: Files<MemFs>,
    oracle: Files<HostFs>,
    folder: MutexGuard<'static, Folder>,
}

impl Pair {
    pub(crate) fn new() -> Pair {
        let folder = FOLDER.lock().unwrap();
        let top = folder.top.trim_start_matches('/').to_owned();
        let mut oracle =
            Files { fs: HostFs::new(), base: format!("{top}/{}", base(DEPTH)), open: Vec::new(), is_root: false };
        oracle.fs.mkdir(&top, 0o755).unwrap();
        for depth in 1..=DEPTH {
            oracle.fs.mkdir(&format!("{top}/{}", base(depth)), 0o700).unwrap();
        }
        oracle.is_root = oracle.fs.stat(&oracle.base, Links::Follow).unwrap().uid == 0;
        let tested = memory(oracle.is_root);
        Pair { tested, oracle, folder }
    }

    pub(crate) fn step(&mut self, operation: &Operation) {
        let tested = self.tested.perform(operation);
        // A path that leads out of the tree has no counterpart, and must not be tried on the host.
        if tested == Err(Errno::EXDEV) {
            if let Operation::Open { .. } = operation {
                self.even();
            }
            return;
        }
        assert_eq!(tested, self.oracle.perform(operation), "{operation:?}");
    }

    /// Closes files until both sides have the same number open. A failed open may have closed the oldest file on only
    /// one side.
    fn even(&mut self) {
        while self.oracle.open.len() > self.tested.open.len() {
            let oldest = self.oracle.open.remove(0);
            self.oracle.fs.close(oldest).unwrap();
        }
    }

    pub(crate) fn finish(mut self) {
        let names = self.compare("");
        assert_eq!(self.tested.fs.entries(), names);
        self.tested.remove_all();
        for file in std::mem::take(&mut self.oracle.open) {
            self.oracle.fs.close(file).unwrap();
        }
        fs::remove_dir_all(&self.folder.top).unwrap();
        assert_eq!(fs::read_dir(&self.folder.path).unwrap().count(), 0, "a path has left the folder");
    }

    /// Compares everything in a directory, recursively, and returns the number of names.
    fn compare(&mut self, directory: &str) -> u64 {
        let top = self.folder.top.trim_start_matches('/').to_owned();
        let host = |path: &str| format!("{top}/{path}");
        let names = self.tested.list(directory);
        assert_eq!(names, self.oracle.list(&host(directory)), "{directory}");
        let Ok(Outcome::Names(names)) = names else { panic!("{directory}: {names:?}") };
        let mut count = 0;
        for (name, file_type) in names {
            count += 1;
            let path = format!("{directory}{name}");
            let known = self.tested.known(&path, Links::NoFollow);
            assert_eq!(known, self.oracle.known(&host(&path), Links::NoFollow), "{path}");
            match FileType::from_mode(file_type) {
                FileType::Directory => count += self.compare(&format!("{path}/")),
                FileType::Regular => {
                    let bytes = self.tested.fs.read_file(&path);
                    assert_eq!(bytes, self.oracle.fs.read_file(&host(&path)), "{path}");
                }
                _ => assert_eq!(self.tested.fs.read_link(&path), self.oracle.fs.read_link(&host(&path)), "{path}"),
            }
        }
        count
    }
}
