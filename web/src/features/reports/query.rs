//! What a report is about; all of it stands in the URL.

use furgo_shared::{stats::PeriodOf, time::Day};
use serde::{Deserialize, Serialize};

use crate::format::{Period, Span, period_of};

/// A vehicle or the fleet, and a period: the last twelve months unless the URL says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportQuery {
    /// Alias or id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// No bounds on purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<bool>,
}

impl ReportQuery {
    /// The days that are meant.
    pub fn span(&self, today: Day) -> Span {
        match (self.from, self.to) {
            (None, None) if self.all != Some(true) => period_of(Period::TwelveMonths, today),
            span => span,
        }
    }

    /// Chooses other days.
    pub fn set_span(&mut self, (from, to): Span) {
        (self.from, self.to) = (from, to);
        self.all = (from.is_none() && to.is_none()).then_some(true);
    }

    /// The question for the server.
    pub fn request(&self, today: Day) -> PeriodOf {
        let (from, to) = self.span(today);
        PeriodOf { vehicle: self.vehicle.clone(), from, to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_period_is_a_year_unless_all_is_wanted() {
        let today: Day = "2026-11-22".parse().expect("a day of the calendar");
        let mut query = ReportQuery::default();
        assert_eq!(query.span(today), period_of(Period::TwelveMonths, today));
        query.set_span((None, None));
        assert_eq!((query.span(today), query.all), ((None, None), Some(true)));
        query.set_span((Some(today), None));
        assert_eq!((query.span(today), query.all), ((Some(today), None), None));
        assert_eq!(query.request(today).from, Some(today));
    }
}
