//! What can be asked on the command line, as clap reads it. Knows nothing of what is done about it.

pub(super) mod examples;
pub(super) mod export;
pub(super) mod history;
mod journal;
pub(super) mod levels;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

pub(super) use self::export::{Export, Format};
pub(super) use self::history::History;
pub(super) use self::journal::{EntryFilter, Journal, JournalAdd, JournalCommand};
pub(super) use self::levels::{Aim, Assess, Gap, Matrix, MatrixCommand, MatrixSet, Rate};
use crate::model::{SectionKind, State};
use crate::query::Query;

/// Live with a learning or career roadmap kept as a Markdown file.
#[derive(Debug, Parser)]
#[command(
    name = "milepost",
    version,
    disable_help_subcommand = true,
    after_help = AFTER_HELP,
    subcommand_help_heading = "Commands"
)]
pub(super) struct Arguments {
    /// The roadmap to open; without it the last one, or the only one in the folder
    #[arg(value_name = "FILE")]
    pub roadmap: Option<PathBuf>,
    /// Open the panes as if for the first time, without what is remembered of the last run
    #[arg(long)]
    pub fresh: bool,
    #[command(flatten)]
    pub form: Form,
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Arguments {
    /// Reads the arguments as clap does, but that `- first`, `-1` and `---` are texts: no option begins so.
    pub(super) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let arguments: Vec<OsString> = arguments.into_iter().collect();
        Self::parsed(&arguments).or_else(|refusal| match texts_last(arguments) {
            Some(arguments) => Self::parsed(&arguments).map_err(|_| refusal),
            None => Err(refusal),
        })
    }

    fn parsed(arguments: &[OsString]) -> Result<Self, clap::Error> {
        let matches = Self::definition().try_get_matches_from(arguments)?;
        Self::from_arg_matches(&matches)
    }

    /// All that can be asked, with its help: parsing, help, manual and completions come out of it.
    pub(super) fn definition() -> clap::Command {
        let alone = "Print tab-separated lines; without a command, on a terminal: walk through the roadmap line by line";
        examples::first(Self::command(), None).mut_arg("plain", |plain| plain.help(alone))
    }
}

/// The arguments with those that begin with a dash and no option at the end, behind a `--`: there stands the text of a
/// note, and the item where there is no text. None where there are none, or that would not help.
fn texts_last(arguments: Vec<OsString>) -> Option<Vec<OsString>> {
    let is_text = |argument: &OsString| {
        let behind_dash = argument.to_str().and_then(|text| text.strip_prefix('-'));
        let is_rule = |rest: &str| rest.len() > 1 && rest.bytes().all(|byte| byte == b'-');
        behind_dash.is_some_and(|rest| {
            rest.starts_with(|char: char| char.is_whitespace() || char.is_ascii_digit()) || is_rule(rest)
        })
    };
    let takes_next = |argument: &OsString| argument == "-f" || argument == "--file";
    let is_value = arguments.windows(2).any(|pair| takes_next(&pair[0]) && is_text(&pair[1]));
    if is_value || arguments.iter().any(|argument| argument == "--") {
        return None;
    }
    let (texts, mut rest): (Vec<_>, Vec<_>) = arguments.into_iter().partition(is_text);
    if texts.is_empty() {
        return None;
    }
    rest.push("--".into());
    rest.extend(texts);
    Some(rest)
}

const AFTER_HELP: &str = "\
FILE may be left out where there is only one to mean: the last opened, or the only roadmap in the folder.
ITEM is a line (:20), a path (…/event-loop-call-stack, any tail of it), its whole text, or words that only one item has.

