//! What a resource is: by the site that it is on, else by words, else by how it is written.

use crate::address::{scheme_of, site};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Book,
    Course,
    Article,
    Video,
    Repository,
    Documentation,
    Other,
}

/// What is known of a resource beside its address.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hints<'a> {
    /// Its own words, as they stand in the text.
    pub(super) words: &'a str,
    /// Those of the item or the heading that it stands under.
    pub(super) group: &'a str,
    pub(super) is_linked: bool,
}

impl Kind {
    pub const ALL: [Self; 7] = [
        Self::Book,
        Self::Course,
        Self::Article,
        Self::Video,
        Self::Repository,
        Self::Documentation,
        Self::Other,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Book => "book",
            Self::Course => "course",
            Self::Article => "article",
            Self::Video => "video",
            Self::Repository => "repository",
            Self::Documentation => "documentation",
            Self::Other => "other",
        }
    }

    pub(super) fn of(address: Option<&str>, hints: &Hints<'_>) -> Self {
        address
            .and_then(of_address)
            .or_else(|| hints.of_words())
            .or_else(|| of_words(hints.group))
            .unwrap_or(Self::Other)
    }
}

impl Hints<'_> {
    /// Whether it begins with a title in quotes or in italics and has no link: so are books named.
    pub(super) fn is_named_like_a_book(&self) -> bool {
        !self.is_linked && self.behind_title().is_some()
    }

    fn of_words(&self) -> Option<Kind> {
        match self.behind_title() {
            // What a title is made of says nothing of what it is the title of.
            Some(rest) => of_words(rest).or((!self.is_linked).then_some(Kind::Book)),
            None => of_words(self.words)
                .or_else(|| (!self.is_linked && names_author(self.words)).then_some(Kind::Book)),
        }
    }

    /// What follows a title in quotes or in italics.
    fn behind_title(&self) -> Option<&str> {
        const ENDS: [(char, char); 7] = [
            ('_', '_'),
            ('*', '*'),
            ('"', '"'),
            ('\u{201c}', '\u{201d}'),
            ('\u{201e}', '\u{201c}'),
            ('«', '»'),
            ('『', '』'),
        ];
        let words = self.words.trim_start();
        let (_, end) = ENDS.into_iter().find(|(begin, _)| words.starts_with(*begin))?;
        let inside = words.get(words.chars().next()?.len_utf8()..)?;
        // Bold words are a label.
        if inside.starts_with(end) {
            return None;
        }
        let (title, rest) = inside.split_once(end)?;
        (title.chars().count() > 1).then_some(rest)
    }
}

/// `… by Ada Lovelace`
fn names_author(words: &str) -> bool {
    let mut behind = words.split(" by ").skip(1);
    behind.any(|name| name.chars().next().is_some_and(char::is_uppercase))
}

