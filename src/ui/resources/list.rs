//! The lines of the list: headings, and resources in columns.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::address;
use crate::app::details::short_heading;
use crate::app::layout::Area;
use crate::app::prompt::Overlay;
use crate::app::resources::{Line, ResourcesPane};
use crate::display::{Piece, displayable, head, truncate, truncate_pieces, width, width_of};
use crate::model::State;
use crate::model::fraction::Fraction;
use crate::resources::{Kind, Resource};
use crate::theme::{Mark, Role};
use crate::ui::pen::{Pen, Text, padded, rich, tint};
use crate::ui::{Look, Scene, row};

const GAP: usize = 2;
/// From so many columns on there is room for what a resource is and for bars, and for the sites.
const WITH_BARS: u16 = 56;
const WITH_SITES: u16 = 92;

/// How wide the columns beside the titles are; nothing where there is no room for one. They do not follow what is in
/// sight, so that nothing jumps while one scrolls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Columns {
    kind: usize,
    /// The bar alone.
    bar: u16,
    /// `120/320`
    share: usize,
    site: usize,
}

impl Columns {
    /// `fractions` are those in sight: without any the titles have their room.
    fn of(columns: u16, fractions: impl Iterator<Item = Fraction>) -> Self {
        let share = fractions.map(|fraction| share(fraction).len()).max();
        let share = share.map_or(0, |share| share.max("120/320".len()));
        Self {
            kind: if columns < WITH_BARS { 0 } else { "article".len() },
            bar: if columns < WITH_BARS || share == 0 { 0 } else { 8 },
            share,
            site: if columns < WITH_SITES { 0 } else { 24 },
        }
    }
}

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, area: Area) {
    let Scene { app, .. } = *scene;
    let view = &app.resources;
    let lines: Vec<(usize, Line)> =
        view.lines.iter().copied().enumerate().skip(view.top).take(usize::from(area.rows)).collect();
    let resource = |line: &(usize, Line)| match line.1 {
        Line::Resource(index) => view.found.get(index).map(|found| (found, found.fraction(app.roadmap()))),
        Line::Group(_) => None,
    };
    let fractions = lines.iter().filter_map(|line| resource(line)?.1);
    let columns = Columns::of(area.columns, fractions);
    for (at, line) in (0..).zip(&lines) {
        let area = Area { y: area.y + at, rows: 1, ..area };
        match line.1 {
            Line::Group(section) => draw_group(scene, buffer, area, section),
            Line::Resource(_) => {
                if let Some((found, fraction)) = resource(line) {
                    let is_chosen = line.0 == view.cursor;
                    draw_resource(scene, buffer, area, (found, fraction), columns, is_chosen);
                }
            }
        }
    }
}

/// `Phase 1: Junior Developer › Resources`
fn draw_group(scene: &Scene<'_>, buffer: &mut Buffer, area: Area, section: u32) {
    let Scene { app, look, .. } = *scene;
    let roadmap = app.roadmap();
    let title = roadmap.title_section();
    let mut above: Vec<u32> = roadmap.ancestors(section).filter(|index| Some(*index) != title).collect();
    above.reverse();
    above.push(section);
    let whole = |index: u32, base: Style| {
        let heading = roadmap.section(index).heading_text().unwrap_or_default();
        rich(head(heading, 400), roadmap.definitions(), base, look)
    };
    let short = |index: u32, base: Style| {
        let heading = roadmap.section(index).heading_text().unwrap_or_default();
        vec![Piece::new(short_heading(heading), base)]
    };
    let mut pen = Pen::new(buffer, area, 0);
    pen.skip(1);
    pen.shorten(1);
    let crumbs = |words: &dyn Fn(u32, Style) -> Text| {
        let mut text = Text::new();
        for &index in above.iter().filter(|index| roadmap.section(**index).level > 0) {
            if !text.is_empty() {
                let crumb = format!(" {} ", look.glyph(Mark::Crumb));
                text.push(Piece::new(crumb, look.style(Role::Secondary)));
            }
            let role = if index == section { Role::Heading } else { Role::Secondary };
            text.extend(words(index, look.style(role)));
        }
        text
    };
    let mut text = crumbs(&whole);
    if width_of(&text) > pen.room() {
        text = crumbs(&short);
    }
    if text.is_empty() {
        text.push(Piece::new("Before the first heading", look.style(Role::Heading)));
    }
    pen.write_text(&text, look);
}

