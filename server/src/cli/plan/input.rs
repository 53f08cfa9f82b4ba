//! A problem in VROOM's JSON format, as it is written. What the format knows and Furgo cannot
//! honour is [`Unsupported`]; what nobody knows is refused, because it may be a misspelt limit.
//!
//! Nothing is checked here beyond types and ranges: see [`super::check`].

use std::collections::BTreeMap;

use furgo_planner::{LEG_MAX, PRICE_MAX};
use serde::{Deserialize, de::IgnoredAny};

use super::{
    Failure,
    number::{Unsupported, Whole, instead_of},
};

/// Seconds, and anything else that is counted.
pub type Count = Whole<{ u32::MAX }>;
/// A price per hour, kilometre or vehicle.
pub type Price = Whole<PRICE_MAX>;
/// An entry of a matrix.
pub type Leg = Whole<LEG_MAX>;
/// The first and the last second.
pub type TimeWindow = [Count; 2];
/// Longitude and latitude.
pub type Coordinates = [f64; 2];

/// A whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    #[serde(default)]
    pub jobs: Vec<Job>,
    pub vehicles: Vec<Vehicle>,
    /// By profile. Empty: distances as the crow flies.
    #[serde(default)]
    pub matrices: BTreeMap<String, Matrices>,
    #[serde(default, rename = "shipments")]
    _shipments: Unsupported,
    #[serde(default, rename = "matrix")]
    _matrix: Unsupported,
    #[serde(default, rename = "description")]
    _description: Option<IgnoredAny>,
    #[serde(default, rename = "options")]
    _options: Option<Options>,
}

/// What vroom-express reads beside the problem: how long to search, which the command line says
/// here, and what to draw. All of it is passed over but `c`, which asks for no plan.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    #[serde(default, rename = "g")]
    _geometry: IgnoredAny,
    #[serde(default, rename = "t")]
    _threads: IgnoredAny,
    #[serde(default, rename = "l")]
    _limit: IgnoredAny,
    #[serde(default, rename = "x")]
    _exploration: IgnoredAny,
    #[serde(default, rename = "c")]
    _check: Unsupported,
}

/// What one kind of vehicle needs between all places.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matrices {
    pub durations: Vec<Vec<Leg>>,
    pub distances: Option<Vec<Vec<Leg>>>,
    /// What a leg costs, instead of the vehicle's prices per hour and kilometre.
    pub costs: Option<Vec<Vec<Leg>>>,
}

/// Something to do at a place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    pub id: u64,
    pub description: Option<String>,
    pub location: Option<Coordinates>,
    pub location_index: Option<Count>,
    #[serde(default)]
    pub setup: Count,
    #[serde(default)]
    pub service: Count,
    pub delivery: Option<Vec<Count>>,
    pub pickup: Option<Vec<Count>>,
    #[serde(default)]
    pub skills: Vec<u32>,
    #[serde(default)]
    pub priority: Whole<100>,
    #[serde(default)]
    pub time_windows: Vec<TimeWindow>,
    #[serde(default, rename = "amount")]
    _amount: Unsupported,
    #[serde(default, rename = "setup_per_type")]
    _setup_per_type: Unsupported,
    #[serde(default, rename = "service_per_type")]
    _service_per_type: Unsupported,
}

/// Who does it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vehicle {
    pub id: u64,
    #[serde(default = "usual_profile")]
    pub profile: String,
    pub description: Option<String>,
    pub start: Option<Coordinates>,
    pub start_index: Option<Count>,
    pub end: Option<Coordinates>,
    pub end_index: Option<Count>,
    pub capacity: Option<Vec<Count>>,
    #[serde(default)]
    pub costs: Costs,
    #[serde(default)]
    pub skills: Vec<u32>,
    pub time_window: Option<TimeWindow>,
    #[serde(default)]
    pub breaks: Vec<Break>,
    pub speed_factor: Option<f64>,
    pub max_tasks: Option<Count>,
    pub max_travel_time: Option<Count>,
    pub max_distance: Option<Count>,
    /// Only the times per type of vehicle, which are refused, would read it.
    #[serde(default, rename = "type")]
    _type: Option<IgnoredAny>,
    #[serde(default, rename = "steps")]
    _steps: Unsupported,
}

fn usual_profile() -> String {
    "car".to_owned()
}

/// What using a vehicle costs. Time is driving time alone.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Costs {
    pub fixed: Price,
    pub per_hour: Price,
    pub per_km: Price,
    #[serde(rename = "per_task_hour")]
    _per_task_hour: Unsupported,
}

/// One unit of cost is one second of driving unless the file says otherwise.
pub const USUAL_PER_HOUR: u32 = 3600;

impl Default for Costs {
    fn default() -> Self {
        Self {
            fixed: Whole(0),
            per_hour: Whole(USUAL_PER_HOUR),
            per_km: Whole(0),
            _per_task_hour: Unsupported,
        }
    }
}

/// A pause of the driver.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Break {
    pub id: u64,
    pub description: Option<String>,
    #[serde(default)]
    pub time_windows: Vec<TimeWindow>,
    #[serde(default)]
    pub service: Count,
    #[serde(default, rename = "max_load")]
    _max_load: Unsupported,
}

/// Reads a file's text, without the mark that some editors put before it.
///
/// # Errors
/// When it is not JSON, or not of this format: the sentence names the field.
pub fn read(text: &str) -> Result<Input, Failure> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = serde_json::Deserializer::from_str(text);
    let input: Input = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let field = error.path().to_string();
        let what = error.into_inner();
        if let Some(instead) = instead_of(&field, &what) {
            return Failure::of(&field, format!("{what}; {instead}"));
        }
        match what.is_data() {
            true if field != "." => Failure::of(&field, what),
            true => Failure::new(what.to_string()),
            false => Failure::of("this is not JSON", what),
        }
    })?;
    reader.end().map_err(|error| Failure::of("something follows the problem", error))?;
    Ok(input)
}
