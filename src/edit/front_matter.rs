//! Sets the ladder and the role that the front matter aims at (format.md, "Front matter").
//!
//! Only the scalar that is set, or a line for it, is written. What YAML can say in many ways is not written again: where
//! the new text does not read as the old values with the new ones, nothing is changed.

mod yaml;

use serde_yaml::{Mapping, Value};

use super::{Edit, Effect, Splice, begin, words};
use crate::error::Error;
use crate::markdown;
use crate::model::Roadmap;
use crate::span::{Span, line_end, offset};

/// The key under which all settings of milepost stand.
const OWN: &str = "milepost";
const ATTEMPTED: &str = "set the target";
/// The byte order mark in UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Sets what is given, and leaves what is not.
///
/// ```text
/// ---                    ---
/// title: Mine            title: Mine
/// milepost:         →    milepost:
///   target: Mid            target: Senior
/// ---                    ---
/// ```
pub(super) fn aim_at(roadmap: &Roadmap, ladder: Option<&str>, role: Option<&str>) -> Result<Edit, Error> {
    let mut settings: Vec<(&str, String)> = Vec::new();
    for (key, value) in [("ladder", ladder), ("target", role)] {
        if let Some(value) = value {
            settings.push((key, words::one_line(value, ATTEMPTED)?));
        }
    }
    if settings.is_empty() {
        return Ok(Edit::default());
    }
    let first = roadmap.section(0);
    // The text up to the first heading, which the front matter stands in; that may be none of it, not even the mark.
    let mark = if roadmap.bytes_at(Span::new(0, MARK.len())) == MARK { MARK.len() } else { 0 };
    let body = first.text.as_str().get(mark..).unwrap_or_default();
    let ending = begin::line_ending(roadmap);
    let (old, splices) = match markdown::front_matter(body) {
        Some(found) => {
            let source = found.yaml.of(body);
            let old = values(source)?;
            let places =
                yaml::places(source, OWN, &settings, ending).map_err(|reason| refused(&reason, &settings))?;
            (
                old,
                places
                    .into_iter()
                    .map(|splice| splice.at(mark + found.yaml.start as usize, source))
                    .collect(),
            )
        }
        None => {
            let first_line = body.get(..line_end(body.as_bytes(), 0)).unwrap_or_default();
            let has_gap = first_line.trim().is_empty() && (!body.is_empty() || roadmap.len() == mark);
            (Mapping::new(), vec![begun(mark, &settings, ending, has_gap)])
        }
    };
    let edit = Edit::new(splices, Effect::default());
    let head = roadmap.bytes_at(Span::new(0, first.text.len().max(mark)));
    check(&edit, &head, mark, old, &settings)?;
    Ok(edit)
}

/// A front matter where there is none, with a blank line behind it unless there is one.
fn begun(mark: usize, settings: &[(&str, String)], ending: &str, has_gap: bool) -> Splice {
    let lines = yaml::lines(OWN, settings, ending);
    let gap = if has_gap { "" } else { ending };
    let new = format!("---{ending}{lines}---{ending}{gap}").into_bytes();
    Splice { span: Span::new(mark, mark), old: Vec::new(), new }
}

/// The values of a front matter that can be read.
fn values(source: &str) -> Result<Mapping, Error> {
    let refused = |reason: &str| {
        Err(Error::new(ATTEMPTED, format!("the front matter {reason}")).hint("mend it in an editor"))
    };
    if crate::yaml::find_alias(source).is_some() {
        return refused("has aliases");
    }
    match crate::yaml::parse(source) {
        Ok(Value::Mapping(values)) => Ok(values),
        Ok(Value::Null) => Ok(Mapping::new()),
        Ok(_) => refused("is no list of `key: value` lines"),
        Err(reason) => refused(&format!("is not valid YAML: {reason}")),
    }
}

/// Whether the new text has the old values, with the settings among them, and the same text behind them.
fn check(
    edit: &Edit,
    text: &[u8],
    mark: usize,
    mut expected: Mapping,
    settings: &[(&str, String)],
) -> Result<(), Error> {
    let mut own = match expected.remove(OWN) {
        Some(Value::Mapping(own)) => own,
        _ => Mapping::new(),
    };
    for (key, value) in settings {
        own.insert((*key).into(), value.as_str().into());
    }
    expected.insert(OWN.into(), own.into());
    let new = edit.apply(text)?;
    let new = String::from_utf8_lossy(new.get(mark..).unwrap_or_default());
    let values = markdown::front_matter(&new).map(|found| values(found.yaml.of(&new)));
    match values {
        Some(Ok(values)) if values == expected => Ok(()),
        _ => Err(refused("it would read as something else", settings)),
    }
}

