//! What can be asked about the matrix and about levels.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Form, One, Source, Writing};

#[derive(Debug, Args)]
#[command(disable_help_subcommand = true, subcommand_help_heading = "Commands")]
pub(in crate::cli) struct Matrix {
    #[command(flatten)]
    pub one: One,
    #[command(subcommand)]
    pub command: Option<MatrixCommand>,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum MatrixCommand {
    /// Write one cell of a matrix
    #[command(override_usage = "milepost matrix set [OPTIONS] [FILE] SKILL COLUMN VALUE", after_help = SET_HELP)]
    Set(MatrixSet),
}

const SET_HELP: &str = "\
SKILL is a line (:271), the whole name, or words that only one skill has. COLUMN is a header's title or its beginning, in \
any case, or the column's number. VALUE is done, open, partly or n/a in a column of states, or a token such as ✅ as it \
stands; 1 to 5 or a name in a column of levels, none to empty it; words elsewhere, - to read them from standard input.";

#[derive(Debug, Args)]
pub(in crate::cli) struct MatrixSet {
    /// The file, if there is such a file, the skill, the column and what is written there
    #[arg(value_name = "ARGUMENT", required = true, num_args = 1..)]
    pub arguments: Vec<OsString>,
    /// Which matrix, where there are several: its number, or words of its heading
    #[arg(long, value_name = "N|HEADING")]
    pub matrix: Option<String>,
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub writing: Writing,
    #[command(flatten)]
    pub form: Form,
}

pub(super) const RATE_HELP: &str = "\
SKILL is a line (:271), the whole name, or words that only one skill has: a row of a matrix, else an item, which gets \
[level:: n]. LEVEL is 1 novice, 2 advanced beginner, 3 competent, 4 proficient, 5 expert: the number, or the beginning of \
the name; - or none removes it.";

#[derive(Debug, Args)]
pub(in crate::cli) struct Rate {
    /// The file, if there is such a file, the skill and its level
    #[arg(value_name = "ARGUMENT", required = true, num_args = 1..)]
    pub arguments: Vec<OsString>,
    /// Set the level that is aimed at
    #[arg(long)]
    pub target: bool,
    #[command(flatten)]
    pub asking: Asking,
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub writing: Writing,
    #[command(flatten)]
    pub form: Form,
}

/// What is asked before it is done.
#[derive(Debug, Clone, Copy, Args)]
pub(in crate::cli) struct Asking {
    /// Answer with yes what would be asked
    #[arg(short, long)]
    pub yes: bool,
}

/// What skills are compared with.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Aim {
    /// The role; without it the one that the front matter aims at
    #[arg(long, value_name = "ROLE")]
    pub role: Option<String>,
    /// The ladder: a name, or the path of a YAML file; without it the one that the front matter names
    #[arg(long, value_name = "LADDER")]
    pub ladder: Option<String>,
}

pub(super) const GAP_HELP: &str = "\
What to do first comes first. A role is met where each skill that it asks for has the level, or the tick in the role's \
column where no level is asked for, and something done that speaks of it.";

#[derive(Debug, Args)]
pub(in crate::cli) struct Gap {
    #[command(flatten)]
    pub one: One,
    #[command(flatten)]
    pub aim: Aim,
}

pub(super) const ASSESS_HELP: &str = "\
Each question is answered by a line: 1 to 5, or a name; words behind the number say why, for the journal. Nothing keeps \
the level as it is, b goes back, q leaves. What was answered is kept until it is written, so that the next run goes on \
there. The questions go to standard error; the answers may come from a file.";

#[derive(Debug, Args)]
pub(in crate::cli) struct Assess {
    /// The roadmap
    #[arg(value_name = "FILE", conflicts_with = "file")]
    pub roadmap: Option<PathBuf>,
    #[command(flatten)]
    pub aim: Aim,
    /// Begin anew, without what was answered before
    #[arg(long)]
    pub fresh: bool,
    #[command(flatten)]
    pub asking: Asking,
    #[command(flatten)]
    pub source: Source,
    #[command(flatten)]
    pub writing: Writing,
    #[command(flatten)]
    pub form: Form,
}
