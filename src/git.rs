//! The past of a roadmap: what became another between the versions of its file in the git repository in which it lies.
//!
//! Read only, by the system's `git`. Knows nothing of where what was read is kept (see [`crate::config`]), nor of what is
//! drawn from it (see [`crate::timeline`]).
//!
//! # What is told
//!
//! - **A commit is compared with those that it was made from.** Lines of development that run side by side are read each
//!   on its own, and what a merge brings together is told once, where it was first done. A line of which a merge took
//!   nothing is not read.
//! - **A change is dated by its author,** in the author's zone, as a rebase and a merge keep that date. Where dates run
//!   backwards, the order of the commits holds: what happened to an item is never dated before what happened to it earlier.
//! - **The first version adds its items,** and what was done in it was done that day. So does a shallow clone's, and that
//!   of a file that was deleted and made anew.
//! - **Each version is counted by its own rule,** as milepost would have counted it then.
//! - **An item keeps its name** over headings renamed, moves and rewording, as far as it can be followed (see
//!   [`pairing`]): it is called as in the file as it is now. A skill is followed by its name alone.

mod blobs;
mod course;
mod lineage;
mod pairing;
mod process;
mod version;

use std::ops::ControlFlow;
use std::path::Path;

use crate::error::Error;
use crate::model::Roadmap;
use crate::settings::CountRule;
use crate::timeline::Change;

use blobs::Contents;
use course::Course;
use lineage::{Lineage, Range, Step};
use process::Git;
use version::Version;

/// Another number than that of the milepost that read it: what is known was read in another way, and is read again.
pub const READING: u32 = 2;

/// Told before each version how many are read and of how many; of none while git still looks for them. Breaking ends
/// git and the reading.
pub type OnProgress<'a> = dyn FnMut(usize, usize) -> ControlFlow<()> + 'a;

/// What the past versions of a file tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// From the earliest to the latest; those of one item in the order in which they came, each `from` what the one before
    /// made. Items are called by their slug paths in the roadmap as it is now, those that are gone as they were last.
    pub changes: Vec<Change>,
    /// How many versions there are, and how many of them were left out: too large, or not in the repository.
    pub n_versions: usize,
    pub n_left_out: usize,
    /// What spares the next reading; none where something could not be read that may be there later.
    pub known: Option<Known>,
}

/// What was read before, so that only what is new has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The commit up to which it was read, and the file in it.
    pub commit: String,
    pub blob: String,
    /// The rule for versions whose front matter names none.
    pub rule: CountRule,
    pub n_versions: usize,
    /// As in [`Past`], but items are called as in that commit.
    pub changes: Vec<Change>,
}

/// Why there is no past to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// There is none: no git, no repository, or the file is not committed.
    Absent(Error),
    /// It was broken off by [`OnProgress`].
    Stopped,
    Failed(Error),
}

impl From<Error> for Unread {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Reads the past of a file. `roadmap` is the file as it is now; `known` is what an earlier reading of the same file gave.
pub fn read(
    file: &Path,
    roadmap: &Roadmap,
    known: Option<Known>,
    on_progress: &mut OnProgress<'_>,
) -> Result<Past, Unread> {
    let git = Git::of(file)?;
    let on_wait = &mut || on_progress(0, 0);
    let commit = git.tip(on_wait)?;
    let blob = git.blob_at(&commit, on_wait)?;
    let rule = roadmap.defaults().count;
    let known = known.filter(|known| known.rule == rule);
    let since = match &known {
        Some(known) if known.commit == commit => Some(Lineage { steps: Vec::new(), is_whole: true }),
        Some(known) => lineage::since(&git, known, &commit, &blob, on_wait)?,
        None => None,
    };
    let (known, Lineage { steps, is_whole }) = match since {
        Some(since) => (known, since),
        None => (None, lineage::lineage(&git, &Range::upto(&commit), &blob, on_wait)?),
    };
    let n_versions = known.as_ref().map_or(0, |known| known.n_versions) + steps.len();
    let (course, n_left_out) = follow(&git, roadmap, known, &steps, on_progress)?;
    let changes = course.changes(Some(&Version::of(roadmap.clone())));
    let is_known = is_whole && n_left_out == 0;
    let known = is_known.then(|| Known { commit, blob, rule, n_versions, changes: course.changes(None) });
    Ok(Past { changes, n_versions, n_left_out, known })
}

/// Reads the versions one by one. Tells how many were left out, too.
fn follow(
    git: &Git,
    roadmap: &Roadmap,
    known: Option<Known>,
    steps: &[Step],
    on_progress: &mut OnProgress<'_>,
) -> Result<(Course, usize), Unread> {
    let read = |bytes| Version::of(Roadmap::read(bytes, roadmap.defaults()));
    let begins_at = known.as_ref().map(|known| known.blob.clone());
    let ids = begins_at.iter().chain(steps.iter().map(|step| &step.new)).cloned().collect();
    let mut contents = Contents::ask(git, ids)?;
    let mut course = Course::new(steps);
    let mut n_left_out = 0;
    if let Some(known) = known {
        match contents.next(&mut || on_progress(0, steps.len()))? {
            Some(bytes) => course.resume(known, read(bytes)),
            None => n_left_out += 1,
        }
    }
    for (done, step) in steps.iter().enumerate() {
        if on_progress(done, steps.len()).is_break() {
            return Err(Unread::Stopped);
        }
        match contents.next(&mut || on_progress(done, steps.len()))? {
            Some(bytes) => course.step(step, read(bytes)),
            None => n_left_out += 1,
        }
    }
    Ok((course, n_left_out))
}
