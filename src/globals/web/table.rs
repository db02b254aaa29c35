//! `console.table` (Console §1.1.10), with Node's box-drawing characters.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use super::{
    format::format,
    inspect::{Entries, InspectOptions, Inspector, width},
};
use crate::{
    globals::support::node_error::invalid_arg_type,
    js::{Context, List, Object, PropertyKey, Text, Thrown, Value, price, string::TooLong},
};

/// The name of the column for values without properties.
const VALUES: &str = "Values";

/// The width of the padding and border of a cell.
const SPACE: usize = 3;

/// The number of lines in a table besides its rows.
const LINES: usize = 4;

/// A column: its name, and its cells with their row indices. Most rows may lack a cell.
struct Column {
    name: String,
    cells: List<(usize, String)>,
}

impl Column {
    fn new(name: impl Into<String>) -> Self {
        Column { name: name.into(), cells: List::new() }
    }

    /// Sets the cell of a row, which must not precede the last row that was set.
    fn set(&mut self, cx: &mut Context<'_>, row: usize, cell: String) -> Result<(), Thrown> {
        // Any number of cells can show the same long string.
        cx.charge(price::text(cell.len()))?;
        cx.charge_bytes(cell.len())?;
        match self.cells.last_mut() {
            Some(last) if last.0 == row => last.1 = cell,
            _ => self.cells.push(cx, (row, cell))?,
        }
        Ok(())
    }

    fn cell(&self, row: usize) -> &str {
        let found = self.cells.binary_search_by_key(&row, |cell| cell.0);
        found.ok().and_then(|at| self.cells.get(at)).map_or("", |cell| &cell.1)
    }

    /// Returns the width on a terminal, in columns.
    fn width(&self) -> usize {
        self.cells.iter().map(|cell| width(&cell.1)).fold(width(&self.name), usize::max)
    }

    /// Returns the number of rows up to the last cell.
    fn rows(&self) -> usize {
        self.cells.last().map_or(0, |last| last.0.saturating_add(1))
    }
}

/// Formats a table. Data that is not tabular is formatted as for `console.log`.
///
/// # Errors
///
/// A `TypeError` if the names of the columns are not in an array. Any exception from an accessor.
pub(super) fn table(cx: &mut Context<'_>, data: Value, names: Value) -> Result<String, Thrown> {
    let names = match names {
        Value::Undefined => None,
        list if cx.heap().is_array(list) => Some(cx.list_of(list)?),
        other => return Err(invalid_arg_type(cx, "properties", "an instance of Array", other)),
    };
    let Value::Object(object) = data else { return format(cx, &[data]) };
    if cx.heap().is_callable(data) {
        return format(cx, &[data]);
    }
    let columns = match Inspector::new(cx, InspectOptions::default()).entries(object) {
        Some(entries) => entry_columns(cx, entries)?,
        None => row_columns(cx, object, names)?,
    };
    render(cx, &columns)
}

/// Formats a cell.
fn cell(cx: &mut Context<'_>, value: Value) -> String {
    let is_list = cx.heap().is_array(value) || cx.heap().view(value).is_some();
    // For an object with more than two properties, only the class is shown.
    let is_wide =
        !is_list && value.as_object().is_some_and(|object| cx.heap().enumerable_keys(object, false).len() > 2);
    let depth = if is_wide { -1.0 } else { 0.0 };
    let options = InspectOptions { depth, max_array_length: 3, break_length: usize::MAX, ..InspectOptions::default() };
    Inspector::new(cx, options).show(value)
}

/// Creates the columns for a map or set.
fn entry_columns(cx: &mut Context<'_>, entries: Entries) -> Result<Vec<Column>, Thrown> {
    let mut index = Column::new("(iteration index)");
    index.cells.extend(cx.heap(), (0..entries.values.len()).map(|row| (row, row.to_string())));
    let mut columns = List::new();
    columns.push(cx, index)?;
    for (name, list) in [("Key", entries.keys), (VALUES, Some(entries.values))] {
        let Some(list) = list else { continue };
        let mut column = Column::new(name);
        for (value, row) in list.into_iter().zip(0..) {
            let cell = cell(cx, value);
            column.set(cx, row, cell)?;
        }
        columns.push(cx, column)?;
    }
    Ok(columns.into_vec())
}

