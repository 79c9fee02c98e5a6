//! Other programs write the file while milepost ticks in it: each of their lines is there in the end, once, and no line
//! that nobody wrote.
//!
//! What another program read before a tick and writes after it is without the tick; that is its doing. Only where the
//! others merely add to the file must every tick be there as well.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::desk::can;
use crate::table::{Outcome, Scale};
use crate::ticking::{
    Dice, differences, item, left_beside, open, path_of, roadmap, settle, ticks_lost, unticked, while_ticking,
};

const PROMISE: &str = "4 another program's words are never overwritten";
const N_ITEMS: usize = 400;
/// The second look at a file that was replaced comes 10 ms later. A line whose program took longer than that from opening
/// the file to writing it, as the machine was busy, is beyond what is promised.
const PROMISED: Duration = Duration::from_millis(8);

/// A program that adds a line to the file.
struct Writer {
    name: &'static str,
    n_lines: usize,
    /// For a quick run.
    n_quick: usize,
    /// What must be there to run it.
    needs: &'static str,
    /// Tells for how long it had the file open before it wrote, if that is known.
    add: fn(&Path, &str) -> Result<Duration, String>,
    /// Whether it takes no tick away, whenever it comes.
    is_blind: bool,
}

const WRITERS: [Writer; 7] = [
    Writer { name: "an appender", n_lines: 3000, n_quick: 200, needs: "", add: append, is_blind: true },
    Writer {
        name: "an in-place rewriter",
        n_lines: 1500,
        n_quick: 100,
        needs: "",
        add: rewrite,
        is_blind: false,
    },
    Writer {
        name: "a renaming rewriter",
        n_lines: 1500,
        n_quick: 100,
        needs: "",
        add: rename,
        is_blind: false,
    },
    Writer { name: "vim", n_lines: 200, n_quick: 5, needs: "vim", add: vim, is_blind: false },
    Writer { name: "nvim", n_lines: 200, n_quick: 5, needs: "nvim", add: nvim, is_blind: false },
    Writer { name: "emacs", n_lines: 200, n_quick: 3, needs: "emacs", add: emacs, is_blind: false },
    Writer { name: "`sed -i`", n_lines: 200, n_quick: 10, needs: "sed", add: sed, is_blind: false },
];

pub(crate) fn run(scale: Scale) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = WRITERS.iter().map(|writer| writes(writer, scale)).collect();
    outcomes.push(checkouts(scale));
    outcomes
}

fn is_here(command: &str) -> bool {
    command.is_empty() || can("sh", &["-c", &format!("command -v {command}")])
}

/// A case is a line.
fn writes(writer: &Writer, scale: Scale) -> Outcome {
    let promise = format!("{PROMISE}: {}", writer.name);
    if !is_here(writer.needs) {
        return Outcome::not_run(promise, format!("all of it: {} is not here", writer.needs));
    }
    let n_lines = if scale == Scale::Full { writer.n_lines } else { writer.n_quick };
    let mut running = open(&roadmap(N_ITEMS));
    let path = path_of(&running);
    let line = |nth: usize| format!("words {nth} of another program");
    let add_all = || {
        let mut dice = Dice::new(3);
        let (mut failures, mut late) = (Vec::new(), Vec::new());
        for nth in 0..n_lines {
            dice.pause(12);
            match (writer.add)(&path, &line(nth)) {
                Ok(held_open) if held_open > PROMISED => late.push(line(nth)),
                Ok(_) => {}
                Err(failure) => failures.push(failure),
            }
        }
        (failures, late)
    };
    let ticked = while_ticking(&mut running, N_ITEMS, |_| {}, add_all);
    settle(&mut running);
    let text = running.text();
    let (mut failures, late) = ticked.others;
    let lost = differences(&text, (0..N_ITEMS).map(item).chain((0..n_lines).map(line)));
    let (beyond, lost): (Vec<String>, Vec<String>) =
        lost.into_iter().partition(|lost| late.iter().any(|line| lost.contains(&format!("{line:?}"))));
    failures.extend(lost);
    if writer.is_blind {
        failures.extend(ticks_lost(&text, ticked.n_pressed));
    }
    if !text.contains("[x]") {
        failures.push("milepost ticked nothing meanwhile".to_owned());
    }
    eprintln!("faults: {}: {} keys, {} ticks", writer.name, ticked.n_pressed, text.matches("[x]").count());
    running.press("q");
    running.ended();
    failures.extend(left_beside(&running));
    let mut outcome = Outcome { cases: n_lines - beyond.len(), failures, ..Outcome::new(promise) };
    if !beyond.is_empty() {
        let n_beyond = beyond.len();
        outcome
            .leave_out(&format!("{n_beyond} lines: the machine was busy while the writer had the file open"));
    }
    outcome
}

/// As `echo words >>roadmap.md`.
fn append(path: &Path, line: &str) -> Result<Duration, String> {
    let started = Instant::now();
    let file = OpenOptions::new().append(true).open(path);
    let write = |mut file: File| file.write_all(format!("{line}\n").as_bytes());
    file.and_then(write).map_err(|error| error.to_string())?;
    Ok(started.elapsed())
}

fn with_line(path: &Path, line: &str) -> Result<String, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    Ok(format!("{text}{line}\n"))
}

