//! Routes and stops over HTTP.

use std::sync::Arc;

use furgo_shared::{
    access::{DriveRoutes, PlanRoutes, ReadFleet, RecordOnVehicles},
    api,
    page::Page,
    problem::ErrorCode,
    routes::{
        AddPackages, ContinueFromPast, CreateRoute, DayRouteView, ListRoutes, MoveStop, MyDay,
        PatchRoute, RecordArrival, ReorderStops, RouteKind, RouteLegs, RouteOfDriver, RouteRowView,
        RouteView, StepRoute, StopView, UnfinishedOf, UnfinishedView,
    },
    validate::Empty,
};

use super::{
    day_plan, listing,
    operations::{
        continuing, creating, drafting, editing, logged,
        onto::{self, Moving},
        reading, steps, stops,
    },
    planning,
};
use crate::{
    error::{Error, Result},
    features::door::Door,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::LIST_ROUTES, list);
    mount.add(api::CREATE_ROUTE, create);
    mount.add(api::MY_ROUTE, mine);
    mount.add(api::ROUTE_OF_DRIVER, of_driver);
    mount.add(api::UNFINISHED, unfinished);
    mount.add(api::CONTINUE_FROM_PAST, continue_from_past);
    mount.add(api::STEP_ROUTE, step);
    mount.add(api::GET_ROUTE, read);
    mount.add(api::PATCH_ROUTE, patch);
    mount.add(api::DELETE_ROUTE, delete);
    day_plan::endpoints::mount(mount);
    mount.add(api::ADD_PACKAGES, add_packages);
    mount.add(api::REMOVE_PACKAGE, remove_package);
    mount.add(api::MOVE_STOP, move_stop);
    mount.add(api::OPTIMIZE_ROUTE, optimize);
    mount.add(api::ROUTE_LEGS, legs);
    mount.add(api::REORDER_STOPS, reorder);
    mount.add(api::RECORD_ARRIVAL, record_arrival);
}

async fn list(call: Call<ReadFleet, ListRoutes>) -> Result<Answer<Page<RouteRowView>>> {
    let is_bounded = listing::is_bounded(&call.body);
    call.read(is_bounded, |tx, query| reading::list(tx, query)).await
}

async fn read(call: Call<ReadFleet, Empty>) -> Result<Answer<RouteView>> {
    let id = call.id("id")?;
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| reading::read(tx, id))?))
}

async fn mine(call: Call<DriveRoutes, MyDay>) -> Result<Answer<DayRouteView>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| reading::mine(tx, &call.body))?))
}

async fn of_driver(call: Call<PlanRoutes, RouteOfDriver>) -> Result<Answer<DayRouteView>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| reading::of_driver(tx, &call.body))?))
}

async fn create(call: Call<RecordOnVehicles, CreateRoute>) -> Result<Answer<RouteView>> {
    let Call { app, permit, once, body, .. } = call;
    if body.kind == RouteKind::Logged {
        return app
            .db
            .write(permit, once, move |tx| logged::create(tx, &body, &mut Door::Asked))
            .await;
    }
    let permit = permit.narrow::<PlanRoutes>()?;
    let person = permit.viewer().user_id().ok_or(Error::Code(ErrorCode::NotSignedIn))?;
    let planned = match app.db.read(&permit, |tx| drafting::draft(tx, &body)) {
        Ok(draft) => {
            let (roads, now) = (Arc::clone(&app.roads), app.clock.now());
            let plan = planning::plan(&app.planning.desk, person, draft.route, roads, now).await;
            plan.map(|plan| (plan, draft.seen))
        }
        Err(refusal) => Err(refusal),
    };
    app.db.write(permit, once, move |tx| creating::create(tx, &body, planned)).await
}

async fn step(call: Call<DriveRoutes, StepRoute>) -> Result<Answer<RouteView>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    let Call { app, permit, once, body, .. } = call;
    app.db.write(permit, once, move |tx| steps::step(tx, id, &body, if_match)).await
}

async fn patch(call: Call<RecordOnVehicles, PatchRoute>) -> Result<Answer<RouteView>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    let Call { app, permit, once, body, .. } = call;
    if app.db.read(&permit, |tx| reading::kind(tx, id))? == RouteKind::Logged {
        return app.db.write(permit, once, move |tx| logged::patch(tx, id, body, if_match)).await;
    }
    let permit = permit.narrow::<PlanRoutes>()?;
    let ways = app.roads.ways();
    app.db.write(permit, once, move |tx| editing::patch(tx, id, body, if_match, &ways)).await
}

async fn delete(call: Call<RecordOnVehicles, Empty>) -> Result<Answer<()>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    let Call { app, permit, once, .. } = call;
    // One that is not there is nobody's to delete; only a repeated request knows what it was.
    if app
        .db
        .read(&permit, |tx| reading::kind(tx, id))
        .is_ok_and(|kind| kind == RouteKind::Delivery)
    {
        let permit = permit.narrow::<PlanRoutes>()?;
        return app.db.write(permit, once, move |tx| editing::delete(tx, id, if_match)).await;
    }
    app.db.write(permit, once, move |tx| logged::delete(tx, id, if_match)).await
}

