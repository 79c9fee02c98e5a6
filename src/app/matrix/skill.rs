//! What is known of the selected skill, as lines of the width that there is: its level, what is asked and claimed of it,
//! what disagrees, and the items that speak of it.
//!
//! Here and not where it is drawn, so that moving over it knows its lines. Knows no colours and no glyphs: each piece of
//! text says what it is.

use super::grid::words;
use super::{App, MatrixPane};
use crate::assess::evidence::RECENT_DAYS;
use crate::assess::{SkillStanding, Standing};
use crate::display::{Piece, displayable, head, width, wrap};
use crate::markdown::inline;
use crate::model::journal::EntryPlace;
use crate::model::matrix::{CellState, ColumnKind, Matrix};
use crate::model::{Level, Place};

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Label,
    Text,
    Secondary,
    Warning,
    /// Steps of the scale: each character stands for one that is reached.
    Reached,
    /// Each character stands for one that is not.
    Unreached,
    /// Stands for a cell's state; one column.
    Cell(CellState),
    /// Stands for an item's state; one column.
    Item(Place),
}

/// A line in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SkillLine {
    pub pieces: Vec<Piece<Kind>>,
    /// The item that it is about.
    pub item: Option<Place>,
}

/// All that is said of a skill.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SkillPage {
    pub name: String,
    /// The line of its row in the file, counted from 1.
    pub line: Option<usize>,
    pub lines: Vec<SkillLine>,
    /// The first line that is shown, so that the chosen one is.
    pub first: usize,
}

/// Behind the labels.
const LABEL: usize = 11;
/// In a narrower pane the labels stand above.
const MIN_BESIDE: usize = 30;
/// Of more items that speak of a skill, only so many are told.
const MAX_ITEMS: usize = 200;
/// Of more changes of its level, only so many are told.
const MAX_CHANGES: usize = 12;

impl App {
    /// What is known of the skill in the cursor's row.
    pub fn skill_page(&self) -> SkillPage {
        let content = self.matrix_layout().content(MatrixPane::Skill);
        let Some((cell, matrix)) = self.matrix.cursor.zip(self.shown_matrix()) else {
            return SkillPage::default();
        };
        if cell.row == 0 {
            return SkillPage::default();
        }
        let row = cell.row as usize;
        let mut page = SkillPage {
            name: words(self.roadmap(), &matrix.skill(row)),
            line: self.roadmap().row_line(cell),
            ..SkillPage::default()
        };
        let columns = usize::from(content.columns.saturating_sub(2));
        let mut writer = Writer { app: self, columns, lines: Vec::new() };
        let skill = self.matrix.standing.as_ref().and_then(|standing| {
            Some((
                standing,
                standing.skill(&inline::plain(&matrix.skill(row), self.roadmap().definitions()))?,
            ))
        });
        writer.write(&matrix, row, skill);
        page.lines = writer.lines;
        let rows = usize::from(content.rows).max(1);
        let most = page.lines.len().saturating_sub(rows);
        page.first = (self.matrix.skill_line + 2).saturating_sub(rows).min(most);
        page
    }
}

struct Writer<'a> {
    app: &'a App,
    columns: usize,
    lines: Vec<SkillLine>,
}

