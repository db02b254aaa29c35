//! The `FileSystem` implementation of `MemFs`.

use alloc::{string::String, vec::Vec};

use super::{
    Directory, FileContents, LastComponent, MemFs, Node, NodeId, NodeKind, OpenFiles, PathWalk, ROOT,
    contents::MAX_SIZE, memory::copy, names::Removed,
};
use crate::host::{
    Errno,
    fs::{DirEntry, FileSystem, FileTime, Handle, Links, Metadata, OpenFlags},
};

/// The target of a path in `open`.
enum Found {
    There(NodeId),
    /// A free name, and its directory.
    Free(NodeId, String),
}

impl MemFs {
    fn find(&self, path: &str, links: Links) -> Result<NodeId, Errno> {
        PathWalk::new(&self.nodes, path)?.target(links)
    }

    fn node_mut(&mut self, path: &str, links: Links) -> Result<&mut Node, Errno> {
        let id = self.find(path, links)?;
        self.nodes.get_mut(id)
    }

    fn opened_mut(&mut self, file: Handle) -> Result<&mut Node, Errno> {
        let id = self.open.get(file)?.node;
        self.nodes.get_mut(id)
    }

    /// Finds the target of a path that is opened with `CREAT`: an existing node, or a free name.
    fn find_or_free(&self, path: &str, links: Links) -> Result<Found, Errno> {
        let mut walk = PathWalk::new(&self.nodes, path)?;
        loop {
            let (directory, name) = match walk.parent()? {
                (_, LastComponent::Root) => return Ok(Found::There(ROOT)),
                (directory, LastComponent::Dot) => return Ok(Found::There(directory)),
                (directory, LastComponent::DotDot) => {
                    return Ok(Found::There(self.nodes.get(directory)?.directory()?.parent));
                }
                (_, LastComponent::EntryName(_, true)) => return Err(Errno::EISDIR),
                (directory, LastComponent::EntryName(name, false)) => (directory, name),
            };
            let id = match self.nodes.lookup(directory, name) {
                Ok(id) => id,
                Err(Errno::ENOENT) => return Ok(Found::Free(directory, copy(name)?)),
                Err(errno) => return Err(errno),
            };
            match &self.nodes.get(id)?.kind {
                NodeKind::Symlink(text) if links == Links::Follow => walk.follow(text)?,
                _ => return Ok(Found::There(id)),
            }
        }
    }

    /// Returns the node to open, and creates it if necessary.
    fn find_to_open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<NodeId, Errno> {
        let is_exclusive = flags.contains(OpenFlags::CREAT | OpenFlags::EXCL);
        let links = if is_exclusive || flags.contains(OpenFlags::NOFOLLOW) { Links::NoFollow } else { Links::Follow };
        if !flags.contains(OpenFlags::CREAT) {
            return self.find(path, links);
        }
        if flags.contains(OpenFlags::DIRECTORY) {
            return Err(Errno::EINVAL);
        }
        match self.find_or_free(path, links)? {
            Found::Free(directory, name) => {
                let file = Node::new(NodeKind::File(FileContents::default()), mode & 0o7777, self.now);
                self.nodes.create(directory, &name, file)
            }
            Found::There(_) if is_exclusive => Err(Errno::EEXIST),
            Found::There(id) if self.nodes.get(id)?.is_dir() => Err(Errno::EISDIR),
            Found::There(id) => Ok(id),
        }
    }
}

