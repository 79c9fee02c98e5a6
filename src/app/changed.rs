//! Which rows edits have changed. Knows nothing of who made them.

use std::collections::HashSet;

use super::outline::Row;
use crate::edit::Edit;
use crate::edit::difference::made;
use crate::model::{Place, Roadmap};
use crate::span::Span;

/// Whether all lines stay lines of the same kind, so that rows keep their indices, and the columns of tables theirs.
pub(super) fn keeps_lines(edit: &Edit) -> bool {
    let has_break = |bytes: &[u8]| bytes.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
    (edit.effect.items, edit.effect.columns) == (0, 0)
        && edit.splices().iter().all(|splice| !has_break(&splice.old) && !has_break(&splice.new))
}

/// The items on lines that edits made, one after the other.
pub(super) fn changed_rows(roadmap: &Roadmap, edits: &[Edit]) -> HashSet<Row> {
    let mut rows = HashSet::new();
    for splice in made(edits) {
        let (mut from, mut to) = (splice.span.start as usize, splice.span.end as usize);
        let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let before = roadmap.bytes_at(Span::new(from.saturating_sub(1), from));
        let behind = roadmap.bytes_at(Span::new(to, (to + 1).min(roadmap.len())));
        // Where whole lines were taken away, none is changed.
        if splice.old.is_empty()
            && before.last().is_none_or(is_break)
            && splice.new.last().is_none_or(is_break)
        {
            continue;
        }
        // A line is not changed by those put in behind it, even where they begin with its end.
        if splice.new.is_empty() && behind.first().is_none_or(is_break) {
            let breaks = [&b"\r\n"[..], b"\n", b"\r"].into_iter().find(|end| splice.old.starts_with(end));
            from += breaks.map_or(0, <[u8]>::len);
        }
        // What stands behind the last line break is not changed.
        to -= usize::from(splice.old.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')));
        let mut index = roadmap.section_at(from);
        while let Some(section) = roadmap.sections().get(index).filter(|section| section.offset <= to) {
            let bytes = section.text.as_bytes();
            let first =
                crate::span::line_start(bytes, from.saturating_sub(section.offset).min(bytes.len())) as u32;
            let last =
                crate::span::line_end(bytes, to.saturating_sub(section.offset).min(bytes.len())) as u32;
            let start = section.items.partition_point(|item| item.marker.start < first);
            let items =
                section.items.iter().enumerate().skip(start).take_while(|(_, item)| item.marker.start < last);
            rows.extend(items.map(|(item, _)| Row::Item(Place { section: index as u32, item: item as u32 })));
            index += 1;
            from = section.offset + bytes.len();
        }
    }
    rows
}
