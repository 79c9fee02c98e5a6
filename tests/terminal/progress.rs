//! The Progress tab in a real terminal.

use super::ROADMAP;
use super::harness::Run;

#[test]
fn a_tick_is_seen_in_the_progress_over_time_and_what_is_next_is_gone_to() {
    let mut run = Run::new(ROADMAP).start();
    run.wait_for("Modules");
    run.press(" ");
    run.wait_for("1 byte");
    run.press("3");
    run.wait_for("Burn-up");
    run.wait_for("2 of 4 done");
    run.press("\r");
    run.wait_for("1 Roadmap");
    run.wait_for("line 6");
    run.press("3q");
    assert_eq!(run.ended(), "0");
    // The tab that was shown is shown again, with what is known.
    let mut run = run.again();
    run.wait_for("2 of 4 done");
    run.press("q");
    assert_eq!(run.ended(), "0");
    run.assert_given_back();
}
