//! Levels that are none: a number or a row of stars beyond the scale, in the matrix or on an item.
//!
//! Other words are left alone: a column of levels may hold what its owner likes.

use super::{in_file, problem};
use crate::model::fields::Fields;
use crate::model::matrix::ColumnKind;
use crate::model::{Level, Problem, Roadmap};
use crate::span::Span;

pub(super) fn check(roadmap: &Roadmap, problems: &mut Vec<Problem>) {
    let mut tell = |span: Span, token: &str| {
        let what = format!("`{}` is beyond the scale of levels, which goes from 1 to 5", token.trim());
        problems.push(problem(span, what, "write 1 (novice) to 5 (expert)"));
    };
    for matrix in roadmap.matrices() {
        let section = roadmap.section(matrix.section);
        let rows = &section.tables[matrix.table as usize].rows;
        for (column, _) in matrix
            .kinds
            .iter()
            .enumerate()
            .filter(|(_, kind)| matches!(kind, ColumnKind::Level | ColumnKind::Target))
        {
            for row in matrix.rows() {
                let Some(&span) = rows[row].cells.get(column) else { continue };
                let token = span.of(section.text.as_str());
                if is_beyond(token) {
                    tell(in_file(section, span), token);
                }
            }
        }
    }
    for (place, item) in roadmap.items() {
        let section = roadmap.section(place.section);
        let text = item.text(section);
        if !text.contains("::") {
            continue;
        }
        let fields = Fields::read(text);
        for field in ["level", "target"].into_iter().filter_map(|key| fields.named(key)) {
            if is_beyond(&field.value) {
                let start = item.text.start;
                let span = Span::new((start + field.span.start) as usize, (start + field.span.end) as usize);
                tell(in_file(section, span), &field.value);
            }
        }
    }
}

/// Whether it is written as a level is, and names none.
fn is_beyond(token: &str) -> bool {
    let token = token.trim();
    let is_number = token.parse::<f64>().is_ok_and(f64::is_finite);
    let is_stars = token.starts_with(['★', '☆']) && token.chars().all(|char| matches!(char, '★' | '☆'));
    (is_number || is_stars) && Level::from_token(token).is_none()
}

#[cfg(test)]
mod tests {
    use crate::check::tests::told;

    #[test]
    fn levels_beyond_the_scale_are_told() {
        let told = told(
            "- A [level:: 7]\n- B [target:: 5]\n\n|Skill|Junior|Level|Target|\n|-|-|-|-|\n\
                         |A|✅|9|★★★★★★|\n|B|✅|0||\n|C|✅|3|adv|\n|D|✅|-|B2|\n"
                .as_bytes(),
        );
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(told[0].starts_with("1:5: `7` is beyond the scale"), "{}", told[0]);
        assert!(told[1].starts_with("6:6: `9` is beyond"), "{}", told[1]);
        assert!(told[2].starts_with("6:8: `★★★★★★` is beyond"), "{}", told[2]);
        assert!(told[3].starts_with("7:6: `0` is beyond"), "{}", told[3]);
    }
}
