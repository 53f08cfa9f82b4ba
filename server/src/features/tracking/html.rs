//! The tracking page's markup. Every text that is filled in is escaped by the macro.

use chrono::{DateTime, SecondsFormat, Utc};
use furgo_shared::{
    packages::PackageStatus,
    text::{Locale, text, wire_name},
    time::{Day, Timestamp, written_day},
    tracking::{TrackingStep, TrackingView},
};
use maud::{DOCTYPE, Markup, html};

use crate::features::settings::SettingsRecord;

/// What every piece of the page needs.
struct Words<'a> {
    locale: Locale,
    settings: &'a SettingsRecord,
}

impl Words<'_> {
    fn say(&self, key: &str) -> String {
        text(self.locale, key, &[])
    }

    fn status(&self, status: PackageStatus) -> String {
        self.say(&format!("package-{}", wire_name(&status)))
    }

    fn day(&self, day: Day) -> String {
        written_day(self.locale, day)
    }

    fn hour(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.settings.zone()).format("%H:%M").to_string()
    }

    fn instant(&self, at: Timestamp) -> Markup {
        let exact = at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let day = self.day(self.settings.day_of(at));
        html! { time datetime=(exact) { (day) " " b { (self.hour(at)) } } }
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
    let expected = view.estimated_delivery.filter(|day| *day >= today);
    let expected = expected.filter(|_| !view.status.is_finished());
    let body = html! {
        p class="code" { (title) }
        h1 class=(tone(view.status)) { (words.status(view.status)) }
        (expectation(&words, view))
        dl class="card" {
            dt { (words.say("tracking-for")) } dd { (view.recipient_name) }
            dt { (words.say("tracking-to")) }
            dd { (view.address.postal_code) " " (view.address.city) }
            @if let Some(day) = expected {
                dt { (words.say("tracking-estimated")) } dd { (words.day(day)) }
            }
        }
        (history(&words, &view.history))
        p class="updated" {
            (words.say("tracking-updated")) ": " (words.instant(view.last_update))
        }
    };
    frame(&words, &title, &body)
}

/// The page of a link that opens nothing.
pub fn missing(locale: Locale, settings: &SettingsRecord) -> String {
    let words = Words { locale, settings };
    let title = words.say("tracking-missing-title");
    let body = html! {
        h1 class="calm" { (title) }
        p class="card" { (words.say("tracking-missing")) }
    };
    frame(&words, &title, &body)
}

fn expectation(words: &Words<'_>, view: &TrackingView) -> Markup {
    let stops = view
        .stops_before
        .map(|stops| text(words.locale, "tracking-stops", &[("count", &stops.to_string())]));
    html! {
        @if let Some(window) = view.eta_window {
            p class="eta" {
                span { (words.say("tracking-eta")) } " "
                b { (words.hour(window.from)) "–" (words.hour(window.to)) }
            }
        }
        @if let Some(stops) = stops { p class="stops" { (stops) } }
    }
}

fn history(words: &Words<'_>, steps: &[TrackingStep]) -> Markup {
    html! {
        h2 { (words.say("tracking-history")) }
        ol {
            // The latest is what people look for.
            @for step in steps.iter().rev() {
                li class=(tone(step.status)) {
                    span { (words.status(step.status)) } " " (words.instant(step.occurred_at))
                }
            }
        }
    }
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

fn frame(words: &Words<'_>, title: &str, body: &Markup) -> String {
    let fleet = words.settings.settings.fleet_name.as_str();
    let page = html! {
        (DOCTYPE)
        html lang=(words.locale.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex, nofollow";
                meta name="color-scheme" content="light dark";
                title { (title) " · " (fleet) }
                link rel="stylesheet" href="/track.css";
            }
            body {
                header { (fleet) }
                main { (body) }
            }
        }
    };
    page.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_stays_text() {
        let mut settings = SettingsRecord::initial(DateTime::UNIX_EPOCH);
        settings.settings.fleet_name = "<script>\"a\" & 'b'</script>".to_owned();
        let page = missing(Locale::En, &settings);
        assert!(page.contains("<header>&lt;script&gt;"), "{page}");
        assert!(!page.contains("<script"), "{page}");
    }
}
