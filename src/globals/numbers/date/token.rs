//! The tokens of a date text, as V8 defines them: numbers, a few symbols, and known words.

use crate::js::number::is_white_space;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// The value of the first nine significant digits, and the number of all digits.
    Number(i32, usize),
    /// One of `:`, `-`, `+`, `.`, `)`.
    Symbol(u8),
    Word(Word, usize),
    WhiteSpace,
    Other,
    End,
}

/// The meaning of a word. The token also holds the length of the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// From 1.
    Month(i32),
    /// The number of hours to add: 0 for AM, 12 for PM.
    HalfOfDay(i32),
    /// Hours ahead of UTC.
    Zone(i32),
    /// The `T` before the time.
    Time,
    Unknown,
}

impl Token {
    /// Returns the number if it has exactly this many digits.
    pub(super) fn fixed(self, digits: usize) -> Option<i32> {
        match self {
            Token::Number(number, length) if length == digits => Some(number),
            _ => None,
        }
    }

    /// Returns +1 or −1 for a sign.
    pub(super) fn sign(self) -> Option<i64> {
        match self {
            Token::Symbol(b'+') => Some(1),
            Token::Symbol(b'-') => Some(-1),
            _ => None,
        }
    }

    /// Returns whether the token is the `Z` of UTC.
    pub(super) fn is_z(self) -> bool {
        matches!(self, Token::Word(Word::Zone(_), 1))
    }
}

fn word(letters: &str) -> Word {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut first = [0; 3];
    for (place, c) in first.iter_mut().zip(letters.chars()) {
        // Known words are ASCII.
        *place = u8::try_from(c.to_ascii_lowercase()).unwrap_or(u8::MAX);
    }
    if let Some(month) = MONTHS.iter().position(|month| month.as_bytes() == first) {
        return Word::Month((month as i32).saturating_add(1));
    }
    // Words other than months must match as a whole.
    if letters.chars().nth(3).is_some() {
        return Word::Unknown;
    }
    match &first {
        b"am\0" => Word::HalfOfDay(0),
        b"pm\0" => Word::HalfOfDay(12),
        b"ut\0" | b"utc" | b"z\0\0" | b"gmt" => Word::Zone(0),
        b"est" => Word::Zone(-5),
        b"edt" => Word::Zone(-4),
        b"cst" => Word::Zone(-6),
        b"cdt" => Word::Zone(-5),
        b"mst" => Word::Zone(-7),
        b"mdt" => Word::Zone(-6),
        b"pst" => Word::Zone(-8),
        b"pdt" => Word::Zone(-7),
        b"t\0\0" => Word::Time,
        _ => Word::Unknown,
    }
}

/// The tokens of a text, with one token of lookahead.
pub(super) struct Tokens<'t> {
    rest: &'t str,
    /// The lookahead.
    pub(super) next: Token,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut tokens = Tokens { rest: text, next: Token::End };
        tokens.take();
        tokens
    }

    /// Consumes and returns the next token.
    pub(super) fn take(&mut self) -> Token {
        let next = self.scan();
        core::mem::replace(&mut self.next, next)
    }

    /// Consumes the next token if it is this symbol, and returns whether it was.
    pub(super) fn skip(&mut self, symbol: u8) -> bool {
        let is_next = self.next == Token::Symbol(symbol);
        if is_next {
            self.take();
        }
        is_next
    }

    /// Splits off the start of the text, up to the first character for which `belongs` returns `false`.
    fn split(&mut self, belongs: impl Fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        let (first, rest) = self.rest.split_at(end);
        self.rest = rest;
        first
    }

    fn scan(&mut self) -> Token {
        let Some(first) = self.rest.chars().next() else { return Token::End };
        let is_letter = |c: char| c >= 'A' && !is_white_space(c);
        match first {
            '\0' => return Token::End,
            '0'..='9' => {
                let digits = self.split(|c| c.is_ascii_digit());
                let significant = digits.trim_start_matches('0').bytes().take(9);
                let number = significant.fold(0_i32, |number, digit| {
                    number.saturating_mul(10).saturating_add(i32::from(digit.wrapping_sub(b'0')))
                });
                return Token::Number(number, digits.len());
            }
            '(' => {
                self.skip_parentheses();
                return Token::Other;
            }
            _ if is_letter(first) => {
                let letters = self.split(is_letter);
                return Token::Word(word(letters), letters.chars().count());
            }
            _ => {}
        }
        self.rest = self.rest.get(first.len_utf8()..).unwrap_or_default();
        match first {
            ':' | '-' | '+' | '.' | ')' => Token::Symbol(first as u8),
            _ if is_white_space(first) => Token::WhiteSpace,
            _ => Token::Other,
        }
    }

    fn skip_parentheses(&mut self) {
        let mut depth = 0_usize;
        let end = self.rest.char_indices().find(|&(_, c)| {
            depth = match c {
                '(' => depth.saturating_add(1),
                ')' => depth.saturating_sub(1),
                _ => depth,
            };
            depth == 0
        });
        self.rest = end.and_then(|(at, _)| self.rest.get(at.saturating_add(1)..)).unwrap_or_default();
    }
}
