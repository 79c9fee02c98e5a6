//! `milepost export`: the roadmap as a page, a card, JSON or a table, to standard output or into a file.

mod json;

use std::path::Path;

use serde::Serialize;

use super::aim::{Aimed, aimed};
use super::arguments::{self, Aim, Format};
use super::carry_out::circumstances;
use super::diff;
use super::history::past;
use super::open::{Opened, Surroundings};
use super::output::{Failure, Look, Output, tab_separated, usage};
use crate::assess::Standing;
use crate::config;
use crate::display::displayable;
use crate::export::{self, Subject};
use crate::store::out;
use crate::timeline::Timeline;

#[derive(Debug, Serialize)]
struct MadeJson {
    file: String,
    out: String,
    format: &'static str,
    dry_run: bool,
    bytes: usize,
}

pub(super) fn run(
    surroundings: &Surroundings,
    look: Look,
    opened: &Opened,
    arguments: &arguments::Export,
) -> Result<Output, Failure> {
    let format = format(arguments)?;
    let Some(path) = arguments.out.as_ref().filter(|path| path.as_os_str() != "-") else {
        if look.form.plain || (look.form.json && format != Format::Json) || arguments.writing.dry_run {
            let hint = "with `-o OUT` they speak of the file that is written";
            let reason = "`--json`, `--plain` and `--dry-run` say nothing of standard output";
            return Err(usage("export", reason, hint).into());
        }
        let (text, remarks) = made(surroundings, opened, arguments, format)?;
        return Ok(Output { remarks, ..Output::text(text) });
    };
    let target = out::Target::find(path, &opened.path)?;
    let (text, remarks) = made(surroundings, opened, arguments, format)?;
    let is_dry_run = arguments.writing.dry_run;
    let shown = path.display().to_string();
    let before = if is_dry_run { target.read()? } else { Vec::new() };
    if !is_dry_run {
        target.write(text.as_bytes())?;
    }
    let output = if look.form.json {
        super::output::json(&MadeJson {
            file: opened.name(),
            out: shown,
            format: format.name(),
            dry_run: is_dry_run,
            bytes: text.len(),
        })?
    } else if is_dry_run {
        Output::text(diff::unified(&shown, &before, text.as_bytes()))
    } else if look.form.plain {
        Output::text(tab_separated([vec![shown.into(), text.len().to_string().into()]]))
    } else {
        Output::text(format!("{}: {} bytes\n", displayable(&shown), text.len()))
    };
    Ok(Output { has_written: !is_dry_run, remarks, ..output })
}

impl Format {
    const ALL: [Self; 4] = [Self::Html, Self::Svg, Self::Json, Self::Csv];

    fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Svg => "svg",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }
}

/// The format that is named, else that of the ending of OUT.
fn format(arguments: &arguments::Export) -> Result<Format, Failure> {
    let ending = arguments.out.as_deref().and_then(Path::extension);
    let is_ending = |format: &Format| ending.is_some_and(|ending| ending.eq_ignore_ascii_case(format.name()));
    let format = arguments.format.or_else(|| Format::ALL.into_iter().find(is_ending));
    let hint = "name one with `--format`: html, svg, json, csv";
    Ok(format.ok_or_else(|| usage("export", "the ending of OUT is that of no format", hint))?)
}

/// The text, and what is to be said of it.
fn made(
    surroundings: &Surroundings,
    opened: &Opened,
    arguments: &arguments::Export,
    format: Format,
) -> Result<(String, Vec<String>), Failure> {
    let roadmap = opened.roadmap();
    match format {
        Format::Json => return Ok((json::text(opened)?, Vec::new())),
        Format::Csv => return Ok((export::csv(roadmap), Vec::new())),
        Format::Html | Format::Svg => {}
    }
    let (aimed, remarks) = aim(surroundings, opened, &arguments.aim)?;
    let mut changes = config::record::read(&surroundings.places, &opened.path);
    if arguments.git {
        changes.extend(past(surroundings, opened, true)?);
    }
    let timeline = Timeline::gather(roadmap, &changes, circumstances().today);
    let subject = Subject::new(roadmap, &opened.title(), &aimed.standing, aimed.role, &timeline);
    let text = if format == Format::Svg { export::card(&subject) } else { export::html(&subject) };
    Ok((text, remarks))
}

/// What skills are compared with. A ladder or role of the front matter that is not there is told, and done without: there
/// is more on the page than the radar.
fn aim(surroundings: &Surroundings, opened: &Opened, asked: &Aim) -> Result<(Aimed, Vec<String>), Failure> {
    match aimed(surroundings, opened, asked) {
        Ok(aimed) => Ok((aimed, Vec::new())),
        Err(failure) if asked.role.is_none() && asked.ladder.is_none() => {
            let standing = Standing::of(opened.roadmap(), None);
            let role = standing.target_role(opened.roadmap()).ok().flatten();
            Ok((Aimed { standing, ladder: None, role }, vec![failure.error.to_string()]))
        }
        Err(failure) => Err(failure),
    }
}
