//! Signs that few texts have, looked for in a whole text before its items are asked for them.

use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Searchers, made once.
static FIELD: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"::"));
static STATUS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"status::"));
static TASKS_DONE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("✅"));
static DATAVIEW_DONE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"completion::"));

/// Which of the signs a text has, wherever they stand.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct Signs {
    /// A `status` field.
    status: bool,
    /// The date of a done item, as Tasks writes it.
    tasks_done: bool,
    /// The same as Dataview writes it.
    dataview_done: bool,
}

impl Signs {
    pub(in crate::model) fn of(text: &[u8]) -> Self {
        let has_fields = FIELD.find(text).is_some();
        Self {
            status: has_fields && STATUS.find(text).is_some(),
            tasks_done: TASKS_DONE.find(text).is_some(),
            dataview_done: has_fields && DATAVIEW_DONE.find(text).is_some(),
        }
    }

    /// Whether a part of the text has a `status` field.
    pub(super) fn has_status(self, part: &[u8]) -> bool {
        self.status && STATUS.find(part).is_some()
    }

    /// Whether a part of the text has the date of a done item.
    pub(super) fn has_done_date(self, part: &[u8]) -> bool {
        self.tasks_done && TASKS_DONE.find(part).is_some()
            || self.dataview_done && DATAVIEW_DONE.find(part).is_some()
    }
}
