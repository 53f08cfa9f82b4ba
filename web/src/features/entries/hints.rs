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

use crate::{format, hooks::use_query};

/// The hints for a record of a vehicle on a day. Without a connection there are the last ones that
/// were seen, or none: a form works without.
#[hook]
pub fn use_hints(
    vehicle: &VehicleView,
    day: Option<Day>,
    without: Option<Uuid>,
) -> Option<Rc<HintsView>> {
    // Today is what the server takes by itself, and what is in store when there is no connection.
    let date = day.filter(|day| *day != format::today());
    let hints =
        use_query(&api::VEHICLE_HINTS, &[&vehicle.id.to_string()], &AskHints { date, without });
    hints.value().filter(|hints| hints.vehicle_id == vehicle.id).cloned()
}
