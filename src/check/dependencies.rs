//! Names of items that nothing has, and items that wait for themselves.

use super::{in_file, problem};
use crate::model::dependencies::Dependencies;
use crate::model::fields::{FieldKind, Fields};
use crate::model::{Place, Problem, Roadmap};
use crate::span::Span;

pub(super) fn check(roadmap: &Roadmap, problems: &mut Vec<Problem>) {
    let dependencies = Dependencies::of(roadmap);
    for unknown in &dependencies.unknown {
        problems.push(problem(
            in_text(roadmap, unknown.place, unknown.field),
            format!("this waits for `{}`, and no item has that id", unknown.id),
            "give the item that is meant this id with `🆔` or `[id:: …]`; until then nothing is waited for",
        ));
    }
    for (place, on) in dependencies.circles() {
        let text = roadmap.item(place).text(roadmap.section(place.section));
        let fields = Fields::read(text);
        let field = fields.get(&FieldKind::DependsOn).map_or(Span::new(0, text.len()), |field| field.span);
        let what = if place == on {
            "this waits for itself".to_owned()
        } else {
            format!("this and the item at line {} wait for each other", roadmap.item_line(on))
        };
        let hint = "take one of the dependencies away; until then neither is waited for";
        problems.push(problem(in_text(roadmap, place, field), what, hint));
    }
}

/// A span of an item's text as one of the file.
fn in_text(roadmap: &Roadmap, place: Place, span: Span) -> Span {
    let start = roadmap.item(place).text.start as usize;
    in_file(roadmap.section(place.section), span.shifted(start))
}

#[cfg(test)]
mod tests {
    use crate::model::Roadmap;
    use crate::settings::Defaults;

    #[test]
    fn unknown_ids_and_circles_are_told_where_they_stand() {
        let text = "# A\n\n- [ ] a 🆔 a ⛔ b\n- [ ] b 🆔 b ⛔ a, nothing\n- [ ] c 🆔 c ⛔ c\n- [ ] d ⛔ a\n";
        let roadmap = Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        let told = |problem: crate::model::Problem| {
            let line = roadmap.position(problem.span.start as usize).line;
            format!("{line}: {} ({})", problem.what, problem.span.of(text))
        };
        assert_eq!(
            super::super::check(&roadmap).into_iter().map(told).collect::<Vec<_>>(),
            [
                "3: this and the item at line 4 wait for each other (⛔ b)",
                "4: this waits for `nothing`, and no item has that id (⛔ a, nothing)",
                "4: this and the item at line 3 wait for each other (⛔ a, nothing)",
                "5: this waits for itself (⛔ c)",
            ]
        );
    }
}
