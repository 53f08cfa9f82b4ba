//! The timeline, and what follows from it, over HTTP.

use furgo_shared::{
    access::ReadFleet,
    api,
    page::Page,
    readings::{AskHints, FindingView, HintsView, ListFindings, ListTimeline, TimelineView},
    stats::{FuelEfficiencyView, Period},
};

use super::{efficiency, hints, inbox, listing};
use crate::{
    error::Result,
    http::{Answer, Call, Mount},
};

/// Mounts the endpoints.
pub fn mount(mount: &mut Mount) {
    mount.add(api::VEHICLE_TIMELINE, timeline);
    mount.add(api::VEHICLE_HINTS, hints);
    mount.add(api::FUEL_EFFICIENCY, fuel_efficiency);
    mount.add(api::LIST_FINDINGS, findings);
}

async fn timeline(call: Call<ReadFleet, ListTimeline>) -> Result<Answer<Page<TimelineView>>> {
    let alias = call.arg("alias");
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| listing::list(tx, alias, &call.body))?))
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

async fn findings(call: Call<ReadFleet, ListFindings>) -> Result<Answer<Page<FindingView>>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| inbox::list(tx, &call.body))?))
}
