//! Any text is a ladder, a config and a front matter, or is refused with its place.
#![no_main]

mod input;

use libfuzzer_sys::fuzz_target;
use milepost::assess::Ladder;
use milepost::config::Config;
use milepost::error::Error;
use milepost::model::Roadmap;
use milepost::settings::Defaults;

fuzz_target!(init: input::end_at_panic(), |text: &str| {
    match Ladder::from_yaml(text) {
        Ok(ladder) => {
            assert!(ladder.roles.len() <= Ladder::MAX_ROLES);
            let roles = ladder.skills.iter().flat_map(|skill| &skill.expects).map(|(role, _)| *role);
            let meant = ladder.skills.iter().flat_map(|skill| &skill.means).map(|(role, _)| *role);
            assert!(roles.chain(meant).all(|role| role < ladder.roles.len()));
        }
        Err(error) => assert_place(text, &error),
    }
    if let Err(error) = Config::from_yaml(text) {
        assert_place(text, &error);
    }
    let file = format!("---\n{text}\n---\n- [ ] item\n");
    let roadmap = Roadmap::read(file.clone().into_bytes(), Defaults::default());
    for problem in &roadmap.front_matter.problems {
        assert!(file.get(problem.span.range()).is_some(), "{problem:?}");
    }
});

/// The reason begins with a place in the text, or just behind it.
fn assert_place(text: &str, error: &Error) {
    let place = |name: &str| {
        let (_, rest) = error.reason.split_once(name)?;
        rest.split(|char: char| !char.is_ascii_digit()).next()?.parse::<usize>().ok()
    };
    assert!(error.reason.starts_with("line "), "{error:?}");
    let (line, column) = (place("line ").expect("a line"), place("column ").expect("a column"));
    assert!((1..=text.split(['\n', '\r']).count() + 1).contains(&line) && column >= 1, "{error:?}");
}
