//! One-ways.

use super::VehicleKind;
use crate::pbf::Tags;

/// Along the points of a way, or against them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Forward,
    Backward,
}

/// In which directions a way is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Directions {
    pub forward: bool,
    pub backward: bool,
}

const BOTH: Directions = Directions { forward: true, backward: true };
const FORWARD: Directions = Directions { forward: true, backward: false };
const BACKWARD: Directions = Directions { forward: false, backward: true };

/// Roundabouts and circles are one-way without saying so.
pub fn is_roundabout(tags: &Tags<'_>) -> bool {
    matches!(tags.get("junction"), Some("roundabout" | "circular"))
}

/// `None` where the direction changes by the hour.
pub fn of(kind: VehicleKind, class: &str, tags: &Tags<'_>) -> Option<Directions> {
    let special: &[&str] = match kind {
        VehicleKind::Van => {
            &["oneway:goods", "oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle"]
        }
        VehicleKind::CargoBike => &["oneway:bicycle", "oneway:vehicle"],
    };
    let said = special.iter().find_map(|key| tags.get(key)).or_else(|| tags.get("oneway"));
    match said {
        Some("no" | "false" | "0" | "alternating") => return Some(BOTH),
        Some("-1" | "reverse") => return Some(BACKWARD),
        Some("reversible") => return None,
        _ if has_contraflow(kind, tags) => return Some(BOTH),
        Some("yes" | "true" | "1") => return Some(FORWARD),
        Some(_) | None => {}
    }
    match is_roundabout(tags) || class == "motorway" {
        true => Some(FORWARD),
        false => Some(BOTH),
    }
}

/// Older tagging of lanes against the one-way.
fn has_contraflow(kind: VehicleKind, tags: &Tags<'_>) -> bool {
    kind == VehicleKind::CargoBike
        && ["cycleway", "cycleway:left", "cycleway:right"].iter().any(|key| {
            matches!(tags.get(key), Some("opposite" | "opposite_lane" | "opposite_track"))
        })
}
