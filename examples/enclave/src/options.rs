//! The command line.

use core::{ffi::CStr, fmt};

pub(crate) const USAGE: &str = "\
usage: enclave [OPTION...] [--] GUEST.wasm [ARGUMENT...]
  --memory SIZE    all the memory there is to be, as 64M or 1G (64M)
  --heap SIZE      how much of it is for what is not Go's memory: module, translation, JavaScript's values (half of it)
  --seed HEX       what everything random comes of, 64 hexadecimal digits (entropy of the system's)
  --time SECONDS   the time of day that the guest begins at, since 1970 (the system's)
  --probe          makes a forbidden system call in place of running the guest: the kernel must end it with SIGKILL";

/// The maximum number of guest arguments.
const MAX_ARGUMENTS: usize = 64;

pub(crate) struct Options {
    pub(crate) memory: usize,
    /// The part of the memory that is not the guest's linear memory.
    pub(crate) heap: usize,
    pub(crate) seed: Option<[u8; 32]>,
    /// The time of day in seconds since 1970.
    pub(crate) time: Option<u64>,
    pub(crate) probe: bool,
    pub(crate) guest: &'static CStr,
    /// Stored in an array, because options are parsed before the heap exists.
    arguments: [&'static str; MAX_ARGUMENTS],
    count: usize,
}

impl Options {
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &'static str> {
        self.arguments.iter().copied().take(self.count)
    }
}

pub(crate) enum Error {
    /// An unknown option.
    Unknown(&'static str),
    /// An option without a value, or with an invalid one.
    Value(&'static str),
    /// An argument that is not UTF-8, which all strings for Go must be.
    Text,
    TooMany,
    NoGuest,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Unknown(option) => write!(f, "there is no option {option}"),
            Error::Value(option) => write!(f, "{option} needs a value, as below"),
            Error::Text => write!(f, "an argument is not UTF-8"),
            Error::TooMany => write!(f, "more than {MAX_ARGUMENTS} arguments"),
            Error::NoGuest => write!(f, "no guest is named"),
        }
    }
}

/// Parses the command line, without the name of the executable.
///
/// # Errors
///
/// Returns an [`Error`] if the command line is invalid.
pub(crate) fn parse(mut arguments: impl Iterator<Item = &'static CStr>) -> Result<Options, Error> {
    let mut options = Options {
        memory: 64 << 20,
        heap: 0,
        seed: None,
        time: None,
        probe: false,
        guest: c"",
        arguments: [""; MAX_ARGUMENTS],
        count: 0,
    };
    let mut heap = None;
    options.guest = loop {
        let argument = arguments.next().ok_or(Error::NoGuest)?;
        let name = text(argument)?;
        match name {
            "--memory" => options.memory = value(&mut arguments, name, size)?,
            "--heap" => heap = Some(value(&mut arguments, name, size)?),
            "--seed" => options.seed = Some(value(&mut arguments, name, seed)?),
            "--time" => options.time = Some(value(&mut arguments, name, |text| text.parse().ok())?),
            "--probe" => options.probe = true,
            "--" => break arguments.next().ok_or(Error::NoGuest)?,
            _ if name.starts_with('-') => return Err(Error::Unknown(name)),
            _ => break argument,
        }
    };
    options.heap = heap.unwrap_or(options.memory / 2);
    if options.heap > options.memory {
        return Err(Error::Value("--heap"));
    }
    for argument in arguments {
        *options.arguments.get_mut(options.count).ok_or(Error::TooMany)? = text(argument)?;
        options.count += 1;
    }
    Ok(options)
}

fn text(argument: &'static CStr) -> Result<&'static str, Error> {
    argument.to_str().map_err(|_| Error::Text)
}

fn value<T>(
    arguments: &mut impl Iterator<Item = &'static CStr>,
    option: &'static str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, Error> {
    let value = text(arguments.next().ok_or(Error::Value(option))?)?;
    read(value).ok_or(Error::Value(option))
}

/// Parses a size such as `64M`, and returns it in bytes.
fn size(text: &str) -> Option<usize> {
    let (number, unit) = match text.as_bytes().last()? {
        b'K' => (text.strip_suffix('K')?, 1 << 10),
        b'M' => (text.strip_suffix('M')?, 1 << 20),
        b'G' => (text.strip_suffix('G')?, 1 << 30),
        _ => (text, 1),
    };
    number.parse::<usize>().ok()?.checked_mul(unit)
}

fn seed(text: &str) -> Option<[u8; 32]> {
    let mut seed = [0; 32];
    let digits = text.as_bytes();
    if digits.len() != 2 * seed.len() {
        return None;
    }
    for (byte, pair) in seed.iter_mut().zip(digits.chunks_exact(2)) {
        for &digit in pair {
            *byte = *byte << 4 | u8::try_from(char::from(digit).to_digit(16)?).ok()?;
        }
    }
    Some(seed)
}
