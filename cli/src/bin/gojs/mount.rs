//! The option `--dir`.

use std::{
    env, fmt, io,
    path::{self, Component, Path, PathBuf},
    str::FromStr,
};

use gojs::fs::{FileSystem, HostDir, HostFs};
use gojs_cli::ProgramBuilder;

/// A folder of the host and its mount point: `HOST[::GUEST[:ro]]`.
#[derive(Clone, Debug)]
pub(crate) struct Mount {
    host: PathBuf,
    /// The mount point. `None`: the same path as on the host.
    guest: Option<String>,
    read_only: bool,
}

impl FromStr for Mount {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (host, guest) = match text.split_once("::") {
            Some((host, guest)) => (host, Some(guest)),
            None => (text, None),
        };
        if host.is_empty() {
            return Err("expected a folder before `::`");
        }
        let (guest, read_only) = match guest.map(|guest| guest.split_once(':').unwrap_or((guest, ""))) {
            None => (None, false),
            Some((guest, "")) => (Some(guest), false),
            Some((guest, "ro")) => (Some(guest), true),
            Some(_) => return Err("expected nothing or `:ro` after the guest path"),
        };
        Ok(Mount { host: host.into(), guest: guest.map(guest_path).transpose()?, read_only })
    }
}

/// Checks a mount point.
pub(crate) fn guest_path(path: &str) -> Result<String, &'static str> {
    if path.starts_with('/') { Ok(path.to_owned()) } else { Err("the guest path must begin with `/`") }
}

impl Mount {
    /// Returns the mount point.
    fn guest(&self) -> io::Result<String> {
        let host = match &self.guest {
            Some(guest) => return Ok(guest.clone()),
            // Links are not followed, so that the guest path is the path the user named. A `..` behind a link does need
            // resolving.
            None if self.host.components().any(|name| name == Component::ParentDir) => self.host.canonicalize(),
            None => path::absolute(&self.host),
        }?;
        let unnamed = || io::Error::other("the folder is not on a drive: name a guest path, as in HOST::GUEST");
        HostFs::guest_path(host).ok_or_else(unnamed)
    }

    /// Returns the working directory of this process, if it is mounted at the same path.
    pub(crate) fn cwd(&self) -> Option<String> {
        let cwd = HostFs::guest_path(env::current_dir().ok()?)?;
        let has_it = self.guest.is_none() && Path::new(&cwd).starts_with(self.guest().ok()?);
        has_it.then_some(cwd)
    }

    /// Mounts the folder.
    pub(crate) fn mount(&self, builder: ProgramBuilder) -> io::Result<ProgramBuilder> {
        let dir = HostDir::open(&self.host)?;
        let guest = self.guest()?;
        Ok(if self.read_only { builder.mount(&guest, dir.read_only()) } else { builder.mount(&guest, dir) })
    }
}

impl fmt::Display for Mount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.host.display().fmt(f)
    }
}
