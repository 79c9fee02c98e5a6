//! Limits that the system sets to a process: what goes beyond one is to fail with a reason, and not to end the program.

/// A file that grows beyond the limit of `ulimit -f` is an error of writing, as a full disk is.
#[cfg(unix)]
pub(super) fn answer_with_errors() {
    const SIGXFSZ: i32 = rustix::process::Signal::XFSZ.as_raw();
    // A signal that is handled, by whatever, ends nothing, and the write says why it failed. Programs that are started
    // from here get the system's own answer again. Where it cannot be handled all is as it was.
    let _ = signal_hook::flag::register(SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
pub(super) fn answer_with_errors() {}
