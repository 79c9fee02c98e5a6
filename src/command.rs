//! Every command of the panes, once: its name, one line of help, its group.
//!
//! The keymap, the help, the hint line, the palette and the config all speak of commands by what stands here. Knows no
//! keys (see [`crate::keymap`]) and nothing of what a command does.

use std::fmt;

/// What commands are sorted under in the help and the palette, in the order of [`Group::all`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    Move,
    Progress,
    Edit,
    Find,
    Share,
    Program,
}

impl Group {
    /// Every group, in the order in which they are shown.
    pub const fn all() -> &'static [Self] {
        &[Self::Move, Self::Progress, Self::Edit, Self::Find, Self::Share, Self::Program]
    }

    /// The group's heading in the help.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Progress => "Progress",
            Self::Edit => "Edit",
            Self::Find => "Find",
            Self::Share => "Open and copy",
            Self::Program => "Program",
        }
    }
}

/// Declares [`Command`]: one line a command.
macro_rules! commands {
    ($($command:ident $group:ident $name:literal $help:literal;)+) => {
        /// Something the user can ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command {
            $(#[doc = $help] $command,)+
        }

        impl Command {
            /// Every command, in the order in which the help shows them.
            pub const fn all() -> &'static [Self] {
                &[$(Self::$command),+]
            }

            /// The name in the config and the palette: lowercase words joined by hyphens.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$command => $name),+ }
            }

            /// What it does, in one line without a full stop.
            pub const fn help(self) -> &'static str {
                match self { $(Self::$command => $help),+ }
            }

            pub const fn group(self) -> Group {
                match self { $(Self::$command => Group::$group),+ }
            }
        }
    };
}

