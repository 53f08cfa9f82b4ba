//! Now, new ids, and local times of instants.

use std::{
    future::{Future, poll_fn},
    task::Poll,
};

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use furgo_shared::time::Timestamp;
use gloo_timers::future::TimeoutFuture;
use uuid::Uuid;

/// Milliseconds since 1970.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// Milliseconds since the page was loaded, by a clock that nobody sets.
pub fn monotonic_ms() -> f64 {
    super::window().performance().map_or_else(now_ms, |clock| clock.now())
}

/// The present instant.
#[allow(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "milliseconds since 1970 fit"
)]
pub fn now() -> Timestamp {
    DateTime::from_timestamp_millis(now_ms() as i64).unwrap_or_default()
}

/// A fresh id whose order is the order of making.
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// What the work comes to, or `None` when it takes longer; it is given up then.
pub async fn within<T>(patience_ms: u32, work: impl Future<Output = T>) -> Option<T> {
    let (mut work, mut timer) = (Box::pin(work), Box::pin(TimeoutFuture::new(patience_ms)));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => timer.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// A number in 0..1 to spread retries.
pub fn random() -> f64 {
    js_sys::Math::random()
}

/// What a clock on the wall of that time zone shows; `None` when the browser does not know the zone.
#[cfg(target_arch = "wasm32")]
pub fn in_zone(at: Timestamp, time_zone: &str) -> Option<NaiveDateTime> {
    use js_sys::{Array, Date, Function, Intl, Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    let options = Object::new();
    for (name, value) in [
        ("timeZone", time_zone),
        ("hourCycle", "h23"),
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
    ] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    // An unknown zone throws: reach the constructor through `Reflect` to catch that.
    let class = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"DateTimeFormat".into()))
        .ok()?;
    let formatter = Reflect::construct(
        class.unchecked_ref::<Function>(),
        &Array::of2(&"en-US".into(), &options),
    )
    .ok()?;
    let formatter: Intl::DateTimeFormat = formatter.unchecked_into();
    let date = Date::new(&JsValue::from_f64(at.timestamp_millis() as f64));
    let shown = formatter.format().call1(&JsValue::UNDEFINED, &date).ok()?.as_string()?;
    civil(&shown)
}

/// Without a browser there is no zone table: UTC.
#[cfg(not(target_arch = "wasm32"))]
pub fn in_zone(at: Timestamp, _time_zone: &str) -> Option<NaiveDateTime> {
    Some(at.naive_utc())
}

/// Every time zone that the browser knows, by its IANA name; empty where it cannot tell.
#[cfg(target_arch = "wasm32")]
pub fn zones() -> Vec<String> {
    use js_sys::{Array, Function, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    // Older browsers lack the function: reach it through `Reflect` to notice that.
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).unwrap_or_default();
    let list = Reflect::get(&intl, &"supportedValuesOf".into()).unwrap_or_default();
    let Some(list) = list.dyn_ref::<Function>() else { return Vec::new() };
    let zones = list.call1(&JsValue::UNDEFINED, &"timeZone".into()).unwrap_or_default();
    let zones: Array = zones.dyn_into().unwrap_or_default();
    zones.iter().filter_map(|zone| zone.as_string()).collect()
}

/// Without a browser there is no zone table.
#[cfg(not(target_arch = "wasm32"))]
pub fn zones() -> Vec<String> {
    Vec::new()
}

/// Reads `11/22/2026, 09:30:00`, whatever stands between the figures.
#[cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, reason = "only a browser writes such texts")
)]
fn civil(shown: &str) -> Option<NaiveDateTime> {
    let mut figures = shown
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse::<u32>);
    let mut next = || figures.next()?.ok();
    let (month, day, year) = (next()?, next()?, next()?);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?.and_hms_opt(
        next()?,
        next()?,
        next()?,
    )
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn the_browsers_figures_are_read() {
        let at = civil("11/22/2026, 09:30:05").map(|at| at.to_string());
        assert_eq!(at.as_deref(), Some("2026-11-22 09:30:05"));
        assert_eq!(civil("nonsense"), None);
    }
}
