//! Every command by its name: those that mean something on the shown tab first, then those of other places.
//!
//! The palette and the help list the same commands. One of another place is not run unseen: it leads there.

use super::journal::entry::kind_of;
use super::picker::{Entry, Picker};
use super::prompt::Overlay;
use super::tab::Tab;
use super::{App, Effect, Message, Status};
use crate::command::{Command, Group};

/// Where a command means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    Here,
    Tab(Tab),
    /// On the gap to a role, to which its commands lead from anywhere.
    Gap,
    /// In the guided self-assessment.
    Assessment,
    /// Where the kind of a new journal entry is asked for.
    Kinds,
    /// Where tags are typed.
    Field,
}

impl Home {
    /// Where `command` means something, asked on a tab.
    pub fn of(command: Command, tab: Tab) -> Self {
        match command {
            Command::NextQuestion | Command::PreviousQuestion => Self::Assessment,
            Command::Complete => Self::Field,
            Command::ChooseRole | Command::ChooseLadder | Command::RememberTarget => Self::Gap,
            Command::ToggleGap | Command::Assess if tab != Tab::Matrix => Self::Gap,
            _ if kind_of(command).is_some() => Self::Kinds,
            _ if tab.has(command) => Self::Here,
            _ => Tab::ALL.into_iter().find(|tab| tab.has(command)).map_or(Self::Here, Self::Tab),
        }
    }

    /// Its name as a heading over its commands.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Here => "Here",
            Self::Tab(Tab::Roadmap) => "On the roadmap",
            Self::Tab(Tab::Matrix) => "On the matrix",
            Self::Tab(Tab::Progress) => "On the progress over time",
            Self::Tab(Tab::Journal) => "In the journal",
            Self::Tab(Tab::Resources) => "Among the resources",
            Self::Gap => "On the gap to a role",
            Self::Assessment => "In the self-assessment",
            Self::Kinds => "For a new entry",
            Self::Field => "Where a tag or a filter is typed",
        }
    }

    /// In the order in which they are listed.
    fn rank(self) -> usize {
        match self {
            Self::Here => 0,
            Self::Tab(tab) => 1 + tab as usize,
            Self::Gap => 6,
            Self::Assessment => 7,
            Self::Kinds => 8,
            Self::Field => 9,
        }
    }
}

impl App {
    pub(super) fn open_palette(&mut self) {
        self.overlay = Some(Overlay::Palette(Picker::new(commands(self.tab))));
    }

    pub(super) fn open_help(&mut self) {
        self.overlay = Some(Overlay::Help(Picker::new(commands(self.tab))));
    }

    /// Runs a command that was chosen from a list, or goes to where it means something.
    pub(super) fn run_listed(&mut self, command: Command) -> Vec<Effect> {
        match Home::of(command, self.tab) {
            Home::Here | Home::Gap => self.update(Message::Command(command)),
            Home::Kinds => {
                let kind = kind_of(command).expect("these are the commands that stand for a kind");
                self.write_entry(kind, None);
                Vec::new()
            }
            Home::Assessment => self.update(Message::Command(Command::Assess)),
            Home::Field => {
                self.status = Status::warning(format!("`{command}` is for where a tag or a filter is typed"));
                Vec::new()
            }
            Home::Tab(tab) => {
                let effects = self.update(Message::Command(tab.command()));
                let help = command.help();
                self.status = Status::warning(format!("only here, and not done yet: {help}"));
                effects
            }
        }
    }
}

/// The heading under which a command is listed, asked on a tab.
pub fn heading(command: Command, tab: Tab) -> &'static str {
    match Home::of(command, tab) {
        Home::Here => command.group().title(),
        home => home.title(),
    }
}

/// Every command, those of the tab first; those of one heading stand together.
pub fn order(tab: Tab) -> Vec<Command> {
    let mut commands = Command::all().to_vec();
    let group = |command: Command| Group::all().iter().position(|group| *group == command.group());
    commands.sort_by_key(|&command| match Home::of(command, tab) {
        Home::Here => (0, group(command)),
        home => (home.rank(), None),
    });
    commands
}

fn commands(tab: Tab) -> Vec<Entry<Command>> {
    let entry = |command: Command| Entry {
        value: command,
        words: format!("{} {} {}", command.name(), command.help(), also(command)),
    };
    order(tab).into_iter().map(entry).collect()
}

/// By which other words it is looked for.
fn also(command: Command) -> &'static str {
    match command {
        Command::ToggleDone => "tick untick check",
        Command::OpenRoadmap => "switch file template",
        Command::AddEntry => "log diary",
        Command::LevelUp | Command::LevelDown => "rate",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::field::Field;

    #[test]
    fn every_command_is_listed_on_every_tab_and_found_by_its_name() {
        for tab in Tab::ALL {
            let mut picker = Picker::new(commands(tab));
            assert_eq!(picker.entries.len(), Command::all().len());
            for &command in Command::all() {
                picker.query = Field::new(command.name(), false);
                picker.narrow();
                assert_eq!(picker.selected(), Some(&command), "{tab:?}");
            }
        }
    }

    #[test]
    fn what_means_something_here_comes_first() {
        for tab in Tab::ALL {
            let homes: Vec<usize> =
                commands(tab).iter().map(|entry| Home::of(entry.value, tab).rank()).collect();
            assert!(homes.is_sorted(), "{tab:?}");
            assert_eq!(homes.first(), Some(&0));
        }
    }
}
