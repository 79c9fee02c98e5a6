//! What reading, drawing and ticking cost, beside what they cannot cost less than.

mod inputs;

use divan::Bencher;
use divan::counter::BytesCount;
use milepost::model::{Cutting, Method, Roadmap};
use milepost::settings::Defaults;
use pulldown_cmark::{Options, Parser};

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
