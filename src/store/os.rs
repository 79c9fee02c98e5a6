//! What differs between operating systems, behind one set of functions; the rest of the store has no `cfg`.
//!
//! Knows nothing of saving: each function is one thing that a system can do with a file.

#[cfg(not(unix))]
mod other;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(super) use other::*;
#[cfg(unix)]
pub(super) use unix::*;

use std::io;

/// What an attempt to exchange two names came to.
#[cfg_attr(not(unix), allow(dead_code, reason = "no other system makes all of these"))]
pub(super) enum Exchange {
    Done,
    /// The file system has no such thing; a plain rename may still work.
    Unknown,
    /// The names cannot be moved, for the reason given; the file can only be written where it is.
    Pinned(&'static str),
    Failed(io::Error),
}

/// What became of copying owner, mode, ACL and attributes from one file to another.
#[cfg_attr(not(unix), allow(dead_code, reason = "no other system makes all of these"))]
pub(super) enum Carried {
    Whole,
    /// This could not be given to the new file.
    Lost(&'static str),
}

/// Why the user may not change a file.
pub(super) struct Barrier {
    pub what: &'static str,
    /// What the user can do about it.
    pub way_out: &'static str,
}
