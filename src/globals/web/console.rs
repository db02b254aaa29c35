//! `console` (WHATWG [Console]) with Node's behaviour. It prints to the program's streams, without colours.
//!
//! Write errors are ignored. `console.trace` has no stack to show, and `console.clear` has no terminal to clear.
//!
//! [Console]: https://console.spec.whatwg.org/

use alloc::{
    boxed::Box,
    collections::{BTreeMap, btree_map::Entry},
    format,
    string::String,
    vec::Vec,
};

use super::{
    format::format,
    inspect::{Inspector, Options},
    table::table,
};
use crate::{
    host::{Instant, Stream},
    js::{
        Arguments, Attributes, Builtin, Class, Context, Intrinsic, Kind, NativeFn, Object, Slots, Thrown, Value, price,
    },
};

const fn method(name: &'static str, call: NativeFn) -> Builtin {
    Builtin::method(name, 0, call).with(Attributes::ASSIGNED)
}

const fn alias(name: &'static str, of: &'static str) -> Builtin {
    Builtin::alias(name, of).with(Attributes::ASSIGNED)
}

pub(in crate::globals) static CONSOLE: &[Builtin] = &[
    method("log", |cx, call| print(cx, Stream::Stdout, call.list)),
    method("warn", |cx, call| print(cx, Stream::Stderr, call.list)),
    method("dir", dir),
    method("time", time),
    method("timeEnd", time_end),
    method("timeLog", time_log),
    method("trace", trace),
    method("assert", assert),
    method("clear", |_, _| Ok(Value::Undefined)),
    method("count", count),
    method("countReset", count_reset),
    method("group", group),
    method("groupEnd", group_end),
    method("table", print_table),
    method("debug", |cx, call| print(cx, Stream::Stdout, call.list)),
    method("info", |cx, call| print(cx, Stream::Stdout, call.list)),
    method("dirxml", |cx, call| print(cx, Stream::Stdout, call.list)),
    method("error", |cx, call| print(cx, Stream::Stderr, call.list)),
    alias("groupCollapsed", "group"),
    Builtin::tag("console"),
];

/// A nameless class whose prototype holds the state of `console`, because programs can call the functions without
/// `this`.
pub(in crate::globals) static CONSOLE_STATE: Class = Class::interface(Intrinsic::ConsoleState, "");

/// The maximum number of nested groups that indent lines.
const MAX_GROUPS: usize = 100;

/// The state that `console` keeps between calls.
#[derive(Debug, Default)]
struct State {
    groups: usize,
    counts: BTreeMap<String, u32>,
    timers: BTreeMap<String, Instant>,
}

impl Slots for State {
    fn bytes(&self) -> usize {
        let labels = self.counts.keys().chain(self.timers.keys());
        labels.map(|label| label.len().saturating_add(size_of::<(String, u64)>())).fold(0, usize::saturating_add)
    }
}

/// Returns the state of `console`, which is created on first use.
fn state<'a>(cx: &'a mut Context<'_>) -> Option<&'a mut State> {
    let holder: Object = cx.heap().prototype(Intrinsic::ConsoleState)?;
    if !cx.heap().has_slots::<State>(holder) {
        cx.heap().cell_mut(holder).kind = Kind::Slots(Box::<State>::default());
    }
    cx.heap().slots_mut(holder.into())
}

/// Writes lines, indented according to the open groups.
fn write(cx: &mut Context<'_>, stream: Stream, mut text: String) {
    // Also pays for formatting the values as this text.
    cx.heap().charge(price::text(text.len()));
    let groups = state(cx).map_or(0, |state| state.groups.min(MAX_GROUPS));
    if groups > 0 {
        let indentation = "  ".repeat(groups);
        let lines = text.split('\n').zip(0_usize..);
        let indented = lines.flat_map(|(line, index)| [if index > 0 { "\n" } else { "" }, &indentation, line]);
        text = cx.heap().concat(indented);
    }
    cx.heap().append(&mut text, "\n");
    let _ = cx.write(stream, text.as_bytes());
}

/// Formats and prints arguments, for the logging functions (§1.1 and §2.1, Logger).
fn print(cx: &mut Context<'_>, stream: Stream, arguments: &[Value]) -> Result<Value, Thrown> {
    let text = format(cx, arguments)?;
    write(cx, stream, text);
    Ok(Value::Undefined)
}

