//! Writing an entry: its kind by one key, then its words, with tags in use completed.

use super::{App, about::About};
use crate::app::field::{Field, FieldEdit};
use crate::app::prompt::Overlay;
use crate::app::{Effect, Status};
use crate::command::Command;
use crate::document::Target;
use crate::edit::{Below, Draft, Rewording, Verb, entry_to_edit};
use crate::model::Roadmap;
use crate::model::fields::Fields;
use crate::model::journal::{EntryKind, EntryPlace, is_in_tag, without_date};

/// Which kind a new entry is of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KindMenu {
    /// An index of [`EntryKind::ALL`].
    pub selected: usize,
    pub about: Option<About>,
}

/// The words of an entry as they are typed.
#[derive(Debug, Clone)]
pub struct EntryField {
    pub purpose: EntryPurpose,
    pub field: Field,
    /// What it began with.
    begun: String,
    /// The tags in use, the commonest first.
    tags: Vec<String>,
    /// What was typed of the tag that is completed, and which of those that begin so stands there.
    completed: Option<(String, usize)>,
    /// Another program has taken the entry out of the file.
    pub is_lost: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryPurpose {
    /// A new one of today or the day typed before its words, and what it is about in words.
    Add(EntryKind, Option<String>),
    Reword(EntryPlace),
}

/// The kind that a command names.
pub fn kind_of(command: Command) -> Option<EntryKind> {
    Some(match command {
        Command::KindProject => EntryKind::Project,
        Command::KindMistake => EntryKind::Mistake,
        Command::KindLesson => EntryKind::Lesson,
        Command::KindAssessment => EntryKind::Assessment,
        Command::KindNote => EntryKind::Note,
        _ => return None,
    })
}

impl EntryField {
    fn new(roadmap: &Roadmap, purpose: EntryPurpose, text: &str) -> Self {
        Self {
            purpose,
            field: Field::new(text, false),
            begun: text.to_owned(),
            tags: tags_in_use(roadmap),
            completed: None,
            is_lost: false,
        }
    }

    /// A key was pressed that is not the one that completes.
    pub(in crate::app) fn typed(&mut self) {
        self.completed = None;
    }

    /// What of a tag stands before the cursor.
    fn begun_tag(&self) -> Option<&str> {
        let before = self.field.before_cursor();
        let (_, tag) = before.rsplit_once('#')?;
        tag.chars().all(is_in_tag).then_some(tag)
    }

    /// The tags that begin as the one before the cursor does.
    pub fn offered(&self) -> Vec<&str> {
        let begun = self.completed.as_ref().map(|(begun, _)| begun.as_str()).or_else(|| self.begun_tag());
        let Some(begun) = begun.map(str::to_lowercase) else { return Vec::new() };
        let begins = |tag: &&String| tag.to_lowercase().starts_with(&begun);
        self.tags.iter().filter(begins).map(String::as_str).collect()
    }

    /// Puts the next tag in that begins as the one before the cursor.
    fn complete(&mut self) {
        let offered: Vec<String> = self.offered().into_iter().map(str::to_owned).collect();
        let Some(shown) = self.begun_tag().map(str::to_owned).filter(|_| !offered.is_empty()) else { return };
        let (begun, index) = match self.completed.take() {
            Some((begun, index)) => (begun, (index + 1) % offered.len()),
            None => (shown.clone(), 0),
        };
        shown.chars().for_each(|_| self.field.edit(FieldEdit::DeleteBack));
        self.field.paste(&offered[index]);
        self.completed = Some((begun, index));
    }
}

/// The tags of a roadmap's entries and items, the commonest first.
fn tags_in_use(roadmap: &Roadmap) -> Vec<String> {
    let mut counts: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    let mut count = |tag: &str| *counts.entry(tag.to_owned()).or_default() += 1;
    for entry in roadmap.entries() {
        entry.tags(roadmap).into_iter().for_each(&mut count);
    }
    for (place, item) in roadmap.items() {
        let text = item.text(roadmap.section(place.section));
        if text.contains('#') {
            Fields::read(text).tags().for_each(&mut count);
        }
    }
    let mut tags: Vec<(String, usize)> = counts.into_iter().collect();
    tags.sort_by(|(one, n), (other, m)| m.cmp(n).then_with(|| one.cmp(other)));
    tags.into_iter().map(|(tag, _)| tag).collect()
}

impl App {
    /// The field in which an entry is typed, if it is open.
    pub fn entry_field(&self) -> Option<&EntryField> {
        match &self.overlay {
            Some(Overlay::Entry(entry)) => Some(entry),
            _ => None,
        }
    }

