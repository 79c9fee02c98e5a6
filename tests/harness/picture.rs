//! All that a model holds, as text to compare.

#![allow(dead_code, reason = "each test uses its part")]

use std::fmt::Write as _;

use milepost::model::Roadmap;

pub(crate) fn of(roadmap: &Roadmap) -> String {
    let mut picture = String::new();
    for section in roadmap.sections() {
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
        for link in &section.links {
            let _ = writeln!(picture, "  {link:?} {:?}", roadmap.address(section, *link));
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
