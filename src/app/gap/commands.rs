//! What the keys do on the gap page.

use super::{App, Chosen, Found, LadderFile, Waiting};
use crate::app::prompt::{Confirm, Overlay};
use crate::app::tab::Tab;
use crate::app::{Effect, Status};
use crate::command::Command;
use crate::document::{Action, Change, Target};
use crate::edit::Verb;
use crate::model::Level;
use crate::ratings::Ratings;

impl App {
    /// Shows the page, or the grid again.
    pub(in crate::app) fn toggle_gap(&mut self) -> Vec<Effect> {
        if self.shows_gap() {
            self.hide_gap();
            return Vec::new();
        }
        self.go_to_tab(Tab::Matrix);
        if self.tab != Tab::Matrix {
            return Vec::new();
        }
        self.show_gap()
    }

    /// Shows the grid in the place of the page.
    pub(in crate::app) fn hide_gap(&mut self) {
        self.gap.is_shown = false;
        self.refresh_gap();
        self.refresh_standing();
        self.settle();
    }

    /// Shows the page again as it was left.
    pub(in crate::app) fn go_back_to_gap(&mut self) {
        self.go_to_tab(Tab::Matrix);
        self.gap.is_shown = true;
        self.refresh_gap();
    }

    /// Shows the page on the Matrix tab. The ladder that the front matter names is looked for first.
    fn show_gap(&mut self) -> Vec<Effect> {
        self.gap.is_shown = true;
        self.gap.selected = 0;
        if self.gap.ladders.is_none() && self.ladder_name().is_some() {
            return self.find_ladders(None);
        }
        self.refresh_gap();
        self.tell_problem();
        Vec::new()
    }

    /// Shows the Matrix tab, and looks for the ladder that its skills are read with.
    pub(in crate::app) fn go_to_matrix_tab(&mut self) -> Vec<Effect> {
        self.go_to_tab(Tab::Matrix);
        let is_wanted = self.tab == Tab::Matrix && self.gap.ladders.is_none() && self.ladder_name().is_some();
        if is_wanted { self.find_ladders(None) } else { Vec::new() }
    }

    fn find_ladders(&mut self, waits: Option<Waiting>) -> Vec<Effect> {
        self.gap.waits = waits;
        vec![Effect::FindLadders { named: self.roadmap().front_matter.ladder.clone() }]
    }

    pub(in crate::app) fn ladders_found(&mut self, ladders: Vec<LadderFile>) {
        self.gap.ladders = Some(ladders);
        self.refresh_gap();
        self.refresh_standing();
        match self.gap.waits.take() {
            Some(Waiting::Choosing) => self.choose_ladder(),
            Some(Waiting::Assessing) => self.begin_assessment(),
            None => {}
        }
        self.tell_problem();
    }

    /// Says in the status why the front matter's ladder or role is not taken.
    fn tell_problem(&mut self) {
        if let Some(problem) = self.gap.found.as_ref().and_then(|found| found.problem.clone()) {
            self.status = Status::error(problem);
        }
    }

    pub(in crate::app) fn ladder_to_choose(&mut self) -> Vec<Effect> {
        self.find_ladders(Some(Waiting::Choosing))
    }

    pub(in crate::app) fn assess(&mut self) -> Vec<Effect> {
        if self.gap.ladders.is_none() && self.ladder_name().is_some() {
            return self.find_ladders(Some(Waiting::Assessing));
        }
        self.begin_assessment();
        Vec::new()
    }

