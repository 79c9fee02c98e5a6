//! Where a new entry goes, so that the journal keeps its own manner: newest first or newest last, under a heading of its
//! day, or in a section that is yet to be made.
//!
//! The manner is that of the newest entry. Where no dates tell, the newest comes first.

use jiff::civil::Date;

use super::heading::Heading;
use crate::model::journal::{Entry, EntryPlace, date_at_the_beginning};
use crate::model::{Roadmap, SectionKind};

/// Where a new entry goes.
pub(super) enum Place {
    /// Before or behind another one, an item of its own level.
    Beside {
        section: u32,
        item: u32,
        is_before: bool,
        is_day: bool,
    },
    /// As the first of a section.
    First {
        section: u32,
        is_day: bool,
    },
    NewSection(Heading),
}

pub(super) fn place(roadmap: &Roadmap, date: Date) -> Place {
    let entries: Vec<Entry> = roadmap.entries().collect();
    // The first of several of the newest day: in a journal that has it last, all of them are in one section.
    let newest = entries.iter().rev().filter(|entry| entry.date.is_some()).max_by_key(|entry| entry.date);
    let Some(section) = newest.map(|entry| entry.place.section()).or_else(|| first_journal(roadmap)) else {
        return Place::NewSection(Heading::of_journal(roadmap));
    };
    let root = root_of(roadmap, section);
    let days = days_below(roadmap, root);
    let is_by_days = newest.is_none() || day_section(roadmap, section).is_some();
    if is_by_days && !days.is_empty() {
        return in_days(roadmap, &entries, &days, date);
    }
    in_list(&entries, section, date, false)
}

/// Among or beside the headings of days, which are sections with their dates in the order of the file.
fn in_days(roadmap: &Roadmap, entries: &[Entry], days: &[(u32, Date)], date: Date) -> Place {
    let is_newest_last = days.first().map(|day| day.1) < days.last().map(|day| day.1);
    if let Some((section, _)) = days.iter().find(|(_, day)| *day == date) {
        let mut items = entries.iter().filter_map(|entry| match entry.place {
            EntryPlace::Item(place) if place.section == *section => Some(place.item),
            _ => None,
        });
        let item = if is_newest_last { items.next_back() } else { items.next() };
        return item.map_or(Place::First { section: *section, is_day: true }, |item| Place::Beside {
            section: *section,
            item,
            is_before: !is_newest_last,
            is_day: true,
        });
    }
    let before = days.iter().filter(|(_, day)| *day < date).max_by_key(|(_, day)| *day);
    let (neighbour, is_earlier) = match before {
        Some((section, _)) => (*section, true),
        None => (days.iter().min_by_key(|(_, day)| *day).expect("there are days").0, false),
    };
    Place::NewSection(Heading::of_day(roadmap, date, neighbour, is_earlier != is_newest_last))
}

/// In a section's own list.
fn in_list(entries: &[Entry], section: u32, date: Date, is_day: bool) -> Place {
    let items: Vec<(u32, Option<Date>)> = entries
        .iter()
        .filter_map(|entry| match entry.place {
            EntryPlace::Item(place) if place.section == section => Some((place.item, entry.date)),
            _ => None,
        })
        .collect();
    let dated = || items.iter().filter_map(|(item, date)| Some((*item, (*date)?)));
    let is_newest_last = dated().next().map(|first| first.1) < dated().next_back().map(|last| last.1);
    let is_earlier = |(_, of): &(u32, Date)| *of <= date;
    let beside = |item, is_before| Place::Beside { section, item, is_before, is_day };
    let earlier = if is_newest_last { dated().rfind(is_earlier) } else { dated().find(is_earlier) };
    match (earlier, items.first()) {
        (Some((item, _)), _) => beside(item, !is_newest_last),
        (None, None) => Place::First { section, is_day },
        // All are of later days.
        (None, Some((first, _))) => match dated().next_back() {
            Some((last, _)) if !is_newest_last => beside(last, false),
            Some(_) | None => beside(dated().next().map_or(*first, |(item, _)| item), true),
        },
    }
}

/// The first journal of the file; below a heading that has no items itself, the first part of it that has some.
fn first_journal(roadmap: &Roadmap) -> Option<u32> {
    let is_journal = |index: &u32| roadmap.section(*index).kind == SectionKind::Journal;
    let root = (0..roadmap.sections().len() as u32).find(is_journal)?;
    let with_items = |index: &u32| !roadmap.section(*index).items.is_empty();
    Some((root..roadmap.section(root).end).filter(is_journal).find(with_items).unwrap_or(root))
}

/// The outermost section of the journal that a section belongs to.
fn root_of(roadmap: &Roadmap, section: u32) -> u32 {
    let above = roadmap.ancestors(section);
    above.take_while(|index| roadmap.section(*index).kind == SectionKind::Journal).last().unwrap_or(section)
}

/// The section whose heading is a date that a section is, or lies below.
fn day_section(roadmap: &Roadmap, section: u32) -> Option<u32> {
    let is_day =
        |index: &u32| roadmap.section(*index).heading_text().and_then(date_at_the_beginning).is_some();
    std::iter::once(section)
        .chain(roadmap.ancestors(section))
        .take_while(|index| roadmap.section(*index).kind == SectionKind::Journal)
        .find(is_day)
}

fn days_below(roadmap: &Roadmap, root: u32) -> Vec<(u32, Date)> {
    let sections = root..roadmap.section(root).end;
    let day = |index| Some((index, date_at_the_beginning(roadmap.section(index).heading_text()?)?));
    sections.filter_map(day).collect()
}
