//! Which keys mean which command, view by view; help, hints and palette are computed from it.
//!
//! Knows nothing of what is on the screen: whoever has the focus says in which [`View`] a key was pressed. In a view
//! the keys of the wider views hold as well (see [`View::chain`]).

mod defaults;
mod key;

use std::fmt;

pub use self::key::{BadKey, Key, Keys};
use crate::command::{Command, Group};

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum View {
    /// Everywhere but in text fields.
    Global,
    /// In every tab.
    Tabs,
    /// In the panes of the Roadmap tab.
    Roadmap,
    /// In the panes of the Roadmap tab while a search is on: its keys go before the Roadmap's.
    Search,
    /// In the panes of the Matrix tab.
    Matrix,
    /// There while a search is on, whose keys go before the Matrix's.
    MatrixSearch,
    /// There on a cell that holds a level: its keys go before the Matrix's and before those of the tabs.
    Levels,
    /// There on such a cell while a search is on.
    LevelsSearch,
    /// On the gap page of the Matrix tab.
    Gap,
    /// In the panels of the Progress tab.
    Progress,
    /// In the panes of the Journal tab.
    Journal,
    /// There while a search is on, whose keys go before the Journal's.
    JournalSearch,
    /// In a list of kinds of entries: its keys go before those of other lists.
    Kinds,
    /// In the panes of the Resources tab.
    Resources,
    /// There while a search is on.
    ResourcesSearch,
    /// In the guided self-assessment.
    Assessment,
    /// In a popup with lines to move over or choose from.
    List,
    /// In a text field: what types and edits is never a command here.
    Prompt,
}

impl View {
    pub const fn all() -> &'static [Self] {
        &[
            Self::Global,
            Self::Tabs,
            Self::Roadmap,
            Self::Search,
            Self::Matrix,
            Self::MatrixSearch,
            Self::Levels,
            Self::LevelsSearch,
            Self::Gap,
            Self::Progress,
            Self::Journal,
            Self::JournalSearch,
            Self::Kinds,
            Self::Resources,
            Self::ResourcesSearch,
            Self::Assessment,
            Self::List,
            Self::Prompt,
        ]
    }

    /// The views whose keys hold in this one, its own first.
    pub const fn chain(self) -> &'static [Self] {
        match self {
            Self::Global => &[Self::Global],
            Self::Tabs => &[Self::Tabs, Self::Global],
            Self::Roadmap => &[Self::Roadmap, Self::Tabs, Self::Global],
            Self::Search => &[Self::Search, Self::Roadmap, Self::Tabs, Self::Global],
            Self::Matrix => &[Self::Matrix, Self::Tabs, Self::Global],
            Self::MatrixSearch => &[Self::Search, Self::Matrix, Self::Tabs, Self::Global],
            Self::Levels => &[Self::Levels, Self::Matrix, Self::Tabs, Self::Global],
            Self::LevelsSearch => &[Self::Search, Self::Levels, Self::Matrix, Self::Tabs, Self::Global],
            Self::Gap => &[Self::Gap, Self::Tabs, Self::Global],
            Self::Progress => &[Self::Progress, Self::Tabs, Self::Global],
            Self::Journal => &[Self::Journal, Self::Tabs, Self::Global],
            Self::JournalSearch => &[Self::Search, Self::Journal, Self::Tabs, Self::Global],
            Self::Kinds => &[Self::Kinds, Self::List, Self::Global],
            Self::Resources => &[Self::Resources, Self::Tabs, Self::Global],
            Self::ResourcesSearch => &[Self::Search, Self::Resources, Self::Tabs, Self::Global],
            Self::Assessment => &[Self::Assessment, Self::Global],
            Self::List => &[Self::List, Self::Global],
            Self::Prompt => &[Self::Prompt],
        }
    }

    /// Those that have keys of their own; the others are several of them at once.
    pub fn with_keys() -> impl Iterator<Item = Self> {
        Self::all().iter().copied().filter(|view| view.chain().contains(view))
    }

    /// The name in the config. No command is called so.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Global => "everywhere",
            Self::Tabs => "tabs",
            Self::Roadmap => "roadmap",
            Self::Search | Self::MatrixSearch | Self::JournalSearch | Self::ResourcesSearch => "searching",
            Self::Matrix => "matrix",
            Self::Levels | Self::LevelsSearch => "levels",
            Self::Gap => "gap",
            Self::Progress => "progress",
            Self::Journal => "journal",
            Self::Kinds => "kinds",
            Self::Resources => "resources",
            Self::Assessment => "assessment",
            Self::List => "lists",
            Self::Prompt => "fields",
        }
    }

    /// Whether a command can be asked for in this view by some key.
    pub fn has(self, command: Command) -> bool {
        is_command_of(self, command)
    }

    /// Whether its keys may be the same as those of `other` in its chain, and then go before them.
    fn goes_before(self, other: Self) -> bool {
        matches!(self, Self::Search | Self::Levels) && other != self
    }
}

