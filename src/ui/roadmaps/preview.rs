//! What the selected roadmap holds, as much as there is room for.

use ratatui::buffer::Buffer;

use super::end_of;
use crate::app::label::Label;
use crate::app::layout::Area;
use crate::app::roadmaps::digest::Digest;
use crate::app::roadmaps::{Offer, Reading};
use crate::display::{Piece, joined, slice_pieces, wrap, wrap_pieces};
use crate::model::{Counts, State};
use crate::theme::{Mark, Role};
use crate::ui::pen::{Pen, Text, padded};
use crate::ui::{Look, counts};

/// A line, with what stands at its right end.
type Line = (Text, Text);

pub(super) fn draw(look: &Look<'_>, buffer: &mut Buffer, area: Area, offer: &Offer) {
    let columns = usize::from(area.columns);
    let secondary = look.style(Role::Secondary);
    let title = match &offer.reading {
        Reading::Read(digest) => digest.title.as_deref().unwrap_or(&offer.name),
        _ => &offer.name,
    };
    let mut lines: Vec<Line> = vec![(vec![Piece::new(title, look.style(Role::Strong))], Text::new())];
    let about = vec![Piece::new(offer.about.as_str(), secondary)];
    if offer.is_template() {
        lines.extend(wrap_pieces(&about, columns).into_iter().map(left));
    } else {
        lines.push(left(end_of(about, columns, look)));
    }
    match &offer.reading {
        Reading::Unread => lines.push(left(vec![Piece::new(look.ellipsis(), secondary)])),
        Reading::TooLarge => lines.extend(sentence(
            "It is larger than 8 MiB, and is read when it is opened.",
            columns,
            look,
            Role::Secondary,
        )),
        Reading::Failed(reason) => {
            lines.extend(sentence(&format!("It cannot be read: {reason}."), columns, look, Role::Warning));
        }
        Reading::Read(digest) => {
            lines.push(left(total(look, digest, offer.is_template())));
            let room = usize::from(area.rows).saturating_sub(lines.len());
            lines.extend(parts(look, offer, digest, columns, room));
        }
    }
    for (line, (text, right)) in (0..area.rows).zip(lines) {
        let mut pen = Pen::new(buffer, area, line);
        pen.write_right(&right, 1);
        pen.write_text(&text, look);
    }
}

fn left(text: Text) -> Line {
    (text, Text::new())
}

fn sentence(words: &str, columns: usize, look: &Look<'_>, role: Role) -> Vec<Line> {
    let text = vec![Piece::new(words, look.style(role))];
    wrap_pieces(&text, columns).into_iter().map(left).collect()
}

/// How far all of it has come, or how much there is to begin with.
fn total(look: &Look<'_>, digest: &Digest, is_template: bool) -> Text {
    let (counts, secondary) = (digest.counts, look.style(Role::Secondary));
    if is_template {
        let dot = look.dot();
        let (items, phases, skills) =
            (of(counts.of() as usize, "item"), of(digest.n_phases, "phase"), of(digest.n_skills, "skill"));
        return vec![Piece::new(format!("{items}{dot}{phases}{dot}{skills}"), secondary)];
    }
    if counts.of() == 0 {
        let words = match counts.untracked {
            0 => "nothing to do in it".to_owned(),
            n => format!("{} without a box", of(n as usize, "item")),
        };
        return vec![Piece::new(words, secondary)];
    }
    let mut text = counts::gauge(look, 10, counts);
    text.push(Piece::new(format!("  {}", counts::share(counts.met(), counts.of())), secondary));
    if counts.untracked > 0 {
        text.push(Piece::new(format!("{}{} untracked", look.dot(), counts.untracked), secondary));
    }
    text
}

/// Phases, skills, and what is next, in so many rows.
fn parts(look: &Look<'_>, offer: &Offer, digest: &Digest, columns: usize, room: usize) -> Vec<Line> {
    // Blank lines between the parts where there is room for them.
    let gap = usize::from(room >= 14);
    let n_phases = digest.n_phases.min((room / 2).max(4)).min(room);
    let n_skills = if room >= 18 { 3 } else { usize::from(room >= 10) };
    let phases = phases(look, offer, digest, columns, n_phases);
    let skills = skills(look, digest, columns, n_skills);
    let mut lines: Vec<Line> = Vec::new();
    for part in [phases, skills, next(look, offer, digest)] {
        if !part.is_empty() && lines.len() + gap + 2 <= room {
            lines.extend((0..gap).map(|_| left(Text::new())));
            lines.extend(part);
        }
    }
    lines
}

