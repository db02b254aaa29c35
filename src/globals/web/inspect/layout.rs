//! The layout of an object's entries on lines (`reduceToSingleString` and `groupArrayElements` of Node).
#![expect(clippy::arithmetic_side_effects, reason = "columns are few, or bounded by the characters in memory")]

use alloc::{format, string::String, vec::Vec};

use super::{InspectOptions, text::width};
use crate::js::{Heap, Text, utf16_len};

/// The parameters of the layout of an object.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    pub(super) options: &'a InspectOptions,
    /// The indentation of all lines except the first, in columns.
    pub(super) indentation: usize,
    /// The text before the opening brace, such as the text of an error.
    pub(super) base: &'a str,
    pub(super) open: &'a str,
    pub(super) close: &'a str,
    /// The entries are elements of an array, several of which can share a line.
    pub(super) is_array: bool,
    /// All elements are numbers, which are aligned right.
    pub(super) is_numeric: bool,
    /// The number of nested levels within this object.
    pub(super) inner_levels: usize,
}

impl Layout<'_> {
    /// Joins the entries on one line if they are few and short, and one per line otherwise.
    pub(super) fn join(&self, heap: &Heap, mut output: Vec<String>) -> String {
        let (base, open, close) = (self.base, self.open, self.close);
        let space = if base.is_empty() { "" } else { " " };
        if self.options.compact >= 1 {
            let entries = output.len();
            if self.is_array && entries > 6 {
                output = self.group(heap, output);
            }
            if self.inner_levels < self.options.compact && entries == output.len() && self.fits(&output) {
                let joined = heap.join(&output, ", ");
                if !joined.contains('\n') {
                    return heap.concat([base, space, open, " ", &joined, " ", close]);
                }
            }
        }
        let indentation = format!("\n{:width$}", "", width = self.indentation);
        let joined = heap.join(&output, &format!(",{indentation}  "));
        heap.concat([base, space, open, &indentation, "  ", &joined, &indentation, close])
    }

    /// Returns whether the entries fit on one line (`isBelowBreakLength`).
    fn fits(&self, output: &[String]) -> bool {
        let start = output.len() + self.indentation + utf16_len(self.open) + utf16_len(self.base) + 10;
        let length = output.iter().map(|entry| utf16_len(entry)).sum::<usize>() + output.len() + start;
        output.len() + output.len() + start <= self.options.break_length
            && length <= self.options.break_length
            && !self.base.contains('\n')
    }

    /// Arranges the elements in columns, several to a line (`groupArrayElements`).
    fn group(&self, heap: &Heap, output: Vec<String>) -> Vec<String> {
        let has_rest = self.options.max_array_length < output.len();
        let (shown, rest) = output.split_at(output.len() - usize::from(has_rest));
        let lengths: Vec<usize> = heap.list(shown.iter().map(|entry| width(entry)));
        let total: usize = lengths.iter().map(|length| length + SEPARATOR).sum();
        let longest = lengths.iter().copied().max().unwrap_or(0);
        let actual = longest + SEPARATOR;
        let is_worth_it = actual * 3 + self.indentation < self.options.break_length
            && (total as f64 / actual as f64 > 5.0 || longest <= 6);
        let columns = if is_worth_it { self.columns(total, actual, output.len(), shown.len()) } else { 1 };
        if columns <= 1 {
            return output;
        }
        let lengths_of = |column| lengths.iter().skip(column).step_by(columns);
        let widths: Vec<usize> =
            heap.list((0..columns).map(|column| lengths_of(column).copied().max().unwrap_or(0) + SEPARATOR));
        let lines = shown.chunks(columns).zip(lengths.chunks(columns));
        let lines = lines.map(|(entries, lengths)| self.line(heap, entries, lengths, &widths));
        heap.list(lines.chain(rest.iter().map(|entry| heap.concat([&**entry]))))
    }

    /// Returns the number of columns that makes the whole about square.
    fn columns(&self, total: usize, actual: usize, entries: usize, shown: usize) -> usize {
        let bias = libm::sqrt(actual as f64 - total as f64 / entries as f64);
        let biased = (actual as f64 - 3.0 - bias).max(1.0);
        // A character is about two and a half times as high as it is wide.
        let square = libm::round(libm::sqrt(2.5 * biased * shown as f64) / biased);
        let fitting = self.options.break_length.saturating_sub(self.indentation) / actual.max(1);
        (square as usize).min(fitting).min(self.options.compact.saturating_mul(4)).min(15)
    }

    /// Formats a line of entries, each padded to the width of its column.
    fn line(&self, heap: &Heap, entries: &[String], lengths: &[usize], widths: &[usize]) -> String {
        let mut line = Text::new(heap);
        let last = entries.len().saturating_sub(1);
        for (index, ((entry, &length), &width)) in entries.iter().zip(lengths).zip(widths).enumerate() {
            let separator = if index < last { ", " } else { "" };
            let taken = length + if index < last { SEPARATOR } else { 0 };
            let wanted = if index < last { width } else { width - SEPARATOR };
            let padding = wanted.saturating_sub(taken);
            if self.is_numeric {
                line.push_repeated(" ", padding);
            }
            line.push_str(entry);
            line.push_str(separator);
            if !self.is_numeric && index < last {
                line.push_repeated(" ", padding);
            }
        }
        heap.temporary(line)
    }
}

/// The width of a comma and a space, in columns.
const SEPARATOR: usize = 2;
