//! The common form of an instance, and which reader a file needs.

use std::{fmt, fs, path::Path};

use serde::{Deserialize, Serialize};

use crate::{solomon, tsplib, tsptw};

/// Routes from place 0 back to it, through every other place once, at the least sum of legs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    pub name: String,
    /// Places, the depot (0) included. Every list below has an entry for each.
    pub size: usize,
    /// Row-major; the cost of a leg and also its travel time.
    pub matrix: Vec<u32>,
    pub demand: Vec<u32>,
    /// When service may begin at the earliest and at the latest; waiting costs nothing.
    pub open: Vec<i64>,
    pub close: Vec<i64>,
    pub service: Vec<u32>,
    /// None: there is no limit to what is carried.
    pub capacity: Option<u32>,
    /// At most so many routes.
    pub vehicles: usize,
    /// Units of the matrix in one unit of the file.
    pub scale: u32,
}

impl Instance {
    /// The entry of a leg.
    pub fn leg(&self, from: usize, to: usize) -> i64 {
        i64::from(self.matrix[from * self.size + to])
    }

    /// Whether any place closes.
    pub fn has_windows(&self) -> bool {
        self.close.iter().skip(1).any(|&close| close < NO_CLOSE)
    }
}

/// A closing time where there is none: 30 days in seconds, within what the planner accepts.
pub(crate) const NO_CLOSE: i64 = 30 * 86_400;

/// Why a file is not an instance.
#[derive(Debug)]
pub struct BadInstance(pub String);

impl fmt::Display for BadInstance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadInstance {}

/// Reads a file of CVRPLIB, TSPLIB, Solomon, the TSPTW collections, or the common form as JSON.
///
/// # Errors
/// What is wrong, in a sentence that begins with the file.
pub fn read(path: &Path) -> Result<Instance, BadInstance> {
    let bad = |what: &dyn fmt::Display| BadInstance(format!("{}: {what}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| bad(&error))?;
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let mut instance = match extension {
        "json" => serde_json::from_str(&text).map_err(|error| bad(&error))?,
        "vrp" | "tsp" | "atsp" => tsplib::parse(&text).map_err(|error| bad(&error))?,
        _ if text.contains("CUSTOMER") => solomon::parse(&text).map_err(|error| bad(&error))?,
        _ => tsptw::parse(&text).map_err(|error| bad(&error))?,
    };
    if instance.name.is_empty() {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let family = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
        instance.name = family.map_or(stem.to_owned(), |family| format!("{family}-{stem}"));
    }
    Ok(instance)
}

/// The numbers of a text, whatever stands between them.
pub(crate) fn numbers<'a>(
    words: impl Iterator<Item = &'a str>,
) -> impl Iterator<Item = Result<f64, BadInstance>> {
    words.map(|word| {
        word.parse().map_err(|error| BadInstance(format!("{word} is not a number: {error}")))
    })
}

/// The next number, or a sentence about what is missing.
pub(crate) fn next(
    numbers: &mut impl Iterator<Item = Result<f64, BadInstance>>,
    what: &str,
) -> Result<f64, BadInstance> {
    numbers.next().ok_or_else(|| BadInstance(format!("it ends before {what}")))?
}

/// Legs between points in the plane, by a rule for the straight line's length.
pub(crate) fn plane(points: &[(f64, f64)], length: impl Fn(f64) -> f64) -> Vec<u32> {
    let leg =
        |from: &(f64, f64), to: &(f64, f64)| length((from.0 - to.0).hypot(from.1 - to.1)) as u32;
    points.iter().flat_map(|from| points.iter().map(move |to| leg(from, to))).collect()
}
