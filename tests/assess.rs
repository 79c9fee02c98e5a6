//! The assessment of a whole roadmap as people keep it, without a ladder and with the bundled one.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to fail")]

#[path = "harness/beside.rs"]
mod beside;

use std::fs;
use std::path::Path;

use milepost::assess::{Ladder, Standing, Tally};
use milepost::config::{Places, load_ladder};
use milepost::model::Roadmap;
use milepost::settings::Defaults;

/// In the style of a real one that lies beside the project where it is developed.
const ROADMAP: &str = "---
milepost: { target: senior }
---
# Phase 1: Junior

- [x] **Databases**: the basics
- [ ] **Node.js Basics**:
    
    - [x] Modules
        
    - [ ] Event Loop & Call Stack
        
    - [ ] Streams
        
- [ ] **Basic Testing**: Jest, Supertest

# Phase 2: Mid

- **Node.js Internals**:
    
    - Libuv
        
- Mentoring juniors

### Resources

- _Clean Architecture_

# Tracking

|Skill Area|Junior|Mid|Senior|Notes|
|---|---|---|---|---|
|Node.js Internals|✅|✅|🔲|Need to study libuv|
|Architecture Design|✅|✅|🔲||
|Testing Practices|✅|✅|✅||
|Mentorship|🔲|✅|✅||";

fn read(text: &str) -> Roadmap {
    Roadmap::read(text.as_bytes().to_vec(), Defaults::default())
}

/// The one above, and the real one where it is, aimed at a role.
fn all() -> Vec<Roadmap> {
    let real = beside::find("roadmap.md").map(|path| fs::read_to_string(path).unwrap());
    let aimed = real.map(|text| format!("---\nmilepost: {{ target: senior }}\n---\n{text}"));
    std::iter::once(ROADMAP.to_owned()).chain(aimed).map(|text| read(&text)).collect()
}

fn bundled() -> Ladder {
    let nowhere = Path::new("/nowhere");
    load_ladder("backend-nodejs", &Places::under(nowhere), nowhere).unwrap()
}

/// The skills of a gap with what is said of them, in its order.
fn told(standing: &Standing, role: usize) -> Vec<String> {
    let gap = standing.gap(Some(role));
    let told = gap.skills.iter().map(|gap| format!("{}: {}", standing.skills[gap.skill].name, gap.verdict));
    told.collect()
}

#[test]
fn without_a_ladder_the_matrix_tells_what_is_missing() {
    for roadmap in all() {
        let standing = Standing::of(&roadmap, None);
        assert_eq!(standing.roles, ["Junior", "Mid", "Senior"]);
        let senior = standing.target_role(&roadmap).unwrap().unwrap();
        assert_eq!(
            told(&standing, senior),
            [
                "Node.js Internals: not claimed",
                "Architecture Design: not claimed",
                "Testing Practices: claimed without evidence",
                "Mentorship: claimed without evidence",
            ]
        );
        assert_eq!(standing.gap(Some(senior)).tally(), Tally { met: 0, claimed: 2, of: 4 });
        let first = standing.gap(Some(senior)).skills[0];
        let row = standing.skills[first.skill].row.unwrap();
        assert_eq!(roadmap.cell(row).as_deref(), Some("Node.js Internals"), "where to jump to");
        let mentorship = standing.skill("mentorship").unwrap();
        let disagreements = standing.disagreements(mentorship);
        assert_eq!(
            disagreements.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["claims ✅ Senior; Junior below it is not claimed"]
        );
    }
}

#[test]
fn the_bundled_ladder_finds_the_items_that_speak_of_a_skill() {
    for roadmap in all() {
        let standing = Standing::of(&roadmap, Some(&bundled()));
        let evidence = |name: &str| standing.skill(name).unwrap().evidence.to_string();
        assert_eq!(evidence("Node.js Internals"), "1 of 3 matching items done");
        assert_eq!(evidence("Testing Practices"), "0 of 1 matching item done");
        assert!(evidence("Mentorship").ends_with("without a box"));
        let testing = standing.skill("Testing Practices").unwrap();
        let disagreements = standing.disagreements(testing);
        assert_eq!(
            disagreements.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["claims ✅ Senior; 0 of 1 matching item done"]
        );
        let architecture = standing.skill("Architecture Design").unwrap();
        assert!(!architecture.evidence.resources.is_empty(), "books are told apart");
    }
}

#[test]
fn with_ratings_the_gap_is_in_the_order_of_its_size() {
    for roadmap in all() {
        let text = String::from_utf8(roadmap.to_bytes()).unwrap();
        let rated = text
            .replace("|Senior|Notes|\n|---", "|Senior|Level|Notes|\n|---|---")
            .replace("|✅|✅|🔲|Need", "|✅|✅|🔲|3|Need")
            .replace("Design|✅|✅|🔲|", "Design|✅|✅|🔲|1|")
            .replace("|✅|✅|✅|", "|✅|✅|✅|2|")
            .replace("|🔲|✅|✅|", "|🔲|✅|✅|4|");
        let roadmap = read(&rated);
        let standing = Standing::of(&roadmap, Some(&bundled()));
        let senior = standing.target_role(&roadmap).unwrap().unwrap();
        let told = told(&standing, senior);
        assert_eq!(
            told[..3],
            [
                "Architecture Design: below by 3",
                "Testing Practices: below by 2",
                "Node.js Internals: below by 1",
            ]
        );
        assert_eq!(told[3], "JavaScript: not rated");
        assert_eq!(told.last().unwrap(), "Mentorship: claimed without evidence");
        assert_eq!(told.len(), 14);
    }
}
