//! The settings of `config.yaml` → [`Config`]; what is wrong is refused with what was probably meant.

use std::fmt;
use std::marker::PhantomData;
use std::path::PathBuf;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::Config;
use super::bound_keys::BoundKeys;
use super::colors::OwnColors;
use super::names::{ByName, Named, next_new_key};

/// What can be set.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Setting {
    Theme,
    Colors,
    Glyphs,
    Mouse,
    Folders,
    Count,
    DoneDate,
    States,
    Cascade,
    Keys,
}

impl Named for Setting {
    const WHAT: &'static str = "setting";

    fn names() -> Vec<(&'static str, Self)> {
        vec![
            ("theme", Self::Theme),
            ("colors", Self::Colors),
            ("glyphs", Self::Glyphs),
            ("mouse", Self::Mouse),
            ("folders", Self::Folders),
            ("count", Self::Count),
            ("done-date", Self::DoneDate),
            ("states", Self::States),
            ("cascade", Self::Cascade),
            ("keys", Self::Keys),
        ]
    }
}

impl Setting {
    /// What it is for, in one line.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Theme => {
                "The set of colours; auto is as the terminal's background is, without colours with NO_COLOR"
            }
            Self::Colors => "Colours of your own over those of the theme, by role",
            Self::Glyphs => "The characters that the program draws with",
            Self::Mouse => "Whether clicks and the wheel are for the program",
            Self::Folders => "Folders in which roadmaps are looked for",
            Self::Count => "What is counted; a file's front matter goes before this",
            Self::DoneDate => "The date that is written when an item is done",
            Self::States => "How doing, skipped and deferred are written",
            Self::Cascade => "What a tick does besides",
            Self::Keys => "The keys of each command, in place of the default ones; none with []",
        }
    }
}

impl<'de> Deserialize<'de> for Config {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ConfigVisitor)
    }
}

struct ConfigVisitor;

impl<'de> Visitor<'de> for ConfigVisitor {
    type Value = Config;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("settings, as in `theme: dark`")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Config, M::Error> {
        let mut config = Config::default();
        let mut seen = Vec::new();
        while let Some(setting) = next_new_key(&mut map, &mut seen)? {
            match setting {
                Setting::Theme => config.theme = value(&mut map)?,
                Setting::Colors => config.colors = map.next_value::<OwnColors>()?.0,
                Setting::Glyphs => config.glyphs = value(&mut map)?,
                Setting::Mouse => config.mouse = value(&mut map)?,
                Setting::Folders => config.folders = map.next_value::<List<PathBuf>>()?.0,
                Setting::Count => config.count = value(&mut map)?,
                Setting::DoneDate => config.done_date = value(&mut map)?,
                Setting::States => config.states = value(&mut map)?,
                Setting::Cascade => config.cascade = value(&mut map)?,
                Setting::Keys => config.keymap = map.next_value::<BoundKeys>()?.0,
            }
        }
        Ok(config)
    }
}

fn value<'de, T: Named, M: MapAccess<'de>>(map: &mut M) -> Result<T, M::Error> {
    map.next_value::<ByName<T>>().map(|ByName(value)| value)
}

/// A list of texts, which may be left empty.
pub(super) struct List<T>(pub(super) Vec<T>);

impl<'de, T: ListItem> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListVisitor<T>(PhantomData<T>);

        impl<'de, T: ListItem> Visitor<'de> for ListVisitor<T> {
            type Value = List<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a list, as in `{}`", T::EXAMPLE)
            }

            fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<List<T>, S::Error> {
                let mut items = Vec::new();
                while let Some(Item(item)) = seq.next_element()? {
                    items.push(item);
                }
                Ok(List(items))
            }

            fn visit_unit<E: de::Error>(self) -> Result<List<T>, E> {
                Ok(List(Vec::new()))
            }
        }

        deserializer.deserialize_any(ListVisitor(PhantomData))
    }
}

/// What a list in the config can hold.
pub(super) trait ListItem: Sized {
    const EXAMPLE: &'static str;
    /// Whether a number or a `~` is text too.
    const IS_ANY_TEXT: bool;

    fn from_text(text: &str) -> Result<Self, String>;
}

impl ListItem for PathBuf {
    const EXAMPLE: &'static str = "[~/notes, ~/roadmaps]";
    const IS_ANY_TEXT: bool = false;

    fn from_text(text: &str) -> Result<Self, String> {
        if text.is_empty() { Err("a folder has a name".to_owned()) } else { Ok(text.into()) }
    }
}

struct Item<T>(T);

