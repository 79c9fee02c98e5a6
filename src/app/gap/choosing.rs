//! What there is to choose around the gap: a role, a ladder, what to do with a skill.

use super::App;
use crate::app::outline::Row;
use crate::app::picker::{Entry, Picker};
use crate::app::prompt::Overlay;
use crate::app::{Effect, Status};
use crate::markdown::inline;
use crate::model::{CellPlace, Level, Place};

/// A list with its title.
#[derive(Debug, Clone)]
pub struct GapList {
    pub title: String,
    pub picker: Picker<Offer>,
}

/// A choice with what stands beside its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub choice: GapChoice,
    pub beside: String,
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GapChoice {
    Role(String),
    Ladder(Option<String>),
    /// Keep what is aimed at in the front matter.
    Remember,
    /// The skill's row in the grid.
    Row(CellPlace),
    /// An item that speaks of the skill.
    Item(Place),
    Rate(Level),
}

fn offer(choice: GapChoice, words: impl Into<String>, beside: impl Into<String>) -> Entry<Offer> {
    Entry { value: Offer { choice, beside: beside.into() }, words: words.into() }
}

/// More items of a skill are not offered.
const MAX_ITEMS: usize = 50;

impl App {
    pub(in crate::app) fn choose_role(&mut self) {
        let found = self.find_gap();
        if found.standing.roles.is_empty() {
            let why = "there are no roles: the matrix has no columns such as Junior and Senior, and there is no ladder";
            self.status = Status::warning(why);
            return;
        }
        let roles = found.standing.roles.iter().zip(&found.tallies);
        let mut entries: Vec<Entry<Offer>> = roles
            .map(|(role, tally)| {
                let met = format!("{} of {} met", tally.met, tally.of);
                offer(GapChoice::Role(role.clone()), role, met)
            })
            .collect();
        let selected = found.gap.role.unwrap_or(0);
        entries.extend(self.remember_entry());
        self.open_list("Role", entries, selected);
    }

    pub(in crate::app) fn choose_ladder(&mut self) {
        let without = "no ladder: the columns of the matrix are the roles";
        let mut entries = vec![offer(GapChoice::Ladder(None), without, "")];
        for file in self.gap.ladders.iter().flatten() {
            let (words, beside) = match &file.ladder {
                Ok(ladder) => (format!("{}: {}", file.name, ladder.name), file.origin.as_str()),
                Err(error) => (format!("{}: {}", file.name, error.reason), "broken"),
            };
            entries.push(offer(GapChoice::Ladder(Some(file.name.clone())), words, beside));
        }
        let name = self.ladder_name();
        let is_taken = |entry: &Entry<Offer>| matches!(&entry.value.choice, GapChoice::Ladder(other) if other.as_deref() == name);
        let selected = entries.iter().position(is_taken).unwrap_or(0);
        entries.extend(self.remember_entry());
        self.open_list("Ladder", entries, selected);
    }

    fn remember_entry(&self) -> Option<Entry<Offer>> {
        self.not_remembered(&self.find_gap())?;
        Some(offer(GapChoice::Remember, "keep role and ladder in the front matter", ""))
    }

    /// What can be done with the skill that the cursor is on.
    pub(super) fn choose_for_skill(&mut self) {
        let Some((found, gap)) = self.gap.selected() else { return };
        let skill = found.skill(gap);
        let rate = |level: Level| {
            let now = if skill.level == Some(level) { "now" } else { "" };
            offer(GapChoice::Rate(level), format!("rate it {} {}", level.number(), level.name()), now)
        };
        let mut entries: Vec<Entry<Offer>> = Vec::new();
        if let Some(row) = skill.row {
            entries.push(offer(GapChoice::Row(row), "go to its row in the matrix", ""));
        }
        entries.extend(Level::ALL.map(rate));
        let items = skill.evidence.items.iter().chain(&skill.evidence.resources).take(MAX_ITEMS);
        entries.extend(items.map(|&place| {
            let words = inline::plain(&self.roadmap().words(place), self.roadmap().definitions());
            let line = self.roadmap().item_line(place);
            offer(GapChoice::Item(place), format!("go to \u{201c}{words}\u{201d}"), format!("line {line}"))
        }));
        let title = skill.name.clone();
        self.open_list(&title, entries, 0);
    }

    fn open_list(&mut self, title: &str, entries: Vec<Entry<Offer>>, selected: usize) {
        let mut picker = Picker::new(entries);
        picker.selected = selected;
        self.overlay = Some(Overlay::Gap(GapList { title: title.to_owned(), picker }));
    }

    pub(in crate::app) fn take_choice(&mut self, choice: &GapChoice) -> Vec<Effect> {
        match choice {
            GapChoice::Role(name) => self.aim_at_role(name.clone()),
            GapChoice::Ladder(name) => self.take_ladder(name.as_deref()),
            GapChoice::Remember => return self.remember_target(),
            GapChoice::Rate(level) => return self.rate_selected(*level),
            GapChoice::Row(place) => {
                self.gap.is_shown = false;
                self.refresh_gap();
                self.go_to_cell(*place);
            }
            GapChoice::Item(place) => self.show_in_outline(Row::Item(*place)),
        }
        Vec::new()
    }
}
