//! What the pieces of the screen are, each with the name by which the config gives it a colour. Knows no styles.

/// Declares [`Role`], the list of all roles and their names.
macro_rules! roles {
    ($($(#[doc = $doc:literal])* $role:ident $name:literal,)+) => {
        /// What a piece of the screen is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Role { $($(#[doc = $doc])* $role,)+ }

        impl Role {
            pub const fn all() -> &'static [Self] {
                &[$(Self::$role),+]
            }

            /// The name in the config.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$role => $name,)+
                }
            }
        }
    };
}

roles! {
    /// What is read: an item's text, a note.
    Text "text",
    /// What stands beside it: counts, breadcrumbs, line numbers.
    Secondary "secondary",
    /// The program's name.
    Brand "brand",
    Tab "tab",
    ActiveTab "active-tab",
    Border "border",
    /// The border of the pane that has the keys.
    FocusedBorder "focused-border",
    PaneTitle "pane-title",
    FocusedPaneTitle "focused-pane-title",
    Phase "phase",
    Heading "heading",
    /// The row of the cursor, in the pane that has the keys. Laid over the row when its text is drawn.
    Selected "selected",
    /// The row of the cursor in the other panes.
    SelectedElsewhere "selected-elsewhere",
    /// The mark before a selected row.
    SelectionBar "selection-bar",
    /// Rows that another program changed.
    Changed "changed",
    FoldMark "fold-mark",
    TodoMark "todo-mark",
    DoingMark "doing-mark",
    DoneMark "done-mark",
    SkippedMark "skipped-mark",
    DeferredMark "deferred-mark",
    OtherMark "other-mark",
    UntrackedMark "untracked-mark",
    /// The text of an item that is done.
    DoneText "done-text",
    /// The text of an item that is skipped.
    SkippedText "skipped-text",
    NoteMark "note-mark",
    Note "note",
    Strong "strong",
    Emphasis "emphasis",
    Strikethrough "strikethrough",
    Code "code",
    Link "link",
    /// A tag, a field, a date.
    Field "field",
    /// What a search found.
    Match "match",
    /// The found place where the cursor is.
    CurrentMatch "current-match",
    /// What there is, and what is asked for, where the two are compared.
    Own "own",
    Asked "asked",
    GaugeDone "gauge-done",
    GaugeLeft "gauge-left",
    /// A key in the hints, the help and the palette.
    Key "key",
    /// What the key does.
    KeyHelp "key-help",
    /// What was done, in the status line.
    Status "status",
    Warning "warning",
    Error "error",
    /// A line that a change takes away, and one that it brings.
    Removed "removed",
    Added "added",
    PopupBorder "popup-border",
    PopupTitle "popup-title",
    /// The text in a text field.
    Input "input",
    /// What an empty text field asks for.
    Placeholder "placeholder",
    Scrollbar "scrollbar",
}
