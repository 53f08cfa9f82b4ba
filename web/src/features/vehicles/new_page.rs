//! Adds a vehicle.

use furgo_shared::{api, vehicles::VehicleView};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{draft::Draft, fields::fields};
use crate::{
    hooks::use_draft,
    i18n::{text, text_with},
    outbox::use_write,
    screens::Screen,
    session::use_measures,
    ui::{Form, Page, PageWidth, use_toasts},
};

/// See the module.
#[component]
pub fn NewVehiclePage() -> Html {
    let (navigator, toasts, form) = (use_navigator(), use_toasts(), use_draft(0, Draft::new));
    let measures = use_measures();
    let save = use_write(&api::CREATE_VEHICLE, move |vehicle: VehicleView| {
        toasts.say(text_with("vehicle-added", [("alias", vehicle.alias.clone().into())]));
        if let Some(navigator) = &navigator {
            navigator.replace(&Screen::Vehicle { alias: vehicle.stored.alias });
        }
    });
    let onsubmit = {
        let save = save.clone();
        form.submit(
            move |draft: &Draft| draft.request(measures),
            move |request| save.send(&[], &request),
        )
    };
    html! {
        <Page title={text("vehicle-new-title")} back={Screen::Vehicles} width={PageWidth::Narrow}>
            <Form submit={text("vehicles-add")} {onsubmit} cancel={Screen::Vehicles}
                page={form.page()} errors={form.errors()} problem={save.problem()} busy={save.busy()} waiting={save.waiting()}>
                <div class="stack stack--sections">{ fields(&form, measures) }</div>
            </Form>
        </Page>
    }
}