/// Creates the columns for an object whose properties are the rows.
fn row_columns(cx: &mut Context<'_>, object: Object, names: Option<Vec<Value>>) -> Result<Vec<Column>, Thrown> {
    let mut index = Column::new("(index)");
    let mut values = Column::new(VALUES);
    let mut columns: List<(PropertyKey, Column)> = List::new();
    for (key, row) in cx.heap().enumerable_keys(object, false).into_iter().zip(0..) {
        let text = cx.key_text(key);
        index.set(cx, row, text)?;
        let item = cx.get(object, key)?;
        let Some(item_object) = item.as_object().or_else(|| names.as_ref().map(|_| object)) else {
            let cell = cell(cx, item);
            values.set(cx, row, cell)?;
            continue;
        };
        let keys = match &names {
            Some(names) => {
                let mut keys = List::new();
                for &name in names {
                    let key = cx.to_property_key(name)?;
                    keys.push(cx, key)?;
                }
                keys.into_vec()
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
            cx.charge(price::elements(columns.len()))?;
            match columns.iter_mut().find(|(other, _)| *other == key) {
                Some((_, column)) => column.set(cx, row, text)?,
                None => {
                    let mut column = Column::new(cx.key_text(key));
                    column.set(cx, row, text)?;
                    columns.push(cx, (key, column))?;
                }
            }
        }
    }
    // The order is that of an object's properties: indices first.
    let place = |key| match key {
        PropertyKey::Index(index) => (0, index),
        _ => (1, 0),
    };
    cx.heap().sort_by(&mut columns, |&(x, _), &(y, _)| place(x).cmp(&place(y)));
    let has_values = !values.cells.is_empty();
    let all = [index].into_iter().chain(columns.into_iter().map(|(_, column)| column));
    Ok(cx.heap().list(all.chain(has_values.then_some(values))))
}

/// Draws a table.
fn render(cx: &mut Context<'_>, columns: &[Column]) -> Result<String, Thrown> {
    let widths = cx.heap().list(columns.iter().map(Column::width));
    let rows = columns.iter().map(Column::rows).max().unwrap_or(0);
    // Every row has a cell in every column, as wide as the widest cell of the column.
    let line = widths.iter().map(|width| width.saturating_add(SPACE)).fold(1, usize::saturating_add);
    let size = line.saturating_mul(rows.saturating_add(LINES));
    if size > cx.heap().string_room() {
        return Err(cx.too_long(TooLong));
    }
    cx.charge(price::text(size))?;
    let mut text = cx.text();
    let line = |text: &mut Text, left: &str, middle: &str, right: &str| {
        for (&width, index) in widths.iter().zip(0..) {
            text.push_str(if index == 0 { left } else { middle });
            text.push_repeated("─", width.saturating_add(2));
        }
        text.push_str(right);
    };
    let row = |text: &mut Text, cell: &dyn Fn(&Column) -> &str| {
        for ((column, &wanted), index) in columns.iter().zip(&widths).zip(0..) {
            let cell = cell(column);
            text.push_str(if index == 0 { "│ " } else { " │ " });
            text.push_str(cell);
            text.push_repeated(" ", wanted.saturating_sub(width(cell)));
        }
        text.push_str(" │\n");
    };
    line(&mut text, "┌", "┬", "┐\n");
    row(&mut text, &|column| &column.name);
    line(&mut text, "├", "┼", "┤\n");
    (0..rows).for_each(|index| row(&mut text, &|column| column.cell(index)));
    line(&mut text, "└", "┴", "┘");
    Ok(cx.heap().temporary(text))
}
