//! Where the user is in a roadmap, as the session keeps it, and going back there.

use std::path::PathBuf;

use crate::app::App;
use crate::config::FileSession;

/// What is to be remembered of an open roadmap.
pub(super) fn of(app: &App, path: PathBuf) -> FileSession {
    let (selected, folded) = app.remembered();
    FileSession {
        path,
        tab: Some(app.tab.name().to_owned()),
        selected,
        folded,
        filter: app.remembered_filter(),
        panes: app.remembered_shares(),
    }
}

/// Goes back to what was remembered.
pub(super) fn restore(app: &mut App, file: &FileSession) {
    app.restore_shares(&file.panes);
    // Before the cursor, which goes to what the filter leaves.
    if let Some(filter) = &file.filter {
        app.restore_filter(filter);
    }
    app.restore(file.selected.as_deref(), &file.folded);
    if let Some(tab) = &file.tab {
        app.restore_tab(tab);
    }
}
