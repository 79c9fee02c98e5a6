//! `milepost rate`: the level of a skill, or the level that is aimed at.

use super::arguments;
use super::carry_out::carry_out;
use super::open::{Opened, Surroundings, split_file};
use super::output::{Failure, Look, Output, usage};
use super::select::Choices;
use super::stdin::confirm;
use crate::config::nearest;
use crate::document::{Action, Target};
use crate::edit::{Verb, needs_column};
use crate::error::Error;
use crate::model::Level;
use crate::model::matrix::ColumnKind;

pub(super) fn run(surroundings: &Surroundings, look: Look, rate: arguments::Rate) -> Result<Output, Failure> {
    let (file, arguments) = split_file(rate.arguments, rate.source.file, 2, 2, "[FILE] SKILL LEVEL")?;
    let [skill, level] = &*arguments else { return Ok(Output::default()) };
    let level = level_of(level)?;
    let opened = surroundings.open_for(file.as_deref(), &arguments)?;
    let kind = if rate.target { ColumnKind::Target } else { ColumnKind::Level };
    let action = rating(Choices::skill(&opened, skill, kind)?, kind, level);
    if let Some(lacking) = lacking_column(&opened, &action)
        && !rate.asking.yes
        && !rate.writing.dry_run
    {
        ask_for_column(lacking)?;
    }
    carry_out(surroundings, look, &opened, vec![action], rate.writing)
}

/// What sets a level, or the one that is aimed at.
pub(super) fn rating(target: Target, kind: ColumnKind, level: Option<Level>) -> Action {
    let verb = if kind == ColumnKind::Target { Verb::SetTarget(level) } else { Verb::SetLevel(level) };
    Action { target, verb }
}

/// That the matrix has no column for a level: one touches every line of the table, so that it is asked for.
pub(super) fn lacking_column(opened: &Opened, action: &Action) -> Option<&'static str> {
    let is_lacking =
        matches!(action.target, Target::Cell(place) if needs_column(opened.roadmap(), place, &action.verb));
    is_lacking.then_some(match action.verb {
        Verb::SetTarget(_) => "the matrix has no column `Target`",
        _ => "the matrix has no column `Level`",
    })
}

/// What to ask where a column is lacking.
pub(super) fn question(lacking: &str) -> String {
    format!("{lacking}; add it, to all its lines?")
}

fn ask_for_column(lacking: &str) -> Result<(), Error> {
    match confirm(&question(lacking)) {
        Some(true) => Ok(()),
        Some(false) => Err(Error::new("rate the skill", lacking).hint("nothing was written")),
        None => {
            let reason = format!("{lacking}, and there is nobody to ask");
            Err(usage("rate the skill", reason, "`--yes` adds it, to all lines of the matrix"))
        }
    }
}

/// A level by its number, its name or the beginning of one; none for what removes it.
pub(super) fn level_of(value: &str) -> Result<Option<Level>, Error> {
    if matches!(value.trim().to_lowercase().as_str(), "" | "-" | "none") {
        return Ok(None);
    }
    Level::from_token(value).map(Some).ok_or_else(|| {
        let meant = nearest(value, Level::ALL.map(Level::name));
        let meant = meant.map_or(String::new(), |name| format!("; did you mean `{name}`?"));
        let levels: Vec<String> =
            Level::ALL.iter().map(|level| format!("{} {}", level.number(), level.name())).collect();
        let hint = format!("levels are {}; `none` removes it", levels.join(", "));
        usage("set the level", format!("`{value}` is no level{meant}"), hint)
    })
}
