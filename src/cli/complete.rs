//! Completion: what can stand where the cursor is, told to the shells.
//!
//! The shells' scripts run the program with `$MILEPOST_COMPLETE` set and the words of the line as arguments. The engine of
//! clap knows commands and options; here stands what it cannot know: items, skills, roles, files. Nothing is written and
//! nothing complained of: where something is wrong there is nothing to complete.

mod bash;
mod files;
mod line;
mod roadmap;
mod shells;
mod words;

use std::ffi::{OsStr, OsString};
use std::sync::Arc;

use clap::{Arg, Command};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use self::line::{Line, begins_with_home};
pub(super) use self::shells::registration;
use super::arguments::{Arguments, WRITABLE};
use super::output::Output;
use crate::config::library::TEMPLATES;
use crate::display::displayable;
use crate::model::journal::EntryKind;
use crate::model::{Level, State};

/// Set to the name of the shell that asks.
const ASKED: &str = "MILEPOST_COMPLETE";

/// As many are offered.
const MOST: usize = 500;

/// Something that can stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Candidate {
    value: String,
    /// What it is; empty where the value says it.
    told: String,
}

impl Candidate {
    fn new(value: impl Into<String>, told: impl Into<String>) -> Self {
        Self { value: value.into(), told: told.into() }
    }

    /// Whether it can be shown and typed: nothing in it drives a terminal, or is another thing than it looks.
    fn is_fit(&self) -> bool {
        !self.value.is_empty() && displayable(&self.value) == self.value
    }

    /// Whether it is one word to every shell as it stands.
    fn is_word(&self) -> bool {
        // A number behind a tilde means nothing to a shell within a word.
        self.value.chars().enumerate().all(|(at, char)| is_plain(char) || char == '~' && at > 0)
    }
}

/// Whether a character is no more than itself to every shell.
fn is_plain(char: char) -> bool {
    char.is_alphanumeric() || "-_./…:@%+,=".contains(char)
}

/// What can stand in a place of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    /// Those whose state would be another.
    Item(Option<State>),
    ItemOrHeading,
    Skill,
    /// A skill, or else an item.
    Rated,
    Column,
    Value,
    Level,
    State,
    Entry,
    Tag,
    Role,
    Ladder,
    Phase,
    Matrix,
    Template,
    Topic,
}

/// What the shell asks for, if it is a shell that asks: what is to be printed.
pub(super) fn answer(arguments: impl IntoIterator<Item = OsString>) -> Option<Output> {
    let shell = std::env::var(ASKED).ok().filter(|shell| !shell.is_empty())?;
    let word = std::env::var("MILEPOST_COMPLETE_WORD").ok().and_then(|word| word.parse().ok());
    let words: Vec<OsString> =
        arguments.into_iter().skip_while(|argument| argument != "--").skip(1).collect();
    Some(Output::text(shells::answer(&shell, words, word).unwrap_or_default()))
}

/// All that can stand where the cursor is.
fn candidates(line: &Line) -> Vec<Candidate> {
    let line = Arc::new(line.clone());
    let mut command = with_completers(Arguments::definition(), &[], &line);
    let (words, index) = (line.words.clone(), line.index);
    let here = std::env::current_dir().ok();
    let found = clap_complete::engine::complete(&mut command, words, index, here.as_deref());
    // Options are asked for by their dash.
    let is_asked = |value: &str| !value.starts_with('-') || line.current().starts_with('-');
    let candidate = |found: CompletionCandidate| {
        let value = found.get_value().to_str()?.to_owned();
        let told = found.get_help().map(|help| help.to_string()).unwrap_or_default();
        let told = told.lines().next().unwrap_or_default();
        Some(Candidate::new(value, displayable(told)))
    };
    let found = found.unwrap_or_default().into_iter().filter_map(candidate);
    found.filter(|candidate| candidate.is_fit() && is_asked(&candidate.value)).take(MOST).collect()
}

