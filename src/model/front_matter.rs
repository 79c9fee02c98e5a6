//! The YAML between `---` lines at a file's start (format.md, "Front matter").
//!
//! Unknown keys are other programs' and are left alone. A wrong value under `milepost:` is a problem, and the default
//! holds. Nothing is ever written here.

use std::collections::BTreeMap;

use serde_yaml::Value;

use super::Problem;
use super::section::SectionKind;
use crate::settings::{CountRule, DoneDate, StateSet};
use crate::span::Span;

/// More YAML than this is not read: no person writes it, and aliases make it grow.
const MAX_LEN: usize = 64 * 1024;

/// What milepost reads of a front matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrontMatter {
    /// All of it with its `---` lines, in bytes of the file; empty where there is none.
    pub span: Span,
    pub title: Option<String>,
    pub tags: Vec<String>,
    /// The kinds of sections by the words of their heading.
    pub sections: BTreeMap<String, SectionKind>,
    pub states: Option<StateSet>,
    pub count: Option<CountRule>,
    pub done_date: Option<DoneDate>,
    pub ladder: Option<String>,
    pub target: Option<String>,
    pub problems: Vec<Problem>,
}

impl FrontMatter {
    /// Reads the YAML at `yaml` of a file's text; `span` is the front matter with its fences.
    pub(super) fn read(text: &str, yaml: Span, span: Span) -> Self {
        let mut front_matter = Self { span, ..Self::default() };
        let source = yaml.of(text);
        let mut reader = Reader { yaml, source, problems: Vec::new() };
        if source.len() > MAX_LEN
            || crate::yaml::find_alias(source).is_some()
            || crate::yaml::refuse_deep_nesting(source).is_err()
        {
            reader.problem(
                "",
                "this front matter has aliases, deep nesting, or more than 64 KiB, so it is not read",
                "write the values out",
            );
        } else {
            match serde_yaml::from_str::<Value>(source) {
                Ok(Value::Mapping(map)) => front_matter.take(&map, &mut reader),
                Ok(Value::Null) => {}
                Ok(_) => {
                    reader.problem(
                        "",
                        "this front matter is no list of `key: value` lines",
                        "it is not read",
                    );
                }
                Err(error) => reader.syntax_error(&error),
            }
        }
        front_matter.problems = reader.problems;
        front_matter
    }

    fn take(&mut self, map: &serde_yaml::Mapping, reader: &mut Reader<'_>) {
        self.title = map
            .get("title")
            .and_then(Value::as_str)
            .map(str::trim)
            .filter(|title| !title.is_empty())
            .map(str::to_owned);
        self.tags = match map.get("tags") {
            Some(Value::Sequence(tags)) => tags.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Some(Value::String(tags)) => {
                tags.split([',', ' ']).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        };
        let own = match map.get("milepost") {
            None | Some(Value::Null) => return,
            Some(Value::Mapping(own)) => own,
            Some(_) => return reader.problem("milepost", "`milepost:` holds no settings", SETTINGS_HINT),
        };
        for (key, value) in own {
            let key = key.as_str().unwrap_or_default();
            match key {
                "sections" => self.sections = reader.sections(value),
                "states" => self.states = reader.choice(key, value, "obsidian or github"),
                "count" => self.count = reader.choice(key, value, "leaves, all or skipped-as-done"),
                "done-date" => self.done_date = reader.choice(key, value, "off, tasks or dataview"),
                "ladder" => self.ladder = reader.text(key, value),
                "target" => self.target = reader.text(key, value),
                _ => reader.problem(key, &format!("milepost has no setting `{key}`"), SETTINGS_HINT),
            }
        }
    }
}

const SETTINGS_HINT: &str = "its settings are sections, states, count, done-date, ladder and target";

struct Reader<'a> {
    yaml: Span,
    source: &'a str,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// A problem with the value of a key, at the key's line.
    fn problem(&mut self, key: &str, what: &str, hint: &str) {
        let needle = format!("{key}:");
        let at = if key.is_empty() { None } else { self.source.find(&needle) };
        let start = at.unwrap_or(0) + self.yaml.start as usize;
        let len = if at.is_some() { key.len() } else { 0 };
        self.problems.push(Problem {
            span: Span::new(start, start + len),
            what: what.to_owned(),
            hint: Some(hint.to_owned()),
        });
    }

    fn syntax_error(&mut self, error: &serde_yaml::Error) {
        let start = self.yaml.start as usize
            + error.location().map_or(0, |location| location.index()).min(self.source.len());
        self.problems.push(Problem {
            span: Span::new(start, start),
            what: format!("this front matter is not valid YAML: {error}"),
            hint: Some("until it is mended its settings are not used".to_owned()),
        });
    }

    fn choice<T: serde::de::DeserializeOwned>(
        &mut self,
        key: &str,
        value: &Value,
        choices: &str,
    ) -> Option<T> {
        let choice = serde_yaml::from_value(value.clone()).ok();
        if choice.is_none() {
            self.problem(key, &format!("`{key}` is none of its values"), &format!("it is {choices}"));
        }
        choice
    }

    fn text(&mut self, key: &str, value: &Value) -> Option<String> {
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.problem(key, &format!("`{key}` is no text"), "write it in quotes");
        }
        text
    }

    fn sections(&mut self, value: &Value) -> BTreeMap<String, SectionKind> {
        let Value::Mapping(map) = value else {
            self.problem(
                "sections",
                "`sections` is no list of `heading: kind` lines",
                "e.g. { \"Ziele\": goals }",
            );
            return BTreeMap::new();
        };
        let mut sections = BTreeMap::new();
        for (heading, kind) in map {
            let heading = heading.as_str().unwrap_or_default();
            match kind.as_str().and_then(SectionKind::of_name) {
                Some(kind) => {
                    sections.insert(heading.to_lowercase(), kind);
                }
                None => {
                    let names: Vec<_> = SectionKind::ALL.into_iter().map(SectionKind::name).collect();
                    let hint = format!("the kinds are {}", names.join(", "));
                    self.problem(heading, &format!("`{heading}` is given a kind that there is not"), &hint);
                }
            }
        }
        sections
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(yaml: &str) -> FrontMatter {
        FrontMatter::read(yaml, Span::new(0, yaml.len()), Span::default())
    }

    #[test]
    fn settings_are_read_and_other_keys_left_alone() {
        let read = read(
            "title: My way\ntags: [a, b]\ncssclasses: x\nmilepost:\n  count: all\n  sections: { Ziele: goals }\n",
        );
        assert_eq!(read.title.as_deref(), Some("My way"));
        assert_eq!(read.tags, ["a", "b"]);
        assert_eq!(read.count, Some(CountRule::All));
        assert_eq!(read.sections.get("ziele"), Some(&SectionKind::Goals));
        assert_eq!(read.problems, []);
    }

    #[test]
    fn a_wrong_value_is_a_problem_at_its_key() {
        let read = read("milepost:\n  count: most\n  colour: red\n");
        assert_eq!(read.count, None);
        let at: Vec<_> = read.problems.iter().map(|problem| problem.span).collect();
        assert_eq!(at, [Span::new(12, 17), Span::new(26, 32)]);
    }

    #[test]
    fn aliases_are_not_followed() {
        let bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\ntitle: t\n";
        let read = read(bomb);
        assert_eq!((read.title, read.problems.len()), (None, 1));
    }

    #[test]
    fn broken_yaml_is_one_problem() {
        assert_eq!(read("title: [\n").problems.len(), 1);
        assert_eq!(read("just words").problems.len(), 1);
        assert_eq!(read("").problems, []);
    }
}
