//! Sets the level of what an item is about, or the level that is aimed at, as a field (format.md, "Fields").

use super::lines::Lines;
use super::{Edit, Effect, field, verify};
use crate::error::Error;
use crate::model::fields::{Field, FieldKind, Fields, LEVEL, TARGET};
use crate::model::level::LevelForm;
use crate::model::{Level, Place, Roadmap};

/// `- [ ] Event Loop 📅 2026-12-01` → `- [ ] Event Loop [level:: 3] 📅 2026-12-01`; none takes the field out.
///
/// `key` is [`LEVEL`] or [`TARGET`].
pub(super) fn set(roadmap: &Roadmap, place: Place, key: &str, level: Option<Level>) -> Result<Edit, Error> {
    let lines = Lines::of(roadmap, place.section);
    let item = lines.item(place.item);
    let fields = Fields::read(item.text.of(lines.text()));
    let kind = FieldKind::Named(key.to_owned());
    let held: Vec<&Field> = fields.iter().filter(|field| field.kind == kind).collect();
    if level.is_some() && rating(&fields, key) == level || level.is_none() && held.is_empty() {
        return Ok(Edit::default());
    }
    let splices = match (level, &*held) {
        (None, held) => held.iter().map(|field| field::take_out(&lines, item, field.span)).collect(),
        (Some(level), [first, ..]) => {
            let form = LevelForm::of_token(&first.value).unwrap_or_else(|| form(roadmap));
            vec![field::set_value(&lines, item, first, &form.write(level))]
        }
        (Some(level), []) => {
            let text = format!("[{key}:: {}]", form(roadmap).write(level));
            vec![field::put_before_dates(&lines, item, &text)]
        }
    };
    let edit = Edit::new(splices, Effect::default());
    verify::check(roadmap, &edit, place.section, |section| {
        let item = &section.items[place.item as usize];
        rating(&Fields::read(item.text(section)), key) == level
    })?;
    Ok(edit)
}

fn rating(fields: &Fields, key: &str) -> Option<Level> {
    if key == TARGET { fields.target() } else { fields.level() }
}

/// The form of the file's first field that holds a level; numbers where it has none.
fn form(roadmap: &Roadmap) -> LevelForm {
    let has_some = |text: &str| text.contains("::");
    let sections = roadmap.sections().iter().filter(|section| has_some(section.text.as_str()));
    let mut texts = sections.flat_map(|section| section.items.iter().map(|item| item.text(section)));
    let form = |text: &str| {
        let fields = Fields::read(text);
        let mut held = [LEVEL, TARGET].into_iter().filter_map(|key| fields.named(key));
        held.find_map(|field| LevelForm::of_token(&field.value))
    };
    texts.find_map(|text| has_some(text).then(|| form(text))?).unwrap_or(LevelForm::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Verb;
    use crate::edit::testing::{check, refused};

    const RATE: Verb = Verb::SetLevel(Some(Level::Competent));
    const AIM: Verb = Verb::SetTarget(Some(Level::Expert));

    #[test]
    fn a_level_stands_before_the_dates() {
        check("- [ ] ‸a", &RATE, "- [ ] a [level:: 3]");
        check("- ‸a 📅 2026-12-01 ^b  \n  more\n", &RATE, "- a [level:: 3] 📅 2026-12-01 ^b  \n  more\n");
        check(
            "- [x] ‸a #t [level:: 3] ✅ 2026-11-01\r\n",
            &AIM,
            "- [x] a #t [level:: 3] [target:: 5] ✅ 2026-11-01\r\n",
        );
        check("> - [ ]‸\n", &RATE, "> - [ ] [level:: 3]\n");
    }

    #[test]
    fn a_level_is_replaced_where_it_stands() {
        check("- ‸a [level:: 2] b", &RATE, "- a [level:: 3] b");
        check("- (Level::  2 )‸ b", &RATE, "- (Level::  3 ) b");
        check("- ‸a [level::] b", &RATE, "- a [level:: 3] b");
        check("- ‸a [level:: comp]", &RATE, "- a [level:: comp]");
    }

    #[test]
    fn a_level_is_taken_out() {
        check("- ‸a [level:: 2] b [level:: 3]\n", &Verb::SetLevel(None), "- a b\n");
        check("- ‸a [level:: 2]", &Verb::SetTarget(None), "- a [level:: 2]");
    }

    #[test]
    fn the_file_has_a_form_of_its_own() {
        check("- x [target:: Novice]\n- ‸a\n", &RATE, "- x [target:: Novice]\n- a [level:: Competent]\n");
        check("- x [level:: ★★☆☆☆]\n- ‸a [level:: ?]\n", &RATE, "- x [level:: ★★☆☆☆]\n- a [level:: ★★★☆☆]\n");
        check("- x [level:: adv]\n- ‸a [level:: 2]\n", &RATE, "- x [level:: adv]\n- a [level:: 3]\n");
    }

    #[test]
    fn verbs_of_tables_are_none_of_items() {
        refused("- ‸a\n", &Verb::AlignTable, "on a table");
        refused("- ‸a\n", &Verb::SetCell("x".into()), "on a table");
    }
}
