//! Finding what a change is about in a text that another program has written.
//!
//! The item with the same identifier; else the one with the same line, under the same headings and parents or else
//! anywhere; else the one with the same words under the same headings and parents. Of several equal ones it is the one in
//! the same order; where they have become more or fewer, none is taken. Cells of tables are [`cells`]' business.

pub(super) mod cells;

use super::{Action, Target};
use crate::edit::difference::moved;
use crate::edit::{Edit, Verb};
use crate::error::{Error, Kind};
use crate::model::{Place, Roadmap};
use crate::span::{Span, line_end, line_start};

pub(super) fn find_again(
    old: &Roadmap,
    action: &Action,
    new: &Roadmap,
    foreign: &Edit,
) -> Result<Action, Error> {
    let target = match action.target {
        Target::Item(place) => {
            let found = find_item(old, place, new, foreign)?;
            if what_goes(old, place, &action.verb) != what_goes(new, found, &action.verb) {
                return Err(refusal(&old.identity(place).path, "what is to be replaced has changed"));
            }
            Target::Item(found)
        }
        Target::Section(section) => {
            let found = find_section(old, section, new)?;
            let words = |roadmap: &Roadmap, section: u32| {
                let section = roadmap.section(section);
                section.prose.of(section.text.as_str()).to_owned()
            };
            let replaces = matches!(action.verb, Verb::RewordEntry(_) | Verb::DeleteEntry);
            if replaces && words(old, section) != words(new, found) {
                return Err(refusal(&old.headings(section), "what is to be replaced has changed"));
            }
            Target::Section(found)
        }
        Target::Cell(place) => Target::Cell(cells::find(old, place, &action.verb, new, foreign)?),
        Target::Roadmap if !matches!(action.verb, Verb::AimAt { .. }) => Target::Roadmap,
        Target::Roadmap => {
            let aim = |roadmap: &Roadmap| {
                (roadmap.front_matter.ladder.clone(), roadmap.front_matter.target.clone())
            };
            if matches!(action.verb, Verb::AimAt { .. }) && aim(old) != aim(new) {
                return Err(refusal(&["front matter".to_owned()], "the target or the ladder has changed"));
            }
            Target::Roadmap
        }
    };
    Ok(Action { target, verb: action.verb.clone() })
}

/// The words that a verb would take out of the file: where another program has changed them, nobody has seen them yet.
fn what_goes(roadmap: &Roadmap, place: Place, verb: &Verb) -> Option<String> {
    let (item, section) = (roadmap.item(place), roadmap.section(place.section));
    match verb {
        Verb::Delete | Verb::DeleteEntry => Some(item.span.of(section.text.as_str()).trim_end().to_owned()),
        Verb::SetNote(_) | Verb::RemoveNote => item.note(section),
        Verb::Reword(_) => Some(roadmap.words(place)),
        Verb::RewordEntry(_) => Some(item.text.of(section.text.as_str()).to_owned()),
        _ => None,
    }
}

fn find_item(old: &Roadmap, place: Place, new: &Roadmap, foreign: &Edit) -> Result<Place, Error> {
    if let Some(found) = with_same_id(old, place, new) {
        return Ok(found);
    }
    let path = old.identity(place).path;
    let on_path = |roadmap: &Roadmap, places: &[Place]| -> Vec<Place> {
        places.iter().copied().filter(|&other| roadmap.identity(other).path == path).collect()
    };
    let line = without_box(old, place, &line_of(old, place).1);
    let (before, after) = (with_line(old, &line), with_line(new, &line));
    let (before_on_path, after_on_path) = (on_path(old, &before), on_path(new, &after));
    let (found, equals) = if !after_on_path.is_empty() {
        let unmoved = unmoved(old, place, new, foreign);
        (same_of_equals(&before_on_path, place, &after_on_path, unmoved), after_on_path)
    } else if !after.is_empty() {
        // Where a heading or a parent has become another, the order of several says nothing.
        let is_only = before.len() == 1;
        let unmoved = unmoved(old, place, new, foreign);
        (same_of_equals(&before, place, &after, unmoved).filter(|_| is_only), after)
    } else {
        let (before, after): (Vec<Place>, Vec<Place>) =
            (old.with_path(&path).collect(), new.with_path(&path).collect());
        (same_of_equals(&before, place, &after, None), after)
    };
    found.ok_or_else(|| {
        let lines: Vec<String> = equals.iter().map(|&place| new.item_line(place).to_string()).collect();
        match &*lines {
            [] => refusal(&path, "no item of these words is left"),
            [only] => refusal(&path, &format!("only line {only} of several equal ones is left")),
            many => refusal(&path, &format!("lines {} could be meant", many.join(", "))),
        }
    })
}

