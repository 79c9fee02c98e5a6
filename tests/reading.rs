//! Reading section by section gives the model that one parse of the whole text gives.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use milepost::model::{Cutting, Method, Roadmap, State};
use milepost::settings::Defaults;

/// Real files and the specifications' suites, where they lie beside the project.
fn shared(part: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(part);
    path.exists().then_some(path)
}

fn read(text: &[u8]) -> Roadmap {
    Roadmap::read(text.to_vec(), Defaults::default())
}

/// All that a model holds, with offsets in the file, as text to compare.
fn picture(roadmap: &Roadmap) -> String {
    let mut picture = String::new();
    for section in roadmap.sections() {
        let at = section.offset as u32;
        let abs = |span: milepost::span::Span| (span.start + at, span.end + at);
        let _ = writeln!(
            picture,
            "section {} {:?} level {} heading {:?} kind {:?} line {} parent {:?} end {} own {:?} total {:?}",
            section.offset,
            section.text.len(),
            section.level,
            abs(section.heading),
            section.kind,
            section.line,
            section.parent,
            section.end,
            section.own,
            section.total
        );
        for item in &section.items {
            let _ = writeln!(picture, "  item {:?}", item);
        }
        for table in &section.tables {
            let _ = writeln!(picture, "  table {:?}", table);
        }
        for link in &section.links {
            let _ = writeln!(picture, "  link {:?} {:?}", abs(link.span), link);
        }
    }
    let _ = writeln!(picture, "phases {:?}", roadmap.phases());
    picture
}

fn check_oracle(name: &str, text: &[u8]) {
    let whole = Method { cutting: Cutting::Never, n_threads: 1 };
    let expected = picture(&Roadmap::read_by(text.to_vec(), Defaults::default(), whole));
    let cut = Method { cutting: Cutting::AtHeadings, n_threads: 2 };
    let actual = picture(&Roadmap::read_by(text.to_vec(), Defaults::default(), cut));
    if expected != actual {
        let line = expected.lines().zip(actual.lines()).find(|(left, right)| left != right);
        panic!("{name}: {line:#?}");
    }
}

#[test]
fn the_users_roadmap_has_its_numbers() {
    let Some(path) = shared("roadmap.md") else { return };
    let roadmap = read(&fs::read(path).unwrap());
    let counts = roadmap.counts();
    assert_eq!((counts.met(), counts.of(), counts.percent(), counts.untracked), (9, 13, Some(69), 88));
}

#[test]
fn corpus_reads_like_one_parse() {
    let Some(folder) = shared("corpus") else { return };
    let mut boxes = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let text = fs::read(&path).unwrap();
            check_oracle(path.to_str().unwrap(), &text);
            boxes += read(&text).items().filter(|(_, item)| item.mark.is_some()).count();
        }
    }
    println!("{boxes} boxes");
}

#[test]
fn edge_cases() {
    let Some(folder) = shared("suites/edge-cases") else { return };
    let results = fs::read_to_string(folder.join("results.tsv")).unwrap();
    for line in results.lines().skip(1) {
        let mut fields = line.split('\t');
        let name = fields.next().unwrap();
        let text = fs::read(folder.join(name)).unwrap();
        check_oracle(name, &text);
        let roadmap = read(&text);
        let mut own = String::new();
        for (place, item) in roadmap.items() {
            if let Some(mark) = item.mark
                && matches!(mark.char, ' ' | 'x' | 'X')
            {
                let state = if item.state == State::Done { 'x' } else { '_' };
                let _ = write!(own, "{}:{} ", roadmap.item_line(place), state);
            }
        }
        let answers: Vec<&str> = fields.collect();
        let own_tables: Vec<String> = roadmap
            .sections()
            .iter()
            .flat_map(|section| &section.tables)
            .map(|table| {
                table.rows.iter().map(|row| row.cells.len().to_string()).collect::<Vec<_>>().join(",")
            })
            .collect();
        if own.trim() != answers[2] || own.trim() != answers[3] {
            println!(
                "{name}: own {:?} pulldown {:?} comrak {:?} cmark {:?} micromark {:?}",
                own.trim(),
                answers[0],
                answers[1],
                answers[2],
                answers[3]
            );
        }
        if own_tables.join(" ") != answers[9] {
            println!("{name}: TABLE own {:?} pulldown {:?} cmark {:?}", own_tables, answers[7], answers[9]);
        }
    }
}
