//! The command line: what is asked, who answers, and how it ends.
//!
//! Commands return what is to be printed, or why there is nothing; printing and the exit code are decided here alone.

mod aim;
mod arguments;
mod assess;
mod carry_out;
mod check;
mod complete;
mod diff;
mod export;
mod gap;
mod help;
mod history;
mod items;
mod journal;
mod keys;
mod limits;
mod links;
mod list;
mod matrix;
mod new;
mod open;
mod output;
mod rate;
mod select;
mod settings;
mod show;
mod status;
mod stdin;
mod walk;
mod write;

use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use self::arguments::{Arguments, Command, Form, JournalCommand, MatrixCommand, Several};
use self::open::{Found, Opened, Surroundings, split_file};
use self::output::{Failure, Look, Output};
use self::select::Choices;
use crate::config::library::TEMPLATES;
use crate::config::nearest;
use crate::display::{displayable, displayable_lines};
use crate::error::{Error, Kind};
use crate::model::State;
use crate::term::{self, Ended, Ending, Lost, Start};
use crate::theme::GlyphSet;

/// How a run ended (cli.md, "Exit codes").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    Done = 0,
    /// It could not be done; nothing was written, of several files nothing to that one.
    Failed = 1,
    Usage = 2,
    /// `check` found problems.
    Problems = 3,
    /// The file changed underneath and the edit could not be placed.
    Moved = 4,
}

impl Exit {
    fn of(result: &Result<Output, Failure>) -> Self {
        let failure = match result {
            Ok(output) => output.failures.first(),
            Err(failure) => Some(failure),
        };
        match (failure.map(|failure| failure.error.kind), result) {
            (Some(Kind::Failed | Kind::Missing), _) => Self::Failed,
            (Some(Kind::Usage), _) => Self::Usage,
            (Some(Kind::Moved), _) => Self::Moved,
            (None, Ok(output)) if output.has_problems => Self::Problems,
            (None, _) => Self::Done,
        }
    }
}

/// Does what the arguments ask, prints what there is to say, and tells how it ended.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    limits::answer_with_errors();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if let Some(completions) = complete::answer(arguments.iter().cloned()) {
        let _ = print(&completions);
        return ExitCode::SUCCESS;
    }
    let arguments = match Arguments::read(arguments) {
        Ok(arguments) => arguments,
        Err(refusal) => return ExitCode::from(print_refusal(&refusal) as u8),
    };
    let result = dispatch(arguments);
    let exit = Exit::of(&result);
    let exit = match result {
        Ok(output) => match print(&output) {
            Ok(()) => exit,
            // What is written is done: a script that tries again would write it twice.
            Err(error) if output.has_written => {
                complain(&displayable(&format!("written, but the answer could not be printed: {error:#}")));
                exit
            }
            Err(error) => {
                complain(&displayable(&format!("{error:#}")));
                Exit::Failed
            }
        },
        Err(failure) => {
            print_failure(&failure);
            exit
        }
    };
    ExitCode::from(exit as u8)
}

/// Prints an answer. Who has closed standard output wants no more of it, which is no error.
fn print(output: &Output) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    let written = stdout.write_all(output.text.as_bytes()).and_then(|()| stdout.flush());
    for remark in &output.remarks {
        complain(&displayable(remark));
    }
    output.failures.iter().for_each(print_failure);
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot write standard output"),
    }
}

fn print_failure(failure: &Failure) {
    complain(&displayable(&failure.error.to_string()));
    let mut stderr = std::io::stderr().lock();
    for detail in &failure.details {
        let _ = writeln!(stderr, "  {}", displayable(detail));
    }
}

/// Says something on standard error; there is nobody left to tell where that fails.
fn complain(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "milepost: {message}");
}

/// Prints why the arguments could not be read, or the help that was asked for instead.
fn print_refusal(refusal: &clap::Error) -> Exit {
    let text = refusal.render().to_string();
    if refusal.use_stderr() {
        let text = text.strip_prefix("error: ").unwrap_or(&text);
        complain(displayable_lines(text).trim_end());
        return Exit::Usage;
    }
    match print(&Output::text(text)) {
        Ok(()) => Exit::Done,
        Err(_) => Exit::Failed,
    }
}

