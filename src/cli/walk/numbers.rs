//! What the numbers of a list stand for, and where that is after a change: a number never comes to mean another thing.

use crate::edit::Edit;
use crate::edit::difference::made;
use crate::model::identity::Identity;
use crate::model::journal::EntryPlace;
use crate::model::{CellPlace, Place, Roadmap};

/// What a number can stand for, in the roadmap as it is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    /// A heading with all below it.
    Section(u32),
    Item(Place),
    /// The row of a matrix.
    Skill(CellPlace),
    Entry(EntryPlace),
}

/// A thing that is found again after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marked {
    pub thing: Thing,
    /// The byte of the file at which it begins.
    at: usize,
    name: Name,
}

/// What a number stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Numbered {
    There(Marked),
    /// What it was, and is again if that comes back.
    Gone(Marked),
}

/// What a thing is, wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Name {
    Item(Identity),
    Heading(Vec<String>),
    Skill(String),
}

/// By what a thing is found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// What stands there now is the same thing, whatever it is called.
    Place,
    /// What stands there now and is called so, or else what is called so.
    Name,
}

impl By {
    /// How things are followed over the user's own changes.
    pub(super) fn of(edits: &[Edit]) -> Self {
        if edits.iter().any(|edit| edit.effect.is_move) { Self::Name } else { Self::Place }
    }
}

impl Numbered {
    pub(super) fn new(roadmap: &Roadmap, thing: Thing) -> Self {
        Self::There(Marked::new(roadmap, thing))
    }

    /// What it stands for, unless that is gone.
    pub(super) fn thing(&self) -> Option<Thing> {
        match self {
            Self::There(marked) => Some(marked.thing),
            Self::Gone(_) => None,
        }
    }

    /// The same after these edits.
    pub(super) fn followed(self, edits: &[Edit], roadmap: &Roadmap, by: By) -> Self {
        match self {
            Self::There(marked) => {
                marked.followed(edits, roadmap, by).map_or(Self::Gone(marked), Self::There)
            }
            Self::Gone(marked) => marked.returned(edits, roadmap).map_or(Self::Gone(marked), Self::There),
        }
    }
}

impl Marked {
    pub(super) fn new(roadmap: &Roadmap, thing: Thing) -> Self {
        Self { thing, at: thing.at(roadmap), name: thing.name(roadmap) }
    }

    /// The same thing after these edits, each on the text that the one before made; none if it is gone.
    pub(super) fn followed(&self, edits: &[Edit], roadmap: &Roadmap, by: By) -> Option<Self> {
        let at = edits.iter().try_fold(self.at, moved);
        let there = at.and_then(|at| self.thing.found_at(roadmap, at));
        let named = || self.named(roadmap);
        let thing = match by {
            By::Place => there,
            By::Name => there.filter(|thing| thing.name(roadmap).is_like(&self.name)).or_else(named),
        };
        thing.map(|thing| Self::new(roadmap, thing))
    }

    /// The same thing, if it was gone and these edits have put it back.
    fn returned(&self, edits: &[Edit], roadmap: &Roadmap) -> Option<Self> {
        let thing = self.named(roadmap)?;
        let at = thing.at(roadmap);
        let is_put_in = made(edits).iter().any(|splice| splice.span.range().contains(&at));
        is_put_in.then(|| Self::new(roadmap, thing))
    }

    /// What is called just so.
    fn named(&self, roadmap: &Roadmap) -> Option<Thing> {
        let thing = self.name.find(roadmap, self.thing)?;
        (thing.name(roadmap) == self.name).then_some(thing)
    }
}

/// Where a byte lies after an edit; none if it was replaced.
fn moved(at: usize, edit: &Edit) -> Option<usize> {
    let mut grown = 0_isize;
    for splice in edit.splices() {
        let (start, end) = (splice.span.start as usize, splice.span.end as usize);
        if end <= at {
            grown += splice.new.len() as isize - splice.old.len() as isize;
        } else if start <= at {
            return None;
        }
    }
    at.checked_add_signed(grown)
}

impl Thing {
    /// The byte of the file at which it begins.
    pub(super) fn at(self, roadmap: &Roadmap) -> usize {
        match self {
            Self::Section(section) | Self::Entry(EntryPlace::Section(section)) => {
                roadmap.section(section).offset
            }
            Self::Item(place) | Self::Entry(EntryPlace::Item(place)) => {
                roadmap.section(place.section).offset + roadmap.item(place).marker.start as usize
            }
            Self::Skill(place) => roadmap.row_span(place).map_or(0, |span| span.start as usize),
        }
    }

    /// What begins at a byte of the file and is of the same kind.
    fn found_at(self, roadmap: &Roadmap, at: usize) -> Option<Self> {
        let section = roadmap.section_at(at) as u32;
        let begins = || (roadmap.section(section).offset == at).then_some(section);
        Some(match self {
            // Nothing before the first heading begins where it does.
            Self::Section(0) => self,
            Self::Section(_) => Self::Section(begins()?),
            Self::Entry(EntryPlace::Section(_)) => {
                Self::Entry(roadmap.entry(EntryPlace::Section(begins()?))?.place)
            }
            Self::Item(_) => Self::Item(roadmap.item_at(at)?),
            Self::Entry(EntryPlace::Item(_)) => {
                Self::Entry(roadmap.entry(EntryPlace::Item(roadmap.item_at(at)?))?.place)
            }
            Self::Skill(place) => Self::Skill(skills(roadmap).find(|row| {
                row.column == place.column
                    && roadmap.row_span(*row).is_some_and(|span| span.start as usize == at)
            })?),
        })
    }

