//! Attacks conversions between numbers, strings, JSON, dates and BigInts. The target asserts that each result is the
//! same as that of an independent crate or of another method in Rust's own library, and that invalid numbers, dates and
//! JSON are rejected.
//!
//! Where ECMA-262 leaves the result to the implementation, nothing is asserted.
//!
//! `cargo +nightly fuzz run convert`
#![no_main]

#[path = "convert/bigint.rs"]
mod bigint;
#[path = "convert/date.rs"]
mod date;
#[path = "common/guest.rs"]
mod guest;
#[path = "convert/json.rs"]
mod json;
#[path = "convert/number.rs"]
mod number;
#[path = "convert/realm.rs"]
mod realm;
#[path = "convert/text.rs"]
mod text;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;

use self::{bigint::Integer, date::Moment, number::Number, realm::Realm};

#[derive(Arbitrary, Debug)]
enum Conversion {
    Number(Number),
    Text(text::Text),
    Json(json::Text),
    Date(Moment),
    BigInt(Integer),
}

fuzz_target!(|conversions: Vec<Conversion>| {
    let mut realm = Realm::new();
    for conversion in conversions.iter().take(8) {
        match conversion {
            Conversion::Number(number) => number.check(&mut realm),
            Conversion::Text(text) => text.check(&mut realm),
            Conversion::Json(text) => text.check(&mut realm),
            Conversion::Date(moment) => moment.check(&mut realm),
            Conversion::BigInt(integer) => integer.check(&mut realm),
        }
    }
});
