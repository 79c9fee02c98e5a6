//! What commands look like when they are used: the first thing that their help shows.

use clap::Command;

/// A command by its whole name, and lines that use it. The program itself has no name here.
const EXAMPLES: &[(&str, &str)] = &[
    (
        "",
        "\
milepost roadmap.md                         open the panes
milepost --plain                            walk through it line by line, without a screen
milepost tick \"call stack\"                  set an item to done
milepost next                               what to do next, and why
milepost gap --role Senior                  what a role still asks for
milepost export roadmap.md -o roadmap.html  a page to give away",
    ),
    ("status", "milepost status\nmilepost status notes/*.md --json | jq .total.percent"),
    (
        "list",
        "\
milepost list --filter \"state:open tag:#node\"
milepost list --state doing,todo --phase 1
milepost list --section resources --all
milepost list --json | jq -r '.items[] | select(.state == \"doing\").text'",
    ),
    ("show", "milepost show event-loop\nmilepost show roadmap.md :20 --json"),
    ("next", "milepost next -n 3\nmilepost next --json | jq -r '.items[0].text'"),
    (
        "set",
        "\
milepost set \"call stack\" doing
milepost set event-loop streams deferred --dry-run",
    ),
    (
        "tick",
        "\
milepost tick \"call stack\"
milepost tick :20 event-loop
milepost tick roadmap.md streams --dry-run",
    ),
    ("start", "milepost start \"call stack\""),
    ("skip", "milepost skip roadmap.md streams"),
    ("reset", "milepost reset :20 --dry-run"),
    (
        "note",
        "\
milepost note event-loop \"Read the libuv design overview.\"
git log -1 --format=%B | milepost note roadmap.md event-loop -
milepost note event-loop --remove",
    ),
    (
        "track",
        "milepost track \"soft skills\" --dry-run\nmilepost track roadmap.md phase-2-mid-level-developer",
    ),
    ("matrix", "milepost matrix\nmilepost matrix set \"Node.js Internals\" Senior done"),
    (
        "matrix set",
        "\
milepost matrix set \"Node.js Internals\" Senior done
milepost matrix set roadmap.md :272 notes \"Draw the system first\"
milepost matrix set mentorship level proficient --dry-run",
    ),
    (
        "rate",
        "\
milepost rate \"Node.js Internals\" 3
milepost rate mentorship proficient --yes
milepost rate --target \"Architecture Design\" 4",
    ),
    (
        "gap",
        "\
milepost gap --role Senior
milepost gap roadmap.md --ladder backend-nodejs --role mid --json",
    ),
    (
        "assess",
        "\
milepost assess --role Senior
printf '3\\n\\n4 led the redesign\\n2\\ny\\n' | milepost assess roadmap.md --dry-run",
    ),
    (
        "history",
        "\
milepost history
milepost history roadmap.md --git
milepost history --git --plain | awk -F'\\t' '$1 == \"week\"'",
    ),
    (
        "journal",
        "\
milepost journal --kind lesson --since 2026-10-01
milepost journal roadmap.md --tag event-loop --json
milepost journal add lesson \"setImmediate runs before a timer only inside an I/O callback.\" --tag event-loop",
    ),
    (
        "journal add",
        "\
milepost journal add lesson \"setImmediate runs before a timer only inside an I/O callback.\"
milepost journal add project \"Moved the queue to streams\" --tag streams
milepost journal add roadmap.md note - < today.md",
    ),
    ("links", "milepost links --plain | cut -f 2"),
    (
        "check",
        "\
milepost check
milepost check --fix --dry-run
milepost check notes/*.md --plain",
    ),
    ("new", "milepost new backend --from nodejs-developer\nmilepost new --list"),
    (
        "export",
        "\
milepost export roadmap.md -o roadmap.html
milepost export --format svg -o .github/progress.svg
milepost export --format csv | grep '^item'",
    ),
    ("config", "milepost config --defaults\nmilepost config --schema > config.schema.json"),
    (
        "completions",
        "\
source <(milepost completions bash)                                       in ~/.bashrc
source <(milepost completions zsh)                                        in ~/.zshrc, behind compinit
milepost completions fish > ~/.config/fish/completions/milepost.fish
milepost completions powershell | Out-String | Invoke-Expression          in $PROFILE",
    ),
];

/// The examples of a command by its whole name.
pub(in crate::cli) fn of(name: &str) -> Option<&'static str> {
    EXAMPLES.iter().find(|(known, _)| *known == name).map(|(_, lines)| *lines)
}

/// The command with examples before all else in its help, and those below it as well. `above` is the name of what it
/// belongs to.
pub(in crate::cli) fn first(command: Command, above: Option<&str>) -> Command {
    let name = match above {
        None => String::new(),
        Some("") => command.get_name().to_owned(),
        Some(above) => format!("{above} {}", command.get_name()),
    };
    let command = match of(&name) {
        Some(lines) => {
            let lines: String = lines.lines().map(|line| format!("  {line}\n")).collect();
            let template =
                "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";
            command.before_help(format!("Examples:\n{lines}").trim_end().to_owned()).help_template(template)
        }
        None => command,
    };
    command.mut_subcommands(|below| first(below, Some(&name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::arguments::Arguments;

    #[test]
    fn every_example_is_of_a_command_that_there_is_and_can_be_read() {
        for (name, lines) in EXAMPLES {
            for line in lines.lines() {
                let used = line.split("milepost ").nth(1).unwrap_or_default();
                let first = name.split(' ').next().unwrap_or_default();
                assert!(used.starts_with(first), "{name}: {line}");
                // Up to what is for the shell, or said beside it.
                let words = used.split(['|', '<', '>', ')']).next().unwrap_or_default();
                let words = words.split("  ").next().unwrap_or_default().replace("*.md", "a.md");
                let words = words.split('"').enumerate().flat_map(|(nth, part)| match nth % 2 {
                    0 => part.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
                    _ => vec![part.to_owned()],
                });
                let arguments = std::iter::once("milepost".to_owned()).chain(words).map(Into::into);
                if let Err(refusal) = Arguments::read(arguments) {
                    panic!("{line}: {refusal}");
                }
            }
        }
    }
}
