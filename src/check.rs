//! What is odd in a roadmap: shown as it is by everything else, told here with its place and what to do.
//!
//! A pure question about a [`Roadmap`]; nothing is ever mended by it.

mod bytes;
mod dependencies;
mod levels;
mod links;
mod near_boxes;
mod tables;

use std::collections::HashMap;

use crate::markdown::BlockKind;
use crate::model::fields::{FieldKind, Fields};
use crate::model::{Item, Place, Problem, Roadmap, Section, State};
use crate::span::{Span, line_end};

pub use links::{FileLink, file_links};
pub use near_boxes::{NearBox, near_boxes};

/// All problems of a roadmap, in the order of the file.
pub fn check(roadmap: &Roadmap) -> Vec<Problem> {
    let mut problems = roadmap.front_matter.problems.clone();
    for (index, section) in (0..).zip(roadmap.sections()) {
        if section.is_unreadable() {
            problems.push(unreadable(section));
        }
        bytes::check(section, &mut problems);
        near_boxes::check(roadmap, index, &mut problems);
        tables::check(section, &mut problems);
        for (item, value) in (0..).zip(&section.items) {
            problems.extend(disagreement(roadmap, Place { section: index, item }, value));
        }
    }
    levels::check(roadmap, &mut problems);
    links::check(roadmap, &mut problems);
    same_identity(roadmap, &mut problems);
    dependencies::check(roadmap, &mut problems);
    problems.extend(left_open(roadmap));
    problems.sort_by_key(|problem| problem.span);
    problems
}

/// A span of a section as one of the file.
fn in_file(section: &Section, span: Span) -> Span {
    span.shifted(section.offset)
}

fn problem(span: Span, what: impl Into<String>, hint: impl Into<String>) -> Problem {
    Problem { span, what: what.into(), hint: Some(hint.into()) }
}

fn unreadable(section: &Section) -> Problem {
    let start = section.offset;
    problem(
        Span::new(start, start + line_end(section.text.as_bytes(), 0)),
        "the parser could make nothing of the text from here to the next heading",
        "nothing in it can be ticked here; please report the text that does this",
    )
}

/// A box that says something else than those below it.
fn disagreement(roadmap: &Roadmap, place: Place, item: &Item) -> Option<Problem> {
    let mark = item.mark.filter(|_| item.of_below > 0)?;
    let (met, of) = (item.met_below, item.of_below);
    let (what, hint) = match item.state {
        State::Done if met < of => (
            format!("this is done, but {} of {of} below it {} not", of - met, are(of - met)),
            "take its tick away, or tick what is below it",
        ),
        State::Todo | State::Doing | State::Deferred if met == of => {
            (format!("this is {}, but all {of} below it are done", item.state.name()), "tick it")
        }
        State::Skipped if met < of => (
            format!("this is skipped, but {} of {of} below it {} still counted", of - met, are(of - met)),
            "skip what is below it too",
        ),
        _ => return None,
    };
    Some(problem(in_file(roadmap.section(place.section), mark.span()), what, hint))
}

fn are(n: u32) -> &'static str {
    if n == 1 { "is" } else { "are" }
}

/// Items that bear the same id, and tracked ones that cannot be told from one another once the text moves.
fn same_identity(roadmap: &Roadmap, problems: &mut Vec<Problem>) {
    let mut ids: HashMap<String, Place> = HashMap::new();
    let mut paths: HashMap<u32, Place> = HashMap::new();
    for ((place, item), path) in roadmap.items().zip(roadmap.path_numbers()) {
        let section = roadmap.section(place.section);
        let id = explicit_id(item.text(section));
        if item.mark.is_none() && id.is_none() {
            continue;
        }
        let (same, what, hint) = match id {
            Some(id) => {
                let Some(&first) = ids.get(&id) else {
                    ids.insert(id, place);
                    continue;
                };
                (first, format!("has the same id, `{id}`"), "give one of them another id")
            }
            None => {
                let Some(&first) = paths.get(&path) else {
                    paths.insert(path, place);
                    continue;
                };
                let hint = "word them differently, or tell them apart by an id such as `^first`";
                (first, "has the same words under the same heading".to_owned(), hint)
            }
        };
        let what = format!("the item at line {} {what}", roadmap.item_line(same));
        let span = item.mark.map_or(item.marker, |mark| mark.span());
        problems.push(problem(in_file(section, span), what, hint));
    }
}

