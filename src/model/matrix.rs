//! The development matrix: skills against levels, in a table (format.md, "The matrix").
//!
//! A view of a [`Table`]; holds no text of its own. What is written into one is [`crate::edit`]'s.

mod cell_state;
mod columns;

use std::borrow::Cow;

pub use cell_state::CellState;
pub(super) use columns::columns;

use super::table::{CellPlace, Table, unescaped};
use super::{Level, Roadmap, Section};

/// What a column of a matrix is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    Skill,
    Notes,
    Level,
    Target,
    /// What a role expects: Junior, Mid, Senior, … from the lowest to the highest.
    Expectation,
    Other,
}

/// A table that is a development matrix.
#[derive(Debug, Clone, Copy)]
pub struct Matrix<'a> {
    pub section: u32,
    /// Which of the section's tables.
    pub table: u32,
    /// What its columns are for, from the first.
    pub kinds: &'a [ColumnKind],
    value: &'a Table,
    text: &'a str,
}

impl Roadmap {
    /// The matrices in the order of the file.
    pub fn matrices(&self) -> impl Iterator<Item = Matrix<'_>> {
        (0..).zip(self.sections()).flat_map(move |(section, content)| {
            let tables = 0..content.tables.len() as u32;
            tables.filter_map(move |table| self.matrix(section, table))
        })
    }

    /// A section's table as a matrix, if it is one.
    pub fn matrix(&self, section: u32, table: u32) -> Option<Matrix<'_>> {
        self.sections().get(section as usize)?.matrix(section, table)
    }
}

impl Section {
    /// Its table as a matrix, if it is one. `index` is its own.
    pub(crate) fn matrix(&self, index: u32, table: u32) -> Option<Matrix<'_>> {
        let value = self.tables.get(table as usize)?;
        let kinds = value.matrix.as_deref()?;
        Some(Matrix { section: index, table, kinds, value, text: self.text.as_str() })
    }
}

impl<'a> Matrix<'a> {
    /// The first column of a kind.
    pub fn column(&self, kind: ColumnKind) -> Option<usize> {
        self.kinds.iter().position(|other| *other == kind)
    }

    /// What stands above a column.
    pub fn title(&self, column: usize) -> Cow<'a, str> {
        self.cell(0, column)
    }

    /// The rows below the header, as they are counted in a [`CellPlace`].
    pub fn rows(&self) -> std::ops::Range<usize> {
        1..self.value.rows.len()
    }

    pub fn skill(&self, row: usize) -> Cow<'a, str> {
        self.cell(row, 0)
    }

    pub fn cell(&self, row: usize, column: usize) -> Cow<'a, str> {
        unescaped(self.value.cell(self.text, row, column))
    }

    /// The state that a cell holds; none where it holds other words.
    pub fn state(&self, row: usize, column: usize) -> Option<CellState> {
        CellState::of_token(self.value.cell(self.text, row, column))
    }

    /// The level of a row's skill; none where it is not rated.
    pub fn level(&self, row: usize) -> Option<Level> {
        self.rating(row, ColumnKind::Level)
    }

    /// The level that is aimed at.
    pub fn target(&self, row: usize) -> Option<Level> {
        self.rating(row, ColumnKind::Target)
    }

    fn rating(&self, row: usize, kind: ColumnKind) -> Option<Level> {
        Level::from_token(self.value.cell(self.text, row, self.column(kind)?))
    }

    /// How many states of a column are met, and how many there are that apply.
    pub fn met(&self, column: usize) -> (usize, usize) {
        let states = || self.rows().filter_map(|row| self.state(row, column));
        let n_met = states().filter(|state| *state == CellState::Done).count();
        (n_met, states().filter(|state| *state != CellState::NotApplicable).count())
    }

    pub fn place(&self, row: usize, column: usize) -> CellPlace {
        CellPlace { section: self.section, table: self.table, row: row as u32, column: column as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    #[test]
    fn matrices_are_read_in_the_order_of_the_file() {
        let text = "|Skill|Mid|Level|Target|Notes|\n|---|---|---|---|---|\n|A\\|B|✅|adv|★★★☆☆||\n|C|||||\n\n\
                    |x|y|\n|---|---|\n|1|2|\n\n# H\n\n|Topic|Level|\n|---|---|\n|D|1|\n";
        let roadmap = Roadmap::read(text.into(), Defaults::default());
        let [first, second] = roadmap.matrices().collect::<Vec<_>>().try_into().unwrap();
        assert_eq!([(first.section, first.table), (second.section, second.table)], [(0, 0), (1, 0)]);
        assert_eq!(first.skill(1), "A|B");
        assert_eq!(
            (first.level(1), first.target(1)),
            (Some(Level::AdvancedBeginner), Some(Level::Competent))
        );
        assert_eq!((first.level(2), first.target(2)), (None, None));
        assert_eq!((first.state(1, 1), first.state(2, 1)), (Some(CellState::Done), Some(CellState::Open)));
        assert_eq!(second.rows().map(|row| second.skill(row)).collect::<Vec<_>>(), ["D"]);
        assert_eq!(roadmap.cell(first.place(1, 0)).as_deref(), Some("A|B"));
        assert_eq!(roadmap.cell(first.place(3, 0)), None);
    }

    #[test]
    fn a_state_is_gone_through_and_is_an_items_state() {
        let next = [CellState::Open, CellState::Partly, CellState::Done].map(CellState::next);
        assert_eq!(next, [CellState::Partly, CellState::Done, CellState::Open]);
        assert_eq!(CellState::of_state(crate::model::State::Doing), Some(CellState::Partly));
        assert_eq!(CellState::of_state(crate::model::State::Deferred), None);
        for state in [CellState::Open, CellState::Partly, CellState::Done, CellState::NotApplicable] {
            assert_eq!(CellState::of_token(state.token()), Some(state));
        }
    }
}