fn dispatch(arguments: Arguments) -> Result<Output, Failure> {
    let Arguments { roadmap, fresh, form: outer, command } = arguments;
    let Some(command) = command else { return without_command(roadmap.as_deref(), fresh, outer) };
    if fresh {
        let advice = "leave it out, or the command";
        return Err(output::usage("read the arguments", "`--fresh` is for the panes alone", advice).into());
    }
    // Some commands answer whatever is wrong in the config.
    let loaded = Surroundings::load();
    let surroundings = || loaded.as_ref().map_err(Clone::clone);
    let glyphs = loaded.as_ref().map_or_else(|_| GlyphSet::default(), |loaded| loaded.config.glyphs);
    let look = |form: Form| self::look(form.or(outer), glyphs);
    // `milepost roadmap.md list` names the file as well as `milepost list roadmap.md` does.
    let named = |file: Option<PathBuf>| file.or_else(|| roadmap.clone());
    let open = |file: Option<PathBuf>| surroundings()?.open(named(file).as_deref());
    let set_to = |mut items: arguments::Items, state| {
        items.source.file = named(items.source.file.take());
        write::set_to(surroundings()?, look(items.form), items, state)
    };
    match command {
        Command::Status(several) => {
            let form = several.form;
            status::run(look(form), &open_several(surroundings()?, several, roadmap.clone())?)
        }
        Command::Check(arguments::Check { several, fix, dry_run }) => {
            let look = look(several.form);
            let files = open_each(surroundings()?, several, roadmap.clone())?;
            let fix = fix.then_some(arguments::Writing { dry_run });
            check::run(surroundings()?, look, files, fix)
        }
        Command::List(list) => {
            let opened = open(list.one.roadmap.or(list.one.source.file))?;
            list::list(look(list.one.form), &opened, &list.filter)
        }
        Command::Next(next) => {
            let opened = open(next.one.roadmap.or(next.one.source.file))?;
            list::next(look(next.one.form), &opened, next.count as usize)
        }
        Command::Matrix(arguments::Matrix { one, command }) => {
            let file = named(one.roadmap.or(one.source.file));
            match command {
                None => matrix::run(look(one.form), &surroundings()?.open(file.as_deref())?),
                Some(MatrixCommand::Set(mut set)) => {
                    set.source.file = set.source.file.or(file);
                    matrix::set(surroundings()?, look(set.form.or(one.form)), set)
                }
            }
        }
        Command::Rate(mut rate) => {
            rate.source.file = named(rate.source.file);
            rate::run(surroundings()?, look(rate.form), rate)
        }
        Command::Gap(gap) => {
            let opened = open(gap.one.roadmap.or(gap.one.source.file))?;
            gap::run(surroundings()?, look(gap.one.form), &opened, &gap.aim)
        }
        Command::Assess(mut assess) => {
            assess.source.file = named(assess.roadmap.take().or(assess.source.file));
            assess::run(surroundings()?, look(assess.form), &assess)
        }
        Command::History(mut history) => {
            let opened = open(history.one.roadmap.take().or(history.one.source.file.take()))?;
            history::run(surroundings()?, look(history.one.form), &opened, &history)
        }
        Command::Journal(arguments::Journal { one, filter, command }) => {
            let file = named(one.roadmap.or(one.source.file));
            match command {
                None => journal::run(look(one.form), &surroundings()?.open(file.as_deref())?, &filter),
                Some(JournalCommand::Add(mut add)) => {
                    add.source.file = add.source.file.or(file);
                    journal::add(surroundings()?, look(add.form.or(one.form)), add)
                }
            }
        }
        Command::Links(one) => links::run(look(one.form), &open(one.roadmap.or(one.source.file))?),
        Command::Show(show) => {
            let (file, item) = split_file(show.arguments, named(show.source.file), 1, 1, "[FILE] ITEM")?;
            let opened = surroundings()?.open_for(file.as_deref(), &item)?;
            let selector = item.first().map(String::as_str).unwrap_or_default();
            let place = Choices::items(&opened).item(selector)?;
            show::run(look(show.form), &opened, place)
        }
        Command::Set(mut set) => {
            set.source.file = named(set.source.file);
            write::set(surroundings()?, look(set.form), set)
        }
        Command::Tick(items) => set_to(items, State::Done),
        Command::Start(items) => set_to(items, State::Doing),
        Command::Skip(items) => set_to(items, State::Skipped),
        Command::Reset(items) => set_to(items, State::Todo),
        Command::Note(mut note) => {
            note.source.file = named(note.source.file);
            write::note(surroundings()?, look(note.form), note)
        }
        Command::Track(mut track) => {
            track.source.file = named(track.source.file);
            write::track(surroundings()?, look(track.form), track)
        }
        Command::New(new) => new::run(look(new.form), &new),
        Command::Export(mut export) => {
            let opened = open(export.one.roadmap.take().or(export.one.source.file.take()))?;
            export::run(surroundings()?, look(export.one.form), &opened, &export)
        }
        Command::Config(config) => settings::run(look(config.form), &config),
        Command::Completions { shell } => Ok(Output::text(complete::registration(shell))),
        Command::Man => help::man(),
        Command::Help { topic } if topic == ["keys"] => Ok(keys::run(&surroundings()?.config.keymap)),
        Command::Help { topic } => help::help(&topic),
    }
}