/// The command with completers for all its arguments that take something of a roadmap. `path` are the commands above.
fn with_completers(command: Command, path: &[String], line: &Arc<Line>) -> Command {
    let name = command.get_name().to_owned();
    let is_program = path.is_empty() && name == env!("CARGO_PKG_NAME");
    let own: Vec<String> = if is_program { Vec::new() } else { path.iter().cloned().chain([name]).collect() };
    let command = command.mut_args(|arg| with_completer(arg, &own, line));
    command.mut_subcommands(|below| with_completers(below, &own, line))
}

fn with_completer(arg: Arg, path: &[String], line: &Arc<Line>) -> Arg {
    let (path, line, id) = (path.to_vec(), Arc::clone(line), arg.get_id().to_string());
    if kinds(&path, &id, &line).is_empty() {
        return arg;
    }
    arg.add(ArgValueCompleter::new(move |current: &OsStr| {
        let Some(current) = current.to_str() else { return Vec::new() };
        let mut kinds = kinds(&path, &id, &line);
        kinds.retain(|kind| *kind == Kind::File || !begins_with_home(current));
        let all = kinds.into_iter().flat_map(|kind| of_kind(kind, current, &line));
        let found = matching(all.collect(), current).into_iter();
        found
            .map(|candidate| {
                let told = (!candidate.told.is_empty()).then(|| candidate.told.into());
                CompletionCandidate::new(candidate.value).help(told)
            })
            .collect()
    }))
}

/// What can stand for an argument of a command, by what stands before the cursor.
fn kinds(path: &[String], id: &str, line: &Line) -> Vec<Kind> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match (&*path, id) {
        (_, "roadmap" | "file" | "files") => vec![Kind::File],
        (["new"], "from") => vec![Kind::Template],
        (["help"], "topic") => vec![Kind::Topic],
        (_, "role") => vec![Kind::Role],
        (_, "ladder") => vec![Kind::Ladder],
        (_, "tag") => vec![Kind::Tag],
        (_, "phase") => vec![Kind::Phase],
        (_, "matrix") => vec![Kind::Matrix],
        (command, "arguments") => {
            let given = line.positionals(command);
            let is_first = line.words_behind(command).is_empty();
            let file = is_first.then_some(Kind::File);
            positional(command, given.len()).into_iter().chain(file).collect()
        }
        _ => Vec::new(),
    }
}

/// What can stand as the argument behind `n_given` others, FILE not counted.
fn positional(command: &[&str], n_given: usize) -> Vec<Kind> {
    match (command, n_given) {
        (["tick"], _) => vec![Kind::Item(Some(State::Done))],
        (["start"], _) => vec![Kind::Item(Some(State::Doing))],
        (["skip"], _) => vec![Kind::Item(Some(State::Skipped))],
        (["reset"], _) => vec![Kind::Item(Some(State::Todo))],
        (["show"] | ["note"] | ["set"], 0) => vec![Kind::Item(None)],
        (["set"], _) => vec![Kind::State, Kind::Item(None)],
        (["track"], 0) => vec![Kind::ItemOrHeading],
        (["matrix", "set"], 0) => vec![Kind::Skill],
        (["matrix", "set"], 1) => vec![Kind::Column],
        (["matrix", "set"], 2) => vec![Kind::Value],
        (["rate"], 0) => vec![Kind::Rated],
        (["rate"], 1) => vec![Kind::Level],
        (["journal", "add"], 0) => vec![Kind::Entry],
        _ => Vec::new(),
    }
}

fn of_kind(kind: Kind, current: &str, line: &Line) -> Vec<Candidate> {
    let named = |names: &[(&str, &str)]| {
        names.iter().map(|(value, told)| Candidate::new(*value, *told)).collect::<Vec<_>>()
    };
    match kind {
        Kind::File => files::candidates(current, line),
        Kind::State => named(&WRITABLE.map(|state| (state.name(), ""))),
        Kind::Template => named(&TEMPLATES.map(|template| (template.name, template.summary))),
        Kind::Level => levels().collect(),
        Kind::Entry => {
            let names = EntryKind::ALL.iter().map(|kind| kind.name().to_lowercase());
            names.map(|name| Candidate::new(name, "")).collect()
        }
        Kind::Topic => {
            let command = Arguments::definition();
            let commands = command.get_subcommands().map(|command| {
                let about = command.get_about().map(|about| about.to_string()).unwrap_or_default();
                Candidate::new(command.get_name(), about)
            });
            commands.chain([Candidate::new("json", "what is printed for scripts")]).collect()
        }
        _ => roadmap::candidates(kind, line),
    }
}

