//! What it takes to drive between the places of a route, for a phone that plans on its own. Pure.

use furgo_planner::UNREACHABLE;
use furgo_shared::{
    geo::Point,
    routes::{RouteLegs, StopAt},
};

use crate::{
    features::routes::RouteRecord,
    roads::{Travel, Ways},
};

/// By the roads, or by straight lines, as the server plans this route.
pub fn legs(route: &RouteRecord, ways: &Ways) -> RouteLegs {
    let depot = route.depot_point();
    let points = route.stops.iter().map(|stop| stop.point);
    let places: Vec<Point> = std::iter::once(depot).chain(points).collect();
    let Travel { matrix, basis, .. } = ways.between(&places);
    let stops = route
        .stops
        .iter()
        .map(|stop| StopAt { stop_id: stop.id, position: stop.is_located.then_some(stop.point) });
    let known = |value: u32| Some(value).filter(|value| *value != UNREACHABLE);
    RouteLegs {
        route_id: route.id,
        basis,
        depot,
        stops: stops.collect(),
        durations_s: matrix.durations_s.into_iter().map(known).collect(),
        distances_m: matrix.distances_m.into_iter().map(known).collect(),
    }
}
