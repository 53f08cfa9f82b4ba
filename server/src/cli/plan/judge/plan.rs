//! A plan in VROOM's solution format, as far as it is judged. Whoever wrote it may say more.

use serde::Deserialize;

use super::super::Failure;

/// A whole answer.
#[derive(Debug, Deserialize)]
pub struct Plan {
    /// Zero: it was planned.
    #[serde(default)]
    pub code: i64,
    #[serde(default)]
    pub error: Option<String>,
    #[serde(default)]
    pub unassigned: Vec<LeftOut>,
    #[serde(default)]
    pub routes: Vec<Route>,
}

/// Something that is not planned.
#[derive(Debug, Deserialize)]
pub struct LeftOut {
    pub id: u64,
}

/// One vehicle's day. What it adds up may be left out.
#[derive(Debug, Deserialize)]
pub struct Route {
    pub vehicle: u64,
    pub steps: Vec<Step>,
    pub setup: Option<i64>,
    pub service: Option<i64>,
    pub waiting_time: Option<i64>,
    /// Driving alone.
    pub duration: Option<i64>,
    pub distance: Option<i64>,
}

/// Something that happens on it.
#[derive(Debug, Deserialize)]
pub struct Step {
    #[serde(rename = "type")]
    pub kind: Kind,
    #[serde(alias = "job")]
    pub id: Option<u64>,
    pub arrival: i64,
    #[serde(default)]
    pub waiting_time: i64,
    #[serde(default)]
    pub setup: i64,
    #[serde(default)]
    pub service: i64,
}

impl Step {
    /// When it is over.
    pub fn end(&self) -> i64 {
        [self.waiting_time, self.setup, self.service].iter().fold(self.arrival, |end, part| {
            // Times that no clock has are findings later, not overflows here.
            end.saturating_add(*part)
        })
    }

    /// When it begins after waiting: what time windows are about.
    pub fn begin(&self) -> i64 {
        self.arrival.saturating_add(self.waiting_time)
    }
}

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Start,
    Job,
    Break,
    Pickup,
    Delivery,
    End,
}

/// Reads a plan's text.
///
/// # Errors
/// When it is not JSON, or not of this format: the sentence names the field.
pub fn read(text: &str) -> Result<Plan, Failure> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let (field, what) = (error.path().to_string(), error.inner());
        if field == "." { Failure::new(what.to_string()) } else { Failure::of(&field, what) }
    })
}
