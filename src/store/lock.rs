//! Taking turns among mileposts: one advisory lock for each real path, in the state folder.
//!
//! The lock is a courtesy that saves rounds. What protects the file is the comparison at the exchange, which also holds
//! against programs that know nothing of the lock; so where the state folder cannot be written there is no lock, and
//! saving goes on.

use std::fs::File;
use std::io;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{name, os};
use crate::error::Error;

const PATIENCE: Duration = Duration::from_secs(5);

/// Held until dropped; the system takes it back when the process dies.
pub(super) struct Lock {
    _file: Option<File>,
}

/// Waits for this process's turn to write `real`.
pub(super) fn take(state_dir: &Path, real: &Path) -> Result<Lock, Error> {
    let folder = state_dir.join("locks");
    let path = folder.join(name::key(real));
    let started = Instant::now();
    loop {
        let file = match os::open_lock(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                os::create_private_folder(&folder).and_then(|()| os::open_lock(&path))
            }
            file => file,
        };
        let is_free = match file {
            Ok(file) => match os::lock_alone(&file) {
                Ok(true) => return Ok(Lock { _file: Some(file) }),
                Ok(false) => false,
                Err(_) => return Ok(Lock { _file: None }),
            },
            // On Windows a file that another has open alone cannot be opened.
            Err(error) if cfg!(windows) && error.raw_os_error() == Some(32) => false,
            Err(_) => return Ok(Lock { _file: None }),
        };
        if !is_free && started.elapsed() > PATIENCE {
            return Err(Error::new("save", "another milepost is saving it and does not finish")
                .at(real)
                .hint("close the other one, or try again"));
        }
        sleep(Duration::from_millis(2));
    }
}
