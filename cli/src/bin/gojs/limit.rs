//! `--limit`: what the program may have so much of, and no more.

use std::str::FromStr;

use gojs::Limits;

type Set = fn(Limits, u64) -> Limits;

/// One of the program's limits: `NAME=AMOUNT`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    name: &'static str,
    set: Set,
    amount: u64,
}

/// The one that takes an engine which counts.
const FUEL: &str = "fuel";

/// What there is to set, by name.
const LIMITS: [(&str, Set); 12] = [
    ("linear-memory", Limits::linear_memory),
    ("table-elements", Limits::table_elements),
    ("heap-bytes", |limits, bytes| limits.heap_bytes(size(bytes))),
    ("cells", |limits, cells| limits.cells(size(cells))),
    ("string-bytes", |limits, bytes| limits.string_bytes(size(bytes))),
    ("buffer-bytes", |limits, bytes| limits.buffer_bytes(size(bytes))),
    ("timers", |limits, timers| limits.timers(size(timers))),
    ("queue", |limits, waiting| limits.queue(size(waiting))),
    ("open-files", |limits, files| limits.open_files(size(files))),
    ("depth", |limits, depth| limits.depth(u32::try_from(depth).unwrap_or(u32::MAX))),
    ("output-bytes", Limits::output_bytes),
    (FUEL, Limits::fuel),
];

impl Limit {
    /// The same limits, with this one among them.
    pub(crate) fn apply(self, limits: Limits) -> Limits {
        (self.set)(limits, self.amount)
    }

    /// Whether the engine must count what the program takes.
    pub(crate) fn is_of_fuel(&self) -> bool {
        self.name == FUEL
    }
}

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, amount) = text.split_once('=').ok_or("there is no `=` in it")?;
        let Some(&(name, set)) = LIMITS.iter().find(|(known, _)| *known == name) else {
            return Err(format!("the limits are {}", LIMITS.map(|(known, _)| known).join(", ")));
        };
        Ok(Limit {
            name,
            set,
            amount: parse_amount(amount).ok_or("the amount is a number, or one with K, M or G after it")?,
        })
    }
}

fn size(amount: u64) -> usize {
    usize::try_from(amount).unwrap_or(usize::MAX)
}

fn parse_amount(text: &str) -> Option<u64> {
    let with_unit = |(unit, shift)| Some((text.strip_suffix(unit)?, shift));
    let (digits, shift) = [('K', 10), ('M', 20), ('G', 30)].into_iter().find_map(with_unit).unwrap_or((text, 0));
    digits.parse::<u64>().ok()?.checked_mul(1 << shift)
}
