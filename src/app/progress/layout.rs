//! Where on the screen the panels of the Progress tab stand: the same for drawing, for paging and for clicks.

use super::Figures;
use crate::app::layout::{Area, Density, Size};

/// A part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// How much is done of each phase and of each kind of section, and when each phase ends.
    Phases,
    BurnUp,
    Calendar,
    /// What has stalled, and what is next.
    Next,
}

impl Panel {
    /// In the order in which they are gone to.
    pub const ALL: [Self; 4] = [Self::Phases, Self::BurnUp, Self::Calendar, Self::Next];
    /// Those that have something to move over.
    pub const WITH_CURSOR: [Self; 2] = [Self::Next, Self::Phases];
}

/// The places of the panels. One that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProgressLayout {
    areas: [Area; 4],
    /// The panel that has the keys.
    pub focus: Panel,
    /// Whether one panel is shown at a time.
    pub is_single: bool,
    pub has_borders: bool,
    /// How many lines something to go to takes.
    pub entry_lines: u16,
}

/// The months, seven days, what it comes to, and the border.
const CALENDAR_ROWS: u16 = 11;
/// The names of the days, fifty-three weeks of two columns, and the border.
const YEAR_COLUMNS: u16 = 5 + 53 * 2 + 2;
/// In fewer columns the reason stands below what it is the reason for.
const WIDE_ENTRY: u16 = 70;

impl ProgressLayout {
    /// The layout with the panel that the user chose, if any.
    pub fn of(size: Size, chosen: Option<Panel>, n_gauges: usize) -> Self {
        let Size { columns, rows } = size;
        let density = Density::of(size);
        let is_single = matches!(density, Density::Line | Density::One) || rows < 2 * CALENDAR_ROWS + 2;
        let focus = match chosen {
            Some(panel) if is_single || Panel::WITH_CURSOR.contains(&panel) => panel,
            _ if is_single => Panel::Phases,
            _ => Panel::Next,
        };
        let has_borders = density != Density::Line && (density != Density::One || rows >= 12);
        let whole = match density {
            Density::Line => Area { x: 0, y: 0, columns, rows: rows.min(1) },
            _ => Area { x: 0, y: 1, columns, rows: rows.saturating_sub(2) },
        };
        let areas = if is_single {
            Panel::ALL.map(|panel| if panel == focus { whole } else { Area::default() })
        } else if (100..150).contains(&columns) && rows >= 34 {
            stacked(whole, n_gauges)
        } else {
            grid(whole, n_gauges)
        };
        let mut layout = Self { areas, focus, is_single, has_borders, entry_lines: 1 };
        let next = layout.content(Panel::Next);
        if next.columns < WIDE_ENTRY && next.rows >= 4 {
            layout.entry_lines = 2;
        }
        layout
    }

    pub fn area(&self, panel: Panel) -> Area {
        self.areas[panel as usize]
    }

    /// What is inside the border.
    pub fn content(&self, panel: Panel) -> Area {
        let area = self.area(panel);
        if self.has_borders { area.inside() } else { area }
    }

    pub fn panel_at(&self, column: u16, row: u16) -> Option<Panel> {
        Panel::ALL.into_iter().find(|panel| self.area(*panel).contains(column, row))
    }

    /// The lines for what the cursor moves over.
    pub fn list(&self, panel: Panel) -> Area {
        let content = self.content(panel);
        match panel {
            Panel::Phases => {
                let below = self.sentence_rows();
                Area { rows: content.rows - below - u16::from(below > 0 && content.rows > 8), ..content }
            }
            _ => content,
        }
    }

    /// The lines below the gauges that say in words what the chosen one shows.
    pub fn sentence(&self) -> Area {
        let content = self.content(Panel::Phases);
        let rows = self.sentence_rows();
        Area { y: content.y + content.rows - rows, rows, ..content }
    }

    fn sentence_rows(&self) -> u16 {
        let content = self.content(Panel::Phases);
        match (content.rows, content.columns) {
            (..4, _) => 0,
            (6.., ..80) => 2,
            _ => 1,
        }
    }

    /// How many rows or entries of a panel are in sight.
    pub fn n_shown(&self, panel: Panel) -> usize {
        let lines = if panel == Panel::Next { self.entry_lines } else { 1 };
        usize::from((self.list(panel).rows / lines).max(1))
    }

    /// The first line of the gauges that is shown, so that the chosen one is. Phases and kinds are a line apart.
    pub fn first_gauge_line(&self, chosen: usize, figures: &Figures) -> usize {
        let (n_phases, n_gauges) = (figures.n_phases(), figures.gauges.len());
        let n_lines = n_gauges + usize::from(n_gauges > n_phases);
        let line = chosen + usize::from(chosen >= n_phases);
        first_shown(line, n_lines, usize::from(self.list(Panel::Phases).rows))
    }

