//! What is read, what is shown for it, what it holds, and what is said of what is none.

use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::complete::complete;
use super::{Compare, DateTest, Day, LevelTest, PhaseTest, Query, StateTest, Term, Test, Vocabulary};
use crate::model::{Level, Roadmap, SectionKind};
use crate::settings::Defaults;

const TEXT: &str = "\
# 🌱 Phase 1: Junior Developer

## Competencies

- [ ] Event loop #node/streams [level:: 2] 📅 2026-11-20
- [/] Modules #Node [level:: 4]
  > read *twice*
- [x] Café with **Node.js** Basics (#css, old) ✅ 2026-11-01
- Plain

# Senior

## Resources

- [-] [A book](https://a.example) 📅 2026-12-01
- [ ] parent
  - [>] child
";

fn roadmap() -> Roadmap {
    Roadmap::read(TEXT.into(), Defaults::default())
}

/// The first words of the items that a filter leaves.
fn held(text: &str) -> String {
    let (roadmap, query) = (roadmap(), text.parse::<Query>().unwrap());
    let matcher = query.matcher(&roadmap, date(2026, 11, 22));
    let words = |(place, _)| roadmap.words(place).split(' ').next().unwrap_or_default().to_owned();
    roadmap.items().filter(|(place, _)| matcher.holds(*place)).map(words).collect::<Vec<_>>().join(" ")
}

#[test]
fn items_are_what_is_asked_for() {
    const ALL: &str = "Event Modules Café Plain [A parent child";
    for (text, items) in [
        ("", ALL),
        ("state:open", "Event Modules child"),
        ("state:todo", "Event parent"),
        ("state:done,skipped", "Café [A"),
        ("-state:open,todo", "Café Plain [A"),
        ("state:untracked", "Plain"),
        ("tag:#node", "Event Modules"),
        ("tag:NODE/Streams", "Event"),
        ("tag:#nod", ""),
        ("tag:#css", "Café"),
        ("note:yes", "Modules"),
        ("-note:yes state:doing", ""),
        ("note:no tag:node", "Event"),
        ("link:yes", "[A"),
        ("level:<3", "Event"),
        ("level:>=3,2", "Event Modules"),
        ("level:1..2", "Event"),
        ("level:proficient", "Modules"),
        ("level:none phase:1", "Café Plain"),
        ("phase:2", "[A parent child"),
        ("phase:\"junior dev\"", "Event Modules Café Plain"),
        ("phase:senior,1", ALL),
        ("phase:\"1\"", "Event Modules Café Plain"),
        ("section:resources", "[A parent child"),
        ("due:yes", "Event [A"),
        ("due:<today", "Event"),
        ("due:today..today+30", "[A"),
        ("due:2026-12-01", "[A"),
        ("due:no state:todo", "parent"),
        ("done:>=2026-11-01", "Café"),
        ("done:>today-7", ""),
        ("node.js", "Café"),
        ("\"node.js basics\"", "Café"),
        ("cafe", "Café"),
        ("café", "Café"),
        ("CAFE", ""),
        ("twice", "Modules"),
        ("-twice tag:node", "Event"),
        ("o e", "Event Modules Café [A"),
    ] {
        assert_eq!(held(text), items, "{text}");
    }
}

#[test]
fn a_filter_is_shown_as_it_can_be_typed() {
    for (text, shown) in [
        ("  State:OPEN,Todo   foo ", "state:open,todo foo"),
        ("tag:a,#b/c", "tag:#a,#b/c"),
        ("note:Yes -link:NO", "note:yes -link:no"),
        ("level:=3,<adv,NONE,expert..1", "level:3,<2,none,5..1"),
        ("phase:01,\"2\",\"a b\"", "phase:1,\"2\",\"a b\""),
        ("section:soft-skills,RESOURCES", "section:soft-skills,resources"),
        ("due:tomorrow,<=today,yesterday..2026-12-01,no", "due:today+1,<=today,today-1..2026-12-01,no"),
        ("done:=today-3", "done:today-3"),
        ("\"a b\" \"-x\" \"c:d\" c::d \"q\\\"\\\\\"", "\"a b\" \"-x\" \"c:d\" c::d q\"\\"),
        ("-\"a b\" --x", "-\"a b\" -\"-x\""),
        ("- \"\" -\"\" \"-\"", "\"-\""),
        ("\"not closed", "\"not closed\""),
    ] {
        let query: Query = text.parse().unwrap();
        assert_eq!(query.to_string(), shown, "{text}");
        assert_eq!(shown.parse(), Ok(query), "{shown}");
    }
}

#[test]
fn what_is_no_filter_says_what_is_meant() {
    let vocabulary = Vocabulary::of(&roadmap());
    for (text, said) in [
        ("stat:open", "there is no `stat:`: did you mean `state:`?"),
        ("colour:red", "there is no `colour:`: state, tag, note, level, phase, section, due, done, link"),
        ("state:dnoe", "`state:` does not know `dnoe`: did you mean `done`?"),
        ("state:open,", "`state:` asks for: open, todo, doing, done, skipped, deferred, other, untracked"),
        ("tag:#", "`tag:` asks for: a tag, such as `tag:#node`"),
        ("note:maybe", "`note:` does not know `maybe`: yes, no"),
        ("link:yes,no", "`link:` asks for one of: yes, no"),
        ("level:6", "`level:` does not know `6`: 1 to 5, <3, >=3, 1..3, none"),
        ("level:<novcie", "`level:` does not know `<novcie`: did you mean `novice`?"),
        ("section:resource", "`section:` does not know `resource`: did you mean `resources`?"),
        ("due:todya", "`due:` does not know `todya`: did you mean `today`?"),
        (
            "done:2026-02-30",
            "`done:` does not know `2026-02-30`: yes, no, today, <today+7, >=2026-12-01, a..b",
        ),
        ("tag:#nodes", "there is no tag `#nodes`: did you mean `#node`?"),
        ("tag:#gardening", "there is no tag `#gardening`: #node, #css, #node/streams"),
        ("-phase:3", "there is no phase `3`: 1 to 2, or words of a heading"),
        ("phase:0", "there is no phase `0`: 1 to 2, or words of a heading"),
        ("phase:sennior", "there is no phase `sennior`: did you mean `Senior`?"),
    ] {
        let checked = text.parse::<Query>().and_then(|query| vocabulary.check(&query));
        assert_eq!(checked.unwrap_err().to_string(), said, "{text}");
    }
}

#[test]
fn the_word_before_the_cursor_is_completed() {
    let vocabulary = Vocabulary::of(&roadmap());
    for (before, offered) in [
        ("", "state: tag: note: level: phase: section: due: done: link:"),
        ("foo ", "state: tag: note: level: phase: section: due: done: link:"),
        ("foo -", "state: tag: note: level: phase: section: due: done: link:"),
        ("d", "due: done: state:doing state:done state:deferred"),
        ("-st", "state:"),
        ("#n", "tag:#node tag:#node/streams"),
        ("css", "tag:#css"),
        ("state:d", "doing done deferred"),
        ("state:open,d", "doing done deferred"),
        ("state:done", ""),
        ("tag:", "#node #css #node/streams"),
        ("tag:#node/", "#node/streams"),
        ("note:", "yes no"),
        ("level:>", ">1 >2 >3 >4 >5"),
        ("level:exp", "5"),
        ("level:n", "1 none"),
        ("phase:sen", "2"),
        ("phase:1", ""),
        ("section:re", "resources"),
        ("due:t", "today"),
        ("colour:", ""),
        ("\"quoted", ""),
        // What was probably meant.
        ("state:dnoe", "done"),
        ("tag:nodee", "#node"),
        ("foo -stat:op", "state:op"),
        ("note:maybe", ""),
    ] {
        let completion = complete(before, &vocabulary);
        let offers: Vec<&str> = completion.offers.iter().map(|offer| offer.text.as_str()).collect();
        assert_eq!(offers.join(" "), offered, "{before}");
        assert!(before.get(completion.replaces).is_some(), "{before}");
    }
}

/// Each offer that stands for a whole value can be taken as it is.
#[test]
fn what_is_offered_is_a_filter() {
    let vocabulary = Vocabulary::of(&roadmap());
    for before in [
        "d", "#", "state:", "tag:", "note:", "level:", "level:<", "phase:", "section:", "due:", "done:",
        "-link:",
    ] {
        let completion = complete(before, &vocabulary);
        assert!(!completion.offers.is_empty(), "{before}");
        for offer in completion.offers.iter().filter(|offer| !offer.text.ends_with(':')) {
            let text = format!("{}{}", before.get(..completion.replaces.start).unwrap(), offer.text);
            let query: Query = text.parse().unwrap();
            assert_eq!(vocabulary.check(&query), Ok(()), "{text}");
        }
    }
}

const PARTS: [&str; 17] =
    ["a", "b c", "\"", "\\", "-", ",", ":", "::", "state:", "#", "..", "<", "1", "\n", "\u{a0}", "é", "土"];

/// Words that are hard to tell from what the language means by them.
fn words() -> impl Strategy<Value = String> {
    vec(select(&PARTS[..]), 1..5).prop_map(|parts| parts.concat())
}

fn compared<T: Clone + std::fmt::Debug + 'static>(values: Vec<T>) -> impl Strategy<Value = Compare<T>> {
    (0..6, select(values.clone()), select(values)).prop_map(|(sign, one, other)| match sign {
        0 => Compare::Is(one),
        1 => Compare::Below(one),
        2 => Compare::AtMost(one),
        3 => Compare::Above(one),
        4 => Compare::AtLeast(one),
        _ => Compare::Between(one, other),
    })
}

fn dates() -> impl Strategy<Value = Vec<DateTest>> {
    let days =
        vec![Day::On(date(2026, 12, 1)), Day::On(date(1, 1, 1)), Day::FromToday(0), Day::FromToday(-32768)];
    vec(prop_oneof![any::<bool>().prop_map(DateTest::Given), compared(days).prop_map(DateTest::Is)], 1..3)
}

fn tests() -> impl Strategy<Value = Test> {
    let level = prop_oneof![Just(LevelTest::None), compared(Level::ALL.to_vec()).prop_map(LevelTest::Is)];
    let phase = prop_oneof![any::<usize>().prop_map(PhaseTest::Number), words().prop_map(PhaseTest::Words)];
    // A tag's own `#` is no part of it.
    let tag = words().prop_map(|words| format!("t{words}"));
    prop_oneof![
        vec(select(StateTest::all().collect::<Vec<_>>()), 1..3).prop_map(Test::State),
        vec(tag, 1..3).prop_map(Test::Tag),
        any::<bool>().prop_map(Test::Note),
        any::<bool>().prop_map(Test::Link),
        vec(level, 1..3).prop_map(Test::Level),
        vec(phase, 1..3).prop_map(Test::Phase),
        vec(select(SectionKind::ALL.to_vec()), 1..3).prop_map(Test::Section),
        dates().prop_map(Test::Due),
        dates().prop_map(Test::Done),
        words().prop_map(Test::Text),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_filter_reads_as_it_is_shown(terms in vec((any::<bool>(), tests()), 0..4)) {
        let terms = terms.into_iter().map(|(is_negated, test)| Term { is_negated, test }).collect();
        let query = Query { terms };
        let shown = query.to_string();
        prop_assert_eq!(shown.parse(), Ok(query), "{}", shown);
    }

    /// Whatever is typed is read or refused; completing it at every place gives a place of it.
    #[test]
    fn any_text_is_read_or_refused(text in vec(words(), 0..4).prop_map(|words| words.join(" "))) {
        if let Ok(query) = text.parse::<Query>() {
            let shown = query.to_string();
            prop_assert_eq!(shown.parse(), Ok(query), "{} of {}", shown, text);
        }
        let vocabulary = Vocabulary::of(&roadmap());
        for (at, _) in text.char_indices() {
            let before = text.get(..at).unwrap();
            let completion = complete(before, &vocabulary);
            prop_assert!(before.get(completion.word..).is_some() && before.get(completion.replaces).is_some());
        }
    }
}
