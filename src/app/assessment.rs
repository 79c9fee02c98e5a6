//! The guided self-assessment, as it lies over the panes: one question after the other, then what they come to.
//!
//! What is asked and answered is [`Walk`]'s; what stands here is the cursor on the scale, the field for a line, and what
//! is written in the end. Nothing is written before that.

use super::field::Field;
use super::gap::level_of;
use super::prompt::Overlay;
use super::{App, Effect, Status};
use crate::assess::walk::{Answer, Outcome, Progress, Walk};
use crate::command::Command;
use crate::document::Action;
use crate::model::Level;
use crate::ratings::{self, Ratings};

/// A self-assessment under way.
#[derive(Debug, Clone)]
pub struct Assessment {
    pub walk: Walk,
    /// The chosen role, whose levels are asked for.
    pub role: Option<String>,
    pub step: Step,
}

#[derive(Debug, Clone)]
pub enum Step {
    /// An earlier one was left: whether to go on with it.
    Resume,
    /// A level for the skill; the chosen one.
    Rate(Level),
    /// A line of one's own on that level.
    Line(Level, Field),
    /// What is to be written.
    Summary(Summary),
}

/// What the answers come to.
#[derive(Debug, Clone)]
pub struct Summary {
    pub outcome: Outcome,
    /// What changes in the matrix beside levels, in words.
    pub additions: Option<String>,
    /// Skills that have no place in the file.
    pub homeless: Vec<String>,
    /// Whether the journal gets an entry.
    pub has_entry: bool,
    actions: Vec<Action>,
}

impl Summary {
    pub fn is_empty(&self) -> bool {
        self.actions.is_empty()
    }
}

impl Assessment {
    /// The cursor on the question that is asked, or the end.
    fn ask(&mut self, summarize: impl FnOnce(&Walk) -> Summary) {
        let Some(question) = self.walk.question() else {
            self.step = Step::Summary(summarize(&self.walk));
            return;
        };
        let answered = match self.walk.answer() {
            Some(Answer::Rated { level, .. }) => Some(*level),
            Some(Answer::Skipped) | None => None,
        };
        self.step = Step::Rate(answered.or(question.level).unwrap_or(Level::Novice));
    }

    /// The line that was written to the question before.
    fn earlier_line(&self) -> &str {
        match self.walk.answer() {
            Some(Answer::Rated { line: Some(line), .. }) => line,
            _ => "",
        }
    }
}

impl App {
    /// Begins, or offers to go on where it was left.
    pub(super) fn begin_assessment(&mut self) {
        let found = self.find_gap();
        // A role that nobody chose leaves no skill out.
        let walk = Walk::new(&found.standing, found.chosen);
        if walk.question().is_none() {
            self.status =
                Status::warning("there is no skill to assess: no matrix, no ladder, no item with a level");
            return;
        }
        let role = found.chosen_role().map(str::to_owned);
        let is_left = !self.assessment.is_empty();
        let walk = if is_left { walk.resumed(self.assessment.clone()) } else { walk };
        let mut assessment = Assessment { walk, role, step: Step::Resume };
        if !is_left {
            assessment.ask(|walk| self.summarize(walk));
        }
        self.overlay = Some(Overlay::Assessment(Box::new(assessment)));
    }

