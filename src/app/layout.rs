//! Where on the screen what stands: the same for drawing, for paging and for clicks.

use super::Pane;
use super::shares::{Border, Shares};

/// The terminal's size in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    pub columns: u16,
    pub rows: u16,
}

/// A rectangle of cells, from the upper left corner of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub columns: u16,
    pub rows: u16,
}

impl Area {
    pub fn contains(self, column: u16, row: u16) -> bool {
        (self.x..self.x + self.columns).contains(&column) && (self.y..self.y + self.rows).contains(&row)
    }

    pub fn is_empty(self) -> bool {
        self.columns == 0 || self.rows == 0
    }

    /// What is left inside a border.
    #[must_use]
    pub fn inside(self) -> Self {
        Self {
            x: self.x + 1,
            y: self.y + 1,
            columns: self.columns.saturating_sub(2),
            rows: self.rows.saturating_sub(2),
        }
    }
}

/// How much fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Density {
    /// Less than 20×6: one line that says where the user is.
    Line,
    /// One pane at a time, without borders below a certain height.
    One,
    /// Outline and details; the phases are a line above.
    Two,
    /// Phases, outline, details.
    Three,
}

impl Density {
    pub fn of(Size { columns, rows }: Size) -> Self {
        match (columns, rows) {
            (..20, _) | (_, ..6) => Self::Line,
            (..60, _) | (_, ..12) => Self::One,
            (..100, _) => Self::Two,
            _ => Self::Three,
        }
    }
}

/// What a pane has at least, however far its border is dragged.
const LEAST: Size = Size { columns: 20, rows: 6 };

/// The places of everything. An area that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    pub density: Density,
    pub header: Area,
    /// The phases' pane, or their line above the outline.
    pub phases: Area,
    pub outline: Area,
    pub details: Area,
    pub hints: Area,
    /// Whether panes have borders.
    pub has_borders: bool,
}

impl Layout {
    pub fn of(size: Size, focus: Pane, shares: &Shares) -> Self {
        let Size { columns, rows } = size;
        let density = Density::of(size);
        let area = |x, y, columns, rows| Area { x, y, columns, rows };
        let mut layout = Self {
            density,
            header: area(0, 0, columns, 1.min(rows)),
            phases: Area::default(),
            outline: Area::default(),
            details: Area::default(),
            hints: area(0, rows.saturating_sub(1), columns, 1.min(rows)),
            has_borders: true,
        };
        let height = rows.saturating_sub(2);
        // What is left to the outline is never less than the smallest screen has.
        let below = || {
            let default = if height < 16 { 3 } else { (height / 5).clamp(5, 12) };
            shares.cells(Border::Below, rows, default, (3, height.saturating_sub(LEAST.rows)))
        };
        match density {
            Density::Line => {
                layout.header = Area::default();
                layout.outline = area(0, 0, columns, rows);
                layout.hints = Area::default();
                layout.has_borders = false;
            }
            Density::One => {
                let pane = area(0, 1, columns, height);
                layout.has_borders = rows >= 12;
                match focus {
                    Pane::Phases => layout.phases = pane,
                    Pane::Outline => layout.outline = pane,
                    Pane::Details => layout.details = pane,
                }
            }
            Density::Two => {
                let details = below();
                layout.phases = area(0, 1, columns, 1);
                layout.outline = area(0, 2, columns, height - 1 - details);
                layout.details = area(0, 1 + height - details, columns, details);
            }
            Density::Three => {
                let phases = (columns / 4).clamp(28, 38);
                let most = columns / 2 - LEAST.columns / 2;
                let phases = shares.cells(Border::Phases, columns, phases, (LEAST.columns, most));
                if columns >= 150 {
                    let details = (columns / 4).clamp(40, 56);
                    let details = shares.cells(Border::Beside, columns, details, (LEAST.columns, most));
                    layout.phases = area(0, 1, phases, height);
                    layout.outline = area(phases, 1, columns - phases - details, height);
                    layout.details = area(columns - details, 1, details, height);
                } else {
                    let details = below();
                    layout.phases = area(0, 1, phases, height - details);
                    layout.outline = area(phases, 1, columns - phases, height - details);
                    layout.details = area(0, 1 + height - details, columns, details);
                }
            }
        }
        layout
    }