fn draw_resource(
    scene: &Scene<'_>,
    buffer: &mut Buffer,
    area: Area,
    (resource, fraction): (&Resource, Option<Fraction>),
    columns: Columns,
    is_chosen: bool,
) {
    let Scene { app, look, .. } = *scene;
    let item = resource.item(app.roadmap());
    let over = chosen_style(scene, is_chosen);
    let secondary = look.style(Role::Secondary).patch(over);
    let mut pen = Pen::new(buffer, area, 0);
    let is_changed = resource
        .place()
        .is_some_and(|place| app.view.changed.contains(&crate::app::outline::Row::Item(place)));
    let (bar, role) = match (is_chosen, is_changed) {
        (_, true) => (look.glyph(Mark::Changed), Role::Changed),
        (true, false) => (look.glyph(Mark::SelectionBar), Role::SelectionBar),
        (false, false) => (" ", Role::SelectionBar),
    };
    pen.write(bar, look.style(role));
    let (mark, role) = item.map_or((" ", Role::Secondary), |item| {
        let (mark, role) = row::state_mark(item);
        (look.glyph(mark), role)
    });
    pen.write(&format!(" {mark} "), look.style(role).patch(over));
    pen.shorten(1);
    if columns.kind > 0 {
        pen.write(&padded(kind(resource.kind), columns.kind + GAP), secondary);
    }
    pen.write_right(&right(look, resource, fraction, columns, over), GAP as u16);
    let base = look.style(match item.map(|item| item.state) {
        Some(State::Done) => Role::DoneText,
        Some(State::Skipped) => Role::SkippedText,
        _ => Role::Text,
    });
    let mut text = vec![Piece::new(displayable(head(&resource.title, 2000)), base.patch(over))];
    let hit = look.style(if is_chosen { Role::CurrentMatch } else { Role::Match });
    text = row::searched(app, text, hit);
    let places = match resource.spots.len() {
        1 => String::new(),
        n => format!("  ×{n}"),
    };
    let room = pen.room().saturating_sub(width(&places));
    truncate_pieces(&text, room, look.ellipsis())
        .iter()
        .for_each(|piece| pen.write(&piece.text, piece.style));
    let places = if look.dot().is_ascii() { places.replace('×', "x") } else { places };
    pen.write(&places, secondary);
    if is_chosen {
        let over = Area { x: area.x + 1, columns: area.columns.saturating_sub(1), ..area };
        tint(buffer, over, chosen_style(scene, true));
    }
}

/// How far it is read, and the site that it leads to.
fn right(
    look: &Look<'_>,
    resource: &Resource,
    fraction: Option<Fraction>,
    columns: Columns,
    over: Style,
) -> Text {
    let mut text = Text::new();
    let mut add = |words: String, role: Role| text.push(Piece::new(words, look.style(role).patch(over)));
    if columns.share > 0 {
        match fraction {
            Some(fraction) => {
                if columns.bar > 0 {
                    let (done, left) =
                        look.glyphs.gauge(columns.bar, fraction.done as usize, fraction.total as usize);
                    add(done, Role::GaugeDone);
                    add(left, Role::GaugeLeft);
                    add(" ".to_owned(), Role::Text);
                }
                add(format!("{:>1$}", share(fraction), columns.share), Role::Text);
            }
            None => {
                let bar = if columns.bar > 0 { usize::from(columns.bar) + 1 } else { 0 };
                add(" ".repeat(bar + columns.share), Role::Text);
            }
        }
    }
    if columns.site > 0 {
        let site = site(resource);
        let site = truncate(&site, columns.site, look.ellipsis());
        add(format!("{}{}", " ".repeat(GAP), padded(&site, columns.site)), Role::Secondary);
    }
    text
}

fn chosen_style(scene: &Scene<'_>, is_chosen: bool) -> Style {
    let Scene { app, look, .. } = *scene;
    let has_keys =
        app.resources.focus == ResourcesPane::List && matches!(app.overlay, None | Some(Overlay::Search(_)));
    match (is_chosen, has_keys) {
        (false, _) => Style::new(),
        (true, true) => look.style(Role::Selected),
        (true, false) => look.style(Role::SelectedElsewhere),
    }
}

fn share(fraction: Fraction) -> String {
    format!("{}/{}", fraction.done, fraction.total)
}

/// Short words, so that titles have the room.
fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Repository => "repo",
        Kind::Documentation => "docs",
        Kind::Other => "",
        other => other.name(),
    }
}

/// The site that it leads to; of what is no web address the address itself.
fn site(resource: &Resource) -> String {
    let Some(address) = resource.address() else { return String::new() };
    let site = address::site(address).unwrap_or_else(|| head(address, 200).to_owned());
    displayable(site.strip_prefix("www.").unwrap_or(&site)).into_owned()
}
