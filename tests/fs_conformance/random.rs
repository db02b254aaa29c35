//! The same things done to a file system in memory and to the host's own, by chance and many thousands of them: what they
//! answer has to be the same each time, and so have the trees in the end.

use gojs::Errno;
use gojs::fs::{FileSystem, FileType, Handle, HostFs, Links, MemFs, Metadata, OpenFlags};
use libtest_mimic::{Failed, Trial};

use crate::folder::Folder;

const SEEDS: u64 = 24;
const STEPS: u32 = 4000;

const PATHS: [&str; 14] =
    ["a", "b", "d", "d/a", "d/b", "d/e", "d/e/a", "e", "e/a", "l", "d/l", "l/a", "d/../a", "d/./b"];
const TEXTS: [&str; 8] = ["a", "d", "../a", "d/a", "l", "e", "../d/l", "none"];
const FLAGS: [OpenFlags; 8] = [
    OpenFlags::RDONLY,
    OpenFlags::RDWR,
    OpenFlags::WRONLY.union(OpenFlags::CREAT),
    OpenFlags::RDWR.union(OpenFlags::CREAT),
    OpenFlags::RDWR.union(OpenFlags::CREAT).union(OpenFlags::EXCL),
    OpenFlags::RDWR.union(OpenFlags::TRUNC),
    OpenFlags::WRONLY.union(OpenFlags::CREAT).union(OpenFlags::APPEND),
    OpenFlags::RDONLY.union(OpenFlags::NOFOLLOW),
];

