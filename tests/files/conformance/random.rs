//! Performs the same random operations on two file systems, one of which is the host's. Results, errors and trees must
//! be equal.

use std::{collections::VecDeque, fmt::Debug, process::Command};

use gojs::{
    Errno,
    fs::{FileSystem, FileTime, FileTree, FileType, Handle, HostFs, Links, MemFs, Metadata, OpenFlags},
};
use libtest_mimic::Trial;

use super::files::now;
use crate::folder::Folder;

/// The number of operations in a run.
const STEPS: usize = 4000;

/// The number of runs for each file system.
const SEEDS: u64 = 8;

/// The number of preceding operations that are printed with a difference.
const TOLD: usize = 40;

/// The depth of the files below the root. `..` leads up, and must not leave the folder.
const DEPTH: usize = 12;

/// Creates a file system with a writable directory `base`.
type Make = fn(base: &str) -> Box<dyn FileSystem>;

/// The name, the flag `has_border`, and the constructor. The flag means that paths can leave the file system, or cross
/// between mounts, and that such paths have no counterpart on the host.
const SYSTEMS: &[(&str, bool, Make)] = &[
    ("mem_fs", true, |_| Box::new(MemFs::new())),
    ("tree_of_one", false, |_| {
        let mut tree = FileTree::new();
        tree.mount("/", MemFs::new());
        Box::new(tree)
    }),
    ("tree_with_other_mounts", false, |_| {
        let mut tree = FileTree::new();
        tree.mount("/", MemFs::new());
        tree.mount("/another", MemFs::new());
        Box::new(tree)
    }),
    ("tree_within_mount", true, |base| {
        let (mount, _) = base.rsplit_once('/').unwrap();
        let mut tree = FileTree::new();
        tree.mount("/", MemFs::new().with_dir(mount).unwrap());
        tree.mount(mount, MemFs::new());
        Box::new(tree)
    }),
];

/// The mount points: of tmpfs on the host, and of in-memory file systems in a tree. On each side the first mount has a
/// directory for the second, so neither side has a directory that the other lacks.
const MOUNTS: &[&str] = &["a", "a/d", "b"];

/// A tree with mounts among the files. Comparing it requires the permission to mount on the host.
const MOUNTED: (&str, bool, Make) = ("mounted", false, |base| {
    let mut tree = FileTree::new();
    let root = MemFs::new().with_dir(&format!("{base}/a")).unwrap().with_dir(&format!("{base}/b")).unwrap();
    tree.mount("/", root);
    tree.mount(&format!("{base}/a"), MemFs::new().with_dir("d").unwrap());
    tree.mount(&format!("{base}/a/d"), MemFs::new());
    tree.mount(&format!("{base}/b"), MemFs::new());
    Box::new(tree)
});

/// A tmpfs that is mounted on the host for a directory of a test.
struct Mounted(String);

impl Mounted {
    fn new(path: String) -> Mounted {
        let status = Command::new("mount").args(["-t", "tmpfs", "-o", "mode=755", "none", &path]).status();
        assert!(status.unwrap().success(), "mount");
        Mounted(path)
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").args(["-l", &self.0]).status();
    }
}

/// Returns a trial for each file system and seed. `GOJS_FS_SEED` sets the first seed, `GOJS_FS_SEEDS` the number of
/// seeds, and `GOJS_FS_STEPS` the number of operations. `GOJS_FS_MOUNT` adds a trial with mounts among the files. It
/// must run as root, preferably under `unshare --mount`.
pub(crate) fn trials() -> Vec<Trial> {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let steps = number("GOJS_FS_STEPS").map_or(STEPS, |steps| steps as usize);
    let (first, count) = (number("GOJS_FS_SEED"), number("GOJS_FS_SEEDS"));
    let seeds = first.unwrap_or(1)..first.unwrap_or(1) + count.unwrap_or(if first.is_some() { 1 } else { SEEDS });
    let mut trials = Vec::new();
    let mounted = std::env::var_os("GOJS_FS_MOUNT").map(|_| &MOUNTED);
    for (name, has_border, make) in SYSTEMS.iter().chain(mounted) {
        for seed in seeds.clone() {
            trials.push(Trial::test(format!("conformance::random::{name}::seed_{seed}"), move || {
                let mounts = if *name == MOUNTED.0 { MOUNTS } else { &[] };
                Pair::new(*make, *has_border, mounts, seed).run(steps);
                Ok(())
            }));
        }
    }
    trials
}

