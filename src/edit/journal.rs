//! Adds an entry to a journal (format.md, "The journal").
//!
//! Entries stand in the order of the section: where the first bears a later date than the last, the newest comes first,
//! and so it does where the dates do not tell.

use super::lines::{Lines, without_markers};
use super::{Edit, Effect, begin, insert, track, verify, words};
use crate::error::Error;
use crate::model::journal::date_at_the_beginning;
use crate::model::{Roadmap, Section};

const ATTEMPTED: &str = "add an entry";

/// Adds an entry with a child for each further line.
///
/// ```text
/// # Journal                     # Journal
///
///                               - 2026-11-22 **Assessment**: Libuv 2 → 3
/// - 2026-11-20 **Note**: a   →  - 2026-11-20 **Note**: a
/// ```
pub(super) fn add(roadmap: &Roadmap, section: u32, text: &str, further: &[String]) -> Result<Edit, Error> {
    let text = words::one_line(text, ATTEMPTED)?;
    let further: Vec<String> =
        further.iter().map(|line| words::one_line(line, ATTEMPTED)).collect::<Result<_, _>>()?;
    let effect = Effect { items: 1 + further.len() as i32, ..Effect::default() };
    let lines = Lines::of(roadmap, section);
    let (index, edits) = match neighbour(lines.section) {
        Some((neighbour, is_before)) => {
            let index = if is_before { neighbour } else { lines.item(neighbour).end };
            let edits = escapes(&text, &further).map(|written| {
                let block = beside(&lines, neighbour, &written, is_before);
                Edit::new(vec![block], effect)
            });
            (index, edits)
        }
        None => {
            let place = begin::first_place(roadmap, section)?;
            let ending = begin::line_ending(roadmap);
            let edits = escapes(&text, &further)
                .map(|written| place.edit(&block("- ", "  ", &written, ending), effect));
            (0, edits)
        }
    };
    verify::first_that_reads(roadmap, edits, section, |section| {
        let entry = index as usize..index as usize + 1 + further.len();
        let Some(items) = section.items.get(entry.clone()) else { return false };
        let is_whole = items[0].end as usize == entry.end && items[0].parent.is_none();
        let read = items.iter().map(|item| item.text(section));
        let is_plain = !read.clone().any(track::is_heading);
        is_whole && is_plain && escapes(&text, &further).iter().any(|written| read.clone().eq(written))
    })
}

/// The lines as they are, and as they are where they would begin something else: the further ones, then all.
fn escapes(text: &str, further: &[String]) -> [Vec<String>; 3] {
    let lines = |text: String, write: &dyn Fn(&String) -> String| {
        std::iter::once(text).chain(further.iter().map(write)).collect()
    };
    let escaped = |line: &String| words::escaped(line);
    [
        lines(text.to_owned(), &String::clone),
        lines(text.to_owned(), &escaped),
        lines(words::escaped(text), &escaped),
    ]
}

/// The entry beside which a new one goes, and whether before it.
fn neighbour(section: &Section) -> Option<(u32, bool)> {
    let mut entries = (0..).zip(&section.items).filter(|(_, item)| item.parent.is_none());
    let first = entries.next()?;
    let last = entries.last().unwrap_or(first);
    let date = |(_, item): (u32, &crate::model::Item)| date_at_the_beginning(item.text(section));
    let is_newest_last = matches!((date(first), date(last)), (Some(first), Some(last)) if first < last);
    Some(if is_newest_last { (last.0, false) } else { (first.0, true) })
}

