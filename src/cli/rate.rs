//! `milepost rate`: the level of a skill, or the level that is aimed at.

use super::arguments;
use super::carry_out::carry_out;
use super::open::{Surroundings, split_file};
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
    let (kind, verb) = match rate.target {
        true => (ColumnKind::Target, Verb::SetTarget(level)),
        false => (ColumnKind::Level, Verb::SetLevel(level)),
    };
    let target = Choices::skill(&opened, skill, kind)?;
    let adds_column = matches!(target, Target::Cell(place) if needs_column(opened.roadmap(), place, &verb));
    if adds_column && !rate.asking.yes && !rate.writing.dry_run {
        let title = if rate.target { "Target" } else { "Level" };
        ask_for_column(title)?;
    }
    carry_out(surroundings, look, &opened, vec![Action { target, verb }], rate.writing)
}

/// A column touches every line of the table, so that it is asked for.
fn ask_for_column(title: &str) -> Result<(), Error> {
    let reason = format!("the matrix has no column `{title}`");
    match confirm(&format!("{reason}; add it, to all its lines?")) {
        Some(true) => Ok(()),
        Some(false) => Err(Error::new("rate the skill", reason).hint("nothing was written")),
        None => {
            let reason = format!("{reason}, and there is nobody to ask");
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
