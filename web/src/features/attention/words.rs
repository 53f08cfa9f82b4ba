//! Both sides of an exception in words.

use furgo_shared::{
    exceptions::{ExceptionKind, ExceptionView, Resolution, SideView},
    text::wire_name,
};
use yew::prelude::*;

use crate::{format, i18n::text, session::Measures};

/// What happened, in three or four words.
pub fn title(kind: ExceptionKind) -> AttrValue {
    text(&format!("exception-title-{}", wire_name(&kind)))
}

/// What is to be decided.
pub fn hint(kind: ExceptionKind) -> AttrValue {
    text(&format!("exception-hint-{}", wire_name(&kind)))
}

/// What an answer does.
pub fn answer(kind: ExceptionKind, resolution: Resolution) -> AttrValue {
    match (kind, resolution) {
        (ExceptionKind::RouteClash, Resolution::TakenBack) => text("exception-do-cancel_route"),
        _ => text(&format!("exception-do-{}", wire_name(&resolution))),
    }
}

/// How it was settled, by whom and when.
pub fn settled(exception: &ExceptionView) -> Option<String> {
    let resolved = exception.resolved.as_ref()?;
    let how = answer(exception.kind, resolved.how).to_string();
    Some(joined([how, resolved.by_name.clone(), format::moment(resolved.at).to_string()]))
}

/// What one side says: what became of it, whose it was, when, and who said so.
pub fn side(side: &SideView, measures: Measures) -> String {
    let status = side.status.map(|status| format!("package-status-{}", wire_name(&status)));
    let route = side.route_status.map(|status| format!("route-status-{}", wire_name(&status)));
    let what = status.or(route).map(|key| text(&key).to_string());
    let read = side.odometer_km.map(|km| format::distance(km, measures.units).to_string());
    let driver = side.driver_name.clone().unwrap_or_default();
    let by = Some(side.by_name.clone()).filter(|name| *name != driver).unwrap_or_default();
    joined([
        what.unwrap_or_default(),
        read.unwrap_or_default(),
        driver,
        format::moment(side.at).to_string(),
        by,
    ])
}

fn joined<const PARTS: usize>(parts: [String; PARTS]) -> String {
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(" · ")
}
