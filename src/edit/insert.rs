//! Adds an item in the style of its neighbours.

use super::lines::{Lines, width, without_markers};
use super::{Edit, Effect, Splice, counters, verify, words};
use crate::error::Error;
use crate::model::{Item, Place, Roadmap, Section};
use crate::span;

/// Adds the next sibling, behind all that is below the item.
///
/// ```text
/// - [x] a         - [x] a
///   - a1      →     - a1
/// - b             - [ ] new
///                 - b
/// ```
pub(super) fn below(roadmap: &Roadmap, place: Place, text: &str) -> Result<Edit, Error> {
    let line = words::one_line(text, "add an item")?;
    let lines = Lines::of(roadmap, place.section);
    let item = lines.item(place.item);
    let head = [without_markers(lines.prefix(item)), next_marker(&lines, place.item)].concat();
    let new = New { index: item.end, depth: item.depth, parent: item.parent, has_box: item.mark.is_some() };
    let edits = both(&line).map(|words| new.edit(sibling(&lines, place.item, &new.line(&head, &words))));
    let edit = verify::first_that_reads(roadmap, edits, place.section, |section| new.reads(section, &line))?;
    counters::keep_right(roadmap, edit, place.item + 1)
}

/// Adds the last child.
///
/// ```text
/// - [ ] a         - [ ] a
/// - b         →     - [ ] new
///                 - b
/// ```
pub(super) fn child(roadmap: &Roadmap, place: Place, text: &str) -> Result<Edit, Error> {
    let lines = Lines::of(roadmap, place.section);
    if let Some(last) = lines.section.children(place.item).last() {
        return below(roadmap, Place { item: last, ..place }, text);
    }
    let line = words::one_line(text, "add an item")?;
    let item = lines.item(place.item);
    let new = New {
        index: place.item + 1,
        depth: item.depth.saturating_add(1),
        parent: Some(place.item),
        has_box: item.mark.is_some(),
    };
    let sample = sample_child(roadmap, place);
    let own_prefix = without_markers(lines.prefix(item));
    let own = Child {
        prefix: lines.content_prefix(item),
        marker: first_marker(&lines, item),
        gap: lines.blank_line(habit(&lines, place.item, true)).map(<[u8]>::to_vec).into_iter().collect(),
    };
    let sampled = sample.map(|sample| Child { prefix: [own_prefix, sample.prefix].concat(), ..sample });
    let at = lines.end(item);
    let ending = lines.ending(at);
    let children = sampled.into_iter().chain([own]);
    let edits = children.flat_map(|child| {
        let mut before = ending.to_vec();
        for blank in &child.gap {
            before.extend_from_slice(blank);
            before.extend_from_slice(ending);
        }
        let head = [before, child.prefix, child.marker].concat();
        both(&line).map(|words| new.edit(lines.insertion(at, new.line(&head, &words))))
    });
    let edits: Vec<Edit> = edits.collect();
    let edit = verify::first_that_reads(roadmap, edits, place.section, |section| new.reads(section, &line))?;
    counters::keep_right(roadmap, edit, place.item + 1)
}

/// The item that is added, as it must be read.
struct New {
    index: u32,
    depth: u16,
    parent: Option<u32>,
    has_box: bool,
}

impl New {
    fn line(&self, head: &[u8], words: &str) -> Vec<u8> {
        let mark = if self.has_box { "[ ] " } else { "" };
        [head, mark.as_bytes(), words.as_bytes()].concat()
    }

    fn edit(&self, splice: Splice) -> Edit {
        Edit::new(vec![splice], Effect { items: 1, boxes: i32::from(self.has_box), ..Effect::default() })
    }

    fn reads(&self, section: &Section, words: &str) -> bool {
        section.items.get(self.index as usize).is_some_and(|item| {
            let text = item.text(section);
            (item.depth, item.parent, item.mark.is_some()) == (self.depth, self.parent, self.has_box)
                && both(words).iter().any(|words| words == text)
        })
    }
}

/// The words as they are, and as they are where they would begin something else.
fn both(line: &str) -> [String; 2] {
    [line.to_owned(), words::escaped(line)]
}

/// Puts a line behind an item, with the blank lines that the list has between its items.
fn sibling(lines: &Lines<'_>, index: u32, line: &[u8]) -> Splice {
    let item = lines.item(index);
    if let Some(next) = lines.next(index) {
        // What stands between the two stays behind the one, and what follows an item without children is added.
        let gap = &lines.bytes[habit(lines, index, true)];
        return lines
            .insertion(lines.line_start(lines.item(next).marker.start as usize), [line, gap].concat());
    }
    let at = lines.end(item);
    let gap = habit(lines, index, item.end == index + 1);
    let before = if gap.is_empty() { lines.ending(at) } else { &lines.bytes[gap] };
    lines.insertion(at, [before, line].concat())
}

