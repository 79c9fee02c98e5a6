//! One row of the outline: a heading, an item, a table, or the field in which one is typed.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::pen::{Pen, Text, highlighted, rich};
use super::{Cursor, Look, Scene, counts, input};
use crate::app::layout::Area;
use crate::app::outline::Row;
use crate::app::prompt::{Inline, Overlay, Purpose};
use crate::app::tab::Tab;
use crate::app::{App, Pane, details};
use crate::display::{Piece, displayable, head, width_of};
use crate::matching::contains;
use crate::model::fields::{self, FieldKind, Fields};
use crate::model::{Item, Place, State};
use crate::theme::{Mark, Role};

/// Of a longer text no row shows more, however wide the screen.
const MAX_BYTES: usize = 2000;
/// A text has at least so many columns before the marks at the right end do.
const MIN_TEXT: usize = 14;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, area: Area, row: Row) {
    let Scene { app, look, .. } = *scene;
    let mut pen = Pen::new(buffer, area, 0);
    begin(scene, &mut pen, area, row);
    let text = text(app, look, row);
    pen.shorten(1);
    let mut right = right(app, look, row);
    while !right.is_empty() && width_of(&right) + MIN_TEXT.min(width_of(&text)) + 2 > pen.room() {
        right.remove(0);
    }
    pen.write_right(&right, 2);
    if app.view.cursor != Some(row) {
        return pen.write_text(&searched(app, text, look.style(Role::Match)), look);
    }
    let selected = look.style(if has_keys(app) { Role::Selected } else { Role::SelectedElsewhere });
    pen.tint(Area { x: area.x + 1, columns: area.columns.saturating_sub(1), ..area }, selected);
    let text = text.into_iter().map(|piece| Piece::new(piece.text, piece.style.patch(selected))).collect();
    pen.write_text(&searched(app, text, look.style(Role::CurrentMatch)), look);
}

/// Draws a row whose text is being typed.
pub(super) fn draw_reworded(
    scene: &Scene<'_>,
    buffer: &mut Buffer,
    area: Area,
    row: Row,
    inline: &Inline,
) -> Cursor {
    let mut pen = Pen::new(buffer, area, 0);
    begin(scene, &mut pen, area, row);
    let x = pen.x;
    draw_input(scene, buffer, area, x, inline)
}

/// Draws the row of an item that is being added.
pub(super) fn draw_new(scene: &Scene<'_>, buffer: &mut Buffer, area: Area, inline: &Inline) -> Cursor {
    let Scene { app, look, layout } = *scene;
    let has_place = !inline.is_lost && details::exists(app, inline.row) && !is_phase(app, inline.row);
    let is_below = inline.purpose == Purpose::AddChild || matches!(inline.row, Row::Heading(_));
    let depth = if has_place { app.outline().depth(inline.row) + usize::from(is_below) } else { 0 };
    let mut pen = Pen::new(buffer, area, 0);
    pen.write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
    pen.go_to(area.x + layout.mark_column(depth));
    pen.write(look.glyph(Mark::Todo), look.style(Role::Secondary));
    pen.skip(1);
    let x = pen.x;
    draw_input(scene, buffer, area, x, inline)
}

fn draw_input(scene: &Scene<'_>, buffer: &mut Buffer, area: Area, x: u16, inline: &Inline) -> Cursor {
    let used = (x - area.x).min(area.columns);
    let area = Area { x, columns: area.columns.saturating_sub(used + 1), ..area };
    let asks = match inline.purpose {
        Purpose::AddBelow | Purpose::AddChild => "what is there to do?",
        Purpose::Reword | Purpose::Note | Purpose::Reading => "",
    };
    input::draw_line(scene.look, buffer, area, &inline.field, asks)
}

/// Writes the bar, the indent, the fold mark and the state.
fn begin(scene: &Scene<'_>, pen: &mut Pen<'_>, area: Area, row: Row) {
    let Scene { app, look, layout } = *scene;
    let outline = app.outline();
    if app.unsaved.is_about(row) {
        pen.write(look.glyph(Mark::Unsaved), look.style(Role::Error));
    } else if app.view.changed.contains(&row) {
        pen.write(look.glyph(Mark::Changed), look.style(Role::Changed));
    } else if app.view.cursor == Some(row) {
        pen.write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
    }
    let mark = area.x + layout.mark_column(outline.depth(row));
    pen.go_to(mark.saturating_sub(2));
    if outline.has_rows_below(row) && outline.filtered.is_none() {
        let fold = if outline.is_folded(row) { Mark::Folded } else { Mark::Unfolded };
        pen.write(look.glyph(fold), look.style(Role::FoldMark));
    }
    pen.go_to(mark);
    match row {
        Row::Item(place) => {
            let (mark, role) = state_mark(app.document.roadmap.item(place));
            pen.write(look.glyph(mark), look.style(role));
            pen.skip(1);
        }
        Row::Table(..) => {
            pen.write(look.glyph(Mark::Table), look.style(Role::Secondary));
            pen.skip(1);
        }
        Row::Heading(_) => {}
    }
}

