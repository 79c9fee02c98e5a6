//! What can be asked about progress over time.

use clap::Args;

use super::One;

pub(in crate::cli) const HELP: &str = "\
What was done when is known from the dates in the file, from what milepost recorded of its own changes, and with --git \
from the versions of the file in its git repository, which are read and never changed.";

#[derive(Debug, Args)]
pub(in crate::cli) struct History {
    #[command(flatten)]
    pub one: One,
    /// Read the versions of the file in its git repository too
    #[arg(long)]
    pub git: bool,
}
