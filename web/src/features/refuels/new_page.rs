//! Enters a refuel.

use std::rc::Rc;

use furgo_shared::{
    api, id::RefuelId, measures::Measure, refuels::RefuelView, validate::Empty,
    vehicles::VehicleView,
};
use yew::prelude::*;

use super::{draft::Draft, fields::fields};
use crate::{
    api::Request,
    features::entries::{
        Around, AskEntry, Entry, EntryFields, EntryPage, use_force, use_hints, use_leave, use_undo,
    },
    format,
    hooks::{use_filters, use_form},
    i18n::text,
    outbox::use_write,
    platform::clock,
    screens::Screen,
    session::{Measures, use_measures, use_viewer},
    ui::Form,
};

/// See the module.
#[component]
pub fn NewRefuelPage() -> Html {
    let (asked, viewer) = (use_filters::<AskEntry>(), use_viewer());
    let form = Callback::from(
        |entry: Entry| html! { <NewForm vehicle={entry.vehicle} choice={entry.choice} /> },
    );
    html! {
        <EntryPage title={text("refuels-add")} back={Screen::home(viewer.role)} vehicle={asked.current().vehicle.clone()} {form} />
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct NewFormProps {
    vehicle: Rc<VehicleView>,
    choice: Html,
}

#[component]
fn NewForm(props: &NewFormProps) -> Html {
    let (measures, id) = (use_measures(), use_state(|| RefuelId(clock::new_id())));
    let (undo, leave) =
        (use_undo(), use_leave(Screen::Vehicle { alias: props.vehicle.alias.clone() }));
    let form = use_form(|| Draft::new(format::today()));
    let save = {
        let vehicle = props.vehicle.clone();
        use_write(&api::CREATE_REFUEL, move |refuel: RefuelView| {
            Entry::remember(&vehicle);
            let back = Request::write(&api::DELETE_REFUEL, &[&refuel.id.to_string()], &Empty {});
            undo.offer(result(&refuel, measures), back);
            leave.emit(());
        })
    };
    let problem = save.problem();
    let around = Around {
        vehicle: props.vehicle.clone(),
        hints: use_hints(&props.vehicle, form.draft().day(), None),
        measures,
        may_force: use_force(problem.as_ref()),
        is_new: true,
    };
    let onsubmit = {
        let (save, vehicle, id) = (save.clone(), props.vehicle.clone(), *id);
        form.submit(
            move |draft: &Draft| draft.request(id, &vehicle, measures),
            move |request| save.send(&[], &request),
        )
    };
    html! {
        <Form submit={text("action-save")} {onsubmit} errors={form.errors()} {problem} busy={save.busy()} waiting={save.waiting()}>
            <EntryFields key="fields">{ props.choice.clone() }{ fields(&form, &around) }</EntryFields>
        </Form>
    }
}

/// "6.4 L/100 km · €62.10"; without an interval the quantity.
fn result(refuel: &RefuelView, measures: Measures) -> AttrValue {
    let measure = Measure::of(refuel.fuel);
    let figure = refuel
        .economy
        .as_ref()
        .and_then(|interval| format::economy(interval.value, measure, measures.units))
        .unwrap_or_else(|| format::fuel_quantity(refuel.quantity, measure, measures.units));
    format!("{figure} · {}", format::money(refuel.cost, measures.currency)).into()
}
