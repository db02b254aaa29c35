//! Names and paths, as the guest and as Windows write them.

extern crate std;

use alloc::{format, string::String};
use std::path::{Component, Path, Prefix};

/// The maximum length of a name in UTF-16 code units.
pub(super) const NAME_MAX: usize = 255;

/// The names of devices. They are reserved in every folder, even if a `.` and more characters follow.
const DEVICES: [&str; 8] = ["AUX", "CON", "CONIN$", "CONOUT$", "NUL", "PRN", "COM", "LPT"];

/// Returns whether a file can have this name, with the same meaning to all parts of Windows.
///
/// Windows interprets paths by its own rules: `a\b` is two names, `a:b` is a stream of a file, `a.` and `a ` are `a`,
/// and `nul.txt` is a device. Such names do not exist for a guest, and are never passed to Windows.
pub(super) fn is_name(name: &str) -> bool {
    let is_forbidden = |char: char| char < ' ' || matches!(char, '"' | '*' | '/' | ':' | '<' | '>' | '?' | '\\' | '|');
    !name.contains(is_forbidden) && !name.ends_with(['.', ' ']) && !is_device(name)
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(' ');
    DEVICES.iter().any(|device| {
        let Some((start, rest)) = stem.split_at_checked(device.len()) else { return false };
        // COM0 to COM9 and LPT0 to LPT9, and the same with the superscript digits of Latin-1.
        let is_numbered = matches!(*device, "COM" | "LPT");
        let is_number = matches!(rest, "\u{b9}" | "\u{b2}" | "\u{b3}")
            || rest.len() == 1 && rest.as_bytes().is_ascii() && rest.starts_with(|char: char| char.is_ascii_digit());
        start.eq_ignore_ascii_case(device) && if is_numbered { is_number } else { rest.is_empty() }
    })
}

/// Returns the drive letter, in lower case, that the first name of a `HostFs` path stands for.
pub(in crate::host::fs) fn drive_of(name: &str) -> Option<char> {
    let mut chars = name.chars();
    let letter = chars.next().filter(char::is_ascii_alphabetic)?;
    chars.next().is_none().then(|| letter.to_ascii_lowercase())
}

/// Converts an absolute Windows path to a guest path if all drives are mounted at `/`: `C:\Users` becomes `/c/Users`.
/// Returns `None` for a path that is not on a drive.
pub(in crate::host::fs) fn guest_path(host: &Path) -> Option<String> {
    let mut components = host.components();
    let Component::Prefix(prefix) = components.next()? else { return None };
    let (Prefix::Disk(drive) | Prefix::VerbatimDisk(drive)) = prefix.kind() else { return None };
    if components.next()? != Component::RootDir {
        return None;
    }
    let mut path = format!("/{}", char::from(drive).to_ascii_lowercase());
    for name in components {
        path.push('/');
        path.push_str(&name.as_os_str().to_string_lossy());
    }
    Some(path)
}

/// Converts the text of a symbolic link to `/` between names.
pub(super) fn link_text(text: &Path) -> String {
    text.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_windows_would_read_otherwise_is_no_name() {
        for name in ["a", "a.b", ".a", "con1", "com", "com10", "nullable", "a b", "Ünïcode"] {
            assert!(is_name(name), "{name}");
        }
        for name in [
            "a\\b", "a:b", "c:", "a.", "a ", "...", "nul", "NUL.txt", "con .x", "COM1", "lpt9.a", "com¹", "a\u{1}",
            "a|b",
        ] {
            assert!(!is_name(name), "{name}");
        }
    }

    #[test]
    fn a_drive_is_a_folder() {
        assert_eq!(guest_path(Path::new(r"C:\Users\me")).as_deref(), Some("/c/Users/me"));
        assert_eq!(guest_path(Path::new("D:/")).as_deref(), Some("/d"));
        assert_eq!(guest_path(Path::new(r"\\?\C:\x")).as_deref(), Some("/c/x"));
        for path in [r"\\server\share\x", r"C:x", r"\x", "x"] {
            assert_eq!(guest_path(Path::new(path)), None, "{path}");
        }
        assert_eq!(["c", "C", "cc", "", "1", "ü"].map(drive_of), [Some('c'), Some('c'), None, None, None, None]);
    }
}
