//! No file hangs or crashes the program: the first frame is there within a second, every tab can be shown, memory is
//! bounded by the file's size, and it ends well; so do the commands.
//!
//! The seconds are the processor's, of all threads, so that what else the machine does makes no difference, and they are
//! those of the released program, which `MILEPOST_PROGRAM=target/release/milepost` has run here. A build for debugging
//! takes ten times as long: it is given ten times as much, and the two smaller sizes.

use std::fs::{self, File};
use std::os::unix::process::ExitStatusExt as _;
use std::process::Command;
use std::sync::Mutex;

use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

use crate::bombs::{Bomb, bombs};
use crate::desk::program;
use crate::table::{Outcome, Scale};
use crate::terminal::Run;

/// In milliseconds of a released program, until the first frame.
const FIRST: u64 = 1_000;
/// Until a tab is shown that was not shown before, and until a command has answered.
const LATER: u64 = 3_000;
/// What is held at most: so much, and so many times the file.
const MEMORY_MB: usize = 64;
const TIMES_THE_FILE: usize = 40;
/// What threads and the allocator set aside without using it, which counts where the system holds a command to a limit.
const SET_ASIDE_MB: usize = 1_024;

/// Each with the file as its second argument.
const COMMANDS: &[&[&str]] = &[
    &["status"],
    &["status", "--json"],
    &["list"],
    &["list", "--all", "--json"],
    &["show", ":1"],
    &["next"],
    &["matrix", "--plain"],
    &["gap", "--plain"],
    &["links", "--plain"],
    &["journal", "--plain"],
    &["check", "--plain"],
    &["tick", "--dry-run", "item"],
    &["tick", "--dry-run", ":1"],
];

/// The most that was seen, and of what.
#[derive(Default)]
struct Most {
    first_ms: (u64, String),
    tab_ms: (u64, String),
    answer_ms: (u64, String),
    memory_mb: (usize, String),
}

pub(crate) fn run(scale: Scale) -> Vec<Outcome> {
    let most = Mutex::new(Most::default());
    let mut bombs = bombs();
    if !is_released() {
        bombs.retain(|bomb| !bomb.is_largest);
    }
    let cases = scale.sample(bombs, 7);
    let mut panes = Outcome::new("");
    panes.try_all(&cases, |bomb| in_panes(bomb, &most));
    let mut commands = Outcome::new("");
    let asked = cases.iter().flat_map(|bomb| COMMANDS.iter().map(move |command| (bomb, *command)));
    commands.try_all(&asked.collect::<Vec<_>>(), |(bomb, command)| by_command(bomb, command, &most));
    let most = most.into_inner().unwrap();
    panes.promise = format!(
        "9 no file hangs or crashes the panes (first frame at most {} ms: {}; a tab {} ms: {}; memory {} MB: {})",
        most.first_ms.0, most.first_ms.1, most.tab_ms.0, most.tab_ms.1, most.memory_mb.0, most.memory_mb.1
    );
    commands.promise =
        format!("9 nor the commands (an answer at most {} ms: {})", most.answer_ms.0, most.answer_ms.1);
    vec![panes, commands]
}

fn is_released() -> bool {
    !cfg!(debug_assertions) || std::env::var_os("MILEPOST_PROGRAM").is_some()
}

/// What a program as it is built here may take for what takes a released one so long.
fn given(ms: u64) -> u64 {
    if is_released() { ms } else { 10 * ms }
}