/// What stands between the items of a list: from the end of one's last line to the next one's line. Empty where the
/// section has no two items in a row.
fn habit(lines: &Lines<'_>, index: u32, behind_leaf: bool) -> std::ops::Range<usize> {
    let gap = |left: u32, right: u32| {
        lines.end(lines.item(left))..lines.line_start(lines.item(right).marker.start as usize)
    };
    let own = [(Some(index), lines.next(index)), (lines.previous(index), Some(index))];
    let own: Vec<(u32, u32)> = own.into_iter().filter_map(|(left, right)| Some((left?, right?))).collect();
    let is_leaf = |left: u32| lines.item(left).end == left + 1;
    let depth = lines.item(index).depth;
    let n_items = lines.section.items.len() as u32;
    let elsewhere = || {
        let near = (0..n_items).filter(|&other| lines.item(other).depth == depth);
        near.filter_map(|left| Some((left, lines.next(left)?)))
    };
    own.iter()
        .copied()
        .find(|&(left, _)| is_leaf(left) == behind_leaf)
        .or_else(|| elsewhere().find(|&(left, _)| is_leaf(left) == behind_leaf))
        .or_else(|| own.first().copied())
        .or_else(|| elsewhere().next())
        .map_or(0..0, |(left, right)| gap(left, right))
}

/// An item's marker and the blanks behind it, with the next number where it has one.
fn next_marker(lines: &Lines<'_>, index: u32) -> Vec<u8> {
    let item = lines.item(index);
    let marker = item.marker.of(lines.text());
    let blanks = blanks_behind(lines, item);
    let Some((digits, delimiter)) = number(marker) else { return [marker.as_bytes(), blanks].concat() };
    let number_of = |other: u32| number(lines.item(other).marker.of(lines.text()));
    let neighbour = lines.previous(index).or_else(|| lines.next(index));
    // Some number all their items alike, and renderers count for them.
    let is_counted = neighbour.is_none_or(|other| number_of(other) != Some((digits, delimiter)));
    let next = digits.parse::<u32>().unwrap_or_default() + u32::from(is_counted);
    let next =
        if digits.starts_with('0') { format!("{next:0len$}", len = digits.len()) } else { next.to_string() };
    let next = if next.len() > 9 { digits.to_owned() } else { next };
    let surplus = (next.len() - digits.len()).min(blanks.len() - 1);
    [next.as_bytes(), delimiter.as_bytes(), &blanks[surplus..]].concat()
}

/// The same for the first item of a list below an item.
fn first_marker(lines: &Lines<'_>, item: &Item) -> Vec<u8> {
    let marker = item.marker.of(lines.text());
    let first = number(marker).map_or(marker.to_owned(), |(_, delimiter)| format!("1{delimiter}"));
    [first.as_bytes(), b" "].concat()
}

fn number(marker: &str) -> Option<(&str, &str)> {
    let (digits, delimiter) = marker.split_at_checked(marker.len().checked_sub(1)?)?;
    (!digits.is_empty()).then_some((digits, delimiter))
}

/// The blanks between a marker and the content.
fn blanks_behind<'a>(lines: &Lines<'a>, item: &Item) -> &'a [u8] {
    let blanks = &lines.bytes[item.marker.end as usize..lines.content_start(item)];
    if blanks.is_empty() { b" " } else { blanks }
}

/// How a child stands below its parent: what is before its marker, beyond what is before the parent's; its marker;
/// the blank lines between the two.
struct Child {
    prefix: Vec<u8>,
    marker: Vec<u8>,
    gap: Vec<Vec<u8>>,
}

/// The first child of an item nearby, best of one as deep as this.
fn sample_child(roadmap: &Roadmap, place: Place) -> Option<Child> {
    let phase = roadmap.phase_of(place.section).map(|phase| &roadmap.phases()[phase]);
    let others = phase.into_iter().flat_map(|phase| phase.first..phase.end);
    let sections = std::iter::once(place.section).chain(others.filter(|&other| other != place.section));
    let depth = roadmap.item(place).depth;
    let mut any = None;
    for section in sections {
        let lines = Lines::of(roadmap, section);
        for index in 0..lines.section.items.len() as u32 {
            let parent = lines.item(index);
            if parent.end == index + 1 || any.is_some() && parent.depth != depth {
                continue;
            }
            let found = child_of(&lines, parent, lines.item(index + 1));
            if found.is_some() && parent.depth == depth {
                return found;
            }
            any = any.or(found);
        }
    }
    any
}

fn child_of(lines: &Lines<'_>, parent: &Item, child: &Item) -> Option<Child> {
    let outer = without_markers(lines.prefix(parent));
    let prefix = lines.prefix(child).strip_prefix(&*outer)?;
    let is_plain = prefix.iter().all(|byte| matches!(byte, b' ' | b'\t')) && width(prefix) > 0;
    if !is_plain {
        return None;
    }
    let first = first_marker(lines, child);
    let marker = [&first[..first.len() - 1], blanks_behind(lines, child)].concat();
    let gap = lines.gap_before(child);
    let blanks = span::lines(lines.text().get(gap)?).skip(1).map(|line| line.as_bytes().to_vec());
    Some(Child { prefix: prefix.to_vec(), marker, gap: blanks.collect() })
}
