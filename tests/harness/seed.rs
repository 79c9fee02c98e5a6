//! The same cases in every run, and others where `PROPTEST_RNG_SEED` asks for them.

use proptest::test_runner::RngSeed;

pub(crate) fn of_run(number: u64) -> RngSeed {
    let asked = std::env::var("PROPTEST_RNG_SEED").ok().and_then(|seed| seed.parse().ok());
    RngSeed::Fixed(asked.unwrap_or(number))
}
