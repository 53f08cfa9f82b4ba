//! The course of some values at a glance, for tiles. The figure beside it says what matters.

use yew::prelude::*;

use super::{draw::px, marks, scale::Scale};

const WIDTH: f64 = 96.0;
const HEIGHT: f64 = 28.0;

/// A line without axes, silent for screen readers; nothing for fewer than two known values.
pub fn sparkline(values: &[Option<f64>]) -> Html {
    let points = points(values);
    if points.iter().flatten().count() < 2 {
        return Html::default();
    }
    let last = points.iter().rev().flatten().next().copied();
    html! {
        <svg class="sparkline" width={px(WIDTH)} height={px(HEIGHT)} viewBox={format!("0 0 {WIDTH} {HEIGHT}")} aria-hidden="true" focusable="false">
            <path class="sparkline__line" d={marks::path(&points)} />
            { for last.map(|(x, y)| html! { <path class="sparkline__end" d={marks::mark(0, x, y, 2.5)} /> }) }
        </svg>
    }
}

fn points(values: &[Option<f64>]) -> Vec<Option<(f64, f64)>> {
    let known = || values.iter().flatten().copied().filter(|value| value.is_finite());
    let scale = Scale::around(known(), 4, false);
    let (low, high) = known()
        .map(|value| scale.share(value))
        .fold((1.0, 0.0), |(low, high): (f64, f64), share| (low.min(share), high.max(share)));
    let gaps = f64::from(u32::try_from(values.len().saturating_sub(1).max(1)).unwrap_or(u32::MAX));
    let y = |value: f64| {
        // The line fills the height: a tile has no axis that a share could be read from.
        let share = if high > low { (scale.share(value) - low) / (high - low) } else { 0.5 };
        HEIGHT - 4.0 - share * (HEIGHT - 8.0)
    };
    let x = |index: usize| {
        4.0 + f64::from(u32::try_from(index).unwrap_or(u32::MAX)) / gaps * (WIDTH - 8.0)
    };
    let point = |(index, value): (usize, &Option<f64>)| {
        value.filter(|value| value.is_finite()).map(|value| (x(index), y(value)))
    };
    values.iter().enumerate().map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_fills_its_box() {
        assert_eq!(
            points(&[Some(3.0), None, Some(5.0)]),
            [Some((4.0, 24.0)), None, Some((92.0, 4.0))]
        );
        assert_eq!(points(&[Some(3.0), Some(3.0)]), [Some((4.0, 14.0)), Some((92.0, 14.0))]);
        assert_eq!(points(&[None, Some(f64::NAN)]), [None, None]);
    }
}