/// xorshift64*
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Open(&'static str, OpenFlags),
    Close(usize),
    Read(usize, Option<u64>, usize),
    Write(usize, Option<u64>, usize, u8),
    Ftruncate(usize, u64),
    Fstat(usize),
    Mkdir(&'static str),
    Rmdir(&'static str),
    Unlink(&'static str),
    Rename(&'static str, &'static str),
    Link(&'static str, &'static str),
    Symlink(&'static str, &'static str),
    Chmod(&'static str, u32),
    Stat(&'static str, Links),
    ReadLink(&'static str),
    ReadDir(&'static str),
}

impl Step {
    fn by(chance: &mut Chance) -> Step {
        let position = match chance.below(3) {
            0 => None,
            _ => Some(chance.of(&[0, 1, 100, 4095, 4096, 9000])),
        };
        let length = chance.of(&[0, 1, 10, 4096, 6000]);
        let (handle, path, other) = (chance.below(4), chance.of(&PATHS), chance.of(&PATHS));
        match chance.below(24) {
            0..=3 => Step::Open(path, chance.of(&FLAGS)),
            4 => Step::Close(handle),
            5 | 6 => Step::Read(handle, position, length),
            7..=9 => Step::Write(handle, position, length, chance.below(256) as u8),
            10 => Step::Ftruncate(handle, chance.of(&[0, 1, 5000, 8192, 20_000])),
            11 => Step::Fstat(handle),
            12 | 13 => Step::Mkdir(path),
            14 => Step::Rmdir(path),
            15 => Step::Unlink(path),
            16 | 17 => Step::Rename(path, other),
            18 => Step::Link(path, other),
            19 => Step::Symlink(chance.of(&TEXTS), path),
            20 => Step::Chmod(path, chance.of(&[0o700, 0o755, 0o1777])),
            21 => Step::Stat(path, chance.of(&[Links::Follow, Links::NoFollow])),
            22 => Step::ReadLink(path),
            _ => Step::ReadDir(path),
        }
    }
}

/// What is compared: of a directory, a file system may count names and room as it likes.
fn seen(metadata: &Metadata) -> String {
    let (mode, links, size) = (metadata.mode, metadata.nlink, metadata.size);
    if metadata.is_dir() { format!("{mode:o}") } else { format!("{mode:o} {links} {size}") }
}

struct Subject {
    fs: Box<dyn FileSystem>,
    base: String,
    open: [Option<Handle>; 4],
}

impl Subject {
    fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    fn handle(&self, index: usize) -> Result<Handle, Errno> {
        self.open[index].ok_or(Errno::EBADF)
    }

    fn run(&mut self, step: Step) -> Result<String, Errno> {
        let done = |()| String::new();
        match step {
            Step::Open(path, flags) => {
                let handle = self.fs.open(&self.at(path), flags, 0o644)?;
                match self.open.iter().position(Option::is_none) {
                    Some(free) => self.open[free] = Some(handle),
                    None => self.fs.close(handle)?,
                }
                Ok(String::new())
            }
            Step::Close(index) => {
                let handle = self.open[index].take().ok_or(Errno::EBADF)?;
                self.fs.close(handle).map(done)
            }
            Step::Read(index, position, length) => {
                let mut bytes = vec![0xaa; length];
                let count = self.fs.read(self.handle(index)?, position, &mut bytes)?;
                Ok(format!("{count} {bytes:?}"))
            }
            Step::Write(index, position, length, byte) => {
                self.fs.write(self.handle(index)?, position, &vec![byte; length]).map(|count| count.to_string())
            }
            Step::Ftruncate(index, size) => self.fs.ftruncate(self.handle(index)?, size).map(done),
            Step::Fstat(index) => self.fs.fstat(self.handle(index)?).map(|metadata| seen(&metadata)),
            Step::Mkdir(path) => self.fs.mkdir(&self.at(path), 0o755).map(done),
            Step::Rmdir(path) => self.fs.rmdir(&self.at(path)).map(done),
            Step::Unlink(path) => self.fs.unlink(&self.at(path)).map(done),
            Step::Rename(from, to) => self.fs.rename(&self.at(from), &self.at(to)).map(done),
            Step::Link(from, to) => self.fs.link(&self.at(from), &self.at(to)).map(done),
            Step::Symlink(text, path) => self.fs.symlink(text, &self.at(path)).map(done),
            Step::Chmod(path, mode) => self.fs.chmod(&self.at(path), mode).map(done),
            Step::Stat(path, links) => self.fs.stat(&self.at(path), links).map(|metadata| seen(&metadata)),
            Step::ReadLink(path) => self.fs.read_link(&self.at(path)),
            Step::ReadDir(path) => {
                let mut entries = self.fs.read_dir(&self.at(path))?;
                entries.sort_by(|a, b| a.name.cmp(&b.name));
                Ok(format!("{entries:?}"))
            }
        }
    }

    /// All that is there: paths, types, permissions and contents.
    fn tree(&mut self) -> Vec<String> {
        let mut all = Vec::new();
        let mut pending = vec![String::new()];
        while let Some(directory) = pending.pop() {
            for entry in self.fs.read_dir(&self.at(&directory)).unwrap() {
                let path = format!("{directory}{}", entry.name);
                let metadata = self.fs.stat(&self.at(&path), Links::NoFollow).unwrap();
                let contents = match entry.file_type {
                    FileType::Regular => format!("{:?}", self.fs.read_file(&self.at(&path)).unwrap()),
                    FileType::Symlink => self.fs.read_link(&self.at(&path)).unwrap(),
                    _ => String::new(),
                };
                if metadata.is_dir() {
                    pending.push(format!("{path}/"));
                }
                all.push(format!("{path}: {} {contents}", seen(&metadata)));
            }
        }
        all.sort();
        all
    }
}

fn compare(seed: u64) -> Result<(), Failed> {
    let folder = Folder::new();
    let mut host = HostFs::new();
    let base = format!("{}/base", folder.path().trim_start_matches('/'));
    host.mkdir(&base, 0o755)?;
    let mut memory = MemFs::new();
    memory.mkdir("base", 0o755)?;
    let mut host = Subject { fs: Box::new(host), base, open: [None; 4] };
    let mut memory = Subject { fs: Box::new(memory), base: "base".into(), open: [None; 4] };
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut steps = Vec::new();
    for number in 0..STEPS {
        let step = Step::by(&mut chance);
        steps.push(step);
        let (expected, got) = (host.run(step), memory.run(step));
        if expected != got {
            let last = &steps[steps.len().saturating_sub(30)..];
            return Err(
                format!("step {number}: {step:?}\n  host: {expected:.200?}\n  memory: {got:.200?}\n{last:#?}").into()
            );
        }
    }
    let (expected, got) = (host.tree(), memory.tree());
    if expected == got { Ok(()) } else { Err(format!("in the end\n  host: {expected:#?}\n  memory: {got:#?}").into()) }
}

pub(crate) fn trials() -> impl Iterator<Item = Trial> {
    (1..=SEEDS).map(|seed| Trial::test(format!("random::seed_{seed}"), move || compare(seed)))
}
