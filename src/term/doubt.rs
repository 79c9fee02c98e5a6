//! Whether what another program has just written is all of it: some empty the file and write it anew in pieces, and take
//! their time between them.
//!
//! Knows how long the text is and when it was written, and what ours was; not what either says.

use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use crate::store::LEFT_ALONE;

/// How long a text that is the beginning of ours and no more must stay before it is believed.
const CUT_OFF: Duration = Duration::from_secs(2);
/// Who writes the file again and again is waited for no longer, once there is a text that looks whole.
const PATIENCE: Duration = Duration::from_secs(4);

/// What a file is like without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glimpse {
    pub(super) n_bytes: u64,
    modified: Option<SystemTime>,
}

/// A text that may be a piece of one. It lasts until the file is left alone, whatever the text grows to meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Doubt {
    glimpse: Glimpse,
    begun: Instant,
    /// Since when the file is as it was last seen.
    since: Instant,
    /// When it is to be looked at again.
    pub(super) due: Instant,
}

impl Glimpse {
    pub(super) fn of(path: &Path) -> Option<Self> {
        let meta = path.metadata().ok()?;
        Some(Self { n_bytes: meta.len(), modified: meta.modified().ok() })
    }
}

impl Doubt {
    pub(super) fn new(glimpse: Glimpse, now: Instant) -> Self {
        Self { glimpse, begun: now, since: now, due: now + LEFT_ALONE }
    }

    /// Takes in how the file is now. Begins to wait anew if it was written since.
    pub(super) fn see(&mut self, glimpse: Glimpse, now: Instant) {
        if glimpse != self.glimpse {
            *self = Self { begun: self.begun, ..Self::new(glimpse, now) };
        }
    }

    /// Whether the file may be read, to see whether the text is one.
    pub(super) fn is_over(&self, now: Instant) -> bool {
        self.since + LEFT_ALONE <= now
    }

    /// Whether a text that looks whole is believed although the file is not left alone.
    pub(super) fn is_too_long(&self, now: Instant) -> bool {
        self.begun + PATIENCE <= now
    }

    /// Waits longer for a text that is the beginning of ours; false if it was waited for.
    pub(super) fn wait_for_the_rest(&mut self, now: Instant) -> bool {
        self.due = self.since + CUT_OFF;
        now < self.due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glimpse(n_bytes: u64) -> Glimpse {
        Glimpse { n_bytes, modified: None }
    }

    #[test]
    fn a_file_is_doubted_until_it_is_left_alone() {
        let now = Instant::now();
        let mut doubt = Doubt::new(glimpse(0), now);
        assert!(!doubt.is_over(now) && doubt.is_over(doubt.due));
        let later = doubt.due;
        doubt.see(glimpse(0), later);
        assert!(doubt.is_over(later), "nothing was written");
        doubt.see(glimpse(9), later);
        assert!(!doubt.is_over(later) && doubt.is_over(later + LEFT_ALONE));
        assert!(!doubt.is_too_long(later) && doubt.is_too_long(now + PATIENCE), "counted from the beginning");
    }

    #[test]
    fn the_beginning_of_ours_is_doubted_for_longer() {
        let now = Instant::now();
        let mut doubt = Doubt::new(glimpse(4), now);
        assert!(doubt.wait_for_the_rest(now + LEFT_ALONE));
        assert_eq!(doubt.due, now + CUT_OFF);
        assert!(!doubt.wait_for_the_rest(now + CUT_OFF));
    }
}
