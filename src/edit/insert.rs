//! Adds an item in the style of its neighbours.

use super::lines::{Lines, width, without_markers};
use super::numbers::{self, number};
use super::{Edit, Effect, Splice, counters, track, verify, words};
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
    let line = words::of_item(text, "add an item")?;
    let lines = Lines::of(roadmap, place.section);
    let item = lines.item(place.item);
    let head = [without_markers(lines.prefix(item)), next_marker(&lines, place.item)].concat();
    let new = New { index: item.end, depth: item.depth, parent: item.parent, has_box: item.mark.is_some() };
    let edits =
        [numbers::shifted_behind(&lines, place.item, 1), Vec::new()].into_iter().flat_map(|numbers| {
            both(&line).map(|words| {
                let line = sibling(&lines, place.item, &new.line(&head, &words));
                new.edit(numbers.iter().cloned().chain([line]).collect())
            })
        });
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
    let line = words::of_item(text, "add an item")?;
    let item = lines.item(place.item);
    let new = New {
        index: place.item + 1,
        depth: item.depth.saturating_add(1),
        parent: Some(place.item),
        has_box: item.mark.is_some(),
    };
    let sampled = sample_child(roadmap, place, &without_markers(lines.prefix(item)));
    let own = Child {
        prefix: lines.content_prefix(item),
        marker: first_marker(&lines, item),
        gap: lines.blank_line(habit(&lines, place.item, true)).map(<[u8]>::to_vec).into_iter().collect(),
    };
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
        both(&line).map(|words| new.edit(vec![lines.insertion(at, new.line(&head, &words))]))
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

    fn edit(&self, splices: Vec<Splice>) -> Edit {
        Edit::new(splices, Effect { items: 1, boxes: i32::from(self.has_box), ..Effect::default() })
    }

    fn reads(&self, section: &Section, words: &str) -> bool {
        section.items.get(self.index as usize).is_some_and(|item| {
            let text = item.text(section);
            (item.depth, item.parent, item.mark.is_some()) == (self.depth, self.parent, self.has_box)
                && (self.has_box || !track::is_heading(text))
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
pub(super) fn habit(lines: &Lines<'_>, index: u32, behind_leaf: bool) -> std::ops::Range<usize> {
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
pub(super) fn next_marker(lines: &Lines<'_>, index: u32) -> Vec<u8> {
    let item = lines.item(index);
    let marker = item.marker.of(lines.text());
    let blanks = blanks_behind(lines, item);
    let Some((digits, delimiter)) = number(marker) else { return [marker.as_bytes(), blanks].concat() };
    let number_of = |other: u32| number(lines.item(other).marker.of(lines.text()));
    let neighbour = lines.previous(index).or_else(|| lines.next(index));
    // Some number all their items alike, and renderers count for them.
    let is_counted = neighbour.is_none_or(|other| number_of(other) != Some((digits, delimiter)));
    let next = digits.parse::<u32>().unwrap_or_default() + u32::from(is_counted);
    let next = numbers::digits_like(next, digits);
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

/// The blanks between a marker and the content.
pub(super) fn blanks_behind<'a>(lines: &Lines<'a>, item: &Item) -> &'a [u8] {
    let blanks = &lines.bytes[item.marker.end as usize..lines.content_start(item)];
    if blanks.is_empty() { b" " } else { blanks }
}

/// How a child stands below its parent: what is before its marker; its marker; the blank lines between the two.
struct Child {
    prefix: Vec<u8>,
    marker: Vec<u8>,
    gap: Vec<Vec<u8>>,
}

/// How many sections before and behind are looked at for how children stand.
const NEARBY: u32 = 32;

/// As the first child of an item nearby, best of one as deep as this, before whose marker stands `outer`.
fn sample_child(roadmap: &Roadmap, place: Place, outer: &[u8]) -> Option<Child> {
    let n_sections = roadmap.sections().len() as u32;
    let around = (1..=NEARBY).flat_map(|by| [place.section.checked_sub(by), place.section.checked_add(by)]);
    let sections = std::iter::once(place.section).chain(around.flatten().filter(|&other| other < n_sections));
    let depth = roadmap.item(place).depth;
    let mut any = None;
    for section in sections {
        let lines = Lines::of(roadmap, section);
        for index in 0..lines.section.items.len() as u32 {
            let parent = lines.item(index);
            if parent.end == index + 1 || any.is_some() && parent.depth != depth {
                continue;
            }
            let found = child_of(&lines, parent, lines.item(index + 1), outer);
            if found.is_some() && parent.depth == depth {
                return found;
            }
            any = any.or(found);
        }
    }
    any
}

fn child_of(lines: &Lines<'_>, parent: &Item, child: &Item, outer: &[u8]) -> Option<Child> {
    let own_outer = without_markers(lines.prefix(parent));
    let prefix = lines.prefix(child).strip_prefix(&*own_outer)?;
    let is_plain = prefix.iter().all(|byte| matches!(byte, b' ' | b'\t')) && width(prefix) > 0;
    if !is_plain {
        return None;
    }
    let first = first_marker(lines, child);
    let marker = [&first[..first.len() - 1], blanks_behind(lines, child)].concat();
    let gap = lines.gap_before(child);
    let blanks = span::lines(lines.text().get(gap)?).skip(1).map(str::as_bytes);
    // Blanks that reach further than the parent reach as far below another.
    let blanks = blanks.map(|line| match line.strip_prefix(&*own_outer) {
        Some(inner) if !inner.is_empty() => [outer, inner].concat(),
        _ => line.to_vec(),
    });
    Some(Child { prefix: [outer, prefix].concat(), marker, gap: blanks.collect() })
}

#[cfg(test)]
mod tests {
    use crate::edit::Verb;
    use crate::edit::testing::{check, refused};

    fn below() -> Verb {
        Verb::AddBelow("new".to_owned())
    }

    fn child() -> Verb {
        Verb::AddChild("new".to_owned())
    }

    #[test]
    fn a_sibling_comes_behind_all_below_the_item() {
        check("- [x] ‸a\n  - a1\n- b\n", &below(), "- [x] a\n  - a1\n- [ ] new\n- b\n");
        check("- a\n  * ‸b\n    - c\n- d\n", &below(), "- a\n  * b\n    - c\n  * new\n- d\n");
        check("-\ta\n\t-\t‸b\n", &below(), "-\ta\n\t-\tb\n\t-\tnew\n");
        check("- - ‸a\n", &below(), "- - a\n  - new\n");
        check("- ‸a\n  > n\n\n  para\n\npara\n", &below(), "- a\n  > n\n\n  para\n- new\n\npara\n");
        check("# H\n- ‸a\n# I\n", &below(), "# H\n- a\n- new\n# I\n");
    }

    #[test]
    fn a_sibling_takes_the_blank_lines_of_the_list() {
        check("- ‸a\n\n- b\n\n# H", &below(), "- a\n\n- new\n\n- b\n\n# H");
        check("- a\n\n- ‸b\n\n# H", &below(), "- a\n\n- b\n\n- new\n\n# H");
        check("- a\n    \n- ‸b\n    \n\n# H", &below(), "- a\n    \n- b\n    \n- new\n    \n\n# H");
        check(
            "- a\n    \n- ‸b\n    \n    - c\n        \n- d\n    \n",
            &below(),
            "- a\n    \n- b\n    \n    - c\n        \n- new\n    \n- d\n    \n",
        );
        check("- ‸a\n\n\n- b\n", &below(), "- a\n\n\n- new\n\n\n- b\n");
        check("- x\n\n- y\n\npara\n\n* ‸a\n", &below(), "- x\n\n- y\n\npara\n\n* a\n\n* new\n");
    }

    #[test]
    fn a_sibling_takes_line_endings_and_adds_no_final_newline() {
        check("- a\r\n- [ ] ‸b", &below(), "- a\r\n- [ ] b\r\n- [ ] new");
        check("- a\r\n\r\n- ‸b\r\n", &below(), "- a\r\n\r\n- b\r\n\r\n- new\r\n");
        check("- ‸a", &below(), "- a\n- new");
        check("\u{feff}- ‸a", &below(), "\u{feff}- a\n- new");
        check("---\ntitle: T\n---\n- ‸a", &below(), "---\ntitle: T\n---\n- a\n- new");
    }

    #[test]
    fn a_sibling_inside_a_quote_has_its_markers() {
        check("> - ‸a\n>   - b\n> - c\n", &below(), "> - a\n>   - b\n> - new\n> - c\n");
        check("> - ‸a\n>\n> - b\n>\n> p\n", &below(), "> - a\n>\n> - new\n>\n> - b\n>\n> p\n");
        check("> - a\n>\n> - ‸b\n>\n> p\n", &below(), "> - a\n>\n> - b\n>\n> - new\n>\n> p\n");
    }

    #[test]
    fn a_sibling_has_the_next_number() {
        check("1. a\n2. ‸b\n3. c\n", &below(), "1. a\n2. b\n3. new\n4. c\n");
        check("9)  ‸a\n    b\n", &below(), "9)  a\n    b\n10) new\n");
        check("9. ‸a\n", &below(), "9. a\n10. new\n");
        check("1. a\n1. ‸b\n", &below(), "1. a\n1. b\n1. new\n");
        check("08. ‸b\n", &below(), "08. b\n09. new\n");
        check("999999999. ‸b\n", &below(), "999999999. b\n999999999. new\n");
    }

    #[test]
    fn a_list_that_counts_goes_on_counting() {
        check("1. ‸a\n   - x\n2. b\n   - y\n3) c\n", &below(), "1. a\n   - x\n2. new\n3. b\n   - y\n3) c\n");
        check("- p\n\n  4) ‸a\n\n  5) b\n", &below(), "- p\n\n  4) a\n\n  5) new\n\n  6) b\n");
        check("> 07. ‸a\n> 08. b\n> 09. c\n", &below(), "> 07. a\n> 08. new\n> 09. b\n> 10. c\n");
        check("8. ‸a\n9. b\n10. c\n", &below(), "8. a\n9. new\n10. b\n11. c\n");
        check("8. ‸a\n9. b\n   - x\n", &below(), "8. a\n9. new\n9. b\n   - x\n");
        check("1. ‸a\n1. b\n", &below(), "1. a\n1. new\n1. b\n");
        check("1. ‸a\n2. b\n2. c\n", &below(), "1. a\n2. new\n2. b\n2. c\n");
        check("1. ‸a\n3. b\n", &below(), "1. a\n2. new\n3. b\n");
    }

    #[test]
    fn a_child_comes_last() {
        check("- [ ] ‸a\n  - [x] b\n  - c\n- d\n", &child(), "- [ ] a\n  - [x] b\n  - c\n  - new\n- d\n");
        check("- ‸a\n    1. b\n", &child(), "- a\n    1. b\n    2. new\n");
        check("- [ ] ‸a\n- b", &child(), "- [ ] a\n  - [ ] new\n- b");
        check("10. ‸a", &child(), "10. a\n    1. new");
        check("> - ‸a\n>   more\n", &child(), "> - a\n>   more\n>   - new\n");
        check("- ‸a\n  > n\n", &child(), "- a\n  > n\n  - new\n");
    }

    #[test]
    fn a_first_child_stands_as_other_children_do() {
        check("- a\n    * b\n- ‸c\n", &child(), "- a\n    * b\n- c\n    * new\n");
        check("- a\n\t- b\n- ‸c\n", &child(), "- a\n\t- b\n- c\n\t- new\n");
        check(
            "# P\n\n## A\n\n- x\n    \n- ‸y\n    \n\n## B\n\n- [ ] p\n    \n    - q\n",
            &child(),
            "# P\n\n## A\n\n- x\n    \n- y\n    \n    - new\n    \n\n## B\n\n- [ ] p\n    \n    - q\n",
        );
        check(
            "- a\n    \n    - b\n        \n    - ‸c\n        \n- d\n",
            &child(),
            "- a\n    \n    - b\n        \n    - c\n        \n        - new\n        \n- d\n",
        );
        check("- a\n\n    - ‸b\n\n- c\n", &child(), "- a\n\n    - b\n\n        - new\n\n- c\n");
        check("-\t‸a\n", &child(), "-\ta\n\t- new\n");
        check("1. a\n   1) b\n2. ‸c\n", &child(), "1. a\n   1) b\n2. c\n   1) new\n");
        check("- ‸a\n\n- b\n", &child(), "- a\n\n  - new\n\n- b\n");
        check("- a\n        - deep\n- ‸c\n", &child(), "- a\n        - deep\n- c\n  - new\n");
    }

    #[test]
    fn words_that_would_be_another_block_are_escaped() {
        check("- ‸a\n", &Verb::AddBelow("# b\n".into()), "- a\n- \\# b\n");
        check("- ‸a\n", &Verb::AddChild("[ ] b".into()), "- a\n  - \\[ ] b\n");
        check("- [ ] ‸a\n", &Verb::AddBelow("[x] b".into()), "- [ ] a\n- [ ] [x] b\n");
        for words in [" ", "✅ 2026-01-01", "^id", "[level:: 3] 📅 2026-01-01"] {
            refused("- ‸a\n", &Verb::AddBelow(words.into()), "words");
            refused("- ‸a\n", &Verb::AddChild(words.into()), "words");
        }
        check("- ‸a\n", &Verb::AddBelow("#tag".into()), "- a\n- #tag\n");
    }

    #[test]
    fn counters_above_a_new_item_are_kept_right() {
        check(
            "# A [1/1]\n- [ ] p [100%]\n  - [x] ‸a\n",
            &below(),
            "# A [1/2]\n- [ ] p [50%]\n  - [x] a\n  - [ ] new\n",
        );
        check("- [ ] ‸p [1/1]\n  - [x] a\n", &child(), "- [ ] p [1/2]\n  - [x] a\n  - [ ] new\n");
    }
}
