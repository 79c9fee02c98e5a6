//! `milepost check`: what is odd, with line and column.

mod around;

use serde::Serialize;

use super::items::SpanJson;
use super::open::{Opened, Surroundings};
use super::output::{Failure, Look, Output, Role, counted, json, tab_separated};
use crate::check::check;
use crate::display::displayable;

#[derive(Debug, Serialize)]
struct FileJson {
    file: String,
    problems: Vec<ProblemJson>,
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

pub(super) fn run(surroundings: &Surroundings, look: Look, files: &[Opened]) -> Result<Output, Failure> {
    let mut checked: Vec<FileJson> = files.iter().map(|opened| checked(surroundings, opened)).collect();
    let n_problems: usize = checked.iter().map(|file| file.problems.len()).sum();
    let mut output = if look.form.json {
        match (checked.pop(), checked.is_empty()) {
            (Some(only), true) => json(&only)?,
            (last, _) => {
                checked.extend(last);
                json(&FilesJson { files: checked })?
            }
        }
    } else if look.form.plain {
        Output::text(tab_separated(checked.iter().flat_map(|file| {
            file.problems.iter().map(|problem| {
                vec![
                    file.file.as_str().into(),
                    problem.line.to_string().into(),
                    problem.column.to_string().into(),
                    problem.what.as_str().into(),
                    problem.hint.as_deref().unwrap_or_default().into(),
                ]
            })
        })))
    } else {
        Output::text(checked.iter().map(|file| for_people(look, file)).collect::<String>())
    };
    output.has_problems = n_problems > 0;
    if !look.form.json && !look.form.plain {
        output.remarks.push(if n_problems == 0 {
            "no problems".to_owned()
        } else {
            counted(n_problems, "problem")
        });
    }
    Ok(output)
}

fn checked(surroundings: &Surroundings, opened: &Opened) -> FileJson {
    let roadmap = opened.roadmap();
    let mut problems = check(roadmap);
    problems.extend(around::problems(surroundings, opened));
    problems.sort_by_key(|problem| problem.span);
    let problems = problems.into_iter().map(|problem| {
        let position = roadmap.position(problem.span.start as usize);
        ProblemJson {
            line: position.line,
            column: position.column,
            span: problem.span.into(),
            what: problem.what,
            hint: problem.hint,
        }
    });
    FileJson { file: opened.name(), problems: problems.collect() }
}

fn for_people(look: Look, file: &FileJson) -> String {
    let mut text = String::new();
    for problem in &file.problems {
        let place = format!("{}:{}:{}:", displayable(&file.file), problem.line, problem.column);
        text.push_str(&format!("{} {}\n", look.paint(Role::Title, &place), displayable(&problem.what)));
        if let Some(hint) = &problem.hint {
            text.push_str(&look.paint(Role::Secondary, &format!("    {}", displayable(hint))));
            text.push('\n');
        }
    }
    text
}
