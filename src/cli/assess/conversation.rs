//! The questions of a self-assessment and their answers, as lines: no cursor moves, so that any terminal, pipe or file
//! can answer.

use std::io::{BufRead, Write};

use crate::assess::walk::{Answer, Progress, Question, Walk};
use crate::cli::stdin::{line, say};
use crate::model::Level;

/// A walk, who answers it, and where the questions are shown.
pub(super) struct Conversation<A, S> {
    pub walk: Walk,
    pub answers: A,
    pub shown: S,
}

/// How the questions ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// All are behind.
    Through,
    /// It was asked to.
    Left,
    /// Nobody answers any more.
    Unanswered,
}

/// What an answer says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Reply {
    Rate(Level, String),
    Keep,
    Back,
    Leave,
    Unclear,
}

impl<A: BufRead, S: Write> Conversation<A, S> {
    /// Says what is begun, or gone on with; `fresh` is what is typed to begin anew.
    pub(super) fn greet(&mut self, file: &str, role: Option<&str>, fresh: &str) {
        let (at, of) = self.walk.position();
        let role = role.map_or(String::new(), |role| format!(" for {role}"));
        let questions = if of == 1 { "question" } else { "questions" };
        self.say(&format!("self-assessment of {file}{role}: {of} {questions}\n"));
        self.say("1 to 5 rates, and words behind it say why; nothing keeps, b goes back, q leaves\n");
        let n_answered = self.walk.progress().len();
        if n_answered > 0 {
            let next = if at > of { "all are answered".to_owned() } else { format!("question {at} is next") };
            self.say(&format!("going on where it was left: {next}; {fresh} begins anew\n"));
        }
    }

    /// Asks until all questions are behind or the answers end. `keep` is given what was answered so far.
    pub(super) fn hold(&mut self, keep: &mut dyn FnMut(&Progress)) -> Ending {
        while let Some(question) = self.walk.question() {
            let text = told(question, self.walk.position(), self.walk.answer());
            self.say(&text);
            let reply = loop {
                self.say("> ");
                let Some(answer) = line(&mut self.answers) else {
                    self.say("\n");
                    return Ending::Unanswered;
                };
                match Reply::read(&answer) {
                    Reply::Unclear => self.say("1 to 5, nothing, b or q\n"),
                    reply => break reply,
                }
            };
            match reply {
                Reply::Rate(level, line) => self.walk.rate(level, &line),
                Reply::Keep => match self.walk.answer().cloned() {
                    Some(Answer::Rated { level, line }) => {
                        self.walk.rate(level, line.as_deref().unwrap_or_default());
                    }
                    Some(Answer::Skipped) | None => self.walk.skip(),
                },
                Reply::Back if self.walk.back() => {}
                Reply::Back => self.say("this is the first question\n"),
                Reply::Leave | Reply::Unclear => return Ending::Left,
            }
            keep(&self.walk.progress());
        }
        Ending::Through
    }

    pub(super) fn say(&mut self, text: &str) {
        say(&mut self.shown, text);
    }
}

impl Reply {
    fn read(answer: &str) -> Self {
        match answer {
            "" => return Self::Keep,
            "b" | "back" => return Self::Back,
            "q" | "quit" => return Self::Leave,
            _ => {}
        }
        // One letter is no name: `n` may be meant as no, or as next.
        let is_number = answer.starts_with(|char: char| char.is_ascii_digit());
        if let Some(level) = Level::from_token(answer).filter(|_| is_number || answer.len() > 1) {
            return Self::Rate(level, String::new());
        }
        let (first, line) = answer.split_once(char::is_whitespace).unwrap_or((answer, ""));
        let level = Level::from_token(first).filter(|_| is_number);
        level.map_or(Self::Unclear, |level| Self::Rate(level, line.trim().to_owned()))
    }
}