    /// The cells of a pane in which its rows are drawn.
    pub fn content(&self, pane: Pane) -> Area {
        let area = match pane {
            Pane::Phases => self.phases,
            Pane::Outline => self.outline,
            Pane::Details => self.details,
        };
        let is_line = self.density == Density::Two && pane == Pane::Phases;
        if self.has_borders && !is_line { area.inside() } else { area }
    }

    /// Where in an outline row the state stands, from the left of the pane's content: behind the selection bar, the
    /// indent and the fold mark.
    pub fn mark_column(&self, depth: usize) -> u16 {
        let indent = u16::try_from(depth * 2).unwrap_or(u16::MAX);
        // A deep row keeps half of the pane for its text.
        3 + indent.min(self.outline.columns / 2)
    }

    /// The first phase that is shown, so that the chosen one is.
    pub fn first_phase(&self, chosen: usize, n_phases: usize) -> usize {
        let rows = usize::from(self.content(Pane::Phases).rows).max(1);
        chosen.saturating_sub(rows - 1).min(n_phases.saturating_sub(rows))
    }

    /// The border between panes at a cell: either of the two lines that it is drawn with.
    pub fn border_at(&self, column: u16, row: u16) -> Option<Border> {
        let Self { density, phases, outline, details, .. } = *self;
        if !matches!(density, Density::Two | Density::Three) {
            return None;
        }
        let is_beside = details.y == outline.y;
        let is_in = |area: Area| (area.y..area.y + area.rows).contains(&row);
        match () {
            () if !is_beside && (details.y - 1..=details.y).contains(&row) => Some(Border::Below),
            () if is_beside && is_in(details) && (details.x - 1..=details.x).contains(&column) => {
                Some(Border::Beside)
            }
            () if density == Density::Three
                && is_in(phases)
                && (outline.x - 1..=outline.x).contains(&column) =>
            {
                Some(Border::Phases)
            }
            () => None,
        }
    }

    /// The pane at a cell.
    pub fn pane_at(&self, column: u16, row: u16) -> Option<Pane> {
        let panes =
            [(Pane::Phases, self.phases), (Pane::Outline, self.outline), (Pane::Details, self.details)];
        panes.into_iter().find(|(_, area)| area.contains(column, row)).map(|(pane, _)| pane)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_every_size_all_areas_lie_on_the_screen_and_apart() {
        for columns in 1..220 {
            for rows in 1..70 {
                for focus in [Pane::Phases, Pane::Outline, Pane::Details] {
                    let layout = Layout::of(Size { columns, rows }, focus, &Shares::default());
                    let areas = [layout.header, layout.phases, layout.outline, layout.details, layout.hints];
                    let shown: Vec<Area> = areas.into_iter().filter(|area| !area.is_empty()).collect();
                    let cells: u32 =
                        shown.iter().map(|area| u32::from(area.columns) * u32::from(area.rows)).sum();
                    assert_eq!(cells, u32::from(columns) * u32::from(rows), "{columns}x{rows} {focus:?}");
                    assert!(
                        shown
                            .iter()
                            .all(|area| area.x + area.columns <= columns && area.y + area.rows <= rows)
                    );
                }
            }
        }
    }

    #[test]
    fn a_border_is_where_it_was_dragged_to_and_leaves_every_pane_room() {
        for (columns, rows) in [(60, 12), (80, 24), (100, 30), (149, 40), (150, 40), (220, 60)] {
            let size = Size { columns, rows };
            for cells in 0..columns {
                let mut shares = Shares::default();
                shares.set(Border::Phases, cells, columns);
                shares.set(Border::Beside, cells, columns);
                shares.set(Border::Below, cells.min(rows), rows);
                let layout = Layout::of(size, Pane::Outline, &shares);
                let Layout { phases, outline, details, .. } = layout;
                assert!(outline.columns >= LEAST.columns && outline.rows >= 4, "{size:?} {cells} {layout:?}");
                assert!(details.columns >= LEAST.columns && details.rows >= 3, "{size:?} {cells} {layout:?}");
                if layout.density == Density::Three {
                    assert!(phases.columns >= LEAST.columns, "{size:?} {cells} {layout:?}");
                    assert_eq!(layout.border_at(phases.columns - 1, 3), Some(Border::Phases));
                    if (LEAST.columns..columns / 2 - LEAST.columns / 2).contains(&cells) {
                        assert_eq!(phases.columns, cells, "{size:?}");
                    }
                }
                let border = layout.border_at(details.x + 3, details.y);
                assert_eq!(border.is_some(), details.y != outline.y, "{size:?} {cells}");
            }
        }
    }
}
