//! Enters work that was done.

use std::rc::Rc;

use furgo_shared::{
    api, id::MaintenanceId, maintenance::MaintenanceView, validate::Empty, vehicles::VehicleView,
};
use yew::prelude::*;

use super::{draft::Draft, fields::fields};
use crate::{
    api::Request,
    features::entries::{
        Around, AskEntry, Entry, EntryFields, EntryPage, use_force, use_hints, use_leave, use_undo,
    },
    format,
    hooks::{Query, use_filters, use_form, use_query},
    i18n::{text, text_with},
    outbox::use_write,
    platform::clock,
    screens::Screen,
    session::{Measures, use_measures, use_viewer},
    ui::{Form, Page, ProblemCard, Skeleton},
};

/// See the module.
#[component]
pub fn NewMaintenancePage() -> Html {
    let (asked, viewer) = (use_filters::<AskEntry>(), use_viewer());
    if let Some(id) = asked.current().done {
        return html! { <DonePage key={id.to_string()} {id} /> };
    }
    let form = Callback::from(
        |entry: Entry| html! { <NewForm vehicle={entry.vehicle} choice={entry.choice} /> },
    );
    html! {
        <EntryPage title={text("maintenance-add")} back={Screen::home(viewer.role)} vehicle={asked.current().vehicle.clone()} {form} />
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct DonePageProps {
    id: MaintenanceId,
}

/// Work whose turn it was: the form starts from the last time.
#[component]
fn DonePage(props: &DonePageProps) -> Html {
    let (done, viewer) =
        (use_query(&api::GET_MAINTENANCE, &[&props.id.to_string()], &Empty {}), use_viewer());
    let back = Screen::home(viewer.role);
    match &*done {
        Query::Loading => {
            html! { <Page title={text("maintenance-add")} {back}><Skeleton lines=8 /></Page> }
        }
        Query::Failed(problem) => html! {
            <Page title={text("maintenance-add")} {back}><ProblemCard problem={problem.clone()} onretry={done.refetch.clone()} /></Page>
        },
        Query::Ready { value, .. } => {
            let (title, done) = (done_title(value), value.clone());
            let form = Callback::from(move |entry: Entry| {
                html! { <NewForm vehicle={entry.vehicle} choice={Html::default()} done={Some(done.clone())} /> }
            });
            html! { <EntryPage {title} {back} vehicle={Some(value.vehicle_id.to_string())} {form} /> }
        }
    }
}

fn done_title(done: &MaintenanceView) -> AttrValue {
    text_with("entry-done-title", [("what", done.description.clone().into())])
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct NewFormProps {
    vehicle: Rc<VehicleView>,
    /// Work whose turn it was.
    #[prop_or_default]
    done: Option<Rc<MaintenanceView>>,
    choice: Html,
}

#[component]
fn NewForm(props: &NewFormProps) -> Html {
    let (measures, id) = (use_measures(), use_state(|| MaintenanceId(clock::new_id())));
    let (undo, leave) =
        (use_undo(), use_leave(Screen::Vehicle { alias: props.vehicle.alias.clone() }));
    let form = use_form(|| match &props.done {
        Some(done) => Draft::done(done, format::today(), measures),
        None => Draft::new(format::today()),
    });
    let save = {
        let vehicle = props.vehicle.clone();
        use_write(&api::CREATE_MAINTENANCE, move |maintenance: MaintenanceView| {
            Entry::remember(&vehicle);
            let back =
                Request::write(&api::DELETE_MAINTENANCE, &[&maintenance.id.to_string()], &Empty {});
            undo.offer(result(&maintenance, measures), back);
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

fn result(maintenance: &MaintenanceView, measures: Measures) -> AttrValue {
    let cost = format::money(maintenance.cost, measures.currency);
    format!("{} · {cost}", maintenance.description).into()
}
