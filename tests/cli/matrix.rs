//! The matrix, its cells, and the levels of skills.

use serde_json::{Value, json};

use super::{Desk, shared_roadmap};

/// In the style of the user's own roadmap: no padding, no final newline.
pub(crate) const MATRIX: &str = "# Phase 1\n\n- [ ] **Basic Testing**: Jest\n- [/] Typing [level:: adv]\n\n# 🧪 Matrix\n\n\
    |Skill Area|Junior|Mid|Senior|Notes|\n|---|---|---|---|---|\n|Node.js Internals|✅|✅|🔲|Need to study libuv|\n\
    |Architecture Design|✅|✅|🔲||\n|Testing Practices|✅|✅|✅||\n|Mentorship|🔲|✅|✅||";

/// The fixture, and the user's own roadmap where it is.
pub(crate) fn desks() -> impl Iterator<Item = Desk> {
    std::iter::once(Desk::with(MATRIX)).chain(shared_roadmap())
}

#[test]
fn the_matrix_is_aligned_and_told_without_colour() {
    let desk = Desk::with(MATRIX);
    assert_eq!(
        desk.prints(&["matrix"]),
        "🧪 Matrix
    Skill Area           Junior  Mid  Senior  Notes
10  Node.js Internals    ✔       ✔    ☐       Need to study libuv
11  Architecture Design  ✔       ✔    ☐
12  Testing Practices    ✔       ✔    ✔
13  Mentorship           ☐       ✔    ✔
    met                  3/4     4/4  2/4
"
    );
    let plain = desk.prints(&["matrix", "roadmap.md", "--plain"]);
    assert_eq!(plain.lines().next(), Some("1\t10\tNode.js Internals\tdone\tdone\topen\tNeed to study libuv"));
    assert!(plain.lines().all(|line| line.matches('\t').count() == 6), "{plain}");
    let run = Desk::with("- [ ] a\n").run(&["matrix"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert!(run.err.contains("no matrix"), "{}", run.err);
}

#[test]
fn matrices_have_the_fields_that_help_tells() {
    let text = "# M\n\n| **Skill** | Mid | Level | Goal | Notes |\n|-|-|-|-|-|\n| `A`\\|B | 🟡 | comp | ★★★★☆ | x |\n| C | n/a |\n";
    let desk = Desk::with(text);
    let cell = |column: u32, text: &str, state: Option<&str>, level: Option<u32>| json!({ "column": column, "text": text, "state": state, "level": level });
    let column = |title: &str, kind: &str, met: Value, of: Value| json!({ "title": title, "kind": kind, "met": met, "of": of });
    let none = || Value::Null;
    assert_eq!(
        desk.json(&["matrix", "--json"]),
        json!({
            "schema": 1, "file": "roadmap.md",
            "matrices": [{
                "heading": "M", "line": 3,
                "columns": [
                    column("**Skill**", "skill", none(), none()),
                    column("Mid", "expectation", 0.into(), 1.into()),
                    column("Level", "level", none(), none()),
                    column("Goal", "target", none(), none()),
                    column("Notes", "notes", none(), none()),
                ],
                "rows": [
                    { "skill": "A|B", "line": 5, "cells": [
                        cell(1, "`A`|B", None, None), cell(2, "🟡", Some("partly"), None),
                        cell(3, "comp", None, Some(3)), cell(4, "★★★★☆", None, Some(4)), cell(5, "x", None, None),
                    ] },
                    { "skill": "C", "line": 6, "cells": [
                        cell(1, "C", None, None), cell(2, "n/a", Some("n/a"), None), cell(3, "", None, None),
                        cell(4, "", None, None), cell(5, "", None, None),
                    ] },
                ]
            }]
        })
    );
    let status = desk.json(&["status", "--json"]);
    assert_eq!(status["matrices"][0]["columns"], desk.json(&["matrix", "--json"])["matrices"][0]["columns"]);
}

#[test]
fn a_state_is_set_in_the_tables_own_token_and_nothing_else_changes() {
    for desk in desks() {
        let before = desk.text();
        let printed = desk.prints(&["matrix", "set", "Node.js Internals", "Senior", "done"]);
        assert!(printed.starts_with("roadmap.md:") && printed.ends_with(": 3 bytes\n"), "{printed}");
        assert_eq!(desk.text(), before.replace("Internals|✅|✅|🔲|", "Internals|✅|✅|✅|"));
        desk.prints(&["matrix", "set", "-f", "roadmap.md", "internals", "4", "open"]);
        assert_eq!(desk.text(), before, "the same token again, by the number of the column");
    }
}

#[test]
fn a_note_goes_into_an_empty_cell_with_its_pipes_escaped() {
    for desk in desks() {
        let before = desk.text();
        let note = |note: &str| before.replace("Design|✅|✅|🔲||", &format!("Design|✅|✅|🔲|{note}|"));
        desk.prints(&["matrix", "set", "roadmap.md", "architecture", "notes", "note"]);
        assert_eq!(desk.text(), note("note"));
        desk.prints(&["matrix", "set", "architecture design", "Note", "a | b"]);
        assert_eq!(desk.text(), note("a \\| b"));
        let output = desk
            .command(&["matrix", "set", "architecture", "notes", "-"])
            .write_stdin("one\ntwo\n")
            .output()
            .unwrap();
        assert!(output.status.success());
        assert_eq!(desk.text(), note("one<br>two"));
        desk.prints(&["matrix", "set", "architecture", "notes", "- a dash"]);
        assert_eq!(desk.text(), note("- a dash"));
        desk.prints(&["matrix", "set", "architecture", "notes", ""]);
        assert_eq!(desk.text(), before);
    }
}

#[test]
fn a_dry_run_of_a_cell_or_a_level_prints_the_diff_and_writes_nothing() {
    let desk = Desk::with(MATRIX);
    let changed = |diff: &str| {
        let lines = diff.lines().skip(2).filter(|line| line.starts_with(['-', '+']));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        changed(&desk.prints(&["matrix", "set", ":13", "jun", "partly", "--dry-run"])),
        ["-|Mentorship|🔲|✅|✅||", "+|Mentorship|🟡|✅|✅||"]
    );
    let diff = desk.prints(&["rate", "mentorship", "3", "--dry-run"]);
    assert_eq!(changed(&diff).len(), 12, "nobody needs to be asked: {diff}");
    let json = desk.json(&["matrix", "set", "--json", ":13", "Junior", "✔", "--dry-run"]);
    assert_eq!((&json["dry_run"], &json["written"]), (&true.into(), &json!([{ "line": 13, "bytes": 3 }])));
    assert_eq!(desk.text(), MATRIX);
}

#[test]
fn what_cannot_be_meant_is_refused_with_the_candidates() {
    let desk = Desk::with(MATRIX.replace("|Notes|", "|Senior Notes|"));
    let err = desk.refuses(1, &["matrix", "set", "node.js internals", "Sen", "done"]);
    assert!(err.contains("`Sen` can mean 2 columns") && err.contains("4  Senior  expectation\n"), "{err}");
    desk.prints(&["matrix", "set", "node.js internals", "senior", "open", "--dry-run"]);
    let err = desk.refuses(1, &["matrix", "set", "node.js internals", "Snior", "done"]);
    assert!(err.contains("did you mean `Senior`?") && err.contains("\n  1  Skill Area  skill\n"), "{err}");
    for column in ["0", "6", "9"] {
        assert!(desk.refuses(1, &["matrix", "set", ":10", column, "done"]).contains("there is no column"));
    }
    let err = desk.refuses(1, &["matrix", "set", "Juggling", "Senior", "done"]);
    assert!(err.contains("no skill has") && err.contains("`milepost matrix`"), "{err}");
    assert!(desk.refuses(1, &["matrix", "set", ":3", "Senior", "done"]).contains("no skill at this line"));
    assert!(desk.refuses(2, &["matrix", "set", ":10", "Senior", "dnoe"]).contains("did you mean `done`?"));
    assert!(
        desk.refuses(2, &["matrix", "set", ":10", "Senior", "words"]).contains("done, open, partly, n/a")
    );
    desk.refuses(2, &["matrix", "set", ":10", "Senior"]);
    assert!(Desk::with("- a\n").refuses(1, &["matrix", "set", "a", "b", "c"]).contains("there is none"));
}

#[test]
fn of_several_matrices_the_one_with_the_skill_and_the_column_is_meant() {
    let text = "# Now\n\n|Skill|Mid|Lead|\n|-|-|-|\n|A|x|x|\n|B|x||\n\n# Then\n\n|Skill|Mid|Level|\n|-|-|-|\n|A|x||\n|C++|||\n|C|||\n";
    let desk = Desk::with(text);
    let err = desk.refuses(1, &["matrix", "set", "A", "Mid", "open"]);
    assert!(
        err.contains("can mean 2") && err.contains(":5  now/a\n") && err.contains(":12  then/a\n"),
        "{err}"
    );
    desk.prints(&["matrix", "set", "A", "Lead", "no"]);
    desk.prints(&["matrix", "set", "A", "Level", "exp"]);
    desk.prints(&["matrix", "set", "A", "Mid", "", "--matrix", "then"]);
    desk.prints(&["matrix", "set", "B", "Lead", "done", "--matrix", "1"]);
    desk.prints(&["matrix", "set", "c", "Level", "1"]);
    desk.prints(&["matrix", "set", "C++", "Level", "2"]);
    desk.prints(&["rate", "A", "4"]);
    assert_eq!(
        desk.text(),
        text.replace("|A|x|x|\n|B|x||", "|A|x|no|\n|B|x|x|")
            .replace("|A|x||\n|C++|||\n|C|||", "|A||4|\n|C++||2|\n|C||1|")
    );
    let err = desk.refuses(1, &["matrix", "set", "A", "Mid", "x", "--matrix", "never"]);
    assert!(err.contains("no matrix `never`") && err.contains("  2  :10  Then\n"), "{err}");
    let err = desk.refuses(1, &["matrix", "set", "B", "Level", "1"]);
    assert!(err.contains("no column `Level`") && err.contains("  3  Lead"), "{err}");
}

#[test]
fn a_missing_column_is_asked_for_and_without_a_terminal_needs_yes() {
    for desk in desks() {
        let before = desk.text();
        let err = desk.refuses(2, &["rate", "Node.js Internals", "3"]);
        assert!(err.contains("no column `Level`") && err.contains("`--yes`"), "{err}");
        let printed = desk.prints(&["rate", "Node.js Internals", "3", "--yes"]);
        assert_eq!(printed.lines().count(), 6, "{printed}");
        let after = before
            .replace(
                "|Senior|Notes|\n|---|---|---|---|---|",
                "|Senior|Level|Notes|\n|---|---|---|---|---|---|",
            )
            .replace("|🔲|Need", "|🔲|3|Need")
            .replace("Design|✅|✅|🔲||", "Design|✅|✅|🔲|||")
            .replace("|✅|✅|✅||", "|✅|✅|✅|||")
            .replace("|🔲|✅|✅||", "|🔲|✅|✅|||");
        assert_eq!(desk.text(), after);
        assert_eq!(desk.prints(&["rate", "testing practices", "Comp"]).lines().count(), 1);
        assert_eq!(desk.text(), after.replace("|✅|✅|✅|||", "|✅|✅|✅|3||"));
        for none in ["-", "none"] {
            desk.prints(&["rate", "testing practices", none]);
            assert_eq!(desk.text(), after);
        }
        assert!(desk.refuses(2, &["rate", "mentorship", "4", "--target"]).contains("no column `Target`"));
        desk.prints(&["rate", "mentorship", "4", "--target", "-y"]);
        assert!(desk.text().contains("|Level|Target|Notes|"), "{}", desk.text());
    }
}

#[test]
fn a_skill_that_is_no_row_is_rated_on_its_item() {
    let desk = Desk::with(MATRIX);
    desk.prints(&["rate", "basic testing", "2"]);
    desk.prints(&["rate", "--target", ":3", "expert"]);
    desk.prints(&["rate", "typing", "1"]);
    let before = "Jest\n- [/] Typing [level:: adv]";
    let after = "Jest [level:: advanced beginner] [target:: expert]\n- [/] Typing [level:: novice]";
    assert_eq!(desk.text(), MATRIX.replace(before, after));
    desk.prints(&["rate", "basic testing", "none"]);
    desk.prints(&["rate", "basic testing", "none", "--target"]);
    assert_eq!(desk.text(), MATRIX.replace(before, "Jest\n- [/] Typing [level:: novice]"));
    let err = desk.refuses(2, &["rate", "typing", "7"]);
    assert!(err.contains("`7` is no level") && err.contains("5 expert"), "{err}");
    assert!(desk.refuses(2, &["rate", "typing", "profcient"]).contains("did you mean `proficient`?"));
    assert!(desk.refuses(1, &["rate", "juggling", "3"]).contains("no skill has this name"));
}

#[test]
fn a_level_goes_where_the_skill_has_one() {
    let text = "- [ ] Testing [level:: 2]\n\n|Skill|Mid|\n|-|-|\n|Testing|x|\n";
    let desk = Desk::with(text);
    desk.prints(&["rate", "testing", "3"]);
    assert_eq!(desk.text(), text.replace(":: 2", ":: 3"), "no column for a level that stands elsewhere");
    let text = text.replace("|Mid|", "|Level|").replace("|x|", "|1|");
    desk.put("roadmap.md", &text);
    desk.prints(&["rate", "testing", "3"]);
    assert_eq!(desk.text(), text.replace("|1|", "|3|"));
}

#[test]
fn the_level_of_an_item_is_a_number_in_whichever_form_it_stands() {
    let desk = Desk::with(
        "- [ ] a [level:: competent]\n- [ ] b (level:: ★★☆☆☆)\n- [ ] c [level:: 5]\n- [ ] d [level:: 7]\n",
    );
    let list = desk.json(&["list", "--json"]);
    let levels: Vec<_> = list["items"].as_array().unwrap().iter().map(|item| item["level"].clone()).collect();
    assert_eq!(levels, [json!(3), json!(2), json!(5), Value::Null]);
    assert_eq!(desk.json(&["show", ":1", "--json"])["level"], 3);
}