/// Marsaglia's xorshift, which generates the same numbers from the same seed on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }

    /// Returns a path of random names, some of which do not exist.
    fn path(&mut self) -> String {
        let names = ["a", "b", "c", "d", "e", "f", "a", "b", "c", "d", "e", "f", ".", "..", ""];
        let mut path = String::new();
        for _ in 0..=self.pick(&[0, 0, 1, 1, 2]) {
            path.push_str(self.pick(&names));
            path.push('/');
        }
        if !self.one_in(8) {
            path.pop();
        }
        path
    }

    fn flags(&mut self) -> OpenFlags {
        let mut flags = self.pick(&[OpenFlags::RDONLY, OpenFlags::WRONLY, OpenFlags::RDWR, OpenFlags::RDWR]);
        for (flag, chance) in [
            (OpenFlags::CREAT, 2),
            (OpenFlags::EXCL, 6),
            (OpenFlags::TRUNC, 6),
            (OpenFlags::APPEND, 5),
            (OpenFlags::DIRECTORY, 12),
            (OpenFlags::NOFOLLOW, 8),
        ] {
            if self.one_in(chance) {
                flags |= flag;
            }
        }
        // Linux 6.4 changed the meaning of this combination.
        if flags.contains(OpenFlags::CREAT | OpenFlags::DIRECTORY) {
            flags -= OpenFlags::DIRECTORY;
        }
        flags
    }
}

/// A file system, and the directory in it that corresponds to the other side's.
struct Side {
    fs: Box<dyn FileSystem>,
    base: String,
}

impl Side {
    fn path(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }
}

/// The tested file system, the host's, and the files that are open in both.
struct Pair {
    tested: Side,
    oracle: Side,
    open: Vec<(Handle, Handle)>,
    random: Random,
    seed: u64,
    step: usize,
    is_root: bool,
    has_border: bool,
    /// The paths that existed when the trees were last compared.
    known: Vec<String>,
    /// The last operations, with their results.
    told: VecDeque<String>,
    mounted: Vec<Mounted>,
    _folder: Folder,
}

/// Returns the metadata that can be compared.
fn seen(metadata: &Metadata) -> (u32, u64, u64, u32, u32) {
    let size = if metadata.is_dir() { 0 } else { metadata.size };
    (metadata.mode, metadata.nlink, size, metadata.uid, metadata.gid)
}

impl Pair {
    fn new(make: Make, has_border: bool, mounts: &[&str], seed: u64) -> Pair {
        let folder = Folder::new();
        let base = ["x"; DEPTH].join("/");
        let mut tested = Side { fs: make(&base), base: base.clone() };
        let top = folder.path().trim_start_matches('/').to_owned();
        let mut oracle = Side { fs: Box::new(HostFs::new()), base: format!("{top}/{base}") };
        for depth in 1..=DEPTH {
            let path = vec!["x"; depth].join("/");
            // The directory may already exist as a mount.
            let _ = tested.fs.mkdir(&path, 0o700);
            tested.fs.chmod(&path, 0o700).unwrap();
            oracle.fs.mkdir(&format!("{top}/{path}"), 0o700).unwrap();
        }
        let mut mounted = Vec::new();
        for mount in mounts {
            let path = oracle.path(mount);
            oracle.fs.mkdir(&path, 0o755).unwrap();
            mounted.insert(0, Mounted::new(format!("/{path}")));
        }
        let is_root = oracle.fs.stat(&oracle.base, Links::Follow).unwrap().uid == 0;
        let random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let (open, known, told) = (Vec::new(), Vec::new(), VecDeque::new());
        Pair { tested, oracle, open, random, seed, step: 0, is_root, has_border, known, told, mounted, _folder: folder }
    }

    fn run(mut self, steps: usize) {
        for step in 0..steps {
            self.step = step;
            self.tested.fs.set_time(now());
            self.step();
            if step % 25 == 0 {
                self.known.clear();
                self.compare_trees("");
            }
        }
        self.compare_trees("");
    }

    /// Returns a path: usually of a file that exists or existed recently, otherwise a random one.
    fn path(&mut self) -> String {
        if self.known.is_empty() || self.random.one_in(3) {
            return self.random.path();
        }
        let index = self.random.below(self.known.len() as u64) as usize;
        let behind = ["", "", "", "", "", "", "", "/", "/.", "/..", "/a", "/f", "//b", "/../c"];
        format!("{}{}", self.known[index], self.random.pick(&behind))
    }

