//! Packages over HTTP.

use furgo_shared::{
    access::{EditPackages, ReadLog, ReadPackages, StepPackages as MayStep},
    api,
    logs::LogEntryView,
    packages::{
        CreatePackage, DaySummaryView, ListPackages, OnDay, PackageCountsView, PackageView,
        PatchPackage, PatchPackages, StepPackages,
    },
    page::{Items, Page},
    validate::Empty,
};

use super::operations::{editing, reading, steps};
use crate::{
    error::Result,
    features::door::Door,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::LIST_PACKAGES, list);
    mount.add(api::CREATE_PACKAGE, create);
    mount.add(api::COUNT_PACKAGES, counts);
    mount.add(api::PATCH_PACKAGES, patch_many);
    mount.add(api::MY_PACKAGES, mine);
    mount.add(api::DAY_SUMMARY, summary);
    mount.add(api::STEP_PACKAGES, step);
    mount.add(api::STEP_PACKAGE, step_one);
    mount.add(api::GET_PACKAGE, read);
    mount.add(api::PATCH_PACKAGE, patch);
    mount.add(api::DELETE_PACKAGE, delete);
    mount.add(api::PACKAGE_LOG, log);
    mount.add(api::RENEW_TRACKING_LINK, renew_link);
}

async fn list(call: Call<ReadPackages, ListPackages>) -> Result<Answer<Page<PackageView>>> {
    let is_bounded =
        call.app.db.read(&call.permit, |tx| reading::is_list_bounded(tx, &call.body))?;
    call.read(is_bounded, |tx, query| reading::list(tx, query)).await
}

async fn counts(call: Call<ReadPackages, ListPackages>) -> Result<Answer<PackageCountsView>> {
    let is_bounded =
        call.app.db.read(&call.permit, |tx| reading::are_counts_bounded(tx, &call.body))?;
    call.read(is_bounded, |tx, query| reading::counts(tx, query)).await
}

async fn read(call: Call<ReadPackages, Empty>) -> Result<Answer<PackageView>> {
    let id = call.id("id")?;
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| reading::read(tx, id))?))
}

async fn mine(call: Call<ReadPackages, Empty>) -> Result<Answer<Items<PackageView>>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| reading::mine(tx))?))
}

async fn summary(call: Call<ReadPackages, OnDay>) -> Result<Answer<DaySummaryView>> {
    // The office has counts; a driver's packages are looked at one by one.
    let is_bounded = call.permit.viewer().is_office();
    call.read(is_bounded, |tx, query| reading::summary(tx, query.date)).await
}

async fn log(call: Call<ReadLog, Empty>) -> Result<Answer<Items<LogEntryView>>> {
    let id = call.id("id")?;
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| reading::log(tx, id))?))
}

async fn create(call: Call<EditPackages, CreatePackage>) -> Result<Answer<PackageView>> {
    let body = call.body;
    call.app.db.write(call.permit, call.once, move |tx| editing::create(tx, body)).await
}

async fn patch(call: Call<EditPackages, PatchPackage>) -> Result<Answer<PackageView>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    let Call { app, permit, once, body, .. } = call;
    let ways = app.roads.ways();
    app.db.write(permit, once, move |tx| editing::patch(tx, id, body, if_match, &ways)).await
}

async fn patch_many(call: Call<EditPackages, PatchPackages>) -> Result<Answer<Items<PackageView>>> {
    let Call { app, permit, once, body, .. } = call;
    let ways = app.roads.ways();
    app.db.write(permit, once, move |tx| editing::patch_many(tx, body, &ways)).await
}

async fn renew_link(call: Call<EditPackages, Empty>) -> Result<Answer<PackageView>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    call.app.db.write(call.permit, call.once, move |tx| editing::renew_link(tx, id, if_match)).await
}

async fn delete(call: Call<EditPackages, Empty>) -> Result<Answer<()>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    call.app.db.write(call.permit, call.once, move |tx| editing::delete(tx, id, if_match)).await
}

async fn step(call: Call<MayStep, StepPackages>) -> Result<Answer<Items<PackageView>>> {
    let Call { app, permit, once, body, .. } = call;
    let ways = app.roads.ways();
    app.db.write(permit, once, move |tx| steps::step(tx, body, &ways, &mut Door::Asked)).await
}

async fn step_one(call: Call<MayStep, StepPackages>) -> Result<Answer<PackageView>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    let Call { app, permit, once, body, .. } = call;
    let ways = app.roads.ways();
    app.db.write(permit, once, move |tx| steps::step_one(tx, id, body, if_match, &ways)).await
}
