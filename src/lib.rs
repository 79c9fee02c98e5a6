//! milepost

pub mod error;
