//! The gap to a role, with and without a ladder, and ladders that are none.

use std::fmt::Write as _;

use serde_json::json;

use super::Desk;
use super::matrix::{MATRIX, desks};

const LADDER: &str = "name: Mine\nroles: [Junior, Mid, Senior]\nskills:
- { name: Node.js Internals, match: [libuv], expects: { Mid: 3, Senior: 4 }, means: { Senior: Explains a spike. } }
- { name: Testing Practices, match: [jest], expects: { Senior: 3 } }
- { name: Writing, expects: { Senior: 2 } }\n";

#[test]
fn without_a_ladder_the_cells_tell_what_is_not_claimed() {
    for desk in desks() {
        let plain = desk.prints(&["gap", "--role", "Senior", "--plain"]);
        let told: Vec<Vec<&str>> = plain.lines().map(|line| line.split('\t').collect()).collect();
        let not_claimed: Vec<&str> =
            told.iter().filter(|row| row[7] == "not-claimed").map(|row| row[1]).collect();
        assert_eq!(not_claimed, ["Node.js Internals", "Architecture Design"]);
        assert!(told.iter().all(|row| row.len() == 9), "{plain}");
        assert_eq!(told.len(), 4, "{plain}");
    }
}

#[test]
fn the_numbers_agree_in_every_form() {
    let desk = Desk::with(
        MATRIX
            .replace("[ ] **Basic", "[x] **Basic")
            .replace("|Notes|", "|Level|")
            .replace("Need to study libuv", "2"),
    );
    desk.put("mine.yaml", LADDER);
    let arguments = ["gap", "--ladder", "mine.yaml", "--role", "senior"];
    assert_eq!(
        desk.prints(&arguments),
        "    skill                asked  level  claim  evidence
10  Node.js Internals    4      2      ☐      none      below by 2
11  Architecture Design                ☐      none      not claimed
12  Testing Practices    3             ✔      1/1       not rated
    Writing              2                    none      not rated
13  Mentorship                         ✔      none      claimed without evidence

Junior  1 of 4 met  2 claimed without evidence
Mid     1 of 4 met  2 claimed without evidence
Senior  0 of 5 met  1 claimed without evidence
"
    );
    let json = desk.json(&[&arguments as &[&str], &["--json"]].concat());
    assert_eq!((&json["ladder"], &json["role"]), (&json!("Mine"), &json!("Senior")));
    assert_eq!(json["roles"][2], json!({ "name": "Senior", "met": 0, "claimed": 1, "of": 5 }));
    assert_eq!(
        json["skills"][0],
        json!({
            "skill": "Node.js Internals", "line": 10, "item": null, "expected": 4, "level": 2, "target": null,
            "claim": "open",
            "evidence": {
                "met": 0, "of": 0, "untracked": 0, "items": [], "resources": [], "entries": 0, "recent_entries": 0
            },
            "verdict": "below", "by": 2, "meaning": "Explains a spike.",
            "disagreements": ["claims ✅ Mid, which asks for 3; rated 2"]
        })
    );
    assert_eq!(json["skills"][2]["evidence"]["items"], json!(["phase-1/basic-testing-jest"]));
    let plain = desk.prints(&[&arguments as &[&str], &["--plain"]].concat());
    let of_json = json["skills"].as_array().unwrap().iter().map(|skill| {
        let number = |key: &str| skill[key].as_u64().map_or(String::new(), |n| n.to_string());
        let text = |key: &str| skill[key].as_str().unwrap_or_default().to_owned();
        let (met, of) = (&skill["evidence"]["met"], &skill["evidence"]["of"]);
        let (line, expected, level, by) = (number("line"), number("expected"), number("level"), number("by"));
        let (name, claim, verdict) = (text("skill"), text("claim"), text("verdict"));
        format!("{line}\t{name}\t{expected}\t{level}\t{claim}\t{met}\t{of}\t{verdict}\t{by}\n")
    });
    assert_eq!(plain, of_json.collect::<String>());
}

#[test]
fn who_has_chosen_no_role_is_told_how_to_and_sees_them_all() {
    let desk = Desk::with(MATRIX);
    let run = desk.run(&["gap"]);
    assert_eq!(
        run.out,
        "Junior  0 of 4 met  3 claimed without evidence\nMid     0 of 4 met  4 claimed without evidence\nSenior  0 of 4 met  2 claimed without evidence\n"
    );
    assert!(run.code == 0 && run.err.contains("`--role Senior`"), "{run:?}");
    desk.put("roadmap.md", format!("---\nmilepost: {{ target: mid }}\n---\n{MATRIX}"));
    assert_eq!(desk.json(&["gap", "--json"])["role"], "Mid");
    desk.put("roadmap.md", "|Skill|Level|Target|\n|-|-|-|\n|A|1|4|\n");
    let run = desk.run(&["gap"]);
    assert!(run.out.contains("below by 3") && run.err.contains("backend-nodejs"), "{run:?}");
    desk.put("roadmap.md", "- [ ] a\n");
    let run = desk.run(&["gap"]);
    assert!(run.code == 0 && run.out.is_empty() && run.err.contains("no roles"), "{run:?}");
}

