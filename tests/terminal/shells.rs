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
        let folder = program().parent().unwrap().to_owned();
        let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
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
