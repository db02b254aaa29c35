//! `console.table` (Console §1.1.10), with Node's lines.

use alloc::{
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};

use super::{
    format::format,
    idl::invalid_argument_type,
    inspect::{Entries, Inspector, Options, width},
};
use crate::js::{Context, Object, PropertyKey, Value};

/// The name of the column of values that have no properties.
const VALUES: &str = "Values";

/// One column: its name, and its cells by their rows.
struct Column {
    name: String,
    cells: Vec<String>,
}

impl Column {
    fn new(name: &str) -> Self {
        Column { name: name.into(), cells: Vec::new() }
    }

    fn set(&mut self, row: usize, cell: String) {
        self.cells.resize(self.cells.len().max(row + 1), String::new());
        if let Some(place) = self.cells.get_mut(row) {
            *place = cell;
        }
    }
}

/// The text of a table; of what is none, what `console.log` would print.
///
/// # Errors
///
/// A `TypeError` where the names of the columns are not in an array; what an accessor throws.
pub(super) fn table(cx: &mut Context<'_>, data: Value, names: Value) -> Result<String, Value> {
    let names = match names {
        Value::Undefined => None,
        list if cx.heap().is_array(list) => Some(cx.list_of(list)?),
        other => return Err(invalid_argument_type(cx, "properties", "an instance of Array", other)),
    };
    let Value::Object(object) = data else { return format(cx, &[data]) };
    if cx.heap().is_callable(data) {
        return format(cx, &[data]);
    }
    let columns = match Inspector::new(cx, Options::default()).entries(object) {
        Some(entries) => entry_columns(cx, entries),
        None => row_columns(cx, object, names)?,
    };
    Ok(render(&columns))
}

/// A cell's text.
fn cell(cx: &mut Context<'_>, value: Value) -> String {
    let is_list = cx.heap().is_array(value) || cx.heap().view(value).is_some();
    // Of an object with many properties its class is enough.
    let is_wide =
        !is_list && value.as_object().is_some_and(|object| cx.heap().enumerable_keys(object, false).len() > 2);
    let depth = if is_wide { -1.0 } else { 0.0 };
    let options = Options { depth, max_array_length: 3, break_length: usize::MAX, ..Options::default() };
    Inspector::new(cx, options).show(value)
}

/// The columns of a map or a set.
fn entry_columns(cx: &mut Context<'_>, entries: Entries) -> Vec<Column> {
    let (keys, values) = match entries {
        Entries::Map(pairs) => {
            let (keys, values): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
            (Some(keys), values)
        }
        Entries::Set(values) => (None, values),
    };
    let mut index = Column::new("(iteration index)");
    index.cells = (0..values.len()).map(|row| row.to_string()).collect();
    let mut columns = vec![index];
    for (name, list) in [("Key", keys), (VALUES, Some(values))] {
        if let Some(list) = list {
            let cells = list.into_iter().map(|value| cell(cx, value)).collect();
            columns.push(Column { name: name.into(), cells });
        }
    }
    columns
}

/// The columns of an object of rows.
fn row_columns(cx: &mut Context<'_>, object: Object, names: Option<Vec<Value>>) -> Result<Vec<Column>, Value> {
    let mut index = Column::new("(index)");
    let mut values = Column::new(VALUES);
    let mut columns: Vec<(PropertyKey, Column)> = Vec::new();
    for (key, row) in cx.heap().enumerable_keys(object, false).into_iter().zip(0..) {
        index.cells.push(cx.key_text(key));
        let item = cx.get(object, key)?;
        let Some(item_object) = item.as_object().or_else(|| names.as_ref().map(|_| object)) else {
            values.set(row, cell(cx, item));
            continue;
        };
        let keys = match &names {
            Some(names) => {
                names.clone().into_iter().map(|name| cx.to_property_key(name)).collect::<Result<Vec<_>, _>>()?
            }
            None => cx.heap().enumerable_keys(item_object, false),
        };
        for key in keys {
            let is_own = item.as_object().is_some() && cx.heap().own_property(item_object, key).is_some();
            let text = if is_own {
                let value = cx.get(item_object, key)?;
                cell(cx, value)
            } else {
                String::new()
            };
            match columns.iter_mut().find(|(other, _)| *other == key) {
                Some((_, column)) => column.set(row, text),
                None => {
                    let mut column = Column::new(&cx.key_text(key));
                    column.set(row, text);
                    columns.push((key, column));
                }
            }
        }
    }
    // As properties of an object are in order: indices first.
    columns.sort_by_key(|(key, _)| match *key {
        PropertyKey::Index(index) => (0, index),
        _ => (1, 0),
    });
    let has_values = !values.cells.is_empty();
    let all = [index].into_iter().chain(columns.into_iter().map(|(_, column)| column));
    Ok(all.chain(has_values.then_some(values)).collect())
}

/// The lines of a table.
fn render(columns: &[Column]) -> String {
    let widths: Vec<usize> = columns
        .iter()
        .map(|column| column.cells.iter().map(|cell| width(cell)).fold(width(&column.name), usize::max))
        .collect();
    let rows = columns.iter().map(|column| column.cells.len()).max().unwrap_or(0);
    let line = |left: &str, middle: &str, right: &str| {
        let parts: Vec<String> = widths.iter().map(|&width| "─".repeat(width + 2)).collect();
        format!("{left}{}{right}", parts.join(middle))
    };
    let row = |cells: Vec<&str>| {
        let padded: Vec<String> = cells
            .into_iter()
            .zip(&widths)
            .map(|(cell, &wanted)| format!("{cell}{}", " ".repeat(wanted.saturating_sub(width(cell)))))
            .collect();
        format!("│ {} │", padded.join(" │ "))
    };
    let mut lines = vec![
        line("┌", "┬", "┐"),
        row(columns.iter().map(|column| column.name.as_str()).collect()),
        line("├", "┼", "┤"),
    ];
    for index in 0..rows {
        lines.push(row(columns.iter().map(|column| column.cells.get(index).map_or("", String::as_str)).collect()));
    }
    lines.push(line("└", "┴", "┘"));
    lines.join("\n")
}
