//! Instants and days. What "today" is, only the server's clock and the fleet's time zone say.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::text::Locale;

/// An instant, RFC 3339 in UTC on the wire.
pub type Timestamp = DateTime<Utc>;

/// A civil day in the fleet's time zone, `YYYY-MM-DD` on the wire.
pub type Day = NaiveDate;

/// The short names of the months.
const fn month_names(locale: Locale) -> [&'static str; 12] {
    match locale {
        Locale::En => {
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        }
        Locale::Es => {
            ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"]
        }
        Locale::Eu => [
            "urt.", "ots.", "mar.", "api.", "mai.", "eka.", "uzt.", "abu.", "ira.", "urr.", "aza.",
            "abe.",
        ],
    }
}

/// The short name of a day's month: `Nov`.
pub fn month_name(locale: Locale, day: Day) -> &'static str {
    let index = usize::try_from(day.month0()).unwrap_or_default();
    month_names(locale).get(index).copied().unwrap_or_default()
}

/// A day with its year, the number never apart from its month: `22 Nov 2026`, `2026 aza. 22`.
pub fn written_day(locale: Locale, day: Day) -> String {
    let (year, month, number) = (day.year(), month_name(locale, day), day.day());
    match locale {
        Locale::En | Locale::Es => format!("{number}\u{a0}{month} {year}"),
        Locale::Eu => format!("{year} {month}\u{a0}{number}"),
    }
}
