//! `milepost assess`: the guided self-assessment, question by question, and what it writes in the end.
//!
//! The questions go to standard error, so that standard output has what any writing command prints. Each answer is kept
//! in the state folder at once, until all are written.

mod conversation;

use std::io::{BufRead, Write};
use std::path::PathBuf;

use self::conversation::{Conversation, Ending};
use super::aim::{Aimed, aimed};
use super::arguments;
use super::carry_out::{self, carry_out, circumstances};
use super::open::{Opened, Surroundings};
use super::output::{Failure, Look, Output};
use super::stdin::{is_yes, line};
use crate::assess::walk::{Outcome, Progress, Walk};
use crate::config::Assessments;
use crate::document::Action;
use crate::error::Error;
use crate::ratings::{self, Ratings};

const ATTEMPTED: &str = "assess the skills of";

pub(super) fn run(
    surroundings: &Surroundings,
    look: Look,
    assess: &arguments::Assess,
) -> Result<Output, Failure> {
    let opened = surroundings.open(assess.source.file.as_deref())?;
    hold(surroundings, look, &opened, assess, std::io::stdin().lock(), std::io::stderr())
}

/// The same of a roadmap that is open, answered and shown as the caller says.
pub(super) fn hold(
    surroundings: &Surroundings,
    look: Look,
    opened: &Opened,
    assess: &arguments::Assess,
    answers: impl BufRead,
    shown: impl Write,
) -> Result<Output, Failure> {
    let aimed = aimed(surroundings, opened, &assess.aim)?;
    let mut kept = Kept::load(surroundings, opened);
    let walk = Walk::new(&aimed.standing, aimed.role);
    if walk.position().1 == 0 {
        let error = Error::new(ATTEMPTED, "there is no skill to ask for").at(&opened.shown);
        let ladder = if look.is_aloud { "`ladder` of the front matter" } else { "`--ladder`" };
        return Err(error.hint(format!("a matrix has skills, and so has a ladder: see {ladder}")).into());
    }
    if assess.fresh {
        kept.keep(&Progress::new());
    }
    let walk = walk.resumed(kept.progress());
    let role = aimed.role.map(|role| aimed.standing.roles[role].as_str());
    let mut conversation = Conversation { walk, answers, shown };
    let fresh = if look.is_aloud { "`assess --fresh`" } else { "--fresh" };
    conversation.greet(&opened.name(), role, fresh);
    loop {
        match conversation.hold(&mut |progress| kept.keep(progress)) {
            Ending::Through => {}
            Ending::Left => return left(look, opened, &kept),
            Ending::Unanswered => return Err(unanswered(opened, &kept)),
        }
        let outcome = conversation.walk.outcome();
        let plan = Plan::of(opened, &aimed, &outcome);
        if outcome.changes.is_empty() {
            kept.keep(&Progress::new());
            let remark = "nothing to write: all levels are as they were".to_owned();
            return carry_out::nothing(look, opened, remark);
        }
        conversation.say(&look.glyphs.words(&plan.told(&outcome)));
        if plan.actions.is_empty() {
            let error = Error::new(ATTEMPTED, "there is no matrix and no item to write the levels to");
            return Err(error
                .at(&opened.shown)
                .hint("give it a table with the columns Skill and Level")
                .into());
        }
        if !assess.asking.yes && !assess.writing.dry_run {
            conversation.say("write? [Y/n] ");
            match line(&mut conversation.answers) {
                Some(answer) if is_yes(&answer) => {}
                Some(answer) if answer == "b" => {
                    conversation.walk.back();
                    continue;
                }
                Some(_) => return left(look, opened, &kept),
                None => {
                    conversation.say("\n");
                    return Err(unanswered(opened, &kept));
                }
            }
        }
        let mut output = carry_out(surroundings, look, opened, plan.actions, assess.writing)?;
        if !assess.writing.dry_run {
            kept.keep(&Progress::new());
            output.remarks.extend(kept.failure.map(|error| error.to_string()));
        }
        return Ok(output);
    }
}

/// What the answers write.
struct Plan {
    actions: Vec<Action>,
    /// What it does to the file beside setting levels, in words.
    beside: Vec<String>,
}

impl Plan {
    fn of(opened: &Opened, aimed: &Aimed, outcome: &Outcome) -> Self {
        let roadmap = opened.roadmap();
        let ratings = Ratings::of_outcome(roadmap, &aimed.standing, outcome);
        let mut beside: Vec<String> = ratings.additions().into_iter().collect();
        let homeless = ratings.homeless.iter();
        beside.extend(homeless.map(|skill| format!("has no place for {skill}: no matrix, and no item")));
        let mut actions = ratings.actions;
        // Levels that have no place in the file are not told of by an entry alone.
        let is_homeless = actions.is_empty() && !ratings.homeless.is_empty();
        let entry = ratings::entry(outcome, circumstances().today).filter(|_| !is_homeless);
        if let Some(entry) = entry {
            actions.push(entry);
            let journal = if roadmap.has_journal() { "the journal" } else { "a new journal" };
            beside.push(format!("adds an entry to {journal}"));
        }
        Self { actions, beside }
    }

    fn told(&self, outcome: &Outcome) -> String {
        let mut text = format!("\n{}\n", outcome.summary());
        let changes = outcome.changes.iter().map(ToString::to_string);
        for line in changes.chain(self.beside.iter().cloned()) {
            text.push_str(&format!("  {line}\n"));
        }
        text
    }
}

/// The answers in the state folder.
struct Kept {
    all: Assessments,
    /// Where they are.
    file: PathBuf,
    /// The roadmap.
    path: PathBuf,
    /// Why they could not be kept.
    failure: Option<Error>,
}

impl Kept {
    fn load(surroundings: &Surroundings, opened: &Opened) -> Self {
        let file = surroundings.places.assessments_file();
        Self { all: Assessments::load(&file), file, path: opened.path.clone(), failure: None }
    }

    fn progress(&self) -> Progress {
        self.all.of(&self.path)
    }

    fn keep(&mut self, progress: &Progress) {
        if self.progress() != *progress {
            self.all.keep(&self.path, progress);
            self.failure = self.all.save(&self.file).err();
        }
    }

    /// How many answers are kept, in words; or why they are not.
    fn state(&self) -> String {
        match (&self.failure, self.progress().len()) {
            (Some(error), _) => format!("the answers could not be kept: {error}"),
            (None, 0) => "nothing was answered".to_owned(),
            (None, 1) => "1 answer is kept, and the next run goes on there".to_owned(),
            (None, n) => format!("{n} answers are kept, and the next run goes on there"),
        }
    }
}

fn left(look: Look, opened: &Opened, kept: &Kept) -> Result<Output, Failure> {
    carry_out::nothing(look, opened, format!("nothing was written; {}", kept.state()))
}

fn unanswered(opened: &Opened, kept: &Kept) -> Failure {
    let error = Error::new(ATTEMPTED, "the answers ended before the end was reached").at(&opened.shown);
    error.hint(format!("nothing was written; {}", kept.state())).into()
}
