//! The card: a picture for a README or a profile, with the title, how far the roadmap has come, and a line for each
//! phase. It brings its own paper, so that it is read on light and on dark pages.

use super::Subject;
use super::xml::{escaped, number};
use crate::display::{displayable, head, truncate};
use crate::model::Counts;
use crate::progress::PhaseStatus;
use crate::timeline::dates::said_whole;

const WIDTH: f64 = 480.0;
const MARGIN: f64 = 28.0;
/// Phases beyond these are told by their number.
const MAX_PHASES: usize = 8;
const LINE: f64 = 26.0;
const FIRST_LINE: f64 = 136.0;
/// Where the phases' bars begin, and how long they are.
const BAR_X: f64 = 260.0;
const BAR_WIDTH: f64 = 140.0;
/// In columns of a fixed width, which is more than most letters take.
const MAX_TITLE: usize = 32;
const MAX_NAME: usize = 28;
/// Where there is no bar behind it.
const MAX_NAME_ALONE: usize = 40;

const STYLE: &str = "\
svg{--paper:#fff;--ink:#1b1d21;--quiet:#5a616c;--line:#e3e6ea;--accent:#0b7053}\
@media(prefers-color-scheme:dark){svg{--paper:#15171a;--ink:#e7e9ec;--quiet:#a3aab5;--line:#2d3238;--accent:#4fc796}}\
text{unicode-bidi:plaintext;font:14px system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Helvetica Neue',sans-serif;fill:var(--ink)}\
.paper{fill:var(--paper);stroke:var(--line)}.track{fill:var(--line)}.fill{fill:var(--accent)}\
.title{font-size:19px;font-weight:650;letter-spacing:-.01em}.percent{font-size:26px;font-weight:650;fill:var(--accent)}\
.quiet{fill:var(--quiet);font-size:13px}.end{text-anchor:end}";

/// The card as an SVG document.
pub fn card(subject: &Subject<'_>) -> String {
    let phases: Vec<&PhaseStatus> = subject.phases().map(|(_, phase)| phase).collect();
    let shown = if phases.len() > MAX_PHASES { MAX_PHASES - 1 } else { phases.len() };
    let (first, rest) = phases.split_at(shown);
    let mut lines: String = first.iter().zip(0..).map(|(phase, nth)| line(subject, phase, nth)).collect();
    if !rest.is_empty() {
        lines.push_str(&text(MARGIN, y_of(shown as u32), "quiet", &format!("and {} more", rest.len())));
    }
    let n_lines = shown + usize::from(!rest.is_empty());
    let height = FIRST_LINE - LINE + LINE * n_lines as f64 + MARGIN - 8.0;
    let total = subject.status.total;
    let percent = total.percent().map_or_else(String::new, |percent| format!("{percent}%"));
    let done = format!("{} of {} done", total.met(), total.of());
    let done = match subject.last_day() {
        Some(day) => format!("{done} as of {}", said_whole(day)),
        None => done,
    };
    let said = format!("{}: {percent}, {done}", subject.title);
    let title = text(MARGIN, 46.0, "title", &short(&subject.title, MAX_TITLE));
    let percent = text(WIDTH - MARGIN, 48.0, "percent end", &percent);
    let (done, bar) =
        (text(MARGIN, 70.0, "quiet", &done), bar(MARGIN, 86.0, WIDTH - 2.0 * MARGIN, 8.0, total));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{0}\" viewBox=\"0 0 {WIDTH} {0}\" \
         role=\"img\" aria-labelledby=\"said\">\n<title id=\"said\">{1}</title>\n<style>{STYLE}</style>\n\
         <rect class=\"paper\" x=\".5\" y=\".5\" width=\"{2}\" height=\"{3}\" rx=\"10\"/>\n{title}{percent}{done}{bar}{lines}</svg>\n",
        number(height),
        escaped(&said),
        number(WIDTH - 1.0),
        number(height - 1.0)
    )
}

fn y_of(nth: u32) -> f64 {
    FIRST_LINE + LINE * f64::from(nth)
}

/// Name, bar and share of a phase.
fn line(subject: &Subject<'_>, phase: &PhaseStatus, nth: u32) -> String {
    let y = y_of(nth);
    let counts = phase.counts;
    let max = if counts.of() == 0 { MAX_NAME_ALONE } else { MAX_NAME };
    let name = text(MARGIN, y, "name", &short(&name(subject, phase), max));
    let share = counts.percent().map_or_else(|| "untracked".to_owned(), |percent| format!("{percent}%"));
    name + &bar(BAR_X, y - 8.0, BAR_WIDTH, 6.0, counts) + &text(WIDTH - MARGIN, y, "quiet end", &share)
}

/// `🌱 Junior Developer` of `🌱 Phase 1: Junior Developer (0–2 years)`; all of it where it has no such part.
fn name(subject: &Subject<'_>, phase: &PhaseStatus) -> String {
    let whole = || subject.heading(phase.title.as_deref());
    let Some(level) = &phase.name.level else { return whole() };
    let level = subject.heading(Some(level));
    phase.name.emoji.as_ref().map_or_else(|| level.clone(), |emoji| format!("{emoji} {level}"))
}

fn text(x: f64, y: f64, class: &str, text: &str) -> String {
    format!("<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>\n", number(x), number(y), escaped(text))
}

/// Nothing where nothing counts.
fn bar(x: f64, y: f64, width: f64, height: f64, counts: Counts) -> String {
    if counts.of() == 0 {
        return String::new();
    }
    let rect = |class: &str, width: f64| {
        format!(
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>\n",
            number(x),
            number(y),
            number(width),
            number(height),
            number(height / 2.0)
        )
    };
    let share = f64::from(counts.met()) / f64::from(counts.of());
    let fill = if counts.met() > 0 { rect("fill", (width * share).max(height)) } else { String::new() };
    rect("track", width) + &fill
}

fn short(text: &str, max: usize) -> String {
    truncate(&displayable(head(text, 400)), max, "…").into_owned()
}
