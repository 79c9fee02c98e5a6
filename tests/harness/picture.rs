//! All that a model holds, as text to compare.

#![allow(dead_code, reason = "each test uses its part")]

use std::fmt::Write as _;

use milepost::model::Roadmap;

pub(crate) fn of(roadmap: &Roadmap) -> String {
    let mut picture = String::new();
    for (index, section) in (0..).zip(roadmap.sections()) {
        let _ = writeln!(
            picture,
            "section at {} len {} line {} level {} heading {:?} {:?} kind {:?} prose {:?} parent {:?} end {} own {:?} total {:?}",
            section.offset,
            section.text.len(),
            section.line,
            section.level,
            section.heading,
            section.heading_block,
            section.kind,
            section.prose,
            section.parent,
            section.end,
            section.own,
            section.total,
        );
        for item in &section.items {
            let _ = writeln!(picture, "  {item:?}");
        }
        for table in &section.tables {
            let _ = writeln!(picture, "  {table:?}");
        }
        for link in roadmap.references(section.text.as_str(), &roadmap.blocks(index)) {
            let _ = writeln!(picture, "  {link:?}");
        }
    }
    let _ = writeln!(
        picture,
        "phases {:?} title {:?} settings {:?}",
        roadmap.phases(),
        roadmap.title(),
        roadmap.settings()
    );
    picture
}