Exit codes: 0 done, 1 could not be done and nothing was written, 2 wrong usage, 3 `check` found problems, 4 the file \
changed underneath and the edit could not be placed.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Progress by phase and section
    Status(Several),
    /// The items with their states
    List(List),
    /// One item whole
    #[command(override_usage = "milepost show [OPTIONS] [FILE] ITEM")]
    Show(Show),
    /// What to do next, in the order of the phases
    Next(Next),
    /// Set the state of items: todo, doing, done, skipped, deferred
    #[command(override_usage = "milepost set [OPTIONS] [FILE] ITEM… STATE")]
    Set(Set),
    /// Set items to done
    #[command(override_usage = "milepost tick [OPTIONS] [FILE] ITEM…")]
    Tick(Items),
    /// Set items to doing
    #[command(override_usage = "milepost start [OPTIONS] [FILE] ITEM…")]
    Start(Items),
    /// Set items to skipped
    #[command(override_usage = "milepost skip [OPTIONS] [FILE] ITEM…")]
    Skip(Items),
    /// Set items to todo
    #[command(override_usage = "milepost reset [OPTIONS] [FILE] ITEM…")]
    Reset(Items),
    /// Set or remove an item's note
    #[command(override_usage = "milepost note [OPTIONS] [FILE] ITEM [TEXT]")]
    Note(Note),
    /// Give bullets their boxes: one item, or all below a heading
    #[command(override_usage = "milepost track [OPTIONS] [FILE] ITEM|HEADING")]
    Track(Track),
    /// The matrix; `matrix set` writes into it
    Matrix(Matrix),
    /// Set or remove the level of a skill, from 1 to 5
    #[command(override_usage = "milepost rate [OPTIONS] [FILE] SKILL LEVEL", after_help = levels::RATE_HELP)]
    Rate(Rate),
    /// What lies between your skills and a role
    #[command(after_help = levels::GAP_HELP)]
    Gap(Gap),
    /// The guided self-assessment, question by question
    #[command(after_help = levels::ASSESS_HELP)]
    Assess(Assess),
    /// Progress over time: weeks, streaks, pace, and when each phase ends
    #[command(after_help = history::HELP)]
    History(History),
    /// The journal, the newest entry first; `journal add` adds one
    Journal(Journal),
    /// Every link, with its item
    Links(One),
    /// What is odd in a file, with line and column; `--fix` mends what is sure to be meant otherwise
    Check(Check),
    /// A copy of a bundled roadmap in the library folder
    New(New),
    /// The roadmap as a page, a card, JSON or a table, to give away
    #[command(after_help = export::HELP)]
    Export(Export),
    /// The settings in force
    Config(Config),
    /// Completions for a shell, to be sourced by it; it asks milepost, which knows your items
    Completions { shell: clap_complete::Shell },
    /// The manual page, as roff
    Man,
    /// Help on a command, on the `keys` in force, or on what is printed for scripts: `json`
    Help { topic: Vec<String> },
}

/// In which form answers are printed.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Form {
    /// Print one JSON document; `milepost help json` says what is in it
    #[arg(long)]
    pub json: bool,
    /// Print tab-separated lines
    #[arg(long, conflicts_with = "json")]
    pub plain: bool,
}

impl Form {
    /// What is asked for here, or before the command.
    pub(super) fn or(self, outer: Self) -> Self {
        Self { json: self.json || outer.json, plain: self.plain || outer.plain }
    }
}

