//! What goes wrong in the story, and when: each is there to be found.

use chrono::{Datelike, Days, NaiveDate};
use furgo_shared::time::Day;

/// The days of everything that is odd. Refuels happen at the first stop from such a day on.
#[derive(Clone, Copy, Debug)]
pub struct Oddities {
    /// A refuel of the Transit whose receipt is lost; everybody knows.
    pub lost_receipt: Day,
    /// A refuel of the Transit whose odometer nobody noted.
    pub no_odometer: Day,
    /// A refuel of the Dokker with a wrong digit in its odometer, insisted on by the dispatcher.
    pub wrong_digit: Day,
    /// A refuel of the Berlingo that nobody entered; nobody knows.
    pub forgotten: Day,
    /// From here on until the end the Berlingo is filled up whenever it stops: only then a
    /// forgotten refuel shows.
    pub only_full: Day,
    /// The Berlingo gets another instrument cluster.
    pub new_odometer: Day,
    /// The Saturday of a weekend far away, with the Rifter.
    pub far_away: Day,
}

impl Oddities {
    /// Before this day.
    pub fn before(today: Day) -> Self {
        let back = |days| before(today, days);
        let saturday = back(70);
        let since_saturday = u64::from((saturday.weekday().num_days_from_monday() + 2) % 7);
        Self {
            lost_receipt: back(205),
            no_odometer: back(120),
            wrong_digit: back(36),
            forgotten: back(58),
            only_full: back(110),
            new_odometer: working_day(back(150)),
            far_away: before(saturday, since_saturday),
        }
    }

    /// Both days of the weekend.
    pub fn is_far_away(&self, day: Day) -> bool {
        (0..=1).contains(&(day - self.far_away).num_days())
    }
}

/// So many days earlier.
pub fn before(day: Day, days: u64) -> Day {
    day.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}

/// The day itself, or the Friday before a weekend.
pub fn working_day(day: Day) -> Day {
    before(day, u64::from(day.weekday().num_days_from_monday().saturating_sub(4)))
}
