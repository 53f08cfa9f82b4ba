//! Tests through the crate's public face alone.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod drawing;
mod drawn;
mod extract;
mod file;
mod input;
mod oracle;
mod parts;
mod random;
mod residents;
mod snapping;
mod turns;

use proptest::prelude::ProptestConfig;

/// So many cases, or more where `PROPTEST_CASES` asks for them.
pub fn at_least(cases: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    ProptestConfig { cases: asked.cases.max(cases), ..asked }
}