/// A question with what helps to answer it.
fn told(question: &Question, (at, of): (usize, usize), answer: Option<&Answer>) -> String {
    let named = |level: Level| format!("{} {}", level.number(), level.name());
    let mut text = format!("\n{at}/{of}  {}\n", question.skill);
    let mut tell = |name: &str, value: &str| text.push_str(&format!("  {name:<9} {value}\n"));
    tell("level", &question.level.map_or("not rated".to_owned(), named));
    if let Some(expected) = question.expected {
        let meaning = question.meaning.as_ref().map_or(String::new(), |meaning| format!(": {meaning}"));
        tell("asked for", &format!("{}{meaning}", named(expected)));
    }
    tell("evidence", &question.evidence);
    question.disagreements.iter().for_each(|disagreement| tell("but", disagreement));
    match answer {
        Some(Answer::Rated { level, line }) => {
            let line = line.as_ref().map_or(String::new(), |line| format!(": {line}"));
            tell("answered", &format!("{}{line}", named(*level)));
        }
        Some(Answer::Skipped) => tell("answered", "as it is"),
        None => {}
    }
    for level in Level::ALL {
        text.push_str(&format!("  {:<19}  {}\n", named(level), level.meaning()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::Standing;
    use crate::model::Roadmap;
    use crate::settings::Defaults;

    fn walk() -> Walk {
        let text = "|Skill|Mid|Level|\n|-|-|-|\n|A\u{1b}[2J|✅|2|\n|B|🔲||\n|C|🔲|4|\n";
        Walk::new(&Standing::of(&Roadmap::read(text.into(), Defaults::default()), None), None)
    }

    /// How a walk ends that is answered so, what it comes to, and what was shown and kept.
    fn held(walk: Walk, answers: &str) -> (Ending, String, String, Vec<Progress>) {
        let answers = answers.as_bytes();
        let mut conversation = Conversation { walk, answers, shown: Vec::new() };
        let mut kept = Vec::new();
        conversation.greet("roadmap.md", Some("Mid"), "--fresh");
        let ending = conversation.hold(&mut |progress| kept.push(progress.clone()));
        let shown = String::from_utf8(conversation.shown).unwrap();
        (ending, conversation.walk.outcome().entry(), shown, kept)
    }

    #[test]
    fn a_question_is_asked_with_the_scale_the_level_and_the_evidence() {
        let (_, _, shown, _) = held(walk(), "");
        assert_eq!(
            shown,
            "self-assessment of roadmap.md for Mid: 3 questions
1 to 5 rates, and words behind it say why; nothing keeps, b goes back, q leaves

1/3  A␛[2J
  level     2 advanced beginner
  evidence  no item speaks of it
  1 novice             Follows rules and instructions step by step, whatever the situation.
  2 advanced beginner  Recognises situations met before and adapts the rules to them.
  3 competent          Plans, chooses what matters, and answers for the outcome.
  4 proficient         Sees the situation as a whole and bends the maxims where they do not fit.
  5 expert             Acts from understanding, and makes the rules that others follow.
> \n"
        );
    }

    #[test]
    fn answers_rate_keep_go_back_and_leave() {
        let told = |answers| {
            let (ending, entry, _, kept) = held(walk(), answers);
            (ending, entry, kept.len())
        };
        assert_eq!(
            told("3\n\n5 led the redesign\n"),
            (Ending::Through, "A\u{1b}[2J 2 → 3, C 4 → 5".into(), 3)
        );
        assert_eq!(told("expert\n4\nb\n\n\n"), (Ending::Through, "A\u{1b}[2J 2 → 5, B → 4".into(), 5));
        assert_eq!(told("b\n6\nn\nq\n"), (Ending::Left, String::new(), 1));
        assert_eq!(told("1\r\n2"), (Ending::Unanswered, "A\u{1b}[2J 2 → 1, B → 2".into(), 2));
    }

    #[test]
    fn what_is_not_understood_is_asked_again() {
        let (_, _, shown, _) = held(walk(), "0\n6\nn\n3.5\nyes\nq\n");
        assert_eq!(shown.matches("1 to 5, nothing, b or q").count(), 5);
    }

    #[test]
    fn it_goes_on_where_it_was_left_and_shows_what_was_answered() {
        let (ending, _, _, kept) = held(walk(), "3 because\nq\n");
        assert_eq!(ending, Ending::Left);
        let resumed = walk().resumed(kept.last().unwrap().clone());
        let (_, _, shown, _) = held(resumed, "b\n");
        assert!(shown.contains("where it was left: question 2 is next; --fresh begins anew"), "{shown}");
        assert!(shown.contains("  answered  3 competent: because\n"), "{shown}");
    }
}
