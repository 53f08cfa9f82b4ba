//! Maintenance over HTTP.

use furgo_shared::{
    access::{ReadFleet, RecordOnVehicles},
    api,
    maintenance::{
        CreateMaintenance, ListMaintenance, MaintenanceSums, MaintenanceView, PatchMaintenance,
    },
    page::PageWithSums,
    validate::Empty,
};

use super::operations::{editing, reading};
use crate::{
    error::Result,
    features::door::Door,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::LIST_MAINTENANCE, list);
    mount.add(api::CREATE_MAINTENANCE, create);
    mount.add(api::GET_MAINTENANCE, read);
    mount.add(api::PATCH_MAINTENANCE, patch);
    mount.add(api::DELETE_MAINTENANCE, delete);
}

async fn list(
    call: Call<ReadFleet, ListMaintenance>,
) -> Result<Answer<PageWithSums<MaintenanceView, MaintenanceSums>>> {
    let is_bounded = reading::is_bounded(&call.body);
    call.read(is_bounded, |tx, query| reading::list(tx, query)).await
}

async fn read(call: Call<ReadFleet, Empty>) -> Result<Answer<MaintenanceView>> {
    let id = call.id("id")?;
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| reading::read(tx, id))?))
}

async fn create(
    call: Call<RecordOnVehicles, CreateMaintenance>,
) -> Result<Answer<MaintenanceView>> {
    let body = call.body;
    call.app
        .db
        .write(call.permit, call.once, move |tx| editing::create(tx, body, &mut Door::Asked))
        .await
}

async fn patch(call: Call<RecordOnVehicles, PatchMaintenance>) -> Result<Answer<MaintenanceView>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    let Call { app, permit, once, body, .. } = call;
    app.db.write(permit, once, move |tx| editing::patch(tx, id, body, if_match)).await
}

async fn delete(call: Call<RecordOnVehicles, Empty>) -> Result<Answer<()>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    call.app.db.write(call.permit, call.once, move |tx| editing::delete(tx, id, if_match)).await
}
