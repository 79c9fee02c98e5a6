//! The texts that are measured on: the same in every run.

use std::fmt::Write as _;

pub(crate) const NAMES: [&str; 4] = ["roadmap 6 KB", "generated 137 KB", "generated 1 MB", "generated 10 MB"];

/// The text of a name. The small one is the user's own roadmap where it lies beside the project, else the bundled one.
pub(crate) fn text(name: &str) -> String {
    match name {
        "roadmap 6 KB" => {
            let users = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/roadmap.md");
            std::fs::read_to_string(users)
                .unwrap_or_else(|_| include_str!("../../roadmaps/nodejs-developer.md").to_owned())
        }
        "generated 137 KB" => generated(137_000),
        "generated 1 MB" => generated(1_000_000),
        _ => generated(10_000_000),
    }
}

/// A roadmap like those people keep: headings, prose, nested loose and tight lists, boxes, links, code, a table.
pub(crate) fn generated(len: usize) -> String {
    let mut text = String::with_capacity(len + 4096);
    let mut phase = 0;
    while text.len() < len {
        phase += 1;
        let _ = write!(text, "# 🌱 Phase {phase}: Level {phase} ({phase}–{} years)\n\n", phase + 2);
        for (title, topic) in [
            ("🎯 Goals", "goal"),
            ("🧠 Technical Competencies", "skill"),
            ("🔧 Practical Experience", "project"),
            ("📚 Resources", "book"),
        ] {
            let _ = write!(
                text,
                "## {title}\n\nWhat counts here is **understanding** a {topic}, not `collecting` them.\n\n"
            );
            for n in 0..12 {
                let state = if (n + phase) % 3 == 0 { "x" } else { " " };
                let _ = writeln!(
                    text,
                    "- [{state}] **The {topic} number {n}**: read, try and explain it; see [its page](https://example.org/{topic}/{n}) and `module::{n}`."
                );
                if n % 4 == 1 {
                    for child in 0..3 {
                        let _ = writeln!(
                            text,
                            "    - [ ] part {child} of it, with _care_ and two or three words more"
                        );
                    }
                }
                if n % 6 == 2 {
                    text.push_str("  > A note about it: draw the phases from memory.\n");
                }
            }
            text.push('\n');
        }
        text.push_str("## Matrix\n\n| Skill | Junior | Mid | Senior | Notes |\n|---|---|---|---|---|\n");
        for n in 0..5 {
            let _ = writeln!(text, "| Skill {n} | ✅ | 🔲 | 🔲 | to be read again |");
        }
        text.push_str("\n```js\nconst done = items.filter(item => item.done)\n```\n\n");
    }
    text
}