/// `^block-id`, else `🆔` or `[id:: …]`.
fn explicit_id(text: &str) -> Option<String> {
    if !text.contains(['^', '🆔']) && !text.contains("id::") {
        return None;
    }
    let fields = Fields::read(text);
    fields.value(&FieldKind::BlockId).or_else(|| fields.value(&FieldKind::Id)).map(str::to_owned)
}

/// A fence or an HTML block takes all that follows into itself where nothing closes it.
fn left_open(roadmap: &Roadmap) -> Option<Problem> {
    let last = roadmap.sections().len().checked_sub(1)?;
    let section = &roadmap.sections()[last];
    let (kind, span) = roadmap.blocks(last as u32).left_open?;
    let start = span.start as usize;
    let span = Span::new(start, line_end(section.text.as_bytes(), start));
    Some(match kind {
        BlockKind::Code => problem(
            in_file(section, span),
            "nothing closes this fence, so all that follows is code",
            "end it with a line of the same fence",
        ),
        _ => problem(
            in_file(section, span),
            "nothing closes this HTML or comment, so all that follows is part of it",
            "close it, as with `-->`",
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    pub(super) fn told(text: &[u8]) -> Vec<String> {
        let roadmap = Roadmap::read(text.to_vec(), Defaults::default());
        let line = |problem: &Problem| {
            let at = roadmap.position(problem.span.start as usize);
            format!("{}:{}: {}", at.line, at.column, problem.what)
        };
        check(&roadmap).iter().map(line).collect()
    }

    /// Behind its indent, on a terminal of 80 columns.
    #[test]
    fn a_hint_is_one_line() {
        let text = "# A\n\n- [ ] a 🆔 a ⛔ b\n- [ ] b 🆔 b ⛔ a\n- [ ] c ⛔ x\n- [x]d\n-[ ] e\n- [ ]\tf\n- [] g\n- [x] p\n  - [ ] q\n\
                    - [-] p\n  - [ ] q\n- [ ] p\n  - [x] q\n- [ ] s\n- [ ] s\n- [ ] t ^t\n- [ ] u ^t\n- [h](#no)\n\n\
                    |a|b|\n|-|-|\n|1|2|3|\n\n<!--\n";
        let roadmap = Roadmap::read([text.as_bytes(), b"\xff\n"].concat(), Defaults::default());
        let problems = check(&roadmap);
        assert!(problems.len() >= 13, "{problems:?}");
        for hint in problems.iter().filter_map(|problem| problem.hint.as_deref()) {
            assert!(hint.chars().count() <= 76, "{hint}");
        }
    }

    #[test]
    fn a_clean_roadmap_has_no_problems() {
        let text = "---\ntitle: x\n---\n# A\n\n- [ ] p\n  - [x] a\n  - [ ] b\n- [x] q\n  - [x] c\n\n|a|b|\n|-|-|\n|1|2|\n";
        assert_eq!(told(text.as_bytes()), Vec::<String>::new());
    }

    #[test]
    fn a_parent_that_disagrees_with_its_parts_is_told() {
        assert_eq!(
            told(b"- [x] p\n  - [x] a\n  - [ ] b\n- [/] q\n  - [x] c\n- [-] r\n  - [ ] d\n"),
            [
                "1:3: this is done, but 1 of 2 below it is not",
                "4:3: this is doing, but all 1 below it are done",
                "6:3: this is skipped, but 1 of 1 below it is still counted"
            ]
        );
    }

    #[test]
    fn items_that_cannot_be_told_apart_are_told() {
        assert_eq!(
            told(
                "# A\n- [ ] a\n- [ ] b ^x\n- [x] a\n- [ ] c ^x\n# B\n- [ ] a\n- d\n- d 🆔 y\n- e [id:: y]\n"
                    .as_bytes()
            ),
            [
                "4:3: the item at line 2 has the same words under the same heading",
                "5:3: the item at line 3 has the same id, `x`",
                "10:1: the item at line 9 has the same id, `y`"
            ]
        );
    }

    #[test]
    fn items_of_different_parents_are_told_apart_however_deep() {
        let levels = (0..140).map(|depth| format!("{}- [ ] a\n", "  ".repeat(depth)));
        assert_eq!(told(levels.collect::<String>().as_bytes()), Vec::<String>::new());
    }

    #[test]
    fn wrong_settings_and_open_fences_are_told() {
        assert_eq!(
            told(b"---\nmilepost: { count: some }\n---\n# A\n\n```\n- [ ] a\n"),
            [
                "2:13: `count` is none of its values",
                "6:1: nothing closes this fence, so all that follows is code"
            ]
        );
        assert_eq!(told(b"- a\n\n<!-- b\n").len(), 1);
    }
}
