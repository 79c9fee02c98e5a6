//! How much of the Roadmap tab each of its panes has, where the user has dragged a border. Of the screen it knows only
//! how large it is.

use std::collections::BTreeMap;

use super::App;
use super::tab::Tab;

/// A border between two panes that can be dragged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Border {
    /// Behind the phases.
    Phases,
    /// Before the details, where they are at the right.
    Beside,
    /// Above the details, where they are below.
    Below,
}

impl Border {
    pub const ALL: [Self; 3] = [Self::Phases, Self::Beside, Self::Below];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Phases => "phases",
            Self::Beside => "beside",
            Self::Below => "below",
        }
    }
}

/// The share that each border gives its pane, in thousandths of the screen; none where it was never dragged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shares([Option<u16>; Border::ALL.len()]);

impl Shares {
    const WHOLE: u32 = 1000;

    /// Gives a border's pane so many of a screen's cells.
    pub fn set(&mut self, border: Border, cells: u16, of: u16) {
        let share = (u32::from(cells) * Self::WHOLE + u32::from(of) / 2) / u32::from(of.max(1));
        self.0[border as usize] = u16::try_from(share.min(Self::WHOLE)).ok();
    }

    /// How many of a screen's cells a border's pane has; the default where it was never dragged, and in any case
    /// between the least and the most.
    pub fn cells(&self, border: Border, of: u16, default: u16, (least, most): (u16, u16)) -> u16 {
        let Some(share) = self.0[border as usize] else { return default };
        let cells = (u32::from(share) * u32::from(of) + Self::WHOLE / 2) / Self::WHOLE;
        u16::try_from(cells).unwrap_or(most).clamp(least, most.max(least))
    }
}

impl App {
    /// The shares by the names of their borders, to be remembered.
    pub fn remembered_shares(&self) -> BTreeMap<String, u16> {
        let share = |border: Border| Some((border.name().to_owned(), self.shares.0[border as usize]?));
        Border::ALL.into_iter().filter_map(share).collect()
    }

    /// Gives the panes the shares they had.
    pub fn restore_shares(&mut self, shares: &BTreeMap<String, u16>) {
        for border in Border::ALL {
            if let Some(share) = shares.get(border.name()) {
                self.shares.set(border, *share, Shares::WHOLE as u16);
            }
        }
    }

    /// Takes hold of the border that was clicked on, if one was.
    pub(super) fn take_border(&mut self, column: u16, row: u16) {
        self.dragged = self.layout().border_at(column, row);
    }

    /// Moves the border that is held to a cell.
    pub(super) fn drag(&mut self, column: u16, row: u16) {
        let Some(border) = self.dragged.filter(|_| self.tab == Tab::Roadmap && self.overlay.is_none()) else {
            return;
        };
        let (size, layout) = (self.size, self.layout());
        let end = layout.details.y + layout.details.rows;
        let (cells, of) = match border {
            Border::Phases => (column + 1, size.columns),
            Border::Beside => (size.columns.saturating_sub(column), size.columns),
            Border::Below => (end.saturating_sub(row), size.rows),
        };
        self.shares.set(border, cells, of);
        self.settle_line();
    }
}