    pub(in crate::app) fn gap_command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::LineDown => self.move_in_gap(1),
            Command::LineUp => self.move_in_gap(-1),
            Command::HalfPageDown | Command::PageDown => self.move_in_gap(10),
            Command::HalfPageUp | Command::PageUp => self.move_in_gap(-10),
            Command::Top => self.move_in_gap(-isize::MAX),
            Command::Bottom => self.move_in_gap(isize::MAX),
            Command::Choose => self.choose_for_skill(),
            Command::LevelUp => return self.change_level_in_gap(Level::above),
            Command::LevelDown => return self.change_level_in_gap(Level::below),
            _ => return level_of(command).map_or_else(Vec::new, |level| self.rate_selected(level)),
        }
        Vec::new()
    }

    /// Raises or lowers the level of the skill that the cursor is on.
    fn change_level_in_gap(&mut self, change: fn(Level) -> Option<Level>) -> Vec<Effect> {
        let Some((found, gap)) = self.gap.selected() else { return Vec::new() };
        let level = match found.skill(gap).level {
            Some(level) => change(level),
            None => Some(Level::Novice).filter(|novice| change(*novice).is_some()),
        };
        match level {
            Some(level) => self.rate_selected(level),
            None => {
                self.status = Status::warning("the scale ends there");
                Vec::new()
            }
        }
    }

    pub(in crate::app) fn move_in_gap(&mut self, by: isize) {
        let n_skills = self.gap.found.as_ref().map_or(0, |found| found.gap.skills.len());
        self.gap.selected = self.gap.selected.saturating_add_signed(by).min(n_skills.saturating_sub(1));
    }

    pub(in crate::app) fn click_gap(&mut self, column: u16, row: u16) {
        let layout = self.gap_layout();
        let n_skills = self.gap.found.as_ref().map_or(0, |found| found.gap.skills.len());
        let first = layout.first_shown(self.gap.selected, n_skills);
        let clicked = first + usize::from(row.saturating_sub(layout.list.y));
        if layout.list.contains(column, row) && clicked < n_skills {
            self.gap.selected = clicked;
        }
    }

    /// Aims at another role, for this session.
    pub(super) fn aim_at_role(&mut self, name: String) {
        self.gap.role = Some(name);
        self.aimed();
    }

    /// Takes another ladder, for this session; a broken one is not taken.
    pub(super) fn take_ladder(&mut self, name: Option<&str>) {
        let Some(name) = name else {
            self.gap.ladder = Chosen::Without;
            return self.aimed();
        };
        let files = self.gap.ladders.iter().flatten();
        match files.into_iter().find(|file| file.name == name).map(|file| &file.ladder) {
            Some(Err(error)) => self.status = Status::error(error.to_string()),
            Some(Ok(_)) => {
                self.gap.ladder = Chosen::Ladder(name.to_owned());
                self.aimed();
            }
            None => {}
        }
    }

    fn aimed(&mut self) {
        self.gap.selected = 0;
        self.gap.found = None;
        self.refresh_gap();
        let found = self.find_gap();
        let role = found.role().map_or_else(|| "your own targets".to_owned(), str::to_owned);
        self.status = Status::done(format!("aiming at {role} for this session"));
    }

    /// What the front matter does not say of what is aimed at.
    pub(super) fn not_remembered(&self, found: &Found) -> Option<Verb> {
        let front_matter = &self.roadmap().front_matter;
        let differs = |own: Option<&str>, in_file: &Option<String>| {
            own.filter(|own| Some(*own) != in_file.as_deref()).map(str::to_owned)
        };
        let ladder = differs(self.ladder_name(), &front_matter.ladder);
        let role = differs(found.role(), &front_matter.target);
        (ladder.is_some() || role.is_some()).then_some(Verb::AimAt { ladder, role })
    }

    /// Writes what is aimed at into the front matter.
    pub(in crate::app) fn remember_target(&mut self) -> Vec<Effect> {
        let found = self.find_gap();
        match self.not_remembered(&found) {
            Some(verb) => self.write(Target::Roadmap, verb),
            None => {
                self.status = Status::warning("the front matter says so already");
                Vec::new()
            }
        }
    }

    /// Rates the skill that the cursor is on, after asking where that adds a column or a row.
    pub(super) fn rate_selected(&mut self, level: Level) -> Vec<Effect> {
        let Some((found, gap)) = self.gap.selected() else { return Vec::new() };
        let skill = found.skill(gap);
        let ratings = Ratings::of(self.roadmap(), [(skill, level)]);
        if !ratings.homeless.is_empty() {
            self.status = Status::warning("this roadmap has no matrix and no item to rate it in");
            return Vec::new();
        }
        let Some(additions) = ratings.additions() else { return self.write_all(ratings.actions) };
        let question = format!("Rating \u{201c}{}\u{201d} {additions}. Go on?", skill.name);
        self.ask(question, ratings.actions);
        Vec::new()
    }

    fn ask(&mut self, question: String, actions: Vec<Action>) {
        self.overlay = Some(Overlay::Confirm(Confirm { question, change: Change::Act(actions) }));
    }
}

/// The level that a command gives.
pub(in crate::app) fn level_of(command: Command) -> Option<Level> {
    match command {
        Command::LevelNovice => Some(Level::Novice),
        Command::LevelAdvancedBeginner => Some(Level::AdvancedBeginner),
        Command::LevelCompetent => Some(Level::Competent),
        Command::LevelProficient => Some(Level::Proficient),
        Command::LevelExpert => Some(Level::Expert),
        _ => None,
    }
}
