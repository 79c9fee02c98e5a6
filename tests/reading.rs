//! Reading section by section gives the model that one parse of the whole text gives, and boxes are where the
//! specification has them.
//!
//! Real files and the specifications' suites are used where they lie beside the project.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on is to fail, and says what it leaves out"
)]

#[path = "harness/beside.rs"]
mod beside;
#[path = "harness/picture.rs"]
mod picture;
#[path = "harness/promises.rs"]
mod promises;
#[path = "harness/seed.rs"]
mod seed;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;

use milepost::markdown::{self, Inlines, Surroundings};
use milepost::model::{Cutting, Method, Roadmap, Section, State};
use milepost::settings::Defaults;
use milepost::span::Span;
use proptest::prelude::*;

fn read(text: &[u8]) -> Roadmap {
    Roadmap::read(text.to_vec(), Defaults::default())
}

/// The model read in parts and by one parse of the whole are the same.
fn check_oracle(name: &str, text: &[u8]) {
    let whole = Method { cutting: Cutting::Never, n_threads: 1 };
    let cut = Method { cutting: Cutting::AtHeadings, n_threads: 2 };
    let picture = |method| picture::of(&Roadmap::read_by(text.to_vec(), Defaults::default(), method));
    let (expected, actual) = (picture(whole), picture(cut));
    if expected != actual {
        let difference = expected.lines().zip(actual.lines()).find(|(left, right)| left != right);
        panic!("{name}: {difference:#?}");
    }
    check_links(name, text);
}

/// The links read section by section are those of one parse of the whole.
fn check_links(name: &str, text: &[u8]) {
    let roadmap = read(text);
    let of_section = |(index, section): (u32, &Section)| {
        let links = roadmap.blocks(index).links;
        links.into_iter().map(|link| link.span.shifted(section.offset)).collect::<Vec<_>>()
    };
    let found: Vec<Span> = (0..).zip(roadmap.sections()).flat_map(of_section).collect();
    let shown: String = roadmap.sections().iter().map(|section| section.text.as_str()).collect();
    let mark = if shown.starts_with('\u{feff}') { 3 } else { 0 };
    let body = mark.max(roadmap.front_matter.span.end as usize);
    let surroundings = Surroundings { definitions: roadmap.definitions(), has_comment_after: false };
    let whole = markdown::parse(shown.get(body..).unwrap(), surroundings, Inlines::All);
    let expected: Vec<Span> = whole.links.iter().map(|link| link.span.shifted(body)).collect();
    assert_eq!(found, expected, "{name}");
    let for_blocks = markdown::parse(shown.get(body..).unwrap(), surroundings, Inlines::NotOfItems);
    assert!(for_blocks.blocks == whole.blocks, "{name}: other blocks without the inlines of items");
}

/// The boxes of GFM as `line:state`, in the notation of the suite's answers.
fn boxes(roadmap: &Roadmap) -> String {
    let mut boxes = String::new();
    for (place, item) in roadmap.items() {
        if item.mark.is_some_and(|mark| matches!(mark.char, ' ' | 'x' | 'X')) {
            let state = if item.state == State::Done { 'x' } else { '_' };
            let _ = write!(boxes, "{}:{state} ", roadmap.item_line(place));
        }
    }
    boxes.trim_end().to_owned()
}

#[test]
fn the_users_roadmap_has_its_numbers() {
    let Some(path) = beside::find("roadmap.md") else { return };
    let roadmap = read(&fs::read(path).unwrap());
    let counts = roadmap.counts();
    assert_eq!((counts.met(), counts.of(), counts.percent(), counts.untracked), (9, 13, Some(69), 88));
    let basics =
        roadmap.items().find(|(place, _)| roadmap.words(*place).contains("Node.js Basics")).unwrap().1;
    assert_eq!((basics.met_below, basics.of_below, basics.is_leaf()), (1, 3, false));
    assert_eq!(roadmap.phases().len(), 4);
    let matrices = roadmap.sections().iter().flat_map(|section| &section.tables);
    assert_eq!(matrices.filter(|table| table.matrix.is_some()).count(), 1);
}

#[test]
fn real_files_read_in_parts_as_by_one_parse() {
    let Some(files) = beside::corpus() else { return };
    for (name, text) in files {
        check_oracle(&name, &text);
    }
}

