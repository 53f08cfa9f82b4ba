//! Enters a route that is over.

use std::rc::Rc;

use furgo_shared::{api, id::RouteId, routes::RouteView, validate::Empty, vehicles::VehicleView};
use yew::prelude::*;

use super::{logged_draft::LoggedDraft, logged_fields::logged_fields};
use crate::{
    api::Request,
    features::entries::{
        Around, AskEntry, Entry, EntryFields, EntryPage, use_force, use_hints, use_leave, use_undo,
    },
    format,
    hooks::{use_filters, use_form},
    i18n::{text, text_with},
    outbox::use_write,
    platform::clock,
    screens::Screen,
    session::{Measures, use_measures, use_viewer},
    ui::Form,
};

/// See the module.
#[component]
pub fn NewLoggedRoutePage() -> Html {
    let (asked, viewer) = (use_filters::<AskEntry>(), use_viewer());
    let form = Callback::from(
        |entry: Entry| html! { <NewForm vehicle={entry.vehicle} choice={entry.choice} /> },
    );
    html! {
        <EntryPage title={text("entry-logged-route")} back={Screen::home(viewer.role)} vehicle={asked.current().vehicle.clone()} {form} />
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct NewFormProps {
    vehicle: Rc<VehicleView>,
    choice: Html,
}

#[component]
fn NewForm(props: &NewFormProps) -> Html {
    let (measures, id) = (use_measures(), use_state(|| RouteId(clock::new_id())));
    let (undo, leave) =
        (use_undo(), use_leave(Screen::Vehicle { alias: props.vehicle.alias.clone() }));
    let form = use_form(|| LoggedDraft::new(format::today()));
    let save = {
        let vehicle = props.vehicle.clone();
        use_write(&api::CREATE_ROUTE, move |route: RouteView| {
            Entry::remember(&vehicle);
            let back = Request::write(&api::DELETE_ROUTE, &[&route.id.to_string()], &Empty {});
            undo.offer(result(&route, measures), back);
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
            move |draft: &LoggedDraft| draft.request(id, &vehicle, measures),
            move |request| save.send(&[], &request),
        )
    };
    html! {
        <Form submit={text("action-save")} {onsubmit} errors={form.errors()} {problem} busy={save.busy()} waiting={save.waiting()}>
            <EntryFields key="fields">{ props.choice.clone() }{ logged_fields(&form, &around) }</EntryFields>
        </Form>
    }
}

fn result(route: &RouteView, measures: Measures) -> AttrValue {
    let distance = format::distance(route.distance_km, measures.units).to_string();
    text_with("entry-route-saved", [("distance", distance.into())])
}