impl<'de, T: ListItem> Deserialize<'de> for Item<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ItemVisitor<T>(PhantomData<T>);

        impl<T: ListItem> Visitor<'_> for ItemVisitor<T> {
            type Value = Item<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "text, as in `{}`", T::EXAMPLE)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Item<T>, E> {
                T::from_text(text).map(Item).map_err(E::custom)
            }
        }

        if T::IS_ANY_TEXT {
            deserializer.deserialize_str(ItemVisitor(PhantomData))
        } else {
            deserializer.deserialize_any(ItemVisitor(PhantomData))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Command;
    use crate::config::{Cascade, CountRule, DoneDate, StateSet, ThemeChoice};
    use crate::keymap::{Keys, Lookup, View};
    use crate::theme::GlyphSet;
    use crate::yaml;

    fn read_config(text: &str) -> Result<Config, String> {
        yaml::parse(text)
    }

    #[track_caller]
    fn check_refused(text: &str, reason: &str) {
        assert_eq!(read_config(text).unwrap_err(), reason, "{text}");
    }

    #[test]
    fn every_setting_is_read() {
        let config = read_config(
            "theme: light\nglyphs: ascii\nmouse: false\nfolders: [~/notes, /srv/roadmaps]\ncount: skipped-as-done\n\
             done-date: tasks\nstates: github\ncascade: both\nkeys:\n  toggle-done: [ctrl-t, 0, ~, \"]\"]\n  skip: []\n",
        )
        .unwrap();
        assert_eq!(config.theme, ThemeChoice::Light);
        assert_eq!(config.glyphs, GlyphSet::Ascii);
        assert!(!config.mouse);
        assert_eq!(config.folders, [PathBuf::from("~/notes"), PathBuf::from("/srv/roadmaps")]);
        assert_eq!(config.count, CountRule::SkippedAsDone);
        assert_eq!(config.done_date, DoneDate::Tasks);
        assert_eq!(config.states, StateSet::Github);
        assert_eq!(config.cascade, Cascade::Both);
        for key in ["ctrl-t", "0", "~", "]"] {
            let keys: Keys = key.parse().unwrap();
            let lookup = config.keymap.lookup(View::Roadmap, keys.as_slice());
            assert_eq!(lookup, Lookup::Matched(Command::ToggleDone), "{key}");
        }
    }

    #[test]
    fn what_is_not_set_is_as_by_default() {
        for text in
            ["", "\n", "# nothing\n", "\u{FEFF}# nothing", "{}", "---\n", "keys:\nfolders:\n", "theme: auto"]
        {
            assert_eq!(read_config(text).as_ref(), Ok(&Config::default()), "{text:?}");
        }
        assert_eq!(read_config("done-date: off\r\ncascade: \"off\"\r\n"), Ok(Config::default()));
    }

    #[test]
    fn an_unknown_name_is_refused_with_its_place_and_the_nearest() {
        check_refused(
            "theme: dark\ncascde: up\n",
            "line 2, column 1: unknown setting `cascde`; did you mean `cascade`?",
        );
        check_refused("theme: drak\n", "line 1, column 8: theme: unknown theme `drak`; did you mean `dark`?");
        check_refused(
            "keys:\n  togle-done: [x]\n",
            "line 2, column 3: keys: unknown command `togle-done`; did you mean `toggle-done`?",
        );
        check_refused(
            "keys:\n  skip: [s, crtl-x]\n",
            "line 2, column 13: keys.skip[1]: `crtl-x` is no key: no key has that name; did you mean `ctrl-x`?",
        );
        check_refused("mouse: yes\n", "line 1, column 8: mouse: unknown switch `yes`; there are true, false");
        check_refused(
            "theme:\n",
            "line 1, column 7: theme: unknown theme ``; there are auto, dark, light, high-contrast, mono",
        );
    }

    #[test]
    fn a_wrong_shape_is_refused_with_its_place_and_an_example() {
        check_refused(
            "keys:\n  skip: s\n",
            "line 2, column 9: keys.skip: invalid type: string \"s\", expected a list, as in `[j, ctrl-d, \"g g\"]`",
        );
        check_refused(
            "[theme]\n",
            "line 1, column 1: invalid type: sequence, expected settings, as in `theme: dark`",
        );
        check_refused(
            "mouse: true\nfolders: [~/a, 5]\n",
            "line 2, column 16: folders[1]: invalid type: integer `5`, expected text, as in `[~/notes, ~/roadmaps]`",
        );
        check_refused("theme: dark\ntheme: light\n", "line 2, column 1: `theme` is set twice");
    }

    #[test]
    fn a_key_bound_twice_is_refused_with_both_names() {
        check_refused(
            "mouse: true\nkeys:\n  skip: [x]\n",
            "line 3, column 3: keys: `x` is bound to both `next-state` and `skip`; \
             give one of them other keys, or none with []",
        );
    }

    #[test]
    fn bad_yaml_is_refused_with_its_place() {
        for (text, place) in [
            ("theme: \"dark\n", "line 2, column 1: "),
            ("mouse: true\n\ttheme: dark\n", "line 2, column 1: "),
        ] {
            let reason = read_config(text).unwrap_err();
            assert!(reason.starts_with(place), "{reason}");
        }
    }

    #[test]
    fn brackets_and_aliases_without_end_are_refused_at_once() {
        let deep = format!("folders: {}", "[".repeat(60_000));
        check_refused(&deep, "line 1, column 74: too many brackets within brackets");
        let mut bomb = "folders: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for n in 1..60 {
            let aliases = vec![format!("*a{}", n - 1); 9].join(", ");
            bomb.push_str(&format!("k{n}: &a{n} [{aliases}]\n"));
        }
        check_refused(
            &bomb,
            "line 2, column 1: unknown setting `k1`; there are theme, colors, glyphs, mouse, folders, count, done-date, states, cascade, keys",
        );
    }
}
