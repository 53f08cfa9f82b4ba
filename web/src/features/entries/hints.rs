//! What is known of a vehicle around a day.

use std::rc::Rc;

use furgo_shared::{
    api,
    readings::{AskHints, HintsView},
    time::Day,
    vehicles::VehicleView,
};
use uuid::Uuid;
use yew::prelude::*;

use crate::{format, hooks::use_query_if};

/// The hints for a record of a vehicle on a day. Without a connection there are the last ones that
/// were seen, or none: a form works without.
///
/// `wanted` must not change while a form is open.
#[hook]
pub fn use_hints(
    wanted: bool,
    vehicle: &VehicleView,
    day: Option<Day>,
    without: Option<Uuid>,
) -> Option<Rc<HintsView>> {
    // Today is what the server takes by itself, and what is in store when there is no connection.
    let date = day.filter(|day| *day != format::today());
    let (id, ask) = (vehicle.id.to_string(), AskHints { date, without });
    let hints = use_query_if(wanted, &api::VEHICLE_HINTS, &[&id], &ask);
    hints.value().filter(|hints| hints.vehicle_id == vehicle.id).cloned()
}
