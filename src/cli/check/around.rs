//! What is odd in a roadmap beside what is around it: the ladder that it names, and the files that it links.

use std::path::Path;

use crate::assess::{Disagreement, SkillStanding, Standing};
use crate::check::file_links;
use crate::cli::aim::{Aimed, aimed};
use crate::cli::arguments::Aim;
use crate::cli::open::{Opened, Surroundings};
use crate::error::Error;
use crate::model::{Problem, Roadmap};
use crate::span::Span;

/// What the roadmap's own text cannot tell.
pub(super) fn problems(surroundings: &Surroundings, opened: &Opened) -> Vec<Problem> {
    let roadmap = opened.roadmap();
    let mut problems = Vec::new();
    let standing = match aimed(surroundings, opened, &Aim::default()) {
        Ok(Aimed { standing, .. }) => standing,
        Err(failure) => {
            problems.push(aim_problem(opened, failure.error));
            Standing::of(roadmap, None)
        }
    };
    let of_skill = |skill| standing.disagreements(skill).into_iter().map(move |found| (skill, found));
    let found = standing.skills.iter().flat_map(of_skill);
    problems.extend(found.map(|(skill, found)| disagreement(roadmap, skill, &found)));
    problems.extend(missing_files(opened));
    problems
}

/// What is wrong with the ladder or the role that the front matter names, which other files tell.
fn aim_problem(opened: &Opened, error: Error) -> Problem {
    let roadmap = opened.roadmap();
    let front_matter = &roadmap.front_matter;
    let is_about_role = error.path.as_deref() == Some(&*opened.shown);
    let word = if is_about_role { &front_matter.target } else { &front_matter.ladder };
    let text = front_matter.span.of(roadmap.section(0).text.as_str());
    let at = word.as_deref().and_then(|word| Some((text.rfind(word)?, word.len())));
    let span = at.map_or(front_matter.span, |(at, len)| {
        Span::new(at, at + len).shifted(front_matter.span.start as usize)
    });
    let place = error.path.filter(|_| !is_about_role);
    let place = place.map_or_else(String::new, |path| format!("{}: ", path.display()));
    Problem { span, what: format!("{place}{}", error.reason), hint: error.hint }
}

/// What the matrix, the level, the ladder and the items say of a skill, and do not say alike.
fn disagreement(roadmap: &Roadmap, skill: &SkillStanding, found: &Disagreement) -> Problem {
    let of_row = skill.row.and_then(|row| {
        let section = roadmap.section(row.section);
        let cell = section
            .tables
            .get(row.table as usize)?
            .rows
            .get(row.row as usize)?
            .cells
            .get(row.column as usize)?;
        Some(cell.shifted(section.offset))
    });
    let of_item = || {
        let place = skill.item?;
        Some(roadmap.item(place).text.shifted(roadmap.section(place.section).offset))
    };
    let hint = match found {
        Disagreement::ClaimedUndone { .. } => "tick what is done of them, or take the claim back",
        Disagreement::DoneUnclaimed { .. } => "claim it, or add what is still to be done",
        Disagreement::ClaimedOutOfOrder { .. } => "claim the lower one too, or take this claim back",
        Disagreement::ClaimedBelowLevel { .. } => "set the level, or take the claim back",
        Disagreement::RatedUnclaimed { .. } => "claim it, or set the level",
        Disagreement::RatedUndone { .. } => "tick what is done of them, or set the level",
        Disagreement::RatedTwice { .. } => "the matrix counts; set its level, or the item's",
    };
    let span = of_row.or_else(of_item).unwrap_or_default();
    Problem { span, what: format!("{}: {found}", skill.name), hint: Some(hint.to_owned()) }
}

/// Links to files that are not there.
fn missing_files(opened: &Opened) -> impl Iterator<Item = Problem> {
    let folder = opened.path.parent().unwrap_or(Path::new("."));
    // What cannot be looked at may be there.
    let is_missing = |path: &str| folder.join(path).try_exists().is_ok_and(|exists| !exists);
    file_links(opened.roadmap()).into_iter().filter(move |link| is_missing(&link.path)).map(|link| {
        let hint = if link.path.starts_with("www.") {
            "an address of the web begins with `https://`"
        } else {
            "the path begins at the roadmap's folder; mend it, or make the file"
        };
        let what = format!("this leads to the file `{}`, and there is none", link.path);
        Problem { span: link.span, what, hint: Some(hint.to_owned()) }
    })
}
