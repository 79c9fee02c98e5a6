//! Keeping the cursor on its skill and its column while the text changes under it.

use std::collections::HashSet;

use super::{App, table_of};
use crate::app::anchor::CellAnchor;
use crate::app::prompt::Overlay;
use crate::app::tab::Tab;
use crate::document::{Action, Target};
use crate::edit::{Edit, Verb};
use crate::model::{CellPlace, Roadmap};

/// All cells that the view remembers.
pub(in crate::app) struct CellAnchors {
    cursor: Option<CellAnchor>,
    left: Vec<CellAnchor>,
    search: Option<CellAnchor>,
    /// The cell of the open field.
    field: Option<CellAnchor>,
}

impl App {
    /// Where all is that the view remembers, before edits change the text.
    pub(in crate::app) fn cell_anchors(&self, edits: &[Edit]) -> CellAnchors {
        let anchor = |cell: CellPlace| CellAnchor::of(self.roadmap(), cell, edits);
        let origin = self.search.as_ref().and_then(|search| search.cells.origin);
        CellAnchors {
            cursor: self.matrix.cursor.map(anchor),
            left: self.matrix.left.values().copied().map(anchor).collect(),
            search: origin.map(anchor),
            field: match &self.overlay {
                Some(Overlay::Cell(cell)) if cell.is_lost => Some(CellAnchor::lost(self.matrix.lost.clone())),
                Some(Overlay::Cell(cell)) => Some(anchor(cell.place)),
                _ => None,
            },
        }
    }

    /// Finds all again in the new text. A cursor whose cell is gone stays where it was, as near as it can.
    pub(in crate::app) fn find_cells_again(&mut self, anchors: &CellAnchors) {
        let roadmap = &self.document.roadmap;
        let find = |anchor: &Option<CellAnchor>| anchor.as_ref().and_then(|anchor| anchor.find(roadmap));
        self.matrix.cursor = find(&anchors.cursor).or(self.matrix.cursor);
        let left = anchors.left.iter().filter_map(|anchor| anchor.find(roadmap));
        self.matrix.left = left.map(|cell| (table_of(cell), cell)).collect();
        if let Some(search) = &mut self.search {
            search.cells.origin = find(&anchors.search);
        }
        if let (Some(Overlay::Cell(field)), Some(anchor)) = (&mut self.overlay, &anchors.field) {
            let found = anchor.find(roadmap);
            field.is_lost = found.is_none();
            field.place = found.unwrap_or(field.place);
            self.matrix.lost = anchor.identity.clone().filter(|_| found.is_none());
            self.matrix.cursor = found.or(self.matrix.cursor);
        }
    }

    /// The row that an action is about to add.
    pub(in crate::app) fn row_to_come(&self, action: Option<&Action>) -> Option<CellPlace> {
        match action? {
            Action { target: Target::Cell(place), verb: Verb::AddBelow(_) } => {
                Some(CellPlace { row: place.row + 1, column: 0, ..*place })
            }
            _ => None,
        }
    }

    /// Goes to the cell that edits changed, if the matrix is shown and the cursor is at none of them.
    pub(in crate::app) fn go_to_changed_cell(&mut self, edits: &[Edit]) {
        let Some(cursor) = self.matrix.cursor.filter(|_| self.tab == Tab::Matrix) else { return };
        let Some(edit) = edits.last() else { return };
        let changed: Vec<CellPlace> = edit
            .invert()
            .splices()
            .iter()
            .filter_map(|splice| {
                // A row that is put in begins behind the end of the one above it.
                let is_new_row = edit.effect.rows > 0 && splice.span.end > splice.span.start;
                let at = if is_new_row { splice.span.end - 1 } else { splice.span.start };
                cell_at(self.roadmap(), at as usize)
            })
            .filter(|cell| self.matrix.tables.contains(&table_of(*cell)))
            .collect();
        let is_at_it = changed.iter().any(|cell| CellPlace { column: cursor.column, ..*cell } == cursor);
        if let Some(first) = changed.first().filter(|_| !is_at_it) {
            let column = if edit.effect.cells > 0 { first.column } else { cursor.column };
            self.go_to_cell(CellPlace { column, ..*first });
        }
    }
}

/// The cell of a table in which a byte of the file stands.
fn cell_at(roadmap: &Roadmap, at: usize) -> Option<CellPlace> {
    let section = roadmap.section_at(at);
    let content = &roadmap.sections()[section];
    let within = u32::try_from(at.checked_sub(content.offset)?).ok()?;
    let tables = (0..).zip(&content.tables);
    let (table, value) = tables.into_iter().find(|(_, table)| {
        let end = table.rows.last().map_or(table.span.end, |row| row.span.end.max(table.span.end));
        (table.span.start..=end).contains(&within)
    })?;
    let before = |spans: &mut dyn Iterator<Item = u32>| spans.take_while(|start| *start <= within).count();
    let row = before(&mut value.rows.iter().map(|row| row.span.start)).checked_sub(1)?;
    let column = before(&mut value.rows[row].cells.iter().map(|cell| cell.start)).saturating_sub(1);
    Some(CellPlace { section: section as u32, table, row: row as u32, column: column as u32 })
}

/// The rows of tables that edits changed, by their first cells.
pub(in crate::app) fn changed_table_rows(roadmap: &Roadmap, edits: &[Edit]) -> HashSet<CellPlace> {
    let mut rows = HashSet::new();
    for splice in edits.iter().flat_map(|edit| edit.invert().splices().to_vec()) {
        let (from, to) = (splice.span.start as usize, splice.span.end as usize);
        let mut index = roadmap.section_at(from);
        while let Some(section) = roadmap.sections().get(index).filter(|section| section.offset < to) {
            for (table, value) in (0..).zip(&section.tables) {
                for (row, value) in (0..).zip(&value.rows) {
                    let span = value.span.shifted(section.offset);
                    if (span.start as usize) < to && from < span.end as usize {
                        rows.insert(CellPlace { section: index as u32, table, row, column: 0 });
                    }
                }
            }
            index += 1;
        }
    }
    rows
}
