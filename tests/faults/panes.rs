//! In the panes, a save that fails is said, what was typed is kept, and trying again saves it.
//!
//! The program runs in a pseudo-terminal, under strace, which makes one call of its first save fail.

use crate::kills::{NO_STRACE, can_inject};
use crate::table::{Outcome, Scale};
use crate::terminal::Run;

const ROADMAP: &str = "\
## Phase 1: Junior

- [ ] Modules
- [ ] Streams

## Matrix

| Skill | Junior | Mid | Notes |
|---|:-:|:-:|---|
| Testing | 🔲 | 🔲 |  |
";

/// An edit by keys.
#[derive(Clone, Copy)]
struct Edit {
    name: &'static str,
    /// What is saved well before.
    first: &'static str,
    /// What is to fail.
    keys: &'static str,
    /// What tries it again.
    again: &'static str,
    /// What must still be seen after the failure, where it was typed.
    typed: &'static str,
    /// A line before, and what stands there in the end.
    change: (&'static str, &'static str),
}

const ENTER: &str = "\r";

const EDITS: [Edit; 6] = [
    Edit {
        name: "tick",
        first: "",
        keys: " ",
        again: "R",
        typed: "",
        change: ("- [ ] Modules", "- [x] Modules"),
    },
    Edit {
        name: "note",
        first: "",
        keys: "nprecious\r",
        again: ENTER,
        typed: "precious",
        change: ("- [ ] Modules", "- [ ] Modules\n  > precious"),
    },
    Edit {
        name: "reword",
        first: "",
        keys: "e, precious\r",
        again: ENTER,
        typed: "Modules, precious",
        change: ("- [ ] Modules", "- [ ] Modules, precious"),
    },
    Edit {
        name: "add",
        first: "",
        keys: "aprecious\r",
        again: ENTER,
        typed: "precious",
        change: ("- [ ] Modules", "- [ ] Modules\n- [ ] precious"),
    },
    Edit {
        name: "cell",
        first: "",
        keys: "2l ",
        again: "R",
        typed: "",
        change: ("| Testing | 🔲", "| Testing | 🟡"),
    },
    // What was undone and could not be saved is still there to be undone.
    Edit { name: "undo", first: " ", keys: "u", again: "u", typed: "", change: ("", "") },
];

/// A call that fails once: which of a save's, and how.
const FAULTS: [(&str, usize, &str); 5] = [
    ("fchmod", 1, "EIO"),
    // Of the new file, and of its folder.
    ("fsync", 1, "EIO"),
    ("fsync", 2, "ENOSPC"),
    ("renameat2", 1, "ENOSPC"),
    ("renameat2", 1, "EDQUOT"),
];

struct Case {
    edit: Edit,
    fault: (&'static str, usize, &'static str),
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (call, nth, error) = self.fault;
        write!(f, "{}, {error} at {call} {nth}", self.edit.name)
    }
}

pub(crate) fn run(scale: Scale) -> Vec<Outcome> {
    const PROMISE: &str = "12 in the panes a failed save is said, the edit is kept and can be tried again";
    if !can_inject() {
        return vec![Outcome::not_run(PROMISE, NO_STRACE)];
    }
    let mut outcome = Outcome::new(PROMISE);
    let cases = EDITS.into_iter().flat_map(|edit| FAULTS.map(|fault| Case { edit, fault })).collect();
    outcome.try_all(&scale.sample(cases, 6), check);
    vec![outcome]
}

fn check(Case { edit, fault }: &Case) -> Result<(), String> {
    let (call, nth, error) = *fault;
    // What was saved before made the same calls.
    let nth = match (edit.first, call) {
        ("", _) => nth,
        (_, "fsync") => nth + 2,
        _ => nth + 1,
    };
    let ticked = ROADMAP.replace("- [ ] Modules", "- [x] Modules");
    let (before, after) = match edit.first {
        "" => (ROADMAP.to_owned(), ROADMAP.replace(edit.change.0, edit.change.1)),
        _ => (ticked, ROADMAP.to_owned()),
    };
    let mut run = Run::new(ROADMAP).in_shell();
    run.wait_for("$");
    run.press(&format!(
        "exec strace -f -qq -o trace -e trace={call} -e inject={call}:error={error}:when={nth} $MILEPOST roadmap.md\r"
    ));
    run.wait_until("the panes", |screen, _| {
        screen.alternate_screen() && screen.contents().contains("Modules")
    });
    run.press(edit.first);
    run.wait_until("what goes before", |_, text| text == before);
    if !edit.first.is_empty() {
        run.wait_for("1 byte");
    }
    run.press(edit.keys);
    run.wait_for("cannot save");
    if run.text() != before {
        return Err(format!("told as not saved, and the file is another: {}", run.text()));
    }
    let trace = std::fs::read_to_string(run.home().join("trace")).unwrap();
    if trace.matches("(INJECTED)").count() != 1 {
        return Err(format!("the call did not fail once: {trace}"));
    }
    if !run.contents().contains(edit.typed) {
        return Err(format!("what was typed is gone:\n{}", run.contents()));
    }
    run.press(edit.again);
    run.wait_until("the edit", |screen, text| text == after && !screen.contents().contains("cannot save"));
    run.press("q");
    let ended = run.ended();
    if ended != "0" || run.text() != after {
        return Err(format!("ended with {ended}, and the file is:\n{}", run.text()));
    }
    Ok(())
}