fn refused(reason: &str, settings: &[(&str, String)]) -> Error {
    let lines: Vec<String> =
        settings.iter().map(|(key, value)| format!("`{key}: {}`", yaml::scalar(value, None))).collect();
    Error::new(ATTEMPTED, format!("the front matter is written in a way that is left alone: {reason}"))
        .hint(format!("write {} under `{OWN}:` in an editor", lines.join(" and ")))
}

impl yaml::Put {
    /// The splice for a YAML text that begins at `start` of the file.
    fn at(self, start: usize, source: &str) -> Splice {
        let old = source.get(self.range.clone()).unwrap_or_default().as_bytes().to_vec();
        let span = Span { start: offset(start + self.range.start), end: offset(start + self.range.end) };
        Splice { span, old, new: self.new.into_bytes() }
    }
}

#[cfg(test)]
mod tests {
    use crate::edit::Verb;
    use crate::edit::testing::{DEFAULTS, assert_edit, read};

    fn aim(ladder: Option<&str>, role: Option<&str>) -> Verb {
        Verb::AimAt { ladder: ladder.map(str::to_owned), role: role.map(str::to_owned) }
    }

    #[track_caller]
    fn check(before: &str, verb: &Verb, after: &str) {
        let roadmap = read(before, DEFAULTS);
        let edit = verb.edit_roadmap(&roadmap).unwrap_or_else(|error| panic!("{error}"));
        assert_edit(&roadmap, DEFAULTS, &edit, after);
        let again = verb.edit_roadmap(&read(after, DEFAULTS)).unwrap();
        assert!(again.is_empty(), "what is set is not set again");
    }

    #[track_caller]
    fn check_yaml(before: &str, after: &str) {
        let verb = aim(None, Some("Senior"));
        check(&format!("---\n{before}---\n# A\n"), &verb, &format!("---\n{after}---\n# A\n"));
    }

    #[test]
    fn a_scalar_is_replaced_in_its_own_style() {
        check_yaml("milepost:\n  target: Mid\n", "milepost:\n  target: Senior\n");
        check_yaml(
            "milepost:\n  target: Mid # soon\n  count: all\n",
            "milepost:\n  target: Senior # soon\n  count: all\n",
        );
        check_yaml("milepost:\n    target:   'Mid'\n", "milepost:\n    target:   'Senior'\n");
        check_yaml("milepost:\n  target: \"a \\\" b\"   \n", "milepost:\n  target: \"Senior\"   \n");
        check_yaml("milepost:\n  target: 'it''s'\n", "milepost:\n  target: 'Senior'\n");
        check_yaml("milepost:\n  target:\n  count: all\n", "milepost:\n  target: Senior\n  count: all\n");
        check_yaml("milepost:\n  target: # which?\n", "milepost:\n  target: Senior # which?\n");
        check_yaml("\"milepost\":\n  'target' : Mid\n", "\"milepost\":\n  'target' : Senior\n");
        check_yaml(
            "milepost:\n  count: all\n\n# who\n  target: Mid\n",
            "milepost:\n  count: all\n\n# who\n  target: Senior\n",
        );
        check_yaml("milepost: { target: Mid }\n", "milepost: { target: Senior }\n");
        check_yaml(
            "milepost: {count: all,target: \"Mid, or so\", sections: { Ziele: goals }} # x\n",
            "milepost: {count: all,target: \"Senior\", sections: { Ziele: goals }} # x\n",
        );
    }

    #[test]
    fn a_missing_key_is_added_behind_the_others() {
        check_yaml(
            "milepost:\n  count: all\ntags: [a]\n",
            "milepost:\n  count: all\n  target: Senior\ntags: [a]\n",
        );
        check_yaml(
            "milepost:\n    sections:\n        Ziele: goals\n    # rest\n\n# end\n",
            "milepost:\n    sections:\n        Ziele: goals\n    target: Senior\n    # rest\n\n# end\n",
        );
        check_yaml("milepost:\ntitle: x\n", "milepost:\n  target: Senior\ntitle: x\n");
        check_yaml("milepost: {count: all}\n", "milepost: {count: all, target: Senior}\n");
        check_yaml("milepost: {}\n", "milepost: { target: Senior }\n");
        check_yaml("milepost: { }\n", "milepost: { target: Senior }\n");
        check_yaml("title: x # y\n", "title: x # y\nmilepost:\n  target: Senior\n");
        check_yaml("# words\n", "# words\nmilepost:\n  target: Senior\n");
        check_yaml("", "milepost:\n  target: Senior\n");
        check_yaml("target: mine\n", "target: mine\nmilepost:\n  target: Senior\n");
    }

