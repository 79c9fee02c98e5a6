//! Where fields of an item go in its text (format.md, "Fields" and "Dates").
//!
//! Obsidian Tasks reads the line with the box from its end and stops at what it does not know: a date goes behind
//! all but ` ^block-id` and trailing blanks, a `[key:: value]` before the trailing dates.

use super::Splice;
use super::lines::Lines;
use crate::model::fields::{Field, FieldKind, Fields};
use crate::model::{Item, State};
use crate::span::{self, Span};

/// `Read it #deep ^b1` → `Read it #deep ✅ 2026-11-22 ^b1`
pub(super) fn put_last(lines: &Lines<'_>, item: &Item, field: &str) -> Splice {
    let line = first_line(lines, item);
    let fields = Fields::read(line);
    let block_id = fields.get(&FieldKind::BlockId).map(|id| id.span.start as usize);
    let at = match block_id {
        Some(at) => at,
        // A backslash that breaks the line does so only at its very end.
        None if line.len() < item.text.len() && line.ends_with('\\') => line.len() - 1,
        None => line.len(),
    };
    put(lines, item, line, at, field)
}

/// `Read it 📅 2026-11-22` → `Read it [status:: doing] 📅 2026-11-22`
pub(super) fn put_before_dates(lines: &Lines<'_>, item: &Item, field: &str) -> Splice {
    let line = first_line(lines, item);
    let fields = Fields::read(line);
    let mut trailing = fields.iter().filter(|field| field.span.start as usize >= fields.words_end());
    let is_plain = |kind: &FieldKind| matches!(kind, FieldKind::Tag | FieldKind::Named(_));
    match trailing.find(|field| !is_plain(&field.kind)) {
        Some(date) => put(lines, item, line, date.span.start as usize, field),
        None => put_last(lines, item, field),
    }
}

/// Puts a field before the blanks that stand before `at` in an item's first line.
fn put(lines: &Lines<'_>, item: &Item, line: &str, at: usize, field: &str) -> Splice {
    let before = line.get(..at).unwrap_or_default().trim_end().len();
    let start = item.text.start as usize;
    if before == 0 && !line.is_empty() {
        return lines.insertion(start, format!("{field} "));
    }
    lines.insertion(start + before, format!(" {field}"))
}

/// Takes a field of an item's text out, with the blank before it.
pub(super) fn take_out(lines: &Lines<'_>, item: &Item, field: Span) -> Splice {
    let text = item.text.start as usize;
    let (mut start, mut end) = (text + field.start as usize, text + field.end as usize);
    let is_blank = |at: usize| matches!(lines.bytes.get(at), Some(b' ' | b'\t'));
    if start > text && is_blank(start - 1) {
        start -= 1;
    } else {
        while is_blank(end) {
            end += 1;
        }
    }
    lines.splice(start..end, "")
}

/// `[level:: 2]` → `[level:: 3]`
pub(super) fn set_value(lines: &Lines<'_>, item: &Item, field: &Field, value: &str) -> Splice {
    let source = field.span.of(item.text.of(lines.text()));
    let (key, rest) = source.split_once("::").unwrap_or((source, ""));
    let inner = rest.get(..rest.len().saturating_sub(1)).unwrap_or_default();
    let start = item.text.start as usize + field.span.start as usize + key.len() + "::".len();
    if inner.trim().is_empty() {
        return lines.splice(start..start + inner.len(), format!(" {value}"));
    }
    let n_blanks = inner.len() - inner.trim_start().len();
    lines.splice(start + n_blanks..start + inner.trim_end().len(), value)
}

/// The first line of an item's text, which is the one with the box.
fn first_line<'a>(lines: &Lines<'a>, item: &Item) -> &'a str {
    span::lines(item.text.of(lines.text())).next().unwrap_or_default()
}

/// An item's first field of a kind: in the line with the box, else further down.
pub(super) fn find(lines: &Lines<'_>, item: &Item, kind: &FieldKind) -> Option<Field> {
    let line = Fields::read(first_line(lines, item));
    line.get(kind).cloned().or_else(|| Fields::read(item.text.of(lines.text())).get(kind).cloned())
}

/// The `[status:: …]` fields that name a state.
pub(super) fn statuses(lines: &Lines<'_>, item: &Item) -> Vec<Field> {
    let fields = Fields::read(item.text.of(lines.text()));
    let is_status = |field: &&Field| {
        field.kind == FieldKind::Named("status".to_owned()) && State::of_name(&field.value).is_some()
    };
    fields.iter().filter(is_status).cloned().collect()
}
