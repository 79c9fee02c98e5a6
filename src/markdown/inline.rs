//! Inline Markdown as runs of styled text, for showing: `**bold**` → "bold", strong.
//!
//! Takes one paragraph's source. Its line breaks become blanks. Knows nothing of colours, widths, or what must not
//! reach a terminal.

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::Definitions;
use super::long_lines::LONG;

/// A piece of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub style: RunStyle,
    /// Where the link goes that it is part of, as the text says.
    pub address: Option<String>,
}

impl Run {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), style: RunStyle::default(), address: None }
    }
}

/// How a run is set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RunStyle {
    pub is_strong: bool,
    pub is_emphasized: bool,
    pub is_struck: bool,
    pub is_code: bool,
    pub is_link: bool,
}

/// A word in front of the text, so that its first line cannot be taken for the beginning of another block.
const GUARD: &str = "a ";

/// The runs of a paragraph. `definitions` are those of the file, for reference links. What stands further in than anyone
/// reads is shown as it is.
pub fn runs(source: &str, definitions: &Definitions) -> Vec<Run> {
    let joined = joined(source);
    if is_plain(&joined) {
        return vec![Run::plain(joined)];
    }
    let end = (0..=joined.len().min(LONG)).rfind(|&at| joined.is_char_boundary(at)).unwrap_or(0);
    let (head, tail) = joined.split_at(end);
    let guarded = format!("{GUARD}{head}");
    let mut runs = super::guarded(|| styled(&guarded, definitions)).unwrap_or_else(|| vec![Run::plain(head)]);
    if !tail.is_empty() {
        push(&mut runs, Run::plain(tail));
    }
    runs
}

/// The runs' text alone.
pub fn plain(source: &str, definitions: &Definitions) -> String {
    runs(source, definitions).into_iter().map(|run| run.text).collect()
}

/// Where a link or an image goes, from its own text. None for a reference to nothing.
pub fn target(source: &str, definitions: &Definitions) -> Option<String> {
    let guarded = paragraph(source);
    super::guarded(|| first_target(&guarded, definitions)).flatten()
}

/// A paragraph's source as one that can be parsed by itself.
pub fn paragraph(source: &str) -> String {
    format!("{GUARD}{}", joined(source))
}

fn first_target(guarded: &str, definitions: &Definitions) -> Option<String> {
    let mut resolve = |link: BrokenLink<'_>| {
        let address = definitions.address(&link.reference)?;
        Some((CowStr::from(address.to_owned()), CowStr::Borrowed("")))
    };
    let parser = Parser::new_with_broken_link_callback(guarded, inline_options(), Some(&mut resolve));
    for event in parser {
        if let Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) =
            event
        {
            return Some(address(link_type, &dest_url));
        }
    }
    None
}

/// `<a@b.org>` stands for `mailto:a@b.org`.
fn address(link_type: LinkType, destination: &str) -> String {
    let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
    format!("{scheme}{destination}")
}

fn inline_options() -> Options {
    super::options() - Options::ENABLE_TASKLISTS
}

/// The lines of a paragraph as one, without indents and quote markers.
fn joined(source: &str) -> String {
    let mut lines = source.lines().map(str::trim);
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| {
        let line = line.trim_start_matches(['>', ' ']);
        if line.is_empty() { text } else { text + " " + line }
    })
}

fn is_plain(text: &str) -> bool {
    !text.contains(['*', '_', '`', '[', '<', '&', '\\', '~', '!'])
}

fn styled(guarded: &str, definitions: &Definitions) -> Vec<Run> {
    let mut resolve = |link: BrokenLink<'_>| {
        let address = definitions.address(&link.reference)?;
        Some((CowStr::from(address.to_owned()), CowStr::Borrowed("")))
    };
    let parser = Parser::new_with_broken_link_callback(guarded, inline_options(), Some(&mut resolve));
    let mut runs: Vec<Run> = Vec::new();
    let mut depth = Depth::default();
    for event in parser {
        match event {
            Event::Start(tag) => depth.count(tag),
            Event::End(tag) => depth.uncount(tag),
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => {
                push(&mut runs, depth.run(text));
            }
            Event::Code(text) => {
                let mut run = depth.run(text);
                run.style.is_code = true;
                push(&mut runs, run);
            }
            Event::FootnoteReference(label) => push(&mut runs, depth.run(format!("[^{label}]"))),
            Event::SoftBreak | Event::HardBreak => push(&mut runs, depth.run(" ")),
            _ => {}
        }
    }
    strip_guard(&mut runs);
    runs
}

/// How many elements of each style are open.
#[derive(Default)]
struct Depth {
    strong: u32,
    emphasized: u32,
    struck: u32,
    link: u32,
    /// Where the outermost link goes; an image in a link goes where that goes.
    address: Option<String>,
}

