//! What the Journal tab looks like, empty and full, and what lies over it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to fail")]

#[path = "harness/panes.rs"]
mod panes;
#[path = "harness/stage.rs"]
mod stage;

use milepost::app::Message;
use milepost::app::layout::Size;
use milepost::settings::Defaults;
use milepost::theme::{GlyphSet, Theme};
use panes::Panes;
use stage::{buffer, open, picture, shown};

const EMPTY: &str = "# P\n\n- [ ] Event Loop\n";

const FULL: &str = "\
# P

- [ ] **Event Loop**: its phases
- [ ] Streams

# Journal

- 2026-11-22 **Lesson**: `setImmediate` runs before a timer only *inside* an I/O callback. #event-loop
  - Found while drawing the phases from memory, which took an evening and was worth it.
    - twice
  - The [design](https://docs.libuv.org) says why.
- 2026-11-22 **Mistake**: Blocked the loop with a synchronous `readFileSync` in a handler. #event-loop #performance
- 2026-11-20 **Project**: A tool that renames photos by their date, with tests. #testing
- 2026-11-08 **Assessment**: Node.js Internals 2 → 3, Testing → 4
- 2026-10-12 Read half of _You Don't Know JS_. #reading
- a thought without a day
";

const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (40, 12)];

fn snap(name: &str, text: &str, size: (u16, u16), keys: &str) {
    let name = format!("{name}-{}x{}", size.0, size.1);
    insta::assert_snapshot!(name, shown(&open(text, size, keys)));
}

#[test]
fn an_empty_journal_says_how_to_begin() {
    SIZES.into_iter().for_each(|size| snap("empty", EMPTY, size, "4"));
    snap("nothing", "", (80, 24), "4");
    snap("section", "# Journal\n", (80, 24), "4");
}

#[test]
fn entries_stand_newest_first_with_the_chosen_one_whole() {
    SIZES.into_iter().for_each(|size| snap("full", FULL, size, "4"));
    snap("entry", FULL, (40, 12), "4 tab");
    snap("tiny", FULL, (20, 6), "4 j");
    snap("line", FULL, (36, 1), "4 j");
}

const LONG: &str = "\
# Journal

- 2026-11-22 **Lesson**: A timer may come late. #event-loop

  It says *no earlier than*, not *at*. #timers
  > A duration is the least delay, not a promised one.
  - Seen with this:

    ```js
    setTimeout(report, 10);
    while (isBusy()) {}
    ```

    It came after 80 ms.
  - and again
- 2026-11-21 short
";

#[test]
fn all_that_belongs_to_an_entry_is_shown() {
    snap("long", LONG, (120, 40), "4");
    snap("long", LONG, (40, 12), "4 tab");
    snap("searched", LONG, (80, 24), "4 / 8 0 enter");
}

#[test]
fn kinds_are_chosen_and_words_are_typed_in_place() {
    snap("kinds", FULL, (80, 24), "4 a");
    snap("kinds", FULL, (40, 12), "4 a");
    snap("adding", FULL, (80, 24), "4 a m x space # e v");
    snap("adding", FULL, (40, 12), "4 a m x");
    snap("rewording", FULL, (80, 24), "4 j e");
    snap("about", FULL, (80, 24), "J l x");
    snap("about", FULL, (40, 12), "J l x");
}

#[test]
fn the_filter_lists_kinds_and_tags() {
    snap("filter", FULL, (80, 24), "4 f m");
    snap("filter", FULL, (40, 12), "4 f");
    snap("filtered", FULL, (80, 24), "4 f p m esc");
}

#[test]
fn the_ascii_set_has_only_ascii() {
    let shown =
        picture(&buffer(&open(&FULL.replace('→', "->"), (80, 24), "4"), Theme::Dark, GlyphSet::Ascii));
    assert!(shown.is_ascii(), "{shown}");
    insta::assert_snapshot!("ascii", shown);
}

const HEADINGS: &str =
    "# Journal\n\n## 2026-11-22\n\none\n\n## 2026-11-21\n\ntwo\n\n## 2026-11-20\n\nthree\n";

#[test]
fn an_entry_that_comes_back_is_the_selected_one() {
    for (text, n_entries) in
        [(FULL, 6), ("# Journal\n\n## 2026-11-22\n\n- one\n\n- two\n- three", 3), (HEADINGS, 3)]
    {
        for nth in 0..n_entries {
            let mut panes = Panes::open(text.into(), Defaults::default());
            panes.tell(Message::Resized(Size { columns: 120, rows: 40 }));
            panes.press("4".parse().unwrap());
            (0..nth).for_each(|_| panes.press("j".parse().unwrap()));
            let words = |panes: &Panes| {
                panes.app.journal.entry().map(|entry| entry.words(panes.app.roadmap()).to_owned())
            };
            let before = words(&panes);
            panes.press("d".parse().unwrap());
            if panes.app.overlay.is_some() {
                panes.press("enter".parse().unwrap());
            }
            assert_ne!(words(&panes), before, "{nth}: {}", panes.app.status.text);
            panes.press("u".parse().unwrap());
            assert_eq!(words(&panes), before, "{nth}: {}", panes.app.status.text);
        }
    }
}
