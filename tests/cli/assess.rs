//! The guided self-assessment, answered by a pipe.

use super::matrix::{MATRIX, desks};
use super::{Desk, Run};

fn answered(desk: &Desk, arguments: &[&str], answers: &str) -> Run {
    super::ran(desk.command(&[&["assess"], arguments].concat()).write_stdin(answers))
}

fn keeps_answers(desk: &Desk) -> bool {
    let kept = std::fs::read_to_string(desk.home.path().join("state/assessments.yaml"));
    kept.is_ok_and(|kept| kept.contains("skill:"))
}

#[test]
fn answers_are_written_as_one_edit() {
    for desk in desks() {
        let before = desk.text();
        let run = answered(&desk, &["roadmap.md", "--role", "Senior"], "3\n\n4\n2 first talks\ny\n");
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(run.out.lines().count(), 7, "{}", run.out);
        for told in
            ["1/4  Node.js Internals", "Testing Practices → 4\n", "adds a Level column to the matrix\n"]
        {
            assert!(run.err.contains(told), "{told}: {}", run.err);
        }
        let after = before
            .replace(
                "|Senior|Notes|\n|---|---|---|---|---|",
                "|Senior|Level|Notes|\n|---|---|---|---|---|---|",
            )
            .replace("|🔲|Need", "|🔲|3|Need")
            .replace("Design|✅|✅|🔲||", "Design|✅|✅|🔲|||")
            .replace("|✅|✅|✅||", "|✅|✅|✅|4||")
            .replace("|🔲|✅|✅||", "|🔲|✅|✅|2||");
        let text = desk.text();
        let (matrix, journal) = text.split_once("\n# Journal\n\n- ").expect("a journal is made");
        assert!(after.trim_end_matches('\n').starts_with(matrix.trim_end_matches('\n')), "{text}");
        assert!(run.err.contains("adds an entry to a new journal"), "{}", run.err);
        assert!(journal.trim_end().ends_with("Mentorship → 2\n  - Mentorship: first talks"), "{journal}");
        assert!(!keeps_answers(&desk), "what is written is not kept");
    }
}

#[test]
fn what_was_answered_is_kept_until_it_is_written() {
    let desk = Desk::with(MATRIX);
    let role = ["--role", "Senior"];
    let run = answered(&desk, &role, "3\n");
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(
        run.err.ends_with("nothing was written; 1 answer is kept, and the next run goes on there\n"),
        "{}",
        run.err
    );
    let run = answered(&desk, &role, "4\nq\n");
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert!(run.err.contains("question 2 is next") && run.err.contains("2 answers are kept"), "{}", run.err);
    let run = answered(&desk, &role, "5\n1\n");
    assert_eq!(run.code, 1, "nobody said whether to write: {}", run.err);
    let run = answered(&desk, &role, "n\n");
    assert!(run.code == 0 && run.err.contains("all are answered"), "{}", run.err);
    assert_eq!(desk.text(), MATRIX);
    let run = answered(&desk, &[&role as &[&str], &["--dry-run"]].concat(), "");
    assert!(run.code == 0 && run.out.contains("+|Architecture Design|✅|✅|🔲|4||\n"), "{}", run.out);
    assert_eq!((desk.text().as_str(), keeps_answers(&desk)), (MATRIX, true));
    let run = answered(&desk, &[&role as &[&str], &["--fresh"]].concat(), "");
    assert!(
        run.code == 1 && run.err.contains("1/4") && run.err.contains("nothing was answered"),
        "{}",
        run.err
    );
    assert!(!keeps_answers(&desk));
}

#[test]
fn one_can_go_back_even_from_the_end() {
    let desk = Desk::with("|Skill|Level|\n|-|-|\n|A|1|\n|B|2|\n");
    let run = answered(&desk, &[], "3\nb\n4\n5\nb\n1\ny\n");
    assert_eq!(run.code, 0, "{}", run.err);
    let day = jiff::Zoned::now().date();
    let entry = format!("- {day} **Assessment**: A 1 → 4, B 2 → 1\n");
    assert_eq!(desk.text(), format!("|Skill|Level|\n|-|-|\n|A|4|\n|B|1|\n\n# Journal\n\n{entry}"));
    let run = answered(&desk, &[], "\n1\n");
    assert!(
        run.code == 0 && run.err.ends_with("nothing to write: all levels are as they were\n"),
        "{}",
        run.err
    );
    let json = answered(&desk, &["--yes", "--json"], "5\n\n").out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["written"], serde_json::json!([{ "line": 3, "bytes": 1 }, { "line": 8, "bytes": 39 }]));
}

#[test]
fn a_journal_gets_an_entry_in_its_own_order() {
    let table = "|Skill|Level|\n|-|-|\n|A|2|\n|B|3|\n\n";
    for (journal, before, behind) in [
        (
            "# Journal\n\n- 2020-01-02 b\n- 2020-01-01 a\n",
            "# Journal\n\n",
            "- 2020-01-02 b\n- 2020-01-01 a\n",
        ),
        (
            "# Journal\n\n- 2020-01-01 a\n- 2020-01-02 b\n",
            "# Journal\n\n- 2020-01-01 a\n- 2020-01-02 b\n",
            "",
        ),
    ] {
        let desk = Desk::with(format!("{table}{journal}"));
        let run = answered(&desk, &[], "3 led it\n4\ny\n");
        assert!(run.code == 0 && run.err.contains("adds an entry to the journal"), "{}", run.err);
        let text = desk.text();
        let entry = text.strip_prefix(&table.replace("|2|", "|3|").replace("|B|3|", "|B|4|"));
        let entry = entry.and_then(|text| text.strip_prefix(before)?.strip_suffix(behind)).unwrap();
        // The day is today's, which no test knows.
        let (day, told) = entry.strip_prefix("- ").unwrap().split_at(10);
        assert!(day.parse::<jiff::civil::Date>().is_ok(), "{entry}");
        assert_eq!(told, " **Assessment**: A 2 → 3, B 3 → 4\n  - A: led it\n");
    }
}

#[test]
fn what_only_a_ladder_has_gets_a_row_and_without_a_matrix_has_no_place() {
    let desk = Desk::with("|Skill|A|\n|-|-|\n|X|✅|\n");
    desk.put("l.yaml", "name: L\nroles: [A]\nskills:\n- { name: X, expects: { A: 1 } }\n- { name: New, expects: { A: 2 } }\n");
    let arguments = ["--ladder", "l.yaml", "--role", "A"];
    let run = answered(&desk, &arguments, "\n2\ny\n");
    assert!(run.err.contains("adds a Level column and a row to the matrix"), "{}", run.err);
    let text = desk.text();
    assert!(text.starts_with("|Skill|A|Level|\n|-|-|-|\n|X|✅||\n|New||2|\n\n# Journal\n"), "{text}");
    desk.put("roadmap.md", "- a\n");
    let run = answered(&desk, &arguments, "1\n1\ny\n");
    assert!(
        run.code == 1 && run.err.contains("no matrix and no item") && keeps_answers(&desk),
        "{}",
        run.err
    );
    let err = desk.refuses(1, &["assess"]);
    assert!(err.contains("no skill to ask for"), "{err}");
}
