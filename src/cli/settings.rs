//! `milepost config`: the settings in force, the defaults, the place, the schema.

use serde::Serialize;
use serde_json::{Map, Value};

use super::arguments;
use super::output::{self, Failure, Look, Output, tab_separated};
use crate::config::{Config, Named, Places, defaults_text};
use crate::display::displayable;
use crate::theme::color_name;

#[derive(Debug, Serialize)]
struct SettingsJson {
    path: String,
    settings: Map<String, Value>,
}

pub(super) fn run(look: Look, config: &arguments::Config) -> Result<Output, Failure> {
    if config.defaults {
        return Ok(Output::text(defaults_text()));
    }
    if config.schema {
        let text = serde_json::to_string_pretty(&Config::schema()).unwrap_or_default();
        return Ok(Output::text(text + "\n"));
    }
    let path = Places::from_env()?.config_file();
    let shown = path.display().to_string();
    if config.path {
        return Ok(Output::text(format!("{}\n", displayable(&shown))));
    }
    let settings = in_force(&Config::load(&path)?);
    if look.form.json {
        let settings = settings.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        return output::json(&SettingsJson { path: shown, settings });
    }
    if look.form.plain {
        let rows = settings.into_iter().map(|(name, value)| vec![name.into(), value.into()]);
        return Ok(Output::text(tab_separated(rows)));
    }
    let mut text = format!("# {}\n", displayable(&shown));
    for (name, value) in settings {
        text.push_str(&format!("{name}: {}\n", displayable(&value)));
    }
    Ok(Output::text(text))
}

/// Every setting but the keys.
fn in_force(config: &Config) -> Vec<(&'static str, String)> {
    let folders: Vec<String> = config.folders.iter().map(|folder| folder.display().to_string()).collect();
    let written = |color| match color_name(color) {
        rgb if rgb.starts_with('#') => format!("\"{rgb}\""),
        name => name,
    };
    let colors: Vec<String> =
        config.colors.iter().map(|(role, color)| format!("{}: {}", role.name(), written(color))).collect();
    vec![
        ("theme", name_of(config.theme)),
        ("colors", format!("{{{}}}", colors.join(", "))),
        ("glyphs", name_of(config.glyphs)),
        ("mouse", config.mouse.to_string()),
        ("folders", format!("[{}]", folders.join(", "))),
        ("count", name_of(config.count)),
        ("done-date", name_of(config.done_date)),
        ("states", name_of(config.states)),
        ("cascade", name_of(config.cascade)),
    ]
}

fn name_of<T: Named + PartialEq>(value: T) -> String {
    let names = T::names();
    let name = names.iter().find(|(_, known)| *known == value).map(|(name, _)| *name);
    name.unwrap_or_default().to_owned()
}