    fn name(self, roadmap: &Roadmap) -> Name {
        match self {
            Self::Section(section) | Self::Entry(EntryPlace::Section(section)) => {
                Name::Heading(roadmap.headings(section))
            }
            Self::Item(place) | Self::Entry(EntryPlace::Item(place)) => Name::Item(roadmap.identity(place)),
            Self::Skill(place) => Name::Skill(roadmap.cell(place).unwrap_or_default().into_owned()),
        }
    }
}

impl Name {
    /// Whether both are called the same, whichever of equals they are.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Item(one), Self::Item(other)) => (&one.id, &one.path) == (&other.id, &other.path),
            _ => self == other,
        }
    }

    fn find(&self, roadmap: &Roadmap, kind: Thing) -> Option<Thing> {
        Some(match (self, kind) {
            (Self::Item(identity), Thing::Item(_)) => Thing::Item(roadmap.find(identity)?),
            (Self::Item(identity), _) => {
                Thing::Entry(roadmap.entry(EntryPlace::Item(roadmap.find(identity)?))?.place)
            }
            (Self::Heading(headings), Thing::Section(_)) => Thing::Section(section(roadmap, headings)?),
            (Self::Heading(headings), _) => {
                Thing::Entry(roadmap.entry(EntryPlace::Section(section(roadmap, headings)?))?.place)
            }
            (Self::Skill(name), _) => {
                let is_called = |row: &CellPlace| roadmap.cell(*row).is_some_and(|cell| cell == **name);
                Thing::Skill(skills(roadmap).find(is_called)?)
            }
        })
    }
}

fn section(roadmap: &Roadmap, headings: &[String]) -> Option<u32> {
    (0..roadmap.sections().len() as u32).find(|&section| roadmap.headings(section) == headings)
}

/// The cells with the names of all skills, in the order of the file.
pub(super) fn skills(roadmap: &Roadmap) -> impl Iterator<Item = CellPlace> {
    roadmap.matrices().flat_map(|matrix| matrix.rows().map(move |row| matrix.place(row, 0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Action, Change, Document, Target};
    use crate::edit::{Circumstances, Verb};
    use crate::model::State;
    use crate::settings::Defaults;

    const TEXT: &str = "# A\n\n- [ ] one\n- [ ] two\n- [ ] two\n\n# B\n\n- [ ] three\n";

    fn document() -> Document {
        Document::new(TEXT.into(), Defaults::default())
    }

    fn item(document: &Document, nth: usize) -> Place {
        document.roadmap.items().nth(nth).unwrap().0
    }

    /// Which items the numbers 1 to 4 stand for after a verb on the nth item.
    fn after(verb: Verb, nth: usize) -> Vec<Option<String>> {
        let mut document = document();
        let marks: Vec<Marked> = document
            .roadmap
            .items()
            .map(|(place, _)| Marked::new(&document.roadmap, Thing::Item(place)))
            .collect();
        let change = Change::Act(vec![Action { target: Target::Item(item(&document, nth)), verb }]);
        let today = Circumstances { today: jiff::civil::Date::constant(2026, 11, 22) };
        let prepared = document.prepare(&change, today).unwrap();
        let edits = prepared.step.edits.clone();
        document.commit(prepared);
        let words = |marked: &Marked| match marked.followed(&edits, &document.roadmap, By::of(&edits))?.thing
        {
            Thing::Item(place) => Some(document.roadmap.words(place)),
            _ => None,
        };
        marks.iter().map(words).collect()
    }

    #[test]
    fn a_number_goes_with_its_item() {
        let some = |words: [&str; 4]| words.map(|word| Some(word.to_owned())).to_vec();
        assert_eq!(after(Verb::SetState(State::Done), 0), some(["one", "two", "two", "three"]));
        assert_eq!(after(Verb::Reword("uno".into()), 0), some(["uno", "two", "two", "three"]));
        assert_eq!(after(Verb::AddBelow("new".into()), 0), some(["one", "two", "two", "three"]));
        assert_eq!(after(Verb::MoveDown, 0), some(["one", "two", "two", "three"]));
        let mut deleted = some(["one", "two", "two", "three"]);
        deleted[1] = None;
        assert_eq!(after(Verb::Delete, 1), deleted, "its equal is not taken for it");
    }

    #[test]
    fn after_another_program_a_number_stands_for_what_is_called_so_or_for_nothing() {
        let found = |text: &str, nth: usize| {
            let mut document = document();
            let marked = Marked::new(&document.roadmap, Thing::Item(item(&document, nth)));
            let foreign = document.reload(text.into());
            let followed = marked.followed(&[foreign], &document.roadmap, By::Name)?;
            let Thing::Item(place) = followed.thing else { return None };
            Some(document.roadmap.item_line(place))
        };
        assert_eq!(found(&TEXT.replace("# A\n", "# A\n\n- [x] zero\n"), 0), Some(5));
        assert_eq!(found(&TEXT.replace("one", "uno"), 0), None, "it is another item");
        assert_eq!(found("# B\n\n- [x] three\n\n# A\n\n- [ ] one\n", 0), Some(7));
    }
}
