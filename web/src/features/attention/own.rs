//! What a driver told and the office still has to decide, at the top of the day.

use furgo_shared::{api, exceptions::ListExceptions};
use yew::prelude::*;

use super::words;
use crate::{
    hooks::{use_held, use_query},
    i18n::{text, text_with},
    session::{use_measures, use_viewer},
    ui::{Icon, IconName},
};

/// More are told when these are settled.
const SHOWN_MAX: u32 = 5;

/// See the module. Nothing where nothing waits.
#[component]
pub fn OwnExceptions() -> Html {
    let (viewer, measures) = (use_viewer(), use_measures());
    let wanted = ListExceptions { limit: Some(SHOWN_MAX), ..ListExceptions::default() };
    let list = use_query(&api::LIST_EXCEPTIONS, &[], &wanted);
    let own = list.value().map_or_else(Vec::new, |page| {
        let own = page.items.iter().filter(|told| told.driver_id == Some(viewer.id));
        own.cloned().collect()
    });
    let own = use_held(&own);
    html! {
        <ul class="stack stack--tight" aria-label={text("exceptions-own")} hidden={own.is_empty()}>
            { for own.iter().map(|told| {
                let package = told.package.as_ref().map(|package| package.tracking_code.clone());
                let vehicle = told.vehicle.as_ref().map(|vehicle| vehicle.alias.clone());
                let what = package.or(vehicle).unwrap_or_default();
                let said = words::side(&told.fact, measures);
                html! {
                    <li class="notice" key={told.id.to_string()}>
                        <Icon name={IconName::Info} />
                        <span class="grow notice__text">
                            <strong>{ words::title(told.kind) }</strong>
                            { text_with("exception-own", [("what", what.into()), ("said", said.into())]) }
                        </span>
                    </li>
                }
            }) }
        </ul>
    }
}