#[test]
fn the_specifications_examples_open_without_a_change_or_a_panic() {
    for suite in ["commonmark-0.31.2.txt", "gfm-spec.txt", "gfm-extensions.txt", "gfm-regression.txt"] {
        let Some(path) = beside::find(&format!("suites/{suite}")) else { return };
        let text = fs::read_to_string(path).unwrap();
        let fence = "`".repeat(32);
        let examples: Vec<String> = text
            .split(&format!("{fence} example"))
            .skip(1)
            .filter_map(|part| {
                part.split_once('\n')?.1.split("\n.\n").next().map(|example| example.replace('→', "\t"))
            })
            .collect();
        assert!(examples.len() > 10, "{suite}");
        for example in &examples {
            check_oracle(suite, example.as_bytes());
            assert_eq!(read(example.as_bytes()).to_bytes(), example.as_bytes());
        }
        check_oracle(suite, text.as_bytes());
        check_oracle(suite, examples.join("\n\n# Next\n\n").as_bytes());
    }
}

/// Where the parsers' answers differ, which one is taken and why.
const TAKEN: &[(&str, &str, &[&str])] = &[
    (
        "a box with nothing behind it is one: the format says that a blank or the line's end follows",
        "1:_ 2:x",
        &["007_empty_text", "008_empty_text_sp", "133_crlf_empty", "273_task_eof_ws2"],
    ),
    ("the same at the end of the file", "1:_", &["009_empty_text_eof", "010_empty_sp_eof"]),
    ("the same behind another item", "1:_ 2:_", &["272_task_eof_nl_ws"]),
    (
        "the same, and blocks go before inlines: the box of an item is no reference link",
        "1:x",
        &["103_reflink", "104_reflink_text"],
    ),
    ("a tab may follow the box (GFM: whitespace)", "1:_", &["013_tab_after"]),
    ("a line tabulation is whitespace too", "1:_", &["026_vt_after"]),
    (
        "between the brackets is one space, as only that can be replaced by one byte",
        "",
        &["014_tab_inside", "023_vt_inside", "024_ff_inside", "025_newline_inside"],
    ),
    ("two tabs behind the marker begin indented code (CommonMark 2.2)", "", &["034_bullet_2tab"]),
    (
        "an item may begin in an item's first line",
        "1:_",
        &["049_same_line_nested", "050_same_line_ord", "216_deep_sameline"],
    ),
    ("the box stands at the beginning of the first block", "", &["054_task_para2"]),
    (
        "the first block may begin on the line behind the marker",
        "2:_",
        &["055_marker_nextline", "056_marker_nextline_deep"],
    ),
    (
        "what follows a quote without its sign and is an item ends it",
        "1:_ 2:_",
        &["061_lazy_task", "264_tabs_bq"],
    ),
    ("the same, a line further down", "1:_ 3:_", &["062_lazy_quote"]),
    ("items in quotes have boxes", "1:_ 2:x", &["063_bq", "064_bq_nested"]),
    ("the same without a blank", "1:_ 2:_", &["065_bq_nosp"]),
    ("the same in alerts and callouts", "2:_", &["066_bq_alert", "067_bq_callout_fold", "263_wide_before"]),
    ("the same, nested", "2:_ 4:_", &["283_callout_nested"]),
    ("no nesting of quotes is too deep", "1:_", &["214_deep_bq"]),
    (
        "a line that is underlined is still an item's first line: cmark-gfm, which GitHub runs, ticks it",
        "1:_ 3:_",
        &["071_setext_task"],
    ),
    (
        "the same below an empty bullet, which is an underline",
        "1:_",
        &["251_setext_empty_nested", "252_setext_dash_only"],
    ),
    ("a comment is HTML", "4:_", &["085_html_comment", "277_cdata", "278_pi"]),
    (
        "HTML that is not closed reaches to the end",
        "",
        &["087_html_comment_unclosed", "091_html_details_tight"],
    ),
    (
        "a text area is closed by its end tag (CommonMark 4.6)",
        "6:_",
        &["088_html_div", "092_html_pre", "279_textarea"],
    ),
    ("HTML blocks are left alone", "5:_", &["093_html_script", "276_html_block_7"]),
    ("Obsidian's comments are left alone", "4:_", &["096_md_comment"]),
    ("items in footnotes have boxes, as GitHub shows them", "1:_", &["109_footnote_def"]),
    ("the same on lines of their own", "3:_", &["110_footnote_def_list"]),
    ("front matter is YAML between two lines of three hyphens", "6:_", &["121_front_matter"]),
    ("dots do not close it", "3:_ 5:_", &["122_front_matter_dots", "123_front_matter_unclosed"]),
    ("a blank line may stand in it", "7:_", &["124_front_matter_blank"]),
    ("it begins on the first line", "4:_ 6:_", &["126_front_matter_lead_nl"]),
    (
        "blanks may follow the hyphens, and a mark may stand before",
        "5:_",
        &["127_front_matter_trailsp", "130_front_matter_crlf", "131_front_matter_bom"],
    ),
    ("it is nowhere else", "5:_ 7:_", &["128_front_matter_mid"]),
    ("a carriage return alone ends a line (CommonMark 2.1)", "1:_ 2:x", &["134_cr"]),
    ("the same among others", "1:_ 2:x 3:_ 4:_", &["135_mixed_eol"]),
    ("a byte order mark is no text", "1:_ 2:_", &["136_bom"]),
    ("a table's header row is no paragraph, so it has no box", "", &["156_table_item_task_header"]),
    (
        "whitespace follows a box, and brackets are written as themselves",
        "",
        &[
            "229_entity",
            "245_task_bold_nospace",
            "246_task_code_nospace",
            "247_task_link_nospace",
            "248_task_img_nospace",
            "249_task_html_nospace",
            "256_entity_space",
            "257_entity_close",
            "258_entity_x",
        ],
    ),
    ("a tab may follow a closing fence", "4:_", &["237_fence_close_tab"]),
    ("three hyphens in the middle are a rule", "1:_ 4:_ 5:_ 9:_", &["253_hr_between"]),
    ("the same, tight", "4:_ 5:_ 7:_", &["254_hr_tight_pair"]),
    ("the same, with text", "5:_ 9:_", &["255_hr_tight_pair2"]),
    (
        "a definition is no block: the paragraph behind it is the item's first",
        "2:_",
        &["259_link_def_then_task"],
    ),
    ("the same before another item", "2:_ 3:_", &["260_refdef_multi"]),
    ("the text may stand on the next line", "1:_", &["271_task_next_line_text"]),
];

