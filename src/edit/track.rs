//! Gives untracked items their boxes.

use super::lines::Lines;
use super::{Edit, Effect, Splice, counters, verify};
use crate::error::Error;
use crate::model::{Item, Place, Roadmap, SectionKind, State};

/// `- a` → `- [ ] a`
pub(super) fn item(roadmap: &Roadmap, place: Place) -> Result<Edit, Error> {
    let lines = Lines::of(roadmap, place.section);
    let item = lines.item(place.item);
    if item.mark.is_some() {
        return Ok(Edit::default());
    }
    let splice = lines.insertion(box_place(&lines, item)?, "[ ] ");
    let edit = Edit::new(vec![splice], Effect { boxes: 1, states: 1, ..Effect::default() });
    verify::check(roadmap, &edit, place.section, |section| {
        section.items[place.item as usize].mark.is_some_and(|mark| mark.char == ' ')
    })?;
    counters::keep_right(roadmap, edit, place.item)
}

/// Gives all untracked items below a heading their boxes, in one edit: an empty one where there are none.
///
/// Resources are left out unless they are asked for or the heading is theirs; a journal's entries are no tasks.
pub fn heading(roadmap: &Roadmap, section: u32, with_resources: bool) -> Edit {
    let top = roadmap.section(section);
    let with_resources = with_resources || top.kind == SectionKind::Resources;
    let mut boxes: Vec<(Place, Splice)> = Vec::new();
    for index in section..top.end {
        let kind = roadmap.section(index).kind;
        if kind == SectionKind::Journal || kind == SectionKind::Resources && !with_resources {
            continue;
        }
        let lines = Lines::of(roadmap, index);
        let untracked = (0..).zip(&lines.section.items).filter(|(_, item)| item.mark.is_none());
        boxes.extend(untracked.filter_map(|(item, value)| {
            let at = box_place(&lines, value).ok()?;
            Some((Place { section: index, item }, lines.insertion(at, "[ ] ")))
        }));
    }
    loop {
        let n_boxes = boxes.len();
        let splices = boxes.iter().map(|(_, splice)| splice.clone()).collect();
        let effect = Effect { boxes: n_boxes as i32, states: n_boxes as u32, ..Effect::default() };
        let edit = Edit::new(splices, effect);
        retain_those_that_read(roadmap, &edit, &mut boxes);
        if boxes.len() == n_boxes {
            return counters::keep_right(roadmap, edit, 0).unwrap_or_default();
        }
    }
}

/// Leaves those out that would not read as boxes, and all of a section that would read as other items.
fn retain_those_that_read(roadmap: &Roadmap, edit: &Edit, boxes: &mut Vec<(Place, Splice)>) {
    let Ok(replacements) = edit.replacements(roadmap) else { return boxes.clear() };
    let rereading = roadmap.reread(&replacements);
    for (old, new) in rereading.parts(roadmap) {
        let first = old.first().map_or(0, |first| roadmap.index_of(first));
        let range = first..first + old.len() as u32;
        let has_same_tree = old.len() == new.len();
        boxes.retain(|(place, _)| {
            if !range.contains(&place.section) {
                return true;
            }
            let within = (place.section - first) as usize;
            has_same_tree
                && new[within].items.len() == old[within].items.len()
                && new[within].items[place.item as usize].mark.is_some()
                && new[within].items[place.item as usize].state != State::Untracked
        });
    }
}

/// Where an untracked item's box goes: before its text.
pub(super) fn box_place(lines: &Lines<'_>, item: &Item) -> Result<usize, Error> {
    let refused = |reason: &str, hint: &str| Err(Error::new("give the item a box", reason).hint(hint));
    let text = item.text.of(lines.text());
    let at = item.text.start as usize;
    if text.is_empty() {
        return refused("it has no text of its own", "reword it first");
    }
    if is_heading(text) {
        return refused("its text is a heading", "take the heading's marks out in an editor");
    }
    if lines.content_start(item) != at {
        return refused("its text does not follow its marker", "write it on the line of the marker");
    }
    Ok(at)
}

/// Whether an item's text begins with the marks of a heading (CommonMark 4.2).
pub(super) fn is_heading(text: &str) -> bool {
    let rest = text.trim_start_matches('#');
    (1..=6).contains(&(text.len() - rest.len())) && matches!(rest.bytes().next(), None | Some(b' ' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Verb;
    use crate::edit::testing::{DEFAULTS, assert_edit, check, read, read_marked, refused};

    #[test]
    fn track_inserts_a_box_before_the_text() {
        check("- ‸a", &Verb::Track, "- [ ] a");
        check("1.   ‸**a**:\r\n\r\n     - b\r\n", &Verb::Track, "1.   [ ] **a**:\r\n\r\n     - b\r\n");
        check("-\t‸a\n", &Verb::Track, "-\t[ ] a\n");
        check("> * ‸a\n", &Verb::Track, "> * [ ] a\n");
        check("- - ‸a\n", &Verb::Track, "- - [ ] a\n");
        check("- ‸[l](x)\n", &Verb::Track, "- [ ] [l](x)\n");
        check("- [x] ‸a\n", &Verb::Track, "- [x] a\n");
        check("- p [1/1]\n  - [x] a\n  - ‸b\n", &Verb::Track, "- p [1/2]\n  - [x] a\n  - [ ] b\n");
    }

    #[test]
    fn an_item_without_a_text_of_its_own_is_refused() {
        refused("- ‸# a\n", &Verb::Track, "heading");
        refused("-‸ - a\n", &Verb::Track, "no text");
        refused("-‸     code\n", &Verb::Track, "no text");
        refused("-‸\n  a\n", &Verb::Track, "does not follow");
    }

    #[test]
    fn a_section_is_tracked_at_once() {
        let all = Verb::TrackSection { with_resources: false };
        check(
            "# A [0/0]\n- ‸a\n    \n    - b\n        \n- [x] c\n-\n- # h\n\n## Books\n- d\n## Journal\n- e\n# B\n- f",
            &all,
            "# A [1/2]\n- [ ] a\n    \n    - [ ] b\n        \n- [x] c\n-\n- # h\n\n## Books\n- d\n## Journal\n- e\n# B\n- f",
        );
        check(
            "# A\n- ‸a\n## Books\n- d",
            &Verb::TrackSection { with_resources: true },
            "# A\n- [ ] a\n## Books\n- [ ] d",
        );
        check("# Books\n- ‸a\n## More\n- b", &all, "# Books\n- [ ] a\n## More\n- [ ] b");
        check("- [x] ‸a\n", &all, "- [x] a\n");
    }

    #[test]
    fn a_phase_is_tracked_by_its_heading() {
        let text = "# P\n\n## A\n- a\n## B\n- b\n# Q\n- c\n";
        let roadmap = read(text, DEFAULTS);
        assert_edit(
            &roadmap,
            DEFAULTS,
            &heading(&roadmap, 1, false),
            "# P\n\n## A\n- [ ] a\n## B\n- [ ] b\n# Q\n- c\n",
        );
        let (roadmap, _) = read_marked("# Q\n- ‸# a\n", DEFAULTS);
        assert!(heading(&roadmap, 1, true).is_empty());
    }
}
