//! `milepost status`: progress by phase and section.

use serde::Serialize;

use super::carry_out::circumstances;
use super::items::{column_kind, plain_heading, plain_words};
use super::open::Opened;
use super::output::{Cell, Failure, Look, Output, Role, aligned, json, tab_separated};
use crate::display::displayable;
use crate::model::Counts;
use crate::progress::{MatrixStatus, Status, next, status};

const GAUGE_COLUMNS: u16 = 10;

#[derive(Debug, Serialize)]
struct FileJson {
    file: String,
    #[serde(flatten)]
    status: StatusJson,
}

/// All that is told of a file.
#[derive(Debug, Serialize)]
pub(super) struct StatusJson {
    title: String,
    rule: &'static str,
    total: CountsJson,
    phases: Vec<PhaseJson>,
    matrices: Vec<MatrixJson>,
}

#[derive(Debug, Serialize)]
struct FilesJson {
    files: Vec<FileJson>,
    total: CountsJson,
}

#[derive(Debug, Serialize)]
struct PhaseJson {
    number: usize,
    title: Option<String>,
    level: Option<String>,
    years: Option<String>,
    #[serde(flatten)]
    counts: CountsJson,
    sections: Vec<SectionJson>,
}

#[derive(Debug, Serialize)]
struct SectionJson {
    title: Option<String>,
    kind: &'static str,
    #[serde(flatten)]
    counts: CountsJson,
}

#[derive(Debug, Serialize)]
struct CountsJson {
    done: u32,
    doing: u32,
    todo: u32,
    deferred: u32,
    skipped: u32,
    other: u32,
    untracked: u32,
    percent: Option<u32>,
}

#[derive(Debug, Serialize)]
struct MatrixJson {
    section: Option<String>,
    columns: Vec<ColumnJson>,
    rows: usize,
}

#[derive(Debug, Serialize)]
struct ColumnJson {
    title: String,
    kind: &'static str,
    met: Option<usize>,
    of: Option<usize>,
}

pub(super) fn run(look: Look, files: &[Opened]) -> Result<Output, Failure> {
    let all: Vec<(&Opened, Status)> = files.iter().map(|opened| (opened, status(opened.roadmap()))).collect();
    let mut total = Counts::default();
    all.iter().for_each(|(_, status)| total += status.total);
    if look.form.json {
        let mut documents: Vec<FileJson> =
            all.iter().map(|(opened, status)| file_json(opened, status)).collect();
        return match (documents.pop(), documents.is_empty()) {
            (Some(only), true) => json(&only),
            (last, _) => {
                documents.extend(last);
                json(&FilesJson { files: documents, total: total.into() })
            }
        };
    }
    if look.form.plain {
        return Ok(Output::text(tab_separated(
            all.iter().flat_map(|(opened, status)| plain_rows(opened, status)),
        )));
    }
    let texts: Vec<String> = all.iter().map(|(opened, status)| for_people(look, opened, status)).collect();
    let mut text = texts.join("\n");
    if all.len() > 1 {
        let row = [vec![Cell::new(Role::Title, "all together")], counts_cells(look, total)].concat();
        text.push('\n');
        text.push_str(&aligned(look, 0, &[row]));
    }
    Ok(Output::text(text))
}

fn file_json(opened: &Opened, status: &Status) -> FileJson {
    FileJson { file: opened.name(), status: status_json(opened, status) }
}

pub(super) fn status_json(opened: &Opened, status: &Status) -> StatusJson {
    let roadmap = opened.roadmap();
    let phases = status.phases.iter().enumerate().map(|(index, phase)| PhaseJson {
        number: index + 1,
        title: phase.title.clone(),
        level: phase.name.level.clone(),
        years: phase.name.years.clone(),
        counts: phase.counts.into(),
        sections: phase
            .sections
            .iter()
            .map(|section| SectionJson {
                title: section.title.clone(),
                kind: section.kind.name(),
                counts: section.counts.into(),
            })
            .collect(),
    });
    let matrices = status.matrices.iter().map(|matrix| MatrixJson {
        section: roadmap.section(matrix.section).heading_text().map(str::to_owned),
        columns: matrix
            .columns
            .iter()
            .map(|column| ColumnJson {
                title: column.title.clone(),
                kind: column_kind(column.kind),
                met: column.met.map(|(met, _)| met),
                of: column.met.map(|(_, of)| of),
            })
            .collect(),
        rows: matrix.n_rows,
    });
    StatusJson {
        title: opened.title(),
        rule: status.rule.name(),
        total: status.total.into(),
        phases: phases.collect(),
        matrices: matrices.collect(),
    }
}

