//! Whatever another program does to the file, the screen is of it within two seconds: also when the system tells less than
//! happened, and much more than anybody can look at.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::table::{Outcome, Scale};
use crate::terminal::{Running, Signal};
use crate::ticking::{Dice, n_shown, open, path_of, roadmap};

const PROMISE: &str = "11 every outside change is noticed within two seconds";
const SOON: Duration = Duration::from_secs(2);
const N_ITEMS: usize = 100;
/// More than the system keeps for a program that does not listen.
const N_FLOOD: usize = 10_000;

/// What is done to the file, and how often.
struct Kind {
    name: &'static str,
    n_cases: usize,
    /// For a quick run.
    n_quick: usize,
    change: fn(&Running, &str, &mut Dice),
}

const KINDS: [Kind; 5] = [
    Kind { name: "successive replaces", n_cases: 300, n_quick: 20, change: replace },
    Kind { name: "written in place", n_cases: 300, n_quick: 20, change: write },
    Kind { name: "deleted and created", n_cases: 200, n_quick: 10, change: create_anew },
    Kind { name: "more events than the system keeps", n_cases: 10, n_quick: 1, change: overflow },
    Kind { name: "10,000 events", n_cases: 5, n_quick: 1, change: storm },
];

pub(crate) fn run(scale: Scale) -> Vec<Outcome> {
    KINDS.iter().map(|kind| changes(kind, scale)).collect()
}

fn changes(kind: &Kind, scale: Scale) -> Outcome {
    let mut outcome = Outcome::new(format!("{PROMISE}: {}", kind.name));
    let mut running = open(&roadmap(N_ITEMS));
    let mut dice = Dice::new(17);
    for nth in 0..if scale == Scale::Full { kind.n_cases } else { kind.n_quick } {
        (kind.change)(&running, &text_of(nth), &mut dice);
        outcome.add(is_shown(&running, nth));
        dice.pause(30);
    }
    running.press("q");
    running.ended();
    outcome
}

fn n_items(nth: usize) -> usize {
    N_ITEMS - nth * 7 % 40
}

/// A version that no other is like; some are longer and some shorter than the one before.
fn text_of(nth: usize) -> String {
    format!("# Version {nth}.\n\n{}", roadmap(n_items(nth)))
}

fn is_shown(running: &Running, nth: usize) -> Result<(), String> {
    let started = Instant::now();
    let is_there =
        || running.contents().contains(&format!("Version {nth}. ")) && n_shown(running) == Some(n_items(nth));
    while !is_there() {
        if started.elapsed() > SOON {
            return Err(format!("version {nth} is not shown:\n{}", running.contents()));
        }
        sleep(Duration::from_millis(5));
    }
    Ok(())
}

fn rename_over(path: &Path, text: &str) {
    let beside = path.with_extension("new");
    fs::write(&beside, text).unwrap();
    fs::rename(&beside, path).unwrap();
}

/// Three in a row, of which the last counts.
fn replace(running: &Running, text: &str, dice: &mut Dice) {
    for other in ["- [ ] one\n", "# Another\n", text] {
        rename_over(&path_of(running), other);
        dice.pause(12);
    }
}

fn write(running: &Running, text: &str, _: &mut Dice) {
    running.write(text);
}

fn create_anew(running: &Running, text: &str, dice: &mut Dice) {
    fs::remove_file(path_of(running)).unwrap();
    dice.pause(100);
    running.write(text);
}

/// While the program is stopped it takes no event out of its queue.
fn overflow(running: &Running, text: &str, _: &mut Dice) {
    running.send(Signal::STOP);
    for nth in 0..N_FLOOD {
        let path = running.home().join(format!("flood-{nth}"));
        fs::write(&path, "").unwrap();
        fs::remove_file(&path).unwrap();
    }
    running.write(text);
    running.send(Signal::CONT);
}

fn storm(running: &Running, text: &str, _: &mut Dice) {
    let path = path_of(running);
    for nth in 0..5000 {
        if nth % 2 == 0 {
            rename_over(&path, "- [ ] of the storm\n");
        } else {
            running.write(&format!("{text}- [ ] {nth}\n"));
        }
    }
    running.write(text);
}
