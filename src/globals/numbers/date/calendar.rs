//! Days, months and years (ECMA-262 §21.4.1).
//!
//! Two formulas convert between a date and a day number. They count in eras of 400 years, and from March 1 within a
//! year, which makes a leap day the last day of its year. A crate for dates would add several dependencies, and still
//! lack the standard's arithmetic with months and days beyond their range.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "the years, months and days of time values are within a billion of 0"
)]

use crate::js::number::to_integer_or_infinity;

pub(super) const MS_PER_SECOND: f64 = 1000.0;
pub(super) const MS_PER_MINUTE: f64 = 60_000.0;
pub(super) const MS_PER_HOUR: f64 = 3_600_000.0;
pub(super) const MS_PER_DAY: f64 = 86_400_000.0;

/// The latest time that a `Date` can hold, in milliseconds since 1970 (§21.4.1.1).
const MAX_TIME: f64 = 8.64e15;

/// The number of days from March 1 of the year 0 to January 1, 1970.
const EPOCH: i64 = 719_468;
const DAYS_PER_ERA: i64 = 146_097;

/// A time, split into calendar and clock fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DateFields {
    pub(super) year: i32,
    /// From 0.
    pub(super) month: u8,
    /// Of the month, from 1.
    pub(super) day: u8,
    /// From 0, for Sunday.
    pub(super) weekday: u8,
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) millisecond: u16,
}

/// Returns the day number of the first day of a month, counted from 1970. The year is within two million of 0, the
/// month within `0..12`.
fn day_of_month(year: i64, month: i64) -> i64 {
    // Count years from March.
    let (year, month) = if month < 2 { (year - 1, month + 10) } else { (year, month - 2) };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * month + 2) / 5;
    era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - EPOCH
}

/// Returns the year, month (from 0) and day (from 1) of a day number.
fn date_of(day: i64) -> (i64, i64, i64) {
    let day = day + EPOCH;
    let (era, day) = (day.div_euclid(DAYS_PER_ERA), day.rem_euclid(DAYS_PER_ERA));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let year = year + era * 400;
    if month < 10 { (year, month + 2, day) } else { (year + 1, month - 10, day) }
}

impl DateFields {
    /// Splits a finite time value into its fields.
    pub(super) fn of(time: f64) -> Self {
        // A time value and a time zone offset are integers, so the conversion is exact.
        let time = time as i64;
        let (days, ms) = (time.div_euclid(MS_PER_DAY as i64), time.rem_euclid(MS_PER_DAY as i64));
        let (year, month, day) = date_of(days);
        DateFields {
            year: year as i32,
            month: month as u8,
            day: day as u8,
            // 1970 began on a Thursday.
            weekday: (days + 4).rem_euclid(7) as u8,
            hour: (ms / 3_600_000) as u8,
            minute: (ms / 60_000 % 60) as u8,
            second: (ms / 1000 % 60) as u8,
            millisecond: (ms % 1000) as u16,
        }
    }
}

/// `MakeTime` (§21.4.1.27).
pub(super) fn make_time(hour: f64, minute: f64, second: f64, ms: f64) -> f64 {
    if ![hour, minute, second, ms].iter().all(|number| number.is_finite()) {
        return f64::NAN;
    }
    let [hour, minute, second, ms] = [hour, minute, second, ms].map(to_integer_or_infinity);
    ((hour * MS_PER_HOUR + minute * MS_PER_MINUTE) + second * MS_PER_SECOND) + ms
}

/// `MakeDay` (§21.4.1.28). Returns NaN for a year or a month beyond V8's limits.
pub(super) fn make_day(year: f64, month: f64, date: f64) -> f64 {
    if ![year, month, date].iter().all(|number| number.is_finite()) {
        return f64::NAN;
    }
    let [year, month, date] = [year, month, date].map(to_integer_or_infinity);
    if year.abs() > 1e6 || month.abs() > 1e7 {
        return f64::NAN;
    }
    let months = year as i64 * 12 + month as i64;
    day_of_month(months.div_euclid(12), months.rem_euclid(12)) as f64 + date - 1.0
}

