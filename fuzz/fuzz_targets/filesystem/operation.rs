//! The operations on a file system.

use arbitrary::Arbitrary;
use gojs::{
    Errno,
    fs::{FileSystem, FileTime, FileType, Handle, Links, Metadata, OpenFlags},
};

/// The maximum number of open files.
const OPEN: usize = 6;

/// The components of paths. They do not include the names of the directories above the base, so no path leads down
/// again outside of it.
const NAMES: [&str; 12] = ["a", "b", "c", "d", "e", "..", ".", "", "ä", "a\n", LONGEST, TOO_LONG];
const TOO_LONG: &str = match str::from_utf8(&[b'n'; 256]) {
    Ok(name) => name,
    Err(_) => "",
};
const LONGEST: &str = TOO_LONG.split_at(255).0;

/// The prefix of a path that does not exist on the host. It makes the target of a symbolic link absolute.
const NOWHERE: &str = "/proc/gojs-has-no-such-file/";

#[derive(Arbitrary, Debug)]
pub(crate) struct Path {
    names: [u8; 4],
    /// Encodes the number of names, and whether a `/` follows.
    shape: u8,
}

impl Path {
    fn text(&self) -> String {
        // Mostly one or two names, because otherwise hardly any paths would lead to the same file.
        let count = [1, 1, 1, 2, 2, 2, 3, 4][usize::from(self.shape % 8)];
        let names: Vec<&str> = self.names[..count].iter().map(|&name| NAMES[usize::from(name) % NAMES.len()]).collect();
        names.join("/") + if self.shape < 224 { "" } else { "/" }
    }
}

#[derive(Arbitrary, Debug)]
pub(crate) enum Operation {
    Open { path: Path, flags: u8, access: u8, mode: u8 },
    Close(u8),
    Read { file: u8, position: Option<Position>, len: Size },
    Write { file: u8, position: Option<Size>, len: Size, byte: u8 },
    Truncate { file: u8, size: Size },
    LookAt(u8),
    ChangeModeOf { file: u8, mode: u16 },
    ChangeOwnerOf { file: u8, uid: Owner, gid: Owner },
    ChangeTimesOf { file: u8, atime: Time, mtime: Time },
    Sync(u8),
    Stat { path: Path, follow: bool },
    List(Path),
    ReadLink(Path),
    ReadFile(Path),
    WriteFile { path: Path, len: Size, byte: u8 },
    MakeDirectory { path: Path, mode: u8 },
    RemoveDirectory(Path),
    Remove(Path),
    Rename { from: Path, to: Path },
    Link { from: Path, to: Path },
    SymbolicLink { text: Path, is_absolute: bool, path: Path },
    ChangeMode { path: Path, mode: u16 },
    ChangeOwner { path: Path, uid: Owner, gid: Owner, follow: bool },
    ChangeTimes { path: Path, atime: Time, mtime: Time, follow: bool },
}

#[derive(Arbitrary, Clone, Copy, Debug)]
pub(crate) enum Size {
    Small(u8),
    /// A size near the end of a page.
    Page {
        pages: u8,
        more: i8,
    },
    Any(u16),
}

impl Size {
    fn size(self) -> u64 {
        match self {
            Size::Small(size) => size.into(),
            Size::Page { pages, more } => (u64::from(pages % 8) * 4096).saturating_add_signed(more.into()),
            Size::Any(size) => u64::from(size) % 20_000,
        }
    }
}

/// A position for reading. Files are never long enough for these positions to affect the space on the host.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub(crate) enum Position {
    Within(Size),
    Any(u64),
}

#[derive(Arbitrary, Clone, Copy, Debug)]
pub(crate) enum Owner {
    Some(u8),
    Same,
}

impl Owner {
    fn id(self) -> u32 {
        match self {
            Owner::Some(id) => id.into(),
            Owner::Same => u32::MAX,
        }
    }
}

#[derive(Arbitrary, Clone, Copy, Debug)]
pub(crate) struct Time {
    seconds: i32,
    nanos: u32,
}

impl Time {
    fn time(self) -> FileTime {
        FileTime { seconds: self.seconds.into(), nanos: self.nanos % 1_000_000_000 }
    }
}

