//! The date on which an item was done (format.md, "Dates").

use super::lines::Lines;
use super::{Splice, field};
use crate::model::Item;
use crate::model::fields::FieldKind;
use crate::settings::DoneDate;

/// `- [x] Read it ^b1` → `- [x] Read it ✅ 2026-11-22 ^b1`; none where dates are not written or one is there.
pub(super) fn write(
    lines: &Lines<'_>,
    item: &Item,
    form: DoneDate,
    today: jiff::civil::Date,
) -> Option<Splice> {
    let date = match form {
        DoneDate::Off => return None,
        DoneDate::Tasks => format!("✅ {today}"),
        DoneDate::Dataview => format!("[completion:: {today}]"),
    };
    let is_dated = field::find(lines, item, &FieldKind::Done).is_some();
    (!is_dated).then(|| field::put_last(lines, item, &date))
}

/// `- [ ] Read it ✅ 2026-11-22 ^b1` → `- [ ] Read it ^b1`; none where there is no date.
pub(super) fn remove(lines: &Lines<'_>, item: &Item) -> Option<Splice> {
    let date = field::find(lines, item, &FieldKind::Done)?;
    Some(field::take_out(lines, item, date.span))
}

/// Whether Obsidian Tasks would repeat the item once it is done.
pub(super) fn repeats(lines: &Lines<'_>, item: &Item) -> bool {
    field::find(lines, item, &FieldKind::Recurrence).is_some()
}
