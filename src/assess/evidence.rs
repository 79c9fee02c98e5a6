//! Which items speak of a skill, and how many of them are done.
//!
//! An item speaks of a skill where its text has the skill's name or one of the ladder's phrases for it; with it goes all
//! below it. Items of resources are something to read, not something done, and are told apart. An entry of a journal that
//! speaks of it is evidence too, but for what one thought of oneself: an assessment.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use jiff::civil::Date;

use super::phrases::Phrases;
use super::rating::{self, Naming};
use super::{LadderSkill, SkillStanding};
use crate::markdown::inline;
use crate::model::journal::{Entry, EntryKind, tags_in};
use crate::model::slug::slug;
use crate::model::{Counts, Item, Place, Roadmap, Section, SectionKind, State};
use crate::settings::CountRule;

/// What speaks of a skill.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The items that speak of it, in the order of the file; none lies below another. See [`Self::all_items`].
    pub items: Vec<Place>,
    /// They with all below them, under the roadmap's rule.
    pub counts: Counts,
    /// Resources that speak of it; not counted.
    pub resources: Vec<Place>,
    /// Entries of the journal that speak of it, in their words or in whatever else belongs to them.
    pub entries: Vec<Entry>,
}

/// What a text says of a subject so that it is found to speak of it: the tag of its name, `#event-loop`, or the name as it
/// is where no tag would be found (`C++`).
pub fn link(name: &str) -> String {
    let tag = slug(name);
    if speaks_of(&tag, name) { format!("#{tag}") } else { name.to_owned() }
}

/// Whether a word, with `#` before it, is a tag that is found to speak of a subject.
pub fn speaks_of(tag: &str, name: &str) -> bool {
    let marked = format!("#{tag}");
    let mut phrases = Phrases::default();
    phrases.add(name, 0);
    tags_in(&marked).next() == Some(tag) && !phrases.find(&marked).is_empty()
}

/// For how many days an entry counts as a recent one.
pub const RECENT_DAYS: i32 = 90;

impl Evidence {
    /// Whether something is done, or told in the journal, that speaks of the skill.
    pub fn is_there(&self) -> bool {
        self.counts.met() > 0 || !self.entries.is_empty()
    }

    /// How many of the entries are of the last [`RECENT_DAYS`] days.
    pub fn n_recent_entries(&self, today: Date) -> usize {
        let days_ago = |date: Date| today.since(date).map_or(i32::MAX, |span| span.get_days());
        let is_recent =
            |entry: &&Entry| entry.date.is_some_and(|date| (0..=RECENT_DAYS).contains(&days_ago(date)));
        self.entries.iter().filter(is_recent).count()
    }

    /// The items that are counted, with their states: those that speak of the skill and those below them.
    pub fn all_items<'a>(&'a self, roadmap: &'a Roadmap) -> impl Iterator<Item = (Place, State)> + 'a {
        let rule = roadmap.rule();
        self.items.iter().flat_map(move |&place| {
            let items = &roadmap.section(place.section).items;
            let end = roadmap.item(place).end;
            (place.item..end)
                .map(move |item| (Place { item, ..place }, items[item as usize]))
                .filter_map(move |(place, item)| item.is_counted(rule).then_some((place, item.state)))
        })
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let items = |n: u32| if n == 1 { "item" } else { "items" };
        match (self.counts.met(), self.counts.of(), self.counts.untracked) {
            (_, 0, 0) if !self.entries.is_empty() => {}
            (_, 0, 0) => f.write_str("no item speaks of it")?,
            (_, 0, n) => write!(f, "{n} matching {} without a box", items(n))?,
            (met, of, _) => write!(f, "{met} of {of} matching {} done", items(of))?,
        }
        let separator = if self.counts.of() + self.counts.untracked > 0 { ", " } else { "" };
        match self.entries.len() {
            0 => Ok(()),
            1 => write!(f, "{separator}1 journal entry"),
            n => write!(f, "{separator}{n} journal entries"),
        }
    }
}

