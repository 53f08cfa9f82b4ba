//! Days, times and spans. The names of the days are our own, like those of the months in the shared
//! crate: not every browser knows Basque.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use furgo_shared::{
    text::Locale,
    time::{self, Day, Timestamp},
};
use yew::AttrValue;

use super::{locale, time_zone};
use crate::{
    i18n::{text, text_with},
    platform::clock,
};

/// From Monday.
const WEEKDAYS: [[&str; 7]; 3] = [
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"],
    ["al.", "ar.", "az.", "og.", "or.", "lr.", "ig."],
];

const fn column(locale: Locale) -> usize {
    match locale {
        Locale::En => 0,
        Locale::Es => 1,
        Locale::Eu => 2,
    }
}

fn month(day: Day) -> &'static str {
    time::month_name(locale(), day)
}

/// The short name of the day of the week.
pub fn weekday(day: Day) -> AttrValue {
    let index = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default();
    AttrValue::Static(WEEKDAYS[column(locale())][index])
}

/// A day with its year: `22 Nov 2026`.
pub fn day(day: Day) -> AttrValue {
    time::written_day(locale(), day).into()
}

/// The short name of a month.
pub fn month_name(of: Day) -> AttrValue {
    AttrValue::Static(month(of))
}

/// A day of a year that stands elsewhere: `22 Nov`.
pub fn day_and_month(day: Day) -> AttrValue {
    match locale() {
        Locale::En | Locale::Es => format!("{}\u{a0}{}", day.day(), month(day)).into(),
        Locale::Eu => format!("{}\u{a0}{}", month(day), day.day()).into(),
    }
}

/// A month with its year: `Nov 2026`.
pub fn month_of_year(of: Day) -> AttrValue {
    match locale() {
        Locale::En | Locale::Es => format!("{} {}", month(of), of.year()).into(),
        Locale::Eu => format!("{} {}", of.year(), month(of)).into(),
    }
}

/// A day of about now: `Sun 22 Nov`.
pub fn day_short(day: Day) -> AttrValue {
    match locale() {
        Locale::En | Locale::Es => {
            format!("{} {}\u{a0}{}", weekday(day), day.day(), month(day)).into()
        }
        Locale::Eu => format!("{}\u{a0}{}, {}", month(day), day.day(), weekday(day)).into(),
    }
}

/// A day in full: `Sun, 22 Nov 2026`.
pub fn day_with_weekday(of: Day) -> AttrValue {
    match locale() {
        Locale::En | Locale::Es => format!("{}, {}", weekday(of), day(of)).into(),
        Locale::Eu => format!("{}, {}", day(of), weekday(of)).into(),
    }
}

/// Hour and minute on the fleet's clocks: `09:30`.
pub fn clock(at: Timestamp) -> AttrValue {
    let at = local(at);
    format!("{:02}:{:02}", at.hour(), at.minute()).into()
}

/// Day and time on the fleet's clocks: `22 Nov 2026, 09:30`.
pub fn moment(at: Timestamp) -> AttrValue {
    format!("{}, {}", day(local(at).date()), clock(at)).into()
}

/// The fleet's civil day of an instant.
pub fn day_of(at: Timestamp) -> NaiveDate {
    local(at).date()
}

/// What the fleet's clocks show right now.
pub fn local_now() -> NaiveDateTime {
    local(clock::now())
}

/// The fleet's civil day right now.
pub fn today() -> NaiveDate {
    local(clock::now()).date()
}

fn local(at: Timestamp) -> NaiveDateTime {
    clock::in_zone(at, &time_zone()).unwrap_or_else(|| at.naive_utc())
}

/// The instant at which the fleet's clocks show hour and minute of a day.
///
/// A clock that jumps forward never shows the skipped hour: then it is the hour after.
pub fn instant(day: Day, hour: u32, minute: u32) -> Option<Timestamp> {
    let wanted = day.and_hms_opt(hour, minute, 0)?;
    let offset = |at: Timestamp| local(at) - at.naive_utc();
    // The offset of the wanted time is not known before the instant is: the second step corrects
    // the first where the clocks changed in between.
    let near = wanted.and_utc() - offset(wanted.and_utc());
    Some(wanted.and_utc() - offset(near))
}

/// A span of minutes: `1 h 25 min`.
pub fn duration(minutes: u64) -> AttrValue {
    let (hours, minutes) = (minutes / 60, minutes % 60);
    let hours_text = format!("{hours}\u{202f}h");
    let minutes_text = format!("{minutes}\u{202f}min");
    match (hours, minutes) {
        (0, _) => minutes_text.into(),
        (_, 0) => hours_text.into(),
        _ => format!("{hours_text} {minutes_text}").into(),
    }
}

/// How long ago, from seconds: "just now", "5 min ago".
pub fn age(seconds: u64) -> AttrValue {
    match seconds {
        0..60 => text("age-now"),
        60..3_600 => text_with("age-minutes", [("count", (seconds / 60).into())]),
        3_600..86_400 => text_with("age-hours", [("count", (seconds / 3_600).into())]),
        _ => text_with("age-days", [("count", (seconds / 86_400).into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{format::set_locale, i18n};

    fn sunday() -> Day {
        NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day of the calendar")
    }

    #[test]
    fn days_follow_the_language() {
        for (locale, long, short, month) in [
            (Locale::En, "22\u{a0}Nov 2026", "Sun 22\u{a0}Nov", "Nov 2026"),
            (Locale::Es, "22\u{a0}nov 2026", "dom 22\u{a0}nov", "nov 2026"),
            (Locale::Eu, "2026 aza.\u{a0}22", "aza.\u{a0}22, ig.", "2026 aza."),
        ] {
            set_locale(locale);
            assert_eq!(day(sunday()), long);
            assert_eq!(day_short(sunday()), short);
            assert_eq!(month_of_year(sunday()), month);
        }
    }

    #[test]
    fn spans_leave_out_what_is_nothing() {
        assert_eq!(duration(85), "1\u{202f}h 25\u{202f}min");
        assert_eq!(duration(120), "2\u{202f}h");
        assert_eq!(duration(0), "0\u{202f}min");
    }

    #[test]
    fn ages_are_said_in_words() {
        i18n::set_locale(Locale::En);
        assert_eq!(age(5), "just now");
        assert_eq!(age(125), "2\u{202f}min ago");
    }
}
