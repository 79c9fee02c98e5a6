//! How a table's cell is found again after the text has changed: by its headings, its table, its row's name and what
//! stands above its column.

use super::table::{CellPlace, Table, unescaped};
use super::{Roadmap, Section};

/// What stays of a cell when the text around it changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellIdentity {
    /// The headings above the table.
    pub headings: Vec<String>,
    /// Which of the tables below those headings it is in, and of how many.
    pub table: usize,
    pub of_tables: usize,
    /// The first cell of its row; none in the header.
    pub row: Option<String>,
    /// The header of its column; none where the column makes no difference.
    pub title: Option<String>,
}

impl Roadmap {
    /// The identity of a cell, if there is such a cell.
    pub fn cell_identity(&self, place: CellPlace) -> Option<CellIdentity> {
        let table = self.table(place)?;
        let text = self.section(place.section).text.as_str();
        let headings = self.headings(place.section);
        let tables: Vec<(u32, u32)> = self.tables_below(&headings).map(|(at, _)| at).collect();
        Some(CellIdentity {
            table: tables.iter().position(|at| *at == (place.section, place.table))?,
            of_tables: tables.len(),
            row: (place.row > 0).then(|| cell(table, text, place.row as usize, 0)),
            title: Some(cell(table, text, 0, place.column as usize)),
            headings,
        })
    }

    /// The cells that an identity could mean. Where tables came or went, any of those that are there may be meant.
    pub fn find_cells(&self, identity: &CellIdentity) -> Vec<CellPlace> {
        let tables: Vec<_> = self.tables_below(&identity.headings).collect();
        let is_same_number = tables.len() == identity.of_tables;
        let meant = tables.iter().enumerate().filter(|(nth, _)| !is_same_number || *nth == identity.table);
        let cells = meant.flat_map(|(_, ((section, index), (content, table)))| {
            let text = content.text.as_str();
            let rows = (0..).zip(&table.rows).filter(move |(row, _)| match &identity.row {
                None => *row == 0,
                Some(name) => *row > 0 && cell(table, text, *row as usize, 0) == *name,
            });
            rows.flat_map(move |(row, _)| {
                let columns = columns_of(table, text, identity.title.as_deref());
                let place = move |column| CellPlace { section: *section, table: *index, row, column };
                columns.into_iter().map(place)
            })
        });
        cells.collect()
    }

    /// The first cell of the row that begins at a byte of the file.
    pub fn row_at(&self, at: usize) -> Option<CellPlace> {
        let section = self.section_at(at);
        let content = &self.sections()[section];
        let within = u32::try_from(at.checked_sub(content.offset)?).ok()?;
        (0..).zip(&content.tables).find_map(|(table, value)| {
            let row = value.rows.binary_search_by_key(&within, |row| row.span.start).ok()?;
            Some(CellPlace { section: section as u32, table, row: row as u32, column: 0 })
        })
    }

    /// The cell of a row below a header, if there is just one such column.
    pub fn cell_below(&self, row: CellPlace, title: &str) -> Option<CellPlace> {
        let text = self.section(row.section).text.as_str();
        match &*columns_of(self.table(row)?, text, Some(title)) {
            [column] => Some(CellPlace { column: *column, ..row }),
            _ => None,
        }
    }

    /// The tables below equal headings, with their section and which of its tables each is.
    fn tables_below<'a>(
        &'a self,
        headings: &'a [String],
    ) -> impl Iterator<Item = ((u32, u32), (&'a Section, &'a Table))> {
        let sections = (0..).zip(self.sections());
        let meant = sections
            .filter(|(index, section)| !section.tables.is_empty() && self.headings(*index) == *headings);
        meant.flat_map(|(index, section)| {
            let tables = (0..).zip(&section.tables);
            tables.map(move |(table, value)| ((index, table), (section, value)))
        })
    }
}

fn columns_of(table: &Table, text: &str, title: Option<&str>) -> Vec<u32> {
    let Some(title) = title else { return vec![0] };
    (0..table.n_columns() as u32).filter(|column| cell(table, text, 0, *column as usize) == title).collect()
}

fn cell(table: &Table, text: &str, row: usize, column: usize) -> String {
    unescaped(table.cell(text, row, column)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    fn read(text: &str) -> Roadmap {
        Roadmap::read(text.into(), Defaults::default())
    }

    const TABLE: &str = "|Skill|Mid|\n|---|---|\n|A|✅|\n|B|🔲|\n";

    fn found(old: &str, (table, row, column): (u32, u32, u32), new: &str) -> Vec<(u32, u32, u32)> {
        let identity = read(old).cell_identity(CellPlace { section: 1, table, row, column }).unwrap();
        let cells = read(new).find_cells(&identity).into_iter();
        cells.map(|place| (place.table, place.row, place.column)).collect()
    }

    #[test]
    fn a_cell_is_found_by_its_row_and_column() {
        let old = format!("# H\n\n{TABLE}");
        let new = "# H\n\nwords\n\n| Skill | Level | Mid |\n|---|---|---|\n|C|1|✅|\n|B|2|✅|\n";
        assert_eq!(found(&old, (0, 2, 1), new), [(0, 2, 2)]);
        assert_eq!(found(&old, (0, 0, 1), new), [(0, 0, 2)]);
        assert_eq!(found(&old, (0, 1, 1), new), []);
        assert_eq!(found(&old, (0, 1, 1), &format!("# I\n\n{TABLE}")), []);
        assert_eq!(found(&old, (0, 2, 1), &format!("# H\n\n{TABLE}|B|x|\n")), [(0, 2, 1), (0, 3, 1)]);
    }

    #[test]
    fn of_several_tables_the_one_at_the_same_place_is_meant() {
        let two = format!("# H\n\n{TABLE}\n{TABLE}");
        assert_eq!(found(&two, (1, 2, 1), &two), [(1, 2, 1)]);
        assert_eq!(found(&two, (1, 2, 1), &format!("# H\n\n{TABLE}")), [(0, 2, 1)]);
        assert_eq!(found(&two, (1, 2, 1), &format!("{two}\n{TABLE}")).len(), 3);
    }

    #[test]
    fn a_row_is_found_by_its_first_byte() {
        let roadmap = read(&format!("# H\n\n> {}", TABLE.replace("\n|", "\n> |")));
        let at = "# H\n\n> |Skill|Mid|\n> |---|---|\n> ".len();
        let row = CellPlace { section: 1, table: 0, row: 1, column: 0 };
        assert_eq!(roadmap.row_at(at), Some(row));
        assert_eq!(roadmap.row_at(at + 1), None);
        assert_eq!(roadmap.cell_below(row, "Mid"), Some(CellPlace { column: 1, ..row }));
        assert_eq!(roadmap.cell_below(row, "Senior"), None);
    }
}
