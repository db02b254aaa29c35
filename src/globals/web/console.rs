//! `console` (WHATWG [Console]) with Node's behaviour. It prints to the program's streams, without colours.
//!
//! Write errors are ignored. `console.trace` has no stack to show, and `console.clear` has no terminal to clear.
//!
//! [Console]: https://console.spec.whatwg.org/

use alloc::{boxed::Box, collections::BTreeMap, format, string::String};
use core::fmt;

use super::{
    format::format,
    inspect::{InspectOptions, Inspector},
    table::table,
};
use crate::{
    globals::support::idl::operation,
    host::{Instant, Stream},
    js::{Arguments, Attributes, Builtin, Class, Context, Intrinsic, Kind, Slots, Thrown, Value, price},
};

pub(in crate::globals) static CONSOLE: &[Builtin] = &[
    operation("log", 0, |cx, call| print(cx, Stream::Stdout, call.list)),
    operation("warn", 0, |cx, call| print(cx, Stream::Stderr, call.list)),
    operation("dir", 0, dir),
    operation("time", 0, time),
    operation("timeEnd", 0, time_end),
    operation("timeLog", 0, time_log),
    operation("trace", 0, trace),
    operation("assert", 0, assert),
    operation("clear", 0, |_, _| Ok(Value::Undefined)),
    operation("count", 0, count),
    operation("countReset", 0, count_reset),
    operation("group", 0, group),
    operation("groupEnd", 0, group_end),
    operation("table", 0, print_table),
    operation("debug", 0, |cx, call| print(cx, Stream::Stdout, call.list)),
    operation("info", 0, |cx, call| print(cx, Stream::Stdout, call.list)),
    operation("dirxml", 0, |cx, call| print(cx, Stream::Stdout, call.list)),
    operation("error", 0, |cx, call| print(cx, Stream::Stderr, call.list)),
    Builtin::alias("groupCollapsed", "group").with(Attributes::ASSIGNED),
    Builtin::tag("console"),
];

/// A nameless class whose prototype holds the state of `console`, because programs can call the functions without
/// `this`.
pub(in crate::globals) static CONSOLE_STATE: Class = Class::interface(Intrinsic::ConsoleState, "");

/// The maximum number of nested groups that indent lines.
const MAX_GROUPS: usize = 100;

/// The state that `console` keeps between calls.
#[derive(Debug, Default)]
struct ConsoleState {
    groups: usize,
    counts: BTreeMap<String, u32>,
    timers: BTreeMap<String, Instant>,
}

impl Slots for ConsoleState {
    fn bytes(&self) -> usize {
        let labels = self.counts.keys().chain(self.timers.keys());
        labels.map(|label| label.len().saturating_add(size_of::<(String, u64)>())).fold(0, usize::saturating_add)
    }
}

/// Returns the state of `console`, which is created on first use.
fn state<'a>(cx: &'a mut Context<'_>) -> Result<&'a mut ConsoleState, Thrown> {
    let holder = cx.heap().prototype(Intrinsic::ConsoleState).ok_or(Thrown::UNDEFINED)?;
    if !cx.heap().has_slots::<ConsoleState>(holder) {
        cx.heap().cell_mut(holder).kind = Kind::Slots(Box::<ConsoleState>::default());
    }
    cx.slots(holder)
}

/// Writes lines, indented according to the open groups.
fn write(cx: &mut Context<'_>, stream: Stream, text: &str) -> Result<Value, Thrown> {
    // Also pays for formatting the values as this text.
    cx.heap().charge(price::text(text.len()));
    let groups = state(cx)?.groups.min(MAX_GROUPS);
    let mut lines = cx.text();
    for line in text.split('\n') {
        lines.push_repeated("  ", groups);
        lines.push_str(line);
        lines.push('\n');
    }
    let lines = cx.heap().temporary(lines);
    let _ = cx.write(stream, lines.as_bytes());
    Ok(Value::Undefined)
}

/// Formats and prints arguments, for the logging functions (§1.1 and §2.1, Logger).
fn print(cx: &mut Context<'_>, stream: Stream, arguments: &[Value]) -> Result<Value, Thrown> {
    let text = format(cx, arguments)?;
    write(cx, stream, &text)
}

/// Prints a warning about a label, as Node's `process.emitWarning` does.
fn warn(cx: &mut Context<'_>, message: fmt::Arguments<'_>) -> Result<Value, Thrown> {
    let text = cx.heap().formatted(format_args!("Warning: {message}\n"));
    let _ = cx.write(Stream::Stderr, text.as_bytes());
    Ok(Value::Undefined)
}

/// Converts a label, which is "default" if it is missing.
fn label(cx: &mut Context<'_>, value: Value) -> Result<String, Thrown> {
    if let Value::Undefined = value {
        return Ok("default".into());
    }
    let label = cx.to_string(value)?;
    Ok(cx.heap().copied(label))
}

/// `assert(condition, ...data)` (§1.1.1).
fn assert(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if cx.heap().is_truthy(call.get(0)) {
        return Ok(Value::Undefined);
    }
    let Some([first, rest @ ..]) = call.list.get(1..) else {
        return write(cx, Stream::Stderr, "Assertion failed");
    };
    let first = cx.to_string(*first)?;
    let heap = cx.heap();
    let message = heap.concat(["Assertion failed: ", heap.text(first)]);
    let message = Value::from(heap.string_from(message));
    let data = heap.list([message].into_iter().chain(rest.iter().copied()));
    print(cx, Stream::Stderr, &data)
}

/// `trace(...data)` (§1.1.11).
fn trace(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let message = format(cx, call.list)?;
    let separator = if message.is_empty() { "" } else { ": " };
    let text = cx.heap().concat(["Trace", separator, &message]);
    write(cx, Stream::Stderr, &text)
}

