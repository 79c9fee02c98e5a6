//! Another program empties the file and writes it anew in pieces, and may take its time between them, while milepost ticks:
//! a piece is never shown as the file, and never what a tick is made on, so that every rewrite is whole in the end.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::table::{Outcome, Scale};
use crate::terminal::Running;
use crate::ticking::{Dice, left_beside, n_shown, open, path_of, roadmap, settle, unticked, while_ticking};

/// Files at once: all that they do is wait.
const N_FILES: usize = 8;
const N_ITEMS: usize = 400;
/// No version has fewer.
const N_LEAST: usize = 340;
/// The longest pause between two pieces, in milliseconds.
const LONGEST_PAUSE: u64 = 200;
/// A machine that is busy lets a program sleep for longer than it asked. Beyond this nothing is promised.
const PROMISED: Duration = Duration::from_millis(350);

pub(crate) fn run(scale: Scale) -> Vec<Outcome> {
    const PROMISE: &str = "5 a half-written file is never taken for the truth: pauses of 0\u{2013}200 ms";
    let n_cases = if scale == Scale::Full { 1000 } else { 16 };
    let mut outcome = Outcome::new(PROMISE);
    let parts: Vec<(usize, Vec<Result<(), String>>)> = std::thread::scope(|scope| {
        let parts: Vec<_> =
            (0..N_FILES).map(|part| scope.spawn(move || rewrites(part, n_cases / N_FILES))).collect();
        parts.into_iter().map(|part| part.join().unwrap()).collect()
    });
    let mut n_late = 0;
    for (late, results) in parts {
        n_late += late;
        results.into_iter().for_each(|result| outcome.add(result));
    }
    if n_late > 0 {
        outcome.leave_out(&format!("{n_late} rewrites: the machine held the writer up for too long"));
    }
    vec![outcome]
}

/// Rewrites one file so many times; how many took longer than is promised, and what came of the others.
fn rewrites(part: usize, n_cases: usize) -> (usize, Vec<Result<(), String>>) {
    let mut running = open(&roadmap(N_ITEMS));
    let path = path_of(&running);
    let mut n_late = 0;
    let mut halves_shown = Vec::new();
    let look = |running: &Running| {
        if n_shown(running).is_none_or(|n_items| n_items < N_LEAST) {
            halves_shown.push(format!("a piece is shown:\n{}", running.contents()));
        }
    };
    let ticked = while_ticking(&mut running, N_ITEMS, look, || {
        let mut dice = Dice::new(part as u64 + 11);
        let mut results = Vec::new();
        for nth in 0..n_cases {
            // Every second one has other words below each item, and they grow and shrink.
            let text = text_of(part, nth);
            let longest = rewrite(&path, &text, &mut dice);
            // Sometimes long enough that a tick can be saved meanwhile.
            sleep(Duration::from_millis(20 + dice.below(900)));
            let now = fs::read_to_string(&path).unwrap_or_default();
            if longest > PROMISED {
                n_late += 1;
            } else if unticked(&now) == text {
                results.push(Ok(()));
            } else {
                results
                    .push(Err(format!("rewrite {nth} of {} bytes is not what is there: {now}", text.len())));
            }
        }
        results
    });
    settle(&mut running);
    let mut results = ticked.others;
    let text = text_of(part, n_cases - 1);
    if unticked(&running.text()) != text {
        results.push(Err(format!("the last rewrite is not what is there: {}", running.text())));
    }
    halves_shown.dedup();
    results.extend(halves_shown.into_iter().map(Err));
    results.extend(shows(&running).err().map(Err));
    running.press("q");
    running.ended();
    results.extend(left_beside(&running).into_iter().map(Err));
    (n_late, results)
}

/// The screen is of the file: as many items.
fn shows(running: &Running) -> Result<(), String> {
    let n_items = running.text().lines().filter(|line| line.starts_with("- [")).count();
    if n_shown(running) == Some(n_items) {
        Ok(())
    } else {
        Err(format!("not {n_items}:\n{}", running.contents()))
    }
}

fn text_of(part: usize, nth: usize) -> String {
    let text = roadmap(N_ITEMS - (nth * 7) % (N_ITEMS - N_LEAST));
    if nth.is_multiple_of(2) {
        text
    } else {
        text.replace(".\n", &format!(".\n  words of version {part}.{nth}\n"))
    }
}

/// Empties the file and writes it in pieces that end anywhere; how long the longest pause was.
fn rewrite(path: &Path, text: &str, dice: &mut Dice) -> Duration {
    let mut file = File::create(path).unwrap();
    let mut rest = text.as_bytes();
    let mut longest = Duration::ZERO;
    while !rest.is_empty() {
        let last = Instant::now();
        dice.pause(LONGEST_PAUSE);
        let n_bytes = usize::try_from(dice.below(text.len() as u64)).unwrap() + 1;
        let (piece, after) = rest.split_at(n_bytes.min(rest.len()));
        file.write_all(piece).unwrap();
        longest = longest.max(last.elapsed());
        rest = after;
    }
    longest
}