/// A file system, the directory in it on which the operations are performed, and the open files.
pub(crate) struct Files<F> {
    pub(crate) fs: F,
    pub(crate) base: String,
    pub(crate) open: Vec<Handle>,
    /// Whether the process ignores permissions and can change owners.
    pub(crate) is_root: bool,
}

/// The outcome of an operation, as far as it can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    Bytes(Vec<u8>),
    Text(String),
    Count(usize),
    Names(Vec<(String, u32)>),
    Known(Known),
    Times(FileTime, FileTime),
}

/// The metadata of a file that can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    mode: u32,
    nlink: u64,
    uid: u32,
    gid: u32,
    size: u64,
}

impl From<Metadata> for Known {
    fn from(metadata: Metadata) -> Known {
        let Metadata { mode, nlink, uid, gid, .. } = metadata;
        // tmpfs reports a size for each name in a directory.
        let size = if metadata.is_dir() { 0 } else { metadata.size };
        Known { mode, nlink, uid, gid, size }
    }
}

fn links(follow: bool) -> Links {
    if follow { Links::Follow } else { Links::NoFollow }
}

fn bytes(len: Size, first: u8) -> Vec<u8> {
    (0..len.size()).map(|at| first.wrapping_add(at as u8)).collect()
}

impl<F: FileSystem> Files<F> {
    pub(crate) fn path(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    fn at(&self, path: &Path) -> String {
        self.path(&path.text())
    }

    fn file(&self, file: u8) -> Handle {
        // An invalid handle must not be open on either side, so this number is never used.
        let index = usize::from(file) % OPEN;
        self.open.get(index).copied().unwrap_or(Handle(u64::MAX))
    }

    /// Returns permissions with which this process can continue.
    fn mode(&self, mode: u16) -> u32 {
        let mode = u32::from(mode) & 0o7777;
        if self.is_root { mode } else { mode & 0o7755 | 0o700 }
    }

    /// Returns permissions for a new file that the usual umasks do not change.
    fn made_mode(&self, mode: u8) -> u32 {
        self.mode([0o700, 0o600, 0o400, 0o500, 0o755, 0o644][usize::from(mode) % 6])
    }

    fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Outcome, Errno> {
        if self.open.len() == OPEN {
            let oldest = self.open.remove(0);
            self.fs.close(oldest)?;
        }
        let file = self.fs.open(path, flags, mode)?;
        self.open.push(file);
        Ok(Outcome::Done)
    }

    fn times(&mut self, path: &str, links: Links) -> Result<Outcome, Errno> {
        let metadata = self.fs.stat(path, links)?;
        // The path may lead through the link itself. Linux counts that as an access, and an in-memory file system does
        // not.
        let atime = if metadata.is_symlink() { metadata.mtime } else { metadata.atime };
        Ok(Outcome::Times(atime, metadata.mtime))
    }

    /// Returns the names in a directory, sorted.
    pub(crate) fn list(&mut self, path: &str) -> Result<Outcome, Errno> {
        let entries = self.fs.read_dir(path)?.into_iter();
        let mut names: Vec<_> = entries.map(|entry| (entry.name, FileType::bits(entry.file_type))).collect();
        names.sort_unstable();
        Ok(Outcome::Names(names))
    }

    /// Returns the metadata of a name.
    pub(crate) fn known(&mut self, path: &str, links: Links) -> Result<Outcome, Errno> {
        self.fs.stat(path, links).map(|metadata| Outcome::Known(metadata.into()))
    }

    pub(crate) fn perform(&mut self, operation: &Operation) -> Result<Outcome, Errno> {
        let done = |()| Outcome::Done;
        match operation {
            Operation::Open { path, flags, access, mode } => {
                let mut all = [OpenFlags::RDONLY, OpenFlags::WRONLY, OpenFlags::RDWR][usize::from(*access % 3)];
                let others = [
                    OpenFlags::CREAT,
                    OpenFlags::EXCL,
                    OpenFlags::TRUNC,
                    OpenFlags::APPEND,
                    OpenFlags::DIRECTORY,
                    OpenFlags::NOFOLLOW,
                ];
                for (flag, index) in others.into_iter().zip(0..) {
                    if flags >> index & 1 == 1 {
                        all |= flag;
                    }
                }
                // Linux 6.4 changed the meaning of this combination.
                if all.contains(OpenFlags::CREAT | OpenFlags::DIRECTORY) {
                    all -= OpenFlags::DIRECTORY;
                }
                self.open(&self.at(path), all, self.made_mode(*mode))
            }
            Operation::Close(file) => {
                let file = self.file(*file);
                self.open.retain(|&open| open != file);
                self.fs.close(file).map(done)
            }
            Operation::Read { file, position, len } => {
                let mut buf = vec![0; len.size() as usize];
                let position = position.map(|position| match position {
                    Position::Within(size) => size.size(),
                    Position::Any(position) => position,
                });
                let read = self.fs.read(self.file(*file), position, &mut buf)?;
                buf.truncate(read);
                Ok(Outcome::Bytes(buf))
            }
            Operation::Write { file, position, len, byte } => {
                let written = self.fs.write(self.file(*file), position.map(Size::size), &bytes(*len, *byte));
                written.map(Outcome::Count)
            }
            Operation::Truncate { file, size } => self.fs.ftruncate(self.file(*file), size.size()).map(done),
            Operation::LookAt(file) => self.fs.fstat(self.file(*file)).map(|metadata| Outcome::Known(metadata.into())),
            Operation::ChangeModeOf { file, mode } => self.fs.fchmod(self.file(*file), self.mode(*mode)).map(done),
            Operation::ChangeOwnerOf { file, uid, gid } if self.is_root => {
                self.fs.fchown(self.file(*file), uid.id(), gid.id()).map(done)
            }
            Operation::ChangeTimesOf { file, atime, mtime } => {
                let file = self.file(*file);
                self.fs.futimes(file, atime.time(), mtime.time())?;
                self.fs.fstat(file).map(|metadata| Outcome::Times(metadata.atime, metadata.mtime))
            }
            Operation::Sync(file) => self.fs.fsync(self.file(*file)).map(done),
            Operation::Stat { path, follow } => self.known(&self.at(path), links(*follow)),
            Operation::List(path) => self.list(&self.at(path)),
            Operation::ReadLink(path) => self.fs.read_link(&self.at(path)).map(Outcome::Text),
            Operation::ReadFile(path) => self.fs.read_file(&self.at(path)).map(Outcome::Bytes),
            Operation::WriteFile { path, len, byte } => {
                self.fs.write_file(&self.at(path), &bytes(*len, *byte)).map(done)
            }
            Operation::MakeDirectory { path, mode } => self.fs.mkdir(&self.at(path), self.made_mode(*mode)).map(done),
            Operation::RemoveDirectory(path) => self.fs.rmdir(&self.at(path)).map(done),
            Operation::Remove(path) => self.fs.unlink(&self.at(path)).map(done),
            Operation::Rename { from, to } => self.fs.rename(&self.at(from), &self.at(to)).map(done),
            Operation::Link { from, to } => self.fs.link(&self.at(from), &self.at(to)).map(done),
            Operation::SymbolicLink { text, is_absolute, path } => {
                let text = if *is_absolute { NOWHERE.to_owned() + &text.text() } else { text.text() };
                self.fs.symlink(&text, &self.at(path)).map(done)
            }
            Operation::ChangeMode { path, mode } => self.fs.chmod(&self.at(path), self.mode(*mode)).map(done),
            Operation::ChangeOwner { path, uid, gid, follow } if self.is_root => {
                self.fs.chown(&self.at(path), uid.id(), gid.id(), links(*follow)).map(done)
            }
            Operation::ChangeTimes { path, atime, mtime, follow } => {
                let path = self.at(path);
                self.fs.utimes(&path, atime.time(), mtime.time(), links(*follow))?;
                self.times(&path, links(*follow))
            }
            Operation::ChangeOwnerOf { .. } | Operation::ChangeOwner { .. } => Ok(Outcome::Done),
        }
    }
}
