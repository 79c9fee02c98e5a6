//! What is known, in lines: things with their states in words, and what the reading commands tell.

use std::io::{BufRead, Write};

use super::Walk;
use super::numbers::{Thing, skills};
use super::quoting::unquoted;
use crate::cli::arguments::{Aim, Form, History, One, Source};
use crate::cli::items::{Items, plain_heading, plain_words, spoken_state};
use crate::cli::output::{Failure, counted};
use crate::cli::{check, gap, history, links, matrix, show};
use crate::display::displayable;
use crate::markdown::inline;
use crate::model::fields::Fields;
use crate::model::matrix::ColumnKind;
use crate::model::{CellPlace, Counts, Item, Place, Roadmap, State};

impl<A: BufRead, S: Write> Walk<'_, A, S> {
    /// A thing in one line.
    pub(super) fn told(&self, thing: Thing) -> String {
        let roadmap = self.roadmap();
        match thing {
            Thing::Section(section) => {
                let heading = plain_heading(roadmap, roadmap.section(section).heading_text());
                format!("{heading}, {}", in_words(counts(roadmap, section)))
            }
            Thing::Item(place) => item(roadmap, place),
            Thing::Skill(place) => skill(roadmap, place),
            Thing::Entry(place) => roadmap.entry(place).map_or_else(String::new, |entry| {
                let date = entry.date.map_or_else(String::new, |date| format!("{date}, "));
                let words = inline::plain(entry.words(roadmap), roadmap.definitions());
                format!("{date}{}: {words}", entry.kind.name().to_lowercase())
            }),
        }
    }

    /// Where the user is, in a line.
    pub(super) fn head(&self) -> String {
        let told = match self.here() {
            None => {
                let title = plain_heading(self.roadmap(), Some(&self.opened.title()));
                format!("{title}, {}", in_words(self.roadmap().counts()))
            }
            Some(here) => self.told(here),
        };
        if self.filter.is_empty() {
            return format!("{told}.");
        }
        format!("{told}. Only {}.", displayable(&self.filter.to_string()))
    }

    pub(super) fn show(&mut self, named: &str) -> Result<(), Failure> {
        let thing = self.thing(named)?;
        let roadmap = self.roadmap();
        let mut text = String::new();
        match thing {
            Thing::Item(place) => {
                let items = Items::new(&self.opened);
                let fields = Fields::read(roadmap.item(place).text(roadmap.section(place.section)));
                for (key, value) in show::about(&self.opened, &items, items.get(place), &fields) {
                    let value = if key == "state" { state(roadmap.item(place)) } else { value };
                    text.push_str(&format!("{key}: {value}\n"));
                }
                let n_parts = roadmap.section(place.section).children(place.item).count();
                if n_parts > 0 {
                    let them = if n_parts == 1 { "it" } else { "them" };
                    text.push_str(&format!(
                        "{} in it; `go {named}` lists {them}.\n",
                        counted(n_parts, "item")
                    ));
                }
            }
            Thing::Section(index) => {
                let section = roadmap.section(index);
                let line = roadmap.line_of(index, section.heading_block.start);
                text = format!("{}\nline {line}\n", self.told(thing));
                let prose = section.prose.of(section.text.as_str());
                text.push_str(inline::plain(prose.trim(), roadmap.definitions()).trim());
            }
            Thing::Skill(place) => {
                let line = roadmap.row_line(place).unwrap_or_default();
                text = format!("{}\nline {line}\n", self.told(thing));
            }
            Thing::Entry(place) => {
                if let Some(entry) = roadmap.entry(place) {
                    text = format!("{}\nline {}\n", self.told(thing), entry.line(roadmap));
                    for part in entry.parts(roadmap).iter().skip(1) {
                        text.push_str(&format!("{}\n", part.plain(roadmap.definitions())));
                    }
                }
            }
        }
        self.dialogue.say(&text);
        Ok(())
    }

    /// How far each phase has come; it numbers nothing.
    pub(super) fn status(&mut self) {
        let roadmap = self.roadmap();
        let title = plain_heading(roadmap, Some(&self.opened.title()));
        let mut text = format!("{title}, {}.\n", in_words(roadmap.counts()));
        for phase in roadmap.phases() {
            text.push_str(&format!("{}\n", self.told(Thing::Section(phase.first))));
        }
        self.dialogue.say(&text);
    }

    pub(super) fn matrix(&mut self, rest: &str) -> Result<(), Failure> {
        let (first, written) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if first == "set" {
            return self.set_cell(written.trim());
        }
        let rows: Vec<Thing> = skills(self.roadmap()).map(Thing::Skill).collect();
        if rows.is_empty() {
            let output = matrix::run(self.look, &self.opened)?;
            self.dialogue.answer(&output);
        } else {
            self.number(rows);
        }
        Ok(())
    }

    pub(super) fn gap(&mut self, role: &str) -> Result<(), Failure> {
        let output = gap::run(self.surroundings, self.look, &self.opened, &aim(unquoted(role)))?;
        self.dialogue.answer(&output);
        Ok(())
    }

    pub(super) fn journal(&mut self, rest: &str) -> Result<(), Failure> {
        let (first, written) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if first == "add" {
            return self.add_entry(written.trim());
        }
        let roadmap = self.roadmap();
        let entries: Vec<Thing> =
            roadmap.entries_newest_first().iter().map(|entry| Thing::Entry(entry.place)).collect();
        if entries.is_empty() {
            self.dialogue.say("The journal is empty; `journal add lesson TEXT` begins it.");
        } else {
            self.number(entries);
        }
        Ok(())
    }

    pub(super) fn links(&mut self) -> Result<(), Failure> {
        let output = links::run(self.look, &self.opened)?;
        self.dialogue.answer(&output);
        Ok(())
    }

    pub(super) fn history(&mut self, rest: &str) -> Result<(), Failure> {
        let source = Source { file: None };
        let form = Form { json: false, plain: false };
        let asked =
            History { one: One { roadmap: None, source, form }, git: matches!(rest, "git" | "--git") };
        let output = history::run(self.surroundings, self.look, &self.opened, &asked)?;
        self.dialogue.answer(&output);
        Ok(())
    }

    pub(super) fn check(&mut self) -> Result<(), Failure> {
        let output = check::run(self.surroundings, self.look, vec![Ok(self.opened.clone())], None)?;
        self.dialogue.answer(&output);
        Ok(())
    }
}

