//! Figures over HTTP.

use furgo_shared::{
    access::ReadFleet,
    api,
    stats::{
        AnalyticsView, AskAnalytics, GarageView, Period, PeriodOf, RefuelAnalysisView, ReportView,
        VehicleStatsView,
    },
    vehicles::ListVehicles,
};

use super::{analysis, analytics, garage, report, stats};
use crate::{
    error::Result,
    http::{Answer, Call, Mount},
};

/// Mounts the figures.
pub fn mount(mount: &mut Mount) {
    mount.add(api::VEHICLE_STATS, of_vehicle);
    mount.add(api::VEHICLE_ANALYTICS, by_month);
    mount.add(api::REFUEL_ANALYSIS, of_refuels);
    mount.add(api::GARAGE, of_fleet);
    mount.add(api::REPORT, compare);
}

async fn of_vehicle(call: Call<ReadFleet, Period>) -> Result<Answer<VehicleStatsView>> {
    let (app, alias) = (&call.app, call.arg("alias"));
    let found = app.db.read(&call.permit, |tx| stats::of_vehicle(tx, alias, call.body))?;
    Ok(Answer::read(&found))
}

async fn by_month(call: Call<ReadFleet, AskAnalytics>) -> Result<Answer<AnalyticsView>> {
    let (app, alias) = (&call.app, call.arg("alias"));
    let found = app.db.read(&call.permit, |tx| analytics::of_vehicle(tx, alias, &call.body))?;
    Ok(Answer::read(&found))
}

async fn of_refuels(call: Call<ReadFleet, Period>) -> Result<Answer<RefuelAnalysisView>> {
    let (app, alias) = (&call.app, call.arg("alias"));
    let found = app.db.read(&call.permit, |tx| analysis::of_vehicle(tx, alias, call.body))?;
    Ok(Answer::read(&found))
}

async fn of_fleet(call: Call<ReadFleet, ListVehicles>) -> Result<Answer<GarageView>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| garage::of_fleet(tx, &call.body))?))
}

async fn compare(call: Call<ReadFleet, PeriodOf>) -> Result<Answer<ReportView>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| report::of_fleet(tx, &call.body))?))
}
