//! All due work, and the news of it beside.

use furgo_shared::{
    due::State,
    due_work::ListDue,
    text::{from_wire_name, wire_name},
};
use yew::prelude::*;

use super::{due_list::DueOf, news::News};
use crate::{
    features::histories::{VehicleField, words::due_state},
    hooks::{Filters, use_filters},
    i18n::text,
    ui::{Chip, Chips, Page},
};

/// See the module.
#[component]
pub fn DuePage() -> Html {
    let filters = use_filters::<ListDue>();
    html! {
        <Page title={text("due-title")} subtitle={text("due-subtitle")}>
            <div class="toolbar" key="filters">{ fields(&filters) }</div>
            <div class="columns columns--main" key="columns">
                <section key="list" aria-label={text("due-title")}><DueOf filters={filters.current().clone()} /></section>
                <News key="news" />
            </div>
        </Page>
    }
}

fn fields(filters: &Filters<ListDue>) -> Html {
    let current = filters.current();
    let chips = State::ALL
        .iter()
        .map(|state| Chip::new(wire_name(state), due_state(*state), current.state == Some(*state)))
        .collect::<Vec<_>>();
    let ontoggle = filters.bind(|filters, id: AttrValue| {
        let state = from_wire_name::<State>(&id);
        filters.state = if filters.state == state { None } else { state };
    });
    html! {
        <>
            <VehicleField vehicle={current.vehicle.clone()} onchange={filters.bind(|filters, vehicle| filters.vehicle = vehicle)} />
            <Chips label={text("due-state")} {chips} {ontoggle} />
        </>
    }
}
