//! A directory that is swapped with a link to the outside, back and forth, as fast as the host can.

use std::fs;
use std::os::unix::fs::symlink;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use gojs::fs::{FileSystem, FileTime, HostDir, Links, OpenFlags};
use libtest_mimic::Failed;

use super::tree;
use super::yard::{SECRET, Yard};

const DURATION: Duration = Duration::from_secs(3);

/// The contents of the file while the path is a directory.
const OWN: &[u8] = b"nothing but the guest's own";

pub(crate) fn check() -> Result<(), Failed> {
    let yard = Yard::new();
    let inside = yard.inside();
    let (place, directory, link) = (inside.join("swap"), inside.join("a-directory"), inside.join("a-link"));
    fs::create_dir(&place)?;
    fs::write(place.join("secret"), OWN)?;
    symlink("../outside", &link)?;
    let before = yard.outside();
    let mut tree = tree(HostDir::open(&inside)?);
    let ends = AtomicBool::new(false);
    // Counts how often the guest found the directory, and how often it did not.
    let (mut found, mut refused) = (0_u32, 0_u32);
    thread::scope(|scope| -> Result<(), Failed> {
        scope.spawn(|| {
            while !ends.load(Ordering::Relaxed) {
                fs::rename(&place, &directory).unwrap();
                fs::rename(&link, &place).unwrap();
                fs::rename(&place, &link).unwrap();
                fs::rename(&directory, &place).unwrap();
            }
        });
        let start = Instant::now();
        let time = FileTime { seconds: 1, nanos: 0 };
        let mut result = Ok(());
        while start.elapsed() < DURATION && result.is_ok() {
            match tree.read_file("/data/swap/secret") {
                Ok(read) if read == SECRET => result = Err("read the secret".into()),
                Ok(_) => found += 1,
                Err(_) => refused += 1,
            }
            if tree.stat("/data/swap/secret", Links::Follow).is_ok_and(|seen| seen.size == SECRET.len() as u64) {
                result = Err("saw the secret's size".into());
            }
            if let Ok(file) = tree.open("/data/swap/new", OpenFlags::WRONLY | OpenFlags::CREAT, 0o666) {
                tree.write(file, None, b"written")?;
                tree.close(file)?;
            }
            let _ = tree.mkdir("/data/swap/dir", 0o777);
            let _ = tree.chmod("/data/swap/secret", 0o640);
            let _ = tree.utimes("/data/swap/secret", time, time, Links::Follow);
            let _ = tree.rename("/data/swap/new", "/data/swap/newer");
            let _ = tree.unlink("/data/swap/newer");
            let _ = tree.rmdir("/data/swap/dir");
            let _ = tree.rmdir("/data/swap/empty");
        }
        ends.store(true, Ordering::Relaxed);
        result
    })?;
    if yard.outside() != before {
        return Err("changed outside".into());
    }
    if found < 100 || refused < 100 {
        return Err(format!("the swapping missed its point: {found} times found, {refused} times refused").into());
    }
    Ok(())
}
