//! The YAML of a ladder → [`Ladder`]; what is wrong is refused with its place and what was probably meant.
//!
//! The text is read twice: for its roles, which may stand anywhere in it, and then for the skills that name them, so
//! that a wrong name is told where it stands.

use std::collections::HashSet;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::seeds::{Map, list, scalar};
use super::{Ladder, LadderSkill};
use crate::assess::phrases;
use crate::model::Level;
use crate::span::{line_start, lines};
use crate::spelling::nearest;
use crate::yaml;

pub(super) fn read(text: &str) -> Result<Ladder, String> {
    if text.len() as u64 > Ladder::MAX_LEN {
        return Err(format!("it is larger than {} MiB", Ladder::MAX_LEN / (1024 * 1024)));
    }
    // The reader takes a byte order mark for the indent of the first line.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(at) = yaml::find_alias(text) {
        let line = lines(text.get(..=at).unwrap_or_default()).count();
        let start = line_start(text.as_bytes(), at);
        let column = text.get(start..at).unwrap_or_default().chars().count() + 1;
        return Err(format!("line {line}, column {column}: a ladder has no aliases; write the value out"));
    }
    let roles = yaml::parse_seed(text, Whole { roles: None })?.roles;
    yaml::parse_seed(text, Whole { roles: Some(roles) })
}

const LADDER_KEYS: &[&str] = &["name", "roles", "skills"];
const SKILL_KEYS: &[&str] = &["name", "match", "expects", "means"];
const LADDER_EXAMPLE: &str = "a ladder: a map of name, roles and skills";
const SKILL_EXAMPLE: &str = "a skill: a map of name, match, expects and means";

/// The whole text, read for its roles alone while they are not known.
struct Whole {
    roles: Option<Vec<String>>,
}

impl<'de> DeserializeSeed<'de> for Whole {
    type Value = Ladder;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Ladder, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Whole {
    type Value = Ladder;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(LADDER_EXAMPLE)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Ladder, M::Error> {
        let (mut name, mut roles, mut skills) = (None, None, None);
        let mut seen = Vec::new();
        while let Some(key) = map.next_key_seed(scalar("a key", |key| key_of(key, LADDER_KEYS, &mut seen)))? {
            match (key, &self.roles) {
                ("name", _) => name = Some(map.next_value_seed(scalar("a name", named("ladder")))?),
                ("roles", None) => roles = Some(map.next_value_seed(role_names())?),
                ("skills", Some(roles)) => skills = Some(map.next_value_seed(Skills { roles })?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        let lacks = |what: &str| de::Error::custom(format!("this ladder has no {what}"));
        let name = name.ok_or_else(|| lacks("`name`, as in `name: Backend engineer`"))?;
        let is_known = self.roles.is_some();
        let roles = self.roles.or(roles).filter(|roles| !roles.is_empty());
        let roles = roles.ok_or_else(|| lacks("`roles`, as in `roles: [Junior, Mid, Senior]`"))?;
        let skills = skills.unwrap_or_default();
        if is_known && skills.is_empty() {
            return Err(lacks("`skills`"));
        }
        Ok(Ladder { name, roles, skills })
    }
}

/// The roles, each once.
fn role_names<'de>() -> impl DeserializeSeed<'de, Value = Vec<String>> {
    let mut seen = HashSet::new();
    list("[Junior, Mid, Senior]", move |role| {
        let role = named("role")(role)?;
        if !seen.insert(role.to_lowercase()) {
            return Err(format!("the role `{}` is there twice", shown(&role)));
        }
        if seen.len() > Ladder::MAX_ROLES {
            return Err(format!("there are more than {} roles", Ladder::MAX_ROLES));
        }
        Ok(role)
    })
}

struct Skills<'a> {
    roles: &'a [String],
}

impl<'de> DeserializeSeed<'de> for Skills<'_> {
    type Value = Vec<LadderSkill>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Skills<'_> {
    type Value = Vec<LadderSkill>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of skills, as in `- name: Testing`")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Self::Value, S::Error> {
        let mut skills = Vec::new();
        let mut names = HashSet::new();
        while let Some(skill) = seq.next_element_seed(Skill { roles: self.roles, names: &mut names })? {
            skills.push(skill);
        }
        Ok(skills)
    }
}

struct Skill<'a> {
    roles: &'a [String],
    /// Those of the skills before it, in lower case.
    names: &'a mut HashSet<String>,
}

