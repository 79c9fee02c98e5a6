//! `milepost gap`: what lies between how the skills stand and what a role asks for.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use super::aim::{Aimed, aimed};
use super::items::{Items, state_cell};
use super::open::{Opened, Surroundings};
use super::output::{Cell, Failure, Look, Output, Role, aligned, headed, json, tab_separated};
use super::{arguments, carry_out};
use crate::assess::evidence::RECENT_DAYS;
use crate::assess::{Evidence, Gap, SkillGap, SkillStanding, Tally, Verdict};
use crate::config::ladders;
use crate::model::matrix::CellState;
use crate::model::matrix::Matrix;
use crate::model::{Level, Place};

#[derive(Debug, Serialize)]
struct GapJson {
    file: String,
    ladder: Option<String>,
    /// Null where only the owner's own targets are asked for.
    role: Option<String>,
    roles: Vec<RoleJson>,
    skills: Vec<SkillJson>,
}

#[derive(Debug, Serialize)]
struct RoleJson {
    name: String,
    met: usize,
    claimed: usize,
    of: usize,
}

#[derive(Debug, Serialize)]
struct SkillJson {
    skill: String,
    /// Of its row, else of its item.
    line: Option<usize>,
    item: Option<String>,
    expected: Option<u8>,
    level: Option<u8>,
    target: Option<u8>,
    claim: Option<&'static str>,
    evidence: EvidenceJson,
    verdict: &'static str,
    by: Option<u8>,
    meaning: Option<String>,
    disagreements: Vec<String>,
}

#[derive(Debug, Serialize)]
struct EvidenceJson {
    met: u32,
    of: u32,
    untracked: u32,
    items: Vec<String>,
    resources: Vec<String>,
    entries: usize,
    recent_entries: usize,
}

/// A gap with all that is needed to tell it.
struct Told<'a> {
    opened: &'a Opened,
    items: Items<'a>,
    /// The lines of the matrices' headers, by section and table.
    headers: HashMap<(u32, u32), usize>,
    aimed: &'a Aimed,
    gap: Gap,
    tallies: Vec<Tally>,
    today: Date,
}

pub(super) fn run(
    surroundings: &Surroundings,
    look: Look,
    opened: &Opened,
    aim: &arguments::Aim,
) -> Result<Output, Failure> {
    let aimed = aimed(surroundings, opened, aim)?;
    let gap = aimed.standing.gap(aimed.role);
    let roadmap = opened.roadmap();
    let header =
        |matrix: Matrix<'_>| Some(((matrix.section, matrix.table), roadmap.row_line(matrix.place(0, 0))?));
    let headers = roadmap.matrices().filter_map(header).collect();
    let items = Items::new(opened);
    let today = carry_out::circumstances().today;
    let tallies = aimed.standing.tallies();
    let told = Told { opened, items, headers, tallies, gap, aimed: &aimed, today };
    if look.form.json {
        return json(&told.json());
    }
    if look.form.plain {
        return Ok(Output::text(tab_separated(told.plain_rows())));
    }
    let mut output = Output::text(told.for_people(look));
    output.remarks.extend(told.advice(surroundings, look));
    Ok(output)
}

