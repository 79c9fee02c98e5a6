//! Pages, cards and tables made of whole roadmaps.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{Subject, card, csv, html};
use crate::assess::Standing;
use crate::config::library::TEMPLATES;
use crate::model::Roadmap;
use crate::progress;
use crate::settings::Defaults;
use crate::timeline::Timeline;

const TODAY: Date = date(2026, 11, 22);

const WAY: &str = include_str!("../../tests/data/way.md");

/// What stands in every place that a text can stand in.
fn everywhere(payload: &str) -> String {
    let cell = payload.replace(['\n', '\r'], " ").replace('|', "\\|");
    let line = payload.replace(['\n', '\r'], " ");
    format!(
        "---\ntitle: {title}\n---\n\n{payload}\n\n# {line}\n\n{payload}\n\n## {line}\n\n- [ ] {line}\n  > {line}\n- [{line}]({line})\n\
         - [x](<{line}>) ![{line}]({line}) <{line}> [level:: {line}] ✅ {line} #{line}\n\n### {line}\n\n- [!] {line}\n\n\
         |Skill {cell}|Mid {cell}|Level|Notes|\n|-|-|-|-|\n|{cell}|{cell}|{cell}|{cell}|\n|B|✅|3||\n|C|✅|3||\n|{cell}2|x|3||\n\n\
         # Table\n\n|{cell}|b|\n|-|-|\n|{cell}|{cell}|\n",
        title = serde_json::to_string(payload).unwrap(),
    )
}

const HOSTILE: [&str; 24] = [
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "\" autofocus onfocus=\"alert(1)",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "https://a.example/\"onclick=alert(1)",
    "https://user@evil.example/",
    "//evil.example/x",
    "<!-- --><iframe src=https://evil.example></iframe><!--",
    "<a href=https://evil.example ping=https://evil.example>x</a>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "]]><![CDATA[<script>",
    "&lt;script&gt;&#60;img&#x3e;",
    "\u{202e}txet\u{2066}\u{200b}\u{1b}[2J\0",
    "<details open ontoggle=alert(1)>",
    "</details></main></body></html><h1>x",
    "=HYPERLINK(\"https://evil.example\")",
];

fn read(text: &str) -> Roadmap {
    Roadmap::read(text.as_bytes().to_vec(), Defaults::default())
}

/// Page and card of a text.
fn page_and_card(text: &str) -> (String, String) {
    let roadmap = read(text);
    let standing = Standing::of(&roadmap, None);
    let timeline = Timeline::gather(&roadmap, &[], TODAY);
    let title = roadmap.title().unwrap_or("roadmap").to_owned();
    let role = standing.target_role(&roadmap).ok().flatten();
    let subject = Subject::new(&roadmap, &title, &standing, role, &timeline);
    (html(&subject), card(&subject))
}

/// A page without its style, which is as long as all the rest.
fn without_style(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, behind) = rest.split_once("</style>").unwrap();
    format!("{before}<style></style>{behind}")
}

/// What is not the program's own in a document: a tag or an attribute that it does not write, one that nothing closes or
/// opens, an address of another scheme.
fn foreign(document: &str) -> Vec<String> {
    const TAGS: &str = " !doctype html head meta link title style body svg symbol rect path circle polygon text tspan use header \
        main footer section details summary figure figcaption div span p strong em del code a ul li blockquote time table thead \
        tbody tfoot tr th td h1 h2 h3 h4 h5 h6 ";
    const ATTRIBUTES: &str = " html lang charset http-equiv content name rel href class id dir role aria-label aria-hidden \
        aria-labelledby tabindex open scope datetime viewbox width height x y rx cx cy r d points fill stroke stroke-width \
        stroke-linecap stroke-linejoin stroke-dasharray text-anchor preserveaspectratio xmlns ";
    let mut found = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for tag in document.split('<').skip(1) {
        let Some((tag, text)) = tag.split_once('>') else {
            found.push(format!("not closed: <{tag}"));
            continue;
        };
        if text.contains('>') && open.last() != Some(&"style") && !tag.starts_with("style") {
            found.push(format!("a bare > in {text}"));
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                found.push(format!("nothing opens </{name}>"));
            }
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if !TAGS.contains(&format!(" {name} ")) {
            found.push(format!("tag {tag}"));
        }
        let (attributes, is_empty) = match attributes.strip_suffix('/') {
            Some(attributes) => (attributes, true),
            None => (attributes, matches!(name, "!doctype" | "meta" | "link")),
        };
        for (nth, piece) in attributes.split('"').enumerate() {
            let names = piece.split([' ', '=']).filter(|name| !name.is_empty());
            if nth % 2 == 0 {
                let foreign =
                    names.filter(|name| !ATTRIBUTES.contains(&format!(" {} ", name.to_lowercase())));
                found.extend(foreign.map(|name| format!("attribute {name} in <{tag}>")));
            }
        }
        if let Some((_, address)) = attributes.split_once("href=\"") {
            let is_known = ["https://", "http://", "HTTP", "mailto:", "#phase-", "#sign-", "data:,\""];
            if !is_known.iter().any(|begin| address.starts_with(begin)) {
                found.push(format!("address in <{tag}>"));
            }
        }
        if !is_empty {
            open.push(name);
        }
    }
    found.extend(open.into_iter().map(|name| format!("nothing closes <{name}>")));
    found
}

