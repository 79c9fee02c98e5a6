//! What `config.yaml` may hold: the reader and the JSON schema agree on it, and what is wrong is told with its place.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to fail")]

use jsonschema::Validator;
use milepost::command::Command;
use milepost::config::{Config, defaults_text};
use milepost::keymap::Keymap;
use serde_json::Value;

/// Whether the schema takes a text for a config; none if it is not YAML that a schema could be asked of.
fn fits_schema(schema: &Validator, text: &str) -> Option<bool> {
    let value: Value = serde_yaml::from_str(text).ok()?;
    Some(schema.is_valid(&value))
}

fn schema() -> Validator {
    jsonschema::draft202012::new(&Config::schema()).unwrap()
}

/// Broken configs: the text, where it is wrong, and what the message must hold: what was probably meant where something
/// is near. Whether the schema refuses it too is told by the last.
#[rustfmt::skip]
const BROKEN: &[(&str, (usize, usize), &str, bool)] = &[
    // Names of settings.
    ("thme: dark\n", (1, 1), "did you mean `theme`?", true),
    ("theme: dark\nglyph: ascii\n", (2, 1), "did you mean `glyphs`?", true),
    ("\n# a comment\nmuose: true\n", (3, 1), "did you mean `mouse`?", true),
    ("folder: [~/a]\n", (1, 1), "did you mean `folders`?", true),
    ("cuont: all\n", (1, 1), "did you mean `count`?", true),
    ("done_date: off\n", (1, 1), "did you mean `done-date`?", true),
    ("donedate: off\n", (1, 1), "did you mean `done-date`?", true),
    ("state: github\n", (1, 1), "did you mean `states`?", true),
    ("cascde: up\n", (1, 1), "did you mean `cascade`?", true),
    ("key:\n  skip: [s]\n", (1, 1), "did you mean `keys`?", true),
    ("color:\n  tab: 1\n", (1, 1), "did you mean `colors`?", true),
    ("colours: {tab: 1}\n", (1, 1), "did you mean `colors`?", true),
    ("{theme: dark, Mouse: true}\n", (1, 15), "did you mean `mouse`?", true),
    ("font: mono\n", (1, 1), "there are theme, colors, glyphs,", true),
    ("5: true\n", (1, 1), "unknown setting `5`", true),
    // Values.
    ("theme: drak\n", (1, 8), "did you mean `dark`?", true),
    ("theme: Light\n", (1, 8), "did you mean `light`?", true),
    ("theme: highcontrast\n", (1, 8), "did you mean `high-contrast`?", true),
    ("theme: solarized\n", (1, 8), "there are auto, dark, light, high-contrast, mono", true),
    ("theme:\n", (1, 7), "there are auto,", true),
    ("theme: [dark]\n", (1, 8), "expected the name of a theme", true),
    ("mouse: true\nglyphs: asci\n", (2, 9), "did you mean `ascii`?", true),
    ("glyphs: {ascii: true}\n", (1, 9), "expected the name of a glyph set", true),
    ("mouse: ture\n", (1, 8), "did you mean `true`?", true),
    ("mouse: no\n", (1, 8), "there are true, false", true),
    ("mouse: 1\n", (1, 8), "there are true, false", true),
    ("count: leafs\n", (1, 8), "did you mean `leaves`?", true),
    ("count: skipped_as_done\n", (1, 8), "did you mean `skipped-as-done`?", true),
    ("done-date: task\n", (1, 12), "did you mean `tasks`?", true),
    ("done-date: true\n", (1, 12), "there are off, tasks, dataview", true),
    ("states: githb\n", (1, 9), "did you mean `github`?", true),
    ("cascade: upp\n", (1, 10), "did you mean `up`?", true),
    ("cascade: sideways\n", (1, 10), "there are off, up, down, both", true),
    // Folders.
    ("folders: ~/notes\n", (1, 10), "expected a list, as in `[~/notes, ~/roadmaps]`", true),
    ("folders:\n- ~/a\n- 5\n", (3, 3), "expected text", true),
    ("folders: [\"\"]\n", (1, 11), "a folder has a name", true),
    // Colours.
    ("colors:\n  done-mrak: green\n", (2, 3), "did you mean `done-mark`?", true),
    ("colors:\n  selected: cyan\n  boarder: red\n", (3, 3), "did you mean `border`?", true),
    ("colors:\n  tab: grean\n", (2, 8), "did you mean `green`?", true),
    ("colors:\n  tab: light-red\n", (2, 8), "did you mean `bright-red`?", true),
    ("colors:\n  tab: orange\n", (2, 8), "there are names as `green`", true),
    ("colors:\n  tab: bright_red\n", (2, 8), "did you mean `bright-red`?", true),
    ("colors:\n  tab: 256\n", (2, 8), "0 to 255", true),
    ("colors:\n  tab: #ff8800\n", (2, 7), "\"#rrggbb\" in quotes", true),
    ("colors:\n  tab: \"#ff880\"\n", (2, 8), "\"#rrggbb\" in quotes", true),
    ("colors: [red]\n", (1, 9), "roles with their colours, as in `done-mark: green`", true),
    // Keys.
    ("keys:\n  togle-done: [x]\n", (2, 3), "did you mean `toggle-done`?", true),
    ("keys:\n  skip: [s]\n  toggle_done: [ctrl-t]\n", (3, 3), "did you mean `toggle-done`?", true),
    ("keys:\n  fly-to-the-moon: [f]\n", (2, 3), "unknown command `fly-to-the-moon`", true),
    ("keys:\n  skip: [crtl-x]\n", (2, 10), "did you mean `ctrl-x`?", true),
    ("keys:\n  skip: [s, entr]\n", (2, 13), "did you mean `enter`?", true),
    ("keys:\n  skip: [\"g spcae\"]\n", (2, 10), "did you mean `space`?", true),
    ("keys:\n  skip: [ctl-hom]\n", (2, 10), "did you mean `ctrl-home`?", true),
    ("keys:\n  skip: [f25]\n", (2, 10), "no key has that name", true),
    ("keys:\n  skip: [\" \"]\n", (2, 10), "the space bar is written `space`", true),
    ("keys:\n  skip: [shift-1]\n", (2, 10), "write the character that shift makes", false),
    ("keys:\n  matrx:\n    skip: [s]\n", (2, 3), "did you mean `matrix`?", true),
    ("keys:\n  matrix: [s]\n", (2, 11), "the commands of `matrix` with their keys there", true),
    ("keys:\n  matrix:\n    line-dwon: [s]\n", (3, 5), "did you mean `line-down`?", true),
    ("keys:\n  matrix:\n    tick-parent: [s]\n", (3, 5), "does nothing in `matrix`; it can have keys in roadmap, searching", true),
    ("keys:\n  roadmap:\n    undo: [crtl-t]\n", (3, 12), "did you mean `ctrl-t`?", true),
    ("keys:\n  roadmap:\n    undo: [x]\n", (2, 3), "`x` is bound to both `next-state` and `undo`", false),
    ("keys:\n  roadmap:\n    undo: [ctrl-t]\n    undo: [z]\n", (4, 5), "`undo` is set twice", false),
    ("keys:\n  skip: s\n", (2, 9), "expected a list, as in `[j, ctrl-d, \"g g\"]`", true),
    ("keys:\n  skip: [[s]]\n", (2, 10), "expected text", true),
    ("keys: [skip]\n", (1, 7), "commands with their keys, as in `line-down: [j, down]`", true),
    ("keys:\n  skip: [x]\n", (2, 3), "`x` is bound to both `next-state` and `skip`", false),
    // What stands there twice, and what is no YAML.
    ("theme: dark\ntheme: light\n", (2, 1), "`theme` is set twice", false),
    ("colors:\n  tab: 1\n  link: 2\n  tab: 3\n", (4, 3), "`tab` is set twice", false),
    ("keys:\n  skip: [s]\n  skip: [S]\n", (3, 3), "`skip` is set twice", false),
    ("- theme: dark\n", (1, 1), "expected settings, as in `theme: dark`", true),
    ("dark\n", (1, 1), "expected settings, as in `theme: dark`", true),
    ("theme: \"dark\n", (2, 1), "", false),
    ("mouse: true\n\ttheme: dark\n", (2, 1), "", false),
    ("theme: dark\n---\nmouse: true\n", (2, 1), "a second document begins here", false),
];

