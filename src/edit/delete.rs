//! Deletes an item with all below it, and the blank lines that belong to it.

use std::ops::Range;

use super::lines::Lines;
use super::{Edit, Effect, counters, numbers, verify};
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
    let tables = lines.section.tables.iter().filter(|table| item.span.contains(table.span));
    let effect = Effect {
        tables: -(tables.count() as i32),
        items: -(deleted.len() as i32),
        boxes: -(deleted.iter().filter(|item| item.mark.is_some()).count() as i32),
        ..Effect::default()
    };
    let edits =
        [numbers::shifted_behind(&lines, place.item, -1), Vec::new()].into_iter().flat_map(|numbers| {
            ranges(&lines, place.item).map(|range| {
                let cut = lines.splice(range, "");
                Edit::new(numbers.iter().cloned().chain([cut]).collect(), effect)
            })
        });
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

#[cfg(test)]
mod tests {
    use crate::edit::Verb;
    use crate::edit::testing::{check, refused};

    fn delete(before: &str, after: &str) {
        check(before, &Verb::Delete, after);
    }

    #[test]
    fn an_item_goes_with_all_below_it() {
        delete("- a\n- ‸b\n  more\n  > n\n  - c\n- d\n", "- a\n- d\n");
        delete("- [ ] ‸a\n- b\n", "- b\n");
        delete("- a\n  - ‸b\n- c\n", "- a\n- c\n");
        delete("- a\r\n- ‸b\r\n", "- a\r\n");
        delete("\u{feff}- ‸a\n- b", "\u{feff}- b");
        delete("---\ntitle: T\n---\n- ‸a\n", "---\ntitle: T\n---\n");
        delete("-\ta\n\t- ‸b\n\t- c", "-\ta\n\t- c");
    }

    #[test]
    fn a_list_that_counts_goes_on_counting() {
        delete("1. a\n2. ‸b\n3. c\n", "1. a\n2. c\n");
        delete("1. ‸a\n\n2. b\n   - x\n", "1. b\n   - x\n");
        delete("1. a\n2. ‸b\n", "1. a\n");
        delete("9. ‸a\n10. b\n11. c\n", "9. b\n10. c\n");
        delete("9. ‸a\n10. b\n    - x\n", "10. b\n    - x\n");
        delete("1. ‸a\n1. b\n", "1. b\n");
        delete("1. a\n2. ‸b\n4. c\n", "1. a\n4. c\n");
    }

    #[test]
    fn a_table_in_an_item_goes_and_comes_back_with_it() {
        delete("- a\n- ‸b\n\n  |x|y|\n  |-|-|\n  |1|2|\n- c\n", "- a\n- c\n");
    }

    #[test]
    fn at_the_end_no_final_newline_is_left_or_added() {
        delete("- a\n- ‸b", "- a");
        delete("- a\n\n- ‸b", "- a");
        delete("- ‸a", "");
        delete("# H\n\n- ‸a\n", "# H\n");
    }

    #[test]
    fn no_stray_blank_line_is_left() {
        delete("- a\n\n- ‸b\n\n- c\n", "- a\n\n- c\n");
        delete("- ‸a\n\n- b\n\n- c\n", "- b\n\n- c\n");
        delete("- a\n\n- ‸b\n\n# H\n", "- a\n\n# H\n");
        delete("# H\n\n- ‸a\n\n# I\n", "# H\n\n# I\n");
        delete("- ‸a\n\n# I\n", "# I\n");
        delete("- a\n    \n- ‸b\n    \n\n# H", "- a\n    \n\n# H");
        delete(
            "- a\n    \n    - b\n        \n    - ‸c\n        \n- d\n",
            "- a\n    \n    - b\n        \n- d\n",
        );
        delete("- a\n    \n    - ‸b\n        \n- d\n", "- a\n    \n- d\n");
        delete("- a\n  - ‸b\n\n- c\n  - d\n", "- a\n\n- c\n  - d\n");
        delete("- a\n  - b\n  - ‸c\n\n- d\n", "- a\n  - b\n\n- d\n");
    }

    #[test]
    fn an_item_in_a_quote_goes_with_its_markers() {
        delete("> - a\n>\n> - ‸b\n>\n> - c\n", "> - a\n>\n> - c\n");
        delete("> - a\n> - ‸b\n>\n> p\n", "> - a\n>\n> p\n");
        delete("> p\n>\n> - ‸a\n", "> p\n");
    }

    #[test]
    fn an_item_on_the_line_of_its_parent_is_refused() {
        refused("- - ‸a\n", &Verb::Delete, "the line of the item above");
        delete("- - a\n  - ‸b\n", "- - a\n");
    }

    #[test]
    fn text_that_would_become_a_heading_keeps_its_distance() {
        delete("para\n- ‸a\n---\n", "para\n\n---\n");
    }

    #[test]
    fn counters_above_are_kept_right() {
        delete(
            "# A [1/2]\n- [ ] p [50%]\n  - [x] ‸a\n  - [ ] b [0/1]\n",
            "# A [0/1]\n- [ ] p [0%]\n  - [ ] b [0/1]\n",
        );
    }
}
