//! A drawing of the route: depot, stops by number, lines in driving order.
//! The list beside it says the same in words.

use std::rc::Rc;

use furgo_shared::{
    geo::{Depot, Point},
    measures::Units,
    packages::PackageStatus,
    routes::{RouteView, StopView},
};
use yew::prelude::*;

use super::{
    sketch_geometry::{Plane, SIZE, Spot},
    sketch_ground::{depot_mark, ground, line_through},
};
use crate::{
    i18n::{distance_or_unknown, text, text_with},
    session::use_measures,
    ui::Card,
};

/// With more stops the numbers would cover each other: then there are dots.
const NUMBERED_MAX: usize = 60;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RouteSketchProps {
    pub route: Rc<RouteView>,
}

/// See the module. Stops whose place is unknown or hidden are left out, and that is said.
#[component]
pub fn RouteSketch(props: &RouteSketchProps) -> Html {
    let (route, units) = (&props.route, use_measures().units);
    let placed: Vec<(usize, &StopView, Point)> = route
        .stops
        .iter()
        .enumerate()
        .filter_map(|(index, stop)| Some((index + 1, stop, place(stop)?)))
        .collect();
    let missing = route.stops.len() - placed.len();
    // A logged route has neither a depot nor stops.
    let depot = route.depot.as_ref().map(Depot::point);
    let points: Vec<Point> =
        depot.into_iter().chain(placed.iter().map(|(_, _, point)| *point)).collect();
    let drawing = Plane::around(&points, SIZE).filter(|_| !placed.is_empty()).map_or_else(
        || html! { <p class="muted">{ text("sketch-nothing") }</p> },
        |plane| drawing(route, depot, &plane, &placed, units),
    );
    html! {
        <Card title={text("sketch-title")}>
            <div key="drawing">{ drawing }</div>
            { for (missing > 0 && !placed.is_empty()).then(|| html! { <p class="muted small" key="missing">{ text_with("sketch-missing", [("count", missing.into())]) }</p> }) }
        </Card>
    }
}

fn place(stop: &StopView) -> Option<Point> {
    let address = stop.package.address.as_ref()?;
    Some(Point { latitude: address.latitude?, longitude: address.longitude? })
}

fn drawing(
    route: &RouteView,
    depot: Option<Point>,
    plane: &Plane,
    placed: &[(usize, &StopView, Point)],
    units: Units,
) -> Html {
    let depot = depot.map(|depot| plane.spot(depot));
    let spots: Vec<Spot> = placed.iter().map(|(_, _, point)| plane.spot(*point)).collect();
    let home = depot.filter(|_| route.return_to_depot);
    let line = line_through(depot.into_iter().chain(spots.iter().copied()).chain(home));
    let label = text_with(
        "sketch-label",
        [
            ("count", route.stops.len().into()),
            ("distance", distance_or_unknown(route.planned.distance_km, units).into()),
        ],
    );
    let numbered = placed.len() <= NUMBERED_MAX;
    // Later stops first, so that the next ones lie on top.
    let stops = placed
        .iter()
        .zip(&spots)
        .rev()
        .map(|((number, stop, _), spot)| stop_mark(*number, stop, *spot, numbered));
    let content = html! {
        <>
            <polyline class="sketch__line" points={line} />
            { for depot.map(depot_mark) }
            <g>{ for stops }</g>
        </>
    };
    ground(plane, label, content)
}

fn stop_mark(number: usize, stop: &StopView, spot: Spot, numbered: bool) -> Html {
    let state = match stop.package.status {
        PackageStatus::Pending | PackageStatus::Assigned | PackageStatus::InTransit => None,
        PackageStatus::Delivered => Some("sketch__stop--good"),
        PackageStatus::Undelivered => Some("sketch__stop--warn"),
        PackageStatus::Failed => Some("sketch__stop--bad"),
    };
    let radius = if numbered { "11" } else { "5" };
    let name = stop
        .package
        .address
        .as_ref()
        .map_or_else(|| stop.package.city.clone(), |address| address.street.clone());
    html! {
        <g class={classes!("sketch__stop", state)} transform={format!("translate({:.1} {:.1})", spot.x, spot.y)} key={stop.id.to_string()}>
            <title>{ format!("{number} · {name}") }</title>
            <circle r={radius} />
            { for numbered.then(|| html! { <text y="4" text-anchor="middle">{ number }</text> }) }
        </g>
    }
}
