//! When a route is driven, and how late it is, in words and with an icon.

use furgo_shared::routes::RouteRowView;
use yew::prelude::*;

use crate::{
    format,
    i18n::text_with,
    ui::{IconName, StatusPill, Tone},
};

/// Less than that is no news on a day's drive.
pub const DELAY_MIN: i32 = 5;

/// "08:30–12:10", as planned.
pub fn hours(route: &RouteRowView) -> Option<String> {
    let from = format::clock(route.depart_at?);
    Some(match route.ends_at {
        Some(to) => format!("{from}–{}", format::clock(to)),
        None => from.to_string(),
    })
}

/// "25 min late" and "2 behind their windows"; nothing of a route that is on time.
pub fn lateness(delay_min: Option<i32>, late_stops: u32) -> Vec<Html> {
    let delay =
        delay_min.filter(|delay| *delay >= DELAY_MIN).map(|delay| late(delay.unsigned_abs()));
    let stops = (late_stops > 0).then(|| {
        let label = text_with("route-late-stops", [("count", late_stops.into())]);
        html! { <StatusPill key="late-stops" tone={Tone::Bad} icon={IconName::Alert} {label} /> }
    });
    delay.into_iter().chain(stops).collect()
}

/// "25 min late".
pub fn late(minutes: u32) -> Html {
    let late = format::duration(minutes.into()).to_string();
    let label = text_with("route-late", [("late", late.into())]);
    html! { <StatusPill key="late" tone={Tone::Warn} icon={IconName::Clock} {label} /> }
}
