//! What reading, drawing and ticking cost, beside what they cannot cost less than.

#![allow(clippy::unwrap_used, reason = "a measurement that fails has nothing to tell")]

mod finding;
mod inputs;
mod past;
mod timeline;

use std::cell::RefCell;
use std::fs::File;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use divan::Bencher;
use divan::counter::BytesCount;
use milepost::app::App;
use milepost::app::layout::Size;
use milepost::document::{Action, Change, Document, Target};
use milepost::edit::{Circumstances, Verb};
use milepost::keymap::Keymap;
use milepost::model::{Cutting, Method, Place, Roadmap, State};
use milepost::settings::Defaults;
use milepost::store::Store;
use milepost::theme::{Colors, GlyphSet, Theme};
use milepost::ui::{self, Look};
use pulldown_cmark::{Options, Parser};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn main() {
    divan::main();
}

/// The parser's own pass over the text, with the options that are read: what full reading is held against.
#[divan::bench(args = inputs::NAMES)]
fn bare_pulldown_pass(bencher: Bencher<'_, '_>, name: &'static str) {
    let text = inputs::text(name);
    let options = Options::ENABLE_TASKLISTS
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| Parser::new_ext(&text, options).into_offset_iter().count());
}

fn read(bencher: Bencher<'_, '_>, name: &'static str, n_threads: usize) {
    let text = inputs::text(name);
    let method = Method { cutting: Cutting::AtHeadings, n_threads };
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| text.clone().into_bytes())
        .bench_local_values(|bytes| Roadmap::read_by(bytes, Defaults::default(), method));
}

/// The model with its counts, out of bytes.
#[divan::bench(args = inputs::NAMES)]
fn full_read_one_thread(bencher: Bencher<'_, '_>, name: &'static str) {
    read(bencher, name, 1);
}

#[divan::bench(args = inputs::NAMES)]
fn full_read_all_threads(bencher: Bencher<'_, '_>, name: &'static str) {
    let n_threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    read(bencher, name, n_threads);
}

fn document(name: &str) -> Document {
    Document::new(inputs::text(name).into_bytes(), Defaults::default())
}

/// The first box of the file's second half.
fn box_in_the_middle(document: &Document) -> Place {
    let roadmap = &document.roadmap;
    let boxes: Vec<Place> =
        roadmap.items().filter(|(_, item)| item.mark.is_some()).map(|(place, _)| place).collect();
    boxes[boxes.len() / 2]
}

fn toggle(document: &Document, place: Place) -> Change {
    let state = if document.roadmap.item(place).state == State::Done { State::Todo } else { State::Done };
    Change::Act(vec![Action { target: Target::Item(place), verb: Verb::SetState(state) }])
}

const TODAY: Circumstances = Circumstances { today: jiff::civil::date(2026, 11, 22) };

/// A screen of 120×40, drawn whole.
#[divan::bench(args = inputs::NAMES)]
fn frame(bencher: Bencher<'_, '_>, name: &'static str) {
    let document = document(name);
    let place = box_in_the_middle(&document);
    let size = Size { columns: 120, rows: 40 };
    let mut app = App::new(PathBuf::from("roadmap.md"), document, size, TODAY.today);
    let nth = app.roadmap().items().position(|(other, _)| other == place).unwrap();
    let path = app.roadmap().slug_paths().swap_remove(nth);
    app.restore(Some(&path), &[]);
    let keymap = Keymap::default();
    let look = Look {
        theme: Theme::Dark,
        colors: Colors::NONE,
        glyphs: GlyphSet::Unicode,
        keymap: &keymap,
        pending: &[],
    };
    let mut terminal = Terminal::new(TestBackend::new(size.columns, size.rows)).unwrap();
    bencher.bench_local(|| terminal.draw(|frame| ui::draw(&app, &look, frame)).map(|_| ()).unwrap());
}

/// Preparing, checking and taking over a tick, all but the disk.
#[divan::bench(args = inputs::NAMES)]
fn tick_without_the_disk(bencher: Bencher<'_, '_>, name: &'static str) {
    let mut document = document(name);
    let place = box_in_the_middle(&document);
    bencher.bench_local(|| {
        let prepared = document.prepare(&toggle(&document, place), TODAY).unwrap();
        document.commit(prepared);
    });
}

const PAUSE: Duration = Duration::from_millis(11);

const SAVED: [&str; 3] = ["roadmap 6 KB", "generated 137 KB", "generated 1 MB"];

/// A tick until it is durable: prepared, compared, written aside, exchanged, synced.
#[divan::bench(args = SAVED, sample_count = 60, sample_size = 1)]
fn durable_tick(bencher: Bencher<'_, '_>, name: &'static str) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("roadmap.md");
    std::fs::write(&path, inputs::text(name)).unwrap();
    let store = Store::new(folder.path().join("state"));
    let mut document = document(name);
    let place = box_in_the_middle(&document);
    let unsettled = RefCell::new(None);
    bencher
        .with_inputs(|| unsettled.take().map(|last| milepost::saving::settle(&store, last).unwrap()))
        .bench_local_values(|_| {
            let change = toggle(&document, place);
            let written = milepost::saving::write(&store, &path, &document, &change, TODAY).unwrap();
            document.commit(written.prepared);
            *unsettled.borrow_mut() = written.unsettled;
        });
}

/// What a durable write cannot cost less than: the same bytes written aside, synced, renamed, and the folder synced.
///
/// Between two of them lies a pause as between two ticks, whose old file is settled then: both begin with a processor and
/// a disk that were idle.
#[divan::bench(args = SAVED, sample_count = 60, sample_size = 1)]
fn bare_durable_write(bencher: Bencher<'_, '_>, name: &'static str) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (path, aside) = (folder.path().join("roadmap.md"), folder.path().join("aside"));
    let text = inputs::text(name);
    bencher.with_inputs(|| std::thread::sleep(PAUSE)).bench_local_values(|()| {
        let mut file = File::create(&aside).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.sync_all().unwrap();
        std::fs::rename(&aside, &path).unwrap();
        File::open(folder.path()).unwrap().sync_all().unwrap();
    });
}

/// A thousand commits, each of which ticks an item: git's work and reading each version.
#[divan::bench(args = inputs::NAMES.get(..2).unwrap_or_default(), sample_count = 5, sample_size = 1)]
fn past_of_1000_commits(bencher: Bencher<'_, '_>, name: &'static str) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let text = inputs::text(name);
    let file = past::commit_ticks(folder.path(), &text, 1000);
    let roadmap = Roadmap::read(std::fs::read(&file).unwrap(), Defaults::default());
    bencher.bench_local(|| {
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let past = milepost::git::read(&file, &roadmap, None, go_on).unwrap();
        assert_eq!(past.n_versions, 1000);
    });
}

/// One commit more than what is known.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn past_of_one_commit_more(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let text = inputs::text("roadmap 6 KB");
    let file = past::commit_ticks(folder.path(), &text, 1000);
    let roadmap = Roadmap::read(std::fs::read(&file).unwrap(), Defaults::default());
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let known = milepost::git::read(&file, &roadmap, None, go_on).unwrap().known;
    past::tick_once_more(folder.path());
    bencher.bench_local(|| milepost::git::read(&file, &roadmap, known.clone(), go_on).unwrap());
}
