//! Where in a roadmap the level of a skill is kept, or would be.

use super::{SkillStanding, Standing};
use crate::model::matrix::ColumnKind;
use crate::model::{CellPlace, Place, Roadmap};

/// What holds the level of a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// Its row in a matrix; the place is that of its name.
    Row(CellPlace),
    /// The item that is the skill or speaks of its level.
    Item(Place),
    /// A row of its own that is yet to be: below this one, the last of the first matrix.
    NewRow(CellPlace),
}

impl Standing {
    /// What holds a skill's level in the roadmap that was read; none where that has neither an item nor a matrix for it.
    ///
    /// A level that stands on an item stays there, unless the skill's matrix has a column for levels.
    pub fn holder(roadmap: &Roadmap, skill: &SkillStanding) -> Option<Holder> {
        let has_column = |place: &CellPlace| {
            let matrix = roadmap.matrix(place.section, place.table);
            matrix.is_some_and(|matrix| matrix.column(ColumnKind::Level).is_some())
        };
        match (skill.row, skill.item) {
            (Some(row), Some(item)) if skill.level.is_some() && !has_column(&row) => Some(Holder::Item(item)),
            (Some(row), _) => Some(Holder::Row(row)),
            (None, Some(item)) => Some(Holder::Item(item)),
            (None, None) => {
                let matrix = roadmap.matrices().next()?;
                Some(Holder::NewRow(matrix.place(matrix.rows().next_back().unwrap_or(0), 0)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::testing::{ladder, read};

    #[test]
    fn a_level_is_kept_where_it_stands_or_in_the_matrix() {
        let holder = |text: &str| {
            let ladder = ladder("name: L\nroles: [A]\nskills:\n- { name: Libuv, expects: { A: 1 } }\n");
            let roadmap = read(text);
            let standing = Standing::of(&roadmap, Some(&ladder));
            Standing::holder(&roadmap, standing.skill("Libuv").unwrap())
        };
        let cell = |row| CellPlace { section: 0, table: 0, row, column: 0 };
        let item = Holder::Item(Place { section: 0, item: 0 });
        assert_eq!(holder("|Skill|A|\n|-|-|\n|Libuv|✅|\n"), Some(Holder::Row(cell(1))));
        assert_eq!(holder("- Libuv\n\n|Skill|A|\n|-|-|\n|Libuv|✅|\n"), Some(Holder::Row(cell(1))));
        assert_eq!(holder("- Libuv [level:: 2]\n\n|Skill|A|\n|-|-|\n|Libuv|✅|\n"), Some(item));
        assert_eq!(
            holder("- Libuv [level:: 2]\n\n|Skill|Level|\n|-|-|\n|Libuv||\n"),
            Some(Holder::Row(cell(1)))
        );
        assert_eq!(holder("- [ ] Libuv\n\n|Skill|A|\n|-|-|\n|X|✅|\n"), Some(item));
        assert_eq!(holder("|Skill|A|\n|-|-|\n|X|✅|\n|Y|✅|\n"), Some(Holder::NewRow(cell(2))));
        assert_eq!(holder("- [ ] libuv's loop\n"), None);
    }
}
