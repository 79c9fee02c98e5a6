//! The way in: the roadmaps there are and the templates to begin from, narrowed by what is typed.
//!
//! The same list lies over an open roadmap and stands alone at a start that knows of none. What a roadmap holds is read
//! outside and told when it is known, so that nothing waits for it. Knows no files.

mod click;
pub mod digest;
pub mod layout;

use std::path::PathBuf;

use self::digest::Digest;
use self::layout::RoadmapsLayout;
use super::field::FieldEdit;
use super::layout::Size;
use super::picker::{Entry, Finder, Picker};

/// Something to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub group: Group,
    pub source: Source,
    /// The file's name without its ending, or the template's; fit to be shown.
    pub name: String,
    /// Where the file is, or what the template is, in one line; fit to be shown.
    pub about: String,
    pub reading: Reading,
}

/// Where a roadmap comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    File(PathBuf),
    /// A bundled one by its name. It is opened as a copy.
    Template(String),
}

/// Why something is offered; with the folder, as people write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Group {
    Lately,
    Here(String),
    Folder(String),
    Library(String),
    Earlier,
    /// The folder is that of the copies.
    Templates(String),
}

/// What is known of what a roadmap holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    Unread,
    Read(Box<Digest>),
    /// It is so large that it is not read before it is opened.
    TooLarge,
    Failed(String),
}

/// When the list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Before a roadmap is open.
    Start { is_first: bool },
    /// Over an open one.
    Open,
}

/// What enter comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    Nothing,
    Take(Source),
    /// It cannot be opened, for this reason.
    Refused(String),
}

/// The list, and where the user is in it.
#[derive(Debug, Clone)]
pub struct Roadmaps {
    pub picker: Picker<Offer>,
    pub moment: Moment,
    pub size: Size,
    /// The first line that is shown, as far as the selected one is in sight then.
    first: usize,
    /// What was in sight when it was asked last what they hold; none before the first time.
    asked: Option<Vec<usize>>,
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The heading of the group of this match.
    Group(usize),
    Blank,
    /// An index of the matches.
    Offer(usize),
}

impl Group {
    /// Whether all that is in it is in the one folder that its heading tells.
    pub fn is_folder(&self) -> bool {
        matches!(self, Self::Here(_) | Self::Folder(_) | Self::Library(_))
    }
}

impl Offer {
    /// What it is called: by its text as soon as that is known. A template keeps its name.
    pub fn title(&self) -> &str {
        match (&self.source, &self.reading) {
            (Source::File(_), Reading::Read(digest)) => digest.title.as_deref().unwrap_or(&self.name),
            _ => &self.name,
        }
    }

    /// Where the file is, without its folder.
    pub fn file_name(&self) -> &str {
        self.about.rsplit(std::path::is_separator).next().unwrap_or_default()
    }

    /// What it is found by: the title, a blank, what stands beside it.
    fn words(&self) -> String {
        format!("{} {}", self.title(), self.about)
    }

    pub fn is_template(&self) -> bool {
        matches!(self.source, Source::Template(_))
    }

    /// How well it is found. What is in the title or the file's name counts for more than what is beside it; so one's own
    /// copy is found as well as the template, and goes before it, which would make another one.
    fn score(&self, words: &str, finder: &mut Finder) -> Option<u32> {
        let called = [self.title(), &self.name].into_iter().filter_map(|name| finder.score(name)).max();
        called.map(|score| score + Finder::LETTER).max(finder.score(words))
    }
}

impl Roadmaps {
    pub fn new(offers: Vec<Offer>, moment: Moment, size: Size) -> Self {
        let entry = |offer: Offer| Entry { words: offer.words(), value: offer };
        let picker = Picker::new(offers.into_iter().map(entry).collect());
        Self { picker, moment, size, first: 0, asked: None }
    }

    /// Selects the first that is so, if there is one.
    pub fn select(&mut self, is_it: impl Fn(&Offer) -> bool) {
        let offers = self.picker.matches.iter().map(|&index| &self.picker.entries[index].value);
        if let Some(index) = offers.into_iter().position(is_it) {
            self.picker.selected = index;
            self.settle();
        }
    }

    pub fn selected(&self) -> Option<&Offer> {
        self.picker.selected()
    }

    /// The offer of a match.
    pub fn offer(&self, index: usize) -> Option<&Offer> {
        self.picker.matches.get(index).map(|&index| &self.picker.entries[index].value)
    }

    pub fn is_searching(&self) -> bool {
        !self.picker.query.text().is_empty()
    }

    pub fn layout(&self) -> RoadmapsLayout {
        self.layout_on(self.size)
    }