#[test]
fn the_edge_cases_follow_the_specification() {
    let Some(results) = beside::find("suites/edge-cases/results.tsv") else { return };
    let taken: HashMap<&str, &str> =
        TAKEN.iter().flat_map(|(_, answer, cases)| cases.iter().map(move |case| (*case, *answer))).collect();
    let results = fs::read_to_string(results).unwrap();
    let mut n_cases = 0;
    for line in results.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let case = fields[0];
        let text = fs::read(beside::find(&format!("suites/edge-cases/{case}")).unwrap()).unwrap();
        check_oracle(case, &text);
        let answers: Vec<&str> = fields[1..7].to_vec();
        let roadmap = read(&text);
        let own = boxes(&roadmap);
        let expected = match taken.get(case.trim_end_matches(".md")) {
            Some(answer) => (*answer).to_owned(),
            // Most of them stop at some depth; none is too deep.
            None if case.starts_with("215_") => answers[0].to_owned(),
            None => {
                assert!(
                    answers.iter().all(|answer| *answer == answers[0]),
                    "{case}: which answer is taken, and why?"
                );
                answers[0].to_owned()
            }
        };
        assert_eq!(own, expected, "{case}");
        let n_rows = |tables: &str| tables.split([' ', ',']).filter(|row| !row.is_empty()).count();
        let tables = roadmap.sections().iter().flat_map(|section| &section.tables);
        let n_own: usize = tables.map(|table| table.rows.len()).sum();
        // One of the three reads no table where a byte is no character; the two others and we do.
        let cmark = if case.starts_with("211_") { fields[8] } else { fields[9] };
        assert_eq!(n_own, n_rows(cmark), "{case}: rows");
        n_cases += 1;
    }
    assert_eq!(n_cases, 287);
}

#[derive(serde::Deserialize)]
struct Task {
    line: usize,
    state: String,
    parent_line: i64,
}

#[test]
fn obsidians_tasks_are_ours() {
    let Some(oracle) = beside::find("suites/obsidian-oracle/oracle.json") else { return };
    let oracle: HashMap<String, Vec<Task>> =
        serde_json::from_str(&fs::read_to_string(oracle).unwrap()).unwrap();
    let mut n_tasks = 0;
    for (note, tasks) in &oracle {
        let text = fs::read(beside::find(&format!("suites/obsidian-oracle/{note}")).unwrap()).unwrap();
        check_oracle(note, &text);
        let roadmap = read(&text);
        let own: Vec<(usize, String, bool)> = roadmap
            .items()
            .filter_map(|(place, item)| {
                Some((roadmap.item_line(place), item.mark?.char.to_string(), item.parent.is_some()))
            })
            .collect();
        let expected: Vec<(usize, String, bool)> =
            tasks.iter().map(|task| (task.line, task.state.clone(), task.parent_line >= 0)).collect();
        assert_eq!(own, expected, "{note}");
        n_tasks += tasks.len();
    }
    assert_eq!(n_tasks, 221);
}

