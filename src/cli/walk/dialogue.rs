//! Lines in, lines out: any terminal, pipe or file can answer, and nothing that is said moves a cursor.

use std::io::{BufRead, Write};

use crate::cli::output::{Failure, Output};
use crate::cli::select::{ITEMS_TOLD, SKILLS_TOLD};
use crate::cli::stdin::{is_yes, line, say};

/// Who answers, and where it is shown.
pub(super) struct Dialogue<A, S> {
    pub answers: A,
    pub shown: S,
    /// Whether answers are shown, as a terminal shows them while they are typed.
    pub is_echoed: bool,
}

impl<A: BufRead, S: Write> Dialogue<A, S> {
    /// Says something, of one or more lines.
    pub(super) fn say(&mut self, text: &str) {
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        say(&mut self.shown, &format!("{text}{end}"));
    }

    /// Says what a command has to say.
    pub(super) fn answer(&mut self, output: &Output) {
        self.say(&output.text);
        output.remarks.iter().for_each(|remark| self.say(remark));
    }

    /// Says why something is not done.
    pub(super) fn refuse(&mut self, failure: &Failure) {
        // What is listed elsewhere by a command of its own, the walk lists itself.
        let told = failure.error.to_string();
        let told = told.replace(ITEMS_TOLD, "`find WORDS` tells which have such words");
        self.say(&told.replace(SKILLS_TOLD, "`matrix` tells the skills"));
        failure.details.iter().for_each(|detail| self.say(detail));
    }

    /// The next line; none at the end.
    pub(super) fn ask(&mut self, prompt: &str) -> Option<String> {
        say(&mut self.shown, prompt);
        let answer = line(&mut self.answers);
        match &answer {
            Some(answer) if self.is_echoed => self.say(&format!("{answer}\n")),
            Some(_) => {}
            None => self.say("\n"),
        }
        answer
    }

    /// Whether the answer agrees, in so many words where nothing alone is not to mean yes.
    pub(super) fn agrees(&mut self, question: &str, is_expected: bool) -> bool {
        let choice = if is_expected { "[Y/n]" } else { "[y/N]" };
        let answer = self.ask(&format!("{question} {choice} "));
        answer.is_some_and(|answer| is_yes(&answer) && (is_expected || !answer.is_empty()))
    }
}
