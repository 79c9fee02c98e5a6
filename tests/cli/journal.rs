//! The journal: printed, filtered, added to.

use serde_json::json;

use super::{Desk, ran, shared_roadmap};

const JOURNAL: &str = "# Journal

- 2026-11-22 **Lesson**: `setImmediate` runs first. #event-loop
  - only in a *callback* #libuv
- 2026-11-20 **Project**: a blog
- 2026-10-01 words
- no date #event-loop

## 2026-09-30

All day long.
";

fn today() -> String {
    jiff::Zoned::now().date().to_string()
}

#[test]
fn entries_are_printed_in_every_form() {
    let desk = Desk::with(JOURNAL);
    assert_eq!(
        desk.prints(&["journal", "roadmap.md"]),
        " 3  2026-11-22  Lesson   setImmediate runs first. #event-loop
                           only in a callback #libuv
 5  2026-11-20  Project  a blog
 6  2026-10-01  Note     words
11  2026-09-30  Note     All day long.
 7              Note     no date #event-loop
"
    );
    assert_eq!(
        desk.prints(&["journal", "--plain", "--kind", "lesson,project"]),
        "3\t2026-11-22\tlesson\t`setImmediate` runs first. #event-loop\tevent-loop,libuv\n5\t2026-11-20\tproject\ta blog\t\n"
    );
    let json = desk.json(&["journal", "--json"]);
    assert_eq!(
        json["entries"][0],
        json!({
            "line": 3, "date": "2026-11-22", "kind": "lesson", "text": "`setImmediate` runs first. #event-loop",
            "tags": ["event-loop", "libuv"], "children": ["only in a *callback* #libuv"],
            "parts": [
                { "kind": "paragraph", "depth": 0, "text": "`setImmediate` runs first. #event-loop" },
                { "kind": "item", "depth": 1, "text": "only in a *callback* #libuv" },
            ], "phase": 1,
            "headings": [], "id": "journal/2026-11-22-lesson-setimmediate-runs-first-event-loop",
        })
    );
    let words = &json["entries"][3];
    assert_eq!((&words["id"], &words["headings"]), (&json!(null), &json!(["2026-09-30"])));
    assert_eq!(json["entries"][4]["date"], json!(null));
}

#[test]
fn all_that_belongs_to_an_entry_is_printed() {
    let desk = Desk::with(
        "# Journal\n\n- 2026-11-22 a\n  b\n\n  *c*\n  > d\n  - e\n\n    ```\n    f\n      #g\n    ```\n\n## 2026-11-21\n\nOne.\n\nTwo.\n",
    );
    assert_eq!(
        desk.prints(&["journal", "roadmap.md"]),
        " 3  2026-11-22  Note  a b
                      c
                      > d
                        e
                        f
                          #g
17  2026-11-21  Note  One.
                      Two.
"
    );
    let entry = &desk.json(&["journal", "--json"])["entries"][0];
    assert_eq!(entry["parts"][4], json!({ "kind": "code", "depth": 1, "text": "f\n  #g" }));
    assert_eq!(
        (&entry["text"], &entry["children"], &entry["tags"]),
        (&json!("a\n  b"), &json!(["e"]), &json!([]))
    );
}

