//! Conversion and validation of the arguments of `fs` functions, as in Node (`lib/internal/fs/utils.js`).

use alloc::{borrow::ToOwned, format, string::String};

use crate::{
    globals::support::node_error::{integer_argument, invalid_arg_type, invalid_arg_value, out_of_range},
    host::fs::{FileTime, OpenFlags},
    js::{Context, Kind, Thrown, Value, number, number::MAX_SAFE_INTEGER, price},
};

/// The range of 32-bit unsigned integers.
const U32: (f64, f64) = (0.0, 4_294_967_295.0);

/// Converts a path: a string, or bytes that are decoded as UTF-8.
pub(super) fn path(cx: &mut Context<'_>, name: &str, value: Value) -> Result<String, Thrown> {
    let path = match value {
        Value::String(string) => cx.heap().text(string).to_owned(),
        value => match cx.heap().bytes(value) {
            Some(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            None => {
                return Err(invalid_arg_type(cx, name, "of type string or an instance of Buffer or URL", value));
            }
        },
    };
    // Pays for the lookup of each component.
    cx.charge(price::walk(path.len() as u64))?;
    if path.contains('\0') {
        return Err(invalid_arg_value(cx, name, "must be a string, Uint8Array, or URL without null bytes", value));
    }
    Ok(path)
}

/// Converts a file descriptor.
pub(super) fn fd(cx: &mut Context<'_>, value: Value) -> Result<i32, Thrown> {
    Ok(integer_argument(cx, "fd", value, (0.0, 2_147_483_647.0))? as i32)
}

/// Converts file permissions: a number, or a string of octal digits (`parseFileMode`).
pub(in crate::globals::node) fn mode(cx: &mut Context<'_>, name: &str, value: Value) -> Result<u32, Thrown> {
    match value {
        Value::String(string) => {
            let digits = cx.heap().text(string);
            let is_octal = !digits.is_empty() && digits.bytes().all(|digit| matches!(digit, b'0'..=b'7'));
            match u32::from_str_radix(digits, 8) {
                Ok(mode) if is_octal => Ok(mode),
                _ => Err(invalid_arg_value(cx, name, "must be a 32-bit unsigned integer or an octal string", value)),
            }
        }
        value => Ok(integer_argument(cx, name, value, U32)? as u32),
    }
}

/// Converts optional file permissions.
pub(super) fn mode_or(cx: &mut Context<'_>, value: Value, default: u32) -> Result<u32, Thrown> {
    match value {
        Value::Undefined | Value::Null => Ok(default),
        value => mode(cx, "mode", value),
    }
}

/// Converts the flags for opening a file: a number, or a string like `"w+"` (`stringToFlags`).
pub(super) fn flags(cx: &mut Context<'_>, value: Value) -> Result<OpenFlags, Thrown> {
    let written = OpenFlags::WRONLY | OpenFlags::CREAT;
    let both = OpenFlags::RDWR | OpenFlags::CREAT;
    let text = match value {
        Value::Undefined | Value::Null => return Ok(OpenFlags::RDONLY),
        Value::String(string) => cx.heap().text(string),
        Value::Number(_) => {
            let flags = integer_argument(cx, "flags", value, (-2_147_483_648.0, 2_147_483_647.0))?;
            return Ok(OpenFlags::from_bits_truncate(flags as i32 as u32));
        }
        value => return Err(invalid_arg_value(cx, "flags", "is invalid", value)),
    };
    Ok(match text {
        "r" => OpenFlags::RDONLY,
        "rs" | "sr" => OpenFlags::SYNC,
        "r+" => OpenFlags::RDWR,
        "rs+" | "sr+" => OpenFlags::RDWR | OpenFlags::SYNC,
        "w" => written | OpenFlags::TRUNC,
        "wx" | "xw" => written | OpenFlags::TRUNC | OpenFlags::EXCL,
        "w+" => both | OpenFlags::TRUNC,
        "wx+" | "xw+" => both | OpenFlags::TRUNC | OpenFlags::EXCL,
        "a" => written | OpenFlags::APPEND,
        "ax" | "xa" => written | OpenFlags::APPEND | OpenFlags::EXCL,
        "as" | "sa" => written | OpenFlags::APPEND | OpenFlags::SYNC,
        "a+" => both | OpenFlags::APPEND,
        "ax+" | "xa+" => both | OpenFlags::APPEND | OpenFlags::EXCL,
        "as+" | "sa+" => both | OpenFlags::APPEND | OpenFlags::SYNC,
        _ => return Err(invalid_arg_value(cx, "flags", "is invalid", value)),
    })
}

/// Converts a user or group ID. -1 becomes [`u32::MAX`], which leaves the owner or group unchanged.
pub(super) fn id(cx: &mut Context<'_>, name: &str, value: Value) -> Result<u32, Thrown> {
    let id = integer_argument(cx, name, value, (-1.0, U32.1))?;
    Ok(if id < 0.0 { u32::MAX } else { id as u32 })
}

/// Converts a length in bytes. A missing or negative length becomes 0 (`MathMax(0, len)`).
pub(super) fn length(cx: &mut Context<'_>, value: Value) -> Result<u64, Thrown> {
    match value {
        Value::Undefined | Value::Null => Ok(0),
        value => Ok(integer_argument(cx, "len", value, (-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER))?.max(0.0) as u64),
    }
}

/// Converts a time: seconds since 1970, as a number or a numeric string, or a `Date` (`toUnixTimestamp`). A negative
/// number stands for the current time.
pub(super) fn time(cx: &mut Context<'_>, value: Value) -> Result<FileTime, Thrown> {
    let seconds = match value {
        Value::Number(seconds) if seconds < 0.0 && seconds.is_finite() => {
            return Ok(FileTime::from_unix(cx.host().wall_clock()));
        }
        Value::Number(seconds) => seconds,
        Value::String(string) => number::from_str(cx.heap().text(string)),
        Value::Object(object) => match cx.heap().cell(object).kind {
            Kind::Date(ms) => ms / 1000.0,
            _ => f64::NAN,
        },
        _ => f64::NAN,
    };
    if seconds.is_finite() {
        return Ok(FileTime::from_seconds(seconds));
    }
    Err(invalid_arg_type(cx, "time", "an instance of Date or an Time in seconds", value))
}

/// Converts the position of a read. Returns `None`, the current position of the file, for `undefined`, `null` and -1.
pub(super) fn position(cx: &mut Context<'_>, value: Value) -> Result<Option<u64>, Thrown> {
    let number = match value {
        Value::Undefined | Value::Null => return Ok(None),
        Value::BigInt(bigint) => {
            let heap = cx.heap();
            heap.number_from_text(heap.digits(bigint))
        }
        Value::Number(_) => integer_argument(cx, "position", value, (-1.0, MAX_SAFE_INTEGER))?,
        value => return Err(invalid_arg_type(cx, "position", "of type bigint or integer", value)),
    };
    if !(-1.0..=MAX_SAFE_INTEGER).contains(&number) {
        let range = format!(">= -1 && <= {MAX_SAFE_INTEGER}");
        return Err(out_of_range(cx, "position", &range, value));
    }
    Ok((number >= 0.0).then_some(number as u64))
}

/// Returns a property of the options. Returns `None` without options, or if the property is `undefined` or `null`.
pub(super) fn option(cx: &mut Context<'_>, options: Value, name: &str) -> Result<Option<Value>, Thrown> {
    let Value::Object(options) = options else { return Ok(None) };
    let key = cx.heap().key_from(name);
    let value = cx.get(options, key)?;
    Ok(if matches!(value, Value::Undefined | Value::Null) { None } else { Some(value) })
}

/// Returns whether an option is truthy.
pub(super) fn has_option(cx: &mut Context<'_>, options: Value, name: &str) -> Result<bool, Thrown> {
    let value = option(cx, options, name)?.unwrap_or_default();
    Ok(cx.heap().is_truthy(value))
}