    pub(super) fn assessment_command(&mut self, command: Command) -> Vec<Effect> {
        let Some(Overlay::Assessment(mut assessment)) = self.overlay.take() else { return Vec::new() };
        let mut effects = Vec::new();
        match (&mut assessment.step, command) {
            (Step::Resume, Command::Choose | Command::NextQuestion) => {
                assessment.ask(|walk| self.summarize(walk));
            }
            (Step::Resume, Command::PreviousQuestion) => {
                self.assessment.clear();
                return self.assess();
            }
            (Step::Rate(level), Command::LineDown) => *level = level.above().unwrap_or(*level),
            (Step::Rate(level), Command::LineUp) => *level = level.below().unwrap_or(*level),
            (Step::Rate(level), Command::Choose) => {
                let level = *level;
                Self::take_level(&mut assessment, level);
            }
            (Step::Rate(_), command) if level_of(command).is_some() => {
                if let Some(level) = level_of(command) {
                    Self::take_level(&mut assessment, level);
                }
            }
            (Step::Rate(_), Command::NextQuestion) => {
                assessment.walk.skip();
                assessment.ask(|walk| self.summarize(walk));
            }
            (Step::Line(level, field), Command::Choose) => {
                let (level, line) = (*level, field.text().to_owned());
                assessment.walk.rate(level, &line);
                assessment.ask(|walk| self.summarize(walk));
            }
            (Step::Rate(_) | Step::Summary(_), Command::PreviousQuestion) => {
                assessment.walk.back();
                assessment.ask(|walk| self.summarize(walk));
            }
            (Step::Summary(summary), Command::Choose) if summary.is_empty() => {
                self.assessment.clear();
                self.status = Status::done("nothing to write: all levels are as they were");
                return Vec::new();
            }
            (Step::Summary(summary), Command::Choose) => {
                self.supersede_field();
                self.status = Status::default();
                effects = self.write_all(summary.actions.clone());
            }
            _ => {}
        }
        self.overlay = Some(Overlay::Assessment(assessment));
        effects
    }

    /// Asks for a line on a level before it is taken.
    fn take_level(assessment: &mut Assessment, level: Level) {
        let field = Field::new(assessment.earlier_line(), false);
        assessment.step = Step::Line(level, field);
    }

    /// Esc: back from the field to the scale, else away with what was answered.
    pub(super) fn leave_assessment(&mut self, mut assessment: Box<Assessment>) {
        if let Step::Line(level, _) = assessment.step {
            assessment.step = Step::Rate(level);
            self.overlay = Some(Overlay::Assessment(assessment));
            return;
        }
        self.leave_field();
        if matches!(assessment.step, Step::Resume) {
            return;
        }
        self.assessment = assessment.walk.progress();
        let (at, of) = assessment.walk.position();
        if !self.assessment.is_empty() {
            let at = at.min(of);
            self.status = Status::done(format!(
                "left at question {at} of {of}; nothing is written, and it goes on there"
            ));
        }
    }

    /// The answers of a self-assessment that is not through yet, whether it is open or was left.
    pub fn assessment_progress(&self) -> Progress {
        match &self.overlay {
            Some(Overlay::Assessment(assessment)) if !matches!(assessment.step, Step::Resume) => {
                assessment.walk.progress()
            }
            _ => self.assessment.clone(),
        }
    }

    /// The answers are on disk.
    pub(super) fn assessed(&mut self) {
        if let Some(Overlay::Assessment(assessment)) = &self.overlay
            && matches!(assessment.step, Step::Summary(_))
        {
            self.overlay = None;
            self.assessment.clear();
        }
    }

    /// The text changed under the summary: what it would write has other places.
    pub(super) fn summarize_again(&mut self) {
        if let Some(Overlay::Assessment(mut assessment)) =
            self.overlay.take_if(|overlay| matches!(overlay, Overlay::Assessment(_)))
        {
            if let Step::Summary(summary) = &mut assessment.step {
                *summary = self.summarize(&assessment.walk);
            }
            self.overlay = Some(Overlay::Assessment(assessment));
        }
    }

    /// What the answers come to in the text as it is.
    fn summarize(&self, walk: &Walk) -> Summary {
        let outcome = walk.outcome();
        let ratings = Ratings::of_outcome(self.roadmap(), &self.find_gap().standing, &outcome);
        let (additions, homeless) = (ratings.additions(), ratings.homeless);
        // Levels that have no place in the file are not told of by an entry alone.
        let is_homeless = ratings.actions.is_empty() && !homeless.is_empty();
        let entry = ratings::entry(&outcome, self.today).filter(|_| !is_homeless);
        let has_entry = entry.is_some();
        let actions = ratings.actions.into_iter().chain(entry).collect();
        Summary { outcome, additions, homeless, has_entry, actions }
    }
}