/// What stands before an item. A parent that is not done itself shows that something below it is.
pub(super) fn state_mark(item: &Item) -> (Mark, Role) {
    match item.state {
        State::Todo if item.met_below > 0 => (Mark::Doing, Role::DoingMark),
        State::Todo => (Mark::Todo, Role::TodoMark),
        State::Doing => (Mark::Doing, Role::DoingMark),
        State::Done => (Mark::Done, Role::DoneMark),
        State::Skipped => (Mark::Skipped, Role::SkippedMark),
        State::Deferred => (Mark::Deferred, Role::DeferredMark),
        State::Other => (Mark::Other, Role::OtherMark),
        State::Untracked => (Mark::Untracked, Role::UntrackedMark),
    }
}

/// A row's own words.
pub(super) fn text(app: &App, look: &Look<'_>, row: Row) -> Text {
    let roadmap = &app.document.roadmap;
    let section = roadmap.section(row.section());
    match row {
        Row::Heading(_) => {
            let heading = head(section.heading_text().unwrap_or_default(), MAX_BYTES);
            rich(heading, roadmap.definitions(), look.style(Role::Heading), look)
        }
        Row::Item(place) => item_text(app, look, place),
        Row::Table(_, table) => {
            let table = &section.tables[table as usize];
            let names: Vec<String> = (0..table.n_columns().min(24))
                .map(|column| head(table.cell(section.text.as_str(), 0, column), 100))
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect();
            let mut text = rich(&names.join(look.dot()), roadmap.definitions(), look.style(Role::Text), look);
            let n_rows = table.rows.len().saturating_sub(1);
            let noun = if n_rows == 1 { "row" } else { "rows" };
            text.push(Piece::new(format!("  {n_rows} {noun}"), look.style(Role::Secondary)));
            text
        }
    }
}

fn item_text(app: &App, look: &Look<'_>, place: Place) -> Text {
    let roadmap = &app.document.roadmap;
    let item = roadmap.item(place);
    let base = match item.state {
        State::Done => look.style(Role::DoneText),
        State::Skipped => look.style(Role::SkippedText),
        _ => look.style(Role::Text),
    };
    let words = fields::words(head(item.text(roadmap.section(place.section)), MAX_BYTES));
    let (words, tags) = words.split_at_checked(Fields::read(&words).words_end()).unwrap_or((&words, ""));
    let mut text = rich(words, roadmap.definitions(), base, look);
    if !tags.trim().is_empty() {
        text.push(Piece::new(format!(" {}", displayable(tags.trim())), look.style(Role::Field)));
    }
    if text.is_empty() {
        text.push(Piece::new("(no words)", look.style(Role::Placeholder)));
    }
    text
}

/// What stands at the right end, the least important first.
fn right(app: &App, look: &Look<'_>, row: Row) -> Text {
    let roadmap = &app.document.roadmap;
    let secondary = look.style(Role::Secondary);
    let mut parts = Text::new();
    let mut add = |text: String, style: Style| {
        if !text.is_empty() {
            let gap = if parts.is_empty() { "" } else { "  " };
            parts.push(Piece::new(format!("{gap}{text}"), style));
        }
    };
    match row {
        Row::Heading(section) => add(counts::words(roadmap.section(section).total), secondary),
        Row::Table(..) => {}
        Row::Item(place) => {
            let item = roadmap.item(place);
            let fields = Fields::read(head(item.text(roadmap.section(place.section)), MAX_BYTES));
            if item.state != State::Done && item.state != State::Skipped {
                if let Some(priority) = fields.value(&FieldKind::Priority) {
                    add(displayable(head(priority, 20)).into_owned(), look.style(Role::Field));
                }
                if let Some(due) = fields.value(&FieldKind::Due) {
                    let is_overdue = app.is_overdue(item, due);
                    let (word, role) =
                        if is_overdue { ("overdue", Role::Warning) } else { ("due", Role::Secondary) };
                    add(format!("{word} {}", displayable(head(due, 20))), look.style(role));
                }
            }
            if item.note.is_some() {
                // What is found in the note alone is nowhere else in the row.
                let sought = sought(app);
                let note = item.note(roadmap.section(place.section)).filter(|_| !sought.is_empty());
                let is_hit = note.is_some_and(|note| sought.iter().any(|words| contains(&note, words)));
                let role = if is_hit { Role::Match } else { Role::NoteMark };
                add(look.glyph(Mark::Note).to_owned(), look.style(role));
            }
            if item.of_below > 0 {
                add(counts::share(item.met_below, item.of_below), secondary);
            }
        }
    }
    parts
}

/// Sets off what is looked for.
pub(super) fn searched(app: &App, text: Text, style: Style) -> Text {
    sought(app).into_iter().fold(text, |text, words| highlighted(text, words, style))
}

/// What the search that is on or being typed looks for; without one, in the outline, the words of the filter.
fn sought(app: &App) -> Vec<&str> {
    match (&app.overlay, &app.search, &app.filter) {
        (Some(Overlay::Search(field)), ..) => vec![field.text()],
        (_, Some(search), _) => vec![&search.query],
        (_, None, Some(filter)) if app.tab == Tab::Roadmap => filter.query.words().collect(),
        _ => Vec::new(),
    }
}

/// Whether keys move the cursor of the outline.
fn has_keys(app: &App) -> bool {
    app.view.focus == Pane::Outline
        && matches!(app.overlay, None | Some(Overlay::Search(_) | Overlay::Filter(_)))
}

fn is_phase(app: &App, row: Row) -> bool {
    let phase = app.document.roadmap.phases().get(app.view.phase);
    matches!(row, Row::Heading(section) if phase.is_some_and(|phase| phase.first == section))
}
