//! What a roadmap has to complete with: items, headings, skills, columns, roles, tags, phases.

use std::path::Path;

use super::line::Line;
use super::{Candidate, Kind};
use crate::assess::Standing;
use crate::cli::aim::aimed;
use crate::cli::arguments::Aim;
use crate::cli::items::{plain_heading, plain_words, spoken_state};
use crate::cli::matrix::action;
use crate::cli::open::{Opened, Surroundings};
use crate::cli::select::Choices;
use crate::config::ladders;
use crate::display::truncate;
use crate::document::Target;
use crate::edit::Verb;
use crate::markdown::inline;
use crate::model::matrix::{CellState, Matrix};
use crate::model::{Roadmap, State};

/// A larger file would let the user wait.
const MAX_LEN: u64 = 16 * 1024 * 1024;
/// Longer texts are cut in what is told.
const MAX_WIDTH: usize = 60;

/// What can stand there, out of the roadmap that the line means.
pub(super) fn candidates(kind: Kind, line: &Line) -> Vec<Candidate> {
    let Ok(surroundings) = Surroundings::load() else { return Vec::new() };
    let file = line.file().or_else(|| surroundings.find().one().ok());
    let is_small = |path: &Path| path.metadata().is_ok_and(|meta| meta.len() <= MAX_LEN);
    let Some(file) = file.filter(|path| is_small(path)) else { return Vec::new() };
    let Ok(opened) = surroundings.read(&file) else { return Vec::new() };
    of(kind, line, &surroundings, &opened)
}

fn of(kind: Kind, line: &Line, surroundings: &Surroundings, opened: &Opened) -> Vec<Candidate> {
    let roadmap = opened.roadmap();
    match kind {
        Kind::Item(becomes) => items(opened, becomes),
        Kind::ItemOrHeading => {
            let choices = Choices::items_and_headings(opened);
            let meant = choices.names().into_iter().filter(|named| named.is_first);
            meant.map(|named| Candidate::new(named.name, told(roadmap, named.target))).collect()
        }
        Kind::Skill | Kind::Rated => {
            let matrices: Vec<Matrix<'_>> = roadmap.matrices().collect();
            if matrices.is_empty() && kind == Kind::Rated {
                return items(opened, None);
            }
            let names = Choices::rows(opened, &matrices).names().into_iter();
            names.map(|named| Candidate::new(named.name, told(roadmap, named.target))).collect()
        }
        Kind::Column => columns(roadmap),
        Kind::Value => values(line, opened),
        Kind::Phase => {
            let phases = roadmap.phases().iter().map(|phase| roadmap.section(phase.first).heading_text());
            (1..)
                .zip(phases)
                .map(|(number, title)| Candidate::new(number.to_string(), plain_heading(roadmap, title)))
                .collect()
        }
        Kind::Matrix => {
            let headings = roadmap.matrices().map(|matrix| roadmap.section(matrix.section).heading_text());
            (1..)
                .zip(headings)
                .map(|(number, title)| Candidate::new(number.to_string(), plain_heading(roadmap, title)))
                .collect()
        }
        Kind::Tag => {
            let mut tags: Vec<&str> =
                roadmap.entries_newest_first().iter().flat_map(|entry| entry.tags(roadmap)).collect();
            tags.sort_unstable();
            tags.dedup();
            tags.into_iter().map(|tag| Candidate::new(tag.trim_start_matches('#'), "")).collect()
        }
        Kind::Role => {
            let ladder = line.value_of("--ladder").map(str::to_owned);
            let standing = aimed(surroundings, opened, &Aim { role: None, ladder })
                .map_or_else(|_| Standing::of(roadmap, None), |aimed| aimed.standing);
            standing.roles.into_iter().map(|role| Candidate::new(role, "")).collect()
        }
        Kind::Ladder => {
            let folder = opened.path.parent().unwrap_or(Path::new("."));
            let all = ladders(&surroundings.places, folder).into_iter();
            all.map(|choice| {
                Candidate::new(choice.name, if choice.path.is_some() { "your own" } else { "bundled" })
            })
            .collect()
        }
        Kind::File | Kind::Level | Kind::State | Kind::Entry | Kind::Template | Kind::Topic => Vec::new(),
    }
}

/// The items that have a box and another state than they are to have; those without a box where there are none.
fn items(opened: &Opened, becomes: Option<State>) -> Vec<Candidate> {
    let roadmap = opened.roadmap();
    let names = Choices::items(opened).names();
    let is_other = |target: Target| match target {
        Target::Item(place) => becomes.is_none_or(|state| roadmap.item(place).state != state),
        Target::Section(_) | Target::Cell(_) | Target::Roadmap => true,
    };
    let has_boxes = names.iter().any(|named| named.is_first);
    let meant = names.into_iter().filter(|named| named.is_first == has_boxes && is_other(named.target));
    meant.map(|named| Candidate::new(named.name, told(roadmap, named.target))).collect()
}

/// What a target is, in a few words.
fn told(roadmap: &Roadmap, target: Target) -> String {
    let text = match target {
        Target::Item(place) => {
            format!("{}: {}", spoken_state(roadmap.item(place).state), plain_words(roadmap, place))
        }
        Target::Section(section) => plain_heading(roadmap, roadmap.section(section).heading_text()),
        Target::Cell(place) => inline::plain(&roadmap.cell(place).unwrap_or_default(), roadmap.definitions()),
        Target::Roadmap => String::new(),
    };
    truncate(&text, MAX_WIDTH, "...").into_owned()
}

/// The titles of all columns but the skills'; one that a shell would not take as a word by its number.
fn columns(roadmap: &Roadmap) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for matrix in roadmap.matrices() {
        for column in 1..matrix.kinds.len() {
            let title = inline::plain(&matrix.title(column), roadmap.definitions()).trim().to_owned();
            let titled = Candidate::new(title.clone(), "");
            let candidate =
                if titled.is_word() { titled } else { Candidate::new((column + 1).to_string(), title) };
            if !found.contains(&candidate) {
                found.push(candidate);
            }
        }
    }
    found
}

/// What the cell that the line names takes as a state or as a level; none where it takes words alone.
fn values(line: &Line, opened: &Opened) -> Vec<Candidate> {
    let [skill, column] = *line.positionals(&["matrix", "set"]) else { return Vec::new() };
    let matrix = line.value_of("--matrix");
    let is_taken = |candidate: &Candidate| {
        let named = (skill, column, &*candidate.value);
        let action = action(opened, named, matrix, || Ok(String::new()));
        action.is_ok_and(|action| !matches!(action.verb, Verb::SetCell(_)))
    };
    let states = [CellState::Done, CellState::Open, CellState::Partly, CellState::NotApplicable];
    let states = states.iter().map(|state| Candidate::new(state.name(), ""));
    states.chain(super::levels()).filter(is_taken).collect()
}
