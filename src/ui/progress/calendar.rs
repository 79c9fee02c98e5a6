//! The calendar: a column for each week, a line for each day, a sign for how much changed on it.

use ratatui::buffer::Buffer;

use super::{lines_of, sentence, write_wrapped};
use crate::app::layout::Area;
use crate::app::progress::Figures;
use crate::display::{Piece, width};
use crate::theme::{Mark, Role};
use crate::timeline::calendar::Calendar;
use crate::ui::pen::{Pen, Text};
use crate::ui::{Look, Scene};

const DAYS: [&str; 7] = ["Mon", "", "Wed", "", "Fri", "", "Sun"];
/// The name of a day, with a blank at both sides.
const DAY_COLUMNS: u16 = 5;
const WEEK_COLUMNS: u16 = 2;
const MAX_WEEKS: u16 = 53;

/// `· □ ▤ ▦ ■  8 or more a day`
pub(super) fn legend(look: &Look<'_>) -> Text {
    let mut text = vec![Piece::new("less ", look.style(Role::Secondary))];
    for (_, mark) in Mark::DAYS {
        text.push(Piece::new(look.glyph(mark), look.style(role_of(mark))));
        text.push(Piece::new(" ", look.style(Role::Secondary)));
    }
    text.push(Piece::new("more", look.style(Role::Secondary)));
    text
}

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, area: Area, figures: &Figures) {
    let look = scene.look;
    if figures.timeline.until(figures.today).is_empty() {
        let words = "No day is known yet on which something changed.";
        return write_wrapped(look, buffer, area, words, Role::Secondary);
    }
    let n_weeks = (area.columns.saturating_sub(DAY_COLUMNS) / WEEK_COLUMNS).clamp(1, MAX_WEEKS);
    let calendar = Calendar::of(&figures.timeline, figures.today, n_weeks.into());
    let streaks = figures.streaks.sentence(figures.today);
    let whole = format!("{}; {streaks}.", sentence(&calendar.to_string()));
    let mut rest = area;
    // The days come first, then the words, then the months.
    let n_rows = rest.rows.saturating_sub(7);
    let has_months = n_rows >= 2;
    let sentence_rows = n_rows.saturating_sub(u16::from(has_months));
    if rest.rows < 7 {
        return write_wrapped(look, buffer, area, &whole, Role::Secondary);
    }
    if has_months {
        draw_months(look, buffer, Area { rows: 1, ..rest }, &calendar);
        rest.y += 1;
    }
    draw_days(look, buffer, Area { rows: 7, ..rest }, &calendar);
    let below = Area { y: rest.y + 7, rows: sentence_rows, ..rest };
    let words = [
        whole,
        sentence(&streaks) + ".",
        sentence(&figures.streaks.in_short()) + ".",
        sentence(&figures.streaks.in_brief()) + ".",
    ];
    let [.., shortest] = &words;
    let words = words.iter().find(|words| lines_of(words, below.columns) <= below.rows).unwrap_or(shortest);
    write_wrapped(look, buffer, below, words, Role::Secondary);
}

/// The months above their first weeks.
fn draw_months(look: &Look<'_>, buffer: &mut Buffer, area: Area, calendar: &Calendar) {
    let mut pen = Pen::new(buffer, area, 0);
    let mut before = None;
    for (index, week) in (0..).zip(&calendar.weeks) {
        let month = week.monday.month();
        let begins = before.is_some_and(|before| before != month) || (index == 0 && week.monday.day() <= 14);
        before = Some(month);
        let x = area.x + DAY_COLUMNS + index * WEEK_COLUMNS;
        let name = week.monday.strftime("%b").to_string();
        // A name that would lie over the one before it waits for the next month.
        if begins && x >= pen.x && pen.room() >= width(&name) {
            pen.go_to(x);
            pen.write(&name, look.style(Role::Secondary));
            pen.skip(1);
        }
    }
}

fn draw_days(look: &Look<'_>, buffer: &mut Buffer, area: Area, calendar: &Calendar) {
    for (line, name) in (0u16..).zip(DAYS) {
        let mut pen = Pen::new(buffer, area, line);
        pen.skip(1);
        pen.write(name, look.style(Role::Secondary));
        pen.go_to(area.x + DAY_COLUMNS);
        for week in &calendar.weeks {
            match week.changes[usize::from(line)] {
                Some(n_changes) => {
                    let mark = Mark::of_changes(n_changes);
                    pen.write(look.glyph(mark), look.style(role_of(mark)));
                    pen.skip(1);
                }
                None => pen.skip(WEEK_COLUMNS),
            }
        }
    }
}

fn role_of(mark: Mark) -> Role {
    if mark == Mark::Day0 { Role::GaugeLeft } else { Role::GaugeDone }
}
