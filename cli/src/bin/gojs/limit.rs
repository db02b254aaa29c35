//! The option `--limit`.

use std::str::FromStr;

use gojs::Limits;

type Set = fn(Limits, u64) -> Limits;

/// A limit and its amount: `NAME=AMOUNT`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    name: &'static str,
    set: Set,
    amount: u64,
}

/// The limit that requires an engine which meters fuel.
const FUEL: &str = "fuel";

/// The limits by name.
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
    /// Returns `limits` with this limit set.
    pub(crate) fn apply(self, limits: Limits) -> Limits {
        (self.set)(limits, self.amount)
    }

    /// Whether this limit requires an engine which meters fuel.
    pub(crate) fn is_of_fuel(&self) -> bool {
        self.name == FUEL
    }
}

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, amount) = text.split_once('=').ok_or("expected NAME=AMOUNT")?;
        let Some(&(name, set)) = LIMITS.iter().find(|(known, _)| *known == name) else {
            return Err(format!("unknown limit; the limits are {}", LIMITS.map(|(known, _)| known).join(", ")));
        };
        Ok(Limit {
            name,
            set,
            amount: parse_amount(amount)
                .ok_or("expected a whole number as the amount, optionally followed by K, M or G")?,
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
