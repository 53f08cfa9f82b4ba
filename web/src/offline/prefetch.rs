//! What a driver's screens ask beside the copy, asked in advance: so that each of them opens in a
//! cellar that nobody has opened it in before.

use furgo_shared::{
    api,
    packages::ListPackages,
    page::LIMIT_MAX,
    routes::{RouteKind, RouteLegs, RouteView, UnfinishedOf},
    sync::EntityKind,
    validate::Empty,
    vehicles::ListVehicles,
};
use yew::platform::spawn_local;

use super::engine;
use crate::{
    api::{self as http, Request},
    cache::{self, Answer},
};

/// Asks for everything. What does not come is asked again with the next snapshot.
pub fn start() {
    ask(requests());
    legs();
}

/// Asks, one after the other, without holding anything up.
fn ask(requests: Vec<Request>) {
    spawn_local(async move {
        for request in requests {
            let asker = cache::asker();
            let Ok(body) = http::send(&request).await else { return };
            cache::put(&request.url, Answer::just_now(body), asker);
        }
    });
}

/// Asks for what it takes to drive between the stops of the routes that are still open, where the phone
/// does not know it: with it, another order is planned where there is no network.
pub fn legs() {
    let open = engine::entities::<RouteView>(EntityKind::Route).into_iter().filter(|route| {
        let is_planned = route.kind == RouteKind::Delivery && route.status.is_open();
        is_planned && !known_legs(route).is_some_and(|legs| legs.cover(route))
    });
    ask(open.map(|route| request_for_legs(&route)).collect());
}

fn known_legs(route: &RouteView) -> Option<RouteLegs> {
    let kept = cache::get(&request_for_legs(route).url)?;
    http::decode(&kept.body).ok()
}

fn request_for_legs(route: &RouteView) -> Request {
    Request::read(&api::ROUTE_LEGS, &[&route.id.to_string()], &Empty {})
}

fn requests() -> Vec<Request> {
    let vehicles = ListVehicles { limit: Some(LIMIT_MAX), ..ListVehicles::default() };
    vec![
        Request::read(&api::UNFINISHED, &[], &UnfinishedOf::default()),
        Request::read(&api::LIST_PACKAGES, &[], &ListPackages::default()),
        Request::read(&api::GARAGE, &[], &ListVehicles::default()),
        Request::read(&api::LIST_VEHICLES, &[], &vehicles),
        Request::read(&api::LIST_SESSIONS, &[], &Empty {}),
    ]
}
