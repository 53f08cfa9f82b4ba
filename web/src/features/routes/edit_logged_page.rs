//! Corrects a route that is over.

use std::rc::Rc;

use furgo_shared::{api, id::RouteId, routes::RouteView, validate::Empty, vehicles::VehicleView};
use yew::prelude::*;

use super::{
    logged_draft::{LoggedDraft, again},
    logged_fields::logged_fields,
};
use crate::{
    features::entries::{
        Around, Entry, EntryFields, EntryPage, Removal, removal_button, use_force, use_hints,
        use_leave, use_removal,
    },
    hooks::{Query, use_form, use_query, use_stale},
    i18n::text,
    outbox::use_write,
    screens::Screen,
    session::use_measures,
    ui::{Form, Page, ProblemCard, Skeleton, StaleNotice, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct EditRoutePageProps {
    pub id: RouteId,
}

/// See the module.
#[component]
pub fn EditRoutePage(props: &EditRoutePageProps) -> Html {
    let route = use_query(&api::GET_ROUTE, &[&props.id.to_string()], &Empty {});
    let round = use_state(|| 0_u32);
    let ondrop = {
        let round = round.clone();
        Callback::from(move |()| round.set(*round + 1))
    };
    match &*route {
        Query::Loading => {
            html! { <Page title={text("entry-edit-logged-route")} back={Screen::Routes}><Skeleton lines=8 /></Page> }
        }
        Query::Failed(problem) => html! {
            <Page title={text("entry-edit-logged-route")} back={Screen::Routes}><ProblemCard problem={problem.clone()} onretry={route.refetch.clone()} /></Page>
        },
        Query::Ready { value, .. } => {
            let (route, onreload, key) = (value.clone(), route.refetch.clone(), *round);
            let form = Callback::from(move |entry: Entry| {
                html! {
                    <EditForm {key} vehicle={entry.vehicle} choice={entry.choice} route={route.clone()} onreload={onreload.clone()} ondrop={ondrop.clone()} />
                }
            });
            html! { <EntryPage title={text("entry-edit-logged-route")} back={Screen::Routes} vehicle={value.vehicle_id.map(|id| id.to_string())} {form} /> }
        }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct EditFormProps {
    vehicle: Rc<VehicleView>,
    choice: Html,
    /// The newest version that is known.
    route: Rc<RouteView>,
    onreload: Callback<()>,
    /// Starts anew from the newest version.
    ondrop: Callback<()>,
}

#[component]
fn EditForm(props: &EditFormProps) -> Html {
    let (measures, toasts, leave) = (use_measures(), use_toasts(), use_leave(Screen::Routes));
    let before = use_state(|| props.route.clone());
    let form = use_form(|| LoggedDraft::of(&props.route, measures));
    let remove = use_removal(leave.clone());
    let save = use_write(&api::PATCH_ROUTE, move |_: RouteView| {
        toasts.say(text("state-saved"));
        leave.emit(());
    });
    let may_force = use_force(save.problem().as_ref());
    let (stale, problem) = use_stale(save.problem(), props.onreload.clone());
    let around = Around {
        vehicle: props.vehicle.clone(),
        hints: use_hints(&props.vehicle, form.draft().day(), Some(before.id.into())),
        measures,
        may_force,
        is_new: false,
    };
    let send = |version: u64| {
        let (save, before, vehicle) = (save.clone(), (*before).clone(), props.vehicle.clone());
        let id = before.id.to_string();
        form.submit(
            move |draft: &LoggedDraft| draft.patch(&before, &vehicle, measures),
            move |patch| save.send_from(version, &[&id], &patch),
        )
    };
    let onremove = {
        let route = props.route.clone();
        remove.reform(move |()| {
            Removal::of(
                &api::DELETE_ROUTE,
                &api::CREATE_ROUTE,
                (route.id.into(), route.version),
                &again(&route),
                "entry-route-deleted",
            )
        })
    };
    html! {
        <>
            <Form key="form" submit={text("action-save")} onsubmit={send(before.version)} errors={form.errors()} {problem} busy={save.busy()} waiting={save.waiting()}>
                { for stale.then(|| html! {
                    <StaleNotice key="stale" ready={props.route.version != before.version} onkeep={send(props.route.version)} ondrop={props.ondrop.clone()} />
                }) }
                <EntryFields key="fields">{ props.choice.clone() }{ logged_fields(&form, &around) }</EntryFields>
            </Form>
            <div key="remove">{ removal_button(onremove) }</div>
        </>
    }
}
