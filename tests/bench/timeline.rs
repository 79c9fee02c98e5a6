//! What a long past costs: reading the record, and telling the days of it.

use divan::Bencher;
use jiff::ToSpan as _;
use milepost::config::{Places, record};
use milepost::document::Document;
use milepost::model::{Roadmap, State};
use milepost::settings::Defaults;
use milepost::timeline::{Change, Timeline, What};

use crate::{TODAY, box_in_the_middle, document, inputs, toggle};

const N_CHANGES: usize = 100_000;

fn roadmap() -> Roadmap {
    Roadmap::read(inputs::text("generated 137 KB").into_bytes(), Defaults::default())
}

/// So many ticks back and forth, some three hundred a week.
fn changes(roadmap: &Roadmap) -> Vec<Change> {
    let paths = roadmap.slug_paths();
    let first: jiff::Zoned = "2020-01-01T08:00:00+01:00[+01:00]".parse().unwrap();
    let change = |nth: usize| {
        let at = &first + (nth as i64 * 2000).seconds();
        let item = paths[nth * 7919 % paths.len()].clone();
        let states = [Some(State::Todo), Some(State::Done)];
        let back = nth / paths.len() % 2;
        let what = What::State { item, from: states[back], to: states[1 - back] };
        Change { at: at.timestamp(), date: at.date(), what }
    };
    (0..N_CHANGES).map(change).collect()
}

#[divan::bench]
fn gather_100_000_changes(bencher: Bencher<'_, '_>) {
    let roadmap = roadmap();
    let changes = changes(&roadmap);
    bencher.bench_local(|| Timeline::gather(&roadmap, &changes, TODAY.today));
}

#[divan::bench]
fn read_100_000_recorded_changes(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let places = Places::under(folder.path());
    let file = std::path::Path::new("/home/ada/notes/roadmap.md");
    for change in changes(&roadmap()) {
        let at = change.at.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(1)));
        record::append(&places, file, &at, &[change.what]);
    }
    bencher.bench_local(|| assert_eq!(record::read(&places, file).len(), N_CHANGES));
}

/// What a tick changed, beside [`crate::tick_without_the_disk`].
#[divan::bench(args = inputs::NAMES)]
fn tell_what_a_tick_changes(bencher: Bencher<'_, '_>, name: &'static str) {
    let document: Document = document(name);
    let prepared = document.prepare(&toggle(&document, box_in_the_middle(&document)), TODAY).unwrap();
    bencher.bench_local(|| assert_eq!(prepared.changes(&document).len(), 1));
}
