//! The commands of the panes that are worth a hint, as they apply to where the cursor is, with short words for them.

use crate::app::matrix::MatrixPane;
use crate::app::outline::Row;
use crate::app::progress::Past;
use crate::app::progress::layout::Panel;
use crate::app::tab::Tab;
use crate::app::{App, Pane, details};
use crate::command::Command;
use crate::model::matrix::ColumnKind;
use crate::model::{Item, Place, State};

/// What can be done about changes that are not saved. While a search is on, esc ends that first.
pub(super) fn about_unsaved(app: &App) -> Vec<(Command, &'static str)> {
    match (app.unsaved.is_empty(), &app.search) {
        (true, _) => Vec::new(),
        (false, Some(_)) => vec![(Command::Retry, "try again")],
        (false, None) => vec![(Command::Retry, "try again"), (Command::Cancel, "give up")],
    }
}

/// The commands of the focused pane, as they apply to the cursor's row.
pub(super) fn of_panes(app: &App) -> Vec<(Command, &'static str)> {
    let mut commands = about_unsaved(app);
    if app.search.is_some() {
        commands.extend([
            (Command::NextMatch, "next"),
            (Command::PreviousMatch, "previous"),
            (Command::Cancel, "end search"),
        ]);
    } else if is_filtered(app) && app.unsaved.is_empty() {
        commands.push((Command::Cancel, "show all"));
    }
    match app.tab {
        Tab::Roadmap => commands.extend(roadmap(app)),
        Tab::Matrix if app.gap.is_shown => commands.extend(gap(app)),
        Tab::Matrix => commands.extend(matrix(app)),
        Tab::Progress => commands.extend(progress(app)),
        Tab::Journal => commands.extend(journal(app)),
        Tab::Resources => commands.extend(resources(app)),
    }
    commands.push((Command::Search, "find"));
    // There is one pane, which says how to begin.
    let is_empty_journal = app.tab == Tab::Journal && app.journal.n_all == 0;
    if app.tab.has(Command::Filter) && !is_empty_journal {
        commands.push((Command::Filter, "filter"));
    }
    commands.extend([(Command::Undo, "undo"), (Command::Palette, "commands")]);
    if app.tab != Tab::Progress && !is_empty_journal {
        commands.push((Command::NextPane, "next pane"));
    }
    commands
}

fn journal(app: &App) -> Vec<(Command, &'static str)> {
    let mut commands = vec![(Command::AddBelow, "add")];
    if app.journal.entry().is_some() {
        commands.extend([
            (Command::EditText, "edit"),
            (Command::Delete, "delete"),
            (Command::Choose, "go to it"),
        ]);
    }
    commands
}

fn gap(app: &App) -> Vec<(Command, &'static str)> {
    let mut commands = Vec::new();
    if app.gap.selected().is_some() {
        commands.extend([(Command::Choose, "rate, go to"), (Command::LevelUp, "level up")]);
    }
    commands.extend([
        (Command::ToggleGap, "grid"),
        (Command::ChooseRole, "role"),
        (Command::ChooseLadder, "ladder"),
        (Command::Assess, "assess"),
    ]);
    commands
}

/// Whether esc shows what is filtered away.
fn is_filtered(app: &App) -> bool {
    match app.tab {
        Tab::Roadmap => app.filter.is_some(),
        Tab::Matrix | Tab::Progress => false,
        Tab::Journal => !app.journal.filter.is_empty(),
        Tab::Resources => app.filters_resources(),
    }
}

fn resources(app: &App) -> Vec<(Command, &'static str)> {
    let mut commands = Vec::new();
    let Some(resource) = app.resources.selected() else { return vec![(Command::RoadmapTab, "roadmap")] };
    if resource.address().is_some() {
        commands.extend([(Command::Choose, "open"), (Command::CopyText, "copy")]);
    }
    if let Some(place) = resource.place() {
        let is_done = resource.state(app.roadmap()) == Some(State::Done);
        commands.push((Command::ToggleDone, if is_done { "not done" } else { "done" }));
        if app.roadmap().fraction(place).is_some() {
            commands.extend([(Command::MoreRead, "more read"), (Command::LessRead, "less")]);
        }
        commands.extend([(Command::SetRead, "how far"), (Command::Note, "note")]);
    }
    commands.push((Command::ShowInOutline, "show in outline"));
    commands
}

