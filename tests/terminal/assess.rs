//! The guided self-assessment on a plain terminal, with a shell around it.

use super::{Run, has_prompt};

const MATRIX: &str = "# M\n\n|Skill|Senior|Level|\n|-|-|-|\n|Libuv|✅|2|\n|Design|🔲||\n|Talks|🔲|3|\n";

/// What the shell runs, on a screen of its own.
fn assess(arguments: &str) -> String {
    format!("clear; $MILEPOST assess roadmap.md --role Senior {arguments}; echo \"ended $?\"\r")
}

#[test]
fn it_is_left_in_the_middle_resumed_and_written() {
    let mut run = Run::new(MATRIX).in_shell();
    run.wait_until("the shell", has_prompt);
    run.press(&assess(""));
    run.wait_for("1/3  Libuv");
    assert!(run.contents().contains("level     2 advanced beginner"), "{}", run.contents());
    assert!(run.contents().contains("5 expert             Acts from understanding"), "{}", run.contents());
    assert!(run.screen(|screen| !screen.alternate_screen()), "a plain terminal");
    run.press("4\r");
    run.wait_for("2/3  Design");
    run.press("b\r");
    run.wait_for("answered  4 proficient");
    run.press("3\r");
    run.wait_for("2/3  Design");
    run.press("q\r");
    run.wait_for("ended 0");
    assert_eq!(run.text(), MATRIX);

    run.press(&assess(""));
    run.wait_for("question 2 is next");
    run.press("7\r");
    run.wait_for("1 to 5, nothing, b or q");
    run.press("1\r");
    run.wait_for("3/3  Talks");
    run.press("\r");
    run.wait_for("write? [Y/n]");
    assert!(
        run.contents().contains("Libuv 2 → 3") && run.contents().contains("Design → 1"),
        "{}",
        run.contents()
    );
    assert_eq!(run.text(), MATRIX);
    run.press("\r");
    run.wait_for("ended 0");
    let matrix = MATRIX.replace("|✅|2|", "|✅|3|").replace("Design|🔲||", "Design|🔲|1|");
    let text = run.text();
    let journal = text.strip_prefix(&*matrix).expect("the matrix comes first");
    assert!(journal.starts_with("\n# Journal\n\n- "), "{journal}");
    assert!(journal.ends_with(" **Assessment**: Libuv 2 → 3, Design → 1\n"), "{journal}");
}

#[test]
fn nobody_to_answer_is_told_and_nothing_written() {
    let mut run = Run::new(MATRIX).in_shell();
    run.wait_until("the shell", has_prompt);
    run.press(&assess("<&-"));
    run.wait_for("ended 1");
    assert!(run.contents().replace('\n', "").contains("nothing was answered"), "{}", run.contents());
    run.press(&assess(""));
    run.wait_for("1/3  Libuv");
    run.press("5\r");
    run.wait_for("2/3  Design");
    // The end of the input.
    run.press("\x04");
    run.wait_for("ended 1");
    assert!(run.contents().replace('\n', "").contains("1 answer is kept"), "{}", run.contents());
    assert_eq!(run.text(), MATRIX);
}

#[test]
fn a_column_is_added_once_it_is_agreed_to() {
    let without = MATRIX.replace("|Level|", "|Notes|");
    let mut run = Run::new(&without).in_shell();
    run.wait_until("the shell", has_prompt);
    run.press("clear; $MILEPOST rate roadmap.md libuv 4; echo \"ended $?\"\r");
    run.wait_for("add it, to all its lines? [Y/n]");
    run.press("n\r");
    run.wait_for("ended 1");
    assert_eq!(run.text(), without);
    run.press("clear; $MILEPOST rate roadmap.md libuv 4; echo \"ended $?\"\r");
    run.wait_until("the question", |screen, _| {
        let shown = screen.contents();
        shown.contains("add it, to all its lines? [Y/n]") && !shown.contains("ended 1")
    });
    run.press("y\r");
    run.wait_for("ended 0");
    assert!(
        run.text().starts_with("# M\n\n|Skill|Senior|Level|Notes|\n|-|-|-|-|\n|Libuv|✅|4|2|\n"),
        "{}",
        run.text()
    );
}
