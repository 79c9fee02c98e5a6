//! The rows of a phase's outline: headings, items and tables, as they are folded and filtered.
//!
//! Rows are found by walking from one to the next, never by listing all: what a screen costs does not grow with the
//! file.

use std::collections::HashSet;

use crate::model::{Place, Roadmap};

/// One row. It names its place in the roadmap as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Row {
    /// A section by its index.
    Heading(u32),
    Item(Place),
    /// A table by its section and its index there.
    Table(u32, u32),
}

impl Ord for Row {
    /// The order of the outline: a section's heading, its items, its tables.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |row: &Self| match *row {
            Self::Heading(section) => (section, 0, 0),
            Self::Item(place) => (place.section, 1, place.item),
            Self::Table(section, table) => (section, 2, table),
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Row {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Row {
    pub fn section(self) -> u32 {
        match self {
            Self::Heading(section) | Self::Table(section, _) => section,
            Self::Item(place) => place.section,
        }
    }

    pub fn place(self) -> Option<Place> {
        match self {
            Self::Item(place) => Some(place),
            _ => None,
        }
    }
}

/// A phase's rows.
#[derive(Clone, Copy)]
pub struct Outline<'a> {
    pub roadmap: &'a Roadmap,
    pub phase: usize,
    pub folded: &'a HashSet<Row>,
    /// The only rows that are shown, of all phases in order, where a filter is on.
    pub filtered: Option<&'a [Row]>,
}

impl<'a> Outline<'a> {
    /// The phase's sections.
    fn sections(&self) -> std::ops::Range<u32> {
        self.roadmap.phases().get(self.phase).map_or(0..0, |phase| phase.first..phase.end)
    }

    /// Whether a section's heading is a row: the phase's own is the pane's title.
    pub fn has_heading(&self, section: u32) -> bool {
        let is_named = self.roadmap.section(section).level > 0;
        is_named && self.sections().start != section && self.roadmap.title_section() != Some(section)
    }

    pub fn is_folded(&self, row: Row) -> bool {
        self.filtered.is_none() && self.folded.contains(&row)
    }

    /// Whether there is something below a row that folding would hide.
    pub fn has_rows_below(&self, row: Row) -> bool {
        match row {
            Row::Heading(index) => {
                let section = self.roadmap.section(index);
                section.end > index + 1 || !section.items.is_empty() || !section.tables.is_empty()
            }
            Row::Item(place) => self.roadmap.item(place).end > place.item + 1,
            Row::Table(..) => false,
        }
    }

    pub fn first(&self) -> Option<Row> {
        if let Some(rows) = self.filtered_rows() {
            return rows.first().copied();
        }
        self.first_from(self.sections().start)
    }

    pub fn last(&self) -> Option<Row> {
        if let Some(rows) = self.filtered_rows() {
            return rows.last().copied();
        }
        let sections = self.sections();
        sections
            .end
            .checked_sub(1)
            .filter(|last| sections.contains(last))
            .and_then(|last| self.last_up_to(last))
    }

    pub fn next(&self, row: Row) -> Option<Row> {
        if let Some(rows) = self.filtered_rows() {
            return rows.get(rows.partition_point(|other| *other <= row)).copied();
        }
        let section = self.roadmap.section(row.section());
        match row {
            Row::Heading(_) if self.is_folded(row) => self.first_from(section.end),
            Row::Heading(index) => self.first_within(index).or_else(|| self.first_from(index + 1)),
            Row::Item(place) => {
                let next =
                    if self.is_folded(row) { section.items[place.item as usize].end } else { place.item + 1 };
                if (next as usize) < section.items.len() {
                    return Some(Row::Item(Place { item: next, ..place }));
                }
                self.table(place.section, 0).or_else(|| self.first_from(place.section + 1))
            }
            Row::Table(index, table) => self.table(index, table + 1).or_else(|| self.first_from(index + 1)),
        }
    }

    pub fn previous(&self, row: Row) -> Option<Row> {
        if let Some(rows) = self.filtered_rows() {
            return rows.partition_point(|other| *other < row).checked_sub(1).map(|index| rows[index]);
        }
        let index = row.section();
        match row {
            Row::Table(_, table) if table > 0 => return self.table(index, table - 1),
            Row::Table(..) => {
                if let Some(item) = self.last_item(index) {
                    return Some(item);
                }
            }
            Row::Item(place) if place.item > 0 => {
                return Some(self.shown(Place { item: place.item - 1, ..place }));
            }
            _ => {}
        }
        if !matches!(row, Row::Heading(_)) && self.has_heading(index) {
            return Some(Row::Heading(index));
        }
        self.last_up_to(index.checked_sub(1)?)
    }

    /// The row under which a row hangs.
    pub fn parent(&self, row: Row) -> Option<Row> {
        let heading = |section| self.has_heading(section).then_some(Row::Heading(section));
        match row {
            Row::Heading(index) => self
                .roadmap
                .section(index)
                .parent
                .filter(|above| self.sections().contains(above))
                .and_then(heading),
            Row::Table(section, _) => heading(section),
            Row::Item(place) => match self.roadmap.item(place).parent {
                Some(parent) => Some(Row::Item(Place { item: parent, ..place })),
                None => heading(place.section),
            },
        }
    }

