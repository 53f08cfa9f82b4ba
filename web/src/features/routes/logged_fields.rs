//! The fields of a route that is over, the same for a new and for an old one.

use furgo_shared::{access::Action, api, id::UserId, users::AskDrivers};
use yew::prelude::*;

use super::logged_draft::LoggedDraft;
use crate::{
    features::entries::{Around, OdometerField, force_box},
    format,
    hooks::{FormState, use_query},
    i18n::text,
    session::use_viewer,
    ui::{Choice, DateField, NumberField, SelectField, TextArea},
};

/// All fields. The distance or the reading at the end: one of them is enough.
pub fn logged_fields(form: &FormState<LoggedDraft>, around: &Around) -> Html {
    let draft = form.draft();
    let unit = format::distance_unit(around.measures.units.distance);
    html! {
        <>
            <NumberField key="distance" name="distance_km" label={text("entry-distance")} value={draft.distance.clone()} suffix={unit} optional=true autofocus=true
                hint={text("entry-either")} oninput={form.bind(|draft: &mut LoggedDraft, value| draft.distance = value)} />
            <OdometerField key="end" name="end_odometer_km" label={text("entry-end-odometer")} value={draft.end_odometer.clone()} hints={around.hints.clone()} day={draft.day()} optional=true
                oninput={form.bind(|draft: &mut LoggedDraft, value| draft.end_odometer = value)} />
            { for around.may_force.then(|| force_box(draft.force, form.bind(|draft: &mut LoggedDraft, force| draft.force = force))) }
            <DateField key="date" name="date" label={text("history-date")} value={draft.date.clone()} oninput={form.bind(|draft: &mut LoggedDraft, value| draft.date = value)} />
            <DriverChoice key="driver" chosen={draft.driver_id} onchange={form.bind(|draft: &mut LoggedDraft, id| draft.driver_id = id)} />
            <TextArea key="notes" name="notes" label={text("history-notes")} value={draft.notes.clone()} optional=true
                oninput={form.bind(|draft: &mut LoggedDraft, value| draft.notes = value)} />
        </>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct DriverChoiceProps {
    chosen: Option<UserId>,
    onchange: Callback<Option<UserId>>,
}

/// A driver's own route is theirs; the office says whose it was.
#[component]
fn DriverChoice(props: &DriverChoiceProps) -> Html {
    if use_viewer().role.may(Action::ListDrivers) {
        html! { <Drivers ..props.clone() /> }
    } else {
        html! {}
    }
}

#[component]
fn Drivers(props: &DriverChoiceProps) -> Html {
    let drivers = use_query(&api::LIST_DRIVERS, &[], &AskDrivers::default());
    let known = drivers.value().map(|drivers| drivers.items.clone()).unwrap_or_default();
    // Still loading, or they no longer drive: the choice stays what it is.
    let gone = props.chosen.filter(|id| known.iter().all(|driver| driver.id != *id));
    let choices: Vec<Choice> = std::iter::once(Choice::new("", text("entry-driver-nobody")))
        .chain(known.into_iter().map(|driver| Choice::new(driver.id.to_string(), driver.name)))
        .chain(gone.map(|id| Choice::new(id.to_string(), text("package-driver-other"))))
        .collect();
    let value = props.chosen.map(|id| id.to_string()).unwrap_or_default();
    html! {
        <SelectField name="driver_id" label={text("entry-driver")} {value} {choices} optional=true
            onchange={props.onchange.reform(|id: String| id.parse().ok())} />
    }
}
