//! What an item says besides its words, and what a heading counts.

use super::{Kind, Line, MAX_BYTES, Page};
use crate::display::{Piece, displayable, head};
use crate::model::fields::{FieldKind, Fields};
use crate::model::{Counts, Item, Section};

impl Page<'_> {
    /// Dates, level, priority, tags and what else the text carries.
    pub(super) fn fields(&self, text: &str, item: &Item) -> Vec<Line> {
        let mut line: Line = Vec::new();
        let fields = Fields::read(text);
        for field in fields.iter() {
            let name = match &field.kind {
                FieldKind::Done => "done",
                FieldKind::Created => "created",
                FieldKind::Start => "starts",
                FieldKind::Scheduled => "scheduled",
                FieldKind::Due => "due",
                FieldKind::Cancelled => "cancelled",
                FieldKind::Priority => "priority",
                FieldKind::Recurrence => "repeats",
                FieldKind::Id => "id",
                FieldKind::DependsOn => "depends on",
                FieldKind::Named(key) => key,
                FieldKind::Tag | FieldKind::BlockId => "",
            };
            let value = displayable(&field.value);
            let value = match field.kind {
                FieldKind::Tag => format!("#{value}"),
                FieldKind::BlockId => format!("^{value}"),
                _ => value.into_owned(),
            };
            let is_overdue = field.kind == FieldKind::Due && self.app.is_overdue(item, &field.value);
            if !line.is_empty() {
                line.push(Piece::new(", ", Kind::Secondary));
            }
            if !name.is_empty() {
                line.push(Piece::new(format!("{} ", displayable(name)), Kind::Secondary));
            }
            line.push(Piece::new(value, if is_overdue { Kind::Overdue } else { Kind::Field }));
            if is_overdue {
                line.push(Piece::new(" (overdue)", Kind::Overdue));
            }
        }
        if line.is_empty() { Vec::new() } else { self.wrapped(&line) }
    }

    /// Where the links of the text and of the note go.
    pub(super) fn links(&self, section: &Section, item: &Item) -> Vec<Line> {
        let roadmap = &self.app.document.roadmap;
        let mut addresses = roadmap.addresses_in_words(head(item.text(section), MAX_BYTES));
        if let Some(note) = item.note_source(section) {
            addresses.extend(roadmap.addresses_in(head(&note, MAX_BYTES)));
        }
        self.addresses(&addresses)
    }

    pub(super) fn addresses(&self, addresses: &[impl AsRef<str>]) -> Vec<Line> {
        let lines = addresses.iter().take(50).flat_map(|address| {
            let address = displayable(head(address.as_ref(), MAX_BYTES)).into_owned();
            let line = vec![
                Piece::new("@", Kind::LinkMark),
                Piece::new("\u{a0}", Kind::Address),
                Piece::new(address, Kind::Address),
            ];
            self.wrapped(&line)
        });
        lines.collect()
    }
}

/// `6 done, 4 to do`
pub(super) fn by_state(counts: Counts) -> String {
    let states = [
        (counts.done, "done"),
        (counts.doing, "doing"),
        (counts.todo, "to do"),
        (counts.deferred, "deferred"),
        (counts.skipped, "skipped"),
        (counts.other, "other"),
        (counts.untracked, "untracked"),
    ];
    let states = states.iter().filter(|(n, _)| *n > 0).map(|(n, name)| format!("{n} {name}"));
    states.collect::<Vec<_>>().join(", ")
}
