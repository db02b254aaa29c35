//! The getters and setters of a `Date` (ECMA-262 §21.4.4).

use super::{
    calendar::{DateFields, make_date, make_day, make_full_year, make_time, time_clip},
    this_time,
    zone::{local_time, utc},
};
use crate::js::{Arguments, Context, Kind, Thrown, Value};

/// The time zone that a method uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    Local,
    Utc,
}

/// The indices of the parts of a date. A setter sets consecutive parts from one of these on.
pub(super) const YEAR: usize = 0;
pub(super) const MONTH: usize = 1;
pub(super) const DAY: usize = 2;
pub(super) const HOUR: usize = 3;
pub(super) const MINUTE: usize = 4;
pub(super) const SECOND: usize = 5;
pub(super) const MILLISECOND: usize = 6;

/// Implements the getters (§21.4.4.2 to §21.4.4.19). An invalid date gives NaN.
pub(super) fn get(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    clock: Clock,
    field: impl FnOnce(DateFields) -> f64,
) -> Result<Value, Thrown> {
    let time = this_time(cx, call)?;
    if time.is_nan() {
        return Ok(time.into());
    }
    let time = if clock == Clock::Local { local_time(cx, time) } else { time };
    Ok(field(DateFields::of(time)).into())
}

/// `Date.prototype.getYear` (§B.2.3.1).
pub(super) fn get_year(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    get(cx, &call, Clock::Local, |fields| f64::from(fields.year) - 1900.0)
}

/// Implements the setters (§21.4.4.20 to §21.4.4.34). Sets one part of the date for each argument, at most `length`.
pub(super) fn set(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    clock: Clock,
    first: usize,
    length: usize,
) -> Result<Value, Thrown> {
    let time = this_time(cx, call)?;
    let mut numbers = [None; 4];
    for (at, number) in numbers.iter_mut().enumerate().take(length) {
        if at == 0 || at < call.list.len() {
            *number = Some(cx.to_number(call.get(at))?);
        }
    }
    change(cx, call, clock, time, first == YEAR, |parts| {
        let places = parts.iter_mut().skip(first);
        for (part, number) in places.zip(numbers) {
            *part = number.unwrap_or(*part);
        }
    })
}

/// `Date.prototype.setYear` (§B.2.3.2).
pub(super) fn set_year(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let time = this_time(cx, &call)?;
    let year = make_full_year(cx.to_number(call.get(0))?);
    change(cx, &call, Clock::Local, time, true, |parts| parts[YEAR] = year)
}

/// `Date.prototype.setTime` (§21.4.4.27).
pub(super) fn set_time(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    this_time(cx, &call)?;
    let time = time_clip(cx.to_number(call.get(0))?);
    Ok(store(cx, &call, time))
}

/// Changes parts of a date. An invalid date stays invalid, unless `from_nothing` is set: then the other parts are those
/// of the start of 1970.
fn change(
    cx: &mut Context<'_>,
    call: &Arguments<'_>,
    clock: Clock,
    time: f64,
    from_nothing: bool,
    assign: impl FnOnce(&mut [f64; 7]),
) -> Result<Value, Thrown> {
    let fields = match clock {
        _ if time.is_nan() && from_nothing => DateFields::of(0.0),
        _ if time.is_nan() => return Ok(time.into()),
        Clock::Local => DateFields::of(local_time(cx, time)),
        Clock::Utc => DateFields::of(time),
    };
    let mut parts = [
        fields.year.into(),
        fields.month.into(),
        fields.day.into(),
        fields.hour.into(),
        fields.minute.into(),
        fields.second.into(),
        fields.millisecond.into(),
    ];
    assign(&mut parts);
    let [year, month, day, hour, minute, second, ms] = parts;
    let date = make_date(make_day(year, month, day), make_time(hour, minute, second, ms));
    let time = time_clip(if clock == Clock::Local { utc(cx, date) } else { date });
    Ok(store(cx, call, time))
}

fn store(cx: &mut Context<'_>, call: &Arguments<'_>, time: f64) -> Value {
    if let Value::Object(date) = call.this {
        cx.heap().cell_mut(date).kind = Kind::Date(time);
    }
    time.into()
}
