//! Local time (ECMA-262 §21.4.1.20 to §21.4.1.26).

use super::calendar::{MS_PER_DAY, MS_PER_MINUTE};
use crate::js::Context;

/// Returns how far local time is ahead of UTC at the given time, in minutes.
pub(super) fn offset(cx: &mut Context<'_>, time: f64) -> i32 {
    cx.host().time_zone_offset(time as i64)
}

/// `LocalTime` (§21.4.1.25).
pub(super) fn local_time(cx: &mut Context<'_>, time: f64) -> f64 {
    time + f64::from(offset(cx, time)) * MS_PER_MINUTE
}

/// `UTC` (§21.4.1.26). For a repeated local time, returns the first of the two times. A skipped local time uses the
/// offset before the change.
pub(super) fn utc(cx: &mut Context<'_>, local: f64) -> f64 {
    // Beyond this range, no time zone has a valid date.
    if local.is_nan() || local.abs() > 8.64e15 + MS_PER_DAY {
        return f64::NAN;
    }
    resolve(local, |time| f64::from(offset(cx, time)) * MS_PER_MINUTE)
}

/// Implements [`utc`] with a function from a time to its offset in milliseconds.
fn resolve(local: f64, mut offset: impl FnMut(f64) -> f64) -> f64 {
    // Offsets are shorter than a day, so these two times are on either side of any change of the offset.
    let (before, after) = (offset(local - MS_PER_DAY), offset(local + MS_PER_DAY));
    if before == after {
        return local - before;
    }
    let is_right = |candidate: f64, offset: &mut dyn FnMut(f64) -> f64| offset(local - candidate) == candidate;
    if is_right(before, &mut offset) || !is_right(after, &mut offset) { local - before } else { local - after }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: f64 = 3_600_000.0;

    /// New York in 2024, with daylight saving time from March 10, 07:00 UTC, to November 3, 06:00 UTC.
    fn new_york(time: f64) -> f64 {
        if (1_710_054_000_000.0..1_730_613_600_000.0).contains(&time) { -4.0 * HOUR } else { -5.0 * HOUR }
    }

    // From Node with TZ=America/New_York: `Date.UTC(…)` and `+new Date(…)` of the same parts.
    #[test]
    fn local_times_that_are_left_out_or_come_twice() {
        for (what, local, utc) in [
            ("winter", 1_704_110_400_000.0, 1_704_128_400_000.0),
            ("summer", 1_719_835_200_000.0, 1_719_849_600_000.0),
            ("the day before", 1_709_985_600_000.0, 1_710_003_600_000.0),
            ("left out", 1_710_037_800_000.0, 1_710_055_800_000.0),
            ("after it", 1_710_039_600_000.0, 1_710_054_000_000.0),
            ("before it", 1_710_035_999_000.0, 1_710_053_999_000.0),
            ("twice", 1_730_597_400_000.0, 1_730_611_800_000.0),
            ("after the second", 1_730_599_200_000.0, 1_730_617_200_000.0),
            ("the day after", 1_730_646_000_000.0, 1_730_664_000_000.0),
        ] {
            assert_eq!(resolve(local, new_york), utc, "{what}");
        }
    }
}
