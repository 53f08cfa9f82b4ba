//! What stands in the way of a route, or does not fit onto it, in sentences.

use furgo_shared::routes::{Misfit, OtherRoute};
use yew::AttrValue;

use super::{Value, text_with};
use crate::format;

fn clock<'a>(at: furgo_shared::time::Timestamp) -> Value<'a> {
    format::clock(at).to_string().into()
}

/// Whose route from when to when is in the way.
pub fn overlap(other: &OtherRoute) -> AttrValue {
    let named = [Some(other.driver_name.as_str()), other.vehicle.as_deref()];
    let named = named.into_iter().flatten().filter(|name| !name.is_empty());
    let who = named.collect::<Vec<_>>().join(" · ");
    let parts = [
        ("who", who.into()),
        ("day", format::day_short(other.date).to_string().into()),
        ("from", clock(other.from)),
        ("to", clock(other.to)),
    ];
    text_with("problem-overlaps-with", parts)
}

/// What a route could not keep.
pub fn misfit(misfit: &Misfit) -> AttrValue {
    match misfit {
        Misfit::Window { tracking_code, late_min, .. } => {
            let late = format::duration(u64::from(*late_min)).to_string();
            let parts = [("code", tracking_code.as_str().into()), ("late", late.into())];
            text_with("misfit-window", parts)
        }
        Misfit::OtherDay { tracking_code, .. } => {
            text_with("misfit-other_day", [("code", tracking_code.as_str().into())])
        }
        Misfit::Capacity { vehicle } => {
            text_with("misfit-capacity", [("vehicle", vehicle.as_str().into())])
        }
        Misfit::Hours { ends_at, back_by } => {
            text_with("misfit-hours", [("at", clock(*ends_at)), ("by", clock(*back_by))])
        }
    }
}