/// What the keys pressed so far mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    Matched(Command),
    /// They begin a longer sequence.
    Pending,
    /// They mean nothing.
    Unbound,
}

/// Keys in place of a command's default ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub command: Command,
    /// The view in which it has them; none for all in which it has keys.
    pub view: Option<View>,
    pub keys: Vec<Keys>,
}

/// One command of a view with the keys that it has there; none if the config took them away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    pub group: Group,
    pub command: Command,
    pub keys: Vec<&'a Keys>,
}

/// The keys of every command.
///
/// Invariant: in no view do two commands have the same keys, or one the beginning of the other's, except where a view
/// goes before another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Binding {
    view: View,
    keys: Keys,
    command: Command,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::new(&[]).expect("the default keys do not clash")
    }
}

impl Keymap {
    /// The default keys, with the changes made to them. Popups, fields and the end of the program have keys whatever is
    /// taken away.
    pub fn new(changes: &[Change]) -> Result<Self, Clash> {
        let changed = |command: Command, view: Option<View>| {
            let is_of = |change: &&Change| change.command == command && change.view == view;
            changes.iter().rev().find(is_of).map(|change| &change.keys)
        };
        let has_quit = changed(Command::Quit, Some(View::Global))
            .or(changed(Command::Quit, None))
            .is_none_or(|keys| !keys.is_empty());
        let mut bindings = Vec::new();
        for &(command, views, default) in defaults::DEFAULTS {
            let default: Vec<Keys> =
                default.iter().map(|keys| keys.parse().expect("the default keys are keys")).collect();
            let everywhere = changed(command, None).unwrap_or(&default);
            let of_command = changes.iter().filter(|change| change.command == command);
            let more = of_command.filter_map(|change| change.view).filter(|view| !views.contains(view));
            for view in views.iter().copied().chain(more) {
                let keys = changed(command, Some(view)).unwrap_or(everywhere);
                let keys = match view {
                    View::Prompt => or_default(fit_for_prompt(keys), &default),
                    View::List => or_default(keys.clone(), &default),
                    View::Global if command == Command::QuitAtOnce && !has_quit => {
                        or_default(keys.clone(), &default)
                    }
                    _ => keys.clone(),
                };
                bindings.extend(keys.into_iter().map(|keys| Binding { view, keys, command }));
            }
        }
        refuse_clashes(&bindings)?;
        Ok(Self { bindings })
    }

    /// What these keys, pressed one after the other, mean in a view.
    pub fn lookup(&self, view: View, pressed: &[Key]) -> Lookup {
        for &view in view.chain() {
            let mut is_pending = false;
            for binding in self.bindings.iter().filter(|binding| binding.view == view) {
                if binding.keys.as_slice() == pressed {
                    return Lookup::Matched(binding.command);
                }
                is_pending |= binding.keys.as_slice().starts_with(pressed);
            }
            if is_pending {
                return Lookup::Pending;
            }
        }
        Lookup::Unbound
    }

    /// Adds a key to those pressed before and looks them up. One that does not continue them ends them and means nothing,
    /// as who presses it meant something else than what it does alone.
    ///
    /// `pressed` is left empty unless the answer is [`Lookup::Pending`].
    pub fn press(&self, view: View, pressed: &mut Vec<Key>, key: Key) -> Lookup {
        pressed.push(key);
        let lookup = self.lookup(view, pressed);
        if lookup != Lookup::Pending {
            pressed.clear();
        }
        lookup
    }

