//! A driver puts what is left into another order: online, and from a phone that did not know what the
//! office had changed meanwhile (rule C20 of `docs/offline.md`).

use furgo_shared::{
    api,
    effects::preview_order,
    field::FieldCommand,
    id::StopId,
    packages::PackageStatus,
    problem::ErrorCode,
    routes::{AddPackages, ReorderStops, RouteStatus, RouteView},
    sync::Ending,
};

use crate::{
    day::{given_packages, ids, step_route},
    facts::{World, taken_with},
};

fn stops_of(route: &RouteView) -> Vec<StopId> {
    route.stops.iter().map(|stop| stop.id).collect()
}

fn order(route: &RouteView, places: &[usize]) -> ReorderStops {
    let stop_ids = places.iter().map(|place| route.stops[*place].id).collect();
    ReorderStops { route_id: route.id, stop_ids }
}

#[actix_web::test]
async fn a_driver_orders_their_own_stops_and_nobody_elses() {
    let world = World::new().await;
    let anas = world.started(&world.ana, 3).await;
    let turned = world.ana.ok(&api::REORDER_STOPS, [], &order(&anas, &[2, 0, 1])).await;
    let wanted = [2, 0, 1].map(|place| anas.stops[place].id);
    assert_eq!(stops_of(&turned), wanted);
    assert!(turned.stops.is_sorted_by_key(|stop| stop.estimated_arrival), "{turned:?}");
    // Whoever asks has read the route: all that is left is named.
    let some = world.ana.refused(400, &api::REORDER_STOPS, [], &order(&anas, &[1, 0])).await;
    assert_eq!(some.code, ErrorCode::Validation);
    let bens = order(&anas, &[0, 1, 2]);
    world.ben.refused_as(ErrorCode::NotFound, &api::REORDER_STOPS, [], &bens).await;
    assert_eq!(stops_of(&world.route(anas.id).await), wanted);
}

#[actix_web::test]
async fn c20_stops_that_the_phone_did_not_know_stay_with_their_neighbours() {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 4).await;
    // Meanwhile the first is done, the third is taken off, and one comes behind the second.
    taken_with(&world.tells(&[anas.stops[0].package_id], PackageStatus::Delivered, 30).await, &[]);
    world.takes_off(&anas, anas.stops[2].package_id).await;
    let urgent = given_packages(&world.office, 1).await;
    let adding = AddPackages { position: Some(3), ..AddPackages::best(ids(&urgent)) };
    let id = anas.id.to_string();
    let added = world.office.ok(&api::ADD_PACKAGES, [&id], &adding).await;
    let new = added.stops.iter().find(|stop| stop.package_id == urgent[0].id).unwrap().id;
    let [first, second, _, fourth] = [0, 1, 2, 3].map(|place| anas.stops[place].id);
    assert_eq!(stops_of(&added), [first, second, new, fourth]);

    let told = order(&anas, &[3, 2, 1, 0]);
    let mut shown = world.route(anas.id).await;
    preview_order(&mut shown, &told, None, world.app.now());
    taken_with(&world.pushes(FieldCommand::ReorderStops(told), 10).await, &[]);
    let after = world.route(anas.id).await;
    assert_eq!(stops_of(&after), [first, fourth, second, new]);
    assert_eq!(stops_of(&shown), stops_of(&after), "the phone shows what the server makes of it");
    assert_eq!(world.open().await, []);
}

#[actix_web::test]
async fn an_order_of_what_is_no_longer_theirs_says_so_and_the_day_goes_on() {
    let mut world = World::new().await;
    let anas = world.planned(&world.ana, 2).await;
    step_route(&world.office, &anas, RouteStatus::Cancelled).await;
    let told = FieldCommand::ReorderStops(order(&anas, &[1, 0]));
    let result = world.pushes(told, 10).await;
    let code = result.problem.map(|problem| problem.code);
    assert_eq!((result.outcome, code), (Ending::Rejected, Some(ErrorCode::RouteClosed)));
    let bens = world.planned(&world.ben, 2).await;
    let told = FieldCommand::ReorderStops(order(&bens, &[1, 0]));
    let result = world.pushes(told, 10).await;
    let code = result.problem.map(|problem| problem.code);
    assert_eq!((result.outcome, code), (Ending::Rejected, Some(ErrorCode::NotFound)));
    assert_eq!(stops_of(&world.route(bens.id).await), stops_of(&bens));
}