impl FileSystem for MemFs {
    fn open(&mut self, path: &str, flags: OpenFlags, mode: u32) -> Result<Handle, Errno> {
        OpenFiles::check()?;
        let id = self.find_to_open(path, flags, mode)?;
        let node = self.nodes.get_mut(id)?;
        match &mut node.kind {
            NodeKind::Directory(_) if flags.writes() || flags.contains(OpenFlags::TRUNC) => return Err(Errno::EISDIR),
            NodeKind::Directory(_) => {}
            _ if flags.contains(OpenFlags::DIRECTORY) => return Err(Errno::ENOTDIR),
            // Only possible if links are not followed.
            NodeKind::Symlink(_) => return Err(Errno::ELOOP),
            NodeKind::File(contents) => {
                if flags.contains(OpenFlags::TRUNC) {
                    let held = contents.held();
                    contents.truncate(0);
                    self.nodes.used.bytes = self.nodes.used.bytes.saturating_sub(held);
                }
            }
        }
        let node = self.nodes.get_mut(id)?;
        if flags.contains(OpenFlags::TRUNC) {
            node.modified(self.now);
        }
        node.opens = node.opens.saturating_add(1);
        Ok(self.open.insert(id, flags))
    }

    fn close(&mut self, file: Handle) -> Result<(), Errno> {
        let id = self.open.remove(file)?.node;
        let node = self.nodes.get_mut(id)?;
        node.opens = node.opens.saturating_sub(1);
        self.nodes.release(id);
        Ok(())
    }

    fn read(&mut self, file: Handle, position: Option<u64>, buf: &mut [u8]) -> Result<usize, Errno> {
        let open = self.open.get(file)?;
        if position.is_some_and(|position| i64::try_from(position).is_err()) {
            return Err(Errno::EINVAL);
        }
        if !open.flags.reads() {
            return Err(Errno::EBADF);
        }
        let now = self.now;
        let node = self.nodes.get_mut(open.node)?;
        let NodeKind::File(contents) = &node.kind else { return Err(Errno::EISDIR) };
        let at = position.unwrap_or(open.offset);
        let len = contents.read(at, buf);
        if !buf.is_empty() {
            node.atime = now;
        }
        if position.is_none() {
            self.open.seek(file, at.saturating_add(len as u64));
        }
        Ok(len)
    }

    fn write(&mut self, file: Handle, position: Option<u64>, bytes: &[u8]) -> Result<usize, Errno> {
        let open = self.open.get(file)?;
        if position.is_some_and(|position| i64::try_from(position).is_err()) {
            return Err(Errno::EINVAL);
        }
        if !open.flags.writes() {
            return Err(Errno::EBADF);
        }
        let (room, longest) = (self.nodes.room(), self.nodes.longest());
        let now = self.now;
        let node = self.nodes.get_mut(open.node)?;
        let NodeKind::File(contents) = &mut node.kind else { return Err(Errno::EISDIR) };
        if bytes.is_empty() {
            return Ok(0);
        }
        let at = match position {
            _ if open.flags.contains(OpenFlags::APPEND) => contents.size(),
            Some(position) => position,
            None => open.offset,
        };
        if at >= MAX_SIZE {
            return Err(Errno::EFBIG);
        }
        // The part of a write beyond the maximum file size is not written.
        let longest = longest.max(contents.size());
        let max = usize::try_from(longest.saturating_sub(at)).unwrap_or(usize::MAX);
        if max == 0 {
            return Err(Errno::ENOSPC);
        }
        let held = contents.held();
        let len = contents.write(at, bytes.get(..max).unwrap_or(bytes), room)?;
        let more = contents.held().saturating_sub(held);
        node.modified(now);
        self.nodes.used.bytes = self.nodes.used.bytes.saturating_add(more);
        if position.is_none() {
            self.open.seek(file, at.saturating_add(len as u64));
        }
        Ok(len)
    }

    fn fstat(&mut self, file: Handle) -> Result<Metadata, Errno> {
        let id = self.open.get(file)?.node;
        Ok(self.nodes.get(id)?.metadata(id))
    }