fn levels() -> impl Iterator<Item = Candidate> {
    let numbers = Level::ALL.iter().map(|level| Candidate::new(level.number().to_string(), level.name()));
    numbers.chain([Candidate::new("none", "remove it")])
}

/// Those that begin as it is typed; else those that have what is typed somewhere, in their value or what they are.
fn matching(all: Vec<Candidate>, current: &str) -> Vec<Candidate> {
    let typed = current.to_lowercase();
    let begins = |candidate: &Candidate| candidate.value.to_lowercase().starts_with(&typed);
    let begun: Vec<Candidate> = all.iter().filter(|candidate| begins(candidate)).cloned().collect();
    // `:20` is a line.
    if !begun.is_empty() || typed.chars().count() < 2 || typed.starts_with(':') {
        return begun;
    }
    let words: Vec<&str> = typed.split(|char: char| !char.is_alphanumeric()).collect();
    let has = |candidate: &Candidate| {
        let text = format!("{} {}", candidate.value, candidate.told).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    all.into_iter().filter(has).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(all: Vec<Candidate>) -> Vec<String> {
        all.into_iter().map(|candidate| candidate.value).collect()
    }

    #[test]
    fn what_begins_so_goes_before_what_has_it_somewhere() {
        let all = || vec![Candidate::new("event-loop", "Event Loop"), Candidate::new("loops", "All loops")];
        assert_eq!(values(matching(all(), "loop")), ["loops"]);
        assert_eq!(values(matching(all(), "oop")), ["event-loop", "loops"]);
        assert_eq!(values(matching(all(), "Event l")), ["event-loop"]);
        assert_eq!(values(matching(all(), "")), ["event-loop", "loops"]);
        assert_eq!(values(matching(all(), "x")), Vec::<String>::new());
        assert_eq!(values(matching(vec![Candidate::new("esc-31m", "")], ":3")), Vec::<String>::new());
    }

    #[test]
    fn commands_and_options_are_completed() {
        let complete = |words: &[&str]| {
            let words: Vec<OsString> = words.iter().map(OsString::from).collect();
            let index = words.len() - 1;
            values(candidates(&Line { words, index }))
        };
        assert_eq!(complete(&["milepost", "jour"]), ["journal"]);
        assert_eq!(complete(&["milepost", "list", "--sta"]), ["--state"]);
        assert_eq!(complete(&["milepost", "list", "--state", "do"]), ["doing", "done"]);
        assert_eq!(complete(&["milepost", "list", "--state", "done,sk"]), ["done,skipped"]);
        assert_eq!(complete(&["milepost", "new", "x", "--from", "rust"]), ["rust-developer"]);
        assert_eq!(complete(&["milepost", "help", "jour"]), ["journal"]);
        assert_eq!(complete(&["milepost", "rate", "x", "3"]), ["3"]);
        assert_eq!(complete(&["milepost", "journal", "add", "les"]), ["lesson"]);
    }

    #[test]
    fn only_what_every_shell_takes_for_one_word_needs_no_quotes() {
        let is_word = |value: &str| Candidate::new(value, "").is_word();
        assert!(["event-loop", "a/b~2", "語/…/x", "roadmap.md"].into_iter().all(is_word));
        assert!(!["a b", "$(x)", "`x`", "a;b", "~", "a'b", "*", "a\"b", "&", "(x)"].into_iter().any(is_word));
        assert!(!Candidate::new("a\u{1b}b", "").is_fit() && !Candidate::new("a\nb", "").is_fit());
    }
}
