//! The config while the panes are open: read again when its file changes. One that cannot be read changes nothing.

use super::{Event, Program, Surroundings, Task};
use crate::app::{Message, Status};
use crate::config::Config;
use crate::error::Error;
use crate::store::Watcher;
use crate::term::keys::Pressed;

/// What is known of the config's file.
pub(super) struct Reloading {
    /// Why it cannot be read, as told last.
    error: Option<Error>,
    /// Watches until it is dropped.
    _watcher: Option<Watcher>,
}

impl Reloading {
    pub(super) fn start(surroundings: &Surroundings) -> Self {
        let events = surroundings.events.clone();
        let watcher = Watcher::new(&surroundings.places.config_file(), move |_| {
            let _ = events.send(Event::ConfigTouched);
        });
        // Without a watcher the config holds until the next start.
        Self { error: None, _watcher: watcher.ok() }
    }
}

impl Program {
    /// Takes over what the config's file says now; the old config stays where it cannot be read.
    pub(super) fn reload_config(&mut self) -> Vec<Task> {
        match Config::load(&self.surroundings.places.config_file()) {
            Ok(config) => {
                let was_wrong = self.reloading.error.take().is_some();
                if config == self.surroundings.config && !was_wrong {
                    return Vec::new();
                }
                self.colors = config.colors.within(self.surroundings.depth);
                self.pressed = Pressed::default();
                let defaults = config.defaults();
                self.surroundings.config = config;
                let mut tasks = self.update(Message::Defaults(defaults));
                tasks.push(Task::ConfigChanged);
                tasks.extend(self.update(Message::Told(Status::done("the config was read again"))));
                tasks
            }
            Err(error) if self.reloading.error.as_ref() == Some(&error) => Vec::new(),
            Err(error) => {
                // The place first, as a narrow status line has no room for the path.
                let told = format!("config: {}; the old one holds", error.reason);
                self.reloading.error = Some(error);
                self.update(Message::Told(Status::error(told)))
            }
        }
    }

    /// Whether the mouse is for the panes.
    pub fn has_mouse(&self) -> bool {
        self.surroundings.config.mouse
    }

    /// Whether how things look depends on the terminal's background, which it has not told yet.
    pub fn needs_background(&self) -> bool {
        let Surroundings { config, no_color, .. } = &self.surroundings;
        self.is_light.is_none() && config.theme.depends_on_background(*no_color)
    }
}
