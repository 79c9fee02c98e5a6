//! Texts that are cheap to write and dear to read.
//!
//! Knows nothing of how they are read.

use std::fmt::{self, Write as _};

/// A text of a kind, of some size.
pub(crate) struct Bomb {
    pub(crate) name: &'static str,
    /// Of the three sizes of its kind.
    pub(crate) is_largest: bool,
    /// How many of what it is made of.
    n: usize,
    make: fn(usize) -> String,
}

impl fmt::Debug for Bomb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} of them", self.name, self.n)
    }
}

/// What it is called, its largest size, and how one of a size is made.
type Kind = (&'static str, usize, fn(usize) -> String);

const KINDS: &[Kind] = &[
    ("items within items, on one line", 20_000, |n| "- ".repeat(n) + "[ ] deep\n"),
    ("items within items, by their indent", 2_000, |n| {
        each(n, |i| format!("{}- [ ] deep\n", "  ".repeat(i)))
    }),
    ("ordered items within items", 20_000, |n| "1. ".repeat(n) + "[ ] deep\n"),
    ("quotes within quotes", 20_000, |n| format!("- [ ] item\n  {}deep\n", "> ".repeat(n))),
    ("quotes and items", 20_000, |n| "> - ".repeat(n / 2) + "[ ] deep\n"),
    ("brackets within brackets", 100_000, |n| format!("- [ ] {}a{}\n", "[".repeat(n), "](b)".repeat(n))),
    ("emphasis within emphasis", 100_000, |n| format!("- [ ] {}a\n", "*a _b ".repeat(n))),
    ("strong within strong", 50_000, |n| format!("- [ ] {}a{}\n", "**a ".repeat(n), " b**".repeat(n))),
    ("images that are begun", 100_000, |n| format!("- [ ] {}\n", "![a](".repeat(n))),
    ("links that are begun", 100_000, |n| format!("- [ ] {}\n", "[a](<b".repeat(n))),
    ("wiki links that are begun", 100_000, |n| format!("- [ ] {}\n", "[[a".repeat(n))),
    ("backticks of all lengths", 2_000, |n| format!("- [ ] {}\n", each(n, |i| "`".repeat(i + 1) + "a"))),
    ("tags that are begun", 100_000, |n| format!("- [ ] {}\n", "<a ".repeat(n))),
    ("comments that are begun", 100_000, |n| format!("- [ ] {}\n", "<!-- a %% ".repeat(n))),
    ("declarations that are begun", 100_000, |n| format!("- [ ] {}\n", "<!A <?b <![CDATA[".repeat(n))),
    ("a line of words", 20 << 20, |n| format!("{}\n", "word ".repeat(n / 5))),
    ("a line without a blank", 20 << 20, |n| format!("{}\n", "w".repeat(n))),
    ("an item of one line", 20 << 20, |n| format!("- [ ] {}\n", "word ".repeat(n / 5))),
    ("a heading of one line", 20 << 20, |n| format!("## {}\n\n- [ ] a\n", "word ".repeat(n / 5))),
    ("an item of wide characters", 20 << 20, |n| format!("- [ ] {}\n", "漢".repeat(n / 3))),
    ("an item of combining marks", 20 << 20, |n| format!("- [ ] a{}\n", "\u{301}".repeat(n / 2))),
    ("a line of control characters", 20 << 20, |n| format!("- [ ] {}\n", "\0\u{1b}".repeat(n / 2))),
    ("an item of tags and fields", 100_000, |n| format!("- [ ] a {}\n", "#tag [key:: value] ".repeat(n / 2))),
    ("an item of dates", 100_000, |n| format!("- [ ] a {}\n", "✅ 2026-01-01 ".repeat(n))),
    ("lines without words", 10_000_000, |n| "\n".repeat(n)),
    ("columns", 20_000, |n| table(n, &(0..3).map(|_| "|🔲".repeat(n) + "|\n").collect::<String>())),
    ("cells that are not written", 10_000, |n| table(n, &"|a|\n".repeat(n))),
    ("cells that are too many", 20_000, |n| table(2, &("|✅".repeat(n) + "|\n").repeat(3))),
    ("rows of a matrix", 100_000, |n| table(4, &each(n, |i| format!("|skill {i}|✅|🔲|🔲|\n")))),
    ("tables", 50_000, |n| (table(2, "|a|✅|\n") + "\n").repeat(n)),
    ("a cell of one line", 20 << 20, |n| table(2, &format!("|a|{}|\n", "word ".repeat(n / 5)))),
    ("a cell of escaped pipes", 1 << 20, |n| table(2, &format!("|a|{}|\n", "\\|".repeat(n / 2)))),
    ("fences", 100_000, |n| "```\na\n```\n".repeat(n)),
    ("fences in items", 100_000, |n| "- [ ] a\n  ```\n".repeat(n)),
    ("definitions", 100_000, |n| each(n, |i| format!("[a{i}]: b{i}\n\n- [ ] [a{i}]\n"))),
    ("uses of a long definition", 100_000, |n| {
        format!("[a]: /{}\n\n{}", "b".repeat(n), "- [ ] [a] [a]\n".repeat(n))
    }),
    ("uses of a definition as long as any", 20_000, |n| {
        format!("[a]: /{}\n\n{}", "b".repeat(2_000), "- [ ] [a] [a]\n".repeat(n))
    }),
    ("comments that may hold code", 100_000, |n| format!("- [ ] {}\n", "a %% `b %% c` ".repeat(n))),
    ("comments over lines", 100_000, |n| "a %% b\nc %% d ~ <e\n".repeat(n)),
    ("definitions that are begun", 100_000, |n| "[a]:\n[b\n".repeat(n)),
    ("footnotes", 100_000, |n| each(n, |i| format!("[^{i}]: a [^{i}]\n\n"))),
    ("aliases of aliases", 64, |n| {
        let level = |i: usize| format!("a{}: &a{} [{}]\n", i + 1, i + 1, vec![format!("*a{i}"); 9].join(","));
        format!("---\na0: &a0 [x]\n{}title: *a{n}\n---\n- [ ] a\n", each(n, level))
    }),
    ("lists within lists of the front matter", 50_000, |n| {
        format!("---\ntitle: {}\n---\n- [ ] a\n", "[".repeat(n))
    }),
    ("mappings within mappings", 250, |n| {
        format!("---\n{}---\n- [ ] a\n", each(n, |i| " ".repeat(i) + "a:\n"))
    }),
    ("keys of the front matter", 100_000, |n| {
        format!("---\nmilepost:\n{}---\n- [ ] a\n", each(n, |i| format!("  k{i}: v\n")))
    }),
    ("a front matter that is begun", 20 << 20, |n| format!("---\n{}", "a: b\n".repeat(n / 5))),
    ("headings", 100_000, |n| each(n, |i| format!("{} heading\n", "#".repeat(i % 6 + 1)))),
    ("items", 100_000, |n| "# A\n\n".to_owned() + &"- [ ] the same\n".repeat(n)),
    ("items and notes", 100_000, |n| each(n, |i| format!("- [ ] item {i}\n  > note\n"))),
    ("headings under lines", 100_000, |n| "a\n===\n".repeat(n)),
    ("entries of the journal", 100_000, |n| {
        let entry =
            |i: usize| format!("- 2026-{:02}-{:02} **Lesson**: w {i} #t{i}\n", i % 12 + 1, i % 28 + 1);
        format!("## P\n\n- [ ] item #t1\n\n## Journal\n\n{}", each(n, entry))
    }),
    ("days of the journal", 50_000, |n| {
        let day = |i: usize| {
            format!("### {:04}-{:02}-{:02}\n\nwords\n\n", i / 336 + 1900, i / 28 % 12 + 1, i % 28 + 1)
        };
        format!("## Journal\n\n{}", each(n, day))
    }),
    ("links among the resources", 100_000, |n| {
        format!(
            "## Resources\n\n{}",
            each(n, |i| format!("- [ ] [link {i}](https://example.org/{i}) p. 3/10\n"))
        )
    }),
    ("links of one item", 100_000, |n| format!("- [ ] {}\n", each(n, |i| format!("<https://e.org/{i}> ")))),
    ("the same link", 100_000, |n| "- [ ] https://example.org/a\n".repeat(n)),
];

/// All of them, each at three sizes.
pub(crate) fn bombs() -> Vec<Bomb> {
    let sizes = |&(name, n, make): &Kind| {
        [n / 16, n / 4, n].map(|size| Bomb { name, is_largest: size == n, n: size, make })
    };
    KINDS.iter().flat_map(sizes).collect()
}

impl Bomb {
    pub(crate) fn text(&self) -> String {
        (self.make)(self.n)
    }
}

fn each(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut text, i| {
        let _ = write!(text, "{}", line(i));
        text
    })
}

/// A matrix of so many columns.
fn table(n_columns: usize, rows: &str) -> String {
    let heads = each(n_columns - 1, |i| format!("|c{i}"));
    format!("|Skill{heads}|\n{}|\n{rows}", "|-".repeat(n_columns))
}
