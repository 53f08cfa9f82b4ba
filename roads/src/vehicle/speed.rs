//! Free-flow speeds in km/h.

use super::{Direction, VehicleKind};
use crate::pbf::Tags;

/// Nothing drives slower: an impossible sign must not make a way endless.
const SLOWEST_KMH: f64 = 5.0;
const FASTEST_KMH: f64 = 140.0;

/// A sign is a limit, not a mean: bends, junctions and other traffic take a fifth.
const SHARE_OF_LIMIT: f64 = 0.8;

const KMH_PER_MPH: f64 = 1.609_344;
const KMH_PER_KNOT: f64 = 1.852;

/// The usual speed on a class of way; `None` when the vehicle never drives there.
pub fn of_class(kind: VehicleKind, class: &str, tags: &Tags<'_>) -> Option<f64> {
    match kind {
        VehicleKind::Van => van(class, tags),
        VehicleKind::CargoBike => cargo_bike(class),
    }
}

fn van(class: &str, tags: &Tags<'_>) -> Option<f64> {
    Some(match class {
        "motorway" => 90.0,
        "trunk" => 85.0,
        "primary" => 65.0,
        "secondary" => 55.0,
        "motorway_link" => 45.0,
        "trunk_link" | "tertiary" => 40.0,
        "primary_link" => 30.0,
        "secondary_link" | "unclassified" | "residential" | "road" => 25.0,
        "tertiary_link" => 20.0,
        "service" => service(tags)?,
        "track" | "ferry" => 15.0,
        "living_street" => 10.0,
        "pedestrian" => SLOWEST_KMH,
        _ => return None,
    })
}

fn service(tags: &Tags<'_>) -> Option<f64> {
    match tags.get("service") {
        Some("emergency_access" | "bus") => None,
        Some("parking_aisle" | "drive-through" | "parking") => Some(8.0),
        Some("driveway" | "alley") => Some(10.0),
        Some(_) | None => Some(15.0),
    }
}

fn cargo_bike(class: &str) -> Option<f64> {
    Some(match class {
        "trunk" | "primary" | "secondary" | "tertiary" | "unclassified" | "residential"
        | "trunk_link" | "primary_link" | "secondary_link" | "tertiary_link" | "road"
        | "cycleway" => 16.0,
        "service" | "ferry" => 14.0,
        "living_street" | "track" => 12.0,
        "path" => 11.0,
        "footway" | "pedestrian" | "bridleway" => 8.0,
        _ => return None,
    })
}

/// The speed in one direction of a way whose class has `base_kmh`.
pub fn along(kind: VehicleKind, base_kmh: f64, tags: &Tags<'_>, direction: Direction) -> f64 {
    let limit = signed(tags, direction);
    let driven = match kind {
        VehicleKind::Van => limit.map_or(base_kmh, |limit| limit * SHARE_OF_LIMIT),
        VehicleKind::CargoBike => limit.map_or(base_kmh, |limit| base_kmh.min(limit)),
    };
    let rough = match kind {
        VehicleKind::Van => roughness(tags).unwrap_or(FASTEST_KMH),
        VehicleKind::CargoBike => roughness(tags).map_or(FASTEST_KMH, |kmh| kmh / 2.5),
    };
    driven.min(rough).clamp(SLOWEST_KMH, FASTEST_KMH)
}

fn signed(tags: &Tags<'_>, direction: Direction) -> Option<f64> {
    let special = match direction {
        Direction::Forward => "maxspeed:forward",
        Direction::Backward => "maxspeed:backward",
    };
    tags.get(special).and_then(limit_kmh).or_else(|| tags.get("maxspeed").and_then(limit_kmh))
}

/// Reads a sign: km/h without a unit, `mph`, `knots`, or `walk`. Of several values the first
/// counts. `None` for what is no number, such as `signals` or a country's default by name.
fn limit_kmh(sign: &str) -> Option<f64> {
    let sign = sign.split(';').next().unwrap_or_default().trim();
    match sign {
        "walk" => return Some(SLOWEST_KMH / SHARE_OF_LIMIT),
        "none" => return Some(FASTEST_KMH),
        _ => {}
    }
    let (number, factor) = if let Some(number) = sign.strip_suffix("mph") {
        (number, KMH_PER_MPH)
    } else if let Some(number) = sign.strip_suffix("knots") {
        (number, KMH_PER_KNOT)
    } else {
        (sign.strip_suffix("km/h").unwrap_or(sign), 1.0)
    };
    let limit = number.trim().parse::<f64>().ok()? * factor;
    (limit.is_finite() && limit > 0.0).then_some(limit)
}

/// The fastest that the ground permits a van, by surface, smoothness and grade of a track.
fn roughness(tags: &Tags<'_>) -> Option<f64> {
    let surface = tags.get("surface").and_then(|surface| match surface {
        "compacted" | "fine_gravel" | "concrete:lanes" | "concrete:plates" => Some(80.0),
        "paving_stones" | "metal" | "bricks" => Some(60.0),
        "unpaved" | "gravel" | "ground" | "dirt" | "pebblestone" | "sett" | "wood" | "grass"
        | "grass_paver" | "unhewn_cobblestone" => Some(40.0),
        "cobblestone" | "clay" => Some(30.0),
        "earth" | "stone" | "rock" | "sand" => Some(20.0),
        "mud" | "snow" | "ice" => Some(10.0),
        _ => None,
    });
    let smoothness = tags.get("smoothness").and_then(|smoothness| match smoothness {
        "intermediate" => Some(80.0),
        "bad" => Some(40.0),
        "very_bad" => Some(20.0),
        "horrible" => Some(10.0),
        "very_horrible" | "impassable" => Some(SLOWEST_KMH),
        _ => None,
    });
    let grade = tags.get("tracktype").and_then(|grade| match grade {
        "grade1" => Some(60.0),
        "grade2" => Some(40.0),
        "grade3" => Some(30.0),
        "grade4" => Some(25.0),
        "grade5" => Some(20.0),
        _ => None,
    });
    [surface, smoothness, grade].into_iter().flatten().reduce(f64::min)
}

/// Reads a ferry's `duration`: `HH:MM`, `HH:MM:SS` or minutes.
pub fn duration_s(text: &str) -> Option<u32> {
    let parts: Vec<u32> =
        text.split(':').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let seconds = match parts[..] {
        [minutes] => minutes.checked_mul(60)?,
        [hours, minutes] => hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?,
        [hours, minutes, seconds] => {
            hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?.checked_add(seconds)?
        }
        _ => return None,
    };
    // Longer than a week is a slip of the pen.
    (1..=7 * 86_400).contains(&seconds).then_some(seconds)
}
