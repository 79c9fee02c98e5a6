//! Moves an item with all below it among its siblings.

use super::lines::{Lines, width, without_markers};
use super::{Edit, Effect, Verb, verify};
use crate::error::Error;
use crate::model::{Item, Place, Roadmap, Section};
use crate::span;

/// Swaps the item with the one before it in its list. Blank lines and numbers stay where they are.
///
/// ```text
/// 1. a          1. b
///            →     - b1
/// 2. b
///    - b1       2. a
/// ```
pub(super) fn up(roadmap: &Roadmap, place: Place) -> Result<Edit, Error> {
    let lines = Lines::of(roadmap, place.section);
    match lines.previous(place.item) {
        Some(previous) => swap(roadmap, place.section, previous, place.item),
        None => Err(at_border("it is the first of its siblings")),
    }
}

/// Swaps the item with the one behind it in its list.
pub(super) fn down(roadmap: &Roadmap, place: Place) -> Result<Edit, Error> {
    let lines = Lines::of(roadmap, place.section);
    match lines.next(place.item) {
        Some(next) => swap(roadmap, place.section, place.item, next),
        None => Err(at_border("it is the last of its siblings")),
    }
}

/// Where an item is after it was moved.
pub fn place_after(roadmap: &Roadmap, place: Place, verb: &Verb) -> Option<Place> {
    let lines = Lines::of(roadmap, place.section);
    let own = lines.item(place.item);
    let item = match verb {
        Verb::MoveUp => lines.previous(place.item)?,
        Verb::MoveDown => place.item + lines.item(lines.next(place.item)?).end - own.end,
        _ => return None,
    };
    Some(Place { item, ..place })
}

fn at_border(reason: &str) -> Error {
    Error::new("move the item", reason)
}

fn swap(roadmap: &Roadmap, section: u32, left: u32, right: u32) -> Result<Edit, Error> {
    let lines = Lines::of(roadmap, section);
    let effect = Effect { is_move: true, ..Effect::default() };
    let edits = [swapped_lines(&lines, left, right), swapped_contents(&lines, left, right)];
    let edits = edits.into_iter().flatten().map(|splice| Edit::new(vec![splice], effect));
    let items = &lines.section.items;
    let end = items[right as usize].end;
    let expected: Vec<&Item> = items[..left as usize]
        .iter()
        .chain(&items[right as usize..end as usize])
        .chain(&items[left as usize..right as usize])
        .chain(&items[end as usize..])
        .collect();
    let reads = |new: &Section| {
        let is_same = |(old, new_item): (&&Item, &Item)| {
            let (old_text, new_text) = (old.text(lines.section), new_item.text(new));
            (old.depth, old.mark.map(|mark| mark.char))
                == (new_item.depth, new_item.mark.map(|mark| mark.char))
                && old_text.split_whitespace().eq(new_text.split_whitespace())
                && old.note.is_some() == new_item.note.is_some()
        };
        expected.len() == new.items.len() && expected.iter().zip(&new.items).all(is_same)
    };
    verify::first_that_reads(roadmap, edits, section, reads)
}

/// Bullets: the lines change places as they are.
fn swapped_lines(lines: &Lines<'_>, left: u32, right: u32) -> Option<super::Splice> {
    let (left, right) = (lines.item(left), lines.item(right));
    if left.marker.len() > 1 || !lines.begins_line(left) {
        return None;
    }
    let (start, end) = (lines.line_start(left.marker.start as usize), lines.end(right));
    let (gap, middle) = (lines.end(left), lines.line_start(right.marker.start as usize));
    let new = [&lines.bytes[middle..end], &lines.bytes[gap..middle], &lines.bytes[start..gap]].concat();
    Some(lines.splice(start..end, new))
}

/// Numbers: what follows the markers changes places, moved to the column where it now begins.
fn swapped_contents(lines: &Lines<'_>, left: u32, right: u32) -> Option<super::Splice> {
    let (left, right) = (lines.item(left), lines.item(right));
    let (start, end) = (lines.content_start(left), lines.end(right));
    let (gap, middle) = (lines.end(left), lines.content_start(right));
    if gap < start || end < middle {
        return None;
    }
    let new = [
        shifted(lines, right, middle, left, start),
        lines.bytes[gap..middle].to_vec(),
        shifted(lines, left, start, right, middle),
    ];
    Some(lines.splice(start..end, new.concat()))
}