/// Opens the files that are named, each once however often and by whatever names.
fn open_several(
    surroundings: &Surroundings,
    several: Several,
    outer: Option<PathBuf>,
) -> Result<Vec<Opened>, Failure> {
    open_each(surroundings, several, outer)?.into_iter().collect()
}

/// The same, with the reason in the place of each that cannot be opened.
fn open_each(
    surroundings: &Surroundings,
    several: Several,
    outer: Option<PathBuf>,
) -> Result<Vec<Result<Opened, Failure>>, Failure> {
    let mut files: Vec<PathBuf> = outer.into_iter().chain(several.source.file).collect();
    files.extend(several.files);
    if files.is_empty() {
        files.push(surroundings.find().one()?);
    }
    let mut all: Vec<Result<Opened, Failure>> = Vec::new();
    for file in &files {
        let opened = surroundings.open_named(file);
        let is_same = |other: &Result<Opened, Failure>| match (other, &opened) {
            (Ok(other), Ok(opened)) => other.path == opened.path,
            _ => false,
        };
        if !all.iter().any(is_same) {
            all.push(opened);
        }
    }
    Ok(all)
}

/// `milepost [FILE]`: the panes on a terminal that can show them, the walk on one that cannot or where it is asked for,
/// else the status.
fn without_command(file: Option<&Path>, is_fresh: bool, form: Form) -> Result<Output, Failure> {
    if !std::io::stdout().is_terminal() || form.json {
        return status_of_meant(file, form);
    }
    let walk = |told| {
        let surroundings = Surroundings::load()?;
        let look = look(Form { plain: false, ..form }, surroundings.config.glyphs);
        walk::run(&surroundings, look, file, is_fresh, told).map_err(|failure| match file {
            Some(file) => or_command(failure, file),
            None => failure,
        })
    };
    if form.plain {
        return walk(None);
    }
    let term = std::env::var("TERM").ok();
    if term::can_show(term.as_deref()) {
        return open_panes(file, is_fresh);
    }
    let named =
        term.filter(|term| !term.is_empty()).map_or_else(|| "not set".to_owned(), |term| format!("`{term}`"));
    let why = format!("this terminal cannot show the panes ($TERM is {named})");
    if std::io::stdin().is_terminal() {
        return walk(Some(why));
    }
    let mut output = status_of_meant(file, form)?;
    output.remarks.insert(0, format!("{why}, so this is the status"));
    Ok(output)
}

fn status_of_meant(file: Option<&Path>, form: Form) -> Result<Output, Failure> {
    let surroundings = Surroundings::load()?;
    let opened = match file {
        Some(file) => surroundings.open_named(file).map_err(|failure| or_command(failure, file))?,
        None => match surroundings.find() {
            Found::None => return status_of_bundled(&surroundings, form),
            found => surroundings.open_named(&found.one()?)?,
        },
    };
    status::run(look(form, surroundings.config.glyphs), &[opened])
}

