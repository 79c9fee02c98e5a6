//! `milepost check`: what is odd, with line and column.

use serde::Serialize;

use super::aim::aimed;
use super::arguments::Aim;
use super::items::SpanJson;
use super::open::{Opened, Surroundings};
use super::output::{Failure, Look, Output, Role, counted, json, tab_separated};
use crate::check::check;
use crate::display::displayable;
use crate::model::Problem;
use crate::span::Span;

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
    let problems = aim_problem(surroundings, opened).into_iter().chain(check(roadmap)).map(|problem| {
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

/// What is wrong with the ladder or the role that the front matter names, which other files tell.
fn aim_problem(surroundings: &Surroundings, opened: &Opened) -> Option<Problem> {
    let roadmap = opened.roadmap();
    let front_matter = &roadmap.front_matter;
    if front_matter.ladder.is_none() && front_matter.target.is_none() {
        return None;
    }
    let error = aimed(surroundings, opened, &Aim::default()).err()?.error;
    let is_about_role = error.path.as_deref() == Some(&*opened.shown);
    let word = if is_about_role { &front_matter.target } else { &front_matter.ladder };
    let text = front_matter.span.of(roadmap.section(0).text.as_str());
    let at = word.as_deref().and_then(|word| Some((text.rfind(word)?, word.len())));
    let span = at.map_or(front_matter.span, |(at, len)| {
        Span::new(at, at + len).shifted(front_matter.span.start as usize)
    });
    let place = error.path.filter(|_| !is_about_role);
    let place = place.map_or_else(String::new, |path| format!("{}: ", path.display()));
    Some(Problem { span, what: format!("{place}{}", error.reason), hint: error.hint })
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
