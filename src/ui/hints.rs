//! Which keys are worth showing now: short words for the commands of where the focus is, with their live keys.

mod panes;

use self::panes::{about_unsaved, of_panes};
use super::pen::Text;
use super::{Look, Scene};
use crate::app::assessment::Step;
use crate::app::journal::entry::{EntryField, EntryPurpose};
use crate::app::prompt::{Inline, Overlay, Purpose};
use crate::app::{App, InputMode, KeyPlace, StatusKind};
use crate::command::Command;
use crate::display::{Piece, width};
use crate::keymap::{Key, Lookup, View};
use crate::theme::Role;

/// A key and a word for what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hint {
    pub(super) key: String,
    pub(super) word: &'static str,
    /// What a click on it does.
    pub(super) command: Option<Command>,
}

impl Hint {
    fn columns(&self) -> usize {
        width(&self.key) + 1 + width(self.word)
    }
}

/// Between two hints.
const GAP: usize = 2;
/// In fewer columns a message has the line for itself.
const MIN_BESIDE: u16 = 36;

/// Where keys are pressed.
pub fn view_of(mode: InputMode) -> View {
    match mode {
        InputMode::Panes { place: KeyPlace::Roadmap, is_searching: false } => View::Roadmap,
        InputMode::Panes { place: KeyPlace::Roadmap, is_searching: true } => View::Search,
        InputMode::Panes { place: KeyPlace::Matrix, is_searching: false } => View::Matrix,
        InputMode::Panes { place: KeyPlace::Matrix, is_searching: true } => View::MatrixSearch,
        InputMode::Panes { place: KeyPlace::Level, is_searching: false } => View::Levels,
        InputMode::Panes { place: KeyPlace::Level, is_searching: true } => View::LevelsSearch,
        InputMode::Panes { place: KeyPlace::Gap, .. } => View::Gap,
        InputMode::Panes { place: KeyPlace::Progress, .. } => View::Progress,
        InputMode::Panes { place: KeyPlace::Journal, is_searching: false } => View::Journal,
        InputMode::Panes { place: KeyPlace::Journal, is_searching: true } => View::JournalSearch,
        InputMode::Panes { place: KeyPlace::Resources, is_searching: false } => View::Resources,
        InputMode::Panes { place: KeyPlace::Resources, is_searching: true } => View::ResourcesSearch,
        InputMode::Assessing => View::Assessment,
        InputMode::Kinds => View::Kinds,
        InputMode::List => View::List,
        InputMode::Typing => View::Prompt,
    }
}

/// The view in which the panes' keys are.
pub(super) fn panes_view(app: &App) -> View {
    view_of(app.panes_mode())
}

/// The first key of a command, as it is shown.
pub(super) fn key_label(look: &Look<'_>, view: View, command: Command) -> Option<String> {
    look.keymap.keys_of(view, command).first().map(|keys| keys.label())
}

/// The hints that fit, the most important first; the help is never left out before others, but for the urgent ones.
pub(super) fn fitting(scene: &Scene<'_>, columns: usize) -> Vec<Hint> {
    let (hints, last) = all(scene.app, scene.look);
    let last: Vec<Hint> = last.into_iter().collect();
    let reserved = columns_of(&last);
    let needed = reserved + columns_of(&kept(scene));
    let (last, reserved) = if needed > columns + GAP { (Vec::new(), 0) } else { (last, reserved) };
    let mut room = (columns + GAP).saturating_sub(reserved);
    let mut shown = Vec::new();
    for hint in hints {
        let needed = hint.columns() + GAP;
        if needed > room {
            break;
        }
        room -= needed;
        shown.push(hint);
    }
    shown.extend(last);
    shown
}

/// What can be done about changes that are not saved, where keys are for the panes: never left out for a message.
pub(super) fn urgent(scene: &Scene<'_>) -> Vec<Hint> {
    if scene.app.overlay.is_some() {
        return Vec::new();
    }
    of(scene.look, panes_view(scene.app), &about_unsaved(scene.app))
}

/// What stays in sight beside a message: what is urgent, or else, beside what was done, the next key.
pub(super) fn kept(scene: &Scene<'_>) -> Vec<Hint> {
    let Scene { app, look, layout } = *scene;
    let is_done = app.status.kind == StatusKind::Done && !app.status.text.is_empty();
    let has_room = layout.hints.columns >= MIN_BESIDE && app.overlay.is_none();
    match urgent(scene) {
        none if none.is_empty() && is_done && has_room => all(app, look).0.into_iter().take(1).collect(),
        urgent => urgent,
    }
}

