//! Access by law.

use super::{Direction, VehicleKind};
use crate::{pbf::Tags, rules::Rules};

/// Who may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Not even a delivery.
    Closed,
    /// Whoever has business there: it begins or ends a way, and is never a short cut.
    EndsOnly,
    Open,
}

/// A key in general, along a way, and against it.
type Key = [&'static str; 3];

/// Keys that speak of the vehicle, the most special first; the first one present decides. What is
/// said of one direction is more special than what is said of both.
fn keys(kind: VehicleKind) -> &'static [Key] {
    match kind {
        VehicleKind::Van => &[
            ["goods", "goods:forward", "goods:backward"],
            ["motorcar", "motorcar:forward", "motorcar:backward"],
            ["motor_vehicle", "motor_vehicle:forward", "motor_vehicle:backward"],
            ["vehicle", "vehicle:forward", "vehicle:backward"],
            ["access", "access:forward", "access:backward"],
        ],
        VehicleKind::CargoBike => &[
            ["bicycle", "bicycle:forward", "bicycle:backward"],
            ["vehicle", "vehicle:forward", "vehicle:backward"],
            ["access", "access:forward", "access:backward"],
        ],
    }
}

/// Classes that are closed unless a sign opens them to the vehicle.
fn needs_a_sign(kind: VehicleKind, class: &str) -> bool {
    match kind {
        VehicleKind::Van => matches!(class, "track" | "pedestrian"),
        VehicleKind::CargoBike => matches!(class, "pedestrian" | "footway" | "bridleway"),
    }
}

/// Who may drive along a way in one direction.
pub fn along(rules: &Rules, class: &str, tags: &Tags<'_>, direction: Direction) -> Access {
    let kind = rules.kind;
    let said = keys(kind).iter().find_map(|[general, forward, backward]| {
        let special = match direction {
            Direction::Forward => forward,
            Direction::Backward => backward,
        };
        tags.get(special).or_else(|| tags.get(general))
    });
    match said {
        // Whoever pays is a ferry's customer, and it leads to wherever they want to go on to.
        Some(value) if class == "ferry" && !value.contains("private") => {
            opened_to_customers(of_value(value))
        }
        Some(value) => of_value(value),
        None if class == "track" && tags.is("tracktype", "grade1") => Access::Open,
        None if class == "pedestrian" && rules.opens_pedestrian_streets() => Access::EndsOnly,
        None if needs_a_sign(kind, class) => Access::Closed,
        None if kind == VehicleKind::CargoBike && tags.is("motorroad", "yes") => Access::Closed,
        None => Access::Open,
    }
}

/// Who may pass a point, as far as it says so.
pub fn at_point(kind: VehicleKind, tags: &Tags<'_>) -> Option<Access> {
    keys(kind).iter().find_map(|[general, ..]| tags.get(general)).map(of_value)
}

/// What is for customers is for everybody where everybody is one.
pub fn opened_to_customers(access: Access) -> Access {
    if access == Access::EndsOnly { Access::Open } else { access }
}

/// Of several values the one that permits most counts.
fn of_value(value: &str) -> Access {
    value.split(';').map(|part| of_word(part.trim())).max().unwrap_or(Access::Open)
}

/// A delivery is what residents and customers wait for, so it may enter where they may.
fn of_word(word: &str) -> Access {
    match word {
        "no" | "agricultural" | "forestry" | "emergency" | "military" | "psv" | "bus" | "taxi"
        | "use_sidepath" | "restricted" => Access::Closed,
        "destination" | "delivery" | "customers" | "private" | "permit" | "permits"
        | "residents" | "resident" | "employees" | "staff" | "visitors" | "guests" | "members"
        | "tenants" | "owner" | "loading" => Access::EndsOnly,
        _ => Access::Open,
    }
}
