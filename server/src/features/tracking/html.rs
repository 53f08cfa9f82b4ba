//! The tracking page's markup. Every text that is not written here goes through [`Escaped`].

use std::fmt;

use chrono::{DateTime, Utc};
use furgo_shared::{
    packages::PackageStatus,
    text::{Locale, text, wire_name},
    time::{Day, Timestamp, written_day},
    tracking::{TrackingStep, TrackingView},
};

use crate::features::settings::SettingsRecord;

/// A text inside markup or a quoted attribute (the five characters of the HTML standard's rules).
struct Escaped<T>(T);

impl<T: AsRef<str>> fmt::Display for Escaped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.as_ref().chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                other => write!(f, "{other}")?,
            }
        }
        Ok(())
    }
}

/// What every piece of the page needs.
struct Words<'a> {
    locale: Locale,
    settings: &'a SettingsRecord,
}

impl Words<'_> {
    fn say(&self, key: &str) -> Escaped<String> {
        Escaped(text(self.locale, key, &[]))
    }

    fn status(&self, status: PackageStatus) -> Escaped<String> {
        self.say(&format!("package-{}", wire_name(&status)))
    }

    fn day(&self, day: Day) -> String {
        written_day(self.locale, day)
    }

    fn hour(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.settings.zone()).format("%H:%M").to_string()
    }

    fn instant(&self, at: Timestamp) -> String {
        let day = self.day(self.settings.day_of(at));
        format!(
            "<time datetime=\"{}\">{day} <b>{}</b></time>",
            at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            self.hour(at)
        )
    }
}

/// The page of a package. A day that has passed is no longer one on which it is expected.
pub fn package(
    locale: Locale,
    settings: &SettingsRecord,
    view: &TrackingView,
    today: Day,
) -> String {
    let words = Words { locale, settings };
    let title = text(locale, "tracking-title", &[("code", view.tracking_code.as_str())]);
    let mut body = format!(
        "<p class=\"code\">{}</p>\n<h1 class=\"{}\">{}</h1>\n{}",
        Escaped(&title),
        tone(view.status),
        words.status(view.status),
        expectation(&words, view),
    );
    body += &format!(
        "<dl class=\"card\">\n<dt>{}</dt><dd>{}</dd>\n<dt>{}</dt><dd>{} {}</dd>\n",
        words.say("tracking-for"),
        Escaped(&view.recipient_name),
        words.say("tracking-to"),
        Escaped(&view.address.postal_code),
        Escaped(&view.address.city),
    );
    let expected = view.estimated_delivery.filter(|day| *day >= today);
    if let Some(day) = expected.filter(|_| !view.status.is_finished()) {
        let label = words.say("tracking-estimated");
        body += &format!("<dt>{label}</dt><dd>{}</dd>\n", words.day(day));
    }
    body += "</dl>\n";
    body += &history(&words, &view.history);
    body += &format!(
        "<p class=\"updated\">{}: {}</p>\n",
        words.say("tracking-updated"),
        words.instant(view.last_update)
    );
    frame(&words, &title, &body)
}

/// The page of a link that opens nothing.
pub fn missing(locale: Locale, settings: &SettingsRecord) -> String {
    let words = Words { locale, settings };
    let (title, hint) = (words.say("tracking-missing-title"), words.say("tracking-missing"));
    let body = format!("<h1 class=\"calm\">{title}</h1>\n<p class=\"card\">{hint}</p>\n");
    frame(&words, &text(locale, "tracking-missing-title", &[]), &body)
}

fn expectation(words: &Words<'_>, view: &TrackingView) -> String {
    let mut piece = String::new();
    if let Some(window) = view.eta_window {
        piece += &format!(
            "<p class=\"eta\"><span>{}</span> <b>{}–{}</b></p>\n",
            words.say("tracking-eta"),
            words.hour(window.from),
            words.hour(window.to)
        );
    }
    if let Some(stops) = view.stops_before {
        let sentence = text(words.locale, "tracking-stops", &[("count", &stops.to_string())]);
        piece += &format!("<p class=\"stops\">{}</p>\n", Escaped(sentence));
    }
    piece
}

fn history(words: &Words<'_>, steps: &[TrackingStep]) -> String {
    let row = |step: &TrackingStep| {
        let (status, at) = (words.status(step.status), words.instant(step.occurred_at));
        format!("<li class=\"{}\"><span>{status}</span> {at}</li>\n", tone(step.status))
    };
    // The latest is what people look for.
    let rows: String = steps.iter().rev().map(row).collect();
    format!("<h2>{}</h2>\n<ol>\n{rows}</ol>\n", words.say("tracking-history"))
}

/// The colour of a status; the word says it too.
fn tone(status: PackageStatus) -> &'static str {
    match status {
        PackageStatus::Pending | PackageStatus::Assigned => "calm",
        PackageStatus::InTransit => "moving",
        PackageStatus::Delivered => "good",
        PackageStatus::Undelivered => "warn",
        PackageStatus::Failed => "bad",
    }
}

fn frame(words: &Words<'_>, title: &str, body: &str) -> String {
    let (lang, fleet) = (words.locale.tag(), Escaped(&words.settings.settings.fleet_name));
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex, nofollow\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{} · {fleet}</title>\n<link rel=\"stylesheet\" href=\"/track.css\">\n</head>\n\
         <body>\n<header>{fleet}</header>\n<main>\n{body}</main>\n</body>\n</html>\n",
        Escaped(title)
    )
}

#[cfg(test)]
mod tests {
    use super::Escaped;

    #[test]
    fn markup_in_a_text_stays_text() {
        assert_eq!(
            Escaped("<script>\"a\" & 'b'</script>").to_string(),
            "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;"
        );
    }
}
