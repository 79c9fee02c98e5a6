//! `--json`: exact values, since others script against them.

use serde_json::{Value, json};

use super::{Desk, SMALL, shared_roadmap};

fn counts(n: [u32; 7], percent: Option<u32>) -> Value {
    let [done, doing, todo, deferred, skipped, other, untracked] = n;
    json!({
        "done": done, "doing": doing, "todo": todo, "deferred": deferred, "skipped": skipped, "other": other,
        "untracked": untracked, "percent": percent
    })
}

fn with(mut object: Value, other: &Value) -> Value {
    object.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
    object
}

#[test]
fn list_has_the_fields_of_the_contract() {
    let list = Desk::with(SMALL).json(&["list", "roadmap.md", "--json"]);
    assert_eq!(
        (&list["schema"], &list["file"], &list["rule"]),
        (&json!(1), &json!("roadmap.md"), &json!("leaves"))
    );
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 10);
    let at = SMALL.find("[ ] Ship").unwrap();
    assert_eq!(
        items[2],
        json!({
            "id": "my-way/phase-1-junior/goals/ship-one-thing-https-example-org-thing",
            "line": 10, "depth": 0, "state": "todo", "char": " ", "marker": { "start": at, "end": at + 3 },
            "text": "Ship [one thing](https://example.org/thing)", "phase": 1, "section": "goals",
            "headings": ["🌱 Phase 1: Junior (0–2 years)", "🎯 Goals"],
            "leaf": true, "note": "Something small.\nWith a test.", "level": null, "done_on": null,
            "links": ["https://example.org/thing"]
        })
    );
    assert_eq!(
        (&items[1]["text"], &items[1]["done_on"]),
        (&json!("Learn the **language**"), &json!("2026-11-20"))
    );
    let parent = &items[4];
    assert_eq!(
        (&parent["text"], &parent["level"], &parent["leaf"], &parent["section"]),
        (&json!("Node.js basics"), &json!(2), &json!(false), &json!("competencies"))
    );
    assert_eq!(
        (&items[5]["depth"], &items[5]["state"], &items[5]["char"]),
        (&json!(1), &json!("doing"), &json!("/"))
    );
    assert_eq!(items[9]["state"], "other");
}

#[test]
fn an_untracked_item_has_no_marker() {
    let list = Desk::with(SMALL).json(&["list", "--all", "--state", "untracked", "--json"]);
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(
        (&items[0]["text"], &items[0]["char"], &items[0]["marker"]),
        (&json!("Networking"), &Value::Null, &Value::Null)
    );
}

#[test]
fn status_has_the_fields_of_the_contract() {
    let status = Desk::with(SMALL).json(&["status", "--json"]);
    let section =
        |title: &str, kind: &str, counts: Value| with(json!({ "title": title, "kind": kind }), &counts);
    assert_eq!(
        status,
        json!({
            "schema": 1, "file": "roadmap.md", "title": "My way", "rule": "leaves",
            "total": counts([3, 1, 2, 1, 1, 1, 1], Some(42)),
            "phases": [
                with(
                    json!({
                        "number": 1, "title": "🌱 Phase 1: Junior (0–2 years)", "level": "Junior", "years": "0–2",
                        "sections": [
                            section("🌱 Phase 1: Junior (0–2 years)", "other", counts([1, 0, 0, 0, 0, 0, 0], Some(100))),
                            section("🎯 Goals", "goals", counts([1, 0, 1, 0, 1, 0, 0], Some(50))),
                            section("🧠 Skills", "competencies", counts([1, 1, 0, 0, 0, 0, 1], Some(50))),
                            section("📚 Resources", "resources", counts([0, 0, 1, 0, 0, 0, 0], Some(0))),
                        ]
                    }),
                    &counts([3, 1, 2, 0, 1, 0, 1], Some(50))
                ),
                with(
                    json!({
                        "number": 2, "title": "Phase 2", "level": null, "years": null,
                        "sections": [
                            section("Goals", "goals", counts([0, 0, 0, 1, 0, 1, 0], Some(0))),
                            section("Matrix", "matrix", counts([0; 7], None)),
                        ]
                    }),
                    &counts([0, 0, 0, 1, 0, 1, 0], Some(0))
                ),
            ],
            "matrices": [{
                "section": "Matrix", "rows": 2,
                "columns": [
                    { "title": "Skill", "kind": "skill", "met": null, "of": null },
                    { "title": "Junior", "kind": "expectation", "met": 2, "of": 2 },
                    { "title": "Senior", "kind": "expectation", "met": 1, "of": 2 },
                    { "title": "Notes", "kind": "notes", "met": null, "of": null },
                ]
            }]
        })
    );
}

#[test]
fn status_of_several_files_has_them_all_and_their_sum() {
    let desk = Desk::with(SMALL);
    desk.put("other.md", "- [x] a\n- [ ] b\n");
    let status = desk.json(&["status", "roadmap.md", "other.md", "--json"]);
    assert_eq!(status["schema"], 1);
    assert_eq!(status["files"][1]["file"], "other.md");
    assert_eq!(status["files"][1]["phases"][0]["title"], Value::Null);
    assert_eq!(status["total"], counts([4, 1, 3, 1, 1, 1, 1], Some(44)));
}

#[test]
fn the_other_documents_have_the_fields_that_help_tells() {
    let desk = Desk::with(SMALL);
    let show = desk.json(&["show", "node.js basics", "--json"]);
    assert_eq!((&show["line"], &show["met"], &show["of"]), (&json!(17), &json!(1), &json!(2)));
    assert_eq!(show["markdown"], "Node.js basics [level:: 2]");
    assert_eq!(show["fields"], json!([{ "key": "level", "value": "2" }]));
    assert_eq!(show["items"][1]["text"], "Streams");

    let next = desk.json(&["next", "--json", "-n", "2"]);
    let told: Vec<_> =
        next["items"].as_array().unwrap().iter().map(|item| (&item["line"], &item["reason"])).collect();
    assert_eq!(
        told,
        [
            (&json!(18), &json!("you are doing it")),
            (&json!(10), &json!("next in 🌱 Phase 1: Junior (0–2 years)"))
        ]
    );

    let links = desk.json(&["links", "--json"]);
    assert_eq!(
        links["links"],
        json!([{
            "address": "https://example.org/thing", "wiki": false, "line": 10, "phase": 1, "section": "goals",
            "item": "my-way/phase-1-junior/goals/ship-one-thing-https-example-org-thing", "text": "Ship one thing"
        }])
    );
    assert_eq!(desk.json(&["check", "--json"]), json!({ "schema": 1, "file": "roadmap.md", "problems": [] }));
}

#[test]
fn the_users_roadmap_has_its_numbers() {
    let Some(desk) = shared_roadmap() else { return };
    let status = desk.json(&["status", "--json"]);
    let total = &status["total"];
    assert_eq!(total, &counts([9, 0, 4, 0, 0, 0, 88], Some(69)));
    let list = desk.json(&["list", "--json"]);
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 14);
    let item = items.iter().find(|item| item["text"] == "Event Loop & Call Stack").unwrap();
    assert_eq!(item["line"], 20);
    assert_eq!(item["marker"], json!({ "start": 461, "end": 464 }));
    assert_eq!(
        item["id"],
        "phase-1-junior-developer/technical-competencies/node-js-basics/event-loop-call-stack"
    );
    assert!(desk.prints(&["status"]).contains("9/13   69%  +88 untracked"));
}
