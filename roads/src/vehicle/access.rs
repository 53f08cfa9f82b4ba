//! Access by law.

use super::VehicleKind;
use crate::pbf::Tags;

/// Keys that speak of the vehicle, the most special first; the first one present decides.
fn keys(kind: VehicleKind) -> &'static [&'static str] {
    match kind {
        VehicleKind::Van => &["goods", "motorcar", "motor_vehicle", "vehicle", "access"],
        VehicleKind::CargoBike => &["bicycle", "vehicle", "access"],
    }
}

/// Classes that are closed unless a sign opens them to the vehicle.
fn needs_a_sign(kind: VehicleKind, class: &str) -> bool {
    match kind {
        VehicleKind::Van => matches!(class, "track" | "pedestrian"),
        VehicleKind::CargoBike => matches!(class, "pedestrian" | "footway" | "bridleway"),
    }
}

/// True when the vehicle may drive there to deliver.
pub fn is_open(kind: VehicleKind, class: &str, tags: &Tags<'_>) -> bool {
    match decision(kind, tags) {
        Some(value) => is_permission(value),
        None if class == "track" && tags.is("tracktype", "grade1") => true,
        None => !needs_a_sign(kind, class) && !is_motorroad_for_bikes(kind, tags),
    }
}

/// The value of the most special key that is present.
pub fn decision<'a>(kind: VehicleKind, tags: &Tags<'a>) -> Option<&'a str> {
    keys(kind).iter().find_map(|key| tags.get(key))
}

/// Delivering is a reason to enter where only residents and customers may.
pub fn is_permission(value: &str) -> bool {
    !matches!(
        value,
        "no" | "private"
            | "agricultural"
            | "forestry"
            | "agricultural;forestry"
            | "emergency"
            | "military"
            | "psv"
            | "bus"
            | "use_sidepath"
            | "restricted"
            | "permit"
            | "residents"
    )
}

fn is_motorroad_for_bikes(kind: VehicleKind, tags: &Tags<'_>) -> bool {
    kind == VehicleKind::CargoBike && tags.is("motorroad", "yes")
}