    /// Performs the same operation on both sides. A path that leads across a boundary has no counterpart.
    fn both<R: PartialEq + Debug>(&mut self, what: &str, op: impl Fn(&mut Side) -> Result<R, Errno>) -> Option<R> {
        let tested = op(&mut self.tested);
        if self.has_border && tested == Err(Errno::EXDEV) {
            return None;
        }
        let oracle = op(&mut self.oracle);
        self.expect(&tested, &oracle, what);
        tested.ok()
    }

    /// Asserts that both results are the same.
    fn expect<R: PartialEq + Debug>(&mut self, tested: &Result<R, Errno>, oracle: &Result<R, Errno>, what: &str) {
        if tested != oracle {
            for told in &self.told {
                eprintln!("{told}");
            }
        }
        assert_eq!(tested, oracle, "seed {} step {}: {what}", self.seed, self.step);
        if self.told.len() == TOLD {
            self.told.pop_front();
        }
        self.told.push_back(format!("step {}: {what}: {:?}", self.step, tested.as_ref().err()));
    }

    fn step(&mut self) {
        let (mut path, mut other) = (self.path(), self.path());
        // In a tree, the directories above a mount are busy and cannot be moved.
        if !self.mounted.is_empty() {
            for path in [&mut path, &mut other] {
                if path.trim_matches('/').is_empty() {
                    "a".clone_into(path);
                }
            }
        }
        let text = if self.random.one_in(2) { self.path() } else { self.random.path() };
        let random = &mut self.random;
        let links = random.pick(&[Links::Follow, Links::NoFollow]);
        let mode = random.pick(&[0o700, 0o600, 0o400, 0o500]);
        match random.below(23) {
            0..=2 => {
                let flags = random.flags();
                self.open(&path, flags, mode);
            }
            3..=6 => self.use_open(),
            7 => _ = self.both(&format!("mkdir {path}"), |side| side.fs.mkdir(&side.path(&path), mode)),
            8 => _ = self.both(&format!("rmdir {path}"), |side| side.fs.rmdir(&side.path(&path))),
            9 | 10 => _ = self.both(&format!("unlink {path}"), |side| side.fs.unlink(&side.path(&path))),
            11..=13 => {
                let what = format!("rename {path} {other}");
                self.both(&what, |side| side.fs.rename(&side.path(&path), &side.path(&other)));
            }
            14..=16 => {
                let what = format!("link {path} {other}");
                self.both(&what, |side| side.fs.link(&side.path(&path), &side.path(&other)));
            }
            17..=19 => {
                let text = if random.one_in(3) { random.pick(&["..", "a", "b/", "../c"]) } else { &*text };
                // An absolute path differs between the sides.
                let is_absolute = random.one_in(4);
                let text = text.trim_start_matches('/');
                self.both(&format!("symlink {text} {path} {is_absolute}"), |side| {
                    let text = if is_absolute { format!("/{}", side.path(text)) } else { text.to_owned() };
                    side.fs.symlink(&text, &side.path(&path))
                });
            }
            20 => self.look(&path, links),
            21 => self.change(&path, links),
            _ => {
                self.both(&format!("read_file {path}"), |side| side.fs.read_file(&side.path(&path)));
            }
        }
    }

    fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) {
        let tested = self.tested.fs.open(&self.tested.path(path), flags, mode);
        if self.has_border && tested == Err(Errno::EXDEV) {
            return;
        }
        let oracle = self.oracle.fs.open(&self.oracle.path(path), flags, mode);
        self.expect(&tested.map(|_| ()), &oracle.map(|_| ()), &format!("open {path} {flags:?} {mode:o}"));
        let (Ok(tested), Ok(oracle)) = (tested, oracle) else { return };
        self.open.push((tested, oracle));
        if self.open.len() > 6 {
            let (tested, oracle) = self.open.remove(0);
            assert_eq!(self.tested.fs.close(tested), self.oracle.fs.close(oracle));
        }
    }

    /// Performs a random operation on an open file.
    fn use_open(&mut self) {
        if self.open.is_empty() {
            return;
        }
        let index = self.random.below(self.open.len() as u64) as usize;
        let handles = self.open[index];
        let oracle_base = self.oracle.base.clone();
        let of = move |side: &Side| if side.base == oracle_base { handles.1 } else { handles.0 };
        let position = if self.random.one_in(2) { Some(self.random.below(20_000)) } else { None };
        let len = self.random.pick(&[0, 1, 10, 4095, 4096, 5000, 9000]);
        match self.random.below(8) {
            0..=2 => {
                let bytes: Vec<u8> = (0..len).map(|at| (at as u64 + self.step as u64) as u8).collect();
                let what = format!("write {position:?} {len}");
                self.both(&what, |side| side.fs.write(of(side), position, &bytes));
            }
            3 | 4 => {
                self.both(&format!("read {position:?} {len}"), |side| {
                    let mut buf = vec![0; len];
                    let read = side.fs.read(of(side), position, &mut buf)?;
                    buf.truncate(read);
                    Ok(buf)
                });
            }
            5 => {
                let size = self.random.pick(&[0, 1, 4095, 4096, 10_000, 20_000]);
                self.both(&format!("ftruncate {size}"), |side| side.fs.ftruncate(of(side), size));
            }
            6 => _ = self.both("fstat", |side| Ok(seen(&side.fs.fstat(of(side))?))),
            _ => {
                self.open.remove(index);
                self.both("close", |side| side.fs.close(of(side)));
            }
        }
    }

    /// Compares the file that a path leads to.
    fn look(&mut self, path: &str, links: Links) {
        self.both(&format!("stat {path} {links:?}"), |side| Ok(seen(&side.fs.stat(&side.path(path), links)?).0));
        self.both(&format!("read_dir {path}"), |side| {
            let mut names: Vec<_> = side.fs.read_dir(&side.path(path))?.into_iter().map(|entry| entry.name).collect();
            names.sort_unstable();
            Ok(names)
        });
        self.both(&format!("read_link {path}"), |side| {
            let text = side.fs.read_link(&side.path(path))?;
            Ok(text.strip_prefix(&format!("/{}", side.base)).map_or(text.clone(), |rest| format!("BASE{rest}")))
        });
    }

    /// Changes the metadata of a file.
    fn change(&mut self, path: &str, links: Links) {
        let mode = self.random.pick(&[0o700, 0o755, 0o4711, 0o2750, 0o1700, 0o6700]);
        let owner = self.random.pick(&[0, 5, u32::MAX]);
        let time = FileTime { seconds: self.random.below(1 << 31) as i64, nanos: 5 };
        // Only root can do these and continue.
        if self.is_root {
            self.both(&format!("chmod {path} {mode:o}"), |side| side.fs.chmod(&side.path(path), mode));
            self.both(&format!("chown {path} {owner}"), |side| side.fs.chown(&side.path(path), owner, 7, links));
        }
        self.both(&format!("utimes {path}"), |side| {
            side.fs.utimes(&side.path(path), time, time, links)?;
            Ok(side.fs.stat(&side.path(path), links)?.mtime)
        });
    }

    /// Compares everything in a directory, recursively.
    fn compare_trees(&mut self, directory: &str) {
        let entries = self.both(&format!("list {directory}"), |side| {
            let mut entries: Vec<_> = side
                .fs
                .read_dir(&side.path(directory))?
                .into_iter()
                .map(|entry| (entry.name, entry.file_type.bits()))
                .collect();
            entries.sort_unstable();
            Ok(entries)
        });
        for (name, file_type) in entries.unwrap_or_default() {
            let path = format!("{directory}{name}");
            self.known.push(path.clone());
            self.both(&format!("compare {path}"), |side| seen_path(side, &path));
            match FileType::from_mode(file_type) {
                FileType::Directory => self.compare_trees(&format!("{path}/")),
                FileType::Regular => _ = self.both(&path, |side| side.fs.read_file(&side.path(&path))),
                _ => {}
            }
        }
    }
}

/// Returns the metadata that can be compared. The length of an absolute link differs between the sides.
fn seen_path(side: &mut Side, path: &str) -> Result<(u32, u64, u64, u32, u32), Errno> {
    let metadata = side.fs.stat(&side.path(path), Links::NoFollow)?;
    let is_absolute = metadata.is_symlink() && side.fs.read_link(&side.path(path))?.starts_with('/');
    let seen = seen(&metadata);
    Ok(if is_absolute { (seen.0, seen.1, 0, seen.3, seen.4) } else { seen })
}