fn of_address(address: &str) -> Option<Kind> {
    let Some(site) = site(address) else {
        let is_file = scheme_of(address).is_none();
        let ending = address.split(['#', '?']).next()?.rsplit_once('.')?.1.to_ascii_lowercase();
        return match ending.as_str() {
            "pdf" | "epub" | "mobi" if is_file => Some(Kind::Book),
            "mp4" | "mkv" | "webm" | "mov" if is_file => Some(Kind::Video),
            _ => None,
        };
    };
    let site = site.strip_prefix("www.").unwrap_or(&site);
    let path = address.split_once("://")?.1.split_once('/').map_or("", |(_, path)| path);
    let is_on = |known: &str| {
        let before = site.strip_suffix(known);
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    let first = path.split(['/', '?', '#']).next().unwrap_or_default();
    if is_on("freecodecamp.org") && first == "news" || first == "blog" || site.starts_with("blog.") {
        return Some(Kind::Article);
    }
    let by_site =
        SITES.iter().find(|(_, sites)| sites.iter().any(|known| is_on(known))).map(|(kind, _)| *kind);
    by_site.or_else(|| {
        let is_documentation = ["docs.", "doc.", "developer.", "api.", "devdocs."];
        let folders = ["docs", "doc", "documentation", "api", "reference", "manual", "guide"];
        let is_so = is_documentation.iter().any(|begin| site.starts_with(begin)) || folders.contains(&first);
        is_so.then_some(Kind::Documentation)
    })
}

const SITES: [(Kind, &[&str]); 6] = [
    (
        Kind::Documentation,
        &[
            "developer.mozilla.org",
            "docs.rs",
            "doc.rust-lang.org",
            "docs.python.org",
            "docs.github.com",
            "readthedocs.io",
            "readthedocs.org",
            "devdocs.io",
            "learn.microsoft.com",
            "rfc-editor.org",
            "datatracker.ietf.org",
            "w3.org",
            "tc39.es",
            "man7.org",
            "cppreference.com",
        ],
    ),
    (
        Kind::Repository,
        &["github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "sr.ht", "sourceforge.net"],
    ),
    (
        Kind::Video,
        &["youtube.com", "youtu.be", "vimeo.com", "ted.com", "twitch.tv", "peertube.tv", "infoq.com"],
    ),
    (
        Kind::Course,
        &[
            "udemy.com",
            "coursera.org",
            "edx.org",
            "udacity.com",
            "pluralsight.com",
            "egghead.io",
            "frontendmasters.com",
            "freecodecamp.org",
            "khanacademy.org",
            "codecademy.com",
            "educative.io",
            "exercism.org",
            "javascript30.com",
            "nodeschool.io",
            "scrimba.com",
            "skillshare.com",
            "ocw.mit.edu",
            "theodinproject.com",
            "fullstackopen.com",
            "training.linuxfoundation.org",
            "linuxfoundation.org",
        ],
    ),
    (
        Kind::Book,
        &[
            "oreilly.com",
            "manning.com",
            "pragprog.com",
            "nostarch.com",
            "packtpub.com",
            "apress.com",
            "leanpub.com",
            "goodreads.com",
            "amazon.com",
            "amazon.co.uk",
            "amazon.de",
            "books.google.com",
            "gutenberg.org",
            "openlibrary.org",
            "eloquentjavascript.net",
            "dataintensive.net",
            "abseil.io",
        ],
    ),
    (
        Kind::Article,
        &[
            "medium.com",
            "dev.to",
            "substack.com",
            "hashnode.dev",
            "martinfowler.com",
            "smashingmagazine.com",
            "css-tricks.com",
            "wikipedia.org",
            "arxiv.org",
            "hackernoon.com",
            "stackoverflow.com",
            "acm.org",
        ],
    ),
];

/// The first of these that the words speak of.
const WORDS: [(Kind, &[&str]); 6] = [
    (Kind::Repository, &["repository", "repo", "codebase", "source code", "github"]),
    (
        Kind::Course,
        &[
            "course",
            "tutorial",
            "certification",
            "certificate",
            "workshop",
            "bootcamp",
            "mooc",
            "training",
            "egghead",
            "udemy",
            "coursera",
            "pluralsight",
            "frontend masters",
            "freecodecamp",
        ],
    ),
    (Kind::Video, &["video", "talk", "screencast", "youtube", "playlist", "keynote"]),
    (
        Kind::Documentation,
        &["documentation", "docs", "doc", "reference", "manual", "specification", "spec", "rfc"],
    ),
    (Kind::Article, &["article", "blog", "post", "paper", "essay", "newsletter"]),
    (Kind::Book, &["book", "ebook", "handbook", "edition", "isbn", "novel"]),
];

/// By whole words, in any case, singular or plural.
fn of_words(text: &str) -> Option<Kind> {
    let text = text.to_lowercase();
    let is_between = |char: char| !char.is_alphanumeric();
    let words: Vec<&str> = text.split(is_between).filter(|word| !word.is_empty()).collect();
    let is_word = |known: &str, word: &str| word == known || word.strip_suffix('s') == Some(known);
    let speaks_of = |known: &&str| match known.split_once(' ') {
        Some((first, second)) => words.windows(2).any(|pair| pair[0] == first && is_word(second, pair[1])),
        None => words.iter().any(|word| is_word(known, word)),
    };
    WORDS.iter().find(|(_, known)| known.iter().any(speaks_of)).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_says_what_it_is() {
        for (address, kind) in [
            ("https://github.com/nodejs/node", Kind::Repository),
            ("https://www.youtube.com/watch?v=x", Kind::Video),
            ("https://youtu.be/x", Kind::Video),
            ("https://javascript30.com/", Kind::Course),
            ("https://www.freecodecamp.org/news/x", Kind::Article),
            ("https://www.freecodecamp.org/learn", Kind::Course),
            ("https://nodejs.org/docs/latest/api/", Kind::Documentation),
            ("https://nodejs.org/api/fs.html", Kind::Documentation),
            ("https://docs.npmjs.com", Kind::Documentation),
            ("https://serde.readthedocs.io/en", Kind::Documentation),
            ("https://example.org/blog/libuv", Kind::Article),
            ("https://www.manning.com/books/x", Kind::Book),
            ("notes/clean-code.pdf", Kind::Book),
            ("talks/loop.mp4", Kind::Video),
            ("https://notgithub.com/x", Kind::Other),
            ("https://example.org/github.com", Kind::Other),
            ("Event Loop", Kind::Other),
            ("mailto:a@b.org", Kind::Other),
        ] {
            assert_eq!(Kind::of(Some(address), &Hints::default()), kind, "{address}");
        }
    }

    #[test]
    fn without_a_site_words_and_quotes_say_it() {
        for (words, kind) in [
            ("\"Node.js Design Patterns\" by Mario Casciaro", Kind::Book),
            ("_You Don’t Know JS_ (Book Series)", Kind::Book),
            ("_The Course of Love_", Kind::Book),
            ("“Clean Code” (120/320)", Kind::Book),
            ("Clean Code by Robert Martin", Kind::Book),
            ("_Event Loop_, a talk by Philip Roberts", Kind::Video),
            ("FreeCodeCamp backend certification", Kind::Course),
            ("Egghead: Advanced Node Patterns", Kind::Course),
            ("Advanced Node.js by Scott Moss (Frontend Masters)", Kind::Course),
            ("Codebase: Node.js v20+", Kind::Repository),
            ("Official docs", Kind::Documentation),
            ("**Blogs** of the week", Kind::Article),
            ("Leadership-focused podcasts: _LeadDev_", Kind::Other),
            ("Learn by doing", Kind::Other),
        ] {
            assert_eq!(Kind::of(None, &Hints { words, ..Hints::default() }), kind, "{words}");
        }
        let hints = Hints { words: "libuv", group: "Videos", is_linked: true };
        assert_eq!(Kind::of(Some("https://a.b"), &hints), Kind::Video, "by what it stands under");
        let hints = Hints { words: "_libuv_", group: "", is_linked: true };
        assert_eq!(Kind::of(Some("https://a.b"), &hints), Kind::Other, "a link in italics is no book");
    }
}