/// How many columns hints take, a gap behind each.
pub(super) fn columns_of(hints: &[Hint]) -> usize {
    hints.iter().map(|hint| hint.columns() + GAP).sum()
}

pub(super) fn text(look: &Look<'_>, hints: &[Hint]) -> Text {
    let mut text = Text::new();
    for hint in hints {
        let gap = " ".repeat(if text.is_empty() { 0 } else { GAP });
        text.push(Piece::new(gap, look.style(Role::KeyHelp)));
        text.push(Piece::new(hint.key.as_str(), look.style(Role::Key)));
        text.push(Piece::new(format!(" {}", hint.word), look.style(Role::KeyHelp)));
    }
    text
}

/// The command whose hint stands at a cell of the screen.
pub(super) fn command_at(scene: &Scene<'_>, column: u16, row: u16) -> Option<Command> {
    if !scene.layout.hints.contains(column, row) {
        return None;
    }
    let mut x = usize::from(scene.layout.hints.x) + 1;
    for hint in fitting(scene, super::bottom::hint_columns(scene)) {
        let end = x + hint.columns();
        if (x..end).contains(&usize::from(column)) {
            return hint.command;
        }
        x = end + GAP;
    }
    None
}

/// All hints of the moment, and the one that always closes the line.
fn all(app: &App, look: &Look<'_>) -> (Vec<Hint>, Option<Hint>) {
    let of = |view, commands: &[_]| of(look, view, commands);
    let fixed = |key: &str, word| Hint { key: key.to_owned(), word, command: None };
    let answer = |key, command, word| Hint { command: Some(command), ..fixed(key, word) };
    let Some(overlay) = &app.overlay else {
        let view = panes_view(app);
        let help = of(view, &[(Command::Help, "help")]).pop();
        return (of(view, &of_panes(app)), help);
    };
    let typing = |choose, cancel| of(View::Prompt, &[(Command::Choose, choose), (Command::Cancel, cancel)]);
    let hints = match overlay {
        Overlay::Inline(Inline { purpose: Purpose::Note, .. }) => {
            let mut hints = typing("save", "cancel");
            hints.push(fixed("alt-enter", "new line"));
            hints
        }
        Overlay::Inline(Inline { purpose: Purpose::Reword | Purpose::Reading, .. }) => {
            typing("save", "cancel")
        }
        Overlay::Inline(_) => typing("add", "cancel"),
        Overlay::Cell(cell) if cell.is_new_row => typing("add", "cancel"),
        Overlay::Cell(_) => typing("save", "cancel"),
        Overlay::Entry(entry) => entry_hints(look, entry),
        Overlay::Kind(_) => {
            let mut hints = of(View::Kinds, &[(Command::Choose, "write"), (Command::Cancel, "close")]);
            hints.insert(0, fixed("letter", "kind"));
            hints
        }
        Overlay::EntryFilter(_) => {
            of(View::Kinds, &[(Command::Choose, "on or off"), (Command::Cancel, "close")])
        }
        Overlay::Search(_) => typing("keep", "go back"),
        Overlay::Filter(prompt) => {
            let mut commands = vec![(Command::Cancel, "go back")];
            if !prompt.suggestions.is_empty() {
                commands.insert(0, (Command::Complete, "complete"));
            }
            if prompt.takes() || prompt.wrong.is_none() {
                commands.insert(0, (Command::Choose, if prompt.takes() { "take" } else { "keep" }));
            }
            of(View::Prompt, &commands)
        }
        Overlay::ResourceFilter(menu) if menu.field.is_some() => typing("filter", "cancel"),
        Overlay::ResourceFilter(_) => {
            of(View::List, &[(Command::Choose, "on or off"), (Command::Cancel, "close")])
        }
        Overlay::Palette(_) | Overlay::Help(_) => {
            let mut hints = typing("run", "close");
            hints.insert(0, fixed("type", "to find"));
            let is_help = matches!(overlay, Overlay::Help(_));
            hints.extend(is_help.then(|| fixed("shift-drag", "mark text")));
            hints
        }
        Overlay::Roadmaps(roadmaps) => super::roadmaps::hints(look, roadmaps),
        Overlay::Open(opening) => {
            let mut hints = of(View::List, &[(Command::CopyText, "copy"), (Command::Cancel, "leave it")]);
            if opening.refused.is_none() {
                hints.splice(0..0, of(View::List, &[(Command::Choose, "open")]));
            }
            hints
        }
        Overlay::Links(_) | Overlay::Gap(_) => {
            let word = if matches!(overlay, Overlay::Links(_)) { "open" } else { "choose" };
            let mut hints = typing(word, "close");
            hints.insert(0, fixed("type", "to find"));
            hints
        }
        Overlay::Assessment(assessment) => assessing(&assessment.step, look),
        Overlay::Preview(preview) => {
            let mut hints = of(View::List, &[(Command::Choose, "apply"), (Command::Cancel, "leave it")]);
            if preview.other.is_some() {
                let word = if preview.with_resources { "no resources" } else { "resources" };
                let switch: Key = "r".parse().expect("it is a key's name");
                let is_free = look.keymap.lookup(View::List, &[switch]) == Lookup::Unbound;
                hints.extend(is_free.then(|| answer("r", Command::TrackSection, word)));
            }
            hints.extend(of(View::List, &[(Command::LineDown, "scroll")]));
            hints
        }
        Overlay::Quit => of(
            View::List,
            &[(Command::Retry, "try again"), (Command::Quit, "quit anyway"), (Command::Cancel, "stay")],
        ),
        Overlay::Confirm(_) => {
            // The keys of any list answer too.
            let both = |letter: &str, command| {
                let key = key_label(look, View::List, command);
                key.map_or_else(|| letter.to_owned(), |key| format!("{letter} {key}"))
            };
            vec![
                answer(&both("y", Command::Choose), Command::Choose, "yes"),
                answer(&both("n", Command::Cancel), Command::Cancel, "no"),
            ]
        }
    };
    (hints, None)
}