impl Depth {
    fn count(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasized += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                self.link += 1;
                self.address.get_or_insert_with(|| address(link_type, &dest_url));
            }
            _ => {}
        }
    }

    fn uncount(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong -= 1,
            TagEnd::Emphasis => self.emphasized -= 1,
            TagEnd::Strikethrough => self.struck -= 1,
            TagEnd::Link | TagEnd::Image => {
                self.link -= 1;
                self.address.take_if(|_| self.link == 0);
            }
            _ => {}
        }
    }

    fn run(&self, text: impl Into<String>) -> Run {
        let style = RunStyle {
            is_strong: self.strong > 0,
            is_emphasized: self.emphasized > 0,
            is_struck: self.struck > 0,
            is_code: false,
            is_link: self.link > 0,
        };
        Run { text: text.into(), style, address: self.address.clone() }
    }
}

fn push(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if (last.style, &last.address) == (run.style, &run.address) => {
            last.text.push_str(&run.text);
        }
        _ => runs.push(run),
    }
}

fn strip_guard(runs: &mut Vec<Run>) {
    if let Some(first) = runs.first_mut() {
        let text = first.text.strip_prefix(GUARD).or_else(|| first.text.strip_prefix(GUARD.trim_end()));
        first.text = text.unwrap_or(&first.text).to_owned();
        if first.text.is_empty() {
            runs.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        let runs = runs(source, &Definitions::default());
        let mark = |run: &Run| {
            let style = run.style;
            let marks = [
                (style.is_strong, 'S'),
                (style.is_emphasized, 'E'),
                (style.is_struck, 'X'),
                (style.is_code, 'C'),
                (style.is_link, 'L'),
            ];
            let marks: String = marks.iter().filter(|(is_set, _)| *is_set).map(|(_, mark)| *mark).collect();
            if marks.is_empty() { run.text.clone() } else { format!("{marks}<{}>", run.text) }
        };
        runs.iter().map(mark).collect()
    }

    #[test]
    fn styles_are_runs() {
        assert_eq!(shown("**Node.js Basics**: `fs` and ~~old~~"), "S<Node.js Basics>: C<fs> and X<old>");
        assert_eq!(shown("_A_ [b **c**](http://d) <http://e>"), "E<A> L<b >SL<c> L<http://e>");
    }

    #[test]
    fn text_that_looks_like_another_block_stays_text() {
        assert_eq!(shown("# 1. - > [ ] x"), "# 1. - > [ ] x");
        assert_eq!(shown("    four & more"), "four & more");
        assert_eq!(shown("*a*"), "E<a>");
        assert_eq!(shown("| a | b |"), "| a | b |");
    }

    #[test]
    fn a_link_goes_where_its_text_says() {
        let mut definitions = Definitions::default();
        let found = super::super::parse(
            "[r]: http://r.org\n",
            super::super::Surroundings { definitions: &Definitions::default(), has_comment_after: false },
            super::super::Inlines::All,
        );
        found.definitions.iter().for_each(|definition| definitions.add(definition));
        let to = |source| target(source, &definitions);
        assert_eq!(to("[a](<b c> \"t\")").as_deref(), Some("b c"));
        assert_eq!(to("![a\n  > b](c)").as_deref(), Some("c"));
        assert_eq!(to("[**R**][ r ]").as_deref(), Some("http://r.org"));
        assert_eq!(to("<a@b.org>").as_deref(), Some("mailto:a@b.org"));
        assert_eq!(to("[none]"), None);
    }

    #[test]
    fn the_words_of_a_link_know_where_it_goes() {
        let goes = |source: &str| -> Vec<(String, Option<String>)> {
            let runs = runs(source, &Definitions::default());
            runs.into_iter().map(|run| (run.text, run.address)).collect()
        };
        let to = |text: &str, address: &str| (text.to_owned(), Some(address.to_owned()));
        assert_eq!(goes("[a](b)[c](d)"), [to("a", "b"), to("c", "d")]);
        assert_eq!(goes("[**a** b](c) d"), [to("a", "c"), to(" b", "c"), (" d".to_owned(), None)]);
        assert_eq!(goes("[![a](b) c](d)"), [to("a c", "d")]);
        assert_eq!(goes("<a@b.org>"), [to("a@b.org", "mailto:a@b.org")]);
    }

    #[test]
    fn what_stands_very_far_in_is_shown_as_it_is() {
        let text = format!("**a**{}**b**", "é".repeat(LONG));
        assert_eq!(shown(&text), format!("S<a>{}**b**", "é".repeat(LONG)));
    }

    #[test]
    fn lines_are_joined() {
        assert_eq!(shown("one\n    two\r\n> three"), "one two three");
        assert_eq!(shown("`a\n  b`"), "C<a b>");
    }
}
