//! A roadmap of many items, and milepost ticking them one after the other in its panes while something else happens.
//!
//! Knows no fault.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use crate::terminal::{Run, Running};

/// The longest pause between two ticks, in milliseconds: so that the keys do not pile up.
const PAUSE: u64 = 120;
/// What is still for so long is done: longer than a save waits for another program.
const STILL: Duration = Duration::from_millis(4000);
/// How long a save that another program's writing made fail is tried again.
const PATIENCE: Duration = Duration::from_secs(120);

/// Numbers that look random, and are the same in every run.
pub(crate) struct Dice(u64);

/// What milepost did meanwhile.
pub(crate) struct Ticked<T> {
    /// How many items were ticked by keys, from the first on.
    pub(crate) n_pressed: usize,
    /// What the others came to.
    pub(crate) others: T,
}

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// One of the numbers below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end
    }

    /// Sleeps for less than this many milliseconds.
    pub(crate) fn pause(&mut self, end: u64) {
        sleep(Duration::from_micros(self.below(end * 1000)));
    }
}

/// The line of an item that is not ticked.
pub(crate) fn item(nth: usize) -> String {
    format!("- [ ] item {nth}.")
}

/// A roadmap of nothing but items.
pub(crate) fn roadmap(n_items: usize) -> String {
    (0..n_items).map(|nth| item(nth) + "\n").collect()
}

/// A text with all boxes empty.
pub(crate) fn unticked(text: &str) -> String {
    text.replace("- [x] ", "- [ ] ")
}

/// Opens a roadmap in the panes.
pub(crate) fn open(text: &str) -> Running {
    let running = Run::new(text).start();
    running.wait_until("the panes", |screen, _| screen.alternate_screen());
    running.wait_for("item 0.");
    running
}

/// Of how many items the screen is, as its first line counts them.
pub(crate) fn n_shown(running: &Running) -> Option<usize> {
    let contents = running.contents();
    let (_, after) = contents.lines().next()?.rsplit_once('/')?;
    after.split_whitespace().next()?.parse().ok()
}

/// The path of an open roadmap.
pub(crate) fn path_of(running: &Running) -> PathBuf {
    running.home().join("roadmap.md")
}

/// Ticks one item after the other, with pauses, until the others are done. `look` looks at the screen after each.
pub(crate) fn while_ticking<T: Send>(
    running: &mut Running,
    n_items: usize,
    mut look: impl FnMut(&Running),
    others: impl FnOnce() -> T + Send,
) -> Ticked<T> {
    let is_done = AtomicBool::new(false);
    let mut dice = Dice::new(5);
    let mut n_pressed = 0;
    let others = scope(|scope| {
        let others = scope.spawn(|| {
            let done = others();
            is_done.store(true, Ordering::SeqCst);
            done
        });
        while !is_done.load(Ordering::SeqCst) && !others.is_finished() {
            if n_pressed < n_items {
                running.press(" j");
                n_pressed += 1;
            }
            look(running);
            dice.pause(PAUSE);
        }
        others.join().unwrap()
    });
    Ticked { n_pressed, others }
}

/// Waits until all that was pressed is in the file or refused for good; tries again what could not be saved.
pub(crate) fn settle(running: &mut Running) {
    let started = Instant::now();
    let mut last = (running.text(), running.contents());
    let (mut quiet_since, mut tried) = (Instant::now(), Instant::now());
    while quiet_since.elapsed() < STILL && started.elapsed() < PATIENCE {
        sleep(Duration::from_millis(50));
        if running.contents().contains("not saved") && tried.elapsed() > Duration::from_secs(1) {
            running.press("R");
            tried = Instant::now();
        }
        let now = (std::fs::read_to_string(path_of(running)).unwrap_or_default(), running.contents());
        if now != last {
            quiet_since = Instant::now();
            last = now;
        }
    }
}

/// What is wrong with a text that is to hold just these lines, each once, in any order and ticked or not: each line that
/// is lost and each that nobody wrote.
pub(crate) fn differences(text: &str, lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut found: HashMap<String, isize> = HashMap::new();
    for line in unticked(text).lines() {
        *found.entry(line.to_owned()).or_default() += 1;
    }
    for line in lines {
        *found.entry(line).or_default() -= 1;
    }
    let told = |(line, n): (String, isize)| match n {
        0 => None,
        ..0 => Some(format!("lost: {line:?}")),
        1.. => Some(format!("nobody wrote it, or not so often: {line:?}")),
    };
    found.into_iter().filter_map(told).collect()
}

/// The items that were ticked by keys and are not in the file.
pub(crate) fn ticks_lost(text: &str, n_pressed: usize) -> Vec<String> {
    let lines: std::collections::HashSet<&str> = text.lines().collect();
    let ticked = (0..n_pressed).map(|nth| item(nth).replace("[ ]", "[x]"));
    ticked.filter(|line| !lines.contains(line.as_str())).map(|line| format!("tick lost: {line:?}")).collect()
}

/// What must not be beside the roadmap any more: files of a save.
pub(crate) fn left_beside(running: &Running) -> Vec<String> {
    let names = std::fs::read_dir(running.home()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.contains("milepost")).map(|name| format!("left beside it: {name}")).collect()
}