fn next(look: &Look<'_>, offer: &Offer, digest: &Digest) -> Vec<Line> {
    if digest.next.is_empty() {
        return Vec::new();
    }
    let words = if offer.is_template() { "Begins with" } else { "Next" };
    let heading = left(vec![Piece::new(words, look.style(Role::Heading))]);
    let item = |(state, words): &(State, String)| {
        let (mark, role, text) = match state {
            State::Doing => (Mark::Doing, Role::DoingMark, Role::Text),
            State::Deferred => (Mark::Deferred, Role::DeferredMark, Role::Text),
            State::Untracked => (Mark::Untracked, Role::UntrackedMark, Role::Secondary),
            _ => (Mark::Todo, Role::TodoMark, Role::Text),
        };
        let mark = Piece::new(format!("{} ", look.glyph(mark)), look.style(role));
        left(vec![mark, Piece::new(words.as_str(), look.style(text))])
    };
    std::iter::once(heading).chain(digest.next.iter().map(item)).collect()
}

fn phases(look: &Look<'_>, offer: &Offer, digest: &Digest, columns: usize, room: usize) -> Vec<Line> {
    let secondary = look.style(Role::Secondary);
    // A line less where it is to say how many there are besides.
    let n_shown = if digest.n_phases > room { room.saturating_sub(1) } else { room };
    let has_emoji = digest.phases.iter().any(|(label, _)| !label.emoji.is_empty());
    let number_columns = digest.phases.iter().map(|(label, _)| label.number.len()).max().unwrap_or(0);
    let phase = |(label, counts): &(Label, Counts)| {
        let mut text = Text::new();
        if has_emoji {
            text.push(Piece::new(padded(&label.emoji, 3), look.style(Role::Text)));
        }
        if number_columns > 0 {
            text.push(Piece::new(format!("{:>number_columns$} ", label.number), secondary));
        }
        text.push(Piece::new(label.name.as_str(), look.style(Role::Text)));
        let progress = match offer.is_template() {
            true => vec![Piece::new(items(counts.of()), secondary)],
            false => progress(look, *counts, columns),
        };
        (text, progress)
    };
    let mut lines: Vec<Line> = digest.phases.iter().take(n_shown).map(phase).collect();
    let n_left = digest.n_phases - lines.len();
    if n_left > 0 && room > 0 {
        lines.push(left(vec![Piece::new(format!("and {n_left} more"), secondary)]));
    }
    lines
}

fn progress(look: &Look<'_>, counts: Counts, columns: usize) -> Text {
    let mut text = Text::new();
    if counts.of() > 0 && columns >= 36 {
        text.extend(counts::gauge(look, 6, counts));
        text.push(Piece::new(" ", look.style(Role::Secondary)));
    }
    text.push(Piece::new(format!("{:>12}", counts::words(counts)), look.style(Role::Secondary)));
    text
}

fn items(n: u32) -> String {
    of(n as usize, "item")
}

/// `1 item`, `2 items`
fn of(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// The skills of the matrix in so many lines.
fn skills(look: &Look<'_>, digest: &Digest, columns: usize, room: usize) -> Vec<Line> {
    if digest.skills.is_empty() || room == 0 {
        return Vec::new();
    }
    let text = vec![
        Piece::new("Skills ", look.style(Role::Heading)),
        Piece::new(digest.skills.join(", "), look.style(Role::Secondary)),
    ];
    let whole = joined(&text);
    let starts: Vec<usize> = wrap(&whole, columns).take(room + 1).map(|line| line.start).collect();
    let end_of = |line: usize| match starts.get(line + 1) {
        // The last line has all that is left, so that it is cut off where it is drawn.
        Some(&next) if line + 1 < room => next,
        _ => whole.len(),
    };
    let lines = starts.iter().take(room).enumerate();
    lines.map(|(line, &start)| left(slice_pieces(&text, start..end_of(line)))).collect()
}