    #[test]
    fn both_are_set_at_once() {
        let both = aim(Some("../ladders/mine.yaml"), Some("Senior: lead"));
        check(
            "---\nmilepost:\n  target: Mid\n---\n",
            &both,
            "---\nmilepost:\n  target: \"Senior: lead\"\n  ladder: ../ladders/mine.yaml\n---\n",
        );
        check(
            "---\nmilepost: {}\n---\n",
            &both,
            "---\nmilepost: { ladder: ../ladders/mine.yaml, target: \"Senior: lead\" }\n---\n",
        );
        for value in [
            "3",
            "true",
            "null",
            "~",
            "a #b",
            "- a",
            "it's",
            "say \"x\"",
            "c:\\l",
            "{a}",
            "é, ß",
            "*a",
            "2026-01-01",
        ] {
            let roadmap = read("---\nmilepost: {count: all}\n---\n", DEFAULTS);
            let edit = aim(Some(value), None).edit_roadmap(&roadmap).unwrap();
            let new = read(&String::from_utf8(edit.apply(&roadmap.to_bytes()).unwrap()).unwrap(), DEFAULTS);
            assert_eq!(new.front_matter.ladder.as_deref(), Some(value));
        }
    }

    #[test]
    fn a_file_without_front_matter_gets_one_in_its_own_line_endings() {
        let verb = aim(None, Some("Senior"));
        check(
            "# A\r\n\r\n- [ ] a",
            &verb,
            "---\r\nmilepost:\r\n  target: Senior\r\n---\r\n\r\n# A\r\n\r\n- [ ] a",
        );
        check("\u{feff}# A\n", &verb, "\u{feff}---\nmilepost:\n  target: Senior\n---\n\n# A\n");
        check("\u{feff}\n- a\n", &verb, "\u{feff}---\nmilepost:\n  target: Senior\n---\n\n- a\n");
        check("", &verb, "---\nmilepost:\n  target: Senior\n---\n");
        check("---\n\n- a\n", &verb, "---\nmilepost:\n  target: Senior\n---\n\n---\n\n- a\n");
        check(
            "\u{feff}---\r\ntitle: x\r\n---\r\n- a\r\n",
            &verb,
            "\u{feff}---\r\ntitle: x\r\nmilepost:\r\n  target: Senior\r\n---\r\n- a\r\n",
        );
    }

    #[test]
    fn what_cannot_be_edited_safely_is_refused_with_a_reason() {
        for (yaml, reason) in [
            ("milepost: &a\n  target: Mid\n", "after `milepost:`"),
            ("milepost: !x\n  target: Mid\n", "after `milepost:`"),
            ("milepost: [a]\n", "after `milepost:`"),
            ("milepost: Mid\n", "after `milepost:`"),
            ("milepost:\n  - a\n", "something else"),
            ("milepost: { count: all,\n  target: Mid }\n", "several lines"),
            ("milepost:\n  target: &a Mid\n", "`target:`"),
            ("milepost:\n  target: |\n    Mid\n", "`target:`"),
            ("milepost:\n  target: Mid\n    or more\n", "something else"),
            ("milepost:\n  target: \"Mid\n    or more\"\n", "`target:`"),
            ("{ title: x }\n", "something else"),
            ("? milepost\n: { target: Mid }\n", "something else"),
            ("a: &a x\nb: *a\n", "aliases"),
            ("title: [\n", "not valid YAML"),
            ("words\n", "no list"),
        ] {
            let roadmap = read(&format!("---\n{yaml}---\n"), DEFAULTS);
            let error = aim(None, Some("Senior")).edit_roadmap(&roadmap).expect_err(yaml);
            assert!(error.reason.contains(reason), "{yaml}: {error}");
        }
        let error = aim(None, Some(" \n")).edit_roadmap(&read("", DEFAULTS)).unwrap_err();
        assert!(error.reason.contains("needs words"));
    }
}