#[track_caller]
fn check_documents(text: &str) {
    let (page, card) = page_and_card(text);
    for document in [without_style(&page), card] {
        assert_eq!(foreign(&document), Vec::<String>::new(), "{text:?}");
        let is_unfit = |char: char| (char.is_control() && char != '\n') || crate::display::is_unseen(char);
        assert!(!document.contains(is_unfit), "{text:?}");
    }
}

#[test]
fn what_is_foreign_is_found() {
    for document in [
        "<b>x</b>",
        "<p onclick=\"x\">a</p>",
        "<p class=\"a\"b\"c\">a</p>",
        "<p>",
        "</p>",
        "<p>></p>",
        "<a href=\"javascript:x\">a</a>",
        "<p><em></p></em>",
    ] {
        assert!(!foreign(document).is_empty(), "{document}");
    }
    assert!(foreign("<p class=\"onclick\">a <em>b</em></p>").is_empty());
}

macro_rules! picture {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "../../tests/snapshots", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!($name, $text);
        });
    };
}

#[test]
fn a_roadmap_is_a_page_a_card_and_a_table() {
    let (page, card) = page_and_card(WAY);
    picture!("export-page", without_style(&page));
    picture!("export-card", card);
    picture!("export-csv", csv(&read(WAY)).replace("\r\n", "\n"));
}

#[test]
fn nothing_in_a_file_is_markup() {
    HOSTILE.iter().for_each(|payload| check_documents(&everywhere(payload)));
    check_documents(&everywhere(&HOSTILE.join(" ")));
}

#[test]
fn no_cell_of_a_hostile_file_is_a_formula() {
    for payload in HOSTILE.into_iter().chain(["+1", "-1", "@a", "|calc"]) {
        let table = csv(&read(&everywhere(payload)));
        let begins = |line: &str| {
            line.starts_with("record,") || line.starts_with("item,") || line.starts_with("cell,")
        };
        assert!(table.split("\r\n").filter(|line| !line.is_empty()).all(begins), "{payload:?}: {table}");
        assert!(
            !table.contains(",=") && !table.contains(",\"=") && !table.contains(",+"),
            "{payload:?}: {table}"
        );
    }
}

#[test]
fn every_bundled_roadmap_is_exported_with_its_own_numbers() {
    for template in TEMPLATES {
        check_documents(template.text);
        // Something done, so that the numbers are not all the same.
        let text = template.text.replacen("- [ ]", "- [x]", 7);
        check_documents(&text);
        let status = progress::status(&read(&text));
        let (page, card) = page_and_card(&text);
        let total = format!("<strong>{} of {}</strong>", status.total.met(), status.total.of());
        assert!(page.contains(&total) && status.total.met() > 0, "{}", template.name);
        for phase in &status.phases {
            let (met, of, percent) = (phase.counts.met(), phase.counts.of(), phase.counts.percent().unwrap());
            let row = format!("<td>{met} of {of}</td><td class=\"share\">{percent}%</td>");
            assert!(page.contains(&row), "{}: {row}", template.name);
            assert!(card.contains(&format!(">{percent}%<")), "{}", template.name);
        }
    }
}

#[test]
fn the_journal_stays_at_home() {
    let text = "# Phase 1\n\n- [x] a\n\n## Journal\n\n- 2026-11-20 #mistake secret\n\n### 2026-11-21\n\nsecret\n\n# Diary\n\n- [ ] secret\n";
    let (page, card) = page_and_card(text);
    assert!(!page.contains("secret") && !card.contains("secret") && !page.contains("Diary"), "{page}");
    assert!(page.contains("The journal is left out."));
}

#[test]
fn lists_are_nested_no_deeper_than_browsers_go() {
    let text: String = (0..300).map(|depth| format!("{}- [ ] a{depth}\n", "  ".repeat(depth))).collect();
    let (page, _) = page_and_card(&text);
    let (mut depth, mut deepest) = (0, 0);
    for tag in page.split('<') {
        depth += i32::from(tag.starts_with("ul ")) - i32::from(tag.starts_with("/ul"));
        deepest = deepest.max(depth);
    }
    assert_eq!((depth, deepest), (0, 25));
    assert!(page.contains(">a299<"));
    check_documents(&text);
}

#[test]
fn an_empty_file_is_a_page_too() {
    ["", "\u{feff}", "---\n---\n", "#\n\n##\n\n- \n", "|a|\n|-|\n"]
        .iter()
        .for_each(|text| check_documents(text));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_page(pieces in prop::collection::vec(prop::sample::select(vec![
        "<", ">", "\"", "'", "&", "\n", "\n\n", " ", "  ", "- ", "- [ ] ", "- [x] ", "# ", "### ", "> ", "|", "|-|-|\n", "`", "```\n",
        "*", "**", "~~", "[", "](", ")", "!", "https://a.b", "mailto:a@b", "javascript:", "\\", "\t", "\u{202e}", "\0", "é", "漢",
        "🌱", "Skill", "Level", "Journal", "✅ 2026-01-02", "[level:: 3]", "a", "1", "</p>", "<b>", "=", "+", "---\n",
    ]), 0..60)) {
        check_documents(&pieces.concat());
    }
}
