//! Odometer readings over HTTP.

use furgo_shared::{
    access::{ReadFleet, RecordOnVehicles},
    api,
    page::Page,
    readings::{CreateReading, ListReadings, PatchReading, ReadingView},
    validate::Empty,
};

use super::operations;
use crate::{
    error::Result,
    features::door::Door,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::LIST_READINGS, list);
    mount.add(api::CREATE_READING, create);
    mount.add(api::GET_READING, read);
    mount.add(api::PATCH_READING, patch);
    mount.add(api::DELETE_READING, delete);
}

async fn list(call: Call<ReadFleet, ListReadings>) -> Result<Answer<Page<ReadingView>>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| operations::list(tx, &call.body))?))
}

async fn read(call: Call<ReadFleet, Empty>) -> Result<Answer<ReadingView>> {
    let id = call.id("id")?;
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| operations::read(tx, id))?))
}

async fn create(call: Call<RecordOnVehicles, CreateReading>) -> Result<Answer<ReadingView>> {
    let body = call.body;
    call.app
        .db
        .write(call.permit, call.once, move |tx| operations::create(tx, body, &mut Door::Asked))
        .await
}

async fn patch(call: Call<RecordOnVehicles, PatchReading>) -> Result<Answer<ReadingView>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    let Call { app, permit, once, body, .. } = call;
    app.db.write(permit, once, move |tx| operations::patch(tx, id, body, if_match)).await
}

async fn delete(call: Call<RecordOnVehicles, Empty>) -> Result<Answer<()>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    call.app.db.write(call.permit, call.once, move |tx| operations::delete(tx, id, if_match)).await
}
