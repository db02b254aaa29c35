//! `Date.parse` (ECMA-262 §21.4.3.2).
//!
//! The standard asks for its own format (§21.4.1.32) and for what `toString` and `toUTCString` give, and leaves the rest to
//! the implementation. What is done about the rest is V8's: words before the first number and what is in parentheses are
//! passed over, months and time zones are known by their first three letters, and numbers are told apart by what is
//! around them.

use super::token::{Token, Tokens, Word};

/// What a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parsed {
    /// Year, month and day, the latter two from 1.
    pub(super) date: [i32; 3],
    /// Hour, minute, second and millisecond.
    pub(super) time: [i32; 4],
    /// What the time is ahead of UTC, in minutes. Without it, it is local time.
    pub(super) offset: Option<i64>,
}

/// Up to `N` numbers, in the order in which they come.
#[derive(Clone, Copy, Debug)]
struct Numbers<const N: usize> {
    numbers: [i32; N],
    count: usize,
}

impl<const N: usize> Numbers<N> {
    fn new(default: i32) -> Self {
        Numbers { numbers: [default; N], count: 0 }
    }

    /// Whether there was room for another.
    fn add(&mut self, number: i32) -> bool {
        match self.numbers.get_mut(self.count) {
            Some(place) => *place = number,
            None => return false,
        }
        self.count = self.count.saturating_add(1);
        true
    }

    /// [`Numbers::add`], after which there is no room for more.
    fn add_last(&mut self, number: i32) {
        self.add(number);
        self.count = N;
    }
}

/// What has been read.
struct Reading {
    date: Numbers<3>,
    month: Option<i32>,
    is_iso: bool,
    time: Numbers<4>,
    half_of_day: Option<i32>,
    /// +1 or −1, once there is a zone.
    zone_sign: Option<i64>,
    zone_hour: Option<i32>,
    zone_minute: Option<i32>,
}

/// Whether a number can be that of the part of the time which comes next.
fn is_expected(time: &Numbers<4>, number: i32) -> bool {
    match time.count {
        1 | 2 => number < 60,
        3 => number < 1000,
        _ => false,
    }
}

/// The milliseconds that the digits of a fraction of a second are.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "a number has nine digits at the most, and as many as are counted where they are three or fewer"
)]
fn milliseconds(number: i32, digits: usize) -> i32 {
    match digits {
        1 => number * 100,
        2 => number * 10,
        3 => number,
        _ => number / 10_i32.pow(digits.min(9).saturating_sub(3) as u32),
    }
}

/// Reads a text, if it is a date's.
pub(super) fn parse(text: &str) -> Option<Parsed> {
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
    Some(Parsed { date: reading.written_date()?, time: reading.written_time()?, offset: reading.written_offset() })
}

impl Reading {
    fn set_zone(&mut self, sign: i64, hour: i32, minute: i32) {
        (self.zone_sign, self.zone_hour, self.zone_minute) = (Some(sign), Some(hour), Some(minute));
    }

    /// Reads a text of the standard's format, and returns the first token that is none of it. There is no reading of a
    /// text that has gone beyond the `T`.
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
        for most in [12, 31] {
            if !tokens.skip(b'-') {
                break;
            }
            match tokens.next.fixed(2) {
                Some(number) if (1..=most).contains(&number) => self.date.add(number),
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

    /// Reads what comes after the date, to the end.
    fn standard_time(&mut self, tokens: &mut Tokens<'_>) -> Option<()> {
        let two_digits = |tokens: &mut Tokens<'_>, most: i32| {
            let number = tokens.next.fixed(2).filter(|&number| number <= most)?;
            tokens.take();
            Some(number)
        };
        tokens.take();
        let hour = two_digits(tokens, 24)?;
        // The end of a day is its hour 24, and nothing else is.
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

    /// Reads what is not of the standard's format.
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
                // Other words may stand before the first number, apart from it.
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

    /// What follows the sign of an offset from UTC.
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

    /// Which of the numbers is the year, which the month and which the day.
    fn written_date(&self) -> Option<[i32; 3]> {
        if self.date.count == 0 {
            return None;
        }
        let is_day = |number: i32| (1..=31).contains(&number);
        let [a, b, c] = self.date.numbers;
        // A number that is missing is 1, so that a date without a year is of 2001.
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

    #[expect(clippy::arithmetic_side_effects, reason = "hours and minutes of an `i32`, and a sign, as an `i64`")]
    fn written_offset(&self) -> Option<i64> {
        let sign = self.zone_sign?;
        Some(sign * (i64::from(self.zone_hour.unwrap_or(0)) * 60 + i64::from(self.zone_minute.unwrap_or(0))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // What the texts are, by `Date.parse` of Node with TZ=UTC.
    #[test]
    fn texts_are_read_as_by_node() {
        let read = |text| parse(text).map(|Parsed { date, time, offset }| (date, time, offset));
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
