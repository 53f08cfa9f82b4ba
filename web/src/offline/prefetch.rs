//! What a driver's screens ask beside the copy, asked in advance: so that each of them opens in a
//! cellar that nobody has opened it in before.

use furgo_shared::{
    api, packages::ListPackages, page::LIMIT_MAX, routes::UnfinishedOf, validate::Empty,
    vehicles::ListVehicles,
};
use yew::platform::spawn_local;

use crate::{
    api::{self as http, Request},
    cache::{self, Answer},
};

/// Asks, one after the other, without holding anything up. What does not come is asked again with the
/// next snapshot.
pub fn start() {
    spawn_local(async {
        for request in requests() {
            let asker = cache::asker();
            let Ok(body) = http::send(&request).await else { return };
            cache::put(&request.url, Answer::just_now(body), asker);
        }
    });
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
