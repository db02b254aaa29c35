//! A temporary folder on the host for one case.

use std::{
    fs, process,
    sync::atomic::{AtomicU32, Ordering},
};

/// An empty folder, which is removed with its contents when it is dropped.
pub(crate) struct Folder(String);

impl Folder {
    pub(crate) fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        // The path must not contain links, because they would count against the limit on followed links.
        let parent = fs::canonicalize(std::env::temp_dir()).unwrap();
        let path = parent.join(format!("gojs-fs-{}-{number}", process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).unwrap();
        Folder(path.into_os_string().into_string().unwrap())
    }

    pub(crate) fn path(&self) -> &str {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
