//! Changing the driver, the vehicle, the departure or the notes of an open route.

use furgo_shared::{
    api,
    change::Change,
    routes::{PatchRoute, RouteStatus, RouteView},
    settings::parse_hour,
    users::AskDrivers,
    validate::{FieldCode, FieldErrors, Validate},
    vehicles::ListVehicles,
};
use yew::prelude::*;

use super::close_dialogs::RouteDialogProps;
use crate::{
    format,
    hooks::{use_form, use_query},
    i18n::text,
    outbox::use_write,
    ui::{Choice, Dialog, Form, HourField, SelectField, TextArea, use_toasts},
};

#[derive(Clone, Debug, PartialEq)]
struct Draft {
    driver_id: String,
    vehicle: String,
    departure: String,
    notes: String,
}

impl Draft {
    fn of(route: &RouteView) -> Self {
        Self {
            driver_id: driver(route),
            vehicle: route.vehicle.clone().unwrap_or_default(),
            departure: departure(route),
            notes: route.notes.clone().unwrap_or_default(),
        }
    }

    /// Only what differs from the route as it was shown.
    fn request(&self, route: &RouteView) -> Result<PatchRoute, FieldErrors> {
        let mut errors = FieldErrors::default();
        let hour = parse_hour(&self.departure);
        errors.require("depart_at", hour.is_some(), FieldCode::Invalid);
        let untouched = self.departure == departure(route);
        let depart_at = hour
            .filter(|_| !untouched)
            .and_then(|(hour, minute)| format::instant(route.date, hour, minute));
        let optional = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let request = PatchRoute {
            vehicle: Change::between(&route.vehicle, &optional(&self.vehicle)),
            depart_at: depart_at.map_or(Change::Keep, Change::Set),
            notes: Change::between(&route.notes, &optional(&self.notes)),
            driver_id: Change::between(&route.driver_id, &self.driver_id.parse().ok()),
            ..PatchRoute::default()
        };
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }
}

fn driver(route: &RouteView) -> String {
    route.driver_id.map(|id| id.to_string()).unwrap_or_default()
}

/// As the form shows it.
fn departure(route: &RouteView) -> String {
    route.depart_at.map(|at| format::clock(at).to_string()).unwrap_or_default()
}

/// See the module.
#[component]
pub fn ChangeDialog(props: &RouteDialogProps) -> Html {
    html! {
        <Dialog open={props.open} title={text("route-change-title")} onclose={props.onclose.clone()}>
            <ChangeForm ..props.clone() />
        </Dialog>
    }
}

#[component]
fn ChangeForm(props: &RouteDialogProps) -> Html {
    let (route, toasts) = (props.route.clone(), use_toasts());
    let form = use_form(|| Draft::of(&route));
    let vehicles = use_query(
        &api::LIST_VEHICLES,
        &[],
        &ListVehicles { is_active: Some(true), limit: Some(100), ..ListVehicles::default() },
    );
    let drivers = use_query(&api::LIST_DRIVERS, &[], &AskDrivers::default());
    let save = {
        let onclose = props.onclose.clone();
        use_write(&api::PATCH_ROUTE, move |_: RouteView| {
            toasts.say(text("state-saved"));
            onclose.emit(());
        })
    };
    let onsubmit = {
        let (save, route, id, version) =
            (save.clone(), route.clone(), route.id.to_string(), route.version);
        form.submit(
            move |draft: &Draft| draft.request(&route),
            move |request| save.send_from(version, &[&id], &request),
        )
    };
    let aliases = vehicles
        .value()
        .map(|page| page.items.iter().map(|vehicle| vehicle.alias.clone()).collect::<Vec<_>>())
        .unwrap_or_default();
    // The present vehicle stays choosable while the list loads, and when it is out of service.
    let present = route.vehicle.clone().filter(|alias| !aliases.contains(alias));
    let choices: Vec<Choice> = std::iter::once(Choice::new("", text("plan-no-vehicle")))
        .chain(present.into_iter().chain(aliases).map(|alias| Choice::new(alias.clone(), alias)))
        .collect();
    let known = drivers.value().map(|list| list.items.clone()).unwrap_or_default();
    // The same of the present driver, who may drive no more.
    let gone = known.iter().all(|driver| Some(driver.id) != route.driver_id);
    let present = route.driver_name.clone().filter(|_| gone);
    let drivers: Vec<Choice> = present
        .map(|name| Choice::new(driver(&route), name))
        .into_iter()
        .chain(known.into_iter().map(|driver| Choice::new(driver.id.to_string(), driver.name)))
        .collect();
    let draft = form.draft();
    html! {
        <Form submit={text("action-save")} {onsubmit} oncancel={props.onclose.clone()} errors={form.errors()} problem={save.problem()} busy={save.busy()} waiting={save.waiting()}>
            <SelectField name="driver_id" label={text("routes-driver")} value={draft.driver_id.clone()} choices={drivers}
                onchange={form.bind(|draft: &mut Draft, value| draft.driver_id = value)} />
            <SelectField name="vehicle" label={text("routes-vehicle")} value={draft.vehicle.clone()} {choices} optional=true
                onchange={form.bind(|draft: &mut Draft, value| draft.vehicle = value)} />
            <HourField name="depart_at" label={text("routes-departure")} value={draft.departure.clone()} disabled={route.status != RouteStatus::Planned}
                oninput={form.bind(|draft: &mut Draft, value| draft.departure = value)} />
            <TextArea name="notes" label={text("routes-notes")} value={draft.notes.clone()} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.notes = value)} />
        </Form>
    }
}
