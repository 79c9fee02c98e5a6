//! Names of items that nothing has, and items that wait for themselves.

use super::{in_file, problem};
use crate::model::dependencies::{Circle, Dependencies};
use crate::model::fields::{FieldKind, Fields};
use crate::model::{Place, Problem, Roadmap};
use crate::span::Span;

pub(super) fn check(roadmap: &Roadmap, problems: &mut Vec<Problem>) {
    let dependencies = Dependencies::of(roadmap);
    for unknown in &dependencies.unknown {
        problems.push(problem(
            in_text(roadmap, unknown.place, unknown.field),
            format!("this waits for `{}`, and no item has that id", unknown.id),
            "give the item that is meant this id, with `🆔` or as `[id:: …]`",
        ));
    }
    for circle in dependencies.circles(roadmap) {
        let Some(&place) = circle.items.first() else { continue };
        let field = fields(roadmap, place).get(&FieldKind::DependsOn).map(|field| field.span);
        let field = field.unwrap_or_else(|| Span::new(0, text(roadmap, place).len()));
        let hint = "take one of the dependencies away; until then none of them waits";
        problems.push(problem(in_text(roadmap, place, field), in_words(roadmap, &circle), hint));
    }
}

/// So many items of a circle are named.
const MOST_NAMES: usize = 5;

fn in_words(roadmap: &Roadmap, circle: &Circle) -> String {
    let line = |place: Place| roadmap.item_line(place);
    match *circle.items {
        [_, on] if !circle.is_whole => {
            format!("this waits for itself, through the item at line {} and others", line(on))
        }
        [_] => "this waits for itself".to_owned(),
        [_, on] => format!("this and the item at line {} wait for each other", line(on)),
        _ => {
            let id = |place| fields(roadmap, place).value(&FieldKind::Id).map(str::to_owned);
            let name = |place: &Place| match id(*place) {
                Some(id) => format!("{id} (line {})", line(*place)),
                None => format!("the item at line {}", line(*place)),
            };
            let n_more = circle.items.len().saturating_sub(MOST_NAMES);
            let mut names: Vec<String> = circle.items.iter().take(MOST_NAMES).map(name).collect();
            names.extend((n_more > 0).then(|| format!("{n_more} more")));
            names.extend(circle.items.first().map(|first| id(*first).unwrap_or_else(|| name(first))));
            format!("these wait in a circle: {}", names.join(" → "))
        }
    }
}

fn text(roadmap: &Roadmap, place: Place) -> &str {
    roadmap.item(place).text(roadmap.section(place.section))
}

fn fields(roadmap: &Roadmap, place: Place) -> Fields {
    Fields::read(text(roadmap, place))
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

    /// `3: what is odd (where)`
    fn told(text: &str) -> Vec<String> {
        let roadmap = Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        let told = |problem: crate::model::Problem| {
            let line = roadmap.position(problem.span.start as usize).line;
            format!("{line}: {} ({})", problem.what, problem.span.of(text))
        };
        super::super::check(&roadmap).into_iter().map(told).collect()
    }

    #[test]
    fn unknown_ids_and_circles_are_told_where_they_stand() {
        let text = "# A\n\n- [ ] a 🆔 a ⛔ b\n- [ ] b 🆔 b ⛔ a, nothing\n- [ ] c 🆔 c ⛔ c\n- [ ] d ⛔ a\n";
        assert_eq!(
            told(text),
            [
                "3: this and the item at line 4 wait for each other (⛔ b)",
                "4: this waits for `nothing`, and no item has that id (⛔ a, nothing)",
                "5: this waits for itself (⛔ c)",
            ]
        );
    }

    #[test]
    fn a_circle_is_told_once_and_in_its_order() {
        assert_eq!(
            told("- [ ] x ⛔ a\n- [ ] a 🆔 a ⛔ b\n- [ ] c 🆔 c ⛔ x, a\n- [ ] b 🆔 b ⛔ c\n- [ ] x 🆔 x\n"),
            ["2: these wait in a circle: a (line 2) → b (line 4) → c (line 3) → a (⛔ b)"]
        );
        assert_eq!(
            told("- [ ] p 🆔 p ⛔ q\n  - [ ] r ⛔ p\n- [ ] q 🆔 q\n  - [ ] s ⛔ r, p\n"),
            [
                "1: these wait in a circle: p (line 1) → q (line 3) → the item at line 4 → p (⛔ q)",
                "2: this and the item at line 1 wait for each other (⛔ p)",
                "4: this waits for `r`, and no item has that id (⛔ r, p)",
            ]
        );
        let many: String = (0..9).map(|n| format!("- [ ] i{n} 🆔 {n} ⛔ {}\n", (n + 1) % 9)).collect();
        let circle = "0 (line 1) → 1 (line 2) → 2 (line 3) → 3 (line 4) → 4 (line 5) → 4 more → 0";
        assert_eq!(told(&many), [format!("1: these wait in a circle: {circle} (⛔ 1)")]);
    }

    #[test]
    fn each_of_two_circles_through_one_item_is_told() {
        assert_eq!(
            told("- [ ] a 🆔 a ⛔ b\n- [ ] b 🆔 b ⛔ a, c\n- [ ] c 🆔 c ⛔ b\n"),
            [
                "1: this and the item at line 2 wait for each other (⛔ b)",
                "3: this and the item at line 2 wait for each other (⛔ b)",
            ]
        );
    }
}