    /// The first of what there is to go to that is shown, so that the chosen one is.
    pub fn first_entry(&self, chosen: usize, n_entries: usize) -> usize {
        first_shown(chosen, n_entries, self.n_shown(Panel::Next))
    }
}

/// The first of some lines that is shown, so that the chosen one is with some below it.
fn first_shown(chosen: usize, n: usize, n_shown: usize) -> usize {
    let shown = n_shown.max(1);
    (chosen + 1 + (shown / 4).min(2)).saturating_sub(shown).min(n.saturating_sub(shown)).min(chosen)
}

/// Gauges and burn-up beside each other, the calendar below them, what is next at the bottom.
fn stacked(whole: Area, n_gauges: usize) -> [Area; 4] {
    let top = gauge_rows(n_gauges).clamp(12, whole.rows.saturating_sub(CALENDAR_ROWS + 8).max(12));
    let left = whole.columns * 3 / 5;
    let (columns, y) = (whole.columns, whole.y + top);
    [
        Area { columns: left, rows: top, ..whole },
        Area { x: whole.x + left, columns: columns - left, rows: top, ..whole },
        Area { y, rows: CALENDAR_ROWS, ..whole },
        Area { y: y + CALENDAR_ROWS, rows: whole.rows - top - CALENDAR_ROWS, ..whole },
    ]
}

/// Gauges over what is next at the left, burn-up over calendar at the right.
fn grid(whole: Area, n_gauges: usize) -> [Area; 4] {
    let right =
        if whole.columns >= 150 { YEAR_COLUMNS.min(whole.columns * 3 / 5) } else { whole.columns / 2 };
    let left = whole.columns - right;
    let upper = whole.rows - CALENDAR_ROWS;
    // In little height the panels end on the same line.
    let top = if whole.rows < 30 { upper } else { gauge_rows(n_gauges).clamp(12, upper) };
    let x = whole.x + left;
    [
        Area { columns: left, rows: top, ..whole },
        Area { x, columns: right, rows: upper, ..whole },
        Area { x, y: whole.y + upper, columns: right, rows: CALENDAR_ROWS },
        Area { y: whole.y + top, columns: left, rows: whole.rows - top, ..whole },
    ]
}

/// What the gauges would take: a line each, one between phases and kinds, one before the sentence, and the border.
fn gauge_rows(n_gauges: usize) -> u16 {
    u16::try_from(n_gauges).unwrap_or(u16::MAX).saturating_add(6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_every_size_the_panels_lie_beside_each_other_and_fill_the_page() {
        for (columns, rows) in (1..210).flat_map(|columns| (1..60).map(move |rows| (columns, rows))) {
            for (chosen, n_gauges) in [(None, 0), (Some(Panel::Calendar), 9), (Some(Panel::Phases), 500)] {
                let layout = ProgressLayout::of(Size { columns, rows }, chosen, n_gauges);
                let cells = |area: Area| u32::from(area.columns) * u32::from(area.rows);
                let shown: u32 = Panel::ALL.map(|panel| cells(layout.area(panel))).iter().sum();
                let whole = match Density::of(Size { columns, rows }) {
                    Density::Line => u32::from(columns),
                    _ => u32::from(columns) * u32::from(rows - 2),
                };
                assert_eq!(shown, whole, "{columns}x{rows} {chosen:?}");
                assert!(!layout.area(layout.focus).is_empty(), "{columns}x{rows}");
                for panel in Panel::ALL {
                    let (area, list) = (layout.area(panel), layout.list(panel));
                    assert!(area.x + area.columns <= columns && area.y + area.rows <= rows);
                    assert!(list.rows <= area.rows, "{columns}x{rows} {panel:?}");
                }
                let (list, sentence) = (layout.list(Panel::Phases), layout.sentence());
                assert!(list.y + list.rows <= sentence.y, "{columns}x{rows}");
            }
        }
    }

    #[test]
    fn all_panels_are_there_where_they_have_room() {
        let is_single = |columns, rows| ProgressLayout::of(Size { columns, rows }, None, 9).is_single;
        assert!(!is_single(80, 24) && !is_single(120, 40) && !is_single(200, 50));
        assert!(is_single(80, 20) && is_single(40, 12) && is_single(20, 6));
        let calendar = |columns, rows| {
            ProgressLayout::of(Size { columns, rows }, None, 9).content(Panel::Calendar).columns
        };
        assert!(calendar(200, 50) >= 111 && calendar(120, 40) >= 111, "a whole year");
    }
}