fn in_panes(bomb: &Bomb, most: &Mutex<Most>) -> Result<(), String> {
    let text = bomb.text();
    let mut run = Run::new(&text).start();
    run.wait_until_written("the first frame", |written| has(written, "Resources"));
    let first_ms = processor_ms(run.process());
    let mut tab_ms = 0;
    for tab in ["2", "3", "4", "5", "1"] {
        let n_erased = run.written(n_erased);
        let before = processor_ms(run.process());
        run.press(tab);
        run.press("\x0c");
        run.wait_until_written(tab, |written| self::n_erased(written) > n_erased);
        tab_ms = tab_ms.max(processor_ms(run.process()) - before);
    }
    let memory_mb = most_memory_kb(run.process()) / 1024;
    run.press("q");
    let ended = run.ended();
    {
        let mut most = most.lock().unwrap();
        see(&mut most.first_ms, first_ms, bomb);
        see(&mut most.tab_ms, tab_ms, bomb);
        see(&mut most.memory_mb, memory_mb, bomb);
    }
    let mut failures = Vec::new();
    if first_ms > given(FIRST) {
        failures.push(format!("the first frame after {first_ms} ms"));
    }
    if tab_ms > given(LATER) {
        failures.push(format!("a tab after {tab_ms} ms"));
    }
    if memory_mb > allowed_mb(&text) {
        failures.push(format!("{memory_mb} MB for {} bytes", text.len()));
    }
    if ended != "0" {
        failures.push(format!("ended with {ended}"));
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join(", ")) }
}

/// Runs a command that the system holds to the memory and the time that it may take.
fn by_command(bomb: &Bomb, command: &[&str], most: &Mutex<Most>) -> Result<(), String> {
    let home = tempfile::tempdir().unwrap();
    let text = bomb.text();
    fs::write(home.path().join("roadmap.md"), &text).unwrap();
    let limit_kb = (allowed_mb(&text) + SET_ASIDE_MB) * 1024;
    // One that hangs is ended a while after it has failed.
    let limit_s = 2 * given(LATER) / 1_000;
    let (output, errors) = (home.path().join("output"), home.path().join("errors"));
    let mut process = Command::new("sh")
        .args(["-c", &format!("ulimit -v {limit_kb} && ulimit -t {limit_s} && exec \"$0\" \"$@\"")])
        .arg(program())
        .args([&command[..1], &["-f", "roadmap.md"], &command[1..]].concat())
        .current_dir(home.path())
        .env_clear()
        .env("MILEPOST_HOME", home.path())
        .stdout(File::create(&output).unwrap())
        .stderr(File::create(&errors).unwrap())
        .spawn()
        .unwrap();
    // Its time is told as long as nobody has asked how it ended.
    let pid = Pid::from_child(&process);
    waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT).unwrap();
    let ms = processor_ms(process.id());
    let status = process.wait().unwrap();
    see(&mut most.lock().unwrap().answer_ms, ms, bomb);
    match status.code() {
        // Wrong usage would be this test's own.
        Some(0 | 1 | 3) if ms <= given(LATER) => Ok(()),
        Some(0 | 1 | 3) => Err(format!("took {ms} ms")),
        code => {
            let told = fs::read_to_string(errors).unwrap_or_default();
            let signal = status.signal();
            Err(format!("ended with {code:?}, {signal:?}: {}", told.chars().take(200).collect::<String>()))
        }
    }
}

fn allowed_mb(text: &str) -> usize {
    MEMORY_MB + TIMES_THE_FILE * text.len() / (1 << 20)
}

fn see<T: PartialOrd>(most: &mut (T, String), seen: T, bomb: &Bomb) {
    if seen > most.0 {
        *most = (seen, bomb.name.to_owned());
    }
}

/// How long a process has kept a processor busy; it may have ended.
fn processor_ms(process: u32) -> u64 {
    // Hundredths of a second everywhere (proc(5), `USER_HZ`).
    const TICK_MS: u64 = 10;
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // Its name, in brackets, may hold anything.
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let ticks = fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap());
    TICK_MS * ticks.sum::<u64>()
}

/// The most memory that a process has held.
fn most_memory_kb(process: u32) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches("kB").trim().parse().unwrap()
}

/// How often the whole screen was erased.
fn n_erased(written: &[u8]) -> usize {
    let erase = b"\x1b[2J";
    written.windows(erase.len()).filter(|window| window == erase).count()
}

fn has(written: &[u8], words: &str) -> bool {
    written.windows(words.len()).any(|window| window == words.as_bytes())
}
