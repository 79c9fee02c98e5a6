//! Signals at random moments, a window whose size never rests, a standard input that is closed, a terminal that can show
//! nothing: the file is the old or the new one, and the terminal is as it was before.

use std::time::Duration;

use crate::table::{Outcome, Scale};
use crate::terminal::{Run, Running, Signal};
use crate::ticking::{Dice, item, left_beside, n_shown, open, roadmap, settle};

const PROMISE: &str = "10 file and terminal stay sane";
const N_ITEMS: usize = 40;
/// The longest time from the key to the signal, in milliseconds: a save is over before.
const LONGEST: u64 = 60;

/// A signal that comes so and so often, and by which name the program then ends.
struct Kind {
    signal: Signal,
    name: &'static str,
    n_cases: usize,
}

const KINDS: [Kind; 4] = [
    Kind { signal: Signal::KILL, name: "Killed", n_cases: 500 },
    Kind { signal: Signal::TERM, name: "Terminated", n_cases: 100 },
    Kind { signal: Signal::HUP, name: "Hangup", n_cases: 100 },
    Kind { signal: Signal::INT, name: "Interrupt", n_cases: 100 },
];

pub(crate) fn run(scale: Scale) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = KINDS.iter().map(|kind| signals(kind, scale)).collect();
    outcomes.push(resizes(scale));
    outcomes.push(without_terminal());
    outcomes
}

fn signals(kind: &Kind, scale: Scale) -> Outcome {
    let mut outcome = Outcome::new(format!("{PROMISE}: {} while saving", kind.name));
    let cases = scale.sample((0..kind.n_cases).collect(), 25);
    outcome.try_all(&cases, |nth| signal(kind, *nth));
    outcome
}

/// Sends the signal at some moment after a tick, and starts the program once more.
fn signal(kind: &Kind, nth: usize) -> Result<(), String> {
    let before = roadmap(N_ITEMS);
    let after = before.replacen("[ ]", "[x]", 1);
    let mut running = open(&before);
    running.press(" ");
    Dice::new(nth as u64 + 1).pause(LONGEST);
    running.send(kind.signal);
    let ended = running.ended();
    if ended != kind.name {
        return Err(format!("it ended by {ended}:\n{}", running.contents()));
    }
    let text = running.text();
    if text != before && text != after {
        return Err(format!("damaged:\n{text}"));
    }
    if kind.signal != Signal::KILL {
        running.assert_given_back();
        left_beside(&running).into_iter().next().map_or(Ok(()), Err)?;
    }
    let mut again = running.again();
    again.wait_until("the panes", |screen, _| screen.alternate_screen());
    again.wait_for("item 0.");
    again.press("q");
    let ended = again.ended();
    if ended != "0" || again.text() != text {
        return Err(format!("the next run ends with {ended}, and leaves:\n{}", again.text()));
    }
    left_beside(&again).into_iter().next().map_or(Ok(()), Err)
}

/// A case is a resize; ticks go on meanwhile.
fn resizes(scale: Scale) -> Outcome {
    let mut outcome = Outcome::new(format!("{PROMISE}: resizes"));
    let n_cases = if scale == Scale::Full { 1000 } else { 50 };
    let mut running = open(&roadmap(N_ITEMS));
    let mut dice = Dice::new(23);
    let mut size = |least: u64, most: u64| u16::try_from(least + dice.below(most - least)).unwrap();
    for nth in 0..n_cases {
        running.resize(size(3, 70), size(8, 240));
        if nth % (n_cases / N_ITEMS) == 0 && nth / (n_cases / N_ITEMS) < N_ITEMS {
            running.press(" j");
        }
        std::thread::sleep(Duration::from_millis(u64::from(size(0, 8))));
    }
    running.resize(30, 110);
    settle(&mut running);
    let expected: String = (0..N_ITEMS).map(|nth| item(nth).replace("[ ]", "[x]") + "\n").collect();
    let is_whole = running.text() == expected && n_shown(&running) == Some(N_ITEMS);
    let seen = format!("after the storm:\n{}\n{}", running.contents(), running.text());
    running.press("q");
    let ended = running.ended();
    running.assert_given_back();
    outcome.add(if is_whole && ended == "0" { Ok(()) } else { Err(format!("ended with {ended}, {seen}")) });
    outcome.cases = n_cases;
    outcome
}

/// What is shown so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// The panes, or nothing but an end.
    Any,
    Walk,
    /// Nobody could answer.
    Neither,
}

/// What the shell starts, and whether panes or the walk can be shown so.
fn without_terminal() -> Outcome {
    let mut outcome = Outcome::new(format!("{PROMISE}: standard input closed, `TERM=dumb`"));
    for (before, redirected, shown) in [
        ("", "<&-", Shown::Any),
        ("", "</dev/null", Shown::Any),
        ("", "<&- >&-", Shown::Neither),
        ("TERM=dumb", "", Shown::Walk),
        ("TERM=dumb", "<&-", Shown::Neither),
        ("TERM=", "", Shown::Walk),
    ] {
        let mut running = Run::new(&roadmap(N_ITEMS)).in_shell();
        running.wait_for("$");
        running.press(&format!("{before} $MILEPOST roadmap.md {redirected}; echo ended with $?.\r"));
        outcome.add(check_started(&mut running, shown).map_err(|failure| {
            format!("{before} milepost roadmap.md {redirected}: {failure}\n{}", running.contents())
        }));
    }
    outcome
}

fn check_started(running: &mut Running, shown: Shown) -> Result<(), String> {
    let has_ended =
        |screen: &vt100::Screen| (0..3).any(|n| screen.contents().contains(&format!("with {n}.")));
    let is_asked = |screen: &vt100::Screen| screen.contents().trim_end().ends_with("roadmap>");
    running.wait_until("panes, the walk or an end", |screen, _| {
        screen.alternate_screen() || is_asked(screen) || has_ended(screen)
    });
    let has_walk = running.screen(is_asked);
    let has_panes = running.screen(vt100::Screen::alternate_screen);
    if has_panes {
        running.wait_for("item 0.");
        running.press(" ");
        running.wait_until("the tick", |_, text| text.starts_with("- [x] "));
        running.press("q");
        running.wait_for("ended with 0.");
    }
    if has_walk {
        running.press("1\r");
        running.press("tick 1\r");
        running.wait_until("the tick", |_, text| text.starts_with("- [x] "));
        running.press("quit\r");
        running.wait_for("ended with 0.");
    }
    if has_panes && shown != Shown::Any || has_walk != (shown == Shown::Walk) {
        return Err(format!("panes: {has_panes}, walk: {has_walk}"));
    }
    if !has_panes && !has_walk && running.text() != roadmap(N_ITEMS) {
        return Err("the file is another".to_owned());
    }
    running.assert_given_back();
    // The shell goes on in a sane terminal: what is typed is seen.
    running.press("echo still here\r");
    running.wait_for("echo still here");
    Ok(())
}
