//! The guided self-assessment: one skill after the other, from what is known of it to a level.
//!
//! A pure state machine: it asks and is answered, and in the end tells what is to be written. It holds skills by their
//! names and no places, so that the file may change while it is open; [`Standing::skill`] finds each again.

mod outcome;

pub use outcome::{Change, Outcome};

use super::{SkillStanding, Standing, key};
use crate::model::Level;

/// A self-assessment under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    questions: Vec<Question>,
    /// One for each question.
    answers: Vec<Option<Answer>>,
    /// The question that is asked; one past the last when all are behind.
    at: usize,
}

/// What is asked, with what helps to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub skill: String,
    /// The level that it has now.
    pub level: Option<Level>,
    /// The level that the role asks for.
    pub expected: Option<Level>,
    /// What that means, in the ladder's words.
    pub meaning: Option<String>,
    /// The evidence, in words.
    pub evidence: String,
    /// What does not go together, in words.
    pub disagreements: Vec<String>,
}

/// What was said to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Rated {
        level: Level,
        /// Why, in a line of one's own.
        line: Option<String>,
    },
    Skipped,
}

/// What has been answered so far, to be kept and resumed: the name of each skill with its answer.
pub type Progress = Vec<(String, Answer)>;

impl Walk {
    /// Asks for every skill that the role asks for, or for all where no role is given, in the order of the matrix.
    pub fn new(standing: &Standing, role: Option<usize>) -> Self {
        let mut asked: Vec<usize> = match role {
            Some(_) => standing.gap(role).skills.iter().map(|gap| gap.skill).collect(),
            None => (0..standing.skills.len()).collect(),
        };
        asked.sort_unstable();
        let questions: Vec<Question> =
            asked.into_iter().map(|index| question(standing, &standing.skills[index], role)).collect();
        let answers = vec![None; questions.len()];
        Self { questions, answers, at: 0 }
    }

    /// Goes on where an earlier walk was left. Answers to skills that are gone are dropped; the first question without an
    /// answer is asked next.
    #[must_use]
    pub fn resumed(mut self, progress: Progress) -> Self {
        let mut given: std::collections::HashMap<String, Answer> =
            progress.into_iter().map(|(skill, answer)| (key(&skill), answer)).collect();
        for (question, answer) in self.questions.iter().zip(&mut self.answers) {
            *answer = given.remove(&key(&question.skill));
        }
        self.at = self.answers.iter().position(Option::is_none).unwrap_or(self.answers.len());
        self
    }

    /// What is asked now; none when all questions are behind.
    pub fn question(&self) -> Option<&Question> {
        self.questions.get(self.at)
    }

    /// The answer that the question asked now was given before.
    pub fn answer(&self) -> Option<&Answer> {
        self.answers.get(self.at)?.as_ref()
    }

    /// The number of the question, counted from 1, and how many there are.
    pub fn position(&self) -> (usize, usize) {
        (self.at + 1, self.questions.len())
    }

    /// Answers the question with a level, and why; an empty line is none. Goes on to the next.
    pub fn rate(&mut self, level: Level, line: &str) {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        self.take(Answer::Rated { level, line: Some(line).filter(|line| !line.is_empty()) });
    }

    /// Leaves the level as it is, and goes on to the next.
    pub fn skip(&mut self) {
        self.take(Answer::Skipped);
    }

    /// Goes back to the question before, whose answer stays until another is given; false at the first.
    pub fn back(&mut self) -> bool {
        let is_first = self.at == 0;
        self.at = self.at.saturating_sub(1);
        !is_first
    }

    /// What has been answered, to be kept when the walk is left.
    pub fn progress(&self) -> Progress {
        let answered = self.questions.iter().zip(&self.answers);
        answered.filter_map(|(question, answer)| Some((question.skill.clone(), answer.clone()?))).collect()
    }

    /// What the answers change.
    pub fn outcome(&self) -> Outcome {
        outcome::of(self.questions.iter().zip(&self.answers))
    }