    /// Asks for the kind of a new entry, about what is selected.
    pub(in crate::app) fn add_entry(&mut self) {
        let about = self.selected_about();
        let selected = EntryKind::ALL.iter().position(|kind| *kind == EntryKind::Lesson).unwrap_or_default();
        self.overlay = Some(Overlay::Kind(KindMenu { selected, about }));
    }

    /// Opens the field for a new entry of that kind.
    pub(in crate::app) fn write_entry(&mut self, kind: EntryKind, about: Option<About>) {
        let (name, text) = match about {
            None => (None, String::new()),
            Some(About { name, link }) if link.starts_with('#') => (Some(name), format!(" {link}")),
            Some(About { name, link }) => (Some(name), format!("{link}: ")),
        };
        let mut entry = EntryField::new(self.roadmap(), EntryPurpose::Add(kind, name), &text);
        if text.starts_with(' ') {
            entry.field.edit(FieldEdit::Start);
        }
        self.overlay = Some(Overlay::Entry(entry));
    }

    /// Opens the field for the words of the chosen entry, if a field can hold them.
    pub(super) fn reword_entry(&mut self) {
        let Some(place) = self.selected_entry() else { return };
        let words = match entry_to_edit(self.roadmap(), place) {
            Ok(words) => words,
            Err(error) => {
                self.status = Status::warning(format!("{}: E opens the file there", error.reason));
                return;
            }
        };
        let entry = EntryField::new(self.roadmap(), EntryPurpose::Reword(place), &words);
        self.overlay = Some(Overlay::Entry(entry));
    }

    pub(in crate::app) fn complete_tag(&mut self) {
        if let Some(Overlay::Entry(entry)) = &mut self.overlay {
            entry.complete();
        }
    }

    /// Enter in the field. It stays open until its text is on disk, so that nothing typed is lost.
    pub(in crate::app) fn submit_entry(&mut self) -> Vec<Effect> {
        let Some(entry) = self.entry_field() else { return Vec::new() };
        if entry.is_lost {
            let told = "the entry is not in the file any more; the text is kept here until esc";
            self.status = Status::error(told);
            return Vec::new();
        }
        let text = entry.field.text().trim().to_owned();
        let begun = entry.begun.clone();
        let is_untouched = text == begun.trim();
        let purpose = entry.purpose.clone();
        self.supersede_field();
        let (target, verb) = match purpose {
            EntryPurpose::Add(..) | EntryPurpose::Reword(_) if is_untouched => {
                self.overlay = None;
                return Vec::new();
            }
            EntryPurpose::Reword(_) if text.is_empty() => {
                self.status = Status::warning("an entry needs words; esc leaves it as it was");
                return Vec::new();
            }
            EntryPurpose::Add(..) if text.is_empty() => {
                self.overlay = None;
                return Vec::new();
            }
            EntryPurpose::Add(kind, _) => {
                let (date, words) = without_date(&text);
                let date = date.unwrap_or(self.today);
                let draft = Draft { date, kind, words: words.to_owned(), below: Below::default() };
                (Target::Roadmap, Verb::AddEntry(draft))
            }
            EntryPurpose::Reword(place) => {
                (target(place), Verb::RewordEntry(Rewording::typed(&text, &begun)))
            }
        };
        let prepared = self.write(target, verb);
        if prepared.is_empty() && self.status.text == "nothing to change" {
            self.overlay = None;
            self.status = Status::default();
        }
        prepared
    }

    pub(super) fn delete_entry(&mut self) -> Vec<Effect> {
        match self.selected_entry() {
            Some(EntryPlace::Item(place)) if self.what_goes_with(place).is_some() => {
                self.ask_to_delete(place);
                Vec::new()
            }
            Some(place) => self.write(target(place), Verb::DeleteEntry),
            None => Vec::new(),
        }
    }

    /// The chosen entry; where there is none, the status says so.
    pub(super) fn selected_entry(&mut self) -> Option<EntryPlace> {
        let place = self.journal.entry().map(|entry| entry.place);
        if place.is_none() {
            self.status = Status::warning("there is no entry yet");
        }
        place
    }
}

fn target(place: EntryPlace) -> Target {
    match place {
        EntryPlace::Item(place) => Target::Item(place),
        EntryPlace::Section(section) => Target::Section(section),
    }
}
