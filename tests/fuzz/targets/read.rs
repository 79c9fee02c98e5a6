//! Any bytes are a roadmap that holds them all; what is asked of it lies within them; and a change of any stretch, read
//! on its own, gives the model that reading the whole gives.
#![no_main]

mod input;
#[path = "../../harness/picture.rs"]
mod picture;
#[path = "../../harness/promises.rs"]
mod promises;

use libfuzzer_sys::fuzz_target;
use milepost::assess::Standing;
use milepost::model::Roadmap;
use milepost::progress::{next, status};
use milepost::resources::Gathering;
use milepost::settings::Defaults;
use milepost::span::Span;
use milepost::{check, display};

use input::Input;

fuzz_target!(init: input::end_at_panic(), |bytes: &[u8]| {
    let Some(input) = Input::read(bytes) else { return };
    let roadmap = promises::read(input.text, Defaults::default());
    assert_eq!(roadmap.to_bytes(), input.text);
    roadmap.sections().iter().for_each(promises::assert_spans);
    ask(&roadmap);
    change(&roadmap, &input);
});

/// Asks all that the panes and the commands ask.
fn ask(roadmap: &Roadmap) {
    for problem in check::check(roadmap) {
        assert!(problem.span.end as usize <= roadmap.len(), "{problem:?}");
        roadmap.position(problem.span.start as usize);
    }
    for (place, _) in roadmap.items() {
        assert_eq!(
            roadmap
                .item_at(roadmap.section(place.section).offset + roadmap.item(place).marker.start as usize),
            Some(place)
        );
        let words = roadmap.words(place);
        assert!(!display::displayable(&words).contains(char::is_control));
        assert!(roadmap.identity(place) == roadmap.identity(place));
    }
    for entry in roadmap.entries() {
        entry.words(roadmap);
        entry.tags(roadmap);
        entry.line(roadmap);
    }
    status(roadmap);
    next(roadmap, jiff::civil::date(2026, 11, 22));
    Gathering::default().gather(roadmap);
    Standing::of(roadmap, None);
}

/// Puts the words in the place of a stretch, as an edit does.
fn change(roadmap: &Roadmap, input: &Input<'_>) {
    let Ok(text) = str::from_utf8(input.text) else { return };
    let at =
        |nth| text.floor_char_boundary(input.number(nth).checked_rem(text.len() + 1).unwrap_or_default());
    let (start, end) = (at(0).min(at(2)), at(0).max(at(2)));
    let new = input.words.as_bytes();
    promises::assert_change(roadmap, Defaults::default(), Span::new(start, end), new);
}
