//! milepost: live with a learning or career roadmap kept as a Markdown file, in the terminal.
//!
//! The Markdown file is the database. A library that knows no terminal reads it, edits it and saves it; the panes
//! ([`app`], [`ui`], [`term`]) and the command line ([`cli`]) are two ways to use the same library.
//!
//! # The layers
//!
//! Each knows only those that stand to its left or above; `tests/layers.rs` reads the source and holds it.
//!
//! ```text
//! error  command  settings  spelling  matching  yaml  display  fingerprint  span  theme   leaves
//! command → keymap, display → address                           keys and commands, addresses
//! span → markdown → model → check → edit → history              text in, text out
//!                   model → progress, timeline, assess          questions about a roadmap
//!          spelling, matching, model → query                    the same
//!          address, model → resources                           the same
//! history, timeline → document                                  a roadmap, and what was done to it
//! error, fingerprint → store                                    the user's file on disk
//! error, model, timeline → git                                  the user's file in the past
//! error, yaml, keymap, theme, history, assess, git → config     milepost's own files
//! document, store, config → saving                              a change, written
//! document, assess → ratings                                    levels, as a change
//! display, address, progress, timeline, assess → export         a roadmap to give away
//! document, query, progress, timeline, ratings, display → app → ui  the panes' state, and drawing it
//! app, ui, config, git, saving → term                           the panes in a terminal
//! check, query, ratings, config, saving, export, app, term → cli → main  the command line
//! ```
//!
//! # What always holds
//!
//! - **Parsing never fails.** Any text is a roadmap; what is odd in it is told by [`check`]. The parser's ranges are not
//!   believed before they are compared with the text, and where it panics its text has no items and says so.
//! - **A section is the unit.** It owns its text, and the spans in it are of that text, so that an edit moves nothing
//!   in the other sections, and only the stretch that it touched is read again.
//! - **An edit is a value.** A verb at a place gives an [`edit::Edit`]: sorted splices, each with the old bytes that it
//!   expects. Applying compares them; inverting is undo. What the new text reads as must be what the edit meant.
//! - **No byte range outlives an edit.** A [`model::Place`] holds for the roadmap that it was made on; the user's place
//!   is found again in the new text by what the item is, not by where it was.
//! - **Every change can be taken back,** after a restart too: its step is kept beside the session, and believed only on the
//!   text that it led to.
//! - **Only [`document`] replaces text, and only [`store`] writes a file of the user's.** ([`config`] makes new copies
//!   of the bundled roadmaps, and never writes over a file.) A change is on disk before it is in the document, so that
//!   what is shown is what is saved.
//! - **Nothing is overwritten unseen.** Where the file holds other bytes than the document, the change is placed on those
//!   or refused; the other program's words survive.
//! - **State changes in [`app::App::update`] alone:** a message in, effects out, as data; no disk, terminal or clock in
//!   it. Drawing reads the state and changes nothing.
//! - **Cost follows the screen and the edit, not the file.** Rows are walked, never listed; counts are kept by section
//!   and added up over the headings; no recursion follows the depth of a text.
//! - **Nothing in a file drives the terminal.** Text is made [`display`]able before it is shown or printed.
//! - **The library neither prints nor exits:** only [`cli`] and `main` do. `unsafe` is forbidden.
//!
//! # The modules, in reading order
//!
//! | module | what it holds |
//! |---|---|
//! | [`error`] | why something could not be done, and what to do next |
//! | [`command`] | every command of the panes: its name, one line of help, its group |
//! | [`settings`] | how a roadmap is counted and written |
//! | [`spelling`] | which name a misspelt one was probably meant to be |
//! | [`matching`] | where a query is found in a text: smart case, diacritics folded |
//! | `yaml` | YAML text → values, with the place of what is wrong |
//! | [`display`] | text fit to be shown: control characters as marks, widths, wrapping |
//! | [`fingerprint`] | short names for paths and texts |
//! | [`address`] | where a link leads by its text, and whether it may be opened |
//! | [`span`] | byte ranges, and the text as it lies in the file |
//! | [`theme`] | roles → styles, marks → glyphs |
//! | [`keymap`] | keys → commands, view by view; help and hints are computed from it |
//! | [`markdown`] | text → blocks with byte ranges; the only place that knows the parser |
//! | [`model`] | a roadmap as plain values: phases, sections, items, tables, journal; links when asked for |
//! | [`query`] | the filter: what is asked for, as a value and as text; whether an item is that; how it is completed |
//! | [`progress`] | how far it has come, and what is next |
//! | [`timeline`] | what was done when |
//! | [`check`] | what is odd in it |
//! | [`resources`] | what there is to read and to watch: items of resources sections, every link of the file |
//! | [`assess`] | skills, their levels and evidence, ladders, the gap to a role, the guided self-assessment |
//! | [`edit`] | one file a verb: (roadmap, place) → the bytes to change |
//! | [`history`] | undo and redo |
//! | [`document`] | roadmap and history: a change is prepared, then committed; placed again on foreign text |
//! | [`store`] | load, save, watch: whole or not at all, and never over another program's words |
//! | [`git`] | what changed between the versions of the file in its git repository |
//! | [`config`] | `config.yaml` and its schema, the session, undo after a restart, self-assessments under way, the record of changes, what git told, bundled roadmaps, ladders |
//! | [`saving`] | a document's change, written by the store, and its step kept |
//! | [`ratings`] | levels for skills → the actions that write them, and the journal's entry |
//! | [`export`] | a roadmap as a page, a card, a table: what is known of it → text |
//! | [`app`] | what is open and where the user is: `update(message) → effects` |
//! | [`ui`] | `draw(&app, &look, frame)`; one file a pane or popup |
//! | [`term`] | the terminal, and the loop event → message → update → effects → draw |
//! | [`cli`] | arguments, commands, exit codes; one file a command; the walk without a screen; what shells complete |
//!
//! Tests of one module stand in it. In `tests/`: `cases` are a file before, keys and the file after, through the real
//! loop; `commands` runs every command everywhere; `screens`, `gap`, `progress`, `journal` and `resources` are pictures of the panes; `reading`, `properties` and
//! `tables` hold reading and edits against oracles over real and random text; `lasting` undoes random edits over restarts;
//! `assess` asks for the gap in a real one; `store` races and kills savers; `git` reads repositories that the real git
//! made; `config` holds the reading of `config.yaml` and its schema together; `cli` and `terminal` run the real program;
//! `export` opens its pages in a real browser; `faults` makes its saves fail at every call, and cuts the power; `fuzz`
//! looks for inputs that break what the others hold.

// Leaves.
pub mod command;
pub mod display;
pub mod error;
pub mod fingerprint;
pub mod matching;
pub mod settings;
pub mod span;
pub mod spelling;
pub mod theme;
mod yaml;

pub mod address;

pub mod keymap;

// Text in, text out.
pub mod markdown;

pub mod model;

pub mod assess;
pub mod check;
pub mod progress;
pub mod query;
pub mod resources;
pub mod timeline;

pub mod edit;

pub mod history;

pub mod document;

// Files.
pub mod store;

pub mod git;

pub mod config;

pub mod saving;

pub mod ratings;

pub mod export;

// The panes.
pub mod app;

pub mod ui;

pub mod term;

// The command line.
pub mod cli;
