//! `Date` formatting (ECMA-262 §21.4.4.35 to §21.4.4.43).
//!
//! Where the standard leaves the format open, it is Node's English one, with two differences. The host does not know
//! the names of time zones, so only UTC is named after the offset. `Intl` does not exist, so `toLocaleString`,
//! `toLocaleDateString` and `toLocaleTimeString` ignore the locale and the options.

use alloc::{format, string::String};

use super::{
    calendar::DateFields,
    this_time,
    zone::{local_time, offset},
};
use crate::js::{Arguments, Context, Hint, Thrown, Value};

const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl DateFields {
    fn weekday_name(&self) -> &'static str {
        WEEKDAYS.get(usize::from(self.weekday)).copied().unwrap_or_default()
    }

    fn month_name(&self) -> &'static str {
        MONTHS.get(usize::from(self.month)).copied().unwrap_or_default()
    }

    /// Returns the year with at least four digits, and a sign if it is negative.
    fn year_text(&self) -> String {
        let sign = if self.year < 0 { "-" } else { "" };
        format!("{sign}{:04}", self.year.unsigned_abs())
    }

    /// `DateString` (§21.4.4.41.2).
    fn date_text(&self) -> String {
        format!("{} {} {:02} {}", self.weekday_name(), self.month_name(), self.day, self.year_text())
    }

    /// `TimeString` (§21.4.4.41.1), without `GMT`.
    fn time_text(&self) -> String {
        format!("{:02}:{:02}:{:02}", self.hour, self.minute, self.second)
    }

    fn locale_date_text(&self) -> String {
        // The year 0 is 1 BC, which Node shows without the era.
        let year = if self.year > 0 { self.year } else { 1_i32.saturating_sub(self.year) };
        format!("{}/{}/{year}", self.month.saturating_add(1), self.day)
    }

    fn locale_time_text(&self) -> String {
        let half = if self.hour < 12 { "AM" } else { "PM" };
        let hour = match self.hour % 12 {
            0 => 12,
            hour => hour,
        };
        format!("{hour}:{:02}:{:02} {half}", self.minute, self.second)
    }
}

/// `TimeZoneString` (§21.4.4.41.3).
fn zone_text(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let name = if minutes == 0 { " (Coordinated Universal Time)" } else { "" };
    let minutes = minutes.unsigned_abs();
    format!("GMT{sign}{:02}{:02}{name}", minutes / 60, minutes % 60)
}

/// `ToDateString` (§21.4.4.41.4).
pub(super) fn date_string(cx: &mut Context<'_>, time: f64) -> Value {
    in_local_time(cx, time, |fields, minutes| {
        format!("{} {} {}", fields.date_text(), fields.time_text(), zone_text(minutes))
    })
}

/// Formats a time with `text`, which gets the local time and its offset in minutes. NaN gives `Invalid Date`.
fn in_local_time(cx: &mut Context<'_>, time: f64, text: impl FnOnce(DateFields, i32) -> String) -> Value {
    if time.is_nan() {
        return cx.heap().string("Invalid Date").into();
    }
    let (local, minutes) = (local_time(cx, time), offset(cx, time));
    cx.heap().string_from(text(DateFields::of(local), minutes)).into()
}

/// `Date.prototype.toString` (§21.4.4.41).
pub(super) fn to_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let time = this_time(cx, &call)?;
    Ok(date_string(cx, time))
}

/// `Date.prototype.toDateString` (§21.4.4.35).
pub(super) fn to_date_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let time = this_time(cx, &call)?;
    Ok(in_local_time(cx, time, |fields, _| fields.date_text()))
}

/// `Date.prototype.toTimeString` (§21.4.4.42).
pub(super) fn to_time_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let time = this_time(cx, &call)?;
    Ok(in_local_time(cx, time, |fields, minutes| format!("{} {}", fields.time_text(), zone_text(minutes))))
}

/// `Date.prototype.toLocaleString` (§21.4.4.39).
pub(super) fn to_locale_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let time = this_time(cx, &call)?;
    Ok(in_local_time(cx, time, |fields, _| format!("{}, {}", fields.locale_date_text(), fields.locale_time_text())))
}

/// `Date.prototype.toLocaleDateString` (§21.4.4.38).
pub(super) fn to_locale_date_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let time = this_time(cx, &call)?;
    Ok(in_local_time(cx, time, |fields, _| fields.locale_date_text()))
}

/// `Date.prototype.toLocaleTimeString` (§21.4.4.40).
pub(super) fn to_locale_time_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let time = this_time(cx, &call)?;
    Ok(in_local_time(cx, time, |fields, _| fields.locale_time_text()))
}

/// `Date.prototype.toUTCString` (§21.4.4.43).
pub(super) fn to_utc_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let time = this_time(cx, &call)?;
    if time.is_nan() {
        return Ok(cx.heap().string("Invalid Date").into());
    }
    let fields = DateFields::of(time);
    let (weekday, month, year) = (fields.weekday_name(), fields.month_name(), fields.year_text());
    let text = format!("{weekday}, {:02} {month} {year} {} GMT", fields.day, fields.time_text());
    Ok(cx.heap().string_from(text).into())
}

/// `Date.prototype.toISOString` (§21.4.4.36).
pub(super) fn to_iso_string(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let time = this_time(cx, &call)?;
    if time.is_nan() {
        return Err(cx.range_error("Invalid time value"));
    }
    Ok(cx.heap().string_from(iso_text(time)).into())
}

/// Formats a time value, which must not be NaN, in the standard's format (§21.4.1.32).
pub(in crate::globals) fn iso_text(time: f64) -> String {
    let fields = DateFields::of(time);
    let year = match fields.year {
        year @ 0..=9999 => format!("{year:04}"),
        year => format!("{}{:06}", if year < 0 { '-' } else { '+' }, year.unsigned_abs()),
    };
    let (month, day) = (fields.month.saturating_add(1), fields.day);
    format!("{year}-{month:02}-{day:02}T{}.{:03}Z", fields.time_text(), fields.millisecond)
}

/// `Date.prototype.toJSON` (§21.4.4.37).
pub(super) fn to_json(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let object = cx.to_object(call.this)?;
    if let Value::Number(time) = cx.to_primitive(object.into(), Hint::Number)? {
        if !time.is_finite() {
            return Ok(Value::Null);
        }
    }
    let method = cx.get_named(object, "toISOString")?;
    if !cx.heap().is_callable(method) {
        return Err(cx.type_error("toISOString is not a function"));
    }
    cx.call(method, object.into(), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    // The results of `new Date(time).toISOString()` in Node.
    #[test]
    fn dates_are_shown_in_utc() {
        for (time, shown) in [
            (0.0, "1970-01-01T00:00:00.000Z"),
            (-1.0, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000.0, "2000-02-29T00:00:00.000Z"),
            (1_709_210_096_789.0, "2024-02-29T12:34:56.789Z"),
            (-62_167_219_200_000.0, "0000-01-01T00:00:00.000Z"),
            (-62_167_219_200_001.0, "-000001-12-31T23:59:59.999Z"),
            (253_402_300_800_000.0, "+010000-01-01T00:00:00.000Z"),
            (8.64e15, "+275760-09-13T00:00:00.000Z"),
            (-8.64e15, "-271821-04-20T00:00:00.000Z"),
        ] {
            assert_eq!(iso_text(time), shown);
        }
    }
}
