//! Finding what a change is about in a text that another program has written.
//!
//! The same line, moved by what was inserted or removed before it; else the only identical line under the same
//! headings; else the only item with the same words under the same headings and parents. Where two could be meant,
//! neither is taken. Cells of tables are [`cells`]' business.

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
    let line = line_of(old, place);
    let at = old.section(place.section).offset + old.item(place).marker.start as usize;
    if let Some(same) = moved(Span::new(line.0, line.0 + line.1.len()), foreign) {
        let at = same.start as usize + at - line.0;
        if let Some(found) = new.item_at(at) {
            return Ok(found);
        }
    }
    let path = old.identity(place).path;
    let headings = old.headings(place.section);
    let line = without_box(old, place, &line.1);
    let identical: Vec<Place> = new
        .items()
        .map(|(place, _)| place)
        .filter(|&other| without_box(new, other, &line_of(new, other).1) == line)
        .filter(|&other| new.headings(other.section) == headings)
        .collect();
    let candidates = match &*identical {
        [] => new.with_path(&path).collect(),
        _ => identical,
    };
    match &*candidates {
        [only] => Ok(*only),
        [] => Err(refusal(&path, "no item of these words is left")),
        many => {
            let lines: Vec<String> = many.iter().map(|&place| new.item_line(place).to_string()).collect();
            Err(refusal(&path, &format!("lines {} could be meant", lines.join(", "))))
        }
    }
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
    use crate::settings::Defaults;

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
