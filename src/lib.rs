//! milepost

pub mod command;
pub mod config;
pub mod display;
pub mod error;
pub mod keymap;
pub mod theme;
