//! The colours of the tokens, and charts of every awkward kind.

use yew::prelude::*;

use super::*;

/// Relative luminance of `#rrggbb` (WCAG 2.2).
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let part = u8::from_str_radix(&hex[at..at + 2], 16).expect("two hexadecimal figures");
        let share = f64::from(part) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The light and the dark value of a token.
fn token(name: &str) -> [String; 2] {
    let styles = include_str!("../../../styles/tokens.css");
    let found =
        styles.split(&format!("--{name}: var(--day, ")).nth(1).expect("a token of that name");
    let (light, rest) = found.split_once(") var(--night, ").expect("two values");
    let dark = rest.split(')').next().expect("an end");
    [light.to_owned(), dark.to_owned()]
}

#[test]
fn series_stand_out_from_every_surface_in_both_themes() {
    for ink in ["chart-1", "chart-2", "chart-3", "chart-4", "chart-before"] {
        for surface in ["surface", "surface-page", "surface-hover"] {
            for (ink_hex, surface_hex) in token(ink).iter().zip(token(surface)) {
                let ratio = contrast(ink_hex, &surface_hex);
                assert!(ratio >= 3.0, "{ink} on {surface}: {ratio:.2}");
            }
        }
    }
}

fn props(data: ChartData) -> ChartProps {
    ChartProps {
        title: "Title".into(),
        unit: "€".into(),
        data,
        shown: Shown::from(|value: f64| AttrValue::from(value.to_string())),
        empty: "Nothing yet".into(),
        height: 240,
    }
}

/// How many elements of a kind a drawing has.
fn count(html: &Html, tag: &str) -> usize {
    match html {
        Html::VTag(element) => {
            usize::from(element.tag() == tag)
                + element.children().map_or(0, |inner| count(inner, tag))
        }
        Html::VList(list) => list.iter().map(|inner| count(inner, tag)).sum(),
        Html::VComp(_)
        | Html::VText(_)
        | Html::VPortal(_)
        | Html::VRef(_)
        | Html::VSuspense(_)
        | Html::VRaw(_) => 0,
    }
}

fn drawn(data: ChartData, width: u32) -> Html {
    figure(&props(data), "c", width, None, &Callback::noop())
}

fn months(count: u32) -> Vec<furgo_shared::time::Day> {
    let first: furgo_shared::time::Day = "2024-01-01".parse().expect("a day of the calendar");
    (0..count).map(|month| first + chrono::Months::new(month)).collect()
}

#[test]
fn every_known_value_has_its_mark_and_every_place_its_row() {
    let values = vec![Some(1.0), None, Some(0.0), Some(1e9)];
    let series = || vec![Series::new("a", values.clone()), Series::new("b", values.clone())];
    for width in [180, 340, 1200] {
        // One mark for each known value, one zone for each place with a value, a band behind the picked one.
        let bars = drawn(ChartData::bars(months(4), Series::new("a", values.clone()), None), width);
        assert_eq!(count(&bars, "rect"), 3 + 3 + 1);
        assert_eq!(count(&bars, "tr"), 1 + 4);
        // Parts of nothing are not drawn; two patterns and two swatches have a box as well.
        let stacked = drawn(ChartData::stacked(months(4), series()), width);
        assert_eq!(count(&stacked, "rect"), 4 + 3 + 1 + 2 + 2);
        assert_eq!(count(&stacked, "td"), 4 * 3);
        // For each series a line, its marks and its swatch.
        let lines = drawn(ChartData::line(months(4), series()), width);
        assert_eq!(count(&lines, "path"), 2 * (1 + 3 + 1));
    }
}

#[test]
fn nothing_known_shows_the_callers_sentence() {
    for data in [
        ChartData::line(months(3), vec![Series::new("a", vec![None; 3])]),
        ChartData::stacked(vec![], vec![]),
        ChartData::bars(months(1), Series::new("a", vec![Some(f64::INFINITY)]), None),
    ] {
        let html = drawn(data, 340);
        assert_eq!(count(&html, "svg"), 0);
        assert_eq!(count(&html, "p"), 1);
    }
}