/// The item that has the identifier which the old one has, if there is one such.
fn with_same_id(old: &Roadmap, place: Place, new: &Roadmap) -> Option<Place> {
    let id = old.explicit_id(place)?;
    let mut found =
        new.items().map(|(other, _)| other).filter(|&other| new.explicit_id(other).as_ref() == Some(&id));
    found.next().filter(|_| found.next().is_none())
}

/// The items whose line is this one, but for the character in their box.
fn with_line(roadmap: &Roadmap, line: &[u8]) -> Vec<Place> {
    let places = roadmap.items().map(|(place, _)| place);
    places.filter(|&place| without_box(roadmap, place, &line_of(roadmap, place).1) == line).collect()
}

/// The item on the old one's line, where what the other program changed left that line as it was.
fn unmoved(old: &Roadmap, place: Place, new: &Roadmap, foreign: &Edit) -> Option<Place> {
    let (start, line) = line_of(old, place);
    let same = moved(Span::new(start, start + line.len()), foreign)?;
    let at = old.section(place.section).offset + old.item(place).marker.start as usize;
    new.item_at(same.start as usize + at - start)
}

/// Which of the equal items `after` is the one that was `place` among those `before`.
///
/// As many as there were are the same ones in the same order. Where the only one was copied, the copy at the old place is
/// as good as it. Where some of several have come or gone, nobody can tell.
fn same_of_equals(before: &[Place], place: Place, after: &[Place], unmoved: Option<Place>) -> Option<Place> {
    let unmoved = unmoved.filter(|place| after.contains(place));
    if before.len() == after.len() {
        let nth = before.iter().position(|&other| other == place)?;
        return after.get(nth).copied().filter(|&found| unmoved.is_none_or(|unmoved| unmoved == found));
    }
    unmoved.filter(|_| before.len() == 1)
}

fn refusal(path: &[String], why: &str) -> Error {
    let words = path.last().map_or("", String::as_str);
    Error::new(
        "change",
        format!("the file was changed by another program, and of \u{201c}{words}\u{201d} {why}"),
    )
    .of_kind(Kind::Moved)
    .hint("nothing was written; look at the file as it is now and try again")
}

/// The line on which an item begins, and where that is in the file.
fn line_of(roadmap: &Roadmap, place: Place) -> (usize, Vec<u8>) {
    let section = roadmap.section(place.section);
    let bytes = section.text.as_bytes();
    let marker = roadmap.item(place).marker.start as usize;
    let (start, end) = (line_start(bytes, marker), line_end(bytes, marker));
    (section.offset + start, bytes[start..end].to_vec())
}

/// A line without the character in its box, which the other program may have changed just as we are about to.
fn without_box(roadmap: &Roadmap, place: Place, line: &[u8]) -> Vec<u8> {
    let item = roadmap.item(place);
    let bytes = roadmap.section(place.section).text.as_bytes();
    let Some(mark) = item.mark else { return line.to_vec() };
    let start = line_start(bytes, item.marker.start as usize);
    let char = mark.char_span().range();
    let within = char.start.saturating_sub(start)..char.end.saturating_sub(start);
    match (line.get(..within.start), line.get(within.end..)) {
        (Some(before), Some(after)) => [before, after].concat(),
        _ => line.to_vec(),
    }
}

