//! Points on a way that stop a vehicle or slow it down.

use super::{VehicleKind, access};
use crate::pbf::Tags;

/// True when the vehicle cannot pass the point. A gate without further words is passable:
/// OpenStreetMap does not say whether it is locked, and most are not.
pub fn blocks(kind: VehicleKind, tags: &Tags<'_>) -> bool {
    let Some(barrier) = tags.get("barrier") else { return false };
    if let Some(value) = access::decision(kind, tags) {
        return !access::is_permission(value);
    }
    let always_open = matches!(
        barrier,
        "no" | "gate"
            | "lift_gate"
            | "swing_gate"
            | "toll_booth"
            | "border_control"
            | "cattle_grid"
            | "entrance"
            | "height_restrictor"
            | "sally_port"
            | "kerb"
    );
    let lets_bikes_pass = matches!(barrier, "bollard" | "cycle_barrier" | "block" | "planter");
    !(always_open || kind == VehicleKind::CargoBike && lets_bikes_pass)
}

/// Whom a set of traffic lights stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signal {
    /// Those who drive along the way.
    pub forward: bool,
    pub backward: bool,
}

/// The traffic lights at a point.
pub fn signal(tags: &Tags<'_>) -> Option<Signal> {
    if !tags.is("highway", "traffic_signals") {
        return None;
    }
    let direction = tags.get("traffic_signals:direction").or_else(|| tags.get("direction"));
    Some(Signal { forward: direction != Some("backward"), backward: direction != Some("forward") })
}
