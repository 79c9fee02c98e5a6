//! Deletes an item with all below it, and the blank lines that belong to it.

use std::ops::Range;

use super::lines::Lines;
use super::{Edit, Effect, counters, verify};
use crate::error::Error;
use crate::model::{Place, Roadmap};
use crate::span;

/// ```text
/// - a         - a
///
/// - b     →   - c
///   - b1
///
/// - c
/// ```
pub(super) fn item(roadmap: &Roadmap, place: Place) -> Result<Edit, Error> {
    let lines = Lines::of(roadmap, place.section);
    let item = lines.item(place.item);
    if !lines.begins_line(item) {
        return Err(Error::new("delete the item", "it stands on the line of the item above it")
            .hint("delete that one, or edit the line"));
    }
    let deleted = &lines.section.items[place.item as usize..item.end as usize];
    let effect = Effect {
        items: -(deleted.len() as i32),
        boxes: -(deleted.iter().filter(|item| item.mark.is_some()).count() as i32),
        ..Effect::default()
    };
    let edits = ranges(&lines, place.item).map(|range| Edit::new(vec![lines.splice(range, "")], effect));
    let edit = verify::first_that_reads(roadmap, edits, place.section, |_| true)?;
    counters::keep_right(roadmap, edit, place.item)
}

/// What may be cut out, the best first: with one of the gaps around it, else only the lines themselves.
fn ranges(lines: &Lines<'_>, index: u32) -> [Range<usize>; 2] {
    let item = lines.item(index);
    let start = lines.line_start(item.marker.start as usize);
    let end = lines.end(item);
    let quotes = lines.quotes(item);
    let before = lines.gap_before(item);
    let after = lines.gap_after(end, quotes);
    let bare = start..end;
    if lines.next(index).is_some() || before.is_empty() {
        return [start..after.end, bare];
    }
    let has_blank = |gap: &Range<usize>| span::next_line(lines.bytes, gap.start) < gap.end;
    let is_only_child = lines.previous(index).is_none() && item.parent.is_some();
    let next_is_item = lines.section.items.get(item.end as usize).is_some_and(|next| {
        lines.line_start(next.marker.start as usize) == after.end && next.depth < item.depth
    });
    // The blank lines behind a parent are its own; those behind its only child went with the child.
    if is_only_child && next_is_item && has_blank(&before) && has_blank(&after) {
        return [start..after.end, bare];
    }
    [before.start..end, bare]
}
