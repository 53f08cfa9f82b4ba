//! Time and length in one number: milliseconds in the upper half, centimetres in the lower.
//!
//! Sums and comparisons of such numbers are sums and comparisons of both parts at once (as long as
//! the lengths of a path stay below 42 949 km), so that a shortest path is the fastest and, among
//! equally fast ones, the shortest. Both metrics of a matrix then come from one search, and no tie
//! is left to chance.

/// No path.
pub const INFINITE: u64 = u64::MAX;

/// From milliseconds and centimetres.
pub const fn of(ms: u32, cm: u32) -> u64 {
    ((ms as u64) << 32) | cm as u64
}

pub const fn ms(weight: u64) -> u64 {
    weight >> 32
}

pub const fn cm(weight: u64) -> u64 {
    weight & 0xffff_ffff
}
