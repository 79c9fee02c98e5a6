//! Counts in words and as gauges: `6/10  60%`, `5 untracked`.

use super::Look;
use super::pen::Text;
use crate::display::Piece;
use crate::model::Counts;
use crate::theme::Role;

/// What is met of what counts, the percent right-aligned in its four columns; else how many are untracked.
pub(super) fn words(counts: Counts) -> String {
    if counts.of() > 0 {
        share(counts.met(), counts.of())
    } else if counts.untracked > 0 {
        format!("{} untracked", counts.untracked)
    } else {
        String::new()
    }
}

/// `1/3  33%`
pub(super) fn share(met: u32, of: u32) -> String {
    format!("{met}/{of} {}", percent(met, of))
}

/// In four columns: ` 33%`, `100%`.
pub(super) fn percent(met: u32, of: u32) -> String {
    let percent = (u64::from(met) * 100).checked_div(u64::from(of)).unwrap_or(0).min(100);
    format!("{percent:>3}%")
}

pub(super) fn gauge(look: &Look<'_>, columns: u16, counts: Counts) -> Text {
    let (done, left) = look.glyphs.gauge(columns, counts.met() as usize, counts.of() as usize);
    vec![Piece::new(done, look.style(Role::GaugeDone)), Piece::new(left, look.style(Role::GaugeLeft))]
}
