//! Ladders: what the roles of a career ask of each skill (format.md, "Levels and ladders").
//!
//! A ladder is read from a text; where the text comes from is [`crate::config`]'s business.

mod read;
mod seeds;

use crate::error::Error;
use crate::model::Level;

/// Roles from the lowest to the highest, and the level of each skill that each of them asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    pub name: String,
    /// No two are the same in another case.
    pub roles: Vec<String>,
    /// No two have names that are the same in another case.
    pub skills: Vec<LadderSkill>,
}

/// A skill of a ladder. Roles are told by their index in [`Ladder::roles`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderSkill {
    pub name: String,
    /// Words and phrases by which items speak of it, beside its name.
    pub matches: Vec<String>,
    /// The levels that roles ask for; a role that is not here asks for none.
    pub expects: Vec<(usize, Level)>,
    /// What those levels mean in that role, in a sentence.
    pub means: Vec<(usize, String)>,
}

impl Ladder {
    /// The longest text of a ladder that is read, in bytes.
    pub const MAX_LEN: u64 = 4 * 1024 * 1024;
    /// More roles than any ladder has; each of them costs a column in every answer.
    pub const MAX_ROLES: usize = 64;

    /// The ladder that a YAML text holds; the error's reason says line and column, and what was probably meant.
    pub fn from_yaml(text: &str) -> Result<Self, Error> {
        read::read(text).map_err(|reason| Error::new("read", reason))
    }
}

impl LadderSkill {
    /// The level that a role asks for.
    pub fn expected(&self, role: usize) -> Option<Level> {
        self.expects.iter().find(|(of, _)| *of == role).map(|(_, level)| *level)
    }