impl Told<'_> {
    fn skill(&self, gap: &SkillGap) -> &SkillStanding {
        &self.aimed.standing.skills[gap.skill]
    }

    fn role(&self) -> Option<&str> {
        self.gap.role.map(|role| self.aimed.standing.roles[role].as_str())
    }

    /// Each role with how much of it is met.
    fn roles(&self) -> impl Iterator<Item = (&str, Tally)> {
        self.aimed.standing.roles.iter().map(String::as_str).zip(self.tallies.iter().copied())
    }

    /// The line of its row, else of its item. Counting lines for each skill would begin at its section's start each time.
    fn line(&self, skill: &SkillStanding) -> Option<usize> {
        // Between the header and the first row lies the row of hyphens.
        let of_row = skill.row.and_then(|row| {
            self.headers.get(&(row.section, row.table)).map(|header| header + 1 + row.row as usize)
        });
        of_row.or_else(|| skill.item.map(|item| self.items.get(item).line))
    }

    fn json(&self) -> GapJson {
        let path = |place: Place| self.items.get(place).path.clone();
        let skills = self.gap.skills.iter().map(|gap| {
            let skill = self.skill(gap);
            let Evidence { items, counts, resources, entries } = &skill.evidence;
            let (verdict, by) = verdict(gap.verdict);
            let meaning = self.gap.role.and_then(|role| skill.in_ladder.as_ref()?.meaning(role));
            let disagreements = self.aimed.standing.disagreements(skill);
            SkillJson {
                skill: skill.name.clone(),
                line: self.line(skill),
                item: skill.item.map(path),
                expected: gap.expected.map(Level::number),
                level: skill.level.map(Level::number),
                target: skill.target.map(Level::number),
                claim: gap.claim.map(CellState::name),
                evidence: EvidenceJson {
                    met: counts.met(),
                    of: counts.of(),
                    untracked: counts.untracked,
                    items: items.iter().map(|place| path(*place)).collect(),
                    resources: resources.iter().map(|place| path(*place)).collect(),
                    entries: entries.len(),
                    recent_entries: skill.evidence.n_recent_entries(self.today),
                },
                verdict,
                by,
                meaning: meaning.map(str::to_owned),
                disagreements: disagreements.iter().map(ToString::to_string).collect(),
            }
        });
        let role = |(name, tally): (&str, Tally)| {
            let Tally { met, claimed, of } = tally;
            RoleJson { name: name.to_owned(), met, claimed, of }
        };
        GapJson {
            file: self.opened.name(),
            ladder: self.aimed.ladder.clone(),
            role: self.role().map(str::to_owned),
            roles: self.roles().map(role).collect(),
            skills: skills.collect(),
        }
    }

    /// Line, skill, expected, level, claim, met, of, verdict, by.
    fn plain_rows(&self) -> impl Iterator<Item = Vec<std::borrow::Cow<'_, str>>> {
        self.gap.skills.iter().map(|gap| {
            let skill = self.skill(gap);
            let counts = skill.evidence.counts;
            let (verdict, by) = verdict(gap.verdict);
            vec![
                self.line(skill).map_or_else(String::new, |line| line.to_string()).into(),
                skill.name.as_str().into(),
                number(gap.expected).into(),
                number(skill.level).into(),
                gap.claim.map_or("", CellState::name).into(),
                counts.met().to_string().into(),
                counts.of().to_string().into(),
                verdict.into(),
                by.map_or_else(String::new, |by| by.to_string()).into(),
            ]
        })
    }

    fn for_people(&self, look: Look) -> String {
        let mut text = String::new();
        if !self.gap.skills.is_empty() {
            let titles = ["", "skill", "asked", "level", "claim", "evidence", ""];
            let rows = self.gap.skills.iter().map(|gap| self.row(look, gap)).collect();
            text.push_str(&headed(look, &titles, rows));
            text.push('\n');
        }
        let rows: Vec<Vec<Cell>> = self
            .roles()
            .map(|(name, Tally { met, claimed, of })| {
                let role = if Some(name) == self.role() { Role::Title } else { Role::Text };
                let claimed = match claimed - met {
                    0 => String::new(),
                    n => format!("{n} claimed without evidence"),
                };
                vec![
                    Cell::new(role, name),
                    Cell::right(Role::Text, &format!("{met} of {of} met")),
                    Cell::new(Role::Secondary, &claimed),
                ]
            })
            .collect();
        text.push_str(&aligned(look, 0, &rows));
        text
    }

    fn row(&self, look: Look, gap: &SkillGap) -> Vec<Cell> {
        let skill = self.skill(gap);
        let line = self.line(skill).map_or_else(|| Cell::text(""), |line| Cell::line(look, line));
        let claim = gap.claim.map_or_else(|| Cell::text(""), |claim| state_cell(look, claim.as_state()));
        let counts = skill.evidence.counts;
        let items = match (counts.of(), counts.untracked) {
            (0, 0) => None,
            (0, untracked) => Some(format!("+{untracked} untracked")),
            (of, _) => Some(look.fraction(counts.met(), of)),
        };
        let n_recent = skill.evidence.n_recent_entries(self.today);
        let recent =
            if n_recent == 0 { String::new() } else { format!(" ({n_recent} in {RECENT_DAYS} days)") };
        let entries = match skill.evidence.entries.len() {
            0 => None,
            1 => Some(format!("1 entry{recent}")),
            n => Some(format!("{n} entries{recent}")),
        };
        let evidence: Vec<String> = items.into_iter().chain(entries).collect();
        let evidence = if evidence.is_empty() { "none".to_owned() } else { evidence.join(", ") };
        let role = if gap.verdict == Verdict::Met { Role::Done } else { Role::Text };
        vec![
            line,
            Cell::text(&skill.name),
            Cell::text(&number(gap.expected)),
            Cell::text(&number(skill.level)),
            claim,
            Cell::text(&evidence),
            Cell::new(role, &gap.verdict.to_string()),
        ]
    }

    /// What to do where nothing is aimed at, or nothing can be.
    fn advice(&self, surroundings: &Surroundings, look: Look) -> Option<String> {
        if self.role().is_some() {
            return None;
        }
        if let Some((name, _)) = self.roles().last() {
            let here = if look.is_aloud { format!("gap {name}") } else { format!("--role {name}") };
            return Some(format!(
                "no role is chosen; `{here}` chooses one here, `milepost: {{ target: {name} }}` in the front \
                 matter for good"
            ));
        }
        let folder = self.opened.path.parent().unwrap_or(std::path::Path::new("."));
        let names: Vec<String> =
            ladders(&surroundings.places, folder).into_iter().map(|choice| choice.name).collect();
        let ladder =
            if look.is_aloud { "`milepost: { ladder: NAME }` in the front matter" } else { "`--ladder`" };
        Some(format!(
            "there are no roles: no matrix has columns such as Junior and Senior; {ladder} brings some, and there are {}",
            names.join(", ")
        ))
    }
}

fn number(level: Option<Level>) -> String {
    level.map_or_else(String::new, |level| level.number().to_string())
}

/// A verdict as scripts see it, and by how many levels.
fn verdict(verdict: Verdict) -> (&'static str, Option<u8>) {
    match verdict {
        Verdict::BelowBy(levels) => ("below", Some(levels)),
        Verdict::NotClaimed => ("not-claimed", None),
        Verdict::NotRated => ("not-rated", None),
        Verdict::ClaimedWithoutEvidence => ("claimed-without-evidence", None),
        Verdict::Met => ("met", None),
    }
}