/// The file as an option, for commands with other arguments.
#[derive(Debug, Args)]
pub(super) struct Source {
    /// The roadmap
    #[arg(short, long, value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// How something is written.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Writing {
    /// Print a unified diff and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct Several {
    /// The roadmaps
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub several: Several,
    /// Make boxes of brackets that look like one and are none, such as `-[ ]` and `[]`
    #[arg(long)]
    pub fix: bool,
    /// With --fix, print a unified diff and write nothing
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct One {
    /// The roadmap
    #[arg(value_name = "FILE", conflicts_with = "file")]
    pub roadmap: Option<PathBuf>,
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    pub one: One,
    #[command(flatten)]
    pub filter: Filter,
}

/// Which items are listed.
#[derive(Debug, Args)]
pub(super) struct Filter {
    /// Only these states
    #[arg(long, value_name = "STATE", value_delimiter = ',', value_parser = state_parser(State::ALL.to_vec()))]
    pub state: Vec<State>,
    /// Only one phase: its number, or words of its heading
    #[arg(long, value_name = "N|TEXT")]
    pub phase: Option<String>,
    /// Only sections of one kind
    #[arg(long, value_name = "KIND", value_parser = kind_parser())]
    pub section: Option<SectionKind>,
    /// Only what the filter of the panes would show, such as 'state:open tag:#node -note:yes "event loop"'
    #[arg(long = "filter", value_name = "FILTER", allow_hyphen_values = true, value_parser = |text: &str| text.parse::<Query>())]
    pub query: Option<Query>,
    /// Untracked items too
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, Args)]
pub(super) struct Show {
    /// The file, if there is such a file, and the item
    #[arg(value_name = "ARGUMENT", required = true, num_args = 1..)]
    pub arguments: Vec<OsString>,
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Debug, Args)]
pub(super) struct Next {
    #[command(flatten)]
    pub one: One,
    /// How many
    #[arg(short = 'n', long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pub count: u32,
}

#[derive(Debug, Args)]
pub(super) struct Set {
    /// The file, if there is such a file, the items, and their new state: todo, doing, done, skipped, deferred
    #[arg(value_name = "ARGUMENT", required = true, num_args = 1..)]
    pub arguments: Vec<OsString>,
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub writing: Writing,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Debug, Args)]
pub(super) struct Items {
    /// The file, if there is such a file, and the items
    #[arg(value_name = "ARGUMENT", required = true)]
    pub arguments: Vec<OsString>,
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub writing: Writing,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Debug, Args)]
pub(super) struct Note {
    /// The file, if there is such a file, the item, and its note; `-` reads the note from standard input
    #[arg(value_name = "ARGUMENT", required = true, num_args = 1..)]
    pub arguments: Vec<OsString>,
    /// Remove the note
    #[arg(long)]
    pub remove: bool,
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub writing: Writing,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Debug, Args)]
pub(super) struct Track {
    /// The file, if there is such a file, and the item or heading
    #[arg(value_name = "ARGUMENT", required = true, num_args = 1..)]
    pub arguments: Vec<OsString>,
    /// Resources below the heading too
    #[arg(long)]
    pub resources: bool,
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub writing: Writing,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Debug, Args)]
pub(super) struct New {
    /// The file's name; `.md` may be left out
    #[arg(required_unless_present = "list")]
    pub name: Option<String>,
    /// Which bundled roadmap to copy
    #[arg(long, value_name = "TEMPLATE")]
    pub from: Option<String>,
    /// List the bundled roadmaps
    #[arg(long, conflicts_with_all = ["name", "from"])]
    pub list: bool,
    #[command(flatten)]
    pub writing: Writing,
    #[command(flatten)]
    pub form: Form,
}

#[derive(Debug, Args)]
pub(super) struct Config {
    /// Print a commented config with every default
    #[arg(long, group = "what")]
    pub defaults: bool,
    /// Print where the config is
    #[arg(long, group = "what")]
    pub path: bool,
    /// Print the JSON Schema of the config, for editors
    #[arg(long, group = "what")]
    pub schema: bool,
    #[command(flatten)]
    pub form: Form,
}

/// States that may be written.
pub(super) const WRITABLE: [State; 5] =
    [State::Todo, State::Doing, State::Done, State::Skipped, State::Deferred];

fn state_parser(states: Vec<State>) -> impl clap::builder::TypedValueParser<Value = State> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    let names = states.into_iter().map(State::name).collect::<Vec<_>>();
    PossibleValuesParser::new(names)
        .map(|name| State::of_name(&name).expect("only names of states are let in"))
}

fn kind_parser() -> impl clap::builder::TypedValueParser<Value = SectionKind> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    let names = SectionKind::ALL.map(SectionKind::name);
    PossibleValuesParser::new(names)
        .map(|name| SectionKind::of_name(&name).expect("only names of kinds are let in"))
}
