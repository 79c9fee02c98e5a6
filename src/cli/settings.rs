//! `milepost config`: the settings in force, the defaults, the place, the schema.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::arguments;
use super::output::{self, Failure, Look, Output, tab_separated};
use crate::command::Command;
use crate::config::{
    Cascade, Config, CountRule, DoneDate, Named, Places, StateSet, ThemeChoice, defaults_text,
};
use crate::display::displayable;
use crate::theme::{COLOR_NAMES, GlyphSet, Role, color_name};

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
        let text = serde_json::to_string_pretty(&schema()).unwrap_or_default();
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

fn schema() -> Value {
    let keys: Map<String, Value> = Command::all()
        .iter()
        .map(|command| {
            let one = json!({ "type": "string" });
            let value = json!({
                "description": command.help(),
                "anyOf": [one, { "type": "array", "items": one }]
            });
            (command.name().to_owned(), value)
        })
        .collect();
    let color = json!({
        "anyOf": [
            { "enum": COLOR_NAMES },
            { "type": "integer", "minimum": 0, "maximum": 255 },
            { "type": "string", "pattern": "^(#[0-9a-fA-F]{6}|[0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])$" }
        ]
    });
    let colors: Map<String, Value> =
        Role::all().iter().map(|role| (role.name().to_owned(), color.clone())).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "milepost config.yaml",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "theme": choice::<ThemeChoice>(),
            "colors": { "type": ["object", "null"], "additionalProperties": false, "properties": colors },
            "glyphs": choice::<GlyphSet>(),
            "mouse": { "type": "boolean" },
            "folders": { "type": "array", "items": { "type": "string" } },
            "count": choice::<CountRule>(),
            "done-date": choice::<DoneDate>(),
            "states": choice::<StateSet>(),
            "cascade": choice::<Cascade>(),
            "keys": { "type": ["object", "null"], "additionalProperties": false, "properties": keys }
        }
    })
}

fn choice<T: Named>() -> Value {
    let names: Vec<&str> = T::names().into_iter().map(|(name, _)| name).collect();
    json!({ "enum": names })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_knows_every_setting_that_the_defaults_show() {
        let schema = schema();
        let properties = schema["properties"].as_object().unwrap();
        let defaults: serde_json::Map<String, Value> = serde_yaml::from_str(&defaults_text()).unwrap();
        for name in defaults.keys() {
            assert!(properties.contains_key(name), "{name}");
        }
        assert_eq!(properties.len(), defaults.len());
        for (name, value) in in_force(&Config::default()) {
            if let Some(choices) = properties[name]["enum"].as_array() {
                assert!(choices.iter().any(|choice| choice == &value), "{name}: {value}");
            }
        }
    }
}
