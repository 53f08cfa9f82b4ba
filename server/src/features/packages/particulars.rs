//! What a list asks of packages that their facts in the catalogue do not say, or not of all: then the
//! records are read, of those packages alone that every other filter leaves.

use chrono::NaiveTime;
use furgo_shared::{packages::TimeWindow, time::Day};

use super::{PackageRecord, facts::Facts};
use crate::features::settings::SettingsRecord;

/// Which particulars are asked for.
#[derive(Clone, Debug)]
pub struct Particulars {
    /// First and last day of delivery; open without them.
    pub days: (Option<Day>, Option<Day>),
    pub has_window: Option<bool>,
    /// When the window is over, on the day on which it begins.
    pub window_by: Option<NaiveTime>,
    pub no_position: bool,
    /// Whose clocks say which day and which hour it is.
    pub settings: SettingsRecord,
}

impl Particulars {
    /// Whether every package will do.
    pub fn ask_nothing(&self) -> bool {
        self.days == (None, None) && self.is_about_days()
    }

    fn is_about_days(&self) -> bool {
        self.has_window.is_none() && self.window_by.is_none() && !self.no_position
    }

    /// Whether the facts alone meet it; `None` when only the record can say.
    pub fn told_by(&self, facts: &Facts<'_>) -> Option<bool> {
        let (from, to) = self.days;
        let is_due =
            if from.is_none() && to.is_none() { Some(true) } else { facts.is_due(from, to) };
        is_due.filter(|is_due| !is_due || self.is_about_days())
    }

    /// Whether the package is as it is asked for.
    pub fn are_met_by(&self, package: &PackageRecord) -> bool {
        let window = package.time_window;
        (self.days == (None, None) || self.is_due(package))
            && self.has_window.is_none_or(|has| has == window.is_some())
            && self.window_by.is_none_or(|hour| window.is_some_and(|it| self.is_over_by(hour, it)))
            && (!self.no_position || package.point().is_none())
    }

    fn is_due(&self, package: &PackageRecord) -> bool {
        let of_window = || package.time_window.map(|window| self.settings.day_of(window.from));
        let (from, to) = self.days;
        package
            .estimated_delivery
            .or_else(of_window)
            .is_some_and(|day| from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to))
    }

    fn is_over_by(&self, hour: NaiveTime, window: TimeWindow) -> bool {
        let day = self.settings.day_of(window.from);
        self.settings.local(window.to) <= day.and_time(hour)
    }
}
