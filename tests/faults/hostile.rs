//! Nothing in a file can drive the terminal: neither in the panes, with all their tabs and popups, nor in what the
//! command line prints.
//!
//! The payload stands wherever a text can stand: in the roadmap, in its file's name and those beside it, in a ladder, in
//! the config, in the clipboard that is pasted and in arguments. Every byte that the program writes is heard.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::path::Path;
use std::process::Command;

use crate::desk::program;
use crate::payloads::{Payload, payloads};
use crate::sequences::{Stream, strange};
use crate::table::{Outcome, Scale};
use crate::terminal::{Run, Running};

const ROADMAP: &str = "\
# Title PAYLOAD of it

Before the phases PAYLOAD.

## Phase 1: PAYLOAD Junior PAYLOAD (0–2 years)

### Skills PAYLOAD

- [ ] Modules PAYLOAD of [link PAYLOAD](https://example.org/PAYLOAD) #tagPAYLOAD
  > note PAYLOAD of it
- [ ] parent PAYLOAD [level:: PAYLOAD]
  - [ ] child PAYLOAD
  - [x] other child PAYLOAD ✅ 2026-01-01
- [PAYLOAD] state PAYLOAD
- [ ] `code PAYLOAD` <https://example.org/PAYLOAD> [[wiki PAYLOAD]] ![image PAYLOAD](PAYLOAD.png) [key:: PAYLOAD]
- plain PAYLOAD [1/2]

```PAYLOAD
code PAYLOAD
```

### Reading list PAYLOAD

- [ ] [Book PAYLOAD](book.md) p. 3/10 PAYLOAD
- [ ] [other](javascript:PAYLOAD \"title PAYLOAD\")
- [ ] [reference][PAYLOAD]

[PAYLOAD]: <file:///PAYLOAD> (title PAYLOAD)

## Matrix PAYLOAD

| Skill | Mid PAYLOAD | Senior | Level | Target | Notes |
|---|:-:|:-:|---|---|---|
| Modules PAYLOAD | ✅ | 🔲 PAYLOAD | 2 | 4 | note PAYLOAD |
| PAYLOAD | PAYLOAD | 🔲 | PAYLOAD | PAYLOAD | PAYLOAD |

## Journal PAYLOAD

- 2026-11-20 **Lesson**: words PAYLOAD about Modules PAYLOAD #tagPAYLOAD
  - below PAYLOAD
- 2026-11-19 **PAYLOAD**: words PAYLOAD
";

/// The key as terminals say it that tell it from the beginning of a sequence: what comes next is a key of its own.
const ESC: &str = "\x1b[27u";

/// Keys, one group after the other; after each the screen is drawn whole. `PASTED` is the payload, pasted.
const KEYS: &[&str] = &[
    // The roadmap: its panes, help, palette, fields, links, the filter, a search, an empty one, questions, copies.
    "Z", "\t", "\t", "j", "j", "?", ESC, ":", ESC, "n", "PASTED", ESC, "e", "PASTED", ESC, "a", "PASTED", ESC,
    "O", ESC, "o", ESC, "f", ESC, "/PASTED", "\r", "n", ESC, "/none", "\r", ESC, "j", "d", ESC, "T", ESC,
    "y", "Y", "p", ESC, "J", ESC, "x", "u", "U", "u",
    // The matrix, the gap with its roles and ladders, the assessment.
    "2", "j", "l", "l", "n", ESC, "e", ESC, "y", "Y", "v", "j", "\r", ESC, "r", ESC, "L", ESC, "v", "A", "s",
    ESC, ESC, // The progress, the journal, the resources, other roadmaps.
    "3", "j", "\r", ESC, "4", "j", "e", ESC, "f", ESC, "a", ESC, "y", "\r", ESC, "5", "j", "j", "O", ESC,
    "o", ESC, "=", ESC, "f", ESC, "y", "1", "\x0f", "j", ESC,
];

/// What the command line is asked for: each part is an argument. `ROADMAP` is the file.
const COMMANDS: &[&[&str]] = &[
    &["status", "ROADMAP"],
    &["list", "ROADMAP", "--all"],
    &["show", "ROADMAP", ":9"],
    &["next", "ROADMAP"],
    &["links", "ROADMAP"],
    &["journal", "ROADMAP"],
    &["matrix", "ROADMAP"],
    &["gap", "ROADMAP", "--role", "Senior"],
    &["gap", "ROADMAP", "--role", "Mid PAYLOAD", "--ladder", "Ladder PAYLOAD"],
    &["gap", "ROADMAP", "--role", "PAYLOAD"],
    &["gap", "ROADMAP", "--ladder", "PAYLOAD"],
    &["check", "ROADMAP"],
    &["history", "ROADMAP"],
    &["config"],
    &["tick", "-f", "ROADMAP", "--dry-run", ":9"],
    &["tick", "-f", "ROADMAP", "--dry-run", "PAYLOAD"],
    &["note", "-f", "ROADMAP", "--dry-run", ":9", "note PAYLOAD"],
    &["track", "-f", "ROADMAP", "--dry-run", "Skills PAYLOAD"],
    &["matrix", "set", "-f", "ROADMAP", "--dry-run", "Modules PAYLOAD", "PAYLOAD", "PAYLOAD"],
    &["rate", "-f", "ROADMAP", "--dry-run", "Modules PAYLOAD", "PAYLOAD"],
    &["journal", "add", "-f", "ROADMAP", "--dry-run", "lesson", "words PAYLOAD", "--tag", "tagPAYLOAD"],
    &["journal", "add", "-f", "ROADMAP", "--dry-run", "PAYLOAD", "words"],
    &["show", "ROADMAP", "PAYLOAD"],
    &["list", "ROADMAP", "--phase", "PAYLOAD"],
    &["status", "missing PAYLOAD.md"],
    &["new", "PAYLOAD"],
    // What the reading of the arguments refuses.
    &["list", "ROADMAP", "--state", "PAYLOAD"],
    &["journal", "ROADMAP", "--since", "PAYLOAD"],
    &["set", "-f", "ROADMAP", ":9", "PAYLOAD"],
    &["PAYLOAD"],
    &["status", "--PAYLOAD"],
    &["help", "PAYLOAD"],
    &["completions", "PAYLOAD"],
];

const FORMS: [&[&str]; 3] = [&[], &["--plain"], &["--json"]];

#[derive(Debug)]
enum Case {
    Panes(Payload),
    /// One form of all commands.
    Commands(Payload, &'static [&'static str]),
    /// The config is wrong in a way that its message speaks of.
    Config(Payload),
}

pub(crate) fn run(scale: Scale) -> Vec<Outcome> {
    let payloads = scale.sample(payloads(), 10);
    // Whoever hears nothing strange in a payload itself would hear it nowhere. (In the panes, lines begin by a return.)
    for payload in &payloads {
        for stream in [Stream::Pipe, Stream::Panes] {
            let is_heard = strange(&payload.0, stream, &payload.hostile()).is_err();
            assert!(is_heard || payload.0 == b"\r" && stream == Stream::Panes, "{payload:?} in {stream:?}");
        }
    }
    let mut panes = Outcome::new("8 nothing in a file drives the terminal: tabs and popups of the panes");
    let cases: Vec<Case> = payloads.iter().cloned().map(Case::Panes).collect();
    panes.try_all(&cases, check);
    let mut commands = Outcome::new("8 the same: what commands print for people, plain and as JSON");
    let of_payload = |payload: &Payload| {
        let forms = FORMS.map(|form| Case::Commands(payload.clone(), form));
        forms.into_iter().chain([Case::Config(payload.clone())]).collect::<Vec<_>>()
    };
    commands.try_all(&payloads.iter().flat_map(of_payload).collect::<Vec<_>>(), check);
    vec![panes, commands]
}

fn check(case: &Case) -> Result<(), String> {
    match case {
        Case::Panes(payload) => in_panes(payload),
        Case::Commands(payload, form) => {
            let home = tempfile::tempdir().unwrap();
            lay_out(home.path(), payload);
            let failures: Vec<String> = COMMANDS
                .iter()
                .filter_map(|command| {
                    let arguments: Vec<&str> = command.iter().chain(*form).copied().collect();
                    asked(home.path(), payload, &arguments).err()
                })
                .collect();
            if failures.is_empty() { Ok(()) } else { Err(failures.join("; ")) }
        }
        Case::Config(payload) => {
            let home = tempfile::tempdir().unwrap();
            lay_out(home.path(), payload);
            let quoted = serde_json::to_string(&payload.lossy()).unwrap();
            let texts = [
                payload.within("theme: PAYLOAD\n"),
                format!("theme: {quoted}\n").into_bytes(),
                format!("{quoted}: 1\n").into_bytes(),
                format!("keys: {{ roadmap: {{ {quoted}: [{quoted}] }} }}\n").into_bytes(),
            ];
            texts.into_iter().try_for_each(|text| {
                fs::write(home.path().join("config.yaml"), text).unwrap();
                asked(home.path(), payload, &["config"])?;
                asked(home.path(), payload, &["status", "ROADMAP"])
            })
        }
    }
}

/// Runs a command; whatever it answers, both streams are tame.
fn asked(home: &Path, payload: &Payload, arguments: &[&str]) -> Result<(), String> {
    let of_file = payload.without_nul();
    let filled = |argument: &&str| match *argument {
        "ROADMAP" => file_name(payload),
        argument => OsString::from_vec(of_file.within(argument)),
    };
    let output = Command::new(program())
        .args(arguments.iter().map(filled))
        .current_dir(home)
        .env_clear()
        .env("MILEPOST_HOME", home)
        .output()
        .unwrap();
    let told = |stream: &str, bytes: &[u8]| {
        strange(bytes, Stream::Pipe, &payload.hostile())
            .map_err(|what| format!("{arguments:?} has in its {stream} {what}"))
    };
    if output.status.code().is_none() {
        return Err(format!("{arguments:?} ended by a signal"));
    }
    told("output", &output.stdout)?;
    told("errors", &output.stderr)
}

fn in_panes(payload: &Payload) -> Result<(), String> {
    let name = file_name(payload).to_string_lossy().into_owned();
    let run = Run::new("").env("NAME", &name);
    lay_out(run.home(), payload);
    fs::write(run.home().join(&name), payload.within(ROADMAP)).unwrap();
    // In colours too, and with the panes behind them on the same terminal.
    run.script(
        "all",
        "for command in status 'list --all' next links journal matrix check; do\n\
         \"$MILEPOST\" $command -f \"$NAME\"\ndone\nexec \"$MILEPOST\" \"$NAME\"\n",
    );
    let mut run = run.in_shell();
    run.wait_for("$");
    run.press("exec bin/all\r");
    run.wait_until("the panes", |screen, _| {
        screen.alternate_screen() && screen.contents().contains("Modules")
    });
    let pasted = payload.lossy();
    let mut n_drawn = run.written(n_erased);
    for keys in KEYS {
        run.press(&keys.replace("PASTED", &format!("\x1b[200~{pasted}\x1b[201~")));
        drawn(&mut run, &mut n_drawn, keys);
    }
    run.press("q");
    let ended = run.ended();
    if ended != "0" {
        return Err(format!("ended with {ended}"));
    }
    run.written(|written| strange(written, Stream::Panes, &payload.hostile()))
}

/// Has the screen drawn whole, which also tells that the keys before were heard.
fn drawn(run: &mut Running, n_drawn: &mut usize, keys: &str) {
    *n_drawn += 1;
    run.press("\x0c");
    run.wait_until_written(&format!("a screen after {keys:?}"), |written| n_erased(written) >= *n_drawn);
}

/// How often the whole screen was erased.
fn n_erased(written: &[u8]) -> usize {
    const ERASE: &[u8] = b"\x1b[2J";
    written.windows(ERASE.len()).filter(|window| *window == ERASE).count()
}

fn file_name(payload: &Payload) -> OsString {
    OsString::from_vec(payload.without_nul().within("road PAYLOAD.md").into_iter().map(not_a_slash).collect())
}

/// The payload in every file that is read.
fn lay_out(home: &Path, payload: &Payload) {
    fs::write(home.join(file_name(payload)), payload.within(ROADMAP)).unwrap();
    let other: Vec<u8> =
        payload.without_nul().within("other PAYLOAD.md").into_iter().map(not_a_slash).collect();
    fs::write(home.join(OsString::from_vec(other)), payload.within("# PAYLOAD\n\n- [ ] PAYLOAD\n")).unwrap();
    let name = |text: &str| text.replace("PAYLOAD", &payload.lossy());
    let ladder = serde_json::json!({
        "name": name("Ladder PAYLOAD"),
        "roles": [name("Mid PAYLOAD"), "Senior"],
        "skills": [{
            "name": name("Modules PAYLOAD"),
            "match": [name("Modules PAYLOAD")],
            "expects": { "Senior": 3 },
            "means": { "Senior": name("means PAYLOAD") },
        }],
    });
    fs::create_dir(home.join("ladders")).unwrap();
    fs::write(home.join("ladders/mine.yaml"), ladder.to_string()).unwrap();
    fs::write(home.join("ladders/wrong.yaml"), payload.within("name: PAYLOAD\nroles: PAYLOAD\n")).unwrap();
}

fn not_a_slash(byte: u8) -> u8 {
    if byte == b'/' { b'_' } else { byte }
}
