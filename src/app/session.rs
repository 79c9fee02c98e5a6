//! What is remembered of a file until it is opened again: the cursor and the folds, as slug paths.

use std::collections::{HashMap, HashSet};

use super::App;
use super::outline::Row;
use crate::model::identity::slug;

/// Before the path of a heading, which could also be that of an item.
const HEADING: &str = "#";

impl App {
    /// The selected row and the folded ones.
    pub fn remembered(&self) -> (Option<String>, Vec<String>) {
        let mut folded: Vec<Row> = self.view.folded.iter().copied().collect();
        folded.sort_unstable();
        (
            self.view.cursor.and_then(|row| self.name(row)),
            folded.into_iter().filter_map(|row| self.name(row)).collect(),
        )
    }

    /// Goes back to where the user was. Names of what is no longer there are passed over.
    pub fn restore(&mut self, selected: Option<&str>, folded: &[String]) {
        let wanted: HashSet<&str> = folded.iter().map(String::as_str).chain(selected).collect();
        if wanted.is_empty() {
            return;
        }
        let rows = self.rows_named(&wanted);
        self.view.folded = folded.iter().filter_map(|name| rows.get(name.as_str()).copied()).collect();
        match selected.and_then(|name| rows.get(name)) {
            Some(&row) => self.go_to(row),
            None => self.go_to_first_open(),
        }
    }

    /// Goes back to the tab of a name, if it has something to show.
    pub fn restore_tab(&mut self, name: &str) {
        let tab = self.tabs().find(|tab| tab.name() == name);
        if let Some(tab) = tab {
            self.go_to_tab(tab);
        }
    }

    fn name(&self, row: Row) -> Option<String> {
        match row {
            Row::Item(place) => Some(self.roadmap().slug_path(place)),
            Row::Heading(section) => Some(self.heading_name(section)),
            Row::Table(..) => None,
        }
    }

    fn heading_name(&self, section: u32) -> String {
        let headings: Vec<String> =
            self.roadmap().headings(section).iter().map(|heading| slug(heading)).collect();
        format!("{HEADING}{}", headings.join("/"))
    }

    fn rows_named<'a>(&self, wanted: &HashSet<&'a str>) -> HashMap<&'a str, Row> {
        let mut rows = HashMap::new();
        if wanted.iter().any(|name| name.starts_with(HEADING)) {
            for section in 0..self.roadmap().sections().len() as u32 {
                if let Some(name) = wanted.get(self.heading_name(section).as_str()) {
                    rows.entry(*name).or_insert(Row::Heading(section));
                }
            }
        }
        if wanted.iter().any(|name| !name.starts_with(HEADING)) {
            let paths = self.roadmap().slug_paths();
            for ((place, _), path) in self.roadmap().items().zip(&paths) {
                if let Some(name) = wanted.get(path.as_str()) {
                    rows.entry(*name).or_insert(Row::Item(place));
                }
            }
        }
        rows
    }
}