impl From<Counts> for CountsJson {
    fn from(counts: Counts) -> Self {
        Self {
            done: counts.done,
            doing: counts.doing,
            todo: counts.todo,
            deferred: counts.deferred,
            skipped: counts.skipped,
            other: counts.other,
            untracked: counts.untracked,
            percent: counts.percent(),
        }
    }
}

/// File, phase, section, kind, then the counts and the percentage; what stands for all leaves phase and section empty.
fn plain_rows<'a>(opened: &Opened, status: &Status) -> Vec<Vec<std::borrow::Cow<'a, str>>> {
    let row = |phase: &str, section: &str, kind: &str, counts: Counts| {
        let mut row = vec![opened.name(), phase.to_owned(), section.to_owned(), kind.to_owned()];
        let numbers = [
            counts.done,
            counts.doing,
            counts.todo,
            counts.deferred,
            counts.skipped,
            counts.other,
            counts.untracked,
        ];
        row.extend(numbers.map(|n| n.to_string()));
        row.push(counts.percent().map_or_else(String::new, |percent| percent.to_string()));
        row.into_iter().map(std::borrow::Cow::Owned).collect()
    };
    let mut rows = vec![row("", "", "", status.total)];
    for phase in &status.phases {
        let title = phase.title.as_deref().unwrap_or_default();
        rows.push(row(title, "", "", phase.counts));
        for section in &phase.sections {
            let name = section.title.as_deref().unwrap_or_default();
            rows.push(row(title, name, section.kind.name(), section.counts));
        }
    }
    rows
}

fn for_people(look: Look, opened: &Opened, status: &Status) -> String {
    let roadmap = opened.roadmap();
    let head = |title: &str| vec![Cell::new(Role::Title, title)];
    let mut rows = vec![[head(&opened.title()), counts_cells(look, status.total)].concat()];
    for phase in &status.phases {
        rows.push(Vec::new());
        let title = plain_heading(roadmap, phase.title.as_deref());
        rows.push([head(&title), counts_cells(look, phase.counts)].concat());
        for section in &phase.sections {
            let counts = section.counts;
            if counts == Counts::default() || section.title == phase.title {
                continue;
            }
            let title = format!("  {}", plain_heading(roadmap, section.title.as_deref()));
            rows.push([vec![Cell::text(&title)], counts_cells(look, counts)].concat());
        }
    }
    let mut text = aligned(look, 0, &rows);
    for matrix in &status.matrices {
        text.push_str(&matrix_line(look, opened, matrix));
    }
    if let Some(suggestion) = next(roadmap, circumstances().today).first() {
        let words = plain_words(roadmap, suggestion.place);
        let line = roadmap.item_line(suggestion.place);
        text.push_str(&format!(
            "\n{} {} (:{line})\n",
            look.paint(Role::Secondary, "next:"),
            displayable(&words)
        ));
    }
    let note = format!("{}; counted: {}\n", displayable(&opened.name()), status.rule.name());
    text.push_str(&look.paint(Role::Secondary, &note));
    text
}

fn matrix_line(look: Look, opened: &Opened, matrix: &MatrixStatus) -> String {
    let roadmap = opened.roadmap();
    let title = plain_heading(roadmap, roadmap.section(matrix.section).heading_text());
    let expectations = matrix.columns.iter().filter_map(|column| {
        let (met, of) = column.met?;
        Some(format!("{} {met}/{of}", displayable(&column.title)))
    });
    let met = expectations.collect::<Vec<_>>().join("  ");
    format!("\n{}  {met}\n", look.paint(Role::Title, &displayable(&title)))
}

/// A gauge, the fraction, the percentage, and what is not counted.
fn counts_cells(look: Look, counts: Counts) -> Vec<Cell> {
    let (met, of) = (counts.met() as usize, counts.of() as usize);
    let role = if of > 0 && met == of { Role::Done } else { Role::Text };
    let mut cells = match counts.percent() {
        Some(percent) => {
            let (done, left) = look.glyphs.gauge(GAUGE_COLUMNS, met, of);
            vec![
                Cell::new(role, &(done + &left)),
                Cell::right(Role::Text, &format!("{met}/{of}")),
                Cell::right(role, &format!("{percent}%")),
            ]
        }
        None => vec![Cell::text(""), Cell::text(""), Cell::text("")],
    };
    let beside = [("skipped", counts.skipped), ("other", counts.other), ("untracked", counts.untracked)];
    let beside = beside.iter().filter(|(_, n)| *n > 0).map(|(name, n)| format!("+{n} {name}"));
    cells.push(Cell::new(Role::Secondary, &beside.collect::<Vec<_>>().join(", ")));
    cells
}
