//! milepost

pub mod command;
pub mod display;
pub mod error;
pub mod keymap;
pub mod theme;
