//! milepost

pub mod app;
pub mod check;
pub mod cli;
pub mod command;
pub mod config;
pub mod display;
pub mod document;
pub mod edit;
pub mod error;
pub mod history;
pub mod keymap;
pub mod markdown;
pub mod model;
pub mod progress;
pub mod saving;
pub mod settings;
pub mod span;
pub mod store;
pub mod term;
pub mod theme;
pub mod ui;

mod yaml;
