//! The text of a `config.yaml` that sets everything to its default, with comments: `milepost config --defaults`.

use crate::command::{Command, Group};
use crate::keymap::{Keymap, View};
use crate::theme::Role;

const SETTINGS: &str = "\
# milepost: what can be set, each with its default. Keep only the lines that you change.

# auto (as the terminal's background is; without colours if NO_COLOR is set), dark, light, high-contrast, mono
theme: auto

# Colours of your own over those of the theme, by role: `done-mark: green`. A colour is black, red, green, yellow, blue,
# magenta, cyan, white, one of these with bright- before it, default (as text has it by itself), 0 to 255 or \"#rrggbb\";
# a terminal that has fewer colours shows the nearest. The roles:
ROLES
colors:

# unicode, ascii
glyphs: unicode

# Clicks select and tick, the wheel scrolls. With false the terminal has the mouse, to mark text with it.
mouse: true

# Folders in which roadmaps are looked for: [~/notes, ~/roadmaps]
folders: []

# What is counted. leaves: items without tracked children; all: every box, as GitHub does;
# skipped-as-done: as leaves, with skipped items counted as done. A file's front matter goes before this.
count: leaves

# The date that is written when an item is done. off: none, except in a file that has a form already;
# tasks: ✅ 2026-11-22; dataview: [completion:: 2026-11-22]
done-date: off

# How doing, skipped and deferred are written. obsidian: as [/], [-] and [>]; github: as a field, [status:: doing]
states: obsidian

# What a tick does besides. off: nothing, it is offered; up: ticks the parent with its last child;
# down: ticks the children with their parent; both
cascade: off

# The keys of each command, in place of those shown here; [] for none. A key is a character or a name (space, enter,
# esc, tab, up, down, left, right, home, end, pgup, pgdn, del, ins, backspace, f1 to f12), with ctrl-, alt- or shift-
# before it; keys pressed one after the other have blanks between them, as in \"g g\". A command may have several, one for
# another layout of the keyboard among them: `line-down: [j, down, о]`. Keys for one view alone stand below its name, as
# in `matrix: { line-down: [ctrl-j] }`. The views:
VIEWS
keys:
";

/// A commented config which is itself valid and sets everything to its default. The keys are commented out, so that who
/// keeps the text gets the keys of later versions too.
pub fn defaults_text() -> String {
    let roles = listed(Role::all().iter().map(|role| role.name()));
    let views = listed(View::with_keys().map(View::name));
    let mut text = SETTINGS.replace("ROLES", &roles).replace("VIEWS", &views);
    for &group in Group::all() {
        text.push_str(&format!("\n  # {}\n", group.title()));
        for &command in Command::all().iter().filter(|command| command.group() == group) {
            let keys: Vec<String> =
                Keymap::default_keys(command).iter().map(|keys| format!("\"{keys}\"")).collect();
            let setting = format!("{command}: [{}]", keys.join(", "));
            text.push_str(&format!("  # {setting:<36}  # {}\n", command.help()));
        }
    }
    text
}

/// Names as lines of a comment.
fn listed(names: impl Iterator<Item = &'static str>) -> String {
    const MOST_COLUMNS: usize = 116;
    let mut lines = vec!["#".to_owned()];
    for name in names {
        let word = format!(" {name},");
        match lines.last_mut() {
            Some(line) if line.len() + word.len() <= MOST_COLUMNS => line.push_str(&word),
            _ => lines.push(format!("#{word}")),
        }
    }
    lines.join("\n").trim_end_matches(',').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn the_text_is_a_valid_config_that_changes_nothing() {
        assert_eq!(Config::from_yaml(&defaults_text()), Ok(Config::default()));
    }

    #[test]
    fn every_command_can_be_set_by_taking_the_mark_of_comment_away() {
        let mut n_commands = 0;
        let text: String = defaults_text()
            .lines()
            .map(|line| match line.strip_prefix("  # ") {
                Some(setting) if setting.contains(": [") => {
                    n_commands += 1;
                    format!("  {setting}\n")
                }
                _ => format!("{line}\n"),
            })
            .collect();
        assert_eq!(n_commands, Command::all().len());
        assert_eq!(Config::from_yaml(&text), Ok(Config::default()));
    }

    #[test]
    fn the_text_names_every_value() {
        use crate::config::{Cascade, CountRule, DoneDate, Named, StateSet, ThemeChoice};
        fn names<T: Named>() -> Vec<&'static str> {
            T::names().into_iter().map(|(name, _)| name).collect()
        }
        let text = defaults_text();
        for name in [
            names::<ThemeChoice>(),
            names::<Role>(),
            names::<CountRule>(),
            names::<DoneDate>(),
            names::<StateSet>(),
            names::<Cascade>(),
        ]
        .concat()
        {
            assert!(text.contains(name), "{name}");
        }
        assert!(text.lines().all(|line| line.chars().count() <= 120));
    }
}
