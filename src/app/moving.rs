//! The cursor, the folds, the panes.

use super::details::max_scroll;
use super::filter::Filter;
use super::outline::{Outline, Row};
use super::tab::Tab;
use super::{App, Pane, Status};
use crate::model::{Place, State};

/// So many rows stay in sight beyond the cursor.
const MARGIN: u16 = 2;

impl App {
    /// How many rows a page has.
    pub(super) fn page(&self) -> isize {
        let rows = self.layout().content(self.view.focus).rows;
        isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1)
    }

    pub(super) fn go_to_first_open(&mut self) {
        let open = self
            .roadmap()
            .items()
            .find(|(_, item)| item.is_leaf() && matches!(item.state, State::Todo | State::Doing));
        match open.map(|(place, _)| Row::Item(place)) {
            Some(row) => self.go_to(row),
            None => self.show_phase(0),
        }
    }

    /// Shows a phase with the cursor where it was left.
    pub(super) fn show_phase(&mut self, phase: usize) {
        if let Some(cursor) = self.view.cursor {
            self.view.left.insert(self.view.phase, cursor);
        }
        self.view.phase = phase.min(self.roadmap().phases().len().saturating_sub(1));
        let outline = self.outline();
        let left = self
            .view
            .left
            .get(&self.view.phase)
            .copied()
            .filter(|row| self.exists(*row) && outline.is_shown(*row));
        self.set_cursor(left.or_else(|| outline.first()));
    }

    /// Whether a row still names something.
    pub(super) fn exists(&self, row: Row) -> bool {
        let Some(section) = self.roadmap().sections().get(row.section() as usize) else { return false };
        match row {
            Row::Heading(_) => true,
            Row::Item(place) => (place.item as usize) < section.items.len(),
            Row::Table(_, table) => (table as usize) < section.tables.len(),
        }
    }

    /// Shows a row in the outline, from whatever tab. A filter that hides it ends, so that the next key changes this row
    /// and no other.
    pub(super) fn show_in_outline(&mut self, row: Row) {
        if !self.exists(row) {
            return;
        }
        self.go_to_tab(Tab::Roadmap);
        self.view.focus = Pane::Outline;
        if self.is_filtered_out(row) {
            self.set_filter(None);
            let what = if row.place().is_some() { "this item" } else { "this heading" };
            self.status = Status::done(format!("the filter is off: it hid {what}"));
        }
        self.go_to(row);
    }

    pub(super) fn is_filtered_out(&self, row: Row) -> bool {
        let shown = self.shown_for(row);
        let is_left = |filter: &Filter| shown.is_some_and(|row| filter.rows().binary_search(&row).is_ok());
        self.filter.as_ref().is_some_and(|filter| !is_left(filter))
    }

    /// The row that stands for one in its phase's outline: for the heading of a phase the first row below it.
    pub(super) fn shown_for(&self, row: Row) -> Option<Row> {
        let phase = self.roadmap().phase_of(row.section()).unwrap_or(self.view.phase);
        let outline = Outline { phase, ..self.outline() };
        let is_title = matches!(row, Row::Heading(section) if !outline.has_heading(section));
        if is_title { outline.first() } else { Some(row) }
    }

    /// Brings a row into sight, unfolding what hides it; the nearest where a filter hides it, under which nothing is folded.
    pub(super) fn go_to(&mut self, row: Row) {
        if let Some(phase) = self.roadmap().phase_of(row.section())
            && phase != self.view.phase
        {
            self.show_phase(phase);
        }
        let mut above = self.outline().parent(row).filter(|_| self.filter.is_none());
        while let Some(parent) = above {
            self.view.folded.remove(&parent);
            above = self.outline().parent(parent);
        }
        let outline = self.outline();
        let shown = self.shown_for(row).and_then(|row| {
            let is_shown = outline.is_shown(row);
            if is_shown { Some(row) } else { outline.nearest(row) }
        });
        self.set_cursor(shown);
    }

    /// Puts the cursor on a shown row. A row that is not in sight comes to stand in the upper half.
    pub(super) fn set_cursor(&mut self, row: Option<Row>) {
        let height = self.layout().content(Pane::Outline).rows;
        if let (Some(old), Some(new)) = (self.view.cursor, row) {
            let window = if self.exists(old) {
                self.outline().window(old, self.view.line, height)
            } else {
                Vec::new()
            };
            self.view.line =
                window.iter().position(|shown| *shown == new).map_or(height / 3, |line| line as u16);
        }
        if self.view.cursor != row {
            self.view.details_scroll = 0;
        }
        self.view.cursor = row;
        self.settle_line();
    }

    /// Keeps the cursor's line within the pane and away from its borders.
    pub(super) fn settle_line(&mut self) {
        let height = self.layout().content(Pane::Outline).rows;
        let Some(cursor) = self.view.cursor else { return };
        let margin = MARGIN.min(height.saturating_sub(1) / 2);
        let line = self.view.line.clamp(margin, height.saturating_sub(1 + margin).max(margin));
        let window = self.outline().window(cursor, line, height.max(1));
        self.view.line = window.iter().position(|row| *row == cursor).map_or(0, |line| line as u16);
    }

    pub(super) fn move_by(&mut self, by: isize) {
        match self.view.focus {
            Pane::Phases => {
                let last = self.roadmap().phases().len().saturating_sub(1);
                self.show_phase(self.view.phase.saturating_add_signed(by).min(last));
            }
            Pane::Details => {
                let by = by.clamp(-1000, 1000) as i16;
                let most = max_scroll(self, self.size);
                self.view.details_scroll =
                    self.view.details_scroll.min(most).saturating_add_signed(by).min(most);
            }
            Pane::Outline => {
                let Some(cursor) = self.view.cursor else { return };
                let outline = self.outline();
                let step = |row: &Row| if by > 0 { outline.next(*row) } else { outline.previous(*row) };
                let moved = std::iter::successors(Some(cursor), step).take(by.unsigned_abs() + 1).last();
                let steps = by.clamp(-1000, 1000) as i16;
                self.view.line = self.view.line.saturating_add_signed(steps);
                self.view.cursor = moved;
                self.view.details_scroll = 0;
                self.settle_line();
            }
        }
    }

    pub(super) fn move_to_end(&mut self, is_last: bool) {
        match self.view.focus {
            Pane::Phases => self.show_phase(if is_last { usize::MAX } else { 0 }),
            Pane::Details => {
                self.view.details_scroll = if is_last { max_scroll(self, self.size) } else { 0 };
            }
            Pane::Outline => {
                let outline = self.outline();
                let end = if is_last { outline.last() } else { outline.first() };
                self.set_cursor(end);
            }
        }
    }

    /// To the heading before or behind the cursor, in the next phase where this one has no more.
    pub(super) fn move_to_heading(&mut self, is_next: bool) {
        let outline = self.outline();
        let step = |row: &Row| if is_next { outline.next(*row) } else { outline.previous(*row) };
        let rows = std::iter::successors(self.view.cursor.and_then(|row| step(&row)), step);
        let found = rows.into_iter().find(|row| matches!(row, Row::Heading(_)));
        if let Some(row) = found {
            return self.set_cursor(Some(row));
        }
        let n_phases = self.roadmap().phases().len();
        if is_next && self.view.phase + 1 < n_phases {
            self.show_phase(self.view.phase + 1);
            self.set_cursor(self.outline().first());
        } else if !is_next {
            let first = self.outline().first();
            if self.view.cursor != first {
                self.set_cursor(first);
            } else if self.view.phase > 0 {
                self.show_phase(self.view.phase - 1);
                let outline = self.outline();
                let last_heading = std::iter::successors(outline.last(), |row| outline.previous(*row))
                    .find(|row| matches!(row, Row::Heading(_)));
                self.set_cursor(last_heading.or_else(|| outline.first()));
            }
        }
    }

    pub(super) fn fold_or_parent(&mut self) {
        match self.view.focus {
            Pane::Details => self.view.focus = Pane::Outline,
            Pane::Phases => {}
            Pane::Outline => {
                let Some(row) = self.view.cursor else { return };
                let outline = self.outline();
                let is_open =
                    outline.filtered.is_none() && outline.has_rows_below(row) && !outline.is_folded(row);
                if is_open {
                    self.view.folded.insert(row);
                    self.settle_line();
                } else if let Some(parent) = outline.parent(row) {
                    self.set_cursor(Some(parent));
                } else {
                    self.view.focus = Pane::Phases;
                }
            }
        }
    }

    pub(super) fn unfold_or_child(&mut self) {
        match self.view.focus {
            Pane::Phases => self.view.focus = Pane::Outline,
            Pane::Details => {}
            Pane::Outline => {
                let Some(row) = self.view.cursor else { return };
                if self.filter.is_none() && self.view.folded.remove(&row) {
                    self.settle_line();
                    return;
                }
                // What a filter leaves of a row may be nothing below it.
                let outline = self.outline();
                if outline.next(row).is_some_and(|next| outline.parent(next) == Some(row)) {
                    self.move_by(1);
                }
            }
        }
    }

    /// Enter: folds or unfolds a row; goes from a phase into its outline.
    pub(super) fn choose_row(&mut self) {
        let Some(row) = self.view.cursor.filter(|_| self.view.focus == Pane::Outline) else {
            self.view.focus = Pane::Outline;
            return;
        };
        if self.outline().has_rows_below(row) && self.can_fold() && !self.view.folded.remove(&row) {
            self.view.folded.insert(row);
        }
        self.settle_line();
    }

    /// Whether rows can be folded: under a filter all that it leaves is shown, and the folds wait until it ends.
    fn can_fold(&mut self) -> bool {
        if self.filter.is_some() {
            self.status = Status::warning("nothing is folded while a filter is on");
        }
        self.filter.is_none()
    }

    pub(super) fn fold_all(&mut self) {
        if !self.can_fold() {
            return;
        }
        let outline = self.outline();
        let sections =
            self.roadmap().phases().get(self.view.phase).map_or(0..0, |phase| phase.first..phase.end);
        let mut folded = Vec::new();
        for section in sections {
            folded.extend(
                Some(Row::Heading(section))
                    .filter(|row| outline.has_heading(section) && outline.has_rows_below(*row)),
            );
            let items = &self.roadmap().section(section).items;
            let parents = (0..).zip(items).filter(|(item, value)| value.end > item + 1);
            folded.extend(parents.map(|(item, _)| Row::Item(Place { section, item })));
        }
        self.view.folded.extend(folded);
        let mut row = self.view.cursor;
        while let Some(hidden) = row.filter(|row| !self.outline().is_shown(*row)) {
            row = self.outline().parent(hidden);
        }
        self.set_cursor(row.or_else(|| self.outline().first()));
    }

    pub(super) fn unfold_all(&mut self) {
        if !self.can_fold() {
            return;
        }
        self.view.folded.clear();
        self.settle_line();
    }

    pub(super) fn next_roadmap_pane(&mut self, by: isize) {
        const PANES: [Pane; 3] = [Pane::Phases, Pane::Outline, Pane::Details];
        let index = PANES.iter().position(|pane| *pane == self.view.focus).unwrap_or(1);
        let index = (index as isize + by).rem_euclid(PANES.len() as isize) as usize;
        self.view.focus = PANES[index];
        self.settle_line();
    }
}