#[test]
fn entries_are_filtered_by_kind_tag_and_day() {
    let desk = Desk::with(JOURNAL);
    let lines = |arguments: &[&str]| {
        let out = desk.prints(&[&["journal", "--plain"], arguments].concat());
        out.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(lines(&["--tag", "#Event-Loop"]), ["3", "7"]);
    assert_eq!(lines(&["--tag", "event-loop", "--tag", "libuv"]), ["3"]);
    assert_eq!(lines(&["--since", "2026-10-01"]), ["3", "5", "6"]);
    assert_eq!(lines(&["--kind", "note", "--since", "2026-10-01"]), ["6"]);
    let none = desk.run(&["journal", "--kind", "mistake"]);
    assert_eq!(
        (none.code, none.out.as_str(), none.err.as_str()),
        (0, "", "milepost: none of 5 entries is meant\n")
    );
    desk.refuses(2, &["journal", "--kind", "diary"]);
    assert!(desk.refuses(2, &["journal", "--since", "yesterday"]).contains("YYYY-MM-DD"));
    let empty = Desk::with("# A\n").run(&["journal"]);
    assert!(empty.code == 0 && empty.err.contains("journal add"), "{}", empty.err);
}

#[test]
fn an_entry_is_added_and_shown_before_it_is() {
    let desk = Desk::with("# P\r\n\r\n- [ ] a");
    let dry = desk.prints(&["journal", "add", "lesson", "- b", "--dry-run"]);
    assert!(dry.contains("+# Journal") && dry.contains("**Lesson**: - b"), "{dry}");
    assert_eq!(desk.text(), "# P\r\n\r\n- [ ] a");
    let out = desk.prints(&["journal", "add", "-f", "roadmap.md", "less", "b", "--tag", "#x", "--tag", "y"]);
    assert_eq!(out, "roadmap.md:4: 49 bytes\n");
    let first = format!("# P\r\n\r\n- [ ] a\r\n\r\n# Journal\r\n\r\n- {} **Lesson**: b #x #y", today());
    assert_eq!(desk.text(), first);
    let mut command = desk.command(&["journal", "roadmap.md", "add", "note", "-"]);
    let run = ran(command.write_stdin("\nc\n- d\n  - e\n\n    ```\n      f\n    ```\n"));
    assert_eq!(run.code, 0, "{}", run.err);
    let code = "    ```\r\n        f\r\n      ```\r\n";
    let second = format!("- {} **Note**: c\r\n  - d\r\n    - e\r\n\r\n  {code}", today());
    assert_eq!(desk.text(), first.replace("# Journal\r\n\r\n", &format!("# Journal\r\n\r\n{second}")));
}

#[test]
fn a_tag_that_the_words_have_is_not_doubled() {
    let desk = Desk::with("# Journal\n");
    desk.prints(&["journal", "add", "note", "a #Hash b `#c`", "--tag", "hash", "--tag", "c", "--tag", "c"]);
    assert!(desk.text().ends_with(" **Note**: a #Hash b `#c` #c\n"), "{}", desk.text());
}

#[test]
fn the_kind_and_the_day_are_those_that_were_given() {
    let desk = Desk::with("# Journal\n");
    desk.prints(&["journal", "add", "note", "2020-01-01 lesson: a"]);
    assert!(desk.text().ends_with(&format!("\n- {} **Note**: 2020-01-01 lesson: a\n", today())));
}

#[test]
fn what_is_no_entry_is_refused() {
    let desk = Desk::with("# P\n");
    assert!(desk.refuses(2, &["journal", "add", "leson", "x"]).contains("did you mean `lesson`?"));
    desk.refuses(2, &["journal", "add", "lesson"]);
    desk.refuses(2, &["journal", "add", "lesson", "x", "--tag", "a b"]);
    for words in ["", " ", "-"] {
        let mut command = desk.command(&["journal", "add", "roadmap.md", "lesson", words, "--tag", "x"]);
        let run = ran(command.write_stdin("\n"));
        assert!(run.code == 1 && run.err.contains("an entry needs words"), "{words}: {}", run.err);
    }
    desk.put("roadmap.md", "# P\n\n```\n");
    assert!(desk.refuses(1, &["journal", "add", "lesson", "x"]).contains("read as something else"));
}

#[test]
fn the_first_entries_of_the_users_roadmap_change_nothing_else() {
    let Some(desk) = shared_roadmap() else { return };
    let before = desk.text();
    assert!(!before.ends_with('\n'));
    desk.prints(&["journal", "add", "lesson", "first"]);
    let first = format!("{before}\n\n# Journal\n\n- {} **Lesson**: first", today());
    assert_eq!(desk.text(), first);
    desk.prints(&["journal", "add", "mistake", "second"]);
    let head = format!("{before}\n\n# Journal\n\n");
    assert_eq!(desk.text(), format!("{head}- {} **Mistake**: second\n{}", today(), &first[head.len()..]));
}

#[test]
fn the_gap_tells_of_the_entries_of_late() {
    let entries = format!("- {} **Lesson**: #event-loop\n- 2020-01-01 the event loop\n", today());
    let desk = Desk::with(format!("|Skill|Senior|\n|-|-|\n|Event Loop|✅|\n\n# Journal\n\n{entries}"));
    let out = desk.prints(&["gap", "--role", "Senior"]);
    assert!(out.contains("2 entries (1 in 90 days)"), "{out}");
    let evidence = &desk.json(&["gap", "--role", "Senior", "--json"])["skills"][0]["evidence"];
    assert_eq!((&evidence["entries"], &evidence["recent_entries"]), (&json!(2), &json!(1)));
}