async fn optimize(call: Call<PlanRoutes, Empty>) -> Result<Answer<RouteView>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    let Call { app, permit, once, .. } = call;
    let person = permit.viewer().user_id().ok_or(Error::Code(ErrorCode::NotSignedIn))?;
    let planned = match app.db.read(&permit, |tx| editing::require_open(tx, id, if_match)) {
        Ok(route) => {
            let (roads, now) = (Arc::clone(&app.roads), app.clock.now());
            planning::plan(&app.planning.desk, person, route, roads, now).await
        }
        Err(refusal) => Err(refusal),
    };
    app.db.write(permit, once, move |tx| editing::optimize(tx, planned)).await
}

async fn legs(call: Call<DriveRoutes, Empty>) -> Result<Answer<RouteLegs>> {
    let id = call.id("id")?;
    let Call { app, permit, .. } = call;
    let person = permit.viewer().user_id().ok_or(Error::Code(ErrorCode::NotSignedIn))?;
    let route = app.db.read(&permit, |tx| reading::open_delivery(tx, id))?;
    let roads = Arc::clone(&app.roads);
    Ok(Answer::read(&planning::legs(&app.planning.desk, person, route, roads).await?))
}

async fn reorder(call: Call<DriveRoutes, ReorderStops>) -> Result<Answer<RouteView>> {
    let if_match = call.if_match;
    let Call { app, permit, once, body, .. } = call;
    let ways = app.roads.ways();
    app.db
        .write(permit, once, move |tx| stops::reorder(tx, &body, if_match, &ways, &Door::Asked))
        .await
}

async fn record_arrival(call: Call<DriveRoutes, RecordArrival>) -> Result<Answer<StopView>> {
    let body = call.body;
    call.app.db.write(call.permit, call.once, move |tx| stops::record_arrival(tx, &body)).await
}

async fn add_packages(call: Call<PlanRoutes, AddPackages>) -> Result<Answer<RouteView>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    let Call { app, permit, once, body, .. } = call;
    let person = permit.viewer().user_id().ok_or(Error::Code(ErrorCode::NotSignedIn))?;
    let placed = match app.db.read(&permit, |tx| onto::draft_adding(tx, id, &body, if_match)) {
        Ok(joining) => {
            let (roads, now) = (Arc::clone(&app.roads), app.clock.now());
            planning::place(&app.planning.desk, person, joining, roads, now).await
        }
        Err(refusal) => Err(refusal),
    };
    app.db.write(permit, once, move |tx| onto::add(tx, id, &body, placed)).await
}

async fn remove_package(call: Call<PlanRoutes, Empty>) -> Result<Answer<RouteView>> {
    let (ids, if_match) = ((call.id("id")?, call.id("package_id")?), call.if_match);
    let Call { app, permit, once, .. } = call;
    let ways = app.roads.ways();
    app.db.write(permit, once, move |tx| onto::remove(tx, ids, if_match, &ways)).await
}

async fn move_stop(call: Call<PlanRoutes, MoveStop>) -> Result<Answer<RouteView>> {
    let if_match = call.if_match;
    let Call { app, permit, once, body, .. } = call;
    let person = permit.viewer().user_id().ok_or(Error::Code(ErrorCode::NotSignedIn))?;
    let placed = match app.db.read(&permit, |tx| onto::draft_moving(tx, &body, if_match)) {
        Ok(Moving { from, joining }) => {
            let (roads, now) = (Arc::clone(&app.roads), app.clock.now());
            let placed = planning::place(&app.planning.desk, person, joining, roads, now).await;
            placed.map(|(placed, seen)| (from, placed, seen))
        }
        Err(refusal) => Err(refusal),
    };
    let ways = app.roads.ways();
    app.db.write(permit, once, move |tx| onto::move_stop(tx, &body, placed, &ways)).await
}

async fn unfinished(call: Call<DriveRoutes, UnfinishedOf>) -> Result<Answer<UnfinishedView>> {
    let body = &call.body;
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| continuing::unfinished(tx, body))?))
}

async fn continue_from_past(
    call: Call<DriveRoutes, ContinueFromPast>,
) -> Result<Answer<RouteView>> {
    let Call { app, permit, once, body, .. } = call;
    let person = permit.viewer().user_id().ok_or(Error::Code(ErrorCode::NotSignedIn))?;
    let (roads, now) = (Arc::clone(&app.roads), app.clock.now());
    let planned = match app.db.read(&permit, |tx| continuing::draft(tx, &body)) {
        Ok(draft) => continuing::plan(&app.planning.desk, person, draft, roads, now).await,
        Err(refusal) => Err(refusal),
    };
    let ways = app.roads.ways();
    app.db.write(permit, once, move |tx| continuing::write(tx, &body, planned, &ways)).await
}
