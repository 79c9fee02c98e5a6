//! `milepost new`: a copy of a bundled roadmap in the library folder.

use serde::Serialize;

use super::arguments;
use super::diff;
use super::output::{Cell, Failure, Look, Output, Role, aligned, json, tab_separated};
use crate::config::Places;
use crate::config::library::{self, TEMPLATES, Template};
use crate::display::displayable;

#[derive(Debug, Serialize)]
struct TemplatesJson {
    templates: Vec<TemplateJson>,
}

#[derive(Debug, Serialize)]
struct TemplateJson {
    name: &'static str,
    summary: &'static str,
}

#[derive(Debug, Serialize)]
struct MadeJson {
    file: String,
    dry_run: bool,
    bytes: usize,
}

pub(super) fn run(look: Look, new: &arguments::New) -> Result<Output, Failure> {
    if new.list {
        return templates(look);
    }
    let template = new.from.as_deref().map_or(Ok(TEMPLATES[0]), Template::named)?;
    let path = library::path_of(&Places::from_env()?.library, new.name.as_deref().unwrap_or_default())?;
    let file = path.display().to_string();
    let is_dry_run = new.writing.dry_run;
    if !is_dry_run {
        library::create(&path, template.text)?;
    } else if path.symlink_metadata().is_ok() {
        return Err(library::taken(&path).into());
    }
    let output = if look.form.json {
        json(&MadeJson { file, dry_run: is_dry_run, bytes: template.text.len() })?
    } else if is_dry_run {
        Output::text(diff::unified(&file, b"", template.text.as_bytes()))
    } else if look.form.plain {
        Output::text(tab_separated([vec![file.into(), template.text.len().to_string().into()]]))
    } else {
        Output::text(format!("{}: {} bytes\n", displayable(&file), template.text.len()))
    };
    Ok(Output { has_written: !is_dry_run, ..output })
}

fn templates(look: Look) -> Result<Output, Failure> {
    if look.form.json {
        let templates =
            TEMPLATES.map(|template| TemplateJson { name: template.name, summary: template.summary });
        return json(&TemplatesJson { templates: templates.into() });
    }
    if look.form.plain {
        let rows = TEMPLATES.iter().map(|template| vec![template.name.into(), template.summary.into()]);
        return Ok(Output::text(tab_separated(rows)));
    }
    let rows = TEMPLATES
        .map(|template| vec![Cell::text(template.name), Cell::new(Role::Secondary, template.summary)]);
    Ok(Output::text(aligned(look, 0, &rows)))
}
