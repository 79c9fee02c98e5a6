//! What came of a promise: how many cases were tried, which failed, and what could not be tried here and why; as a table.
//!
//! Knows no promise.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many cases are run at once: most of them wait for the disk, and others use the machine too.
const N_AT_ONCE: usize = 2;
/// How many failures of one promise are told in full.
const N_TOLD: usize = 10;

/// How much is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    /// All that there is: the figures of the README.
    Full,
    /// A sample of everything, for every change.
    Quick,
}

/// What came of one promise.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// As the table says it.
    pub(crate) promise: String,
    pub(crate) cases: usize,
    /// Each with its case and what was seen.
    pub(crate) failures: Vec<String>,
    /// What could not be run here, and why: one line.
    pub(crate) not_run: Option<String>,
}

impl Scale {
    /// As the variable `FAULTS` says: `quick`, else everything.
    pub(crate) fn from_env() -> Self {
        if std::env::var("FAULTS").is_ok_and(|value| value == "quick") { Self::Quick } else { Self::Full }
    }

    /// Every case, or each `nth` alone.
    pub(crate) fn sample<T>(self, cases: Vec<T>, nth: usize) -> Vec<T> {
        match self {
            Self::Full => cases,
            Self::Quick => cases.into_iter().step_by(nth).collect(),
        }
    }
}

impl Outcome {
    pub(crate) fn new(promise: impl Into<String>) -> Self {
        Self { promise: promise.into(), cases: 0, failures: Vec::new(), not_run: None }
    }

    /// A promise of which nothing can be tried here.
    pub(crate) fn not_run(promise: impl Into<String>, why: impl Into<String>) -> Self {
        Self { not_run: Some(why.into()), ..Self::new(promise) }
    }

    /// Adds a case; its failure says which it was and what was seen.
    pub(crate) fn add(&mut self, result: Result<(), String>) {
        self.cases += 1;
        self.failures.extend(result.err());
    }

    /// Says what else could not be run, once.
    pub(crate) fn leave_out(&mut self, why: &str) {
        match &mut self.not_run {
            Some(told) if told.contains(why) => {}
            Some(told) => *told = format!("{told}; {why}"),
            none => *none = Some(why.to_owned()),
        }
    }

    /// Tries cases, a few at once; one that panics has failed.
    pub(crate) fn try_all<T: Sync + std::fmt::Debug>(
        &mut self,
        cases: &[T],
        check: impl Fn(&T) -> Result<(), String> + Sync,
    ) {
        let next = AtomicUsize::new(0);
        let results = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for _ in 0..N_AT_ONCE {
                scope.spawn(|| {
                    while let Some(case) = cases.get(next.fetch_add(1, Ordering::SeqCst)) {
                        let checked = std::panic::AssertUnwindSafe(|| check(case));
                        let result = std::panic::catch_unwind(checked)
                            .unwrap_or_else(|panic| Err(words_of(&*panic)))
                            .map_err(|failure| format!("{case:?}: {failure}"));
                        results.lock().unwrap().push(result);
                    }
                });
            }
        });
        for result in results.into_inner().unwrap() {
            self.add(result);
        }
    }
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let words = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    words.unwrap_or("it panicked").to_owned()
}

/// Prints the table, and below it what failed.
pub(crate) fn print(outcomes: &[Outcome]) {
    println!("| promise | cases | failures | not run here, and why |");
    println!("|---|--:|--:|---|");
    for Outcome { promise, cases, failures, not_run } in outcomes {
        println!("| {promise} | {cases} | {} | {} |", failures.len(), not_run.as_deref().unwrap_or_default());
    }
    for Outcome { promise, failures, .. } in outcomes.iter().filter(|outcome| !outcome.failures.is_empty()) {
        println!("\n{promise}:");
        for failure in failures.iter().take(N_TOLD) {
            println!("- {failure}");
        }
        if failures.len() > N_TOLD {
            println!("- and {} more", failures.len() - N_TOLD);
        }
    }
}