    fn ftruncate(&mut self, file: Handle, size: u64) -> Result<(), Errno> {
        let open = self.open.get(file)?;
        if i64::try_from(size).is_err() || !open.flags.writes() {
            return Err(Errno::EINVAL);
        }
        if size > MAX_SIZE {
            return Err(Errno::EFBIG);
        }
        let (now, longest) = (self.now, self.nodes.longest());
        let node = self.nodes.get_mut(open.node)?;
        let NodeKind::File(contents) = &mut node.kind else { return Err(Errno::EINVAL) };
        if size > longest.max(contents.size()) {
            return Err(Errno::ENOSPC);
        }
        let held = contents.held();
        contents.truncate(size);
        let less = held.saturating_sub(contents.held());
        node.modified(now);
        self.nodes.used.bytes = self.nodes.used.bytes.saturating_sub(less);
        Ok(())
    }

    fn fchmod(&mut self, file: Handle, mode: u32) -> Result<(), Errno> {
        let now = self.now;
        self.opened_mut(file)?.chmod(mode, now);
        Ok(())
    }

    fn fchown(&mut self, file: Handle, uid: u32, gid: u32) -> Result<(), Errno> {
        let now = self.now;
        self.opened_mut(file)?.chown(uid, gid, now);
        Ok(())
    }

    fn futimes(&mut self, file: Handle, atime: FileTime, mtime: FileTime) -> Result<(), Errno> {
        let now = self.now;
        self.opened_mut(file)?.utimes(atime, mtime, now);
        Ok(())
    }

    fn fsync(&mut self, file: Handle) -> Result<(), Errno> {
        self.open.get(file).map(|_| ())
    }

    fn stat(&mut self, path: &str, links: Links) -> Result<Metadata, Errno> {
        let id = self.find(path, links)?;
        Ok(self.nodes.get(id)?.metadata(id))
    }

    fn read_dir(&mut self, path: &str) -> Result<Vec<DirEntry>, Errno> {
        let now = self.now;
        let id = self.find(path, Links::Follow)?;
        let names = &self.nodes.get(id)?.directory()?.names;
        let mut entries = Vec::new();
        entries.try_reserve_exact(names.len()).map_err(|_| Errno::ENOMEM)?;
        for (name, &child) in names {
            let file_type = self.nodes.get(child)?.file_type();
            entries.push(DirEntry { name: copy(name)?, file_type });
        }
        self.nodes.get_mut(id)?.atime = now;
        Ok(entries)
    }

    fn read_link(&mut self, path: &str) -> Result<String, Errno> {
        let now = self.now;
        let node = self.node_mut(path, Links::NoFollow)?;
        let NodeKind::Symlink(text) = &node.kind else { return Err(Errno::EINVAL) };
        node.atime = now;
        copy(text)
    }

    fn mkdir(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        let (directory, name) = self.new_name(path, true)?;
        let node = Node::new(NodeKind::Directory(Directory::new(directory)), mode & 0o1777, self.now);
        self.nodes.create(directory, &name, node).map(|_| ())
    }

    fn rmdir(&mut self, path: &str) -> Result<(), Errno> {
        self.remove(path, Removed::Directory)
    }

    fn unlink(&mut self, path: &str) -> Result<(), Errno> {
        self.remove(path, Removed::Other)
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Errno> {
        self.rename_name(from, to)
    }

    fn link(&mut self, existing: &str, new: &str) -> Result<(), Errno> {
        self.hard_link(existing, new)
    }

    fn symlink(&mut self, target: &str, path: &str) -> Result<(), Errno> {
        self.soft_link(target, path)
    }

    fn chmod(&mut self, path: &str, mode: u32) -> Result<(), Errno> {
        let now = self.now;
        self.node_mut(path, Links::Follow)?.chmod(mode, now);
        Ok(())
    }

    fn chown(&mut self, path: &str, uid: u32, gid: u32, links: Links) -> Result<(), Errno> {
        let now = self.now;
        self.node_mut(path, links)?.chown(uid, gid, now);
        Ok(())
    }

    fn utimes(&mut self, path: &str, atime: FileTime, mtime: FileTime, links: Links) -> Result<(), Errno> {
        let now = self.now;
        self.node_mut(path, links)?.utimes(atime, mtime, now);
        Ok(())
    }

    fn set_time(&mut self, now: FileTime) {
        self.now = now;
    }
}
