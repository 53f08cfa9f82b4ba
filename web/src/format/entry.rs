//! Days and hours as people type them: in the order of their language, and 24 hours a day. Browsers
//! show their own fields in the language of the browser, not of the app.

use chrono::{Datelike, NaiveDate};
use furgo_shared::{text::Locale, time::Day};

use super::locale;

/// A day as its field shows it: `22/11/2026`, in Basque `2026/11/22`. What is no day stays as it is.
pub fn shown_day(wire: &str) -> String {
    match wire.parse::<Day>() {
        Ok(day) if locale() == Locale::Eu => {
            format!("{}/{:02}/{:02}", day.year(), day.month(), day.day())
        }
        Ok(day) => format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()),
        Err(_) => wire.to_owned(),
    }
}

/// What was typed for a day, as the wire has it; what is no day stays as it is. A year may be left
/// out, or its century.
pub fn read_day(typed: &str, today: Day) -> String {
    day_of(typed, today).map_or_else(|| typed.trim().to_owned(), |day| day.to_string())
}

fn day_of(typed: &str, today: Day) -> Option<Day> {
    let parts = parts(typed, &[2, 2, 4])?;
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u32>().ok());
    let year_first = parts.first().is_some_and(|part| part.len() == 4)
        || (locale() == Locale::Eu && parts.len() == 3);
    let (year, month, day) = match (parts.len(), year_first) {
        (3, true) => (number(0)?, number(1)?, number(2)?),
        (3, false) => (number(2)?, number(1)?, number(0)?),
        (2, _) if locale() == Locale::Eu => {
            (u32::try_from(today.year()).ok()?, number(0)?, number(1)?)
        }
        (2, _) => (u32::try_from(today.year()).ok()?, number(1)?, number(0)?),
        _ => return None,
    };
    let year = if year < 100 { year + 2000 } else { year };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// What was typed for an hour as `HH:MM`; what is no hour stays as it is.
pub fn read_hour(typed: &str) -> String {
    hour_of(typed).unwrap_or_else(|| typed.trim().to_owned())
}

fn hour_of(typed: &str) -> Option<String> {
    let plain = typed.trim();
    let parts: Vec<&str> = match plain.len() {
        // `830` and `0830`: a phone's keys for numbers have no colon.
        3 | 4 if plain.chars().all(|c| c.is_ascii_digit()) => {
            let (hour, minute) = plain.split_at(plain.len() - 2);
            vec![hour, minute]
        }
        _ => plain.split([':', '.', 'h', ' ']).collect(),
    };
    let part = |text: &str, limit: u32| {
        let is_number =
            !text.is_empty() && text.len() <= 2 && text.chars().all(|c| c.is_ascii_digit());
        text.parse::<u32>().ok().filter(|value| is_number && *value < limit)
    };
    match parts[..] {
        [hour, minute] if minute.len() == 2 => {
            Some(format!("{:02}:{:02}", part(hour, 24)?, part(minute, 60)?))
        }
        _ => None,
    }
}

/// The numbers of a date, between whatever signs; digits alone are cut as the language writes them.
fn parts(typed: &str, widths: &[usize]) -> Option<Vec<String>> {
    let plain = typed.trim();
    if plain.len() == 8 && plain.chars().all(|c| c.is_ascii_digit()) {
        let mut widths = widths.to_vec();
        if locale() == Locale::Eu {
            widths.reverse();
        }
        let mut rest = plain;
        return Some(
            widths
                .into_iter()
                .map(|width| {
                    let (part, after) = rest.split_at(width.min(rest.len()));
                    rest = after;
                    part.to_owned()
                })
                .collect(),
        );
    }
    let clean = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '.' | ' '));
    let numbers: Vec<String> = plain
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    (clean && numbers.iter().all(|part| part.len() <= 4)).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::set_locale;

    #[test]
    fn a_day_is_typed_in_the_order_of_the_language() {
        let today: Day = "2026-11-22".parse().expect("a day of the calendar");
        for (locale, typed, wire) in [
            (Locale::En, "24/12/2026", "2026-12-24"),
            (Locale::Es, "24.12.26", "2026-12-24"),
            (Locale::Es, "24-12", "2026-12-24"),
            (Locale::Es, "24122026", "2026-12-24"),
            (Locale::En, "2026-12-24", "2026-12-24"),
            (Locale::Eu, "2026/12/24", "2026-12-24"),
            (Locale::Eu, "26/12/24", "2026-12-24"),
            (Locale::Eu, "12/24", "2026-12-24"),
            (Locale::Eu, "20261224", "2026-12-24"),
            (Locale::En, " 1/2/2026 ", "2026-02-01"),
            (Locale::En, "31/02/2026", "31/02/2026"),
            (Locale::En, "soon", "soon"),
            (Locale::En, "24", "24"),
            (Locale::En, "", ""),
        ] {
            set_locale(locale);
            assert_eq!(read_day(typed, today), wire, "{locale:?} {typed}");
        }
    }

    #[test]
    fn what_is_shown_is_read_again() {
        let today: Day = "2026-11-22".parse().expect("a day of the calendar");
        for (locale, shown) in
            [(Locale::En, "01/02/2026"), (Locale::Es, "01/02/2026"), (Locale::Eu, "2026/02/01")]
        {
            set_locale(locale);
            assert_eq!(shown_day("2026-02-01"), shown);
            assert_eq!(read_day(shown, today), "2026-02-01");
        }
        assert_eq!(shown_day("soon"), "soon");
    }

    #[test]
    fn an_hour_is_one_of_twenty_four() {
        for (typed, wire) in [
            ("8:30", "08:30"),
            ("08.30", "08:30"),
            ("830", "08:30"),
            ("1730", "17:30"),
            ("17h05", "17:05"),
            ("24:00", "24:00"),
            ("8:3", "8:3"),
            ("8", "8"),
            ("noon", "noon"),
            ("", ""),
        ] {
            assert_eq!(read_hour(typed), wire, "{typed}");
        }
        assert_eq!(read_hour("25:00"), "25:00", "no hour: it stays to be corrected");
    }
}