    /// What it means in a role.
    pub fn meaning(&self, role: usize) -> Option<&str> {
        self.means.iter().find(|(of, _)| *of == role).map(|(_, meaning)| meaning.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    const HEAD: &str = "name: L\nroles: [Junior, Mid, Senior]\n";

    /// The reason for which a ladder is refused whose skills are these.
    fn refusal(text: &str) -> String {
        Ladder::from_yaml(text).expect_err(text).reason
    }

    #[test]
    fn a_ladder_is_read_whole() {
        let text = "skills:
  - name: Node.js Internals
    match: [event loop, 'libuv']
    expects: { Junior: 2, mid: competent, Senior: ★★★★☆ }
    means:
      Senior: Explains a latency spike.
  - { expects: { Senior: 1 }, name: 42 }
roles:
  - Junior
  - Mid
  - Senior
name: Backend engineer
";
        let ladder = Ladder::from_yaml(text).unwrap();
        assert_eq!((ladder.name.as_str(), ladder.roles.len()), ("Backend engineer", 3));
        let [internals, other] = &*ladder.skills else { panic!("there are two skills") };
        assert_eq!(internals.matches, ["event loop", "libuv"]);
        let expected = [0, 1, 2].map(|role| internals.expected(role).map(Level::number));
        assert_eq!(expected, [Some(2), Some(3), Some(4)]);
        assert_eq!((internals.meaning(1), internals.meaning(2)), (None, Some("Explains a latency spike.")));
        assert_eq!((other.name.as_str(), other.expected(0)), ("42", None));
        assert!(Ladder::from_yaml(&format!("\u{feff}{}", text.replace('\n', "\r\n"))).is_ok());
    }

    #[test]
    fn a_fault_is_told_with_its_place_and_what_was_probably_meant() {
        let all_levels = "levels are 1 to 5, or novice, advanced beginner, competent, proficient, expert";
        for (skills, reason) in [
            (
                "- { name: A, expects: { Juniro: 1 } }",
                "line 4, column 25: skills[0].expects: there is no role `Juniro`; did you mean `Junior`?".to_owned(),
            ),
            (
                "- { name: A, expects: { Mid: 1 }, means: { Boss: x } }",
                "line 4, column 44: skills[0].means: there is no role `Boss`; there are Junior, Mid, Senior".into(),
            ),
            (
                "- name: A\n  expects:\n    Junior: 2\n    Senior: 7",
                format!("line 7, column 13: skills[0].expects.Senior: `7` is no level; {all_levels}"),
            ),
            (
                "- { name: A, expects: { Mid: exprt } }",
                "line 4, column 30: skills[0].expects.Mid: `exprt` is no level; did you mean `expert`?".into(),
            ),
            (
                "- { name: A, expects: { Mid: } }",
                format!("line 4, column 30: skills[0].expects.Mid: `` is no level; {all_levels}"),
            ),
            (
                "- { name: A, expcts: { Mid: 1 } }",
                "line 4, column 14: skills[0]: there is no key `expcts`; did you mean `expects`?".into(),
            ),
            (
                "- { name: A, colour: red }",
                "line 4, column 14: skills[0]: there is no key `colour`; there are name, match, expects, means".into(),
            ),
            ("- { name: '  ', expects: { Mid: 1 } }", "line 4, column 11: skills[0].name: a skill needs words".into()),
            (
                "- { name: A, expects: { Mid: 1 } }\n- { name: a, expects: { Mid: 1 } }",
                "line 5, column 11: skills[1].name: the skill `a` is there twice".into(),
            ),
            ("- { expects: { Mid: 1 } }", "line 4, column 3: skills[0]: this skill has no `name`".into()),
            (
                "- { name: A, expects: {} }",
                "line 4, column 3: skills[0]: this skill has no `expects`, as in `expects: { Junior: 2, Senior: 4 }`"
                    .into(),
            ),
            (
                "- { name: A, expects: { Mid: 1, mid: 2 } }",
                "line 4, column 33: skills[0].expects: `Mid` is there twice".into(),
            ),
            (
                "- { name: A, name: B, expects: { Mid: 1 } }",
                "line 4, column 14: skills[0]: `name` is there twice".into(),
            ),
            (
                "- { name: A, expects: { Mid: 1 }, match: [x, '++'] }",
                "line 4, column 46: skills[0].match[1]: `++` has no word to look for".into(),
            ),
            (
                "- { name: A, expects: { Mid: 1 }, match: [a b c d e f g h i j k l m] }",
                "line 4, column 43: skills[0].match[0]: `a b c d e f g h i j k l m` has more than 12 words".into(),
            ),
            (
                "- { name: A, expects: { Mid: 1 }, match: x }",
                "line 4, column 42: skills[0].match: invalid type: string \"x\", expected a list, as in `[event loop, \
                 libuv]`"
                    .into(),
            ),
            (
                "- { name: A, expects: [1] }",
                "line 4, column 23: skills[0].expects: invalid type: sequence, expected a map, as in `{ Junior: 2, \
                 Senior: 4 }`"
                    .into(),
            ),
            (
                "- { name: A, expects: { Mid: 1 }, means: { Mid: } }",
                "line 4, column 49: skills[0].means.Mid: a meaning needs words".into(),
            ),
            (
                "- A",
                "line 4, column 3: skills[0]: invalid type: string \"A\", expected a skill: a map of name, match, expects \
                 and means"
                    .into(),
            ),
        ] {
            assert_eq!(refusal(&format!("{HEAD}skills:\n{skills}\n")), reason, "{skills}");
        }
    }

    #[test]
    fn a_ladder_without_its_parts_is_refused() {
        let skill = "skills: [{ name: A, expects: { Mid: 1 } }]\n";
        for (text, reason) in [
            (String::new(), "line 1, column 1: this ladder has no `name`, as in `name: Backend engineer`"),
            (
                format!("name: L\n{skill}"),
                "line 1, column 1: this ladder has no `roles`, as in `roles: [Junior, Mid, Senior]`",
            ),
            (
                format!("name: L\nroles: []\n{skill}"),
                "line 1, column 1: this ladder has no `roles`, as in `roles: [Junior, Mid, Senior]`",
            ),
            (
                format!("name: L\nrolse: [Mid]\n{skill}"),
                "line 2, column 1: there is no key `rolse`; did you mean `roles`?",
            ),
            (
                format!("name: L\nroles: [Mid, '']\n{skill}"),
                "line 2, column 14: roles[1]: a role needs words",
            ),
            (
                format!("name: L\nroles: [Mid, MID]\n{skill}"),
                "line 2, column 14: roles[1]: the role `MID` is there twice",
            ),
            (format!("name: ''\nroles: [Mid]\n{skill}"), "line 1, column 7: name: a ladder needs words"),
            (HEAD.to_owned(), "line 1, column 1: this ladder has no `skills`"),
            (
                "[]".to_owned(),
                "line 1, column 1: invalid type: sequence, expected a ladder: a map of name, roles and skills",
            ),
        ] {
            assert_eq!(refusal(&text), reason, "{text}");
        }
        assert!(refusal("name: \"L\nroles").starts_with("line "));
    }

    #[test]
    fn a_text_that_grows_is_refused_at_once() {
        let mut bomb = format!("{HEAD}skills:\n- name: A\n  match: &a [x, y]\n");
        for n in 0..10_000 {
            let _ = writeln!(bomb, "- {{ name: B{n}, match: *a, expects: {{ Mid: 1 }} }}");
        }
        assert_eq!(refusal(&bomb), "line 6, column 22: a ladder has no aliases; write the value out");
        assert!(refusal(&format!("name: {}", "[".repeat(100_000))).contains("too many brackets"));
        for text in
            ["- ".repeat(100_000), "? ".repeat(100_000), "a:\n ".repeat(10_000), "&a ".repeat(100_000)]
        {
            refusal(&text);
        }
        let roles: Vec<String> = (0..100).map(|n| format!("R{n}")).collect();
        assert!(refusal(&format!("roles: [{}]", roles.join(", "))).contains("more than 64 roles"));
        assert_eq!(refusal(&"#".repeat(Ladder::MAX_LEN as usize + 1)), "it is larger than 4 MiB");
    }

    #[test]
    fn ten_thousand_skills_are_read_at_once() {
        let mut text = format!("{HEAD}skills:\n");
        for n in 0..10_000 {
            let _ = writeln!(
                text,
                "- name: Skill {n}\n  match: [phrase {n}, other {n}]\n  expects: {{ Junior: 1, Senior: 4 }}\n  \
                 means: {{ Senior: Does {n} well. }}"
            );
        }
        assert_eq!(Ladder::from_yaml(&text).unwrap().skills.len(), 10_000);
    }
}
