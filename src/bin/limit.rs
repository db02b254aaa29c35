//! `--limit`: what the program may have so much of, and no more.

use std::str::FromStr;

use gojs::Limits;

/// One of the program's limits: `NAME=AMOUNT`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    set: fn(Limits, u64) -> Limits,
    amount: u64,
}

impl Limit {
    pub(crate) const NAMES: &str = "linear-memory, heap-bytes, timers, queue, open-files, depth and output-bytes";

    /// The same limits, with this one among them.
    pub(crate) fn apply(self, limits: Limits) -> Limits {
        (self.set)(limits, self.amount)
    }
}

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, amount) = text.split_once('=').ok_or("there is no `=` in it")?;
        let set: fn(Limits, u64) -> Limits = match name {
            "linear-memory" => Limits::linear_memory,
            "heap-bytes" => |limits, bytes| limits.heap_bytes(size(bytes)),
            "timers" => |limits, timers| limits.timers(size(timers)),
            "queue" => |limits, waiting| limits.queue(size(waiting)),
            "open-files" => |limits, files| limits.open_files(size(files)),
            "depth" => |limits, depth| limits.depth(u32::try_from(depth).unwrap_or(u32::MAX)),
            "output-bytes" => Limits::output_bytes,
            _ => return Err(format!("the limits are {}", Limit::NAMES)),
        };
        Ok(Limit { set, amount: parse_amount(amount).ok_or("the amount is a number, or one with K, M or G after it")? })
    }
}

fn size(amount: u64) -> usize {
    usize::try_from(amount).unwrap_or(usize::MAX)
}

fn parse_amount(text: &str) -> Option<u64> {
    let (digits, shift) = match text.strip_suffix(['K', 'M', 'G']) {
        None => (text, 0),
        Some(digits) if text.ends_with('K') => (digits, 10),
        Some(digits) if text.ends_with('M') => (digits, 20),
        Some(digits) => (digits, 30),
    };
    digits.parse::<u64>().ok()?.checked_mul(1 << shift)
}