    /// Every command of a view and its chain, group by group, with the keys that reach it from there.
    pub fn rows(&self, view: View) -> Vec<Row<'_>> {
        let mut rows: Vec<Row<'_>> = Command::all()
            .iter()
            .filter(|&&command| is_command_of(view, command))
            .map(|&command| Row { group: command.group(), command, keys: self.keys_of(view, command) })
            .collect();
        rows.sort_by_key(|row| Group::all().iter().position(|group| *group == row.group));
        rows
    }

    /// The keys that mean `command` in a view, the preferred first.
    pub fn keys_of(&self, view: View, command: Command) -> Vec<&Keys> {
        let of_command = |binding: &&Binding| {
            binding.command == command
                && view.chain().contains(&binding.view)
                && self.lookup(view, binding.keys.as_slice()) == Lookup::Matched(command)
        };
        let mut keys: Vec<&Keys> = Vec::new();
        for binding in self.bindings.iter().filter(of_command) {
            if !keys.contains(&&binding.keys) {
                keys.push(&binding.keys);
            }
        }
        keys
    }

    /// The keys that mean `command` somewhere, the preferred first.
    pub fn all_keys_of(&self, command: Command) -> Vec<&Keys> {
        let mut keys: Vec<&Keys> = Vec::new();
        for binding in self.bindings.iter().filter(|binding| binding.command == command) {
            if !keys.contains(&&binding.keys) {
                keys.push(&binding.keys);
            }
        }
        keys
    }

    /// The keys that a command has unless the config says otherwise.
    pub fn default_keys(command: Command) -> &'static [&'static str] {
        defaults::DEFAULTS.iter().find(|(of, _, _)| *of == command).map_or(&[], |&(_, _, keys)| keys)
    }
}

fn is_command_of(view: View, command: Command) -> bool {
    defaults::DEFAULTS
        .iter()
        .any(|(of, views, _)| *of == command && views.iter().any(|of| view.chain().contains(of)))
}

/// The keys that a text field has no use for.
fn fit_for_prompt(keys: &[Keys]) -> Vec<Keys> {
    let is_fit = |keys: &&Keys| keys.as_slice().first().is_some_and(|key| !key.edits_text());
    keys.iter().filter(is_fit).cloned().collect()
}

/// The keys, or those of the defaults that fit everywhere, so that a popup or a prompt can be moved over, left and
/// answered whatever the config says.
fn or_default(keys: Vec<Keys>, default: &[Keys]) -> Vec<Keys> {
    if keys.is_empty() { fit_for_prompt(default) } else { keys }
}

fn refuse_clashes(bindings: &[Binding]) -> Result<(), Clash> {
    for (idx, second) in bindings.iter().enumerate() {
        for first in bindings.iter().take(idx) {
            let meet = View::all().iter().any(|view| {
                let chain = view.chain();
                chain.contains(&first.view) && chain.contains(&second.view)
            });
            let is_meant = first.view.goes_before(second.view) || second.view.goes_before(first.view);
            let (one, other) = (first.keys.as_slice(), second.keys.as_slice());
            let is_same = first.command == second.command && one == other;
            if meet && !is_meant && !is_same && (one.starts_with(other) || other.starts_with(one)) {
                return Err(Clash {
                    first: (first.keys.clone(), first.command),
                    second: (second.keys.clone(), second.command),
                });
            }
        }
    }
    Ok(())
}

/// Two commands of one view with the same keys, or with keys that begin those of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    pub first: (Keys, Command),
    pub second: (Keys, Command),
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((keys, first), (longer, second)) =
            if self.first.0.as_slice().len() <= self.second.0.as_slice().len() {
                (&self.first, &self.second)
            } else {
                (&self.second, &self.first)
            };
        if keys == longer {
            write!(f, "`{keys}` is bound to both `{first}` and `{second}`")
        } else {
            write!(f, "`{keys}` is bound to `{first}` and begins `{longer}`, which is bound to `{second}`")
        }
    }
}

impl std::error::Error for Clash {}

#[cfg(test)]
mod tests;