#[test]
fn an_unknown_role_or_ladder_is_told_with_the_nearest_and_all_there_are() {
    let desk = Desk::with(MATRIX);
    let err = desk.refuses(1, &["gap", "--role", "Seniro"]);
    assert!(err.contains("did you mean `Senior`?\n  Junior\n  Mid\n  Senior\n"), "{err}");
    assert!(desk.refuses(1, &["gap", "--role", "Lead"]).contains("there are Junior, Mid, Senior"));
    let err = desk.refuses(1, &["gap", "--ladder", "backend-nodjs"]);
    assert!(err.contains("did you mean `backend-nodejs`?\n  backend-nodejs\n  data-engineer\n"), "{err}");
    assert!(desk.refuses(1, &["assess", "--ladder", "gardener"]).contains("\n  software-engineer\n"));
    desk.put("roadmap.md", format!("---\nmilepost: {{ target: Boss }}\n---\n{MATRIX}"));
    let err = desk.refuses(1, &["gap"]);
    assert!(err.contains("no role `Boss`") && err.contains("`--role` names another"), "{err}");
    desk.prints(&["gap", "--role", "mid"]);
}

#[test]
fn a_broken_ladder_is_told_with_its_file_line_and_column() {
    let desk = Desk::with(MATRIX);
    let bomb = format!(
        "{LADDER}- {{ name: A, match: &a [x, x], expects: {{ Mid: 1 }} }}\n- {{ name: B, match: *a, expects: {{ Mid: 1 }} }}\n"
    );
    for (ladder, told) in [
        (
            LADDER.replace("Mid: 3", "Mdi: 3"),
            "line 4, column 57: skills[0].expects: there is no role `Mdi`; did you mean `Mid`?",
        ),
        (LADDER.replace("Senior: 3", "Senior: 7"), "skills[1].expects.Senior: `7` is no level"),
        (LADDER.replace("means:", "mean:"), "there is no key `mean`; did you mean `means`?"),
        (bomb, "a ladder has no aliases"),
    ] {
        std::fs::create_dir_all(desk.path("ladders")).unwrap();
        std::fs::write(desk.path("ladders/mine.yaml"), ladder).unwrap();
        for name in ["mine", "ladders/mine.yaml"] {
            let err = desk.refuses(1, &["gap", "--ladder", name]);
            assert!(err.contains("ladders/mine.yaml: line ") && err.contains(told), "{err}");
        }
    }
    assert!(desk.refuses(1, &["gap", "--ladder", "gone.yaml"]).contains("there is no such ladder"));
}

#[test]
fn a_ladder_is_looked_for_from_here_and_that_of_the_front_matter_beside_the_roadmap() {
    let desk = Desk::empty();
    std::fs::create_dir(desk.path("notes")).unwrap();
    desk.put("mine.yaml", LADDER.replace("Mine", "Here"));
    desk.put("notes/mine.yaml", LADDER.replace("Mine", "Beside"));
    desk.put("notes/roadmap.md", format!("---\nmilepost: {{ ladder: mine.yaml }}\n---\n{MATRIX}"));
    let ladder = |arguments: &[&str]| {
        desk.json(&[&["gap", "notes/roadmap.md", "--json"], arguments].concat())["ladder"].clone()
    };
    assert_eq!(ladder(&[]), "Beside");
    assert_eq!(ladder(&["--ladder", "mine.yaml"]), "Here");
    assert_eq!(ladder(&["--ladder", "backend-nodejs"]), "Back-end developer (Node.js)");
    std::fs::remove_file(desk.path("mine.yaml")).unwrap();
    assert_eq!(ladder(&["--ladder", "mine.yaml"]), "Beside");
}

#[test]
fn ten_thousand_skills_are_compared_and_asked_for() {
    let mut ladder = "name: L\nroles: [A, B]\nskills:\n".to_owned();
    let mut text = "|Skill|A|B|\n|-|-|-|\n".to_owned();
    for n in 0..10_000 {
        let _ = writeln!(ladder, "- {{ name: Skill {n}, match: [topic {n}], expects: {{ A: 1, B: 4 }} }}");
        let _ = writeln!(text, "|Skill {n}|✅|🔲|");
    }
    let desk = Desk::with(&text);
    desk.put("many.yaml", ladder);
    let gap = desk.json(&["gap", "--ladder", "many.yaml", "--role", "B", "--json"]);
    assert_eq!((gap["skills"].as_array().unwrap().len(), &gap["roles"][1]["of"]), (10_000, &json!(10_000)));
    assert_eq!(desk.prints(&["matrix", "--plain"]).lines().count(), 10_000);
    let answers = "3\n".repeat(10) + "q\n";
    let output =
        desk.command(&["assess", "--ladder", "many.yaml", "--plain"]).write_stdin(answers).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    desk.prints(&["rate", "Skill 9999", "5", "--yes"]);
    assert!(desk.text().ends_with("|Skill 9999|✅|🔲|5|\n"));
}
