//! `keys:` of the config → [`Keymap`]: the keys of each command, everywhere or in one view.

use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::names::{Named, next_key_where, next_new_key};
use super::read::{List, ListItem};
use crate::command::Command;
use crate::keymap::{BadKey, Change, Key, Keymap, Keys, View};
use crate::spelling::nearest;

impl ListItem for Keys {
    const EXAMPLE: &'static str = "[j, ctrl-d, \"g g\"]";
    // As `1` and `~` are keys.
    const IS_ANY_TEXT: bool = true;

    fn from_text(text: &str) -> Result<Self, String> {
        text.parse().map_err(|bad: BadKey| match nearest_key(&bad.text) {
            Some(key) => format!("{bad}; did you mean `{key}`?"),
            None => bad.to_string(),
        })
    }
}

/// The key that a misspelt one was probably meant to be, its prefixes and its name looked at one by one.
fn nearest_key(typed: &str) -> Option<Key> {
    let part = |part| nearest(part, Key::PREFIXES.into_iter().chain(Key::names())).unwrap_or(part);
    typed.split('-').map(part).collect::<Vec<_>>().join("-").parse().ok()
}

/// What keys are given to: a command wherever it has keys, or those of one view.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Owner {
    Command(Command),
    View(View),
}

impl Named for Owner {
    const WHAT: &'static str = "command";

    fn names() -> Vec<(&'static str, Self)> {
        let commands = Command::all().iter().map(|&command| (command.name(), Self::Command(command)));
        commands.chain(View::with_keys().map(|view| (view.name(), Self::View(view)))).collect()
    }
}

/// Command names with their keys, and what they make of the default keys.
pub(super) struct BoundKeys(pub(super) Keymap);

impl<'de> Deserialize<'de> for BoundKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeysVisitor;

        impl<'de> Visitor<'de> for KeysVisitor {
            type Value = BoundKeys;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("commands with their keys, as in `line-down: [j, down]`")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<BoundKeys, M::Error> {
                let mut changes = Vec::new();
                let mut seen = Vec::new();
                while let Some(owner) = next_new_key(&mut map, &mut seen)? {
                    match owner {
                        Owner::Command(command) => {
                            let keys = map.next_value::<List<Keys>>()?.0;
                            changes.push(Change { command, view: None, keys });
                        }
                        Owner::View(view) => changes.extend(map.next_value_seed(InView(view))?),
                    }
                }
                Keymap::new(&changes).map(BoundKeys).map_err(|clash| {
                    de::Error::custom(format!("{clash}; give one of them other keys, or none with []"))
                })
            }
        }

        deserializer.deserialize_map(KeysVisitor)
    }
}

/// The commands of one view with their keys there.
struct InView(View);

impl<'de> DeserializeSeed<'de> for InView {
    type Value = Vec<Change>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<Change>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for InView {
    type Value = Vec<Change>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.0.name();
        write!(f, "the commands of `{name}` with their keys there, as in `{name}: {{ cancel: [esc] }}`")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Vec<Change>, M::Error> {
        let Self(view) = self;
        let is_fit = |command: Command| match view.has(command) {
            true => Ok(()),
            false => Err(format!("`{command}` does nothing in `{}`; {}", view.name(), places_of(command))),
        };
        let mut changes = Vec::new();
        let mut seen = Vec::new();
        while let Some(command) = next_key_where(&mut map, &mut seen, is_fit)? {
            let keys = map.next_value::<List<Keys>>()?.0;
            changes.push(Change { command, view: Some(view), keys });
        }
        Ok(changes)
    }
}

/// Where a command can have keys, for messages.
fn places_of(command: Command) -> String {
    let views: Vec<&str> = View::with_keys().filter(|view| view.has(command)).map(View::name).collect();
    format!("it can have keys in {}", views.join(", "))
}
