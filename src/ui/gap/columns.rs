//! The columns of the gap's list beside the names: which of them fit, and what stands in them.

use jiff::civil::Date;

use super::widest_name;
use crate::app::gap::Found;
use crate::assess::evidence::RECENT_DAYS;
use crate::assess::{SkillGap, Verdict};
use crate::display::{Piece, displayable, head, truncate, width};
use crate::model::Level;
use crate::model::matrix::CellState;
use crate::theme::{Mark, Role};
use crate::ui::Look;
use crate::ui::pen::Text;

/// A column of the list.
pub(super) struct Column<'a> {
    pub(super) title: String,
    pub(super) title_role: Role,
    pub(super) columns: usize,
    /// Those with the lowest go first where there is not room for all.
    rank: u8,
    pub(super) cell: Box<dyn Fn(&SkillGap) -> Text + 'a>,
}

/// A name is not cut to less before columns go.
const MIN_NAME: usize = 14;
const MAX_NAME: usize = 40;
/// How much the columns take.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Width {
    Full,
    /// The verdicts are short.
    Short,
    /// Bars and titles are short as well.
    Tight,
}

/// How many columns of the screen names get, and the columns that stand beside them.
pub(super) fn fitting<'a>(
    look: &'a Look<'_>,
    found: &'a Found,
    today: Date,
    room: usize,
) -> (usize, Vec<Column<'a>>) {
    let natural = widest_name(found).clamp(5, MAX_NAME);
    let least = natural.min(MIN_NAME.max(room / 3));
    let needed = |columns: &[Column<'_>]| columns.iter().map(|column| column.columns + 2).sum::<usize>();
    let fits = |columns: &Vec<Column<'_>>| needed(columns) + least <= room;
    let wide = [Width::Full, Width::Short].map(|width| all(look, found, today, width));
    let mut columns = wide.into_iter().find(fits).unwrap_or_else(|| all(look, found, today, Width::Tight));
    while !fits(&columns)
        && let Some(lowest) = columns.iter().map(|column| column.rank).min()
        && columns.len() > 1
    {
        columns.retain(|column| column.rank != lowest);
    }
    (natural.min(room.saturating_sub(needed(&columns))), columns)
}

fn all<'a>(look: &'a Look<'_>, found: &'a Found, today: Date, width: Width) -> Vec<Column<'a>> {
    let mut columns =
        if found.asks_for_levels() { levels(look, found, width) } else { claims(look, found, width) };
    columns.push(evidence(look, found));
    if found.gap.skills.iter().any(|gap| !found.skill(gap).evidence.entries.is_empty()) {
        columns.push(entries(look, found));
        columns.push(recent_entries(look, found, today));
    }
    columns.push(verdict(look, found, width == Width::Full));
    columns
}

fn column<'a>(title: &str, columns: usize, rank: u8, cell: impl Fn(&SkillGap) -> Text + 'a) -> Column<'a> {
    Column {
        title: title.to_owned(),
        title_role: Role::Secondary,
        columns: columns.max(width(title)),
        rank,
        cell: Box::new(cell),
    }
}

/// Own and asked level as a bar and as numbers, and whether the matrix claims it.
fn levels<'a>(look: &'a Look<'_>, found: &'a Found, width: Width) -> Vec<Column<'a>> {
    let per_level = if width == Width::Tight { 1 } else { 2 };
    let numbers = |gap: &SkillGap| {
        let level = found.skill(gap).level;
        let own = if level.is_some() { Role::Own } else { Role::Secondary };
        let number = |level: Option<Level>| level.map_or("-".to_owned(), |level| level.number().to_string());
        vec![
            Piece::new(number(level), look.style(own)),
            Piece::new("/", look.style(Role::Secondary)),
            Piece::new(number(gap.expected), look.style(Role::Asked)),
        ]
    };
    let bars = column("Level", Level::ALL.len() * per_level, 4, move |gap| {
        bar(look, found.skill(gap).level, gap.expected, per_level)
    });
    let numbers = column("", 3, 5, numbers);
    let has_claims = found.gap.skills.iter().any(|gap| gap.claim.is_some());
    let title = if width == Width::Tight { look.glyph(Mark::Done) } else { "Claim" };
    let claims = column(title, 1, 2, |gap| vec![claim(look, gap.claim)]);
    let mut columns = vec![bars, numbers];
    columns.extend(has_claims.then_some(claims));
    columns
}

/// Own level filled, the asked one marked: `▰▰▰▰▱▱▱◇▱▱`, `▰▰▰▰▰◆▰▰▱▱`.
fn bar(look: &Look<'_>, own: Option<Level>, asked: Option<Level>, per_level: usize) -> Text {
    let end = |level: Option<Level>| level.map_or(0, |level| usize::from(level.number()) * per_level);
    let (own, asked) = (end(own), end(asked));
    let cell = |at: usize| {
        let (mark, role) = match at {
            at if at == asked && own >= asked => (Mark::Reached, Role::Asked),
            at if at == asked => (Mark::Asked, Role::Asked),
            at if at <= own => (Mark::GaugeDone, Role::Own),
            _ => (Mark::GaugeLeft, Role::GaugeLeft),
        };
        Piece::new(look.glyph(mark), look.style(role))
    };
    (1..=Level::ALL.len() * per_level).map(cell).collect()
}