fn progress(app: &App) -> Vec<(Command, &'static str)> {
    let mut commands = Vec::new();
    let layout = app.progress_layout();
    let figures = app.progress.figures.as_ref();
    let has_rows = figures.is_some_and(|figures| match layout.focus {
        Panel::Phases => !figures.gauges.is_empty(),
        Panel::Next => !figures.entries.is_empty(),
        Panel::BurnUp | Panel::Calendar => false,
    });
    if has_rows {
        commands.extend([
            (Command::Choose, "go to it"),
            (Command::LineDown, "down"),
            (Command::LineUp, "up"),
        ]);
    }
    // Where one panel is shown at a time, that there are others is told first.
    let at = if layout.is_single { 0 } else { commands.len() };
    commands.insert(at, (Command::NextPane, "next panel"));
    if matches!(app.progress.past, Past::Stopped | Past::Read) {
        commands.push((Command::ReadPast, "read git again"));
    }
    commands
}

fn matrix(app: &App) -> Vec<(Command, &'static str)> {
    if app.shown_matrix().is_none() {
        return vec![
            (Command::EditInEditor, "edit the file"),
            (Command::ToggleGap, "gap"),
            (Command::Assess, "assess"),
        ];
    }
    let mut commands = Vec::new();
    match (app.matrix.focus, app.cell_kind()) {
        (MatrixPane::Skill, _) => {
            let page = app.skill_page();
            let is_on_item = page.lines.get(app.matrix.skill_line).is_some_and(|line| line.item.is_some());
            commands.extend(is_on_item.then_some((Command::Choose, "show the item")));
            commands.extend([
                (Command::LineDown, "down"),
                (Command::LineUp, "up"),
                (Command::LevelUp, "level up"),
            ]);
            return commands;
        }
        (MatrixPane::Grid, Some(ColumnKind::Expectation)) => {
            commands.extend([(Command::NextCellState, "next state"), (Command::LevelUp, "level up")]);
        }
        (MatrixPane::Grid, Some(ColumnKind::Level | ColumnKind::Target)) => commands.extend([
            (Command::LevelUp, "up"),
            (Command::LevelDown, "down"),
            (Command::LevelNovice, "novice"),
            (Command::LevelExpert, "expert"),
        ]),
        (MatrixPane::Grid, _) => {
            commands.extend([(Command::EditText, "edit"), (Command::LevelUp, "level up")]);
        }
    }
    commands.extend([(Command::ToggleGap, "gap"), (Command::Note, "note"), (Command::AddBelow, "add")]);
    if app.matrix.tables.len() > 1 {
        commands.push((Command::NextMatrix, "next matrix"));
    }
    commands.push((Command::AlignTable, "align"));
    commands.push((Command::Assess, "assess"));
    commands
}

fn roadmap(app: &App) -> Vec<(Command, &'static str)> {
    let mut commands = Vec::new();
    match app.view.focus {
        Pane::Phases => commands.extend([
            (Command::LineDown, "next"),
            (Command::LineUp, "previous"),
            (Command::UnfoldOrChild, "open"),
            (Command::TrackSection, "track all"),
        ]),
        Pane::Details => commands.extend([
            (Command::LineDown, "down"),
            (Command::LineUp, "up"),
            (Command::Note, "note"),
            (Command::OpenLink, "open link"),
        ]),
        Pane::Outline => match app.view.cursor.filter(|row| details::exists(app, *row)) {
            Some(Row::Item(place)) => {
                let item = app.document.roadmap.item(place);
                let is_untracked = item.state == State::Untracked;
                if is_untracked {
                    commands.extend([(Command::Track, "track"), (Command::TrackSection, "track all")]);
                } else {
                    let word = if item.state == State::Done { "not done" } else { "done" };
                    commands.push((Command::ToggleDone, word));
                    let parent = item.parent.map(|item| app.document.roadmap.item(Place { item, ..place }));
                    let waits = |parent: &Item| parent.state.is_open() && parent.met_below == parent.of_below;
                    if parent.is_some_and(waits) {
                        commands.push((Command::TickParent, "tick parent"));
                    }
                    commands.push((Command::NextState, "state"));
                }
                commands.push((Command::Note, "note"));
            }
            Some(Row::Heading(section)) => {
                // Folds wait while a filter is on.
                let is_folded = app.outline().is_folded(Row::Heading(section));
                let fold = match is_folded {
                    true => (Command::UnfoldOrChild, "unfold"),
                    false => (Command::FoldOrParent, "fold"),
                };
                commands.extend(app.filter.is_none().then_some(fold));
                if app.document.roadmap.section(section).total.untracked > 0 {
                    commands.push((Command::TrackSection, "track all"));
                }
            }
            Some(Row::Table(..)) => commands.push((Command::EditInEditor, "edit")),
            None => {}
        },
    }
    if app.view.focus == Pane::Outline && matches!(app.view.cursor, Some(Row::Item(_))) {
        commands.push((Command::AddBelow, "add"));
    }
    commands
}
