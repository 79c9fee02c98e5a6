//! Several mileposts have one file open and tick in it at once, each other items: all ticks are there in the end, and on
//! every screen.

use std::time::{Duration, Instant};

use crate::table::{Outcome, Scale};
use crate::terminal::Running;
use crate::ticking::{Dice, differences, item, left_beside, n_shown, open, roadmap, settle, ticks_lost};

/// How many items each of them gets.
const N_TICKS: usize = 200;

pub(crate) fn run(scale: Scale) -> Vec<Outcome> {
    let (most, n_ticks) = if scale == Scale::Full { (6, N_TICKS) } else { (3, 12) };
    let mut outcome = Outcome::new("14 several mileposts share a file: 2 to 6 at once, all ticks are there");
    for n_mileposts in 2..=most {
        let failures = together(n_mileposts, n_ticks);
        outcome.cases += n_ticks;
        outcome
            .failures
            .extend(failures.into_iter().map(|failure| format!("{n_mileposts} at once: {failure}")));
    }
    vec![outcome]
}

/// Has so many mileposts tick so many items, each a run of its own; what is wrong then.
fn together(n_mileposts: usize, n_ticks: usize) -> Vec<String> {
    let first = open(&roadmap(n_ticks));
    let mut others: Vec<Running> = (1..n_mileposts).map(|_| first.again()).collect();
    others.iter().for_each(|running| running.wait_for("item 0."));
    let mut all = vec![first];
    all.append(&mut others);
    std::thread::scope(|scope| {
        for (nth, running) in all.iter_mut().enumerate() {
            let part = nth * n_ticks / n_mileposts..(nth + 1) * n_ticks / n_mileposts;
            scope.spawn(move || {
                let mut dice = Dice::new(nth as u64 + 1);
                running.press(&"j".repeat(part.start));
                for _ in part {
                    running.press(" j");
                    dice.pause(150);
                }
            });
        }
    });
    all.iter_mut().for_each(settle);
    let text = all[0].text();
    let mut failures = differences(&text, (0..n_ticks).map(item));
    failures.extend(ticks_lost(&text, n_ticks));
    let is_shown = |running: &&mut Running| {
        n_shown(running) == Some(n_ticks) && running.contents().contains(&format!("{n_ticks}/{n_ticks}"))
    };
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(2) && !all.iter_mut().all(|running| is_shown(&running)) {
        std::thread::sleep(Duration::from_millis(20));
    }
    for running in &mut all {
        if !is_shown(&running) {
            failures.push(format!("a screen is not of the file:\n{}", running.contents()));
        }
        running.press("q");
        running.ended();
    }
    failures.extend(left_beside(&all[0]));
    failures
}