#[test]
fn a_broken_config_is_told_with_line_column_and_what_was_meant() {
    let schema = schema();
    assert!(BROKEN.len() >= 50);
    let mut wrong = Vec::new();
    for (text, (line, column), holds, is_told_by_schema) in BROKEN {
        let reason = Config::from_yaml(text).map_or_else(|error| error.reason, |_| "nothing".to_owned());
        let place = format!("line {line}, column {column}: ");
        if !reason.starts_with(&place) || !reason.contains(holds) {
            wrong.push(format!("{text}is told as: {reason}"));
        }
        if *is_told_by_schema && fits_schema(&schema, text) != Some(false) {
            wrong.push(format!("{text}fits the schema"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_can_be_read_fits_the_schema() {
    let schema = schema();
    for text in [
        "",
        "{}\n",
        "colors:\nfolders:\nkeys:\n",
        "theme: high-contrast\nmouse: false\ncascade: off\ndone-date: dataview\nstates: github\ncount: all\n",
        "colors: {tab: green, link: 208, border: \"240\", text: default, brand: \"#Ff8800\", key: bright-red}\n",
        "folders: [~/notes, /srv/roadmaps]\nglyphs: ascii\n",
        "keys:\n  skip: [ctrl-t, 0, ~, \"]\", ö, F5, alt-Space, \"g  G\", ctrl-alt-up, Ctrl-X, alt-enter]\n  note: []\n  help:\n",
        "keys:\n  line-down: [j, down, о]\n  matrix:\n    line-down: [ctrl-j]\n    undo: []\n  fields: {}\n  lists:\n",
    ] {
        Config::from_yaml(text).unwrap();
        assert_eq!(fits_schema(&schema, text), Some(true), "{text}");
    }
}

#[test]
fn the_defaults_fit_the_schema_with_all_their_keys() {
    let schema = schema();
    assert_eq!(fits_schema(&schema, &defaults_text()), Some(true));
    let mut keys = "keys:\n".to_owned();
    for &command in Command::all() {
        let bound = Keymap::default_keys(command);
        let bound: Vec<String> = bound.iter().map(|keys| format!("{:?}", keys.to_string())).collect();
        keys.push_str(&format!("  {command}: [{}]\n", bound.join(", ")));
    }
    assert_eq!(Config::from_yaml(&keys), Ok(Config::default()));
    assert_eq!(fits_schema(&schema, &keys), Some(true));
}

#[test]
fn the_schema_knows_every_setting_that_the_defaults_show() {
    let defaults: serde_json::Map<String, Value> = serde_yaml::from_str(&defaults_text()).unwrap();
    let schema = Config::schema();
    let properties = schema["properties"].as_object().unwrap();
    assert!(properties.keys().eq(defaults.keys()), "{properties:?}");
    assert!(properties.values().all(|property| property["description"].is_string()));
}
