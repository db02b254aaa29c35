//! How the entries of an object are put on lines (`reduceToSingleString` and `groupArrayElements` of Node).
#![expect(clippy::arithmetic_side_effects, reason = "columns are as many as characters that are in memory, or few")]

use alloc::{format, string::String, vec::Vec};

use super::{Options, text::width};
use crate::js::{Heap, utf16_len};

/// What is put on lines, and where.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    pub(super) options: &'a Options,
    /// Columns that all lines but the first are indented by.
    pub(super) indentation: usize,
    /// What stands before the opening brace: an error's text, say.
    pub(super) base: &'a str,
    pub(super) open: &'a str,
    pub(super) close: &'a str,
    /// Elements of an array, of which many stand side by side.
    pub(super) is_array: bool,
    /// All elements are numbers, to be aligned at their ends.
    pub(super) is_numeric: bool,
    /// How many levels of objects are within this one.
    pub(super) inner_levels: usize,
}

impl Layout<'_> {
    /// All entries on one line, if they are few and short; else each on its own.
    pub(super) fn join(&self, heap: &Heap, mut output: Vec<String>) -> String {
        let (base, open, close) = (self.base, self.open, self.close);
        let base = if base.is_empty() { String::new() } else { format!("{base} ") };
        if self.options.compact >= 1 {
            let entries = output.len();
            if self.is_array && entries > 6 {
                output = self.group(output);
            }
            if self.inner_levels < self.options.compact && entries == output.len() && self.fits(&output) {
                let joined = heap.join(&output, ", ");
                if !joined.contains('\n') {
                    return heap.concat([&*base, open, " ", &joined, " ", close]);
                }
            }
        }
        let indentation = format!("\n{:width$}", "", width = self.indentation);
        let joined = heap.join(&output, &format!(",{indentation}  "));
        heap.concat([&*base, open, &indentation, "  ", &joined, &indentation, close])
    }

    /// Whether the entries fit on a line (`isBelowBreakLength`).
    fn fits(&self, output: &[String]) -> bool {
        let start = output.len() + self.indentation + utf16_len(self.open) + utf16_len(self.base) + 10;
        let length = output.iter().map(|entry| utf16_len(entry)).sum::<usize>() + output.len() + start;
        output.len() + output.len() + start <= self.options.break_length
            && length <= self.options.break_length
            && !self.base.contains('\n')
    }

    /// Puts several elements on a line, in columns (`groupArrayElements`).
    fn group(&self, output: Vec<String>) -> Vec<String> {
        let has_rest = self.options.max_array_length < output.len();
        let (shown, rest) = output.split_at(output.len() - usize::from(has_rest));
        let lengths: Vec<usize> = shown.iter().map(|entry| width(entry)).collect();
        let total: usize = lengths.iter().map(|length| length + SEPARATOR).sum();
        let longest = lengths.iter().copied().max().unwrap_or(0);
        let actual = longest + SEPARATOR;
        let is_worth_it = actual * 3 + self.indentation < self.options.break_length
            && (total as f64 / actual as f64 > 5.0 || longest <= 6);
        let columns = if is_worth_it { self.columns(total, actual, output.len(), shown.len()) } else { 1 };
        if columns <= 1 {
            return output;
        }
        let widths: Vec<usize> = (0..columns)
            .map(|column| lengths.iter().skip(column).step_by(columns).copied().max().unwrap_or(0) + SEPARATOR)
            .collect();
        let mut lines: Vec<String> = shown
            .chunks(columns)
            .zip(lengths.chunks(columns))
            .map(|(entries, lengths)| self.line(entries, lengths, &widths))
            .collect();
        lines.extend(rest.iter().cloned());
        lines
    }

    /// How many columns there are best: so many that the whole is about square.
    fn columns(&self, total: usize, actual: usize, entries: usize, shown: usize) -> usize {
        let bias = libm::sqrt(actual as f64 - total as f64 / entries as f64);
        let biased = (actual as f64 - 3.0 - bias).max(1.0);
        // A character is about two and a half times as high as it is wide.
        let square = libm::round(libm::sqrt(2.5 * biased * shown as f64) / biased);
        let fitting = self.options.break_length.saturating_sub(self.indentation) / actual.max(1);
        (square as usize).min(fitting).min(self.options.compact.saturating_mul(4)).min(15)
    }

    /// One line of entries, each as wide as its column.
    fn line(&self, entries: &[String], lengths: &[usize], widths: &[usize]) -> String {
        let mut line = String::new();
        let last = entries.len().saturating_sub(1);
        for (index, ((entry, &length), &width)) in entries.iter().zip(lengths).zip(widths).enumerate() {
            let separator = if index < last { ", " } else { "" };
            let taken = length + if index < last { SEPARATOR } else { 0 };
            let wanted = if index < last { width } else { width - SEPARATOR };
            let padding = wanted.saturating_sub(taken);
            if self.is_numeric {
                line.extend(core::iter::repeat_n(' ', padding));
            }
            line.push_str(entry);
            line.push_str(separator);
            if !self.is_numeric && index < last {
                line.extend(core::iter::repeat_n(' ', padding));
            }
        }
        line
    }
}

/// The columns that a comma and a space take.
const SEPARATOR: usize = 2;