fn find_section(old: &Roadmap, section: u32, new: &Roadmap) -> Result<u32, Error> {
    let headings = old.headings(section);
    let same: Vec<u32> =
        (0..new.sections().len() as u32).filter(|&other| new.headings(other) == headings).collect();
    match &*same {
        [only] => Ok(*only),
        [] => Err(refusal(&headings, "it is not in the file any more")),
        _ => Err(refusal(&headings, "there are several")),
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Action, Change, Document, Target};
    use crate::edit::{Circumstances, Verb};
    use crate::error::{Error, Kind};
    use crate::model::State;
    use crate::settings::Defaults;

    /// What ticking the item on a line makes of a text that another program changed.
    fn ticked(held: &str, line: usize, foreign: &str) -> Result<String, Error> {
        let document = Document::new(held.into(), Defaults::default());
        let (place, _) =
            document.roadmap.items().find(|&(place, _)| document.roadmap.item_line(place) == line).unwrap();
        let action = Action { target: Target::Item(place), verb: Verb::SetState(State::Done) };
        let circumstances = Circumstances { today: jiff::civil::date(2026, 11, 22) };
        let prepared = document.prepare_on(foreign.as_bytes(), &Change::Act(vec![action]), circumstances)?;
        Ok(String::from_utf8(prepared.bytes(foreign.as_bytes())?).unwrap())
    }

    #[test]
    fn of_equal_items_none_is_ticked_once_one_of_them_is_gone() {
        let two = "# A\n\n- [ ] read\n- [ ] read\n";
        let error = ticked(two, 4, "# A\n\n- [ ] read\n").unwrap_err();
        assert_eq!(error.kind, Kind::Moved);
        assert!(error.to_string().contains("only line 3 of several equal ones is left"), "{error}");
        let made = ticked(two, 4, "# A\n\nnew\n\n- [ ] read\n- [ ] read\n").unwrap();
        assert_eq!(made, "# A\n\nnew\n\n- [ ] read\n- [x] read\n", "as many as there were");
    }

    #[test]
    fn an_item_is_found_under_other_headings_where_it_is_the_only_one() {
        let made = ticked("# A\n\n- [ ] read\n\n# B\n", 3, "# B\n\n- [ ] read\n").unwrap();
        assert_eq!(made, "# B\n\n- [x] read\n");
        let held = "# A\n\n- [ ] read\n\n# B\n\n- [ ] read\n";
        let moved = "# C\n\n- [ ] read\n\n# A\n\n- [ ] read\n";
        assert_eq!(
            ticked(held, 7, moved).unwrap_err().kind,
            Kind::Moved,
            "B or C is not told by their order"
        );
    }

    #[test]
    fn an_identifier_says_alone_which_item_it_is() {
        let made = ticked("- [ ] read ^r1\n- [ ] read\n", 1, "- [ ] read\n- [ ] read more ^r1\n").unwrap();
        assert_eq!(made, "- [ ] read\n- [x] read more ^r1\n");
    }

    fn aimed(held: &str, foreign: &str) -> Result<String, Error> {
        let document = Document::new(held.into(), Defaults::default());
        let verb = Verb::AimAt { ladder: None, role: Some("Senior".into()) };
        let change = Change::Act(vec![Action { target: Target::Roadmap, verb }]);
        let circumstances = Circumstances { today: jiff::civil::date(2026, 11, 22) };
        let prepared = document.prepare_on(foreign.as_bytes(), &change, circumstances)?;
        Ok(String::from_utf8(prepared.bytes(foreign.as_bytes())?).unwrap())
    }

    #[test]
    fn a_target_is_set_in_a_text_that_another_program_changed() {
        let made = aimed("# A\n", "---\ntitle: x\n---\n# B\n").unwrap();
        assert_eq!(made, "---\ntitle: x\nmilepost:\n  target: Senior\n---\n# B\n");
    }

    #[test]
    fn a_target_that_another_program_set_is_not_replaced_unseen() {
        let error = aimed("# A\n", "---\nmilepost: { target: Lead }\n---\n# A\n").unwrap_err();
        assert_eq!(error.kind, Kind::Moved);
    }
}
