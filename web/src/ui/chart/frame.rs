//! Where things lie in a chart: the plot, its margins and the places along it, in CSS pixels.

use furgo_shared::time::Day;
use yew::AttrValue;

use super::{
    calendar::{self, DayTick},
    data::{ChartData, ChartKind},
    scale::Scale,
};
use crate::format;

/// Room for one more label below the plot, months and years apart.
const TICK_PX: f64 = 52.0;
/// Two lines of labels.
const BELOW_PX: f64 = 40.0;
/// About the width of a figure in labels of 12 px.
const FIGURE_PX: f64 = 7.0;
/// Fewer pixels between two lines of the grid are hard to read.
const GRID_PX: f64 = 44.0;

/// The plot of one chart.
#[derive(Clone, Debug)]
pub struct Frame {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub scale: Scale,
    /// The middle of each place.
    pub places: Vec<f64>,
    /// How much of the width belongs to one bar, or the least distance of two points.
    pub band: f64,
}

/// A label below the plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub x: f64,
    pub text: AttrValue,
    pub year: Option<i32>,
}

impl Frame {
    /// The frame for a chart of this size.
    pub fn new(data: &ChartData, width: f64, height: f64) -> Self {
        let (top, bottom) = (10.0, height - BELOW_PX);
        let steps = if bottom - top < GRID_PX * 3.0 { 2 } else { 4 };
        let scale = Scale::around(data.extent().into_iter(), steps, data.kind != ChartKind::Line);
        let figures = scale.ticks().iter().map(|tick| written(&scale, *tick).chars().count()).max();
        let left = wide(figures.unwrap_or(1)) * FIGURE_PX + 10.0;
        let right = (width - 14.0).max(left + 40.0);
        let (places, band) = places(data, left, right);
        Self { left, right, top, bottom, scale, places, band }
    }

    /// The height of a value.
    pub fn y(&self, value: f64) -> f64 {
        self.bottom - self.scale.share(value) * (self.bottom - self.top)
    }

    /// The lines of the grid with what stands beside them.
    pub fn grid(&self) -> Vec<(f64, AttrValue)> {
        self.scale
            .ticks()
            .into_iter()
            .map(|tick| (self.y(tick), written(&self.scale, tick)))
            .collect()
    }

    /// What stands below the plot.
    pub fn labels(&self, data: &ChartData) -> Vec<Label> {
        let (Some(first), Some(last)) = (data.days.first(), data.days.last()) else {
            return Vec::new();
        };
        let count = fitting(self.right - self.left, TICK_PX);
        let label = |x: f64, tick: DayTick| Label { x, text: tick.label, year: tick.year };
        match data.kind {
            ChartKind::Line => calendar::days(*first, *last, count)
                .into_iter()
                .map(|tick| label(self.inner(calendar::share(tick.day, *first, *last)), tick))
                .collect(),
            ChartKind::Bars | ChartKind::Stacked => calendar::months(&data.days, count)
                .into_iter()
                .filter_map(|tick| Some(label(self.place_of(&data.days, tick.day)?, tick)))
                .collect(),
        }
    }

    fn place_of(&self, days: &[Day], day: Day) -> Option<f64> {
        let index = days.iter().position(|other| *other == day)?;
        self.places.get(index).copied()
    }

    /// Points keep clear of the edges, or their marks would be cut.
    fn inner(&self, share: f64) -> f64 {
        inner(self.left, self.right, share)
    }

    /// The stretch of the width in which a press means this place.
    pub fn zone(&self, index: usize) -> (f64, f64) {
        let at = |index: usize| self.places.get(index).copied();
        let here = at(index).unwrap_or(self.left);
        let between =
            |other: Option<f64>, edge: f64| other.map_or(edge, |other| f64::midpoint(other, here));
        let before = index.checked_sub(1).and_then(at);
        (between(before, self.left), between(at(index + 1), self.right))
    }
}

fn inner(left: f64, right: f64, share: f64) -> f64 {
    left + 10.0 + share * (right - left - 20.0)
}

fn places(data: &ChartData, left: f64, right: f64) -> (Vec<f64>, f64) {
    if data.kind == ChartKind::Line {
        let places: Vec<f64> = calendar::shares(&data.days)
            .into_iter()
            .map(|share| inner(left, right, share))
            .collect();
        let band = places.windows(2).map(|pair| pair[1] - pair[0]).fold(right - left, f64::min);
        return (places, band);
    }
    let band = (right - left) / wide(data.days.len().max(1));
    ((0..data.days.len()).map(|index| left + band * (wide(index) + 0.5)).collect(), band)
}

fn written(scale: &Scale, tick: f64) -> AttrValue {
    format::decimal(tick, scale.decimals())
}

fn wide(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn fitting(width: f64, each: f64) -> usize {
    (1..40).rev().find(|count| wide(*count) * each <= width).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ui::chart::data::Series;

    fn data(kind: ChartKind, values: Vec<Option<f64>>) -> ChartData {
        let first: Day = "2024-01-01".parse().expect("a day of the calendar");
        let days = (0..values.len())
            .map(|month| first + chrono::Months::new(u32::try_from(month).unwrap_or_default()));
        ChartData { kind, days: days.collect(), series: vec![Series::new("a", values)] }
    }

    #[test]
    fn a_phone_has_fewer_labels_than_a_desktop() {
        let data = data(ChartKind::Bars, vec![Some(120.0); 36]);
        let count = |width: f64| Frame::new(&data, width, 220.0).labels(&data).len();
        assert_eq!(count(340.0), 3);
        assert_eq!(count(900.0), 12);
    }

    #[test]
    fn large_figures_get_room() {
        let small = Frame::new(&data(ChartKind::Bars, vec![Some(9.0)]), 340.0, 220.0);
        let large = Frame::new(&data(ChartKind::Bars, vec![Some(9e9)]), 340.0, 220.0);
        assert!(large.left > small.left + 50.0 && large.right > large.left + 40.0);
    }

    proptest! {
        #[test]
        fn everything_lies_inside(
            values in prop::collection::vec(prop::option::of(-1e6_f64..1e6), 1..40), width in 200_f64..1400.0,
        ) {
            for kind in [ChartKind::Line, ChartKind::Bars, ChartKind::Stacked] {
                let data = data(kind, values.clone());
                let frame = Frame::new(&data, width, 220.0);
                for (index, place) in frame.places.iter().enumerate() {
                    prop_assert!((frame.left..=frame.right).contains(place));
                    let (from, to) = frame.zone(index);
                    prop_assert!(from <= *place && *place <= to);
                }
                for value in values.iter().flatten() {
                    prop_assert!((frame.top..=frame.bottom).contains(&frame.y(*value)));
                }
                for label in frame.labels(&data) {
                    prop_assert!((frame.left..=frame.right).contains(&label.x));
                }
            }
        }
    }
}
