//! Completion in real shells: what is typed, a tab, and the line that it makes.

use std::process::{Command, Stdio};

use super::harness::{Run, Running, program};

const ROADMAP: &str = "\
# Phase 1: Junior

- [ ] Event Loop & Call Stack
- [ ] $(touch owned) `touch owned` \"; touch owned; '
- [x] Streams

| Skill   | $(touch owned) | Level |
| ------- | -------------- | ----- |
| Testing | ✅             | 2     |
";

/// A file whose name a shell would run if it were not quoted.
const HOSTILE_FILE: &str = "odd $(touch owned).md";

/// A shell with its prompt, and how it is told to complete.
struct Shell {
    name: &'static str,
    arguments: &'static [&'static str],
    setup: &'static str,
}

const SHELLS: [Shell; 3] = [
    Shell {
        name: "bash",
        arguments: &["--norc", "--noprofile", "-i"],
        setup: "PS1='ready$ '; eval \"$(milepost completions bash)\"",
    },
    Shell {
        name: "zsh",
        arguments: &["-f", "-i"],
        setup: "PS1='ready$ '; unsetopt prompt_sp; autoload -Uz compinit; compinit -u -D; eval \"$(milepost completions zsh)\"",
    },
    Shell {
        name: "fish",
        arguments: &["--no-config", "-i"],
        setup: "function fish_prompt; echo 'ready$ '; end; milepost completions fish | source",
    },
];