#[test]
fn a_stretch_that_changed_reads_as_in_the_whole() {
    for (text, at, new) in [
        // A NUL is kept from beginning an HTML block that hides all behind it.
        ("\0\n\n# A\n", 0, "<"),
        // What a file begins with is no heading any more.
        ("# a\n\nb\n", 1, "x"),
        // A front matter that nothing closed is closed far below.
        ("---\na: b\n\n# A\n\n- [ ] b\n\n# C\n\nd\n", 23, "---\n"),
    ] {
        promises::assert_change(
            &read(text.as_bytes()),
            Defaults::default(),
            Span::new(at, at),
            new.as_bytes(),
        );
    }
}

/// Lines that make and break blocks, in any order.
fn lines() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        3 => Just(""),
        3 => prop::sample::select(vec!["# A", "## B c", "#", "### 🎯 Goals", " # D", "Setext", "===", "---", "- - -", "#no"]),
        4 => prop::sample::select(vec![
            "- [ ] a", "- [x] b", "  - [/] c", "    - [-] d", "1. [ ] e", "10) f", "* g", "\t- [ ] h", "- ", "- [ ]", "+ - [ ] i",
            "  > note", "> - [ ] q", "> > r", ">", "  continued", "    indented",
        ]),
        3 => prop::sample::select(vec![
            "```", "```js", "~~~", "````", "  ```", "<!--", "-->", "<div>", "</div>", "<script>", "</script>", "<?", "?>", "<pre>",
            "%%", "a %% b", "%% c %%", "x %% y %%", "`%%`",
        ]),
        2 => prop::sample::select(vec!["|a|b|", "|-|-|", "a | b", "--|--", "| 1 | 2 | 3 |", ":-: | ---", "text | more"]),
        3 => prop::sample::select(vec![
            "[r]", "[r]: http://a.b", "[R]: <c> \"t\"", "[l](d) ![i](e)", "[^1]", "[^1]: foot", "[^1](x)", "<http://a.b>", "[a][r]", "\\[ ] x",
            "*e **s** `c`", "wide 漢字 e\u{301} 👩‍💻", "\u{feff}bom", "a\u{0}b", "x\ty", "[", "]", "`", "| `a|b` |",
        ]),
    ];
    let end = prop_oneof![8 => Just("\n"), 2 => Just("\r\n"), 1 => Just(" \n"), 1 => Just("\r")];
    prop::collection::vec((line, end), 0..40)
        .prop_map(|lines| lines.into_iter().flat_map(|(line, end)| [line, end]).collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, rng_seed: seed::of_run(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_reads_in_parts_as_by_one_parse(text in lines()) {
        check_oracle("generated", text.as_bytes());
    }

    #[test]
    fn any_stretch_that_changed_reads_as_in_the_whole(text in lines(), new in lines(), begins in 0.0..1.0, ends in 0.0..1.0) {
        let at = |part: f64| text.floor_char_boundary((part * text.len() as f64) as usize);
        let (start, end) = (at(f64::min(begins, ends)), at(f64::max(begins, ends)));
        let roadmap = read(text.as_bytes());
        for span in [Span::new(start, end), Span::new(start, start)] {
            promises::assert_change(&roadmap, Defaults::default(), span, new.as_bytes());
        }
    }

    #[test]
    fn any_bytes_are_read_and_every_span_lies_on_characters(bytes in prop::collection::vec(any::<u8>(), 0..300), text in lines()) {
        for source in [bytes.clone(), [text.as_bytes(), &bytes, text.as_bytes()].concat()] {
            let roadmap = read(&source);
            prop_assert_eq!(roadmap.to_bytes(), source);
            for section in roadmap.sections() {
                let shown = section.text.as_str();
                let spans = section
                    .items
                    .iter()
                    .flat_map(|item| [item.span, item.marker, item.text].into_iter().chain(item.note).chain(item.mark.map(|mark| mark.span())))
                    .chain([section.heading, section.heading_block, section.prose])
                    .chain(section.tables.iter().flat_map(|table| table.rows.iter().flat_map(|row| row.cells.clone())));
                for span in spans {
                    prop_assert!(shown.get(span.range()).is_some(), "{span:?} of {shown:?}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, rng_seed: seed::of_run(2), failure_persistence: None, ..ProptestConfig::default() })]

    /// Batches are 64 KiB: with a long filler between, each part is parsed on its own.
    #[test]
    fn any_long_text_reads_in_batches_as_by_one_parse(text in lines()) {
        let filler = "# Filler\n\n".to_owned() + &"word word word word\n".repeat(3500) + "\n";
        let long = format!("{text}\n\n{filler}{text}\n\n{filler}{text}");
        check_oracle("generated, long", long.as_bytes());
    }
}