impl Writer<'_> {
    fn write(&mut self, matrix: &Matrix<'_>, row: usize, skill: Option<(&Standing, &SkillStanding)>) {
        let known = skill.map(|(_, skill)| skill);
        let level = matrix.level(row).or(known.and_then(|skill| skill.level));
        let target = matrix.target(row).or(known.and_then(|skill| skill.target));
        self.labelled("Level", scale(level, "not rated"));
        if let Some(level) = level {
            self.wrapped("", level.meaning(), Kind::Secondary);
        }
        if let Some(target) = target {
            let mut line = scale(Some(target), "");
            let told = level.map(|level| match target.number().saturating_sub(level.number()) {
                0 => ", reached".to_owned(),
                missing => format!(", {missing} above"),
            });
            line.extend(told.map(|told| Piece::new(told, Kind::Secondary)));
            self.labelled("Target", line);
        }
        self.claims(matrix, row);
        let Some((standing, skill)) = skill else { return };
        for (index, disagreement) in standing.disagreements(skill).iter().enumerate() {
            let label = if index == 0 { "Disagrees" } else { "" };
            self.wrapped(label, &displayable(&disagreement.to_string()), Kind::Warning);
        }
        self.history(skill);
        self.evidence(skill);
    }

    /// How its level went, the newest change first: `2 → 3 on 2026-11-22`.
    fn history(&mut self, skill: &SkillStanding) {
        let changes = self.app.matrix.history.iter().rev().filter(|change| change.is_about(&skill.name));
        for (index, change) in changes.take(MAX_CHANGES).enumerate() {
            let from = change.from.map_or_else(String::new, |from| format!("{} ", from.number()));
            let told = format!("{from}→ {} on {}", change.to.number(), change.date);
            self.wrapped(if index == 0 { "History" } else { "" }, &told, Kind::Text);
        }
    }

    /// What the row says in the columns of expectations.
    fn claims(&mut self, matrix: &Matrix<'_>, row: usize) {
        let mut line: Vec<Piece<Kind>> = Vec::new();
        let mut label = "Claims";
        let columns =
            (0..matrix.kinds.len()).filter(|&column| matrix.kinds[column] == ColumnKind::Expectation);
        for column in columns {
            let Some(state) = matrix.state(row, column) else { continue };
            let title = format!(" {}", head(&words(self.app.roadmap(), &matrix.title(column)), 60));
            let used: usize = line.iter().map(|piece| width(&piece.text)).sum();
            if !line.is_empty() && used + width(&title) + 4 > self.beside() {
                self.labelled(std::mem::take(&mut label), std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(Piece::new("   ", Kind::Text));
            }
            let kind = if state == CellState::Done { Kind::Text } else { Kind::Secondary };
            line.extend([Piece::new("x", Kind::Cell(state)), Piece::new(title, kind)]);
        }
        if !line.is_empty() {
            self.labelled(label, line);
        }
    }

    fn evidence(&mut self, skill: &SkillStanding) {
        self.wrapped("Evidence", &skill.evidence.to_string(), Kind::Text);
        let roadmap = self.app.roadmap();
        let items = skill.evidence.items.iter().flat_map(|&place| {
            let end = roadmap.item(place).end;
            (place.item..end).map(move |item| (place, Place { item, ..place }))
        });
        for (place, item) in items.take(MAX_ITEMS) {
            let depth = roadmap.item(item).depth - roadmap.item(place).depth;
            let indent = " ".repeat((usize::from(depth) * 2).min(self.columns / 2));
            let text = format!(" {}", words(roadmap, &roadmap.words(item)));
            let pieces = vec![
                Piece::new(indent, Kind::Text),
                Piece::new("x", Kind::Item(item)),
                Piece::new(text, Kind::Text),
            ];
            self.lines.push(SkillLine { pieces, item: Some(item) });
        }
        for entry in skill.evidence.entries.iter().rev().take(MAX_ITEMS) {
            let (section, item) = match entry.place {
                EntryPlace::Item(place) => (place.section, Some(place)),
                EntryPlace::Section(section) => (section, None),
            };
            let told = words(roadmap, head(entry.text.of(roadmap.section(section).text.as_str()), 400));
            let date = entry.date.map_or_else(String::new, |date| format!("{date} "));
            let pieces = vec![
                Piece::new(format!("{date}{} ", entry.kind.name()), Kind::Secondary),
                Piece::new(told, Kind::Text),
            ];
            self.lines.push(SkillLine { pieces, item });
        }
        let n_entries = skill.evidence.entries.len();
        if n_entries > 0 {
            let n_recent = skill.evidence.n_recent_entries(self.app.today);
            self.wrapped(
                "",
                &format!("{n_recent} of {n_entries} in the last {RECENT_DAYS} days"),
                Kind::Secondary,
            );
        }
        let n_resources = skill.evidence.resources.len();
        if n_resources > 0 {
            let told = if n_resources == 1 { "1 resource speaks of it" } else { "resources speak of it" };
            let told = if n_resources == 1 { told.to_owned() } else { format!("{n_resources} {told}") };
            self.wrapped("", &told, Kind::Secondary);
        }
    }

    /// How many columns there are beside the labels.
    fn beside(&self) -> usize {
        if self.columns < MIN_BESIDE { self.columns } else { self.columns - LABEL }
    }

    fn wrapped(&mut self, label: &str, text: &str, kind: Kind) {
        let mut label = label;
        for line in wrap(text, self.beside().max(1)) {
            self.labelled(label, vec![Piece::new(text.get(line).unwrap_or_default(), kind)]);
            label = "";
        }
    }

    fn labelled(&mut self, label: &str, mut pieces: Vec<Piece<Kind>>) {
        if self.columns >= MIN_BESIDE {
            pieces.insert(0, Piece::new(format!("{label:LABEL$}"), Kind::Label));
        } else if !label.is_empty() {
            self.lines.push(SkillLine { pieces: vec![Piece::new(label, Kind::Label)], item: None });
        }
        self.lines.push(SkillLine { pieces, item: None });
    }
}

/// A level on the Dreyfus scale, with its number and name.
fn scale(level: Option<Level>, none: &str) -> Vec<Piece<Kind>> {
    let n_reached = usize::from(level.map_or(0, Level::number));
    let (told, kind) = match level {
        Some(level) => (format!("{} {}", level.number(), level.name()), Kind::Text),
        None => (none.to_owned(), Kind::Secondary),
    };
    vec![
        Piece::new("#".repeat(n_reached), Kind::Reached),
        Piece::new(".".repeat(Level::ALL.len() - n_reached), Kind::Unreached),
        Piece::new("  ", Kind::Text),
        Piece::new(told, kind),
    ]
}
