//! All routes of a plan in one drawing: each with a colour, a kind of line, a shape and a letter, so
//! that no eye has to tell them apart by colour alone. One that is picked stands out, with the
//! numbers of its stops.

use std::rc::Rc;

use furgo_shared::{
    geo::Point,
    measures::Units,
    routes::{DayPlanView, PlannedRouteView, PlannedStopView},
};
use yew::prelude::*;

use crate::{
    features::routes::{Plane, Size, Spot, depot_mark, ground, line_through},
    i18n::{distance_or_unknown, text, text_with},
    session::use_measures,
    ui::{Card, mark},
};

/// More colours than these could not be told apart.
const COLOURS: usize = 8;
/// Up to so many stops of a route each have their number.
const NUMBERED_MAX: usize = 25;
const SIZE: Size = Size { width: 520.0, height: 400.0 };

/// The letter of the n-th route: A to Z, then A1 and so on.
pub fn letter(index: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or_default());
    match index / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{round}"),
    }
}

/// The class that carries the colour and the line of the n-th route.
pub fn ink(index: usize) -> String {
    format!("sketch__route--{}", index % COLOURS + 1)
}

/// The sign of a route beside its name.
pub fn badge(index: usize) -> Html {
    html! { <span class={classes!("route-badge", ink(index))} aria-hidden="true">{ letter(index) }</span> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PlanSketchProps {
    pub plan: Rc<DayPlanView>,
    pub returns: bool,
    /// The route that stands out.
    pub picked: Option<usize>,
    pub onpick: Callback<Option<usize>>,
}

/// See the module.
#[component]
pub fn PlanSketch(props: &PlanSketchProps) -> Html {
    let (plan, units) = (&props.plan, use_measures().units);
    let stops = || plan.routes.iter().flat_map(|route| &route.stops);
    let points: Vec<Point> =
        std::iter::once(plan.depot.point()).chain(stops().filter_map(place)).collect();
    let missing = stops().filter(|stop| !stop.is_located).count();
    let drawing = Plane::around(&points, SIZE).filter(|_| points.len() > 1).map_or_else(
        || html! { <p class="muted">{ text("sketch-nothing") }</p> },
        |plane| drawing(props, &plane, units),
    );
    html! {
        <Card title={text("sketch-title")}>
            <div key="drawing">{ drawing }</div>
            { for (missing > 0).then(|| html! { <p class="muted small" key="missing">{ text_with("sketch-missing", [("count", missing.into())]) }</p> }) }
            { legend(props) }
        </Card>
    }
}

fn place(stop: &PlannedStopView) -> Option<Point> {
    stop.is_located.then_some(Point { latitude: stop.latitude, longitude: stop.longitude })
}

fn drawing(props: &PlanSketchProps, plane: &Plane, units: Units) -> Html {
    let plan = &props.plan;
    let count: usize = plan.routes.iter().map(|route| route.stops.len()).sum();
    let label = text_with(
        "plan-day-sketch-label",
        [
            ("routes", plan.routes.len().into()),
            ("count", count.into()),
            ("distance", distance_or_unknown(plan.distance_km, units).into()),
        ],
    );
    let depot = plane.spot(plan.depot.point());
    // What is picked lies on top of everything.
    let mut order: Vec<usize> = (0..plan.routes.len()).collect();
    order.sort_by_key(|index| props.picked == Some(*index));
    let routes = order.into_iter().map(|index| {
        let spots: Vec<(usize, Spot)> = plan.routes[index]
            .stops
            .iter()
            .enumerate()
            .filter_map(|(at, stop)| Some((at + 1, plane.spot(place(stop)?))))
            .collect();
        route_marks(props, index, depot, &spots)
    });
    let content = html! { <><g>{ for routes }</g>{ depot_mark(depot) }</> };
    ground(plane, label, content)
}

fn route_marks(
    props: &PlanSketchProps,
    index: usize,
    depot: Spot,
    spots: &[(usize, Spot)],
) -> Html {
    let is_picked = props.picked == Some(index);
    let faded = (props.picked.is_some() && !is_picked).then_some("sketch__route--faded");
    let home = props.returns.then_some(depot);
    let line = std::iter::once(depot).chain(spots.iter().map(|(_, spot)| *spot)).chain(home);
    let last = spots.last().map_or(0, |(number, _)| *number);
    let (numbers, plain): (Vec<_>, Vec<_>) =
        spots.iter().rev().partition(|(number, _)| is_picked && is_numbered(*number, last));
    let plain = plain.into_iter().map(|(_, spot)| {
        html! { <path class="sketch__mark" d={mark(index, spot.x, spot.y, 5.5)} /> }
    });
    let numbers = numbers.into_iter().map(|(number, spot)| round(&number.to_string(), spot));
    // The letter stands in the midst of the route, where its stops are densest.
    let middle = spots.get(spots.len() / 2).filter(|_| !is_picked);
    html! {
        <g key={index} class={classes!("sketch__route", ink(index), faded)}>
            <title>{ &props.plan.routes[index].driver_name }</title>
            <polyline class="sketch__line" points={line_through(line)} />
            { for plain }
            { for numbers }
            { for middle.map(|(_, spot)| round(&letter(index), *spot)) }
        </g>
    }
}

/// Of many stops only some have numbers: the others would cover them.
fn is_numbered(number: usize, last: usize) -> bool {
    last <= NUMBERED_MAX || number == 1 || number == last || number.is_multiple_of(5)
}

fn round(text: &str, spot: Spot) -> Html {
    html! {
        <g class="sketch__stop" transform={format!("translate({:.1} {:.1})", spot.x, spot.y)}>
            <circle r="11" /><text y="4" text-anchor="middle">{ text }</text>
        </g>
    }
}

/// Names and signs; a press picks a route, another one lets it go.
fn legend(props: &PlanSketchProps) -> Html {
    let entry = |(index, route): (usize, &PlannedRouteView)| {
        let is_picked = props.picked == Some(index);
        let onclick = props.onpick.reform(move |_: MouseEvent| (!is_picked).then_some(index));
        html! {
            <li key={index}>
                <button type="button" class="legend__entry" aria-pressed={if is_picked { "true" } else { "false" }} {onclick}>
                    { badge(index) }<span class="clamp">{ &route.driver_name }</span>
                </button>
            </li>
        }
    };
    html! { <ul key="legend" class="legend" aria-label={text("plan-day-legend")}>{ for props.plan.routes.iter().enumerate().map(entry) }</ul> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_of_the_largest_plan_has_its_own_letter() {
        let count = furgo_shared::routes::PLAN_DRIVERS_MAX;
        let letters: std::collections::BTreeSet<String> = (0..count).map(letter).collect();
        assert_eq!(letters.len(), count);
        assert_eq!((letter(0), letter(26)), ("A".to_owned(), "A1".to_owned()));
    }

    #[test]
    fn neighbours_in_colour_differ_in_shape() {
        let shape = |index| mark(index, 0.0, 0.0, 5.0);
        for index in 0..COLOURS {
            assert_ne!(shape(index), shape(index + 1));
        }
    }
}