/// Prints a warning about a label, as Node's `process.emitWarning` does.
fn warn(cx: &mut Context<'_>, message: &str) {
    let _ = cx.write(Stream::Stderr, format!("Warning: {message}\n").as_bytes());
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
    let mut data: Vec<Value> = call.list.get(1..).unwrap_or_default().to_vec();
    let message = match data.first() {
        Some(&first) => {
            let first = cx.to_string(first)?;
            let heap = cx.heap();
            heap.concat(["Assertion failed: ", heap.text(first)])
        }
        None => "Assertion failed".into(),
    };
    let message = cx.heap().string_from(message).into();
    match data.first_mut() {
        Some(first) => *first = message,
        None => data.push(message),
    }
    print(cx, Stream::Stderr, &data)
}

/// `trace(...data)` (§1.1.11).
fn trace(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let message = format(cx, call.list)?;
    let text = if message.is_empty() { "Trace".into() } else { cx.heap().concat(["Trace: ", &message]) };
    write(cx, Stream::Stderr, text);
    Ok(Value::Undefined)
}

/// `dir(item, options)` (§1.1.12).
fn dir(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let mut options = Options::default();
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
    write(cx, Stream::Stdout, text);
    Ok(Value::Undefined)
}

/// `table(tabularData, properties)` (§1.1.10).
fn print_table(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let text = table(cx, call.get(0), call.get(1))?;
    write(cx, Stream::Stdout, text);
    Ok(Value::Undefined)
}

/// `count(label)` (§1.2.1).
fn count(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let label = label(cx, call.get(0))?;
    let Some(state) = state(cx) else { return Ok(Value::Undefined) };
    let count = state.counts.entry(label.clone()).or_default();
    *count = count.saturating_add(1);
    let text = format!("{label}: {count}");
    cx.heap().account(label.len());
    write(cx, Stream::Stdout, text);
    Ok(Value::Undefined)
}

/// `countReset(label)` (§1.2.2).
fn count_reset(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let label = label(cx, call.get(0))?;
    if state(cx).is_some_and(|state| state.counts.remove(&label).is_none()) {
        warn(cx, &format!("Count for '{label}' does not exist"));
    }
    Ok(Value::Undefined)
}

/// `group(...data)` (§1.3.1).
fn group(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    if !call.list.is_empty() {
        print(cx, Stream::Stdout, call.list)?;
    }
    if let Some(state) = state(cx) {
        state.groups = state.groups.saturating_add(1);
    }
    Ok(Value::Undefined)
}

/// `groupEnd()` (§1.3.3).
fn group_end(cx: &mut Context<'_>, _: Arguments<'_>) -> Result<Value, Thrown> {
    if let Some(state) = state(cx) {
        state.groups = state.groups.saturating_sub(1);
    }
    Ok(Value::Undefined)
}

/// `time(label)` (§1.4.1).
fn time(cx: &mut Context<'_>, call: Arguments<'_>) -> Result<Value, Thrown> {
    let label = label(cx, call.get(0))?;
    let now = cx.host().monotonic();
    let Some(state) = state(cx) else { return Ok(Value::Undefined) };
    let length = label.len();
    match state.timers.entry(label) {
        Entry::Occupied(entry) => {
            let message = format!("Label '{}' already exists for console.time()", entry.key());
            warn(cx, &message);
        }
        Entry::Vacant(entry) => {
            entry.insert(now);
            cx.heap().account(length);
        }
    }
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
    if let Some(state) = state(cx) {
        state.timers.remove(&label);
    }
    Ok(Value::Undefined)
}

fn print_time(cx: &mut Context<'_>, label: &str, method: &str, data: &[Value]) -> Result<Value, Thrown> {
    let now = cx.host().monotonic();
    let Some(start) = state(cx).and_then(|state| state.timers.get(label).copied()) else {
        warn(cx, &format!("No such label '{label}' for console.{method}()"));
        return Ok(Value::Undefined);
    };
    let shown = duration((now - start).as_nanos() as f64 / 1e6);
    let template = cx.heap().string("%s: %s");
    let (label, shown) = (cx.heap().string(label), cx.heap().string_from(shown));
    let arguments = [&[template.into(), label.into(), shown.into()], data].concat();
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