/// Finds the evidence of all skills, and the levels that items bear, in one walk over the file.
pub(super) fn find(roadmap: &Roadmap, skills: &mut [SkillStanding]) {
    let phrases = phrases(skills);
    let mut namings: HashMap<usize, Vec<Naming>> = HashMap::new();
    for (index, section) in (0..).zip(roadmap.sections()) {
        // A journal's items are no items to tick.
        if section.kind == SectionKind::Journal {
            continue;
        }
        let mut sums = None;
        for (item, value) in (0..).zip(&section.items) {
            let place = Place { section: index, item };
            for asker in phrases.find(&text(roadmap, section, value)) {
                let (number, by_name) = (asker as usize / 2, asker % 2 == 0);
                let skill = &mut skills[number];
                if !rating::can_hold_skills(section) {
                    if skill.evidence.resources.last() != Some(&place) {
                        skill.evidence.resources.push(place);
                    }
                    continue;
                }
                if by_name {
                    namings.entry(number).or_default().extend(Naming::of(roadmap, place, skill));
                }
                let is_below_last = skill.evidence.items.last().is_some_and(|last| {
                    last.section == index && item < section.items[last.item as usize].end
                });
                if !is_below_last {
                    let sums = sums.get_or_insert_with(|| sums_of(&section.items, roadmap.rule()));
                    let mut counts = sums[value.end as usize];
                    counts -= sums[item as usize];
                    skill.evidence.items.push(place);
                    skill.evidence.counts += counts;
                }
            }
        }
    }
    for (number, namings) in namings {
        rating::take(&mut skills[number], namings);
    }
    find_entries(roadmap, &phrases, skills);
}

fn find_entries(roadmap: &Roadmap, phrases: &Phrases, skills: &mut [SkillStanding]) {
    for entry in roadmap.entries().filter(|entry| entry.kind != EntryKind::Assessment) {
        let texts = entry.parts(roadmap).into_iter().map(|part| part.plain(roadmap.definitions()));
        for asker in texts.flat_map(|text| phrases.find(&text)) {
            let entries = &mut skills[asker as usize / 2].evidence.entries;
            if entries.last() != Some(&entry) {
                entries.push(entry);
            }
        }
    }
}

/// The phrases of all skills. A skill asks as twice its number for its name, and as one more for the ladder's phrases.
fn phrases(skills: &[SkillStanding]) -> Phrases {
    let mut phrases = Phrases::default();
    for (asker, skill) in (0..).step_by(2).zip(skills) {
        phrases.add(&skill.name, asker);
        let Some(LadderSkill { name, matches, .. }) = &skill.in_ladder else { continue };
        phrases.add(name, asker + 1);
        matches.iter().for_each(|phrase| phrases.add(phrase, asker + 1));
    }
    phrases
}

/// An item's text as it is read: where a link goes is no word of it.
fn text<'a>(roadmap: &Roadmap, section: &'a Section, item: &Item) -> Cow<'a, str> {
    let text = item.text(section);
    if text.contains(['[', '<', '&', '\\']) {
        inline::plain(text, roadmap.definitions()).into()
    } else {
        text.into()
    }
}

/// What the items before each of a section's add up to, so that any run of them costs one subtraction.
fn sums_of(items: &[Item], rule: CountRule) -> Vec<Counts> {
    let mut sum = Counts::default();
    let mut sums = vec![sum];
    for item in items {
        if item.is_counted(rule) {
            sum.add(item.state, rule);
        }
        sums.push(sum);
    }
    sums
}

#[cfg(test)]
mod tests {
    use crate::assess::testing::{ladder, read};
    use crate::assess::{Evidence, Standing};
    use crate::model::{Roadmap, State};

    const LADDER: &str = "name: L\nroles: [A]\nskills:
- { name: Node.js Internals, match: [event loop, node.js basics], expects: { A: 1 } }\n";

    fn evidence(text: &str) -> (Roadmap, Evidence) {
        let roadmap = read(text);
        let evidence = Standing::of(&roadmap, Some(&ladder(LADDER))).skills.remove(0).evidence;
        (roadmap, evidence)
    }

