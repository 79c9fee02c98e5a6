//! Records what was changed, and lets the one thread that draws wait for nothing.

use std::path::Path;
use std::thread::{self, JoinHandle};

use jiff::Zoned;

use crate::config::{Places, record};
use crate::timeline::What;

/// Ends when all is recorded.
#[derive(Debug, Default)]
pub(super) struct Recorder {
    waiting: Vec<JoinHandle<()>>,
}

impl Recorder {
    /// Records at once, or on a thread of its own where another milepost must be waited for.
    pub(super) fn record(&mut self, places: &Places, file: &Path, at: Zoned, what: Vec<What>) {
        if record::append_at_once(places, file, &at, &what) {
            return;
        }
        self.waiting.retain(|thread| !thread.is_finished());
        let (places, file) = (places.clone(), file.to_owned());
        let spawned = thread::Builder::new()
            .name("recorder".to_owned())
            .spawn(move || record::append(&places, &file, &at, &what));
        self.waiting.extend(spawned);
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        for thread in self.waiting.drain(..) {
            let _ = thread.join();
        }
    }
}
