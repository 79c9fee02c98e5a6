//! A filter that is typed, kept and restored.

use super::ROADMAP;
use super::harness::Run;

#[test]
fn a_filter_is_kept_until_the_next_run_and_not_one_begun_afresh() {
    let mut run = Run::new(ROADMAP).start();
    run.wait_for("Streams");
    run.press("fst\topen\x1b[D\x1b[C event");
    run.wait_for("state:open event · 1 of 4");
    run.wait_until("only what it leaves", |screen, _| !screen.contents().contains("Streams"));
    run.press("\r");
    run.wait_until("the prompt closed", |screen, _| !screen.contents().contains("go back"));
    run.press("q");
    assert_eq!(run.ended(), "0");

    let mut run = run.again();
    run.wait_for("state:open event · 1 of 4");
    run.wait_for("filtered as it was left: 1 of 4");
    run.wait_for("esc show all");
    assert!(!run.contents().contains("Streams"), "{}", run.contents());
    // A tick is the one of the row that is shown.
    run.press(" ");
    run.wait_until("the tick", |_, text| text == ROADMAP.replace("[ ] Event", "[x] Event"));
    run.press("u");
    run.wait_until("the first bytes", |_, text| text == ROADMAP);
    run.press("q");
    assert_eq!(run.ended(), "0");

    let mut run = run.again_afresh();
    run.wait_for("Streams");
    assert!(!run.contents().contains("state:open"), "{}", run.contents());
    run.press("q");
    assert_eq!(run.ended(), "0");
    run.assert_given_back();
}

#[test]
fn a_filter_that_is_given_up_is_not_kept() {
    let mut run = Run::new(ROADMAP).start();
    run.wait_for("Streams");
    run.press("f\r");
    run.wait_for("state:open · 3 of 4");
    run.press("fnone");
    run.wait_for("no item is like that");
    // Esc alone: what follows would make another key of it.
    run.press("\x1b");
    run.wait_for("state:open · 3 of 4");
    run.press("\x1b");
    run.wait_for("Streams");
    run.press("q");
    assert_eq!(run.ended(), "0");
    let mut run = run.again();
    run.wait_for("Streams");
    run.press("q");
    assert_eq!(run.ended(), "0");
}
