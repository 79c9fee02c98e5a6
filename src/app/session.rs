//! What is remembered of a file until it is opened again: the cursor and the folds, as slug paths.

use std::collections::{HashMap, HashSet};

use super::App;
use super::outline::Row;
use super::tab::Tab;
use crate::model::Place;
use crate::model::slug::slug;

/// Before the path of a heading, which could also be that of an item.
const HEADING: &str = "#";

impl App {
    /// The selected row and the folded ones.
    pub fn remembered(&self) -> (Option<String>, Vec<String>) {
        let mut folded: Vec<Row> = self.view.folded.iter().copied().collect();
        folded.sort_unstable();
        let rows = folded.iter().copied().chain(self.view.cursor);
        let names = self.item_names(&rows.filter_map(Row::place).collect());
        let name = |row| match row {
            Row::Item(place) => names.get(&place).cloned(),
            Row::Heading(section) => Some(self.heading_name(section)),
            Row::Table(..) => None,
        };
        (self.view.cursor.and_then(name), folded.into_iter().filter_map(name).collect())
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

    /// Goes back to the tab of a name.
    pub fn restore_tab(&mut self, name: &str) {
        if let Some(tab) = Tab::ALL.into_iter().find(|tab| tab.name() == name) {
            self.go_to_tab(tab);
        }
    }

    /// The paths of some items, numbered as [`Self::restore`] looks for them.
    fn item_names(&self, items: &HashSet<Place>) -> HashMap<Place, String> {
        if items.is_empty() {
            return HashMap::new();
        }
        let paths = self.roadmap().items().zip(self.roadmap().slug_paths());
        paths.map(|((place, _), path)| (place, path)).filter(|(place, _)| items.contains(place)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::layout::Size;
    use crate::document::Document;
    use crate::settings::Defaults;

    fn opened(text: &str) -> App {
        let document = Document::new(text.into(), Defaults::default());
        App::new(
            "roadmap.md".into(),
            document,
            Size { columns: 80, rows: 24 },
            jiff::civil::date(2026, 11, 22),
        )
    }

    #[test]
    fn items_whose_words_differ_only_in_signs_are_remembered_apart() {
        let text = "# X\n\n- C\n  - a\n- C++\n  - a\n- C#\n  - a\n";
        let mut app = opened(text);
        let [first, second, third] = [0, 2, 4].map(|item| Row::Item(Place { section: 1, item }));
        app.view.folded = HashSet::from([first, third]);
        app.view.cursor = Some(second);
        let (selected, folded) = app.remembered();
        let mut app = opened(text);
        app.restore(selected.as_deref(), &folded);
        assert_eq!(app.view.cursor, Some(second));
        assert_eq!(app.view.folded, HashSet::from([first, third]));
    }
}
