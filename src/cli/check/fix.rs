//! `milepost check --fix`: what is sure to be meant otherwise, written as one step.

use std::collections::{HashMap, HashSet};

use crate::check::near_boxes;
use crate::cli::arguments::Writing;
use crate::cli::carry_out::{self, Carried, circumstances};
use crate::cli::open::{Opened, Surroundings};
use crate::cli::output::Failure;
use crate::document::{Action, Change, Document, Target};
use crate::edit::{Verb, left_boxes};
use crate::error::Error;
use crate::model::{Problem, Roadmap};
use crate::span::Span;

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

/// Adds to the hints of boxes that are none what `--fix` makes of them.
pub(super) fn tell(roadmap: &Roadmap, problems: &mut [Problem]) {
    let left: HashMap<Span, Error> = left_boxes(roadmap).into_iter().collect();
    let sections = (0..).zip(roadmap.sections());
    let mendable: HashSet<Span> = sections
        .flat_map(|(index, section)| {
            let meant = near_boxes(roadmap, index).into_iter().filter(|near| near.mended.is_some());
            meant.map(|near| near.span.shifted(section.offset))
        })
        .collect();
    for problem in problems.iter_mut().filter(|problem| mendable.contains(&problem.span)) {
        let Some(hint) = &mut problem.hint else { continue };
        *hint = match left.get(&problem.span) {
            None => format!("{hint}; `milepost check --fix` does it"),
            Some(error) => {
                format!(
                    "`--fix` leaves it, as {}; put blank lines around it, or write it by hand",
                    error.reason
                )
            }
        };
    }
}
