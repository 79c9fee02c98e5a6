//! milepost

pub mod edit;
pub mod error;
pub mod markdown;
pub mod model;
pub mod settings;
pub mod span;
