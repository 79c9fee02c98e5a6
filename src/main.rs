//! milepost

fn main() {}
