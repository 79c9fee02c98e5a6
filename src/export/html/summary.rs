//! The head of the page: the title, how far it has come, phase by phase, over time and skill by skill.

use super::burn_up::burn_up;
use super::icon;
use super::outline::introduction;
use super::radar::radar;
use crate::export::Subject;
use crate::export::xml::{escaped, number};
use crate::model::{Counts, State};
use crate::progress::PhaseStatus;
use crate::timeline::dates::said_whole;

pub(super) fn summary(subject: &Subject<'_>) -> String {
    let total = subject.status.total;
    let title = escaped(&subject.title);
    let percent = total.percent().map_or_else(|| "–".to_owned(), |percent| format!("{percent}%"));
    let last = subject.last_day().map_or_else(String::new, |day| {
        format!(r#" <span class="quiet">as of <time datetime="{day}">{}</time></span>"#, said_whole(day))
    });
    let (bar, legend, introduction) = (bar(total), legend(total), introduction(subject.roadmap));
    let (phases, burn_up, radar) = (phases(subject), burn_up(subject), radar(subject));
    format!(
        "<header>\n<h1 dir=\"auto\">{title}</h1>\n{introduction}\
         <div class=\"total\"><p class=\"percent\">{percent}</p>\
         <p class=\"of\"><strong>{} of {}</strong> done{last}</p>{bar}{legend}</div>\n\
         {phases}<div class=\"charts\">{burn_up}{radar}</div>\n</header>\n",
        total.met(),
        total.of()
    )
}

/// How many items are in which state.
fn legend(counts: Counts) -> String {
    let states = [
        (State::Done, counts.done),
        (State::Doing, counts.doing),
        (State::Todo, counts.todo),
        (State::Deferred, counts.deferred),
        (State::Skipped, counts.skipped),
        (State::Other, counts.other),
        (State::Untracked, counts.untracked),
    ];
    let entries = states.into_iter().filter(|(_, n)| *n > 0);
    let entries: String = entries
        .map(|(state, n)| format!("<li>{}{n} {}</li>", icon::beside_words(state), icon::name(state)))
        .collect();
    if entries.is_empty() { entries } else { format!("<ul class=\"legend\" role=\"list\">{entries}</ul>") }
}

/// A line for each phase, with a link to it.
fn phases(subject: &Subject<'_>) -> String {
    let row = |(index, phase): (usize, &PhaseStatus)| {
        let (id, title) = (id_of_phase(index), escaped(&subject.heading(phase.title.as_deref())));
        let (bar, counts, percent) = (bar(phase.counts), counted(phase.counts), percent(phase.counts));
        format!(
            "<tr><th scope=\"row\"><a href=\"#{id}\" dir=\"auto\">{title}</a></th><td class=\"gauge\">{bar}</td>\
             <td>{counts}</td><td class=\"share\">{percent}</td></tr>\n"
        )
    };
    let rows: String = subject.phases().map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!(
        "<section>\n<h2 class=\"label\">Phases</h2>\n<table class=\"phases\">\n<thead class=\"unseen\"><tr>\
         <th scope=\"col\">Phase</th><th scope=\"col\">Progress</th><th scope=\"col\">Done</th>\
         <th scope=\"col\">Percent</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</section>\n"
    )
}

pub(super) fn id_of_phase(index: usize) -> String {
    format!("phase-{}", index + 1)
}

/// Beside a heading: `9 of 13`, `69%`; nothing where nothing is there to be counted.
pub(super) fn progress_of(counts: Counts) -> String {
    match (counted(counts), percent(counts)) {
        (counted, _) if counted.is_empty() => String::new(),
        (counted, percent) => {
            format!(r#"<span class="progress">{counted} <span class="share">{percent}</span></span>"#)
        }
    }
}

/// `9 of 13`, or what there is without a box.
fn counted(counts: Counts) -> String {
    match (counts.of(), counts.untracked) {
        (0, 0) => String::new(),
        (0, untracked) => format!("{untracked} untracked"),
        (of, _) => format!("{} of {of}", counts.met()),
    }
}

fn percent(counts: Counts) -> String {
    counts.percent().map_or_else(String::new, |percent| format!("{percent}%"))
}

/// As long as its share; the words beside it say the same.
fn bar(counts: Counts) -> String {
    let share = match (counts.met(), counts.of()) {
        (_, 0) => return String::new(),
        (met, of) => 100.0 * f64::from(met) / f64::from(of),
    };
    format!(
        "<svg class=\"bar\" viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect class=\"track\" width=\"100\" height=\"1\"/><rect class=\"fill\" width=\"{}\" height=\"1\"/></svg>",
        number(share)
    )
}