/// What is aimed at where a role is named, or none.
pub(super) fn aim(role: &str) -> Aim {
    Aim { role: (!role.is_empty()).then(|| role.to_owned()), ladder: None }
}

/// The counts of a section with all below it; those of the phase where it begins one.
fn counts(roadmap: &Roadmap, section: u32) -> Counts {
    let phase = roadmap.phases().iter().find(|phase| phase.first == section);
    phase.map_or(roadmap.section(section).total, |phase| phase.counts)
}

/// `9 of 13, 69 percent, 2 skipped`
fn in_words(counts: Counts) -> String {
    let mut words: Vec<String> = Vec::new();
    if let Some(percent) = counts.percent() {
        words.push(format!("{} of {}, {percent} percent", counts.met(), counts.of()));
    }
    let beside = [("skipped", counts.skipped), ("other", counts.other), ("without a box", counts.untracked)];
    words.extend(beside.iter().filter(|(_, n)| *n > 0).map(|(name, n)| format!("{n} {name}")));
    if words.is_empty() { "no items".to_owned() } else { words.join(", ") }
}

/// An item's words on one line, without the colon that its parts stand behind.
pub(super) fn called(roadmap: &Roadmap, place: Place) -> String {
    let words = plain_words(roadmap, place).replace('\n', " ");
    words.trim_end().trim_end_matches(':').to_owned()
}

fn state(item: &Item) -> String {
    match (item.state, item.mark) {
        (State::Other, Some(mark)) => format!("marked {}", mark.char),
        (state, _) => spoken_state(state).to_owned(),
    }
}

/// `Node.js Basics, doing, 2 of 5, level 3, with a note`
fn item(roadmap: &Roadmap, place: Place) -> String {
    let item = roadmap.item(place);
    let section = roadmap.section(place.section);
    let mut words = vec![called(roadmap, place), state(item)];
    if item.of_below > 0 {
        words.push(format!("{} of {}", item.met_below, item.of_below));
    }
    let fields = Fields::read(item.text(section));
    words.extend(fields.level().map(|level| format!("level {}", level.number())));
    words.extend(item.note.map(|_| "with a note".to_owned()));
    words.join(", ")
}

/// `Testing, Junior done, Senior open, Level 2 advanced beginner`
fn skill(roadmap: &Roadmap, place: CellPlace) -> String {
    let Some(matrix) = roadmap.matrix(place.section, place.table) else { return String::new() };
    let row = place.row as usize;
    let mut words = vec![inline::plain(&matrix.skill(row), roadmap.definitions())];
    for (column, kind) in matrix.kinds.iter().enumerate() {
        let said = matrix::said(roadmap, &matrix, row, column);
        if *kind != ColumnKind::Skill && !said.trim().is_empty() {
            words.push(format!("{} {said}", inline::plain(&matrix.title(column), roadmap.definitions())));
        }
    }
    words.join(", ")
}
