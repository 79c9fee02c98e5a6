//! Commands → changes: what the keys of the matrix ask of the document.

use crate::app::editing::reason;
use crate::app::field::Field;
use crate::app::matrix::MatrixPane;
use crate::app::prompt::{CellField, Confirm, Overlay, Preview};
use crate::app::{App, Effect, Status};
use crate::command::Command;
use crate::display::truncate;
use crate::document::{Action, Change, Target};
use crate::edit::{Verb, needs_column};
use crate::model::matrix::{CellState, ColumnKind, Matrix};
use crate::model::{CellPlace, Level};

impl App {
    /// The chosen cell of a row; where there is none, the status says so.
    fn selected_cell(&mut self) -> Option<CellPlace> {
        let cell = self.matrix.cursor.filter(|cell| cell.row > 0);
        if cell.is_none() {
            self.status = Status::warning("this matrix has no rows yet");
        }
        cell
    }

    /// Goes on with a cell's state, or back.
    pub(super) fn change_cell_state(&mut self, step: fn(CellState) -> CellState) -> Vec<Effect> {
        let Some((cell, matrix)) = self.selected_cell().zip(self.shown_matrix()) else { return Vec::new() };
        let (row, column) = (cell.row as usize, cell.column as usize);
        let is_expectation = matrix.kinds.get(column) == Some(&ColumnKind::Expectation);
        match matrix.state(row, column).filter(|_| is_expectation) {
            Some(state) => self.write(Target::Cell(cell), Verb::SetState(step(state).as_state())),
            None => {
                self.status = Status::warning(match matrix.kinds.get(column) {
                    Some(ColumnKind::Expectation) => "this cell holds other words than a state",
                    Some(ColumnKind::Level | ColumnKind::Target) => "this cell holds a level, not a state",
                    _ => "this column holds no states",
                });
                Vec::new()
            }
        }
    }

    /// Raises or lowers the level of the chosen skill; on a cell of targets, its target.
    pub(super) fn change_level(&mut self, is_up: bool) -> Vec<Effect> {
        let Some((cell, matrix)) = self.selected_cell().zip(self.shown_matrix()) else { return Vec::new() };
        let kind = rated_kind(&matrix, cell);
        let row = cell.row as usize;
        let held = if kind == ColumnKind::Target { matrix.target(row) } else { matrix.level(row) };
        let has_words = matrix.column(kind).is_some_and(|column| !matrix.cell(row, column).is_empty());
        let level = match (held, is_up) {
            (None, _) if has_words => {
                self.status = Status::warning("the cell of its level holds other words");
                return Vec::new();
            }
            (None, true) => Some(Level::Novice),
            (None, false) => {
                self.status = Status::warning("this skill is not rated");
                return Vec::new();
            }
            (Some(Level::Expert), true) => {
                self.status = Status::warning("expert is the highest level");
                return Vec::new();
            }
            (Some(level), true) => level.above(),
            (Some(level), false) => level.below(),
        };
        self.set_level(cell, kind, level)
    }

    /// A digit: sets the level of the chosen skill; on a cell of targets, its target.
    pub(super) fn rate(&mut self, level: Level) -> Vec<Effect> {
        let Some((cell, matrix)) = self.selected_cell().zip(self.shown_matrix()) else { return Vec::new() };
        let kind = rated_kind(&matrix, cell);
        self.set_level(cell, kind, Some(level))
    }

    /// Writes a level; asks first where the matrix gets a column for it.
    fn set_level(&mut self, cell: CellPlace, kind: ColumnKind, level: Option<Level>) -> Vec<Effect> {
        let verb = if kind == ColumnKind::Target { Verb::SetTarget(level) } else { Verb::SetLevel(level) };
        if needs_column(self.roadmap(), cell, &verb) {
            self.ask_to_rate(cell, verb);
            return Vec::new();
        }
        self.write(Target::Cell(cell), verb)
    }

    /// Asks whether the matrix shall have a column for the first level in it.
    pub(in crate::app) fn ask_to_rate(&mut self, cell: CellPlace, verb: Verb) {
        let (Verb::SetLevel(Some(level)) | Verb::SetTarget(Some(level))) = verb else { return };
        let skill = self.skill_name(cell);
        self.overlay = Some(Overlay::Confirm(Confirm {
            question: format!(
                "This matrix has no column for levels. Add one, and rate \u{201c}{skill}\u{201d} {}, {}?",
                level.number(),
                level.name()
            ),
            change: Change::Act(vec![Action { target: Target::Cell(cell), verb }]),
        }));
    }

    /// Asks before a row is deleted, with all that goes with it.
    pub(in crate::app) fn ask_to_delete_row(&mut self, cell: CellPlace) {
        let Some(matrix) = self.roadmap().matrix(cell.section, cell.table) else { return };
        let told = |column: usize| {
            let words = super::grid::words(self.roadmap(), &matrix.cell(cell.row as usize, column));
            let title = super::grid::words(self.roadmap(), &matrix.title(column));
            (!words.is_empty()).then(|| format!("{title} {words}"))
        };
        let rest: Vec<String> = (1..matrix.kinds.len().min(MAX_TOLD)).filter_map(told).collect();
        let rest = if rest.is_empty() { String::new() } else { format!(", with {}", rest.join(", ")) };
        self.overlay = Some(Overlay::Confirm(Confirm {
            question: format!("Delete the row \u{201c}{}\u{201d}{rest}?", self.skill_name(cell)),
            change: Change::Act(vec![Action { target: Target::Cell(cell), verb: Verb::Delete }]),
        }));
    }

    pub(super) fn delete_row(&mut self) {
        if let Some(cell) = self.selected_cell() {
            self.ask_to_delete_row(cell);
        }
    }

