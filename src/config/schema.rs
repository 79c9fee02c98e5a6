//! What `config.yaml` may hold, as a JSON schema: what an editor completes and checks it by.
//!
//! A schema cannot say all that the reading does: that no key is bound twice, for one.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::names::{ByName, Named};
use super::read::Setting;
use super::{Config, ThemeChoice};
use crate::command::Command;
use crate::keymap::{Keys, View};
use crate::settings::{Cascade, CountRule, DoneDate, StateSet};
use crate::theme::{COLOR_NAMES, GlyphSet, Role};

impl Config {
    /// The JSON schema of `config.yaml`.
    pub fn schema() -> Value {
        schemars::schema_for!(Self).to_value()
    }
}

impl JsonSchema for Config {
    fn schema_name() -> Cow<'static, str> {
        "milepost config.yaml".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let properties: Map<String, Value> = Setting::names()
            .into_iter()
            .map(|(name, setting)| {
                let mut schema = setting.schema(generator);
                schema.insert("description".to_owned(), setting.help().into());
                (name.to_owned(), schema.into())
            })
            .collect();
        json_schema!({ "type": ["object", "null"], "additionalProperties": false, "properties": properties })
    }
}

impl Setting {
    fn schema(self, generator: &mut SchemaGenerator) -> Schema {
        match self {
            Self::Theme => ByName::<ThemeChoice>::json_schema(generator),
            Self::Colors => {
                let color = generator.subschema_for::<OwnColor>();
                map_of(Role::all().iter().map(|role| (role.name(), color.clone())))
            }
            Self::Glyphs => ByName::<GlyphSet>::json_schema(generator),
            Self::Mouse => json_schema!({ "type": "boolean" }),
            Self::Folders => {
                json_schema!({ "type": ["array", "null"], "items": { "type": "string", "minLength": 1 } })
            }
            Self::Count => ByName::<CountRule>::json_schema(generator),
            Self::DoneDate => ByName::<DoneDate>::json_schema(generator),
            Self::States => ByName::<StateSet>::json_schema(generator),
            Self::Cascade => ByName::<Cascade>::json_schema(generator),
            Self::Keys => {
                let keys = generator.subschema_for::<KeyList>();
                let of = |command: Command| {
                    let mut schema = keys.clone();
                    schema.insert("description".to_owned(), command.help().into());
                    (command.name(), schema)
                };
                let commands = || Command::all().iter().copied();
                let views = View::with_keys().map(|view| {
                    (view.name(), map_of(commands().filter(|&command| view.has(command)).map(of)))
                });
                map_of(commands().map(of).chain(views))
            }
        }
    }
}

/// An object that may be left empty.
fn map_of(properties: impl Iterator<Item = (&'static str, Schema)>) -> Schema {
    let properties: Map<String, Value> =
        properties.map(|(name, schema)| (name.to_owned(), schema.into())).collect();
    json_schema!({ "type": ["object", "null"], "additionalProperties": false, "properties": properties })
}

impl<T: Named> JsonSchema for ByName<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::WHAT.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = T::names().into_iter().map(|(name, _)| name).collect();
        json_schema!({ "enum": names })
    }
}

/// A colour in any of its forms.
struct OwnColor;

impl JsonSchema for OwnColor {
    fn schema_name() -> Cow<'static, str> {
        "color".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "enum": COLOR_NAMES },
                { "type": "integer", "minimum": 0, "maximum": 255 },
                { "type": "string", "pattern": "^(#[0-9a-fA-F]{6}|[0-9]{1,2}|1[0-9]{2}|2[0-4][0-9]|25[0-5])$" }
            ]
        })
    }
}

/// The keys of a command; none are as good as an empty list.
struct KeyList;

impl JsonSchema for KeyList {
    fn schema_name() -> Cow<'static, str> {
        "keys".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["array", "null"],
            "items": {
                "anyOf": [
                    { "type": "string", "pattern": Keys::pattern() },
                    // To YAML a bare digit is a number, and a bare tilde nothing; to the reader both are keys.
                    { "type": "integer", "minimum": 0, "maximum": 9 },
                    { "type": "null" }
                ]
            }
        })
    }
}