    /// The layout on a screen of another size. It is the same whatever is typed.
    pub fn layout_on(&self, size: Size) -> RoadmapsLayout {
        let offers = self.picker.entries.iter().map(|entry| &entry.value);
        let n_offers = self.picker.entries.len();
        let groups: Vec<&Group> = offers.map(|offer| &offer.group).collect();
        let n_groups = groups.chunk_by(|one, other| one == other).count();
        RoadmapsLayout::of(size, self.moment, n_offers + n_groups * 2)
    }

    /// The list as it is shown in so many rows, from its beginning: under the headings of its groups, unless something is
    /// typed; then the best comes first.
    pub fn lines(&self, rows: u16) -> Vec<Line> {
        if self.is_searching() {
            return (0..self.picker.matches.len()).map(Line::Offer).collect();
        }
        let mut lines = Vec::new();
        let mut group = None;
        for index in 0..self.picker.matches.len() {
            let next = self.offer(index).map(|offer| &offer.group);
            if next != group {
                lines.extend((group.is_some() && rows > 12).then_some(Line::Blank));
                lines.extend((rows > 3).then_some(Line::Group(index)));
                group = next;
            }
            lines.push(Line::Offer(index));
        }
        lines
    }

    /// The first line that is shown in so many rows, so that the selected one is, with the heading above it.
    pub fn first_line(&self, lines: &[Line], rows: u16) -> usize {
        let rows = usize::from(rows);
        let Some(selected) = lines.iter().position(|line| *line == Line::Offer(self.picker.selected)) else {
            return 0;
        };
        let has_heading = selected > 0 && matches!(lines[selected - 1], Line::Group(_)) && rows > 1;
        let top = selected - usize::from(has_heading);
        let first = self.first.min(top).max((selected + 1).saturating_sub(rows));
        first.min(lines.len().saturating_sub(rows))
    }

    pub fn move_by(&mut self, by: isize) {
        self.picker.select_by(by);
        self.settle();
    }

