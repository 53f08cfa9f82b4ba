//! What every sketch of routes stands on: a grid with its scale, the depot, lines in driving order.

use yew::prelude::*;

use super::sketch_geometry::{Plane, Size, Spot, grid};
use crate::{format, i18n::text};

/// The drawing with its grid and scale, and on it what is to be seen.
pub fn ground(plane: &Plane, label: AttrValue, content: Html) -> Html {
    let (Size { width, height }, (step_km, step)) = (plane.size(), plane.step());
    html! {
        <svg class="sketch" viewBox={format!("0 0 {width} {height}")} role="img" aria-label={label}>
            <g class="sketch__grid">
                { for grid(width, step).into_iter().map(|x| html! { <line x1={format!("{x:.1}")} y1="0" x2={format!("{x:.1}")} y2={height.to_string()} /> }) }
                { for grid(height, step).into_iter().map(|y| html! { <line x1="0" y1={format!("{y:.1}")} x2={width.to_string()} y2={format!("{y:.1}")} /> }) }
            </g>
            { content }
            <g class="sketch__scale" transform={format!("translate(12 {:.0})", height - 14.0)}>
                <line x1="0" y1="0" x2={format!("{step:.1}")} y2="0" />
                <text x={format!("{:.1}", step + 8.0)} y="4">{ format::km_short(step_km) }</text>
            </g>
        </svg>
    }
}

/// Where routes begin.
pub fn depot_mark(spot: Spot) -> Html {
    html! {
        <rect class="sketch__depot" x={format!("{:.1}", spot.x - 9.0)} y={format!("{:.1}", spot.y - 9.0)} width="18" height="18" rx="3"><title>{ text("sketch-depot") }</title></rect>
    }
}

/// The `points` of a line from spot to spot.
pub fn line_through(spots: impl Iterator<Item = Spot>) -> String {
    spots.map(|spot| format!("{:.1},{:.1}", spot.x, spot.y)).collect::<Vec<_>>().join(" ")
}