/// What the matrix claims, role by role; the role that is aimed at stands out and stays longest.
fn claims<'a>(look: &'a Look<'_>, found: &'a Found, width: Width) -> Vec<Column<'a>> {
    let roles = found.standing.roles.iter().enumerate();
    let mut columns: Vec<Column<'a>> = roles
        .map(|(role, name)| {
            let name = displayable(head(name, 100)).into_owned();
            let title = match width {
                Width::Tight => truncate(&name, 3, "").into_owned(),
                _ => truncate(&name, 10, look.ellipsis()).into_owned(),
            };
            let is_aimed = found.gap.role == Some(role);
            let state = move |gap: &SkillGap| found.standing.claim(found.skill(gap), role);
            let rank = if is_aimed { 5 } else { 2 };
            let mut column = column(&title, 1, rank, move |gap| vec![claim(look, state(gap))]);
            column.title_role = if is_aimed { Role::Phase } else { Role::Secondary };
            column
        })
        .collect();
    if found.gap.skills.iter().any(|gap| found.skill(gap).level.is_some()) {
        columns.push(column("Level", 5, 1, move |gap| {
            let level = found.skill(gap).level.map_or(String::new(), |level| level.number().to_string());
            vec![Piece::new(level, look.style(Role::Text))]
        }));
    }
    columns
}

fn claim(look: &Look<'_>, state: Option<CellState>) -> Piece<ratatui::style::Style> {
    let (mark, role) = match state {
        Some(CellState::Done) => (Mark::Done, Role::DoneMark),
        Some(CellState::Partly) => (Mark::Doing, Role::DoingMark),
        Some(CellState::Open) => (Mark::Todo, Role::TodoMark),
        Some(CellState::NotApplicable) => (Mark::Skipped, Role::SkippedMark),
        None => return Piece::new(" ", look.style(Role::Text)),
    };
    Piece::new(look.glyph(mark), look.style(role))
}

/// How many of the items that speak of it are done.
fn evidence<'a>(look: &'a Look<'_>, found: &'a Found) -> Column<'a> {
    let told = |gap: &SkillGap| {
        let counts = found.skill(gap).evidence.counts;
        match (counts.of(), counts.untracked) {
            (0, 0) => "-".to_owned(),
            (0, n) => format!("+{n}"),
            (of, _) => format!("{}/{of}", counts.met()),
        }
    };
    let columns = found.gap.skills.iter().map(|gap| told(gap).len()).max().unwrap_or(0);
    column("Done", columns, 3, move |gap| vec![Piece::new(told(gap), look.style(Role::Text))])
}

/// How many entries of the journal speak of it.
fn entries<'a>(look: &'a Look<'_>, found: &'a Found) -> Column<'a> {
    let told = |gap: &SkillGap| match found.skill(gap).evidence.entries.len() {
        0 => "-".to_owned(),
        n => n.to_string(),
    };
    let columns = found.gap.skills.iter().map(|gap| told(gap).len()).max().unwrap_or(0);
    column("Journal", columns, 1, move |gap| vec![Piece::new(told(gap), look.style(Role::Text))])
}

/// How many of them are of late.
fn recent_entries<'a>(look: &'a Look<'_>, found: &'a Found, today: Date) -> Column<'a> {
    let told = move |gap: &SkillGap| match found.skill(gap).evidence.n_recent_entries(today) {
        0 => "-".to_owned(),
        n => n.to_string(),
    };
    let columns = found.gap.skills.iter().map(|gap| told(gap).len()).max().unwrap_or(0);
    let title = format!("{RECENT_DAYS} days");
    column(&title, columns, 0, move |gap| vec![Piece::new(told(gap), look.style(Role::Text))])
}

fn verdict<'a>(look: &'a Look<'_>, found: &'a Found, is_long: bool) -> Column<'a> {
    let told = move |verdict: Verdict| match verdict {
        Verdict::ClaimedWithoutEvidence if !is_long => "no evidence".to_owned(),
        other => other.to_string(),
    };
    let columns = found.gap.skills.iter().map(|gap| told(gap.verdict).len() + 2).max().unwrap_or(0);
    column("Verdict", columns, 9, move |gap| {
        let (mark, role) = match gap.verdict {
            Verdict::Met => (Mark::Done, Role::DoneMark),
            Verdict::ClaimedWithoutEvidence => (Mark::Doing, Role::DoingMark),
            Verdict::BelowBy(_) | Verdict::NotClaimed => (Mark::Todo, Role::Warning),
            Verdict::NotRated => (Mark::Untracked, Role::Secondary),
        };
        vec![Piece::new(format!("{} {}", look.glyph(mark), told(gap.verdict)), look.style(role))]
    })
}
