//! Vehicles over HTTP.

use furgo_shared::{
    access::{EditVehicles, ReadFleet},
    api,
    page::Page,
    readings::{ListTimeline, TimelineView},
    validate::Empty,
    vehicles::{CreateVehicle, ListVehicles, PatchVehicle, VehicleView},
};

use super::operations;
use crate::{
    error::Result,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::LIST_VEHICLES, list);
    mount.add(api::VEHICLE_TIMELINE, timeline);
    mount.add(api::CREATE_VEHICLE, create);
    mount.add(api::GET_VEHICLE, read);
    mount.add(api::PATCH_VEHICLE, patch);
    mount.add(api::DEACTIVATE_VEHICLE, deactivate);
    mount.add(api::REACTIVATE_VEHICLE, reactivate);
}

async fn list(call: Call<ReadFleet, ListVehicles>) -> Result<Answer<Page<VehicleView>>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| operations::list(tx, &call.body))?))
}

async fn read(call: Call<ReadFleet, Empty>) -> Result<Answer<VehicleView>> {
    let alias = call.arg("alias");
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| operations::read(tx, alias))?))
}

async fn timeline(call: Call<ReadFleet, ListTimeline>) -> Result<Answer<Page<TimelineView>>> {
    let alias = call.arg("alias");
    Ok(Answer::read(
        &call.app.db.read(&call.permit, |tx| operations::timeline(tx, alias, &call.body))?,
    ))
}

async fn create(call: Call<EditVehicles, CreateVehicle>) -> Result<Answer<VehicleView>> {
    let body = call.body;
    call.app.db.write(call.permit, call.once, move |tx| operations::create(tx, body)).await
}

async fn patch(call: Call<EditVehicles, PatchVehicle>) -> Result<Answer<VehicleView>> {
    let (alias, if_match) = (call.arg("alias").to_owned(), call.if_match);
    let Call { app, permit, once, body, .. } = call;
    app.db.write(permit, once, move |tx| operations::patch(tx, &alias, body, if_match)).await
}

async fn deactivate(call: Call<EditVehicles, Empty>) -> Result<Answer<()>> {
    let (alias, if_match) = (call.arg("alias").to_owned(), call.if_match);
    let Call { app, permit, once, .. } = call;
    app.db
        .write(permit, once, move |tx| {
            operations::set_active(tx, &alias, false, if_match).map(|_| ())
        })
        .await
}

async fn reactivate(call: Call<EditVehicles, Empty>) -> Result<Answer<VehicleView>> {
    let (alias, if_match) = (call.arg("alias").to_owned(), call.if_match);
    let Call { app, permit, once, .. } = call;
    app.db.write(permit, once, move |tx| operations::set_active(tx, &alias, true, if_match)).await
}
