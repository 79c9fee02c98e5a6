//! The promises of saving, each with the fault that would break it, made to happen to the real program: a kill or an
//! error at every call, a power cut, a full disk. Many need root and tools of the system, so they are run when asked for:
//!
//! ```text
//! cargo test --locked --test faults -- --ignored [ROW…]
//! ```
//!
//! prints a table of promises, cases and failures, and what could not be run here and why. `FAULTS=quick` runs a sample
//! of each, and `MILEPOST_PROGRAM=target/release/milepost` the released program, by which times are measured. Knows nothing of what the rows do: each is a file with functions that return an [`Outcome`].
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on is to fail, and it prints a table"
)]
#![cfg_attr(not(target_os = "linux"), allow(unused, reason = "the faults are made with tools of Linux"))]

#[cfg(target_os = "linux")]
#[path = "../harness/beside.rs"]
mod beside;
#[cfg(target_os = "linux")]
mod bombs;
#[cfg(target_os = "linux")]
mod desk;
#[cfg(target_os = "linux")]
mod edits;
#[cfg(target_os = "linux")]
mod full;
#[cfg(target_os = "linux")]
mod halves;
#[cfg(target_os = "linux")]
mod heavy;
#[cfg(target_os = "linux")]
mod hostile;
#[cfg(target_os = "linux")]
mod keeps;
#[cfg(target_os = "linux")]
mod kills;
#[cfg(target_os = "linux")]
mod moved;
#[cfg(target_os = "linux")]
mod notices;
#[cfg(target_os = "linux")]
mod others;
#[cfg(target_os = "linux")]
mod panes;
#[cfg(target_os = "linux")]
mod payloads;
#[cfg(target_os = "linux")]
mod power;
#[cfg(target_os = "linux")]
mod sequences;
#[cfg(target_os = "linux")]
mod several;
#[cfg(target_os = "linux")]
mod signals;
mod table;
#[cfg(target_os = "linux")]
#[path = "../terminal/harness.rs"]
#[allow(dead_code, reason = "other tests need more of it")]
mod terminal;
#[cfg(target_os = "linux")]
mod ticking;

use std::process::ExitCode;

use table::{Outcome, Scale};

/// A file of promises: its name, by which it is asked for, and what runs it.
type Row = (&'static str, fn(Scale) -> Vec<Outcome>);

/// In the order of the table.
#[cfg(target_os = "linux")]
const ROWS: &[Row] = &[
    ("kills", kills::run),
    ("power", power::run),
    ("full", full::run),
    ("keeps", keeps::run),
    ("panes", panes::run),
    ("others", others::run),
    ("halves", halves::run),
    ("moved", moved::run),
    ("several", several::run),
    ("notices", notices::run),
    ("signals", signals::run),
    ("hostile", hostile::run),
    ("heavy", heavy::run),
];
#[cfg(not(target_os = "linux"))]
const ROWS: &[Row] = &[];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--ignored") {
        println!("faults: not run; `cargo test --locked --test faults -- --ignored` runs them");
        return ExitCode::SUCCESS;
    }
    if let Some(ended) = in_own_mounts(&arguments) {
        return ended;
    }
    // A case that panics is told below the table.
    std::panic::set_hook(Box::new(|panic| eprintln!("faults: {panic}")));
    #[cfg(target_os = "linux")]
    let _program = desk::bring_program();
    let names: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    let is_asked_for = |name: &str| names.is_empty() || names.iter().any(|asked| *asked == name);
    let outcomes: Vec<Outcome> = ROWS
        .iter()
        .filter(|(name, _)| is_asked_for(name))
        .flat_map(|(name, run)| {
            eprintln!("faults: {name}");
            run(Scale::from_env())
        })
        .collect();
    table::print(&outcomes);
    ExitCode::from(u8::from(outcomes.iter().any(|outcome| !outcome.failures.is_empty())))
}

/// Runs all of it again where mounts are seen by nobody else and go when it ends, however it ends. None if this is that
/// run, or if there can be none: then a row that mounts says so.
fn in_own_mounts(arguments: &[String]) -> Option<ExitCode> {
    const MARK: &str = "FAULTS_IN_OWN_MOUNTS";
    if std::env::var_os(MARK).is_some() {
        return None;
    }
    let can = std::process::Command::new("unshare").args(["-m", "true"]).output();
    if !can.is_ok_and(|output| output.status.success()) {
        return None;
    }
    let mut command = std::process::Command::new("unshare");
    command.arg("-m").arg(std::env::current_exe().ok()?).args(arguments).env(MARK, "1");
    let status = command.status().ok()?;
    Some(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
