//! `milepost help keys`: every command with the keys in force, as Markdown that is read well as plain text too.

use super::output::Output;
use crate::app::palette;
use crate::app::tab::Tab;
use crate::command::Command;
use crate::display::width;
use crate::keymap::{Keymap, Keys};

const HEADER: [&str; 3] = ["keys", "what they do", "command"];

pub(super) fn run(keymap: &Keymap) -> Output {
    Output::text(markdown(keymap))
}

/// A table for each group of commands, in the order of the help.
fn markdown(keymap: &Keymap) -> String {
    let rows: Vec<(&str, [String; 3])> = palette::order(Tab::Roadmap)
        .into_iter()
        .map(|command| (palette::heading(command, Tab::Roadmap), row(keymap, command)))
        .collect();
    let columns: [usize; 3] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|(_, row)| width(&row[column]));
        cells.chain([HEADER[column].len()]).max().unwrap_or_default()
    });
    let mut text = String::new();
    for group in rows.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((heading, _)) = group.first() else { continue };
        let gap = if text.is_empty() { "" } else { "\n" };
        text.push_str(&format!("{gap}### {heading}\n\n"));
        text.push_str(&line(HEADER, columns));
        text.push_str(&line(columns.map(|n| "-".repeat(n)), columns));
        for (_, row) in group {
            text.push_str(&line(row, columns));
        }
    }
    text
}

fn row(keymap: &Keymap, command: Command) -> [String; 3] {
    // A backtick is no key, and a pipe would end the cell.
    let label = |keys: &&Keys| format!("`{}`", keys.label().replace('|', "\\|"));
    let keys: Vec<String> = keymap.all_keys_of(command).iter().map(label).collect();
    [keys.join(" "), command.help().to_owned(), command.name().to_owned()]
}

fn line<T: AsRef<str>>(cells: impl IntoIterator<Item = T>, columns: [usize; 3]) -> String {
    let mut line = String::from("|");
    for (cell, columns) in cells.into_iter().zip(columns) {
        let cell = cell.as_ref();
        line.push_str(&format!(" {cell}{} |", " ".repeat(columns.saturating_sub(width(cell)))));
    }
    line + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGIN: &str = "<!-- milepost help keys -->\n";
    const END: &str = "<!-- end -->\n";

    #[test]
    fn the_readme_has_the_keys_as_they_are() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
        let readme = std::fs::read_to_string(path).unwrap();
        let (before, rest) = readme.split_once(BEGIN).unwrap();
        let (keys, after) = rest.split_once(END).unwrap();
        let wanted = format!("\n{}\n", markdown(&Keymap::default()));
        if std::env::var_os("UPDATE_README").is_some() {
            std::fs::write(path, [before, BEGIN, &wanted, END, after].concat()).unwrap();
            return;
        }
        assert!(keys == wanted, "run this test with UPDATE_README=1; README.md should have:\n{wanted}");
    }

    #[test]
    fn every_command_stands_once_with_its_keys() {
        let text = markdown(&Keymap::default());
        for &command in Command::all() {
            let name = format!(" {} ", command.name());
            let lines: Vec<&str> = text.lines().filter(|line| line.contains(&name)).collect();
            assert!(lines.iter().any(|line| line.starts_with("| `")), "{command}: {lines:?}");
        }
        let columns: Vec<usize> = text.lines().filter(|line| line.starts_with('|')).map(width).collect();
        assert!(columns.iter().all(|n| Some(n) == columns.first()), "the tables are aligned");
    }
}