impl Shell {
    #[allow(clippy::print_stderr, reason = "who runs the tests is to know what they leave out")]
    fn is_there(&self) -> bool {
        let run =
            Command::new(self.name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        let is_there = run.is_ok_and(|status| status.success());
        if !is_there {
            eprintln!("left out: completion in {}, which is not installed", self.name);
        }
        is_there
    }

    fn start(&self) -> Running {
        let run = Run::new(ROADMAP);
        std::fs::write(run.home().join(HOSTILE_FILE), "- [ ] odd\n").unwrap();
        self.start_in(run)
    }

    fn start_in(&self, run: Run) -> Running {
        let folders = [program().parent().unwrap().to_owned(), run.home().join("bin")];
        let inherited = std::env::var_os("PATH").unwrap();
        let path = std::env::join_paths(folders.into_iter().chain(std::env::split_paths(&inherited)));
        let path = path.unwrap().into_string().unwrap();
        let mut running = run.env("PATH", &path).start_other(self.name, self.arguments);
        // A shell may throw away what is typed before it asks.
        running.wait_until("the shell", |screen, _| !screen.contents().trim().is_empty());
        running.press(&format!("{}\r", self.setup));
        running.wait_until("the prompt", |screen, _| screen.contents().trim_end().ends_with("ready$"));
        running
    }
}

/// Types, has it completed, and waits for the line that this makes.
fn complete(run: &mut Running, typed: &str, line: &str) {
    run.wait_until("the prompt", |screen, _| screen.contents().trim_end().ends_with("ready$"));
    run.press(&format!("{typed}\t"));
    run.wait_for(&format!("ready$ {line}"));
}

#[test]
fn items_are_completed_by_their_beginning_or_by_words_and_the_line_does_what_it_says() {
    for shell in SHELLS.iter().filter(|shell| shell.is_there()) {
        let mut run = shell.start();
        complete(
            &mut run,
            "milepost tick -f roadmap.md ev",
            "milepost tick -f roadmap.md event-loop-call-stack",
        );
        run.press("\r");
        run.wait_until("the tick", |_, text| text.contains("[x] Event Loop"));
        complete(
            &mut run,
            "milepost reset roadmap.md stack",
            "milepost reset roadmap.md event-loop-call-stack",
        );
        run.press("\r");
        run.wait_until("the box", |_, text| text == ROADMAP);
        complete(&mut run, "milepost rate roadmap.md tes", "milepost rate roadmap.md testing");
        run.press("\x15");
        complete(&mut run, "milepost jour", "milepost journal");
        run.press("\x15");
    }
}

#[test]
fn nothing_in_a_roadmap_or_the_name_of_a_file_is_run_by_the_shell() {
    for shell in SHELLS.iter().filter(|shell| shell.is_there()) {
        let mut run = shell.start();
        complete(
            &mut run,
            "milepost tick roadmap.md touch",
            "milepost tick roadmap.md touch-owned-touch-owned",
        );
        run.press("\r");
        run.wait_until("the tick", |_, text| text.contains("- [x] $(touch owned)"));
        run.wait_until("the prompt", |screen, _| screen.contents().trim_end().ends_with("ready$"));
        run.press("milepost list od\t");
        run.wait_for(".md");
        run.press("\r");
        run.wait_for("odd\n");
        complete(
            &mut run,
            "milepost matrix set roadmap.md testing \t",
            "milepost matrix set roadmap.md testing ",
        );
        run.press("\x15");
        assert!(!run.home().join("owned").exists(), "{}:\n{}", shell.name, run.contents());
    }
}

/// Has a line completed as far as it goes, and its words written down by the shell, one a line.
fn words_made(run: &mut Running, typed: &str) -> Vec<String> {
    run.wait_until("the prompt", |screen, _| screen.contents().trim_end().ends_with("ready$"));
    run.press("clear\r");
    run.wait_until("a clear screen", |screen, _| screen.contents().trim() == "ready$");
    run.press(&format!("{typed}\t"));
    // A word that is made is followed by a space.
    run.wait_until("the word", |screen, _| {
        let typed = format!("ready$ {typed}");
        let line = screen.contents_between(0, 0, 0, screen.cursor_position().1);
        line.len() > typed.len() && line.ends_with(' ')
    });
    run.press("\x01words \x05\r");
    run.wait_until("the prompt", |screen, _| screen.contents().trim_end().ends_with("ready$"));
    let path = run.home().join("words");
    let made = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    made.lines().map(str::to_owned).collect()
}

#[test]
fn a_text_of_a_roadmap_is_one_word_that_says_what_the_roadmap_says() {
    const TEXTS: [(&str, &str); 5] = [
        ("Ju", "Jun `touch owned`/x"),
        ("yard", "$HOME/yard"),
        ("quux", "$(touch owned)/quux"),
        ("It", "It's \"so\"; touch owned/!z"),
        ("leaf", "~/leaf"),
    ];
    let columns = TEXTS.map(|(_, text)| text.replace('`', r"\`")).join(" | ");
    let n = TEXTS.len();
    let roadmap =
        format!("| Skill | {columns} |\n|{}\n| Testing |{}\n", "-|".repeat(n + 1), " ✅ |".repeat(n));
    for shell in SHELLS.iter().filter(|shell| shell.is_there()) {
        let run = Run::new(&roadmap);
        run.script("words", "printf '%s\\n' \"$@\" >words\n");
        let mut run = shell.start_in(run);
        // Fish can't be told that a tilde is a tilde, and is not told of such a text.
        let taken = TEXTS.iter().filter(|(_, text)| shell.name != "fish" || !text.starts_with('~'));
        for &(typed, text) in taken {
            let made = words_made(&mut run, &format!("milepost gap roadmap.md --role {typed}"));
            assert_eq!(made, ["milepost", "gap", "roadmap.md", "--role", text], "{}", shell.name);
        }
        for quote in ["\"", "'"] {
            let made = words_made(&mut run, &format!("milepost gap -f roadmap.md --role {quote}Ju"));
            assert_eq!(made, ["milepost", "gap", "-f", "roadmap.md", "--role", TEXTS[0].1], "{}", shell.name);
        }
        assert!(!run.home().join("owned").exists(), "{}:\n{}", shell.name, run.contents());
    }
}

#[test]
fn the_users_folder_is_completed_where_it_is_typed_as_the_shell_knows_it() {
    const FOLDER: &str = "odd `touch owned`";
    for shell in SHELLS.iter().filter(|shell| shell.is_there()) {
        let run = Run::new(ROADMAP);
        run.script("words", "printf '%s\\n' \"$@\" >words\n");
        std::fs::create_dir(run.home().join(FOLDER)).unwrap();
        std::fs::write(run.home().join(FOLDER).join("it's.md"), "- [ ] x\n").unwrap();
        let mut run = shell.start_in(run);
        let home = run.home().to_str().unwrap().to_owned();
        for (typed, word) in [
            ("milepost tick ~/roadmap.md ev", "event-loop-call-stack".to_owned()),
            ("milepost tick -f ~/roadmap.md ev", "event-loop-call-stack".to_owned()),
            ("milepost tick -f $HOME/roadmap.md ev", "event-loop-call-stack".to_owned()),
            ("milepost tick ~/ro", format!("{home}/roadmap.md")),
            ("milepost $HOME/ro", format!("{home}/roadmap.md")),
            ("milepost ~/od\ti", format!("{home}/{FOLDER}/it's.md")),
        ] {
            let made = words_made(&mut run, typed);
            assert_eq!(made.last(), Some(&word), "{}: {typed}", shell.name);
        }
        assert!(!run.home().join("owned").exists(), "{}:\n{}", shell.name, run.contents());
    }
}

#[test]
fn the_number_of_a_line_stays_as_it_is_typed() {
    for shell in SHELLS.iter().filter(|shell| shell.is_there()) {
        let run = Run::new("- [ ] esc 31m\n- [ ] b\n");
        run.script("words", "printf '%s\\n' \"$@\" >words\n");
        let mut run = shell.start_in(run);
        run.press("milepost tick roadmap.md :1\t");
        run.press("\x01words \x05\r");
        let path = run.home().join("words");
        run.wait_until("the words", |_, _| {
            std::fs::read_to_string(&path).is_ok_and(|text| text.ends_with('\n'))
        });
        let made = std::fs::read_to_string(&path).unwrap();
        assert_eq!(made, "milepost\ntick\nroadmap.md\n:1\n", "{}", shell.name);
    }
}
