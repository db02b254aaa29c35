//! `Date.parse` (ECMA-262 §21.4.3.2).
//!
//! The standard requires its own format (§21.4.1.32) and the formats of `toString` and `toUTCString`, and leaves others
//! to the implementation. This one follows V8: it skips words before the first number and text in parentheses,
//! identifies months by their first three letters, accepts a few names of time zones, and decides by the context of a
//! number which part of the date it is.

use super::token::{Token, Tokens, Word};

/// The parts of a date in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ParsedDate {
    /// Year, month and day, the latter two from 1.
    pub(super) date: [i32; 3],
    /// Hour, minute, second and millisecond.
    pub(super) time: [i32; 4],
    /// The offset from UTC, in minutes, positive if the time is ahead. `None` for local time.
    pub(super) offset: Option<i64>,
}

/// Up to `N` numbers, in the order of the text.
#[derive(Clone, Copy, Debug)]
struct Numbers<const N: usize> {
    numbers: [i32; N],
    count: usize,
}

impl<const N: usize> Numbers<N> {
    fn new(default: i32) -> Self {
        Numbers { numbers: [default; N], count: 0 }
    }

    /// Adds a number. Returns `false` if no more are accepted.
    fn add(&mut self, number: i32) -> bool {
        match self.numbers.get_mut(self.count) {
            Some(place) => *place = number,
            None => return false,
        }
        self.count = self.count.saturating_add(1);
        true
    }

    /// Adds a number, and accepts no more after it.
    fn add_last(&mut self, number: i32) {
        self.add(number);
        self.count = N;
    }
}

/// The parts that have been read so far.
struct Reading {
    date: Numbers<3>,
    month: Option<i32>,
    is_iso: bool,
    time: Numbers<4>,
    half_of_day: Option<i32>,
    /// +1 or −1, once a time zone has been read.
    zone_sign: Option<i64>,
    zone_hour: Option<i32>,
    zone_minute: Option<i32>,
}

/// Returns whether a number can be the next part of a time that has begun.
fn is_expected(time: &Numbers<4>, number: i32) -> bool {
    match time.count {
        1 | 2 => number < 60,
        3 => number < 1000,
        _ => false,
    }
}

/// Converts the fraction of a second to milliseconds.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "a number has at most nine digits, and at most `digits` if those are fewer"
)]
fn milliseconds(number: i32, digits: usize) -> i32 {
    match digits {
        1 => number * 100,
        2 => number * 10,
        3 => number,
        _ => number / 10_i32.pow(digits.min(9).saturating_sub(3) as u32),
    }
}

/// Parses a text. Returns `None` if it is not a date.
pub(super) fn parse(text: &str) -> Option<ParsedDate> {
    let mut tokens = Tokens::new(text);
    let mut reading = Reading {
        date: Numbers::new(1),
        month: None,
        is_iso: false,
        time: Numbers::new(0),
        half_of_day: None,
        zone_sign: None,
        zone_hour: None,
        zone_minute: None,
    };
    let rest = reading.standard(&mut tokens)?;
    reading.legacy(&mut tokens, rest)?;
    Some(ParsedDate { date: reading.written_date()?, time: reading.written_time()?, offset: reading.written_offset() })
}

impl Reading {
    fn set_zone(&mut self, sign: i64, hour: i32, minute: i32) {
        (self.zone_sign, self.zone_hour, self.zone_minute) = (Some(sign), Some(hour), Some(minute));
    }

    /// Reads the standard's format, and returns the first token that does not belong to it. Returns `None` for an error
    /// after the `T`: the legacy format does not apply to such a text.
    fn standard(&mut self, tokens: &mut Tokens<'_>) -> Option<Token> {
        if let Some(sign) = tokens.next.sign() {
            let token = tokens.take();
            match tokens.next.fixed(6) {
                Some(year) if sign > 0 || year != 0 => {
                    tokens.take();
                    self.date.add(if sign < 0 { year.saturating_neg() } else { year });
                }
                Some(_) => {
                    tokens.take();
                    return Some(token);
                }
                None => return Some(token),
            }
        } else if let Some(year) = tokens.next.fixed(4) {
            tokens.take();
            self.date.add(year);
        } else {
            return Some(tokens.take());
        }
        for max in [12, 31] {
            if !tokens.skip(b'-') {
                break;
            }
            match tokens.next.fixed(2) {
                Some(number) if (1..=max).contains(&number) => self.date.add(number),
                _ => return Some(tokens.take()),
            };
            tokens.take();
        }
        match tokens.next {
            Token::Word(Word::Time, _) => self.standard_time(tokens)?,
            Token::End => self.set_zone(1, 0, 0),
            _ => return Some(tokens.take()),
        }
        self.is_iso = true;
        Some(Token::End)
    }