/// Where no roadmap is known, the one that comes with the program shows what there will be to see.
fn status_of_bundled(surroundings: &Surroundings, form: Form) -> Result<Output, Failure> {
    let look = look(form, surroundings.config.glyphs);
    let mut output = status::run(look, &[surroundings.bundled(TEMPLATES[0])])?;
    let advice = "no roadmap is known here; this one comes with milepost, `milepost new NAME` makes a copy, and \
         `milepost new --list` shows the others";
    output.remarks.push(advice.to_owned());
    Ok(output)
}

/// Opens the panes, of the file that is named or of the one that is meant. Where there are several or none, the user
/// chooses, also among the bundled ones, and is told where the copy of one is.
fn open_panes(file: Option<&Path>, is_fresh: bool) -> Result<Output, Failure> {
    let surroundings = Surroundings::load()?;
    let found = match file {
        Some(file) => Found::One(file.to_owned()),
        None => surroundings.find_to_open(is_fresh),
    };
    let start = match found {
        Found::One(path) => Start::Open(path),
        Found::Several { paths, .. } => Start::Choose(paths),
        Found::None => Start::Choose(Vec::new()),
    };
    let Surroundings { config, places, .. } = surroundings;
    let Ended { ending, lost, told } = term::run(start, is_fresh, config, places).map_err(|error| {
        file.map_or_else(|| error.clone().into(), |file| or_command(error.clone().into(), file))
    })?;
    let lost = lost.map(|Lost { error, changes }| Failure { error, details: changes });
    if let Ending::Signal(number) = ending {
        lost.iter().for_each(print_failure);
        die_of(number);
    }
    if let Some(failure) = lost {
        return Err(failure);
    }
    Ok(Output { remarks: told.into_iter().collect(), ..Output::default() })
}

/// Ends as the signal would have ended the program, so that whoever started it can tell.
#[cfg(unix)]
fn die_of(signal: i32) {
    // It does not return, unless the signal cannot end a program.
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}

#[cfg(not(unix))]
fn die_of(_: i32) {}

/// A file that is not there may be a command with a typing error in it.
fn or_command(failure: Failure, file: &Path) -> Failure {
    use clap::CommandFactory;
    let arguments = Arguments::command();
    let names = arguments.get_subcommands().map(|command| command.get_name());
    let is_missing = std::fs::symlink_metadata(file).is_err();
    let Some(typed) = file.to_str().filter(|typed| is_missing && is_word(typed)) else { return failure };
    let hint = nearest(typed, names).map_or_else(
        || "`milepost --help` lists the commands, and `milepost new NAME` begins a roadmap".to_owned(),
        |name| format!("did you mean the command `milepost {name}`?"),
    );
    let error = Error { reason: "there is no such file or command".to_owned(), ..failure.error }.hint(hint);
    Failure { error, ..failure }
}

/// Whether an argument could name a command.
fn is_word(argument: &str) -> bool {
    argument.chars().all(|char| char.is_alphanumeric() || matches!(char, '-' | '_'))
}

/// How answers look here.
fn look(form: Form, glyphs: GlyphSet) -> Look {
    let is_able = std::io::stdout().is_terminal() && term::can_show(std::env::var("TERM").ok().as_deref());
    let has_colors = output::has_colors(form, is_able, |name| std::env::var(name).ok());
    Look { form, has_colors, is_aloud: false, glyphs }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ending_has_its_code() {
        let failed = |kind| Err(Error::new("try", "reason").of_kind(kind).into());
        let problems = Output { has_problems: true, ..Output::default() };
        let failure = Error::new("try", "reason").into();
        let in_part = Output { has_problems: true, failures: vec![failure], ..Output::default() };
        for (result, code) in [
            (Ok(Output::default()), 0),
            (failed(Kind::Failed), 1),
            (failed(Kind::Missing), 1),
            (failed(Kind::Usage), 2),
            (Ok(problems), 3),
            (Ok(in_part), 1),
            (failed(Kind::Moved), 4),
        ] {
            assert_eq!(Exit::of(&result) as u8, code);
        }
    }
}
