//! The gap page of the Matrix tab: how the skills stand against the role that is aimed at.
//!
//! All numbers are those of [`crate::assess`]; what stands here is which role and ladder they are asked with, and where
//! the user is in the list. What there is to choose is [`choosing`]'s business.

pub mod choosing;
pub mod layout;

mod commands;

pub(super) use commands::level_of;

use super::App;
use super::tab::Tab;
use crate::assess::{Gap, Ladder, Reach, SkillGap, SkillStanding, Standing, Tally};
use crate::error::Error;
use layout::GapLayout;

/// The page, and what is aimed at.
#[derive(Debug, Clone, Default)]
pub struct GapView {
    /// Whether the Matrix tab shows it in the place of the grid.
    pub is_shown: bool,
    /// How it stands, since the page was last shown or the text last changed.
    pub found: Option<Found>,
    /// An index of the gap's skills.
    pub selected: usize,
    /// The role that was chosen for this session.
    role: Option<String>,
    /// The ladder that was chosen for this session.
    ladder: Chosen,
    /// The ladders there are; none before anybody looked.
    ladders: Option<Vec<LadderFile>>,
    waits: Option<Waiting>,
}

/// A ladder that could be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderFile {
    /// What the front matter calls it.
    pub name: String,
    /// Where it comes from, in words.
    pub origin: String,
    /// What is in it, or what is wrong with it.
    pub ladder: Result<Ladder, Error>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Chosen {
    /// As the front matter says.
    #[default]
    InFile,
    Ladder(String),
    /// None: the columns of the matrix are the roles.
    Without,
}

/// What goes on once the ladders are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Choosing,
    Assessing,
}

/// How the skills stand, and against what.
#[derive(Debug, Clone)]
pub struct Found {
    pub standing: Standing,
    pub gap: Gap,
    /// The role that was chosen, by the user or the front matter. Where none was, the gap is that to the lowest that is
    /// not met.
    pub chosen: Option<usize>,
    /// How much of each role is met.
    pub tallies: Vec<Tally>,
    /// The ladder's own name.
    pub ladder: Option<String>,
    /// Why the ladder or the role that the front matter names is not taken.
    pub problem: Option<String>,
}

impl Found {
    /// The name of the role that is aimed at.
    pub fn role(&self) -> Option<&str> {
        self.standing.roles.get(self.gap.role?).map(String::as_str)
    }

    /// The name of the role that was chosen.
    pub fn chosen_role(&self) -> Option<&str> {
        self.standing.roles.get(self.chosen?).map(String::as_str)
    }

    pub fn skill(&self, gap: &SkillGap) -> &SkillStanding {
        &self.standing.skills[gap.skill]
    }

    /// Whether levels are asked for, by a ladder or by targets of the user's own; else the cells of the roles decide.
    pub fn asks_for_levels(&self) -> bool {
        self.gap.asks_for_levels()
    }

    /// As [`Standing::reaches`].
    pub fn reaches(&self) -> (Vec<Reach<'_>>, u8) {
        self.standing.reaches(&self.gap)
    }
}

impl GapView {
    /// The skill that the cursor is on.
    pub fn selected(&self) -> Option<(&Found, &SkillGap)> {
        let found = self.found.as_ref()?;
        Some((found, found.gap.skills.get(self.selected)?))
    }
}

impl App {
    /// Whether the page is on the screen.
    pub fn shows_gap(&self) -> bool {
        self.tab == Tab::Matrix && self.gap.is_shown
    }

    pub fn gap_layout(&self) -> GapLayout {
        GapLayout::of(self.size, self.gap.found.as_ref().map_or(0, |found| found.gap.skills.len()))
    }

    /// The name of the ladder that is aimed with.
    pub(super) fn ladder_name(&self) -> Option<&str> {
        match &self.gap.ladder {
            Chosen::InFile => self.roadmap().front_matter.ladder.as_deref(),
            Chosen::Ladder(name) => Some(name),
            Chosen::Without => None,
        }
    }

    /// Looks anew how the skills stand. The cursor stays on its skill.
    pub(super) fn refresh_gap(&mut self) {
        if !self.gap.is_shown {
            self.gap.found = None;
            return;
        }
        let name = self.gap.selected().map(|(found, gap)| found.skill(gap).name.clone());
        let found = self.find_gap();
        let names = found.gap.skills.iter().map(|gap| &found.skill(gap).name);
        let again = name.and_then(|name| names.into_iter().position(|other| *other == name));
        let last = found.gap.skills.len().saturating_sub(1);
        self.gap.selected = again.unwrap_or(self.gap.selected).min(last);
        self.gap.found = Some(found);
    }

    /// How the skills stand by now, against what is aimed at.
    pub(super) fn find_gap(&self) -> Found {
        let (ladder, ladder_problem) = match self.aimed_ladder() {
            Some(LadderFile { ladder: Ok(ladder), .. }) => (Some(ladder), None),
            Some(LadderFile { ladder: Err(error), .. }) => (None, Some(error.to_string())),
            None => (None, None),
        };
        let standing = Standing::of(self.roadmap(), ladder);
        let tallies = standing.tallies();
        let own = self.gap.role.as_deref().and_then(|name| standing.role(name).ok());
        let (in_file, role_problem) = match standing.target_role(self.roadmap()) {
            Ok(role) => (role, None),
            Err(unknown) => (None, Some(unknown.to_string())),
        };
        let chosen = own.or(in_file);
        let role = chosen.or_else(|| standing.next_role());
        let gap = standing.gap(role);
        let problem = ladder_problem.or(role_problem.filter(|_| own.is_none()));
        Found { gap, chosen, tallies, ladder: ladder.map(|ladder| ladder.name.clone()), problem, standing }
    }

    /// The ladder that is aimed with, where it has been looked for.
    pub(super) fn aimed_ladder(&self) -> Option<&LadderFile> {
        let name = self.ladder_name()?;
        self.gap.ladders.as_ref()?.iter().find(|file| file.name == name)
    }
}