/// The answers to the self-assessment's question.
fn assessing(step: &Step, look: &Look<'_>) -> Vec<Hint> {
    let of = |commands: &[_]| of(look, View::Assessment, commands);
    match step {
        Step::Resume => of(&[
            (Command::Choose, "go on"),
            (Command::PreviousQuestion, "begin anew"),
            (Command::Cancel, "leave it"),
        ]),
        Step::Rate(_) => {
            let mut hints = of(&[
                (Command::Choose, "rate"),
                (Command::NextQuestion, "skip"),
                (Command::PreviousQuestion, "back"),
                (Command::Cancel, "leave"),
            ]);
            let ends = [Command::LevelNovice, Command::LevelExpert];
            if let [Some(first), Some(last)] = ends.map(|command| key_label(look, View::Assessment, command))
            {
                hints.insert(0, Hint { key: format!("{first}-{last}"), word: "rate", command: None });
                hints[1].word = "take";
            }
            hints
        }
        Step::Line(..) => {
            self::of(look, View::Prompt, &[(Command::Choose, "go on"), (Command::Cancel, "back")])
        }
        Step::Summary(summary) => {
            let word = if summary.is_empty() { "close" } else { "write" };
            of(&[(Command::Choose, word), (Command::PreviousQuestion, "back"), (Command::Cancel, "leave")])
        }
    }
}

/// The hints of those commands that have a key in a view.
pub(super) fn of(look: &Look<'_>, view: View, commands: &[(Command, &'static str)]) -> Vec<Hint> {
    let hint =
        |&(command, word)| Some(Hint { key: key_label(look, view, command)?, word, command: Some(command) });
    commands.iter().filter_map(hint).collect()
}

/// What can be done while an entry is typed.
fn entry_hints(look: &Look<'_>, entry: &EntryField) -> Vec<Hint> {
    let word = if matches!(entry.purpose, EntryPurpose::Add(..)) { "add" } else { "save" };
    let mut commands = vec![(Command::Choose, word), (Command::Cancel, "cancel")];
    if !entry.offered().is_empty() {
        commands.insert(0, (Command::Complete, "complete the tag"));
    }
    of(look, View::Prompt, &commands)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tab::Tab;
    use crate::keymap::Keymap;

    #[test]
    fn a_tab_has_the_commands_that_have_keys_there() {
        let keymap = Keymap::default();
        let views = [
            (Tab::Roadmap, &[View::Roadmap, View::Search][..]),
            (Tab::Matrix, &[View::Matrix, View::MatrixSearch, View::Levels, View::Gap]),
            (Tab::Progress, &[View::Progress]),
            (Tab::Journal, &[View::Journal, View::JournalSearch]),
            (Tab::Resources, &[View::Resources, View::ResourcesSearch]),
        ];
        // What leads to the gap and the self-assessment has no keys elsewhere, and is found by its name.
        let anywhere = [
            Command::ToggleGap,
            Command::ChooseRole,
            Command::ChooseLadder,
            Command::RememberTarget,
            Command::Assess,
        ];
        for (tab, views) in views {
            for &command in Command::all() {
                let has_keys = views.iter().any(|&view| !keymap.keys_of(view, command).is_empty());
                let is_wanted = has_keys || anywhere.contains(&command);
                assert_eq!(tab.has(command), is_wanted, "{tab:?} {command}");
            }
        }
    }
}
