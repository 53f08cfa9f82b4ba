//! What tells series apart: a class with their colour, and a shape or pattern for eyes that do not
//! see it.

use yew::prelude::*;

use super::draw::px;

/// The class that carries the colour of a series.
pub fn class(series: usize) -> Classes {
    classes!("chart__series", format!("chart__series--{}", series % 4 + 1))
}

/// Bars of now and, lighter, of the time before.
pub fn bar_class(order: usize) -> Classes {
    match order {
        0 => class(0),
        _ => classes!("chart__series", "chart__series--before"),
    }
}

/// A line through the points, interrupted where one is unknown.
pub fn path(points: &[Option<(f64, f64)>]) -> String {
    let mut path = String::new();
    let mut drawing = false;
    for point in points {
        if let Some((x, y)) = point {
            path.push_str(if drawing { "L" } else { "M" });
            path.push_str(&format!("{} {}", px(*x), px(*y)));
        }
        drawing = point.is_some();
    }
    path
}

/// The mark of a series around a point: circle, square, triangle, diamond.
pub fn mark(series: usize, x: f64, y: f64, r: f64) -> String {
    let corners = |corners: &[(f64, f64)]| {
        let corner = |(dx, dy): &(f64, f64)| format!("{} {}", px(x + dx * r), px(y + dy * r));
        format!("M{}Z", corners.iter().map(corner).collect::<Vec<_>>().join("L"))
    };
    match series % 4 {
        0 => {
            let (r, across) = (px(r), px(2.0 * r));
            format!(
                "M{} {}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0Z",
                px(x - r.parse().unwrap_or(0.0)),
                px(y)
            )
        }
        1 => corners(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
        2 => corners(&[(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)]),
        _ => corners(&[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)]),
    }
}

/// The fill of a part, where it is not the plain colour.
pub fn fill(id: &str, series: usize) -> Option<String> {
    matches!(series % 4, 1 | 3).then(|| format!("url(#{id}-pattern-{})", series % 4))
}

/// Stripes or dots in the colour of the surface on the colour of the series.
pub fn pattern(id: &str, series: usize) -> Html {
    let ink = if series == 1 {
        html! { <path class="chart__ink" d="M-2 2L2 -2M0 8L8 0M6 10L10 6" /> }
    } else {
        html! { <circle class="chart__ink chart__ink--dot" cx="4" cy="4" r="1.5" /> }
    };
    html! {
        <pattern key={series} id={format!("{id}-pattern-{series}")} class={class(series)} width="8" height="8" patternUnits="userSpaceOnUse">
            <rect class="chart__bar" width="8" height="8" />
            { ink }
        </pattern>
    }
}

/// The mark beside the name of a series.
pub fn swatch(id: &str, series: usize, stacked: bool, compared: bool) -> Html {
    let class = if compared { bar_class(series) } else { class(series) };
    let mark = match (stacked || compared, stacked) {
        (true, _) => {
            html! { <rect class="chart__bar" x="1" y="1" width="12" height="12" fill={stacked.then(|| fill(id, series)).flatten()} /> }
        }
        (false, _) => html! { <path class="chart__mark" d={mark(series, 7.0, 7.0, 5.0)} /> },
    };
    html! { <svg class="chart__swatch" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true"><g {class}>{ mark }</g></svg> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_value_is_a_gap() {
        let points = [Some((0.0, 5.0)), Some((10.0, 6.0)), None, Some((30.0, 7.0)), None];
        assert_eq!(path(&points), "M0.0 5.0L10.0 6.0M30.0 7.0");
        assert_eq!(path(&[None]), "");
    }

    #[test]
    fn series_differ_by_shape_and_pattern() {
        let shapes: std::collections::BTreeSet<String> =
            (0..4).map(|series| mark(series, 5.0, 5.0, 4.0)).collect();
        assert_eq!(shapes.len(), 4);
        let neighbours_differ = (0..3).all(|series| fill("c", series) != fill("c", series + 1));
        assert!(neighbours_differ);
    }
}