    /// How many offers a page has.
    pub fn page(&self) -> isize {
        isize::try_from(self.layout().list.rows).unwrap_or(1).max(2) - 1
    }

    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.settle();
    }

    pub fn edit(&mut self, edit: FieldEdit) {
        self.picker.query.edit(edit);
        self.narrow();
    }

    pub fn paste(&mut self, text: &str) {
        self.picker.query.paste(text);
        self.narrow();
    }

    /// After the query was edited.
    pub(super) fn narrow(&mut self) {
        self.picker.narrow_by(|finder, entry| entry.value.score(&entry.words, finder));
        self.settle();
    }

    /// Enter. What could not be read is asked for again, as it may have been mended.
    pub fn choose(&mut self) -> Choice {
        let index = self.picker.matches.get(self.picker.selected);
        let Some(offer) = index.map(|&index| &mut self.picker.entries[index].value) else {
            return Choice::Nothing;
        };
        match std::mem::replace(&mut offer.reading, Reading::Unread) {
            Reading::Failed(reason) => {
                self.asked = Some(Vec::new());
                Choice::Refused(format!("{} is not opened: {reason}", offer.name))
            }
            reading => {
                offer.reading = reading;
                Choice::Take(offer.source.clone())
            }
        }
    }

    /// What is to be read now, the most wanted first: all at the beginning; later what has come into sight and is not known.
    pub fn wanted(&mut self) -> Vec<Source> {
        let rows = self.layout().list.rows;
        let lines = self.lines(rows);
        let first = self.first_line(&lines, rows);
        let shown = lines.iter().skip(first).take(usize::from(rows)).filter_map(|line| match line {
            Line::Offer(index) => self.picker.matches.get(*index).copied(),
            Line::Group(_) | Line::Blank => None,
        });
        let selected = self.picker.matches.get(self.picker.selected).copied();
        let in_sight: Vec<usize> = selected.into_iter().chain(shown).collect();
        if self.asked.as_ref() == Some(&in_sight) {
            return Vec::new();
        }
        let entries = &self.picker.entries;
        let rest = if self.asked.is_none() { 0..entries.len() } else { 0..0 };
        let mut is_wanted: Vec<bool> =
            entries.iter().map(|entry| entry.value.reading == Reading::Unread).collect();
        let wanted = in_sight.iter().copied().chain(rest);
        let wanted = wanted.filter(|index| std::mem::take(&mut is_wanted[*index]));
        let wanted = wanted.map(|index| entries[index].value.source.clone()).collect();
        self.asked = Some(in_sight);
        wanted
    }

    /// What a roadmap holds is known. The selected one stays selected.
    pub fn read(&mut self, source: &Source, reading: Reading) {
        let is_it = |entry: &Entry<Offer>| entry.value.source == *source;
        let Some(index) = self.picker.entries.iter().position(is_it) else { return };
        let entry = &mut self.picker.entries[index];
        entry.value.reading = reading;
        entry.words = entry.value.words();
        if self.is_searching() {
            let selected = self.picker.matches.get(self.picker.selected).copied();
            self.narrow();
            if let Some(at) = self.picker.matches.iter().position(|index| Some(*index) == selected) {
                self.picker.selected = at;
            }
        }
        self.settle();
    }

    /// Keeps the selected line in sight.
    fn settle(&mut self) {
        let rows = self.layout().list.rows;
        self.first = self.first_line(&self.lines(rows), rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size { columns: 80, rows: 24 };

    fn file(group: Group, path: &str) -> Offer {
        let name = std::path::Path::new(path).file_stem().unwrap().to_str().unwrap().to_owned();
        let source = Source::File(path.into());
        Offer { group, source, name, about: path.to_owned(), reading: Reading::Unread }
    }

    fn template(name: &str, about: &str) -> Offer {
        let (name, about) = (name.to_owned(), about.to_owned());
        let source = Source::Template(name.clone());
        Offer { group: Group::Templates("~/l".to_owned()), source, name, about, reading: Reading::Unread }
    }

    fn list() -> Roadmaps {
        let offers = vec![
            file(Group::Lately, "~/notes/garden.md"),
            file(Group::Lately, "~/l/rust-developer.md"),
            file(Group::Here("~/w".to_owned()), "~/w/README.md"),
            template("rust-developer", "Rust: ownership, async"),
            template("data-engineer", "Data: SQL, pipelines"),
        ];
        Roadmaps::new(offers, Moment::Open, SIZE)
    }

    fn titled(title: &str) -> Reading {
        Reading::Read(Box::new(Digest { title: Some(title.to_owned()), ..Digest::default() }))
    }

    fn found(roadmaps: &Roadmaps) -> Vec<&str> {
        (0..roadmaps.picker.matches.len())
            .map(|index| roadmaps.offer(index).unwrap().about.as_str())
            .collect()
    }

    #[test]
    fn offers_stand_under_the_headings_of_their_groups_until_something_is_typed() {
        use Line::{Blank, Group, Offer};
        let mut roadmaps = list();
        let grouped = [
            [Group(0), Offer(0), Offer(1), Blank].as_slice(),
            &[Group(2), Offer(2), Blank],
            &[Group(3), Offer(3), Offer(4)],
        ];
        assert_eq!(roadmaps.lines(20), grouped.concat());
        assert!(!roadmaps.lines(10).contains(&Blank), "no line is given away where there are few");
        assert_eq!(roadmaps.lines(2), [Offer(0), Offer(1), Offer(2), Offer(3), Offer(4)]);
        roadmaps.paste("rust");
        assert_eq!(roadmaps.lines(20), [Offer(0), Offer(1)]);
    }

    #[test]
    fn ones_own_copy_goes_before_the_template_and_a_title_before_a_folder() {
        for query in ["rust", "rust-developer", "dev rust"] {
            let mut roadmaps = list();
            roadmaps.paste(query);
            assert_eq!(found(&roadmaps)[..2], ["~/l/rust-developer.md", "Rust: ownership, async"], "{query}");
        }
        let mut roadmaps = list();
        roadmaps.read(&Source::File("~/l/rust-developer.md".into()), titled("My way"));
        roadmaps.paste("rust-dev");
        assert_eq!(found(&roadmaps)[0], "~/l/rust-developer.md", "it has a title of its own by now");
        let mut roadmaps = list();
        roadmaps.read(&Source::File("~/notes/garden.md".into()), titled("Kitchen garden"));
        roadmaps.paste("eng");
        assert_eq!(found(&roadmaps)[0], "Data: SQL, pipelines", "what is found better goes before all");
        let mut roadmaps = list();
        roadmaps.paste("sql");
        assert_eq!(found(&roadmaps), ["Data: SQL, pipelines"]);
        let offers = vec![
            file(Group::Lately, "~/garden/a.md"),
            file(Group::Lately, "~/b/garden.md"),
            file(Group::Lately, "~/garden/c.md"),
        ];
        let mut roadmaps = Roadmaps::new(offers, Moment::Open, SIZE);
        roadmaps.paste("garden");
        assert_eq!(found(&roadmaps), ["~/b/garden.md", "~/garden/a.md", "~/garden/c.md"]);
    }

    #[test]
    fn a_title_is_found_as_soon_as_it_is_known_and_the_selected_one_stays_selected() {
        let mut roadmaps = list();
        roadmaps.paste("kitchen");
        assert_eq!(found(&roadmaps), Vec::<&str>::new());
        assert_eq!(roadmaps.choose(), Choice::Nothing);
        let garden = Source::File("~/notes/garden.md".into());
        roadmaps.read(&garden, titled("Kitchen garden"));
        assert_eq!(roadmaps.choose(), Choice::Take(garden));
        let readme = Source::File("~/w/README.md".into());
        roadmaps.read(&readme, titled("kitchen"));
        assert_eq!(found(&roadmaps).len(), 2);
        assert_eq!(roadmaps.selected().unwrap().title(), "Kitchen garden");
        roadmaps.read(&Source::File("~/none.md".into()), titled("gone from the list"));
    }

    #[test]
    fn all_are_read_once_and_what_comes_into_sight_first() {
        let name = |source: &Source| match source {
            Source::File(path) => path.file_stem().unwrap().to_str().unwrap().to_owned(),
            Source::Template(name) => name.clone(),
        };
        let offers = (0..99).map(|n| file(Group::Lately, &format!("{n:02}.md"))).collect();
        let mut roadmaps = Roadmaps::new(offers, Moment::Open, SIZE);
        let wanted: Vec<_> = roadmaps.wanted().iter().map(name).collect();
        assert_eq!((wanted.len(), &*wanted[0], &*wanted[98]), (99, "00", "98"));
        assert_eq!(roadmaps.wanted(), [], "it is asked for already");
        roadmaps.read(&Source::File("50.md".into()), Reading::TooLarge);
        roadmaps.move_by(50);
        let wanted: Vec<_> = roadmaps.wanted().iter().map(name).collect();
        assert!(wanted.contains(&"49".to_owned()) && !wanted.contains(&"50".to_owned()), "{wanted:?}");
        assert!(!wanted.contains(&"00".to_owned()) && wanted.len() < 24, "{wanted:?}");
        roadmaps.move_by(20);
        assert_eq!(name(&roadmaps.wanted()[0]), "70", "the selected one before all others");
    }

    #[test]
    fn what_cannot_be_read_is_not_opened_and_read_again_when_it_is_asked_for() {
        let mut roadmaps = list();
        let garden = Source::File("~/notes/garden.md".into());
        roadmaps.wanted();
        roadmaps.read(&garden, Reading::Failed("it is a folder".to_owned()));
        assert_eq!(roadmaps.wanted(), []);
        assert_eq!(roadmaps.choose(), Choice::Refused("garden is not opened: it is a folder".to_owned()));
        assert_eq!(roadmaps.wanted()[0], garden);
        roadmaps.read(&garden, titled("Garden"));
        assert_eq!(roadmaps.choose(), Choice::Take(garden));
    }

    #[test]
    fn the_selected_line_is_in_sight_with_the_heading_above_it_and_the_list_moves_no_more_than_it_must() {
        for rows in 1..40 {
            let mut roadmaps = list();
            roadmaps.resize(Size { columns: 60, rows });
            let rows = roadmaps.layout().list.rows;
            for by in [1, 1, 1, 1, 1, -1, -1, -1, -1, -1] {
                roadmaps.move_by(by);
                let lines = roadmaps.lines(rows);
                let first = roadmaps.first_line(&lines, rows);
                let shown = &lines[first..lines.len().min(first + usize::from(rows))];
                let selected = Line::Offer(roadmaps.picker.selected);
                let at = shown.iter().position(|line| *line == selected);
                assert!(at.is_some(), "{rows}: {shown:?}");
                assert!(first == 0 || shown.len() == usize::from(rows), "{rows}: {shown:?}");
            }
            assert_eq!(roadmaps.first_line(&roadmaps.lines(rows), rows), 0);
        }
    }

    #[test]
    fn a_click_selects_and_the_next_one_opens() {
        let mut roadmaps = list();
        let list = roadmaps.layout().list;
        // Below the heading stands the first offer.
        assert!(!roadmaps.click(list.x + 5, list.y));
        assert!(!roadmaps.click(list.x + 5, list.y + 2));
        assert_eq!(roadmaps.selected().unwrap().name, "rust-developer");
        assert!(roadmaps.click(list.x + 5, list.y + 2));
        assert!(!roadmaps.click(list.x + 5, list.y + list.rows), "it is below the list");
        assert!(!roadmaps.click(list.x + list.columns, list.y + 2), "it is beside it");
    }
}
