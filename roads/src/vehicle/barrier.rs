//! Points on a way that stop a vehicle or slow it down.

use super::{
    VehicleKind,
    access::{self, Access},
};
use crate::pbf::Tags;

/// Who can pass the point. A gate without further words is passable: OpenStreetMap does not say
/// whether it is locked, and most are not. A bollard that sinks, and a gate with a lock, let those
/// through who have business behind them.
pub fn passable(kind: VehicleKind, tags: &Tags<'_>) -> Access {
    let Some(barrier) = tags.get("barrier") else { return Access::Open };
    match access::at_point(kind, tags) {
        Some(access) if matches!(barrier, "toll_booth" | "border_control") => {
            return access::opened_to_customers(access);
        }
        Some(access) => return access,
        None => {}
    }
    if kind == VehicleKind::CargoBike
        && matches!(barrier, "bollard" | "rising_bollard" | "cycle_barrier" | "block" | "planter")
    {
        return Access::Open;
    }
    match barrier {
        "bollard" if tags.is("bollard", "rising") => Access::EndsOnly,
        "rising_bollard" => Access::EndsOnly,
        "gate" | "lift_gate" | "swing_gate" if tags.is("locked", "yes") => Access::EndsOnly,
        "no" | "gate" | "lift_gate" | "swing_gate" | "toll_booth" | "border_control"
        | "cattle_grid" | "entrance" | "height_restrictor" | "sally_port" | "kerb" => Access::Open,
        _ => Access::Closed,
    }
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