    /// Shows what aligning would do.
    pub(super) fn preview_alignment(&mut self) {
        if let Some(cell) = self.matrix.cursor {
            self.preview_alignment_of(cell);
        }
    }

    pub(in crate::app) fn preview_alignment_of(&mut self, cell: CellPlace) {
        let change = Change::Act(vec![Action { target: Target::Cell(cell), verb: Verb::AlignTable }]);
        match self.diff_of(&change) {
            Ok(lines) if lines.is_empty() => self.status = Status::warning("the table is aligned already"),
            Ok(lines) => {
                let title = "Align the table".to_owned();
                let preview = Preview { title, lines, scroll: 0, change, other: None, with_resources: false };
                self.overlay = Some(Overlay::Preview(preview));
            }
            Err(error) => self.status = Status::error(reason(&error)),
        }
    }

    /// Opens a field over the chosen cell, over that of the notes, or in a new row.
    pub(super) fn open_cell_field(&mut self, command: Command) {
        let is_new_row = command == Command::AddBelow;
        let cell = if is_new_row { self.matrix.cursor } else { self.selected_cell() };
        let Some((mut place, matrix)) = cell.zip(self.shown_matrix()) else { return };
        if command == Command::Note {
            let Some(notes) = matrix.column(ColumnKind::Notes) else {
                self.status = Status::warning("this matrix has no column for notes");
                return;
            };
            place.column = notes as u32;
        }
        let text = match is_new_row {
            true => String::new(),
            false => matrix.cell(place.row as usize, place.column as usize).into_owned(),
        };
        self.matrix.focus = MatrixPane::Grid;
        self.go_to_cell(if is_new_row { CellPlace { column: 0, ..place } } else { place });
        let field = Field::new(&text, false);
        self.overlay =
            Some(Overlay::Cell(CellField { place, is_new_row, field, known: text, is_lost: false }));
        self.settle_grid();
    }

    /// Enter in a cell's field. It stays open until its text is on disk, so that nothing typed is lost.
    pub(in crate::app) fn submit_cell_field(&mut self) -> Vec<Effect> {
        let Some(Overlay::Cell(CellField { place, is_new_row, field, is_lost, .. })) = &self.overlay else {
            return Vec::new();
        };
        if *is_lost {
            self.status =
                Status::error("the row is not in the file any more; the text is kept here until esc");
            return Vec::new();
        }
        let (place, is_new_row, text) = (*place, *is_new_row, field.text().trim().to_owned());
        if !is_new_row && self.tells_what_would_be_replaced(place, &text) {
            return Vec::new();
        }
        self.supersede_field();
        let verb = match (is_new_row, text.is_empty()) {
            (true, true) => {
                self.overlay = None;
                return Vec::new();
            }
            (true, false) => Verb::AddBelow(text),
            (false, true) if place.column == 0 => {
                self.status = Status::warning("a skill needs a name; esc leaves it as it was");
                return Vec::new();
            }
            (false, _) => Verb::SetCell(text),
        };
        let effects = self.write(Target::Cell(place), verb);
        if effects.is_empty() && self.status.text == "nothing to change" {
            self.overlay = None;
            self.status = Status::default();
        }
        effects
    }

    /// Says what another program has put into the field's cell, if the user does not know of it yet; enter again replaces
    /// it.
    fn tells_what_would_be_replaced(&mut self, place: CellPlace, text: &str) -> bool {
        let theirs = self.document.roadmap.cell(place).unwrap_or_default();
        let Some(Overlay::Cell(CellField { known, .. })) = &mut self.overlay else { return false };
        if *theirs == **known || *theirs == *text {
            return false;
        }
        *known = theirs.into_owned();
        // So long that what enter does is still in sight beside it.
        let told = truncate(known, 60, "\u{2026}");
        self.status = Status::warning(match known.is_empty() {
            true => "another program emptied this cell; enter again fills it".to_owned(),
            false => {
                format!(
                    "another program changed this cell to \u{201c}{told}\u{201d}; enter again replaces it"
                )
            }
        });
        true
    }

    /// Copies the cell as it is shown, or its row as it stands in the file.
    pub(super) fn copy_cell(&mut self, is_markdown: bool) -> Vec<Effect> {
        let Some((cell, matrix)) = self.matrix.cursor.zip(self.shown_matrix()) else { return Vec::new() };
        let text = if is_markdown {
            let span = self.roadmap().row_span(cell).unwrap_or_default();
            String::from_utf8_lossy(&self.roadmap().bytes_at(span)).into_owned()
        } else {
            super::grid::words(self.roadmap(), &matrix.cell(cell.row as usize, cell.column as usize))
        };
        self.status = Status::done(if is_markdown { "copied the row" } else { "copied the cell" });
        vec![Effect::Copy(text)]
    }

    pub(super) fn edit_row_in_editor(&self) -> Vec<Effect> {
        let line = self.matrix.cursor.and_then(|cell| self.roadmap().row_line(cell));
        vec![Effect::RunEditor { line: line.unwrap_or(1) }]
    }

    fn skill_name(&self, cell: CellPlace) -> String {
        let name = self.roadmap().cell(CellPlace { column: 0, ..cell }).unwrap_or_default();
        super::grid::words(self.roadmap(), &name)
    }
}

/// Of a wider row no more cells are told.
const MAX_TOLD: usize = 12;

/// Whether a rating on a cell is of the target or of the level.
fn rated_kind(matrix: &Matrix<'_>, cell: CellPlace) -> ColumnKind {
    match matrix.kinds.get(cell.column as usize) {
        Some(ColumnKind::Target) => ColumnKind::Target,
        _ => ColumnKind::Level,
    }
}
