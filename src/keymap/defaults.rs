//! The keys that commands have unless the config says otherwise, and the views in which they have them.

use super::View::{self, Global, List, Prompt, Roadmap, Search, Tabs};
use crate::command::Command;

/// One command in some views, with its keys as the config would write them.
pub(super) type Default = (Command, &'static [View], &'static [&'static str]);

/// Every command stands here once.
pub(super) const DEFAULTS: &[Default] = &[
    (Command::LineDown, &[Roadmap, List, Prompt], &["j", "down"]),
    (Command::LineUp, &[Roadmap, List, Prompt], &["k", "up"]),
    (Command::HalfPageDown, &[Roadmap, List], &["ctrl-d"]),
    (Command::HalfPageUp, &[Roadmap, List], &["ctrl-u"]),
    (Command::PageDown, &[Roadmap, List, Prompt], &["pgdn"]),
    (Command::PageUp, &[Roadmap, List, Prompt], &["pgup"]),
    (Command::Top, &[Roadmap, List], &["g g", "home"]),
    (Command::Bottom, &[Roadmap, List], &["G", "end"]),
    (Command::PreviousHeading, &[Roadmap], &["{"]),
    (Command::NextHeading, &[Roadmap], &["}"]),
    (Command::FoldOrParent, &[Roadmap], &["h", "left"]),
    (Command::UnfoldOrChild, &[Roadmap], &["l", "right"]),
    (Command::FoldAll, &[Roadmap], &["z"]),
    (Command::UnfoldAll, &[Roadmap], &["Z"]),
    (Command::NextPane, &[Tabs], &["tab"]),
    (Command::PreviousPane, &[Tabs], &["shift-tab"]),
    (Command::ToggleDone, &[Roadmap], &["space"]),
    (Command::NextState, &[Roadmap], &["x"]),
    (Command::Skip, &[Roadmap], &["s"]),
    (Command::Track, &[Roadmap], &["t"]),
    (Command::TrackSection, &[Roadmap], &["T"]),
    (Command::Note, &[Roadmap], &["n"]),
    (Command::EditText, &[Roadmap], &["e"]),
    (Command::EditInEditor, &[Roadmap], &["E"]),
    (Command::AddBelow, &[Roadmap], &["a"]),
    (Command::AddChild, &[Roadmap], &["A"]),
    (Command::Delete, &[Roadmap], &["d"]),
    (Command::MoveUp, &[Roadmap], &["alt-up"]),
    (Command::MoveDown, &[Roadmap], &["alt-down"]),
    (Command::Undo, &[Tabs], &["u"]),
    (Command::Redo, &[Tabs], &["U", "ctrl-r"]),
    (Command::Search, &[Tabs], &["/"]),
    (Command::NextMatch, &[Search], &["n"]),
    (Command::PreviousMatch, &[Search], &["N"]),
    (Command::Filter, &[Roadmap], &["f"]),
    (Command::OpenLink, &[Roadmap], &["o"]),
    (Command::ChooseLink, &[Roadmap], &["O"]),
    (Command::CopyText, &[Roadmap], &["y"]),
    (Command::CopyMarkdown, &[Roadmap], &["Y"]),
    (Command::Choose, &[List, Prompt], &["enter"]),
    (Command::Palette, &[Tabs], &[":", "ctrl-p"]),
    (Command::Help, &[Global], &["?", "f1"]),
    (Command::OpenRoadmap, &[Tabs], &["ctrl-o"]),
    (Command::Redraw, &[Global, Prompt], &["ctrl-l"]),
    (Command::Suspend, &[Global, Prompt], &["ctrl-z"]),
    (Command::Cancel, &[Global, Prompt], &["esc"]),
    (Command::Quit, &[Global], &["q"]),
    (Command::QuitAtOnce, &[Global, Prompt], &["ctrl-c"]),
];
