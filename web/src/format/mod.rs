//! Numbers, distances, days and times as people of the chosen language write them.
//! Pure but for the time zone, which only the browser knows.

mod country;
mod dates;
mod entry;
mod measures;
mod money;
mod names;
mod numbers;
mod parse;
mod period;
mod point;

use std::cell::RefCell;

use furgo_shared::text::Locale;

pub use country::country_of_zone;
pub use dates::{
    age, clock, day, day_and_month, day_of, day_short, day_with_weekday, duration, instant,
    local_now, moment, month_name, month_of_year, today, weekday,
};
pub use entry::{read_day, read_hour, shown_day};
pub use measures::{
    cost_per_distance, distance, distance_unit, economy, economy_shown, economy_unit, from_road,
    fuel_quantity, quantity_unit, typed_distance, unit_price,
};
pub use money::{currency_symbol, money, money_of, money_short, price};
pub use names::brief;
pub use numbers::{decimal, kg, km_short, percent, quantity, whole};
pub use parse::{filled, parse_fixed, parse_float, parse_whole, shown_fixed};
pub use period::{Period, Span, period_of, year_before};
pub use point::{parse_point, shown_point};

/// How this browser writes things.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    pub locale: Locale,
    /// IANA name; times are shown as the fleet's clocks show them.
    pub time_zone: String,
}

impl Default for Region {
    fn default() -> Self {
        Self { locale: Locale::En, time_zone: "UTC".to_owned() }
    }
}

thread_local! {
    static REGION: RefCell<Region> = RefCell::default();
}

/// Language of all that follows.
pub fn set_locale(locale: Locale) {
    REGION.with_borrow_mut(|region| region.locale = locale);
}

/// The fleet's time zone.
pub fn set_time_zone(time_zone: &str) {
    REGION.with_borrow_mut(|region| time_zone.clone_into(&mut region.time_zone));
}

/// The current language.
pub fn locale() -> Locale {
    REGION.with_borrow(|region| region.locale)
}

fn time_zone() -> String {
    REGION.with_borrow(|region| region.time_zone.clone())
}