/// Reads the file, empties it and writes it in two pieces.
fn rewrite(path: &Path, line: &str) -> Result<Duration, String> {
    let text = with_line(path, line)?;
    let started = Instant::now();
    let write = |mut file: File| {
        let (first, second) = text.as_bytes().split_at(text.len() / 2);
        file.write_all(first)?;
        file.write_all(second)
    };
    File::create(path).and_then(write).map_err(|error| error.to_string())?;
    Ok(started.elapsed())
}

/// Reads the file, writes another beside it and renames that.
fn rename(path: &Path, line: &str) -> Result<Duration, String> {
    let text = with_line(path, line)?;
    let beside = path.with_extension("new");
    fs::write(&beside, text).and_then(|()| fs::rename(&beside, path)).map_err(|error| error.to_string())?;
    Ok(Duration::ZERO)
}

/// Runs a program that is to end well, with nothing to read and nobody to ask. How long it is held up while it has the
/// file open is not seen; for how long anything waited for a core meanwhile is.
fn program(command: &mut Command, path: &Path) -> Result<Duration, String> {
    let command = command.arg(path).stdin(Stdio::null()).env("HOME", path.parent().unwrap());
    let before = waited_for_cores();
    let output = command.output().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(waited_for_cores().saturating_sub(before));
    }
    Err(format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr)))
}

/// With `!`, as nobody is there to be asked whether a file that changed since it was read is to be written.
fn vim_commands(line: &str) -> [String; 4] {
    ["-c".to_owned(), format!("call append('$', '{line}') | write!"), "-c".to_owned(), "quit!".to_owned()]
}

fn vim(path: &Path, line: &str) -> Result<Duration, String> {
    let mut command = Command::new("vim");
    program(command.args(["-Nu", "NONE", "-i", "NONE", "-n", "-es"]).args(vim_commands(line)), path)
}

fn nvim(path: &Path, line: &str) -> Result<Duration, String> {
    let mut command = Command::new("nvim");
    command.args(["--headless", "-u", "NONE", "-i", "NONE", "-n", "-es"]);
    program(command.args(vim_commands(line)), path)
}

/// For how long, since the machine was started, some process had no core to run on (Linux's pressure stall information).
fn waited_for_cores() -> Duration {
    let pressure = fs::read_to_string("/proc/pressure/cpu").unwrap_or_default();
    let total = pressure.lines().next().and_then(|some| some.rsplit_once("total=")?.1.parse().ok());
    Duration::from_micros(total.unwrap_or_default())
}

/// Asks before it writes over a change, and fails as nobody answers: then it is run again.
fn emacs(path: &Path, line: &str) -> Result<Duration, String> {
    const MOST_TRIES: usize = 20;
    let expression = format!(
        "(progn (find-file (pop command-line-args-left)) (goto-char (point-max)) (insert \"{line}\\n\") \
         (let ((make-backup-files nil) (create-lockfiles nil)) (save-buffer)))"
    );
    let once = || program(Command::new("emacs").args(["-Q", "--batch", "--eval", &expression]), path);
    (1..MOST_TRIES).fold(once(), |done, _| done.or_else(|_| once()))
}

fn sed(path: &Path, line: &str) -> Result<Duration, String> {
    program(Command::new("sed").args(["-i", &format!("$a {line}")]), path)
}

/// A case is a version: some milliseconds after it was checked out, the file is just that, but for ticks.
fn checkouts(scale: Scale) -> Outcome {
    let promise = format!("{PROMISE}: `git checkout`");
    if !is_here("git") {
        return Outcome::not_run(promise, "all of it: git is not here");
    }
    let n_cases = if scale == Scale::Full { 200 } else { 6 };
    let versions = ["one", "two"].map(|name| format!("{}\nThe version {name}.\n", roadmap(N_ITEMS)));
    let mut running = open(&versions[0]);
    let path = path_of(&running);
    let git = |arguments: &[&str]| {
        let home = path.parent().unwrap();
        let mut command = Command::new("git");
        command.current_dir(home).env("HOME", home).args(["-c", "user.name=a", "-c", "user.email=a@b"]);
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "-q"]);
    for (name, text) in ["one", "two"].iter().zip(&versions) {
        git(&["checkout", "-q", "--orphan", name]);
        fs::write(&path, text).unwrap();
        git(&["add", "roadmap.md"]);
        git(&["commit", "-q", "-m", name]);
    }
    let ticked = while_ticking(
        &mut running,
        N_ITEMS,
        |_| {},
        || {
            let mut dice = Dice::new(7);
            let mut failures = Vec::new();
            for nth in 0..n_cases {
                dice.pause(12);
                git(&["checkout", "-q", "-f", ["one", "two"][nth % 2]]);
                // A second look that brings words back takes its time.
                std::thread::sleep(Duration::from_millis(30 + dice.below(30)));
                let text = fs::read_to_string(&path).unwrap_or_default();
                if unticked(&text) != versions[nth % 2] {
                    failures.push(format!("checkout {nth} is not what is there: {text}"));
                }
            }
            failures
        },
    );
    settle(&mut running);
    let text = running.text();
    let mut failures = ticked.others;
    if unticked(&text) != versions[(n_cases - 1) % 2] {
        failures.push(format!("the last checkout is not what is there: {text}"));
    }
    running.press("q");
    running.ended();
    failures.extend(left_beside(&running));
    Outcome { cases: n_cases, failures, ..Outcome::new(promise) }
}
