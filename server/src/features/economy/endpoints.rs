//! Fuel economy, and what helps whoever enters a record, over HTTP.

use furgo_shared::{
    access::ReadFleet,
    api,
    readings::{AskHints, HintsView},
    stats::{FuelEfficiencyView, Period},
};

use super::{efficiency, hints};
use crate::{
    error::Result,
    http::{Answer, Call, Mount},
};

/// Mounts the endpoints.
pub fn mount(mount: &mut Mount) {
    mount.add(api::VEHICLE_HINTS, hints);
    mount.add(api::FUEL_EFFICIENCY, fuel_efficiency);
}

async fn hints(call: Call<ReadFleet, AskHints>) -> Result<Answer<HintsView>> {
    let alias = call.arg("alias");
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| hints::hints(tx, alias, &call.body))?))
}

async fn fuel_efficiency(call: Call<ReadFleet, Period>) -> Result<Answer<FuelEfficiencyView>> {
    let alias = call.arg("alias");
    Ok(Answer::read(
        &call.app.db.read(&call.permit, |tx| efficiency::efficiency(tx, alias, call.body))?,
    ))
}
