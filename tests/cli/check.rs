//! `milepost check`: what it tells, and what `--fix` mends.

use milepost::config::{Places, undo};
use milepost::document::{Change, Document};
use milepost::edit::Circumstances;
use milepost::settings::Defaults;
use serde_json::json;

use super::Desk;

/// Two boxes that are none, a link to nowhere, and a parent that disagrees.
const ODD: &str =
    "\u{feff}# A [0/1]\r\n\r\n- [ ] a\r\n- [] b\r\n-[ ] c\r\n\r\n[z](#no)\r\n\r\n- [x] p\r\n  - [ ] q";

const MENDED: &str =
    "\u{feff}# A [0/4]\r\n\r\n- [ ] a\r\n- [ ] b\r\n- [ ] c\r\n\r\n[z](#no)\r\n\r\n- [x] p\r\n  - [ ] q";

#[test]
fn links_to_files_and_headings_that_are_not_there_are_told() {
    let desk = Desk::with(
        "# A\n\n- [a](notes/a%20b.md#x)\n- ![i](i.png) [b](#b)\n- [w](www.a.b)\n- [[Note]] `[c](c.md)`\n",
    );
    std::fs::create_dir(desk.path("notes")).unwrap();
    desk.put("notes/a b.md", "");
    let run = desk.run(&["check"]);
    assert_eq!(run.code, 3);
    let told: Vec<&str> = run.out.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(
        told,
        [
            "roadmap.md:4:3: this leads to the file `i.png`, and there is none",
            "roadmap.md:4:15: this leads to `#b`, and no heading here is called so",
            "roadmap.md:5:3: this leads to the file `www.a.b`, and there is none"
        ]
    );
    assert!(run.out.contains("begins with `https://`"), "{}", run.out);
}

#[test]
fn a_matrix_that_disagrees_with_its_items_or_itself_is_told_at_the_skill() {
    let desk = Desk::with(
        "- [ ] Docker images\n\n|Skill|Junior|Mid|\n|-|-|-|\n|Docker|✅|🔲|\n|Git|🔲|✅|\n|Make|✅|🔲|\n",
    );
    let run = desk.run(&["check"]);
    let told: Vec<&str> = run.out.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(
        told,
        [
            "roadmap.md:5:2: Docker: claims ✅ Junior; 0 of 1 matching item done",
            "roadmap.md:6:2: Git: claims ✅ Mid; Junior below it is not claimed"
        ]
    );
}

#[test]
fn what_fix_mends_is_one_step_and_what_remains_is_told() {
    let desk = Desk::with(ODD);
    let run = desk.run(&["check", "--fix"]);
    assert_eq!((run.code, run.err.as_str()), (3, "milepost: 2 problems\n"));
    assert!(
        run.out.starts_with("roadmap.md:1: 2 bytes\nroadmap.md:4: 1 byte\nroadmap.md:5: 1 byte\n"),
        "{}",
        run.out
    );
    assert!(run.out.contains("roadmap.md:7:1: this leads to `#no`"), "{}", run.out);
    assert!(run.out.contains("roadmap.md:9:3: this is done, but"), "a parent's box is the user's to set");
    assert_eq!(desk.text(), MENDED);
    let real = desk.path("roadmap.md").canonicalize().unwrap();
    let history = undo::load(&Places::under(desk.home.path()), &real, MENDED.as_bytes());
    let document = Document { history, ..Document::new(MENDED.into(), Defaults::default()) };
    let circumstances = Circumstances { today: jiff::civil::date(2026, 11, 22) };
    let undone = document.prepare(&Change::Undo, circumstances).unwrap();
    assert_eq!(undone.bytes(MENDED.as_bytes()).unwrap(), ODD.as_bytes());
    desk.put("roadmap.md", "- [] a\n");
    let run = desk.run(&["check", "--fix"]);
    assert_eq!((run.code, run.out.as_str()), (0, "roadmap.md:1: 1 byte\n"));
    let run = desk.run(&["check", "--fix"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", "milepost: no problems\n"));
}

#[test]
fn what_fix_leaves_is_not_promised_and_its_reason_is_told() {
    let text = "-[ ] a\n-[ ] b\n---\n";
    let desk = Desk::with(text);
    for arguments in [["check"].as_slice(), &["check", "--fix"]] {
        let run = desk.run(arguments);
        assert_eq!(run.code, 3);
        assert!(!run.out.contains("check --fix` does it"), "{}", run.out);
        assert!(run.out.contains("the headings would change; put blank lines around it"), "{}", run.out);
    }
    assert_eq!(desk.text(), text);
}

#[test]
fn a_dry_run_of_fix_shows_the_diff_alone_and_writes_nothing() {
    let desk = Desk::with("- [] a\n\n[z](#no)\n");
    let run = desk.run(&["check", "--fix", "--dry-run"]);
    assert_eq!((run.code, run.err.as_str()), (3, "milepost: 1 problem would remain\n"));
    assert_eq!(run.out, "--- roadmap.md\n+++ roadmap.md\n@@ -1,3 +1,3 @@\n-- [] a\n+- [ ] a\n \n [z](#no)\n");
    assert_eq!(desk.text(), "- [] a\n\n[z](#no)\n");
    assert!(desk.refuses(2, &["check", "--dry-run"]).contains("--fix"));
}

#[test]
fn fix_says_the_same_in_json_and_lines() {
    let desk = Desk::with("- [] a\n");
    let dry = desk.json(&["check", "--fix", "--dry-run", "--json"]);
    assert!(dry["diff"].as_str().unwrap().contains("+- [ ] a\n"));
    assert_eq!((&dry["dry_run"], &dry["problems"]), (&json!(true), &json!([])));
    assert_eq!(
        desk.json(&["check", "--fix", "--json"]),
        json!({
            "schema": 1, "file": "roadmap.md", "dry_run": false, "written": [{ "line": 1, "bytes": 1 }], "remarks": [],
            "problems": []
        })
    );
    desk.put("roadmap.md", "- [] a\n- [a](#b)\n");
    desk.put("other.md", "-[x] b\n");
    let run = desk.run(&["check", "roadmap.md", "other.md", "--fix", "--plain"]);
    assert_eq!((run.code, run.out.lines().count()), (3, 1));
    assert_eq!(run.err, "milepost: roadmap.md:1: 1 byte\nmilepost: other.md:1: 1 byte\n");
    assert_eq!(std::fs::read_to_string(desk.path("other.md")).unwrap(), "- [x] b\n");
}

#[test]
fn a_file_that_is_not_there_keeps_no_other_from_being_told_or_mended() {
    let desk = Desk::with("-[ ] a\n");
    let run = desk.run(&["check", "missing.md", "roadmap.md"]);
    assert_eq!(run.code, 1);
    assert!(run.out.starts_with("roadmap.md:1:1: "), "{}", run.out);
    assert!(run.err.contains("missing.md"), "{}", run.err);
    let run = desk.run(&["check", "--fix", "missing.md", "roadmap.md"]);
    assert_eq!((run.code, desk.text().as_str()), (1, "- [ ] a\n"));
    assert_eq!(desk.run(&["check", "missing.md"]).code, 1);
}
