//! The signs of states: a shape each, so that none is told by its colour alone.

use crate::model::State;
use crate::model::matrix::CellState;

/// Each sign by its name, drawn once in a field of 16 by 16.
const SIGNS: [(&str, &str); 7] = [
    (
        "todo",
        r#"<rect x="2" y="2" width="12" height="12" rx="3" fill="none" stroke="currentColor" stroke-width="1.5"/>"#,
    ),
    (
        "doing",
        r#"<rect x="2" y="2" width="12" height="12" rx="3" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M8 2.5h2.5a3 3 0 0 1 3 3v5a3 3 0 0 1-3 3H8z" fill="currentColor"/>"#,
    ),
    (
        "done",
        r#"<rect x="1.25" y="1.25" width="13.5" height="13.5" rx="3.5" fill="currentColor"/><path class="cut" d="m4.6 8.3 2.4 2.4 4.5-5" fill="none" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>"#,
    ),
    (
        "skipped",
        r#"<rect x="2" y="2" width="12" height="12" rx="3" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M5 8h6" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/>"#,
    ),
    (
        "deferred",
        r#"<rect x="2" y="2" width="12" height="12" rx="3" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="m6.8 5.2 2.9 2.8-2.9 2.8" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>"#,
    ),
    (
        "other",
        r#"<rect x="2" y="2" width="12" height="12" rx="3" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.5 2"/><circle cx="8" cy="8" r="1.6" fill="currentColor"/>"#,
    ),
    ("none", r#"<path d="M4.5 8h7" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/>"#),
];

/// The drawings, to stand in the page once.
pub(super) fn definitions() -> String {
    let symbols: String = SIGNS
        .iter()
        .map(|(name, drawing)| format!(r#"<symbol id="sign-{name}" viewBox="0 0 16 16">{drawing}</symbol>"#))
        .collect();
    format!("<svg class=\"symbols\" width=\"0\" height=\"0\" aria-hidden=\"true\">{symbols}</svg>\n")
}

/// What people call a state.
pub(super) fn name(state: State) -> &'static str {
    match state {
        State::Todo => "to do",
        State::Other => "marked otherwise",
        state => state.name(),
    }
}

/// The sign of an item; a plain bullet where it has no box.
pub(super) fn of_item(state: State) -> String {
    match state {
        State::Untracked => r#"<span class="bullet" aria-hidden="true"></span>"#.to_owned(),
        state => sign(state.name(), name(state)),
    }
}

/// The sign of a matrix's cell.
pub(super) fn of_cell(state: CellState) -> String {
    match state {
        CellState::Done => sign("done", "met"),
        CellState::Partly => sign("doing", "partly met"),
        CellState::Open => sign("todo", "not met yet"),
        CellState::NotApplicable => sign("none", "does not apply"),
    }
}

/// The sign of an item beside words that say the same.
pub(super) fn beside_words(state: State) -> String {
    match state {
        State::Untracked => of_item(state),
        state => {
            let name = state.name();
            format!(r##"<svg class="sign {name}" aria-hidden="true"><use href="#sign-{name}"/></svg>"##)
        }
    }
}

fn sign(name: &str, label: &str) -> String {
    format!(r##"<svg class="sign {name}" role="img" aria-label="{label}"><use href="#sign-{name}"/></svg>"##)
}
