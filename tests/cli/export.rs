//! Exports: what they hold, where they go, and what they never write over.

use serde_json::json;

use super::{Desk, contents, shared_roadmap};

const WAY: &str = include_str!("../data/way.md");

#[test]
fn each_format_is_printed_and_known_by_its_ending() {
    let desk = Desk::with(WAY);
    for (format, begins) in
        [("html", "<!doctype html>"), ("svg", "<svg "), ("json", "{\n"), ("csv", "record,")]
    {
        let printed = desk.prints(&["export", "roadmap.md", "--format", format]);
        assert!(printed.starts_with(begins), "{format}");
        assert_eq!(desk.prints(&["export", "roadmap.md", "--format", format, "-o", "-"]), printed);
        let out = format!("out.{}", format.to_uppercase());
        let told = desk.prints(&["export", "roadmap.md", "-o", &out]);
        assert_eq!(told, format!("{out}: {} bytes\n", printed.len()));
        assert_eq!(std::fs::read_to_string(desk.path(&out)).unwrap(), printed, "{format}");
    }
    let named = desk.prints(&["export", "roadmap.md", "-o", "out.txt", "--format", "csv"]);
    assert!(named.starts_with("out.txt: "));
}

#[test]
fn the_document_holds_what_status_list_and_matrix_print() {
    for desk in std::iter::once(Desk::with(WAY)).chain(shared_roadmap()) {
        let exported = desk.json(&["export", "roadmap.md", "--format", "json"]);
        assert_eq!(exported["schema"], 1);
        let mut status = desk.json(&["status", "roadmap.md", "--json"]);
        for name in ["schema", "file"] {
            status.as_object_mut().unwrap().remove(name);
        }
        assert_eq!(exported["status"], status);
        assert_eq!(exported["items"], desk.json(&["list", "roadmap.md", "--all", "--json"])["items"]);
        assert_eq!(exported["matrices"], desk.json(&["matrix", "roadmap.md", "--json"])["matrices"]);
        assert_eq!(desk.json(&["export", "roadmap.md", "--format", "json", "--json"]), exported);
    }
}

#[test]
fn the_page_has_the_numbers_of_status() {
    for desk in std::iter::once(Desk::with(WAY)).chain(shared_roadmap()) {
        let status = desk.json(&["status", "roadmap.md", "--json"]);
        let page = desk.prints(&["export", "roadmap.md", "--format", "html"]);
        let card = desk.prints(&["export", "roadmap.md", "--format", "svg"]);
        let percent = status["total"]["percent"].as_u64().unwrap();
        assert!(page.contains(&format!("<p class=\"percent\">{percent}%</p>")));
        assert!(card.contains(&format!(">{percent}%<")));
        for phase in status["phases"].as_array().unwrap().iter().filter(|phase| !phase["percent"].is_null()) {
            let row = format!("<td class=\"share\">{}%</td>", phase["percent"]);
            assert!(page.contains(&row), "{row}");
        }
    }
}

#[test]
fn the_roadmap_itself_is_never_written_over() {
    let desk = Desk::with(WAY);
    let full = desk.path("roadmap.md").display().to_string();
    for out in ["roadmap.md", "./roadmap.md", &full] {
        let err = desk.refuses(1, &["export", "roadmap.md", "--format", "html", "-o", out]);
        assert!(err.contains("it is the roadmap itself"), "{err}");
    }
    let err = desk.refuses(1, &["export", "roadmap.md", "-o", "nowhere/out.html"]);
    assert!(err.contains("cannot write nowhere/out.html"), "{err}");
    assert!(
        desk.refuses(1, &["export", "roadmap.md", "--format", "csv", "-o", "."]).contains("no regular file")
    );
}

#[test]
fn what_would_be_written_is_shown() {
    let desk = Desk::with(WAY);
    desk.put("out.csv", "old\n");
    let before = contents(desk.folder.path());
    let diff = desk.prints(&["export", "roadmap.md", "-o", "out.csv", "--dry-run"]);
    assert!(diff.starts_with("--- out.csv\n+++ out.csv\n@@ ") && diff.contains("\n-old\n"), "{diff}");
    let told = desk.json(&["export", "roadmap.md", "-o", "new.csv", "--dry-run", "--json"]);
    assert_eq!(contents(desk.folder.path()), before);
    let bytes = desk.prints(&["export", "roadmap.md", "--format", "csv"]).len();
    assert_eq!(
        told,
        json!({ "schema": 1, "file": "roadmap.md", "out": "new.csv", "format": "csv", "dry_run": true, "bytes": bytes })
    );
    assert_eq!(
        desk.prints(&["export", "roadmap.md", "-o", "new.csv", "--plain"]),
        format!("new.csv\t{bytes}\n")
    );
}

#[test]
fn what_makes_no_sense_is_refused() {
    let desk = Desk::with(WAY);
    desk.refuses(2, &["export", "roadmap.md"]);
    assert!(desk.refuses(2, &["export", "roadmap.md", "-o", "out.pdf"]).contains("html, svg, json, csv"));
    for option in ["--json", "--plain", "--dry-run"] {
        desk.refuses(2, &["export", "roadmap.md", "--format", "html", option]);
    }
    assert!(
        desk.refuses(1, &["export", "roadmap.md", "--format", "html", "--role", "Seniro"]).contains("Senior")
    );
}

#[test]
fn a_ladder_that_is_gone_is_told_and_done_without() {
    let desk =
        Desk::with("---\nmilepost: { ladder: nowhere, target: Senior }\n---\n# Way\n\n- [x] a\n- [ ] b\n");
    let run = desk.run(&["export", "roadmap.md", "--format", "html"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("50%") && run.err.contains("nowhere"), "{}", run.err);
}

#[test]
fn the_same_roadmap_gives_the_same_text() {
    let desk = Desk::with(WAY);
    for format in ["html", "svg", "json", "csv"] {
        let export = || desk.prints(&["export", "roadmap.md", "--format", format]);
        assert_eq!(export(), export());
    }
}
