//! `milepost check --fix`: what is sure to be meant otherwise, written as one step.

use crate::cli::arguments::Writing;
use crate::cli::carry_out::{self, Carried, circumstances};
use crate::cli::open::{Opened, Surroundings};
use crate::cli::output::Failure;
use crate::document::{Action, Change, Document, Target};
use crate::edit::Verb;

/// Mends a file, or shows what it would become. Returns the file as it is then, and what was written.
pub(super) fn fix(
    surroundings: &Surroundings,
    opened: Opened,
    writing: Writing,
) -> Result<(Opened, Carried), Failure> {
    // Those of items, and then those of lines that become items.
    let action = Action { target: Target::Roadmap, verb: Verb::MendBoxes };
    let actions = vec![action; 2];
    let prepared = opened.document.prepare(&Change::Act(actions.clone()), circumstances())?;
    if prepared.is_empty() {
        let diff = writing.dry_run.then(String::new);
        return Ok((opened, Carried { diff, ..Carried::default() }));
    }
    let carried = carry_out::write(surroundings, &opened, actions, writing)?;
    let after = if carried.has_written {
        surroundings.open_named(&opened.shown)?
    } else {
        let document = Document::new(carried.text.clone(), opened.roadmap().defaults());
        Opened { document, ..opened }
    };
    Ok((after, carried))
}