commands! {
    LineDown Move "line-down" "move down one line";
    LineUp Move "line-up" "move up one line";
    HalfPageDown Move "half-page-down" "move down half a page";
    HalfPageUp Move "half-page-up" "move up half a page";
    PageDown Move "page-down" "move down one page";
    PageUp Move "page-up" "move up one page";
    Top Move "top" "go to the first line";
    Bottom Move "bottom" "go to the last line";
    PreviousHeading Move "previous-heading" "go to the heading above";
    NextHeading Move "next-heading" "go to the heading below";
    FoldOrParent Move "fold-or-parent" "fold, or go to the parent";
    UnfoldOrChild Move "unfold-or-child" "unfold, or go to the first child";
    FoldAll Move "fold-all" "fold everything";
    UnfoldAll Move "unfold-all" "unfold everything";
    CellLeft Move "cell-left" "go to the cell at the left";
    CellRight Move "cell-right" "go to the cell at the right";
    FirstColumn Move "first-column" "go to the first column";
    LastColumn Move "last-column" "go to the last column";
    PreviousMatrix Move "previous-matrix" "go to the matrix before";
    NextMatrix Move "next-matrix" "go to the next matrix";
    RoadmapTab Move "roadmap-tab" "show the roadmap";
    MatrixTab Move "matrix-tab" "show the matrix";
    ProgressTab Move "progress-tab" "show the progress over time";
    JournalTab Move "journal-tab" "show the journal";
    ResourcesTab Move "resources-tab" "show the resources";
    NextPane Move "next-pane" "go to the next pane";
    PreviousPane Move "previous-pane" "go to the previous pane";
    ShowInOutline Move "show-in-outline" "go to where it stands in the outline";
    ToggleGap Progress "toggle-gap" "show the gap to a role, or the grid again";
    ChooseRole Progress "choose-role" "choose the role that is aimed at";
    ChooseLadder Progress "choose-ladder" "choose the ladder: what each role asks for";
    RememberTarget Progress "remember-target" "keep role and ladder in the front matter";
    Assess Progress "assess" "assess yourself, skill by skill";
    ReadPast Progress "read-past" "read the file's past from git again";
    NextQuestion Progress "next-question" "skip the question";
    PreviousQuestion Progress "previous-question" "go back to the question before";
    ToggleDone Progress "toggle-done" "done, or not done after all";
    NextState Progress "next-state" "next state: todo, doing, done";
    NextCellState Progress "next-cell-state" "next state of the cell: open, partly, done";
    PreviousCellState Progress "previous-cell-state" "state of the cell before: done, partly, open";
    LevelUp Progress "level-up" "raise the level of the skill or item";
    LevelDown Progress "level-down" "lower the level of the skill or item";
    MoreRead Progress "more-read" "one page or part more is read";
    LessRead Progress "less-read" "one page or part less is read";
    SetRead Progress "set-read" "say how far it is read";
    LevelNovice Progress "level-novice" "set the level: novice";
    LevelAdvancedBeginner Progress "level-advanced-beginner" "set the level: advanced beginner";
    LevelCompetent Progress "level-competent" "set the level: competent";
    LevelProficient Progress "level-proficient" "set the level: proficient";
    LevelExpert Progress "level-expert" "set the level: expert";
    Skip Progress "skip" "skip, or take up again";
    TickParent Progress "tick-parent" "tick the parent, once all below it is done";
    Track Progress "track" "track this item: give it a check box";
    TrackSection Progress "track-section" "track all of this section or phase";
    Note Edit "note" "write or change the note";
    EditText Edit "edit-text" "edit the text";
    EditInEditor Edit "edit-in-editor" "open $EDITOR at this line";
    AddBelow Edit "add-below" "add an item, a row or an entry";
    AddChild Edit "add-child" "add an item as a child";
    Delete Edit "delete" "delete the item, the row or the entry";
    MoveUp Edit "move-up" "move the item up among its siblings";
    MoveDown Edit "move-down" "move the item down among its siblings";
    AddEntry Edit "add-entry" "write into the journal about what is selected";
    KindProject Edit "kind-project" "an entry of the journal: project";
    KindMistake Edit "kind-mistake" "an entry of the journal: mistake";
    KindLesson Edit "kind-lesson" "an entry of the journal: lesson";
    KindAssessment Edit "kind-assessment" "an entry of the journal: assessment";
    KindNote Edit "kind-note" "an entry of the journal: note";
    Complete Edit "complete" "complete what is begun before the cursor";
    AlignTable Edit "align-table" "align the columns of the table";
    Undo Edit "undo" "take back the last change";
    Redo Edit "redo" "make the change again that was taken back";
    Retry Edit "retry" "write the change again that could not be saved";
    Search Find "search" "search";
    NextMatch Find "next-match" "go to the next match";
    PreviousMatch Find "previous-match" "go to the previous match";
    Filter Find "filter" "show only some of the items or entries";
    OpenLink Share "open-link" "open the link";
    ChooseLink Share "choose-link" "choose a link to open";
    CopyText Share "copy-text" "copy the text";
    CopyMarkdown Share "copy-markdown" "copy the Markdown";
    CopyRoadmap Share "copy-roadmap" "copy the Markdown of the whole roadmap";
    Choose Program "choose" "take what is selected";
    Palette Program "palette" "find a command by its name";
    Help Program "help" "show the keys";
    OpenRoadmap Program "open-roadmap" "open another roadmap, or begin one";
    Redraw Program "redraw" "draw the screen again";
    Suspend Program "suspend" "go back to the shell, until fg";
    Cancel Program "cancel" "close the popup, or end the search or filter";
    Quit Program "quit" "close the popup, or quit";
    QuitAtOnce Program "quit-at-once" "quit, whatever is open";
}

impl Command {
    /// The command of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().iter().copied().find(|command| command.name() == name)
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_command() {
        for &command in Command::all() {
            assert_eq!(Command::from_name(command.name()), Some(command));
        }
        assert_eq!(Command::from_name("Line-Down"), None);
    }

    #[test]
    fn names_are_lowercase_words_joined_by_hyphens() {
        for command in Command::all() {
            let words: Vec<&str> = command.name().split('-').collect();
            let is_kebab =
                words.iter().all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()));
            assert!(is_kebab, "{command}");
        }
    }

    #[test]
    fn help_is_one_short_line_without_a_full_stop() {
        for command in Command::all() {
            let help = command.help();
            assert!(!help.is_empty() && help.len() <= 48, "{command}: {help}");
            assert!(!help.contains('\n') && !help.ends_with('.'), "{command}: {help}");
        }
    }

    #[test]
    fn every_group_has_commands() {
        for group in Group::all() {
            assert!(Command::all().iter().any(|command| command.group() == *group), "{}", group.title());
        }
    }
}
