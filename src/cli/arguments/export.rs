//! What can be asked of an export.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Aim, One, Writing};

pub(in crate::cli) const HELP: &str = "\
html: a page that needs no other file, no script and no network: progress, items with their notes, matrices, a radar of \
the skills, the burn-up. The journal is left out.
svg: a card for a README or a profile.
json: what `status`, `list --all` and `matrix` print with --json, in one document.
csv: a line for each item and for each cell of the matrices; a cell that a spreadsheet would take for a formula has an \
apostrophe in front.

Nothing in them tells the time of the export, so that the same roadmap gives the same text. What was done when is known \
from the dates in the file, from what milepost recorded of its own changes, and with --git from the versions of the file \
in its git repository.";

/// What a roadmap is made into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    Html,
    Svg,
    Json,
    Csv,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Export {
    #[command(flatten)]
    pub one: One,
    /// What to make; without it the ending of OUT says so
    #[arg(long, value_name = "FORMAT", required_unless_present = "out")]
    pub format: Option<Format>,
    /// Write it into this file, whole or not at all, and not to standard output
    #[arg(short, long, value_name = "OUT")]
    pub out: Option<PathBuf>,
    /// Read the versions of the file in its git repository too
    #[arg(long)]
    pub git: bool,
    #[command(flatten)]
    pub aim: Aim,
    #[command(flatten)]
    pub writing: Writing,
}