    #[test]
    fn what_lies_below_an_item_that_speaks_of_a_skill_counts_once() {
        let (roadmap, evidence) = evidence(
            "- [ ] **Node.js Basics**:\n  - [x] Modules\n  - [ ] Event Loop\n- [x] other\n- [/] the event-loops\n- event loop\n",
        );
        let found: Vec<_> =
            evidence.all_items(&roadmap).map(|(place, state)| (roadmap.words(place), state)).collect();
        let expected = [
            ("Modules", State::Done),
            ("Event Loop", State::Todo),
            ("the event-loops", State::Doing),
            ("event loop", State::Untracked),
        ];
        assert_eq!(found, expected.map(|(words, state)| (words.to_owned(), state)));
        assert_eq!(evidence.items.len(), 3);
        assert_eq!(evidence.to_string(), "1 of 3 matching items done");
        assert!(evidence.is_there());
    }

    #[test]
    fn resources_are_told_apart_and_a_journals_items_are_none_to_tick() {
        let (_, evidence) = evidence(
            "## Books\n- [x] The event loop, Node.js internals\n## Journal\n- [x] a day\n## Goals\n- [ ] Event loop\n",
        );
        assert_eq!((evidence.resources.len(), evidence.items.len()), (1, 1));
        assert_eq!(
            (evidence.to_string().as_str(), evidence.is_there()),
            ("0 of 1 matching item done", false)
        );
    }

    #[test]
    fn entries_of_the_journal_are_evidence_but_not_what_one_thought_of_oneself() {
        let (_, evidence) = evidence(
            "## Journal\n\n- 2026-11-20 **Lesson**: timers #event-loop\n- 2026-11-19 **Assessment**: event loop 2 → 3\n- 2026-08-01 a day\n  - with the event loop, the event loops\n- event loops\n- a\n\n  > the event loop\n",
        );
        assert_eq!((evidence.entries.len(), evidence.items.len(), evidence.is_there()), (4, 0, true));
        assert_eq!(evidence.to_string(), "4 journal entries");
        let recent = |year, month, day| evidence.n_recent_entries(jiff::civil::date(year, month, day));
        assert_eq!([recent(2026, 11, 22), recent(2026, 10, 30), recent(2027, 11, 22)], [1, 1, 0]);
    }

    #[test]
    fn what_links_to_a_subject_is_found_to_speak_of_it() {
        let links = ["Event Loop", "Node.js Internals", "C++", "CI/CD", "日本語", "Über uns", "!"];
        let expected = ["#event-loop", "#node-js-internals", "C++", "#ci-cd", "#日本語", "#über-uns", "!"];
        assert_eq!(links.map(super::link), expected);
        for name in ["Node.js Internals", "C++"] {
            let link = super::link(name);
            let text = format!("|Skill|Level|\n|-|-|\n|{name}|1|\n\n# Journal\n\n- 2026-11-22 a {link}\n");
            let standing = Standing::of(&read(&text), None);
            assert_eq!(standing.skills[0].evidence.entries.len(), 1, "{name}");
        }
    }

    #[test]
    fn an_address_is_no_word_of_an_item() {
        let (_, evidence) =
            evidence("- [ ] [docs](https://x.y/event-loop)\n- [ ] [Event loop](https://x.y)\n");
        assert_eq!(evidence.items.len(), 1);
    }

    #[test]
    fn evidence_is_told_in_words() {
        let told = |text: &str| evidence(text).1.to_string();
        assert_eq!(told("- [x] other\n"), "no item speaks of it");
        assert_eq!(told("- event loop\n  - its phases\n"), "2 matching items without a box");
        assert_eq!(told("- [-] event loop\n- event loop\n"), "1 matching item without a box");
    }

    #[test]
    fn the_roadmaps_rule_counts() {
        let text = "- [x] event loop\n  - [-] a\n";
        let counted = |rule: &str| {
            let (_, evidence) = evidence(&format!("---\nmilepost: {{ count: {rule} }}\n---\n{text}"));
            (evidence.counts.met(), evidence.counts.of())
        };
        assert_eq!([counted("leaves"), counted("all"), counted("skipped-as-done")], [(0, 0), (1, 1), (1, 1)]);
    }
}
