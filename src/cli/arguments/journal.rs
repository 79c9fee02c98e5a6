//! The arguments of `milepost journal`.

use std::ffi::OsString;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::{Form, One, Source, Writing};
use crate::model::journal::EntryKind;

#[derive(Debug, Args)]
pub(in crate::cli) struct Journal {
    #[command(flatten)]
    pub one: One,
    #[command(flatten)]
    pub filter: EntryFilter,
    #[command(subcommand)]
    pub command: Option<JournalCommand>,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum JournalCommand {
    /// Add an entry of today: project, mistake, lesson, assessment, note
    #[command(override_usage = "milepost journal add [OPTIONS] [FILE] KIND TEXT", after_help = ADD_HELP)]
    Add(JournalAdd),
}

/// Which entries are printed.
#[derive(Debug, Args)]
pub(in crate::cli) struct EntryFilter {
    /// Only these kinds
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kind_parser())]
    pub kind: Vec<EntryKind>,
    /// Only entries with this tag; given again, with all of them
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    /// Only entries of this day and later ones: 2026-11-22
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Option<Date>,
}

const ADD_HELP: &str = "\
The journal is made at the end of the file where there is none. `-` reads the text from standard input: its first line is \
the entry, and what follows stands below it as it is, as Markdown, further in.";

#[derive(Debug, Args)]
pub(in crate::cli) struct JournalAdd {
    /// The file, if there is such a file, the kind, and the words; `-` reads them from standard input
    #[arg(value_name = "ARGUMENT", required = true, num_args = 1..)]
    pub arguments: Vec<OsString>,
    /// A tag behind the words
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub writing: Writing,
    #[command(flatten)]
    pub form: Form,
}

fn day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "a day is written YYYY-MM-DD: 2026-11-22")
}

fn kind_parser() -> impl clap::builder::TypedValueParser<Value = EntryKind> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    let names = ["project", "mistake", "lesson", "assessment", "note"];
    PossibleValuesParser::new(names)
        .map(|name| EntryKind::of_name(&name).expect("only names of kinds are let in"))
}
