//! A roadmap, and the kinds of edit that the command line makes in it; what each makes of the text is said here, line by
//! line, and not asked of the program.

/// The roadmap's lines, without their ends.
pub(crate) const LINES: &[&str] = &[
    "# Path to a senior role",
    "",
    "## Phase 1: Junior",
    "",
    "- [ ] Modules",
    "- [x] Streams",
    "  > read the chapter twice, then wrote one",
    "- [ ] Event loop",
    "  - [ ] Timers",
    "",
    "## Goals",
    "",
    "- Write a parser",
    "- [x] Read a book",
    "- Ship a tool",
    "",
    "## Matrix",
    "",
    "| Skill | Junior | Mid | Level | Notes |",
    "|---|:-:|:-:|---|---|",
    "| Internals | ✅ | 🔲 | 2 | slow |",
    "| Testing | 🔲 | 🔲 |  |  |",
    "",
    "## Last words",
    "",
    "Nothing is lost.",
];

/// A line, and what stands in its place afterwards.
type Change = (&'static str, &'static [&'static str]);

/// An edit that the command line makes.
pub(crate) struct Edit {
    pub(crate) name: &'static str,
    /// Without the file.
    pub(crate) arguments: &'static [&'static str],
    changes: &'static [Change],
}

/// One byte; a line more; a line less; a cell; several lines; and a tick taken back.
pub(crate) const EDITS: [Edit; 6] = [
    Edit { name: "tick", arguments: &["tick", "Modules"], changes: &[("- [ ] Modules", &["- [x] Modules"])] },
    Edit {
        name: "note",
        arguments: &["note", "Event loop", "what waits runs last"],
        changes: &[("- [ ] Event loop", &["- [ ] Event loop", "  > what waits runs last"])],
    },
    Edit {
        name: "note removed",
        arguments: &["note", "Streams", "--remove"],
        changes: &[("  > read the chapter twice, then wrote one", &[])],
    },
    Edit {
        name: "cell",
        arguments: &["matrix", "set", "Testing", "Notes", "units first"],
        changes: &[("| Testing | 🔲 | 🔲 |  |  |", &["| Testing | 🔲 | 🔲 |  | units first |"])],
    },
    Edit {
        name: "section tracked",
        arguments: &["track", "Goals"],
        changes: &[
            ("- Write a parser", &["- [ ] Write a parser"]),
            ("- Ship a tool", &["- [ ] Ship a tool"]),
        ],
    },
    Edit {
        name: "tick taken back",
        arguments: &["reset", "Streams"],
        changes: &[("- [x] Streams", &["- [ ] Streams"])],
    },
];

impl Edit {
    /// The roadmap's lines afterwards.
    pub(crate) fn lines(&self) -> Vec<&'static str> {
        let changed = |line: &&'static str| match self.changes.iter().find(|(old, _)| old == line) {
            Some((_, new)) => new.to_vec(),
            None => vec![*line],
        };
        LINES.iter().flat_map(changed).collect()
    }

    /// The text afterwards, with plain line ends.
    pub(crate) fn after(&self) -> Vec<u8> {
        text(&self.lines())
    }
}

impl std::fmt::Debug for Edit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// The roadmap's text with plain line ends.
pub(crate) fn before() -> Vec<u8> {
    text(LINES)
}

fn text(lines: &[&str]) -> Vec<u8> {
    lines.iter().flat_map(|line| [line, "\n"]).collect::<String>().into_bytes()
}

/// A text with as many words more that no edit changes that it has `n_bytes` bytes.
pub(crate) fn padded(text: &[u8], n_bytes: usize) -> Vec<u8> {
    const WORDS: &[u8] = b"Words that stay as they are.\n";
    let words = WORDS.iter().cycle().take(n_bytes - text.len());
    text.iter().chain(words).copied().collect()
}
