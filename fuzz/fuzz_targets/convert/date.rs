//! Time values, and the components of dates.

use arbitrary::Arbitrary;
use time::{Date, Month, OffsetDateTime};

use super::realm::Realm;

/// The largest time value (ECMA-262 §21.4.1.1).
const MAX_TIME: i64 = 8_640_000_000_000_000;

#[derive(Arbitrary, Debug)]
pub(crate) enum Moment {
    /// Milliseconds since the epoch.
    Parts(i64),
    Utc {
        year: i32,
        month: i16,
        day: i16,
        rest: [i16; 4],
    },
    Iso {
        year: u16,
        month: u8,
        day: u8,
        time: Option<[u8; 3]>,
        ms: Option<u16>,
        offset: Option<(bool, u8, u8)>,
    },
}

fn moment(ms: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000).unwrap()
}

/// Returns the days from the epoch to the first day of a month. Months are counted from January of year 0.
fn first_of(months: i64) -> Option<i64> {
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) as u8 + 1);
    let date = Date::from_calendar_date(i32::try_from(year).ok()?, Month::try_from(month).unwrap(), 1).ok()?;
    Some(i64::from(date.to_julian_day()) - 2_440_588)
}

impl Moment {
    pub(crate) fn check(&self, realm: &mut Realm) {
        match *self {
            Moment::Parts(ms) => {
                let ms = ms % (MAX_TIME + 1_000);
                let number = ms as f64;
                let iso = realm.text(|js| {
                    let date = js.construct("Date", &[number.into()])?;
                    js.method(date, "toISOString", &[])
                });
                if ms.abs() > MAX_TIME {
                    assert_eq!(iso, None, "{ms}");
                    return;
                }
                let at = moment(ms);
                let year = match at.year() {
                    year @ 0..=9999 => format!("{year:04}"),
                    year => format!("{}{:06}", if year < 0 { '-' } else { '+' }, year.abs()),
                };
                let (month, day) = (u8::from(at.month()), at.day());
                let (hour, minute, second, milli) = at.time().as_hms_milli();
                let expected = format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z");
                assert_eq!(iso.as_deref(), Some(&*expected), "{ms}");
                for (name, expected) in [
                    ("getUTCFullYear", i64::from(at.year())),
                    ("getUTCMonth", i64::from(month) - 1),
                    ("getUTCDate", day.into()),
                    ("getUTCDay", at.weekday().number_days_from_sunday().into()),
                    ("getUTCHours", hour.into()),
                    ("getUTCMilliseconds", milli.into()),
                    ("getTime", ms),
                ] {
                    let found = realm.number(|js| {
                        let date = js.construct("Date", &[number.into()])?;
                        js.method(date, name, &[])
                    });
                    assert_eq!(found, Some(expected as f64), "{name} of {ms}");
                }
                let again = realm.number(|js| {
                    let text = js.string(&expected);
                    js.of("Date", "parse", &[text])
                });
                assert_eq!(again, Some(number), "{expected}");
            }
            Moment::Utc { year, month, day, rest } => {
                let year = year % 300_000;
                let [hour, minute, second, ms] = rest.map(i64::from);
                let arguments = [year.into(), i32::from(month).into(), i32::from(day).into()];
                let arguments = arguments.into_iter().chain(rest.map(|part| i32::from(part).into()));
                let arguments: Vec<gojs::js::Value> = arguments.collect();
                let found = realm.number(|js| js.of("Date", "UTC", &arguments)).unwrap();
                // `MakeFullYear` (§21.4.1.30).
                let year = if (0..=99).contains(&year) { 1900 + i64::from(year) } else { year.into() };
                let days = first_of(12 * year + i64::from(month)).map(|first| first + i64::from(day) - 1);
                let expected = days
                    .map(|days| (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + ms)
                    .filter(|ms| ms.abs() <= MAX_TIME);
                match expected {
                    Some(expected) => assert_eq!(found, expected as f64, "{self:?}"),
                    None => assert!(found.is_nan(), "{found} for {self:?}"),
                }
            }
            Moment::Iso { year, month, day, time, ms, offset } => {
                let year = year % 10_000;
                let mut text = format!("{year:04}-{month:02}-{day:02}");
                let mut of_day = Some(0);
                let mut shift = Some(0);
                if let Some([hour, minute, second]) = time {
                    text += &format!("T{hour:02}:{minute:02}:{second:02}");
                    let milli = ms.map(|ms| ms % 1000);
                    if let Some(milli) = milli {
                        text += &format!(".{milli:03}");
                    }
                    let milli = i64::from(milli.unwrap_or(0));
                    let all = ((i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second)) * 1000 + milli;
                    let is_time = minute < 60 && second < 60 && (hour < 24 || all == 86_400_000);
                    of_day = is_time.then_some(all);
                    match offset {
                        Some((is_negative, hours, minutes)) => {
                            text += &format!("{}{hours:02}:{minutes:02}", if is_negative { '-' } else { '+' });
                            let minutes_in_all = i64::from(hours) * 60 + i64::from(minutes);
                            let sign = if is_negative { 1 } else { -1 };
                            shift = (hours < 24 && minutes < 60).then_some(sign * minutes_in_all * 60_000);
                        }
                        None => text += "Z",
                    }
                }
                // Each part must have two digits. Other strings do not have this form.
                if [month, day].into_iter().chain(time.into_iter().flatten()).any(|part| part > 99)
                    || offset.is_some_and(|(_, hours, minutes)| hours > 99 || minutes > 99)
                {
                    return;
                }
                let found = realm.number(|js| {
                    let text = js.string(&text);
                    js.of("Date", "parse", &[text])
                });
                let is_month = (1..=12).contains(&month) && (1..=31).contains(&day);
                let expected = (|| {
                    // A day beyond the end of the month falls into the next month. That is how engines behave. ECMA-262
                    // leaves it open.
                    let days = first_of(12 * i64::from(year) + i64::from(month) - 1)? + i64::from(day) - 1;
                    is_month.then_some(days * 86_400_000 + of_day? + shift?)
                })();
                // An implementation may parse other formats than the standard's by its own rules.
                if let Some(expected) = expected {
                    assert_eq!(found, Some(expected as f64), "{text}");
                }
            }
        }
    }
}
