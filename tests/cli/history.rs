//! Progress over time: what the file, the record and git know, in every form.

use std::process::Command;

use serde_json::{Value, json};

use super::Desk;

/// Runs git in a desk's folder, as if on a date.
fn git(desk: &Desk, date: &str, arguments: &[&str]) {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"GIT_")) {
        command.env_remove(name);
    }
    command.current_dir(desk.folder.path()).env("HOME", desk.home.path()).env("GIT_CONFIG_NOSYSTEM", "1");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Ada").env(format!("GIT_{role}_EMAIL"), "ada@example.org");
        command.env(format!("GIT_{role}_DATE"), format!("{date}T12:00:00+0000"));
    }
    let output = command.args(arguments).output().expect("these tests need git");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A roadmap whose items were ticked in three commits.
fn repository() -> Desk {
    let desk = Desk::with("# Way\n\n- [ ] a\n- [ ] b\n");
    git(&desk, "2020-01-06", &["init", "--quiet"]);
    let commit = |date: &str, text: &str| {
        desk.put("roadmap.md", text);
        git(&desk, date, &["add", "roadmap.md"]);
        git(&desk, date, &["commit", "--quiet", "--message", "x"]);
    };
    commit("2020-01-06", "# Way\n\n- [ ] a\n- [ ] b\n");
    commit("2020-01-14", "# Way\n\n- [x] a\n- [ ] b\n");
    commit("2020-01-15", "# Way\n\n- [x] a\n- [x] b\n- [ ] c\n");
    desk
}

#[test]
fn dates_in_the_file_are_known_without_git() {
    let desk = Desk::with("# Way\n\n- [x] a ✅ 2020-01-14\n- [x] b ✅ 2020-01-15\n- [ ] c\n");
    let told = desk.json(&["history", "--json"]);
    let totals = |date: &str, done: u32, met: u32| json!({ "date": date, "changes": done, "done": done, "met": met, "of": 3 });
    assert_eq!(told["days"], json!([totals("2020-01-14", 1, 1), totals("2020-01-15", 1, 2)]));
    assert_eq!(told["weeks"], json!([totals("2020-01-13", 2, 2)]));
    assert_eq!(told["streaks"], json!({ "current": 0, "longest": 2, "longest_end": "2020-01-15" }));
    assert_eq!((&told["git"], &told["phases"][0]["end"]), (&json!(false), &json!("out-of-sight")));
}

#[test]
fn the_assessments_of_the_journal_tell_of_levels() {
    let desk = Desk::with(
        "# Way\n\n- [ ] a\n\n# Journal\n\n- 2020-02-01 **Assessment**: Testing 2 → 3, Design → 1\n- 2020-01-01 **Assessment**: Testing → 2\n",
    );
    let step = |date: &str, level: u8| json!({ "date": date, "level": level });
    let testing = json!({ "skill": "Testing", "steps": [step("2020-01-01", 2), step("2020-02-01", 3)] });
    let design = json!({ "skill": "Design", "steps": [step("2020-02-01", 1)] });
    assert_eq!(desk.json(&["history", "--json"])["levels"], json!([testing, design]));
    let plain = desk.prints(&["history", "--plain"]);
    assert!(plain.contains("level\t2020-01-01\tTesting\t2\nlevel\t2020-02-01\tTesting\t3\n"), "{plain}");
    let people = desk.prints(&["history"]);
    assert!(people.contains("2 on 1 Jan 2020, 3 on 1 Feb 2020"), "{people}");
}

#[test]
fn where_nothing_was_done_for_long_no_end_is_in_sight() {
    let done: String = (1..6).map(|day| format!("- [x] done {day} ✅ 2020-01-0{day}\n")).collect();
    let told = Desk::with(format!("# Way\n\n{done}- [ ] left\n")).json(&["history", "--json"]);
    assert_eq!(told["phases"][0]["end"], json!("out-of-sight"));
}

#[test]
fn git_knows_what_the_file_was() {
    let desk = repository();
    let plain = desk.prints(&["history", "--git", "--plain"]);
    let days: Vec<&str> = plain.lines().filter(|line| line.starts_with("day\t")).collect();
    assert_eq!(days.len(), 3, "{plain}");
    assert!(days[0].starts_with("day\t2020-01-06\t") && days[0].ends_with("\t0\t2"), "{plain}");
    assert!(days[1].starts_with("day\t2020-01-14\t1\t1\t1\t2"), "{plain}");
    assert!(days[2].starts_with("day\t2020-01-15\t") && days[2].ends_with("\t2\t3"), "{plain}");
    assert!(plain.contains("sentence\tburn-up\t2 of 3 done"), "{plain}");
    // It is the same when it is known already, and from the outside nothing is seen of how it was read.
    let again = desk.run(&["history", "--git", "--plain"]);
    assert_eq!((again.out, again.err.as_str()), (plain, ""));
    let people = desk.prints(&["history", "--git"]);
    assert!(people.contains("2020-01-13        ") && people.contains("2/3"), "{people}");
}

#[test]
fn without_a_past_it_says_so() {
    let desk = Desk::with("# Way\n\n- [ ] a\n");
    let run = desk.run(&["history"]);
    assert_eq!((run.code, run.out.as_str()), (0, "Way  has 1 left; no history yet to say when\n"));
    assert!(run.err.contains("`--git` reads the file's past versions"), "{}", run.err);
    assert_eq!(desk.json(&["history", "--json"])["pace"], Value::Null);
    desk.refuses(1, &["history", "--git"]);
}

#[test]
fn the_help_has_an_example() {
    assert!(Desk::empty().prints(&["history", "--help"]).contains("milepost history roadmap.md --git"));
}
