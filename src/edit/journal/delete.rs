//! Deletes an entry with all below it.

use crate::edit::lines::Lines;
use crate::edit::{Edit, Effect, delete, verify};
use crate::error::Error;
use crate::model::Roadmap;
use crate::model::journal::{EntryPlace, words_of_day};

/// ```text
/// ## 2026-11-22      ## 2026-11-22
///
/// All day long.   →
///
/// - a                - a
/// ```
///
/// The heading of a day stays, and so do the entries below it.
pub(in crate::edit) fn delete(roadmap: &Roadmap, place: EntryPlace) -> Result<Edit, Error> {
    let section = match place {
        EntryPlace::Item(place) => return delete::item(roadmap, place),
        EntryPlace::Section(section) => section,
    };
    let lines = Lines::of(roadmap, section);
    let Some(prose) = words_of_day(lines.section) else {
        return Err(Error::new("delete the entry", "there are no words of that day"));
    };
    let start = lines.line_start(prose.start as usize);
    let end = lines.line_end((prose.end as usize).saturating_sub(1).max(start));
    let after = lines.gap_after(end, 0);
    let is_last = after.end == lines.bytes.len();
    let before = lines.gap_before_line(start, 0);
    let range = if is_last { before.start..end } else { start..after.end };
    let edit = Edit::new(vec![lines.splice(range, "")], Effect::default());
    verify::check(roadmap, &edit, section, |section| words_of_day(section).is_none())?;
    Ok(edit)
}
