//! Which resources are shown: by kind, by state, by phase, by a text.

use super::holds;
use crate::app::App;
use crate::app::field::Field;
use crate::app::prompt::Overlay;
use crate::matching::Needle;
use crate::model::{Roadmap, State};
use crate::query::{Choice, StateTest};
use crate::resources::{Kind, Resource};

/// What is shown: resources of any of the kinds, in any of the states, in any of the phases, with the text. Nothing chosen
/// is all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Criteria {
    pub choices: Vec<Offer>,
    pub text: String,
}

/// One thing that resources can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    Kind(Kind),
    State(Choice),
    /// An index of the roadmap's phases.
    Phase(usize),
}

impl Offer {
    /// What it is one of; offers of one group widen what is shown, those of different ones narrow it.
    pub fn group(self) -> &'static str {
        match self {
            Self::Kind(_) => "Kind",
            Self::State(_) => "State",
            Self::Phase(_) => "Phase",
        }
    }

    pub fn name(self, roadmap: &Roadmap) -> String {
        match self {
            Self::Kind(kind) => kind.name().to_owned(),
            Self::State(choice) => choice.name().to_owned(),
            Self::Phase(index) => {
                let phase = roadmap.phases().get(index).filter(|phase| !phase.is_unnamed);
                let heading = phase.and_then(|phase| roadmap.section(phase.first).heading_text());
                heading.map_or_else(
                    || "before the first phase".to_owned(),
                    |heading| crate::markdown::inline::plain(heading, roadmap.definitions()),
                )
            }
        }
    }

    fn holds(self, roadmap: &Roadmap, resource: &Resource) -> bool {
        match self {
            Self::Kind(kind) => resource.kind == kind,
            Self::Phase(index) => resource.phase(roadmap) == Some(index),
            Self::State(choice) => match resource.item(roadmap) {
                Some(item) => choice.holds(item),
                None => choice == Choice::State(StateTest::Is(State::Untracked)),
            },
        }
    }
}

impl Criteria {
    pub fn is_empty(&self) -> bool {
        self.choices.is_empty() && self.text.is_empty()
    }

    pub fn toggle(&mut self, offer: Offer) {
        match self.choices.iter().position(|&chosen| chosen == offer) {
            Some(index) => {
                self.choices.remove(index);
            }
            None => self.choices.push(offer),
        }
    }

    /// In words, for the list's title.
    pub fn describe(&self, roadmap: &Roadmap) -> String {
        let mut words: Vec<String> = self.choices.iter().map(|offer| offer.name(roadmap)).collect();
        if !self.text.is_empty() {
            words.push(format!("\u{201c}{}\u{201d}", self.text));
        }
        words.join(", ")
    }

    pub(super) fn hold(&self, roadmap: &Roadmap, resource: &Resource) -> bool {
        let holds_group = |group: &str| {
            let mut of_group = self.choices.iter().filter(|offer| offer.group() == group).peekable();
            of_group.peek().is_none() || of_group.any(|offer| offer.holds(roadmap, resource))
        };
        ["Kind", "State", "Phase"].iter().all(|group| holds_group(group))
            && (self.text.is_empty() || holds(resource, roadmap, &Needle::new(&self.text)))
    }
}

/// What there is to filter by, as it is being chosen.
#[derive(Debug, Clone)]
pub struct ResourceFilter {
    pub offers: Vec<Offer>,
    /// An index of the offers; behind them the text.
    pub selected: usize,
    /// The text as it is being typed.
    pub field: Option<Field>,
}

impl App {
    /// Offers what there is among the resources.
    pub(in crate::app) fn open_resource_filter(&mut self) {
        let roadmap = self.roadmap();
        let found = &self.resources.found;
        let kinds = Kind::ALL.into_iter().map(Offer::Kind);
        let states = Choice::ALL.into_iter().map(Offer::State);
        let n_phases = roadmap.phases().len();
        let phases = (0..if n_phases > 1 { n_phases } else { 0 }).map(Offer::Phase);
        let has_any = |offer: &Offer| found.iter().any(|resource| offer.holds(roadmap, resource));
        let is_offered = |offer: &Offer| self.resources.criteria.choices.contains(offer) || has_any(offer);
        let offers = kinds.chain(states).chain(phases).filter(is_offered).collect();
        self.overlay = Some(Overlay::ResourceFilter(ResourceFilter { offers, selected: 0, field: None }));
    }

    /// Space or enter in the menu.
    pub(in crate::app) fn toggle_resource_offer(&mut self) {
        let Some(Overlay::ResourceFilter(menu)) = &mut self.overlay else { return };
        match menu.offers.get(menu.selected) {
            Some(&offer) => self.resources.criteria.toggle(offer),
            None => menu.field = Some(Field::new(&self.resources.criteria.text, false)),
        }
        self.arrange_resources();
    }

    /// A text that is being typed.
    pub(in crate::app) fn filter_resources_by(&mut self, text: &str) {
        text.clone_into(&mut self.resources.criteria.text);
        self.arrange_resources();
    }

    /// Shows all again.
    pub(in crate::app) fn end_resource_filter(&mut self) {
        self.resources.criteria = Criteria::default();
        self.arrange_resources();
    }

    /// Whether some resources are filtered away.
    pub fn filters_resources(&self) -> bool {
        !self.resources.criteria.is_empty()
    }
}