/// `dir(item, options)` (§1.1.12).
fn dir(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let mut options = InspectOptions::default();
    if let Value::Object(given) = call.get(1) {
        let show_hidden = cx.get_named(given, "showHidden")?;
        options.show_hidden = cx.heap().is_truthy(show_hidden);
        match cx.get_named(given, "depth")? {
            Value::Number(depth) if !depth.is_nan() => options.depth = depth,
            Value::Null => options.depth = f64::INFINITY,
            _ => {}
        }
        let counts = [
            ("maxArrayLength", &mut options.max_array_length),
            ("maxStringLength", &mut options.max_string_length),
            ("breakLength", &mut options.break_length),
            ("compact", &mut options.compact),
        ];
        for (name, place) in counts {
            match cx.get_named(given, name)? {
                Value::Number(count) if !count.is_nan() => *place = count as usize,
                Value::Null => *place = usize::MAX,
                Value::Boolean(false) => *place = 0,
                _ => {}
            }
        }
    }
    let text = Inspector::new(cx, options).show(call.get(0));
    write(cx, Stream::Stdout, &text)
}

/// `table(tabularData, properties)` (§1.1.10).
fn print_table(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let text = table(cx, call.get(0), call.get(1))?;
    write(cx, Stream::Stdout, &text)
}

/// `count(label)` (§1.2.1).
fn count(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let label = label(cx, call.get(0))?;
    cx.heap().account(label.len());
    let counts = &mut state(cx)?.counts;
    let count = counts.get(&label).map_or(1, |count| count.saturating_add(1));
    let text = cx.heap().formatted(format_args!("{label}: {count}"));
    state(cx)?.counts.insert(label, count);
    write(cx, Stream::Stdout, &text)
}

/// `countReset(label)` (§1.2.2).
fn count_reset(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let label = label(cx, call.get(0))?;
    match state(cx)?.counts.remove(&label) {
        Some(_) => Ok(Value::Undefined),
        None => warn(cx, format_args!("Count for '{label}' does not exist")),
    }
}

/// `group(...data)` (§1.3.1).
fn group(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if !call.list.is_empty() {
        print(cx, Stream::Stdout, call.list)?;
    }
    let state = state(cx)?;
    state.groups = state.groups.saturating_add(1);
    Ok(Value::Undefined)
}

/// `groupEnd()` (§1.3.3).
fn group_end(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    let state = state(cx)?;
    state.groups = state.groups.saturating_sub(1);
    Ok(Value::Undefined)
}

/// `time(label)` (§1.4.1).
fn time(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let label = label(cx, call.get(0))?;
    let now = cx.host().monotonic();
    if state(cx)?.timers.contains_key(&label) {
        return warn(cx, format_args!("Label '{label}' already exists for console.time()"));
    }
    cx.heap().account(label.len());
    state(cx)?.timers.insert(label, now);
    Ok(Value::Undefined)
}

/// `timeLog(label, ...data)` (§1.4.2).
fn time_log(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let label = label(cx, call.get(0))?;
    print_time(cx, &label, "timeLog", call.list.get(1..).unwrap_or_default())
}

/// `timeEnd(label)` (§1.4.3).
fn time_end(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let label = label(cx, call.get(0))?;
    print_time(cx, &label, "timeEnd", &[])?;
    state(cx)?.timers.remove(&label);
    Ok(Value::Undefined)
}

fn print_time(cx: &mut Context<'_>, label: &str, method: &str, data: &[Value]) -> Result<Value, Thrown> {
    let now = cx.host().monotonic();
    let Some(start) = state(cx)?.timers.get(label).copied() else {
        return warn(cx, format_args!("No such label '{label}' for console.{method}()"));
    };
    let shown = duration((now - start).as_nanos() as f64 / 1e6);
    let heap = cx.heap();
    let template = [heap.string("%s: %s"), heap.string(label), heap.string_from(shown)].map(Value::from);
    let arguments = heap.list(template.into_iter().chain(data.iter().copied()));
    print(cx, Stream::Stdout, &arguments)
}

/// Formats a duration in milliseconds in the largest unit that fits (Node's `formatTime`).
fn duration(milliseconds: f64) -> String {
    let thousandths = libm::round(milliseconds) as u64;
    let (hours, minutes) = (thousandths / 3_600_000, thousandths / 60_000 % 60);
    let (seconds, rest) = (thousandths / 1000 % 60, thousandths % 1000);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}.{rest:03} (h:mm:ss.mmm)")
    } else if minutes > 0 {
        format!("{minutes}:{seconds:02}.{rest:03} (m:ss.mmm)")
    } else if milliseconds >= 1000.0 {
        format!("{:.3}s", milliseconds / 1000.0)
    } else {
        // Trailing zeros are removed.
        let text = format!("{milliseconds:.3}");
        format!("{}ms", text.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The results of `formatTime` in Node's lib/internal/console/constructor.js.
    #[test]
    fn durations_are_shown_in_the_unit_that_fits() {
        for (milliseconds, shown) in [
            (0.0, "0ms"),
            (1.5, "1.5ms"),
            (12.34567, "12.346ms"),
            (100.0, "100ms"),
            (1000.0, "1.000s"),
            (59_999.0, "59.999s"),
            (60_000.0, "1:00.000 (m:ss.mmm)"),
            (95_250.4, "1:35.250 (m:ss.mmm)"),
            (3_723_004.0, "1:02:03.004 (h:mm:ss.mmm)"),
        ] {
            assert_eq!(duration(milliseconds), shown);
        }
    }
}
