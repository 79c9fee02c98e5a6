//! What a key in the prompts of the filter and of the search costs over 100,000 items.

use divan::Bencher;
use jiff::civil::date;
use milepost::app::filter::Filter;
use milepost::app::search::{Cursors, Search};
use milepost::model::Roadmap;
use milepost::query::{Query, Vocabulary};
use milepost::settings::Defaults;

/// 100,000 items with what the filter looks at: levels, dates, tags, notes, Markdown.
fn roadmap() -> Roadmap {
    let mut text = String::from("# Roadmap\n");
    for n in 0..100_000 {
        if n % 500 == 0 {
            text.push_str(&format!("\n## Phase {n}\n\n### Competencies\n\n"));
        }
        let state = [' ', 'x', '/', '-', ' '][n % 5];
        text.push_str(&format!("- [{state}] **Topic {n}**: event loops, streams and `buffers`"));
        match n % 4 {
            0 => text.push_str(&format!(" [level:: {}] #node/streams{}", n % 5 + 1, n % 50)),
            1 => text.push_str(" 📅 2026-12-01"),
            2 => text.push_str("\n  > read [the book](https://a.example) twice, caffè included"),
            _ => {}
        }
        text.push('\n');
    }
    Roadmap::read(text.into_bytes(), Defaults::default())
}

#[divan::bench(args = [
    "state:open", "tag:#node", "level:<3", "due:<=today+7", "link:yes", "phase:7", "nothing like it", "cafe",
    "state:open tag:#node -note:yes level:<3 \"event loop\"",
], sample_count = 20)]
fn filter_100_000_items(bencher: Bencher<'_, '_>, filter: &str) {
    let roadmap = roadmap();
    let query: Query = filter.parse().unwrap();
    bencher.bench_local(|| Filter::new(&roadmap, query.clone(), date(2026, 11, 22)));
}

#[divan::bench(args = ["e", "streams", "topic 99999:", "nothing like it", "cafe"], sample_count = 20)]
fn search_100_000_items(bencher: Bencher<'_, '_>, query: &str) {
    let roadmap = roadmap();
    bencher.bench_local(|| {
        let mut search = Search::new(&roadmap, query, Cursors::default());
        search.find_rows(&roadmap, None);
        search
    });
}

/// What is looked for once, when the prompt opens.
#[divan::bench(sample_count = 20)]
fn tags_of_100_000_items(bencher: Bencher<'_, '_>) {
    let roadmap = roadmap();
    bencher.bench_local(|| Vocabulary::of(&roadmap));
}