/// An item's content with its further lines moved from its own column to that of another.
fn shifted(lines: &Lines<'_>, item: &Item, start: usize, other: &Item, other_start: usize) -> Vec<u8> {
    let content = &lines.bytes[start..lines.end(item)];
    let by = lines.column(other_start) as isize - lines.column(start) as isize;
    let outer = without_markers(lines.prefix(item));
    if by == 0 || width(&outer) != width(&without_markers(lines.prefix(other))) {
        return content.to_vec();
    }
    let mut new = Vec::with_capacity(content.len());
    let mut at = 0;
    while at < content.len() {
        let line = &content[at..span::next_line(content, at)];
        let inner = line.strip_prefix(&*outer).filter(|inner| at > 0 && !inner.trim_ascii().is_empty());
        match inner {
            Some(inner) if by > 0 => {
                new.extend_from_slice(&outer);
                new.extend(std::iter::repeat_n(b' ', by.unsigned_abs()));
                new.extend_from_slice(inner);
            }
            Some(inner) => {
                let blanks = inner.iter().take_while(|&&byte| byte == b' ').count();
                new.extend_from_slice(&outer);
                new.extend_from_slice(&inner[blanks.min(by.unsigned_abs())..]);
            }
            None => new.extend_from_slice(line),
        }
        at += line.len();
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::testing::{DEFAULTS, check, circumstances, read_marked, refused};

    /// Moving up gives the text after, and moving down from there the text before.
    #[track_caller]
    fn moved_up(before: &str, after: &str) {
        check(before, &Verb::MoveUp, &after.replace('‸', ""));
        check(after, &Verb::MoveDown, &before.replace('‸', ""));
    }

    #[test]
    fn an_item_moves_with_all_below_it() {
        moved_up("- a\n- ‸b\n- c\n", "- ‸b\n- a\n- c\n");
        moved_up("- a\n  more\n  - a1\n- [x] ‸b\n  > n\n", "- [x] ‸b\n  > n\n- a\n  more\n  - a1\n");
        moved_up("- p\n\t- a\n\t- ‸b\n- q", "- p\n\t- ‸b\n\t- a\n- q");
        moved_up("> - a\n>   - a1\n> - ‸b\n", "> - ‸b\n> - a\n>   - a1\n");
        moved_up("\u{feff}* a\r\n* ‸b", "\u{feff}* ‸b\r\n* a");
        moved_up("- - a\n  - ‸b\n    - b1\n", "- - ‸b\n    - b1\n  - a\n");
        moved_up("- a\n - ‸b\n", " - ‸b\n- a\n");
    }

    #[test]
    fn blank_lines_stay_where_they_are() {
        moved_up("- a\n\n- ‸b\n- c\n", "- ‸b\n\n- a\n- c\n");
        moved_up(
            "- a\n    \n    - a1\n        \n- ‸b\n    \n\n# H",
            "- ‸b\n        \n- a\n    \n    - a1\n    \n\n# H",
        );
        moved_up("- a\n\n- ‸b", "- ‸b\n\n- a");
        moved_up("> - a\n>\n> - ‸b\n", "> - ‸b\n>\n> - a\n");
    }

    #[test]
    fn numbers_stay_where_they_are() {
        moved_up("1. a\n2. ‸b\n3. c\n", "1. ‸b\n2. a\n3. c\n");
        moved_up("1) a\n   - a1\n\n2) ‸b\n", "1) ‸b\n\n2) a\n   - a1\n");
        moved_up("9. a\n10. ‸b\n", "9. ‸b\n10. a\n");
        moved_up("9. a\n   more\n   - a1\n10. ‸b\n    - b1\n", "9. ‸b\n   - b1\n10. a\n    more\n    - a1\n");
        moved_up(" 9. a\n    - a1\n10. ‸b\n", " 9. ‸b\n10. a\n    - a1\n");
        moved_up("> 9. a\n>    - a1\n> 10. ‸b\n", "> 9. ‸b\n> 10. a\n>     - a1\n");
    }

    #[test]
    fn at_the_border_it_says_so() {
        refused("- ‸a\n- b\n", &Verb::MoveUp, "first of its siblings");
        refused("- a\n- ‸b\n", &Verb::MoveDown, "last of its siblings");
        refused("- a\n\n* ‸b\n", &Verb::MoveUp, "first of its siblings");
        refused("- a\n\ntext\n\n- ‸b\n", &Verb::MoveUp, "first of its siblings");
        refused("> - a\n\n- ‸b\n", &Verb::MoveUp, "first of its siblings");
        refused("- p\n  - ‸a\n", &Verb::MoveUp, "first of its siblings");
    }

    #[test]
    fn the_place_goes_with_the_item() {
        for (text, verb, item) in [
            ("- a\n  - a1\n- ‸b\n", Verb::MoveUp, 0),
            ("- ‸a\n  - a1\n- b\n  - b1\n  - b2\n- c", Verb::MoveDown, 3),
        ] {
            let (mut roadmap, place) = read_marked(text, DEFAULTS);
            let words = roadmap.words(place);
            let after = place_after(&roadmap, place, &verb).unwrap();
            let edit = verb.edit(&roadmap, place, circumstances()).unwrap();
            let rereading = roadmap.reread(&edit.replacements(&roadmap).unwrap());
            roadmap.adopt(rereading);
            assert_eq!((after.item, roadmap.words(after)), (item, words));
        }
    }
}