    /// What is nearest to a row that a filter hides: its next sibling, else the one before, else its parent, else what
    /// stands behind or before it.
    pub fn nearest(&self, row: Row) -> Option<Row> {
        // What is hidden with it is no parent to stay in.
        let hidden = |row: &Row| self.parent(*row).filter(|parent| !self.is_shown(*parent));
        let row = std::iter::successors(Some(row), hidden).last().unwrap_or(row);
        let parent = self.parent(row);
        let (next, previous) = (self.next(row), self.previous(row));
        let follows = next.filter(|next| self.parent(*next) == parent);
        let before = || {
            let mut above = std::iter::successors(previous, |row| self.parent(*row));
            above.find(|above| self.parent(*above) == parent || Some(*above) == parent)
        };
        follows.or_else(before).or(next).or(previous)
    }

    /// How far a row is indented, in steps.
    pub fn depth(&self, row: Row) -> usize {
        let index = row.section();
        let sections = self.sections();
        let headings = self
            .roadmap
            .ancestors(index)
            .filter(|above| sections.contains(above) && self.has_heading(*above))
            .count();
        match row {
            Row::Heading(_) => headings,
            Row::Table(..) => headings + usize::from(self.has_heading(index)),
            Row::Item(place) => {
                headings + usize::from(self.has_heading(index)) + usize::from(self.roadmap.item(place).depth)
            }
        }
    }

    /// Whether a row is shown, nothing above it being folded.
    pub fn is_shown(&self, row: Row) -> bool {
        if let Some(rows) = self.filtered_rows() {
            return rows.binary_search(&row).is_ok();
        }
        if matches!(row, Row::Heading(section) if !self.has_heading(section)) {
            return false;
        }
        let mut above = self.parent(row);
        while let Some(row) = above {
            if self.is_folded(row) {
                return false;
            }
            above = self.parent(row);
        }
        self.sections().contains(&row.section())
    }

    /// The rows on a screen of so many lines, the cursor's on `line` as far as there are rows enough above it.
    pub fn window(&self, cursor: Row, line: u16, height: u16) -> Vec<Row> {
        let mut above: Vec<Row> = std::iter::successors(self.previous(cursor), |row| self.previous(*row))
            .take(usize::from(line))
            .collect();
        above.reverse();
        let below = std::iter::successors(Some(cursor), |row| self.next(*row));
        let mut rows: Vec<Row> = above.into_iter().chain(below).take(usize::from(height)).collect();
        // At the end of the outline no line stays empty that could show a row above.
        while rows.len() < usize::from(height) {
            let Some(row) = rows.first().and_then(|first| self.previous(*first)) else { break };
            rows.insert(0, row);
        }
        rows
    }

    fn filtered_rows(&self) -> Option<&'a [Row]> {
        let sections = self.sections();
        let rows = self.filtered?;
        let from = rows.partition_point(|row| row.section() < sections.start);
        let to = rows.partition_point(|row| row.section() < sections.end);
        rows.get(from..to)
    }

    /// The first row of a section or of those behind it.
    fn first_from(&self, section: u32) -> Option<Row> {
        let mut rest = section..self.sections().end;
        rest.find_map(|index| {
            if self.has_heading(index) { Some(Row::Heading(index)) } else { self.first_within(index) }
        })
    }

    /// The first row below a section's heading that is its own.
    fn first_within(&self, index: u32) -> Option<Row> {
        let has_items = !self.roadmap.section(index).items.is_empty();
        if has_items { Some(Row::Item(Place { section: index, item: 0 })) } else { self.table(index, 0) }
    }

    /// The last row of a section, or of those before it.
    fn last_up_to(&self, section: u32) -> Option<Row> {
        let sections = self.sections();
        let mut index = section;
        while sections.contains(&index) {
            let folded = self.roadmap.ancestors(index).filter(|above| sections.contains(above));
            let outermost = folded
                .chain([index])
                .filter(|above| self.has_heading(*above) && self.is_folded(Row::Heading(*above)))
                .min();
            if let Some(folded) = outermost {
                return Some(Row::Heading(folded));
            }
            let n_tables = self.roadmap.section(index).tables.len() as u32;
            let last = n_tables
                .checked_sub(1)
                .map(|table| Row::Table(index, table))
                .or_else(|| self.last_item(index));
            if last.is_some() {
                return last;
            }
            if self.has_heading(index) {
                return Some(Row::Heading(index));
            }
            index = index.checked_sub(1)?;
        }
        None
    }

    fn last_item(&self, index: u32) -> Option<Row> {
        let last = self.roadmap.section(index).items.len().checked_sub(1)?;
        Some(self.shown(Place { section: index, item: last as u32 }))
    }

    /// An item, or the outermost folded one that it lies in.
    fn shown(&self, place: Place) -> Row {
        let items = &self.roadmap.section(place.section).items;
        let above =
            std::iter::successors(items[place.item as usize].parent, |item| items[*item as usize].parent);
        let folded =
            above.map(|item| Row::Item(Place { item, ..place })).filter(|row| self.is_folded(*row)).last();
        folded.unwrap_or(Row::Item(place))
    }

    fn table(&self, section: u32, table: u32) -> Option<Row> {
        ((table as usize) < self.roadmap.section(section).tables.len()).then_some(Row::Table(section, table))
    }
}
