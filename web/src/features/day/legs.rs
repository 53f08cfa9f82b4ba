//! What it takes to drive between the stops of a route, as the phone keeps it.

use std::rc::Rc;

use furgo_shared::{
    api,
    routes::{RouteLegs, RouteView},
    validate::Empty,
};
use yew::prelude::*;

use crate::{
    api::{self as http, Request},
    cache,
};

/// Read again when the route has changed. Nobody is asked here: the phone fetches them with the route.
#[hook]
pub fn use_legs(route: Option<&RouteView>) -> Option<Rc<RouteLegs>> {
    let known = route.map(|route| (route.id, route.version));
    let legs = use_memo(known, |known| {
        let (id, _) = (*known)?;
        let request = Request::read(&api::ROUTE_LEGS, &[&id.to_string()], &Empty {});
        let answer = cache::get(&request.url)?;
        http::decode::<RouteLegs>(&answer.body).ok().map(Rc::new)
    });
    (*legs).clone()
}