/// `MakeDate` (§21.4.1.29).
pub(super) fn make_date(day: f64, time: f64) -> f64 {
    let date = day * MS_PER_DAY + time;
    if date.is_finite() { date } else { f64::NAN }
}

/// `MakeFullYear` (§21.4.1.30): 0 to 99 are years of the twentieth century.
pub(super) fn make_full_year(year: f64) -> f64 {
    let truncated = to_integer_or_infinity(year);
    match truncated {
        _ if year.is_nan() => f64::NAN,
        0.0..=99.0 => 1900.0 + truncated,
        _ => truncated,
    }
}

/// `TimeClip` (§21.4.1.31).
pub(super) fn time_clip(time: f64) -> f64 {
    if time.abs() <= MAX_TIME { to_integer_or_infinity(time) } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    // From Node: the UTC getters of `new Date(time)`, and `Date.UTC` for the way back.
    #[test]
    fn days_are_those_of_the_gregorian_calendar() {
        for (time, year, month, day, weekday) in [
            (0.0, 1970, 0, 1, 4),
            (-1.0, 1969, 11, 31, 3),
            (951_782_400_000.0, 2000, 1, 29, 2),
            (951_868_800_000.0, 2000, 2, 1, 3),
            (-2_203_977_600_000.0, 1900, 1, 28, 3),
            (-2_203_891_200_000.0, 1900, 2, 1, 4),
            (-62_198_755_200_000.0, -1, 0, 1, 5),
            (-62_162_121_600_000.0, 0, 1, 29, 2),
            (8.64e15, 275_760, 8, 13, 6),
            (-8.64e15, -271_821, 3, 20, 2),
        ] {
            let fields = DateFields::of(time);
            assert_eq!((fields.year, fields.month, fields.day, fields.weekday), (year, month, day, weekday), "{time}");
            let days = libm::floor(time / MS_PER_DAY);
            assert_eq!(make_day(year.into(), month.into(), day.into()), days, "{time}");
        }
    }

    #[test]
    fn every_day_comes_after_the_one_before() {
        let mut before = DateFields::of(-8.64e15);
        for day in -99_999_999..=100_000_000_i64 {
            // All days around the present, and samples of the others.
            if !(-1_000_000..1_000_000).contains(&day) && day % 997 != 0 {
                continue;
            }
            let fields = DateFields::of(day as f64 * MS_PER_DAY);
            let date = |fields: DateFields| (fields.year, fields.month, fields.day);
            assert!(date(fields) > date(before));
            assert_eq!(make_day(fields.year.into(), fields.month.into(), fields.day.into()), day as f64);
            before = fields;
        }
    }

    #[test]
    fn months_and_days_beyond_their_range_count_on() {
        // From Node: `Date.UTC(year, month, day) / 864e5`.
        for (year, month, day, days) in [
            (2020.0, 12.0, 1.0, 18_628.0),
            (2020.0, -1.0, 31.0, 18_261.0),
            (2020.0, 1.0, 30.0, 18_322.0),
            (1970.0, 0.0, 0.0, -1.0),
            (1970.9, 0.9, 1.9, 0.0),
            (300_000.0, 0.0, -11_000_000.0, 97_853_221.0),
        ] {
            assert_eq!(make_day(year, month, day), days, "{year} {month} {day}");
        }
        assert!(make_day(f64::NAN, 0.0, 1.0).is_nan() && make_day(1e7, 0.0, 1.0).is_nan());
        assert!(make_time(f64::INFINITY, 0.0, 0.0, 0.0).is_nan() && time_clip(8.64e15 + 1.0).is_nan());
        assert!(time_clip(-0.0).is_sign_positive());
    }
}