    fn take(&mut self, answer: Answer) {
        if let Some(place) = self.answers.get_mut(self.at) {
            *place = Some(answer);
            self.at += 1;
        }
    }
}

fn question(standing: &Standing, skill: &SkillStanding, role: Option<usize>) -> Question {
    let meaning = role.and_then(|role| skill.in_ladder.as_ref()?.meaning(role));
    let disagreements = standing.disagreements(skill);
    Question {
        skill: skill.name.clone(),
        level: skill.level,
        expected: skill.expected(role),
        meaning: meaning.map(str::to_owned),
        evidence: skill.evidence.to_string(),
        disagreements: disagreements.iter().map(ToString::to_string).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::testing::{ladder, standing};

    const MATRIX: &str =
        "# M\n\n| Skill | Level | Senior |\n| - | - | - |\n| A | 2 | ✅ |\n| B | 4 | |\n| C | | n/a |\n";

    fn walk() -> Walk {
        Walk::new(&standing(MATRIX, None), None)
    }

    fn asked(walk: &Walk) -> Option<&str> {
        walk.question().map(|question| question.skill.as_str())
    }

    #[test]
    fn every_skill_is_asked_for_with_what_is_known_of_it() {
        let mut walk = walk();
        assert_eq!((asked(&walk), walk.position()), (Some("A"), (1, 3)));
        assert_eq!(walk.question().unwrap().level, Some(Level::AdvancedBeginner));
        assert_eq!(walk.question().unwrap().evidence, "no item speaks of it");
        walk.rate(Level::Competent, "  led it\n twice ");
        walk.skip();
        assert_eq!(asked(&walk), Some("C"));
        walk.rate(Level::Novice, "");
        assert_eq!((asked(&walk), walk.position()), (None, (4, 3)));
        walk.skip();
        assert_eq!(walk.progress().len(), 3, "behind the last question nothing is answered");
    }

    #[test]
    fn going_back_shows_the_answer_and_another_takes_its_place() {
        let mut walk = walk();
        assert!(!walk.back());
        walk.rate(Level::Expert, "sure");
        assert!(walk.back());
        assert_eq!(walk.answer(), Some(&Answer::Rated { level: Level::Expert, line: Some("sure".into()) }));
        walk.rate(Level::Competent, "");
        assert_eq!(
            walk.progress(),
            [("A".to_owned(), Answer::Rated { level: Level::Competent, line: None })]
        );
    }

    #[test]
    fn a_walk_that_was_left_goes_on_at_the_first_open_question() {
        let mut left = walk();
        left.rate(Level::Competent, "x");
        left.skip();
        let mut progress = left.progress();
        progress[0].0 = "a".into();
        progress.push(("Gone".into(), Answer::Skipped));
        let mut resumed = walk().resumed(progress);
        assert_eq!(asked(&resumed), Some("C"));
        assert_eq!(resumed.progress(), left.progress());
        resumed.skip();
        assert_eq!(asked(&walk().resumed(resumed.progress())), None);
    }

    #[test]
    fn a_role_asks_for_its_own_skills_in_the_order_of_the_matrix() {
        let standing = standing(MATRIX, None);
        let walk = Walk::new(&standing, Some(0));
        let skills: Vec<_> = walk.questions.iter().map(|question| question.skill.as_str()).collect();
        assert_eq!(skills, ["A", "B"]);
        let ladder = ladder(
            "name: L\nroles: [Senior]\nskills:\n- { name: B, expects: { Senior: 5 }, means: { Senior: Teaches it. } }\n",
        );
        let walk = Walk::new(&self::standing(MATRIX, Some(&ladder)), Some(0));
        let question = &walk.questions[1];
        assert_eq!(
            (question.expected, question.meaning.as_deref()),
            (Some(Level::Expert), Some("Teaches it."))
        );
    }

    #[test]
    fn without_skills_there_is_nothing_to_ask() {
        let walk = Walk::new(&standing("- [ ] a\n", None), None);
        assert_eq!((walk.question(), walk.answer(), walk.outcome().changes.len()), (None, None, 0));
    }
}
