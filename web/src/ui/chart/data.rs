//! What a chart shows.

use furgo_shared::time::Day;
use yew::AttrValue;

use crate::format;

/// Values with a name, one for each day or month of the chart; `None` is unknown, never 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    pub name: AttrValue,
    pub values: Vec<Option<f64>>,
}

impl Series {
    /// Values with what people call them.
    pub fn new(name: impl Into<AttrValue>, values: Vec<Option<f64>>) -> Self {
        Self { name: name.into(), values }
    }

    /// The value at a place; what is no number is unknown.
    pub fn at(&self, index: usize) -> Option<f64> {
        self.values.get(index).copied().flatten().filter(|value| value.is_finite())
    }
}

/// How the values are drawn. At most four series can be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Points at their days with lines between them; an unknown value is a gap.
    Line,
    /// Bars side by side; a second series is the time before, lighter.
    Bars,
    /// Bars on top of each other: parts of a whole.
    Stacked,
}

/// Days and the values at them.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartData {
    pub kind: ChartKind,
    /// In order. For bars the first day of each month.
    pub days: Vec<Day>,
    pub series: Vec<Series>,
}

impl ChartData {
    /// One or several lines over days.
    pub fn line(days: Vec<Day>, series: Vec<Series>) -> Self {
        Self { kind: ChartKind::Line, days, series }
    }

    /// A bar for each month, and the same months a year before if there are any.
    pub fn bars(months: Vec<Day>, now: Series, before: Option<Series>) -> Self {
        Self {
            kind: ChartKind::Bars,
            days: months,
            series: [Some(now), before].into_iter().flatten().collect(),
        }
    }

    /// A bar for each month with one part for each series.
    pub fn stacked(months: Vec<Day>, series: Vec<Series>) -> Self {
        Self { kind: ChartKind::Stacked, days: months, series }
    }

    /// Whether nothing at all is known.
    pub fn is_empty(&self) -> bool {
        (0..self.days.len()).all(|index| !self.is_known(index))
    }

    /// Whether something is known at a place.
    pub fn is_known(&self, index: usize) -> bool {
        self.series.iter().any(|series| series.at(index).is_some())
    }

    /// The last place at which something is known.
    pub fn last_known(&self) -> Option<usize> {
        (0..self.days.len()).rev().find(|index| self.is_known(*index))
    }

    /// The parts of a place together.
    pub fn total(&self, index: usize) -> Option<f64> {
        let parts: Vec<f64> = self.series.iter().filter_map(|series| series.at(index)).collect();
        (!parts.is_empty()).then(|| parts.iter().sum())
    }

    /// The day or month of a place, in full.
    pub fn label(&self, index: usize) -> AttrValue {
        let Some(day) = self.days.get(index) else { return AttrValue::default() };
        match self.kind {
            ChartKind::Line => format::day(*day),
            ChartKind::Bars | ChartKind::Stacked => format::month_of_year(*day),
        }
    }

    /// All values that the scale must hold.
    pub fn extent(&self) -> Vec<f64> {
        let places = 0..self.days.len();
        match self.kind {
            ChartKind::Stacked => places.filter_map(|index| self.total(index)).collect(),
            ChartKind::Line | ChartKind::Bars => places
                .flat_map(|index| self.series.iter().filter_map(move |series| series.at(index)))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months() -> Vec<Day> {
        ["2026-01-01", "2026-02-01"].map(|day| day.parse().expect("a day of the calendar")).to_vec()
    }

    #[test]
    fn unknown_is_not_nothing() {
        let data =
            |values: Vec<Option<f64>>| ChartData::stacked(months(), vec![Series::new("a", values)]);
        assert!(data(vec![None, Some(f64::NAN)]).is_empty());
        assert!(!data(vec![Some(0.0), None]).is_empty());
        assert!(data(vec![]).is_empty());
        assert_eq!(data(vec![Some(1.0), None]).last_known(), Some(0));
    }

    #[test]
    fn parts_make_a_whole() {
        let data = ChartData::stacked(
            months(),
            vec![Series::new("a", vec![Some(1.0), None]), Series::new("b", vec![Some(2.0), None])],
        );
        assert_eq!(data.total(0), Some(3.0));
        assert_eq!(data.total(1), None);
        assert_eq!(data.extent(), [3.0]);
    }
}