impl<'de> DeserializeSeed<'de> for Skill<'_> {
    type Value = LadderSkill;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<LadderSkill, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Skill<'_> {
    type Value = LadderSkill;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SKILL_EXAMPLE)
    }

    fn visit_map<M: MapAccess<'de>>(mut self, mut map: M) -> Result<LadderSkill, M::Error> {
        let (mut name, mut matches, mut expects, mut means) = (None, Vec::new(), Vec::new(), Vec::new());
        let mut seen = Vec::new();
        while let Some(key) = map.next_key_seed(scalar("a key", |key| key_of(key, SKILL_KEYS, &mut seen)))? {
            match key {
                "name" => name = Some(map.next_value_seed(scalar("a name", |name| self.new_name(name)))?),
                "match" => matches = map.next_value_seed(list("[event loop, libuv]", phrase))?,
                "expects" => {
                    expects = map.next_value_seed(by_role(self.roles, "{ Junior: 2, Senior: 4 }", level))?;
                }
                _ => {
                    let example = "{ Senior: Explains it to others. }";
                    means = map.next_value_seed(by_role(self.roles, example, named("meaning")))?;
                }
            }
        }
        let lacks = |what: &str| de::Error::custom(format!("this skill has no {what}"));
        let name = name.ok_or_else(|| lacks("`name`"))?;
        if expects.is_empty() {
            return Err(lacks("`expects`, as in `expects: { Junior: 2, Senior: 4 }`"));
        }
        Ok(LadderSkill { name, matches, expects, means })
    }
}

impl Skill<'_> {
    fn new_name(&mut self, name: &str) -> Result<String, String> {
        let name = named("skill")(name)?;
        if !self.names.insert(name.to_lowercase()) {
            return Err(format!("the skill `{}` is there twice", shown(&name)));
        }
        Ok(name)
    }
}

/// One of some keys, which is there once.
fn key_of(
    key: &str,
    keys: &'static [&'static str],
    seen: &mut Vec<&'static str>,
) -> Result<&'static str, String> {
    let Some(known) = keys.iter().copied().find(|known| *known == key) else {
        return Err(unknown("key", key, keys));
    };
    if seen.contains(&known) {
        return Err(format!("`{known}` is there twice"));
    }
    seen.push(known);
    Ok(known)
}

/// Reads a text that says something.
fn named(what: &'static str) -> impl Fn(&str) -> Result<String, String> {
    move |text| {
        let text = text.trim();
        if text.is_empty() { Err(format!("a {what} needs words")) } else { Ok(text.to_owned()) }
    }
}

fn phrase(text: &str) -> Result<String, String> {
    match phrases::words(text).count() {
        0 => Err(format!("`{}` has no word to look for", shown(text))),
        n if n > phrases::MAX_WORDS => {
            Err(format!("`{}` has more than {} words", shown(text), phrases::MAX_WORDS))
        }
        _ => Ok(text.trim().to_owned()),
    }
}

fn level(token: &str) -> Result<Level, String> {
    Level::from_token(token).ok_or_else(|| {
        let names = Level::ALL.map(Level::name);
        let token = shown(token);
        match nearest(&token, names) {
            Some(name) => format!("`{token}` is no level; did you mean `{name}`?"),
            None => format!("`{token}` is no level; levels are 1 to 5, or {}", names.join(", ")),
        }
    })
}

fn unknown(what: &str, typed: &str, names: &[&str]) -> String {
    let typed = shown(typed);
    match nearest(&typed, names.iter().copied()) {
        Some(name) => format!("there is no {what} `{typed}`; did you mean `{name}`?"),
        None => format!("there is no {what} `{typed}`; there are {}", names.join(", ")),
    }
}

/// A text as it is told in a message.
fn shown(text: &str) -> String {
    text.trim().chars().take(64).collect()
}

/// Values by roles, each role once.
fn by_role<'de, T>(
    roles: &[String],
    example: &'static str,
    value: impl Fn(&str) -> Result<T, String>,
) -> impl DeserializeSeed<'de, Value = Vec<(usize, T)>> {
    let mut seen = Vec::new();
    let role = move |typed: &str| {
        let lower = typed.trim().to_lowercase();
        let Some(index) = roles.iter().position(|role| role.to_lowercase() == lower) else {
            let names: Vec<&str> = roles.iter().map(String::as_str).collect();
            return Err(unknown("role", typed, &names));
        };
        if seen.contains(&index) {
            return Err(format!("`{}` is there twice", shown(&roles[index])));
        }
        seen.push(index);
        Ok(index)
    };
    Map { example, key: role, value }
}