/// An entry before or behind another one, in its style.
fn beside(lines: &Lines<'_>, neighbour: u32, written: &[String], is_before: bool) -> super::Splice {
    let item = lines.item(neighbour);
    let indent = String::from_utf8_lossy(&without_markers(lines.prefix(item))).into_owned();
    let blanks = String::from_utf8_lossy(insert::blanks_behind(lines, item)).into_owned();
    let head = format!("{indent}{}{blanks}", item.marker.of(lines.text()));
    let below = format!("{indent}{}", " ".repeat(head.len() - indent.len()));
    let at = lines.end(item);
    let ending = String::from_utf8_lossy(lines.ending(at)).into_owned();
    let block = block(&head, &below, written, &ending);
    let gap = insert::habit(lines, neighbour, item.end == neighbour + 1);
    let gap = if gap.is_empty() { ending } else { String::from_utf8_lossy(&lines.bytes[gap]).into_owned() };
    if is_before {
        return lines.insertion(lines.line_start(item.marker.start as usize), format!("{block}{gap}"));
    }
    lines.insertion(at, format!("{gap}{block}"))
}

fn block(head: &str, below: &str, written: &[String], ending: &str) -> String {
    let mut written = written.iter();
    let first = written.next().map(|line| format!("{head}{line}")).unwrap_or_default();
    written.fold(first, |block, line| format!("{block}{ending}{below}- {line}"))
}

#[cfg(test)]
mod tests {
    use crate::edit::Verb;
    use crate::edit::testing::{DEFAULTS, assert_edit, read};

    #[track_caller]
    fn check(before: &str, section: u32, lines: &[&str], after: &str) {
        let lines = lines.iter().map(|&line| line.to_owned()).collect();
        let verb = Verb::AddEntry { text: "2026-11-22 **Assessment**: A 2 → 3".to_owned(), lines };
        let roadmap = read(before, DEFAULTS);
        let edit = verb.edit_section(&roadmap, section).unwrap_or_else(|error| panic!("{error}"));
        assert_edit(&roadmap, DEFAULTS, &edit, after);
    }

    #[test]
    fn the_newest_comes_first_unless_the_section_has_it_last() {
        check(
            "# Journal\n\n- 2026-11-20 **Note**: a\n- 2026-10-01 b\n",
            1,
            &[],
            "# Journal\n\n- 2026-11-22 **Assessment**: A 2 → 3\n- 2026-11-20 **Note**: a\n- 2026-10-01 b\n",
        );
        check(
            "# Journal\n\n* **2026-10-01** b\n\n* **2026-11-20** a\n  - more\n\n# B\n",
            1,
            &[],
            "# Journal\n\n* **2026-10-01** b\n\n* **2026-11-20** a\n  - more\n\n* 2026-11-22 **Assessment**: A 2 → 3\n\n# B\n",
        );
        check(
            "# Journal\r\n\r\n- no date\r\n",
            1,
            &[],
            "# Journal\r\n\r\n- 2026-11-22 **Assessment**: A 2 → 3\r\n- no date\r\n",
        );
    }

    #[test]
    fn further_lines_are_children() {
        check(
            "# Journal\n\n-   2026-11-20 a\n",
            1,
            &["A: led it", "# no heading"],
            "# Journal\n\n-   2026-11-22 **Assessment**: A 2 → 3\n    - A: led it\n    - \\# no heading\n-   2026-11-20 a\n",
        );
    }

    #[test]
    fn the_first_entry_stands_below_the_heading() {
        check(
            "# Journal\n\nWhat I did.\n\n# B\n",
            1,
            &["x"],
            "# Journal\n\nWhat I did.\n\n- 2026-11-22 **Assessment**: A 2 → 3\n  - x\n\n# B\n",
        );
        check(
            "# Journal\n\n## 2026-11-20\n\nWords.\n",
            1,
            &[],
            "# Journal\n\n- 2026-11-22 **Assessment**: A 2 → 3\n\n## 2026-11-20\n\nWords.\n",
        );
    }

    #[test]
    fn an_entry_is_for_a_heading() {
        let roadmap = read("- a\n", DEFAULTS);
        let verb = Verb::AddEntry { text: "x".to_owned(), lines: Vec::new() };
        assert!(verb.edit_roadmap(&roadmap).is_err());
    }
}
