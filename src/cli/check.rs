//! `milepost check`: what is odd, with line and column; `--fix` mends what is sure to be meant otherwise.

mod around;
mod fix;

use serde::Serialize;

use super::arguments::Writing;
use super::carry_out::{Carried, LineJson, lines_written};
use super::items::SpanJson;
use super::open::{Opened, Surroundings};
use super::output::{Failure, Look, Output, Role, counted, json, tab_separated};
use crate::check::check;
use crate::display::displayable;

#[derive(Debug, Serialize)]
struct FileJson {
    file: String,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    fixed: Option<FixedJson>,
    problems: Vec<ProblemJson>,
}

/// What `--fix` did, or would do.
#[derive(Debug, Serialize)]
struct FixedJson {
    dry_run: bool,
    written: Vec<LineJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<String>,
    remarks: Vec<String>,
}

#[derive(Debug, Serialize)]
struct FilesJson {
    files: Vec<FileJson>,
}

#[derive(Debug, Serialize)]
struct ProblemJson {
    line: usize,
    column: usize,
    span: SpanJson,
    what: String,
    hint: Option<String>,
}

/// Tells what is odd in some files, with `fix` what is left of it; a file that fails keeps no other from being told.
pub(super) fn run(
    surroundings: &Surroundings,
    look: Look,
    files: Vec<Result<Opened, Failure>>,
    fix: Option<Writing>,
) -> Result<Output, Failure> {
    let mut all: Vec<FileJson> = Vec::with_capacity(files.len());
    let is_one = files.len() == 1;
    let mut failures = Vec::new();
    let mut has_written = false;
    for opened in files {
        let Some(writing) = fix else {
            match opened {
                Ok(opened) => all.push(checked(surroundings, &opened, None)),
                Err(failure) => failures.push(failure),
            }
            continue;
        };
        let (opened, carried) = match opened.and_then(|opened| fix::fix(surroundings, opened, writing)) {
            Ok(fixed) => fixed,
            Err(failure) => {
                failures.push(failure);
                continue;
            }
        };
        let Carried { written, diff, remarks, .. } = carried;
        has_written |= carried.has_written;
        let fixed = FixedJson { dry_run: writing.dry_run, written, diff, remarks };
        all.push(checked(surroundings, &opened, Some(fixed)));
    }
    if all.is_empty() {
        return Ok(Output { failures, ..Output::default() });
    }
    let output = told(look, all, is_one)?;
    Ok(Output { has_written, failures, ..output })
}

fn told(look: Look, checked: Vec<FileJson>, is_one: bool) -> Result<Output, Failure> {
    let n_problems: usize = checked.iter().map(|file| file.problems.len()).sum();
    let has_problems = n_problems > 0;
    let dry_run = checked.iter().any(|file| file.fixed.as_ref().is_some_and(|fixed| fixed.dry_run));
    if look.form.json {
        let output = match &*checked {
            [only] if is_one => json(only)?,
            _ => json(&FilesJson { files: checked })?,
        };
        return Ok(Output { has_problems, ..output });
    }
    let mut remarks = Vec::new();
    let mut text = String::new();
    for file in &checked {
        if let Some(fixed) = &file.fixed {
            remarks.extend(fixed.remarks.iter().cloned());
            text.push_str(fixed.diff.as_deref().unwrap_or_default());
            let written = if dry_run { String::new() } else { lines_written(&file.file, &fixed.written) };
            if look.form.plain {
                remarks.extend(written.lines().map(str::to_owned));
            } else {
                text.push_str(&written);
            }
        }
        // A diff stands by itself, so that it can be applied.
        if !dry_run {
            text.push_str(&if look.form.plain { for_scripts(file) } else { for_people(look, file) });
        }
    }
    if dry_run {
        remarks.push(format!("{} would remain", counted(n_problems, "problem")));
    } else if !look.form.plain {
        remarks.push(if has_problems { counted(n_problems, "problem") } else { "no problems".to_owned() });
    }
    Ok(Output { text, remarks, has_problems, ..Output::default() })
}

fn checked(surroundings: &Surroundings, opened: &Opened, fixed: Option<FixedJson>) -> FileJson {
    let roadmap = opened.roadmap();
    let mut problems = check(roadmap);
    fix::tell(roadmap, &mut problems);
    problems.extend(around::problems(surroundings, opened));
    problems.sort_by_key(|problem| problem.span);
    let positions = roadmap.positions(problems.iter().map(|problem| problem.span.start as usize));
    let problems = problems.into_iter().zip(positions).map(|(problem, position)| ProblemJson {
        line: position.line,
        column: position.column,
        span: problem.span.into(),
        what: problem.what,
        hint: problem.hint,
    });
    FileJson { file: opened.name(), fixed, problems: problems.collect() }
}

fn for_scripts(file: &FileJson) -> String {
    tab_separated(file.problems.iter().map(|problem| {
        vec![
            file.file.as_str().into(),
            problem.line.to_string().into(),
            problem.column.to_string().into(),
            problem.what.as_str().into(),
            problem.hint.as_deref().unwrap_or_default().into(),
        ]
    }))
}

fn for_people(look: Look, file: &FileJson) -> String {
    let mut text = String::new();
    for problem in &file.problems {
        let place = format!("{}:{}:{}:", displayable(&file.file), problem.line, problem.column);
        let in_words = |words: &str| displayable(&look.glyphs.words(words)).into_owned();
        text.push_str(&format!("{} {}\n", look.paint(Role::Title, &place), in_words(&problem.what)));
        if let Some(hint) = &problem.hint {
            text.push_str(&look.paint(Role::Secondary, &format!("    {}", in_words(hint))));
            text.push('\n');
        }
    }
    text
}
