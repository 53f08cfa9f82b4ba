//! Days planned by the imported roads, and what is done where they do not lead.

use furgo_roads::{Roads, Rules, VehicleKind, import, network::Edge, network_of};
use furgo_shared::{
    api,
    geo::Depot,
    packages::PackageView,
    routes::{BasisReason, DayPlanView, PlanBasis, PlanDay, UnplannedReason},
};

use crate::{
    day::{DEPOT as IN_BILBAO, package, today},
    day_plan::{commit, driver, plan, reasons},
    roads::{AT_SEA, DEPOT, Degrees, EAST, NORTH, ON_THE_QUAY, SOUTH, Town, extract, legs, metres},
};

/// In Tallinn, across the gulf.
const ELSEWHERE: Degrees = (59.4370, 24.7536);

fn day(town: &Town, from: Degrees, packages: &[PackageView]) -> PlanDay {
    let (latitude, longitude) = from;
    let depot = Some(Depot { latitude, longitude, address: None });
    PlanDay { depot, ..plan(today(&town.app), vec![driver(town.ana.id())], packages) }
}

async fn shown(town: &Town, request: &PlanDay) -> DayPlanView {
    town.office.ok(&api::PLAN_DAY, [], request).await
}

fn basis(view: &DayPlanView) -> (PlanBasis, Option<BasisReason>) {
    (view.basis, view.basis_reason)
}

const ESTIMATE: (PlanBasis, Option<BasisReason>) =
    (PlanBasis::StraightLine, Some(BasisReason::RoadsElsewhere));

#[actix_web::test]
async fn a_day_takes_as_long_as_its_roads_and_is_written_so() {
    let town = Town::with_roads().await;
    let places = [SOUTH, EAST, NORTH];
    let packages = town.packages(&places).await;
    let request = day(&town, DEPOT, &packages);
    let view = shown(&town, &request).await;
    assert_eq!(basis(&view), (PlanBasis::Roads, None));
    let route = &view.routes[0];
    let order = route.stops.iter().map(|stop| (stop.latitude, stop.longitude));
    let round: Vec<Degrees> = [DEPOT].into_iter().chain(order).chain([DEPOT]).collect();
    assert_eq!(route.distance_km, metres(&legs(&round)));
    let there = route.stops[0].estimated_arrival.unwrap() - route.depart_at;
    assert_eq!(there.num_seconds(), i64::from(legs(&round)[0].0));
    let written = shown(&town, &commit(&request, &view)).await;
    let id = written.routes[0].route_id.unwrap().to_string();
    let route = town.office.ok(&api::GET_ROUTE, [&id], &furgo_shared::validate::Empty {}).await;
    assert_eq!((route.planned.basis, route.planned.basis_reason), (PlanBasis::Roads, None));
}

#[actix_web::test]
async fn a_stop_that_no_road_leads_to_is_left_out_and_the_others_go_by_road() {
    let town = Town::with_roads().await;
    let packages = town.packages(&[SOUTH, AT_SEA, EAST, ELSEWHERE]).await;
    let view = shown(&town, &day(&town, DEPOT, &packages)).await;
    assert_eq!(basis(&view), (PlanBasis::Roads, None));
    let unreachable = Some(UnplannedReason::Unreachable);
    assert_eq!(reasons(&view, &packages), [None, unreachable, None, unreachable]);
}

#[actix_web::test]
async fn roads_of_another_region_are_not_used_and_it_is_said() {
    let town = Town::with_roads().await;
    let bilbao: Vec<Degrees> = (0..3)
        .map(|number| {
            let address = package("Ane", number).address;
            (address.latitude.unwrap(), address.longitude.unwrap())
        })
        .collect();
    let packages = town.packages(&bilbao).await;
    let view = shown(&town, &day(&town, IN_BILBAO, &packages)).await;
    assert_eq!((basis(&view), view.unplanned.len()), (ESTIMATE, 0));
    // Neither where only the depot is at a road, nor where it alone is at none.
    let view = shown(&town, &day(&town, DEPOT, &packages)).await;
    assert_eq!(basis(&view), ESTIMATE);
    assert!(view.unplanned.iter().all(|left| left.reason == UnplannedReason::TooFar));
    let packages = town.packages(&[SOUTH, EAST]).await;
    let view = shown(&town, &day(&town, AT_SEA, &packages)).await;
    assert_eq!((basis(&view), view.unplanned.len()), (ESTIMATE, 0));
}

#[actix_web::test]
async fn a_stop_of_a_day_says_how_far_it_is_from_the_road() {
    let town = Town::with_roads().await;
    let packages = town.packages(&[EAST, ON_THE_QUAY]).await;
    let request = day(&town, DEPOT, &packages);
    let view = shown(&town, &request).await;
    let far = |view: &DayPlanView| {
        let mut stops: Vec<_> = view.routes[0].stops.iter().collect();
        stops.sort_by_key(|stop| stop.package_id != packages[0].id);
        [stops[0].from_road_m.is_some(), stops[1].from_road_m.is_some_and(|far| far > 100)]
    };
    assert_eq!(far(&view), [false, true]);
    assert_eq!(far(&shown(&town, &commit(&request, &view)).await), [false, true]);
}

/// A place in a pedestrian street that vans may enter until then, and the roads.
fn pedestrian(until_min: u16) -> (Degrees, Roads) {
    let rules = Rules { kind: VehicleKind::Van, pedestrian_until: Some(until_min) };
    let roads = import(&extract(), rules, &mut |_| {}).unwrap().0;
    let network = network_of(&extract(), rules).unwrap();
    let starts = network.edges.iter().filter(|edge| edge.is(Edge::PEDESTRIAN));
    let middles = starts.map(|edge| {
        let first = edge.first_point as usize;
        network.points[first].towards(network.points[first + 1], 0.5)
    });
    let mut places = middles.filter(|place| {
        roads.snap(*place).is_ok_and(|found| roads.open_until(&found) == Some(until_min))
    });
    let place = places.next().unwrap();
    ((place.lat(), place.lon()), roads)
}

#[actix_web::test]
async fn pedestrian_streets_are_delivered_to_while_they_are_open() {
    for (until_min, is_open) in [(12 * 60, true), (4 * 60, false)] {
        let (place, roads) = pedestrian(until_min);
        let town = Town::without_roads().await;
        roads.save(town.folder.path()).unwrap();
        let packages = town.packages(&[SOUTH, place]).await;
        let view = shown(&town, &day(&town, DEPOT, &packages)).await;
        assert_eq!(view.basis, PlanBasis::Roads);
        let expected = (!is_open).then_some(UnplannedReason::TooFar);
        assert_eq!(reasons(&view, &packages), [None, expected], "{until_min}");
    }
}

#[actix_web::test]
async fn without_roads_a_day_is_an_estimate() {
    let town = Town::without_roads().await;
    let packages = town.packages(&[SOUTH, AT_SEA]).await;
    let view = shown(&town, &day(&town, DEPOT, &packages)).await;
    let no_roads = (PlanBasis::StraightLine, Some(BasisReason::NoRoads));
    assert_eq!((basis(&view), view.unplanned.len()), (no_roads, 0));
}