    /// Reads the rest of the text after the date.
    fn standard_time(&mut self, tokens: &mut Tokens<'_>) -> Option<()> {
        let two_digits = |tokens: &mut Tokens<'_>, max: i32| {
            let number = tokens.next.fixed(2).filter(|&number| number <= max)?;
            tokens.take();
            Some(number)
        };
        tokens.take();
        let hour = two_digits(tokens, 24)?;
        // Hour 24 is valid only as the end of a day, 24:00:00.
        let (minutes, most_ms) = if hour == 24 { (0, 0) } else { (59, i32::MAX) };
        self.time.add(hour);
        if !tokens.skip(b':') {
            return None;
        }
        self.time.add(two_digits(tokens, minutes)?);
        if tokens.skip(b':') {
            self.time.add(two_digits(tokens, minutes)?);
            if tokens.skip(b'.') {
                match tokens.take() {
                    Token::Number(number, digits) if number <= most_ms => {
                        self.time.add(milliseconds(number, digits));
                    }
                    _ => return None,
                }
            }
        }
        if tokens.next.is_z() {
            tokens.take();
            self.set_zone(1, 0, 0);
        } else if let Some(sign) = tokens.next.sign() {
            tokens.take();
            let (hour, minute) = match tokens.next.fixed(4) {
                Some(number) if number / 100 < 24 && number % 100 < 60 => {
                    tokens.take();
                    (number / 100, number % 100)
                }
                Some(_) => return None,
                None => {
                    let hour = two_digits(tokens, 23)?;
                    if !tokens.skip(b':') {
                        return None;
                    }
                    (hour, two_digits(tokens, 59)?)
                }
            };
            self.set_zone(sign, hour, minute);
        }
        (tokens.next == Token::End).then_some(())
    }

    /// Reads text that is not in the standard's format.
    fn legacy(&mut self, tokens: &mut Tokens<'_>, first: Token) -> Option<()> {
        let mut has_number = self.date.count > 0;
        let mut token = first;
        while token != Token::End {
            match token {
                Token::Number(number, _) => {
                    has_number = true;
                    self.legacy_number(tokens, number)?;
                }
                Token::Word(Word::HalfOfDay(hours), _) if self.time.count > 0 => self.half_of_day = Some(hours),
                Token::Word(Word::Month(month), _) => {
                    self.month = Some(month);
                    tokens.skip(b'-');
                }
                Token::Word(Word::Zone(hours), _) if has_number => {
                    self.set_zone(if hours < 0 { -1 } else { 1 }, hours.abs(), 0);
                }
                // Other words are valid only before the first number, and not directly before it.
                Token::Word(..) if has_number || matches!(tokens.next, Token::Number(..)) => return None,
                Token::Symbol(b')') if has_number => return None,
                _ => {
                    let is_utc = self.zone_hour == Some(0) && self.zone_minute == Some(0);
                    match token.sign() {
                        Some(sign) if is_utc || self.time.count > 0 => {
                            has_number = true;
                            self.legacy_offset(tokens, sign)?;
                        }
                        Some(_) if has_number => return None,
                        _ => {}
                    }
                }
            }
            token = tokens.take();
        }
        Some(())
    }

    fn legacy_number(&mut self, tokens: &mut Tokens<'_>, number: i32) -> Option<()> {
        if tokens.skip(b':') {
            if tokens.skip(b':') {
                if self.time.count > 0 {
                    return None;
                }
                self.time.add(number);
                self.time.add(0);
            } else {
                if !self.time.add(number) {
                    return None;
                }
                tokens.skip(b'.');
            }
        } else if tokens.skip(b'.') && is_expected(&self.time, number) {
            self.time.add(number);
            let Token::Number(fraction, digits) = tokens.take() else { return None };
            self.time.add_last(milliseconds(fraction, digits));
        } else if self.zone_hour.is_some() && self.zone_minute.is_none() && number < 60 {
            self.zone_minute = Some(number);
        } else if is_expected(&self.time, number) {
            self.time.add_last(number);
            let is_apart = match tokens.next {
                Token::End | Token::WhiteSpace => true,
                next => next.is_z() || next.sign().is_some(),
            };
            if !is_apart {
                return None;
            }
        } else {
            if !self.date.add(number) {
                return None;
            }
            tokens.skip(b'-');
        }
        Some(())
    }

    /// Reads an offset from UTC after its sign.
    fn legacy_offset(&mut self, tokens: &mut Tokens<'_>, sign: i64) -> Option<()> {
        self.zone_sign = Some(sign);
        let (number, digits) = match tokens.next {
            Token::Number(number, digits) => {
                tokens.take();
                (number, digits)
            }
            _ => (0, 0),
        };
        (self.zone_hour, self.zone_minute) = match digits {
            _ if tokens.next == Token::Symbol(b':') => (Some(number), None),
            1 | 2 => (Some(number), Some(0)),
            3 | 4 => (Some(number / 100), Some(number % 100)),
            _ => return None,
        };
        Some(())
    }

    /// Decides which number is the year, which the month and which the day.
    fn written_date(&self) -> Option<[i32; 3]> {
        if self.date.count == 0 {
            return None;
        }
        let is_day = |number: i32| (1..=31).contains(&number);
        let [a, b, c] = self.date.numbers;
        // A missing number is 1, so a date without a year is in 2001.
        let (year, month, day) = match self.month {
            None if self.is_iso || !is_day(a) => (a, b, c),
            None => (c, a, b),
            Some(month) if is_day(a) => (b, month, a),
            Some(month) => (a, month, b),
        };
        let year = match year {
            0..=49 if !self.is_iso => year.saturating_add(2000),
            50..=99 if !self.is_iso => year.saturating_add(1900),
            _ => year,
        };
        ((1..=12).contains(&month) && is_day(day)).then_some([year, month, day])
    }

    fn written_time(&self) -> Option<[i32; 4]> {
        let [mut hour, minute, second, ms] = self.time.numbers;
        if let Some(hours) = self.half_of_day {
            if !(0..=12).contains(&hour) {
                return None;
            }
            hour = (hour % 12).saturating_add(hours);
        }
        let is_time = hour < 24 && minute < 60 && second < 60 && ms < 1000;
        (is_time || [hour, minute, second, ms] == [24, 0, 0, 0]).then_some([hour, minute, second, ms])
    }

    #[expect(clippy::arithmetic_side_effects, reason = "an `i64` holds `i32` hours in minutes, plus `i32` minutes")]
    fn written_offset(&self) -> Option<i64> {
        let sign = self.zone_sign?;
        Some(sign * (i64::from(self.zone_hour.unwrap_or(0)) * 60 + i64::from(self.zone_minute.unwrap_or(0))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The results of `Date.parse` in Node, with TZ=UTC.
    #[test]
    fn texts_are_read_as_by_node() {
        let read = |text| parse(text).map(|ParsedDate { date, time, offset }| (date, time, offset));
        for (text, expected) in [
            ("2024-02-29", Some(([2024, 2, 29], [0; 4], Some(0)))),
            ("2024-02-29T12:34:56.789", Some(([2024, 2, 29], [12, 34, 56, 789], None))),
            ("2024-02-29T12:34:56.789+02:30", Some(([2024, 2, 29], [12, 34, 56, 789], Some(150)))),
            ("-000001-01-01T00:00:00Z", Some(([-1, 1, 1], [0; 4], Some(0)))),
            ("-000000-01-01T00:00:00Z", None),
            ("+275760-09-13T24:00Z", Some(([275_760, 9, 13], [24, 0, 0, 0], Some(0)))),
            ("2024-02-29T24:00:01Z", None),
            ("2024-02-29T12:34Zx", None),
            (
                "Thu Jan 01 1970 02:00:00 GMT+0200 (Eastern (European) Time)",
                Some(([1970, 1, 1], [2, 0, 0, 0], Some(120))),
            ),
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(([1970, 1, 1], [0; 4], Some(0)))),
            ("Dec 25, 1995", Some(([1995, 12, 25], [0; 4], None))),
            ("25 December 95 13:30 PST", Some(([1995, 12, 25], [13, 30, 0, 0], Some(-480)))),
            ("1/2/03 4:05:06 pm", Some(([2003, 1, 2], [16, 5, 6, 0], None))),
            ("2024/02/29", Some(([2024, 2, 29], [0; 4], None))),
            ("Jan 5", Some(([2001, 1, 5], [0; 4], None))),
            ("13/1/2024", None),
            ("2024 hello", None),
            ("", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
